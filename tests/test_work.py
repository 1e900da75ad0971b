"""How much work a build does: counted, not timed, so that a build that grows slow is told on any machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from press import proof
from press.make import production
from press.make.publish import Stage
from press.problems import as_text
from press.shape.output import Later
from press.source import read
from tests.tiny import TinySite

MANY = 40
FEEDS_OF_ONE = 4  # of all, of its tool, its county, its dimension


@pytest.fixture
def site(site: TinySite) -> TinySite:
    """Many articles, built."""
    for number in range(MANY):
        site.article(f"a{number:02d}", published=f"2026-01-{number % 28 + 1:02d}", tool=("dialog", "budget")[number % 2])
    assert site.build().is_published
    return site


@pytest.fixture
def work(site: TinySite, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts what is done from here on. Everything is done as it always is."""
    done: Counter[str] = Counter()

    def count(owner: object, name: str, what: str) -> None:
        real: Callable[..., object] = getattr(owner, name)

        def counted(*given: object, **named: object) -> object:
            done[what] += 1
            return real(*given, **named)

        monkeypatch.setattr(owner, name, counted)

    count(read, "text_from", "texts parsed")
    count(production, "render", "outputs rendered")
    count(Stage, "write", "files written")
    count(Later, "made", "views made")
    count(proof, "plan", "plans made")
    return done


def test_a_build_with_nothing_to_do_does_nothing(site: TinySite, work: Counter[str]) -> None:
    site.build()

    assert work == {"plans made": 1}  # the door would have answered


def test_a_touched_text_is_read_but_not_parsed(site: TinySite, work: Counter[str]) -> None:
    for path in (site.folder / "content" / "articles").iterdir():
        path.touch()

    site.build()

    assert work == {}


def test_an_edited_body_is_one_text_parsed_and_one_page_and_its_feeds_written(site: TinySite, work: Counter[str]) -> None:
    site.edit("content/articles/a27.md", "En text.", "En annan text.")

    site.build()

    assert work == {
        "texts parsed": 1,
        "outputs rendered": 1 + FEEDS_OF_ONE,
        "views made": 1 + FEEDS_OF_ONE,
        "files written": 1 + FEEDS_OF_ONE + 1,  # and the ledger
    }


def test_an_edited_body_too_old_for_the_feeds_is_one_page(site: TinySite, work: Counter[str]) -> None:
    site.article("gammal", published="2020-01-01", tool="dialog")
    site.build()
    work.clear()
    site.edit("content/articles/gammal.md", "En text.", "En annan text.")

    outcome = site.build()

    many = len(outcome.made)
    assert "site/artiklar/gammal/index.html" in {job.output.path for job in outcome.made}
    assert "site/feed.xml" not in {job.output.path for job in outcome.made}
    assert work == {"texts parsed": 1, "outputs rendered": many, "views made": many, "files written": many + 1}


FACES: dict[str, tuple[str, str]] = {
    "a new title": ("A03", "Nytt"),
    "a new heading": ("En text.", "## Ny rubrik\n\nEn text."),
    "a new link": ("En text.", "En [text](a02.md)."),
    "a new warning": ("En text.", "En [text](framtida.md)."),
}


@pytest.mark.parametrize("case", FACES)
def test_what_a_text_tells_of_itself_is_planned_anew(site: TinySite, work: Counter[str], case: str) -> None:
    site.article("framtida", publish="2030-01-01")
    site.build()
    work.clear()

    site.edit("content/articles/a03.md", *FACES[case])
    site.build()

    assert work["plans made"] == 1


def test_a_text_that_was_warned_of_is_planned_anew_and_its_warning_told_with_its_new_line(
    site: TinySite, work: Counter[str]
) -> None:
    site.article("framtida", publish="2030-01-01")
    site.article("ropar", body="En [text](framtida.md).")
    (before,) = site.build().problems
    work.clear()
    site.edit("content/articles/ropar.md", "En [text]", "Ett stycke till.\n\nEn [text]")

    (after,) = site.build().problems

    assert after.where.line == before.where.line + 2
    assert work["plans made"] == 1


