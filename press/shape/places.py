"""The pages of places: the map's index, each county, each municipality with articles, and all municipalities A-Ö."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from press import addresses
from press.model import Article, County, Municipality
from press.shape import indexes, linked, map, offprints
from press.shape.catalogue import Catalogue, articles_in_words, municipalities_in_words
from press.shape.indexes import NATION_REGION, NORTH_REGION, Region
from press.shape.output import Output, Page
from press.shape.views.frame import Head
from press.shape.views.parts import CardGroup
from press.shape.views.places import (
    CountyRow,
    Landsdel,
    MunicipalitiesView,
    MunicipalityRow,
    MunicipalityView,
    RegionsView,
    RegionView,
    RegisterLetter,
    RegisterRow,
)
from press.swedish import count, letter_of, number_word, sort_key

PARTS = ("Norrland", "Svealand", "Götaland")  # from the north, as one reads the map


def regions(catalogue: Catalogue) -> Output:
    """Landsdel, county, municipality; the articles without a municipality last."""
    counties = catalogue.publication.register.counties
    named = [*PARTS, *(name for name in dict.fromkeys(c.landsdel for c in counties) if name not in PARTS)]
    parts = []
    for name in named:
        here = sorted((c for c in counties if c.landsdel == name), key=lambda c: sort_key(c.name))
        if here:
            parts.append(Landsdel(name, tuple(_county_row(catalogue, county) for county in here)))
    some = len(catalogue.by_municipality)
    total = len(catalogue.publication.register.municipalities)
    view = RegionsView(
        title=f"{number_word(some).capitalize()} {'kommun' if some == 1 else 'kommuner'} berättar",
        map=catalogue.linked_map,
        parts=tuple(parts),
        wide=tuple(_wide_row(catalogue, region) for region in (NATION_REGION, NORTH_REGION) if region in catalogue.by_region),
        with_article=some,
        waiting=total - some,
        municipalities_href=catalogue.host.href(addresses.MUNICIPALITIES),
        overview_href=catalogue.host.href(addresses.OVERVIEW),
    )
    summary = "Artiklarna på kartan: efter landsdel, län och kommun."
    head = Head("Regioner", summary, catalogue.host.href(addresses.REGIONS), here="Regioner")
    path = addresses.output_path(addresses.REGIONS)
    return Output(path, Page("regions.html", catalogue.site, head, view), "the index of regions")


def region(catalogue: Catalogue, which: Region) -> Output:
    """The page of a county, or of one of the two groups without a municipality."""
    some = catalogue.by_region.get(which, ())
    county = which.county
    here = catalogue.by_county[county.code] if county else ()
    having = [one for one in here if one in catalogue.by_municipality]
    view = RegionView(
        title=which.name,
        is_county=county is not None,
        landsdel=county.landsdel if county else "",
        nuts2=county.nuts2 if county else "",
        count_words=municipalities_in_words(len(having), len(here)) if county else articles_in_words(len(some)),
        map=map.small_map(catalogue.publication.register, catalogue.marked_of(having), strong=here) if county else None,
        near=map.county_map(catalogue.publication.register, catalogue.marked_of(having), here) if having else None,
        by_municipality=tuple(_municipality_group(catalogue, one) for one in having),
        by_tool=catalogue.tool_groups(some),
        without=tuple(one.name for one in here if one not in catalogue.by_municipality),
        total=len(some),
        empty="" if some else f"Ingen artikel handlar om {which.name} än.",
        offprint=offprints.offer(catalogue, county) if county else None,
    )
    address = addresses.region(which.slug)
    words = "Inga artiklar än" if not some else count(len(some), "artikel", "artiklar")
    head = Head(
        which.name,
        f"{words} från {which.name}." if county else f"{words} om {which.name}.",
        catalogue.host.href(address),
        here="Regioner",
        crumbs=(catalogue.link("Regioner", addresses.REGIONS),),
        feed=catalogue.host.href(addresses.feed_of(address)),
        feed_title=f"Artiklar från {which.name}",
    )
    head = catalogue.linked(head, *([linked.county(catalogue.host, county)] if county else []))
    wants = (view.offprint.output,) if view.offprint else ()
    page = Page("region.html", catalogue.site, head, view, wants)
    return Output(addresses.output_path(address), page, f"the region {which.name}")


def municipality(catalogue: Catalogue, one: Municipality, some: Iterable[Article]) -> Output:
    cards = catalogue.cards(some)
    mark = indexes.mark_of(catalogue.by_municipality[one])
    county = catalogue.region_link(indexes.region_of(one.county))
    total = len(catalogue.publication.register.municipalities)
    others = [m for m in catalogue.by_county[one.county.code] if m in catalogue.by_municipality and m != one]
    view = MunicipalityView(
        name=one.name,
        full_name=one.full_name,
        mark=mark,
        dimensions=indexes.dimensions_in_words(mark),
        county=county,
        landsdel=one.county.landsdel,
        map=map.small_map(
            catalogue.publication.register, catalogue.marked_of((one,)), strong=catalogue.by_county[one.county.code]
        ),
        map_caption=f"{one.name} är en av {total} kommuner.",
        cards=cards,
        neighbours=tuple(catalogue.municipality_rows[other.code] for other in others),
    )
    address = addresses.municipality(one.slug)
    head = Head(
        one.full_name,
        f"{articles_in_words(len(cards))} från {one.full_name} i {one.county.name}.",
        catalogue.host.href(address),
        here="Regioner",
        crumbs=(catalogue.link("Regioner", addresses.REGIONS), county),
    )
    head = catalogue.linked(head, linked.municipality(catalogue.host, one))
    page = Page("municipality.html", catalogue.site, head, view)
    return Output(addresses.output_path(address), page, f"the municipality {one.name}")


def municipalities(catalogue: Catalogue) -> Output:
    """All municipalities A-Ö; those with articles are links, the others tell their county alone."""
    rows = []
    for one in sorted(catalogue.publication.register.municipalities, key=lambda m: (sort_key(m.name), m.code)):
        some = catalogue.by_municipality.get(one, ())
        href = catalogue.municipality_link(one).href if some else ""
        rows.append(RegisterRow(one.name, href, one.county.name, indexes.mark_of(some)))
    view = MunicipalitiesView(tuple(by_letter(rows)), len(catalogue.by_municipality), len(rows))
    head = Head(
        "Kommuner A–Ö",
        f"Alla {len(rows)} kommuner, och vilka av dem som har en artikel.",
        catalogue.host.href(addresses.MUNICIPALITIES),
        here="Regioner",
        crumbs=(catalogue.link("Regioner", addresses.REGIONS),),
    )
    page = Page("municipalities.html", catalogue.site, catalogue.linked(head), view)
    return Output(addresses.output_path(addresses.MUNICIPALITIES), page, "the register of municipalities")


def by_letter(rows: Iterable[RegisterRow]) -> Iterator[RegisterLetter]:
    """Rows in Swedish order under their capitals: å, ä and ö each their own, after z."""
    found: defaultdict[str, list[RegisterRow]] = defaultdict(list)
    for row in rows:
        found[letter_of(row.label)].append(row)
    for letter in sorted(found, key=lambda letter: (letter == "#", sort_key(letter))):
        yield RegisterLetter(letter, addresses.letter_id(letter), tuple(found[letter]))


def _county_row(catalogue: Catalogue, county: County) -> CountyRow:
    here = catalogue.by_county[county.code]
    having = [one for one in here if one in catalogue.by_municipality]
    return CountyRow(
        name=county.name,
        href=catalogue.host.href(addresses.region(county.slug)),
        count_words=municipalities_in_words(len(having), len(here)),
        has_articles=indexes.region_of(county) in catalogue.by_region,
        municipalities=tuple(catalogue.municipality_rows[one.code] for one in having),
    )


def _wide_row(catalogue: Catalogue, which: Region) -> MunicipalityRow:
    some = catalogue.by_region[which]
    href = catalogue.region_link(which).href
    return MunicipalityRow(which.name, href, indexes.mark_of(some), articles_in_words(len(some)))


def _municipality_group(catalogue: Catalogue, one: Municipality) -> CardGroup:
    link = catalogue.municipality_link(one)
    return CardGroup(one.slug, one.name, link.href, catalogue.cards(catalogue.by_municipality[one]))
