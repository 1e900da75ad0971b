"""One type for whatever is wrong, whoever finds it.

A problem is a value: a code, a place and the words found there. Its sentence is looked up in
`messages.CATALOGUE` when it is printed, so that another language changes no logic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from press.messages import CATALOGUE, PHRASES
from press.record import Record, field
from press.words import phrase, translated

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class Location(Record, frozen=True, order=True):
    """A place in a file of the project. `line` counts from 1; 0 means the file as a whole."""

    path: str  # below the project's folder: content/articles/lit-bykontoret.md
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


class Problem(Record, frozen=True):
    """Something wrong in what the editor or the designer wrote. Not an exception: all are told at once."""

    code: str
    where: Location
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_warning(self) -> bool:
        return CATALOGUE[self.code].warning

    @property
    def says(self) -> str:
        return translated(CATALOGUE[self.code].says).format_map(self._told)

    @property
    def hint(self) -> str:
        """What one can do about it, or nothing: a hint is told only when all its places are known."""
        try:
            return translated(CATALOGUE[self.code].hint).format_map(self._told)
        except KeyError:
            return ""

    @property
    def _told(self) -> Mapping[str, str]:
        """The values, those in words of ours in the language that is spoken."""
        ours = [name for name in (*PHRASES.get(self.code, ()), "says") if name in self.values]
        return {**self.values, **{name: phrase(self.values[name]) for name in ours}} if ours else self.values


class ContentError(Exception):
    """Raised where a step can't go on; carries every problem it found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(str(problem.where) for problem in problems))
        self.problems = problems


def problem(code: str, path: str, line: int = 0, /, **values: object) -> Problem:
    """A problem of the catalogue. Values that are None are left out, and with them the hint that needs them."""
    return Problem(code, Location(path, line), {name: str(value) for name, value in values.items() if value is not None})


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by place, each told once."""
    unique = {(p.where, p.code, p.says): p for p in problems}
    return tuple(unique[key] for key in sorted(unique))


def as_text(found: Problem) -> str:
    """A problem as the terminal shows it: place, sentence, and the hint on a line of its own."""
    kind = f"{translated('warning')}: " if found.is_warning else ""
    first = _in_one_line(f"{found.where}: {kind}{found.says}")
    return f"{first}\n    {translated('hint')}: {_in_one_line(found.hint)}" if found.hint else first


def _in_one_line(text: str) -> str:
    """What was found may hold anything: nothing of it moves a terminal's cursor."""
    return _CONTROL.sub(lambda sign: f"\\x{ord(sign[0]):02x}", text)
