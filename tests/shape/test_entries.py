"""A publication -> what its search index holds."""

from __future__ import annotations

import pytest

from press.model import Body, Publication
from press.record import replace
from press.shape.catalogue import Catalogue
from press.shape.entries import search_entries
from press.shape.search import SearchEntry
from tests.makers import HABO, LUND, MALMO, a_publication, a_register, a_tool, an_article


def entries(publication: Publication) -> dict[str, SearchEntry]:
    found = search_entries(Catalogue(publication, "/static/site.css"))
    assert len({entry.href for entry in found}) == len(found), "each has an address of its own"
    return {entry.href: entry for entry in found}


@pytest.fixture
def lund() -> SearchEntry:
    article = an_article(
        slug="klimat",
        title="Klimatbudget",
        summary="Kort & gott.",
        municipalities=(LUND,),
        dimensions="SM",
        tools=("dialog",),
        html=Body('<h2 id="steg">Steg</h2><p>Ett <a href="/verktyg/dialog/">vattenreningsverk</a>.</p>', ("En not.",)),
    )
    return entries(a_publication(article, tools=(a_tool(slug="dialog", title="Dialog"),)))["/artiklar/klimat/"]


def test_an_article_is_searched_by_its_summary_body_and_notes(lund: SearchEntry) -> None:
    assert lund.html.startswith("<p>Kort &amp; gott.</p>")
    assert '<h2 id="steg">' in lund.html
    assert "<p>En not.</p>" in lund.html


def test_compounds_of_title_and_text_are_taken_apart(lund: SearchEntry) -> None:
    assert lund.title == "Klimat|budget"
    assert ">vatten|reningsverk<" in lund.html
    assert "verk" in lund.words


def test_an_article_has_its_facets_as_they_are_printed(lund: SearchEntry) -> None:
    assert (lund.tools, lund.regions, lund.dimensions) == (("Dialog",), (LUND.county.name,), ("Social", "Miljömässig"))


def test_an_article_is_found_by_its_municipalitys_code_and_names_and_its_tool(lund: SearchEntry) -> None:
    assert {"Lund", "1281", LUND.county.name, "Dialog"} <= set(lund.words)


def test_a_municipality_with_articles_leads_to_its_page_and_tells_its_code() -> None:
    found = entries(a_publication(an_article(municipalities=(LUND,), title="Rubriken")))["/kommuner/lund/"]

    assert found.place == f"{LUND.county.name}, kommunkod 1281"
    assert "Rubriken" in found.html


def test_a_municipality_without_articles_leads_to_its_name_on_the_countys_page() -> None:
    found = [entry for entry in entries(a_publication()).values() if entry.title == HABO.name]

    (habo,) = found
    assert habo.href == f"/regioner/{HABO.county.slug}/#:~:text=H%C3%A5bo"
    assert "Ingen artikel handlar om Håbo än." in habo.html


def test_former_names_are_words_of_the_place_and_of_its_articles() -> None:
    register = replace(a_register(), former={MALMO.code: ("Malmhög",), MALMO.county.code: ("Malmöhus län",)})

    found = entries(a_publication(an_article(slug="x", municipalities=(MALMO,)), register=register))

    assert "Malmhög" in found[f"/kommuner/{MALMO.slug}/"].words
    assert {"Malmhög", "Malmöhus län"} <= set(found["/artiklar/x/"].words)
    assert "Malmöhus län" in found[f"/regioner/{MALMO.county.slug}/"].words


def test_a_site_below_a_path_has_it_in_every_address() -> None:
    publication = a_publication(an_article(), address="https://example.org/skrift/")

    assert all(href.startswith("/skrift/") for href in entries(publication))
