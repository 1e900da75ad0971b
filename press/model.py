"""The frozen records between reading and making. After reading, everything only looks at them.

Region is never stored on an article: its municipality's code gives the county, the county gives the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from press.digest import Lender

Kind = Literal["verktyg", "arbetssätt", "arbetsområde"]
Reach = Literal["lokal", "regional", "nationell", "nordisk"]
OrderMode = Literal["receiver", "mailto", "closed"]

LETTERS = {"ekonomisk": "E", "social": "S", "miljomassig": "M"}  # always in this order
WORDS = {"E": "ekonomisk", "S": "social", "M": "miljömässig"}


# ---------------------------------------------------------------- the register


@dataclass(frozen=True, slots=True)
class County:
    """A county (län). Its landsdel and NUTS 2 area do not nest: they are two ways to group counties."""

    code: str  # two figures
    letter: str
    name: str  # Kalmar län
    short_name: str  # Kalmar, which is also a municipality
    landsdel: str
    nuts2: str
    slug: str  # kalmar-lan

    def __hash__(self) -> int:
        return hash(self.code)


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality (kommun). The code is the key, never the slug or the name."""

    code: str  # four figures, the first two are the county's
    name: str  # without the word kommun
    full_name: str
    slug: str
    county: County
    lat: float  # WGS 84, the seat, two decimals
    lon: float

    def __hash__(self) -> int:
        return hash(self.code)


@dataclass(frozen=True, slots=True)
class Register:
    """Sweden's municipalities and counties, and where their dots stand on the map."""

    municipalities: tuple[Municipality, ...]  # by code
    counties: tuple[County, ...]  # by code
    places: Mapping[str, tuple[int, int]]  # municipality code -> x, y on the map
    countries: Mapping[str, str]  # ISO 3166-1 alpha-2 -> Swedish name, the neighbours


# ---------------------------------------------------------------- texts


@dataclass(frozen=True, slots=True)
class Heading:
    id: str
    text: str
    level: int
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a body. `path` is a text of the publication (below content/), or empty for an outside address."""

    path: str
    fragment: str
    url: str
    line: int


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as an editor names it, below content/images/. Decorative ones have an empty `alt`."""

    file: str
    alt: str
    caption: str
    credit: str
    line: int


class Kept:
    """Words that lie on disk until they are asked for, with str()."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[], str]) -> None:
        self._read = read

    def __str__(self) -> str:
        return self._read()


@dataclass(frozen=True, slots=True)
class Body:
    """The text below the front matter. Links to other texts are addresses of this site, from its root.

    A note's reference stands in `html`, its words in `notes`: the page sets them last, the booklet at the foot.
    """

    html: str | Kept
    notes: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Survey:
    """A share as dots: `share` filled of `of`. The figure stands in `words`, always."""

    share: int
    of: int
    words: str


@dataclass(frozen=True, slots=True)
class Text(Lender):
    """What every text of the publication has."""

    source: str  # below the project: content/articles/lit-bykontoret.md
    slug: str
    title: str
    summary: str
    body: Body
    sources: tuple[Source, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)  # front matter key, or key.0 for a list's item -> line


@dataclass(frozen=True, slots=True)
class Article(Text):
    """One example of how municipalities join the dimensions. Not a page: that is the theme's."""

    dimensions: str = ""  # letters in the order ESM
    municipalities: tuple[Municipality, ...] = ()
    tools: tuple[str, ...] = ()  # slugs, at least one; the first is its chapter
    places: tuple[str, ...] = ()
    reach: Reach = "lokal"
    county: County | None = None
    countries: tuple[str, ...] = ()
    published: date = date.min
    updated: date | None = None
    review_by: date | None = None
    draft: bool = False
    publish: date | None = None
    expires: date | None = None
    byline: str = ""
    image: Picture | None = None
    booklet: bool = True
    booklet_order: int | None = None
    aliases: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def changed(self) -> date:
        return self.updated or self.published


@dataclass(frozen=True, slots=True)
class Tool(Text):
    name: str = ""  # inside a sentence: "översiktsplan", but "Aalborgåtagandena"
    kind: Kind = "verktyg"
    sign: tuple[str, ...] = ()  # seven rows of seven: . nothing, : small, o full, # large
    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    survey: Survey | None = None


@dataclass(frozen=True, slots=True)
class Dimension(Text):
    @property
    def letter(self) -> str:
        return LETTERS[self.slug]


@dataclass(frozen=True, slots=True)
class Page(Text):
    nav: str = ""


# ---------------------------------------------------------------- settings and the whole


@dataclass(frozen=True, slots=True)
class Publisher:
    name: str
    email: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    number: int
    date: date
    printer: str = ""
    place: str = ""
    isbn: str = ""


@dataclass(frozen=True, slots=True)
class Orders:
    mode: OrderMode = "closed"
    url: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Security:
    contact: str = ""
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """site.yaml. What is not known is empty, and prints nothing."""

    title: str
    tagline: str
    language: str
    address: str  # https://example.org/skrift/ : always ends in /
    publisher: Publisher
    edition: Edition
    booklet_file: str
    licence: str
    orders: Orders
    security: Security


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything that is published, read and right. Drafts and texts of another day are not here but in `hidden`."""

    settings: Settings
    register: Register
    articles: tuple[Article, ...]  # newest first, then by Swedish title
    tools: tuple[Tool, ...]
    dimensions: tuple[Dimension, ...]  # E, S, M
    pages: tuple[Page, ...]
    hidden: tuple[Article, ...] = ()
    pictures: Mapping[str, tuple[int, int, str]] = field(default_factory=dict)  # file -> width, height, digest
