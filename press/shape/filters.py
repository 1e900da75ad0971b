"""What the index of articles can be narrowed by: tools, regions, dimensions, municipalities, and which of them an article has.

Each is a link to a page of its own, so nothing here needs a script; with one, the same links narrow the list at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized

from press import addresses
from press.model import Article
from press.shape import indexes
from press.shape.catalogue import Catalogue
from press.shape.views.frame import NavLink

Links = tuple[NavLink, ...]


def ways(catalogue: Catalogue) -> tuple[Links, Links, Links, Links]:
    """The ways into the articles: tools, regions, dimensions, municipalities. Each link tells how many: "Medborgardialog (4)"."""
    publication = catalogue.publication
    tools = [tool.slug for tool in publication.tools if tool.slug in catalogue.by_tool]
    of_dimension: Mapping[str, list[Article]] = {
        one.letter: [article for article in publication.articles if one.letter in article.dimensions]
        for one in publication.dimensions
    }
    return (
        tuple(_counted(catalogue.tool_link(slug), catalogue.by_tool[slug]) for slug in tools),
        tuple(_counted(catalogue.region_link(region), some) for region, some in catalogue.by_region.items()),
        tuple(_counted(NavLink(one.title, catalogue.href(one)), of_dimension[one.letter]) for one in publication.dimensions),
        tuple(_counted(catalogue.municipality_link(one), some) for one, some in catalogue.by_municipality.items()),
    )


def _counted(link: NavLink, some: Sized) -> NavLink:
    return NavLink(f"{link.label} ({len(some)})", link.href)


def keys_of(article: Article, dimensions: Iterable[str]) -> str:
    """The ways an article is found by, as the ends of their addresses: "verktyg/dialog regioner/skane-lan".

    `dimensions` are the addresses of its dimensions.
    """
    found = (
        *map(addresses.tool, article.tools),
        *(addresses.region(region.slug) for region in indexes.regions_of(article)),
        *dimensions,
        *(addresses.municipality(one.slug) for one in article.municipalities),
    )
    return " ".join(address.strip("/") for address in found)


def keys(catalogue: Catalogue, articles: Iterable[Article]) -> tuple[str, ...]:
    """`keys_of` each article."""
    by_letter = {letter: addresses.address_of(one.source) for letter, one in catalogue.dimensions.items()}
    return tuple(keys_of(article, (by_letter[letter] for letter in article.dimensions)) for article in articles)
