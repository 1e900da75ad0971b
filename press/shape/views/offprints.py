"""A part of the booklet as a small booklet of its own."""

from __future__ import annotations

from press.record import Record
from press.shape.views.booklet import BookletArticle, BookletChapter, BookletEntry, BookletRegion
from press.shape.views.maps import MapView


class OffprintLine(Record, frozen=True):
    """An article where a county's offprint lists its articles. `beside` are the tools it tells of."""

    id: str
    title: str
    mark: str
    beside: str  # "Visionsarbete · Medborgardialog"


class OffprintCounty(Record, frozen=True):
    """What a county's offprint opens with."""

    id: str  # lan-skane-lan
    summary: str  # "Sex artiklar från fyra av länets 33 kommuner."
    map: MapView  # the county by itself
    lines: tuple[OffprintLine, ...]


class OffprintView(Record, frozen=True):
    """offprint/offprint.html: the articles of one tool, which opens as its chapter does, or of one county."""

    title: str  # of the publication
    name: str  # Medborgardialog, Skåne län
    language: str
    publisher: str
    email: str
    post: str
    edition: str  # "Första utgåvan, 2026"
    date_iso: str
    licence: str
    url: str  # of the page that offers it, absolute
    address: str  # the same as print shows it, without the scheme
    whole_url: str  # of the page of the whole booklet
    whole_address: str
    cover: MapView  # with its own municipalities marked
    dots: MapView  # all of Sweden's, below the small maps
    chapter: BookletChapter | None
    county: OffprintCounty | None
    articles: tuple[BookletArticle, ...]
    regions: tuple[BookletRegion, ...]  # municipalities and pages; of a tool with few articles none
    tools: tuple[BookletEntry, ...]  # of a county with many articles: its tools and pages
    back: str  # the back cover's sentence
    back_note: str
