"""How a page is composed, beyond what CSS can say: text on a grid of lines, and a text's end at the foot of its last page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from press.make.pdf.places import places_of

if TYPE_CHECKING:
    from weasyprint import Document

GRID = "text"  # the class of what keeps to a grid: its own line height is the grid's
_NEAR = 0.02  # px: measures in points become fractions of these
_AIR = 1.0  # lines between a text and the map below it, and between the map and what stands at the foot


@contextmanager
def whole_lines() -> Iterator[None]:
    """While this lasts, all that stands in a text takes up whole lines of it: what is set in other sizes gets more room.

    So the lines of facing pages stand beside each other, whatever is above them. What has room above it as well (a box, a
    table) has half of it there. CSS has `block-step` for that, and WeasyPrint does not know it (docs/upstream.md).
    """
    from weasyprint.layout import block

    plain = block.block_level_layout

    def block_level_layout(context: Any, box: Any, bottom: Any, skip: Any, around: Any, at_top: Any = True, *others: Any) -> Any:
        result = plain(context, box, bottom, skip, around, at_top, *others)
        made, goes_on = result[0], result[1] is not None
        if made is not None and not goes_on and _keeps_to_grid(around) and isinstance(made.margin_bottom, int | float):
            line = _line_height(around)
            over = made.border_height() % line
            if _NEAR < over < line - _NEAR:
                above = 0.0 if at_top or not made.margin_top else (line - over) / 2
                made.translate(0, above)
                if made.margin_bottom:
                    made.margin_bottom += line - over - above
                else:  # a margin would be lost in that of what follows
                    made.height += line - over - above
        return result

    block.block_level_layout = block_level_layout
    try:
        yield
    finally:
        block.block_level_layout = plain


def _keeps_to_grid(box: Any) -> bool:
    return box.element is not None and GRID in str(box.element.get("class") or "").split()


def _line_height(box: Any) -> float:
    height = box.style["line_height"]
    return float(height if isinstance(height, int | float) else height[0])


def compose(document: Document) -> None:
    """Moves what says data-foot to the foot of its page, and lets its map (data-room) grow into the room that this gives.

    Where there is less room than the map asks for (data-room, in lines) the map goes. It may have a name (data-shows):
    what says data-if goes when no map of that name is shown, what says data-unless when one is. The name is an anchor's:
    where that begins such a map does not stand.
    """
    shown, places = set(), places_of(document)
    for number, page in enumerate(document.pages, 1):
        foot = _foot(page._page_box)
        for end, _ in _told(page._page_box, "data-foot"):
            room = foot - (end.border_box_y() + end.border_height())
            end.translate(0, room)
            for figure, parent in _told(end, "data-room"):
                line, name = _line_height(end), str(figure.element.get("data-shows") or "")
                if places.get(name, (0, 0))[0] == number or room < float(figure.element.get("data-room")) * line:
                    _without(parent, figure)
                else:
                    _grow(figure, room - _AIR * line, end.border_box_y() - _AIR * line)
                    shown.add(name)
    for page in document.pages:
        for name, is_kept in (("data-if", True), ("data-unless", False)):
            for box, parent in _told(page._page_box, name):
                if (box.element.get(name) in shown) != is_kept:
                    _without(parent, box)


def _without(parent: Any, child: Any) -> None:
    parent.children = tuple(one for one in parent.children if one is not child)


def _foot(page: Any) -> float:
    """Where the text area of a page ends, or the notes below its text begin."""
    from weasyprint.formatting_structure import boxes

    notes = [one.position_y for one in page.children if isinstance(one, boxes.FootnoteAreaBox) and one.height]
    return float(min([page.content_box_y() + page.height, *notes]))


def _told(within: Any, name: str) -> list[tuple[Any, Any]]:
    """The boxes whose element has an attribute, the outermost of each, with what they stand in."""
    found = []
    for parent in (within, *within.descendants()):
        for box in getattr(parent, "children", ()):
            element = box.element
            if element is not None and element.get(name) is not None and (parent is within or parent.element is not element):
                found.append((box, parent))
    return found


def _grow(figure: Any, height: float, bottom: float) -> None:
    """Sets a map's drawings, which lie upon each other, as high as is told, at the right edge; its words stand at their left."""
    from weasyprint.formatting_structure import boxes

    right = figure.content_box_x() + figure.width
    for child in figure.children:
        if isinstance(child, boxes.ReplacedBox):
            high = min(height, float(child.max_height))
            broad = float(child.width) * high / float(child.height)
            child.translate(right - broad - child.position_x, bottom - high - child.position_y)
            child.width, child.height = broad, high
        else:
            child.translate(0, bottom - child.position_y - child.margin_height())
