"""A recipe becomes bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.make.ledger import Facts
from press.make.render import context_of, render
from press.make.theme import Theme
from press.problems import ContentError
from press.shape.output import Content, Copy, Later, Output, Page
from press.shape.views import Head, RedirectView
from tests.make.test_ledger import SITE

HEAD = Head("En sida", "Om den.", "/en-sida/")
PDF = "site/skriften/skriften.pdf"


def a_view(title: str, target: str) -> RedirectView:
    return RedirectView(title, target, f"https://example.org{target}")


def test_a_page_is_its_template_filled_with_the_fields_of_its_view(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "page.html").write_text(
        "{{ title }} {{ target }} {{ head.title }} {{ site.title }} {{ made }}", encoding="utf-8"
    )
    output = Output("site/a", Page("page.html", SITE, HEAD, a_view("Lit & Ås", "/lit/")))

    content, pages = render(output, Theme(tmp_path), tmp_path, {})

    assert (content, pages) == ("Lit &amp; Ås /lit/ En sida En liten skrift {}".encode(), 0)


def test_a_view_that_is_made_later_is_made_when_its_page_is() -> None:
    now = Page("page.html", SITE, HEAD, a_view("Lit", "/lit/"))
    later = Page("page.html", SITE, HEAD, Later(a_view, ("Lit", "/lit/")))

    assert context_of(now, {}) == context_of(later, {})


def test_a_page_is_told_the_facts_that_it_wants_and_no_others() -> None:
    page = Page("page.html", SITE, HEAD, None, wants=(PDF, "site/never.pdf"))

    made = context_of(page, {PDF: Facts(1_234_567, "ab", 64), "site/other": Facts(1, "cd")})["made"]

    assert isinstance(made, dict)
    assert list(made) == [PDF]
    assert (made[PDF].size_words, made[PDF].pages, made[PDF].sha256) == ("1,2\u00a0MB", 64, "ab")


def test_text_is_written_and_a_file_is_copied_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\x00\r\n\xff")

    text, _ = render(Output("site/a", Content("{{ å }}\r\n")), Theme(tmp_path), tmp_path, {})
    file, _ = render(Output("site/b", Copy("a.bin", "")), Theme(tmp_path), tmp_path, {})

    assert text == "{{ å }}\r\n".encode()
    assert file == b"\x00\r\n\xff"


def test_a_missing_template_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as fault:
        render(Output("site/a", Page("gone.html", SITE)), Theme(tmp_path), tmp_path, {})

    assert [one.code for one in fault.value.problems] == ["layout-missing"]
