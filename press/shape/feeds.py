"""For machines: feeds, the sitemap, robots.txt, security.txt."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from press import addresses
from press.addresses import Host
from press.digest import Lender
from press.model import WORDS, Article
from press.shape import indexes
from press.shape.bodies import Sizes, absolute, notes_list, on_site
from press.shape.catalogue import Catalogue
from press.shape.output import Content, Later, Output, Page
from press.shape.views.feeds import FeedEntry, FeedView, SitemapView

MOST_ENTRIES = 30


def feeds(catalogue: Catalogue) -> Iterator[Output]:
    """A feed of all, and one for each tool, county, group and dimension."""
    publication = catalogue.publication
    site = catalogue.site.title
    known: dict[str, Shown] = {}
    yield _feed(catalogue, addresses.FEED, addresses.START, site, publication.articles, known)
    for title, page, some in _parts(catalogue):
        yield _feed(catalogue, addresses.feed_of(page), page, f"{site} {title}", some, known)


def _parts(catalogue: Catalogue) -> Iterator[tuple[str, str, Iterable[Article]]]:
    """What has a feed of its own: its name, the address of its page, its articles."""
    publication = catalogue.publication
    for tool in publication.tools:
        yield tool.title, addresses.tool(tool.slug), catalogue.by_tool.get(tool.slug, ())
    regions = [*map(indexes.region_of, publication.register.counties), *(r for r in catalogue.by_region if not r.county)]
    for region in regions:
        yield region.name, addresses.region(region.slug), catalogue.by_region.get(region, ())
    for dimension in publication.dimensions:
        having = [article for article in publication.articles if dimension.letter in article.dimensions]
        yield dimension.title, addresses.address_of(dimension.source), having


def _feed(catalogue: Catalogue, address: str, page: str, title: str, some: Iterable[Article], known: dict[str, Shown]) -> Output:
    newest = sorted(some, key=lambda article: -article.changed.toordinal())[:MOST_ENTRIES]
    known.update({one.slug: _shown(catalogue, one) for one in newest if one.slug not in known})
    settings = catalogue.publication.settings
    entries = tuple([known[one.slug] for one in newest])
    sees = (catalogue.host, address, page, title, settings.publisher.name, settings.edition.date, entries)
    return Output(
        addresses.output_path(address), Page("feed.xml", catalogue.site, None, Later(feed_view, sees)), f"the feed of {page}"
    )


class Shown(Lender, frozen=True):
    """An article in a feed, and what its body needs. Its entry is made once, however many feeds carry it."""

    host: Host
    article: Article
    categories: tuple[str, ...]
    hidden: tuple[str, ...]
    sizes: Sizes

    @cached_property
    def entry(self) -> FeedEntry:
        article = self.article
        url = self.host.url(addresses.address_of(article.source))
        html, notes = on_site(article.body, self.host, self.sizes, self.hidden)
        return FeedEntry(
            id=_urn(url),
            title=article.title,
            url=url,
            summary=article.summary,
            html=absolute(html + notes_list(notes), self.host),
            published=_moment(article.published),
            updated=_moment(article.changed),
            categories=self.categories,
        )


def _shown(catalogue: Catalogue, article: Article) -> Shown:
    categories = (*[catalogue.tools[slug].title for slug in article.tools], *[WORDS[letter] for letter in article.dimensions])
    return Shown(catalogue.host, article, categories, catalogue.linked_hidden(article), catalogue.sizes_of(article))


def feed_view(
    host: Host, address: str, page: str, title: str, author: str, edition: date, entries: tuple[Shown, ...]
) -> FeedView:
    """The feed of a page. Without articles it was last changed on the edition's day."""
    return FeedView(
        id=_urn(host.url(address)),
        title=title,
        url=host.url(page),
        self_url=host.url(address),
        updated=_moment(max((shown.article.changed for shown in entries), default=edition)),
        entries=tuple(shown.entry for shown in entries),
        author=author,
    )


def _urn(url: str) -> str:
    """A name that stays for as long as the address does (RFC 4122, version 5)."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, url)}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


# ---------------------------------------------------------------- the whole site


def sitemap(catalogue: Catalogue, outputs: Iterable[Output]) -> Output:
    """Every page there is but the one for what was not found, with the day its text changed where that is known."""
    changed = {article.source: article.changed.isoformat() for article in catalogue.publication.articles}
    edition = catalogue.publication.settings.edition.date.isoformat()
    urls = []
    for output in outputs:
        recipe = output.recipe
        if isinstance(recipe, Page) and recipe.head and output.path.endswith("/index.html"):
            href = recipe.head.href
            newest = max((day for day in _days(catalogue, recipe)), default=edition)
            urls.append((f"{catalogue.host.origin}{href}", changed.get(output.source, newest)))
    path = addresses.output_path(addresses.SITEMAP)
    return Output(path, Page("sitemap.xml", catalogue.site, None, SitemapView(tuple(sorted(urls)))), "the sitemap")


def _days(catalogue: Catalogue, page: Page) -> Iterator[str]:
    """The days of the articles that an index prints: it changes when they do."""
    by_href = catalogue.changed_by_href
    view = page.view
    groups: Sequence[object] = (view, *(getattr(view, "groups", ()) or ()))
    for group in groups:
        for card in getattr(group, "cards", ()) or ():
            yield by_href[card.href]


def robots(catalogue: Catalogue) -> Output:
    page = Page("robots.txt", catalogue.site)
    return Output(addresses.output_path("/robots.txt"), page, "robots.txt")


def security(catalogue: Catalogue) -> Iterator[Output]:
    """security.txt (RFC 9116), once the settings name a contact and a day."""
    settings = catalogue.publication.settings.security
    if settings.contact and settings.expires:
        address = "/.well-known/security.txt"
        text = (
            f"Contact: {settings.contact}\nExpires: {_moment(settings.expires)}\nPreferred-Languages: sv, en\n"
            f"Canonical: {catalogue.host.url(address)}\n"
        )
        yield Output(addresses.output_path(address), Content(text), "site.yaml")
