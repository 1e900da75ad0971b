"""The schemas say what the reading says: of the first edition, of right and wrong values of every key; and they are current."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker

import build
from press.editor import keys, schema
from press.model import Publication
from press.problems import ContentError, as_text, problem
from press.source.articles import KEYS, Places, text_from
from press.source.memory import Memory
from press.source.read import _text, read
from press.source.settings import settings_of
from press.source.yamlfile import Mapping, Node, Scalar, read_document, read_yaml
from tests.tiny import ROOT, SETTINGS, TODAY, TinySite

WHOLE = 'title: "A"\nsummary: "B"\nmunicipality: Lund\ntool: dialog\ndimensions: social\n'
PLAIN = {"tools": 'title: "A"\nsummary: "B"\n', "dimensions": 'title: "A"\nsummary: "B"\n', "pages": 'title: "A"\n'}
CASES: dict[str, list[str]] = {  # a line in place of the whole's own, or beside it -> whether both take it or neither does
    "articles": [
        'title: ""', "title:", "title: 2026", "title: true",
        "title: [a]", f"title: {'x' * 121}", f"summary: {'x' * 321}", "titel: A",
        "municipality: Lundd", "municipality: 1281", 'municipality: "0114"', "municipality: 0114",
        "municipality: Lunds kommun",
        "municipality: [Lund, Landskrona]", "municipality: {a: b}", "tool: []", "tool: [dialog, budget]", "tool: [[a]]",
        "dimensions: [social, grön]", "dimensions: miljomassig", "dimensions: [ekonomisk, miljömässig]", "dimensions:",
        "place: Lit", "place: [Lit, Vivalla]", "reach: lokal", "reach: kosmisk", "reach:",
        "county: Skåne län", "county: Skånes",
        "county: M", "county: 12", "countries: [NO, ee]", "countries: XX", "published: 2026-11-24", "published: 24/11",
        "published: 2026-02-30", "updated: idag", "draft: true", "draft: ja", "draft:", "booklet: false", 'booklet: "x"',
        "booklet_order: 7", "booklet_order: -3", "booklet_order: 3.5", "booklet_order: 10001",
        "byline: [A, B]", "sources: En bok",
        "sources: [En bok, https://example.org/]", "sources: {title: A}", "sources: [{title: A, url: https://example.org/}]",
        "sources: [{titel: A}]", "sources:", "image: {file: a.jpg, alt: A}", "image: {alt: A}",
        "image: {file: a.jpg, alt: A, x: 1}",
        "image: {file: a.jpg, decorative: true}", "image: {file: a.jpg, decorative: ja, alt: A}",
        "related: [a, b]", "aliases: /a/",
        "expires: 2027-01-01", "byline: 7",
    ],
    "tools": [
        "kind: verktyg", "kind: sak", "name: plan", "survey: {share: 1, of: 2, words: A}",
        "survey: {share: 1, of: 51, words: A}",
        "survey: {share: 1, of: 2}", "strengths: [a, b]", "weaknesses: {a: b}", "tool: a",
    ],
    "dimensions": ["summary: A", "summary:", "nav: A"],
    "pages": ["nav: A", f"nav: {'x' * 41}", "summary:", "draft: true"],
}  # fmt: skip
SITE_CASES = [
    "title:", "tagline: A", "titel: A", "address:", "publisher: {name: A, email: b@example.org}", "publisher: {email: A}",
    "publisher: {nam: A}", "edition: {number: 1, date: 2026-11-24}",
    "edition: {number: 0, date: 2026-11-24}", "edition: {number: 1}",
    "orders: {mode: closed, limit: 50}", "orders: {mode: open}", "orders: {limit: 1001}",
    "booklet: {file: a.pdf}", "booklet: {fil: a}",
    "security: {contact: A, expires: 2027-01-01}", "security: {expires: snart}", "licence:", "edition:",
]  # fmt: skip


@pytest.fixture(scope="module")
def publication() -> Publication:
    with Memory(None) as memory:
        found = read(ROOT, TODAY, memory).publication
    assert found
    return found


@pytest.fixture(scope="module")
def schemas(publication: Publication) -> dict[str, Draft7Validator]:
    made = schema.schemas_of(publication)
    for one in made.values():
        Draft7Validator.check_schema(one)
    return {name: Draft7Validator(one, format_checker=FormatChecker()) for name, one in made.items()}


def as_yaml_1_2_has_it(node: Node) -> Any:
    """What an editor's program makes of a value: plain words may be numbers, true, false or nothing."""
    if isinstance(node, Mapping):
        return {key: as_yaml_1_2_has_it(value) for key, value in node.entries.items()}
    if not isinstance(node, Scalar):
        return [as_yaml_1_2_has_it(item) for item in node.items]
    return _plain(node) if node.plain else node.text


def _plain(node: Scalar) -> Any:
    if node.is_nothing:
        return None
    if node.text in {"true", "false"}:
        return node.text == "true"
    if re.fullmatch(r"[-+]?[0-9]+", node.text):
        return int(node.text)
    if re.fullmatch(r"[-+]?[0-9]*\.[0-9]+", node.text):
        return float(node.text)
    return node.text


def with_line(whole: str, line: str) -> str:
    key = line.split(":", maxsplit=1)[0]
    return "".join(one for one in whole.splitlines(keepends=True) if not one.startswith(f"{key}:")) + f"{line}\n"


def test_every_text_and_the_settings_of_the_first_edition_are_right(schemas: dict[str, Draft7Validator]) -> None:
    for folder in KEYS:
        for path in sorted((ROOT / "content" / folder).glob("*.md")):
            front = as_yaml_1_2_has_it(read_document(path.read_text(encoding="utf-8"), path.name).front)

            assert [error.message for error in schemas[schema.NAMES[folder]].iter_errors(front)] == [], path.name
    site = as_yaml_1_2_has_it(read_yaml(_text(ROOT, "site.yaml"), "site.yaml"))
    assert [error.message for error in schemas["site"].iter_errors(site)] == []


