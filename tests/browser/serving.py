"""A folder served as a static host would, on the loopback address, and the Chromium of this machine."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass(frozen=True, slots=True)
class Site:
    address: str  # http://127.0.0.1:41234
    folder: Path

    @property
    def pages(self) -> list[str]:
        """The address of every page, from the root."""
        files = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))
        return sorted("/" + name.removesuffix("index.html") for name in files)


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".woff2": "font/woff2", ".xml": "application/xml"}

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves a page before it has all of it is no error."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serves a folder for as long as the block lasts; gives the address."""
    server = _Server(("127.0.0.1", 0), partial(_Handler, directory=os.fspath(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def program_of_chromium() -> str:
    """Where the machine's own Chromium lies. Raises FileNotFoundError where there is none: `make test` installs it."""
    program = next(filter(None, map(shutil.which, NAMES)), None) or next(filter(os.path.exists, PLACES), None)
    if program is None:
        raise FileNotFoundError("Chromium is missing: scripts/set-up test installs it")
    return program


def chromium(playwright: Playwright) -> Browser:
    """The machine's own Chromium, started."""
    program = program_of_chromium()
    sandbox = () if hasattr(os, "geteuid") and os.geteuid() else ("--no-sandbox",)  # root may not use the sandbox
    return playwright.chromium.launch(executable_path=program, args=[*QUIET, *sandbox])
