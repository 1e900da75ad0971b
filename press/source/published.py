"""content/addresses.csv -> every address that a release had, or all that is wrong with the table.

A build only reads it. `release` writes it, and an editor the column `now`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from press.model import Published
from press.problems import ContentError, Problem, problem
from press.source.textfile import text_of

FILE = "content/addresses.csv"
COLUMNS = ("address", "published", "now")
GONE = "gone"
# Addresses end up in the configuration of hosts: nothing in them may mean anything there.
_ADDRESS = re.compile(r"/([.]?[a-z0-9-]+/)*([a-z0-9-]+([.][a-z0-9-]+)*)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def published_in(project: Path) -> tuple[Published, ...]:
    """The addresses that a project's releases had; none when it was never released. Raises ContentError."""
    try:
        raw = (project / FILE).read_bytes()
    except FileNotFoundError:
        return ()
    return published_of(text_of(raw, FILE))


def published_of(text: str) -> tuple[Published, ...]:
    """The addresses by row. Raises ContentError with every fault of the table."""
    problems: list[Problem] = []
    found: list[Published] = []
    lines: dict[str, int] = {}
    for line, row in _rows(text, problems):
        address, written, now = row
        day = _day(written)
        if not _ADDRESS.fullmatch(address):
            problems.append(problem("published-address", FILE, line, found=address))
        elif address in lines:
            problems.append(problem("published-twice", FILE, line, address=address, first=lines[address]))
        if day is None:
            problems.append(problem("no-date", FILE, line, key="published", found=written))
        if now not in {"", GONE} and not _ADDRESS.fullmatch(now):
            problems.append(problem("published-now", FILE, line, found=now))
        lines.setdefault(address, line)
        found.append(Published(address, day or date.min, now, line))
    if problems:
        raise ContentError(*problems)
    return tuple(found)


def _rows(text: str, problems: list[Problem]) -> Iterable[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text), strict=True)
    rows = []
    try:
        if tuple(next(reader, ())) != COLUMNS:
            problems.append(problem("register-head", FILE, 1, wanted=",".join(COLUMNS)))
            return []
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader if row]
    except csv.Error as fault:
        problems.append(problem("register-row", FILE, reader.line_num, says=fault))
    whole = []
    for line, row in rows:
        if len(row) == len(COLUMNS):
            whole.append((line, row))
        else:
            problems.append(problem("register-row", FILE, line, says="the number of columns differs from the first line's"))
    return whole


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:  # 2026-02-30
        return None


def as_text(published: Iterable[Published]) -> str:
    """The table, by address: two releases that add the same give the same text, and a difference is easy to read."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((one.address, one.day.isoformat(), one.now) for one in sorted(published, key=lambda one: one.address))
    return out.getvalue()
