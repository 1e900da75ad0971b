"""Swedish without the machine's locale."""

from __future__ import annotations

import unicodedata
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press import swedish

A_TO_O = (
    "Ale", "Dals-Ed", "Danderyd", "Umeå", "Upplands Väsby", "Upplands-Bro", "Uppsala", "Vänersborg", "Västerås", "Ystad",
    "Åmål", "Åtvidaberg", "Älmhult", "Ängelholm", "Öckerö", "Övertorneå",
)  # fmt: skip


def test_names_stand_in_swedish_order_and_not_in_unicodes() -> None:
    shuffled = list(A_TO_O)
    Random("any order").shuffle(shuffled)

    assert swedish.in_order(shuffled) == list(A_TO_O)


def test_w_is_a_letter_of_its_own_after_v() -> None:
    assert swedish.in_order(["Wacker", "Vy", "Xerxes"]) == ["Vy", "Wacker", "Xerxes"]


def test_foreign_letters_stand_with_those_they_are_written_for() -> None:
    assert swedish.in_order(["Zebra", "Østersø", "Ängel", "Æra", "Ök", "Idé", "Idog"]) == [
        "Idé", "Idog", "Zebra", "Ängel", "Æra", "Ök", "Østersø",
    ]  # fmt: skip


def test_a_soft_hyphen_and_a_decomposed_letter_do_not_move_a_name() -> None:
    assert swedish.sort_key("Håll\u00adbar") == swedish.sort_key("hållbar")
    assert swedish.sort_key(unicodedata.normalize("NFD", "Åmål")) == swedish.sort_key("Åmål")


@pytest.mark.parametrize(
    ("word", "letter"),
    [("åmål", "Å"), ("Élan", "E"), ("Ystad", "Y"), ("Übung", "Y"), ("100 dagar", "#"), ("", "#"), ("»Så»", "#")],
)
def test_a_word_stands_under_its_own_capital_or_under_the_sign_for_figures(word: str, letter: str) -> None:
    assert swedish.letter_of(word) == letter


def test_a_letter_of_two_code_points_stands_under_one_capital() -> None:
    assert swedish.letter_of(unicodedata.normalize("NFD", "Öckerö")) == "Ö"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Västra Götaland", "vastra-gotaland"),
        ("Håbo", "habo"),
        ("Dals-Ed", "dals-ed"),
        ("  Så – här!  ", "sa-har"),
        ("Œuvre & Co.", "uvre-co"),
        ("ÅÄÖ", "aao"),
        ("Straße", "strasse"),
        ("§§", ""),
    ],
)
def test_a_slug_has_small_letters_figures_and_single_hyphens(text: str, slug: str) -> None:
    assert swedish.slug(text) == slug


@settings(deadline=None)
@given(st.text())
def test_a_slugs_slug_is_itself_and_fits_in_an_address(text: str) -> None:
    made = swedish.slug(text)

    assert swedish.slug(made) == made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not made.startswith("-")
    assert not made.endswith("-")
    assert "--" not in made


def test_a_date_is_written_out_and_its_day_stays_with_its_month() -> None:
    assert swedish.long_date(date(2008, 12, 13)) == "13\u00a0december 2008"
    assert swedish.long_date(date(2026, 5, 1)) == "1\u00a0maj 2026"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (2019, "2019"),
        (9999, "9999"),
        (10_000, "10\u00a0000"),
        (1_234_567, "1\u00a0234\u00a0567"),
        (-15_000, "-15\u00a0000"),
    ],
)
def test_thousands_are_parted_by_a_hard_space_from_five_figures_on(value: int, written: str) -> None:
    assert swedish.number(value) == written


@pytest.mark.parametrize(
    ("value", "word"), [(0, "noll"), (14, "fjorton"), (20, "tjugo"), (21, "21"), (-1, "-1"), (10_000, "10\u00a0000")]
)
def test_numbers_up_to_twenty_are_words(value: int, word: str) -> None:
    assert swedish.number_word(value) == word


@pytest.mark.parametrize(
    ("bytes_", "written"),
    [
        (0, "1\u00a0kB"),
        (340_400, "0,3\u00a0MB"),
        (34_040, "34\u00a0kB"),
        (99_400, "99\u00a0kB"),
        (100_000, "0,1\u00a0MB"),
        (1_234_567, "1,2\u00a0MB"),
    ],
)
def test_a_size_has_a_decimal_comma_and_a_hard_space(bytes_: int, written: str) -> None:
    assert swedish.size(bytes_) == written


def test_a_count_agrees_with_its_number() -> None:
    assert [swedish.count(number, "artikel", "artiklar") for number in (0, 1, 2, 12_000)] == [
        "0\u00a0artiklar",
        "1\u00a0artikel",
        "2\u00a0artiklar",
        "12\u00a0000\u00a0artiklar",
    ]


def test_pages_are_one_or_from_the_first_to_the_last() -> None:
    assert [swedish.on_pages(12, 12), swedish.on_pages(12, 14)] == ["sidan\u00a012", "sidorna\u00a012–14"]


def test_a_listing_has_commas_and_an_och() -> None:
    assert [swedish.listing(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a och b", "a, b och c"]


@pytest.mark.parametrize(
    ("name", "genitive"),
    [("Umeå", "Umeås"), ("Borås", "Borås"), ("Kalix", "Kalix"), ("Lund", "Lunds"), ("Schweiz", "Schweiz")],
)
def test_a_genitive_has_an_s_but_not_after_s_x_or_z(name: str, genitive: str) -> None:
    assert swedish.genitive(name) == genitive


def test_only_the_first_letter_is_made_small() -> None:
    assert swedish.lower_first("Översiktsplan i EU") == "översiktsplan i EU"
    assert swedish.lower_first("") == ""


def test_signs_have_no_place_in_the_alphabet() -> None:
    """Signs are passed over, so that a title in quotes or with a cry stands where its words do."""
    assert swedish.in_order(["Vira", "”Vi ville”", "Vi!", "Uv", "Älg", "Ål (fisk)", "Ålder"]) == [
        "Uv", "Vi!", "”Vi ville”", "Vira", "Ål (fisk)", "Ålder", "Älg",
    ]  # fmt: skip


def test_an_accent_does_not_move_a_letter_but_rings_and_dots_do() -> None:
    assert swedish.in_order(["Sista", "Šiauliai", "Ça", "Cykel", "Õismäe", "Ol", "Öl", "Ål", "Al", "Łódź", "Lund"]) == [
        "Al", "Ça", "Cykel", "Łódź", "Lund", "Õismäe", "Ol", "Šiauliai", "Sista", "Ål", "Öl",
    ]  # fmt: skip


@pytest.mark.parametrize(("word", "letter"), [("Šiauliai", "S"), ("Łódź", "L"), ("Ωmega", "#"), ("ßA", "#"), ("ø", "Ö")])
def test_every_capital_of_a_register_is_one_of_the_alphabets(word: str, letter: str) -> None:
    assert swedish.letter_of(word) == letter
