"""The frozen records between reading and making. After reading, everything only looks at them.

Region is never stored on an article: its municipality's code gives the county, the county gives the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal

from press.digest import Lender
from press.record import Record, field
from press.terms import Orders

Kind = Literal["verktyg", "arbetssätt", "arbetsområde"]
Reach = Literal["lokal", "regional", "nationell", "nordisk"]
Conformity = Literal["", "full", "partial", "none"]
PassageKind = Literal["title", "summary", "value", "name", "heading", "paragraph", "item", "cell", "alt"]
Binding = Literal["stapled", "glued"]
Surface = Literal["coated", "uncoated"]

LETTERS = {"ekonomisk": "E", "social": "S", "miljomassig": "M"}  # always in this order
WORDS = {"E": "ekonomisk", "S": "social", "M": "miljömässig"}


# ---------------------------------------------------------------- the register


class County(Record, frozen=True):
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


class Municipality(Record, frozen=True):
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


class Register(Record, frozen=True):
    """Sweden's municipalities and counties, and where their dots stand on the map."""

    municipalities: tuple[Municipality, ...]  # by code
    counties: tuple[County, ...]  # by code
    places: Mapping[str, tuple[int, int]]  # municipality code -> x, y on the map
    countries: Mapping[str, str]  # ISO 3166-1 alpha-2 -> Swedish name, the neighbours
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # code of a county or municipality -> earlier names


# ---------------------------------------------------------------- texts


class Heading(Record, frozen=True):
    id: str
    text: str
    level: int
    line: int


class Link(Record, frozen=True):
    """A link of a body. `path` is a text of the publication (below content/), or empty for an outside address."""

    path: str
    fragment: str
    url: str
    line: int


class Picture(Record, frozen=True):
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


class Body(Record, frozen=True):
    """The text below the front matter. Links to other texts are addresses of this site, from its root.

    A note's reference stands in `html`, its words in `notes`: the page sets them last, the booklet at the foot.
    """

    html: str | Kept
    notes: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()


class Source(Record, frozen=True):
    title: str
    url: str


class Survey(Record, frozen=True):
    """A share as dots: `share` filled of `of`. The figure stands in `words`, always."""

    share: int
    of: int
    words: str


class Text(Lender, frozen=True):
    """What every text of the publication has."""

    source: str  # below the project: content/articles/lit-bykontoret.md
    slug: str
    title: str
    summary: str
    body: Body
    sources: tuple[Source, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)  # front matter key, or key.0 for a list's item -> line


class Article(Text, frozen=True):
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


class Tool(Text, frozen=True):
    name: str = ""  # inside a sentence: "översiktsplan", but "Aalborgåtagandena"
    kind: Kind = "verktyg"
    sign: tuple[str, ...] = ()  # seven rows of seven: . nothing, : small, o full, # large
    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    survey: Survey | None = None


class Dimension(Text, frozen=True):
    @property
    def letter(self) -> str:
        return LETTERS[self.slug]


class Page(Text, frozen=True):
    nav: str = ""


class Published(Record, frozen=True):
    """An address that was published once, as content/addresses.csv remembers it. It is kept for as long as the site is."""

    address: str  # /artiklar/lit-bykontoret/
    day: date  # of the release in which it came
    now: str = ""  # where it leads: an address, or "gone"; empty while it stands
    line: int = 0


# ---------------------------------------------------------------- texts as their words stand in the file


class Anchor(Record, frozen=True):
    """A link as its reader meets it: the words, and where they lead. `url` is an outside address, or empty."""

    words: str
    url: str
    line: int


class Passage(Record, frozen=True):
    """Running words of a file: a paragraph, a heading, a value of the front matter.

    `text` breaks its lines where the file does, so that a place in it has a line. Code stands there as U+FFFC.
    """

    kind: PassageKind
    text: str
    line: int  # of the first word
    foreign: tuple[tuple[int, int], ...] = ()  # from and to in `text`: words of another language

    def line_at(self, place: int) -> int:
        return self.line + self.text.count("\n", 0, place)


