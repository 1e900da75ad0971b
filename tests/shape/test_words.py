"""Compounds taken apart by the words that texts use."""

from __future__ import annotations

import pytest

from press.shape.words import JOINT, Vocabulary, hidden_words, parted, plain


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    texts = ("<p>Ett <b>reningsverk</b> och dess <em>skyltar</em>. En väv av trådar, en uppsats om omgivning.</p>",)
    return Vocabulary.of(texts, ("Östersund", "Upplands Väsby", "Malå"))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("vattenreningsverk", "vatten reningsverk"),  # the tail stands in the texts
        ("vattenverket", "vatten verket"),
        ("medborgardialog", "medborgar dialog"),  # medborgare gives up its e
        ("samhällsplanering", "samhälls planering"),  # samhälle takes an s for its e
        ("skolskyltar", "skol skyltar"),
        ("kyrkogården", "kyrkogården"),  # gård is unknown here: left whole
        ("bostadsområdena", "bostads områdena"),
        ("elbil", "elbil"),  # too short to be worth it
        ("personbilar", "person bilar"),
        ("arbetsmarknadsutbildningens", "arbets marknads utbildningens"),
        ("hållbarhet", "hållbarhet"),
        ("hållbarheten", "hållbarheten"),
        ("genomförande", "genomförande"),
        ("framtiden", "framtiden"),
        ("kommunerna", "kommunerna"),
        ("rättvisa", "rättvisa"),
        ("förvaltningar", "förvaltningar"),
        ("tillgänglighet", "tillgänglighet"),
    ],
)
def test_a_compound_is_taken_apart_where_its_words_meet(vocabulary: Vocabulary, word: str, parts: str) -> None:
    assert vocabulary.parts(word) == tuple(parts.split())


def test_the_capitals_of_a_word_stay_with_its_parts(vocabulary: Vocabulary) -> None:
    assert vocabulary.parts("Medborgardialogen") == ("Medborgar", "dialogen")


@pytest.mark.parametrize("name", ["Östersund", "Östersunds", "Väsby"])
def test_names_stay_whole(vocabulary: Vocabulary, name: str) -> None:
    assert vocabulary.parts(name) == (name,)


def test_the_tails_are_the_words_that_a_compound_ends_in_beside_its_parts(vocabulary: Vocabulary) -> None:
    assert vocabulary.tails("vattenreningsverk") == ("verk",)
    assert vocabulary.tails("arbetsmarknadspolitik") == ("marknadspolitik",)
    assert vocabulary.tails("verk") == ()


def test_a_joint_stands_between_the_parts_and_never_in_markup(vocabulary: Vocabulary) -> None:
    html = '<p id="vattenverket" title="vattenverket">Vattenverket &amp; medborgardialog&nbsp;</p>'

    assert parted(html, vocabulary.parts) == (
        f'<p id="vattenverket" title="vattenverket">Vatten{JOINT}verket &amp; medborgar{JOINT}dialog&nbsp;</p>'
    )


def test_taken_apart_and_joined_again_a_text_is_what_it_was(vocabulary: Vocabulary) -> None:
    html = "<p>Arbetsmarknadspolitiken i Östersund: samhällsplanering, skolskyltar och vattenreningsverk.</p>"

    assert parted(html, vocabulary.parts).replace(JOINT, "") == html


def test_hidden_words_are_the_tails_that_the_text_does_not_show(vocabulary: Vocabulary) -> None:
    assert hidden_words("<p>Ett vattenreningsverk</p>", vocabulary) == ("verk",)
    assert hidden_words("<p>Ett vattenreningsverk är ett verk</p>", vocabulary) == ()


def test_words_are_read_without_markup() -> None:
    assert plain("<p>A&amp;B<br>c</p>").split() == ["A&B", "c"]
