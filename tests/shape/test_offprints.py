"""Which tools and counties have an offprint, and what stands in it."""

from __future__ import annotations

import re

from press.model import Article, Body, Link, Publication
from press.record import replace
from press.shape.booklet import booklet
from press.shape.catalogue import Catalogue
from press.shape.output import Page, Pdf
from press.shape.plan import plan
from press.shape.views.offprints import OffprintView
from press.shape.views.places import RegionView
from press.shape.views.texts import ToolView
from tests.makers import HABO, LUND, MALMO, SKANE, a_publication, a_tool, an_article

ASSETS = {
    "layouts/static/site.css": "c" * 40, "layouts/booklet/booklet.css": "2" * 40, "layouts/offprint/offprint.css": "3" * 40,
    "layouts/print/press.css": "4" * 40,
}  # fmt: skip
OF_DIALOG = "site/verktyg/dialog/skriften-dialog.pdf"
OF_SKANE = "site/regioner/skane-lan/skriften-skane-lan.pdf"


def three(**keys: object) -> tuple[Article, ...]:
    return tuple(an_article(slug, **keys) for slug in ("ett", "tva", "tre"))  # type: ignore[arg-type]


def offprints_in(publication: Publication) -> dict[str, Pdf]:
    found = {one.path: one.recipe for one in plan(publication, ASSETS).outputs}
    return {path: recipe for path, recipe in found.items() if isinstance(recipe, Pdf) and isinstance(recipe.view, OffprintView)}


def view_of(publication: Publication, path: str) -> OffprintView:
    view = offprints_in(publication)[path].view
    assert isinstance(view, OffprintView)
    return view


def test_a_tool_and_a_county_with_three_articles_have_an_offprint_beside_their_page() -> None:
    assert set(offprints_in(a_publication(*three()))) == {OF_DIALOG, OF_SKANE}


def test_two_articles_make_none_and_neither_does_a_third_that_is_not_for_print() -> None:
    one, other, third = three()

    assert offprints_in(a_publication(one, other)) == {}
    assert offprints_in(a_publication(one, other, replace(third, booklet=False))) == {}


def test_groups_without_a_municipality_have_none() -> None:
    wide = three(municipalities=(), reach="nationell")

    assert set(offprints_in(a_publication(*wide))) == {OF_DIALOG}


def test_without_the_booklet_their_paths_are_told_as_left() -> None:
    left = plan(a_publication(*three()), ASSETS, booklet=False).left

    assert {OF_DIALOG, OF_SKANE} <= set(left)


def test_a_page_offers_the_offprint_that_there_is_and_waits_for_its_facts() -> None:
    made = {one.path: one.recipe for one in plan(a_publication(*three(), address="https://example.org/skrift/"), ASSETS).outputs}
    tool, county = made["site/verktyg/dialog/index.html"], made["site/regioner/skane-lan/index.html"]
    other = made["site/regioner/uppsala-lan/index.html"]

    assert isinstance(tool, Page)
    assert isinstance(tool.view, ToolView)
    assert tool.view.offprint
    assert (tool.view.offprint.href, tool.wants) == ("/skrift/verktyg/dialog/skriften-dialog.pdf", (OF_DIALOG,))
    assert isinstance(county, Page)
    assert isinstance(county.view, RegionView)
    assert county.view.offprint
    assert (county.view.offprint.output, county.wants) == (OF_SKANE, (OF_SKANE,))
    assert isinstance(other, Page)
    assert isinstance(other.view, RegionView)
    assert (other.view.offprint, other.wants) == (None, ())


def test_a_tool_has_every_article_that_uses_it_those_of_its_own_chapter_first() -> None:
    budget = an_article("budget-forst", tools=("budget", "dialog"))
    own = an_article("egen", tools=("dialog", "budget"))
    first = replace(an_article("forst", tools=("dialog",)), booklet_order=1)

    view = view_of(a_publication(budget, own, first), OF_DIALOG)

    assert [one.id for one in view.articles] == ["artikel-forst", "artikel-egen", "artikel-budget-forst"]
    assert view.chapter
    assert [one.id for one in view.chapter.articles] == [one.id for one in view.articles]
    assert (view.chapter.references, view.county) == ((), None)


def test_a_countys_articles_stand_in_the_order_of_the_booklet_each_with_its_tools() -> None:
    tools = (a_tool("budget"), replace(a_tool("dialog"), kind="arbetssätt"))
    some = (
        an_article("dialogen", tools=("dialog",)),
        an_article("budgeten", tools=("budget", "dialog"), municipalities=(MALMO,)),
        an_article("annan", tools=("budget",), municipalities=(LUND, HABO)),
    )

    view = view_of(a_publication(*some, tools=tools), OF_SKANE)

    assert view.county
    assert [(one.id, one.beside) for one in view.county.lines] == [
        ("artikel-budgeten", "Budget · Dialog"), ("artikel-annan", "Budget"), ("artikel-dialogen", "Dialog"),
    ]  # fmt: skip
    assert view.county.summary == "Tre artiklar från två av länets två kommuner."
    assert [place.name for region in view.regions for place in region.places] == ["Lund", "Malmö"]


