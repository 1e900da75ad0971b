"""`new`: a text that builds at once, asked for on a terminal or given whole; nothing is overwritten, nothing guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from press.editor import candidates, newtexts
from press.editor.newtexts import NewArticle, NewPage, NewTool, as_text, faults_of
from press.problems import ContentError
from press.problems import as_text as told
from press.source.read import _text
from press.source.settings import TABLES, register_of
from tests.makers import a_publication
from tests.terminal import on_screen
from tests.tiny import ROOT, TODAY, TinySite

REGISTER = register_of({name: _text(ROOT, f"content/register/{name}") for name in TABLES})


@pytest.fixture
def site(site: TinySite) -> TinySite:
    site.article("lit-bykontoret", municipality="Östersund", place="Lit")
    return site


def new(site: TinySite, *arguments: str) -> int:
    try:
        return build.main(["--project", str(site.folder), "new", *arguments])
    except SystemExit as end:
        return int(end.code or 0)


# ---------------------------------------------------------------- asked on a terminal


def test_a_new_editor_is_asked_for_everything_and_shown_what_lit_may_be(site: TinySite) -> None:
    screen = on_screen(
        ["new", "article"],
        ["Skolan frågar byn", "", "Lit", "1", "2, dialgo", "1", "s, ekonomisk"],
        folder=site.folder / "content" / "articles",
    )

    assert (
        screen.text
        == """\
Title: Skolan frågar byn
Summary, one or two sentences (Enter: later):
Municipality, several with commas (Enter: none): Lit
"Lit" is not a municipality in the register. It may be:
  1  Östersund (Lit is a place in content/articles/lit-bykontoret.md)
A number, or another name: 1
Tools:
  1  Budget
  2  Dialog
Tool, a number or a name, several with commas: 2, dialgo
"dialgo" is not a tool in content/tools/. It may be:
  1  dialog (Dialog)
A number, or another name: 1
Dimensions: ekonomisk, social, miljömässig (or e, s, m): s, ekonomisk
Wrote content/articles/skolan-fragar-byn.md. It is a draft: it is published when you remove the line draft: true.
"""
    )
    assert screen.code == 0
    assert (
        (site.folder / "content/articles/skolan-fragar-byn.md").read_text(encoding="utf-8")
        == """\
---
title: Skolan frågar byn
summary: Ingressen är inte skriven än.
municipality: Östersund
place: Lit
tool: dialog
dimensions: [ekonomisk, social]
draft: true                      # ett utkast: ta bort raden när texten ska publiceras
# sources:
#   - title: "Vem som skriver: vad texten heter"
#     url: https://
---

