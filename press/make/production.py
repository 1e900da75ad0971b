"""Outputs of one layer -> a staged tree: what is kept is linked, what is out of date is made, in workers when it is much."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from press import seen
from press.digest import digest
from press.make import ledger as ledgers
from press.make.ledger import Entry, Facts, Job, Ledger, divide, key_of, recipe_key
from press.make.publish import Stage
from press.make.render import render, sha256
from press.make.theme import Theme
from press.problems import ContentError, Problem
from press.record import Record, field, replace
from press.shape.output import Output, Page, Pdf
from press.workers import Worker, mapped, processes_for

Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, of how much
WORTH_A_WORKER = 150  # pages: fewer are rendered before another process has begun


class Production(Record):
    """One build's making, layer by layer. `entries` is the ledger to be; `problems` stop the publishing."""

    project: Path
    theme: Theme
    engine: str  # hash of the program
    pdf_engine: Callable[[], str]  # of what sets PDFs: slow to know, so asked only when there is one
    before: Ledger
    looks: seen.Looks  # the outputs as the last build left them
    now: seen.Looks  # the outputs as they are
    stage: Stage
    progress: Progress
    jobs: int = 0
    full: bool = False
    entries: dict[str, Entry] = field(default_factory=dict)
    made: list[Job] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def keep(self, paths: Iterable[str]) -> None:
        """Outputs that are not asked for this time stay as they were, if they are."""
        for path in paths:
            entry = self.before.entries.get(path)
            if entry is not None and self._is_intact(path, entry):
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

    def _make(self, jobs: Sequence[Job], known: Mapping[str, Facts]) -> None:
        books = [job for job in jobs if isinstance(job.output.recipe, Pdf)]
        pages = [job for job in jobs if not isinstance(job.output.recipe, Pdf)]
        beside = self._beside(books, known) if pages and processes_for(2, 1, self.jobs) > 1 else None
        try:
            self._enter(pages, self._rendered(pages, known))
            if books:
                self.progress("The booklet", 0, 1)
                self._enter(books, beside.result() if beside else [self._one(job, known) for job in books])
        finally:
            if beside:
                beside.stop()
        self.made += jobs

    def finish(self) -> None:
        """Stages what is kept, too: the tree is whole."""
        made = {job.output.path for job in self.made}
        for path in self.entries:
            if path not in made:
                self.stage.keep(path)

    def looks_after(self, ledger: str) -> seen.Looks:
        """How output/ looks now that the stage has taken its place: looked at where a file is new or has got another name."""
        other = {ledger, *self.stage.linked, *(job.output.path for job in self.made)}
        root = os.fspath(self.stage.output)
        return {path: seen.look_of(f"{root}/{path}") if path in other else self.now[path] for path in (*self.entries, ledger)}

    def _rendered(self, jobs: list[Job], known: Mapping[str, Facts]) -> list[Facts | tuple[Problem, ...]]:
        processes = processes_for(len(jobs), WORTH_A_WORKER, self.jobs)
        self.theme.compile(job.output.recipe.template for job in jobs if isinstance(job.output.recipe, Page))
        done, here = 0, os.getpid()

        def one(job: Job) -> Facts | tuple[Problem, ...]:
            nonlocal done
            if os.getpid() == here:
                self.progress("Pages", min(done, len(jobs)), len(jobs))
                done += processes
            return self._one(job, known)

        return mapped(one, jobs, processes)

    def _beside(self, books: list[Job], known: Mapping[str, Facts]) -> Worker[list[Facts | tuple[Problem, ...]]] | None:
        return Worker(lambda: [self._one(job, known) for job in books]) if books else None

    def _one(self, job: Job, known: Mapping[str, Facts]) -> Facts | tuple[Problem, ...]:
        """Renders one output into the stage: what is known of it, or what is wrong with it."""
        try:
            content, pages = render(job.output, self.theme, self.project, known)
        except ContentError as fault:
            return fault.problems
        self.stage.write(job.output.path, content)
        return Facts(len(content), sha256(content), pages)

    def _enter(self, jobs: list[Job], results: list[Facts | tuple[Problem, ...]]) -> None:
        for job, result in zip(jobs, results, strict=True):
            if isinstance(result, Facts):
                self.entries[job.output.path] = Entry(job.key, result)
            else:
                self.problems.extend(result)

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
        templates = self.theme.closure(recipe.template) if isinstance(recipe, Page | Pdf) else ""
        wanted = {path: known[path] for path in recipe.wants if path in known} if isinstance(recipe, Page) else None
        engine = digest((self.engine, self.pdf_engine())) if isinstance(recipe, Pdf) else self.engine
        return key_of(output, templates, engine, wanted)
