"""The project's own feeds and sitemap, held against grammars, and against what a grammar can't say."""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from press import pipeline
from tests.tiny import ROOT

SCHEMAS = Path(__file__).parent / "schemas"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages, feeds and data of the first edition."""
    project = tmp_path_factory.mktemp("publication")
    for name in ("content", "layouts"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "site.yaml", project)
    assert pipeline.build(project, pipeline.Options(only="pages")).is_published
    return project / "output" / "site"


def faults_of(file: Path | str, grammar: str) -> list[str]:
    """What a grammar finds wrong in a file, or in a text."""
    schema = etree.RelaxNG(etree.parse(SCHEMAS / grammar))
    tree = etree.parse(file) if isinstance(file, Path) else etree.ElementTree(etree.fromstring(file))
    return [] if schema.validate(tree) else [str(one) for one in schema.error_log]


def test_every_feed_keeps_the_rules_of_atom(site: Path) -> None:
    feeds = sorted(site.rglob("feed.xml"))

    assert len(feeds) > 20
    for path in feeds:
        assert faults_of(path, "atom.rng") == [], path
        root = etree.parse(path).getroot()
        entries = root.findall(f"{ATOM}entry")
        names = [one.findtext(f"{ATOM}id") for one in (root, *entries)]
        assert len(names) == len(set(names))
        for one in (root, *entries):  # at most one alternate of each type, and each entry has one (4.1.1, 4.1.2)
            alternates = Counter(link.get("type") for link in one.findall(f"{ATOM}link") if link.get("rel") == "alternate")
            assert alternates == {"text/html": 1}
        changed = [one.findtext(f"{ATOM}updated") for one in entries]
        assert not entries or root.findtext(f"{ATOM}updated") == max(moment or "" for moment in changed)


FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:a:1</id><title>T</title><updated>2026-01-01T00:00:00Z</updated>
<author><name>U</name></author>{}</feed>"""


@pytest.mark.parametrize(
    "inside",
    [
        "<entry><id>urn:a:2</id><title>T</title></entry>",
        "<entry><id>urn:a:2</id><updated>2026-01-01T00:00:00Z</updated></entry>",
        "<entry><id>2</id><title>T</title><updated>2026-01-01T00:00:00Z</updated></entry>",
        "<entry><id>urn:a:2</id><title>T</title><updated>2026-01-01</updated></entry>",
        "<entry><id>urn:a:2</id><title>T</title><updated>2026-01-01T00:00:00</updated></entry>",
        "<entry><id>urn:a:2</id><title><b>T</b></title><updated>2026-01-01T00:00:00Z</updated></entry>",
        '<link href="/feed.xml"/>',
        '<link rel="alternate"/>',
        "<title>T</title>",
        "<category/>",
        "<x/>",
    ],
)
def test_the_grammar_of_atom_refuses_what_atom_does_not_allow(inside: str) -> None:
    assert faults_of(FEED.format(""), "atom.rng") == []

    assert faults_of(FEED.format(inside), "atom.rng") != []


def test_the_sitemap_keeps_the_rules_of_its_protocol_and_names_every_page(site: Path) -> None:
    path = site / "sitemap.xml"

    assert faults_of(path, "sitemap.rng") == []
    told = [one.text or "" for one in etree.parse(path).getroot().iter(f"{MAP}loc")]
    pages = {
        "https://example.org/" + one.relative_to(site).as_posix().removesuffix("index.html")
        for one in site.rglob("*.html")
        if 'http-equiv="refresh"' not in one.read_text(encoding="utf-8")
    } - {"https://example.org/404.html"}
    assert len(told) == len(set(told)) <= 50_000
    assert set(told) == pages
    assert path.stat().st_size < 50 * 2**20


@pytest.mark.parametrize(
    "inside",
    ["", "<url/>", "<url><loc>/om/</loc></url>", "<url><loc>https://example.org/</loc><lastmod>i går</lastmod></url>"],
)
def test_the_grammar_of_the_sitemap_refuses_what_its_protocol_does_not_allow(inside: str) -> None:
    assert faults_of(f'<urlset xmlns="{MAP[1:-1]}">{inside}</urlset>', "sitemap.rng") != []


def test_the_table_and_the_json_of_the_first_edition_tell_the_same(site: Path) -> None:
    records = json.loads((site / "data" / "artiklar.json").read_text(encoding="utf-8"))["articles"]
    with (site / "data" / "artiklar.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))

    assert len(records) == len(rows) >= 20
    for record, row in zip(records, rows, strict=True):
        assert (record["title"], record["summary"], record["url"]) == (row["title"], row["summary"], row["url"])
        assert (site / record["url"].removeprefix("https://example.org/") / "index.html").exists()
