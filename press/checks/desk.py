"""All that advice looks at: the publication, its texts as they were written, the publication's own words, and the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from press.model import Article, Manuscript, Publication, Term
from press.record import Record


class Desk(Record, frozen=True):
    """What lies before those who look a publication over. Drafts and texts of a later day lie there too."""

    publication: Publication
    today: date
    manuscripts: tuple[Manuscript, ...] = ()  # of the texts that can be read, by path
    terms: tuple[Term, ...] = ()
    words: frozenset[str] = frozenset()
    is_whole: bool = True  # every text was read as it was meant: what none of them has can be told

    def articles(self) -> Iterator[Article]:
        """The articles that readers see or will see."""
        yield from self.publication.articles
        for article in self.publication.hidden:
            if article.expires is None or article.expires > self.today:
                yield article
