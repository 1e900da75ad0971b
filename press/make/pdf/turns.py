"""Turns of the page: no word is divided by one. WeasyPrint has no `hyphenate-limit-last`.

Its inner functions that lay out a page and a line are wrapped: a page that ends in a hyphen is made anew at once, with that
one line set without. The lines above it stay, so the text goes on overleaf a word earlier, and nothing is laid out twice
but that page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from press.record import Record, field

MOST_TRIES = 4  # a page has a last line in each column
_HYPHEN = "-"
_PARAGRAPHS = frozenset({"p", "li", "dd"})
_NARROWER_PX = 0.1
Start = Any  # where in a paragraph a line begins, as WeasyPrint tells it


class _Undivided(Record):
    """The lines that may not end in a hyphen, by their paragraph: where they begin, and what width is too much for them."""

    lines: dict[int, list[tuple[Start, float]]] = field(default_factory=dict)
    paragraphs: list[Any] = field(default_factory=list)  # kept, so that an id stays whose it is

    def add(self, line: Any) -> None:
        paragraph, start = line.begun
        self.lines.setdefault(id(paragraph), []).append((start, line.width - _NARROWER_PX))
        self.paragraphs.append(paragraph)

    def width_of(self, paragraph: Any, start: Start) -> float | None:
        found = [width for begun, width in self.lines.get(id(paragraph), ()) if begun == start]
        return min(found, default=None)


@contextmanager
def undivided() -> Iterator[None]:
    """While this lasts, no page ends in a hyphen."""
    from weasyprint.layout import inline, page

    plain_line, plain_page = inline.get_next_linebox, page.remake_page
    table = _Undivided()

    def get_next_linebox(context: Any, linebox: Any, y: float, below: float, start: Start, around: Any, *rest: Any) -> Any:
        width = table.width_of(linebox, start)
        if width is None:
            line, goes_on = plain_line(context, linebox, y, below, start, around, *rest)
        else:
            with _narrow(linebox, around, width):
                line, goes_on = plain_line(context, linebox, y, below, start, around, *rest)
        if line is not None:
            line.begun = linebox, start
        return line, goes_on

    def remake_page(index: int, context: Any, *rest: Any) -> Any:
        before = _Before(context)
        made, goes_on = plain_page(index, context, *rest)
        for _ in range(MOST_TRIES):
            divided = list(_divided(made))
            if not divided:
                break
            for line in divided:
                table.add(line)
            before.restore(index)
            made, goes_on = plain_page(index, context, *rest)
        return made, goes_on

    inline.get_next_linebox, page.remake_page = get_next_linebox, remake_page
    try:
        yield
    finally:
        inline.get_next_linebox, page.remake_page = plain_line, plain_page


@contextmanager
def _narrow(linebox: Any, around: Any, width: float) -> Iterator[None]:
    """While this lasts, lines of a paragraph have no automatic hyphens, and less room than where they ended in one."""
    from weasyprint.formatting_structure import boxes

    styles = {id(box.style): box.style for box in linebox.descendants() if isinstance(box, boxes.TextBox)}
    before = [(style, style["hyphens"]) for style in styles.values()]
    room = around.width
    for style, _ in before:
        style["hyphens"] = "none"
    around.width = min(room, width)
    try:
        yield
    finally:
        around.width = room
        for style, hyphens in before:
            style["hyphens"] = hyphens


class _Before:
    """What making a page uses up of a layout's state, so that it can be made again."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._lists = {name: list(getattr(context, name)) for name in ("footnotes", "reported_footnotes", "rendered_notes")}
        self._broken = dict(context.broken_out_of_flow)
        self._running = {name: {at: list(some) for at, some in pages.items()} for name, pages in context.running_elements.items()}

    def restore(self, index: int) -> None:
        context = self._context
        for name, some in self._lists.items():
            setattr(context, name, list(some))
        context.broken_out_of_flow = dict(self._broken)
        for name, pages in context.running_elements.items():
            pages.clear()
            pages.update({at: list(some) for at, some in self._running.get(name, {}).items()})
        state = context.page_maker[index][-1]
        state.update(content_changed=False, pages_wanted=False, anchors=[], content_lookups=[])


def _divided(page: Any) -> Iterator[Any]:
    """The last lines of paragraphs on a page that end in a hyphen: no text ends so, the paragraph goes on overleaf.

    A line that is nothing but a piece of a word is let be: without its hyphen it would stand out into the margin.
    """
    from weasyprint.formatting_structure import boxes

    for box in page.descendants():
        if box.element_tag in _PARAGRAPHS:
            lines = [line for line in box.children if isinstance(line, boxes.LineBox)]
            text = "".join(_text_of(line) for line in lines[-1:])
            if text.endswith(_HYPHEN) and " " in text.strip():
                yield lines[-1]


def _text_of(line: Any) -> str:
    """The letters of a line, with the hyphen that it was given."""
    from weasyprint.formatting_structure import boxes

    return "".join(box.pango_layout.text for box in line.descendants() if isinstance(box, boxes.TextBox))
