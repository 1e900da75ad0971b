"""The two registers of the whole: tools across regions, and everything A-Ö (the search page without a script)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from press import addresses
from press.model import Article
from press.shape import indexes
from press.shape.catalogue import Catalogue, articles_in_words
from press.shape.indexes import Region
from press.shape.output import Output, Page
from press.shape.places import by_letter
from press.shape.views.frame import Head
from press.shape.views.places import OverviewCell, OverviewRow, OverviewView, RegisterRow, SearchView
from press.swedish import sort_key


def overview(catalogue: Catalogue) -> Output:
    """Tool x region as a table. A cell leads to the tool's articles of that region."""
    columns = tuple(catalogue.by_region)
    cells: defaultdict[tuple[str, Region], list[Article]] = defaultdict(list)
    for article in catalogue.publication.articles:
        for region in indexes.regions_of(article):
            for slug in article.tools:
                cells[slug, region].append(article)
    tools = [tool for tool in catalogue.publication.tools if tool.slug in catalogue.by_tool]
    view = OverviewView(
        columns=tuple(catalogue.region_link(region) for region in columns),
        rows=tuple(
            OverviewRow(
                catalogue.tool_link(tool.slug),
                tuple(_cell(catalogue, tool.slug, region, cells.get((tool.slug, region), ())) for region in columns),
            )
            for tool in tools
        ),
    )
    summary = "Alla artiklar i en tabell: verktygen nedåt, regionerna åt sidan."
    head = Head("Översikt", summary, catalogue.host.href(addresses.OVERVIEW), here="Artiklar",
                crumbs=(catalogue.link("Artiklar", addresses.ARTICLES),))  # fmt: skip
    path = addresses.output_path(addresses.OVERVIEW)
    return Output(path, Page("overview.html", catalogue.site, head, view), "the overview")


def _cell(catalogue: Catalogue, tool: str, region: Region, some: Sequence[Article]) -> OverviewCell:
    if not some:
        return OverviewCell("", "", "")
    href = f"{catalogue.host.href(addresses.tool(tool))}#{region.slug}"
    return OverviewCell(href, indexes.mark_of(some), articles_in_words(len(some)))


def search(catalogue: Catalogue) -> Output:
    """Articles, tools, dimensions, regions, municipalities and pages in one Swedish alphabet."""
    publication = catalogue.publication
    rows = [RegisterRow(a.title, catalogue.href(a), indexes.place_in_words(a), a.dimensions) for a in publication.articles]
    rows += [RegisterRow(tool.title, catalogue.href(tool), tool.kind.capitalize()) for tool in publication.tools]
    rows += [RegisterRow(one.title, catalogue.href(one), "Dimension", one.letter) for one in publication.dimensions]
    rows += [
        RegisterRow(region.name, catalogue.region_link(region).href, "Län" if region.county else "Region")
        for region in (*map(indexes.region_of, publication.register.counties), *_wide(catalogue))
    ]
    rows += [
        RegisterRow(one.name, catalogue.municipality_link(one).href, one.county.name, indexes.mark_of(some))
        for one, some in catalogue.by_municipality.items()
    ]
    rows += [
        RegisterRow(place, catalogue.href(article), f"i {', '.join(one.name for one in article.municipalities)}")
        for article in publication.articles
        for place in article.places
        if article.municipalities
    ]
    rows += [
        RegisterRow(page.title, catalogue.href(page), "Sida")
        for page in publication.pages
        if page.slug != "start" and addresses.address_of(page.source)
    ]
    letters = tuple(by_letter(sorted(rows, key=lambda row: (sort_key(row.label), row.note, row.href))))
    view = SearchView(letters, catalogue.files_of(("sok.css", "sok.js", "sok-index.js")))
    head = Head("Sök", "Register A–Ö över allt på webbplatsen.", catalogue.host.href(addresses.SEARCH), here="Sök")
    page = Page("search.html", catalogue.site, head, view)
    return Output(addresses.output_path(addresses.SEARCH), page, "the register of everything")


def _wide(catalogue: Catalogue) -> tuple[Region, ...]:
    return tuple(region for region in catalogue.by_region if region.county is None)
