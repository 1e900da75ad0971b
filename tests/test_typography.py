"""The real publication's booklet as a typesetter looks at it: its grid, its turns of the page, how full its pages are."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pypdfium2
import pytest

from tests.test_booklet import FOOT_MM, INNER_MM, OUTER_MM, SUBHEADING_PT, TITLE_PT, Booklet, Leaf, Line, booklet

__all__ = ("booklet",)  # a fixture
pytestmark = pytest.mark.xdist_group("booklet")

MM_PT = 72 / 25.4
LINE_PT, TEXT_PT = 13.5, 9.5
TOP_MM, COLUMN_MM, INDENT_MM = 19, 104, 13.5 / MM_PT
MOST_EMPTY = 14  # lines in one piece, of 35: two fifths of a page
SCALE = 2
NEARLY_WHITE = 250


def body_of(leaf: Leaf) -> list[Line]:
    """The lines of running text of a page."""
    return [line for line in leaf.lines if abs(line.size - TEXT_PT) < 0.05 and "Serif" in line.font]


def off_grid(leaves: Iterable[Leaf]) -> list[tuple[int, str]]:
    """Lines of running text that do not stand on the grid that the first of them stands on."""
    found = [(leaf, line, line.from_top * MM_PT / LINE_PT % 1) for leaf in leaves for line in body_of(leaf)]
    first = found[0][2]
    return [(leaf.number, line.text) for leaf, line, at in found if abs(at - first) * LINE_PT > 0.3]


def test_lines_of_text_stand_on_one_grid_on_all_pages(booklet: Booklet) -> None:
    assert sum(len(body_of(leaf)) for leaf in booklet.leaves) > 500
    assert off_grid(booklet.leaves) == []


def test_a_line_off_the_grid_is_found(booklet: Booklet) -> None:
    leaf = next(leaf for leaf in booklet.leaves if len(body_of(leaf)) > 20)
    line = body_of(leaf)[9]
    moved = replace(leaf, lines=tuple(replace(one, from_top=one.from_top + 0.2 * (one is line)) for one in leaf.lines))

    assert off_grid([moved]) == [(leaf.number, line.text)]


def emptiest(booklet: Booklet, leaf: Leaf) -> float:
    """The highest part of a page's text area in which nothing stands, in lines. Pictures, maps and boxes are something."""
    left = OUTER_MM if leaf.number % 2 == 0 else INNER_MM
    area = [round(side * MM_PT * SCALE) for side in (left - 3, TOP_MM, left + COLUMN_MM + 3, FOOT_MM)]
    page = pypdfium2.PdfDocument(booklet.path)[leaf.number - 1].render(scale=SCALE, grayscale=True).to_pil()
    rows = page.convert("L").crop(area).point(lambda grey: 255 if grey < NEARLY_WHITE else 0).getprojection()[1]
    inked = [-1, *(place for place, is_inked in enumerate(rows) if is_inked), len(rows)]
    return max(below - above for above, below in itertools.pairwise(inked)) / SCALE / LINE_PT


def test_no_page_stands_empty_for_more_than_two_fifths_of_it(booklet: Booklet) -> None:
    """But the four before the contents, which are composed of empty space."""
    too_empty = {leaf.number: lines for leaf in booklet.leaves[4:] if (lines := round(emptiest(booklet, leaf), 1)) > MOST_EMPTY}

    assert too_empty == {}


def paragraphs(leaf: Leaf) -> Iterator[list[Line]]:
    """The running text of a page by paragraphs: a new one begins at an indent, and where the lines do not follow each other."""
    found: list[Line] = []
    left = OUTER_MM if leaf.number % 2 == 0 else INNER_MM
    for line in body_of(leaf):
        follows = found and abs(line.from_top - found[-1].from_top - LINE_PT / MM_PT) < 0.3
        is_indented = abs(line.from_left - left - INDENT_MM) < 0.3
        if found and (is_indented or not follows):
            yield found
            found = []
        found.append(line)
    if found:
        yield found


def goes_on(leaf: Leaf, after: Leaf) -> bool:
    """Whether a paragraph goes on overleaf: the last line of one page and the first of the next are text at the margin."""
    left = OUTER_MM if after.number % 2 == 0 else INNER_MM
    first, last = (after.lines or [None])[0], (leaf.lines or [None])[-1]
    if first not in body_of(after) or last not in body_of(leaf) or not first or not last or after.margin:
        return False
    ends_a_list = last.from_left > (INNER_MM + OUTER_MM - left) + INDENT_MM / 2
    return abs(first.from_left - left) < 0.3 and not (ends_a_list and last.text.endswith("."))


def test_no_line_stands_alone_at_a_turn_of_the_page(booklet: Booklet) -> None:
    turns = [turn for turn in zip(booklet.leaves, booklet.leaves[1:], strict=False) if goes_on(*turn)]

    assert len(turns) > 3
    for leaf, after in turns:
        assert len(list(paragraphs(leaf))[-1]) > 1, f"page {leaf.number} ends with a paragraph's first line"
        assert len(next(paragraphs(after))) > 1, f"page {after.number} begins with a paragraph's last line"


def test_a_heading_has_at_least_two_lines_below_it(booklet: Booklet) -> None:
    for leaf in booklet.leaves:
        sizes = [round(line.size, 1) for line in leaf.lines if "Bold" not in line.font or line.size > TEXT_PT]
        assert not {SUBHEADING_PT, TITLE_PT} & set(sizes[-2:]) or not leaf.folio, f"page {leaf.number}"


def test_an_article_ends_at_the_foot_of_its_page(booklet: Booklet) -> None:
    ends = [(leaf, line) for leaf in booklet.leaves for line in leaf.lines if line.text.startswith("Artikeln på webben")]

    assert len(ends) == 20
    for leaf, line in ends:
        below = [one for one in leaf.lines if one.from_top > line.from_top + 1]  # notes
        assert all(one.size < 8 for one in below), f"page {leaf.number}"
        assert below or line.from_top == pytest.approx(FOOT_MM - 1, abs=4.5), f"page {leaf.number}"
