"""Where orders lie: the tables, how a database of an earlier version becomes today's, and the way in to SQLite or PostgreSQL.

SQLite is one file, written ahead (WAL) and on disk before a transaction ends; what is deleted in it is overwritten.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text

FILE = "orders.sqlite"
BUSY_S = 5  # how long a write waits for another, and an answer for the database server
READING = "press_reading"  # an execution option: this transaction changes nothing, and waits for nobody

METADATA = MetaData()
ORDERS = Table(
    "orders",
    METADATA,
    Column("key", Text, primary_key=True),  # of the token that confirmed it: so it counts once
    Column("reference", Text, nullable=False, unique=True),
    Column("fingerprint", Text, nullable=False),
    Column("arrived", BigInteger, nullable=False),  # seconds since 1970
    Column("sent", BigInteger),
    Column("name", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("postcode", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("email", Text, nullable=False),
)
MESSAGES = Table(
    "messages",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("reference", Text, nullable=False, unique=True),
    Column("fingerprint", Text, nullable=False),
    Column("arrived", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("page", Text, nullable=False),
    Column("email", Text, nullable=False),
)
LETTERS = Table(
    "letters",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("kind", Text, nullable=False),  # receipt, notice, message
    Column("reference", Text, nullable=False),  # of what it tells
    Column("copies", Integer, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("arrived", BigInteger, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("state", Text, nullable=False),  # waiting, handing (on its way right now), sent, unsure, refused
)
TOTALS = Table(  # of orders whose personal data is erased
    "totals",
    METADATA,
    Column("month", Text, primary_key=True),  # 2026-11
    Column("area", Text, primary_key=True),  # two figures of a Swedish postcode, else the country
    Column("orders", Integer, nullable=False),
    Column("copies", Integer, nullable=False),
)
PURGES = Table(
    "purges",
    METADATA,
    Column("at", BigInteger, nullable=False),
    Column("why", Text, nullable=False),  # due, asked
    Column("orders", Integer, nullable=False),
    Column("messages", Integer, nullable=False),
)

# Each row brings a database one version further, in words that both databases understand. A row is never changed once
# it has been released: what comes later is a row of its own.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE orders (key TEXT PRIMARY KEY, reference TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL,"
        " arrived BIGINT NOT NULL, sent BIGINT, name TEXT NOT NULL, organisation TEXT NOT NULL, address TEXT NOT NULL,"
        " postcode TEXT NOT NULL, place TEXT NOT NULL, country TEXT NOT NULL, copies INTEGER NOT NULL, email TEXT NOT NULL)",
        "CREATE INDEX orders_by_fingerprint ON orders (fingerprint, arrived)",
        "CREATE TABLE messages (key TEXT PRIMARY KEY, reference TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL,"
        " arrived BIGINT NOT NULL, text TEXT NOT NULL, page TEXT NOT NULL, email TEXT NOT NULL)",
        "CREATE INDEX messages_by_fingerprint ON messages (fingerprint, arrived)",
        "CREATE TABLE totals (month TEXT NOT NULL, area TEXT NOT NULL, orders INTEGER NOT NULL, copies INTEGER NOT NULL,"
        " PRIMARY KEY (month, area))",
        "CREATE TABLE purges (at BIGINT NOT NULL, why TEXT NOT NULL, orders INTEGER NOT NULL, messages INTEGER NOT NULL)",
    ),
    (
        "CREATE TABLE letters (key TEXT PRIMARY KEY, kind TEXT NOT NULL, reference TEXT NOT NULL, copies INTEGER NOT NULL,"
        " recipient TEXT NOT NULL, arrived BIGINT NOT NULL, due BIGINT NOT NULL, tries INTEGER NOT NULL, state TEXT NOT NULL)",
        "CREATE INDEX letters_by_state ON letters (state, due)",
    ),
)
_LOCK = 7_010_814  # PostgreSQL's advisory lock: one receiver at a time brings the tables up to date


class TooNewError(Exception):
    """The database was made by a later version of this program."""


def engine_of(where: str | Path, *, password: str = "", busy_s: float = BUSY_S) -> sa.Engine:
    """The way in to a database: a path is SQLite's file, made if missing and open to its owner alone.

    What is bound to a statement never stands in a fault's words: it is personal data.
    """
    if isinstance(where, Path):
        return _sqlite(where, busy_s)
    url = sa.make_url(where).set(drivername="postgresql+pg8000")
    if password:
        url = url.set(password=password)
    return sa.create_engine(
        url, hide_parameters=True, pool_pre_ping=True, pool_size=10, pool_timeout=busy_s, connect_args={"timeout": busy_s}
    )


def _sqlite(file: Path, busy_s: float) -> sa.Engine:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    engine = sa.create_engine(
        f"sqlite:///{file}", hide_parameters=True, connect_args={"timeout": busy_s}, pool_size=10, pool_timeout=busy_s
    )

    @sa.event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # SQLAlchemy begins transactions, not the driver
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # a transaction that reads first and writes later could be refused in the middle; one that will write waits here
        connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get(READING) else "BEGIN IMMEDIATE")

    return engine


def migrate(engine: sa.Engine, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> int:
    """Brings the tables to today's version, each step whole or not at all; gives the version that they had.

    Raises TooNewError.
    """
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS version (number INTEGER NOT NULL)")
        had = int(connection.exec_driver_sql("SELECT coalesce(max(number), 0) FROM version").scalar_one())
        if had > len(migrations):
            raise TooNewError
        for statement in (one for step in migrations[had:] for one in step):
            connection.exec_driver_sql(statement)
        if had < len(migrations):
            connection.exec_driver_sql("DELETE FROM version")
            connection.execute(sa.text("INSERT INTO version (number) VALUES (:number)"), {"number": len(migrations)})
    return had


Moment = Callable[[], float]  # the clock: seconds since 1970
