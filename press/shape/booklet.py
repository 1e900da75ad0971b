"""Which articles the booklet holds, in which order, with their links turned inward, and the register of places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from press import addresses
from press.model import Article, Municipality, Tool
from press.record import replace
from press.shape import backmatter, indexes
from press.shape.bodies import dots_in_print, in_booklet
from press.shape.catalogue import Catalogue, sign_of, sources_of, survey_of
from press.shape.copyfitting import is_nearly_full
from press.shape.front import edition_in_words
from press.shape.map import small_map, whole_map
from press.shape.pictures import view_in_print
from press.shape.views.booklet import BookletArticle, BookletChapter, BookletReference, BookletView
from press.shape.views.maps import MapView
from press.shape.views.parts import SurveyView
from press.swedish import listing, sort_key

COLUMN_MM = 104.0


def booklet(catalogue: Catalogue) -> BookletView:
    """The whole booklet. A tool with articles of its own is a chapter; one that is only referred to gets a page."""
    publication, settings = catalogue.publication, catalogue.publication.settings
    articles = in_print(catalogue)
    own: defaultdict[str, list[Article]] = defaultdict(list)
    others: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        own[article.tools[0]].append(article)
        for slug in article.tools[1:]:
            others[slug].append(article)
    tools = indexes.in_kind_order(tool for tool in publication.tools if tool.slug in {*own, *others})
    texts: tuple[Article | Tool, ...] = (*articles, *tools)
    ids = {addresses.address_of(text.source): addresses.anchor_of(text.source) for text in texts}
    set_as = {article.slug: article_view(catalogue, article, ids) for article in articles}
    foreword, back = catalogue.pages["forord"], catalogue.pages["baksida"]
    standing = tuple(article for tool in tools for article in own[tool.slug])  # in the order of their pages
    can_order = settings.orders.mode != "closed"
    return BookletView(
        title=settings.title,
        tagline=settings.tagline,
        language=settings.language,
        publisher=settings.publisher.name,
        email=settings.publisher.email,
        post=settings.publisher.post,
        edition=f"{edition_in_words(settings.edition.number)}, {settings.edition.date.year}",
        date_iso=settings.edition.date.isoformat(),
        printer=settings.edition.printer,
        place=settings.edition.place,
        isbn=settings.edition.isbn,
        licence=settings.licence,
        address=f"{urlsplit(settings.address).netloc}{catalogue.host.base}",
        url=catalogue.host.url(addresses.START),
        order_url=catalogue.host.url(addresses.ORDER) if can_order else "",
        cover=catalogue.bare_map,
        map=catalogue.whole_map,
        dots=small_map(publication.register, ()),
        foreword_title=foreword.title,
        foreword_html=in_booklet(foreword.body, "forord", ids, catalogue.host, catalogue.hidden, below=1),
        chapters=tuple(
            chapter_view(
                catalogue, tool, own[tool.slug], others[tool.slug], tuple(set_as[one.slug] for one in own[tool.slug]), ids
            )
            for tool in tools
        ),
        regions=backmatter.by_region(standing),
        tools=backmatter.of_tools(tools, standing),
        places=backmatter.of_places(standing),
        crossing=backmatter.crossing(tools, standing),
        total=len(articles),
        back=in_booklet(back.body, "baksida", ids, catalogue.host, catalogue.hidden),
        back_note=back.summary,
    )


def in_print(catalogue: Catalogue) -> tuple[Article, ...]:
    """The booklet's articles in the order of a chapter: the editor's number first, then as on the site."""
    some = [article for article in catalogue.publication.articles if article.booklet]
    return tuple(sorted(some, key=lambda a: (a.booklet_order is None, a.booklet_order or 0)))


def chapter_view(
    catalogue: Catalogue,
    tool: Tool,
    own: Sequence[Article],
    others: Sequence[Article],
    articles: tuple[BookletArticle, ...],
    ids: Mapping[str, str],
) -> BookletChapter:
    """A tool's chapter. `articles` are its own as they are set, `ids` the anchors of all texts of the booklet, by address."""
    html = in_booklet(tool.body, addresses.anchor_of(tool.source), ids, catalogue.host, catalogue.hidden, below=1)
    survey = _survey(tool)
    points = max(len(tool.strengths), len(tool.weaknesses))
    entries = (article.title for article in (*own, *others))
    return BookletChapter(
        id=addresses.anchor_of(tool.source),
        title=tool.title,
        summary=tool.summary,
        kind=tool.kind,
        sign=sign_of(tool),
        mark=indexes.mark_of(own or others),
        html=html,
        strengths=tool.strengths,
        weaknesses=tool.weaknesses,
        survey=survey,
        articles=articles,
        references=tuple(BookletReference(addresses.anchor_of(a.source), a.title, a.dimensions) for a in others),
        map=_map(catalogue, own),
        where=_where(catalogue, own),
        places=listing(_places(own)),
        is_drawn_in=is_nearly_full(tool.title, tool.summary, entries, html, points, has_survey=survey is not None),
    )


