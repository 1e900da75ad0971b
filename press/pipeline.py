"""read -> check -> plan -> divide -> render -> publish. The one module that sees all the rooms."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Set
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from press import clock, seen
from press import outline as outlines
from press.addresses import is_booklet
from press.digest import digest, digest_of_bytes
from press.make import ledger as ledgers
from press.make.ledger import Entry, Facts, Job, Ledger
from press.make.production import Production, Progress
from press.make.publish import LEDGER, STATE, Stage, locked
from press.make.theme import Theme
from press.outline import outline
from press.problems import ContentError, Problem, as_text, in_order, problem
from press.record import Record, field, replace
from press.shape.output import Ebook, Index, Output, Pdf, Press, Recipe, Scaled, Shared, Sheets, Twin, told_of
from press.shape.twins import twins, twins_of
from press.source.memory import ForgottenError, Memory
from press.source.read import Known, reread
from press.swedish import size
from press.words import count, translated
from press.workers import WorkerError

Only = Literal["pages", "site", "booklet"]
ARTICLES = "content/articles/"
MOST_REPRINTED = 50  # texts: for more, everything is planned anew


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
    repeated: tuple[str, ...] = ()  # warnings of the last build that still stand, as they were told

    @property
    def is_published(self) -> bool:
        return not any(not found.is_warning for found in self.problems)

    def closing(self) -> str:
        """The sentence at a build's end, with names in the places of what was done: `seen.sentence` fills them."""
        if not self.booklet:
            found = translated("Made {made}, kept {kept}, removed {removed} in {seconds} s: output/site has {pages}.")
            return found.replace("{pages}", count(self.pages, "page"))
        found = translated(
            "Made {made}, kept {kept}, removed {removed} in {seconds} s: output/site has {pages}, "
            "and a booklet of {booklet} ({size})."
        )
        told = {
            "{pages}": count(self.pages, "page"),
            "{booklet}": count(self.booklet.pages, "page"),
            "{size}": size(self.booklet.size),
        }
        for name, words in told.items():
            found = found.replace(name, words)
        return found


class Options(Record, frozen=True):
    full: bool = False
    only: Only | None = None
    strict: bool = False
    today: date = field(default_factory=lambda: clock.today(os.environ))
    jobs: int = 0  # processes; 0: as many as the machine has
    language: str = ""  # in which it is told, where that is not the settings'
    alone: str = ""  # the path of the one output that is made, of those that `only` names

    @property
    def what(self) -> str:
        """What decides the answer, but for the files and the day."""
        return seen.asked_as(self.alone or self.only or "", strict=self.strict, language=self.language)


def build(
    project: Path,
    options: Options,
    progress: Progress = _silent,
    waiting: Callable[[], None] = lambda: None,
    now: seen.Now | None = None,
) -> Outcome:
    """Makes what is out of date in output/. All problems are in the outcome; OSError is raised as it comes.

    `now` is how everything looked a moment ago, where that is known already.
    """
    start = time.monotonic()
    has_waited = False

    def wait() -> None:
        nonlocal has_waited
        has_waited = True
        waiting()

    with locked(project, wait):
        if now is None or has_waited:
            now = seen.Now(os.fspath(project))
        texts = project / STATE / "texts"
        try:
            with Memory(texts) as memory:
                done = _build(project, options, memory, progress, now)
        except ForgottenError:
            texts.unlink(missing_ok=True)
            with Memory(texts) as memory:
                done = _build(project, options, memory, progress, now)
        except WorkerError as fault:
            done = Outcome((problem("worker-ended", "output", says=fault),))
    return replace(done, seconds=time.monotonic() - start)


