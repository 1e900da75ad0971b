"""The words of a text, each on the line of the file on which it stands."""

from __future__ import annotations

import re

import pytest

from press.source.manuscripts import CODE, manuscript_of
from tests.tiny import ROOT

TEXTS = sorted(path for path in (ROOT / "content").rglob("*.md") if path.parent.name != "register")
PATH = "content/articles/lit.md"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_word_of_the_first_edition_stands_on_the_line_that_is_told(path: object) -> None:
    file = ROOT / str(path)
    lines = file.read_text(encoding="utf-8").split("\n")
    found = manuscript_of(file.read_bytes(), PATH)

    assert found is not None
    many = 0
    for passage in found.passages:
        for word in re.finditer(r"\w+", passage.text):
            assert word[0] in lines[passage.line_at(word.start()) - 1]
            many += 1
    assert many > 15


def kinds(body: str, front: str = "title: Lit") -> list[tuple[str, str, int]]:
    found = manuscript_of(f"---\n{front}\n---\n{body}\n".encode(), PATH)
    assert found is not None
    return [(one.kind, one.text, one.line) for one in found.passages if (one.kind, one.text) != ("title", "Lit")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## En rubrik", [("heading", "En rubrik", 4)]),
        ("En rad\nmed **fetstil** och `kod`", [("paragraph", f"En rad\nmed fetstil och {CODE}", 4)]),
        ("- ett\n- två\n\n  två igen", [("item", "ett", 4), ("item", "två", 5), ("item", "två igen", 7)]),
        ("| a | b |\n|---|---|\n| c | d |", [("cell", "a", 4), ("cell", "b", 4), ("cell", "c", 6), ("cell", "d", 6)]),
        ("Ord\n: Vad det är", [("heading", "Ord", 4), ("paragraph", "Vad det är", 5)]),
        ("::: faktaruta En titel\nText.\n:::", [("heading", "En titel", 4), ("paragraph", "Text.", 5)]),
        ("::: citat Ada Ek\nText.\n:::", [("name", "Ada Ek", 4), ("paragraph", "Text.", 5)]),
        ("::: andel 2 av 3 | två av tre\ngår\n:::", [("heading", "två av tre", 4), ("paragraph", "går", 5)]),
        ("En not.[^1]\n\n[^1]: Noten.", [("paragraph", "En not.", 4), ("paragraph", "Noten.", 6)]),
        ("En\nnot.^[Noten.]", [("paragraph", "En\nnot.", 4), ("paragraph", "Noten.", 5)]),
        ('![Ett träd](../images/t.png "Titel")', [("alt", "Ett träd", 4), ("heading", "Titel", 4)]),
        ("    kod\n\n```\nkod\n```", []),
    ],
)
def test_each_kind_of_words_is_told_by_its_name(body: str, expected: list[tuple[str, str, int]]) -> None:
    assert kinds(body) == expected


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title: Ett\nsummary: >-\n  En rad\n  och en till", [("title", "Ett", 2), ("summary", "En rad\noch en till", 4)]),
        ('title: "Ett\n  och två"', [("title", "Ett\noch två", 2)]),
        ('title: "Ett\\nord \\u00e5"', [("title", "Ett ord å", 2)]),
        ("strengths:\n  - Ett\n  - Två", [("value", "Ett", 3), ("value", "Två", 4)]),
        ("image:\n  file: a.png\n  alt: Ett träd\n  credit: Ada Ek", [("alt", "Ett träd", 4), ("name", "Ada Ek", 5)]),
        ("survey: {share: 1, of: 2, words: Hälften}", [("value", "Hälften", 2)]),
        ("sources:\n  - title: En källa\n  - https://lund.se\n  - Ord", [("name", "En källa", 3), ("name", "Ord", 5)]),
        ("title: [1, {a: b}]", [("title", "1", 2)]),
    ],
)
def test_values_of_the_front_matter_have_lines_too(front: str, expected: list[tuple[str, str, int]]) -> None:
    assert kinds("", front) == expected


def test_addresses_of_body_and_sources_have_their_lines() -> None:
    front = "sources:\n  - title: En\n    url: https://lund.se/a\n  - https://lund.se/b\n  - title: C"
    found = manuscript_of(
        f"---\n{front}\n---\nEn [länk](https://lund.se/d),\n[lokal](a.md) och <mailto:a@lund.se>\n".encode(), PATH
    )

    assert found is not None
    assert found.urls == (("https://lund.se/a", 4), ("https://lund.se/b", 5), ("https://lund.se/d", 8))


def test_words_of_another_language_are_marked() -> None:
    found = manuscript_of(b"---\ntitle: Lit\n---\nDet heter [peer review]{lang=en} och [ja]{lang=sv}.\n", PATH)

    assert found is not None
    (passage,) = found.passages[1:]
    assert [passage.text[start:end] for start, end in passage.foreign] == ["peer review"]


@pytest.mark.parametrize("raw", [b"", b"---\ntitle: Lit\n", b"\xff", b"---\na: [\n---\n", b"no front matter"])
def test_a_text_that_can_not_be_read_is_no_manuscript(raw: bytes) -> None:
    assert manuscript_of(raw, PATH) is None