def _map(catalogue: Catalogue, articles: Iterable[Article]) -> MapView:
    """The municipalities of some articles with their names; all of Sweden in ink where one is about the whole country."""
    sweden, here = catalogue.publication.register, _municipalities(articles)
    return whole_map(sweden, catalogue.marked_of(here)) if here else _where(catalogue, articles)


def _where(catalogue: Catalogue, articles: Iterable[Article]) -> MapView:
    """The same without names, for a small map: in ink and as marks. Nothing where all are about more than Sweden."""
    sweden, here = catalogue.publication.register, _municipalities(articles)
    national = any(indexes.NATION_REGION in indexes.regions_of(article) for article in articles)
    strong = here or (sweden.municipalities if national else ())
    return replace(small_map(sweden, (), strong), plain="", marks=catalogue.map_of(here).marks)


def _municipalities(articles: Iterable[Article]) -> tuple[Municipality, ...]:
    found = {one.code: one for article in articles for one in article.municipalities}
    return tuple(found[code] for code in sorted(found))


def _places(articles: Iterable[Article]) -> list[str]:
    """The municipalities of some articles by name, then the groups of those that name none."""
    names = {one.name for article in articles for one in article.municipalities}
    groups = {indexes.regions_of(article)[0].name for article in articles if not article.municipalities}
    return [*sorted(names, key=sort_key), *sorted(groups, key=sort_key)]


def _survey(tool: Tool) -> SurveyView | None:
    found = survey_of(tool.survey)
    return replace(found, svg=dots_in_print(found.svg, COLUMN_MM)) if found else None


def article_view(catalogue: Catalogue, article: Article, ids: Mapping[str, str]) -> BookletArticle:
    """An article as the booklet sets it."""
    url = catalogue.host.url(addresses.address_of(article.source))
    return BookletArticle(
        id=addresses.anchor_of(article.source),
        title=article.title,
        summary=article.summary,
        mark=article.dimensions,
        dimensions=indexes.dimensions_in_words(article.dimensions),
        where=_beside(article),
        html=in_booklet(article.body, addresses.anchor_of(article.source), ids, catalogue.host, catalogue.hidden),
        byline=article.byline,
        sources=sources_of(article),
        url=url,
        address=url.partition("://")[2],
        image=view_in_print(article.image, catalogue.publication.pictures),
        map=_where(catalogue, (article,)),
    )


def _beside(article: Article) -> tuple[str, ...]:
    """Lines beside an article's mark: ('Lit, Östersund', 'Jämtlands län'); several municipalities by name alone."""
    names = [one.name for one in article.municipalities]
    if len(names) != 1:
        return tuple(names) or (indexes.regions_of(article)[0].name,)
    return ", ".join((*article.places, *names)), article.municipalities[0].county.name
