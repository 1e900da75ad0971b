"""Disks that are full, databases that are locked or gone, clients that are slow: told on a page, with nothing half stored."""

from __future__ import annotations

import resource
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest

from press.orders import app, forgetting, serving
from press.orders.tables import METADATA, engine_of, migrate
from press.record import replace
from press.terms import Keep, Orders
from tests.hosts.servers import free_port
from tests.orders.asking import MESSAGE, ORDER, TOLD, WHOLE, Answer, Asked, receiver
from tests.orders.postgres import Postgres, postgres

UNSAVED = "Det gick inte att spara just nu, och inget är skickat."


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres() as one:
        yield one


@pytest.fixture
def on_server(project: Path, server: Postgres) -> Iterator[Asked]:
    """A receiver on PostgreSQL, with empty tables."""
    with receiver(project, server.url, replace(Orders(mode="receiver"), keep=Keep(30, 60, 60)), busy_s=2) as one:
        with one.store.writing() as connection:
            for table in METADATA.sorted_tables:
                connection.execute(table.delete())
        yield one


def tell(asked: Asked, path: str, shown: Answer) -> Answer:
    asked.clock.goes_on(seconds=5)
    return asked.post(f"{path}bekrafta/", {"bevis": shown.token})


def is_unsaved(answer: Answer) -> bool:
    """A page that says so, and keeps what was written."""
    return answer.status == 503 and UNSAVED in answer.text and ("Åsa Öberg" in answer.text or "Kartan" in answer.text)


# ---------------------------------------------------------------- SQLite


