"""How a page is composed: whole lines, and what stands at its foot."""

from __future__ import annotations

import io
from itertools import count
from pathlib import Path

import pytest
from pypdf import PdfReader

from press.make.pdf import Result, pdf_of
from tests.make.test_pdf import CSS, Make, lay_out, page

pytestmark = pytest.mark.xdist_group("pdf")

LINE_PT, TOP_PT, FOOT_PT = 13.0, 28.35, 141.73  # of a page of 100 x 60 mm with 10 mm around it
GRID = f"{CSS} .big {{ font-size: 14pt; line-height: 19pt }} .box {{ line-height: 11pt; margin: 13pt 0 }} p {{ margin: 0 }}"
FILL = (
    f"{CSS} .end {{ border-top: 1pt solid #000 }} figure {{ height: 0; margin: 0 }} p, figcaption {{ margin: 0 }}"
    " img { height: 1mm; display: block }"
)
DRAWING = "<img alt='Karta' src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 2'/%3E\">"


@pytest.fixture
def make(tmp_path: Path) -> Make:
    number = count()

    def made(body: str, *, css: str) -> Result:
        return pdf_of(page(body), lay_out(tmp_path / str(next(number)), css))

    return made


def lines_of(made: Result, number: int = 0) -> dict[str, float]:
    """The lines of a page, each with its distance from the page's top, in points."""
    found: dict[str, float] = {}
    whole = PdfReader(io.BytesIO(made.content)).pages[number]

    def collect(text: str, around: list[float], place: list[float], *_: object) -> None:
        if text.strip():
            found.setdefault(text.strip(), place[5] * 0.75)

    whole.extract_text(visitor_text=collect)
    return found


def lines_between(made: Result, first: str, second: str) -> float:
    lines = lines_of(made)
    return (lines[second] - lines[first]) / LINE_PT


def test_what_is_set_in_another_size_takes_whole_lines(make: Make) -> None:
    made = make('<div class="text"><p>Före</p><p class="big">Stor</p><div class="box">Ruta</div><p>Efter</p></div>', css=GRID)

    assert lines_between(made, "Före", "Efter") == pytest.approx(6, abs=0.02)


def test_a_box_stands_in_the_middle_of_its_lines(make: Make) -> None:
    made = make('<div class="text"><p>Före</p><div class="box">Ruta</div><p>Efter</p></div>', css=GRID)

    lines = lines_of(made)
    assert lines["Ruta"] - lines["Före"] == pytest.approx(lines["Efter"] - lines["Ruta"], abs=0.3)


def test_outside_of_a_text_nothing_is_changed(make: Make) -> None:
    made = make('<div><p>Före</p><p class="big">Stor</p><p>Efter</p></div>', css=GRID)

    assert lines_between(made, "Före", "Efter") == pytest.approx(32 / LINE_PT, abs=0.02)


def test_the_end_stands_at_the_foot_of_the_page(make: Make) -> None:
    made = make('<p>Text</p><div class="end" data-foot><p>Slut</p></div>', css=FILL)

    assert lines_of(made)["Slut"] == pytest.approx(FOOT_PT - 3.5, abs=1)


def test_the_end_stands_above_the_notes(make: Make) -> None:
    css = FILL + " .note { float: footnote } .note::footnote-call { content: '' } .note::footnote-marker { content: '' }"

    made = make('<p>Text<span class="note">Noten</span></p><div class="end" data-foot><p>Slut</p></div>', css=css)

    assert lines_of(made)["Slut"] < lines_of(made)["Noten"]


def test_a_map_grows_into_the_room_above_the_end(make: Make) -> None:
    def figures(lines: int) -> int:
        figure = f'<figure data-room="{lines}">{DRAWING}<figcaption>Plats</figcaption></figure>'
        made = make(f'<h1>Rubrik</h1><p>Text</p><div class="end" data-foot>{figure}<p>Slut</p></div>', css=FILL)
        return "Plats" in lines_of(made)

    assert figures(4)
    assert not figures(5)


def test_what_is_shown_elsewhere_decides_what_goes(make: Make) -> None:
    def body(room: int) -> str:
        figure = f'<figure data-room="{room}" data-shows="b">{DRAWING}</figure>'
        return f'<h1>A</h1><p data-if="b">Om den visas</p><p data-unless="b">Annars</p><div class="end" data-foot>{figure}</div>'

    shown, hidden = make(body(1), css=FILL), make(body(40), css=FILL)

    assert ("Om den visas" in lines_of(shown), "Annars" in lines_of(shown)) == (True, False)
    assert ("Om den visas" in lines_of(hidden), "Annars" in lines_of(hidden)) == (False, True)


def test_a_map_does_not_stand_where_what_it_belongs_to_begins(make: Make) -> None:
    end = (
        f'<div class="end" data-foot><figure data-room="1" data-shows="a">{DRAWING}<figcaption>Plats</figcaption></figure></div>'
    )

    made = make(f'<section id="a"><h1>Rubrik</h1>{end}<p style="break-before: page">Mer</p>{end}</section>', css=FILL)

    assert "Plats" not in lines_of(made, 0)
    assert "Plats" in lines_of(made, 1)
