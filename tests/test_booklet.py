"""The real publication's booklet, read back from its PDF: what its reader sees must be true."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from pypdf import PageObject, PdfReader

from press import pipeline, swedish
from press.make import pdf, printing
from press.make.pdf import places
from press.source.memory import Memory
from press.source.read import reread
from tests import tagtree, verapdf
from tests.pagenumbers import Numbered, untrue
from tests.tiny import ROOT, TODAY, VIEWS

pytestmark = pytest.mark.xdist_group("booklet")  # one process builds it, once

PX_MM, PX_PT = 25.4 / 96, 0.75
WIDTH_MM, FOOT_MM = 148, 210 - 24  # below that stand folio and running head
INNER_MM, OUTER_MM = 18, 26
TITLE_PT, LONG_PT, CHAPTER_PT, SUBHEADING_PT = 25, 30, 34, 11.5
LIT = "artikel-lit-bykontoret"
FAMILIES = ("Familjen-Grotesk", "Source-Serif-4")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, or a piece of one. Its size and font are those of its first letters."""

    text: str
    size: float  # pt
    font: str
    from_left: float  # mm
    from_top: float  # mm


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as its reader sees it: its lines from the top, what stands beside them, and what stands below."""

    number: int
    lines: tuple[Line, ...]
    margin: tuple[str, ...]
    folio: str
    head: str

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    def is_opener(self) -> bool:
        return any(round(line.size) in {LONG_PT, CHAPTER_PT} for line in self.lines)

    def titles(self) -> list[str]:
        """What stands in the sizes of titles, the lines of one title joined."""
        found: list[str] = []
        before: Line | None = None
        for line in self.lines:
            if round(line.size, 1) in {TITLE_PT, LONG_PT, CHAPTER_PT}:
                goes_on = before is not None and before.size == line.size and line.from_top - before.from_top < 15
                found[-1:] = [f"{found[-1]} {line.text}"] if goes_on else [*found[-1:], line.text]
                before = line
        return found


@dataclass(frozen=True, slots=True)
class Booklet:
    path: Path
    reader: PdfReader
    leaves: tuple[Leaf, ...]
    numbers: Numbered

    def leaf(self, number: int) -> Leaf:
        return self.leaves[number - 1]

    def contents(self) -> dict[str, int]:
        """The entries of the contents, each with the page that it gives."""
        pages = [leaf for leaf in self.leaves[:10] if "Innehåll" in (leaf.head, *leaf.titles()) or leaf.number == 6]
        found = (re.fullmatch(r"(.+?) (\d+)", line.text) for leaf in pages for line in leaf.lines)
        return {match[1]: int(match[2]) for match in found if match}

    def bookmarks(self) -> dict[str, int]:
        return self.numbers.bookmarks


@pytest.fixture(scope="session")
def booklet(tmp_path_factory: pytest.TempPathFactory) -> Booklet:
    return read(made_in(tmp_path_factory.mktemp("booklet")))


def made_in(project: Path, *, alone: str = "") -> Path:
    """Made from the real content with its real layout. The site's layouts are left empty: they are no concern of it."""
    for folder in ("content", "layouts/booklet", "layouts/offprint", "layouts/ebook", "layouts/print", "layouts/static/fonts"):
        shutil.copytree(ROOT / folder, project / folder)
    for file in ("site.yaml", "layouts/mark.html"):
        shutil.copy(ROOT / file, project / file)
    for name in (*(f"{view}.html" for view in VIEWS), "redirect.html", "feed.xml", "sitemap.xml", "robots.txt"):
        (project / "layouts" / name).write_text("")

    outcome = pipeline.build(project, pipeline.Options(only="booklet", today=TODAY, alone=alone))

    assert outcome.is_published, outcome.problems
    (path,) = (project / "output" / "site" / "skriften").glob("*.pdf")
    return path


def read(path: Path) -> Booklet:
    reader = PdfReader(path)
    leaves = tuple(_leaf(number, page) for number, page in enumerate(reader.pages, 1))
    return Booklet(path, reader, leaves, Numbered(path))


