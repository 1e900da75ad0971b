"""The pages that carry a text, and those that lead to it: fields beside site and head."""

from __future__ import annotations

from collections.abc import Mapping

from press.digest import Lender
from press.record import Record
from press.shape.views.frame import NavLink
from press.shape.views.maps import MapView
from press.shape.views.parts import (
    CardGroup,
    CardView,
    DimensionCard,
    HeadingView,
    Offer,
    PictureView,
    SignView,
    SourceView,
    SurveyView,
    ToolCard,
    ToolGroup,
)


class StartView(Record, frozen=True):
    """start.html"""

    lede: str
    html: str
    map: MapView
    with_article: int
    waiting: int
    first: tuple[CardView, ...]  # three, shown large
    rest: tuple[CardView, ...]
    total: int
    dimensions: tuple[DimensionCard, ...]
    tools: tuple[ToolCard, ...]
    booklet_href: str
    order_href: str
    articles_href: str
    cover: MapView  # the booklet's cover as a picture


class ArticlesView(Record, frozen=True):
    """articles.html: every article, or one part of a long list."""

    title: str
    cards: tuple[CardView, ...]
    total: int
    parts: tuple[NavLink, ...]  # of a long list: its pages by letter
    tools: tuple[NavLink, ...]  # the filter: labels carry the count, "Medborgardialog (4)"
    regions: tuple[NavLink, ...]
    dimensions: tuple[NavLink, ...]
    municipalities: tuple[NavLink, ...] = ()
    keys: tuple[str, ...] = ()  # of each card: the ways it is found by, "verktyg/dialog regioner/skane-lan"
    data: tuple[NavLink, ...] = ()  # the articles as files
    files: Mapping[str, str] = {}  # of layouts/static/, this page's own: name -> href


class PlaceView(Lender, frozen=True):
    name: str
    href: str
    county: str
    county_href: str


class ArticleView(Record, frozen=True):
    """article.html"""

    title: str
    summary: str
    mark: str
    dimensions: tuple[NavLink, ...]
    municipalities: tuple[PlaceView, ...]
    wide: NavLink | None  # "Hela landet" or "Norden och Baltikum" where no municipality is named
    countries: tuple[str, ...]
    places: tuple[str, ...]  # Lit, Vivalla
    tools: tuple[NavLink, ...]
    byline: str
    published: str  # "24 november 2026"
    published_iso: str
    updated: str
    updated_iso: str
    html: str
    notes: tuple[str, ...]
    sources: tuple[SourceView, ...]
    image: PictureView | None
    map: MapView | None
    map_caption: str
    previous: CardView | None
    following: CardView | None
    related: tuple[CardView, ...]
    related_title: str
    linked: str  # the article in schema.org's words, as JSON


class ToolsView(Record, frozen=True):
    """tools.html"""

    groups: tuple[ToolGroup, ...]
    total: int


class ToolView(Record, frozen=True):
    """tool.html: its articles by region."""

    title: str
    summary: str
    kind: str
    sign: SignView
    html: str
    notes: tuple[str, ...]
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    survey: SurveyView | None
    sources: tuple[SourceView, ...]
    groups: tuple[CardGroup, ...]
    total: int
    offprint: Offer | None


class DimensionsView(Record, frozen=True):
    """dimensions.html"""

    dimensions: tuple[DimensionCard, ...]


class DimensionView(Record, frozen=True):
    """dimension.html: its articles, those alone first, then by what it meets."""

    letter: str
    title: str
    word: str
    summary: str
    html: str
    notes: tuple[str, ...]
    sources: tuple[SourceView, ...]
    groups: tuple[CardGroup, ...]
    total: int
    others: tuple[DimensionCard, ...]


class BookletPageView(Record, frozen=True):
    """skriften.html. `made` (sizes, pages) is given beside it: see `Made`."""

    title: str
    summary: str
    html: str
    notes: tuple[str, ...]
    edition: str  # "Första utgåvan, 24 november 2026"
    isbn: str
    pdf_href: str
    pdf_output: str  # key of `made`
    ebook_href: str
    ebook_output: str
    order_href: str
    can_order: bool
    cover: MapView
    publisher: str


class PageView(Record, frozen=True):
    """page.html: plain text in the measure, with a contents list."""

    title: str
    summary: str
    html: str
    notes: tuple[str, ...]
    headings: tuple[HeadingView, ...]  # second level
    sources: tuple[SourceView, ...]


class RedirectView(Record, frozen=True):
    """redirect.html: at an old address, leads on."""

    title: str
    target: str  # href
    url: str  # the same, absolute


class NotFoundView(Record, frozen=True):
    """404.html"""

    search_href: str
    regions_href: str
    articles_href: str
    map: MapView
