"""Feeds, and the articles as data: read back as a reader would."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.model import Article, Body, Source
from press.shape.catalogue import Catalogue
from press.shape.feeds import MOST_ENTRIES, data, feeds, security
from press.shape.output import Content, Later, Output, Page
from press.shape.views import FeedView
from tests.makers import HABO, LUND, MALMO, a_publication, an_article
from tests.tiny import ROOT, TinySite

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def a_catalogue(*articles: Article, address: str = "https://example.org/") -> Catalogue:
    return Catalogue(a_publication(*articles, address=address), "/static/site.css")


def feed_at(catalogue: Catalogue, path: str) -> FeedView:
    (found,) = (output for output in feeds(catalogue) if output.path == path)
    assert isinstance(found.recipe, Page)
    assert isinstance(found.recipe.view, Later)
    made = found.recipe.view.made()
    assert isinstance(made, FeedView)
    return made


def text_of(output: Output) -> str:
    assert isinstance(output.recipe, Content)
    return output.recipe.text


def json_and_csv(*articles: Article) -> tuple[dict[str, Any], list[dict[str, str]]]:
    as_json, as_csv = data(a_catalogue(*articles))
    return json.loads(text_of(as_json)), list(csv.DictReader(io.StringIO(text_of(as_csv))))


# ---------------------------------------------------------------- a feed on disk


@pytest.fixture(scope="module")
def atom(tmp_path_factory: pytest.TempPathFactory) -> Element:
    """The feed of all, made by the project's own layout."""
    site = TinySite(tmp_path_factory.mktemp("site"))
    for name in ("feed.xml", "entry.xml"):
        shutil.copy(ROOT / "layouts" / name, site.folder / "layouts" / name)
    site.article("lit", title="Lit & <by>", body='Se [Lund](lund.md) & "så".[^1]\n\n[^1]: En not.', updated="2026-06-01")
    site.article("lund", title="Lund", municipality="Lund", published="2026-05-01")
    assert site.build().is_published
    return ElementTree.fromstring((site.output / "site" / "feed.xml").read_bytes())


