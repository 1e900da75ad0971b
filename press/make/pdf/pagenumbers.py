"""Page numbers of links inward: guessed before the layout, put right in the finished lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from press.make.pdf.places import boxes_of

if TYPE_CHECKING:
    from weasyprint import Document

_FIGURES = ("td", "::after")  # what stands in columns of figures: cells, and boxes that are set beside a line


def tell_pages(document: Document, guesses: Mapping[Any, str]) -> None:
    """Puts the true numbers into the finished lines. Where they are shorter the line is drawn together:
    towards its right edge where it is set so, and where a cell or a box of its own holds nothing but a number."""
    from weasyprint.formatting_structure import boxes

    for line in (box for box in boxes_of(document) if isinstance(box, boxes.LineBox)):
        freed = 0.0
        for box in line.children:
            freed = _told(box, guesses, freed)
        is_figure = str(line.element_tag).endswith(_FIGURES) and len([*filter(_is_text, line.descendants())]) == 1
        if freed and (is_figure or line.style["text_align_all"] == "right"):
            for box in line.children:
                box.translate(freed, 0)


def _is_text(box: Any) -> bool:
    from weasyprint.formatting_structure import boxes

    return isinstance(box, boxes.TextBox)


def _told(box: Any, guesses: Mapping[Any, str], freed: float) -> float:
    """A box of a line with its true numbers, moved by what those before it have freed; how much is free after it."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder
    from weasyprint.text.line_break import line_size

    if isinstance(box, AbsolutePlaceholder):
        return freed
    if not isinstance(box, boxes.InlineBox | boxes.TextBox):
        box.translate(-freed, 0)
        return freed
    before = freed
    box.position_x -= freed
    if isinstance(box, boxes.InlineBox):
        for child in box.children:
            freed = _told(child, guesses, freed)
        box.width -= freed - before
        return freed
    guess = guesses.get(box.element) if str(box.element_tag).endswith("::after") else None
    if guess and guess != box.element.get("data-page"):
        layout, room = box.pango_layout, box.width
        box.text = layout.text = box.text.replace(guess, box.element.get("data-page"))
        layout.reactivate(box.style)
        box.width, _ = line_size(layout.get_first_line()[0], box.style)
        layout.deactivate()
        freed += room - box.width
    return freed
