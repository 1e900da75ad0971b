"""What is made of the booklet for paper, from a tiny publication: when, where, and when not."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from press import pipeline
from press.problems import as_text
from tests.tiny import ROOT, SETTINGS, TinySite

SHEETS = "print/kontor/skriften-ark-a4.pdf"
BOOKLET, EBOOK = "site/skriften/skriften.pdf", "site/skriften/skriften.epub"


@pytest.fixture
def site(site: TinySite) -> TinySite:
    """One article, and settings that ask for print. Nothing is built."""
    for path in (ROOT / "layouts" / "print").iterdir():
        site.put(f"layouts/print/{path.name}", path.read_bytes())
    site.put("site.yaml", f"{SETTINGS}print:\n  binding: stapled\n")
    site.article("lit", body="Före.")
    return site


def made(outcome: pipeline.Outcome) -> set[str]:
    assert outcome.is_published, [as_text(one) for one in outcome.problems]
    return {job.output.path for job in outcome.made}


def reader(site: TinySite, path: str) -> PdfReader:
    return PdfReader(io.BytesIO((site.output / path).read_bytes()))


def test_the_booklet_alone_is_made_with_what_is_printed_of_it(site: TinySite) -> None:
    assert made(site.build(only="booklet")) == {BOOKLET, EBOOK, SHEETS}


def test_settings_that_ask_for_no_print_make_none(site: TinySite) -> None:
    site.put("site.yaml", SETTINGS)

    assert made(site.build(only="booklet")) == {BOOKLET, EBOOK}


@pytest.mark.parametrize("only", ["pages", "site"])
def test_pages_and_site_leave_the_print_files_as_they_were(site: TinySite, only: pipeline.Only) -> None:
    site.build(only=None)
    before = (site.output / SHEETS).read_bytes()
    site.edit("content/articles/lit.md", "Före.", "Efter.")

    outcome = site.build(only=only)

    assert "site/artiklar/lit/index.html" in made(outcome)
    assert not {path for path in made(outcome) if path.startswith("print/")}
    assert (site.output / SHEETS).read_bytes() == before


def test_new_words_make_them_anew_and_nothing_new_makes_nothing(site: TinySite) -> None:
    site.build(only=None)
    again = made(site.build(only=None))
    site.edit("content/articles/lit.md", "Före.", "Efter.")

    after = made(site.build(only=None))

    assert again == set()
    assert {BOOKLET, SHEETS} <= after


def test_the_outcome_tells_of_the_booklet_and_of_no_print_file(site: TinySite) -> None:
    outcome = site.build(only="booklet")

    assert outcome.booklet is not None
    assert outcome.booklet.pages == len(reader(site, BOOKLET).pages)


def test_two_builds_make_equal_bytes(site: TinySite) -> None:
    site.build(only="booklet")
    before = site.files()

    site.build(only="booklet", full=True)

    assert site.files() == before


def test_the_first_leaf_tells_how_many_sheets_there_are_and_is_no_part_of_the_booklet(site: TinySite) -> None:
    site.build(only="booklet")
    pages = -(-len(reader(site, BOOKLET).pages) // 4) * 4

    sheets = reader(site, SHEETS)

    assert f"Häftet är {pages} sidor" in sheets.pages[0].extract_text()
    assert sheets.pages[1].extract_text() == ""
    assert len(sheets.pages) == 2 + pages // 2
    assert {tuple(round(float(size)) for size in page.mediabox[2:]) for page in sheets.pages} == {(842, 595)}
    assert sheets.metadata is not None
    assert sheets.metadata.title == "En liten skrift (ark för kontorsskrivare)"
    assert sheets.trailer["/Root"]["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipShortEdge"  # type: ignore[index]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "binding: glued",
            "a glued booklet has a spine, and its width needs the paper's thickness\n    hint: write "
            "print.paper.thickness in thousandths of a millimetre: the printer or the mill tells it",
        ),
        ("binding: limmad", '"limmad" can\'t be the value of "binding", which is one of: stapled, glued'),
        ("copies: 0", '"copies" is no whole number from 1 to 1000000: "0"'),
        ("paper:\n    weight: 8000", '"weight" is no whole number from 30 to 600: "8000"'),
        ("paper: tjockt", '"paper" should be a group of keys, but is text'),
        ("cower: {}", '"cower" is no key that is known here\n    hint: did you mean "cover"?'),
    ],
)
def test_wrong_settings_are_told(site: TinySite, written: str, told: str) -> None:
    site.put("site.yaml", f"{SETTINGS}print:\n  {written}\n")

    (found,) = site.build(only="pages").problems

    assert as_text(found).partition(": ")[2] == told