def _build(project: Path, options: Options, memory: Memory, progress: Progress, now: seen.Now) -> Outcome:
    progress("Reading", 0, 0)
    before = seen.load(os.fspath(project))
    ledger, tree = _ledger(project)
    done = _reprinted(project, options, memory, progress, now, before, ledger, tree)
    if done is not None:
        return done
    theme = Theme(project)
    from press.proof import proof, stops  # slow to import, and new words in an article need neither checks nor plan

    read_through = proof(project, options.today, theme, memory, jobs=options.jobs, booklet=options.only not in {"pages", "site"})
    memory.save()
    if read_through.plan is None or stops(read_through.problems, strict=options.strict):
        return Outcome(read_through.problems)
    outputs = read_through.plan.outputs
    chosen = [output for output in outputs if _is_chosen(output, options)]
    asked = {output.path for output in chosen}
    left = [*(output.path for output in outputs if output.path not in asked), *read_through.plan.left]
    if options.only == "booklet":  # a page that stays may name a style sheet that the plan has no more
        left += [path for path in ledger.entries if not path.startswith("print/") and not path.endswith((".pdf", ".epub"))]

    def work(production: Production) -> None:
        production.keep(left)
        for layer in _layers(chosen):
            if not production.problems:
                production.make(layer)
        last = list(twins(production.facts, tuple(path for path in [*asked, *left] if path.endswith("/"))))
        if options.only in {None, "site"} and not production.problems:
            production.make(last)
        else:
            production.keep_current(last)

    published = _made(project, theme, options, progress, now, before, ledger, [*asked, *left], work)
    if not isinstance(published, _Published):
        return Outcome(in_order((*read_through.problems, *published)))
    outcome = published.outcome(read_through.problems)
    outlines.save(outline(chosen, read_through.known, published.tree), project / STATE / outlines.FILE)
    seen.Seen(
        sources=now.sources,
        racy=now.racy,
        outputs=published.looks,
        what=options.what,
        day=options.today.isoformat(),
        until=read_through.until.isoformat() if read_through.until else "",
        words=[as_text(one) for one in outcome.problems],
        closing=outcome.closing(),
    ).save(os.fspath(project))
    return outcome


def _reprinted(
    project: Path,
    options: Options,
    memory: Memory,
    progress: Progress,
    now: seen.Now,
    before: seen.Seen,
    ledger: Ledger,
    tree: str,
) -> Outcome | None:
    """The build when articles have got other words and nothing else has changed, not even what they tell of themselves.

    Then the plan is that of the last build, and so are the findings of its checks. None when it may be another.
    """
    changed = before.changed(now) if before.is_of(options.what, options.today.isoformat()) else set()
    if options.full or not 0 < len(changed) <= MOST_REPRINTED or before.outputs != now.outputs:
        return None
    if not all(path.startswith(ARTICLES) and path in now.sources for path in changed):
        return None
    file = project / STATE / outlines.FILE
    last = outlines.load(file, tree)
    again = _words_alone(project, changed, last, before.words, memory)
    if again is None:
        return None
    outputs, known = again
    memory.append()

    def work(production: Production) -> None:
        production.reprint(outputs)
        for path in [twin for job in production.made for twin in twins_of(job.output.path)]:
            production.entries.pop(path, None)  # no longer a twin

    published = _made(project, Theme(project), options, progress, now, before, ledger, ledger.entries, work)
    if not isinstance(published, _Published):
        return Outcome(in_order(published), repeated=before.words)
    outlines.save(replace(last, tree=published.tree, texts=last.texts | known), file)
    seen.Seen(
        sources=now.sources,
        racy=now.racy,
        outputs=published.looks,
        what=before.what,
        day=options.today.isoformat(),
        until=before.until,
        words=before.words,
        closing=before.closing,
    ).save(os.fspath(project))
    return replace(published.outcome(()), repeated=before.words)


def _words_alone(
    project: Path, changed: Set[str], last: outlines.Outline, told: Iterable[str], memory: Memory
) -> tuple[list[Output], dict[str, Known]] | None:
    """The outputs that show the changed texts, as they are to be now. None when more than words has changed, or is to be told."""
    if not all(path in last.texts for path in changed):
        return None
    if any(words.startswith(path) for words in told for path in changed):
        return None  # the warning, or its line, may be another now
    try:
        again = reread(project, changed | last.beside(changed), memory)
    except (ContentError, FileNotFoundError):
        again = None  # changed while we looked
    if again is None:
        return None
    texts, known = again
    if any(known[path].face != last.texts[path].face for path in changed):
        return None
    try:
        return last.of(changed, texts), known
    except (ValueError, KeyError, TypeError):
        return None


class _Published(Record, frozen=True):
    """What output/ holds when outputs have been made and published."""

    entries: Mapping[str, Entry]
    made: tuple[Job, ...]
    kept: int  # files
    removed: tuple[str, ...]
    looks: seen.Looks
    tree: str  # the hash of the ledger

    def outcome(self, problems: tuple[Problem, ...]) -> Outcome:
        return Outcome(
            problems=problems,
            made=self.made,
            kept=self.kept,
            removed=self.removed,
            pages=sum(path.endswith(".html") for path in self.entries),
            booklet=next((entry.facts for path, entry in self.entries.items() if is_booklet(path)), None),
        )


