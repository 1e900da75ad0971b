"""A preview as its user meets it: where it is, what is wrong and when that is mended, and how it ends."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from press import clock, telling
from press.addresses import RECEIVER
from press.editor import report
from press.editor.coverage import Dead, coverage_of
from press.galley import Galley
from press.make.publish import STATE
from press.preview import server
from press.problems import ContentError, Problem, problem
from press.record import replace
from press.shape.ordering import SHELL
from press.words import translated

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_EVERYBODY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  these are looked at, not listened on


def view(project: Path, host: str, port: int) -> None:
    """Serves the preview until it is interrupted. Raises ContentError where it can't listen, and OSError."""
    with _listening(host, port) as listening, Galley(project, lambda: clock.today(os.environ)) as galley:
        print(f"{translated('Reading')} ...", file=sys.stderr, flush=True)
        preview = server.Preview(galley, project, tell, report=lambda: _report(project, galley))
        galley.renew(None)
        origin = _address(listening)
        words = translated("The preview is at {address} and follows what you save. Ctrl-C ends it.")
        print(words.format(address=f"{origin}{galley.base}/"), flush=True)
        server.serve(preview, listening, _orders(project, galley, origin))
    raise KeyboardInterrupt  # nothing else ends it, also where the signal itself is kept from us, as in the background


def _report(project: Path, galley: Galley) -> str:
    """The page of what is covered; empty while nothing can be read."""
    from press import copydesk  # brings the checks that no build loads

    publication, today = galley.publication, clock.today(os.environ)
    if publication is None:
        return ""
    dead = copydesk.dead_in(project, publication, today)
    return report.as_page(coverage_of(publication, today, None if dead is None else [Dead(*one) for one in dead]))


def tell(problems: Sequence[Problem]) -> None:
    """What is wrong now; or that nothing is any more."""
    telling.tell(problems)
    if not problems:
        print(translated("All is well again."), file=sys.stderr, flush=True)


def _orders(project: Path, galley: Galley, origin: str) -> tuple[ASGIApp, str] | None:
    """What takes the orders that are tried out here, in a database that is empty each time. None where no form sends any."""
    settings, shell = galley.settings, galley.shell
    if settings is None or shell is None or settings.orders.url:
        return None
    from press import receiving
    from press.orders.keys import Keys
    from press.orders.tokens import Tokens

    folder = project / STATE / "preview"
    shutil.rmtree(folder / "orders", ignore_errors=True)
    (folder / "orders").mkdir(parents=True, mode=0o700)
    (folder / SHELL).write_text(shell, encoding="utf-8")
    database = os.path.relpath(folder / "orders" / "orders.sqlite", project)
    settings = replace(settings, address=f"{origin}{galley.base}/", orders=replace(settings.orders, database=database))
    secret = Keys(secrets.token_urlsafe(32), "", "")
    store = receiving.store_in(project, settings, secret)
    app = receiving.app_in(project, folder, settings, store, Tokens(secret.signing, store.now), least_s=0)
    return app, f"{galley.base}{RECEIVER}"


def _listening(host: str, port: int) -> socket.socket:
    try:
        return server.bound(host, port)
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            raise ContentError(problem("port-taken", "serve", port=port, other=port + 1 if port < 65535 else 8000)) from None
        raise ContentError(problem("no-listening", "serve", host=host, port=port, says=fault.strerror or fault)) from None


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    host = _EVERYBODY.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
