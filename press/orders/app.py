"""The receiver as an ASGI app: a post is checked, shown once more, confirmed, stored, thanked for.

It is handed everything: where it lives, the store, the tokens, and a callable that renders the site's own layouts.
What goes wrong becomes a page that says so, with what was written kept; never a trace, never a word of it in the log.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from press.orders import forms
from press.orders.desk import warning_of
from press.orders.forms import FIELDS, Kind, Message, Order
from press.orders.guard import Rate, client_of, is_ours
from press.orders.letters import trouble
from press.orders.store import NotStoredError, SoldOutError, Store
from press.orders.tokens import Tokens
from press.record import Record, field, fields_of
from press.terms import Orders

LOG = logging.getLogger("press.orders")
MOST_BYTES = 65_536  # a message of the longest kind in a script whose signs take four bytes, written with percent signs
HEARD_OUT_BYTES = 1_048_576  # what is too large is heard out to here, since who still speaks hears no answer
MOST_FIELDS = 16
BODY_S = 10.0  # a client that needs longer for its post is cut off
LEAST_S = 1.0  # nobody reads a page and confirms it faster
KEPT_BY_NOBODY = "no-store"
# a page that answers a form is shown again when its reader goes back: without that browsers show a fault of their own
KEPT_FOR_THE_WAY_BACK = "private, no-cache"
A_DAY = "public, max-age=86400"
FORM_TYPE = "application/x-www-form-urlencoded"

Render = Callable[[str, Mapping[str, object]], str]  # form, confirm, thanks or fault, and what it shows
Work = Callable[[], object]


class Place(Record, frozen=True):
    """Where the receiver lives and what it refers to. Addresses as links say them."""

    base: str  # the path below which it answers, ends in /
    origins: tuple[str, ...]  # the site's, and the receiver's own
    forms: Mapping[Kind, str]  # the pages of the site that hold the forms
    headers: Mapping[str, str]  # what each answer has
    least_s: float = LEAST_S
    files: Mapping[str, ASGIApp] = field(default_factory=dict)  # the site's static files, for an address of its own


class Unreadable(Exception):  # noqa: N818  # not a fault of ours: an answer
    """The post can't be read; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Receiver:
    """Answers posts. One for each process."""

    def __init__(self, place: Place, terms: Orders, store: Store, tokens: Tokens, render: Render) -> None:
        self.place, self.terms, self.store, self.tokens, self.render = place, terms, store, tokens, render
        self._rate = Rate(terms.rates, store.now)

    # ------------------------------------------------------------ the way of an order

    async def asked(self, kind: Kind, request: Request) -> Response:
        """The form was sent: back it goes with its faults, or on to be confirmed."""
        posted = await self._posted(request)
        draft, faults = forms.read(kind, posted, self.terms)
        if draft is None:
            return self._form(kind, forms.shown(kind, posted), faults)
        if kind == "order" and (left := await self._left()) is not None and isinstance(draft, Order) and draft.copies > left:
            return self._sold_out(draft, left)
        return self._confirm(kind, draft, self.tokens.sealed(kind, draft))

    async def confirmed(self, kind: Kind, request: Request) -> Response:
        """The draft was confirmed: it is stored, then thanked for."""
        posted = await self._posted(request)
        opened = self.tokens.opened(kind, posted.get("bevis", ""))
        if opened is None:
            return self._fault("lost", 400, kind)
        draft = opened.draft
        if "andra" in posted:
            return self._form(kind, written(draft), {}, status=200)
        if opened.is_expired or opened.age_s < self.place.least_s:
            notice = "expired" if opened.is_expired else "early"
            return self._confirm(kind, draft, self.tokens.sealed(kind, draft, opened.key), notice, 422)
        try:
            taken = await run_in_threadpool(self.store.take, opened.key, draft, self.tokens.fingerprint(draft))
        except SoldOutError as fault:
            return self._sold_out(draft, fault.left)
        except NotStoredError as fault:
            LOG.error("%s not stored: %s", kind, fault.kind)
            return self._confirm(kind, draft, self.tokens.sealed(kind, draft, opened.key), "unsaved", 503)
        LOG.info("%s %s %s", kind, taken.reference, "taken" if taken.is_new else "was taken before")
        where = f"{self._below(kind)}tack/?kvitto={quote(self.tokens.thanks(kind, taken.reference))}"
        return RedirectResponse(where, 303)

    async def thanked(self, kind: Kind, request: Request) -> Response:
        reference = self.tokens.reference_of(kind, request.query_params.get("kvitto", ""))
        if not reference:
            return self._fault("lost", 404, kind)
        return self._page("thanks", {"kind": kind, "reference": reference})

    async def looked(self, kind: Kind, _: Request) -> Response:
        """Somebody opened the receiver's own address: the form stands on the site."""
        return RedirectResponse(self.place.forms[kind], 303)

    async def health(self, _: Request) -> Response:
        """For whoever watches over the receiver: whether an order could be taken now, and whether letters stand still."""
        try:
            await run_in_threadpool(self.store.try_out)
            late = await run_in_threadpool(trouble, self.store)
        except NotStoredError as fault:
            LOG.error("the database takes nothing: %s", fault.kind)
            return PlainTextResponse("the database takes nothing\n", 503)
        return PlainTextResponse(f"{warning_of(late) or 'ok'}\n")

    # ------------------------------------------------------------ pages

    def _form(self, kind: Kind, values: Mapping[str, str], faults: Mapping[str, str], *, status: int = 422) -> Response:
        return self._page("form", {"kind": kind, "values": values, "faults": faults}, status)

    def _sold_out(self, draft: Order | Message, left: int) -> Response:
        if left == 0:
            return self._fault("sold-out", 409, "order")
        return self._page("form", {"kind": "order", "values": written(draft), "faults": {"antal": "out"}, "left": left}, 422)

    def _confirm(self, kind: Kind, draft: Order | Message, token: str, notice: str = "", status: int = 200) -> Response:
        shown = {
            "kind": kind,
            "draft": draft,
            "token": token,
            "notice": notice,
            "action": f"{self._below(kind)}bekrafta/",
        }
        return self._page("confirm", shown, status)

    def _fault(self, what: str, status: int, kind: Kind = "order") -> Response:
        return self._page("fault", {"kind": kind, "fault": what}, status)

    def _page(self, name: str, shown: Mapping[str, object], status: int = 200) -> Response:
        return HTMLResponse(self.render(name, shown), status)

    def _below(self, kind: Kind) -> str:
        return self.place.base if kind == "order" else f"{self.place.base}meddelande/"

    async def _left(self) -> int | None:
        try:
            return await run_in_threadpool(self.store.left)
        except NotStoredError:
            return None  # it is counted once more when the order is stored

    # ------------------------------------------------------------ what is let in

    async def _posted(self, request: Request) -> dict[str, str]:
        """The fields of a post. Raises Unreadable for what is too large, too slow, or no form of ours."""
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM_TYPE:
            raise Unreadable(415)
        length = request.headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > HEARD_OUT_BYTES:
            raise Unreadable(413)
        try:
            async with asyncio.timeout(BODY_S):
                content, heard = bytearray(), 0
                async for part in request.stream():
                    heard += len(part)
                    if heard > HEARD_OUT_BYTES:
                        raise Unreadable(413)
                    if heard <= MOST_BYTES:
                        content += part
        except TimeoutError:
            raise Unreadable(408) from None
        except ClientDisconnect:
            raise Unreadable(400) from None
        if heard > MOST_BYTES:
            raise Unreadable(413)
        return fields_in(bytes(content))

    async def answered(self, request: Request, call: Callable[[Request], Any]) -> Response:
        """What comes before each answer: whose post it is, and how many there were."""
        if request.method == "POST":
            if not is_ours(request.headers, self.place.origins):
                return self._fault("foreign", 403)
            peer = request.client.host if request.client else ""
            # several such headers are one list (RFC 9110)
            forwarded = ",".join(request.headers.getlist("x-forwarded-for"))
            if wait := self._rate.wait_s(client_of(peer, forwarded, self.terms.proxies)):
                LOG.warning("a post was refused: too many")
                refused = self._fault("many", 429)
                refused.headers["Retry-After"] = str(wait)
                return refused
        try:
            answer: Response = await call(request)
        except Unreadable as fault:
            answer = self._fault({413: "large", 408: "slow"}.get(fault.status, "unreadable"), fault.status)
            if fault.status in (408, 413):
                answer.headers["Connection"] = "close"
        return answer


