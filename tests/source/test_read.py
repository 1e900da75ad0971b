"""The disk becomes a publication: what is published, in which order, and what is remembered."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from press.model import Publication
from press.record import replace
from press.source import read as reading
from press.source.memory import Memory
from press.source.read import is_published, read
from press.source.rows import Row, row_of
from tests.makers import an_article
from tests.tiny import TODAY, TinySite


def publication_of(site: TinySite, *, drafts: bool = False, remembered: Path | None = None) -> Publication:
    """Read anew, or from a memory. Nothing may be wrong with it."""
    with Memory(remembered) as memory:
        found = read(site.folder, TODAY, memory, drafts=drafts)
    assert found.problems == ()
    assert found.publication is not None
    return found.publication


def texts_of(site: TinySite, *, jobs: int) -> list[tuple[Row, str]]:
    """Every text as plain lists, with its HTML."""
    with Memory(None) as memory:
        found = read(site.folder, TODAY, memory, jobs=jobs).publication
        assert found is not None
        return [(row_of(text), str(text.body.html)) for text in (*found.articles, *found.tools, *found.pages)]


def test_articles_stand_newest_first_then_by_swedish_title(site: TinySite) -> None:
    site.article("a", title="Älg", published="2026-05-01")
    site.article("b", title="Ålder", published="2026-05-01")
    site.article("c", title="Zebra", published="2026-05-02")
    site.article("d", title="Ny", published="2026-11-24")
    site.article("e", title="Utan dag")

    assert [one.title for one in publication_of(site).articles] == ["Ny", "Utan dag", "Zebra", "Ålder", "Älg"]


def test_an_article_without_a_date_is_published_on_the_editions_day(site: TinySite) -> None:
    site.article("lit")
    site.edit("site.yaml", "date: 2026-11-24", "date: 2026-03-01")

    assert [one.published for one in publication_of(site).articles] == [date(2026, 3, 1)]


def test_tools_stand_by_name_and_dimensions_in_their_own_order(site: TinySite) -> None:
    site.write("tools/ang.md", title="Ång", summary="Kort.")
    site.write("tools/arlig.md", title="Ärlig", summary="Kort.")

    found = publication_of(site)

    assert [tool.title for tool in found.tools] == ["Budget", "Dialog", "Ång", "Ärlig"]
    assert [one.letter for one in found.dimensions] == ["E", "S", "M"]


def test_drafts_and_texts_of_another_day_are_hidden_unless_they_are_asked_for(site: TinySite) -> None:
    site.article("nu")
    site.article("utkast", draft=True)
    site.article("sen", publish="2026-12-24")
    site.article("slut", expires="2026-11-01")

    seen, everything = publication_of(site), publication_of(site, drafts=True)

    assert [[one.slug for one in some] for some in (seen.articles, seen.hidden)] == [["nu"], ["sen", "slut", "utkast"]]
    assert [[one.slug for one in some] for some in (everything.articles, everything.hidden)] == [
        ["nu", "sen", "slut", "utkast"],
        [],
    ]


@pytest.mark.parametrize(
    ("keys", "days"),
    [
        ({}, {-1: False, 0: True, 1: True}),
        ({"publish": 1}, {0: False, 1: True}),
        ({"expires": 1}, {0: True, 1: False}),
        ({"publish": 1, "expires": 2}, {0: False, 1: True, 2: False}),
        ({"draft": True}, {0: False, 9: False}),
    ],
)
def test_a_text_is_seen_from_its_first_day_until_the_day_it_expires(keys: dict[str, int], days: dict[int, bool]) -> None:
    article = replace(
        an_article(published=TODAY),
        draft=bool(keys.get("draft")),
        publish=TODAY + timedelta(days=keys["publish"]) if "publish" in keys else None,
        expires=TODAY + timedelta(days=keys["expires"]) if "expires" in keys else None,
    )

    assert {day: is_published(article, TODAY + timedelta(days=day)) for day in days} == days


def test_texts_that_are_read_by_workers_are_the_same(site: TinySite, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c", "d", "e"):
        site.article(name, body=f"## {name}\n\n[a](a.md#a)[^1]\n\n[^1]: Not.", county="Skåne", image=None)
    alone = texts_of(site, jobs=1)
    monkeypatch.setattr(reading, "WORTH_A_WORKER", 1)

    assert texts_of(site, jobs=3) == alone


def test_problems_found_by_workers_stand_in_the_order_of_the_texts(site: TinySite, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c", "d", "e"):
        site.article(name, municipality="Ingenstans")
    alone = site.build().problems
    monkeypatch.setattr(reading, "WORTH_A_WORKER", 1)

    assert site.build(jobs=3).problems == alone
    assert len(alone) == 5


def test_a_text_with_a_problem_is_never_remembered_as_right(site: TinySite) -> None:
    site.article("lit", body="::: ruta\nx\n:::")

    told = [[found.code for found in site.build().problems] for _ in range(2)]

    assert told == [["unknown-block"], ["unknown-block"]]


def test_a_remembered_text_is_read_anew_when_the_register_gives_its_name_to_another(site: TinySite) -> None:
    site.article("lit", municipality="Lund")
    site.build()
    site.edit("content/register/municipalities.csv", "1281,Lund,Lunds kommun", "1281,Lunda,Lunds stad")

    outcome = site.build()

    assert [found.code for found in outcome.problems] == ["unknown-municipality"]


def test_a_remembered_text_tells_what_the_register_says_today(site: TinySite) -> None:
    site.article("lit", municipality="Lund")
    site.build()
    site.edit("content/register/municipalities.csv", "kommun,,55.70,13.20", "kommun,,56.00,14.00")

    (article,) = publication_of(site, remembered=site.folder / ".press" / "texts").articles

    assert [(one.lat, one.lon) for one in article.municipalities] == [(56.0, 14.0)]
    assert site.build().is_published


def test_without_a_folder_of_texts_the_missing_ones_are_told(site: TinySite, tmp_path: Path) -> None:
    (site.folder / "content" / "pages").rename(tmp_path / "elsewhere")

    assert {found.code for found in site.build().problems} == {"no-page-text"}
