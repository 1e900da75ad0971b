"""The booklet as an e-book."""

from __future__ import annotations

from press.record import Record
from press.shape.views.maps import MapView
from press.shape.views.parts import PictureView, SignView, SourceView, SurveyView


class EbookArticle(Record, frozen=True):
    """What stands around an article's own words. Headings of these begin at h3."""

    summary: str
    mark: str
    where: tuple[str, ...]
    byline: str
    sources: tuple[SourceView, ...]
    url: str
    image: PictureView | None


class EbookChapter(Record, frozen=True):
    """What stands around a tool's own words. Its articles follow as documents of their own."""

    summary: str
    sign: SignView
    mark: str
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    survey: SurveyView | None
    articles: tuple[EbookLink, ...]
    references: tuple[EbookLink, ...]  # articles that stand in other chapters
    map: MapView
    places: str


class EbookLink(Record, frozen=True):
    href: str  # artikel-lit-bykontoret.xhtml#artikel-lit-bykontoret
    title: str
    mark: str


class EbookPlace(Record, frozen=True):
    name: str
    mark: str
    articles: tuple[EbookLink, ...]


class EbookRegion(Record, frozen=True):
    name: str
    places: tuple[EbookPlace, ...]


class EbookDocument(Record, frozen=True):
    """One document. `kind` says which layout sets it: ebook/<kind>.html. What that one shows is there, the rest is empty."""

    name: str  # artikel-lit-bykontoret.xhtml
    kind: str
    title: str
    level: int = 1  # in the contents: 0 not there, 2 below the one before it
    html: str = ""
    notes: tuple[str, ...] = ()
    chapter: EbookChapter | None = None
    article: EbookArticle | None = None
    regions: tuple[EbookRegion, ...] = ()

    @property
    def id(self) -> str:
        """Its name in the package, and of its first element: "artikel-lit-bykontoret"."""
        return self.name.partition(".")[0]


class EbookView(Record, frozen=True):
    """ebook/ebook.html, filled once for each document and once for the package. `document` is given beside it."""

    title: str
    tagline: str
    language: str
    publisher: str
    email: str
    post: str
    edition: str
    date_iso: str
    modified: str  # 2026-11-24T00:00:00Z
    identifier: str  # urn:uuid:...
    paged_as: str  # whose page numbers it tells: urn:isbn:..., or the PDF's address
    printer: str
    place: str
    isbn: str  # of the booklet
    licence: str
    address: str
    url: str
    order_url: str
    map: MapView
    documents: tuple[EbookDocument, ...]  # in the order of reading
    back_note: str
