"""A publication -> what its search index holds: texts, regions, all municipalities, and the few pages that readers ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from urllib.parse import quote

from press import addresses
from press.model import WORDS, Article, Municipality, Publication, Text, Tool
from press.shape import indexes
from press.shape.catalogue import OWN_PAGES, PRIVACY, STATEMENT, Catalogue, articles_in_words
from press.shape.search import SearchEntry
from press.shape.words import Vocabulary, hidden_words, parted
from press.swedish import listing, lower_first

Former = Mapping[str, tuple[str, ...]]


def entries_of(publication: Publication) -> tuple[SearchEntry, ...]:
    """Every entry of a publication: what an index is made of, and hangs on."""
    return search_entries(Catalogue(publication, ""))


def search_entries(catalogue: Catalogue) -> tuple[SearchEntry, ...]:
    """Every entry, compounds taken apart, in the order of the publication."""
    publication = catalogue.publication
    whole = tuple(_whole(catalogue, publication.register.former))
    names = [one.name for one in publication.register.municipalities]
    vocabulary = Vocabulary.of((text for entry in whole for text in (entry.title, entry.html)), names)
    return tuple(_taken_apart(entry, vocabulary) for entry in whole)


def _taken_apart(entry: SearchEntry, vocabulary: Vocabulary) -> SearchEntry:
    hidden = hidden_words(f"{entry.title} {entry.html}", vocabulary)
    return SearchEntry(
        entry.href,
        parted(entry.title, vocabulary.parts),
        parted(entry.html, vocabulary.parts),
        entry.kind,
        entry.place,
        tuple(dict.fromkeys((*(parted(word, vocabulary.parts) for word in entry.words), *hidden))),
        entry.tools,
        entry.regions,
        entry.dimensions,
        entry.weight,
    )


def _whole(catalogue: Catalogue, former: Former) -> Iterator[SearchEntry]:
    publication = catalogue.publication
    for article in publication.articles:
        yield _article(catalogue, article, former)
    for tool in publication.tools:
        yield _tool(catalogue, tool)
    for one in publication.dimensions:
        word = WORDS[one.letter].capitalize()
        yield SearchEntry(catalogue.href(one), one.title, _body(catalogue, one), "Dimension", "", dimensions=(word,))
    yield from _regions(catalogue, former)
    for municipality in publication.register.municipalities:
        yield _municipality(catalogue, municipality, former)
    for page in publication.pages:
        if addresses.address_of(page.source) and (page.slug not in OWN_PAGES or page.slug == "skriften"):
            yield SearchEntry(catalogue.href(page), page.title, _body(catalogue, page), "Sida", "", _ASKED.get(page.slug, ()))
    yield from (
        SearchEntry(catalogue.host.href(address), title, f"<p>{escape(summary)}</p>", "Sida", "", words)
        for title, address, summary, words in _PAGES
    )


# Pages without a text of their own. Nobody who wants a copy asks for "order" by one word alone.
_COPY = ("beställa", "beställning", "häfte", "häftet", "tryckt")
_ASKED = {  # what is asked for and may stand in no text: the settings make a part of these pages
    "skriften": (*_COPY, "ladda ner", "pdf"),
    STATEMENT: ("tillgänglighet", "hjälpmedel", "brister"),
    PRIVACY: ("personuppgifter", "dataskydd", "gdpr"),
}
_PAGES = (
    ("Beställ skriften", addresses.ORDER, "Så får du skriften i tryck.", _COPY),
    ("Översikt", addresses.OVERVIEW, "Alla artiklar i en tabell: verktygen nedåt, regionerna åt sidan.", ("tabell", "matris")),
    ("Kommuner A–Ö", addresses.MUNICIPALITIES, "Alla landets kommuner i bokstavsordning.", ("register", "kommunlista")),
)


def _body(catalogue: Catalogue, text: Text) -> str:
    """A text as it is searched: the summary, the body, its notes."""
    html, notes = catalogue.body(text)
    rest = "".join(f"<p>{note}</p>" for note in notes)
    return f"<p>{escape(text.summary)}</p>{html}{rest}"


def _article(catalogue: Catalogue, article: Article, former: Former) -> SearchEntry:
    regions = indexes.regions_of(article)
    places = [word for one in article.municipalities for word in _names(one, former)]
    places += [name for region in regions if region.county for name in (region.name, *former.get(region.county.code, ()))]
    countries = [catalogue.publication.register.countries[code] for code in article.countries]
    tools = tuple(catalogue.tools[slug].title for slug in article.tools)
    return SearchEntry(
        href=catalogue.href(article),
        title=article.title,
        html=_body(catalogue, article),
        kind="Artikel",
        place=", ".join((*article.places, indexes.place_in_words(article))),
        words=tuple(dict.fromkeys((*places, *countries, *tools))),
        tools=tools,
        regions=tuple(region.name for region in regions),
        dimensions=tuple(WORDS[letter].capitalize() for letter in article.dimensions),
    )


def _tool(catalogue: Catalogue, tool: Tool) -> SearchEntry:
    some = catalogue.by_tool.get(tool.slug, ())
    both = "".join(f"<p>{escape(line)}</p>" for line in (*tool.strengths, *tool.weaknesses))
    survey = f"<p>{escape(tool.survey.words)}</p>" if tool.survey else ""
    return SearchEntry(
        href=catalogue.href(tool),
        title=tool.title,
        html=f"{_body(catalogue, tool)}{both}{survey}",
        kind=tool.kind.capitalize(),
        place=articles_in_words(len(some)),
        tools=(tool.title,),
        dimensions=_dimensions(some),
    )


def _dimensions(some: Sequence[Article]) -> tuple[str, ...]:
    return tuple(WORDS[letter].capitalize() for letter in indexes.mark_of(some))


# ---------------------------------------------------------------- places


def _regions(catalogue: Catalogue, former: Former) -> Iterator[SearchEntry]:
    for county in catalogue.publication.register.counties:
        region = indexes.region_of(county)
        some = catalogue.by_region.get(region, ())
        names = [one.name for one in catalogue.by_county[county.code]]
        told = f"{county.name} ligger i {county.landsdel} och har {len(names)} {'kommun' if len(names) == 1 else 'kommuner'}"
        html = f"<p>{escape(told)}: {escape(listing(names))}.</p>{_titles(some)}"
        words = (county.short_name, county.letter, county.nuts2, *former.get(county.code, ()))
        yield SearchEntry(
            catalogue.region_link(region).href, county.name, html, "Län", articles_in_words(len(some)), words,
            regions=(county.name,), dimensions=_dimensions(some), weight=0.5,
        )  # fmt: skip
    for region, some in catalogue.by_region.items():
        if region.county is None:
            html = f"<p>Exempel som inte hör till en enda kommun.</p>{_titles(some)}"
            yield SearchEntry(
                catalogue.region_link(region).href, region.name, html, "Region", articles_in_words(len(some)),
                regions=(region.name,), dimensions=_dimensions(some), weight=0.5,
            )  # fmt: skip


def _municipality(catalogue: Catalogue, one: Municipality, former: Former) -> SearchEntry:
    """A municipality's own page; where no article tells of it, its place on the county's page, and that it is so."""
    some = catalogue.by_municipality.get(one, ())
    county = catalogue.region_link(indexes.region_of(one.county))
    if some:
        href = catalogue.municipality_link(one).href
        told = f"{articles_in_words(len(some))} om {one.name} i {one.county.name}, {one.county.landsdel}."
    else:
        # The text of a fragment directive is percent-encoded, its hyphens too (WICG, Text Fragments).
        href = f"{county.href}#:~:text={quote(one.name, safe='').replace('-', '%2D')}"
        told = f"Ingen artikel handlar om {one.name} än."
    return SearchEntry(
        href, one.name, f"<p>{escape(told)}</p>{_titles(some)}", "Kommun", f"{county.label}, kommunkod {one.code}",
        _names(one, former), regions=(one.county.name,), dimensions=_dimensions(some), weight=0.5,
    )  # fmt: skip


def _names(one: Municipality, former: Former) -> tuple[str, ...]:
    """All that a municipality may be looked for by."""
    return (one.name, lower_first(one.full_name), one.code, *former.get(one.code, ()))


def _titles(some: Iterable[Article]) -> str:
    return "".join(f"<p>{escape(article.title)}</p>" for article in some)
