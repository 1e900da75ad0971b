"""Publication -> everything that is to be made. Two that claim one address are a problem that names both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from press import addresses
from press.model import Publication
from press.problems import Problem, problem
from press.record import Record, replace
from press.shape import dataset, feeds, front, hosts, indexes, offprints, ordering, places, registers, static, texts
from press.shape.booklet import booklet as booklet_view
from press.shape.booklet import in_print
from press.shape.catalogue import OWN_PAGES, PRIVACY, STATEMENT, Catalogue
from press.shape.ebook import ebook
from press.shape.entries import entries_of
from press.shape.output import Copy, Index, Later, Output, Page, Pdf, Scaled, Shared
from press.shape.pictures import variants_of
from press.shape.print import prints, prints_of
from press.shape.published import fates, redirects
from press.shape.share import address_of
from press.shape.views.frame import Head
from press.shape.views.texts import RedirectView

BOOKLET_TEMPLATE = "booklet/booklet.html"
BOOKLET_STYLES = "layouts/booklet/"
FONTS = f"{static.FOLDER}fonts/"
SEARCH_INDEX = f"site{addresses.SEARCH}pagefind/"
SHARE_FONTS = f"{FONTS}familjen-grotesk-"


class Plan(Record, frozen=True):
    outputs: tuple[Output, ...]  # by path
    problems: tuple[Problem, ...]
    left: tuple[str, ...] = ()  # paths of what belongs here and was not planned


def plan(publication: Publication, assets: Mapping[str, str], *, booklet: bool = True) -> Plan:
    """All outputs of a publication. `assets` are the files of layouts/ that are no templates: path -> digest.

    Without `booklet` no recipe is made of the PDFs, the e-book and what is printed, and their paths are told in `left`.
    """
    files = static.addresses_of(assets)
    catalogue = Catalogue(publication, files.get(static.STYLESHEET, ""), files)
    has_booklet = bool(in_print(catalogue))
    pages = tuple(_pages(catalogue, has_booklet=has_booklet))
    outputs = [
        *pages,
        feeds.sitemap(catalogue, pages),
        feeds.robots(catalogue),
        *feeds.feeds(catalogue),
        *dataset.data(catalogue),
        *feeds.security(catalogue),
        *ordering.shell(catalogue),
        *static.outputs(assets),
        *_pictures(publication),
        _index(publication),
        *_shared(catalogue, assets),
    ]
    left: tuple[str, ...] = ()
    if has_booklet and booklet:
        whole = _booklet(catalogue, assets)
        outputs += [whole, ebook(catalogue, assets), *prints(catalogue, assets, whole)]
        outputs += [offprints.offprint(catalogue, one, assets) for one in offprints.subjects(catalogue)]
    elif has_booklet:
        left = (catalogue.booklet_path, catalogue.ebook_path, *prints_of(publication.settings), *offprints.paths(catalogue))
    became = fates(publication.published, publication.articles, [*(one.path for one in outputs), *left])
    outputs += [*_redirects(catalogue), *redirects(catalogue.site, catalogue.host, became, publication.articles, pages)]
    paths = [*(one.path for one in outputs), *left]
    outputs += hosts.outputs(hosts.hosting(catalogue.host, publication.settings.orders, paths, became.moved, became.gone))
    found, problems = _without_clashes(outputs)
    return Plan(found, (*problems, *became.problems), left)


def _pages(catalogue: Catalogue, *, has_booklet: bool) -> Iterator[Output]:
    publication = catalogue.publication
    yield front.start(catalogue)
    yield from texts.articles(catalogue)
    for place in range(len(publication.articles)):
        yield texts.article(catalogue, place)
    yield texts.tools(catalogue)
    for tool in publication.tools:
        yield texts.tool(catalogue, tool)
    yield texts.dimensions(catalogue)
    for dimension in publication.dimensions:
        yield texts.dimension(catalogue, dimension)
    yield places.regions(catalogue)
    for county in publication.register.counties:
        yield places.region(catalogue, indexes.region_of(county))
    for group in (indexes.NATION_REGION, indexes.NORTH_REGION):
        yield places.region(catalogue, group)
    yield places.municipalities(catalogue)
    for one, some in catalogue.by_municipality.items():
        yield places.municipality(catalogue, one, some)
    yield registers.overview(catalogue)
    yield registers.search(catalogue)
    yield front.booklet_page(catalogue, has_booklet=has_booklet)
    yield front.order(catalogue)
    for page in publication.pages:
        if page.slug == STATEMENT:
            yield front.accessibility(catalogue, page)
        elif page.slug == PRIVACY:
            yield front.privacy(catalogue, page)
        elif page.slug not in OWN_PAGES:
            yield front.page(catalogue, page)
    yield front.not_found(catalogue)


def _redirects(catalogue: Catalogue) -> Iterator[Output]:
    """A page at each old address, which leads on without a server's help."""
    for article in catalogue.publication.articles:
        for alias in article.aliases:
            view = RedirectView(article.title, catalogue.href(article), catalogue.host.url(addresses.address_of(article.source)))
            head = Head(article.title, article.summary, catalogue.host.href(alias))
            path = addresses.output_path(alias)
            yield Output(path, Page("redirect.html", catalogue.site, head, view), article.source)


