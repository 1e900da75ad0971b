"""The accessibility statement, in the project's own layouts: what the law asks for, and nothing that is not known."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.tiny import ROOT, TinySite

PAGE = "site/tillganglighet/index.html"
ASSESSED = """\
accessibility:
  actor: Kommunförbundet
  conformity: {conformity}
  faults: {faults}
  method: Prövad av en granskare.
  assessed: 2026-10-02
  published: 2026-11-03
  contact: {{email: brist@example.org, post: "Box 1, 831 00 Östersund", phone: 063-14 30 00}}
"""
FAULTS = "[{what: Kartan, why: Prickarna är små., instead: Läs listan.}]"


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    """A tiny publication in the project's own layouts."""
    site = TinySite(tmp_path / "site")
    shutil.copytree(ROOT / "layouts", site.folder / "layouts", dirs_exist_ok=True)
    site.write("pages/tillganglighet.md", title="Redogörelse", summary="Kort.", body="## Mer\n\nDet här tillägger vi.")
    return site


def words_of(site: TinySite) -> str:
    html = site.files()[PAGE].decode()
    main = html.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


@pytest.mark.parametrize(
    ("conformity", "faults", "says"),
    [
        ("full", "[]", "Webbplatsen är helt förenlig med lagen (2018:1937)"),
        ("partial", FAULTS, "Webbplatsen är delvis förenlig med lagen (2018:1937)"),
        ("none", FAULTS, "Webbplatsen är inte förenlig med lagen (2018:1937)"),
    ],
)
def test_an_assessed_site_tells_all_that_the_law_asks_for(site: TinySite, conformity: str, faults: str, says: str) -> None:
    site.edit("site.yaml", "booklet:", ASSESSED.format(conformity=conformity, faults=faults) + "booklet:")

    assert site.build().problems == ()
    words = words_of(site)

    assert says in words
    for said in (
        "Kommunförbundet svarar",
        "Prövad av en granskare.",
        "2 oktober 2026",
        "3 november 2026",
        "Det här tillägger vi.",
    ):
        assert said in words
    for said in ("Ring 063-14 30 00", "Box 1, 831 00 Östersund", "Rapportera en brist till brist@example.org"):
        assert said in words
    assert ("Kartan Prickarna är små. I stället: Läs listan." in words) == (faults == FAULTS)
    assert ("Vi känner inte till några brister." in words) == (conformity == "full")
    html = site.files()[PAGE].decode()
    assert 'href="https://www.digg.se/tdosanmalan"' in html
    assert 'href="mailto:brist@example.org?subject=' in html


def test_what_is_not_known_is_said_and_nothing_is_claimed(site: TinySite) -> None:
    site.build()
    words = words_of(site)

    assert "inte bedömt än" in words
    assert "Någon förteckning över brister finns inte än" in words
    assert "Dagen för den senaste bedömningen är ej angiven" in words
    assert "Ännu saknas en adress att skriva till" in words
    assert "Utgivaren svarar för den här webbplatsen" in words


def test_it_is_linked_from_every_foot_whatever_the_text_says_of_menus(site: TinySite) -> None:
    site.write("pages/tillganglighet.md", title="Redogörelse", summary="Kort.", nav="false")
    site.article("lund")

    site.build()

    pages = {path: content.decode() for path, content in site.files().items() if path.endswith(".html")}
    feet = {path: html.partition("<footer")[2] for path, html in pages.items()}
    assert [
        path for path, foot in feet.items() if 'href="/tillganglighet/"' not in foot or 'href="/integritet/"' not in foot
    ] == []


def test_a_build_a_year_later_tells_that_it_is_old(site: TinySite) -> None:
    site.edit("site.yaml", "booklet:", ASSESSED.format(conformity="full", faults="[]") + "booklet:")
    site.build(today=date(2027, 10, 2))

    told = site.build(today=date(2027, 10, 3))

    assert [one.code for one in told.problems] == ["statement-old"]
    assert told.is_published