def _leaf(number: int, page: PageObject) -> Leaf:
    pieces: list[Line] = []

    def collect(text: str, around: list[float], place: list[float], font: dict[str, object] | None, size: float) -> None:
        if text.strip() and round(abs(around[0]), 2) == PX_PT:  # text in drawings is scaled
            name = str((font or {}).get("/BaseFont", ""))
            words = text.replace("\u00a0", " ").strip("\n")
            pieces.append(Line(words, size * PX_PT, name, place[4] * PX_MM, place[5] * PX_MM))

    page.extract_text(visitor_text=collect)
    left, right = (OUTER_MM, WIDTH_MM - INNER_MM) if number % 2 == 0 else (INNER_MM, WIDTH_MM - OUTER_MM)
    inside = [piece for piece in pieces if piece.from_top < FOOT_MM and left - 5 < piece.from_left < right]
    below = [piece for piece in pieces if piece.from_top >= FOOT_MM]

    def outside(piece: Line) -> bool:
        return 0 < piece.from_left < left - 5 if number % 2 == 0 else right < piece.from_left < WIDTH_MM

    return Leaf(
        number,
        tuple(_joined(inside)),
        tuple(piece.text for piece in pieces if piece.from_top < FOOT_MM and outside(piece)),
        "".join(piece.text for piece in below if piece.text.isdigit()),
        "".join(piece.text for piece in below if not piece.text.isdigit()),
    )


def _joined(pieces: list[Line]) -> Iterator[Line]:
    """Pieces of one height as one line; a note's raised number belongs to its line."""
    lines: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda one: one.from_top):
        if lines and piece.from_top - lines[-1][0].from_top < 1.3:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    for line in lines:
        line.sort(key=lambda one: one.from_left)
        text = " ".join(" ".join(one.text for one in line).split())
        yield Line(re.sub(r" ([.,:;)])", r"\1", text), line[0].size, line[0].font, line[0].from_left, line[0].from_top)


def _titles_in(folder: str) -> set[str]:
    """The titles of all texts in a folder of the content, as their editors wrote them."""
    fronts = (path.read_text(encoding="utf-8") for path in (ROOT / "content" / folder).glob("*.md"))
    return {match[1].strip("\"'") for text in fronts if (match := re.search(r"^title: (.+)$", text, re.MULTILINE))}


# ---------------------------------------------------------------- page numbers


def test_the_contents_give_the_page_on_which_each_title_stands(booklet: Booklet) -> None:
    entries = booklet.contents()

    assert len(entries) > 30
    for title, page in entries.items():
        assert title in booklet.leaf(page).titles(), f"{title} is not on page {page}"


def test_the_contents_hold_every_article(booklet: Booklet) -> None:
    assert _titles_in("articles") <= set(booklet.contents())


def test_every_page_number_is_the_true_one(booklet: Booklet, record_property: Callable[[str, object], None]) -> None:
    shown = [one for one in booklet.numbers.references if one.shown()]

    assert len(shown) > 500
    assert untrue(booklet.numbers) == []
    record_property("audit", f"First edition: {booklet.numbers.pages} pages, {len(shown)} page numbers in links, all true")


def test_a_wrong_page_number_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the test above is worth: one article's number is told wrong, and each reference to it is found."""
    places_of = places.places_of

    def a_page_off(document: Any) -> dict[str, tuple[int, int]]:
        return {name: (at[0] + (name == LIT), at[1] + (name == LIT)) for name, at in places_of(document).items()}

    monkeypatch.setattr("press.make.pdf.layout.places_of", a_page_off)
    monkeypatch.setattr(printing, "printed", pdf.pdf_of)  # in this process, where the patch is

    numbers = Numbered(made_in(tmp_path, alone="site/skriften/gor-din-kommun-hallbar.pdf"))

    wrong = untrue(numbers)
    lit = numbers.bookmarks["Byvaktmästaren i Lit"]
    assert len(wrong) > 4  # contents, chapter, two registers, the table, other articles
    assert [one for one in wrong if not one.endswith(f"leads to page {lit}")] == []


def test_every_reference_leads_to_the_beginning_of_a_text(booklet: Booklet) -> None:
    first_pages = set(booklet.contents().values())

    astray = [one for one in booklet.numbers.references if one.leads_to not in first_pages and "--" not in one.text]

    assert [one for one in astray if not booklet.leaf(one.leads_to).titles()] == []


def test_a_chapter_refers_to_articles_of_others_by_page(booklet: Booklet) -> None:
    found = [
        match for leaf in booklet.leaves for line in leaf.lines if (match := re.fullmatch(r"(.+) se sidan (\d+)", line.text))
    ]

    assert len(found) > 5
    for match in found:  # the last line of a title that needs two
        assert any(title.endswith(match[1]) for title in booklet.leaf(int(match[2])).titles()), match[0]


def register_of(booklet: Booklet, title: str) -> dict[str, list[tuple[int, int]]]:
    """The entries of a register, each with its ranges of pages."""
    (register,) = (leaf for leaf in booklet.leaves if leaf.titles() == [title])
    flow = re.sub(r"(?<=[–,]) ?\n| ?\n(?=\d)", " ", _columns(booklet, register))
    found = re.findall(r"^([^\W\d_][^\d\n]*?) ((?:\d+(?:–\d+)?(?:, |$))+)", flow, re.MULTILINE)
    return {name: [_range(one) for one in pages.split(", ") if one] for name, pages in found}


