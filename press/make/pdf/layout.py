"""A page's HTML -> its pages as WeasyPrint lays them out, with what CSS can't say."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from press.make.pdf.pagenumbers import tell_pages
from press.make.pdf.places import places_of

if TYPE_CHECKING:
    from weasyprint import Document

MOST_LAYOUTS = 4
PAGES_A_TARGET = 3  # as many figures are guessed: one too many costs nothing, one too few another layout
_TO = "–"  # between the first and the last page of a range
PX_A_MM = 96 / 25.4


def laid_out(source: Any, logged: list[str]) -> Document:
    """The pages, with the true page numbers in each link that shows some.

    A link inward carries a guess that the style sheet prints: data-page="00" where its target begins, "00–00" from its
    first page to its last. Where the true number has no more figures, it takes the guess's place in the finished lines.
    WeasyPrint's own `target-counter` would lay out most pages three times. Otherwise the whole is laid out again.
    """
    links = [link for link in source.etree_element.iter("a") if link.get("data-page")]
    ranges = {link for link in links if _TO in link.get("data-page")}
    figures = "0" * max(2, len(str(PAGES_A_TARGET * len({link.get("href") for link in links}))))
    for link in links:
        link.set("data-page", f"{figures}{_TO}{figures}" if link in ranges else figures)
    for _ in range(MOST_LAYOUTS):
        logged.clear()
        document: Document = source.render()
        places = places_of(document)
        guesses = {link: link.get("data-page") for link in links}
        for link in links:
            first, last = places.get(_target(link), (0, 0))
            link.set("data-page", f"{first}{_TO}{last}" if link in ranges and first != last else str(first))
        if all(len(guess) >= len(link.get("data-page")) for link, guess in guesses.items()):
            break
    tell_pages(document, guesses)
    return document


def _target(link: Any) -> str:
    return str(link.get("href")).removeprefix("#")


def gather_links(document: Document) -> None:
    """Links can be clicked where they stand now: they were gathered before lines were drawn together."""
    from weasyprint.anchors import gather_anchors

    for page in document.pages:
        page.links.clear()
        gather_anchors(page._page_box, {}, page.links, [], {None: []})


def turn_outward(document: Document) -> None:
    """Moves what stands in the outer margin to the other side of the text on right pages.

    CSS knows no outside. Such an element says how far: data-outside-mm.
    """
    for right_page in document.pages[::2]:
        moved = set()  # an element's outermost box comes first, and takes its inner ones along
        for box in right_page._page_box.descendants(placeholders=True):
            far = box.element.get("data-outside-mm") if box.element is not None else None
            if far and box.element not in moved:
                moved.add(box.element)
                box.translate(float(far) * PX_A_MM, 0)


@contextmanager
def without_collector() -> Iterator[None]:
    """While this lasts, no garbage is collected: the boxes of a layout are all in use, and looking at them again and
    again costs a tenth of the whole."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
