"""A folder of deliberately faulty texts: each planted fault is told on its line. And the first edition: nothing that is not true.

`pytest tests/checks/test_faulty.py --rewrite` writes what is told anew: then read the difference.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from press import copydesk
from press.problems import as_text
from tests.tiny import ROOT, TODAY, TinySite, tree

FAULTY = Path(__file__).parent / "faulty"
TOLD = FAULTY / "told.txt"


def test_every_planted_fault_is_told_on_its_line(site: TinySite, request: pytest.FixtureRequest) -> None:
    for folder in ("articles", "images"):
        shutil.copytree(FAULTY / folder, site.folder / "content" / folder, dirs_exist_ok=True)
    for name in ("terms.yaml", "ordlista.txt"):
        shutil.copy(ROOT / "content" / name, site.folder / "content")
    before = tree(site.folder)

    found = copydesk.check(site.folder, TODAY).problems

    told = "".join(as_text(one) + "\n" for one in found if one.where.path.startswith("content/articles/"))
    if request.config.getoption("--rewrite"):
        TOLD.write_text(told, encoding="utf-8")
    assert told == TOLD.read_text(encoding="utf-8")
    assert tree(site.folder) == before


def test_of_the_first_edition_nothing_is_told_that_is_not_true() -> None:
    found = copydesk.check(ROOT, TODAY).problems

    assert [f"{one.where}: {one.says}" for one in found if one.where.path != "site.yaml"] == [
        "content/articles: 11 of the 21 counties have no article: Blekinge län, Dalarnas län, Gotlands län, Gävleborgs län, "
        "Hallands län, Jönköpings län, Kalmar län, Norrbottens län, Södermanlands län, Uppsala län, Värmlands län",
        "content/tools/balanserad-styrning.md: no article uses this tool yet: it stands on the site, not in the booklet",
    ]
    settings = yaml.safe_load((ROOT / "site.yaml").read_text(encoding="utf-8"))
    for one in found:
        if one.where.path == "site.yaml":
            value = settings
            for key in one.values["key"].split("."):
                value = value[key]
            assert (one.code, value) in {("not-set", None), ("placeholder", "https://example.org/")}


def test_advice_is_told_beside_what_stops_a_build(site: TinySite) -> None:
    site.article("klimat", municipality="Lundd", body="Se [här](../tools/dialog.md).")

    found = [
        (str(one.where), one.code) for one in copydesk.check(site.folder, TODAY).problems if one.where.path.endswith("klimat.md")
    ]

    assert found == [
        ("content/articles/klimat.md:4", "unknown-municipality"),
        ("content/articles/klimat.md:9", "link-says-nothing"),
    ]


def test_without_settings_there_is_nothing_to_look_over(site: TinySite) -> None:
    site.put("site.yaml", "title: x\n")

    assert [one.code for one in copydesk.check(site.folder, TODAY).problems] == ["missing-key", "missing-key"]
