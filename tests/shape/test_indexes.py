"""Articles by tool, region and municipality; which belong together."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from press.model import Article
from press.record import replace
from press.shape import indexes
from press.shape.indexes import Relations
from tests.makers import HABO, LUND, MALMO, SKANE, UPPSALA, a_county, a_municipality, a_tool, an_article

UMEA = a_municipality("Umeå", "2480", county=a_county("24", "Västerbottens län", landsdel="Norrland"))
ARBOGA = a_municipality("Arboga", "1984", county=a_county("19", "Västmanlands län", landsdel="Svealand"))


def slugs(articles: Sequence[Article]) -> list[str]:
    return [article.slug for article in articles]


def test_an_article_of_several_counties_is_found_under_each() -> None:
    article = an_article(municipalities=(LUND, HABO, MALMO))

    found = indexes.by_region([article])

    assert [(region.name, slugs(some)) for region, some in found.items()] == [
        ("Skåne län", ["klimat"]),
        ("Uppsala län", ["klimat"]),
    ]


def test_counties_stand_in_swedish_order_and_groups_without_a_municipality_last() -> None:
    articles = [
        an_article("hela", municipalities=(), reach="nationell"),
        an_article("umea", municipalities=(UMEA,)),
        an_article("norden", municipalities=(), reach="nordisk"),
        an_article("arboga", municipalities=(ARBOGA,)),
        an_article("habo", municipalities=(HABO,)),
    ]

    names = [region.name for region in indexes.by_region(articles)]

    assert names == ["Uppsala län", "Västerbottens län", "Västmanlands län", "Hela landet", "Norden och Baltikum"]


def test_a_regional_article_without_a_municipality_belongs_to_its_county() -> None:
    article = an_article(municipalities=(), reach="regional", county=SKANE)

    assert [region.name for region in indexes.regions_of(article)] == ["Skåne län"]


def test_the_municipalities_decide_the_counties_when_both_are_told() -> None:
    article = an_article(municipalities=(HABO,), county=SKANE)

    assert [region.county for region in indexes.regions_of(article)] == [UPPSALA]


def test_within_a_group_articles_keep_their_order() -> None:
    articles = [an_article(slug) for slug in ("c", "a", "b")]

    assert slugs(indexes.by_tool(articles)["dialog"]) == ["c", "a", "b"]
    assert slugs(indexes.by_municipality(articles)[LUND]) == ["c", "a", "b"]
    assert slugs(next(iter(indexes.by_region(articles).values()))) == ["c", "a", "b"]


def test_municipalities_stand_in_swedish_order() -> None:
    articles = [an_article("a", municipalities=(UMEA, MALMO)), an_article("b", municipalities=(ARBOGA, LUND))]

    assert [one.name for one in indexes.by_municipality(articles)] == ["Arboga", "Lund", "Malmö", "Umeå"]


def test_a_mark_has_each_dimension_once_in_the_order_esm() -> None:
    articles = [an_article(dimensions="SM"), an_article(dimensions="E"), an_article(dimensions="M")]

    assert indexes.mark_of(articles) == "ESM"
    assert indexes.mark_of([]) == ""
    assert indexes.dimensions_in_words("SM") == "Social och miljömässig"


def test_a_place_is_one_or_two_names_or_a_number_or_the_group() -> None:
    articles = [
        an_article(municipalities=(LUND,)),
        an_article(municipalities=(LUND, MALMO)),
        an_article(municipalities=(LUND, MALMO, UMEA)),
        an_article(municipalities=(), reach="nationell"),
        an_article(municipalities=(), reach="nordisk"),
    ]

    places = [indexes.place_in_words(article) for article in articles]

    assert places == ["Lund", "Lund, Malmö", "3 kommuner", "Hela landet", "Norden och Baltikum"]


def test_tools_stand_by_kind_and_then_by_name() -> None:
    tools = [
        replace(a_tool("odling"), kind="arbetsområde"),
        replace(a_tool("aalborg", title="Åtagande"), kind="verktyg"),
        replace(a_tool("zon"), kind="verktyg"),
        replace(a_tool("dialog"), kind="arbetssätt"),
    ]

    assert [tool.slug for tool in indexes.in_kind_order(tools)] == ["zon", "aalborg", "dialog", "odling"]


# ---------------------------------------------------------------- what belongs together


def test_what_shares_most_comes_first_and_an_article_is_not_its_own_relative() -> None:
    one = an_article("one", tools=("dialog",), municipalities=(LUND,), dimensions="ES")
    near = an_article("near", tools=("dialog",), municipalities=(LUND,), dimensions="ES")
    tool = an_article("tool", tools=("dialog",), municipalities=(UMEA,), dimensions="M")
    county = an_article("county", tools=("budget",), municipalities=(MALMO,), dimensions="M")
    far = an_article("far", tools=("budget",), municipalities=(UMEA,), dimensions="ES")

    related = Relations([far, county, tool, near, one]).related(one)

    assert slugs(related) == ["near", "tool", "county"]


def test_the_editors_own_choice_goes_before_and_stands_alone() -> None:
    one = an_article("one", related=("c", "one", "gone", "b"))
    others = [an_article(slug) for slug in ("a", "b", "c")]

    assert slugs(Relations([one, *others]).related(one)) == ["c", "b"]


def test_an_editor_who_chose_only_what_is_hidden_today_gets_the_computed_ones() -> None:
    one = an_article("one", related=("gone",))

    assert slugs(Relations([one, an_article("a")]).related(one)) == ["a"]


def test_no_more_than_three_are_told() -> None:
    articles = [an_article(f"a{number}") for number in range(9)]

    assert slugs(Relations(articles).related(articles[0])) == ["a1", "a2", "a3"]
    assert (
        len(
            Relations([an_article(related=("a1", "a2", "a3", "a4")), *articles]).related(
                an_article(related=("a1", "a2", "a3", "a4"))
            )
        )
        == 3
    )


PLACES = {"L": LUND, "M": MALMO, "H": HABO, "U": UMEA}
KINDS = st.tuples(
    st.lists(st.sampled_from(tuple(PLACES)), max_size=3, unique=True).map("".join),
    st.lists(st.sampled_from("dbp"), min_size=1, max_size=2, unique=True).map("".join),
    st.sampled_from(("E", "S", "M", "ES", "EM", "SM", "ESM")),
)


def articles_of(kinds: Sequence[tuple[str, str, str]]) -> list[Article]:
    """An article for each (places, tools, dimensions), all of them letters."""
    return [
        an_article(f"a{number}", municipalities=[PLACES[one] for one in places], tools=tuple(tools), dimensions=mark)
        for number, (places, tools, mark) in enumerate(kinds)
    ]


def plainly_related(article: Article, articles: Sequence[Article]) -> list[str]:
    """What `Relations` should find, by looking at every pair."""

    def weight(other: Article) -> int:
        shared = 0
        for place, slug in enumerate(article.tools):
            shared += (4 if place == 0 else 3) * (slug in other.tools)
        shared += 3 * len(set(article.municipalities) & set(other.municipalities))
        shared += len(set(indexes.regions_of(article)) & set(indexes.regions_of(other)))
        return shared

    def in_common(other: Article) -> int:
        return len(set(article.dimensions) & set(other.dimensions))

    having = [other for other in articles if other.slug != article.slug and weight(other)]
    return slugs(sorted(having, key=lambda other: -weight(other) - in_common(other))[:3])


@settings(max_examples=60, deadline=None)
@given(st.lists(KINDS, max_size=indexes.MOST_TIED))
def test_relations_are_what_a_look_at_every_pair_would_find(kinds: list[tuple[str, str, str]]) -> None:
    articles = articles_of(kinds)
    relations = Relations(articles)

    for article in articles:
        assert slugs(relations.related(article)) == plainly_related(article, articles)
