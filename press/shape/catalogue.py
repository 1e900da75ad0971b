"""A publication with its indexes made once: what every page's view is built from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from urllib.parse import urlsplit

from press import addresses
from press.addresses import Host
from press.drawing import dot_row, sign_paths
from press.model import WORDS, Article, Dimension, Municipality, Page, Publication, Survey, Text, Tool
from press.record import Record, replace
from press.shape import dots, indexes, linked, map, static
from press.shape.bodies import Sizes, on_site
from press.shape.indexes import Region, Relations
from press.shape.share import ShareMap, ShareView, address_of, share_map, share_of_article, share_of_publication
from press.shape.views.frame import Head, NavLink, Site
from press.shape.views.maps import MapView
from press.shape.views.parts import CardGroup, CardView, DimensionCard, SignView, SourceView, SurveyView, ToolCard
from press.shape.views.places import MunicipalityRow
from press.shape.views.texts import PlaceView
from press.swedish import count, sort_key

NAVIGATION = (
    ("Artiklar", addresses.ARTICLES),
    ("Verktyg", addresses.TOOLS),
    ("Regioner", addresses.REGIONS),
    ("Skriften", addresses.BOOKLET),
    ("Sök", addresses.SEARCH),
)
OWN_PAGES = ("start", "skriften", *addresses.PRINT_ONLY)  # pages whose text stands in a layout of its own
STATEMENT = "tillganglighet"
PRIVACY = "integritet"
ALWAYS_LINKED = (STATEMENT, PRIVACY)  # the law wants them within reach of every page


class Catalogue(Record, frozen=True, dict=True):
    """A publication, and what is looked up in it again and again."""

    publication: Publication
    stylesheet: str  # address of the style sheet
    files: Mapping[str, str] = {}  # layouts/static/: name -> address

    @cached_property
    def host(self) -> Host:
        return Host.of(self.publication.settings.address)

    @cached_property
    def by_tool(self) -> Mapping[str, tuple[Article, ...]]:
        return indexes.by_tool(self.publication.articles)

    @cached_property
    def by_region(self) -> Mapping[Region, tuple[Article, ...]]:
        return indexes.by_region(self.publication.articles)

    @cached_property
    def by_municipality(self) -> Mapping[Municipality, tuple[Article, ...]]:
        return indexes.by_municipality(self.publication.articles)

    @cached_property
    def by_county(self) -> Mapping[str, tuple[Municipality, ...]]:
        """Every county's municipalities in Swedish order, by the county's code."""
        found: dict[str, list[Municipality]] = {county.code: [] for county in self.publication.register.counties}
        for one in sorted(self.publication.register.municipalities, key=lambda one: sort_key(one.name)):
            found[one.county.code].append(one)
        return {code: tuple(some) for code, some in found.items()}

    @cached_property
    def relations(self) -> Relations:
        return Relations(self.publication.articles)

    @cached_property
    def tools(self) -> Mapping[str, Tool]:
        return {tool.slug: tool for tool in self.publication.tools}

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        return {page.slug: page for page in self.publication.pages}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The title of every text, by its path below content/."""
        publication = self.publication
        texts: tuple[Text, ...] = (*publication.articles, *publication.tools, *publication.dimensions, *publication.pages)
        return {text.source.removeprefix("content/"): text.title for text in texts}

    @cached_property
    def dimensions(self) -> Mapping[str, Dimension]:
        return {dimension.letter: dimension for dimension in self.publication.dimensions}

    @cached_property
    def hidden(self) -> frozenset[str]:
        return frozenset(addresses.address_of(text.source) for text in self.publication.hidden)

    @cached_property
    def _cards(self) -> Mapping[str, CardView]:
        return {
            article.slug: CardView(
                href=self.href(article),
                title=article.title,
                summary=article.summary,
                mark=article.dimensions,
                dimensions=indexes.dimensions_in_words(article.dimensions),
                place=indexes.place_in_words(article),
            )
            for article in self.publication.articles
        }

    @cached_property
    def booklet_path(self) -> str:
        """Where the booklet lies below output/."""
        return addresses.output_path(f"{addresses.BOOKLET}{self.publication.settings.booklet_file}")

    @cached_property
    def ebook_path(self) -> str:
        return addresses.output_path(f"{addresses.BOOKLET}{self.publication.settings.ebook_file}")

    def printed(self, article: Article) -> tuple[str, str] | None:
        """The booklet and the article's anchor there, if it stands there."""
        return (self.booklet_path, addresses.anchor_of(article.source)) if article.booklet else None

    @cached_property
    def changed_by_href(self) -> Mapping[str, str]:
        """The day each article last changed, by the href of its card."""
        return {self.href(article): article.changed.isoformat() for article in self.publication.articles}

    # ------------------------------------------------------------ links and cards

    def href(self, text: Text) -> str:
        return self.host.href(addresses.address_of(text.source))

    def link(self, label: str, address: str) -> NavLink:
        return NavLink(label, self.host.href(address))

    def card(self, article: Article) -> CardView:
        return self._cards[article.slug]

    def cards(self, articles: Iterable[Article]) -> tuple[CardView, ...]:
        return tuple(self._cards[article.slug] for article in articles)

    def tool_link(self, slug: str) -> NavLink:
        return self._tool_links[slug]

    @cached_property
    def _tool_links(self) -> Mapping[str, NavLink]:
        return {slug: self.link(tool.title, addresses.tool(slug)) for slug, tool in self.tools.items()}

    @cached_property
    def crumbs_of_articles(self) -> tuple[NavLink, ...]:
        return (self.link("Artiklar", addresses.ARTICLES),)

    def dimension_links(self, mark: str) -> tuple[NavLink, ...]:
        return tuple([self._dimension_links[letter] for letter in mark])

    @cached_property
    def _dimension_links(self) -> Mapping[str, NavLink]:
        return {letter: NavLink(WORDS[letter].capitalize(), self.href(one)) for letter, one in self.dimensions.items()}

    @cached_property
    def municipality_rows(self) -> Mapping[str, MunicipalityRow]:
        """Each municipality with articles as lists show it, by code."""
        return {
            one.code: MunicipalityRow(
                one.name, self.municipality_link(one).href, indexes.mark_of(some), articles_in_words(len(some))
            )
            for one, some in self.by_municipality.items()
        }

    def place_view(self, one: Municipality) -> PlaceView:
        return self._place_views[one.code]

    @cached_property
    def _place_views(self) -> Mapping[str, PlaceView]:
        found = {}
        for one in self.by_municipality:
            link, region = self.municipality_link(one), self.region_link(indexes.region_of(one.county))
            found[one.code] = PlaceView(link.label, link.href, region.label, region.href)
        return found

    def linked_hidden(self, text: Text) -> tuple[str, ...]:
        """The addresses that a text links to and readers do not see today."""
        if not self.hidden:
            return ()
        linked = {addresses.address_of(link.path) for link in text.body.links if link.path}
        return tuple(sorted(linked & self.hidden))

    def sizes_of(self, text: Article) -> Sizes:
        """The pictures that an article shows."""
        pictures = self.publication.pictures
        named = [picture.file for picture in (*text.body.pictures, text.image) if picture] if pictures else ()
        return {file: pictures[file] for file in named if file in pictures}

    def tool_card(self, tool: Tool) -> ToolCard:
        many = len(self.by_tool.get(tool.slug, ()))
        return ToolCard(self.href(tool), tool.title, tool.summary, tool.kind, sign_of(tool), many, articles_in_words(many))

    def dimension_card(self, dimension: Dimension) -> DimensionCard:
        many = sum(dimension.letter in article.dimensions for article in self.publication.articles)
        word = WORDS[dimension.letter]
        return DimensionCard(
            self.href(dimension), dimension.letter, dimension.title, word[:1].upper() + word[1:], dimension.summary,
            many, articles_in_words(many),
        )  # fmt: skip

    def region_link(self, region: Region) -> NavLink:
        return self.link(region.name, addresses.region(region.slug))

    def municipality_link(self, one: Municipality) -> NavLink:
        return self.link(one.name, addresses.municipality(one.slug))

    def region_groups(self, articles: Iterable[Article]) -> tuple[CardGroup, ...]:
        """Articles by region, as a tool's page shows them."""
        return tuple(
            CardGroup(region.slug, region.name, self.host.href(addresses.region(region.slug)), self.cards(some))
            for region, some in indexes.by_region(articles).items()
        )

    def tool_groups(self, articles: Iterable[Article]) -> tuple[CardGroup, ...]:
        """Articles by tool, as a county's page shows them, in the order of the tools' kinds."""
        found = indexes.by_tool(articles)
        tools = indexes.in_kind_order(self.tools[slug] for slug in found)
        return tuple(CardGroup(tool.slug, tool.title, self.href(tool), self.cards(found[tool.slug])) for tool in tools)

    def body(self, text: Text) -> tuple[str, tuple[str, ...]]:
        """A text's HTML and notes for its page."""
        return on_site(text.body, self.host, self.publication.pictures, self.hidden)

    # ------------------------------------------------------------ maps

    @cached_property
    def marked(self) -> tuple[map.Marked, ...]:
        """Every municipality with articles, as the map marks it."""
        return self.marked_of(self.by_municipality)

    def marked_of(self, some: Iterable[Municipality]) -> tuple[map.Marked, ...]:
        return tuple(
            map.Marked(
                one,
                indexes.mark_of(self.by_municipality[one]),
                self.host.href(addresses.municipality(one.slug)),
                articles_in_words(len(self.by_municipality[one])),
            )
            for one in some
        )

    def map_of(self, some: tuple[Municipality, ...]) -> MapView:
        """The small map beside the articles of some municipalities: one drawing, however many share it."""
        codes = tuple(one.code for one in some)
        if codes not in self._small_maps:
            self._small_maps[codes] = map.small_map(self.publication.register, self.marked_of(some))
        return self._small_maps[codes]

    @cached_property
    def _small_maps(self) -> dict[tuple[str, ...], MapView]:
        return {}

    @cached_property
    def whole_map(self) -> MapView:
        return map.whole_map(self.publication.register, self.marked)

    @cached_property
    def linked_map(self) -> MapView:
        """The map whose names lead to every municipality with articles, or to its county."""
        counties = {one.code: self.host.href(addresses.region(one.slug)) for one in self.publication.register.counties}
        return map.linked_map(self.publication.register, self.marked, counties, self.whole_map)

    @cached_property
    def bare_map(self) -> MapView:
        """The map without words: on the booklet's cover, on the page of what was not found."""
        return map.whole_map(self.publication.register, self.marked, labels=False)

    # ------------------------------------------------------------ what is on every page

    @cached_property
    def site(self) -> Site:
        settings, register = self.publication.settings, self.publication.register
        plain, filled = dots.ribbon(register, {one.code for one in self.by_municipality})
        pages = [page for page in self.publication.pages if page.slug in ALWAYS_LINKED or is_in_foot(page)]
        first = sorted(pages, key=lambda page: (page.slug != "om", page.slug))
        nav = tuple(self.link(label, address) for label, address in NAVIGATION)
        foot = (
            self.link("Dimensioner", addresses.DIMENSIONS),
            self.link("Översikt", addresses.OVERVIEW),
            self.link("Kommuner A–Ö", addresses.MUNICIPALITIES),
            self.link("Beställ skriften", addresses.ORDER),
            *(NavLink(label_of(page), self.href(page)) for page in first),
            self.link("Flöde (Atom)", addresses.FEED),
        )
        return Site(
            title=settings.title,
            tagline=settings.tagline,
            language=settings.language,
            origin=self.host.origin,
            home=self.host.href(addresses.START),
            publisher=settings.publisher.name,
            email=settings.publisher.email,
            licence=settings.licence,
            nav=nav,
            foot=foot,
            entries=(self.host.href(addresses.START), *(link.href for link in (*nav, *foot))),
            stylesheet=self.host.href(self.stylesheet),
            files=tuple(self.files_of(static.for_all(self.files)).items()),
            feed=self.host.href(addresses.FEED),
            ribbon_plain=plain,
            ribbon_filled=filled,
            total=len(register.municipalities),
            image=self.host.url(address_of(self.shared, "skriften")),
        )

    def files_of(self, names: Iterable[str]) -> Mapping[str, str]:
        """The hrefs of files of layouts/static/ by name, for a page that uses them. What is not there is left out."""
        return {name: self.host.href(self.files[name]) for name in names if name in self.files}

    @cached_property
    def publishing(self) -> linked.Publishing:
        return linked.publishing(self.host, self.publication.settings)

    def linked(self, head: Head, *nodes: linked.Node) -> Head:
        """The head with its page in schema.org's words: the way to it, and what it is."""
        way = linked.crumbs(self.host, head.crumbs, head.title, head.href)
        return replace(head, linked=linked.as_text((*nodes, way))) if nodes or way else head

    # ------------------------------------------------------------ share images

    @cached_property
    def share_map(self) -> ShareMap:
        return share_map(self.publication.register)

    @cached_property
    def shared(self) -> ShareView:
        """The share image of every page that has none of its own."""
        settings, register = self.publication.settings, self.publication.register
        return share_of_publication(settings.title, settings.tagline, register, self.share_map, self.by_municipality)

    def shared_of(self, article: Article) -> ShareView:
        return share_of_article(article, self.publication.register, self.share_map, self.publication.settings.title)


def is_in_foot(page: Page) -> bool:
    return page.slug not in OWN_PAGES and page.nav != "false"


def label_of(page: Page) -> str:
    return page.title if page.nav in {"", "true", "false"} else page.nav


def articles_in_words(many: int) -> str:
    return count(many, "artikel", "artiklar") if many else "Ingen artikel än"


def municipalities_in_words(some: int, total: int) -> str:
    """'2 av 26 kommuner', '0 av 1 kommun'."""
    return f"{some} av {count(total, 'kommun', 'kommuner')}"


def sign_of(tool: Tool) -> SignView:
    return SignView(sign_paths(tool.sign))


def survey_of(survey: Survey | None) -> SurveyView | None:
    return SurveyView(dot_row(survey.share, survey.of), survey.words) if survey else None


def sources_of(text: Text) -> tuple[SourceView, ...]:
    found = []
    for source in text.sources:
        host = (urlsplit(source.url).hostname or "").removeprefix("www.")
        found.append(SourceView(source.title or host or source.url, source.url, host))
    return tuple(found)
