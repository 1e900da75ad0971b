"""Personal data is erased on its day: the rows, what the database's file still holds of them, and the backups alike.

What stays are sums by month and area, and the fact that something was erased.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from press.orders.store import DAY_S, NotStoredError, Store, area_of, day_of, month_of
from press.orders.tables import LETTERS, MESSAGES, METADATA, ORDERS, PURGES, READING, engine_of, migrate
from press.record import Record

LOG = logging.getLogger("press.orders")
BACKUPS = "backups"
_ZONE = ZoneInfo("Europe/Stockholm")
_ADD = sa.text(
    "INSERT INTO totals (month, area, orders, copies) VALUES (:month, :area, :orders, :copies)"
    " ON CONFLICT (month, area) DO UPDATE SET orders = totals.orders + excluded.orders, copies = totals.copies + excluded.copies"
)


class Forgotten(Record, frozen=True):
    orders: int = 0
    messages: int = 0
    backups: int = 0  # files that were rewritten

    def __bool__(self) -> bool:
        return bool(self.orders or self.messages or self.backups)


class Nightly:
    """Erases what is due when it is called for the first time on a day. The receiver calls it again and again."""

    def __init__(self, store: Store, backups: Path) -> None:
        self._store, self._backups, self._done = store, backups, ""

    def forget(self) -> None:
        today = day_of(self._store.now())
        if today != self._done:
            gone = forget_due(self._store, self._backups)
            self._done = today
            LOG.info("erased: %s orders, %s messages; %s backups rewritten", gone.orders, gone.messages, gone.backups)


class NotEmptyError(Exception):
    """There are orders already where a backup should be put back."""


def forget_due(store: Store, backups: Path | None = None) -> Forgotten:
    """Erases what is due today, here and in the backups. Raises NotStoredError."""
    keep, today = store.terms.keep, date.fromisoformat(day_of(store.now()))
    orders = sa.or_(
        ORDERS.c.sent < _end_of(today - timedelta(days=keep.sent)),
        sa.and_(ORDERS.c.sent.is_(None), ORDERS.c.arrived < _end_of(today - timedelta(days=keep.unsent))),
    )
    messages = MESSAGES.c.arrived < _end_of(today - timedelta(days=keep.messages))
    return _forget(store, orders, messages, "due", backups)


def forget_one(store: Store, reference: str, backups: Path | None = None) -> Forgotten:
    """Erases one order or message, because its writer asks for it. Raises NotStoredError."""
    return _forget(store, ORDERS.c.reference == reference, MESSAGES.c.reference == reference, "asked", backups)


def _forget(
    store: Store, orders: sa.ColumnElement[bool], messages: sa.ColumnElement[bool], why: str, backups: Path | None
) -> Forgotten:
    now = int(store.now())
    with store.writing() as connection:
        gone = connection.execute(
            sa.delete(ORDERS)
            .where(orders)
            .returning(ORDERS.c.reference, ORDERS.c.arrived, ORDERS.c.postcode, ORDERS.c.country, ORDERS.c.copies)
        ).all()
        told = connection.execute(sa.delete(MESSAGES).where(messages).returning(MESSAGES.c.reference)).all()
        for row in gone:
            place = {"month": month_of(row.arrived), "area": area_of(row.postcode, row.country)}
            connection.execute(_ADD, {**place, "orders": 1, "copies": row.copies})
        references = [row.reference for row in (*gone, *told)]
        _forget_letters(connection, references, now)
        if references:
            connection.execute(PURGES.insert().values(at=now, why=why, orders=len(gone), messages=len(told)))
    if references:
        compact(store)
    rewritten = sum(_forget_in(file, store, references, why) for file in _files_in(backups)) if backups else 0
    return Forgotten(len(gone), len(told), rewritten)


def _forget_letters(connection: sa.Connection, references: Collection[str], now: int) -> None:
    """Letters go with what they tell of; those that went, after a day: so long they count against a recipient's limit."""
    for some in _by_hundreds(references):
        connection.execute(sa.delete(LETTERS).where(LETTERS.c.reference.in_(some)))
    connection.execute(sa.delete(LETTERS).where(LETTERS.c.state == "sent", LETTERS.c.arrived < now - DAY_S))


