"""The galley: whatever was changed and in whichever order, it shows what a new one would."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from press.galley import Galley
from press.preview.answers import Answer, Apart
from press.problems import as_text
from press.proof import Proof, proof
from press.workers import WorkerError
from tests.tiny import TODAY, TinySite

ARTICLES = [f"a{number:02d}" for number in range(12)]


@pytest.fixture
def site(site: TinySite) -> TinySite:
    for number, name in enumerate(ARTICLES):
        site.article(name, published=f"2026-01-{number + 1:02d}", tool=("dialog", "budget")[number % 2], body=f"Text {number}.")
    site.article("utkast", draft=True)
    site.article("framtid", publish="2026-12-01")
    site.article("forbi", expires="2026-11-01")
    return site


@pytest.fixture
def galley(site: TinySite) -> Iterator[Galley]:
    with Galley(site.folder, lambda: TODAY) as made:
        made.renew(None)
        yield made


def renew(galley: Galley, *changed: str) -> int:
    """As the server does: once, and again while there is more to do. How often that was."""
    times = 1
    is_more = galley.renew(set(changed))
    while is_more:
        times, is_more = times + 1, galley.renew(set())
    return times


def addresses(galley: Galley) -> list[str]:
    assert galley._edition is not None
    paths = (path for path in galley._edition.outputs if path.startswith("site/") and not path.endswith((".png", "/")))
    return sorted(path.removeprefix("site").removesuffix("index.html") for path in paths)


def everything(galley: Galley) -> dict[str, bytes]:
    return {address: content(galley, address) for address in addresses(galley)}


def content(galley: Galley, address: str) -> bytes:
    answer = galley.answer(address)
    assert isinstance(answer, Answer)
    return answer.content


def anew(site: TinySite, today: date = TODAY) -> tuple[dict[str, bytes], list[str]]:
    """What a galley shows and tells that has just been begun."""
    with Galley(site.folder, lambda: today) as other:
        other.renew(None)
        return everything(other), [as_text(found) for found in other.problems]


CHANGES: dict[str, Callable[[TinySite], Path | None]] = {
    "words": lambda site: site.edit("content/articles/a03.md", "Text 3.", "Andra ord."),
    "title": lambda site: site.edit("content/articles/a03.md", "A03", "Nytt"),
    "link": lambda site: site.edit("content/articles/a04.md", "Text 4.", "En [länk](a05.md)."),
    "tool": lambda site: site.edit("content/articles/a05.md", '"budget"', '"dialog"'),
    "draft": lambda site: site.edit("content/articles/utkast.md", "draft: true", "draft: false"),
    "new": lambda site: site.article("ny", municipality="Malmö"),
    "tool's words": lambda site: site.edit("content/tools/dialog.md", "En text.", "Ett samtal."),
    "page": lambda site: site.edit("content/pages/om.md", "En text.", "Om oss."),
    "layout": lambda site: site.edit("layouts/article.html", "<h1>", '<h1 class="new">'),
    "style": lambda site: site.put("layouts/static/site.css", "body { margin: 1px }"),
    "settings": lambda site: site.edit("site.yaml", "En liten skrift", "En annan skrift"),
    "edition's day": lambda site: site.edit("site.yaml", "2026-11-24", "2026-11-20"),
    "register": lambda site: site.edit("content/register/municipalities.csv", "Burlöv", "Burlof"),
}
PATHS = {
    "words": "content/articles/a03.md", "title": "content/articles/a03.md", "link": "content/articles/a04.md",
    "tool": "content/articles/a05.md", "draft": "content/articles/utkast.md", "new": "content/articles/ny.md",
    "tool's words": "content/tools/dialog.md", "page": "content/pages/om.md", "layout": "layouts/article.html",
    "style": "layouts/static/site.css", "settings": "site.yaml", "edition's day": "site.yaml",
    "register": "content/register/municipalities.csv",
}  # fmt: skip


def test_after_every_change_it_shows_what_a_new_one_would(site: TinySite, galley: Galley) -> None:
    for case, change in CHANGES.items():
        change(site)
        renew(galley, PATHS[case])

        shown, told = anew(site)
        assert everything(galley) == shown, case
        assert [as_text(found) for found in galley.problems] == told, case


def test_words_that_change_while_another_text_is_wrong_are_shown_with_the_last_plan(site: TinySite, galley: Galley) -> None:
    site.edit("content/articles/a01.md", '"Lund"', '"Lundd"')
    site.edit("content/articles/a02.md", "Text 2.", "I samma stund.")
    renew(galley, "content/articles/a01.md", "content/articles/a02.md")
    site.edit("content/articles/a03.md", "Text 3.", "Strax efter.")
    renew(galley, "content/articles/a03.md")

    assert b"I samma stund." in content(galley, "/artiklar/a02/")
    assert b"Strax efter." in content(galley, "/artiklar/a03/")
    assert b"Text 1." in content(galley, "/artiklar/a01/")
    assert [found.code for found in galley.problems] == ["unknown-municipality"]

    site.edit("content/articles/a01.md", '"Lundd"', '"Lund"')
    renew(galley, "content/articles/a01.md")
    assert everything(galley) == anew(site)[0]


def test_other_words_in_an_article_need_no_new_plan(site: TinySite, galley: Galley, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def counted(*given: Any, **named: Any) -> Proof:
        made.append("a plan")
        return proof(*given, **named)

    monkeypatch.setattr("press.galley.proof", counted)

    site.edit("content/articles/a03.md", "Text 3.", "Andra ord.")
    renew(galley, "content/articles/a03.md")
    words = list(made)
    site.edit("content/articles/a03.md", "A03", "Nytt")
    renew(galley, "content/articles/a03.md")

    assert words == []
    assert made == ["a plan"]


def test_the_page_of_another_title_is_shown_before_the_others_are_planned(site: TinySite, galley: Galley) -> None:
    site.edit("content/articles/a03.md", "A03", "Nytt")

    is_more = galley.renew({"content/articles/a03.md"})
    page, index = content(galley, "/artiklar/a03/"), content(galley, "/artiklar/")
    is_still_more = galley.renew(set())

    assert (is_more, is_still_more) == (True, False)
    assert page == content(galley, "/artiklar/a03/")
    assert b"Nytt" not in index
    assert b"Nytt" in content(galley, "/artiklar/")


def test_what_readers_do_not_see_is_told_with_the_reason(galley: Galley) -> None:
    assert galley.states == {
        "/artiklar/utkast/": "Draft",
        "/artiklar/framtid/": "Will be shown from 1\xa0December 2026",
        "/artiklar/forbi/": "Was shown until 1\xa0November 2026",
    }


def test_a_link_to_a_draft_is_told_as_a_build_would(site: TinySite, galley: Galley) -> None:
    site.edit("content/articles/a03.md", "Text 3.", "Ett [utkast](utkast.md).")
    renew(galley, "content/articles/a03.md")

    assert [found.code for found in galley.problems] == ["link-to-draft"]
    assert b'href="/artiklar/utkast/"' in content(galley, "/artiklar/a03/")


def test_another_day_is_another_plan(site: TinySite) -> None:
    day = [TODAY]
    with Galley(site.folder, lambda: day[0]) as galley:
        galley.renew(None)
        before = set(galley.states)
        day[0] = date(2026, 12, 1)
        galley.renew(set())

        assert before - set(galley.states) == {"/artiklar/framtid/"}


def test_a_shelf_keeps_what_is_dear_and_believes_nothing_that_was_changed(site: TinySite) -> None:
    shelf = site.folder / ".press" / "preview"

    def card() -> bytes:
        with Galley(site.folder, lambda: TODAY) as galley:
            galley.renew(None)
            assert galley._edition is not None
            path = next(path for path in galley._edition.outputs if path.startswith("site/bilder/delning/a03"))
            answer = galley.answer(path.removeprefix("site"))
            if isinstance(answer, Answer):
                made.append("kept")
                return answer.content
            answer.work.result(timeout=60)
            made.append("made")
            return answer.then().content

    made: list[str] = []
    first = card()
    again = card()
    file = next((shelf / "site/bilder/delning").glob("a03*"))
    file.write_bytes(b"x" * len(first))
    mended = card()

    assert first == again == mended
    assert made == ["made", "kept", "made"]
    assert not (site.folder / "output").exists()


def test_a_process_that_is_killed_at_its_work_is_told_and_another_takes_its_place(site: TinySite, galley: Galley) -> None:
    site.put("layouts/booklet/article.html", '<!doctype html><html lang="sv"><head><title>T</title></head><body></body></html>')
    galley.renew({"layouts/booklet/article.html"})

    begun = galley.pages_of("a03")
    assert isinstance(begun, Apart)
    while not galley._shelf._processes:
        time.sleep(0.01)
    galley._shelf._processes[0].stop()
    with pytest.raises(WorkerError):
        begun.work.result(timeout=60)
    told = begun.then()
    again = galley.pages_of("a03")
    assert isinstance(again, Apart)
    again.work.result(timeout=60)

    assert (told.status, [found.code for found in told.problems]) == (500, ["worker-ended"])
    assert again.then().content.startswith(b"%PDF-")
