"""Texts that say what another says."""

from __future__ import annotations

from press.checks.desk import Desk
from press.checks.likeness import same_summaries, same_titles, similar_texts
from press.model import Limits
from press.problems import as_text
from press.record import replace
from tests.checks.manuscripts import a_manuscript, desk_with
from tests.makers import TODAY, a_publication, an_article

A = "content/articles/a.md"
B = "content/articles/b.md"
WORDS = [f"ord{number}" for number in range(120)]


def text(words: list[str], *, path: str, before: str = "") -> str:
    return before + "\n".join(" ".join(words[start : start + 8]) for start in range(0, len(words), 8)) + f" {path}"


def told(first: list[str], second: list[str], *, before: str = "", similar: int = 50) -> list[str]:
    desk = desk_with(
        a_manuscript(text(first, path="a"), path=A),
        a_manuscript(text(second, path="b", before=before), path=B),
        limits=Limits(similar=similar),
    )
    return [as_text(one) for one in similar_texts(desk)]


def test_a_copy_is_told_where_what_it_shares_begins() -> None:
    assert told(WORDS, WORDS, before="Något nytt står först.\n\n") == [
        f"{B}:10: warning: 99 percent of the words stand in another text too, from here on: {A}\n"
        "    hint: keep one of the two, or let one refer to the other"
    ]


def test_texts_that_share_less_than_the_limit_are_let_be() -> None:
    half = WORDS[:60] + [f"annat{number}" for number in range(60)]

    assert told(WORDS, half, similar=60) == []
    assert len(told(WORDS, half, similar=40)) == 1


def test_a_short_text_that_lies_whole_in_a_long_one_is_told() -> None:
    assert len(told(WORDS, WORDS[40:80])) == 1
    assert told(WORDS, WORDS[40:60]) == []  # too short to say anything of


def test_the_same_title_and_summary_are_told_at_the_later_text_whatever_their_signs() -> None:
    first = an_article("a", title="Byn i Lit", summary="En by.")
    second = replace(an_article("b", title="Byn, i Lit!", summary="En  by."), lines={"title": 2, "summary": 3})
    third = an_article("c", title="Byn i Lund", summary="En stad.")
    desk = Desk(a_publication(third, second, first), TODAY)

    assert [as_text(one) for one in same_titles(desk)] == [
        f'{B}:2: warning: another article has the title "Byn, i Lit!" too: {A}\n    hint: give one of them another title'
    ]
    assert [as_text(one) for one in same_summaries(desk)] == [
        f"{B}:3: warning: another article has the same summary: {A}\n    hint: write another for one of them"
    ]
