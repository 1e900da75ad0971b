"""The registers at the booklet's end: municipalities by region, tools, places, and the table in which tools and regions meet.

All of them name articles by their anchors in the booklet; on which pages these stand is known when it is laid out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from press.addresses import anchor_of
from press.model import Article, Tool
from press.shape import indexes
from press.shape.indexes import Region
from press.shape.views.booklet import BookletEntry, BookletPlace, BookletRegion, CrossingHalf, CrossingRow
from press.swedish import sort_key

PAGE_LINES = 24  # of the crossing's rows on a page, below the regions' names
WIDE_NAME = 26  # letters of a tool's name in one line of the crossing


def by_region(articles: Iterable[Article]) -> tuple[BookletRegion, ...]:
    """Counties with their municipalities, then the groups, each with the articles it is about."""
    found = []
    for region, some in indexes.by_region(articles).items():
        here: defaultdict[str, list[Article]] = defaultdict(list)
        for article in some:
            names = [one.name for one in article.municipalities if region.county in {None, one.county}]
            for name in names or [region.name]:
                here[name].append(article)
        places = tuple(BookletPlace(name, indexes.mark_of(here[name]), _ids(here[name])) for name in sorted(here, key=sort_key))
        found.append(BookletRegion(region.name, places))
    return tuple(found)


def of_tools(tools: Iterable[Tool], articles: Sequence[Article]) -> tuple[BookletEntry, ...]:
    """Every tool of the booklet with its own pages, and every article that tells of it."""
    by_tool = indexes.by_tool(articles)
    return tuple(
        BookletEntry(tool.title, "", anchor_of(tool.source), _ids(by_tool.get(tool.slug, ())))
        for tool in sorted(tools, key=lambda tool: sort_key(tool.title))
    )


def of_places(articles: Iterable[Article]) -> tuple[BookletEntry, ...]:
    """Districts and villages; two of one name in different municipalities are two entries."""
    found: defaultdict[tuple[str, str], list[Article]] = defaultdict(list)
    for article in articles:
        beside = ", ".join(one.name for one in article.municipalities)
        for place in article.places:
            found[place, beside].append(article)
    ordered = sorted(found, key=lambda one: (sort_key(one[0]), sort_key(one[1])))
    return tuple(BookletEntry(name, beside, "", _ids(found[name, beside])) for name, beside in ordered)


def crossing(tools: Iterable[Tool], articles: Sequence[Article]) -> tuple[tuple[CrossingHalf, CrossingHalf], ...]:
    """Tools down, regions across; the regions are parted between a left page and a right one, whose rows are as high."""
    by_tool = indexes.by_tool(articles)
    regions = tuple(indexes.by_region(articles))
    half = -(-len(regions) // 2)
    parts = (regions[:half], regions[half:])
    rows = [
        tuple(_row(tool, by_tool[tool.slug], regions, part) for part in parts)
        for tool in sorted(tools, key=lambda tool: sort_key(tool.title))
        if tool.slug in by_tool
    ]
    left, right = (tuple(region.name for region in part) for part in parts)
    return tuple(
        (CrossingHalf(left, tuple(one[0] for one in some)), CrossingHalf(right, tuple(one[1] for one in some)))
        for some in _pages(rows)
    )


def _row(tool: Tool, articles: Iterable[Article], regions: Sequence[Region], part: Sequence[Region]) -> CrossingRow:
    met: dict[Region, list[Article]] = {region: [] for region in regions}
    for article in articles:
        for region in indexes.regions_of(article):
            met[region].append(article)
    lines = max(1 + len(tool.title) // WIDE_NAME, *(len(some) for some in met.values()))
    return CrossingRow(tool.title, lines, tuple(_ids(met[region]) for region in part))


def _pages(rows: Iterable[tuple[CrossingRow, ...]]) -> Iterator[list[tuple[CrossingRow, ...]]]:
    """The rows that fit on one page, as often as there are more."""
    page: list[tuple[CrossingRow, ...]] = []
    for row in rows:
        if page and sum(one[0].lines for one in page) + row[0].lines > PAGE_LINES:
            yield page
            page = []
        page.append(row)
    if page:
        yield page


def _ids(articles: Iterable[Article]) -> tuple[str, ...]:
    return tuple(anchor_of(article.source) for article in articles)
