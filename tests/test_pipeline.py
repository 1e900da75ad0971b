"""A build from end to end, on a tiny publication: what is made again, what is kept, what goes, and what is never published."""

from __future__ import annotations

import json
import os
import signal
from datetime import date, timedelta
from pathlib import Path

import pytest

from press import pipeline
from press.make.render import render
from press.problems import as_text
from tests.tiny import TODAY, TinySite, tree

INDEXES = {"site/index.html", "site/artiklar/index.html", "site/regioner/skane-lan/index.html", "site/verktyg/dialog/index.html"}


@pytest.fixture
def site(site: TinySite) -> TinySite:
    """Two articles, built."""
    site.article("klimat", municipality="Lund", body="Före.")
    site.article("skola", municipality="Umeå", tool="budget")
    assert site.build().is_published
    return site


def made(outcome: pipeline.Outcome) -> set[str]:
    return {job.output.path for job in outcome.made}


def words(outcome: pipeline.Outcome) -> list[str]:
    return [as_text(found) for found in outcome.problems]


# ---------------------------------------------------------------- what is made again


def test_a_second_build_makes_nothing(site: TinySite) -> None:
    before = site.files()

    outcome = site.build()

    assert (made(outcome), outcome.kept, outcome.removed) == (set(), len(before) - 1, ())
    assert site.files() == before


def test_two_builds_of_one_content_are_equal_byte_for_byte(site: TinySite, tmp_path: Path) -> None:
    other = TinySite(tmp_path / "elsewhere" / "other")
    other.article("skola", municipality="Umeå", tool="budget")
    other.article("klimat", municipality="Lund", body="Före.")

    other.build(full=True, jobs=2)

    assert other.files() == site.files()


def test_nothing_in_the_output_names_a_folder_of_the_machine(site: TinySite) -> None:
    own = os.fsencode(site.folder)

    assert [path for path, content in site.files().items() if own in content] == []


def test_an_edited_body_remakes_its_page_and_the_feeds_that_hold_it_but_no_index(site: TinySite) -> None:
    site.edit("content/articles/klimat.md", "Före.", "Efter.")

    outcome = site.build()

    feeds = {path for path in made(outcome) if path.endswith("feed.xml")}
    assert made(outcome) - feeds == {"site/artiklar/klimat/index.html"}
    assert feeds == {
        "site/feed.xml",
        "site/dimensioner/social/feed.xml",
        "site/regioner/skane-lan/feed.xml",
        "site/verktyg/dialog/feed.xml",
    }


def test_a_new_title_remakes_every_page_that_prints_it_and_no_other(site: TinySite) -> None:
    site.edit("content/articles/klimat.md", "Klimat", "Klimatet")

    outcome = site.build()

    printing = {path for path, content in site.files().items() if b"Klimatet" in content and "/" in path}
    assert made(outcome) >= INDEXES
    assert printing <= made(outcome)
    assert "site/verktyg/budget/index.html" not in made(outcome)
    assert "site/om/index.html" not in made(outcome)


def test_a_changed_layout_remakes_the_pages_that_take_it_in(site: TinySite) -> None:
    site.edit("layouts/dimension.html", "<h1>", "<h1 id=top>")

    outcome = site.build()

    assert made(outcome) == {f"site/dimensioner/{name}/index.html" for name in ("ekonomisk", "social", "miljomassig")}
    assert {job.reason for job in outcome.made} == {"its layout changed"}


def test_a_changed_style_sheet_has_a_new_address_that_every_page_names(site: TinySite) -> None:
    (before,) = (site.output / "site/static").glob("site.*.css")
    site.put("layouts/static/site.css", "body { margin: 1em }\n")

    outcome = site.build()

    (after,) = (site.output / "site/static").glob("site.*.css")
    assert after.name != before.name
    assert outcome.removed == (f"site/static/{before.name}",)
    assert all(path in made(outcome) for path in site.files() if path.endswith(".html"))


def test_full_makes_everything_and_changes_nothing(site: TinySite) -> None:
    before = site.files()

    outcome = site.build(full=True)

    assert len(outcome.made) == len(before) - 1
    assert site.files() == before


def test_an_article_that_is_touched_but_not_changed_remakes_nothing(site: TinySite) -> None:
    (site.folder / "content/articles/klimat.md").touch()

    assert made(site.build()) == set()


