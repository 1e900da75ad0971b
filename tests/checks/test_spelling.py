"""Misspelt words are told, and names, compounds and the publication's own words are not. Asked of the machine's own Hunspell."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from press import copydesk
from press.checks.hunspell import Hunspell, installed
from press.checks.spelling import _is_near, misspelt
from press.model import Publisher, Term
from press.problems import as_text
from press.record import replace
from tests.checks.manuscripts import FRONT, a_manuscript, desk_with
from tests.makers import LUND, MALMO, a_publication, a_register, an_article
from tests.tiny import TODAY, TinySite

OWN = ("bykontor", "Hållbarhetsrådet")


@pytest.fixture(scope="module")
def dictionary() -> Hunspell:
    found = installed()
    assert found is not None, "Hunspell or its Swedish dictionary is missing: scripts/set-up test installs them"
    return found


def told(body: str, dictionary: Hunspell, *, front: str = FRONT) -> list[tuple[str, str]]:
    """Each word that is told, and the one that is proposed."""
    register = a_register(LUND, MALMO, replace(LUND, code="2482", name="Skellefteå", full_name="Skellefteå kommun"))
    article = replace(an_article(), places=("Vivalla",))
    desk = desk_with(a_manuscript(body, front=front), terms=(Term("Aalborgåtagande", ("Ålborgåtagande",)),), words=OWN)
    publication = replace(a_publication(article, register=register), settings=desk.publication.settings)
    found = misspelt(replace(desk, publication=publication), dictionary)
    return [(one.values["found"], one.values.get("suggestion", "")) for one in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("En ekonimisk fråga.", [("ekonimisk", "ekonomisk")]),
        ("Alltsä är det så.", [("Alltsä", "Alltså")]),
        ("Dte är så.", [("Dte", "Det")]),
        ("De bor i Skelleftå.", [("Skelleftå", "Skellefteå")]),
        ("I Skelleftås centrum.", [("Skelleftås", "Skellefteås")]),
        ("Så säger Hållbarhetsrådett.", [("Hållbarhetsrådett", "Hållbarhetsrådet")]),
        ("En medborgardialgo.", [("medborgardialgo", "")]),
        ("## Kommunnen", [("Kommunnen", "Kommunen")]),
        ("Kommunens a-kassaa.", [("kassaa", "kassas")]),
    ],
)
def test_a_misspelt_word_is_told_with_the_one_that_is_meant(
    body: str, expected: list[tuple[str, str]], dictionary: Hunspell
) -> None:
    assert told(body, dictionary) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Bykontoret och bykontorens hyra, sade Hållbarhetsrådet. Hållbarhetsrådets mening.",
        "Malmöborna och Vivallavärdarna, centrumvärdar och trivselvärdar.",
        "Aalborgåtagandena och Aalborgåtagandets text.",
        "Irja Alakivi talade. Alakivis idé var god, sade Alakivi.",
        "Sweco byggde. Där var Sweco med.",
        "EMAS, GeoNames, ISO 14001, ÖP2010, EU:s och SCB-koder.",
        "Skriv till info@lunnd.se eller lunnd.se/kontaktt, t.ex. i dag.",
        "`kodd` och [peer reviewing]{lang=en}.",
        "Idrotts- och bostadsrättsföreningar i Upplands-Bro.",
        "”Hur går det?” frågar hon – ingen vet.",
        "::: citat Ånders Lindqwist\nBra.\n:::",
    ],
)
def test_what_is_right_or_a_name_is_let_be(body: str, dictionary: Hunspell) -> None:
    assert told(body, dictionary) == []


def test_names_of_the_front_matter_are_known_and_its_words_are_looked_at(dictionary: Hunspell) -> None:
    front = "---\ntitle: Lit\nsummary: >-\n  En rad av\n  Tjerngren om miljjön.\nbyline: Tjerngren\n---\n"

    assert told("Tjerngren skrev. Tjerngrn sade nej.", dictionary, front=front) == [
        ("miljjön", "miljön"),
        ("Tjerngrn", "Tjerngren"),
    ]


def test_every_place_of_a_word_is_told_with_its_line(dictionary: Hunspell) -> None:
    found = list(misspelt(desk_with(a_manuscript("En rad.\nEn mijö.\n\n- mijö\n")), dictionary))

    assert [as_text(one) for one in found] == [
        f'content/articles/klimat.md:{line}: warning: "mijö" is neither in the dictionary nor in content/ordlista.txt\n'
        '    hint: did you mean "miljö"?'
        for line in (9, 11)
    ]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("abc", "abc", False),
        ("abc", "abcd", True),
        ("abc", "bc", True),
        ("abc", "axc", True),
        ("abc", "acb", True),
        ("abc", "cba", False),
        ("abc", "abcde", False),
        ("", "a", True),
    ],
)
def test_words_are_near_when_one_step_parts_them(one: str, other: str, near: bool) -> None:
    assert _is_near(one, other) is near
    assert _is_near(other, one) is near


# ---------------------------------------------------------------- the machine


def test_a_machine_without_hunspell_says_so_and_looks_at_the_rest(site: TinySite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.article("klimat", body="En mijö [här](../tools/dialog.md).")
    monkeypatch.setenv("PATH", "")

    found = copydesk.check(site.folder, TODAY)

    assert not found.has_spelling
    assert [one.code for one in found.problems if one.where.path.endswith("klimat.md")] == ["link-says-nothing"]


def test_a_hunspell_without_a_swedish_dictionary_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "hunspell"
    program.write_text('#!/bin/sh\necho "Can\'t open affix or dictionary files for dictionary named sv_SE" >&2\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    assert installed() is None


def test_a_hunspell_that_falls_silent_is_as_none_at_all(site: TinySite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site.article("klimat", body="En mijö [här](../tools/dialog.md).")
    program = tmp_path / "hunspell"
    program.write_text(f"#!/bin/sh\nrm {program}\nexit 0\n")  # it answers once, and is gone
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    found = copydesk.check(site.folder, TODAY)

    assert not program.exists()
    assert not found.has_spelling
    assert "link-says-nothing" in {one.code for one in found.problems}


def test_what_is_too_long_for_a_word_is_not_looked_up(dictionary: Hunspell) -> None:
    assert told("a" * 20_000 + " " + "kommunen" * 200, dictionary) == []


def test_spelling_can_be_switched_off(site: TinySite) -> None:
    site.article("klimat", body="En mijö.")
    site.edit("site.yaml", "booklet:", "checks:\n  spelling: false\nbooklet:")

    found = copydesk.check(site.folder, TODAY)

    assert found.has_spelling
    assert "spelling" not in {one.code for one in found.problems}


def test_the_name_of_the_publisher_is_known(dictionary: Hunspell) -> None:
    desk = desk_with(a_manuscript("Utgivarenn heter Ådelsvärdh. Det är Ådelsvärd."))
    settings = replace(desk.publication.settings, publisher=Publisher("Ådelsvärdh"))

    found = misspelt(replace(desk, publication=replace(desk.publication, settings=settings)), dictionary)

    assert [one.values["found"] for one in found] == ["Utgivarenn", "Ådelsvärd"]
