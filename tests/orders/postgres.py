"""A PostgreSQL of a test's own: the system's programs, a temporary folder, the loopback address. Run as an ordinary user."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.hosts.servers import free_port

PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin")
_FAST = ("-c", "shared_buffers=16MB", "-c", "max_connections=60")


class Postgres:
    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self._bin = programs()
        self._user = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid} if os.geteuid() == 0 else {}

    @property
    def url(self) -> str:
        return f"postgresql://press@127.0.0.1:{self.port}/postgres"

    def create(self) -> None:
        if self._user:
            shutil.chown(self.folder, "nobody")
        self._run("initdb", "-D", str(self.folder / "data"), "-U", "press", "-A", "trust", "-E", "UTF8", "--locale=C")

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} " + " ".join(_FAST)
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-t", "30", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        """At once, as a machine that loses its power."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._bin / program, *arguments],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
            **self._user,  # type: ignore[call-overload]
        )
        assert done.returncode == 0, done.stderr.decode()


def programs() -> Path:
    """The folder of PostgreSQL's programs. Raises FileNotFoundError: `make test` installs them."""
    for place in PLACES:
        root, _, pattern = place.partition("*")
        parent = Path(root).parent if not root.endswith("/") else Path(root)
        name = Path(root).name if not root.endswith("/") else ""
        for found in sorted(parent.glob(f"{name}*{pattern}"), reverse=True):
            if (found / "initdb").exists():
                return found
    raise FileNotFoundError("PostgreSQL is missing: scripts/set-up test installs it")


@contextmanager
def postgres() -> Iterator[Postgres]:
    with tempfile.TemporaryDirectory(prefix="press-pg-", dir="/tmp") as name:
        server = Postgres(Path(name), free_port())
        server.create()
        server.start()
        try:
            yield server
        finally:
            server.stop()
