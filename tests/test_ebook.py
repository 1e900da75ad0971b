"""The real publication's e-book, read back: valid, equal to the booklet in words and pages, and readable by all."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree

import pytest

from press.problems import as_text
from tests import epubcheck
from tests.test_booklet import Booklet, booklet
from tests.tiny import TinySite

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["booklet"]
pytestmark = pytest.mark.xdist_group("booklet")

XHTML, EPUB = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}"
SNIPPET = 20  # letters by which the beginning of a page is known
OWN_WORDS = ("omslag", "innehall", "kommuner", "karta", "baksida")  # documents whose words are not the booklet's


DARK = (
    "market.xhtml", "innehall.xhtml", "verktyg-medborgardialog.xhtml", "artikel-biogas-skelleftea.xhtml", "kommuner.xhtml",
)  # fmt: skip
Scheme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Ebook:
    path: Path
    documents: Mapping[str, str]  # in the order of reading
    package: str

    @property
    def contents(self) -> str:
        return self.documents["innehall.xhtml"]

    def pages(self) -> dict[int, str]:
        """Where the page list leads, by page."""
        (nav,) = re.findall(r'<nav epub:type="page-list".*?</nav>', self.contents, re.DOTALL)
        return {int(number): href for href, number in re.findall(r'<a href="([^"]+)">(\d+)</a>', nav)}


@pytest.fixture(scope="module")
def ebook(booklet: Booklet) -> Ebook:
    return read(booklet.path.with_suffix(".epub"))


def read(path: Path) -> Ebook:
    with zipfile.ZipFile(path) as file:
        package = file.read("EPUB/innehall.opf").decode()
        names = re.findall(r'<itemref idref="([^"]+)"', package)
        return Ebook(path, {f"{name}.xhtml": file.read(f"EPUB/{name}.xhtml").decode() for name in names}, package)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def words_of(document: str) -> str:
    """A document's letters as the booklet has them too; a page break is told by its number in braces."""
    tree = ElementTree.fromstring(document)
    found: list[str] = []

    def walk(element: ElementTree.Element) -> None:
        if element.get("role") == "doc-pagebreak":
            found.append("{" + str(element.get("id")).removeprefix("sida-") + "}")
        is_both = element.tag.startswith(XHTML) and element.get("data-unpaged") is None
        if is_both and element.get("class") not in {"note-ref", "where"} and element.tag != f"{XHTML}head":
            found.append(letters(element.text or ""))
            for child in element:
                walk(child)
                found.append(letters(child.tail or ""))

    walk(tree)
    return "".join(found)


# ---------------------------------------------------------------- valid


def test_epubcheck_has_nothing_against_it(ebook: Ebook) -> None:
    assert epubcheck.messages(ebook.path) == ()


def test_epubcheck_would_tell(ebook: Ebook, tmp_path: Path) -> None:
    broken = tmp_path / "broken.epub"
    with zipfile.ZipFile(ebook.path) as good, zipfile.ZipFile(broken, "w") as bad:
        for one in good.infolist():
            content = good.read(one)
            if one.filename.endswith("forord.xhtml"):
                content = content.replace(b"<h1", b'<h1 align="left"')
            if not one.filename.endswith("artikel-lit-bykontoret.xhtml"):
                bad.writestr(one, content)

    found = epubcheck.messages(broken)

    assert any("forord.xhtml" in one and "align" in one for one in found)
    assert any("artikel-lit-bykontoret.xhtml" in one for one in found)


# ---------------------------------------------------------------- pages


def begins_alike(booklet: Booklet, page: int, words: str) -> bool:
    """Whether a page of the booklet begins with these letters. Two columns stand beside each other there."""
    text = letters(re.sub(r"\(se\s+sidan\s+\d+\)", "", booklet.leaf(page).text))
    text = text if words[:1].isdigit() else text.lstrip("0123456789")  # of a list that goes on there
    return text.removeprefix("StyrkorSvagheter").startswith(words.removeprefix("Styrkor")[:SNIPPET])


def test_a_page_of_the_list_begins_where_it_begins_on_paper(ebook: Ebook, booklet: Booklet) -> None:
    wrong, compared, shifted = [], 0, 0
    for name, document in ebook.documents.items():
        if name.startswith(OWN_WORDS):
            continue
        text = re.split(r"\{(\d+)\}", words_of(document))
        for page, words in zip(map(int, text[1::2]), text[2::2], strict=True):
            if words:  # a page of a picture has none
                compared += 1
                if not begins_alike(booklet, page, words):
                    wrong.append((page, words[:SNIPPET], letters(booklet.leaf(page).text)[:SNIPPET]))
                shifted += begins_alike(booklet, page + 1, words)

    assert wrong == []
    assert compared > 50
    assert shifted <= 1  # the title stands on its own page and in the colophon: any other wrong number is found


