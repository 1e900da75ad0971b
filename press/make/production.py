"""Outputs of one layer -> a staged tree: what is kept is linked, what is out of date is made, in workers when it is much."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from press import seen
from press.make import ledger as ledgers
from press.make.ledger import Entry, Facts, Job, Ledger, divide, key_of, recipe_key
from press.make.publish import Stage
from press.make.render import printed_of, render, sha256
from press.make.theme import Theme
from press.problems import ContentError, Problem
from press.record import Record, field, replace
from press.shape.output import Ebook, Index, Output, Page, Pdf, Press, Recipe, Scaled, Shared, Sheets, Twin, templates_of
from press.shape.views.offprints import OffprintView
from press.workers import Crew, mapped, processes_for

Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, of how much
Files = Mapping[str, Facts]  # of an output, by path: one, or those of a folder
WORTH_A_WORKER = 150  # pages: fewer are rendered before another process has begun
SLOW: dict[type, str] = {
    Pdf: "The booklet",
    Press: "The print files",
    Index: "The search index",
    Sheets: "The sheets",
}  # and what is said while one is made
OFFPRINTS = "The offprints"
_LEAST: dict[type, int] = {Twin: 8, Shared: 8, Scaled: 2}  # the same for what takes longer than a page


class Production(Record):
    """One build's making, layer by layer. `entries` is the ledger to be; `problems` stop the publishing."""

    project: Path
    theme: Theme
    engine_of: Callable[[Recipe], str]  # hash of the program, as far as it makes such an output
    before: Ledger
    looks: seen.Looks  # the outputs as the last build left them
    now: seen.Looks  # the outputs as they are
    stage: Stage
    progress: Progress
    jobs: int = 0
    full: bool = False
    entries: dict[str, Entry] = field(default_factory=dict)
    made: list[Job] = field(default_factory=list)
    new: set[str] = field(default_factory=set)  # paths of the files that were made
    problems: list[Problem] = field(default_factory=list)

    def keep(self, paths: Iterable[str]) -> None:
        """Outputs that are not asked for this time stay as they were, if they are."""
        for output in paths:
            for path, entry in self.before.files_of(output).items():
                if self._is_intact(path, entry):
                    self.entries[path] = entry

    def make(self, layer: Iterable[Output]) -> None:
        """Brings the outputs of a layer up to date. Facts that its pages tell are those of the layers before."""
        known = {path: entry.facts for path, entry in self.entries.items()}
        work = divide(((output, self._key(output, known)) for output in layer), self.before, self._is_intact, full=self.full)
        self.entries.update(work.keep)
        self._make(work.make, known)

    def reprint(self, outputs: Iterable[Output]) -> None:
        """Brings outputs up to date of which nothing but the recipe can have changed, and keeps all others as they are."""
        self.entries.update(self.before.entries)
        keyed = [(output, replace(self.entries[output.path].key, recipe=recipe_key(output))) for output in outputs]
        work = divide(keyed, self.before, lambda *_: True)
        self._make(work.make, {path: entry.facts for path, entry in self.entries.items()})

    def keep_current(self, outputs: Iterable[Output]) -> None:
        """Of outputs that are not asked for this time, those that still belong to the others."""
        keyed = ((output, self._key(output, {})) for output in outputs)
        self.entries.update(divide(keyed, self.before, self._is_intact).keep)

    @property
    def facts(self) -> list[tuple[str, int, str]]:
        """Path, size and hash of each file, as the last stage of a plan takes them."""
        return [(path, entry.facts.size, entry.facts.sha256) for path, entry in sorted(self.entries.items())]

    def _make(self, jobs: Sequence[Job], known: Mapping[str, Facts]) -> None:
        """Slow outputs beside the others, in as many processes as there may be; what takes longest is begun first."""
        slow = sorted((job for job in jobs if type(job.output.recipe) in SLOW), key=_place_of)
        quick = [job for job in jobs if type(job.output.recipe) not in SLOW]
        is_beside = bool(slow) and len(jobs) > 1 and processes_for(2, 1, self.jobs) > 1
        crew = Crew(partial(self._one, known=known), slow, processes_for(len(slow), 1, self.jobs)) if is_beside else None
        try:
            self._enter(quick, self._rendered(quick, known))
            if crew:
                for what in dict.fromkeys(map(_said_of, slow)):
                    self.progress(what, 0, 1)
                self._enter(slow, crew.results())
            for place, job in enumerate([] if crew else slow):
                self.progress(_said_of(job), place, len(slow))
                self._enter([job], [self._one(job, known)])
        finally:
            if crew:
                crew.stop()
        self.made += jobs

    def finish(self) -> None:
        """Stages what is kept, too: the tree is whole."""
        for path in self.entries:
            if path not in self.new:
                self.stage.keep(path)

    def looks_after(self, ledger: str) -> seen.Looks:
        """How output/ looks now that the stage has taken its place: looked at where a file is new or has got another name."""
        other = {ledger, *self.stage.linked, *self.new}
        root = os.fspath(self.stage.output)
        return {path: seen.look_of(f"{root}/{path}") if path in other else self.now[path] for path in (*self.entries, ledger)}

    def _rendered(self, jobs: list[Job], known: Mapping[str, Facts]) -> list[Files | tuple[Problem, ...]]:
        least = min((_LEAST.get(type(job.output.recipe), WORTH_A_WORKER) for job in jobs), default=1)
        processes = processes_for(len(jobs), least, self.jobs)
        self.theme.compile(job.output.recipe.template for job in jobs if isinstance(job.output.recipe, Page))
        done, here = 0, os.getpid()

        def one(job: Job) -> Files | tuple[Problem, ...]:
            nonlocal done
            if os.getpid() == here:
                self.progress("Pages", min(done, len(jobs)), len(jobs))
                done += processes
            return self._one(job, known)

        return mapped(one, jobs, processes)

    def _one(self, job: Job, known: Mapping[str, Facts]) -> Files | tuple[Problem, ...]:
        """Renders one output into the stage: what is known of its files, or what is wrong with it."""
        try:
            done = render(job.output, self.theme, self.project, known, self._content)
        except ContentError as fault:
            return fault.problems
        for path, content in done.files.items():
            self.stage.write(path, content)
        told = (done.pages, done.places, done.turns)
        return {path: Facts(len(content), sha256(content), *told) for path, content in done.files.items()}

    def _content(self, path: str) -> bytes:
        """What a file of an earlier layer holds: new, or as it was."""
        return self.stage.content(path) if path in self.new else (self.stage.output / path).read_bytes()

    def _enter(self, jobs: Sequence[Job], results: list[Files | tuple[Problem, ...]]) -> None:
        for job, result in zip(jobs, results, strict=True):
            if isinstance(result, tuple):
                self.problems.extend(result)
            else:
                self.entries.update({path: Entry(job.key, facts) for path, facts in result.items()})
                self.new.update(result)

    def _is_intact(self, path: str, entry: Entry) -> bool:
        """Whether an output still is what was made: it looks as it did, or its content is the same."""
        look = self.now.get(path)
        if look is None:
            return False
        if look == self.looks.get(path):
            return True
        file = self.stage.output / path
        return file.stat().st_size == entry.facts.size and sha256(file.read_bytes()) == entry.facts.sha256

    def _key(self, output: Output, known: Mapping[str, Facts]) -> ledgers.Key:
        recipe = output.recipe
        templates = "".join(self.theme.closure(name) for name in templates_of(recipe))
        wanted: object = None
        if isinstance(recipe, Page) and recipe.told_of:
            wanted = ({path: known[path] for path in recipe.wants if path in known}, printed_of(recipe, known))
        elif isinstance(recipe, Sheets):
            wanted = known.get(recipe.of)
        elif isinstance(recipe, Ebook) and recipe.paged_as in known:
            wanted = known[recipe.paged_as].turns
        return key_of(output, templates, self.engine_of(recipe), wanted)


def _said_of(job: Job) -> str:
    recipe = job.output.recipe
    return OFFPRINTS if isinstance(recipe, Pdf) and isinstance(recipe.view, OffprintView) else SLOW[type(recipe)]


def _place_of(job: Job) -> int:
    """The booklet is begun first, its parts last: they are many, and short."""
    said = _said_of(job)
    return len(SLOW) if said == OFFPRINTS else [*SLOW.values()].index(said)
