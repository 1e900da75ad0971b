"""What templates may look at: plain, frozen values, and nothing else.

A template gets `site` (the same on every page), `head` (this page's own) and the fields named at its view.
`href` is always ready to print: from the root of the host, the site's base path included.
Fields that end in `html` or `svg` are finished markup.
"""

from __future__ import annotations

from collections.abc import Mapping

from press.digest import Lender
from press.record import Record, field


class NavLink(Lender, frozen=True):
    label: str
    href: str


class Site(Lender, frozen=True):
    title: str  # Gör din kommun hållbar!
    tagline: str
    language: str  # sv
    origin: str  # https://example.org, no slash at the end
    home: str  # href of the start page
    publisher: str
    email: str  # may be empty
    licence: str  # of the content, in words; may be empty
    nav: tuple[NavLink, ...]  # Artiklar, Verktyg, Regioner, Skriften, Sök
    foot: tuple[NavLink, ...]
    entries: tuple[str, ...]  # hrefs of the start page and of all that the two menus lead to
    stylesheet: str  # href, with the hash of its content
    feed: str
    ribbon_plain: str  # path data of the foot's 290 dots, in a box of 580 x 50
    ribbon_filled: str
    total: int  # municipalities of the register
    image: str  # absolute: the share image of every page that has none of its own
    files: tuple[tuple[str, str], ...] = ()  # fonts and icons of layouts/static/: name, href


class Head(Record, frozen=True):
    title: str  # of the page alone; the start page's is the site's
    description: str
    href: str
    here: str = ""  # label of the navigation's entry this page belongs to
    crumbs: tuple[NavLink, ...] = ()  # from the first level down, without this page
    feed: str = ""  # an Atom feed of this page's own
    feed_title: str = ""
    kind: str = "website"  # Open Graph type: website, article
    image: str = ""  # absolute: a share image of this page's own
    linked: str = ""  # the page in schema.org's words, as JSON


# ---------------------------------------------------------------- parts


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


# ---------------------------------------------------------------- the map


class MapMark(Record, frozen=True):
    """A municipality with articles, or a county whose municipalities share a name: that has a label and no mark.

    Without a label (`label_x` None) it is a mark alone.
    """

    x: int
    y: int
    mark: str
    name: str
    href: str
    count_words: str
    label_x: int | None = None
    label_y: int = 0
    side: str = ""  # "e" or "w": where the label stands
    leader: str = ""  # path data of the line from mark to label
    hit_x: int = 0  # left edge of the link's area, 56 units high
    hit_width: int = 190
    label: str = ""  # what is written, where that is shorter than the name
    lines: tuple[str, ...] = ()  # the same as it stands on the map, in one line or two


class MapView(Lender, frozen=True):
    """Sweden as dots, in units: 1000 from south to north. Path data for round caps."""

    box: str  # viewBox
    plain: str  # municipalities without a mark
    strong: str  # on a county's page: the county's own dots; else empty
    marks: tuple[MapMark, ...]
    title: str


# ---------------------------------------------------------------- pages: fields beside site and head


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


class MunicipalityRow(Lender, frozen=True):
    name: str
    href: str
    mark: str
    count_words: str


class CountyRow(Record, frozen=True):
    name: str
    href: str
    count_words: str  # "2 av 26 kommuner"
    has_articles: bool
    municipalities: tuple[MunicipalityRow, ...]


class Landsdel(Record, frozen=True):
    name: str
    counties: tuple[CountyRow, ...]


class RegionsView(Record, frozen=True):
    """regions.html"""

    title: str  # "Fjorton kommuner berättar"
    map: MapView
    parts: tuple[Landsdel, ...]
    wide: tuple[MunicipalityRow, ...]  # Hela landet, Norden och Baltikum
    with_article: int
    waiting: int
    municipalities_href: str
    overview_href: str


class RegionView(Record, frozen=True):
    """region.html: a county, or a group of articles without a municipality (`is_county` false)."""

    title: str
    is_county: bool
    landsdel: str
    nuts2: str
    count_words: str  # "4 av 33 kommuner"
    map: MapView | None
    near: MapView | None  # the county by itself, where it has articles
    by_municipality: tuple[CardGroup, ...]
    by_tool: tuple[CardGroup, ...]
    without: tuple[str, ...]  # names of the municipalities without an article
    total: int
    empty: str  # "Ingen artikel handlar om Dalarnas län än." or empty


class MunicipalityView(Record, frozen=True):
    """municipality.html"""

    name: str
    full_name: str
    mark: str
    dimensions: str
    county: NavLink
    landsdel: str
    map: MapView
    map_caption: str
    cards: tuple[CardView, ...]
    neighbours: tuple[MunicipalityRow, ...]


class RegisterRow(Record, frozen=True):
    label: str
    href: str  # empty: told without a link
    note: str  # "Artikel", "Verktyg", "Kronobergs län"
    mark: str = ""


class RegisterLetter(Record, frozen=True):
    letter: str
    id: str
    rows: tuple[RegisterRow, ...]


class MunicipalitiesView(Record, frozen=True):
    """municipalities.html: all municipalities A-Ö, those with articles as links."""

    letters: tuple[RegisterLetter, ...]
    with_article: int
    total: int


class SearchView(Record, frozen=True):
    """search.html: the A-Ö register of everything."""

    letters: tuple[RegisterLetter, ...]
    files: Mapping[str, str] = {}  # of layouts/static/, this page's own: name -> href


