"""How well the publication covers the country: which counties, municipalities, tools and dimensions have few or old examples,
which texts are due for review, which sources are dead. Pure: a publication and a day in, plain values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from press.drawing import dots_path
from press.model import WORDS, Article, Publication, Register
from press.record import Record
from press.source.read import is_published
from press.swedish import sort_key

FEW = 2  # examples: fewer are few
OLD_YEARS = 2  # since a text was last changed
BOX = "-30 -24 510 1060"  # of the map; the register's places are drawn in it


class Row(Record, frozen=True):
    """A county, tool or dimension with its examples."""

    name: str
    count: int
    newest: date | None  # when one of them was last changed
    is_old: bool = False  # the newest was changed more than two years ago

    @property
    def is_thin(self) -> bool:
        return self.count < FEW


class Due(Record, frozen=True):
    """A text whose day of review has come."""

    source: str
    title: str
    day: date


class Dead(Record, frozen=True):
    """An address that a text names and that no longer answers."""

    source: str
    line: int
    address: str


class AgeMap(Record, frozen=True):
    """Every municipality as a dot, as path data: without an example, and by the age of its newest one."""

    none: str
    fresh: str  # changed less than a year ago
    ageing: str  # less than two
    old: str


class Coverage(Record, frozen=True):
    day: date
    published: int
    hidden: int  # drafts, and texts of another day
    counties: tuple[Row, ...]  # fewest examples first, then the oldest
    tools: tuple[Row, ...]
    dimensions: tuple[Row, ...]
    municipalities: tuple[Row, ...]  # those with an example
    of_municipalities: int
    due: tuple[Due, ...]  # the longest overdue first
    dead: tuple[Dead, ...] | None  # None: nobody has asked the web
    map: AgeMap


def coverage_of(publication: Publication, day: date, dead: Iterable[Dead] | None = None) -> Coverage:
    texts = (*publication.articles, *publication.hidden)
    articles = [one for one in texts if is_published(one, day)]
    register = publication.register
    by_county = {
        one.name: [a for a in articles if one == a.county or any(m.county == one for m in a.municipalities)]
        for one in register.counties
    }
    by_municipality: dict[str, list[Article]] = {}
    for article in articles:
        for one in article.municipalities:
            by_municipality.setdefault(one.code, []).append(article)
    names = {one.code: one.name for one in register.municipalities}
    return Coverage(
        day=day,
        published=len(articles),
        hidden=len(texts) - len(articles),
        counties=_rows(by_county, day),
        tools=_rows({tool.title: [a for a in articles if tool.slug in a.tools] for tool in publication.tools}, day),
        dimensions=_rows({word: [a for a in articles if letter in a.dimensions] for letter, word in WORDS.items()}, day),
        municipalities=_rows({names[code]: found for code, found in by_municipality.items()}, day),
        of_municipalities=len(register.municipalities),
        due=tuple(
            sorted(
                (Due(a.source, a.title, a.review_by) for a in texts if a.review_by and a.review_by <= day),
                key=lambda due: (due.day, sort_key(due.title)),
            )
        ),
        dead=None if dead is None else tuple(dead),
        map=_map(register, {code: _newest(found) for code, found in by_municipality.items()}, day),
    )


def years_between(changed: date, day: date) -> int:
    """Whole years from one day to another."""
    return day.year - changed.year - ((day.month, day.day) < (changed.month, changed.day))


def _rows(found: Mapping[str, Sequence[Article]], day: date) -> tuple[Row, ...]:
    rows = [
        Row(name, len(articles), _newest(articles), bool(articles) and years_between(_newest(articles) or day, day) >= OLD_YEARS)
        for name, articles in found.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.count, row.newest or date.min, sort_key(row.name))))


def _newest(articles: Iterable[Article]) -> date | None:
    return max((article.changed for article in articles), default=None)


def _map(register: Register, newest: Mapping[str, date | None], day: date) -> AgeMap:
    parts: dict[str, list[tuple[float, float]]] = {"none": [], "fresh": [], "ageing": [], "old": []}
    for code, place in sorted(register.places.items()):
        changed = newest.get(code)
        years = years_between(changed, day) if changed else -1
        part = "none" if years < 0 else "fresh" if years == 0 else "ageing" if years < OLD_YEARS else "old"
        parts[part].append(place)
    return AgeMap(**{part: dots_path(places) for part, places in parts.items()})
