"""Personal data is gone on its day: from the tables, from the bytes of every file, from the backups."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.orders import forgetting
from press.orders.store import Tally
from press.record import replace
from press.terms import Keep, Orders
from tests.orders.asking import WHOLE, Asked, receiver

TERMS = replace(Orders(mode="receiver"), keep=Keep(sent=30, unsent=100, messages=50))
HIDDEN = ("Åsa Öberg", "Box 1222", "asa.oberg@vaxjo.se", "Kartan går inte")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "orders"


@pytest.fixture
def asked(project: Path, folder: Path):  # type: ignore[no-untyped-def]
    with receiver(project, folder, TERMS) as one:
        yield one


def found_in(folder: Path) -> set[str]:
    """Which of the words stand in the bytes of any file of the folder."""
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    return {words for words in HIDDEN if words.encode() in content}


def test_thirty_days_after_dispatch_the_order_is_gone_from_every_byte_and_its_sum_stays(asked: Asked, folder: Path) -> None:
    backups = folder / "backups"
    reference = asked.order().reference
    asked.store.mark_sent(reference)
    forgetting.backup(asked.store, backups)
    asked.clock.goes_on(days=29)
    before = forgetting.forget_due(asked.store, backups)
    there = found_in(folder)

    asked.clock.goes_on(days=1)
    gone = forgetting.forget_due(asked.store, backups)

    assert (before.orders, gone.orders, gone.backups) == (0, 1, 1)
    assert there == {"Åsa Öberg", "Box 1222", "asa.oberg@vaxjo.se"}
    assert found_in(folder) == set()
    assert asked.store.orders() == []
    assert asked.store.tallies() == [Tally("2026-11", "35", 1, 5)]
    assert [(why, orders, messages) for _, why, orders, messages in asked.store.purges()] == [("due", 1, 0)]


def test_what_was_never_sent_is_gone_after_its_own_time_and_messages_after_theirs(asked: Asked, folder: Path) -> None:
    asked.order()
    asked.message()
    asked.clock.goes_on(days=50)
    first = forgetting.forget_due(asked.store)
    asked.clock.goes_on(days=50)
    second = forgetting.forget_due(asked.store)

    assert [(one.orders, one.messages) for one in (first, second)] == [(0, 1), (1, 0)]
    assert found_in(folder) == set()


def test_an_order_that_was_sent_after_the_backup_is_gone_from_it_too(asked: Asked, folder: Path) -> None:
    reference = asked.order().reference
    forgetting.backup(asked.store, folder / "backups")
    asked.store.mark_sent(reference)
    asked.clock.goes_on(days=30)

    forgetting.forget_due(asked.store, folder / "backups")

    assert found_in(folder) == set()


def test_one_person_is_forgotten_on_request_and_others_are_not(asked: Asked, folder: Path) -> None:
    mine, other = asked.order(), asked.order(namn="Bo Ek", adress="Torget 1", epost="")
    forgetting.backup(asked.store, folder / "backups")

    gone = forgetting.forget_one(asked.store, mine.reference, folder / "backups")
    again = forgetting.forget_one(asked.store, mine.reference, folder / "backups")

    assert (gone.orders, gone.backups, bool(again)) == (1, 1, False)
    assert [kept.reference for kept in asked.store.orders()] == [other.reference]
    assert found_in(folder) == set()
    assert sum(one.copies for one in asked.store.tallies()) == 10


def test_the_stock_remembers_orders_that_are_erased(project: Path, folder: Path) -> None:
    with receiver(project, folder, replace(TERMS, stock=8)) as asked:
        forgetting.forget_one(asked.store, asked.order().reference)

        assert asked.store.left() == 3


def test_the_receiver_forgets_once_a_day(asked: Asked) -> None:
    nightly = forgetting.Nightly(asked.store, Path("/nonexistent"))
    asked.order()
    asked.store.mark_sent(asked.store.orders()[0].reference)
    nightly.forget()
    asked.clock.goes_on(days=30)
    there = len(asked.store.orders())

    nightly.forget()

    assert (there, len(asked.store.orders())) == (1, 0)


def test_a_backup_comes_back_whole_into_an_empty_database_and_what_is_due_meanwhile_does_not(
    asked: Asked, folder: Path, project: Path, tmp_path: Path
) -> None:
    references = [asked.order().reference, asked.order(namn="Bo Ek").reference]
    asked.store.mark_sent(references[0])
    asked.message()
    file = forgetting.backup(asked.store, folder / "backups")
    with pytest.raises(forgetting.NotEmptyError):
        forgetting.restore(asked.store, file)

    with receiver(project, tmp_path / "new", TERMS, clock=asked.clock) as new:
        asked.clock.goes_on(days=31)
        forgetting.restore(new.store, file)

        assert [kept.order.name for kept in new.store.orders()] == ["Bo Ek"]
        assert [kept.message.text for kept in new.store.messages()] == ["Kartan går inte att nå med tangentbordet."]
        assert sum(one.orders for one in new.store.tallies()) == 2


def test_a_backup_is_one_file_of_its_owners(asked: Asked, folder: Path) -> None:
    asked.order()

    file = forgetting.backup(asked.store, folder / "backups")

    assert [(path.name, path.stat().st_mode & 0o777) for path in (folder / "backups").iterdir()] == [(file.name, 0o600)]
    assert WHOLE["namn"].encode() in file.read_bytes()
