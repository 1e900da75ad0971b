"""What is made of other outputs, or as a folder: compressed twins and the search index, kept by what they are of."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from press import pipeline
from press.make import search
from press.problems import as_text
from tests.tiny import STYLE, TinySite, tree

INDEX = "site/sok/pagefind/"
PDF = "site/skriften/skriften.pdf"
LONG = "En lång text om hur det gick. " * 60


@pytest.fixture
def site(site: TinySite) -> TinySite:
    """With one long article and one short, built without the booklet."""
    site.article("lit", body=LONG)
    site.article("lund")
    assert site.build(only="site").is_published
    return site


def made(outcome: pipeline.Outcome) -> set[str]:
    assert outcome.is_published, outcome.problems
    return {job.output.path for job in outcome.made}


def twins(site: TinySite) -> set[str]:
    return {path for path in site.files() if path.endswith((".br", ".gz"))}


# ---------------------------------------------------------------- twins


def test_each_long_text_of_the_site_has_its_twins_and_they_hold_what_it_holds(site: TinySite) -> None:
    files = site.files()

    for path in twins(site):
        assert len(files[path.rpartition(".")[0]]) > 1024
        if path.endswith(".gz"):
            assert gzip.decompress(files[path]) == files[path.removesuffix(".gz")]
    assert {f"site/artiklar/lit/index.html.{coding}" for coding in ("br", "gz")} <= twins(site)
    assert not [path for path in twins(site) if path.startswith("site/artiklar/lund/")]


def test_a_second_build_makes_nothing_and_keeps_all(site: TinySite) -> None:
    before = site.files()

    assert made(site.build(only="site")) == set()
    assert site.files() == before


def test_new_words_make_the_twins_of_what_prints_them_and_no_others(site: TinySite) -> None:
    site.edit("content/articles/lit.md", "gick.", "slutade.")

    changed = made(site.build(only="site"))

    texts = {path for path in changed if not path.endswith((".br", ".gz", "/"))}
    assert "site/artiklar/lit/index.html.br" in changed
    assert {path.rpartition(".")[0] for path in changed - texts if path != INDEX} <= texts
    assert INDEX in changed


def test_a_twin_of_a_page_that_changed_without_it_is_dropped_and_the_others_stay(site: TinySite) -> None:
    """A host would go on serving the old page in its place."""
    site.article("lund", body=LONG)
    site.build(only="site")
    before = site.files()
    site.edit("content/articles/lit.md", "gick.", "slutade.")

    site.build(only="pages")

    after = site.files()
    assert not [path for path in after if path.startswith("site/artiklar/lit/") and path.endswith((".br", ".gz"))]
    assert after["site/artiklar/lund/index.html.br"] == before["site/artiklar/lund/index.html.br"]
    for path in twins(site):
        assert after[path.rpartition(".")[0]] == before[path.rpartition(".")[0]]
    site.build(only="site")
    assert "site/artiklar/lit/index.html.br" in site.files()


def test_a_twin_of_a_removed_article_is_gone_with_it(site: TinySite) -> None:
    site.remove("content/articles/lit.md")

    site.build(only="pages")

    assert not [path for path in site.files() if path.startswith("site/artiklar/lit/")]


def test_a_twin_that_was_changed_by_hand_is_made_again(site: TinySite) -> None:
    before = site.files()
    site.put("output/site/artiklar/lit/index.html.br", b"false")

    assert made(site.build(only="site")) == {"site/artiklar/lit/index.html.br"}
    assert site.files() == before


# ---------------------------------------------------------------- the pages of the booklet


class Printed:
    """A tiny site whose booklet has each article on a page of its own, in the order of their slugs."""

    def __init__(self, site: TinySite) -> None:
        self.site = site
        site.put("layouts/booklet/booklet.css", f"{STYLE} article {{ break-before: page }}")
        for number, slug in enumerate(("klimat", "lit", "lund")):
            site.article(slug, booklet_order=number + 1)
        site.article("natet", booklet=False)
        assert site.build(only=None).is_published

    def told(self) -> dict[str, str]:
        """What each article's page says of its place in print."""
        pages = {path.split("/")[2]: content.decode() for path, content in self.site.files().items() if _is_article(path)}
        found = {slug: re.search(r"(?:sidan|sidorna)\u00a0([\d–]+)", page) for slug, page in pages.items()}
        return {slug: match[1] if match else "" for slug, match in found.items()}

    def read(self) -> dict[str, str]:
        """The same, read from the PDF. A page of an article that goes on has no title."""
        pages: dict[str, list[int]] = {}
        slug = ""
        texts = [page.extract_text() for page in PdfReader(self.site.output / PDF).pages]
        for number, text in enumerate(texts, 1):
            titled = re.search("^(klimat|lit|lund|natet)$", text, re.MULTILINE | re.IGNORECASE)
            slug = titled[1].lower() if titled else slug
            pages.setdefault(slug, []).append(number)
        del pages[""]  # before the first
        return {slug: f"{some[0]}–{some[-1]}" if len(some) > 1 else str(some[0]) for slug, some in pages.items()}

    def anew(self) -> dict[str, bytes]:
        """What a build of the same sources in an empty folder makes."""
        shutil.rmtree(self.site.output)
        shutil.rmtree(self.site.folder / ".press")
        self.site.build(only=None)
        return self.site.files()


