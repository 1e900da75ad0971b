"""No word is divided by a turn of the page, and next to nothing is laid out twice for it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import nullcontext
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from press.make.pdf import pdf_of
from tests.make.test_pdf import CSS, lay_out, page

pytestmark = pytest.mark.xdist_group("pdf")

Set = Callable[..., list[str]]
LONG = "hållbarhetsutveckling"
SERVICES = "e-tjänster"  # has a hyphen of its own, after which a line may end
BETWEEN = ("och", "kommunfullmäktige", "i", "förvaltningarna", "om", "samverkan", "en", "gång")
MANY = 40
HEIGHTS = [f"@page {{ size: 76mm {height}mm }}" for height in (57, 62, 66)]  # seven lines on a page, eight, nine
NOTES = "@page { @footnote { margin-top: 4pt } } .note { float: footnote; font-size: 8pt }"


@pytest.fixture
def pages_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Set:
    """The text of each page; with `undivided=False` as WeasyPrint has it by itself."""
    numbers = count()

    def pages(body: str, css: str = "", *, undivided: bool = True) -> list[str]:
        with monkeypatch.context() as patch:
            if not undivided:
                patch.setattr("press.make.pdf.undivided", nullcontext)
            made = pdf_of(page(f"<h1>Rubrik</h1>{body}"), lay_out(tmp_path / str(next(numbers)), CSS + css))
        assert made.warnings == ()
        return [found.extract_text().rstrip() for found in PdfReader(io.BytesIO(made.content)).pages]

    return pages


def _words(word: str, many: int) -> list[str]:
    """The word that many times, at ever other places of a line."""
    return [one for number in range(many) for one in (word, *BETWEEN[: number % len(BETWEEN)])]


def divided(pages: list[str]) -> list[int]:
    """The pages that end in a hyphen."""
    return [number for number, text in enumerate(pages, 1) if text.endswith("-")]


@pytest.mark.parametrize("word", [LONG, SERVICES])
def test_a_page_does_not_end_in_a_divided_word(pages_of: Set, word: str) -> None:
    words = _words(word, MANY)
    body = f"<p>{' '.join(words)}</p>"

    plain = [pages_of(body, height, undivided=False) for height in HEIGHTS]
    mended = [pages_of(body, height) for height in HEIGHTS]

    assert any(map(divided, plain)), "no page would have ended in a hyphen"
    for pages in mended:
        assert divided(pages) == []
        assert re.sub(r"[-\s]", "", "".join(pages)) == "".join(["Rubrik", *words]).replace("-", "")


def test_all_lines_above_stay_as_they_were(pages_of: Set) -> None:
    body = f"<p>{' '.join(_words(LONG, MANY))}</p>"

    plain, mended = (pages_of(body, HEIGHTS[0], undivided=undivided) for undivided in (False, True))

    first = divided(plain)[0] - 1
    assert mended[:first] == plain[:first]
    assert mended[first].splitlines()[:-1] == plain[first].splitlines()[:-1]
    assert plain[first].splitlines()[-1].startswith(mended[first].splitlines()[-1])


def test_only_the_pages_that_end_so_are_laid_out_again(pages_of: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.layout import page as room

    body = f"<p>{' '.join(_words(LONG, 200))}</p>"
    plain = pages_of(body, HEIGHTS[0], undivided=False)
    made: list[int] = []
    plainly = room.make_page

    def make_page(*given: Any) -> Any:
        made.append(given[4])  # the page's number
        return plainly(*given)

    monkeypatch.setattr(room, "make_page", make_page)

    pages = pages_of(body, HEIGHTS[0])

    again = [number for number in set(made) if made.count(number) > 1]
    assert set(made) == set(range(1, len(pages) + 1))
    assert divided(plain)
    assert divided(pages) == []
    assert 0 < len(again) < len(pages)
    assert max(map(made.count, made)) == 2


def test_a_note_stands_once_and_where_its_number_stands(pages_of: Set) -> None:
    """The word that goes overleaf may have a note, which the page had taken in already."""
    words = [f'{word}<span class="note">Not {number}.</span>' for number, word in enumerate(_words(LONG, MANY))]

    plain, mended = (pages_of(f"<p>{' '.join(words)}</p>", NOTES + HEIGHTS[0], undivided=one) for one in (False, True))

    def ends_of_text(pages: list[str]) -> list[str]:
        return [re.split(r"\n\d+\. ?Not", text)[0].rstrip() for text in pages]

    assert divided(ends_of_text(plain))
    assert divided(ends_of_text(mended)) == []
    assert re.findall(r"Not (\d+)\.", " ".join(mended)) == [str(number) for number in range(len(words))]


def test_a_word_in_two_columns_is_not_divided_by_the_turn_either(pages_of: Set) -> None:
    css = ".two { columns: 2; column-gap: 4mm; column-fill: auto } @page { size: 136mm 57mm }"
    body = f'<div class="two"><p>{" ".join(_words(LONG, MANY))}</p></div>'

    plain, mended = (pages_of(body, css, undivided=one) for one in (False, True))

    assert divided(plain)
    assert divided(mended) == []


def test_a_word_that_fills_its_line_stays_divided_and_does_not_stand_out(pages_of: Set) -> None:
    plain, mended = (
        pages_of(f"<p>{' '.join([LONG] * MANY)}</p>", "@page { size: 48mm 57mm }", undivided=one) for one in (False, True)
    )

    assert divided(plain)
    longest = [max(len(line) for text in pages for line in text.splitlines()) for pages in (plain, mended)]
    assert longest[1] <= longest[0]


def test_weasyprint_is_left_as_it_was(pages_of: Set) -> None:
    from weasyprint.layout import inline
    from weasyprint.layout import page as room

    before = inline.get_next_linebox, room.remake_page

    pages_of("<p>Text</p>")

    assert (inline.get_next_linebox, room.remake_page) == before