def test_warnings_of_other_texts_are_told_again_though_nothing_is_planned(site: TinySite, work: Counter[str]) -> None:
    site.article("framtida", publish="2030-01-01")
    site.article("ropar", body="En [text](framtida.md).")
    told = [as_text(one) for one in site.build().problems]
    work.clear()

    for words in ("En annan text.", "En tredje."):
        site.write("articles/a03.md", title="A03", summary="Om a03.", municipality="Lund", tool="budget", dimensions="social",
                   published="2026-01-04", body=words)  # fmt: skip
        outcome = site.build()

    assert list(outcome.repeated) == told
    assert work["plans made"] <= 1


def test_an_outline_that_is_damaged_or_of_another_tree_is_no_outline(site: TinySite, work: Counter[str]) -> None:
    outline = site.folder / ".press" / "outline"
    whole = outline.read_bytes()
    damages = [whole[:-9], whole.replace(b"A03", b"B03"), b"", b"[]", whole[:41] + b"{}"]
    for number, damage in enumerate(damages):
        outline.write_bytes(damage)
        site.edit("content/articles/a03.md", "text", f"text, ändrad {number},")
        site.build()

    assert work["plans made"] == len(damages)
    assert "ändrad 4" in (site.output / "site" / "artiklar" / "a03" / "index.html").read_text(encoding="utf-8")


def test_a_new_article_and_its_tool_are_two_texts_parsed_and_leave_the_other_articles_alone(
    site: TinySite, work: Counter[str]
) -> None:
    site.article("forsta", municipality="Malmö", published="2025-01-01")
    site.build()
    work.clear()
    site.write("tools/plan.md", title="Plan", summary="Att planera.")
    site.article("ny", municipality="Malmö", published="2026-02-01", tool="plan", dimensions="miljomassig")

    outcome = site.build()

    articles = [job.output.path for job in outcome.made if job.output.path.startswith("site/artiklar/a")]
    assert work["texts parsed"] == 2
    assert articles == ["site/artiklar/a27/index.html"]  # the one that stood first now has one before it


def test_a_changed_layout_parses_no_text(site: TinySite, work: Counter[str]) -> None:
    site.edit("layouts/article.html", "<h1>", '<h1 class="new">')

    outcome = site.build()

    assert {job.output.path for job in outcome.made} == {f"site/artiklar/a{number:02d}/index.html" for number in range(MANY)}
    assert work == {"outputs rendered": MANY, "views made": MANY, "files written": MANY + 1, "plans made": 1}


def test_a_full_build_renders_everything_once_and_still_parses_nothing(site: TinySite, work: Counter[str]) -> None:
    outcome = site.build(full=True)

    assert work["texts parsed"] == 0
    assert work["outputs rendered"] == len(outcome.made) == len(site.files()) - 1
    assert work["files written"] == len(site.files())


def test_without_its_memory_a_build_parses_each_text_once_and_renders_nothing(site: TinySite, work: Counter[str]) -> None:
    (site.folder / ".press" / "texts").unlink()
    texts = sum(path.suffix == ".md" and path.parent.name != "register" for path in (site.folder / "content").rglob("*"))

    site.build()

    assert work == {"texts parsed": texts, "plans made": 1}


def test_a_municipality_with_its_first_article_remakes_every_page_for_the_dots_at_its_foot(
    site: TinySite, work: Counter[str]
) -> None:
    site.article("ny", municipality="Umeå")

    outcome = site.build()

    pages = {path for path in site.files() if path.endswith(".html")}
    assert pages <= {job.output.path for job in outcome.made}
    assert work["texts parsed"] == 1


def test_a_new_map_or_a_new_name_for_the_site_parses_no_text(site: TinySite, work: Counter[str]) -> None:
    site.edit("site.yaml", "En liten skrift", "En annan skrift")
    site.edit("content/register/map.csv", "1281,", "1281,1")

    site.build()

    assert work["texts parsed"] == 0
