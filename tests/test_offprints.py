"""The real publication's offprints, read back from their PDFs, and when a build makes them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from press import pipeline
from press.make import pdf, printing
from press.make.pdf import places
from press.model import County, Tool
from press.shape import offprints
from press.shape.catalogue import Catalogue
from press.source.memory import Memory
from press.source.read import read as read_texts
from tests import verapdf
from tests.pagenumbers import Numbered, untrue
from tests.test_booklet import Booklet, booklet, made_in, read
from tests.tiny import ROOT, TODAY, TinySite

__all__ = ["booklet"]  # the fixture: one process builds them all, once
pytestmark = pytest.mark.xdist_group("booklet")

AUDIT = bool(os.environ.get("PRESS_AUDIT"))
TOOL, COUNTY = "verktyg/medborgardialog", "regioner/skane-lan"
OF_DIALOG, OF_SKANE = "site/verktyg/dialog/skriften-dialog.pdf", "site/regioner/skane-lan/skriften-skane-lan.pdf"


def expected() -> dict[str, tuple[str, ...]]:
    """The page of each offprint that there should be, with the titles of its articles in order."""
    with Memory(None) as memory:
        publication = read_texts(ROOT, TODAY, memory).publication
    assert publication
    catalogue = Catalogue(publication, stylesheet="")
    subjects: list[Tool | County] = [*publication.tools, *publication.register.counties]
    found = {offprints.address_of(catalogue, one).strip("/"): offprints.articles_of(catalogue, one) for one in subjects}
    return {path.rpartition("/")[0]: tuple(one.title for one in some) for path, some in found.items() if len(some) >= 3}


@pytest.fixture(scope="session")
def every(booklet: Booklet) -> dict[str, Booklet]:
    """Each offprint by the path of its page."""
    site = booklet.path.parents[1]
    pdfs = sorted(path for path in site.rglob("*.pdf") if path != booklet.path)
    return {path.parent.relative_to(site).as_posix(): read(path) for path in pdfs}


# ---------------------------------------------------------------- what its reader sees


def test_every_tool_and_county_with_three_articles_has_one(every: dict[str, Booklet]) -> None:
    assert set(every) == set(expected())
    assert {TOOL, COUNTY} < set(every)


def test_each_article_begins_where_bookmarks_and_the_list_in_front_say(every: dict[str, Booklet]) -> None:
    for path, titles in expected().items():
        offprint = every[path]
        opener, *articles = offprint.bookmarks().items()

        assert [title for title, _ in articles] == list(titles)
        assert opener[1] == 3
        for title, page in (opener, *articles):
            assert title in offprint.leaf(page).titles(), f"{path}: {title} is not on page {page}"
        listed = dict(re.findall(r"(\S+) (\d+)$", offprint.leaf(3).text, re.MULTILINE))  # a title's last word, a page
        for title, page in articles:
            assert listed[title.split()[-1]] == str(page), f"{path}: {title}"


def test_every_page_number_is_the_true_one(every: dict[str, Booklet]) -> None:
    for path, offprint in every.items():
        assert untrue(offprint.numbers, mentions=1) == [], path  # the list in front


def test_a_wrong_page_number_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the test above is worth: one article's number is told wrong, and each reference to it is found."""
    wrong, places_of = "artikel-sigtuna-radslag", places.places_of

    def a_page_off(document: Any) -> dict[str, tuple[int, int]]:
        return {name: (at[0] + (name == wrong), at[1] + (name == wrong)) for name, at in places_of(document).items()}

    monkeypatch.setattr("press.make.pdf.layout.places_of", a_page_off)
    monkeypatch.setattr(printing, "printed", pdf.pdf_of)  # in this process, where the patch is
    path = f"site/{TOOL}/gor-din-kommun-hallbar-medborgardialog.pdf"

    with pytest.raises(ValueError, match="not enough values"):
        made_in(tmp_path, alone=path)  # there is no booklet

    numbers = Numbered(tmp_path / "output" / path)
    found, sigtuna = untrue(numbers, mentions=1), numbers.bookmarks["Sigtuna frågar, invånarna röstar"]
    assert len(found) > 2  # the list in front, the tool's own text, another article
    assert [one for one in found if not one.endswith(f"leads to page {sigtuna}")] == []


def test_what_stands_elsewhere_is_told_by_its_address_and_by_no_page_of_another_booklet(every: dict[str, Booklet]) -> None:
    offprint = every[COUNTY]
    links = [link.get_object() for page in offprint.reader.pages for link in page.get("/Annots", ())]
    outward = {str(link["/A"]["/URI"]) for link in links if "/A" in link}
    text = re.sub(r"\s", "", "".join(leaf.text for leaf in offprint.leaves))

    elsewhere = {one for one in outward if one.startswith("https://example.org/artiklar/")}
    own = {"malmo-vision-2025", "malmo-valfard-for-alla", "helsingborg-medborgarutskott", "kommuner-granskar-varandra",
           "helsingborg-plan-hallbar-utveckling", "landskrona-integration-rattssociolog"}  # fmt: skip
    assert "https://example.org/artiklar/sigtuna-radslag/" in elsewhere  # the other dialogue is in another county
    for one in elsewhere - {f"https://example.org/artiklar/{slug}/" for slug in own}:
        assert one.removeprefix("https://").rstrip("/") in text
    told = [int(number) for leaf in offprint.leaves for number in re.findall(r"\(se sidan (\d+)\)", " ".join(leaf.text.split()))]
    assert told
    assert max(told) <= len(offprint.leaves)


