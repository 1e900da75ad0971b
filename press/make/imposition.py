"""Pages -> the sheets of a booklet that is folded once and stapled in the fold. Numbers in, numbers out."""

from __future__ import annotations

from collections.abc import Sequence

from press.record import Record

BLANK = 0  # in the place of a page's number
A_SHEET = 4  # pages
# What can be stapled in the fold hangs on paper and machine: printers who tell a limit say from 64 to some 100 pages. Beyond
# this the bundle has more than 24 sheets, springs open, and its inmost leaves stand out by several millimetres.
MOST_STAPLED = 96  # pages, the cover's too


class Side(Record, frozen=True):
    """One side of a sheet that lies on its long edge: the page numbers of its halves."""

    left: int
    right: int


class Sheet(Record, frozen=True):
    """A sheet, turned over about its short edge."""

    front: Side
    back: Side


def padded(pages: int) -> tuple[int, ...]:
    """The pages of a booklet in order, a multiple of four, so that the last page stays the back of the cover.

    Blank pages stand before it: no page gets another number. Raises ValueError when there is no page.
    """
    if pages < 1:
        raise ValueError(f"a booklet has at least one page, not {pages}")
    blanks = (BLANK,) * (-pages % A_SHEET)
    return (1, *blanks) if pages == 1 else (*range(1, pages), *blanks, pages)


def sheets(order: Sequence[int]) -> tuple[Sheet, ...]:
    """The sheets of pages in that order, outermost first. Raises ValueError when they are no multiple of four."""
    if not order or len(order) % A_SHEET:
        raise ValueError(f"folded sheets have a multiple of {A_SHEET} pages, not {len(order)}")
    return tuple(
        Sheet(Side(order[-1 - at], order[at]), Side(order[at + 1], order[-2 - at])) for at in range(0, len(order) // 2, 2)
    )


def spine_mm(inner_pages: int, paper_um: int, cover_um: int) -> float:
    """How wide the spine of a glued booklet is: its leaves, and the cover on both sides. In tenths of a millimetre."""
    return round((inner_pages / 2 * paper_um + 2 * cover_um) / 1000, 1)