def test_every_page_of_words_is_in_the_list_once_and_in_order(ebook: Ebook, booklet: Booklet) -> None:
    pages = list(ebook.pages())

    assert pages == sorted(set(pages))
    first = {name: number for number, href in ebook.pages().items() for name in OWN_WORDS if href.startswith(name)}
    lists = {*range(first["innehall"], pages[pages.index(first["innehall"]) + 1]), *range(first["kommuner"], first["baksida"])}
    maps = {letters(words) for one in ebook.documents.values() for words in re.findall("<figcaption>(.*?)</figcaption>", one)}
    for leaf in booklet.leaves:
        # Lists are other lists here; the map that fills the last page of a chapter stands with the tool's own text,
        # and nobody takes notes.
        assert leaf.number in {*pages, *lists} or letters(leaf.text) in {"", "Anteckningar", *maps}, leaf


def test_no_list_of_ways_in_is_taken_for_pages_of_the_booklet(ebook: Ebook) -> None:
    """With contents of many pages, the page list itself was divided by the marks of their turns."""
    lists = re.findall(r"<nav [^>]*>", ebook.contents)

    assert len(lists) == 3
    assert [one for one in lists if " data-unpaged=" not in one] == []


def test_each_entry_of_the_list_leads_to_its_mark(ebook: Ebook) -> None:
    for number, href in ebook.pages().items():
        name, _, mark = href.partition("#")
        assert f'role="doc-pagebreak" id="{mark}" aria-label="Sida {number}"' in ebook.documents[name]


# ---------------------------------------------------------------- what it tells of itself


def test_it_tells_what_who_reads_with_other_means_needs_to_know(ebook: Ebook, booklet: Booklet) -> None:
    told: dict[str, list[str]] = {}
    for name, value in re.findall(r'<meta property="([^"]+)">([^<]+)</meta>', ebook.package):
        told.setdefault(name.removeprefix("schema:"), []).append(value)

    assert told["accessMode"] == ["textual", "visual"]
    assert told["accessModeSufficient"] == ["textual"]
    assert told["accessibilityHazard"] == ["none"]
    assert {"alternativeText", "pageBreakMarkers", "pageNavigation", "tableOfContents"} <= set(told["accessibilityFeature"])
    assert told["pageBreakSource"] == [f"https://example.org/skriften/{booklet.path.name}"]
    assert told["dcterms:modified"] == ["2026-11-24T00:00:00Z"]


def test_the_contents_are_those_of_the_booklet(ebook: Ebook, booklet: Booklet) -> None:
    (nav,) = re.findall(r'<nav epub:type="toc".*?</nav>', ebook.contents, re.DOTALL)

    titles = re.findall(r'<a href="[^"]+">([^<]+)</a>', nav)

    assert [title for title in titles if title in booklet.contents()] == [
        title for title in booklet.contents() if title in titles
    ]
    assert len(titles) > 35


def test_a_note_is_a_note_and_leads_back(ebook: Ebook) -> None:
    document = ebook.documents["artikel-botkyrka-aalborg.xhtml"]

    (target,) = set(re.findall(r'epub:type="noteref" role="doc-noteref" href="#([^"]+)"', document))
    assert f'<aside epub:type="footnote" role="doc-footnote" id="{target}">' in document
    assert f'role="doc-backlink" href="#{target.replace("not-", "not-ref-")}"' in document


# ---------------------------------------------------------------- seen


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_document_by_day_or_by_night(
    ebook: Ebook, browser: Browser, tmp_path: Path, scheme: Scheme
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with zipfile.ZipFile(ebook.path) as file:
        file.extractall(tmp_path)
    # The frame around a document is the reader's, and its first heading may be below a chapter's in another document.
    rules = {rule: {"enabled": False} for rule in ("page-has-heading-one", "region", "landmark-one-main", "bypass")}
    page = browser.new_page(viewport={"width": 390, "height": 760}, color_scheme=scheme)
    found = []
    for name in ebook.documents if scheme == "light" else DARK:
        page.goto((tmp_path / "EPUB" / name).as_uri())
        for one in Axe().run(page, options={"rules": rules}).response["violations"]:
            # axe knows no role of books when it looks for names that are not allowed
            nodes = [node["html"] for node in one["nodes"] if 'role="doc-pagebreak"' not in node["html"]]
            found += [(name, one["id"], node) for node in nodes]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append((name, "wider than a phone", ""))
    page.close()
    assert found == []


# ---------------------------------------------------------------- made


def test_two_builds_give_equal_bytes_and_the_second_makes_nothing(site: TinySite) -> None:
    site.article("lit", title="Lit", body="En text med en not.[^1]\n\n[^1]: Noten.")
    site.build(only="booklet", full=True)
    first = (site.output / "site/skriften/skriften.epub").read_bytes()

    again = site.build(only="booklet")
    assert not again.made
    site.build(only="booklet", full=True)
    assert (site.output / "site/skriften/skriften.epub").read_bytes() == first


def test_markup_of_a_layout_that_is_no_xml_is_told_and_nothing_is_published(site: TinySite) -> None:
    site.article("lit")
    site.edit("layouts/ebook/ebook.html", "<p>{{ document.title }}</p>", "<p>{{ document.title }}<br></p>")

    outcome = site.build(only="booklet")

    assert not outcome.is_published
    assert {problem.code for problem in outcome.problems} == {"ebook-fault"}
    assert "artikel-lit.xhtml is no XML: mismatched tag" in as_text(outcome.problems[0])
