"""A publication -> everything that is to be made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from press.addresses import output_path
from press.model import Body, Heading, Link, Publication
from press.record import Record, fields_of, replace
from press.shape import static
from press.shape.output import Content, Copy, Later, Output, Page, Pdf, Scaled, Styled
from press.shape.plan import Plan, plan
from press.shape.texts import LONG
from press.shape.views.feeds import SitemapView
from tests.makers import HABO, LUND, MALMO, a_page, a_publication, a_register, a_tool, an_article

ASSETS = {"layouts/static/site.css": "c" * 40, "layouts/static/icon.svg": "1" * 40, "layouts/booklet/booklet.css": "2" * 40}
STYLESHEET = static.addresses_of(ASSETS)["site.css"].lstrip("/")


def planned(publication: Publication) -> Plan:
    return plan(publication, ASSETS)


def paths(made: Plan) -> set[str]:
    return {output.path for output in made.outputs}


def at(made: Plan, path: str) -> Output:
    (found,) = (output for output in made.outputs if output.path == path)
    return found


def page_at(made: Plan, address: str) -> Page:
    recipe = at(made, output_path(address)).recipe
    assert isinstance(recipe, Page)
    return recipe


def seen_by(value: object) -> Iterator[tuple[str, str]]:
    """Every text that a view holds, with the name of its field: what a template may print."""
    if isinstance(value, Later):
        value = value.made()
    if isinstance(value, Record):
        for name in fields_of(value):
            inner = getattr(value, name)
            if isinstance(inner, str):
                yield name, inner
            else:
                yield from seen_by(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from seen_by(inner)


def all_that_is_shown(made: Plan) -> str:
    shown = [words for output in made.outputs for words in _shown(output)]
    return "\n".join(shown)


def _shown(output: Output) -> Iterator[str]:
    yield output.path
    match output.recipe:
        case Page(_, site, head, view):
            for one in (site, head, view):
                yield from (words for _, words in seen_by(one))
        case Pdf(_, view):
            yield from (words for _, words in seen_by(view))
        case Content(text):
            yield text


def test_every_kind_of_page_has_its_path() -> None:
    made = planned(a_publication(an_article("klimat")))

    images = {path for path in paths(made) if path.startswith("site/bilder/delning/")}
    assert {path.split(".")[0] for path in images} == {"site/bilder/delning/klimat", "site/bilder/delning/skriften"}
    assert {path for path in paths(made) - images if not path.startswith("hosts/")} == {
        f"site/{path}"
        for path in (
            "_headers", "_redirects",
            "index.html", "artiklar/index.html", "artiklar/klimat/index.html", "verktyg/index.html", "verktyg/dialog/index.html",
            "dimensioner/index.html", "dimensioner/ekonomisk/index.html", "dimensioner/social/index.html",
            "dimensioner/miljomassig/index.html", "regioner/index.html", "regioner/skane-lan/index.html",
            "regioner/uppsala-lan/index.html", "regioner/hela-landet/index.html", "regioner/norden-och-baltikum/index.html",
            "kommuner/index.html", "kommuner/lund/index.html", "oversikt/index.html", "sok/index.html", "sok/pagefind/",
            "skriften/index.html",
            "bestall/index.html", "om/index.html", "tillganglighet/index.html", "integritet/index.html", "404.html",
            "feed.xml", "verktyg/dialog/feed.xml", "regioner/skane-lan/feed.xml", "regioner/uppsala-lan/feed.xml",
            "dimensioner/ekonomisk/feed.xml", "dimensioner/social/feed.xml", "dimensioner/miljomassig/feed.xml",
            "sitemap.xml", "robots.txt", "data/artiklar.json", "data/artiklar.csv",
                "data/artiklar.schema.json", "data/artiklar.csv-metadata.json",
            STYLESHEET, "static/icon.11111111.svg", "skriften/skriften.pdf", "skriften/skriften.epub",
        )
    }  # fmt: skip
    assert not made.problems


def test_a_publication_without_articles_is_planned_too_but_without_a_booklet() -> None:
    made = planned(a_publication())

    assert not made.problems
    assert "site/artiklar/index.html" in paths(made)
    assert "site/skriften/skriften.pdf" not in paths(made)
    assert page_at(made, "/skriften/").wants == ()


def test_without_the_booklet_its_paths_are_left_as_they_are() -> None:
    made = plan(a_publication(an_article()), ASSETS, booklet=False)

    assert made.left == ("site/skriften/skriften.pdf", "site/skriften/skriften.epub")
    assert "site/skriften/skriften.pdf" not in paths(made)


def test_outputs_stand_in_the_order_of_their_paths_each_once() -> None:
    made = [output.path for output in planned(a_publication(an_article("b"), an_article("a"))).outputs]

    assert made == sorted(made, key=str.lower)
    assert len(made) == len(set(made))


def test_the_same_publication_gives_the_same_plan() -> None:
    publication = a_publication(an_article("a", municipalities=(LUND, HABO)), an_article("b", municipalities=(MALMO,)))

    assert planned(publication) == planned(publication)


# ---------------------------------------------------------------- clashes


def test_two_texts_that_claim_one_address_are_a_problem_that_names_both() -> None:
    publication = a_publication(an_article("klimat", aliases=("/om/",)))

    (found,) = planned(publication).problems

    assert found.code == "address-twice"
    assert found.where.path == "content/articles/klimat.md"
    assert found.values == {"address": "/om/", "other": "content/pages/om.md"}


def test_two_articles_with_one_old_address_are_a_problem() -> None:
    publication = a_publication(an_article("a", aliases=("/gammal/",)), an_article("b", aliases=("/gammal/",)))

    (found,) = planned(publication).problems

    assert (found.where.path, found.values["other"]) == ("content/articles/b.md", "content/articles/a.md")


def test_a_page_whose_name_is_a_folder_of_the_site_clashes_with_it() -> None:
    publication = a_publication()
    publication = replace(publication, pages=(*publication.pages, a_page("verktyg")))

    (found,) = planned(publication).problems

    assert (found.code, found.where.path) == ("address-twice", "content/pages/verktyg.md")


def test_a_file_where_others_need_a_folder_is_a_problem() -> None:
    made = plan(a_publication(), {**ASSETS, "layouts/static/b": "0" * 40, "layouts/static/b.00000000/a.woff2": "0" * 40})

    assert [found.where.path for found in made.problems] == ["layouts/static/b.00000000/a.woff2"]


def test_an_old_address_that_is_a_folder_of_the_site_is_a_problem() -> None:
    (found,) = planned(a_publication(an_article("klimat", aliases=("/verktyg",)))).problems

    assert (found.code, found.where.path) == ("address-twice", "content/articles/klimat.md")


def test_paths_that_differ_in_the_size_of_letters_alone_are_one_on_many_disks() -> None:
    made = plan(a_publication(), {**ASSETS, "layouts/static/Icon.svg": "1" * 40})

    assert [(found.code, found.values["other"]) for found in made.problems] == [("address-twice", "layouts/static/icon.svg")]


# ---------------------------------------------------------------- long indexes


def test_a_long_index_is_parted_by_letter_and_one_entry_less_is_not() -> None:
    titles = [f"{letter}rtikel {number:02d}" for number in range(20) for letter in "AÅÖ"]
    articles = [an_article(f"a{number}", title=title) for number, title in enumerate(titles)]
    assert len(articles) == LONG

    short = planned(a_publication(*articles))
    long = planned(a_publication(*articles, an_article("sista", title="Sista")))

    assert not [path for path in paths(short) if "bokstav" in path]
    assert sorted(path for path in paths(long) if "bokstav" in path) == [
        f"site/artiklar/bokstav-{letter}/index.html" for letter in ("a", "aa", "oe", "s")
    ]
    view = page_at(long, "/artiklar/").view
    assert [link.label for link in view.parts] == ["A", "S", "Å", "Ö"]  # type: ignore[attr-defined]
    part = page_at(long, "/artiklar/bokstav-aa/").view
    assert [card.title for card in part.cards] == sorted(title for title in titles if title[0] == "Å")  # type: ignore[attr-defined]


# ---------------------------------------------------------------- hidden texts, old addresses


def test_what_is_hidden_today_is_nowhere() -> None:
    hidden = an_article("hemlig", title="Hemlighet", summary="Hemlig ingress.", municipalities=(HABO,), tools=("dialog",))
    link = Link("articles/hemlig.md", "", "", 1)
    article = an_article(html=Body('<p>Se <a href="/artiklar/hemlig/">den</a>.</p>', links=(link,)), related=("hemlig",))

    made = planned(a_publication(article, hidden=[hidden]))

    shown = all_that_is_shown(made)
    assert "Hemlig" not in shown
    assert "hemlig" not in shown
    assert "kommuner/habo" not in shown
    assert "<p>Se den.</p>" in shown


def test_an_old_address_leads_to_the_article() -> None:
    made = planned(a_publication(an_article("klimat", title="Klimat", aliases=("/exempel/klimat/", "/k.html"))))

    for address in ("/exempel/klimat/", "/k.html"):
        page = page_at(made, address)
        assert page.template == "redirect.html"
        assert dict(seen_by(page.view))["target"] == "/artiklar/klimat/"


# ---------------------------------------------------------------- the sitemap


def urls_of(made: Plan) -> dict[str, str]:
    view = page_at(made, "/sitemap.xml").view
    assert isinstance(view, SitemapView)
    return dict(view.urls)


def test_the_sitemap_lists_every_page_but_redirects_and_the_one_for_what_was_not_found() -> None:
    made = planned(a_publication(an_article(aliases=("/gammal/",))))

    pages = {path for path in paths(made) if path.endswith("/index.html")} - {"site/gammal/index.html"}
    assert {output_path(url.removeprefix("https://example.org")) for url in urls_of(made)} == pages


def test_a_page_of_the_sitemap_has_the_day_of_the_newest_that_it_shows() -> None:
    old = an_article("gammal", published=date(2025, 1, 1), updated=date(2026, 3, 3), tools=("dialog",))
    new = an_article("ny", published=date(2026, 2, 2), tools=("budget",))

    urls = urls_of(planned(a_publication(new, old)))

    assert urls["https://example.org/artiklar/gammal/"] == "2026-03-03"
    assert urls["https://example.org/artiklar/ny/"] == "2026-02-02"
    assert urls["https://example.org/artiklar/"] == "2026-03-03"
    assert urls["https://example.org/verktyg/budget/"] == "2026-02-02"
    assert urls["https://example.org/om/"] == "2026-11-24"


# ---------------------------------------------------------------- a site below a path


def test_a_base_path_stands_in_every_address_of_every_page() -> None:
    body = Body('<h2 id="a">A</h2><p><a href="/om/">om</a></p>', headings=(Heading("a", "A", 2, 1),))
    article = an_article(html=body, aliases=("/gammal/",))
    made = planned(a_publication(article, an_article("b", municipalities=(HABO,)), address="https://example.org/skrift/"))

    for output in made.outputs:
        if isinstance(output.recipe, Page):
            for part in (output.recipe.site, output.recipe.head, output.recipe.view):
                for name, words in seen_by(part):
                    if name.endswith(("href", "stylesheet", "feed", "home", "target")) and words:
                        assert words.startswith("/skrift/"), (output.path, name, words)
                    elif name.endswith("url") and words:
                        assert words.startswith("https://example.org/skrift/"), (output.path, name, words)
                    for inner in re.findall(r' href="(/[^"]*)"', words):
                        assert inner.startswith("/skrift/"), (output.path, name, inner)
    assert {output.path.split("/")[0] for output in made.outputs} == {"hosts", "site"}
    assert all(url.startswith("https://example.org/skrift/") for url in urls_of(made))


# ---------------------------------------------------------------- what a page depends on


def test_an_index_does_not_see_the_bodies_of_its_articles() -> None:
    before = planned(a_publication(an_article("a", html="<p>Före.</p>"), an_article("b")))

    after = planned(a_publication(an_article("a", html="<p>Efter.</p>"), an_article("b")))

    changed = {one.path for one, other in zip(before.outputs, after.outputs, strict=True) if one != other}
    assert changed == {
        "site/artiklar/a/index.html", "site/feed.xml", "site/verktyg/dialog/feed.xml", "site/regioner/skane-lan/feed.xml",
        "site/dimensioner/social/feed.xml", "site/skriften/skriften.pdf", "site/skriften/skriften.epub", "site/sok/pagefind/",
    }  # fmt: skip


def test_a_tool_without_articles_has_a_page_and_an_empty_feed() -> None:
    made = planned(a_publication(an_article(), tools=(a_tool("dialog"), a_tool("ny"))))

    assert {"site/verktyg/ny/index.html", "site/verktyg/ny/feed.xml"} <= paths(made)


def test_files_are_copied_under_their_own_address_and_the_style_sheet_under_that_of_its_content() -> None:
    publication = replace(a_publication(an_article(), register=a_register(LUND)), pictures={"lit.jpg": (8, 6, "3" * 64)})

    made = planned(publication)

    names = (("icon.svg", "icon.11111111.svg"),)
    assert at(made, f"site/{STYLESHEET}").recipe == Styled("layouts/static/site.css", "c" * 40, names)
    assert at(made, "site/static/icon.11111111.svg").recipe == Copy("layouts/static/icon.svg", "1" * 40)
    assert at(made, "site/bilder/lit.33333333.8.avif").recipe == Scaled("content/images/lit.jpg", "3" * 64, 8, "avif")
    assert at(made, "site/bilder/lit.33333333.8.jpg").recipe == Scaled("content/images/lit.jpg", "3" * 64, 8, "jpeg")
    assert not [path for path in paths(made) if path.startswith("site/static/booklet")]