def _is_article(path: str) -> bool:
    return path.startswith("site/artiklar/") and path.endswith("/index.html") and path.count("/") == 3


@pytest.fixture
def printed(tmp_path: Path) -> Printed:
    return Printed(TinySite(tmp_path / "printed"))


def test_each_article_says_on_which_pages_of_the_booklet_it_stands(printed: Printed) -> None:
    told = printed.told()

    assert told == printed.read() | {"natet": ""}
    assert len(set(told.values())) == 4


def test_a_longer_article_remakes_the_pages_of_those_that_moved_and_no_others(printed: Printed) -> None:
    before = printed.told()
    printed.site.edit("content/articles/lit.md", "En text.", "En rad.\n\n" * 90)

    outcome = printed.site.build(only=None)

    told = printed.told()
    assert told == printed.read() | {"natet": ""}
    assert (told["klimat"], "–" in told["lit"]) == (before["klimat"], True)
    assert told["lund"] != before["lund"]
    assert {path for path in made(outcome) if _is_article(path)} == {f"site/artiklar/{one}/index.html" for one in ("lit", "lund")}
    assert printed.site.files() == printed.anew()


def test_pages_made_alone_keep_to_the_booklet_that_lies_there(printed: Printed) -> None:
    before = printed.site.files()

    assert made(printed.site.build(only="pages")) == set()
    assert printed.site.files() == before

    printed.site.edit("content/articles/lit.md", "En text.", "En rad.\n\n" * 90)
    for _ in range(2):  # read through, then from what was planned
        printed.site.build(only="pages")
        assert printed.told() == printed.read() | {"natet": ""}
        printed.site.edit("content/articles/lit.md", "En ", "En ny ")
    printed.site.build(only=None)
    assert printed.site.files() == printed.anew()


def test_without_a_booklet_no_page_is_told(printed: Printed) -> None:
    (printed.site.output / PDF).unlink()

    printed.site.build(only="pages")

    assert set(printed.told().values()) == {""}
    printed.site.build(only=None)
    assert printed.told() == printed.read() | {"natet": ""}


# ---------------------------------------------------------------- a folder


def test_the_search_index_is_made_once_and_of_the_texts_alone(site: TinySite) -> None:
    assert [path for path in site.files() if path.startswith(f"{INDEX}pagefind.js")]
    site.edit("layouts/article.html", "<h1>", '<h1 class="new">')
    site.edit("content/register/map.csv", "1281,", "1281,1")

    changed = made(site.build(only="site"))

    assert INDEX not in changed
    assert "site/artiklar/lit/index.html" in changed


@pytest.mark.parametrize("harm", ["a file is gone", "a file is another", "all of it is gone"])
def test_an_index_that_was_harmed_is_made_again_whole(site: TinySite, harm: str) -> None:
    before = site.files()
    folder = site.output / INDEX
    if harm == "all of it is gone":
        shutil.rmtree(folder)
    elif harm == "a file is gone":
        next(folder.glob("*.pf_meta")).unlink()
    else:
        next(folder.glob("*.pf_meta")).write_bytes(b"x")

    assert made(site.build(only="site")) == {INDEX}
    assert site.files() == before


def test_pages_alone_leave_the_index_as_it_was(site: TinySite) -> None:
    def index() -> dict[str, bytes]:
        return tree(site.output / INDEX)

    before = index()
    site.edit("content/articles/lit.md", "gick.", "slutade.")

    outcome = site.build(only="pages")

    assert INDEX not in made(outcome)
    assert outcome.removed == ()
    assert index() == before
    assert INDEX in made(site.build(only="site"))
    assert index() != before


def test_workers_make_the_same(site: TinySite, tmp_path: Path) -> None:
    before = site.files()

    assert made(site.build(only="site", full=True, jobs=2)) >= {INDEX, "site/artiklar/lit/index.html.br"}
    assert site.files() == before


def test_an_index_that_cant_be_made_is_a_problem_and_nothing_is_published(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = site.files()

    def fail(*_: object) -> dict[str, bytes]:
        raise search.SearchError("the program of the package pagefind-bin is missing")

    monkeypatch.setattr(search, "search_index", fail)
    site.edit("content/articles/lit.md", "gick.", "slutade.")
    outcome = site.build(only="site")

    assert [as_text(one) for one in outcome.problems] == [
        "site/sok/pagefind/: the search index can't be made: the program of the package pagefind-bin is missing\n"
        "    hint: run make again, which sets up the environment; or build the pages alone with --only pages"
    ]
    assert site.files() == before
