"""HTML -> PDF: what it may read, what it finds wrong, what it puts in its place."""

from __future__ import annotations

import io
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from pypdf import PdfReader

from press.make.pdf import Result, engine, pdf_of
from tests import shots
from tests.shots import CORNERS, a_drawing, corners_of, from_a_phone, is_near
from tests.tiny import ROOT

pytestmark = pytest.mark.xdist_group("pdf")  # WeasyPrint is slow to import: one process does

FONTS = ROOT / "layouts" / "static" / "fonts"
CSS = """
@font-face { font-family: "Source Serif 4"; src: url(../static/fonts/source-serif-4-400.woff2) }
@font-face { font-family: "Familjen Grotesk"; font-weight: 700; src: url(../static/fonts/familjen-grotesk-700.woff2) }
@page { size: 100mm 60mm; margin: 10mm }
html { font: 10pt/13pt "Source Serif 4"; hyphens: auto; hyphenate-limit-chars: 8 4 4; hyphenate-character: "-" }
h1 { font-weight: 400; font-size: 10pt }
a::after { content: " (s. " attr(data-page) ")" }
"""
Make = Callable[..., Result]


def page(body: str, head: str = "") -> str:
    return (
        '<!doctype html><html lang="sv"><head><title>Prov</title><meta name="dcterms.created" content="2026-11-24">'
        f'<link rel="stylesheet" href="layouts/booklet/booklet.css">{head}</head><body>{body}</body></html>'
    )


def lay_out(folder: Path, css: str = CSS) -> dict[str, Path]:
    """A project's files for the booklet, as the plan names them."""
    style = folder / "layouts" / "booklet" / "booklet.css"
    style.parent.mkdir(parents=True)
    style.write_text(css, encoding="utf-8")
    shutil.copytree(FONTS, folder / "layouts" / "static" / "fonts")
    fonts = {f"layouts/static/fonts/{font.name}": folder / "layouts/static/fonts" / font.name for font in FONTS.glob("*.woff2")}
    return {"layouts/booklet/booklet.css": style, **fonts}


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def made(body: str, *, css: str = CSS, head: str = "") -> Result:
        return pdf_of(page(body, head), lay_out(tmp_path, css))

    return made


def text_of(made: Result) -> str:
    return "\n".join(found.extract_text() for found in PdfReader(io.BytesIO(made.content)).pages)


def test_a_page_becomes_a_pdf_without_warnings(make: Make) -> None:
    made = make("<h1>Å, ä och ö</h1><p>Ett hållbart samhälle.</p>")

    assert made.warnings == ()
    assert made.pages == 1
    assert "Å, ä och ö" in text_of(made)


def test_equal_input_gives_equal_bytes_in_another_folder(tmp_path: Path) -> None:
    body = page("<h1>Rubrik</h1><p>Ett stycke med <b>text</b>.</p>")

    here = pdf_of(body, lay_out(tmp_path / "here"))
    there = pdf_of(body, lay_out(tmp_path / "there" / "deeper"))

    assert here.content == pdf_of(body, {k: tmp_path / "here" / k for k in lay_out(tmp_path / "third")}).content
    assert here.content == there.content
    assert str(tmp_path).encode() not in here.content


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/bild.png",
        "file:///etc/hostname",
        "/etc/hostname",
        "../../../etc/hostname",
        "%2e%2e/%2e%2e/etc/hostname",
        "content/images/saknas.png",
        "data:text/html,hej",
    ],
)
def test_a_file_that_was_not_given_is_refused_by_name(make: Make, address: str) -> None:
    made = make(f'<h1>Rubrik</h1><img src="{address}" alt="En bild">')

    assert len(made.warnings) == 1
    assert made.warnings[0].endswith("is not among its files")
    assert address.removeprefix("/").rpartition("/")[2] in made.warnings[0]


def test_a_style_sheet_from_elsewhere_is_refused(make: Make) -> None:
    made = make("<h1>Rubrik</h1>", css=f'@import "https://example.org/more.css";\n{CSS}')

    assert made.warnings == ('"https://example.org/more.css" is not among its files',)


