"""`report`: few and old examples come first, what is due for review is named, and the map tells the age."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Browser

import build
from press import words
from press.checks.external import Answer, as_cache
from press.copydesk import CACHE
from press.editor import report
from press.editor.coverage import Coverage, Dead, coverage_of, years_between
from press.source.memory import Memory
from press.source.read import read
from tests.tiny import TODAY, TinySite


@pytest.fixture
def site(site: TinySite) -> TinySite:
    site.article("ny", municipality="Lund", published="2026-06-01")
    site.article("mittemellan", municipality="Malmö", published="2025-06-01", tool="budget", review_by="2026-11-24")
    site.article("gammal", municipality="Umeå", published="2020-01-01", dimensions="ekonomisk", review_by="2025-01-01")
    site.article("rord", municipality="Lund", published="2020-01-01", updated="2026-01-01", review_by="2027-01-01")
    site.article("utkast", municipality="Kalmar", draft=True)
    return site


def found_in(site: TinySite, *, drafts: bool = False, dead: tuple[Dead, ...] | None = None) -> Coverage:
    with Memory(None) as memory:
        publication = read(site.folder, TODAY, memory, drafts=drafts).publication
        assert publication
        return coverage_of(publication, TODAY, dead)


def test_what_is_thinnest_and_oldest_comes_first(site: TinySite) -> None:
    found = found_in(site)

    counties = {row.name: row for row in found.counties}
    assert [row.count for row in found.counties] == [0] * 19 + [1, 3]
    assert found.counties[0].name == "Blekinge län"
    assert (counties["Skåne län"].count, counties["Skåne län"].newest, counties["Skåne län"].is_thin) == (
        3,
        date(2026, 6, 1),
        False,
    )
    assert counties["Västerbottens län"].is_old
    assert not counties["Kalmar län"].count
    assert [(row.name, row.count) for row in found.tools] == [("Budget", 1), ("Dialog", 3)]
    assert [(row.name, row.count) for row in found.dimensions] == [("miljömässig", 0), ("ekonomisk", 1), ("social", 3)]
    assert [(row.name, row.is_old) for row in found.municipalities] == [("Umeå", True), ("Malmö", False), ("Lund", False)]
    assert (found.published, found.hidden, found.of_municipalities) == (4, 1, 290)


def test_a_preview_that_shows_drafts_reports_the_same(site: TinySite) -> None:
    assert found_in(site, drafts=True) == found_in(site)


def test_texts_are_due_on_their_day_and_the_longest_overdue_comes_first(site: TinySite) -> None:
    assert [due.source for due in found_in(site).due] == ["content/articles/gammal.md", "content/articles/mittemellan.md"]


@pytest.mark.parametrize(
    ("changed", "years"), [("2026-11-24", 0), ("2025-11-25", 0), ("2025-11-24", 1), ("2024-02-29", 2), ("2024-11-25", 1)]
)
def test_years_are_whole(changed: str, years: int) -> None:
    assert years_between(date.fromisoformat(changed), TODAY) == years


def test_the_map_has_each_municipality_once_in_the_part_of_its_age(site: TinySite) -> None:
    found = found_in(site).map

    assert [part.count("M") for part in (found.fresh, found.ageing, found.old, found.none)] == [1, 1, 1, 287]


def test_the_terminal_shows_it_as_a_table(
    site: TinySite, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")

    code = build.main(["--project", str(site.folder), "report"])

    told = capsys.readouterr().out
    assert code == 0
    assert told.startswith("4 articles shown and 1 not shown, 24 November 2026.\n\nCounties: 19 of 21 have no example\n")
    assert "  ! Västerbottens län       1  2020-01-01  old\n    Skåne län               3  2026-06-01\n" in told
    assert "\nMunicipalities: 3 of 290 have an example, 1 only old ones\n  2020-01-01  Umeå\n" in told
    assert "\nTexts to review\n  2025-01-01  Gammal (content/articles/gammal.md)\n  2026-11-24  Mittemellan (" in told
    assert told.endswith("\nDead sources\n  Nobody has asked the web yet: run check --external\n")


def test_it_is_told_in_swedish_where_the_editors_are(site: TinySite) -> None:
    found = found_in(site)

    with words.spoken("sv"):
        told, page = report.as_text(found), report.as_page(found)

    assert told.startswith("4 artiklar som visas och 1 som inte visas, 24 november 2026.\n\nLän: 19 av 21 är utan exempel\n")
    assert "  ! Västerbottens län       1  2020-01-01  gammalt\n    Skåne län               3  2026-06-01\n" in told
    assert "\nKommuner: 3 av 290 har ett exempel, 1 bara gamla\n  2020-01-01  Umeå\n" in told
    assert "\nTexter att se över\n  2025-01-01  Gammal (content/articles/gammal.md)\n  2026-11-24  Mittemellan (" in told
    assert told.endswith("\nDöda källor\n  Ingen har frågat webben än: kör check --external\n")
    assert '<html lang="sv">' in page
    assert "<h1>Vad som är täckt</h1>" in page
    assert "<td>1\u00a0januari 2020, gammalt</td>" in page


def test_dead_sources_are_named_where_the_web_was_asked(site: TinySite) -> None:
    one = Dead("content/articles/ny.md", 7, "https://example.org/borta")

    assert report.as_text(found_in(site, dead=(one,))).endswith(
        "Dead sources\n  content/articles/ny.md:7  https://example.org/borta\n"
    )
    assert report.as_text(found_in(site, dead=())).endswith("Dead sources\n  none\n")


def test_the_page_shows_the_map_and_names_of_any_signs(site: TinySite, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    site.article("ond", title="<script>document.title='fel'</script>", review_by="2026-01-01")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    target = site.folder / "rapport.html"
    assert build.main(["--project", str(site.folder), "report", "--page", str(target)]) == 0
    page = browser.new_page(viewport={"width": 320, "height": 700})

    page.goto(target.as_uri())

    assert page.title() == "Coverage"
    assert page.locator("figure > svg path").count() == 7
    assert "290 dots" in str(page.locator("figure > svg").get_attribute("aria-label"))
    assert page.get_by_text("<script>document.title='fel'</script> (content/articles/ond.md), 1 January 2026").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not re.search(r"https?://", target.read_text(encoding="utf-8"))
    page.close()


def test_what_the_web_said_when_it_was_asked_is_remembered(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    site.article("kalla", sources="https://example.org/borta")
    answers = {"https://example.org/borta": Answer("https://example.org/borta", "gone", TODAY, 404)}
    (site.folder / CACHE).parent.mkdir(exist_ok=True)
    (site.folder / CACHE).write_bytes(as_cache(answers))

    assert build.main(["--project", str(site.folder), "report"]) == 0

    assert capsys.readouterr().out.endswith("\nDead sources\n  content/articles/kalla.md:7  https://example.org/borta\n")
