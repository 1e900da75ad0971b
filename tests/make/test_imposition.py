"""Sheets, unfolded again: folding them into each other gives the pages in order."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.make.imposition import Sheet, Side, padded, sheets

PAGES = st.integers(4, 200)


def folded(stack: Sequence[Sheet]) -> list[int]:
    """The pages as a reader turns them: each sheet folded with its front outward, the first of them outermost."""
    first_half: list[int] = []
    last_half: list[int] = []
    for sheet in stack:
        first_half += [sheet.front.right, sheet.back.left]  # a leaf: what is behind the right half of the front
        last_half = [sheet.back.right, sheet.front.left, *last_half]
    return first_half + last_half


@given(PAGES)
def test_folded_sheets_have_the_pages_in_order(pages: int) -> None:
    order = padded(pages)

    assert folded(sheets(order)) == list(order)


@given(PAGES)
def test_every_page_stands_once_with_its_own_number_and_the_cover_stays_outside(pages: int) -> None:
    order = padded(pages)

    assert [number for number in order if number] == list(range(1, pages + 1))
    assert len(order) % 4 == 0
    assert len(order) - pages < 4
    assert list(order[: pages - 1]) == list(range(1, pages))
    assert sheets(order)[0].front == Side(pages, 1)


@given(PAGES)
def test_right_pages_are_odd_and_left_pages_even(pages: int) -> None:
    for sheet in sheets(padded(pages)):
        for side in (sheet.front, sheet.back):
            assert side.right % 2 == 1 or side.right in {0, pages}
            assert side.left % 2 == 0 or side.left == pages


def test_a_booklet_of_six_pages_by_hand() -> None:
    order = padded(6)

    assert order == (1, 2, 3, 4, 5, 0, 0, 6)
    assert sheets(order) == (Sheet(Side(6, 1), Side(2, 0)), Sheet(Side(0, 3), Side(4, 5)))


def test_what_is_no_booklet_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one page, not 0"):
        padded(0)
    with pytest.raises(ValueError, match="multiple of 4 pages, not 6"):
        sheets(range(1, 7))


def test_one_page_is_a_sheet_of_its_own() -> None:
    assert sheets(padded(1)) == (Sheet(Side(0, 1), Side(0, 0)),)
