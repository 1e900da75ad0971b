"""Tools, dimensions and counties without an article are told."""

from __future__ import annotations

from press.checks.coverage import empty_counties, unused_dimensions, unused_tools
from press.checks.desk import Desk
from press.model import Publication
from press.problems import as_text
from press.record import replace
from tests.makers import HABO, LUND, TODAY, a_publication, a_register, a_tool, an_article


def desk(publication: Publication) -> Desk:
    return Desk(publication, TODAY)


def test_a_tool_that_no_article_uses_is_told_and_one_that_is_used_second_is_not() -> None:
    article = an_article(tools=("dialog", "budget"))
    publication = a_publication(article, tools=(a_tool("dialog"), a_tool("budget"), a_tool("plan")))

    assert [as_text(one) for one in unused_tools(desk(publication))] == [
        "content/tools/plan.md: warning: no article uses this tool yet: it stands on the site, not in the booklet"
    ]


def test_a_dimension_without_an_article_is_told() -> None:
    assert [as_text(one) for one in unused_dimensions(desk(a_publication(an_article(dimensions="ES"))))] == [
        "content/dimensions/miljomassig.md: warning: no article has this dimension yet"
    ]


def test_counties_without_an_article_are_told_in_one_line() -> None:
    register = a_register(LUND, HABO)
    local = a_publication(an_article(), register=register)
    both = a_publication(an_article(municipalities=(LUND, HABO)), register=register)
    of_county = replace(an_article(municipalities=(), reach="regional", county=HABO.county), slug="b")

    assert [as_text(one) for one in empty_counties(desk(local))] == [
        "content/articles: warning: 1 of the 2 counties have no article: Uppsala län"
    ]
    assert list(empty_counties(desk(both))) == []
    assert list(empty_counties(desk(replace(local, articles=(*local.articles, of_county))))) == []
