"""A booklet of 300 articles, made and read back: what holds for twenty holds when the publication has grown."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT

from press.make import printing
from tests import verapdf
from tests.bench import corpus
from tests.bench.booklet import html_of
from tests.pagenumbers import FOOT_PT, Numbered, untrue

pytestmark = pytest.mark.xdist_group("long booklet")  # one process makes it, once: 40 s of computing

MANY = 300
FLAVOURS = ["PDFUA_1", *["PDFA_2_A"][: "PRESS_AUDIT" in os.environ]]  # 25 s of computing each
OUTSIDE_PT, INNER_PT, COLUMN_PT = 70, 46, 300  # the outer margin with mark and place, the inner one, and between them
LINE_PT = 13.5
HYPHENS = ("-", "\x02", "\ufffe")  # the latter two are what pdfium has for one at the end of a line


@pytest.fixture(scope="module")
def booklet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("long")
    corpus.write(folder / "project", MANY)
    made = printing.printed(*html_of(folder / "project"))

    assert made.warnings == ()
    path = folder / "booklet.pdf"
    path.write_bytes(made.content)
    return path


@pytest.fixture(scope="module")
def numbers(booklet: Path) -> Numbered:
    return Numbered(booklet)


def test_every_page_number_is_the_true_one(numbers: Numbered, record_property: Callable[[str, object], None]) -> None:
    shown = [one for one in numbers.references if one.shown()]

    assert len(numbers.articles()) == MANY
    assert len(shown) > 10 * MANY
    assert untrue(numbers) == []
    record_property("audit", f"{MANY} articles: {numbers.pages} pages, {len(shown)} page numbers in links, all true")


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_it_is_pdf_ua_1_and_pdf_a_2a(booklet: Path, flavour: str, record_property: Callable[[str, object], None]) -> None:
    assert verapdf.failures(booklet, flavour) == ()
    record_property("audit", f"{MANY} articles: veraPDF has nothing against {verapdf.NAMES[flavour]}")


def test_every_article_has_its_municipality_in_the_outer_margin(numbers: Numbered) -> None:
    drawn = pypdfium2.PdfDocument(numbers.path)
    wanted = {f"artikel-{text.slug}": text.municipality for text in corpus.texts(MANY)}

    for name, number in numbers.articles().items():
        page = drawn[number - 1]
        left = page.get_width() - OUTSIDE_PT if number % 2 else 0
        beside = page.get_textpage().get_text_bounded(left, FOOT_PT, left + OUTSIDE_PT, page.get_height())
        assert "".join(wanted[name].split()) in "".join(beside.split()), f"page {number}"


def test_nothing_is_drawn_below_the_text(numbers: Numbered) -> None:
    """A mark that its entry left behind lay there."""
    stray = {
        number
        for number, page in enumerate(pypdfium2.PdfDocument(numbers.path), 1)
        for drawn in page.get_objects()
        if drawn.type != FPDF_PAGEOBJ_TEXT and 0 < drawn.get_bounds()[3] < FOOT_PT - LINE_PT / 4
    }

    assert stray <= {numbers.pages}  # the back of the cover


def test_no_page_ends_in_a_hyphen(numbers: Numbered) -> None:
    """Where a page has notes, these are what it ends in."""
    divided = []
    for number, page in enumerate(pypdfium2.PdfDocument(numbers.path), 1):
        left = INNER_PT if number % 2 else OUTSIDE_PT
        words = page.get_textpage().get_text_bounded(left, FOOT_PT, left + COLUMN_PT, page.get_height())
        if words.rstrip(" \r\n").endswith(HYPHENS):
            divided.append(number)

    assert divided == []
