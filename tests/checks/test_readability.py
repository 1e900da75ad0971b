"""Long sentences and hard texts are told, and Swedish abbreviations end no sentence."""

from __future__ import annotations

import pytest

from press.checks.readability import hard_texts, lix, long_sentences, sentences
from press.model import Limits
from press.problems import as_text
from tests.checks.manuscripts import a_manuscript, desk_with


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("Ett två. Tre fyra fem! Sex?", [2, 3, 1]),
        ("Det gäller t.ex. Lund och bl.a. Malmö. Och Umeå.", [7, 2]),
        ("Prof. J. Ek talar. Han talar länge.", [4, 3]),
        ("Den 1.5 miljoner stora staden växer. År 2020 växte den.", [6, 4]),
        ("”Kom hit.” Hon kom.", [2, 2]),
        ("Vad? – Inget alls.", [1, 2]),
        ("En a-kassa i Upplands-Bro", [4]),
    ],
)
def test_a_text_is_parted_into_sentences(text: str, lengths: list[int]) -> None:
    assert [one.words for one in sentences(a_manuscript(text))] == lengths


def test_headings_and_tables_and_fragments_of_lists_are_no_sentences() -> None:
    body = "## En rubrik\n\n- Lits byförening\n- En hel mening står här.\n\n| En cell |\n|---|\n| till |\n"

    assert [one.text for one in sentences(a_manuscript(body))] == ["En hel mening står här."]


def test_lix_is_words_in_a_sentence_and_how_many_in_a_hundred_are_long() -> None:
    found = list(sentences(a_manuscript("Kommunen bygger en bro. Den blir lång.")))  # 7 words, 2 sentences, 1 long: kommunen

    assert lix(found) == round(7 / 2 + 100 * 1 / 7)
    assert lix([]) == 0


def test_a_sentence_is_long_past_the_limit_and_told_where_it_begins() -> None:
    body = "Kort mening.\nDen här har precis\nsex ord nu."

    at_seven = long_sentences(desk_with(a_manuscript(body), limits=Limits(sentence=7)))
    at_six = long_sentences(desk_with(a_manuscript(body), limits=Limits(sentence=6)))

    assert list(at_seven) == []
    assert [as_text(one) for one in at_six] == [
        'content/articles/klimat.md:9: warning: the sentence that begins "Den här har precis ..." has 7 words, '
        "and at most 6 are easy to follow\n    hint: make two of it"
    ]


def test_a_hard_text_is_told_with_its_longest_sentence_and_a_short_one_is_not() -> None:
    hard = (
        "Kommunstyrelsen beslutade.\n\n"
        + "Nämndernas verksamhetsplaner samordnas. " * 20
        + "\n\nSista meningen är längst av alla."
    )

    found = hard_texts(desk_with(a_manuscript(hard), limits=Limits(lix=60)))

    assert [as_text(one) for one in found] == [
        "content/articles/klimat.md:8: warning: the text is hard to read: LIX 96, and at most 60 is aimed at\n"
        "    hint: shorten sentences, and use shorter words; the longest sentence begins on line 12"
    ]
    assert list(hard_texts(desk_with(a_manuscript("Kommunstyrelsen beslutade."), limits=Limits(lix=60)))) == []
