"""What is made of the booklet for paper, from a tiny publication: when, where, and when not."""

from __future__ import annotations

import hashlib
import io

import pytest
from pypdf import PdfReader

from press import pipeline
from press.problems import as_text
from tests.tiny import ROOT, SETTINGS, TinySite

SHEETS = "print/kontor/skriften-ark-a4.pdf"
BOOKLET, EBOOK = "site/skriften/skriften.pdf", "site/skriften/skriften.epub"
PRESS = "print/tryck/"
INNER, COVER = f"{PRESS}skriften-inlaga.pdf", f"{PRESS}skriften-omslag.pdf"
REPORT, ORDER = f"{PRESS}kontroll.txt", f"{PRESS}tryckorder.txt"
LEAVES = 10  # pages beside that of the title


@pytest.fixture
def site(site: TinySite) -> TinySite:
    """One article, and settings that ask for print. Nothing is built."""
    for path in (ROOT / "layouts" / "print").iterdir():
        site.put(f"layouts/print/{path.name}", path.read_bytes())
    site.put("site.yaml", f"{SETTINGS}print:\n  binding: stapled\n")
    leaves = "".join(f'<p style="break-before: page">Sidan {number}.</p>' for number in range(2, LEAVES + 2))
    site.edit("layouts/booklet/booklet.html", "</body>", f"{leaves}</body>")
    site.article("lit", body="Före.")
    return site


def made(outcome: pipeline.Outcome) -> set[str]:
    assert outcome.is_published, [as_text(one) for one in outcome.problems]
    return {job.output.path for job in outcome.made}


def reader(site: TinySite, path: str) -> PdfReader:
    return PdfReader(io.BytesIO((site.output / path).read_bytes()))


def test_the_booklet_alone_is_made_with_what_is_printed_of_it(site: TinySite) -> None:
    assert made(site.build(only="booklet")) == {BOOKLET, EBOOK, SHEETS, PRESS}
    assert {path for path in site.files() if path.startswith(PRESS)} == {INNER, COVER, REPORT, ORDER}


def test_settings_that_ask_for_no_print_make_none(site: TinySite) -> None:
    site.put("site.yaml", SETTINGS)

    assert made(site.build(only="booklet")) == {BOOKLET, EBOOK}


@pytest.mark.parametrize("only", ["pages", "site"])
def test_pages_and_site_leave_the_print_files_as_they_were(site: TinySite, only: pipeline.Only) -> None:
    site.build(only=None)
    before = {path: content for path, content in site.files().items() if path.startswith("print/")}
    site.edit("content/articles/lit.md", "Före.", "Efter.")

    outcome = site.build(only=only)

    assert "site/artiklar/lit/index.html" in made(outcome)
    assert not {path for path in made(outcome) if path.startswith("print/")}
    assert {path: site.files().get(path) for path in before} == before
    assert len(before) == 5


def test_new_words_make_them_anew_and_nothing_new_makes_nothing(site: TinySite) -> None:
    site.build(only=None)
    again = made(site.build(only=None))
    site.edit("content/articles/lit.md", "Före.", "Efter.")

    after = made(site.build(only=None))

    assert again == set()
    assert {BOOKLET, SHEETS, PRESS} <= after


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


# ---------------------------------------------------------------- for the press


def test_inner_pages_are_a_multiple_of_four_and_begin_with_page_three(site: TinySite) -> None:
    site.build(only="booklet")
    whole = [page.extract_text() for page in reader(site, BOOKLET).pages]

    inner = [page.extract_text() for page in reader(site, INNER).pages]

    assert len(inner) % 4 == 0
    assert [text for text in inner if text] == whole[2:-1]
    assert [page.extract_text() for page in reader(site, COVER).pages] == [f"{whole[-1]}\n{whole[0]}", whole[1]]


def test_a_glued_booklet_has_a_spine_as_wide_as_its_leaves_and_its_cover(site: TinySite) -> None:
    site.edit(
        "site.yaml",
        "binding: stapled",
        "binding: glued\n  copies: 12000\n  surface: coated\n  paper:\n    name: Matt\n    weight: 130\n    thickness: 1000\n"
        "  cover:\n    thickness: 250",
    )

    site.build(only="booklet")

    leaves = len(reader(site, INNER).pages) // 2
    trim = reader(site, COVER).pages[0].trimbox
    order = (site.output / ORDER).read_text(encoding="utf-8")
    assert float(trim.width) / 72 * 25.4 == pytest.approx(296 + leaves + 0.5, abs=0.02)
    assert f"Ryggbredd:              {leaves},5 mm" in order
    assert "Papper, inlaga:         Matt, 130 g/m², 1000 µm" in order
    assert "Upplaga:                12\u00a0000 exemplar" in order
    assert "FOGRA39 (offset på bestruket papper)" in order
    assert "En liten skrift" in reader(site, COVER).pages[0].extract_text()  # on the spine too