def _columns(booklet: Booklet, leaf: Leaf) -> str:
    """A page's text, one column after the other."""
    page = pypdfium2.PdfDocument(booklet.path)[leaf.number - 1]
    width, height = page.get_size()
    middle = width * (0.5 + (OUTER_MM - INNER_MM) / 2 / WIDTH_MM * (1 if leaf.number % 2 == 0 else -1))
    halves = ((0, middle), (middle, width))
    text = "\n".join(page.get_textpage().get_text_bounded(left, 0, right, height) for left, right in halves)
    return text.replace("\r", "").replace("\u00a0", " ")


def _range(written: str) -> tuple[int, int]:
    first, _, last = written.partition("–")
    return int(first), int(last or first)


def extent(booklet: Booklet, first: int) -> tuple[int, int]:
    """The pages of the article that begins on a page: its last one tells where it stands on the web."""
    return first, next(leaf.number for leaf in booklet.leaves[first - 1 :] if "Artikeln på webben" in leaf.text)


def test_the_register_gives_the_pages_of_articles_about_the_municipality(booklet: Booklet) -> None:
    entries = register_of(booklet, "Kommuner")

    assert {"Växjö", "Östersund", "Örebro", "Malmö", "Hela landet"} <= set(entries)
    for name, ranges in entries.items():
        assert ranges == sorted(ranges)
        for first, last in ranges:
            assert (first, last) == extent(booklet, first), name
            assert any(name in line for line in " ".join(booklet.leaf(first).margin).split(",")), f"{name}: page {first}"
    assert any(first < last for ranges in entries.values() for first, last in ranges)


def test_the_register_of_tools_and_places_gives_their_pages(booklet: Booklet) -> None:
    entries = register_of(booklet, "Verktyg och platser")
    contents = booklet.contents()

    assert _titles_in("tools") & set(contents) == set(entries) & set(contents)
    for name, ranges in entries.items():
        is_tool = name in contents
        if is_tool:
            assert ranges[0][0] == contents[name]
        for one in ranges[is_tool:]:
            assert one == extent(booklet, one[0]), name
    assert entries["Lit, Östersund"] == [extent(booklet, contents["Byvaktmästaren i Lit"])]
    tools = [name for name in entries if name in contents]
    assert tools == swedish.in_order(tools)


def test_where_a_tool_and_a_region_meet_stands_the_page_of_each_article_about_both(booklet: Booklet) -> None:
    left, right = (leaf for leaf in booklet.leaves if "Verktyg och regioner" in leaf.text and leaf.number > 90)
    pages = [int(number) for leaf in (left, right) for number in re.findall(r"\b\d+\b", leaf.text)]
    firsts = {page for title, page in booklet.contents().items() if title in _titles_in("articles")}

    assert (left.number % 2, right.number) == (0, left.number + 1)
    assert set(pages) == firsts
    heights = [[round(line.from_top, 1) for line in leaf.lines if "Bold" in line.font] for leaf in (left, right)]
    rows = [set(some) for some in heights]
    assert len(rows[0] & rows[1]) >= 14  # a tool's row is as high on both pages


def test_each_article_ends_with_a_code_that_leads_to_it_on_the_web(booklet: Booklet) -> None:
    drawn = pypdfium2.PdfDocument(booklet.path)
    ends = [leaf for leaf in booklet.leaves if "Artikeln på webben" in leaf.text]

    read = {leaf.number: zxingcpp.read_barcodes(drawn[leaf.number - 1].render(scale=3).to_pil()) for leaf in ends}

    slugs = {path.stem for path in (ROOT / "content/articles").glob("*.md")}
    assert {code.text for codes in read.values() for code in codes} == {f"https://example.org/artiklar/{one}/" for one in slugs}
    for leaf in ends:
        (code,) = read[leaf.number]
        assert code.text.removeprefix("https://") in re.sub(r"\s", "", leaf.text)


def test_bookmarks_are_the_contents(booklet: Booklet) -> None:
    assert booklet.bookmarks() == booklet.contents()


# ---------------------------------------------------------------- texts


def test_every_article_stands_once(booklet: Booklet) -> None:
    stands = Counter(title for leaf in booklet.leaves for title in leaf.titles())

    assert {title: stands[title] for title in _titles_in("articles")} == dict.fromkeys(_titles_in("articles"), 1)