def test_maps_and_marks_know_the_articles_of_the_offprint_alone() -> None:
    social, money = three(tools=("dialog",)), an_article("pengar", dimensions="E", tools=("budget",))
    elsewhere = an_article("habo", municipalities=(HABO,), tools=("budget",))

    view = view_of(a_publication(*social, money, elsewhere), OF_DIALOG)

    assert [(one.name, one.mark) for one in view.cover.marks] == [("Lund", "S")]
    assert view.chapter
    assert [(one.name, one.mark) for one in view.chapter.map.marks] == [("Lund", "S")]


def test_what_stands_in_the_offprint_is_referred_to_by_page_and_all_else_by_address() -> None:
    html = (
        '<p><a href="/artiklar/tva/">inne</a> <a href="/artiklar/ute/">ute</a> <a href="/verktyg/dialog/">verktyget</a> '
        '<a href="/artiklar/dold/">dold</a> <a href="https://example.com/">borta</a></p>'
    )
    links = tuple(Link(path, "", "", 1) for path in ("articles/tva.md", "articles/ute.md", "tools/dialog.md", "articles/dold.md"))
    one = an_article("ett", html=Body(html, links=(*links, Link("", "", "https://example.com/", 1), links[1])))
    out = an_article("ute", title="Den där ute", municipalities=(HABO,), tools=("budget",))
    publication = a_publication(one, *three()[1:], out, hidden=[an_article("dold")])

    of_tool, of_county = (view_of(publication, path).articles[0] for path in (OF_DIALOG, OF_SKANE))

    assert 'href="#artikel-tva"' in of_tool.html
    assert 'href="#verktyg-dialog"' in of_tool.html
    assert '<a class="outward" href="https://example.org/artiklar/ute/">ute</a> ' in of_tool.html
    assert "dold <a" in of_tool.html
    assert [(one.title, one.url, one.host) for one in of_tool.elsewhere] == [
        ("Den där ute", "https://example.org/artiklar/ute/", "example.org/artiklar/ute")
    ]
    assert [one.title for one in of_county.elsewhere] == ["Den där ute", "Dialog"]


def test_an_article_has_the_words_of_the_booklet() -> None:
    html = '<p>Om <a href="/artiklar/ute/">ute</a> och <a href="/artiklar/tva/">två</a>.</p><h2 id="a">A</h2>'
    publication = a_publication(an_article("ett", html=html), *three()[1:], an_article("ute", tools=("budget",)))
    whole = {one.id: one for chapter in booklet(Catalogue(publication, "")).chapters for one in chapter.articles}

    for path in (OF_DIALOG, OF_SKANE):
        for one in view_of(publication, path).articles:
            there = whole[one.id]
            assert re.sub("<[^>]+>", "", one.html) == re.sub("<[^>]+>", "", there.html)
            assert replace(one, html="", elsewhere=(), map=there.map) == replace(there, html="")


def test_a_longer_offprint_has_registers() -> None:
    many = [an_article(f"a{number}", municipalities=(LUND if number % 2 else MALMO,)) for number in range(9)]

    tool, county = (view_of(a_publication(*many), path) for path in (OF_DIALOG, OF_SKANE))

    assert [place.name for region in tool.regions for place in region.places] == ["Lund", "Malmö"]
    assert [(one.name, one.id, len(one.targets)) for one in county.tools] == [("Dialog", "", 9)]
    short = view_of(a_publication(*many[:8]), OF_DIALOG)
    assert (short.regions, short.tools) == ((), ())


def test_an_edited_article_is_news_to_its_own_offprints_alone() -> None:
    skane = three(tools=("dialog",))
    uppsala = [an_article(f"u{number}", municipalities=(HABO,), tools=("budget",)) for number in range(3)]
    before = offprints_in(a_publication(*skane, *uppsala))

    after = offprints_in(a_publication(replace(skane[0], body=Body("<p>Nya ord.</p>")), *skane[1:], *uppsala))

    assert {path for path in before if before[path] != after[path]} == {OF_DIALOG, OF_SKANE}
    assert len(before) == 4


def test_its_files_are_its_own_style_sheets_and_the_pictures_of_its_articles() -> None:
    (recipe, _) = offprints_in(a_publication(*three())).values()

    assert [path for path, _ in recipe.files] == ["layouts/booklet/booklet.css", "layouts/offprint/offprint.css"]


def test_a_county_of_which_no_article_names_a_municipality_says_so() -> None:
    some = three(municipalities=(), reach="regional", county=SKANE)

    view = view_of(a_publication(*some), OF_SKANE)

    assert view.county
    assert view.county.summary == "Tre artiklar om länet."
    assert view.cover.marks == ()
