"""The registers at the booklet's end."""

from __future__ import annotations

from press.shape import backmatter
from press.shape.backmatter import PAGE_LINES
from tests.makers import HABO, LUND, a_tool, an_article

BUDGET, DIALOG = a_tool("budget", title="Budget"), a_tool("dialog", title="Dialog")


def test_tools_stand_from_a_to_o_with_their_own_pages_and_those_of_every_article_that_uses_them() -> None:
    lit, lund = an_article("lit", tools=("dialog", "budget")), an_article("lund", tools=("budget",))

    entries = backmatter.of_tools([DIALOG, a_tool("annat", title="Ånyo"), BUDGET], [lit, lund])

    assert [(one.name, one.id, one.targets) for one in entries] == [
        ("Budget", "verktyg-budget", ("artikel-lit", "artikel-lund")),
        ("Dialog", "verktyg-dialog", ("artikel-lit",)),
        ("Ånyo", "verktyg-annat", ()),
    ]


def test_two_places_of_one_name_are_two_entries() -> None:
    one = an_article("ett", places=("Centrum", "Ås"), municipalities=(LUND,))
    other = an_article("tva", places=("Centrum",), municipalities=(HABO,))

    entries = backmatter.of_places([one, other])

    assert [(entry.name, entry.beside, entry.targets) for entry in entries] == [
        ("Centrum", HABO.name, ("artikel-tva",)),
        ("Centrum", LUND.name, ("artikel-ett",)),
        ("Ås", LUND.name, ("artikel-ett",)),
    ]


def test_a_tool_and_a_region_meet_in_the_articles_about_both() -> None:
    some = [an_article(slug, tools=("dialog",), municipalities=(LUND,)) for slug in ("a", "b")]
    wide = an_article("c", tools=("budget", "dialog"), municipalities=(), reach="nationell")

    ((left, right),) = backmatter.crossing([DIALOG, BUDGET], [*some, wide])

    assert (left.regions, right.regions) == ((LUND.county.name,), ("Hela landet",))
    assert [(row.name, row.cells) for row in left.rows] == [("Budget", ((),)), ("Dialog", (("artikel-a", "artikel-b"),))]
    assert [(row.name, row.cells) for row in right.rows] == [("Budget", (("artikel-c",),)), ("Dialog", (("artikel-c",),))]


def test_the_rows_of_both_pages_are_as_high_and_what_does_not_fit_goes_on_overleaf() -> None:
    tools = [a_tool(f"t{number}", title=f"Verktyg {number:02}") for number in range(30)]
    articles = [an_article(f"a{n}", tools=(f"t{n % 30}",), municipalities=(LUND,)) for n in range(60)]
    articles.append(an_article("wide", tools=("t0",), municipalities=(), reach="nationell"))

    spreads = backmatter.crossing(tools, articles)

    assert [row.name for left, _ in spreads for row in left.rows] == [tool.title for tool in tools]
    for left, right in spreads:
        assert [(row.name, row.lines) for row in left.rows] == [(row.name, row.lines) for row in right.rows]
        assert sum(row.lines for row in left.rows) <= PAGE_LINES
    assert len(spreads) == 3  # two lines each


def test_without_articles_there_is_no_table() -> None:
    assert backmatter.crossing([DIALOG], []) == ()