def test_text_comes_out_in_reading_order_with_its_letters(booklet: Booklet) -> None:
    text = " ".join((ROOT / "content/pages/forord.md").read_text(encoding="utf-8").split("---")[2].split())
    (foreword,) = (leaf for leaf in booklet.leaves if leaf.titles() == ["Förord"])

    printed = booklet.reader.pages[foreword.number - 1].extract_text()

    bare = re.sub(r"[-\s\u00a0]", "", printed)
    assert re.sub(r"[-\s\u00a0]", "", text) in bare
    assert {"å", "ä", "ö"} <= set(bare)


def test_no_letter_is_missing(booklet: Booklet) -> None:
    text = "".join(page.extract_text() for page in booklet.reader.pages)

    assert not {"\ufffd", "\x00", "\u00ad", "\u2010"} & set(text)


def test_the_cover_is_first_and_the_back_last(booklet: Booklet) -> None:
    assert "hållbar!" in booklet.reader.pages[0].extract_text()
    assert booklet.leaves[-1].number % 2 == 0
    assert "Alla kommuner arbetar" in booklet.reader.pages[-1].extract_text()


# ---------------------------------------------------------------- pages


def test_a_page_with_text_bears_its_number(booklet: Booklet) -> None:
    wrong = [leaf.number for leaf in booklet.leaves if leaf.folio not in {"", str(leaf.number)}]
    without = [leaf for leaf in booklet.leaves if not leaf.folio]

    assert wrong == []
    for leaf in without[4:-1]:  # after cover, mark, title page and colophon, before the back
        assert leaf.is_opener() or not leaf.lines, f"page {leaf.number} has no number"


def test_running_heads_name_the_booklet_and_the_chapter(booklet: Booklet) -> None:
    chapter = ""
    for leaf in booklet.leaves[4:-1]:
        if leaf.titles() and (leaf.is_opener() or not leaf.margin):
            chapter = leaf.titles()[0]
        if leaf.folio:
            assert leaf.head == ("Gör din kommun hållbar!" if leaf.number % 2 == 0 else chapter), f"page {leaf.number}"


def test_no_heading_is_left_at_the_foot_of_a_page(booklet: Booklet) -> None:
    last = [(leaf.number, leaf.lines[-1]) for leaf in booklet.leaves if leaf.lines and leaf.folio]

    stranded = [number for number, line in last if "Bold" in line.font and round(line.size, 1) in {SUBHEADING_PT, TITLE_PT}]

    assert stranded == []


def test_no_word_is_divided_by_a_turn_of_the_page(booklet: Booklet) -> None:
    for leaf in booklet.leaves:
        body = [line for line in leaf.lines if round(line.size, 1) in {9.5, 8.5}]
        assert not (body and body[-1].text.endswith("-")), f"page {leaf.number}"


def test_a_mark_stands_in_the_outer_margin(booklet: Booklet) -> None:
    beside = [leaf for leaf in booklet.leaves if leaf.margin]

    assert {leaf.number % 2 for leaf in beside} == {0, 1}
    assert len([leaf for leaf in beside if leaf.titles() and not leaf.is_opener()]) == len(_titles_in("articles"))


# ---------------------------------------------------------------- the file


def test_every_font_is_ours_and_embedded(booklet: Booklet) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]): font.get_object()
        for page in booklet.reader.pages
        for font in page["/Resources"].get_object().get("/Font", {}).values()  # type: ignore[union-attr]
    }

    assert len(fonts) >= 5
    for name, font in fonts.items():
        assert name.partition("+")[2].startswith(FAMILIES)
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_the_file_says_what_it_is(booklet: Booklet) -> None:
    catalog, told = booklet.reader.root_object, booklet.reader.metadata

    assert told is not None
    assert (told.title, told.author) == ("Gör din kommun hållbar!", "Hållbarhetsrådet")
    assert {str(told["/CreationDate"]), str(told["/ModDate"])} == {"D:20261124"}
    assert str(catalog["/Lang"]) == "sv"
    assert str(catalog["/MarkInfo"]) == "{'/Marked': True}"
    assert str(catalog["/ViewerPreferences"]) == "{'/DisplayDocTitle': True}"


def test_every_page_is_a5(booklet: Booklet) -> None:
    assert {(round(float(p.mediabox.width), 1), round(float(p.mediabox.height), 1)) for p in booklet.reader.pages} == {
        (419.5, 595.3)
    }


@pytest.mark.parametrize("flavour", verapdf.NAMES)
def test_the_booklet_is_pdf_ua_1_and_pdf_a_2a(
    booklet: Booklet, flavour: str, record_property: Callable[[str, object], None]
) -> None:
    assert verapdf.failures(booklet.path, flavour) == ()
    record_property("audit", f"First edition: veraPDF has nothing against {verapdf.NAMES[flavour]}")


