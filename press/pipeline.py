"""read -> check -> plan -> divide -> render -> publish. The one module that sees all the rooms."""

from __future__ import annotations

import csv
import io
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from press import checks
from press.digest import digest, digest_of_bytes
from press.make import ledger as ledgers
from press.make.ledger import Entry, Facts, Job, Ledger, Work, divide, key_of
from press.make.publish import LEDGER, Stage, locked
from press.make.render import render
from press.make.theme import Theme
from press.model import Publication
from press.problems import ContentError, Problem, in_order, problem
from press.shape import map
from press.shape.output import Copy, Output, Page, Pdf
from press.shape.plan import plan
from press.source.read import read

Only = Literal["pages", "site", "booklet"]
Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, of how much
_ENGINE_PACKAGES = ("jinja2", "markdown-it-py", "mdit-py-plugins", "pyyaml", "python-frontmatter")


def _silent(what: str, done: int, of: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Outcome:
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


@dataclass(frozen=True, slots=True)
class Options:
    full: bool = False
    only: Only | None = None
    strict: bool = False
    today: date = field(default_factory=lambda: today(os.environ))


def today(environment: Mapping[str, str]) -> date:
    """The day in Sweden, or that of SOURCE_DATE_EPOCH (seconds since 1970)."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        zone: ZoneInfo | None = ZoneInfo("Europe/Stockholm")
    except ZoneInfoNotFoundError:
        zone = None  # the machine's own clock must do
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), tz=zone) if epoch.isdigit() else datetime.now(tz=zone)
    return moment.date()


def build(project: Path, options: Options, progress: Progress = _silent, waiting: Callable[[], None] = lambda: None) -> Outcome:
    """Makes what is out of date in output/. All problems are in the outcome; OSError is raised as it comes."""
    start = time.monotonic()
    with locked(project, waiting):
        progress("Reading", 0, 0)
        theme = Theme(project)
        publication, found = examine(project, options.today, theme, checks.BUILD)
        if publication is None or stops(found, strict=options.strict):
            return Outcome(found, seconds=time.monotonic() - start)
        outputs = plan(publication, theme.assets()).outputs
        return _make(project, theme, outputs, found, options, progress, start)


def examine(
    project: Path, day: date, theme: Theme, which: Iterable[checks.Check]
) -> tuple[Publication | None, tuple[Problem, ...]]:
    """The publication, and every problem of texts, settings, layouts and plan, told at once."""
    reading = read(project, day)
    found = list(reading.problems)
    publication = reading.publication
    if publication is not None:
        found += checks.found_by(which, publication)
        if not stops(found):
            planned = plan(publication, theme.assets())
            found += planned.problems
            found += _layout_problems(theme, planned.outputs)
    return publication, in_order(found)


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
    project: Path,
    theme: Theme,
    outputs: tuple[Output, ...],
    found: tuple[Problem, ...],
    options: Options,
    progress: Progress,
    start: float,
) -> Outcome:
    before = _ledger(project)
    engine = engine_of(project)
    chosen = [output for output in outputs if _is_chosen(output, options.only)]
    left = {output.path for output in outputs} - {output.path for output in chosen}
    untouched = {p: e for p, e in before.entries.items() if p in left and _is_intact(project, p, e)}
    first = [output for output in chosen if not _wants(output)]
    last = [output for output in chosen if _wants(output)]
    stage = Stage(project)
    try:
        made: list[Job] = []
        entries: dict[str, Entry] = dict(untouched)
        for path in untouched:
            stage.keep(path)
        removed: set[str] = set(before.entries) - {output.path for output in outputs}
        for layer in (first, last):
            known = {path: entry.facts for path, entry in entries.items()}
            keyed = [(output, _key(output, theme, engine, known)) for output in layer]
            work = divide(keyed, before, lambda path, entry: _is_intact(project, path, entry), full=options.full)
            problems = _carry_out(work, stage, theme, project, known, entries, progress)
            if problems:
                stage.discard()
                return Outcome(in_order((*found, *problems)), seconds=time.monotonic() - start)
            made += work.make
        progress("Publishing", 0, 0)
        if made or removed or set(before.entries) != set(entries):
            stage.write(LEDGER, ledgers.as_text(Ledger(entries)).encode())
            stage.publish()
        else:
            stage.discard()
    except BaseException:
        stage.discard()
        raise
    booklet = next((entries[o.path].facts for o in outputs if isinstance(o.recipe, Pdf) and o.path in entries), None)
    return Outcome(
        problems=found,
        made=tuple(made),
        kept=len(entries) - len(made),
        removed=tuple(sorted(removed)),
        pages=sum(path.endswith(".html") for path in entries),
        booklet=booklet,
        seconds=time.monotonic() - start,
    )


def _carry_out(
    work: Work,
    stage: Stage,
    theme: Theme,
    project: Path,
    known: Mapping[str, Facts],
    entries: dict[str, Entry],
    progress: Progress,
) -> list[Problem]:
    """Stages what is kept and what is made. All faults are collected, so that two layouts at fault are told at once."""
    problems: list[Problem] = []
    for path, entry in work.keep.items():
        stage.keep(path)
        entries[path] = entry
    for done, job in enumerate(work.make):
        progress("The booklet" if isinstance(job.output.recipe, Pdf) else "Pages", done, len(work.make))
        try:
            content, facts = render(job.output, theme, project, known)
        except ContentError as fault:
            problems.extend(fault.problems)
            continue
        made = stage.write(job.output.path, content)
        entries[job.output.path] = Entry(job.key, facts, made.st_mtime_ns)
    return problems


def _key(output: Output, theme: Theme, engine: str, known: Mapping[str, Facts]) -> ledgers.Key:
    recipe = output.recipe
    templates = theme.closure(recipe.template) if isinstance(recipe, Page | Pdf) else ""
    wanted = {p: known[p] for p in recipe.wants if p in known} if isinstance(recipe, Page) else None
    return key_of(output, templates, _pdf_engine(engine) if isinstance(recipe, Pdf) else engine, wanted)


def _wants(output: Output) -> bool:
    return isinstance(output.recipe, Page) and bool(output.recipe.wants)


def _is_chosen(output: Output, only: Only | None) -> bool:
    """`pages` and `site` are all but the PDF, `booklet` the PDF alone (and no page that tells of it)."""
    is_booklet = isinstance(output.recipe, Pdf)
    return only is None or is_booklet == (only == "booklet")


def _is_intact(project: Path, path: str, entry: Entry) -> bool:
    try:
        now = (project / "output" / path).lstat()
    except OSError:
        return False
    return now.st_size == entry.facts.size and now.st_mtime_ns == entry.mtime_ns


def _ledger(project: Path) -> Ledger:
    try:
        return ledgers.ledger_of((project / "output" / LEDGER).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return Ledger()


# ---------------------------------------------------------------- the engine


def engine_of(project: Path) -> str:
    """The hash of the program itself: its files, the versions that it stands on, and Python's."""
    package = Path(__file__).parent
    files = {path.relative_to(package).as_posix(): digest_of_bytes(path.read_bytes()) for path in sorted(package.rglob("*.py"))}
    return digest((files, _versions(_ENGINE_PACKAGES), list(sys.version_info[:3])))


def _pdf_engine(engine: str) -> str:
    from press.make.pdf import engine as pdf_engine

    return digest((engine, pdf_engine()))


def _versions(names: Iterable[str]) -> dict[str, str]:
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


# ---------------------------------------------------------------- commands beside build


def check(project: Path, day: date) -> tuple[Problem, ...]:
    """All that is wrong or wanting, without writing anything."""
    _, found = examine(project, day, Theme(project), (*checks.BUILD, *checks.ADVICE))
    return found


def draw_map(project: Path, day: date, progress: Progress = _silent) -> int:
    """Lays out content/register/map.csv anew; how many municipalities have a place there. Raises ContentError."""
    reading = read(project, day)
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


def counted(jobs: Iterable[Job]) -> Counter[str]:
    """How many outputs were made for each reason."""
    return Counter(job.reason for job in jobs)


__all__ = ["Copy", "Options", "Outcome", "build", "check", "counted", "draw_map", "machine_problem", "today"]
