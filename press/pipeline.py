"""read -> check -> plan -> divide -> render -> publish. The one module that sees all the rooms."""

from __future__ import annotations

import csv
import io
import os
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Literal

from press import checks, clock, seen
from press.digest import digest, digest_of_bytes
from press.make import ledger as ledgers
from press.make.ledger import Facts, Job, Ledger
from press.make.production import Production, Progress
from press.make.publish import LEDGER, STATE, Stage, locked
from press.make.theme import Theme
from press.model import Publication
from press.problems import ContentError, Problem, as_text, in_order, problem
from press.record import Record, field
from press.shape import map
from press.shape.output import Output, Page, Pdf
from press.shape.plan import Plan, plan
from press.source.memory import ForgottenError, Memory
from press.source.read import read
from press.swedish import size
from press.workers import WorkerError

Only = Literal["pages", "site", "booklet"]


def _silent(what: str, done: int, of: int) -> None:
    pass


class Outcome(Record, frozen=True):
    """What a build did. With problems nothing was published, and what lies in output/ is as it was."""

    problems: tuple[Problem, ...] = ()
    made: tuple[Job, ...] = ()
    kept: int = 0
    removed: tuple[str, ...] = ()
    pages: int = 0  # of the site
    booklet: Facts | None = None
    seconds: float = 0.0

    @property
    def is_published(self) -> bool:
        return not any(not found.is_warning for found in self.problems)

    def contents(self) -> str:
        """What output/ holds, as a clause."""
        what = f"output/site has {self.pages} page{'' if self.pages == 1 else 's'}"
        if self.booklet:
            what += f", and a booklet of {self.booklet.pages} pages ({size(self.booklet.size)})"
        return what


class Options(Record, frozen=True):
    full: bool = False
    only: Only | None = None
    strict: bool = False
    today: date = field(default_factory=lambda: clock.today(os.environ))
    jobs: int = 0  # processes; 0: as many as the machine has

    @property
    def what(self) -> str:
        """What decides the answer, but for the files and the day."""
        return seen.asked_as(self.only or "", strict=self.strict)


def build(project: Path, options: Options, progress: Progress = _silent, waiting: Callable[[], None] = lambda: None) -> Outcome:
    """Makes what is out of date in output/. All problems are in the outcome; OSError is raised as it comes."""
    with locked(project, waiting):
        texts = project / STATE / "texts"
        try:
            with Memory(texts) as memory:
                return _build(project, options, memory, progress)
        except ForgottenError:
            texts.unlink(missing_ok=True)
            with Memory(texts) as memory:
                return _build(project, options, memory, progress)
        except WorkerError as fault:
            return Outcome((problem("worker-ended", "output", says=fault),))


def _build(project: Path, options: Options, memory: Memory, progress: Progress) -> Outcome:
    start = time.monotonic()
    progress("Reading", 0, 0)
    before = seen.load(os.fspath(project))
    sources, racy = seen.sources(os.fspath(project))
    theme = Theme(project)
    examined = examine(project, options, theme, checks.BUILD, memory)
    memory.save()
    if examined.plan is None or stops(examined.problems, strict=options.strict):
        return Outcome(examined.problems, seconds=time.monotonic() - start)
    outcome = _make(project, theme, examined, before.outputs, options, progress, start)
    if outcome.is_published:
        seen.Seen(
            sources=sources,
            racy=racy,
            outputs=seen.outputs(os.fspath(project)),
            what=options.what,
            day=options.today.isoformat(),
            until=examined.until.isoformat() if examined.until else "",
            words=[as_text(one) for one in outcome.problems],
            closing=outcome.contents(),
        ).save(os.fspath(project))
    return outcome


class Examined(Record, frozen=True):
    """What is to be made, or why nothing can be: every problem of texts, settings, layouts and plan, told at once."""

    problems: tuple[Problem, ...]
    plan: Plan | None = None
    until: date | None = None  # the first day on which the plan would be another


def examine(project: Path, options: Options, theme: Theme, which: Iterable[checks.Check], memory: Memory) -> Examined:
    reading = read(project, options.today, memory, jobs=options.jobs)
    found = list(reading.problems)
    publication = reading.publication
    if publication is None:
        return Examined(in_order(found))
    found += checks.found_by(which, publication)
    if stops(found):
        return Examined(in_order(found))
    planned = plan(publication, theme.assets(), booklet=options.only not in {"pages", "site"})
    found += planned.problems
    found += _layout_problems(theme, planned.outputs)
    return Examined(in_order(found), planned, next_change(publication, options.today))


def next_change(publication: Publication, today: date) -> date | None:
    """The next day on which a text comes or goes by itself."""
    texts = (*publication.articles, *publication.hidden)
    days = {day for text in texts for day in (text.publish, text.published, text.expires) if day and day > today}
    return min(days, default=None)