def words(element: Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def link(element: Element, rel: str) -> str:
    (found,) = (one.get("href", "") for one in element.findall(f"{ATOM}link") if one.get("rel", "alternate") == rel)
    return found


def test_a_feed_is_atom_with_all_that_atom_asks_for(atom: Element) -> None:
    assert atom.tag == f"{ATOM}feed"
    assert uuid.UUID(words(atom, "id").removeprefix("urn:uuid:"))
    assert words(atom, "title") == "En liten skrift"
    assert MOMENT.fullmatch(words(atom, "updated"))
    assert link(atom, "self") == "https://example.org/feed.xml"
    assert link(atom, "alternate") == "https://example.org/"
    assert atom.findtext(f"{ATOM}author/{ATOM}name") == "Utgivaren"


def test_an_entry_has_its_article_whole_with_addresses_that_hold_elsewhere(atom: Element) -> None:
    entry = next(one for one in atom.findall(f"{ATOM}entry") if words(one, "title") == "Lit & <by>")

    assert link(entry, "alternate") == "https://example.org/artiklar/lit/"
    assert words(entry, "summary") == "Om lit."
    assert words(entry, "updated") == "2026-06-01T00:00:00Z"
    assert MOMENT.fullmatch(words(entry, "published"))
    assert '<a href="https://example.org/artiklar/lund/">Lund</a> &amp; ' in words(entry, "content")
    assert "En not." in words(entry, "content")


def test_no_two_entries_have_one_name(atom: Element) -> None:
    names = [words(one, "id") for one in atom.findall(f"{ATOM}entry")]

    assert len(names) == len(set(names)) == 2


# ---------------------------------------------------------------- which articles


def test_a_feed_has_the_thirty_articles_that_changed_last_newest_first() -> None:
    first = date(2026, 1, 1)
    articles = [an_article(f"a{n}", published=first + timedelta(days=n)) for n in range(MOST_ENTRIES + 5)]
    old = an_article("gammal", published=date(2020, 1, 1), updated=date(2026, 11, 1))

    view = feed_at(a_catalogue(*reversed(articles), old), "site/feed.xml")

    assert len(view.entries) == 30
    assert [entry.title for entry in view.entries[:3]] == ["Gammal", "A34", "A33"]
    assert view.updated == "2026-11-01T00:00:00Z"


def test_each_tool_region_and_dimension_has_a_feed_of_its_own_articles() -> None:
    catalogue = a_catalogue(
        an_article("a", tools=("dialog", "budget"), dimensions="ES", municipalities=(LUND, HABO)),
        an_article("b", tools=("dialog",), dimensions="M", municipalities=(), reach="nordisk"),
    )

    held = {
        output.path.removeprefix("site/"): {e.title for e in feed_at(catalogue, output.path).entries}
        for output in feeds(catalogue)
    }

    assert held == {
        "feed.xml": {"A", "B"},
        "verktyg/dialog/feed.xml": {"A", "B"},
        "verktyg/budget/feed.xml": {"A"},
        "regioner/skane-lan/feed.xml": {"A"},
        "regioner/uppsala-lan/feed.xml": {"A"},
        "regioner/norden-och-baltikum/feed.xml": {"B"},
        "dimensioner/ekonomisk/feed.xml": {"A"},
        "dimensioner/social/feed.xml": {"A"},
        "dimensioner/miljomassig/feed.xml": {"B"},
    }


def test_a_feed_without_entries_was_last_changed_with_the_edition() -> None:
    view = feed_at(a_catalogue(an_article()), "site/regioner/uppsala-lan/feed.xml")

    assert view.entries == ()
    assert view.updated == "2026-11-24T00:00:00Z"


def test_an_entrys_name_stays_when_its_words_change_and_not_when_its_address_does() -> None:
    def name_of(article: Article, address: str = "https://example.org/") -> str:
        return feed_at(a_catalogue(article, address=address), "site/feed.xml").entries[0].id

    assert name_of(an_article("a", title="Ny", html="<p>Ny.</p>")) == name_of(an_article("a"))
    assert name_of(an_article("b")) != name_of(an_article("a"))
    assert name_of(an_article("a"), "https://example.org/skrift/") != name_of(an_article("a"))


def test_below_a_base_path_a_feeds_addresses_have_it_once() -> None:
    article = an_article("a", html=Body('<p><a href="/om/">om</a></p>'))

    (entry,) = feed_at(a_catalogue(article, address="https://example.org/skrift/"), "site/feed.xml").entries

    assert entry.html == '<p><a href="https://example.org/skrift/om/">om</a></p>'
    assert entry.url == "https://example.org/skrift/artiklar/a/"


# ---------------------------------------------------------------- data

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
    article = an_article(
        "a", municipalities=(LUND, HABO), tools=("dialog", "budget"), dimensions="EM", published=date(2026, 1, 2),
        sources=(Source("Rapport", "https://a.se/"),),
    )  # fmt: skip

    whole, _ = json_and_csv(article)

    assert whole == {
        "title": "En liten skrift", "publisher": "Utgivaren", "edition": 1, "date": "2026-11-24", "licence": None,
        "articles": [
            {
                "slug": "a", "url": "https://example.org/artiklar/a/", "title": "A", "summary": "Om a.",
                "municipalities": [{"code": "1281", "name": "Lund"}, {"code": "0305", "name": "Håbo"}],
                "counties": [{"code": "12", "name": "Skåne län"}, {"code": "03", "name": "Uppsala län"}],
                "places": [], "reach": "lokal", "countries": [], "tools": ["dialog", "budget"],
                "dimensions": ["ekonomisk", "miljömässig"], "published": "2026-01-02", "updated": None,
                "sources": [{"title": "Rapport", "url": "https://a.se/"}],
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
    as_json, _ = data(a_catalogue(an_article("a"), an_article("b"), an_article("c")))

    assert sum(line.startswith('  {"slug"') for line in text_of(as_json).splitlines()) == 3


def test_without_articles_data_is_empty_and_can_be_read() -> None:
    whole, rows = json_and_csv()

    assert whole["articles"] == []
    assert rows == []


def test_security_txt_is_there_once_both_contact_and_day_are_known() -> None:
    assert list(security(a_catalogue())) == []


def test_the_data_lies_in_the_site(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.article("lit", title="=Lit", municipality="Håbo")
    site.build()

    whole = json.loads((site.output / "site/data/artiklar.json").read_text(encoding="utf-8"))
    (row,) = csv.DictReader(io.StringIO((site.output / "site/data/artiklar.csv").read_text(encoding="utf-8")))

    assert whole["articles"][0]["title"] == "=Lit"
    assert (row["title"], row["codes"]) == ("'=Lit", "0305")
