"""A receiver that is killed loses nothing. `make bench` does the same with 10,000 orders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from press import receiving
from press.orders.tables import METADATA
from tests.hosts.servers import free_port
from tests.orders.asking import SECRET, Loop
from tests.orders.conftest import opened
from tests.orders.killing import Load, Running, load
from tests.orders.postgres import postgres

RATES = "\n  rates: {address: 1000000, all: 1000000}"
HOST = "127.0.0.1:1"  # as the settings name the site; what matters is that the two agree


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return opened(tmp_path_factory.mktemp("killed") / "project", f"http://{HOST}/", RATES)


@pytest.fixture(params=["sqlite", "postgresql"])
def environment(request: pytest.FixtureRequest, project: Path) -> Iterator[dict[str, str]]:
    """The project on one database or the other; what the environment of a receiver holds."""
    settings = project / "site.yaml"
    before = settings.read_text(encoding="utf-8")
    secret = {"PRESS_ORDERS_SECRET": SECRET}
    if request.param == "sqlite":
        yield secret
        return
    with postgres() as server:
        settings.write_text(before.replace(RATES, f"{RATES}\n  database: {server.url}"), encoding="utf-8")
        yield secret
        settings.write_text(before, encoding="utf-8")


async def under_fire(running: Running, clients: int, orders: int, kills: int) -> Load:
    await running.start()
    return await load(running, clients, orders, kills, HOST)


def test_every_confirmed_order_is_there_once_however_often_the_receiver_is_killed(
    project: Path, environment: dict[str, str]
) -> None:
    running, loop = Running(project, free_port(), environment), Loop()
    try:
        done = loop.run(under_fire(running, clients=20, orders=200, kills=3))
    finally:
        loop.close()
        running.stop()

    settings = receiving.settings_in(project)
    store = receiving.store_in(project, settings, receiving.keys_in(project, settings, environment))
    kept = store.orders()
    with store.writing() as connection:
        for table in METADATA.sorted_tables:
            connection.execute(table.delete())
    store.engine.dispose()
    assert done.kills == 3
    assert sorted(one.order.name for one in kept) == sorted(done.references) == sorted(f"Namn {one}" for one in range(200))
    assert len({one.reference for one in kept}) == 200
