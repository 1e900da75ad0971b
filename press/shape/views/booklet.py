"""The booklet as it is set."""

from __future__ import annotations

from press.record import Record
from press.shape.views.maps import MapView
from press.shape.views.parts import PictureView, SignView, SourceView, SurveyView


class BookletArticle(Record, frozen=True):
    """An article as the booklet sets it. Links in `html` lead to `id`s of the booklet where the text stands there.

    In `html` a link inward is <a class="inward" href="#id">; its page number is the style sheet's.
    Footnotes stand in `html` as <fn class="footnote">. Headings of the text begin at h3.
    """

    id: str  # artikel-lit-bykontoret
    title: str
    summary: str
    mark: str
    dimensions: str
    where: tuple[str, ...]  # lines beside the mark: ("Växjö", "Kronobergs län"); many municipalities: names
    html: str
    byline: str
    sources: tuple[SourceView, ...]
    url: str  # absolute, on the web
    address: str  # the same as print shows it, without the scheme
    image: PictureView | None
    map: MapView  # its places upon all of Sweden's dots, where its last page has room; nothing where it names none
    elsewhere: tuple[SourceView, ...] = ()  # in an offprint: what it links to that does not stand there, with its address


class BookletReference(Record, frozen=True):
    """An article that uses this tool but stands in another chapter: title, "se sidan N"."""

    id: str
    title: str
    mark: str


class BookletChapter(Record, frozen=True):
    """A tool with articles or references. With references only it is a single page, without a picture before it."""

    id: str  # verktyg-medborgardialog
    title: str
    summary: str
    kind: str
    sign: SignView
    mark: str  # union of its articles' dimensions
    html: str  # the tool's own text
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    survey: SurveyView | None
    articles: tuple[BookletArticle, ...]
    references: tuple[BookletReference, ...]
    map: MapView  # the municipalities of its own articles, with names
    where: MapView  # the same without names, upon all of Sweden's dots
    places: str  # the same in words, below the map
    is_drawn_in: bool  # its opener gives room, so that a few lines more stand on its page


class BookletPlace(Record, frozen=True):
    name: str
    mark: str
    targets: tuple[str, ...]  # ids of articles


class BookletRegion(Record, frozen=True):
    """A county with its municipalities, or a group without any ("Hela landet": `places` has one, of its own name)."""

    name: str
    places: tuple[BookletPlace, ...]


class BookletEntry(Record, frozen=True):
    """An entry of the registers of tools and places. A tool has an `id` of its own where it stands in the booklet."""

    name: str
    beside: str  # where a place lies: Östersund
    id: str
    targets: tuple[str, ...]  # ids of articles


class CrossingRow(Record, frozen=True):
    name: str  # of a tool
    lines: int  # high: as many as its fullest cell has, on either page
    cells: tuple[tuple[str, ...], ...]  # for each region the ids of the articles where the two meet


class CrossingHalf(Record, frozen=True):
    """One page of the table in which tools and regions meet: all its rows, and half of the regions."""

    regions: tuple[str, ...]
    rows: tuple[CrossingRow, ...]


class BookletView(Record, frozen=True):
    """booklet/booklet.html"""

    title: str
    tagline: str
    language: str
    publisher: str
    email: str
    post: str
    edition: str  # "Första utgåvan, 2026"
    date_iso: str
    printer: str
    place: str
    isbn: str
    licence: str
    address: str  # web address without scheme, or empty
    url: str  # absolute
    order_url: str  # absolute, shown on the back cover; empty when closed
    cover: MapView
    map: MapView  # with labels, before the register
    dots: MapView  # all municipalities as plain dots, below the marks of an article's map
    foreword_title: str
    foreword_html: str
    chapters: tuple[BookletChapter, ...]
    regions: tuple[BookletRegion, ...]
    tools: tuple[BookletEntry, ...]  # A to Ö
    places: tuple[BookletEntry, ...]
    crossing: tuple[tuple[CrossingHalf, CrossingHalf], ...]  # spreads: a left page and a right one
    total: int
    back: str  # the back cover's sentence
    back_note: str  # summary of baksida.md