class OverviewCell(Record, frozen=True):
    href: str  # empty: nothing here
    mark: str
    count_words: str


class OverviewRow(Record, frozen=True):
    tool: NavLink
    cells: tuple[OverviewCell, ...]  # one for each column


class OverviewView(Record, frozen=True):
    """overview.html: tools down, regions across (those that have articles)."""

    columns: tuple[NavLink, ...]
    rows: tuple[OverviewRow, ...]


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


class Made(Record, frozen=True):
    """Facts of an output that has been made, for the pages that tell of it."""

    size: int  # bytes
    size_words: str  # 1,2 MB
    sha256: str
    pages: int


class Printed(Record, frozen=True):
    """On which pages of the booklet something stands, for the page that tells of it."""

    first: int
    last: int
    words: str  # sidorna 12–14
    href: str  # of the first of them


class FormView(Record, frozen=True):
    """orders/forms.html: a form of the receiver's, empty on the site; the receiver shows it with what was written."""

    action: str  # href, or the address of a receiver elsewhere
    privacy_href: str
    styles: str  # href of the forms' style sheet
    limit: int = 0  # copies in one order
    countries: tuple[tuple[str, str], ...] = ()  # code, name
    values: Mapping[str, str] = field(default_factory=dict)  # by field
    faults: Mapping[str, str] = field(default_factory=dict)  # field -> what is wrong: a key of the layout's words
    left: int | None = None  # copies there are, where they are fewer than were asked for


class OrderView(Record, frozen=True):
    """order.html"""

    mode: str  # receiver, mailto, closed
    email: str
    post: str
    booklet_href: str
    limit: int
    form: FormView | None = None  # where the receiver takes orders


class ShellView(Record, frozen=True):
    """What the receiver needs of the site for its own pages, so that it needs neither content nor register."""

    site: Site
    order: OrderView
    message: FormView
    crumbs: Mapping[str, tuple[NavLink, ...]]  # of order and message
    order_href: str
    message_href: str


class PageView(Record, frozen=True):
    """page.html: plain text in the measure, with a contents list."""

    title: str
    summary: str
    html: str
    notes: tuple[str, ...]
    headings: tuple[HeadingView, ...]  # second level
    sources: tuple[SourceView, ...]


class FaultView(Record, frozen=True):
    what: str
    why: str
    instead: str  # may be empty


class AccessibilityView(Record, frozen=True):
    """accessibility.html: the statement, from the settings, and below it what the editor adds."""

    title: str
    summary: str
    html: str  # the editor's, may be empty
    notes: tuple[str, ...]
    headings: tuple[HeadingView, ...]  # second level, of the editor's text
    sources: tuple[SourceView, ...]
    actor: str
    conformity: str  # full, partial, none; empty: not assessed
    faults: tuple[FaultView, ...]
    method: str  # may be empty, as all below but the last
    assessed: str  # 25 november 2026
    assessed_iso: str
    published: str
    published_iso: str
    email: str
    post: str
    phone: str
    supervisor: str  # URL
    form: FormView | None  # where a receiver takes messages


class PrivacyView(Record, frozen=True):
    """privacy.html: what an editor writes, then what the settings do with orders and messages."""

    title: str
    summary: str
    html: str
    notes: tuple[str, ...]
    headings: tuple[HeadingView, ...]  # second level, of the editor's text
    sources: tuple[SourceView, ...]
    mode: str  # receiver, mailto, closed
    publisher: str
    email: str
    post: str
    sent_days: int
    unsent_days: int
    message_days: int
    basis: str  # may be empty, as the decision
    decision: str
    sends_mail: bool


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


# ---------------------------------------------------------------- feeds and data


class FeedEntry(Lender, frozen=True):
    id: str  # urn:uuid:...
    title: str
    url: str  # absolute
    summary: str
    html: str  # hrefs made absolute
    published: str  # 2026-11-24T00:00:00Z
    updated: str
    categories: tuple[str, ...]


class FeedView(Record, frozen=True):
    """feed.xml"""

    id: str
    title: str
    url: str  # absolute, of the page
    self_url: str
    updated: str
    entries: tuple[FeedEntry, ...]
    author: str


class SitemapView(Record, frozen=True):
    """sitemap.xml: (absolute address, lastmod as 2026-11-24)."""

    urls: tuple[tuple[str, str], ...]


# ---------------------------------------------------------------- the e-book


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


# ---------------------------------------------------------------- the booklet


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
    places: str  # the same in words, below the map


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


class SheetsView(Record, frozen=True):
    """print/sheets.html, with `pages`, `sheets` and the numbers of the first sheet's pages, known when the booklet is made."""

    title: str
    language: str
    publisher: str
    edition: str
    date_iso: str


class PaperView(Record, frozen=True):
    name: str
    weight: int  # g/m²
    thickness_um: int  # of one leaf


class PressView(Record, frozen=True):
    """print/order.txt and print/cover.html, with what is known when the booklet is made: pages, spine, files."""

    stem: str  # of the files' names
    title: str
    language: str
    publisher: str
    email: str
    post: str
    edition: str
    date_iso: str
    isbn: str
    printer: str
    place: str
    binding: str  # stapled, glued
    surface: str  # coated, uncoated
    copies: int
    paper: PaperView
    cover: PaperView
