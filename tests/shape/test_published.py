"""What became of published addresses: standing, moved, gone, or lost and told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from press import addresses
from press.addresses import Host
from press.model import Article, Published
from press.problems import as_text
from press.shape.catalogue import Catalogue
from press.shape.output import Output, Page
from press.shape.published import Fates, fates, lasting, redirects, released
from press.shape.views.frame import Head
from press.shape.views.texts import RedirectView
from tests.makers import TODAY, a_publication, an_article

PATHS = (
    "site/index.html", "site/artiklar/lit/index.html", "site/verktyg/dialog/index.html", "site/verktyg/dialog/feed.xml",
    "site/skriften/skriften.pdf", "site/404.html", "site/static/site.1a2b3c4d.css", "site/static/fonts/OFL.txt",
    "site/bilder/a.json", "site/sok/index.html", "site/sok/pagefind/pagefind-entry.json", "site/data/artiklar.csv",
    "site/om/index.html.br", "site/_headers", "hosts/nginx.conf", "print/a.pdf",
)  # fmt: skip


def seen(*rows: tuple[str, str], articles: Iterable[Article] = ()) -> Fates:
    table = [Published(address, TODAY, now, line) for line, (address, now) in enumerate(rows, start=2)]
    return fates(table, articles, PATHS)


def told(found: Fates) -> list[str]:
    return [as_text(one) for one in found.problems]


def test_pages_feeds_data_and_downloads_last_and_what_pages_are_made_of_does_not() -> None:
    assert lasting(PATHS) == (
        "/", "/artiklar/lit/", "/data/artiklar.csv", "/skriften/skriften.pdf", "/sok/", "/verktyg/dialog/",
        "/verktyg/dialog/feed.xml",
    )  # fmt: skip


def test_an_address_that_stands_is_nothing_to_tell() -> None:
    assert seen(("/", ""), ("/artiklar/lit/", ""), ("/skriften/skriften.pdf", "")) == Fates({}, (), ())


OFFPRINT = "/verktyg/dialog/skriften-dialog.pdf"


def test_an_offprint_that_is_made_no_more_leads_to_the_page_that_has_its_articles() -> None:
    assert seen((OFFPRINT, ""), ("/verktyg/dialog/", "")) == Fates({OFFPRINT: "/verktyg/dialog/"}, (), ())


def test_an_offprint_goes_where_its_page_went() -> None:
    old = "/verktyg/samtal/skriften-samtal.pdf"

    moved = seen((old, ""), ("/verktyg/samtal/", "/verktyg/dialog/"))
    gone = seen((old, ""), ("/verktyg/samtal/", "gone"))
    lost = seen((old, ""), ("/verktyg/samtal/", ""))
    alone = seen((old, ""))

    assert moved == Fates({"/verktyg/samtal/": "/verktyg/dialog/", old: "/verktyg/dialog/"}, (), ())
    assert gone == Fates({}, ("/verktyg/samtal/", old), ())
    assert [one.split()[2] for one in told(lost)] == ["/verktyg/samtal/"]  # its page is told, and is enough
    assert [one.split()[2] for one in told(alone)] == [old]


def test_a_lost_address_is_a_warning_that_says_what_to_do() -> None:
    found = seen(("/", ""), ("/artiklar/lund/", ""))

    assert told(found) == [
        "content/addresses.csv:3: warning: /artiklar/lund/ was published, and there is nothing now\n"
        "    hint: write it under aliases: in the article that takes its place, or an address or gone in the column now"
    ]
    assert (found.moved, found.gone) == ({}, ())


def test_an_alias_finds_a_lost_address_again() -> None:
    article = an_article("lit", aliases=("/artiklar/lund/", "/lit/"))

    found = seen(("/artiklar/lund/", ""), articles=[article])

    assert found == Fates({"/artiklar/lund/": "/artiklar/lit/", "/lit/": "/artiklar/lit/"}, (), ())


def test_an_alias_of_what_stands_leads_nowhere() -> None:
    article = an_article("lit", aliases=("/verktyg/dialog/",))  # a problem of its own: two claim one address

    assert seen(articles=[article]).moved == {}


def test_the_table_may_say_where_an_address_leads_or_that_it_is_gone() -> None:
    found = seen(("/artiklar/lund/", "/artiklar/lit/"), ("/skriften/gammal.pdf", "/skriften/skriften.pdf"), ("/nytt/", "gone"))

    assert found == Fates(
        {"/artiklar/lund/": "/artiklar/lit/", "/skriften/gammal.pdf": "/skriften/skriften.pdf"}, ("/nytt/",), ()
    )


def test_what_leads_to_an_alias_leads_on_to_where_that_leads() -> None:
    article = an_article("lit", aliases=("/lit/",))

    assert seen(("/artiklar/lund/", "/lit/"), articles=[article]).moved["/artiklar/lund/"] == "/artiklar/lit/"


def test_an_address_that_is_said_to_lead_to_nothing_is_no_warning_but_wrong() -> None:
    found = seen(("/artiklar/lund/", "/artiklar/lut/"))

    assert told(found) == [
        "content/addresses.csv:2: /artiklar/lund/ is said to lead to /artiklar/lut/ now, where there is nothing\n"
        "    hint: write an address that there is, or gone"
    ]
    assert found.moved == {}


@pytest.mark.parametrize("now", ["gone", "/verktyg/dialog/"])
def test_what_stands_again_stands_whatever_the_table_says(now: str) -> None:
    found = seen(("/artiklar/lit/", now))

    assert told(found) == [
        f'content/addresses.csv:2: warning: /artiklar/lit/ stands again, and the column now says "{now}"\n'
        "    hint: empty the column now"
    ]
    assert (found.moved, found.gone) == ({}, ())


@pytest.mark.parametrize(
    ("now", "moved", "gone"),
    [
        (
            "/verktyg/dialog/",
            {"/verktyg/samtal/": "/verktyg/dialog/", "/verktyg/samtal/feed.xml": "/verktyg/dialog/feed.xml"},
            (),
        ),
        ("/artiklar/lit/", {"/verktyg/samtal/": "/artiklar/lit/"}, ("/verktyg/samtal/feed.xml",)),
        ("gone", {}, ("/verktyg/samtal/", "/verktyg/samtal/feed.xml")),
    ],
)
def test_a_feed_follows_its_page(now: str, moved: dict[str, str], gone: tuple[str, ...]) -> None:
    assert seen(("/verktyg/samtal/feed.xml", ""), ("/verktyg/samtal/", now)) == Fates(moved, gone, ())


def test_a_lost_page_is_told_once_and_a_feed_that_is_lost_alone_too() -> None:
    assert len(told(seen(("/verktyg/samtal/", ""), ("/verktyg/samtal/feed.xml", "")))) == 1
    assert len(told(seen(("/artiklar/lit/", ""), ("/artiklar/lit/feed.xml", "")))) == 1


def test_a_page_leads_on_where_a_server_does_not() -> None:
    article = an_article("lit", title="Lit", summary="Om Lit.", aliases=("/alias/",))
    publication = a_publication(article, address="https://example.org/b/")
    host, site = Host.of("https://example.org/b/"), Catalogue(publication, "/b/static/site.css").site
    page = Output("site/artiklar/lit/index.html", Page("article.html", site, Head("Lit", "Om Lit.", "/b/artiklar/lit/")))
    found = seen(("/artiklar/lund/", "/artiklar/lit/"), ("/gammal.pdf", "/skriften/skriften.pdf"), articles=[article])

    [output] = redirects(site, host, found, [article], [page])

    assert output.path == addresses.output_path("/artiklar/lund/")
    assert isinstance(output.recipe, Page)
    assert output.recipe.head == Head("Lit", "Om Lit.", "/b/artiklar/lund/")
    assert output.recipe.view == RedirectView("Lit", "/b/artiklar/lit/", "https://example.org/b/artiklar/lit/")


def test_a_release_adds_what_is_new_and_leaves_what_was_as_it_was() -> None:
    before = (Published("/b/", date(2026, 1, 2), "gone", 2), Published("/a/", date(2026, 1, 2), "", 3))

    after = released(before, ("/a/", "/c/"), TODAY)

    assert sorted(after, key=lambda one: one.address) == [before[1], before[0], Published("/c/", TODAY)]