def stops(found: Iterable[Problem], *, strict: bool = False) -> bool:
    return any(strict or not one.is_warning for one in found)


def _layout_problems(theme: Theme, outputs: Iterable[Output]) -> list[Problem]:
    found: list[Problem] = []
    for name in sorted({o.recipe.template for o in outputs if isinstance(o.recipe, Page | Pdf)}):
        try:
            theme.closure(name)
        except ContentError as fault:
            found.extend(fault.problems)
    return found


def _make(
    project: Path, theme: Theme, examined: Examined, looks: seen.Looks, options: Options, progress: Progress, start: float
) -> Outcome:
    assert examined.plan is not None
    outputs = examined.plan.outputs
    before = _ledger(project)
    chosen = [output for output in outputs if _is_chosen(output, options.only)]
    asked = {output.path for output in chosen}
    left = [*(output.path for output in outputs if output.path not in asked), *examined.plan.left]
    stage = Stage(project)
    try:
        production = Production(
            project, theme, engine_of(), _pdf_engine, before, looks, stage, progress, jobs=options.jobs, full=options.full
        )
        production.keep(left)
        for layer in (False, True):
            production.make(output for output in chosen if _wants(output) is layer)
            if production.problems:
                stage.discard()
                return Outcome(in_order((*examined.problems, *production.problems)), seconds=time.monotonic() - start)
        entries, made = production.entries, production.made
        removed = set(before.entries) - asked - set(left)
        progress("Publishing", 0, 0)
        if made or set(before.entries) != set(entries) or not (project / "output" / LEDGER).exists():
            production.finish()
            stage.write(LEDGER, ledgers.as_text(Ledger(entries)).encode())
            stage.publish()
        else:
            stage.discard()
    except BaseException:
        stage.discard()
        raise
    booklet = next((entry.facts for entry in entries.values() if entry.facts.pages), None)
    return Outcome(
        problems=examined.problems,
        made=tuple(made),
        kept=len(entries) - len(made),
        removed=tuple(sorted(removed)),
        pages=sum(path.endswith(".html") for path in entries),
        booklet=booklet,
        seconds=time.monotonic() - start,
    )


def _wants(output: Output) -> bool:
    return isinstance(output.recipe, Page) and bool(output.recipe.wants)


def _is_chosen(output: Output, only: Only | None) -> bool:
    """`pages` and `site` are all but the PDF, `booklet` the PDF alone (and no page that tells of it)."""
    is_booklet = isinstance(output.recipe, Pdf)
    return only is None or is_booklet == (only == "booklet")


def _ledger(project: Path) -> Ledger:
    try:
        return ledgers.ledger_of((project / "output" / LEDGER).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return Ledger()


# ---------------------------------------------------------------- the engine


def engine_of() -> str:
    """The hash of the program itself: its files, the exact versions that it stands on, and Python's."""
    package = Path(__file__).parent
    files = [package.parent / "requirements.txt", *package.rglob("*.py")]
    found = {os.path.relpath(path, package): digest_of_bytes(path.read_bytes()) for path in files if path.exists()}
    return digest((found, list(sys.version_info[:3])))


def _pdf_engine() -> str:
    from press.make.pdf import engine

    return digest(engine())


# ---------------------------------------------------------------- commands beside build


def check(project: Path, options: Options) -> tuple[Problem, ...]:
    """All that is wrong or wanting. Writes nothing."""
    with Memory(None) as memory:
        return examine(project, options, Theme(project), (*checks.BUILD, *checks.ADVICE), memory).problems


def draw_map(project: Path, day: date, progress: Progress = _silent) -> int:
    """Lays out content/register/map.csv anew; how many municipalities have a place there. Raises ContentError."""
    with Memory(None) as memory:
        reading = read(project, day, memory)
    if reading.publication is None:
        raise ContentError(*reading.problems)
    marked = {one.code for article in reading.publication.articles for one in article.municipalities}
    places = map.layout(reading.publication.register, marked, progress=lambda done, of: progress("The map", done, of))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("code", "x", "y"))
    writer.writerows((code, x, y) for code, (x, y) in sorted(places.items()))
    target = project / "content" / "register" / "map.csv"
    beside = target.with_name(".map.csv.new")
    beside.write_text(out.getvalue(), encoding="utf-8")
    beside.replace(target)
    return len(places)


def machine_problem(fault: OSError, project: Path) -> Problem:
    """A full disk, a missing permission: told as a problem of the place where it showed."""
    name = str(fault.filename or fault.filename2 or "output")
    shown = os.path.relpath(name, project) if os.path.isabs(name) else name
    return problem("cant-write", shown, says=fault.strerror or str(fault))
