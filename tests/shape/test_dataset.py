"""The articles as data, read back as a reader's program would: by what describes them."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press import addresses
from press.model import Article, Source
from press.shape.catalogue import Catalogue
from press.shape.dataset import data, links
from press.shape.output import Content
from tests.makers import HABO, LUND, MALMO, a_publication, an_article
from tests.tiny import TinySite


def files_of(*articles: Article) -> dict[str, str]:
    """Each file's text by its address."""
    found = {}
    for output in data(Catalogue(a_publication(*articles), "/static/site.css")):
        assert isinstance(output.recipe, Content)
        found[output.path.removeprefix("site")] = output.recipe.text
    return found


def json_and_csv(*articles: Article) -> tuple[dict[str, Any], list[dict[str, str]]]:
    files = files_of(*articles)
    return json.loads(files[addresses.DATA_JSON]), list(csv.DictReader(io.StringIO(files[addresses.DATA_CSV])))


EVERYTHING = an_article(
    "a", municipalities=(LUND, HABO), tools=("dialog", "budget"), dimensions="EM", published=date(2026, 1, 2),
    sources=(Source("Rapport", "https://a.se/"), Source("Samtal", "")),
)  # fmt: skip


# ---------------------------------------------------------------- what it holds

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1, max_size=12)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_data_holds_any_words_as_they_are(title: str, summary: str) -> None:
    whole, rows = json_and_csv(an_article("a", title=title, summary=summary))

    (record,) = whole["articles"]
    assert (record["title"], record["summary"]) == (title, summary)
    quote = {words: "'" if words[0] in "=+-@\t" else "" for words in (title, summary)}
    assert (rows[0]["title"], rows[0]["summary"]) == (quote[title] + title, quote[summary] + summary)


def test_json_has_every_field_of_an_article_and_tells_the_edition() -> None:
    whole, _ = json_and_csv(EVERYTHING)

    assert whole == {
        "$schema": "https://example.org/data/artiklar.schema.json",
        "title": "En liten skrift", "publisher": "Utgivaren", "edition": 1, "date": "2026-11-24", "licence": None,
        "articles": [
            {
                "slug": "a", "url": "https://example.org/artiklar/a/", "title": "A", "summary": "Om a.",
                "municipalities": [{"code": "1281", "name": "Lund"}, {"code": "0305", "name": "Håbo"}],
                "counties": [{"code": "12", "name": "Skåne län"}, {"code": "03", "name": "Uppsala län"}],
                "places": [], "reach": "lokal", "countries": [], "tools": ["dialog", "budget"],
                "dimensions": ["ekonomisk", "miljömässig"], "published": "2026-01-02", "updated": None,
                "sources": [{"title": "Rapport", "url": "https://a.se/"}, {"title": "Samtal", "url": ""}],
            }
        ],
    }  # fmt: skip


def test_csv_has_a_row_an_article_and_a_code_keeps_its_zero() -> None:
    _, rows = json_and_csv(an_article("a", municipalities=(MALMO, HABO), tools=("dialog", "budget")), an_article("b"))

    assert [row["slug"] for row in rows] == ["a", "b"]
    assert rows[0]["municipalities"] == "Malmö; Håbo"
    assert rows[0]["codes"] == "1280; 0305"
    assert rows[0]["tools"] == "dialog; budget"
    assert rows[0]["updated"] == ""


@pytest.mark.parametrize("title", ["=1+1", "+46 8", "-5", "@SUM(A1)", "\t=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_quoted(title: str) -> None:
    _, (row,) = json_and_csv(an_article("a", title=title))

    assert row["title"].startswith("'")
    assert not any((cell or "").startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())


def test_json_has_each_article_on_a_line_of_its_own() -> None:
    files = files_of(an_article("a"), an_article("b"), an_article("c"))

    assert sum(line.startswith('  {"slug"') for line in files[addresses.DATA_JSON].splitlines()) == 3


def test_without_articles_data_is_empty_and_can_be_read() -> None:
    whole, rows = json_and_csv()

    assert whole["articles"] == []
    assert rows == []


# ---------------------------------------------------------------- what describes it


def schema_of(files: dict[str, str]) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(files[addresses.DATA_SCHEMA])
    return schema


@pytest.mark.parametrize("articles", [(), (EVERYTHING,), (an_article("b", municipalities=(), reach="nordisk"),)])
def test_the_data_is_what_its_schema_says(articles: tuple[Article, ...]) -> None:
    files = files_of(*articles)
    schema = schema_of(files)

    jsonschema.Draft202012Validator.check_schema(schema)
    told = json.loads(files[addresses.DATA_JSON])
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(told)
    assert told["$schema"] == schema["$id"]


@pytest.mark.parametrize(
    "change",
    [
        {"reach": "global"},
        {"published": "i går"},
        {"municipalities": [{"code": "128", "name": "Lund"}]},
        {"dimensions": []},
        {"fritid": 1},
    ],
    ids=str,
)
def test_the_schema_refuses_what_the_data_never_is(change: dict[str, object]) -> None:
    files = files_of(EVERYTHING)
    told = json.loads(files[addresses.DATA_JSON])
    told["articles"][0] |= change

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema_of(files), format_checker=jsonschema.FormatChecker()).validate(told)


def test_every_field_is_described() -> None:
    fields = schema_of(files_of())["properties"]["articles"]["items"]["properties"]

    assert all(field["description"].endswith(".") for field in fields.values())


def test_the_tables_description_names_its_columns_in_order_and_tells_which_hold_lists() -> None:
    files = files_of(EVERYTHING)
    about = json.loads(files[addresses.DATA_COLUMNS])
    columns = about["tableSchema"]["columns"]
    (row,) = csv.DictReader(io.StringIO(files[addresses.DATA_CSV]))

    assert about["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "sv"}]
    assert about["url"] == "artiklar.csv"
    assert [column["name"] for column in columns] == list(row)
    lists = {one["name"]: row[one["name"]].split(one["separator"]) for one in columns if "separator" in one and row[one["name"]]}
    assert lists["codes"] == ["1281", "0305"]
    assert lists["dimensions"] == ["ekonomisk", "miljömässig"]
    assert all(row[column["name"]] for column in columns if column.get("required"))


def test_the_data_lies_in_the_site_and_is_offered_by_the_index_of_articles(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.article("lit", title="=Lit", municipality="Håbo")
    site.build()

    whole = json.loads((site.output / "site/data/artiklar.json").read_text(encoding="utf-8"))
    (row,) = csv.DictReader(io.StringIO((site.output / "site/data/artiklar.csv").read_text(encoding="utf-8")))

    assert whole["articles"][0]["title"] == "=Lit"
    assert (row["title"], row["codes"]) == ("'=Lit", "0305")
    offered = [link.href for link in links(Catalogue(a_publication(), "/static/site.css"))]
    assert all((site.output / f"site{href}").is_file() for href in offered)
