"""What is made of other outputs, or as a folder: compressed twins and the search index, kept by what they are of."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest

from press import pipeline
from press.make import search
from press.problems import as_text
from tests.tiny import TinySite, tree

INDEX = "site/sok/pagefind/"
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
