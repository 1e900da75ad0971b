"""A page for each article, tool and dimension, and the indexes of the three."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from press import addresses
from press.addresses import Host
from press.model import WORDS, Article, Dimension, Tool
from press.shape import dataset, filters, indexes, linked, offprints
from press.shape.bodies import Sizes, on_site
from press.shape.catalogue import Catalogue, sign_of, sources_of, survey_of
from press.shape.linked import Publishing
from press.shape.output import Later, Output, Page
from press.shape.pictures import view_of
from press.shape.share import address_of
from press.shape.views.frame import Head, NavLink
from press.shape.views.maps import MapView
from press.shape.views.parts import CardGroup, CardView, ToolGroup
from press.shape.views.texts import ArticlesView, ArticleView, DimensionsView, DimensionView, PlaceView, ToolsView, ToolView
from press.swedish import count, letter_of, listing, long_date, sort_key

LONG = 60  # entries; a longer index is parted by letter
_KIND_TITLES = {"verktyg": "Verktyg", "arbetssätt": "Arbetssätt", "arbetsområde": "Arbetsområden"}


# ---------------------------------------------------------------- articles


def articles(catalogue: Catalogue) -> Iterator[Output]:
    """The index of all articles; a long one is parted by the letter of the title, each part a page of its own."""
    everything = catalogue.publication.articles
    by, files = filters.ways(catalogue), dataset.links(catalogue)
    own = catalogue.files_of(("filter.css", "filter.js"))
    address, title = addresses.ARTICLES, "Artiklar"
    if len(everything) <= LONG:
        view = ArticlesView(
            title, catalogue.cards(everything), len(everything), (), *by,
            keys=filters.keys(catalogue, everything), data=files, files=own,
        )  # fmt: skip
        yield _articles_page(catalogue, address, view)
        return
    by_letter: defaultdict[str, list[Article]] = defaultdict(list)
    for article in sorted(everything, key=lambda a: sort_key(a.title)):
        by_letter[letter_of(article.title)].append(article)
    parts = tuple(catalogue.link(letter, addresses.articles_of(letter)) for letter in by_letter)
    yield _articles_page(catalogue, address, ArticlesView(title, (), len(everything), parts, *by, data=files, files=own))
    for letter, some in by_letter.items():
        view = ArticlesView(f"Artiklar på {letter}", catalogue.cards(some), len(some), parts, (), (), ())
        yield _articles_page(catalogue, addresses.articles_of(letter), view)


def _articles_page(catalogue: Catalogue, address: str, view: ArticlesView) -> Output:
    summary = f"{count(view.total, 'artikel', 'artiklar')} om hur kommuner arbetar med hållbar utveckling."
    crumbs = () if address == addresses.ARTICLES else (catalogue.link("Artiklar", addresses.ARTICLES),)
    head = Head(view.title, summary, catalogue.host.href(address), here="Artiklar", crumbs=crumbs)
    return Output(
        addresses.output_path(address),
        Page("articles.html", catalogue.site, catalogue.linked(head), view),
        "the index of articles",
    )


def article(catalogue: Catalogue, place: int) -> Output:
    """The page of the article at a place of the order in which they stand: newest first."""
    everything = catalogue.publication.articles
    text = everything[place]
    related = catalogue.relations.related(text)
    image = catalogue.host.url(address_of(catalogue.shared_of(text), text.slug))
    names = [one.name for one in text.municipalities]
    sees = (
        text,
        catalogue.host,
        catalogue.linked_hidden(text),
        catalogue.sizes_of(text),
        catalogue.dimension_links(text.dimensions),
        tuple([catalogue.place_view(one) for one in text.municipalities]),
        None if text.municipalities else catalogue.region_link(indexes.regions_of(text)[0]),
        tuple([catalogue.publication.register.countries[code] for code in text.countries]),
        tuple([catalogue.tool_link(slug) for slug in text.tools]),
        catalogue.map_of(text.municipalities) if names else None,
        _caption(names, len(catalogue.publication.register.municipalities)),
        catalogue.card(everything[place - 1]) if place else None,
        catalogue.card(everything[place + 1]) if place + 1 < len(everything) else None,
        catalogue.cards(related),
        _related_title(catalogue, text, related),
        catalogue.publishing,
        catalogue.crumbs_of_articles,
        image,
    )
    head = Head(
        text.title,
        text.summary,
        catalogue.href(text),
        here="Artiklar",
        crumbs=catalogue.crumbs_of_articles,
        kind="article",
        image=image,
    )
    path = addresses.output_path(addresses.address_of(text.source))
    view = Later(article_view, sees)
    return Output(path, Page("article.html", catalogue.site, head, view, printed=catalogue.printed(text)), text.source)


def article_view(
    text: Article,
    host: Host,
    hidden: tuple[str, ...],
    sizes: Sizes,
    dimensions: tuple[NavLink, ...],
    municipalities: tuple[PlaceView, ...],
    wide: NavLink | None,
    countries: tuple[str, ...],
    tools: tuple[NavLink, ...],
    map: MapView | None,
    map_caption: str,
    previous: CardView | None,
    following: CardView | None,
    related: tuple[CardView, ...],
    related_title: str,
    about: Publishing,
    crumbs: tuple[NavLink, ...],
    share_image: str,
) -> ArticleView:
    """An article's page, from the article and what stands around it."""
    html, notes = on_site(text.body, host, sizes, hidden)
    sources = sources_of(text)
    href = host.href(addresses.address_of(text.source))
    nodes = (
        linked.article(about, text, share_image, tools, dimensions, sources),
        linked.crumbs(host, crumbs, text.title, href),
    )
    return ArticleView(
        title=text.title,
        summary=text.summary,
        mark=text.dimensions,
        dimensions=dimensions,
        municipalities=municipalities,
        wide=wide,
        countries=countries,
        places=text.places,
        tools=tools,
        byline=text.byline,
        published=long_date(text.published),
        published_iso=text.published.isoformat(),
        updated=long_date(text.updated) if text.updated else "",
        updated_iso=text.updated.isoformat() if text.updated else "",
        html=html,
        notes=notes,
        sources=sources_of(text),
        image=view_of(text.image, host, sizes),
        map=map,
        map_caption=map_caption,
        previous=previous,
        following=following,
        related=related,
        related_title=related_title,
        linked=linked.as_text(nodes),
    )


