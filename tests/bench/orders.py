"""What the receiver of orders bears: many clients at once, on SQLite and PostgreSQL, with and without being killed meanwhile."""

from __future__ import annotations

import asyncio
import pstats
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path

from press import receiving
from press.record import Record
from tests.hosts.servers import free_port
from tests.orders.asking import SECRET
from tests.orders.conftest import opened
from tests.orders.killing import Load, Running, load
from tests.orders.postgres import postgres

HOST = "127.0.0.1:1"
RATES = "\n  rates: {address: 1000000, all: 1000000}"
DATABASES = ("SQLite", "PostgreSQL")
PROFILED = 1000  # orders of the run that is looked into
ROOMS = {  # a part of a file's path -> what is said of it
    "sqlalchemy": "SQLAlchemy",
    "jinja2": "Jinja2: the pages",
    "layouts": "Jinja2: the pages",
    "uvicorn": "uvicorn and h11",
    "h11": "uvicorn and h11",
    "starlette": "Starlette and anyio",
    "anyio": "Starlette and anyio",
    "asyncio": "the event loop",
    "selectors": "the event loop",
    "press": "press",
}


class Borne(Record, frozen=True):
    """One run: what was asked, and how many of what was confirmed were lost or are there twice."""

    load: Load
    lost: int
    twice: int


def of_orders(clients: int, orders: int, kills: int) -> str:
    """The table, and under it where the receiver's time goes."""
    rows = []
    for database in DATABASES:
        calm = _run(database, clients, orders, 0)
        fire = _run(database, clients, orders, kills)
        rows.append(
            f"| {database} | {orders} | {calm.load.per_second:.0f} | {calm.load.p99_ms:.0f} | {fire.load.kills} "
            f"| {calm.lost + fire.lost} | {calm.twice + fire.twice} |"
        )
    with tempfile.TemporaryDirectory(prefix="press-profile-") as name:
        file = Path(name) / "profile"
        _run(DATABASES[0], clients, min(PROFILED, orders), 0, profile=file)
        profile = _rooms_of(file)
    whole = sum(profile.values())
    shares = ", ".join(f"{room} {100 * seconds / whole:.0f} %" for room, seconds in profile.most_common(6))
    head = (
        "| database | orders | orders/s | 99 % of confirmations within, ms | kills | lost | twice |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    )
    return "\n".join((*head, *rows, "", f"The thread that answers ({clients} clients, SQLite): {shares}."))


def _run(database: str, clients: int, orders: int, kills: int, profile: Path | None = None) -> Borne:
    with tempfile.TemporaryDirectory(prefix="press-orders-") as name, _database(database) as url:
        more = f"{RATES}\n  database: {url}" if url else RATES
        project = opened(Path(name) / "project", f"http://{HOST}/", more)
        environment = {"PRESS_ORDERS_SECRET": SECRET}
        running = Running(project, free_port(), environment, ("-m", "cProfile", "-o", str(profile)) if profile else ())
        try:
            done = asyncio.run(_loaded(running, clients, orders, kills))
        finally:
            running.stop()
        return Borne(done, *_lost_and_twice(project, environment, done))


async def _loaded(running: Running, clients: int, orders: int, kills: int) -> Load:
    await running.start()
    return await load(running, clients, orders, kills, HOST)


def _lost_and_twice(project: Path, environment: Mapping[str, str], done: Load) -> tuple[int, int]:
    settings = receiving.settings_in(project)
    store = receiving.store_in(project, settings, receiving.keys_in(project, settings, environment))
    kept = Counter(one.order.name for one in store.orders())
    store.engine.dispose()
    return sum(name not in kept for name in done.references), sum(many - 1 for many in kept.values())


@contextmanager
def _database(name: str) -> Iterator[str]:
    with postgres() if name == "PostgreSQL" else nullcontext() as server:
        yield server.url if server else ""


def _rooms_of(file: Path) -> Counter[str]:
    """Seconds of the answering thread by room. What it waits for is left out: others work then."""
    found = Counter[str]()
    for (path, _, name), (_, _, own, *_) in pstats.Stats(str(file)).stats.items():  # type: ignore[attr-defined]
        if "poll" not in name:
            room = next((said for part, said in ROOMS.items() if f"/{part}/" in path or f"/{part}." in path), "Python itself")
            found[room] += own
    return found
