"""Remembers for good the addresses of a publication that is about to be released: content/addresses.csv.

Refuses while that would promise what can't be kept: an address that is a placeholder, a security.txt that has
expired, an output/ that is not what the content asks for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from press import seen
from press.checks import expiry, settings
from press.make import ledger as ledgers
from press.make.publish import LEDGER, OUTPUT, locked
from press.model import Publication
from press.problems import ContentError, Problem, in_order, problem
from press.record import Record
from press.shape.published import lasting, released
from press.source import published as table
from press.source.memory import Memory
from press.source.read import read
from press.words import LANGUAGES


class Release(Record, frozen=True):
    """What a release did. With problems that stop it, nothing was written."""

    problems: tuple[Problem, ...] = ()
    new: tuple[str, ...] = ()  # addresses that no release had before
    all: int = 0

    @property
    def is_written(self) -> bool:
        return not any(not found.is_warning for found in self.problems)


def release(project: Path, today: date, waiting: Callable[[], None] = lambda: None) -> Release:
    """Adds the addresses of output/ to content/addresses.csv. Problems are in the answer; OSError is raised as it comes."""
    with locked(project, waiting):
        with Memory(None) as memory:
            reading = read(project, today, memory)
        if reading.publication is None:
            return Release(in_order(reading.problems))
        try:
            before = table.published_in(project)
        except ContentError as fault:
            return Release(in_order((*reading.problems, *fault.problems)))
        problems = in_order((*reading.problems, *obstacles(reading.publication, today)))
        if any(not found.is_warning for found in problems):
            return Release(problems)
        if not _is_built(project, today):
            return Release((problem("not-built", OUTPUT),))
        standing = lasting(ledgers.ledger_of((project / OUTPUT / LEDGER).read_text(encoding="utf-8")).entries)
        after = released(before, standing, today)
        new = sorted({one.address for one in after} - {one.address for one in before})
        if new or not (project / table.FILE).exists():
            _write(project / table.FILE, table.as_text(after))
        return Release(problems, tuple(new), len(after))


def obstacles(publication: Publication, today: date) -> Iterator[Problem]:
    """What a build lets pass and a release does not, and, as warnings, what is not set."""
    for found in settings.placeholders(publication):
        yield _refusal(found) if found.code == "placeholder" else found
    for found in expiry.expiring(publication, today):
        yield _refusal(found) if found.code == "security-expired" else found


def _refusal(found: Problem) -> Problem:
    return problem("not-releasable", found.where.path, found.where.line, says=found.says, hint=found.hint or None)


def _is_built(project: Path, today: date) -> bool:
    """Whether a build of everything would make nothing: asked as build.py asks it."""
    now, before = seen.Now(os.fspath(project)), seen.load(os.fspath(project))
    asked = (seen.asked_as("", strict=strict, language=language) for strict in (False, True) for language in ("", *LANGUAGES))
    return any(before.still_holds(now, one, today.isoformat()) for one in asked)


def _write(target: Path, text: str) -> None:
    """The whole file or none of it."""
    beside = target.with_name(f".{target.name}.new")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(target)
