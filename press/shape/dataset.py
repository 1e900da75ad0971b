"""The articles as data: JSON and CSV for whoever wants to count, each with a description that a program can read.

The JSON is told by a JSON Schema (2020-12), the table by CSVW metadata, found by their names beside the files.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from press import addresses
from press.model import WORDS, Article, Reach
from press.record import Record
from press.shape import indexes
from press.shape.catalogue import Catalogue
from press.shape.output import Content, Output
from press.shape.views.frame import NavLink

LIST_SEPARATOR = "; "
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_Schema = dict[str, object]


class Column(Record, frozen=True):
    """A column of the table: whether its cells hold lists, and of which type (XSD) its values are."""

    name: str
    tells: str
    datatype: str = "string"
    is_list: bool = False
    is_required: bool = False


COLUMNS = (
    Column("slug", "Artikelns namn i adressen.", is_required=True),
    Column("url", "Artikelns adress.", "anyURI", is_required=True),
    Column("title", "Rubrik.", is_required=True),
    Column("summary", "Ingress.", is_required=True),
    Column("municipalities", "Kommunernas namn.", is_list=True),
    Column("codes", "Kommunernas koder hos SCB, i samma ordning som namnen.", is_list=True),
    Column("counties", "Länens namn.", is_list=True),
    Column("places", "Orter och stadsdelar.", is_list=True),
    Column("reach", "Räckvidd: lokal, regional, nationell eller nordisk.", is_required=True),
    Column("tools", "Verktygens namn i adressen.", is_list=True, is_required=True),
    Column("dimensions", "Dimensioner: ekonomisk, social, miljömässig.", is_list=True, is_required=True),
    Column("published", "Dagen då artikeln publicerades här.", "date", is_required=True),
    Column("updated", "Dagen då artikeln ändrades.", "date"),
)


def data(catalogue: Catalogue) -> Iterator[Output]:
    """The articles as JSON and as CSV, and what describes each."""
    records = [_record(catalogue, article) for article in catalogue.publication.articles]
    settings = catalogue.publication.settings
    whole = {
        "$schema": catalogue.host.url(addresses.DATA_SCHEMA),
        "title": settings.title,
        "publisher": settings.publisher.name,
        "edition": settings.edition.number,
        "date": settings.edition.date.isoformat(),
        "licence": settings.licence or None,
    }
    for address, text in (
        (addresses.DATA_JSON, _one_a_line(whole, records)),
        (addresses.DATA_CSV, _table(records)),
        (addresses.DATA_SCHEMA, _written(_schema(catalogue))),
        (addresses.DATA_COLUMNS, _written(_columns(catalogue))),
    ):
        yield Output(addresses.output_path(address), Content(text), "the data")


def links(catalogue: Catalogue) -> tuple[NavLink, ...]:
    """The four files, as a page offers them."""
    return (
        catalogue.link("Alla artiklar som JSON", addresses.DATA_JSON),
        catalogue.link("Alla artiklar som CSV", addresses.DATA_CSV),
        catalogue.link("Vad fälten betyder (JSON Schema)", addresses.DATA_SCHEMA),
        catalogue.link("Vad kolumnerna betyder (CSVW)", addresses.DATA_COLUMNS),
    )


# ---------------------------------------------------------------- the data


def _one_a_line(whole: Mapping[str, object], records: Iterable[object]) -> str:
    """JSON with the articles last, each on a line of its own: read by eye, told apart by `diff`, and written fast."""
    head = json.dumps(whole, ensure_ascii=False, indent=1).removesuffix("\n}")
    lines = ",\n".join(f"  {json.dumps(record, ensure_ascii=False)}" for record in records)
    return f'{head},\n "articles": [\n{lines}\n ]\n}}\n'


def _record(catalogue: Catalogue, article: Article) -> dict[str, object]:
    regions = indexes.regions_of(article)
    return {
        "slug": article.slug,
        "url": catalogue.host.url(addresses.address_of(article.source)),
        "title": article.title,
        "summary": article.summary,
        "municipalities": [{"code": one.code, "name": one.name} for one in article.municipalities],
        "counties": [{"code": r.county.code, "name": r.name} for r in regions if r.county],
        "places": list(article.places),
        "reach": article.reach,
        "countries": list(article.countries),
        "tools": list(article.tools),
        "dimensions": [WORDS[letter] for letter in article.dimensions],
        "published": article.published.isoformat(),
        "updated": article.updated.isoformat() if article.updated else None,
        "sources": [{"title": source.title, "url": source.url} for source in article.sources],
    }


def _table(records: Iterable[dict[str, object]]) -> str:
    """One row an article; lists are joined. A cell that a spreadsheet would take for a formula gets a quote before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in COLUMNS])
    for record in records:
        flat = {**record, "codes": _joined(record["municipalities"], "code")}
        writer.writerow([_safe(_joined(flat[column.name])) for column in COLUMNS])
    return out.getvalue()


