"""The preview as a web server on this machine: pages as their sources are now, and a stream that tells pages of changes.

The only file that knows Starlette and uvicorn. Whatever the source does takes place in one thread, in turn: a page that
is asked for while something is being renewed waits for it, so that nobody is shown what is old already.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import sys
import threading
import traceback
from collections.abc import AsyncIterator, Callable, Iterable, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TypeVar
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from press.preview import panel
from press.preview.answers import HOME, Answer, Apart, Source
from press.preview.watch import changes, looks
from press.problems import Problem
from press.record import as_json
from press.words import translated

T = TypeVar("T")
Tell = Callable[[Sequence[Problem]], None]
_ASSETS = {"preview.js": "text/javascript; charset=utf-8", "panel.css": "text/css; charset=utf-8"}
_CALM_S, _MOST_CALMS = 0.06, 5  # a file that is gone or empty is being saved, perhaps: so long is waited for it, so often
_ALIVE_S = 15.0  # a stream says something at least so often, so that one that nobody hears is found out
_AHEAD_S = 0.1  # the page of the text itself goes ahead of those that must be planned anew
_DAY_S = 60.0
_CLOSING_S = 2
_FRESH = {"Cache-Control": "no-cache"}


class Preview:
    """The application, and what follows the project's files for as long as it lives.

    To be made before the source reads for the first time, so that what changes meanwhile is not missed.
    """

    def __init__(
        self,
        source: Source,
        project: Path,
        tell: Tell,
        report: Callable[[], str] | None = None,
    ) -> None:
        self._source, self._project, self._tell = source, project, tell
        self._report = report  # a page of what is covered
        self._before = looks(project)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="press-galley")
        self._end = threading.Event()
        self._news = asyncio.Condition()
        self._ended = asyncio.Event()
        self._number = 0  # of renewals
        self._told: tuple[Problem, ...] | None = None
        routes: list[BaseRoute] = [
            Route(f"{HOME}changes", self._changes),
            Route(f"{HOME}page.css", self._marks),
            Route(f"{HOME}tackning", self._covered),
            Route(f"{HOME}haftet/{{name}}.pdf", self._pages_of),
            Route(f"{HOME}{{name}}", self._asset),
        ]
        routes.append(Route("/{path:path}", self._page))
        self.app = Starlette(routes=routes, lifespan=self._life)

    def stop(self) -> None:
        """Ends all streams and the watch. May be called by a signal."""
        self._end.set()

    # ------------------------------------------------------------ following the files

    @asynccontextmanager
    async def _life(self, _: Starlette) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()
        bell: asyncio.Queue[Set[str]] = asyncio.Queue()

        def watch() -> None:
            for some in changes(self._project, self._before, self._end):
                with suppress(RuntimeError):  # the loop has ended meanwhile
                    loop.call_soon_threadsafe(bell.put_nowait, some)

        self._tell_of_problems()
        watcher = threading.Thread(target=watch, name="press-watch")
        watcher.start()
        following = asyncio.create_task(self._follow(bell))
        try:
            yield
        finally:
            self._end.set()
            following.cancel()
            await asyncio.to_thread(watcher.join)
            self._thread.shutdown(wait=True, cancel_futures=True)

    async def _follow(self, bell: asyncio.Queue[Set[str]]) -> None:
        while True:
            changed: set[str] = set()
            with suppress(TimeoutError):  # then a look at the day, which may be another
                changed |= await asyncio.wait_for(bell.get(), _DAY_S)
            for _ in range(_MOST_CALMS):
                while not bell.empty():
                    changed |= bell.get_nowait()
                if all(_is_there(self._project / path) for path in changed):
                    break
                await asyncio.sleep(_CALM_S)
                if bell.empty():
                    break
            if await self._renewed(changed):
                await asyncio.sleep(_AHEAD_S)
                if bell.empty():
                    await self._renewed(set())

    async def _renewed(self, changed: Set[str]) -> bool:
        """Lets the source look, and tells all pages. Whether there is more to do."""
        is_more = False
        try:
            is_more = await self._asked(partial(self._source.renew, changed))
        except Exception:
            self._own_fault()
        self._tell_of_problems()
        async with self._news:
            self._number += 1
            self._news.notify_all()
        return is_more

    async def _asked(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)

    def _tell_of_problems(self) -> None:
        now = tuple(self._source.problems)
        if now != self._told and (now or self._told is not None):
            self._tell(now)
        self._told = now

    def _own_fault(self) -> None:
        """The server goes on, whatever we did wrong; whoever sits at the terminal sees it."""
        traceback.print_exc(file=sys.stderr)

    # ------------------------------------------------------------ pages

    async def _page(self, request: Request) -> Response:
        base = self._source.base
        path = request.url.path
        if base and not path.startswith(f"{base}/"):
            return RedirectResponse(f"{base}/", 307)
        return await self._answered(request, partial(self._source.answer, path.removeprefix(base)))

    async def _pages_of(self, request: Request) -> Response:
        return await self._answered(request, partial(self._source.pages_of, request.path_params["name"]))

    async def _answered(self, request: Request, call: Callable[[], Answer | Apart]) -> Response:
        try:
            return await self._response(request, await self._whole(call))
        except Exception:
            self._own_fault()
            return PlainTextResponse(translated("This is our own fault; the terminal tells more."), 500)

    async def _whole(self, call: Callable[[], Answer | Apart]) -> Answer:
        found = await self._asked(call)
        if not isinstance(found, Apart):
            return found
        work, end = asyncio.wrap_future(found.work), asyncio.create_task(self._ended.wait())
        work.add_done_callback(lambda done: done.cancelled() or done.exception())  # `then` tells of it
        await asyncio.wait({work, end}, return_when=asyncio.FIRST_COMPLETED)
        end.cancel()
        if self._ended.is_set():
            return Answer(b"The preview has ended", "text/plain", 503)
        return await self._asked(found.then)

    async def _response(self, request: Request, answer: Answer) -> Response:
        if answer.leads_to:
            return RedirectResponse(answer.leads_to, 307)
        headers = {**answer.headers, **_FRESH}
        content = answer.content
        if answer.is_page:
            state = await self._asked(partial(self._state, answer))
            content = panel.page_of(answer, state, translated("Preview"))
        elif answer.tag:
            headers["ETag"] = f'"{answer.tag}"'
            if request.headers.get("if-none-match") == headers["ETag"]:
                return Response(status_code=304, headers=headers)
        return Response(content, answer.status, headers, answer.type)

    def _state(self, answer: Answer) -> panel.State:
        source, base = self._source, self._source.base
        return panel.state_of(
            answer, source.problems, source.booklet, source.line_of, lambda address: source.tag(address.removeprefix(base))
        )

    # ------------------------------------------------------------ the preview's own

    async def _changes(self, request: Request) -> Response:
        """A stream of the state of the page at an address: now, and whenever something has changed."""
        at = request.query_params.get("at", "/")

        async def told() -> AsyncIterator[str]:
            number = -1
            yield "retry: 500\n\n"
            while not self._end.is_set():
                if number != self._number:
                    number = self._number
                    answer = await self._whole(partial(self._source.answer, at.removeprefix(self._source.base)))
                    state = await self._asked(partial(self._state, answer))
                    yield f"data: {as_json(state).decode()}\n\n"
                else:
                    yield ": \n\n"
                await self._change_after(number)

        return StreamingResponse(told(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def _change_after(self, number: int) -> None:
        async with self._news:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait_for(lambda: self._number != number or self._end.is_set()), _ALIVE_S)

    async def wake(self) -> None:
        """Lets whoever waits find that this is the end."""
        self._ended.set()
        async with self._news:
            self._news.notify_all()

    async def _marks(self, _: Request) -> Response:
        states = await self._asked(lambda: self._source.states)
        return Response(panel.marks(states), headers=_FRESH, media_type="text/css")

    async def _covered(self, _: Request) -> Response:
        page = await self._asked(self._report) if self._report else ""
        headers = {**_FRESH, "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
        return Response(page, 200 if page else 404, headers, "text/html; charset=utf-8")

    async def _asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _ASSETS:
            return PlainTextResponse(translated("Not found"), 404)
        content = (Path(__file__).parent / "assets" / name).read_bytes()
        return Response(content, headers={**_FRESH, "Content-Type": _ASSETS[name]})


def _is_there(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


# ---------------------------------------------------------------- who may ask


class OwnHostAlone:
    """Refuses what was not sent to this machine by its own name.

    A stranger's page may lead a name of its own to this machine (DNS rebinding), and would read drafts by it. Numbers
    can't be led anywhere. Nor may a stranger's page have anything made here.
    """

    def __init__(self, app: ASGIApp, names: Iterable[str]) -> None:
        self._app, self._names = app, frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = dict(scope["headers"])
            if not self._is_own(headers.get(b"host", b"").decode("latin-1")):
                await PlainTextResponse(translated("This preview does not go by that name"), 421)(scope, receive, send)
                return
            if headers.get(b"sec-fetch-site") == b"cross-site" and headers.get(b"sec-fetch-mode") != b"navigate":
                await PlainTextResponse(translated("Not for other sites"), 403)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _is_own(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
            if name in self._names:
                return True
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


# ---------------------------------------------------------------- running it


class _Server(uvicorn.Server):
    """Streams never end by themselves: they are told to when the server is."""

    def __init__(self, config: uvicorn.Config, preview: Preview) -> None:
        super().__init__(config)
        self._preview = preview

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._preview.stop()
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._preview.stop()
        await self._preview.wake()
        await super().shutdown(sockets)


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises OSError when the port is taken, or not ours to take."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    made = socket.socket(family, kind, protocol)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(128)
    except OSError:
        made.close()
        raise
    return made


class _Parted:
    """Two applications: what begins with a path is the second one's."""

    def __init__(self, app: ASGIApp, other: ASGIApp, path: str) -> None:
        self._app, self._other, self._path = app, other, path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_others = scope["type"] == "http" and scope["path"].startswith(self._path)
        await (self._other if is_others else self._app)(scope, receive, send)


def serve(preview: Preview, listening: socket.socket, orders: tuple[ASGIApp, str] | None = None) -> None:
    """Serves until it is interrupted. `orders` is what takes them, and the path that it answers below."""
    whole = _Parted(preview.app, *orders) if orders else preview.app
    app = OwnHostAlone(whole, ("localhost", socket.gethostname()))
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="on",
        timeout_graceful_shutdown=_CLOSING_S, ws="none", proxy_headers=False,
    )  # fmt: skip
    _Server(config, preview).run(sockets=[listening])
