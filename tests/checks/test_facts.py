"""What the texts say of each other is true."""

from __future__ import annotations

import pytest

from press.checks.facts import NEEDED_PAGES, missing_texts, places_on_the_map, unknown_related, unknown_tools
from press.problems import as_text
from press.record import replace
from tests.makers import LUND, MALMO, a_municipality, a_publication, a_register, a_tool, an_article


def test_a_tool_that_is_not_there_is_told_on_the_line_where_it_is_named() -> None:
    article = replace(an_article(tools=("dialog", "budgett", "xyz")), lines={"tool.0": 5, "tool.1": 6, "tool.2": 7})

    found = unknown_tools(a_publication(article, tools=(a_tool("dialog"), a_tool("budget"))))

    assert [as_text(one) for one in found] == [
        'content/articles/klimat.md:6: "budgett" is not a tool in content/tools/\n    hint: did you mean "budget"?',
        'content/articles/klimat.md:7: "xyz" is not a tool in content/tools/',
    ]


def test_a_tool_twice_is_told_at_the_second() -> None:
    article = replace(an_article(tools=("dialog", "dialog")), lines={"tool.0": 5, "tool.1": 6})

    assert [as_text(one) for one in unknown_tools(a_publication(article))] == [
        'content/articles/klimat.md:6: "dialog" stands twice'
    ]


def test_a_related_article_may_be_hidden_but_not_missing() -> None:
    article = replace(an_article(related=("sen", "senn")), lines={"related.0": 7, "related.1": 8})

    found = unknown_related(a_publication(article, hidden=(an_article("sen"),)))

    assert [as_text(one) for one in found] == [
        'content/articles/klimat.md:8: "senn" is not an article\n    hint: did you mean "sen"?'
    ]


def test_a_publication_with_all_its_texts_lacks_none() -> None:
    assert list(missing_texts(a_publication(an_article()))) == []


@pytest.mark.parametrize("name", NEEDED_PAGES)
def test_each_text_that_the_publication_needs_is_told_when_it_is_missing(name: str) -> None:
    whole = a_publication(an_article())
    without = replace(whole, pages=tuple(page for page in whole.pages if page.slug != name))

    assert [as_text(one) for one in missing_texts(without)] == [
        f"content/pages/{name}.md: this text is missing, and the publication needs it\n    hint: write it with title and summary"
    ]


def test_each_dimension_has_a_text() -> None:
    without = replace(a_publication(an_article()), dimensions=())

    assert [as_text(one) for one in missing_texts(without)] == [
        f"content/dimensions: the text of the dimension {name} is missing\n    hint: write content/dimensions/{name}.md"
        for name in ("ekonomisk", "social", "miljomassig")
    ]


# ---------------------------------------------------------------- the map


def test_a_municipality_without_a_place_on_the_map_is_told() -> None:
    register = a_register(LUND, MALMO, places={LUND.code: (1, 1)})

    assert [as_text(one) for one in places_on_the_map(a_publication(an_article(), register=register))] == [
        "content/register/map.csv: the municipality Malmö has no place on the map\n    hint: run: python build.py map"
    ]


def test_two_marks_that_cover_each_other_are_told_and_two_plain_dots_are_not() -> None:
    register = a_register(LUND, MALMO, places={LUND.code: (100, 100), MALMO.code: (115, 115)})
    both = an_article(municipalities=(LUND, MALMO))

    crowded = places_on_the_map(a_publication(both, register=register))
    alone = places_on_the_map(a_publication(an_article(), register=register))

    assert [as_text(one) for one in crowded] == [
        "content/register/map.csv: warning: the marks of Lund and Malmö cover each other on the map\n"
        "    hint: run: python build.py map"
    ]
    assert list(alone) == []


@pytest.mark.parametrize(("apart", "many"), [(21, 1), (22, 0)])
def test_marks_that_just_touch_do_not_cover_each_other(apart: int, many: int) -> None:
    register = a_register(LUND, MALMO, places={LUND.code: (100, 100), MALMO.code: (100, 100 + apart)})

    assert len(list(places_on_the_map(a_publication(an_article(municipalities=(LUND, MALMO)), register=register)))) == many


def test_past_sixty_municipalities_all_are_dots_and_none_is_crowded() -> None:
    some = [a_municipality(f"Ort {number}", f"12{number:02d}") for number in range(61)]
    register = a_register(*some, places={one.code: (1, 1) for one in some})

    assert list(places_on_the_map(a_publication(an_article(municipalities=some), register=register))) == []