class Span(Record, frozen=True):
    """From and to in a file's text, where words stand and nothing else: no code, no address, no sign of Markdown or YAML."""

    kind: PassageKind
    start: int
    end: int


class Manuscript(Record, frozen=True):
    """A text as an editor wrote it, for those who look at its words. `codes` are codes without quotes, with their line."""

    source: str
    text: str  # of the whole file
    passages: tuple[Passage, ...]
    spans: tuple[Span, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    pictures: tuple[Picture, ...] = ()
    urls: tuple[tuple[str, int], ...] = ()  # outside addresses of body and sources, with their line
    codes: tuple[tuple[str, int], ...] = ()

    def line_at(self, place: int) -> int:
        return self.text.count("\n", 0, place) + 1


class Term(Record, frozen=True):
    """A word of content/terms.yaml: what the publication writes, and what it does not."""

    right: str
    wrong: tuple[str, ...]
    forms: Mapping[str, str] = {}  # wrong -> right, where the endings differ
    inflected: bool = True


# ---------------------------------------------------------------- settings and the whole


class Publisher(Record, frozen=True):
    name: str
    email: str = ""
    post: str = ""


class Edition(Record, frozen=True):
    number: int
    date: date
    printer: str = ""
    place: str = ""
    isbn: str = ""


class Paper(Record, frozen=True):
    """A paper as its mill names it. What is not known is empty, or 0."""

    name: str = ""
    weight: int = 0  # g/m²
    thickness_um: int = 0  # of one leaf


class Print(Record, frozen=True):
    """How the booklet is printed and bound."""

    binding: Binding = "stapled"
    surface: Surface = "uncoated"  # decides which measured condition its colours are made for
    copies: int = 0
    paper: Paper = Paper()  # of the inner pages
    cover: Paper = Paper()


class Security(Record, frozen=True):
    contact: str = ""
    expires: date | None = None


class Fault(Record, frozen=True):
    """Something of the site that not everybody can use: what, why it is so, and what one can do instead."""

    what: str
    why: str
    instead: str = ""


class Contact(Record, frozen=True):
    """Where one reports that something can't be used. What is empty is the publisher's."""

    email: str = ""
    post: str = ""
    phone: str = ""


class Accessibility(Record, frozen=True):
    """What the accessibility statement tells (the law 2018:1937, Digg's regulation MDFFS 2019:2)."""

    actor: str = ""  # who answers for the site; the publisher where it is empty
    conformity: Conformity = ""  # with the law; empty: not assessed
    faults: tuple[Fault, ...] = ()
    method: str = ""  # how the site was assessed
    assessed: date | None = None  # when it was last audited
    published: date | None = None  # when the statement was first published
    contact: Contact = Contact()
    supervisor: str = "https://www.digg.se/tdosanmalan"


class Limits(Record, frozen=True):
    """What `check` warns of."""

    lix: int = 50  # a text's readability, from LIX 20 (easy) to 70 (hard)
    sentence: int = 35  # words
    similar: int = 50  # percent of a text's runs of words that stand in another too
    grace_days: int = 7  # for which an outside address that has answered may be silent
    spelling: bool = True


class Settings(Record, frozen=True):
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
    accessibility: Accessibility = Accessibility()
    checks: Limits = field(default_factory=Limits)
    print: Print | None = None  # without it nothing is made for the printer

    @property
    def ebook_file(self) -> str:
        return self.booklet_file.removesuffix(".pdf") + ".epub"


class Publication(Record, frozen=True):
    """Everything that is published, read and right. Drafts and texts of another day are not here but in `hidden`."""

    settings: Settings
    register: Register
    articles: tuple[Article, ...]  # newest first, then by Swedish title
    tools: tuple[Tool, ...]
    dimensions: tuple[Dimension, ...]  # E, S, M
    pages: tuple[Page, ...]
    hidden: tuple[Article, ...] = ()
    pictures: Mapping[str, tuple[int, int, str]] = field(default_factory=dict)  # file -> width, height, digest
    published: tuple[Published, ...] = ()  # every address that a release had
