"""Documents get the booklet's page breaks, are looked at, and become one file."""

from __future__ import annotations

import io
import zipfile

import pytest

from press.make.epub import PageBreak, faults, items_of, packed, paged

BREAK = '<span epub:type="pagebreak" role="doc-pagebreak" id="sida-{0}" aria-label="Sida {0}"></span>'


def a_document(body: str) -> str:
    return f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>{body}</body></html>'


# ---------------------------------------------------------------- page breaks


@pytest.mark.parametrize(
    ("body", "letters", "expected"),
    [
        ('<div id="a"><p>Ett två</p></div>', 0, '<div id="a">{}<p>Ett två</p></div>'),
        ('<div id="a"><p>Ett två</p></div>', 3, '<div id="a"><p>Ett {}två</p></div>'),
        ('<div id="a"><p>Ett</p><p>två</p></div>', 3, '<div id="a"><p>Ett</p><p>{}två</p></div>'),
        ('<div id="a"><p>Ett – <b>två</b></p></div>', 3, '<div id="a"><p>Ett – <b>{}två</b></p></div>'),
        ('<div id="a"><p>A&amp;B C</p></div>', 2, '<div id="a"><p>A&amp;B {}C</p></div>'),
        ('<div id="a"><p>Ett<sup class="note-ref"><a>1</a></sup> två</p></div>', 3,
         '<div id="a"><p>Ett<sup class="note-ref"><a>1</a></sup> {}två</p></div>'),
        ('<div id="a"><svg><text>Lund</text></svg><p>Ett två</p></div>', 3,
         '<div id="a"><svg><text>Lund</text></svg><p>Ett {}två</p></div>'),
        ('<div id="a"><aside data-unpaged=""><p>Not<br/>här</p></aside>Ett två</div>', 3,
         '<div id="a"><aside data-unpaged=""><p>Not<br/>här</p></aside>Ett {}två</div>'),
    ],
)  # fmt: skip
def test_a_page_begins_before_the_letter_that_is_its_first_on_paper(body: str, letters: int, expected: str) -> None:
    documents, pages = paged({"a.xhtml": body}, [(7, "a", letters)])

    assert documents == {"a.xhtml": expected.format(BREAK.format(7))}
    assert pages == (PageBreak(7, "a.xhtml#sida-7"),)


def test_pages_stand_in_the_order_of_reading_and_those_without_a_place_are_left_out() -> None:
    documents = {"a.xhtml": '<p id="a">Ett två</p>', "b.xhtml": '<p id="b">Tre</p>'}

    _, pages = paged(documents, [(9, "b", 0), (7, "a", 0), (8, "a", 3), (10, "b", 99), (11, "c", 0)])

    assert [page.number for page in pages] == [7, 8, 9]


# ---------------------------------------------------------------- faults


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("<p>Ett<br></p>", "a.xhtml is no XML: mismatched tag"),
        ('<p id="x">Ett</p><p id="x">två</p>', 'a.xhtml has the id "x" twice'),
        ('<a href="b.xhtml">Ett</a>', 'a.xhtml refers to "b.xhtml", which is not there'),
        ('<a href="#y">Ett</a>', 'a.xhtml refers to "#y", which is not there'),
        ('<img src="bilder/x.jpg"/>', 'a.xhtml refers to "bilder/x.jpg", which is not there'),
    ],
)
def test_what_no_reader_could_show_is_a_fault(body: str, says: str) -> None:
    (found,) = faults({"a.xhtml": a_document(body)}, ["stil.css"])

    assert found.startswith(says)


def test_links_inside_and_outside_that_lead_somewhere_are_no_fault() -> None:
    documents = {
        "a.xhtml": a_document('<a href="b.xhtml#y">B</a><a href="https://example.org/#z">C</a><img src="bilder/x.jpg"/>')
    }
    documents["b.xhtml"] = a_document('<p id="y">Ett</p>')

    assert not list(faults(documents, ["bilder/x.jpg"]))


# ---------------------------------------------------------------- the file


def test_a_reader_knows_the_file_by_its_first_bytes_and_nothing_in_it_tells_when_it_was_made() -> None:
    content = packed("<package/>", {"a.xhtml": a_document("Ett")}, {"omslag.png": b"png"})

    assert content[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        first, *rest = file.infolist()
        assert first.compress_type == zipfile.ZIP_STORED
        assert {one.date_time for one in (first, *rest)} == {(1980, 1, 1, 0, 0, 0)}
        assert [one.filename for one in rest] == [
            "META-INF/container.xml", "EPUB/innehall.opf", "EPUB/a.xhtml", "EPUB/omslag.png",
        ]  # fmt: skip
    assert content == packed("<package/>", {"a.xhtml": a_document("Ett")}, {"omslag.png": b"png"})


def test_the_package_tells_what_each_file_is_and_what_is_in_it() -> None:
    documents = {"a.xhtml": '<nav epub:type="toc"></nav><svg></svg>', "b.xhtml": "<p></p>"}

    items = items_of(documents, ["omslag.png", "typsnitt/a.woff2", "bilder/a.jpg", "stil.css"])

    assert [(one.id, one.type, one.properties) for one in items] == [
        ("a", "application/xhtml+xml", "nav svg"),
        ("b", "application/xhtml+xml", ""),
        ("fil-omslag", "image/png", "cover-image"),
        ("typsnitt-a", "font/woff2", ""),
        ("fil-bilder-a", "image/jpeg", ""),
        ("fil-stil", "text/css", ""),
    ]
