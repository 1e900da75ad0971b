"""Problems for other programs: JSON for scripts and editor programs, and the lines that GitHub shows beside a change."""

from __future__ import annotations

from collections.abc import Iterable

from press.problems import Problem
from press.record import Record, as_json


class Told(Record, frozen=True):
    """A problem in words. `line` 0 is the file as a whole."""

    path: str
    line: int
    code: str
    severity: str  # error or warning
    says: str
    hint: str


class _Report(Record, frozen=True):
    errors: int
    warnings: int
    problems: tuple[Told, ...]


def as_report(problems: Iterable[Problem]) -> str:
    """One JSON object: how many errors and warnings, and each with its place."""
    told = tuple(_told(one) for one in problems)
    errors = sum(one.severity == "error" for one in told)
    return as_json(_Report(errors, len(told) - errors, told)).decode()


def as_annotation(found: Problem, folder: str = "") -> str:
    """A workflow command of GitHub Actions. `folder` is the project's, from the repository's root: "" or "skrift/"."""
    told = _told(found)
    place = f"file={_property(folder + told.path)}" + (f",line={told.line}" if told.line else "")
    words = f"{told.says}\nhint: {told.hint}" if told.hint else told.says
    return f"::{told.severity} {place},title={_property(told.code)}::{_data(words)}"


def _told(found: Problem) -> Told:
    severity = "warning" if found.is_warning else "error"
    return Told(found.where.path, found.where.line, found.code, severity, found.says, found.hint)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
