"""Offprints: the articles of one tool, or of one county, as a small booklet of their own.

An offprint is the booklet of a smaller publication: its maps, marks and registers know its own articles alone. What
stands outside it is told by its address on the web, since the pages of another booklet are none of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from press import addresses
from press.model import Article, County, Text, Tool
from press.record import replace
from press.shape import backmatter, indexes, map
from press.shape.bodies import in_booklet
from press.shape.booklet import article_view, chapter_view
from press.shape.catalogue import Catalogue
from press.shape.front import edition_in_words
from press.shape.output import Output, Pdf
from press.shape.views.booklet import BookletArticle, BookletEntry, BookletRegion
from press.shape.views.maps import MapView
from press.shape.views.offprints import OffprintCounty, OffprintLine, OffprintView
from press.shape.views.parts import Offer, SourceView
from press.swedish import number_word

LEAST = 3  # articles of an offprint that is made by itself
AT_A_GLANCE = 8  # articles; where there are more, the list in front is not enough, and registers stand at the end
TEMPLATE = "offprint/offprint.html"
STYLES = ("layouts/booklet/", "layouts/offprint/", "layouts/static/fonts/")
Subject = Tool | County


def subjects(catalogue: Catalogue) -> tuple[Subject, ...]:
    """Every tool and county whose offprint is made by itself, and offered on its page."""
    every: tuple[Subject, ...] = (*catalogue.publication.tools, *catalogue.publication.register.counties)
    return tuple(one for one in every if is_offered(catalogue, one))


def is_offered(catalogue: Catalogue, subject: Subject) -> bool:
    return sum(article.booklet for article in _about(catalogue, subject)) >= LEAST


def offer(catalogue: Catalogue, subject: Subject) -> Offer | None:
    """What the page of a tool or a county offers."""
    if not is_offered(catalogue, subject):
        return None
    address = address_of(catalogue, subject)
    return Offer(catalogue.host.href(address), addresses.output_path(address))


def address_of(catalogue: Catalogue, subject: Subject) -> str:
    return addresses.offprint(_page_of(subject), subject.slug, catalogue.publication.settings.booklet_file)


def paths(catalogue: Catalogue) -> tuple[str, ...]:
    """Where the offprints that are made by themselves lie below output/."""
    return tuple(addresses.output_path(address_of(catalogue, one)) for one in subjects(catalogue))


def offprint(catalogue: Catalogue, subject: Subject, assets: Mapping[str, str]) -> Output:
    """The offprint of a tool or a county with at least one article in print. `assets`: files of layouts/ with their digests."""
    view = offprint_view(catalogue, subject)
    files = {path: digest for path, digest in assets.items() if path.startswith(STYLES)}
    shown = {file for article in articles_of(catalogue, subject) for file in catalogue.sizes_of(article)}
    files |= {f"content/images/{file}": catalogue.publication.pictures[file][2] for file in shown}
    path = addresses.output_path(address_of(catalogue, subject))
    return Output(path, Pdf(TEMPLATE, view, tuple(sorted(files.items()))), f"the offprint {name_of(subject)}")


def articles_of(catalogue: Catalogue, subject: Subject) -> tuple[Article, ...]:
    """The articles in print, as the booklet orders them; of a tool first those whose chapter it is."""
    order = {tool.slug: place for place, tool in enumerate(indexes.in_kind_order(catalogue.publication.tools))}

    def place(article: Article) -> tuple[bool, int, bool, int]:
        is_elsewhere = isinstance(subject, Tool) and article.tools[0] != subject.slug
        return is_elsewhere, order[article.tools[0]], article.booklet_order is None, article.booklet_order or 0

    return tuple(sorted((one for one in _about(catalogue, subject) if one.booklet), key=place))


def name_of(subject: Subject) -> str:
    return subject.title if isinstance(subject, Tool) else subject.name


def _about(catalogue: Catalogue, subject: Subject) -> tuple[Article, ...]:
    if isinstance(subject, Tool):
        return catalogue.by_tool.get(subject.slug, ())
    return catalogue.by_region.get(indexes.region_of(subject), ())


def _page_of(subject: Subject) -> str:
    return addresses.tool(subject.slug) if isinstance(subject, Tool) else addresses.region(subject.slug)


# ---------------------------------------------------------------- what it shows


def offprint_view(catalogue: Catalogue, subject: Subject) -> OffprintView:
    publication, settings = catalogue.publication, catalogue.publication.settings
    some = articles_of(catalogue, subject)
    own = Catalogue(replace(publication, articles=some), stylesheet="")
    texts: tuple[Text, ...] = (*some, subject) if isinstance(subject, Tool) else some
    ids = {addresses.address_of(text.source): addresses.anchor_of(text.source) for text in texts}
    articles = tuple(_article(catalogue, own, article, ids) for article in some)
    back = catalogue.pages["baksida"]
    url, whole = (catalogue.host.url(address) for address in (_page_of(subject), addresses.BOOKLET))
    chapter = county = None
    if isinstance(subject, Tool):
        chapter = chapter_view(own, subject, some, (), articles, ids)
    else:
        county = _county(own, subject, some)
    return OffprintView(
        title=settings.title,
        name=name_of(subject),
        language=settings.language,
        publisher=settings.publisher.name,
        email=settings.publisher.email,
        post=settings.publisher.post,
        edition=f"{edition_in_words(settings.edition.number)}, {settings.edition.date.year}",
        date_iso=settings.edition.date.isoformat(),
        licence=settings.licence,
        url=url,
        address=_shown(url),
        whole_url=whole,
        whole_address=_shown(whole),
        cover=_cover(own, subject),
        dots=map.small_map(publication.register, ()),
        chapter=chapter,
        county=county,
        articles=articles,
        regions=_regions(subject, some) if county or len(some) > AT_A_GLANCE else (),
        tools=_tools(own, some) if county and len(some) > AT_A_GLANCE else (),
        back=in_booklet(back.body, "baksida", ids, catalogue.host, catalogue.hidden),
        back_note=back.summary,
    )


def _article(catalogue: Catalogue, own: Catalogue, article: Article, ids: Mapping[str, str]) -> BookletArticle:
    """As the booklet has it, and where on the web the texts are that it links to and that do not stand here."""
    found: dict[str, SourceView] = {}
    for link in article.body.links:
        address = addresses.address_of(link.path) if link.path else ""
        if address and address not in ids and address not in catalogue.hidden:
            url = catalogue.host.url(address)
            found.setdefault(address, SourceView(catalogue.titles[link.path], url, _shown(url)))
    return replace(article_view(own, article, ids), elsewhere=tuple(found.values()))


def _county(own: Catalogue, county: County, some: Iterable[Article]) -> OffprintCounty:
    here = own.by_county[county.code]
    having = [one for one in here if one in own.by_municipality]
    return OffprintCounty(
        id=f"lan-{county.slug}",
        summary=_county_in_words(len(tuple(some)), len(having), len(here)),
        map=map.county_map(own.publication.register, own.marked_of(having), here),
        lines=tuple(
            OffprintLine(addresses.anchor_of(one.source), one.title, one.dimensions, _tools_in_words(own, one)) for one in some
        ),
    )


def _county_in_words(articles: int, having: int, total: int) -> str:
    """'Sex artiklar från fyra av länets 33 kommuner.'"""
    words = f"{number_word(articles).capitalize() if articles > 1 else 'En'} {'artiklar' if articles > 1 else 'artikel'}"
    if not having:
        return f"{words} om länet."
    if total == 1:
        return f"{words} från länets enda kommun."
    return f"{words} från {number_word(having) if having > 1 else 'en'} av länets {number_word(total)} kommuner."


def _tools_in_words(own: Catalogue, article: Article) -> str:
    return " · ".join([own.tools[slug].title for slug in article.tools])


def _cover(own: Catalogue, subject: Subject) -> MapView:
    """The map of the cover. Of an article about several counties, a county's offprint marks its own municipalities."""
    if isinstance(subject, Tool):
        return own.bare_map
    here = [one for one in own.by_municipality if one.county == subject]
    return map.whole_map(own.publication.register, own.marked_of(here), labels=False)


def _regions(subject: Subject, some: Iterable[Article]) -> tuple[BookletRegion, ...]:
    regions = backmatter.by_region(some)
    return regions if isinstance(subject, Tool) else tuple(one for one in regions if one.name == subject.name)


def _tools(own: Catalogue, some: tuple[Article, ...]) -> tuple[BookletEntry, ...]:
    """The tools of a county's articles. None has a text of its own there."""
    slugs = {slug for article in some for slug in article.tools}
    entries = backmatter.of_tools([own.tools[slug] for slug in slugs], some)
    return tuple(replace(one, id="") for one in entries)


def _shown(url: str) -> str:
    """An address as print shows it: 'example.org/verktyg/medborgardialog'."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}".rstrip("/")
