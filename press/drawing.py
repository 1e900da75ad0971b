"""Drawings that are computed from numbers: rows of dots, and dots as one path. Numbers in, SVG text out.

Colour is `currentColor`: the page's style sheet or the booklet decides it.
"""

from __future__ import annotations

from collections.abc import Iterable

INK = "#23241A"  # in print: WeasyPrint looks for no colour outside a drawing
MM_A_UNIT = 0.2  # in print, a dot of 12 units is 2.4 mm
SIGN_WIDTHS = {":": 2.2, "o": 6.0, "#": 10.0}  # stroke widths of a sign's dots, in a box of 64


def dots_path(points: Iterable[tuple[float, float]]) -> str:
    """Equal dots as one path: each is a zero-length line that round caps turn into a dot."""
    return "".join(f"M{x:g} {y:g}h0" for x, y in points)


def sign_paths(rows: Iterable[str]) -> tuple[tuple[float, str], ...]:
    """A sign's dots on a grid of 7 x 7, as (stroke width, path data), thinnest first, in a box of 64 x 64."""
    points: dict[float, list[tuple[float, float]]] = {}
    for y, row in enumerate(rows):
        for x, char in enumerate(row):
            if char in SIGN_WIDTHS:
                points.setdefault(SIGN_WIDTHS[char], []).append((x * 8 + 8, y * 8 + 8))
    return tuple((width, dots_path(points[width])) for width in sorted(points))


def dot_row(filled: int, total: int) -> str:
    """`filled` of `total` dots; the rest are rings, so that the share also reads in one colour.

    Few dots are large, more are smaller in two rows, twenty stand in one row, beyond that ten a row.
    """
    width, height, shapes = _dots(filled, total, *_measures(total))
    return f'<svg class="dots" aria-hidden="true" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{shapes}</svg>'


def dot_row_in_print(filled: int, total: int, width_mm: float) -> str:
    """The same in at most `width_mm`, with the share in words: every drawing of a tagged PDF has a name.

    In a narrow column twenty dots stand in two rows.
    """
    per_row, size, step = _measures(total)
    if per_row > 10 and width_mm < 60:
        per_row, size, step = _measures(total + 1)
    width, height, shapes = _dots(filled, total, per_row, size, step)
    scale = min(MM_A_UNIT, width_mm / width) if width_mm < 60 else width_mm / width
    measures = f'width="{width * scale:.2f}mm" height="{height * scale:.2f}mm" viewBox="0 0 {width} {height}"'
    return f'<svg class="dots" {measures} color="{INK}"><title>{filled} av {total} prickar är fyllda</title>{shapes}</svg>'


def _dots(filled: int, total: int, per_row: int, size: int, step: int) -> tuple[int, int, str]:
    """Width and height of the rows, and their shapes."""
    rows = -(-total // per_row)
    places = [(step * (i % per_row) + step / 2, step * (i // per_row) + step / 2) for i in range(total)]
    full = dots_path(places[:filled])
    rings = "".join(f'<circle cx="{x:g}" cy="{y:g}" r="{size / 2 - 1:g}"/>' for x, y in places[filled:])
    return (
        step * min(total, per_row),
        step * rows,
        f'<g fill="none" stroke="currentColor"><path d="{full}" stroke-width="{size:g}" stroke-linecap="round"/>'
        f'<g stroke-width="1.5">{rings}</g></g>',
    )


def _measures(total: int) -> tuple[int, int, int]:
    """Dots a row, their width and their distance, in px."""
    if total <= 5:
        return total, 22, 28
    if total <= 14:
        return -(-total // 2), 12, 16
    if total == 20:
        return 20, 15, 20
    return 10, 12, 16