def a_svg(inside: str) -> str:
    return f'<h1>Rubrik</h1><img alt="En bild" src="data:image/svg+xml,{quote(shots.SVG.format(inside))}">'


HOSTILE = {
    "a picture in a drawing": a_svg('<image href="file:///etc/hostname" width="9" height="9"/>'),
    "a picture from the web in a drawing": a_svg('<image xlink:href="http://127.0.0.1:9/x.png" width="9" height="9"/>'),
    "a style sheet in a drawing": a_svg("<style>@import url(file:///etc/hostname);</style>"),
    "a drawing that is none": a_svg("<!ENTITY a SYSTEM 'file:///etc/hostname'>&a;"),
    "an object": '<h1>Rubrik</h1><object data="file:///etc/hostname"></object>',
    "an embedded file": '<h1>Rubrik</h1><embed src="http://127.0.0.1:9/x">',
    "a background": '<h1 style="background: url(file:///etc/hostname)">Rubrik</h1>',
    "a way out of a folder": '<h1>Rubrik</h1><img alt="En bild" src="layouts/../../../etc/hostname">',
    "a file of the project": '<h1>Rubrik</h1><img alt="En bild" src="layouts/static/fonts/../../../site.yaml">',
    "a link into the machine": '<h1>Rubrik</h1><p><a href="file:///etc/hostname">Hit</a></p>',
    "a link that runs": '<h1>Rubrik</h1><p><a href="javascript:alert(1)">Hit</a></p>',
    "an attachment": '<link rel="attachment" href="file:///etc/hostname"><h1>Rubrik</h1>',
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_would_reach_beyond_the_files_is_a_fault(make: Make, body: str) -> None:
    assert make(body).warnings


def test_a_photograph_is_as_fine_as_a_screen_shows_and_for_the_press_as_paper_does(tmp_path: Path) -> None:
    files = lay_out(tmp_path)
    photograph = files["content/images/torg.jpg"] = tmp_path / "torg.jpg"
    photograph.write_bytes(shots.a_picture("JPEG", 2400, 1600))
    body = page('<h1>Torget</h1><img src="content/images/torg.jpg" alt="Ett torg">')

    read, pressed = (pdf_of(body, files, is_for_press=is_for_press) for is_for_press in (False, True))

    widths = [PdfReader(io.BytesIO(made.content)).pages[0].images[0].image.width for made in (read, pressed)]  # type: ignore[union-attr]
    assert widths == [614, 1640]
    assert len(read.content) < len(pressed.content) / 2


@pytest.mark.parametrize(
    "inside", ['<use href="file:///etc/hostname#x"/>', '<path fill="url(http://127.0.0.1:9/x#y)" d="M0 0h9v9z"/>']
)
def test_a_drawing_that_refers_to_another_is_drawn_without_it(make: Make, inside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *_: pytest.fail("it asked the network"))

    assert make(a_svg(inside)).warnings == ()


@pytest.mark.parametrize("address", ["file:///etc/hostname", "https://example.org/a.woff2", "../static/fonts/false.woff2"])
def test_a_font_that_is_elsewhere_or_no_font_is_told(tmp_path: Path, address: str) -> None:
    css = f'{CSS} @font-face {{ font-family: "X"; src: url({address}) }} h1 {{ font-family: "X" }}'
    files = lay_out(tmp_path, css)
    false = tmp_path / "false.woff2"
    false.write_bytes(b"no font at all " * 99)

    made = pdf_of(page("<h1>Rubrik</h1>"), files | {"layouts/static/fonts/false.woff2": false})

    assert "Font-face 'X' cannot be loaded" in made.warnings


@pytest.mark.parametrize("part", [0.3, 0.9])
def test_a_picture_that_was_cut_short_is_told(tmp_path: Path, part: float) -> None:
    whole = shots.a_picture(width=900, height=600)
    photo = tmp_path / "torg.jpg"
    photo.write_bytes(whole[: int(len(whole) * part)])

    made = pdf_of(
        page('<h1>Bild</h1><img alt="Ett torg" src="content/images/torg.jpg">'),
        lay_out(tmp_path) | {"content/images/torg.jpg": photo},
    )

    (told,) = made.warnings
    assert told.startswith('"content/images/torg.jpg" is damaged')


def test_a_drawing_in_its_own_address_is_drawn(make: Make) -> None:
    drawing = (
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'%3E%3Cpath d='M0 0h9v9z'/%3E%3C/svg%3E"
    )

    assert make(f'<h1>Rubrik</h1><img src="{drawing}" alt="En trekant">').warnings == ()


def test_a_faulty_style_is_told(make: Make) -> None:
    made = make("<h1>Rubrik</h1>", css=f"{CSS} h1 {{ colour: red }}")

    assert len(made.warnings) == 1
    assert "colour" in made.warnings[0]


def test_a_link_to_nowhere_is_told(make: Make) -> None:
    made = make('<h1>Rubrik</h1><p><a href="#borta" data-page="00">Se där</a></p>')

    assert len(made.warnings) == 1
    assert "borta" in made.warnings[0]


def test_a_link_that_is_no_address_is_told(make: Make) -> None:
    made = make('<h1>Rubrik</h1><p><a href="sida/">Se där</a></p>')

    assert made.warnings == ('a link leads to "sida/", which is no address',)


def test_a_letter_that_the_fonts_lack_is_told(make: Make) -> None:
    made = make("<h1>Rubrik</h1><p>CO\u2082</p>")

    assert len(made.warnings) == 1
    assert "U+2082" in made.warnings[0]


@pytest.mark.parametrize(
    ("css", "told"),
    [
        ("p { font-family: Arial }", 'no @font-face names the font "Arial"'),
        ("p { font-weight: 600 }", 'no @font-face gives "Source Serif 4" in 600 normal'),
        ("p { font-style: italic }", 'no @font-face gives "Source Serif 4" in 400 italic'),
    ],
)
def test_a_font_that_is_not_shipped_is_told(make: Make, css: str, told: str) -> None:
    assert make("<h1>Rubrik</h1><p>Text</p>", css=CSS + css).warnings == (told,)


def test_a_link_shows_the_page_where_its_text_begins(make: Make) -> None:
    rest = '<p style="break-before: page">Mer.</p>'
    made = make(
        '<h1>Rubrik</h1><p>Läs <a href="#dit" data-page="00">om det</a> senare.</p>'
        f'<section id="dit" style="break-before: page"><p>Där.</p>{rest}{rest}</section>'
    )

    assert made.pages == 4
    assert "om det (s. 2) senare" in text_of(made)


def test_a_page_number_longer_than_its_guess_is_laid_out_anew(make: Make) -> None:
    filling = '<p style="break-before: page">Fyll.</p>' * 10
    made = make(f'<h1>Rubrik</h1><p><a href="#dit" data-page="0">Dit</a></p>{filling}<p id="dit">Där.</p>')

    assert "Dit (s. 11)" in text_of(made)


def test_a_number_that_a_line_of_a_list_begins_with_stands_at_its_edge(make: Make) -> None:
    link = '<a href="#dit" data-page="00–00"></a>'
    css = CSS.replace('" (s. " attr(data-page) ")"', "attr(data-page)")

    made = make(f'<h1 id="dit">Rubrik</h1><ul><li>Ord<br>{link}</li><li>Ord<br>12</li></ul>', css=css)

    found: dict[str, float] = {}
    PdfReader(io.BytesIO(made.content)).pages[0].extract_text(
        visitor_text=lambda text, _, place, *__: found.update({text.strip(): place[4]})
    )
    assert found["1"] == pytest.approx(found["12"], abs=0.1)


def test_a_compound_is_divided_before_the_part_that_is_named(make: Make) -> None:
    narrow = f"{CSS} @page {{ size: 43mm 60mm }}"

    made = make("<h1>Rubrik</h1><p>medborgarutskotten</p>", css=narrow, head='<meta name="compound-parts" content="utskott">')

    assert re.search(r"medborgar-\s+utskotten", text_of(made))


def test_what_stands_in_the_outer_margin_is_on_the_right_of_a_right_page(make: Make) -> None:
    beside = '<div style="position: absolute; left: -8mm; width: 7mm" data-outside-mm="89">X</div><p>Text</p>'

    made = make(
        f'<h1>Rubrik</h1><div style="position: relative">{beside}</div>'
        f'<div style="position: relative; break-before: page">{beside}</div>'
    )

    found: list[float] = []
    for one in PdfReader(io.BytesIO(made.content)).pages:
        one.extract_text(visitor_text=lambda text, _cm, tm, _font, _size: found.append(tm[4]) if text.strip() == "X" else None)
    right, left = found
    assert right - left == pytest.approx(89 / 25.4 * 96, abs=1)


def test_the_engine_names_pango_without_importing_weasyprint() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, press.make.pdf as p; print(p.engine()); print('weasyprint' in sys.modules)"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    ).stdout  # fmt: skip

    assert told.splitlines()[1] == "False"
    assert re.search(r"'pango_version_string': '1\.\d+", told)
    assert set(engine()) >= {"weasyprint", "pydyf", "pango_version_string", "hb_version_string"}


def test_a_machine_without_pango_is_told_so_in_one_sentence(tmp_path: Path) -> None:
    program = (
        "import cffi\n"
        "def missing(self, name, flags=0): raise OSError(f'cannot load library {name!r}: no such file')\n"
        "cffi.FFI.dlopen = missing\n"
        "from press.make.pdf import PdfUnavailable, pdf_of\n"
        "try: pdf_of('<p>Hej</p>', {})\n"
        "except PdfUnavailable as fault: print(fault)\n"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout == "cannot load library 'libgobject-2.0-0'\n"
    assert done.stderr == ""


def test_a_machine_with_pango_alone_is_told_what_is_missing_instead_of_getting_other_bytes() -> None:
    program = (
        "import cffi\n"
        "plain = cffi.FFI.dlopen\n"
        "def some(self, name, flags=0):\n"
        "    if 'subset' in name: raise OSError(f'cannot load library {name!r}: no such file')\n"
        "    return plain(self, name, flags)\n"
        "cffi.FFI.dlopen = some\n"
        "from press.make.pdf import PdfUnavailable, pdf_of\n"
        "try: pdf_of('<p>Hej</p>', {})\n"
        "except PdfUnavailable as fault: print(fault)\n"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout == "HarfBuzz-Subset is missing\n"


def test_the_environment_is_as_it_was(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.setenv("FONTCONFIG_FILE", "/some/other.conf")

    make("<h1>Rubrik</h1>")

    assert os.environ["FONTCONFIG_FILE"] == "/some/other.conf"


def test_a_style_sheet_that_brings_no_font_is_told_before_pango_ends_the_program(tmp_path: Path) -> None:
    sheet = tmp_path / "a.css"
    sheet.write_text('@font-face { font-family: "Source Serif 4"; src: url("gone.woff2") }', encoding="utf-8")

    result = pdf_of('<html lang="sv"><head><link rel="stylesheet" href="a.css"></head><body>Ord</body></html>', {"a.css": sheet})

    assert result.warnings == ("no @font-face of its style sheets brings a font",)
    assert result.pages == 0


@pytest.mark.parametrize("orientation", [1, 6])
def test_an_editors_picture_goes_in_upright_and_without_what_the_camera_knew(tmp_path: Path, orientation: int) -> None:
    photo, drawing = tmp_path / "torg å.jpg", tmp_path / "norr.svg"
    photo.write_bytes(from_a_phone(orientation, width=600, height=400))
    drawing.write_bytes(a_drawing())
    files = lay_out(tmp_path) | {"content/images/torg å.jpg": photo, "content/images/norr.svg": drawing}
    shown = [f'<img src="content/images/{name}" alt="Lit">' for name in ("torg%20%C3%A5.jpg", "norr.svg")]

    made = pdf_of(page("<h1>Bild</h1>" + "".join(shown)), files)

    assert made.warnings == ()
    picture = PdfReader(io.BytesIO(made.content)).pages[0].images[0].image
    assert picture is not None
    assert (picture.size, is_near(corners_of(picture), CORNERS)) == ((600, 400), True)
    assert not re.search(b"Exif|Fotografen|Kameran", made.content)