def fields_in(content: bytes) -> dict[str, str]:
    """The fields of a form's body. Raises Unreadable where there are too many, one twice, or bytes that are no UTF-8."""
    try:
        pairs = parse_qsl(
            content.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS, separator="&"
        )
    except ValueError:  # UnicodeError is one
        raise Unreadable(400) from None
    if len({name for name, _ in pairs}) != len(pairs):
        raise Unreadable(400)
    return dict(pairs)


def written(draft: Order | Message) -> dict[str, str]:
    """A draft as its form shows it."""
    names = list(FIELDS["order" if isinstance(draft, Order) else "message"])
    return {name: str(getattr(draft, key)) for name, key in zip(names, fields_of(draft), strict=False)}


def app_of(receiver: Receiver, work: tuple[Work, ...] = ()) -> ASGIApp:
    """The app. `work` is what it does beside answering, each in a thread of its own until it is cancelled: see `beside`."""

    def route(path: str, call: Callable[[Request], Any], *methods: str) -> Route:
        async def endpoint(request: Request) -> Response:
            return await receiver.answered(request, call)

        return Route(receiver.place.base + path, endpoint, methods=list(methods))

    def of(kind: Kind, call: Callable[[Kind, Request], Any]) -> Callable[[Request], Any]:
        return lambda request: call(kind, request)

    kinds: tuple[tuple[Kind, str], ...] = (("order", ""), ("message", "meddelande/"))
    routes = [
        one
        for kind, path in kinds
        for one in (
            route(path, of(kind, receiver.asked), "POST"),
            route(path, of(kind, receiver.looked), "GET"),
            route(f"{path}bekrafta/", of(kind, receiver.confirmed), "POST"),
            route(f"{path}bekrafta/", of(kind, receiver.looked), "GET"),
            route(f"{path}tack/", of(kind, receiver.thanked), "GET"),
        )
    ]
    routes.append(route("halsa/", receiver.health, "GET"))
    mounts = [Mount(path.rstrip("/"), files) for path, files in receiver.place.files.items()]

    async def refused(request: Request, fault: Exception) -> Response:
        status = fault.status_code if isinstance(fault, HTTPException) else 500
        return receiver._fault("lost" if status < 500 else "ours", status)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(beside(one)) for one in work]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    inner = Starlette(routes=[*mounts, *routes], exception_handlers={HTTPException: refused}, lifespan=lifespan)
    return _Outermost(inner, receiver)


