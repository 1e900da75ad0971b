"""What is done with orders and messages: taken, listed, marked as sent, counted. Every act is one transaction.

When `take` answers, the order is on disk. Whatever the database says instead is NotStoredError, and nothing is half stored.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from press.orders.forms import Message, Order
from press.orders.tables import LETTERS, MESSAGES, ORDERS, PURGES, READING, TOTALS, Moment
from press.record import Record, fields_of
from press.terms import Orders

SAME_S = 3600  # two that say the same within this time are one that was sent twice
LETTERS_A_DAY = 3  # receipts to one address: the form is no way to fill somebody's mailbox
DAY_S = 86_400
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another
_ZONE = ZoneInfo("Europe/Stockholm")
_TRIES = 5  # references that may be taken already


class NotStoredError(Exception):
    """The database did not take it: full, locked, gone. `kind` is what it was, without a word of what was to be stored."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class SoldOutError(Exception):
    """There are not so many copies. `left` is how many there are."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class Taken(Record, frozen=True):
    reference: str
    is_new: bool  # False: it was taken before, and counts once


class Kept(Record, frozen=True):
    """An order as it lies in the database."""

    reference: str
    arrived: int
    sent: int | None
    order: Order


class KeptMessage(Record, frozen=True):
    reference: str
    arrived: int
    message: Message


class Tally(Record, frozen=True):
    """Orders and copies of a month, in an area: two figures of a Swedish postcode, or a country."""

    month: str
    area: str
    orders: int
    copies: int


class Store:
    def __init__(self, engine: sa.Engine, terms: Orders, now: Moment) -> None:
        self.engine, self.terms, self.now = engine, terms, now
        self._is_server = engine.dialect.name == "postgresql"
        self._one_writer = threading.Lock()  # SQLite has one; waiting here is fair, and its own waiting is not

    # ------------------------------------------------------------ transactions

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction, on disk when the block ends. Raises NotStoredError."""
        if self._is_server:
            with self.telling(), self.engine.begin() as connection:
                yield connection
            return
        with self._one_writer, self.telling(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def alone(self) -> Iterator[None]:
        """No transaction of this process writes meanwhile."""
        with self._one_writer:
            yield

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        with self.telling(), self.engine.connect() as raw:
            connection = raw.execution_options(**{READING: True})
            with connection.begin():
                yield connection

    @contextmanager
    def telling(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise
        except SQLAlchemyError as fault:
            raise NotStoredError(type(getattr(fault, "orig", None) or fault).__name__) from None
        except OSError as fault:  # pg8000 lets some of the network's through
            raise NotStoredError(type(fault).__name__) from None

    # ------------------------------------------------------------ taking

    def take(self, key: str, draft: Order | Message, fingerprint: str) -> Taken:
        """Stores a draft under the key of its token, once. Raises NotStoredError, SoldOutError."""
        for _ in range(_TRIES):
            try:
                return self._take(key, draft, fingerprint)
            except IntegrityError:
                continue  # another click was first, or the reference is another's: look again
        raise NotStoredError("IntegrityError")

    def _take(self, key: str, draft: Order | Message, fingerprint: str) -> Taken:
        is_order = isinstance(draft, Order)
        table = ORDERS if is_order else MESSAGES
        now = int(self.now())
        with self.writing() as connection:
            if self._is_server:  # two receivers may have the same draft at the same moment
                lock = int(fingerprint[:15], 16)
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": lock})
            known = sa.select(table.c.reference).where(
                (table.c.key == key) | ((table.c.fingerprint == fingerprint) & (table.c.arrived > now - SAME_S))
            )
            if found := connection.execute(known).scalars().first():
                return Taken(found, is_new=False)
            if isinstance(draft, Order):
                self._count_off(connection, draft.copies)
            reference = new_reference()
            row = {name: getattr(draft, name) for name in fields_of(draft)}
            connection.execute(table.insert().values(key=key, reference=reference, fingerprint=fingerprint, arrived=now, **row))
            self._write_letters(connection, draft, reference, now)
        return Taken(reference, is_new=True)

    def _count_off(self, connection: sa.Connection, copies: int) -> None:
        if self.terms.stock is None:
            return
        if self._is_server:
            connection.execute(sa.text("LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE"))
        left = self.terms.stock - _ordered(connection)
        if copies > left:
            raise SoldOutError(max(left, 0))

    def left(self) -> int | None:
        """How many copies can still be ordered; None where the settings name no stock. Raises NotStoredError."""
        if self.terms.stock is None:
            return None
        with self.reading() as connection:
            return max(self.terms.stock - _ordered(connection), 0)

    def _write_letters(self, connection: sa.Connection, draft: Order | Message, reference: str, now: int) -> None:
        """Puts what is to be sent into the outbox, in the order's own transaction."""
        mail = self.terms.mail
        if not mail.host:
            return
        is_order = isinstance(draft, Order)
        letters = [("notice" if is_order else "message", mail.desk)] if mail.desk else []
        if draft.email and is_order:
            written = sa.select(sa.func.count()).where(
                LETTERS.c.recipient == draft.email, LETTERS.c.kind == "receipt", LETTERS.c.arrived > now - DAY_S
            )
            if connection.execute(written).scalar_one() < LETTERS_A_DAY:
                letters.append(("receipt", draft.email))
        for kind, recipient in letters:
            connection.execute(
                LETTERS.insert().values(
                    key=secrets.token_hex(12), kind=kind, reference=reference, recipient=recipient,
                    copies=draft.copies if isinstance(draft, Order) else 0, arrived=now, due=now, tries=0, state="waiting",
                )
            )  # fmt: skip

    # ------------------------------------------------------------ the desk

    def orders(self, *, waiting: bool = False, reference: str = "") -> list[Kept]:
        """Orders, the oldest first: all, those that wait to be sent, or one."""
        asked = sa.select(ORDERS).order_by(ORDERS.c.arrived, ORDERS.c.reference)
        if waiting:
            asked = asked.where(ORDERS.c.sent.is_(None))
        if reference:
            asked = asked.where(ORDERS.c.reference == reference)
        with self.reading() as connection:
            return [_kept(row) for row in connection.execute(asked).mappings()]

    def messages(self, *, reference: str = "") -> list[KeptMessage]:
        asked = sa.select(MESSAGES).order_by(MESSAGES.c.arrived, MESSAGES.c.reference)
        if reference:
            asked = asked.where(MESSAGES.c.reference == reference)
        with self.reading() as connection:
            rows = connection.execute(asked).mappings().all()
        return [KeptMessage(row["reference"], row["arrived"], _draft(Message, row)) for row in rows]

    def mark_sent(self, reference: str) -> bool:
        """Says that an order was sent today. False when it is unknown, or was sent before."""
        change = sa.update(ORDERS).where(ORDERS.c.reference == reference, ORDERS.c.sent.is_(None)).values(sent=int(self.now()))
        with self.writing() as connection:
            return connection.execute(change).rowcount == 1

    def tallies(self) -> list[Tally]:
        """Orders by month and area, those that are erased among them."""
        sums: dict[tuple[str, str], tuple[int, int]] = {}
        with self.reading() as connection:
            rows = [
                (month_of(row.arrived), area_of(row.postcode, row.country), 1, row.copies)
                for row in connection.execute(sa.select(ORDERS.c.arrived, ORDERS.c.postcode, ORDERS.c.country, ORDERS.c.copies))
            ]
            rows += [(row.month, row.area, row.orders, row.copies) for row in connection.execute(sa.select(TOTALS))]
        for month, area, orders, copies in rows:
            before = sums.get((month, area), (0, 0))
            sums[month, area] = before[0] + orders, before[1] + copies
        return [Tally(*place, *sums[place]) for place in sorted(sums)]

    def purges(self) -> list[tuple[int, str, int, int]]:
        """Every erasure: when, why (due, asked), how many orders and messages."""
        with self.reading() as connection:
            return [tuple(row) for row in connection.execute(sa.select(PURGES).order_by(PURGES.c.at))]

    def try_out(self) -> None:
        """Writes something and takes it away, as taking an order would write. Raises NotStoredError."""
        with self.writing() as connection:
            connection.execute(PURGES.insert().values(at=-1, why="", orders=0, messages=0))
            connection.execute(PURGES.delete().where(PURGES.c.at < 0))


def new_reference() -> str:
    """Eight signs in two groups, which say nothing of whose order it is or how many there are: K7QM-2XPA."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


def day_of(moment: float) -> str:
    """The Swedish day of a moment: 2026-11-25."""
    return datetime.fromtimestamp(moment, _ZONE).date().isoformat()


def month_of(moment: float) -> str:
    return day_of(moment)[:7]


def area_of(postcode: str, country: str) -> str:
    return postcode[:2] if country == "SE" else country


def _ordered(connection: sa.Connection) -> int:
    """Copies that were ordered, the erased orders' among them."""
    sums = (sa.select(sa.func.coalesce(sa.func.sum(table.c.copies), 0)) for table in (ORDERS, TOTALS))
    return sum(int(connection.execute(one).scalar_one()) for one in sums)


def _kept(row: sa.RowMapping) -> Kept:
    return Kept(row["reference"], row["arrived"], row["sent"], _draft(Order, row))


def _draft(kind: type[Any], row: sa.RowMapping) -> Any:
    return kind(*(row[name] for name in fields_of(kind)))
