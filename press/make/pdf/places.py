"""What stands where in a laid out document: the pages of each anchor, and where in the text each page begins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weasyprint import Document


def places_of(document: Document) -> dict[str, tuple[int, int]]:
    """The first and the last page on which something of each anchor's element stands: 'artikel-lit' -> (34, 36)."""
    found: dict[str, tuple[int, int]] = {}
    for number, page in enumerate(document.pages, 1):
        for name in page.anchors:
            found[name] = (found.get(name, (number, number))[0], number)
    return dict(sorted(found.items()))


def turns_of(document: Document) -> tuple[tuple[int, str, int], ...]:
    """Where each page begins in the text: its number, the anchor it begins in, and after how many letters of that.

    So another edition of the same text can show the same pages. An anchor is an element's id without "--", which parts
    the id of a text's own heading. Letters are letters and figures of the running text; of hyphens, list marks, notes,
    and what the style sheet adds, there are none. Pages with nothing of all that are left out.
    """
    found: list[tuple[int, str, int]] = []
    met: set[str] = set()
    anchor, letters = "", 0
    for number, page in enumerate(document.pages, 1):
        has_begun = False
        for box in _flow(page):
            name = str(box.element.get("id") or "") if box.element is not None and box.element_tag == box.element.tag else ""
            is_new = bool(name) and "--" not in name and name not in met
            count = sum(map(str.isalnum, getattr(box, "text", "")))
            if is_new:
                met.add(name)
                anchor, letters = name, 0
            if (is_new or count) and not has_begun:
                has_begun = True
                found.append((number, anchor, letters))
            letters += count
    return tuple(found)


def _flow(page: Any) -> Iterator[Any]:
    """The boxes of a page's running text, without what the style sheet adds to it, and what print alone has (data-apart)."""
    from weasyprint.formatting_structure import boxes

    def within(box: Any) -> Iterator[Any]:
        if box.element is None or box.element.get("data-apart") is None:
            if "::" not in str(box.element_tag):
                yield box
            for child in getattr(box, "children", ()):
                yield from within(child)

    for child in page._page_box.children:
        if not isinstance(child, boxes.MarginBox | boxes.FootnoteAreaBox):
            yield from within(child)


def boxes_of(document: Document) -> Iterator[Any]:
    """Every box of every page, outer ones first."""
    for page in document.pages:
        yield from page._page_box.descendants(placeholders=True)
