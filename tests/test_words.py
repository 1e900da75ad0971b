"""People are told things in English or in Swedish: every sentence has both, and nothing but its words differs."""

from __future__ import annotations

import json
import os
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

from press import commands, telling, words
from press.messages import CATALOGUE, PHRASES
from press.pipeline import Options
from press.problems import as_text, problem
from press.source.yamlfile import type_names
from tests import words as made
from tests.tiny import ROOT, TODAY, TinySite

SWEDISH = made.read_catalogue()
WRITTEN = {str(one.id): str(one.string) for one in SWEDISH if one.id}
OF_FIGURES = {"seconds", "seconds_with_comma"}  # a catalogue may choose between the two


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name} - OF_FIGURES


# ---------------------------------------------------------------- the catalogue


def test_everything_that_is_told_has_swedish_words() -> None:
    assert [one for one in made.told() if not WRITTEN.get(one)] == [], "run: make words, and write what it says is empty"


def test_the_catalogue_holds_nothing_that_is_told_no_more_and_is_compiled() -> None:
    assert set(WRITTEN) - set(made.told()) == set(), "run: make words"
    assert made.PO.read_bytes() == made.as_po(made.in_step(SWEDISH)), "run: make words"
    assert made.MO.read_bytes() == made.as_mo(SWEDISH), "run: make words"


def test_swedish_words_name_what_was_found_as_the_english_ones_do() -> None:
    assert {one: swedish for one, swedish in WRITTEN.items() if places(one) != places(swedish)} == {}


@pytest.mark.parametrize("code", CATALOGUE)
def test_swedish_words_begin_small_and_end_without_a_stop(code: str) -> None:
    for english in (CATALOGUE[code].says, CATALOGUE[code].hint):
        swedish = WRITTEN.get(english, "")
        assert swedish == swedish.strip()
        assert not swedish.endswith(".") or swedish.endswith("...")
        assert swedish[:1] == swedish[:1].lower() or not english[:1].islower()


def test_the_list_of_all_messages_is_current_and_says_of_each_what_to_do() -> None:
    text = made.DOC.read_text(encoding="utf-8")

    assert text == made.as_document(SWEDISH), "run: make words"
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == list(CATALOGUE)
    assert "**Gör så här:** \n" not in text, "write what to do in tests/words.py: ALONE"
    assert {code for code, message in CATALOGUE.items() if message.hint in {"", "{hint}"}} == set(made.ALONE)


def test_values_that_are_words_of_ours_have_a_language_too() -> None:
    assert set(type_names.values()) <= set(WRITTEN)
    assert set(PHRASES) <= set(CATALOGUE)


# ---------------------------------------------------------------- told


def test_a_problem_is_told_in_the_language_that_is_spoken() -> None:
    found = problem("wrong-type", "content/articles/lit.md", 5, key="title", wanted="text", found="a list")
    soon = problem("security-soon", "site.yaml", day="2026-12-01", left="7 days")

    assert as_text(found) == 'content/articles/lit.md:5: "title" should be text, but is a list'
    with words.spoken("sv"):
        assert as_text(found) == 'content/articles/lit.md:5: "title" ska vara text, men är en lista'
        assert as_text(soon) == (
            "site.yaml: varning: security.txt slutar gälla 2026-12-01, om 7 dagar\n"
            "    råd: se igenom den, och skriv en senare dag i security.expires"
        )
    assert as_text(found) == 'content/articles/lit.md:5: "title" should be text, but is a list'


def test_what_an_editor_wrote_is_told_as_it_stands() -> None:
    with words.spoken("sv"):
        assert as_text(problem("unknown-tool", "a.md", 1, found="a list", suggestion="page")) == (
            'a.md:1: "a list" är inget verktyg i content/tools/\n    råd: menade du "page"?'
        )


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ("editor_language: sv\n", "sv"), ('title: X\neditor_language: "sv"  # svenska\n', "sv"), ("editor_language: en\n", "en"),
        ("title: X\n", "en"), ("editor_language: xx\n", "en"), ("# editor_language: sv\n", "en"),
        ("\x00\ttitle: {\neditor_language: sv", "sv"),
    ],
)  # fmt: skip
def test_the_settings_say_which_language_also_when_they_are_at_fault(tmp_path: Path, settings: str, language: str) -> None:
    (tmp_path / "site.yaml").write_text(settings, encoding="utf-8")

    assert words.language_of(str(tmp_path)) == language


def test_without_settings_english_is_spoken(tmp_path: Path) -> None:
    assert words.language_of(str(tmp_path)) == "en"