def test_the_order_sheet_has_the_checksums_of_the_files_and_says_what_is_not_known(site: TinySite) -> None:
    site.build(only="booklet")

    order = (site.output / ORDER).read_text(encoding="utf-8")

    for path in (INNER, COVER):
        assert path.removeprefix(PRESS) in order
        assert f"SHA-256 {hashlib.sha256((site.output / path).read_bytes()).hexdigest()}" in order
    assert "Upplaga:                ej angivet" in order
    assert "OBS: kolofonen ska nämna tryckeri, tryckort och år" in order


def test_an_order_sheet_with_printer_and_place_has_nothing_to_remark(site: TinySite) -> None:
    site.edit("site.yaml", "  number: 1\n", "  number: 1\n  printer: Tryckeriet\n  place: Lund\n")
    site.build(only="booklet")

    order = (site.output / ORDER).read_text(encoding="utf-8")

    assert "Tryckeri:               Tryckeriet" in order
    assert "OBS" not in order


def test_who_imposes_the_pages_is_told_that_creep_is_theirs(site: TinySite) -> None:
    site.build(only="booklet")

    assert "Krypning:               inte kompenserad i filerna" in (site.output / ORDER).read_text(encoding="utf-8")


@pytest.mark.parametrize(("binding", "is_told"), [("stapled", True), ("glued\n  paper:\n    thickness: 100", False)])
def test_a_booklet_too_thick_to_staple_is_told_of_where_it_is_ordered_and_where_it_is_folded(
    site: TinySite, binding: str, is_told: bool
) -> None:
    more = "".join(f'<p style="break-before: page">Mer {number}.</p>' for number in range(96 - LEAVES))
    site.edit("layouts/booklet/booklet.html", "</body>", f"{more}</body>")
    site.edit("site.yaml", "binding: stapled", f"binding: {binding}")
    site.edit("site.yaml", "  number: 1\n", "  number: 1\n  printer: Tryckeriet\n  place: Lund\n")

    site.build(only="booklet")

    order = (site.output / ORDER).read_text(encoding="utf-8")
    assert ("OBS: 100 sidor är mer än vad som brukar gå att häfta i vecket" in order) == is_told
    assert ("Krypning" in order) == is_told
    sheets = reader(site, SHEETS)
    assert "Så många ark" in sheets.pages[0].extract_text()
    assert len(sheets.pages) == 2 + 100 // 2


def test_the_report_tells_what_was_found(site: TinySite) -> None:
    site.build(only="booklet")

    report = (site.output / REPORT).read_text(encoding="utf-8")

    assert "Inga fel." in report
    assert "Färgrymder            DeviceCMYK, Separation; ingen RGB" in report
    assert f"Sidor                 {len(reader(site, INNER).pages)}\n" in report


def test_a_booklet_of_a_cover_alone_is_no_booklet_for_a_printer(site: TinySite) -> None:
    site.edit("layouts/booklet/booklet.html", "break-before: page", "")

    (found,) = site.build(only="booklet").problems

    assert as_text(found) == (
        "site.yaml: the booklet is a cover with nothing inside: pages 1, and at least 5 are needed\n"
        "    hint: take print: out of the settings until there is more"
    )
    assert site.files() == {}


def test_a_layout_that_the_press_would_refuse_stops_the_build(site: TinySite) -> None:
    site.put("layouts/print/press.css", "@page { bleed: 1mm }")
    site.edit("layouts/print/inks.csv", "#23241A,ink,0,0,0,100", "#0000FF,blue,100,100,100,100")
    site.edit("layouts/booklet/booklet.html", "<h1>", '<h1 style="color: #0000FF">')

    problems = [as_text(one).partition("\n")[0] for one in site.build(only="booklet").problems]

    assert (
        "print/tryck/skriften-omslag.pdf: this file can't go to the press: page 1: a colour has 400 percent ink, and 300 fit"
        in problems
    )


def test_a_table_of_inks_that_cant_be_read_is_told(site: TinySite) -> None:
    site.put("layouts/print/inks.csv", "rgb\n")

    (found,) = site.build(only="booklet").problems

    assert as_text(found) == (
        "layouts/print/inks.csv: the table of inks can't be read: the first line should be: rgb,name,cyan,magenta,yellow,black\n"
        "    hint: write each row as the others in layouts/print/inks.csv, inks in percent"
    )


# ---------------------------------------------------------------- settings


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