def _caption(names: Sequence[str], total: int) -> str:
    if not names:
        return ""
    return f"{listing(names)} är {'en' if len(names) == 1 else 'några'} av {total} kommuner."


def _related_title(catalogue: Catalogue, text: Article, related: Iterable[Article]) -> str:
    """'Mer om översiktsplan' where all share the first tool."""
    first = text.tools[0]
    if not text.related and all(first in other.tools for other in related):
        return f"Mer om {catalogue.tools[first].name}"
    return "Läs också"


# ---------------------------------------------------------------- tools


def tools(catalogue: Catalogue) -> Output:
    groups = []
    for kind, title in _KIND_TITLES.items():
        some = [tool for tool in catalogue.publication.tools if tool.kind == kind]
        if some:
            groups.append(ToolGroup(title, kind.replace("ä", "a").replace("å", "a"), tuple(catalogue.tool_card(t) for t in some)))
    view = ToolsView(tuple(groups), len(catalogue.publication.tools))
    summary = "Verktyg och arbetssätt som kommuner använder för hållbar utveckling, med exempel på hur det gick."
    head = Head("Verktyg och arbetssätt", summary, catalogue.host.href(addresses.TOOLS), here="Verktyg")
    return Output(addresses.output_path(addresses.TOOLS), Page("tools.html", catalogue.site, head, view), "the index of tools")


def tool(catalogue: Catalogue, text: Tool) -> Output:
    html, notes = catalogue.body(text)
    some = catalogue.by_tool.get(text.slug, ())
    view = ToolView(
        title=text.title,
        summary=text.summary,
        kind=text.kind,
        sign=sign_of(text),
        html=html,
        notes=notes,
        strengths=text.strengths,
        weaknesses=text.weaknesses,
        survey=survey_of(text.survey),
        sources=sources_of(text),
        groups=catalogue.region_groups(some),
        total=len(some),
        offprint=offprints.offer(catalogue, text),
    )
    address = addresses.address_of(text.source)
    head = Head(
        text.title,
        text.summary,
        catalogue.href(text),
        here="Verktyg",
        crumbs=(catalogue.link("Verktyg", addresses.TOOLS),),
        feed=catalogue.host.href(addresses.feed_of(address)),
        feed_title=f"Artiklar om {text.name}",
    )
    wants = (view.offprint.output,) if view.offprint else ()
    page = Page("tool.html", catalogue.site, catalogue.linked(head), view, wants)
    return Output(addresses.output_path(address), page, text.source)


# ---------------------------------------------------------------- dimensions


def dimensions(catalogue: Catalogue) -> Output:
    view = DimensionsView(tuple(catalogue.dimension_card(one) for one in catalogue.publication.dimensions))
    summary = "Ekonomi, människor och miljö: tre dimensioner av hållbar utveckling, och artiklarna där de möts."
    head = Head("Dimensioner", summary, catalogue.host.href(addresses.DIMENSIONS))
    path = addresses.output_path(addresses.DIMENSIONS)
    return Output(path, Page("dimensions.html", catalogue.site, head, view), "the index of dimensions")


def dimension(catalogue: Catalogue, text: Dimension) -> Output:
    html, notes = catalogue.body(text)
    some = [article for article in catalogue.publication.articles if text.letter in article.dimensions]
    word = WORDS[text.letter]
    view = DimensionView(
        letter=text.letter,
        title=text.title,
        word=word.capitalize(),
        summary=text.summary,
        html=html,
        notes=notes,
        sources=sources_of(text),
        groups=_by_meeting(catalogue, text, some),
        total=len(some),
        others=tuple(catalogue.dimension_card(one) for one in catalogue.publication.dimensions if one != text),
    )
    address = addresses.address_of(text.source)
    head = Head(
        text.title,
        text.summary,
        catalogue.href(text),
        crumbs=(catalogue.link("Dimensioner", addresses.DIMENSIONS),),
        feed=catalogue.host.href(addresses.feed_of(address)),
        feed_title=f"Artiklar om {word} hållbarhet",
    )
    return Output(
        addresses.output_path(address), Page("dimension.html", catalogue.site, catalogue.linked(head), view), text.source
    )


def _by_meeting(catalogue: Catalogue, text: Dimension, some: Iterable[Article]) -> tuple[CardGroup, ...]:
    """A dimension's articles: those of it alone, then by which others it meets there."""
    found: defaultdict[str, list[Article]] = defaultdict(list)
    for article in some:
        found[article.dimensions].append(article)
    groups = []
    for mark in sorted(found, key=lambda mark: (len(mark), ["ESM".index(letter) for letter in mark])):
        others = [WORDS[letter] for letter in mark if letter != text.letter]
        title = f"Tillsammans med {listing(others)}" if others else f"Enbart {WORDS[text.letter]}"
        groups.append(CardGroup(f"mote-{mark.lower()}", title, "", catalogue.cards(found[mark])))
    return tuple(groups)
