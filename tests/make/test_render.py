"""A recipe becomes bytes."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from press.make.ledger import Facts
from press.make.render import context_of, render
from press.make.theme import Theme
from press.problems import ContentError
from press.shape.output import Content, Copy, Later, Output, Page, Styled, Twin
from press.shape.views.frame import Head
from press.shape.views.texts import RedirectView
from tests.make.test_ledger import SITE

HEAD = Head("En sida", "Om den.", "/en-sida/")
PDF = "site/skriften/skriften.pdf"


def nothing(path: str) -> bytes:
    raise AssertionError(f"nothing asks for {path}")


def rendered(output: Output, project: Path) -> bytes:
    """What an output of one file holds."""
    done = render(output, Theme(project), project, {}, nothing)
    assert list(done.files) == [output.path]
    assert (done.pages, done.places) == (0, {})
    return done.files[output.path]


def a_view(title: str, target: str) -> RedirectView:
    return RedirectView(title, target, f"https://example.org{target}")


def test_a_page_is_its_template_filled_with_the_fields_of_its_view(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "page.html").write_text(
        "{{ title }} {{ target }} {{ head.title }} {{ site.title }} {{ made }}", encoding="utf-8"
    )
    output = Output("site/a", Page("page.html", SITE, HEAD, a_view("Lit & Ås", "/lit/")))

    assert rendered(output, tmp_path) == "Lit &amp; Ås /lit/ En sida En liten skrift {}".encode()


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


@pytest.mark.parametrize(
    ("stands", "words"), [((12, 12), "sidan\u00a012"), ((12, 14), "sidorna\u00a012–14"), (None, ""), ("no PDF", "")]
)
def test_a_page_is_told_on_which_pages_of_a_pdf_its_text_stands(stands: tuple[int, int] | str | None, words: str) -> None:
    page = Page("page.html", SITE, HEAD, printed=(PDF, "artikel-lit"))
    places = {"artikel-lund": (1, 9)} | ({"artikel-lit": stands} if isinstance(stands, tuple) else {})

    printed = context_of(page, {} if stands == "no PDF" else {PDF: Facts(1, "ab", 64, places)})["printed"]

    assert getattr(printed, "words", "") == words
    if words:
        assert getattr(printed, "href", "") == "/skriften/skriften.pdf#page=12"


def test_text_is_written_and_a_file_is_copied_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\x00\r\n\xff")

    assert rendered(Output("site/a", Content("{{ å }}\r\n")), tmp_path) == "{{ å }}\r\n".encode()
    assert rendered(Output("site/b", Copy("a.bin", "")), tmp_path) == b"\x00\r\n\xff"


def test_a_twin_is_made_of_what_the_other_output_holds(tmp_path: Path) -> None:
    done = render(Output("site/a.gz", Twin("site/a", "", "gz")), Theme(tmp_path), tmp_path, {}, lambda path: path.encode())

    assert {path: gzip.decompress(content) for path, content in done.files.items()} == {"site/a.gz": b"site/a"}


def test_a_missing_template_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as fault:
        render(Output("site/a", Page("gone.html", SITE)), Theme(tmp_path), tmp_path, {}, nothing)

    assert [one.code for one in fault.value.problems] == ["layout-missing"]


def test_a_style_sheet_names_files_as_they_are_published_and_what_it_does_not_know_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "site.css").write_text(
        'a { src: url("fonts/a.woff2") format("woff2"), url(fonts/a.woff2), url( \'fonts/b.woff2\' ); b: url(#c) }', "utf-8"
    )
    sheet = Styled("site.css", "1", (("fonts/a.woff2", "fonts/a.1a2b3c4d.woff2"),))

    content = rendered(Output("site/static/site.5a.css", sheet), tmp_path)

    assert content.decode() == (
        'a { src: url("fonts/a.1a2b3c4d.woff2") format("woff2"), url(fonts/a.1a2b3c4d.woff2), url(\'fonts/b.woff2\');'
        " b: url(#c) }"
    )