def compact(store: Store) -> None:
    """Writes the database anew without what was erased: until then its file still holds free pages. Raises NotStoredError."""
    with store.telling():
        if store.engine.dialect.name == "postgresql":
            _compact_on_server(store.engine)
            return
        with store.alone(), store.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            try:
                for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                    raw.execute(statement).fetchall()
            except sqlite3.Error as fault:
                raise NotStoredError(type(fault).__name__) from None


def _compact_on_server(engine: sa.Engine) -> None:
    """VACUUM wants to be outside of a transaction, which pg8000 begins by itself unless it is told not to."""
    raw = engine.raw_connection()
    try:
        driver: Any = raw.driver_connection
        driver.rollback()
        driver.autocommit = True
        try:
            cursor = driver.cursor()
            for table in (ORDERS, MESSAGES, LETTERS):
                cursor.execute(f"VACUUM (FULL) {table.name}")
        except driver.Error as fault:
            raise NotStoredError(type(fault).__name__) from None
        finally:
            driver.autocommit = False
    finally:
        raw.close()


# ---------------------------------------------------------------- backups


def backup(store: Store, folder: Path) -> Path:
    """A copy of everything as a file of SQLite's, whichever database it comes from. Gives its path."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp = datetime.fromtimestamp(store.now(), _ZONE).strftime("%Y-%m-%dT%H%M%S")
    file = folder / f"orders-{stamp}.sqlite"
    with store.reading() as connection:
        rows = {table.name: connection.execute(sa.select(table)).mappings().all() for table in METADATA.sorted_tables}
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    copy = Store(engine_of(part), store.terms, store.now)
    try:
        migrate(copy.engine)
        with copy.writing() as connection:
            for table in METADATA.sorted_tables:
                if rows[table.name]:
                    connection.execute(table.insert(), [dict(row) for row in rows[table.name]])
        _into_one_file(copy)
    finally:
        copy.engine.dispose()
    os.replace(part, file)
    return file


def restore(store: Store, file: Path, backups: Path | None = None) -> Forgotten:
    """Puts a backup back into an empty database, then erases what has become due. Raises NotEmptyError, NotStoredError."""
    source = Store(engine_of(file), store.terms, store.now)
    try:
        migrate(source.engine)
        with source.reading() as reading:
            rows = {table.name: reading.execute(sa.select(table)).mappings().all() for table in METADATA.sorted_tables}
        _into_one_file(source)
    finally:
        source.engine.dispose()
    with store.writing() as connection:
        for table in METADATA.sorted_tables:
            if connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one():
                raise NotEmptyError
        for table in METADATA.sorted_tables:
            if rows[table.name]:
                connection.execute(table.insert(), [dict(row) for row in rows[table.name]])
        # what waited then has been sent since, or is too old to be news
        connection.execute(sa.delete(LETTERS))
    return forget_due(store, backups)


def _forget_in(file: Path, store: Store, references: Collection[str], why: str) -> bool:
    """Erases from a backup what was erased from the database, and what is due by the backup's own days."""
    copy = Store(engine_of(file), store.terms, store.now)
    try:
        migrate(copy.engine)
        changed = False
        for some in _by_hundreds(references):
            found = _forget(copy, ORDERS.c.reference.in_(some), MESSAGES.c.reference.in_(some), why, None)
            changed = bool(found) or changed
        changed = bool(forget_due(copy)) or changed
        _into_one_file(copy)
    finally:
        copy.engine.dispose()
    return changed


def _into_one_file(store: Store) -> None:
    """A backup is one file, without the log that SQLite writes beside it."""
    with store.engine.connect().execution_options(**{READING: True}) as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        raw.execute("PRAGMA journal_mode=DELETE").fetchall()


def _files_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.sqlite")) if folder.is_dir() else []


def _end_of(day: date) -> int:
    """The moment at which a Swedish day ends."""
    return int(datetime.combine(day + timedelta(days=1), datetime.min.time(), _ZONE).timestamp())


def _by_hundreds(references: Iterable[str]) -> Iterable[list[str]]:
    """SQLite binds a limited number of values to one statement."""
    some = list(references)
    for start in range(0, len(some), 100):
        yield some[start : start + 100]