def test_each_article_ends_with_its_address_and_a_code_that_leads_there(every: dict[str, Booklet]) -> None:
    offprint = every[COUNTY]
    drawn = pypdfium2.PdfDocument(offprint.path)
    ends = [leaf for leaf in offprint.leaves if "Artikeln på webben" in leaf.text]

    codes = [zxingcpp.read_barcodes(drawn[leaf.number - 1].render(scale=3).to_pil()) for leaf in ends]

    assert len(ends) == len(expected()[COUNTY])
    for leaf, (code,) in zip(ends, codes, strict=True):
        assert code.text.removeprefix("https://") in re.sub(r"\s", "", leaf.text)


def test_cover_mark_and_back_are_there_and_no_page_is_empty(every: dict[str, Booklet]) -> None:
    for path, offprint in every.items():
        cover, verso, *_, back = (re.sub(r"\s+", " ", page.extract_text()) for page in offprint.reader.pages)
        name = next(iter(offprint.bookmarks()))

        assert f"Gör din kommun hållbar! Särtryck {name}" in cover.replace("\u00a0", " ")
        assert "Varje artikel bär ett märke." in verso
        assert f"example.org/{path}" in verso
        assert "example.org/skriften" in back
        assert len(offprint.leaves) % 2 == 0
        for leaf in offprint.leaves[3:-1]:
            assert leaf.lines
            assert leaf.folio == str(leaf.number), f"{path}: page {leaf.number}"


def test_the_file_says_what_it_is(every: dict[str, Booklet]) -> None:
    told = every[COUNTY].reader.metadata

    assert told
    assert (told.title, told.author) == ("Skåne län. Särtryck ur Gör din kommun hållbar!", "Hållbarhetsrådet")


@pytest.mark.parametrize("flavour", ["PDFUA_1", "PDFA_2_A"])
def test_offprints_are_pdf_ua_1_and_pdf_a_2a(
    every: dict[str, Booklet], flavour: str, record_property: Callable[[str, object], None]
) -> None:
    """All of them in `make audit`; else one of a tool and one of a county."""
    looked_at = every if AUDIT else {path: every[path] for path in (TOOL, COUNTY)}

    failed = {path: verapdf.failures(offprint.path, flavour) for path, offprint in looked_at.items()}

    record_property("audit", f"veraPDF, {flavour}: {len(looked_at)} offprints, {sum(map(bool, failed.values()))} failed")
    assert failed == dict.fromkeys(looked_at, ())


# ---------------------------------------------------------------- when a build makes it


@pytest.fixture
def site(site: TinySite) -> TinySite:
    """With three articles of one tool in one county, all built."""
    for slug in ("lit", "lund", "malmo"):
        site.article(slug)
    assert site.build(only=None).is_published
    return site


def made(outcome: pipeline.Outcome) -> set[str]:
    assert outcome.is_published, outcome.problems
    return {job.output.path for job in outcome.made}


def told_on(site: TinySite, page: str) -> str:
    found = re.search(r"(/\S+\.pdf \d+) sidor", (site.output / page).read_text(encoding="utf-8"))
    return found[1] if found else ""


def test_the_page_offers_it_with_its_true_size_in_pages(site: TinySite) -> None:
    for path, page in ((OF_DIALOG, "site/verktyg/dialog/index.html"), (OF_SKANE, "site/regioner/skane-lan/index.html")):
        pages = len(PdfReader(site.output / path).pages)
        assert told_on(site, page) == f"{path.removeprefix('site')} {pages}"


def test_an_edit_makes_the_booklet_and_the_offprints_of_its_article_and_no_other(site: TinySite) -> None:
    for slug in ("ett", "tva", "tre"):
        site.article(slug, municipality="Habo", tool="budget")
    site.build(only=None)
    site.edit("content/articles/lit.md", "En text.", "En annan text.")

    pdfs = {path for path in made(site.build(only=None)) if path.endswith(".pdf")}

    assert pdfs == {"site/skriften/skriften.pdf", OF_DIALOG, OF_SKANE}


def test_one_that_grows_remakes_its_page(site: TinySite) -> None:
    before = told_on(site, "site/verktyg/dialog/index.html")
    site.edit("content/articles/lit.md", "En text.", "En rad.\n\n" * 90)

    assert {"site/verktyg/dialog/index.html", OF_DIALOG} <= made(site.build(only=None))
    assert told_on(site, "site/verktyg/dialog/index.html") not in {"", before}


@pytest.mark.parametrize("how", ["it is removed", "it leaves the print"])
def test_it_disappears_when_there_are_too_few_articles(site: TinySite, how: str) -> None:
    if how == "it is removed":
        site.remove("content/articles/lit.md")
    else:
        site.article("lit", booklet=False)

    outcome = site.build(only=None)

    assert {OF_DIALOG, OF_SKANE} <= set(outcome.removed)
    assert not {OF_DIALOG, OF_SKANE} & set(site.files())
    assert told_on(site, "site/verktyg/dialog/index.html") == ""


def test_pages_made_alone_keep_to_the_offprint_that_lies_there(site: TinySite) -> None:
    before = site.files()
    site.edit("content/articles/lit.md", "En text.", "En annan text.")

    ways: tuple[pipeline.Only, ...] = ("pages", "site")
    for only in ways:
        site.build(only=only)

        assert site.files()[OF_DIALOG] == before[OF_DIALOG]
        assert told_on(site, "site/verktyg/dialog/index.html")


def test_without_it_a_page_offers_none(site: TinySite) -> None:
    (site.output / OF_DIALOG).unlink()

    site.build(only="pages")

    assert told_on(site, "site/verktyg/dialog/index.html") == ""
    assert site.build(only=None).is_published
    assert told_on(site, "site/verktyg/dialog/index.html")


def test_workers_make_the_same(site: TinySite) -> None:
    before = site.files()

    assert {OF_DIALOG, OF_SKANE} <= made(site.build(only=None, full=True, jobs=2))
    assert site.files() == before
