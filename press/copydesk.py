"""`check`: what a build would tell, and what could be better. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from press.checks.advice import advice
from press.checks.desk import Desk
from press.checks.hunspell import installed
from press.checks.spelling import Dictionary, misspelt
from press.make.theme import Theme
from press.model import Manuscript, Publication
from press.problems import Problem, in_order
from press.proof import proof, stops
from press.record import Record, replace
from press.source.manuscripts import manuscript_of
from press.source.memory import Memory
from press.source.terms import terms_in, words_in
from press.workers import mapped, processes_for

WORTH_A_WORKER = 60  # texts


class Findings(Record, frozen=True):
    """What was found. `has_spelling` is false where the machine has no dictionary to look words up in."""

    problems: tuple[Problem, ...]
    has_spelling: bool = True


def check(project: Path, today: date, dictionary: Callable[[], Dictionary | None] = installed) -> Findings:
    """All that is wrong or wanting."""
    with Memory(None) as memory:
        proofed = proof(project, today, Theme(project), memory)
    found = list(proofed.problems)
    if proofed.publication is None:
        return Findings(in_order(found))
    desk = replace(desk_of(project, proofed.publication, today, found), is_whole=not stops(proofed.problems))
    found += advice(desk)
    speller = dictionary() if proofed.publication.settings.checks.spelling else None
    if speller is not None:
        found += misspelt(desk, speller)
    return Findings(in_order(found), speller is not None or not proofed.publication.settings.checks.spelling)


def desk_of(project: Path, publication: Publication, today: date, problems: list[Problem]) -> Desk:
    """What advice looks at. What is wrong with the lists of words goes to `problems`."""
    bare = Desk(publication, today)
    others = (*publication.tools, *publication.dimensions, *publication.pages)
    paths = sorted(text.source for text in (*bare.articles(), *others))

    def read(path: str) -> Manuscript | None:
        return manuscript_of((project / path).read_bytes(), path)

    read_ = mapped(read, paths, processes_for(len(paths), WORTH_A_WORKER))
    manuscripts = tuple(one for one in read_ if one is not None)
    return Desk(publication, today, manuscripts, terms_in(project, problems), words_in(project, problems))
