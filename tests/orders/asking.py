"""A receiver to ask: a project built once, a clock that is set by hand, and posts that go straight into the app."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from press import receiving
from press.model import Settings
from press.orders.app import FORM_TYPE
from press.orders.store import Store
from press.orders.tables import engine_of, migrate
from press.orders.tokens import Tokens
from press.record import Record, field, replace
from press.terms import Orders

T = TypeVar("T")
START = 1_795_600_000.0  # a morning of November 2026
SECRET = "a secret of the tests"
ORIGIN = "https://example.org"
ORDER = "/bestall/mottagning/"
MESSAGE = f"{ORDER}meddelande/"
WHOLE = {
    "namn": "Åsa Öberg",
    "organisation": "Växjö kommun",
    "adress": "Box 1222",
    "postnummer": "351 12",
    "ort": "Växjö",
    "land": "SE",
    "antal": "5",
    "epost": "asa.oberg@vaxjo.se",
    "webbplats": "",
}
TOLD = {"meddelande": "Kartan går inte att nå med tangentbordet.", "sida": "/regioner/", "epost": "", "webbplats": ""}


class Clock:
    """Says what it is told to."""

    def __init__(self, moment: float = START) -> None:
        self.moment = moment

    def __call__(self) -> float:
        return self.moment

    def goes_on(self, *, days: float = 0, seconds: float = 0) -> None:
        self.moment += days * 86_400 + seconds


class Loop:
    """An event loop in a thread of its own: where a browser is driven, the test's own thread has one that runs."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._loop.run_forever)
            self._thread.start()
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def close(self) -> None:
        if self._loop is not None and self._thread is not None:
            self.run(self._loop.shutdown_default_executor())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()


class Answer(Record, frozen=True):
    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def title(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.DOTALL)
        return unescape(found[1]) if found else ""

    @property
    def token(self) -> str:
        found = re.search(r'name="bevis" value="([^"]*)"', self.text)
        assert found, self.text
        return unescape(found[1])

    @property
    def reference(self) -> str:
        found = re.search(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", self.text)
        assert found, self.text
        return found[0]


class Asked(Record):
    """A receiver with its clock, asked without a network."""

    app: Any
    store: Store
    tokens: Tokens
    clock: Clock
    loop: Loop = field(default_factory=Loop)
    headers: dict[str, str] = field(default_factory=lambda: {"origin": ORIGIN, "sec-fetch-site": "same-origin"})

    def post(self, path: str, fields: Mapping[str, str] | bytes, **headers: str) -> Answer:
        content = fields if isinstance(fields, bytes) else urlencode(fields).encode()
        told = {"content-type": FORM_TYPE, "content-length": str(len(content)), **self.headers, **headers}
        return self.ask("POST", path, content, {name.replace("_", "-"): value for name, value in told.items()})

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, b"", headers)

    def ask(self, method: str, path: str, content: bytes, headers: Mapping[str, str], peer: str = "127.0.0.1") -> Answer:
        return self.loop.run(asked(self.app, method, path, content, headers, peer))

    def close(self) -> None:
        self.loop.close()
        self.store.engine.dispose()

    def order(self, **changes: str) -> Answer:
        """All the way: the form, the confirmation, the thank-you page."""
        return self.confirm(self.post(ORDER, WHOLE | changes), ORDER)

    def message(self, **changes: str) -> Answer:
        return self.confirm(self.post(MESSAGE, TOLD | changes), MESSAGE)

    def confirm(self, shown: Answer, path: str = ORDER) -> Answer:
        self.clock.goes_on(seconds=5)
        return self.follow(self.post(f"{path}bekrafta/", {"bevis": shown.token}))

    def follow(self, answer: Answer) -> Answer:
        assert answer.status == 303, answer.text
        return self.get(answer.headers["location"])


async def asked(app: Any, method: str, path: str, content: bytes, headers: Mapping[str, str], peer: str) -> Answer:
    """One request, as a server would hand it over."""
    parts = urlsplit(path)
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()],
        "client": (peer, 41234),
        "server": ("127.0.0.1", 8210),
    }
    waiting = [{"type": "http.request", "body": content, "more_body": False}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    told = {name.decode().lower(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], told, b"".join(one.get("body", b"") for one in sent[1:]).decode())


@contextmanager
def receiver(
    project: Path,
    where: Path | str,
    terms: Orders | None = None,
    *,
    clock: Clock | None = None,
    settings: Settings | None = None,
    busy_s: float = 5,
) -> Iterator[Asked]:
    """A receiver of a built project, with a database of its own in a folder, or on a server."""
    clock = clock or Clock()
    own = settings or receiving.settings_in(project)
    if terms:
        own = replace(own, orders=terms)
    store = Store(engine_of(where / "orders.sqlite" if isinstance(where, Path) else where, busy_s=busy_s), own.orders, clock)
    migrate(store.engine)
    tokens = Tokens(SECRET, clock)
    one = Asked(receiving.app_in(project, project / "output", own, store, tokens), store, tokens, clock)
    try:
        yield one
    finally:
        one.close()
