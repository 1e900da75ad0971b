"""Feeds, and the articles as data: read back as a reader would."""

from __future__ import annotations

import re
import shutil
import uuid
from datetime import date, timedelta
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from press.model import Article, Body
from press.shape.catalogue import Catalogue
from press.shape.feeds import MOST_ENTRIES, feeds, security
from press.shape.output import Later, Page
from press.shape.views.feeds import FeedView
from tests.makers import HABO, LUND, a_publication, an_article
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


# ---------------------------------------------------------------- security.txt


def test_security_txt_is_there_once_both_contact_and_day_are_known() -> None:
    assert list(security(a_catalogue())) == []