def _pictures(publication: Publication) -> Iterator[Output]:
    """The pictures that texts name, in the variants that pages offer."""
    for file, (width, height, digest) in publication.pictures.items():
        source = f"content/images/{file}"
        for one in variants_of(file, width, height, digest):
            recipe = Copy(source, digest) if one.format == "svg" else Scaled(source, digest, one.width, one.format)
            yield Output(addresses.output_path(one.address), recipe, source)


def _shared(catalogue: Catalogue, assets: Mapping[str, str]) -> Iterator[Output]:
    """A share image for each article, and one for all other pages."""
    fonts = tuple((path, digest) for path, digest in sorted(assets.items()) if path.startswith(SHARE_FONTS))
    yield Output(addresses.output_path(address_of(catalogue.shared, "skriften")), Shared(catalogue.shared, fonts), "site.yaml")
    for article in catalogue.publication.articles:
        view = catalogue.shared_of(article)
        yield Output(addresses.output_path(address_of(view, article.slug)), Shared(view, fonts), article.source)


def _index(publication: Publication) -> Output:
    """What the page's search asks. It hangs on all texts, and not on former addresses or on where dots stand on the map."""
    register = replace(publication.register, places={})
    view = Later(entries_of, (replace(publication, published=(), register=register),))
    return Output(SEARCH_INDEX, Index(view, publication.settings.language), "the search")


def _booklet(catalogue: Catalogue, assets: Mapping[str, str]) -> Output:
    files = {path: digest for path, digest in assets.items() if path.startswith((BOOKLET_STYLES, FONTS))}
    files |= {f"content/images/{name}": digest for name, (_, _, digest) in catalogue.publication.pictures.items()}
    recipe = Pdf(BOOKLET_TEMPLATE, booklet_view(catalogue), tuple(sorted(files.items())))
    return Output(catalogue.booklet_path, recipe, "the booklet")


def _without_clashes(outputs: Iterable[Output]) -> tuple[tuple[Output, ...], tuple[Problem, ...]]:
    """Each path once, whatever its letters' case, and none that is a folder of another; a later claim is a problem."""
    taken: dict[str, Output] = {}
    folders: dict[str, Output] = {}
    problems = []
    for output in outputs:
        path = output.path.lower()
        above = [path[:at] for at, char in enumerate(path) if char == "/"]
        first = taken.get(path) or folders.get(path) or next((taken[one] for one in above if one in taken), None)
        if first:
            address = "/" + output.path.removeprefix("site/").removesuffix("index.html")
            problems.append(problem("address-twice", output.source, address=address, other=first.source))
        else:
            taken[path] = output
            folders.update(dict.fromkeys(above, output))
    return tuple(taken[path] for path in sorted(taken)), tuple(problems)
