"""Rows of dots and tool signs: numbers in, SVG text out."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press import drawing


def shares() -> st.SearchStrategy[tuple[int, int]]:
    return st.integers(1, 100).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


def test_a_dot_is_a_line_of_no_length_that_round_caps_make_visible() -> None:
    assert drawing.dots_path([(1, 2), (3.5, 4)]) == "M1 2h0M3.5 4h0"
    assert drawing.dots_path([]) == ""


def test_a_sign_is_drawn_thinnest_dots_first_on_a_grid_of_eight_units() -> None:
    sign = drawing.sign_paths([":......", ".o.....", "..#....", ".......", ".......", ".......", "......#"])

    assert sign == ((2.2, "M8 8h0"), (6.0, "M16 16h0"), (10.0, "M24 24h0M56 56h0"))


def test_an_empty_sign_has_no_paths() -> None:
    assert drawing.sign_paths([]) == ()
    assert drawing.sign_paths(["......."] * 7) == ()


@settings(deadline=None)
@given(shares())
def test_a_share_has_as_many_dots_as_it_tells_and_the_rest_are_rings(share: tuple[int, int]) -> None:
    filled, total = share
    for svg in (drawing.dot_row(filled, total), drawing.dot_row_in_print(filled, total, 104.0)):
        assert svg.count("h0") == filled
        assert svg.count("<circle") == total - filled


@settings(deadline=None)
@given(shares())
def test_every_dot_lies_inside_the_drawing(share: tuple[int, int]) -> None:
    svg = drawing.dot_row(*share)
    root = ElementTree.fromstring(svg)
    width, height = int(root.get("width", "")), int(root.get("height", ""))
    places = [(float(x), float(y)) for x, y in re.findall(r"M(\S+) (\S+?)h0", svg) + re.findall(r'cx="(\S+?)" cy="(\S+?)"', svg)]

    assert root.get("viewBox") == f"0 0 {width} {height}"
    assert len(set(places)) == share[1]
    assert all(0 < x < width and 0 < y < height for x, y in places)


@pytest.mark.parametrize(("total", "rows"), [(1, 1), (5, 1), (6, 2), (14, 2), (15, 2), (20, 1), (21, 3), (100, 10)])
def test_few_dots_stand_in_one_row_and_many_in_rows_of_ten(total: int, rows: int) -> None:
    svg = drawing.dot_row(total, total)
    heights = {y for _, y in re.findall(r"M(\S+) (\S+?)h0", svg)}

    assert len(heights) == rows


def test_on_the_site_the_words_beside_tell_the_share_and_in_print_the_drawing_does() -> None:
    assert 'aria-hidden="true"' in drawing.dot_row(2, 3)
    assert "<title>" not in drawing.dot_row(2, 3)
    assert "<title>2 av 3 prickar är fyllda</title>" in drawing.dot_row_in_print(2, 3, 104.0)


@settings(deadline=None)
@given(shares(), st.floats(20, 120))
def test_in_print_a_row_is_no_wider_than_its_column(share: tuple[int, int], width_mm: float) -> None:
    svg = drawing.dot_row_in_print(*share, width_mm)
    found = re.search(r'width="([\d.]+)mm"', svg)

    assert found is not None
    assert float(found[1]) <= width_mm + 0.01


def test_twenty_dots_stand_in_two_rows_where_the_column_is_narrow() -> None:
    def heights(svg: str) -> int:
        return len({y for _, y in re.findall(r"M(\S+) (\S+?)h0", svg)})

    assert heights(drawing.dot_row_in_print(20, 20, 104.0)) == 1
    assert heights(drawing.dot_row_in_print(20, 20, 30.0)) == 2
