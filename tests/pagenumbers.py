"""The page numbers that a booklet's PDF shows, held against where things stand in it. Works for a booklet of any length."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import Destination

ARTICLE = "artikel-"  # how the name of an article's place begins; "--" parts the name of a heading in it
END_OF_ARTICLE = "Artikeln på webben"
FOOT_PT = 24 / 25.4 * 72  # folio and running head stand below this
SHOWN = re.compile(r"(?:sidan|^|\s)\s*(\d+)(?:–(\d+))?[),]*$")
LEAST_MENTIONS = 4  # contents, the chapter's list, municipalities, tools and regions, tools


@dataclass(frozen=True, slots=True)
class Reference:
    """A link to another page of the booklet, with the words that can be clicked, and the place that it names."""

    text: str
    on: int
    leads_to: int
    place: str = ""

    def shown(self) -> tuple[int, int] | None:
        """The first and the last page that the words tell; None when they tell none."""
        found = SHOWN.findall(self.text)
        return (int(found[-1][0]), int(found[-1][1] or found[-1][0])) if found else None


class Numbered:
    """A booklet as far as its page numbers are concerned."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.reader = PdfReader(path)
        self._drawn = pypdfium2.PdfDocument(path)
        self._words = [page.get_textpage() for page in self._drawn]
        self.pages = len(self._words)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The letters of each page, without spaces and hyphens."""
        return tuple(_bare(words.get_text_range()) for words in self._words)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        return tuple(self._references())

    @cached_property
    def places(self) -> dict[str, int]:
        """The page of each named place."""
        named = self.reader.named_destinations.items()
        return {name: (self.reader.get_destination_page_number(place) or 0) + 1 for name, place in named}

    @cached_property
    def bookmarks(self) -> dict[str, int]:
        def walk(entries: list[object]) -> Iterator[tuple[str, int]]:
            for entry in entries:
                if isinstance(entry, list):
                    yield from walk(entry)
                elif isinstance(entry, Destination):
                    yield str(entry.title), (self.reader.get_destination_page_number(entry) or 0) + 1

        return dict(walk(list(self.reader.outline)))

    def folio(self, number: int) -> str:
        """The figures at the foot of a page, and nothing where there are none."""
        width = self._drawn[number - 1].get_width()
        foot = self._words[number - 1].get_text_bounded(0, 0, width, FOOT_PT)
        return "".join(word for word in foot.split() if word.isdigit())

    def articles(self) -> dict[str, int]:
        return {name: page for name, page in self.places.items() if name.startswith(ARTICLE) and "--" not in name}

    def end_of(self, first: int) -> int:
        """The last page of the article that begins on a page: there it tells where it stands on the web."""
        return next(number for number in range(first, self.pages + 1) if _bare(END_OF_ARTICLE) in self.texts[number - 1])

    def _references(self) -> Iterator[Reference]:
        for number, page in enumerate(self.reader.pages, 1):
            for link in page.get("/Annots", ()):
                name = link.get_object().get("/Dest")
                if name is not None:
                    left, bottom, right, top = (float(side) for side in link.get_object()["/Rect"])
                    text = self._words[number - 1].get_text_bounded(left - 0.5, bottom, right + 0.5, top)
                    yield Reference(text.replace("\u00a0", " ").strip(), number, self.places[str(name)], str(name))


def untrue(booklet: Numbered, *, mentions: int = LEAST_MENTIONS) -> list[str]:
    """What a reader would look up in vain, a sentence each. Each article is told of on so many pages at least."""
    return [*_folios(booklet), *_references(booklet), *_bookmarks(booklet), *_mentions(booklet, mentions)]


def _folios(booklet: Numbered) -> Iterator[str]:
    for number in range(1, booklet.pages + 1):
        folio = booklet.folio(number)
        if folio not in {"", str(number)}:
            yield f"page {number} bears the number {folio}"


def _references(booklet: Numbered) -> Iterator[str]:
    for one in booklet.references:
        shown = one.shown()
        if shown is None:
            continue
        first, last = shown
        if first != one.leads_to:
            yield f'page {one.on}: "{one.text}" leads to page {one.leads_to}'
        elif last != first and one.place.startswith(ARTICLE) and last != booklet.end_of(first):
            yield f'page {one.on}: "{one.text}" ends on page {booklet.end_of(first)}'


def _bookmarks(booklet: Numbered) -> Iterator[str]:
    for title, page in booklet.bookmarks.items():
        if _bare(title) not in booklet.texts[page - 1]:
            yield f'"{title}" is not on page {page}'


def _mentions(booklet: Numbered, least: int) -> Iterator[str]:
    """Articles that the contents or a register pass over."""
    told = defaultdict(set)
    for one in booklet.references:
        if one.shown():
            told[one.place].add(one.on)
    for name in booklet.articles():
        if len(told[name]) < least:
            yield f"{name} is told of on {len(told[name])} pages alone: {sorted(told[name])}"


def _bare(text: str) -> str:
    return re.sub(r"[-\s\u00a0\ufffe\x02\u00ad]", "", text)
