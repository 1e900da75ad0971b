"""The publication's own words, in all their forms."""

from __future__ import annotations

import pytest

from press.checks.terms import other_words, swaps, unquoted_codes
from press.model import Term
from press.problems import Problem, as_text
from press.source.terms import terms_in, terms_of, words_in
from tests.checks.manuscripts import a_manuscript, desk_with
from tests.tiny import ROOT, TinySite

AALBORG = Term("Aalborgåtagande", ("Ålborgåtagande", "Ålborg-åtagande"))
SITE = Term("webbplats", (), {"hemsida": "webbplats", "hemsidan": "webbplatsen"})
EXAMPLE = Term("till exempel", ("t.ex.", "t ex"), inflected=False)


def mended(text: str, *terms: Term) -> str:
    for swap in reversed(list(swaps(text, terms))):
        text = text[: swap.start] + swap.right + text[swap.end :]
    return text


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Ålborgåtagande", "Aalborgåtagande"),
        ("Ålborgåtagandena", "Aalborgåtagandena"),
        ("ålborgåtagandenas", "Aalborgåtagandenas"),
        ("Ålborg-åtagandet", "Aalborgåtagandet"),
        ("Ålborgåtagandekommun", "Ålborgåtagandekommun"),  # another word
        ("Ålborg", "Ålborg"),
        ("Aalborgåtagandena", "Aalborgåtagandena"),
        ("Hemsidan är ny", "Webbplatsen är ny"),
        ("en hemsida, två hemsidor", "en webbplats, två hemsidor"),  # a form that the list does not have
        ("skolan-hemsidan", "skolan-hemsidan"),
        ("t.ex. i Lund", "till exempel i Lund"),
        ("T.ex. i Lund", "Till exempel i Lund"),
        ("t ex\ni Lund", "till exempel\ni Lund"),
        ("t\nex i Lund", "till exempel i Lund"),
        ("fint exempel", "fint exempel"),
    ],
)
def test_a_word_is_found_with_its_endings_and_keeps_them_and_its_capital(written: str, right: str) -> None:
    assert mended(written, AALBORG, SITE, EXAMPLE) == right


def test_a_word_is_told_on_its_line_but_not_in_code_in_an_address_or_in_the_name_of_a_source() -> None:
    front = (
        '---\ntitle: "Ålborgåtagandena"\nsummary: >-\n  En rad.\n  Och hemsidan.\nsources:\n  - title: Ålborgåtagandena\n'
        "    url: https://lund.se/hemsidan\n---\n"
    )
    body = "En rad\nmed hemsidan, `hemsidan` och [Lund](https://lund.se/hemsidan).\n\n::: faktaruta Hemsidan\nText.\n:::\n"

    found = list(other_words(desk_with(a_manuscript(body, front=front), terms=(AALBORG, SITE))))

    assert [one.where.line for one in found] == [2, 5, 11, 13]
    assert as_text(found[0]) == (
        'content/articles/klimat.md:2: warning: "Ålborgåtagandena" is written "Aalborgåtagandena" here\n'
        '    hint: write "Aalborgåtagandena"; the list is content/terms.yaml'
    )


def test_a_code_without_quotes_is_told() -> None:
    front = '---\ntitle: Lit\nmunicipality:\n  - 0114\n  - "0115"\n  - Lund\n---\n'

    assert [as_text(one) for one in unquoted_codes(desk_with(a_manuscript("Text.", front=front)))] == [
        "content/articles/klimat.md:4: warning: the code 0114 has no quotes: other programs read it as a number\n"
        '    hint: write "0114" in quotes'
    ]


# ---------------------------------------------------------------- the list


def test_the_publications_own_list_is_right_and_mends_no_word_into_one_that_it_mends_again() -> None:
    problems: list[Problem] = []
    terms = terms_in(ROOT, problems)

    assert problems == []
    assert len(terms) > 10
    for term in terms:
        assert mended(term.right, *terms) == term.right
        for wrong in (*term.wrong, *term.forms):
            assert mended(wrong, *terms) not in {wrong, ""}
            assert mended(mended(wrong, *terms), *terms) == mended(wrong, *terms)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("terms:\n  - right: e-post\n", 'content/terms.yaml:2: "wrong" is missing\n    hint: add a line: wrong: ...'),
        (
            "terms:\n  - right: e-post\n    wrong: e-post\n",
            'content/terms.yaml:2: "e-post" is said to be both right and wrong\n    hint: remove it from wrong:',
        ),
        (
            "terms:\n  - right: e-post\n    forms: epost\n",
            'content/terms.yaml:3: "forms" should be a group of keys, but is text or a list',
        ),
        (
            "terms:\n  - rigth: e-post\n    wrong: epost\n",
            'content/terms.yaml:2: "right" is missing\n    hint: add a line: right: ...',
        ),
    ],
)
def test_what_is_wrong_with_the_list_is_told(written: str, words: str) -> None:
    problems: list[Problem] = []

    terms_of(written, problems)

    assert words in [as_text(one) for one in problems]


def test_a_publication_without_lists_has_no_words_of_its_own(site: TinySite) -> None:
    problems: list[Problem] = []

    assert terms_in(site.folder, problems) == ()
    assert words_in(site.folder, problems) == frozenset()

    site.put("content/terms.yaml", "terms: [")
    site.put("content/ordlista.txt", "# ord\nbykontor litbo  # från Lit\n")

    assert terms_in(site.folder, problems) == ()
    assert words_in(site.folder, problems) == {"bykontor", "litbo"}
    assert [one.where.path for one in problems] == ["content/terms.yaml"]
