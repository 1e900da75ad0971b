"""Every page as the Nu HTML checker reads it: the checker of the HTML standard itself, W3C's."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.serving import Site
from tests.node import the_checker

pytestmark = pytest.mark.xdist_group("browser")

EXPLAINED: dict[str, str] = {}  # a warning's words -> why it stands
WRONG = '<!doctype html><html lang="sv"><title>Fel</title><p><div id="a"></div><div id="a"></div></p><img src="a.png"></html>'


def messages(files: Iterable[Path]) -> list[dict[str, Any]]:
    """What the checker says of some files."""
    told = subprocess.run(
        ["java", "-jar", str(the_checker()), "--format", "json", "--stdout", "--exit-zero-always", *map(str, files)],
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[dict[str, Any]] = json.loads(told.stdout)["messages"]
    return found


def test_the_checker_finds_nothing_on_any_page(site: Site, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.html"
    wrong.write_text(WRONG, encoding="utf-8")

    said = messages([*sorted(site.folder.rglob("*.html")), wrong])

    of_wrong = [one for one in said if one["url"].endswith("/wrong.html")]
    of_pages = {
        f"{one['url'].rpartition('/site/')[2]}:{one.get('lastLine', 0)}: {one['message']}"
        for one in said
        if one not in of_wrong and one["message"] not in EXPLAINED
    }
    assert len([one for one in of_wrong if one["type"] == "error"]) >= 3  # it does look
    assert sorted(of_pages) == []
    assert set(EXPLAINED) <= {one["message"] for one in said}
