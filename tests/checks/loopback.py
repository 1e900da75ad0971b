"""A web of a test's own: a server on this machine that answers for every host, by the address that it is asked for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

Reply = tuple[int, Mapping[str, str], bytes]
Page = Reply | int | Callable[[str], Reply]


class Loopback:
    """Answers with the page of an address, else 404. `asked` is every request, in order, with its time."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self.pages = dict(pages)
        self.asked: list[tuple[str, str, float]] = []
        self.agents: set[str] = set()
        self.busy = 0
        self.most_busy = 0
        self.port = 0

    def urls(self, method: str = "") -> list[str]:
        return [url for how, url, _ in self.asked if not method or how == method]

    def transport(self) -> httpx.BaseTransport:
        """Brings every request here, whatever its host, as plain HTTP over a real connection."""
        return _Here(self.port)


class _Here(httpx.HTTPTransport):
    def __init__(self, port: int) -> None:
        super().__init__()
        self._port = port

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = str(request.url)
        here = httpx.Request(
            request.method,
            request.url.copy_with(scheme="http", host="127.0.0.1", port=self._port),
            headers={**request.headers, "X-Asked": host},
        )
        here.extensions = request.extensions
        response = super().handle_request(here)
        response.request = request
        return response


@contextmanager
def loopback(pages: Mapping[str, Page]) -> Iterator[Loopback]:
    web = Loopback(pages)
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            # A proxy's client names the whole address; our own transport says it beside.
            url = self.headers.get("X-Asked") or self.path
            with lock:
                web.asked.append((self.command, url, time.monotonic()))
                web.agents.add(self.headers.get("User-Agent", ""))
                web.busy += 1
                web.most_busy = max(web.most_busy, web.busy)
            page = web.pages.get(url, 404)
            status, headers, body = page(self.command) if callable(page) else (page, {}, b"") if isinstance(page, int) else page
            with lock:
                web.busy -= 1
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815  # the name that the library asks for

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
