"""Small makers of the model's records: right in all that the test does not say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from press.model import (
    Article,
    Body,
    County,
    Dimension,
    Edition,
    Municipality,
    Page,
    Publication,
    Publisher,
    Reach,
    Register,
    Security,
    Settings,
    Source,
    Tool,
)
from press.record import replace
from press.swedish import slug as slug_of
from press.terms import Orders

TODAY = date(2026, 11, 24)
SETTINGS = Settings(
    title="En liten skrift",
    tagline="",
    language="sv",
    address="https://example.org/",
    publisher=Publisher("Utgivaren"),
    edition=Edition(1, TODAY),
    booklet_file="skriften.pdf",
    licence="",
    orders=Orders(),
    security=Security(),
)


def a_county(code: str = "12", name: str = "Skåne län", *, landsdel: str = "Götaland", nuts2: str = "Sydsverige") -> County:
    short = name.removesuffix(" län").removesuffix("s")
    return County(code, code, name, short, landsdel, nuts2, slug_of(name))


SKANE = a_county()
UPPSALA = a_county("03", "Uppsala län", landsdel="Svealand", nuts2="Östra Mellansverige")


def a_municipality(
    name: str = "Lund", code: str = "1281", *, county: County = SKANE, lat: float = 55.70, lon: float = 13.19
) -> Municipality:
    return Municipality(code, name, f"{name} kommun", slug_of(name), county, lat, lon)


LUND = a_municipality()
MALMO = a_municipality("Malmö", "1280", lat=55.61, lon=13.0)
HABO = a_municipality("Håbo", "0305", county=UPPSALA, lat=59.57, lon=17.53)


def a_register(*municipalities: Municipality, places: Mapping[str, tuple[int, int]] | None = None) -> Register:
    """The municipalities with their counties, and a place for each."""
    some = sorted(municipalities or (LUND, MALMO, HABO), key=lambda one: one.code)
    counties = {one.county.code: one.county for one in some}
    return Register(
        municipalities=tuple(some),
        counties=tuple(counties[code] for code in sorted(counties)),
        places=places if places is not None else {one.code: (40 * number, 40 * number) for number, one in enumerate(some)},
        countries={"SE": "Sverige", "DK": "Danmark"},
    )


def an_article(
    slug: str = "klimat",
    *,
    title: str = "",
    html: str | Body = "<p>En text.</p>",
    dimensions: str = "S",
    municipalities: Iterable[Municipality] = (LUND,),
    tools: Iterable[str] = ("dialog",),
    published: date = date(2026, 1, 2),
    updated: date | None = None,
    reach: Reach = "lokal",
    county: County | None = None,
    related: Iterable[str] = (),
    aliases: Iterable[str] = (),
    summary: str = "",
    sources: Iterable[Source] = (),
    places: Iterable[str] = (),
) -> Article:
    return Article(
        source=f"content/articles/{slug}.md",
        slug=slug,
        title=title or slug.capitalize(),
        summary=summary or f"Om {slug}.",
        body=html if isinstance(html, Body) else Body(html),
        dimensions=dimensions,
        municipalities=tuple(municipalities),
        tools=tuple(tools),
        published=published,
        updated=updated,
        reach=reach,
        county=county,
        related=tuple(related),
        aliases=tuple(aliases),
        sources=tuple(sources),
        places=tuple(places),
    )


def a_tool(slug: str = "dialog", *, title: str = "") -> Tool:
    title = title or slug.capitalize()
    return Tool(
        source=f"content/tools/{slug}.md",
        slug=slug,
        title=title,
        summary=f"Om {slug}.",
        body=Body("<p>En text.</p>"),
        name=title.lower(),
        sign=("ooooooo",) * 7,
    )


def a_dimension(slug: str) -> Dimension:
    return Dimension(f"content/dimensions/{slug}.md", slug, f"{slug.capitalize()} hållbarhet", "Kort.", Body("<p>En text.</p>"))


def a_page(slug: str) -> Page:
    return Page(f"content/pages/{slug}.md", slug, slug.capitalize(), "Kort.", Body("<p>En text.</p>"))


def a_publication(
    *articles: Article,
    tools: Iterable[Tool] | None = None,
    register: Register | None = None,
    address: str = "https://example.org/",
    hidden: Iterable[Article] = (),
) -> Publication:
    """A whole publication: its tools, if none are named, are those of its articles."""
    named = sorted({slug for article in articles for slug in article.tools} | {"dialog"})
    return Publication(
        settings=replace(SETTINGS, address=address),
        register=register or a_register(),
        articles=articles,
        tools=tuple(tools) if tools is not None else tuple(a_tool(slug) for slug in named),
        dimensions=tuple(a_dimension(slug) for slug in ("ekonomisk", "social", "miljomassig")),
        pages=tuple(a_page(slug) for slug in ("start", "skriften", "forord", "baksida", "om", "tillganglighet", "integritet")),
        hidden=tuple(hidden),
    )