# ---------------------------------------------------------------- what goes, and what is restored


def test_a_removed_article_leaves_nothing_behind(site: TinySite) -> None:
    site.remove("content/articles/skola.md")

    outcome = site.build()

    assert "site/artiklar/skola/index.html" in outcome.removed
    assert "site/kommuner/umea/index.html" in outcome.removed
    assert not (site.output / "site" / "artiklar" / "skola").exists()
    assert [path for path, content in site.files().items() if b"Skola" in content or b"artiklar/skola" in content] == []


def test_a_renamed_article_moves_with_all_links_to_it(site: TinySite) -> None:
    folder = site.folder / "content" / "articles"
    (folder / "skola.md").rename(folder / "skolan.md")

    site.build()

    assert [path for path, content in site.files().items() if b"artiklar/skola/" in content] == []
    assert (site.output / "site/artiklar/skolan/index.html").exists()


@pytest.mark.parametrize("harm", ["deleted", "changed", "emptied", "same length"])
def test_an_output_that_was_changed_or_deleted_by_hand_is_made_again(site: TinySite, harm: str) -> None:
    before = site.files()
    page = site.output / "site" / "om" / "index.html"
    old = page.read_bytes()
    if harm == "deleted":
        page.unlink()
    else:
        page.write_bytes({"changed": b"by hand", "emptied": b"", "same length": b"x" * len(old)}[harm])

    outcome = site.build()

    assert [(job.output.path, job.reason) for job in outcome.made] == [
        ("site/om/index.html", "it was changed or deleted by hand")
    ]
    assert site.files() == before


def test_what_does_not_belong_in_output_is_gone_after_the_next_publishing(site: TinySite) -> None:
    site.put("output/site/gammalt/index.html", "left here by hand")
    site.edit("content/articles/klimat.md", "Före.", "Efter.")

    site.build()

    assert not (site.output / "site" / "gammalt").exists()


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_with_a_damaged_ledger_everything_is_made_again(site: TinySite, damage: bytes) -> None:
    before = site.files()
    (site.output / ".ledger").write_bytes(damage)

    outcome = site.build()

    assert len(outcome.made) == len(before) - 1
    assert site.files() == before


@pytest.mark.parametrize("name", ["texts", "seen", "lock"])
def test_deleting_any_file_of_the_state_is_safe(site: TinySite, name: str) -> None:
    before = site.files()
    (site.folder / ".press" / name).unlink()

    outcome = site.build()

    assert made(outcome) == set()
    assert site.files() == before


