"""What the index of articles is narrowed by."""

from __future__ import annotations

from press.shape.catalogue import Catalogue
from press.shape.filters import keys, ways
from tests.makers import LUND, MALMO, a_publication, a_tool, an_article

FIRST = an_article(slug="a", municipalities=(LUND,), tools=("dialog",), dimensions="S")
SECOND = an_article(slug="b", municipalities=(LUND, MALMO), tools=("dialog", "budget"), dimensions="ES")
CATALOGUE = Catalogue(
    a_publication(FIRST, SECOND, tools=(a_tool(slug="dialog", title="Dialog"), a_tool(slug="budget", title="Budget"))),
    "/static/site.css",
)


def test_each_way_is_a_link_that_tells_how_many() -> None:
    tools, regions, dimensions, municipalities = ways(CATALOGUE)

    assert [link.label for link in tools] == ["Dialog (2)", "Budget (1)"]
    assert [link.label for link in regions] == [f"{LUND.county.name} (2)"]
    assert [link.label.rsplit(" ", 1)[1] for link in dimensions] == ["(1)", "(2)", "(0)"]
    assert [link.href for link in municipalities] == ["/kommuner/lund/", "/kommuner/malmo/"]


def test_an_articles_keys_are_the_ends_of_the_addresses_it_is_found_by() -> None:
    of_second = keys(CATALOGUE, (FIRST, SECOND))[1]

    assert set(of_second.split()) == {
        "verktyg/dialog",
        "verktyg/budget",
        f"regioner/{LUND.county.slug}",
        "dimensioner/ekonomisk",
        "dimensioner/social",
        "kommuner/lund",
        "kommuner/malmo",
    }


def test_every_key_is_the_address_of_a_way() -> None:
    addresses = {link.href.strip("/") for group in ways(CATALOGUE) for link in group}

    assert {key for some in keys(CATALOGUE, (FIRST, SECOND)) for key in some.split()} <= addresses
