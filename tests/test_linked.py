"""Every page in schema.org's words: types, properties and values that the vocabulary knows, and nothing that ends its element."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from press.addresses import Host
from press.record import replace
from press.shape import linked
from press.shape.linked import as_text, crumbs, publishing
from press.shape.output import Later, Page
from press.shape.plan import plan
from press.shape.views.frame import NavLink
from press.shape.views.texts import ArticleView
from press.source.memory import Memory
from press.source.read import read
from tests.makers import a_publication, an_article

ROOT = Path(__file__).parents[1]
TABLES = Path(__file__).parent / "vocabulary"
HOST = Host.of("https://example.org/skrift/")


def table(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ABOVE = {row["type"]: row["below"].split() for row in table("types.csv")}
PROPERTIES = {row["property"]: (row["of"].split(), row["values"].split()) for row in table("properties.csv")}


def kinds_of(name: str) -> set[str]:
    """A type and all above it."""
    return {name}.union(*(kinds_of(one) for one in ABOVE[name]))


def wrong_in(node: Mapping[str, Any]) -> Iterator[str]:
    """What the vocabulary does not know."""
    kinds = kinds_of(node["@type"])
    for name, value in node.items():
        if name.startswith("@"):
            continue
        of, values = PROPERTIES.get(name, ([], []))
        if not kinds & set(of):
            yield f"{node['@type']} has no {name}"
        for one in value if isinstance(value, list) else [value]:
            if not fits(one, values):
                yield f"{name} can't be {one!r}"
            if isinstance(one, dict):
                yield from wrong_in(one)


PLAIN = {"Text", "URL", "Date", "DateTime", "Time", "Boolean", "Number", "Integer"}


def fits(value: object, kinds: list[str]) -> bool:
    """Whether a value is of one of the kinds. A thing may be told by its address alone, as everywhere in JSON-LD."""
    if isinstance(value, dict):
        return bool(kinds_of(value["@type"]) & set(kinds))
    if isinstance(value, int | float):
        return bool({"Number", "Integer"} & set(kinds))
    if isinstance(value, str) and urlsplit(value).scheme in {"http", "https"}:
        return "URL" in kinds or bool(set(kinds) - PLAIN)
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return bool({"Date", "DateTime"} & set(kinds))
    return isinstance(value, str) and "Text" in kinds


def texts() -> dict[str, str]:
    """What each page of the first edition says of itself, by path."""
    with Memory(None) as memory:
        publication = read(ROOT, date(2026, 11, 24), memory).publication
        assert publication is not None
        found = {}
        for output in plan(publication, {}).outputs:
            recipe = output.recipe
            if isinstance(recipe, Page) and recipe.head:
                view = recipe.view.made() if isinstance(recipe.view, Later) else recipe.view
                found[output.path] = view.linked if isinstance(view, ArticleView) else recipe.head.linked
        return {path: text for path, text in found.items() if text}


TEXTS = texts()


def nodes(path: str) -> dict[str, dict[str, Any]]:
    whole = json.loads(TEXTS[f"site/{path}index.html"])
    assert whole["@context"] == "https://schema.org"
    return {node["@type"]: node for node in whole["@graph"]}


def test_every_word_is_one_of_the_vocabulary() -> None:
    wrong = {path: list(wrong_in(node)) for path, text in TEXTS.items() for node in json.loads(text)["@graph"]}

    assert len(TEXTS) >= 80
    assert {path: some for path, some in wrong.items() if some} == {}


@pytest.mark.parametrize(
    ("node", "told"),
    [
        ({"@type": "Article", "headlin": "Lit"}, "Article has no headlin"),
        ({"@type": "Book", "bookEdition": 1}, "bookEdition can't be 1"),
        ({"@type": "Article", "author": {"@type": "GeoCoordinates"}}, "author can't be {'@type': 'GeoCoordinates'}"),
        ({"@type": "Article", "isbn": "1"}, "Article has no isbn"),
    ],
)
def test_this_test_sees_what_the_vocabulary_does_not_know(node: Mapping[str, Any], told: str) -> None:
    assert told in list(wrong_in(node))


def test_an_article_tells_what_it_is_where_it_happened_and_what_it_is_part_of() -> None:
    found = nodes("artiklar/lit-bykontoret/")
    article = found["Article"]
    (place,) = article["spatialCoverage"]

    assert article["headline"] == "Byvaktmästaren i Lit"
    assert article["isPartOf"]["@id"] == nodes("skriften/")["Book"]["@id"]
    assert place["identifier"] == {"@type": "PropertyValue", "propertyID": "SCB kommunkod", "value": "2380"}
    assert place["@id"] == nodes("kommuner/ostersund/")["AdministrativeArea"]["@id"]
    assert place["containedInPlace"]["@id"] == nodes("regioner/jamtlands-lan/")["AdministrativeArea"]["@id"]
    assert [step["name"] for step in found["BreadcrumbList"]["itemListElement"]] == ["Artiklar", "Byvaktmästaren i Lit"]
    assert "license" not in article  # nobody has decided on one


def test_the_way_to_a_page_counts_from_one_and_ends_with_the_page() -> None:
    way = crumbs(HOST, (NavLink("Regioner", "/skrift/regioner/"),), "Skåne län", "/skrift/regioner/skane-lan/")

    assert way is not None
    assert way["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Regioner", "item": "https://example.org/skrift/regioner/"},
        {"@type": "ListItem", "position": 2, "name": "Skåne län", "item": "https://example.org/skrift/regioner/skane-lan/"},
    ]
    assert crumbs(HOST, (), "Start", "/skrift/") is None


def test_no_word_ends_the_element_that_holds_it() -> None:
    title = '</script><script>alert("1")</script> & <!-- å'

    text = as_text([{"@type": "Article", "headline": title}])

    assert "<" not in text
    assert json.loads(text)["@graph"][0]["headline"] == title


def test_what_is_not_known_is_not_said() -> None:
    assert json.loads(as_text([{"@type": "Book", "isbn": "", "encoding": None, "about": [], "position": 0}, None]))["@graph"] == [
        {"@type": "Book", "position": 0}
    ]


@pytest.mark.parametrize(
    ("licence", "told"),
    [("https://creativecommons.org/licenses/by/4.0/", True), ("Alla får använda texterna.", False), ("", False)],
)
def test_a_licence_is_told_where_it_is_an_address(licence: str, told: bool) -> None:
    settings = replace(a_publication(an_article("lit")).settings, licence=licence)
    about = publishing(HOST, settings)

    node = json.loads(as_text([linked.article(about, an_article("lit"), "", (), (), ())]))["@graph"][0]

    assert ("license" in node) is told