def _joined(value: object, key: str = "name") -> str:
    if isinstance(value, list):
        return LIST_SEPARATOR.join(str(item[key]) if isinstance(item, dict) else str(item) for item in value)
    return "" if value is None else str(value)


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


# ---------------------------------------------------------------- what describes it


def _written(description: object) -> str:
    return json.dumps(description, ensure_ascii=False, indent=1) + "\n"


def _schema(catalogue: Catalogue) -> _Schema:
    """JSON Schema 2020-12 of the JSON file."""
    text: _Schema = {"type": "string"}
    texts: _Schema = {"type": "array", "items": text}
    maybe: _Schema = {"type": ["string", "null"]}
    day: _Schema = {"type": "string", "format": "date"}
    article = {
        "slug": {**text, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "description": "Artikelns namn i adressen."},
        "url": {**text, "format": "uri", "description": "Artikelns adress."},
        "title": {**text, "description": "Rubrik."},
        "summary": {**text, "description": "Ingress."},
        "municipalities": _list(_named("^[0-9]{4}$"), "Kommuner, med kod hos SCB."),
        "counties": _list(_named("^[0-9]{2}$"), "Län, med kod hos SCB."),
        "places": {**texts, "description": "Orter och stadsdelar."},
        "reach": {"enum": list(get_args(Reach)), "description": "Räckvidd."},
        "countries": {**texts, "description": "Länder (ISO 3166-1), när artikeln handlar om fler än Sverige."},
        "tools": {**texts, "minItems": 1, "description": "Verktygens namn i adressen."},
        "dimensions": {**_list({"enum": list(WORDS.values())}, "Hållbarhetens dimensioner."), "minItems": 1},
        "published": {**day, "description": "Dagen då artikeln publicerades här."},
        "updated": {**maybe, "format": "date", "description": "Dagen då artikeln ändrades, eller null."},
        "sources": _list(_object({"title": text, "url": text}), "Källor; adressen är tom när den inte finns."),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": catalogue.host.url(addresses.DATA_SCHEMA),
        "title": f"{catalogue.publication.settings.title} – artiklarna som data",
        **_object(
            {
                "$schema": {**text, "format": "uri"},
                "title": text,
                "publisher": text,
                "edition": {"type": "integer"},
                "date": {**day, "description": "Utgåvans dag."},
                "licence": {**maybe, "description": "Innehållets licens, eller null när den inte är angiven."},
                "articles": _list(_object(article), "En post för varje artikel."),
            }
        ),
    }


def _object(fields: Mapping[str, object]) -> _Schema:
    return {"type": "object", "properties": dict(fields), "required": list(fields), "additionalProperties": False}


def _list(items: _Schema, tells: str) -> _Schema:
    return {"type": "array", "items": items, "description": tells}


def _named(code: str) -> _Schema:
    return _object({"code": {"type": "string", "pattern": code}, "name": {"type": "string"}})


def _columns(catalogue: Catalogue) -> _Schema:
    """CSVW (W3C, Metadata Vocabulary for Tabular Data) of the table."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": catalogue.publication.settings.language}],
        "url": addresses.DATA_CSV.rpartition("/")[2],
        "dc:title": catalogue.publication.settings.title,
        "dc:publisher": catalogue.publication.settings.publisher.name,
        "dialect": {"delimiter": ",", "encoding": "utf-8", "header": True, "lineTerminators": ["\n"]},
        "tableSchema": {"columns": [_column(one) for one in COLUMNS], "primaryKey": "slug"},
    }


def _column(column: Column) -> _Schema:
    told: _Schema = {"name": column.name, "titles": column.name, "dc:description": column.tells, "datatype": column.datatype}
    if column.is_list:
        told["separator"] = LIST_SEPARATOR
    if column.is_required:
        told["required"] = True
    return told
