"""Links and pictures say what they lead to and show."""

from __future__ import annotations

import pytest

from press.checks.anchors import bare_addresses, empty_alts, empty_words
from press.problems import as_text
from tests.checks.manuscripts import a_manuscript, desk_with

AT = "content/articles/klimat.md:8: warning: "


def first_lines(found: list[str]) -> list[str]:
    return [words.split("\n")[0] for words in found]


@pytest.mark.parametrize(
    "words", ["här", "Här", "Läs mer", "läs mer …", "Läs mer »", "[Klicka här]", "*här*", "Read more", "pdf"]
)
def test_words_that_fit_any_link_are_told(words: str) -> None:
    found = [as_text(one) for one in empty_words(desk_with(a_manuscript(f"Se [{words}](../tools/dialog.md).")))]

    shown = words.strip("*")
    assert found == [
        f'{AT}the link\'s words "{shown}" do not say where it leads\n'
        "    hint: those who listen to links alone hear no more: name what is there"
    ]


@pytest.mark.parametrize("words", ["https://lund.se/om", "www.lund.se", "lund.se", "<https://lund.se/om>"])
def test_an_address_for_words_is_told(words: str) -> None:
    written = words if words.startswith("<") else f"[{words}](https://lund.se/om)"

    found = [as_text(one) for one in empty_words(desk_with(a_manuscript(f"Se {written}.")))]

    assert first_lines(found) == [f'{AT}the link\'s words are an address: "{words.strip("<>")}"']


@pytest.mark.parametrize("written", ["[](../tools/dialog.md)", "[ ](../tools/dialog.md)", "[…](../tools/dialog.md)"])
def test_a_link_without_words_is_told(written: str) -> None:
    assert [as_text(one) for one in empty_words(desk_with(a_manuscript(written)))] == [
        f"{AT}the link has no words\n    hint: write between the brackets where it leads"
    ]


@pytest.mark.parametrize(
    "written",
    [
        "[här i Lund](../tools/dialog.md)",
        "[Läs mer om dialog](../tools/dialog.md)",
        "[Växjö](../articles/vaxjo.md)",
        "[info@lund.se](mailto:info@lund.se)",
        "`[här](../tools/dialog.md)`",
    ],
)
def test_words_that_say_where_a_link_leads_are_right(written: str) -> None:
    assert list(empty_words(desk_with(a_manuscript(written)))) == []


def test_each_link_is_told_on_its_own_line() -> None:
    body = (
        "En rad,\noch [här](../tools/dialog.md)\noch [här](../tools/dialog.md).\n\n| a |\n|---|\n| [här](../tools/dialog.md) |\n"
    )

    assert [one.where.line for one in empty_words(desk_with(a_manuscript(body)))] == [9, 10, 14]


def test_an_address_in_the_text_is_told_and_one_in_code_or_a_link_or_a_source_is_not() -> None:
    front = "---\ntitle: Lit\nsources:\n  - title: https://lund.se\n---\n"
    body = "Se https://lund.se/om.\n\n`https://lund.se` och [https://lund.se/om](https://lund.se/om)"

    found = [as_text(one) for one in bare_addresses(desk_with(a_manuscript(body, front=front)))]

    assert found == [
        'content/articles/klimat.md:6: warning: the address "https://lund.se/om" stands in the text and is no link\n'
        "    hint: write [words that say where it leads](https://lund.se/om)"
    ]


@pytest.mark.parametrize("alt", ["Bild", "bild 3", "Foto", "IMG_2034", "karta.svg", "karta", "En bild"])
def test_a_picture_whose_words_say_nothing_is_told(alt: str) -> None:
    found = [as_text(one) for one in empty_alts(desk_with(a_manuscript(f"![{alt}](../images/karta.svg)")))]

    assert found == [
        f'{AT}the text for those who do not see the picture says nothing of it: "{alt}"\n    hint: describe what it shows'
    ]


def test_a_picture_that_is_described_is_right_and_one_of_the_front_matter_is_looked_at_too() -> None:
    front = "---\ntitle: Lit\nimage:\n  file: karta.svg\n  alt: Foto\n---\n"

    found = list(empty_alts(desk_with(a_manuscript("![Karta över Lund](../images/karta.svg)", front=front))))

    assert [(one.where.line, one.values["found"]) for one in found] == [(5, "Foto")]
