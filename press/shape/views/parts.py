"""What many pages show alike: cards, signs, sources, pictures."""

from __future__ import annotations

from press.digest import Lender
from press.record import Record


class CardView(Lender, frozen=True):
    """An article as every index shows it."""

    href: str
    title: str
    summary: str
    mark: str  # letters in the order ESM: "ES"
    dimensions: str  # in words: "Ekonomisk och social"
    place: str  # "Växjö", "Lit, Östersund", "4 kommuner", "Hela landet"


class CardGroup(Record, frozen=True):
    """Articles that stand together. `id` is an anchor of the page; `href` the group's own page, or empty."""

    id: str
    title: str
    href: str
    cards: tuple[CardView, ...]


class SignView(Record, frozen=True):
    """A tool's sign: path data by stroke width, in a box of 64 x 64, round caps."""

    dots: tuple[tuple[float, str], ...]


class ToolCard(Record, frozen=True):
    href: str
    title: str
    summary: str
    kind: str
    sign: SignView
    count: int
    count_words: str  # "4 artiklar", "Ingen artikel än"


class ToolGroup(Record, frozen=True):
    title: str  # Verktyg, Arbetssätt, Arbetsområden
    id: str
    tools: tuple[ToolCard, ...]


class DimensionCard(Record, frozen=True):
    href: str
    letter: str
    title: str  # Ekonomisk hållbarhet
    word: str  # Ekonomisk
    summary: str
    count: int
    count_words: str


class SourceView(Record, frozen=True):
    title: str
    url: str  # may be empty
    host: str  # hallbarhetsradet.se; may be empty


class HeadingView(Record, frozen=True):
    id: str
    text: str


class PictureView(Record, frozen=True):
    href: str  # of the variant that any browser shows
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    sources: tuple[tuple[str, str], ...] = ()  # (type, srcset), the best first; a drawing has none
    sizes: str = ""  # how wide the page sets it, for the browser's choice


class SurveyView(Record, frozen=True):
    svg: str  # the dots, drawn with currentColor, hidden from assistive technology
    words: str


class Made(Record, frozen=True):
    """Facts of an output that has been made, for the pages that tell of it."""

    size: int  # bytes
    size_words: str  # 1,2 MB
    sha256: str
    pages: int


class Offer(Record, frozen=True):
    """A file that a page offers once it has been made: its facts are `made[output]`."""

    href: str
    output: str  # its path below output/


class Printed(Record, frozen=True):
    """On which pages of the booklet something stands, for the page that tells of it."""

    first: int
    last: int
    words: str  # sidorna 12–14
    href: str  # of the first of them