@pytest.mark.parametrize(("folder", "line"), [(folder, line) for folder, lines in CASES.items() for line in lines])
def test_the_schema_takes_what_the_reading_takes_and_nothing_else(
    schemas: dict[str, Draft7Validator], publication: Publication, folder: str, line: str
) -> None:
    front = with_line(WHOLE if folder == "articles" else PLAIN[folder], line)
    path = f"content/{folder}/{'social' if folder == 'dimensions' else 'a'}.md"

    _, problems = text_from(f"---\n{front}---\nEn text.\n".encode(), path, Places.of(publication.register), TODAY)

    told = [as_text(one) for one in problems]
    errors = [error.message for error in schemas[schema.NAMES[folder]].iter_errors(as_yaml_1_2_has_it(read_yaml(front, path)))]
    assert bool(errors) == bool(told), (errors, told)


@pytest.mark.parametrize("line", SITE_CASES)
def test_the_schema_of_the_settings_takes_what_their_reading_takes(schemas: dict[str, Draft7Validator], line: str) -> None:
    whole = re.sub(rf"^{line.split(':', maxsplit=1)[0]}:.*\n(  .*\n)*", "", SETTINGS, flags=re.MULTILINE) + f"{line}\n"
    try:
        settings_of(whole)
        is_right = True
    except ContentError:
        is_right = False

    errors = [error.message for error in schemas["site"].iter_errors(as_yaml_1_2_has_it(read_yaml(whole, "site.yaml")))]

    assert (not errors) == is_right, errors


def test_an_article_of_one_place_needs_its_municipality_and_one_of_the_country_does_not(
    schemas: dict[str, Draft7Validator],
) -> None:
    front = {"title": "A", "summary": "B", "tool": "c", "dimensions": "social"}

    assert not schemas["article"].is_valid(front)
    assert schemas["article"].is_valid(front | {"reach": "nationell"})
    assert schemas["article"].is_valid(front | {"municipality": "Lund"})


def test_every_key_is_known_by_the_kind_it_is_read_as_and_has_words(publication: Publication) -> None:
    for folder, names in KEYS.items():
        found = {key.name: key for key in keys.keys_of(folder, publication.register)}

        assert tuple(found) == names
        assert [name for name, key in found.items() if key.kind == "anything"] == []
    assert schema.undescribed(publication) == []


def test_the_files_in_the_project_are_current(publication: Publication) -> None:
    """When this fails, run: .venv/bin/python build.py schema"""
    for path, content in schema.files_of(publication, has_door=True).items():
        assert (ROOT / path).read_text(encoding="utf-8") == content, f"{path} is not current: run build.py schema"


def test_the_command_writes_what_lacks_and_leaves_what_an_editor_may_have_changed(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    own = '{"editor.fontSize": 20}'
    site.put(".vscode/settings.json", own)
    asked = ["--project", str(site.folder), "schema"]

    assert build.main(asked) == 0
    site.put("schema/article.json", "old")
    assert build.main(asked) == 0

    assert capsys.readouterr().out == (
        "Wrote 7 files in schema/ and .vscode/, kept 1.\nWrote 1 file in schema/ and .vscode/, kept 7.\n"
    )
    assert (site.folder / ".vscode/settings.json").read_text(encoding="utf-8") == own
    article = json.loads((site.folder / "schema/article.json").read_text(encoding="utf-8"))
    assert article["definitions"]["tool"]["anyOf"][0]["enum"] == ["budget", "dialog"]


def test_the_programs_list_of_problems_gets_each_with_its_file_line_and_weight() -> None:
    problems = {
        "error": problem("missing-key", "content/articles/lit.md", 4, key="title"),
        "error-file": problem("empty-file", "content/pages/om.md"),
        "warning": problem("link-to-hidden", "content/articles/lit.md", 12, found="a.md"),
        "warning-file": problem("tool-unused", "content/tools/a.md"),
    }
    for name, one in problems.items():
        line = as_text(one).splitlines()[0]
        hits = [m for m in schema.matchers() if re.search(str(m["pattern"]["regexp"]), line)]  # type: ignore[index]

        assert [hit["owner"] for hit in hits] == [f"press-{name}"], line
        found = re.search(str(hits[0]["pattern"]["regexp"]), line)  # type: ignore[index]
        assert found
        assert found[1] == one.where.path
        assert not one.where.line or found[2] == str(one.where.line)
        assert found[hits[0]["pattern"]["message"]] == one.says  # type: ignore[index]


def test_a_snippet_gives_a_front_matter_that_lacks_only_what_is_to_be_filled_in(publication: Publication) -> None:
    files = schema.files_of(publication, has_door=False)
    snippets = json.loads(files[".vscode/press.code-snippets"])
    body = "\n".join(snippets["Ny artikel"]["body"])
    filled = re.sub(r"\$\{\d\|([^,|]*)[^|]*\|\}", r"\1", body).replace("${3:Kommunens namn}", "Lund").replace("$0", "Text.")
    filled = re.sub(r"\$\{\d:([^}]*)\}", r"\1", filled).replace("https://\n", "https://example.org/\n")

    _, problems = text_from(filled.encode(), "content/articles/a.md", Places.of(publication.register), TODAY)

    assert [as_text(one) for one in problems] == []
    assert ".vscode/tasks.json" not in files


def test_the_schema_is_where_the_settings_of_the_program_look_for_it() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))

    for place, file in settings["yaml.schemas"].items():
        assert (ROOT / place).is_file()
        assert (ROOT / Path(file)).is_file()
