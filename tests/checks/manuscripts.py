"""A desk with one text on it, for the tests of those who look at words."""

from __future__ import annotations

from collections.abc import Iterable

from press.checks.desk import Desk
from press.model import Limits, Manuscript, Term
from press.record import replace
from press.source.manuscripts import manuscript_of
from tests.makers import TODAY, a_publication, an_article

FRONT = (
    "---\ntitle: Lit\nsummary: Kort.\nmunicipality: Lund\ntool: dialog\ndimensions: social\n---\n"  # the body begins on line 8
)
PATH = "content/articles/klimat.md"


def a_manuscript(body: str, *, front: str = FRONT, path: str = PATH) -> Manuscript:
    found = manuscript_of((front + body + "\n").encode(), path)
    assert found is not None
    return found


def desk_with(*texts: Manuscript, terms: Iterable[Term] = (), words: Iterable[str] = (), limits: Limits | None = None) -> Desk:
    publication = a_publication(an_article())
    settings = replace(publication.settings, checks=limits or Limits())
    return Desk(replace(publication, settings=settings), TODAY, texts, tuple(terms), frozenset(words))
