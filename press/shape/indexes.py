"""Articles by tool, region, dimension and municipality; an article's card; articles that belong together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from heapq import nsmallest

from press.model import WORDS, Article, County, Municipality, Tool
from press.record import Record
from press.swedish import listing, sort_key

NATION, NORTH = "hela-landet", "norden-och-baltikum"
MOST_TIED = 60  # of what shares a tool or a county, the newest: so that many articles do not cost their square


class Region(Record, frozen=True):
    """A county, or one of the two groups of articles that name no municipality. A group is a region like a county."""

    slug: str
    name: str
    county: County | None = None


NATION_REGION = Region(NATION, "Hela landet")
NORTH_REGION = Region(NORTH, "Norden och Baltikum")


@cache
def region_of(county: County) -> Region:
    return Region(county.slug, county.name, county)


def regions_of(article: Article) -> tuple[Region, ...]:
    """The article's counties in Swedish order; without a municipality its group."""
    if len(article.municipalities) == 1:
        return (region_of(article.municipalities[0].county),)
    counties = {m.county.code: m.county for m in article.municipalities}
    if not counties and article.county:
        counties = {article.county.code: article.county}
    if counties:
        return tuple(region_of(c) for c in sorted(counties.values(), key=lambda c: sort_key(c.name)))
    return (NORTH_REGION if article.reach == "nordisk" else NATION_REGION,)


def by_region(articles: Iterable[Article]) -> dict[Region, tuple[Article, ...]]:
    """Regions that have articles: counties in Swedish order, then the groups."""
    found: defaultdict[Region, list[Article]] = defaultdict(list)
    for article in articles:
        for region in regions_of(article):
            found[region].append(article)
    ordered = sorted(found, key=lambda r: (r.county is None, sort_key(r.name)))
    return {region: tuple(found[region]) for region in ordered}


def by_tool(articles: Iterable[Article]) -> dict[str, tuple[Article, ...]]:
    """Tool slug -> its articles, in the order given."""
    found: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        for slug in article.tools:
            found[slug].append(article)
    return {slug: tuple(some) for slug, some in found.items()}


def by_municipality(articles: Iterable[Article]) -> dict[Municipality, tuple[Article, ...]]:
    """Municipalities that have articles, in Swedish order."""
    found: defaultdict[str, list[Article]] = defaultdict(list)
    named: dict[str, Municipality] = {}
    for article in articles:
        for one in article.municipalities:
            named[one.code] = one
            found[one.code].append(article)
    return {one: tuple(found[one.code]) for one in sorted(named.values(), key=lambda m: sort_key(m.name))}


def mark_of(articles: Iterable[Article]) -> str:
    """All dimensions of some articles, as letters in the order ESM."""
    letters = {letter for article in articles for letter in article.dimensions}
    return "".join(letter for letter in WORDS if letter in letters)


def dimensions_in_words(mark: str) -> str:
    """'Ekonomisk och social' for ES."""
    words = listing([WORDS[letter] for letter in mark])
    return words[:1].upper() + words[1:]


def place_in_words(article: Article) -> str:
    """Where an article's example is, short: 'Växjö', 'Landskrona, Lund', '4 kommuner', 'Hela landet'."""
    names = [one.name for one in article.municipalities]
    if len(names) > 2:
        return f"{len(names)} kommuner"
    return ", ".join(names) if names else regions_of(article)[0].name


def in_kind_order(tools: Iterable[Tool]) -> list[Tool]:
    """Tools by kind (verktyg, arbetssätt, arbetsområde), then by name."""
    kinds = ("verktyg", "arbetssätt", "arbetsområde")
    return sorted(tools, key=lambda tool: (kinds.index(tool.kind), sort_key(tool.title)))


class Relations:
    """Which articles belong together: by what they share, most first. The editor's own choice goes before."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        self._by_slug: Mapping[str, Article] = {article.slug: article for article in articles}
        self._marks = [article.dimensions for article in articles]
        self._shared: defaultdict[str, list[int]] = defaultdict(list)  # what is shared -> places in `articles`
        for place, article in enumerate(articles):
            for name, _ in _ties(article):
                some = self._shared[name]
                if len(some) < MOST_TIED:
                    some.append(place)

    def related(self, article: Article, most: int = 3) -> tuple[Article, ...]:
        chosen = [self._by_slug[slug] for slug in article.related if slug in self._by_slug and slug != article.slug]
        if chosen:
            return tuple(chosen[:most])
        weights: defaultdict[int, int] = defaultdict(int)
        for name, weight in _ties(article):
            for place in self._shared[name]:
                weights[place] += weight
        in_common = _IN_COMMON[article.dimensions]
        marks = self._marks
        ranked = nsmallest(most + 1, [(-weight - in_common[marks[place]], place) for place, weight in weights.items()])
        found = (self._articles[place] for _, place in ranked)
        return tuple(other for other in found if other.slug != article.slug)[:most]


_MARKS = ("", "E", "S", "M", "ES", "EM", "SM", "ESM")
_IN_COMMON = {one: {other: len(set(one) & set(other)) for other in _MARKS} for one in _MARKS}


def _ties(article: Article) -> list[tuple[str, int]]:
    """What an article can share with another, and how much that binds."""
    return [
        *((f"tool:{slug}", 4 if place == 0 else 3) for place, slug in enumerate(article.tools)),
        *((f"municipality:{one.code}", 3) for one in article.municipalities),
        *((f"region:{region.slug}", 1) for region in regions_of(article)),
    ]
