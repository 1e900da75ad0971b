"""What a machine is told that runs the receiver, as text: a unit of systemd's, and a file of secrets to fill in."""

from __future__ import annotations

from pathlib import Path

from press.orders.keys import DATABASE, SIGNING, SMTP

UNIT = "press-orders.service"
SECRETS = "/etc/press/orders.secrets"


def unit(title: str, project: Path, python: Path, door: Path, data: Path) -> str:
    """A systemd unit that runs the receiver as an ordinary user, who may write where the database lies and nowhere else."""
    return f"""\
# Copy to /etc/systemd/system/{UNIT}, then:
#     useradd --system --home-dir {data} --shell /usr/sbin/nologin press-orders
#     install -d -o press-orders -m 700 {data}
#     install -m 600 orders.secrets {SECRETS}     # filled in
#     systemctl daemon-reload && systemctl enable --now {UNIT}
[Unit]
Description=Orders of {_one_line(title)}
After=network-online.target postgresql.service
Wants=network-online.target

[Service]
Type=exec
User=press-orders
Group=press-orders
WorkingDirectory={project}
ExecStart={python} {door} --project {project} orders serve
LoadCredential=secrets:{SECRETS}
Environment=PRESS_SECRETS=%d/secrets
Environment=PYTHONDONTWRITEBYTECODE=1
Restart=on-failure
RestartSec=2
TimeoutStopSec=20
UMask=0077
ReadWritePaths={data}
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
ProtectProc=invisible
NoNewPrivileges=yes
CapabilityBoundingSet=
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
MemoryMax=512M

[Install]
WantedBy=multi-user.target
"""


def secrets_to_fill_in() -> str:
    return f"""\
# Secrets of the receiver: NAME=value, one a line. Its owner alone may read this file.
# At least 16 signs, the same for all receivers of one database:  python3 -c 'import secrets; print(secrets.token_urlsafe(32))'
{SIGNING}=
# Where orders.mail names a user:
{SMTP}=
# Where orders.database is a server that asks for a password:
{DATABASE}=
"""


def _one_line(text: str) -> str:
    """A percent sign means something in a unit."""
    return " ".join(text.split()).replace("%", "%%")