@pytest.mark.parametrize(("path", "posted"), [(ORDER, WHOLE), (MESSAGE, TOLD)])
def test_a_locked_database_is_told_and_the_same_page_works_when_it_is_free(
    project: Path, tmp_path: Path, path: str, posted: dict[str, str]
) -> None:
    with receiver(project, tmp_path, busy_s=0.2) as asked:
        shown = asked.post(path, posted)
        other = sqlite3.connect(tmp_path / "orders.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        locked = tell(asked, path, shown)
        health = asked.get(f"{ORDER}halsa/")
        other.rollback()
        other.close()
        stored = (asked.store.orders(), asked.store.messages())

        thanks = asked.confirm(locked, path)

        assert is_unsaved(locked)
        assert (health.status, health.text) == (503, "the database takes nothing\n")
        assert stored == ([], [])
        assert thanks.status == 200
        assert len(asked.store.orders()) + len(asked.store.messages()) == 1


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow: the system refuses to write, as it does when a quota is used up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_told_and_nothing_is_half_stored(asked: Asked) -> None:
    asked.order(namn="Bo Ek")
    shown = asked.post(ORDER, WHOLE)
    with full_disk():
        refused = tell(asked, ORDER, shown)
        health = asked.get(f"{ORDER}halsa/")
    stored = [kept.order.name for kept in asked.store.orders()]

    asked.confirm(refused)

    assert is_unsaved(refused)
    assert health.status == 503
    assert stored == ["Bo Ek"]
    assert [kept.order.name for kept in asked.store.orders()] == ["Bo Ek", "Åsa Öberg"]
    with sqlite3.connect(str(asked.store.engine.url.database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_database_of_the_first_version_is_brought_up_to_date_with_its_orders(asked: Asked, tmp_path: Path) -> None:
    from press.orders.tables import MIGRATIONS

    engine = engine_of(tmp_path / "old.sqlite")
    first = migrate(engine, MIGRATIONS[:1])
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO totals VALUES ('2026-01', '35', 1, 5)")

    had = migrate(engine)
    again = migrate(engine)

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT copies FROM totals").scalar_one() == 5
        assert connection.exec_driver_sql("SELECT count(*) FROM letters").scalar_one() == 0
    assert (first, had, again) == (0, 1, len(MIGRATIONS))
    engine.dispose()


# ---------------------------------------------------------------- PostgreSQL


def test_on_postgresql_an_order_goes_the_same_way(on_server: Asked) -> None:
    first, again, message = on_server.order(), on_server.order(), on_server.message()

    assert first.reference == again.reference
    assert [kept.order.name for kept in on_server.store.orders()] == ["Åsa Öberg"]
    assert message.title == "Tack för ditt meddelande!"
    assert on_server.get(f"{ORDER}halsa/").text == "ok\n"


def test_on_postgresql_what_is_due_is_erased_and_its_backup_comes_back_on_sqlite(
    on_server: Asked, project: Path, tmp_path: Path
) -> None:
    on_server.store.mark_sent(on_server.order().reference)
    on_server.order(namn="Bo Ek")
    file = forgetting.backup(on_server.store, tmp_path / "backups")
    on_server.clock.goes_on(days=30)

    gone = forgetting.forget_due(on_server.store, tmp_path / "backups")
    with receiver(project, tmp_path / "new", clock=on_server.clock) as new:
        forgetting.restore(new.store, file)
        back = [kept.order.name for kept in new.store.orders()]

    assert (gone.orders, gone.backups) == (1, 1)
    assert [kept.order.name for kept in on_server.store.orders()] == back == ["Bo Ek"]
    assert sum(one.copies for one in on_server.store.tallies()) == 10


def test_two_receivers_of_one_database_count_one_order_and_never_sell_a_copy_twice(project: Path, server: Postgres) -> None:
    terms = replace(Orders(mode="receiver"), stock=40)
    with receiver(project, server.url, terms) as one, receiver(project, server.url, terms) as two:
        with one.store.writing() as connection:
            for table in METADATA.sorted_tables:
                connection.execute(table.delete())
        from press.orders.forms import Order
        from press.orders.store import SoldOutError

        same = Order("Åsa", "", "Box 1", "351 12", "Växjö", "SE", 1, "")

        def take(place: int) -> None:
            store = (one, two)[place % 2].store
            try:
                store.take(f"same-{place}", same, "ab" * 32)
                store.take(f"own-{place}", replace(same, name=str(place), copies=4), f"{place:064x}")
            except SoldOutError:
                pass

        threads = [threading.Thread(target=take, args=(place,)) for place in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        kept = [found.order for found in one.store.orders()]

    assert [order.name for order in kept].count("Åsa") == 1
    assert sum(order.copies for order in kept) == 1 + 9 * 4


def test_a_server_that_is_stopped_in_the_middle_is_told_and_the_same_page_works_when_it_is_back(
    on_server: Asked, server: Postgres
) -> None:
    before = on_server.order(namn="Bo Ek")
    shown = on_server.post(ORDER, WHOLE)
    server.stop()
    try:
        refused = tell(on_server, ORDER, shown)
        health = on_server.get(f"{ORDER}halsa/")
    finally:
        server.start()

    thanks = on_server.confirm(refused)

    assert is_unsaved(refused)
    assert health.status == 503
    assert thanks.title == "Tack för din beställning!"
    assert {kept.reference for kept in on_server.store.orders()} == {before.reference, thanks.reference}


# ---------------------------------------------------------------- slow clients


@pytest.fixture
def port(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The receiver on a port, which has little patience."""
    monkeypatch.setattr(serving, "HEADERS_S", 0.6)
    monkeypatch.setattr(app, "BODY_S", 0.6)
    number = free_port()
    running = serving.server_of(asked.app)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [serving.listener(number)]})
    thread.start()
    while not running.started:
        time.sleep(0.02)
    yield number
    running.should_exit = True
    thread.join()


def head(length: int) -> bytes:
    return (
        f"POST {ORDER} HTTP/1.1\r\nHost: example.org\r\nOrigin: https://example.org\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


def said(port: int, *parts: bytes, pause_s: float = 0.0) -> tuple[bytes, float]:
    """What the receiver answers before it hangs up, and after how many seconds."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        begun = time.monotonic()
        answer = b""
        with suppress(ConnectionError):
            for part in parts:
                line.sendall(part)
                time.sleep(pause_s)
        with suppress(ConnectionError):  # what was answered before it hung up can still be read
            while some := line.recv(65536):
                answer += some
        return answer, time.monotonic() - begun


@pytest.mark.parametrize("begun", [b"", b"POST /bestall/mottagning/ HTTP/1.1\r\nHost: exam", head(10)[:-2]])
def test_a_client_that_does_not_say_what_it_wants_is_cut_off(port: int, begun: bytes) -> None:
    answer, seconds = said(port, begun)

    assert b"200" not in answer[:20]
    assert 0.4 < seconds < 5


def test_a_client_that_drips_its_headers_is_cut_off_too(port: int) -> None:
    _, seconds = said(port, *(bytes([one]) for one in head(10)[:60]), pause_s=0.05)

    assert seconds < 5


def test_a_client_that_drips_its_form_is_told_so(port: int) -> None:
    content = urlencode(WHOLE).encode()

    answer, _ = said(port, head(len(content)), *(content[place : place + 4] for place in range(0, 60, 4)), pause_s=0.1)

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert "Det tog för lång tid" in answer.decode()


def test_a_client_that_is_quick_is_answered_on_the_same_line_again_and_again(port: int) -> None:
    content = urlencode(WHOLE).encode()
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line, line.makefile("rb") as told:
        for _ in range(3):
            line.sendall(head(len(content)) + content)
            assert told.readline().startswith(b"HTTP/1.1 200 ")
            length = 0
            while (name := told.readline()) != b"\r\n":
                if name.lower().startswith(b"content-length:"):
                    length = int(name.split(b":")[1])
            told.read(length)


@pytest.mark.parametrize(
    "request_",
    [
        b"GARBAGE\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 40_000 + b"\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused(port: int, request_: bytes) -> None:
    answer, _ = said(port, request_)

    assert not answer.startswith(b"HTTP/1.1 5")
    assert b"Traceback" not in answer