def _made(
    project: Path,
    theme: Theme,
    options: Options,
    progress: Progress,
    now: seen.Now,
    looks: seen.Seen,
    before: Ledger,
    outputs: Iterable[str],
    work: Callable[[Production], None],
) -> _Published | tuple[Problem, ...]:
    """Does the work and publishes what came of it; with problems nothing is published."""
    planned = {path for output in outputs for path in (before.files_of(output) or (output,))}
    planned.update([twin for path in planned for twin in twins_of(path)])
    stage = Stage(project, planned)
    production = Production(
        project, theme, Engines(), before, looks.outputs, now.outputs, stage, progress, jobs=options.jobs, full=options.full
    )
    try:
        work(production)
        if production.problems:
            stage.discard()
            return tuple(production.problems)
        progress("Publishing", 0, 0)
        ledger = ledgers.as_text(Ledger(production.entries)).encode()
        after: seen.Looks = now.outputs
        if production.made or set(before.entries) != set(production.entries) or LEDGER not in now.outputs:
            production.finish()
            stage.write(LEDGER, ledger)
            after = production.looks_after(LEDGER) if stage.publish() else seen.outputs(os.fspath(project))
    except BaseException:
        stage.discard()
        raise
    removed = sorted(path for path in before.entries if path not in production.entries and path not in planned)
    kept = len(production.entries) - len(production.new)
    return _Published(production.entries, tuple(production.made), kept, tuple(removed), after, digest_of_bytes(ledger))


def _layers(chosen: Iterable[Output]) -> list[list[Output]]:
    """What can be made at once, then what tells of outputs among that, and so on."""
    outputs = {output.path: output for output in chosen}

    def depth(output: Output) -> int:
        return max((1 + depth(outputs[path]) for path in told_of(output.recipe) if path in outputs), default=0)

    layers: list[list[Output]] = [[], [], []]
    for output in outputs.values():
        layers[depth(output)].append(output)
    return layers


def _is_chosen(output: Output, options: Options) -> bool:
    """`booklet` is the PDF with the e-book, its offprints and what is printed of it (and no page that tells of it), `site`
    all else, `pages` that without what takes long."""
    only = options.only
    if options.alone:
        return output.path == options.alone
    match output.recipe:
        case Pdf() | Ebook() | Press() | Sheets():
            return only in {None, "booklet"}
        case Index() | Shared():
            return only in {None, "site"}
    return only != "booklet"


def facts_of(project: Path, path: str) -> Facts:
    """What is known of a file of output/. Raises KeyError when it was not made."""
    return _ledger(project)[0].entries[path].facts


def _ledger(project: Path) -> tuple[Ledger, str]:
    """The ledger of what is published, and its hash; an empty one and nothing where there is none."""
    try:
        content = (project / "output" / LEDGER).read_bytes()
        return ledgers.ledger_of(content.decode()), digest_of_bytes(content)
    except (OSError, UnicodeDecodeError):
        return Ledger(), ""


# ---------------------------------------------------------------- the engine


def engine_of() -> str:
    """The hash of the program itself: its files, the exact versions that it stands on, and Python's."""
    return _hash_of(Path(__file__).parent.rglob("*.py"))


def _hash_of(files: Iterable[Path]) -> str:
    package = Path(__file__).parent
    found = {os.path.relpath(path, package): path for path in (package.parent / "requirements.txt", *files)}
    contents = {name: digest_of_bytes(path.read_bytes()) for name, path in found.items() if path.exists()}
    return digest((contents, list(sys.version_info[:3])))


class Engines:
    """What of the program decides an output's bytes. Most hang on all of it; what is dear and simple, on its own room alone."""

    def __init__(self) -> None:
        self._known: dict[type, str] = {}

    def __call__(self, recipe: Recipe) -> str:
        kind = type(recipe)
        if kind not in self._known:
            self._known[kind] = self._of(kind)
        return self._known[kind]

    def _of(self, kind: type) -> str:
        room = Path(__file__).parent / "make"
        if kind is Twin:
            return _hash_of([room / "compress.py"])
        if kind is Scaled:
            return _hash_of([room / "pictures.py"])
        if kind is Ebook:
            from press.make import share

            return digest((self._whole, share.engine()))
        if kind is Shared:  # what two libraries tell of themselves is slow to know, so asked only when there is one
            from press.make import share

            return digest((_hash_of([room / "share.py"]), share.engine()))
        if kind in {Pdf, Press, Sheets}:
            from press.make import pdf

            return digest((self._whole, digest(pdf.engine())))
        return self._whole

    @cached_property
    def _whole(self) -> str:
        return engine_of()


def machine_problem(fault: OSError, project: Path) -> Problem:
    """A full disk, a missing permission: told as a problem of the place where it showed."""
    name = str(fault.filename or fault.filename2 or "output")
    shown = os.path.relpath(name, project) if os.path.isabs(name) else name
    return problem("cant-write", shown, says=fault.strerror or str(fault))