@pytest.mark.parametrize("name", ["texts", "seen"])
def test_a_damaged_file_of_the_state_is_as_good_as_none(site: TinySite, name: str) -> None:
    before = site.files()
    path = site.folder / ".press" / name
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2] + b"\xff\x00{" + content[len(content) // 2 + 9 :])
    site.edit("content/articles/klimat.md", "Före.", "Efter.")

    site.build()

    assert {path for path in before if before[path] != site.files()[path]} >= {"site/artiklar/klimat/index.html"}
    assert b"Efter." in site.files()["site/artiklar/klimat/index.html"]


# ---------------------------------------------------------------- drafts, and texts of another day


def test_a_draft_is_not_published(site: TinySite) -> None:
    site.article("utkast", draft=True)

    outcome = site.build()

    assert made(outcome) == set()
    assert b"Utkast" not in b"".join(site.files().values())


@pytest.mark.parametrize("key", ["publish", "published"])
def test_a_future_text_is_published_on_its_day_and_not_before(site: TinySite, key: str) -> None:
    day = TODAY + timedelta(days=2)
    site.article("sen", publish=day if key == "publish" else None, published=day if key == "published" else None)
    page = site.output / "site" / "artiklar" / "sen" / "index.html"

    site.build(today=TODAY + timedelta(days=1))
    before = page.exists()
    site.build(today=TODAY + timedelta(days=2))

    assert not before
    assert page.exists()


def test_an_expired_text_goes_on_the_day_it_says(site: TinySite) -> None:
    site.article("kort", expires=TODAY + timedelta(days=1))
    page = site.output / "site" / "artiklar" / "kort" / "index.html"

    site.build()
    before = page.exists()
    site.build(today=TODAY + timedelta(days=1))

    assert before
    assert not page.exists()


def test_the_next_day_on_which_anything_changes_is_the_nearest_of_all_texts(site: TinySite) -> None:
    site.article("a", expires=TODAY + timedelta(days=9), publish=TODAY - timedelta(days=1))
    site.article("b", publish=TODAY + timedelta(days=3))
    site.article("c", draft=True, expires=TODAY + timedelta(days=7))

    site.build()

    seen = (site.folder / ".press" / "seen").read_text(encoding="utf-8", errors="surrogateescape")
    assert (TODAY + timedelta(days=3)).isoformat() in seen.split("\0")


# ---------------------------------------------------------------- nothing is published while there is a problem


def test_with_a_problem_nothing_is_published_and_what_was_stays_byte_for_byte(site: TinySite) -> None:
    before = site.files()
    site.article("klimat", municipality="Lundd")
    site.article("ny")

    outcome = site.build()

    assert not outcome.is_published
    assert (outcome.made, outcome.removed) == ((), ())
    assert site.files() == before
    staged = tree(site.folder / ".press" / "next")  # a twin of what was published, and nothing of what was refused
    assert staged.items() <= before.items()


def test_all_problems_of_all_files_are_told_at_once_by_place(site: TinySite) -> None:
    site.article("klimat", municipality="Lundd", tool="dialogg", title=None, body="[x](../tools/ingen.md)")
    site.put("content/pages/om.md", b"---\ntitle: \xff\n---\n")
    site.put("content/tools/budget.md", "")
    site.write("dimensions/social.md", title="Social", summary="x" * 400, body="::: ruta\nx")
    site.put("content/articles/Stor.md", "x")

    outcome = site.build()

    places = [(one.where.path, one.where.line) for one in outcome.problems]
    assert places == sorted(places)
    assert [(f"{one.where}".removeprefix("content/"), one.code) for one in outcome.problems] == [
        ("articles/Stor.md", "file-name"),
        ("articles/klimat.md:2", "missing-key"),
        ("articles/klimat.md:3", "unknown-municipality"),
        ("articles/klimat.md:4", "unknown-tool"),
        ("articles/klimat.md:8", "dead-link"),
        ("articles/skola.md:5", "unknown-tool"),
        ("dimensions/social.md:3", "too-long"),
        ("dimensions/social.md:6", "block-not-closed"),
        ("dimensions/social.md:6", "unknown-block"),
        ("pages/om.md", "no-page-text"),
        ("pages/om.md:2", "not-utf8"),
        ("tools/budget.md", "empty-file"),
    ]


def test_settings_and_register_are_told_together(site: TinySite) -> None:
    site.edit("site.yaml", "address", "adress")
    site.edit("content/register/counties.csv", "code,letter", "kod,letter")

    outcome = site.build()

    assert [found.code for found in outcome.problems] == ["register-head", "missing-key", "unknown-key"]


def test_a_layout_fault_while_rendering_publishes_nothing_and_names_each_place_once(site: TinySite) -> None:
    before = site.files()
    site.edit("layouts/article.html", "<h1>", "\n{{ head.titel }}<h1>")
    site.edit("layouts/404.html", "<h1>", "{{ 1 / 0 }}<h1>")

    outcome = site.build()

    assert words(outcome) == [
        "layouts/404.html:1: the layout failed: division by zero",
        "layouts/article.html:2: the layout asks for something that is not there: 'press.shape.views.frame.Head object' has no "
        "attribute 'titel'",
    ]
    assert site.files() == before


def test_what_the_booklets_setting_only_logs_is_a_problem_and_nothing_is_published(site: TinySite) -> None:
    before = site.files()
    site.edit("layouts/booklet/booklet.css", "h1, h2, h3 {", "h1 { colour: red } h1, h2, h3 {")
    site.edit("content/articles/klimat.md", "Före.", "Efter.")

    outcome = site.build(only=None)

    assert {one.code for one in outcome.problems} == {"booklet-fault"}
    assert words(outcome)[0].startswith("layouts/booklet/booklet.html: the booklet: ")
    assert any("colour" in one for one in words(outcome))
    assert site.files() == before


def test_two_texts_that_claim_one_address_are_a_problem_that_names_both(site: TinySite) -> None:
    site.write("pages/artiklar.md", title="Artiklar", summary="Kort.")
    site.edit("content/articles/klimat.md", "tool:", "aliases: [/artiklar/skola/]\ntool:")

    outcome = site.build()

    assert words(outcome) == [
        "content/articles/klimat.md: two texts claim the address /artiklar/skola/: this one and content/articles/skola.md\n"
        "    hint: rename one of the files",
        "content/pages/artiklar.md: two texts claim the address /artiklar/: this one and the index of articles\n"
        "    hint: rename one of the files",
    ]


def test_an_alias_leads_to_its_article(site: TinySite) -> None:
    site.edit("content/articles/klimat.md", "tool:", "aliases: [/exempel/lund/]\ntool:")

    site.build()

    assert b'url=/artiklar/klimat/"' in site.files()["site/exempel/lund/index.html"]


# ---------------------------------------------------------------- settings that move everything


def test_below_a_base_path_every_address_of_the_site_carries_it(site: TinySite) -> None:
    site.edit("site.yaml", "https://example.org/", "https://example.org/skrift/")
    site.edit("content/articles/klimat.md", "Före.", "Se [skolan](skola.md).")

    site.build()

    files = site.files()
    assert b'<a href="/skrift/artiklar/skola/">skolan</a>' in files["site/artiklar/klimat/index.html"]
    records = json.loads(files["site/data/artiklar.json"])["articles"]
    assert [one["url"] for one in records] == [f"https://example.org/skrift/artiklar/{one['slug']}/" for one in records]
    assert b"https://example.org/skrift/om/ 2026-11-24" in files["site/sitemap.xml"]


# ---------------------------------------------------------------- parts


def test_a_part_leaves_the_rest_as_it_was(site: TinySite) -> None:
    pdf, ebook = "site/skriften/skriften.pdf", "site/skriften/skriften.epub"

    whole = site.build(only=None)
    book = (site.output / pdf).read_bytes()
    site.edit("content/articles/klimat.md", "Före.", "Efter.")
    pages = site.build(only="pages")
    kept = (site.output / pdf).read_bytes()
    booklet = site.build(only="booklet")

    assert {pdf, ebook, "site/skriften/index.html"} <= made(whole)
    assert b" sidor" in site.files()["site/skriften/index.html"]
    assert "site/artiklar/klimat/index.html" in made(pages)
    assert {pdf, ebook}.isdisjoint(made(pages))
    assert kept == book
    assert made(booklet) == {pdf, ebook}
    assert (site.output / pdf).read_bytes() != book
    assert {path for path in made(site.build(only=None)) if path.endswith(".html")} <= {"site/skriften/index.html"}
    assert made(site.build(only=None)) == set()


def test_the_booklet_alone_leaves_an_edited_page_for_the_next_build(site: TinySite) -> None:
    site.edit("content/articles/klimat.md", "Före.", "Efter.")

    site.build(only="booklet")

    assert b"Efter." not in site.files()["site/artiklar/klimat/index.html"]
    assert "site/artiklar/klimat/index.html" in made(site.build())


def test_the_booklet_alone_leaves_the_site_whole_when_its_style_sheet_has_changed(site: TinySite) -> None:
    def pages() -> dict[str, bytes]:
        return {path: content for path, content in site.files().items() if not path.endswith((".pdf", ".epub", ".ledger"))}

    before = pages()
    with (site.folder / "layouts/static/site.css").open("a", encoding="utf-8") as file:
        file.write(".ny { margin: 0 }\n")

    site.build(only="booklet")

    assert pages() == before


def test_a_project_without_content_says_so(tmp_path: Path) -> None:
    site = TinySite(tmp_path / "bare")
    register = site.folder / "content" / "register"
    (register / "countries.csv").unlink()

    outcome = site.build(today=date(2026, 1, 1))

    assert words(outcome) == [
        "content/register/countries.csv: this file is missing\n    hint: every project has it: restore it from version control"
    ]


def test_a_worker_that_is_killed_is_told_and_nothing_is_published(site: TinySite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.article("lund")
    site.build()
    before = site.files()
    site.article("lund", title="Ny rubrik")
    here = os.getpid()

    def dying(*given: object) -> object:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return render(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("press.make.production.WORTH_A_WORKER", 1)
    monkeypatch.setattr("press.make.production.render", dying)
    outcome = site.build(full=True, jobs=2)

    assert [as_text(found) for found in outcome.problems] == [
        "output: a process that was making pages or the booklet was ended before its work was done (signal 9)\n"
        "    hint: free some memory, or build with --jobs 1"
    ]
    assert site.files() == before
