"""A publication before it is made: read, checked and planned, with all that is wrong told at once. Nothing is written.

But for the layout of the map, which an editor asks for by itself.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from press import checks
from press.checks import expiry
from press.make.theme import Theme
from press.model import Publication
from press.problems import ContentError, Problem, in_order
from press.record import Record
from press.shape import dots
from press.shape.output import Output, templates_of
from press.shape.plan import Plan, plan
from press.source.memory import Memory
from press.source.read import Known, Standing, as_published, read


class Proof(Record, frozen=True):
    """What is to be made, or why nothing can be: every problem of texts, settings, layouts and plan, told at once."""

    problems: tuple[Problem, ...]
    plan: Plan | None = None
    known: Mapping[str, Known] = {}  # the texts as memory has them
    until: date | None = None  # the first day on which the plan would be another
    publication: Publication | None = None  # what was read, where it could be
    standing: Standing | None = None  # the texts, for the next reading of this process


def proof(
    project: Path,
    today: date,
    theme: Theme,
    memory: Memory,
    *,
    jobs: int = 0,
    booklet: bool = True,
    drafts: bool = False,
    standing: Standing | None = None,
) -> Proof:
    """Reads, checks and plans. Without `booklet` the PDF is not planned.

    With `drafts` texts that are not published today are planned as if they were; what a build would tell is told all the same.
    """
    reading = read(project, today, memory, drafts=drafts, jobs=jobs, standing=standing)
    found = list(reading.problems)
    publication = reading.publication
    if publication is None:
        return Proof(in_order(found))
    found += checks.found_by(checks.BUILD, publication)
    found += expiry.expiring(publication, today)
    if stops(found):
        return Proof(in_order(found), publication=publication, standing=reading.standing)
    if drafts:
        found += checks.found_by(checks.BUILD, as_published(publication, today))
    planned = plan(publication, theme.assets(), booklet=booklet)
    found += planned.problems
    found += _layout_problems(theme, planned.outputs)
    until = next_change(publication, today)
    return Proof(in_order(found), planned, reading.known, until, publication, reading.standing)


def next_change(publication: Publication, today: date) -> date | None:
    """The next day on which a text comes or goes by itself, or there is something else to tell."""
    texts = (*publication.articles, *publication.hidden)
    days = {day for text in texts for day in (text.publish, text.published, text.expires) if day and day > today}
    turns = expiry.next_change(publication, today)
    return min(days | ({turns} if turns else set()), default=None)


def stops(found: Iterable[Problem], *, strict: bool = False) -> bool:
    return any(strict or not one.is_warning for one in found)


def _layout_problems(theme: Theme, outputs: Iterable[Output]) -> list[Problem]:
    found: list[Problem] = []
    for name in sorted({name for one in outputs for name in templates_of(one.recipe)}):
        try:
            theme.closure(name)
        except ContentError as fault:
            found.extend(fault.problems)
    return found


def draw_map(project: Path, day: date, progress: Callable[[int, int], None]) -> int:
    """Lays out content/register/map.csv anew; how many municipalities have a place there. Raises ContentError."""
    with Memory(None) as memory:
        reading = read(project, day, memory)
    if reading.publication is None:
        raise ContentError(*reading.problems)
    marked = {one.code for article in reading.publication.articles for one in article.municipalities}
    places = dots.layout(reading.publication.register, marked, progress=progress)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("code", "x", "y"))
    writer.writerows((code, x, y) for code, (x, y) in sorted(places.items()))
    target = project / "content" / "register" / "map.csv"
    beside = target.with_name(".map.csv.new")
    beside.write_text(out.getvalue(), encoding="utf-8")
    beside.replace(target)
    return len(places)