# ---------------------------------------------------------------- its tags


@pytest.fixture(scope="session")
def tags(booklet: Booklet) -> tagtree.Tagged:
    return tagtree.tagged(booklet.path)


def test_the_texts_in_the_order_of_the_tags_are_the_articles_in_order(booklet: Booklet, tags: tagtree.Tagged) -> None:
    """Word for word, from the Markdown: without its notes, which stand at the foot of a page, and without what print adds."""
    order = sorted((page, title) for title, page in booklet.contents().items() if title in _titles_in("articles"))
    read = "".join(tag.text(without=("Note", "Reference", "Lbl", "Figure")) for tag in tags.root.all() if tag.kind == "Art")
    read = re.sub(r"\(se\s*sidan\s*\d+\)", "", read.replace("\u00a0", " "))
    sources = {_title_of(path): path for path in (ROOT / "content/articles").glob("*.md")}

    at = 0
    for _, title in order:
        words = _bare(_words_of(sources[title]))
        found = _bare(read).find(words, at)
        assert found >= 0, f"{title}: not all of it, or in another order"
        at = found + len(words)


def _title_of(path: Path) -> str:
    found = re.search(r"^title: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return found[1].strip("\"'")


def _words_of(path: Path) -> str:
    """The words of an article's body, as its page on the web has them. Drawings have none, and notes stand elsewhere."""
    source = path.relative_to(ROOT).as_posix()
    with Memory(None) as memory:
        read = reread(ROOT, {source}, memory)
        assert read is not None
        html = str(read[0][source].body.html)
    return unescape(re.sub(r'<svg.*?</svg>|<sup class="note-ref".*?</sup>|<[^>]+>', "", html, flags=re.DOTALL))


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def test_lists_are_lists_and_cells_know_their_headers(tags: tagtree.Tagged) -> None:
    everything = list(tags.root.all())
    lists, items = ([tag for tag in everything if tag.kind == kind] for kind in ("L", "LI"))
    cells = [tag for tag in everything if tag.kind == "TD"]

    assert len(lists) > 80
    assert {kind for tag in lists for kind in tag.inside()} <= {"LI", "L", "Caption"}
    assert {tag.inside() for tag in items} <= {("LBody",), ("Lbl", "LBody")}
    assert len(cells) > 200
    headers = {tag.attributes["/ID"] for tag in everything if tag.kind == "TH"}
    for cell in cells:
        assert cell.attributes["/A"]["/Headers"]
        assert set(cell.attributes["/A"]["/Headers"]) <= headers


def test_pictures_have_words_and_notes_are_notes(tags: tagtree.Tagged) -> None:
    everything = list(tags.root.all())
    notes = [tag for tag in everything if tag.kind == "Note"]

    assert all(tag.attributes.get("/Alt") for tag in everything if tag.kind == "Figure")
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "content").rglob("*.md")]
    assert len(notes) == sum(len(re.findall(r"^\[\^", text, re.MULTILINE)) for text in texts)
    assert len({tag.attributes["/ID"] for tag in notes}) == len(notes)
    assert len([tag for tag in everything if tag.kind == "Reference"]) == len(notes)


def test_running_heads_and_page_numbers_stand_apart_from_the_text(booklet: Booklet, tags: tagtree.Tagged) -> None:
    for leaf in booklet.leaves:
        if leaf.folio:
            assert tags.apart[leaf.number].replace("\u00a0", " ").strip().endswith((leaf.folio, leaf.head)), leaf.number
            assert leaf.head in tags.apart[leaf.number]
        else:
            assert leaf.number not in tags.apart


def test_a_link_says_in_words_where_it_leads(booklet: Booklet) -> None:
    places = {name: booklet.reader.get_destination_page_number(at) for name, at in booklet.reader.named_destinations.items()}
    links = [link.get_object() for page in booklet.reader.pages for link in page.get("/Annots", ())]
    inward = [link for link in links if "/Dest" in link]

    assert len(inward) > 300
    titles = {*booklet.bookmarks(), *_titles_in("tools")}
    for link in inward:
        title, _, page = str(link["/Contents"]).rpartition(", sidan ")
        assert int(page) == (places[str(link["/Dest"])] or 0) + 1
        assert title in titles or "--" in str(link["/Dest"]), title
    for link in links:
        if "/A" in link:
            assert re.search(r"[\w-]+\.\w{2,}", str(link["/Contents"]))
            assert not str(link["/Contents"]).startswith("#")
