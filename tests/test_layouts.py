"""Pieces of the project's own layouts that the first edition does not show: what a map tells when much is marked."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from press.make.theme import Theme
from press.model import Municipality
from press.shape.views.maps import MapView
from tests.shape.test_map import in_county, linked, scattered

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def layouts(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    """The project's layouts, and one that shows a map with its legend."""
    project = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "layouts", project / "layouts")
    (project / "layouts" / "shown.html").write_text(
        '{% import "pieces.html" as piece %}{{ piece.sweden(map) }}\n{{ piece.legend(map, many, 290 - many) }}', encoding="utf-8"
    )
    return Theme(project)


def shown(layouts: Theme, some: Sequence[Municipality]) -> tuple[str, str]:
    """The map as HTML, and the legend in words."""
    view: MapView = linked(some)
    html = layouts.render("shown.html", {"map": view, "many": len(some)})
    drawing, _, legend = html.partition('<p class="legend">')
    return drawing, " ".join(re.sub(r"<[^>]+>", " ", legend).split())


def test_a_legend_shows_a_mark_where_marks_are_drawn_and_a_dot_where_they_are_dots(layouts: Theme) -> None:
    few = layouts.render("shown.html", {"map": linked(scattered(14)), "many": 14})
    many = layouts.render("shown.html", {"map": linked(scattered(61)), "many": 61})

    assert 'class="mark"' in few.partition('<p class="legend">')[2]
    assert "one-dot strong" not in few
    assert 'class="mark"' not in many.partition('<p class="legend">')[2]
    assert "one-dot strong" in many


def test_names_that_counties_share_have_their_number_and_the_legend_says_what_it_is(layouts: Theme) -> None:
    drawing, legend = shown(layouts, in_county("01"))

    assert 'aria-label="Stockholms län, 26 kommuner"' in drawing
    assert '<tspan class="many">26</tspan>' in drawing
    assert legend == "26 kommuner har en artikel 264 väntar på sin Siffran vid ett län är dess kommuner med artikel"


def test_where_each_name_is_a_municipality_the_legend_says_nothing_of_numbers(layouts: Theme) -> None:
    drawing, legend = shown(layouts, scattered(1))

    assert "tspan" not in drawing
    assert legend == "1 kommun har en artikel 289 väntar på sin"


def test_when_none_is_left_to_wait_nothing_is_said_of_it(layouts: Theme) -> None:
    _, legend = shown(layouts, scattered(290))

    assert "väntar" not in legend
