"""The receiver on a port of the loopback address, through uvicorn. A client that does not say what it wants is cut off."""

from __future__ import annotations

import asyncio
import logging
import socket
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

HEADERS_S = 10.0  # so long may a client take to tell what it asks for
MOST_AT_ONCE = 1000  # connections; more are answered 503
HOST = "127.0.0.1"


class _Impatient(H11Protocol):
    """uvicorn waits for a request's headers without end, and so would whoever opens connections and says nothing."""

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._watch()

    def handle_events(self) -> None:
        super().handle_events()
        if self.cycle is not None and not self.cycle.response_complete:
            self._rest()
        elif self._limit is None:
            self._watch()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._rest()
        super().connection_lost(exc)

    def _watch(self) -> None:
        self._rest()
        self._limit = self.loop.call_later(HEADERS_S, self.transport.close)

    def _rest(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None


def listener(port: int) -> socket.socket:
    """A socket on the loopback address. Raises OSError: taken, or not ours to have."""
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
    except OSError:
        found.close()
        raise
    return found


def serve(app: ASGIApp, sock: socket.socket) -> None:
    """Answers until the process is told to end, and finishes what it has begun. Writes no address and no field to its log."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    server_of(app).run(sockets=[sock])


def server_of(app: ASGIApp) -> uvicorn.Server:
    config = uvicorn.Config(
        app,
        http=_Impatient,
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=10,
        limit_concurrency=MOST_AT_ONCE,
        backlog=1024,
        h11_max_incomplete_event_size=16_384,
    )
    return uvicorn.Server(config)