Här börjar texten. Skriv `##` och ett mellanslag före en mellanrubrik.
"""
    )


def test_what_is_new_builds_at_once_and_is_published_when_its_draft_line_is_gone(site: TinySite) -> None:
    assert new(site, "article", "Kommunen: ny & klok", "--municipality", "lund", "--tool", "Dialog", "--dimension", "m") == 0
    assert new(site, "tool", "Rådslag", "--summary", "Att fråga: och få svar.", "--kind", "arbetssätt") == 0
    assert new(site, "page", "Frågor och svar", "--nav", "Frågor") == 0
    before = site.build()
    site.edit("content/articles/kommunen-ny-klok.md", "draft: true ", "draft: false")

    after = site.build()

    assert before.problems == after.problems == ()
    paths = {job.output.path for job in before.made}
    assert {"site/verktyg/radslag/index.html", "site/fragor-och-svar/index.html"} <= paths
    assert "site/artiklar/kommunen-ny-klok/index.html" not in paths
    assert "site/artiklar/kommunen-ny-klok/index.html" in {job.output.path for job in after.made}


def test_an_answer_that_is_nothing_known_is_asked_for_again_and_no_municipality_asks_for_the_reach(site: TinySite) -> None:
    screen = on_screen(
        ["new", "article", "Hela landet", "--tool", "xyzzy", "--dimension", "zz"],
        ["Kort.", "", "kosmisk", "nordisk", "plugh", "budget", "3"],
        folder=site.folder,
    )

    assert screen.code == 0
    assert "'kosmisk' is not one of 'regional', 'nationell', 'nordisk'." in screen.text
    assert '"plugh" is not a tool in content/tools/.\nAnother name: budget\n' in screen.text
    text = (site.folder / "content/articles/hela-landet.md").read_text(encoding="utf-8")
    assert "reach: nordisk\ntool: budget\ndimensions: miljömässig\n" in text
    assert "municipality" not in text


@pytest.mark.parametrize("after", [0, 3])
def test_one_who_stops_answering_has_written_nothing(site: TinySite, after: int) -> None:
    screen = on_screen(["new", "article"], ["En rubrik", "Kort.", "Lund"][:after], folder=site.folder)

    assert screen.code == 130
    assert not (site.folder / "content/articles/en-rubrik.md").exists()


# ---------------------------------------------------------------- given whole, without a terminal


def test_without_a_terminal_every_missing_option_is_named(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(site, "article", "--municipality", "Lund") == 2
    assert "missing, and there is no terminal to ask on: TITLE, --tool, --dimension" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--municipality", "Lit"], "It may be: Östersund (Lit is a place in content/articles/lit-bykontoret.md)"),
        (["--municipality", "Malung"], "It may be: Malung-Sälen (was named Malung once)"),
        (["--municipality", "Gotlands län"], "It may be: Gotland (in Gotlands län)"),
        (["--municipality", "Östersundd"], "It may be: Östersund"),
        (["--municipality", "Upplands"], "It may be: Upplands Väsby; Upplands-Bro"),
        (["--municipality", "9999"], '"9999" is not a municipality in the register\n'),
        (["--municipality", "Lund", "--tool", "budgt"], '"budgt" is not a tool in content/tools/. It may be: budget (Budget)'),
        (["--municipality", "Lund", "--dimension", "grön"], "It may be: ekonomisk; social; miljömässig"),
    ],
)
def test_a_word_that_is_not_known_gets_its_candidates_and_nothing_is_guessed(
    site: TinySite, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    known = {"--tool": "dialog", "--dimension": "social"}
    rest = [word for name, value in known.items() if name not in arguments for word in (name, value)]

    assert new(site, "article", "En rubrik", *arguments, *rest) == 2
    assert words in capsys.readouterr().err
    assert not (site.folder / "content/articles/en-rubrik.md").exists()


def test_a_file_that_is_there_stays_as_it_was_and_a_free_name_is_told(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    site.article("lit-bykontoret-2")
    before = (site.folder / "content/articles/lit-bykontoret.md").read_bytes()

    code = new(site, "article", "Lit: bykontoret", "--municipality", "Lund", "--tool", "dialog", "--dimension", "s")

    assert code == 1
    assert capsys.readouterr().err == (
        "content/articles/lit-bykontoret.md: there is a file of this name already, and it stays as it was\n"
        "    hint: choose another name: --name lit-bykontoret-3\n"
    )
    assert (site.folder / "content/articles/lit-bykontoret.md").read_bytes() == before


def test_a_name_that_is_no_address_or_leaves_the_folder_is_refused(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("../../ute", "Åsa", "a b", ".gömd", "", "/etc/passwd"):
        with pytest.raises(ContentError):
            newtexts.write(site.folder, f"content/pages/{name}.md", "---\ntitle: A\n---\n")

    assert new(site, "page", "Om", "--name", "../ute") == 1
    assert new(site, "page", "!!!") == 1
    assert new(site, "page", "Artiklar") == 2
    assert "/artiklar/ is an address of the site itself; choose another name with --name" in capsys.readouterr().err
    assert not (site.folder / "content" / "ute.md").exists()


def test_what_a_build_would_refuse_is_told_before_anything_is_written(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(site, "tool", "lång " * 40, "--summary", "Kort.") == 1
    assert '"title" is 199 characters long, and at most 120 fit' in capsys.readouterr().err
    assert sorted(path.name for path in (site.folder / "content/tools").iterdir()) == ["budget.md", "dialog.md"]


def test_where_nothing_may_be_written_the_end_tells_of_the_machine(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    folder = site.folder / "content" / "pages"
    folder.rename(folder.with_name("elsewhere"))
    site.put("content/pages", "a file, no folder")

    assert new(site, "page", "Ny sida") == 4
    assert "can't write here" in capsys.readouterr().err


# ---------------------------------------------------------------- values


WORDS = st.text(st.characters(exclude_categories=("C", "Zl", "Zp", "Co")), min_size=1, max_size=100).filter(str.strip)


@given(title=WORDS, summary=WORDS, place=st.text(st.sampled_from("a,[]{}#: '\"&*!|>-å"), max_size=20))
def test_any_words_are_read_back_as_they_were_written(title: str, summary: str, place: str) -> None:
    article = NewArticle(title, summary, ("Lund",), place.strip(), tools=("dialog",), dimensions=("social",))

    for text in (article, NewTool(title, summary), NewPage(title, summary, "Nav")):
        problems = faults_of(as_text(text), f"content/{text.folder}/a.md", REGISTER, TODAY)

        assert [told(one) for one in problems if one.code != "too-long"] == []


def test_a_files_name_is_cut_between_words() -> None:
    assert newtexts.name_of("Vi åkte till Ö") == "vi-akte-till-o"
    long = newtexts.name_of("Kommunfullmäktige beslutade om en ny strategi för hållbar utveckling i hela kommunen")
    assert long == "kommunfullmaktige-beslutade-om-en-ny-strategi-for-hallbar"
    assert len(newtexts.name_of("x" * 300)) == newtexts.LONGEST_NAME


def test_a_county_offers_all_of_its_municipalities_in_swedish_order() -> None:
    names = [one.name for one in candidates.municipalities_like("Jämtland", REGISTER)]

    assert names == ["Berg", "Bräcke", "Härjedalen", "Krokom", "Ragunda", "Strömsund", "Åre", "Östersund"]
    assert [one.name for one in candidates.municipalities_like("Malmöhus län", REGISTER)][:2] == ["Bjuv", "Bromölla"]


def test_a_tool_is_known_by_file_title_and_part_of_its_name() -> None:
    publication = a_publication()

    assert candidates.tool_of("dialog.md", publication) == candidates.tool_of("DIALOG", publication) == "dialog"
    assert candidates.tools_like("dialogen", publication)[0].name == "dialog"