async def beside(work: Work, every_s: float = 2.0) -> None:
    """Does a piece of work again and again. What it fails at is told by its kind alone, and tried again."""
    while True:
        try:
            await run_in_threadpool(work)
        except Exception as fault:
            LOG.error("%s: %s", getattr(work, "__qualname__", "work"), type(fault).__name__)
        await asyncio.sleep(every_s)


class _Outermost:
    """What every answer has, and the page for what nobody foresaw."""

    def __init__(self, app: ASGIApp, receiver: Receiver) -> None:
        self._app, self._receiver = app, receiver

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_page = not scope["path"].startswith(tuple(self._receiver.place.files))
        has_begun = False

        async def labelled(message: Any) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                told = {name.lower() for name, _ in message["headers"]}
                more = {"Cache-Control": KEPT_BY_NOBODY if is_page else A_DAY, **self._receiver.place.headers}
                if is_page and scope["method"] == "POST":
                    more["Cache-Control"] = KEPT_FOR_THE_WAY_BACK
                message["headers"] = [
                    *message["headers"],
                    *((n.lower().encode(), v.encode()) for n, v in more.items() if n.lower().encode() not in told),
                ]
            await send(message)

        try:
            await self._app({**scope, "root_path": ""}, receive, labelled)
        except Exception as fault:
            LOG.error("a fault of our own: %s at %s", type(fault).__name__, _place_of(fault))
            if not has_begun:
                await self._receiver._fault("ours", 500)(scope, receive, labelled)


def _place_of(fault: BaseException) -> str:
    """Where it happened, without a value: file and line."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else "?"
