"""A page in schema.org's words, for search engines: JSON-LD, as text that can stand in a page.

Types and properties are those of the vocabulary (https://schema.org); a test holds every page to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from posixpath import splitext

from press import addresses
from press.addresses import Host
from press.digest import Lender
from press.model import Article, County, Municipality, Settings
from press.shape.views.frame import NavLink
from press.shape.views.parts import SourceView

Node = Mapping[str, object]
CONTEXT = "https://schema.org"
EDITION, SITE = "#skriften", "#webbplatsen"  # fragments by which nodes are told apart from the pages that tell of them


class Publishing(Lender, frozen=True):
    """What all nodes of a publication have in common."""

    host: Host
    title: str
    publisher: str
    language: str
    licence: str  # an address, or empty: words are for people

    @property
    def organization(self) -> Node:
        return {"@type": "Organization", "name": self.publisher}

    @property
    def book(self) -> Node:
        """The publication as others are part of it."""
        return {"@type": "Book", "@id": self.host.url(addresses.BOOKLET) + EDITION, "name": self.title}


def publishing(host: Host, settings: Settings) -> Publishing:
    licence = settings.licence if settings.licence.startswith(("https://", "http://")) else ""
    return Publishing(host, settings.title, settings.publisher.name, settings.language, licence)


def as_text(nodes: Iterable[Node | None]) -> str:
    """The nodes as JSON. `<` is escaped, so that no word of theirs can end the element that holds them."""
    graph = [_filled(node) for node in nodes if node]
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _filled(node: Node) -> Node:
    """Without the properties of which nothing is known."""
    return {name: value for name, value in node.items() if value not in ("", None, [], ())}


# ---------------------------------------------------------------- nodes


def article(
    about: Publishing,
    text: Article,
    image: str,
    tools: Iterable[NavLink],
    dimensions: Iterable[NavLink],
    sources: Iterable[SourceView],
) -> Node:
    url = about.host.url(addresses.address_of(text.source))
    places = [municipality(about.host, one) for one in text.municipalities] or (
        [county(about.host, text.county)] if text.county else []
    )
    return {
        "@type": "Article",
        "@id": f"{url}#artikel",
        "headline": text.title,
        "description": text.summary,
        "url": url,
        "mainEntityOfPage": url,
        "inLanguage": about.language,
        "datePublished": text.published.isoformat(),
        "dateModified": text.changed.isoformat(),
        "image": image,
        "author": about.organization,
        "publisher": about.organization,
        "isPartOf": about.book,
        "license": about.licence,
        "spatialCoverage": places,
        "about": [{"@type": "DefinedTerm", "name": one.label, "url": about.host.origin + one.href} for one in tools],
        "keywords": [f"{one.label} hållbarhet" for one in dimensions],
        "citation": [_filled({"@type": "CreativeWork", "name": one.title, "url": one.url}) for one in sources],
    }


FORMATS = {".pdf": "application/pdf", ".epub": "application/epub+zip"}


def book(about: Publishing, summary: str, settings: Settings, files: Iterable[str]) -> Node:
    """The booklet. `files` are the addresses where it can be fetched."""
    encodings = [
        {"@type": "MediaObject", "contentUrl": about.host.url(file), "encodingFormat": FORMATS[splitext(file)[1]]}
        for file in files
    ]
    return {
        **about.book,
        "description": summary,
        "url": about.host.url(addresses.BOOKLET),
        "inLanguage": about.language,
        "bookEdition": str(settings.edition.number),
        "datePublished": settings.edition.date.isoformat(),
        "isbn": settings.edition.isbn,
        "publisher": about.organization,
        "license": about.licence,
        "encoding": encodings,
    }


def website(about: Publishing, summary: str) -> Node:
    url = about.host.url(addresses.START)
    return {
        "@type": "WebSite",
        "@id": url + SITE,
        "url": url,
        "name": about.title,
        "description": summary,
        "inLanguage": about.language,
        "publisher": about.organization,
    }


def municipality(host: Host, one: Municipality) -> Node:
    return {
        "@type": "AdministrativeArea",
        "@id": host.url(addresses.municipality(one.slug)) + "#kommun",
        "name": one.full_name,
        "identifier": _code("kommunkod", one.code),
        "geo": {"@type": "GeoCoordinates", "latitude": one.lat, "longitude": one.lon},
        "containedInPlace": county(host, one.county),
    }


def county(host: Host, one: County) -> Node:
    url = host.url(addresses.region(one.slug))
    return {
        "@type": "AdministrativeArea",
        "@id": f"{url}#lan",
        "name": one.name,
        "url": url,
        "identifier": _code("länskod", one.code),
    }


def _code(name: str, value: str) -> Node:
    """A code of Statistics Sweden (SCB)."""
    return {"@type": "PropertyValue", "propertyID": f"SCB {name}", "value": value}


def crumbs(host: Host, above: Iterable[NavLink], title: str, href: str) -> Node | None:
    """The way to a page; none for one that has nothing above it."""
    way = [*above]
    if not way:
        return None
    places = [*((one.label, one.href) for one in way), (title, href)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": host.origin + to}
            for number, (name, to) in enumerate(places, 1)
        ],
    }