def test_a_language_that_is_not_known_is_a_problem_of_the_settings(site: TinySite) -> None:
    with (site.folder / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("editor_language: se\n")

    (found,) = site.build().problems

    assert as_text(found).startswith('site.yaml:10: "se" can\'t be the value of "editor_language", which is one of: en, sv')


# ---------------------------------------------------------------- commands


@pytest.fixture
def swedish(site: TinySite) -> TinySite:
    """One article, and editors who are told things in Swedish."""
    with (site.folder / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("editor_language: sv\n")
    site.article("lit")
    return site


def run(site: TinySite, *arguments: str, door: str = "build.py") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795521600", "COLUMNS": "100"}
    command = [sys.executable, str(ROOT / door), "--project", str(site.folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_a_build_is_told_in_swedish_also_when_there_is_nothing_to_do(swedish: TinySite) -> None:
    first = run(swedish, "build", "--only", "pages")
    again = run(swedish, "build", "--only", "pages")

    assert re.fullmatch(r"Gjorde \d+, behöll 0, tog bort 0 på \d+,\d s: output/site har \d+ sidor\.\n", first.stdout)
    assert re.fullmatch(r"Gjorde 0, behöll \d+, tog bort 0 på 0,\d s: output/site har \d+ sidor\.\n", again.stdout)
    assert "Läser ...\n" in first.stderr


def test_a_fault_is_told_in_swedish_and_in_english_when_that_is_asked_for(swedish: TinySite) -> None:
    swedish.edit("content/articles/lit.md", '"Lund"', '"Lundd"')

    swedish_words = run(swedish, "build", "--only", "pages")
    english_words = run(swedish, "--lang", "en", "build", "--only", "pages")

    assert swedish_words.returncode == english_words.returncode == 1
    assert '"Lundd" är ingen kommun i registret\n    råd: menade du "Lund"?\n' in swedish_words.stderr
    assert "Inget publicerades: 1 fel. Det som var publicerat är som det var.\n" in swedish_words.stderr
    assert '"Lundd" is not a municipality in the register\n    hint: did you mean "Lund"?\n' in english_words.stderr


def test_another_language_for_once_is_not_answered_in_the_words_of_the_last_build(swedish: TinySite) -> None:
    run(swedish, "build", "--only", "pages")

    english_words = run(swedish, "--lang=en", "build", "--only", "pages")
    swedish_words = run(swedish, "build", "--only", "pages")

    assert english_words.stdout.startswith("Made 0, kept ")
    assert swedish_words.stdout.startswith("Gjorde 0, behöll ")


def test_helps_and_wrong_command_lines_are_told_in_swedish(swedish: TinySite) -> None:
    help_words = run(swedish, "build", "--help").stdout
    wrong = run(swedish, "bygg")

    assert "Så här: build.py build" in help_words
    assert "Gör allt som är inaktuellt i output/." in help_words
    assert "Visa den här hjälpen." in help_words
    assert wrong.returncode == 2
    assert "Fel: Det finns inget kommando 'bygg'." in wrong.stderr


def test_the_report_for_programs_has_the_same_codes_in_every_language(swedish: TinySite) -> None:
    swedish.edit("content/articles/lit.md", '"Lund"', '"Lundd"')

    told = [json.loads(run(swedish, "--lang", language, "check", "--format", "json").stdout) for language in words.LANGUAGES]

    assert "Lundd" in str(told[0])
    assert re.findall(r"'code': '([^']+)'", str(told[0])) == re.findall(r"'code': '([^']+)'", str(told[1]))


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_build_brings_no_babel_and_an_english_one_no_gettext(site: TinySite, language: str) -> None:
    with (site.folder / "site.yaml").open("a", encoding="utf-8") as file:
        file.write(f"editor_language: {language}\n")
    site.article("lit")
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import build; "
        "build.main(['--project', sys.argv[2], 'build', '--only', 'pages']); "
        "print('babel' in sys.modules, 'gettext' in sys.modules, 'click' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(ROOT), str(site.folder)], capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines()[-1] == f"False {language == 'sv'} False"


def test_a_build_within_a_program_leaves_its_language_as_it_was(site: TinySite) -> None:
    with words.spoken("sv"):
        telling.build(site.folder, Options(only="pages", today=TODAY))

        assert words.translated("warning") == "varning"
    assert words.translated("warning") == "warning"


def test_every_command_has_a_help() -> None:
    assert [one.name for one in commands.every_command(commands.cli) if not one.help] == []
