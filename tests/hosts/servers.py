"""nginx, Caddy and Apache as an operator would run them: a server of its own on a free port of the loopback address,
with the configuration that the build made taken in as its comments say. Ended by its process id."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

IS_MAC = sys.platform == "darwin"
_SECONDS = 15

NGINX = """\
{modules}
worker_processes 1;
daemon off;
pid {state}/nginx.pid;
error_log {state}/errors;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {state}/body;
    proxy_temp_path {state}/proxy;
    fastcgi_temp_path {state}/fastcgi;
    uwsgi_temp_path {state}/uwsgi;
    scgi_temp_path {state}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {root};
        {brotli}
        include {hosts}/nginx.conf;
    }}
}}
"""
CADDY = """\
{{
    admin off
    auto_https off
    storage file_system {state}
}}
http://127.0.0.1:{port} {{
    root * {root}
    import {hosts}/Caddyfile
}}
"""
APACHE = """\
ServerRoot {state}
PidFile {state}/apache.pid
ErrorLog {state}/errors
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
{modules}
{user}
TypesConfig /dev/null
AddLanguage br .br
AddType application/x-gzip .gz
DocumentRoot {root}
<Directory />
    AllowOverride None
    Require all denied
</Directory>
<Directory {root}{base}>
    Require all granted
    Options FollowSymLinks
    {taken}
</Directory>
"""
APACHE_MODULES = ("mpm_event", "authz_core", "mime", "dir", "headers", "rewrite", "setenvif", "unixd", "deflate", "filter")
APACHE_PLACES = (
    "/usr/lib/apache2/modules",
    "/usr/libexec/apache2",
    "/opt/homebrew/lib/httpd/modules",
    "/usr/local/lib/httpd/modules",
)


class ServerError(Exception):
    """The server did not start; carries what it said."""


def program(*names: str) -> str:
    """A program of this machine. Raises FileNotFoundError where there is none: `make test` installs it."""
    for folder in ("", "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"):
        for name in names:
            if found := shutil.which(name, path=folder or None):
                return found
    raise FileNotFoundError(f"{names[0]} is missing: scripts/set-up test installs it")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _nginx(root: Path, base: str, hosts: Path, state: Path, port: int) -> list[str]:
    module = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
    has_brotli = not IS_MAC  # Homebrew's nginx has no such module; Debian's package is what the tests hold to
    text = NGINX.format(
        modules=f"load_module {module};" if has_brotli else "",
        brotli="brotli_static on;" if has_brotli else "",
        state=state, port=port, root=root, hosts=hosts,
    )  # fmt: skip
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        text = f"user root;\n{text}"  # a test's folder is open to its owner alone
    place = state / "nginx.conf"
    place.write_text(text, encoding="utf-8")
    return [program("nginx"), "-e", str(state / "errors"), "-c", str(place)]


def _caddy(root: Path, base: str, hosts: Path, state: Path, port: int) -> list[str]:
    place = state / "Caddyfile"
    place.write_text(CADDY.format(state=state, port=port, root=root, hosts=hosts), encoding="utf-8")
    return [program("caddy"), "run", "--config", str(place), "--adapter", "caddyfile"]


def _apache(root: Path, base: str, hosts: Path, state: Path, port: int, *, taken: str = "") -> list[str]:
    folder = next(place for place in APACHE_PLACES if Path(place).is_dir())
    modules = [
        f"LoadModule {name}_module {folder}/mod_{name}.so" for name in APACHE_MODULES if Path(f"{folder}/mod_{name}.so").exists()
    ]
    text = APACHE.format(
        state=state, port=port, root=root, base=base, taken=taken or f"Include {hosts}/apache.conf",
        modules="\n".join(modules), user="",
    )  # fmt: skip
    place = state / "apache.conf"
    place.write_text(text, encoding="utf-8")
    return [program("apache2", "httpd"), "-D", "FOREGROUND", "-f", str(place)]


def _htaccess(root: Path, base: str, hosts: Path, state: Path, port: int) -> list[str]:
    """Apache on a host where one may only upload: the file lies in the site's folder, as the operator put it there."""
    shutil.copy(hosts / "apache.conf", Path(f"{root}{base}") / ".htaccess")
    return _apache(root, base, hosts, state, port, taken="AllowOverride FileInfo Indexes")


SERVERS: dict[str, Callable[[Path, str, Path, Path, int], list[str]]] = {
    "nginx": _nginx,
    "caddy": _caddy,
    "apache": _apache,
    "htaccess": _htaccess,
}


@contextmanager
def serving(name: str, root: Path, base: str, hosts: Path, state: Path) -> Iterator[int]:
    """Runs a server for as long as the block lasts; gives its port."""
    state.mkdir()
    port = free_port()
    command = SERVERS[name](root, base, hosts, state, port)
    with (state / "said").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, "HOME": str(state)})
    try:
        _wait_for(process, port, state)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(process: subprocess.Popen[bytes], port: int, state: Path) -> None:
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=_SECONDS)
            connection.request("HEAD", "/")
            connection.getresponse().read()
            connection.close()
            return
        except ConnectionError:
            time.sleep(0.02)
    told = [place.read_text(encoding="utf-8", errors="replace") for place in (state / "said", state / "errors") if place.exists()]
    raise ServerError("\n".join(told))
