"""The booklet of a publication whose texts are as awkward as the rules allow: nothing runs out, nothing lies upon another."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2
import pytest

from press.make import pdf
from tests import stress
from tests.bench.booklet import html_of
from tests.test_booklet import FOOT_MM, INNER_MM, OUTER_MM, WIDTH_MM, Booklet, read

pytestmark = pytest.mark.xdist_group("pdf")

MM_PT = 72 / 25.4
HEIGHT_MM = 210
Box = tuple[float, float, float, float]  # left, top, right, bottom: mm from the page's corner


@pytest.fixture(scope="module")
def booklet(tmp_path_factory: pytest.TempPathFactory) -> Booklet:
    project = tmp_path_factory.mktemp("stress")
    stress.write(project)
    made = pdf.pdf_of(*html_of(project))
    assert made.warnings == ()
    path = project / "booklet.pdf"
    path.write_bytes(made.content)
    return read(path)


def boxes_of(booklet: Booklet) -> Iterator[tuple[int, list[Box]]]:
    """Where the words of each page stand, from the contents to the registers."""
    document = pypdfium2.PdfDocument(booklet.path)
    last = next(leaf.number for leaf in booklet.leaves if leaf.titles() == ["Kommuner"])
    for number in range(5, last):
        text = document[number - 1].get_textpage()
        found = (text.get_rect(place) for place in range(text.count_rects()))
        yield number, [(x / MM_PT, HEIGHT_MM - top / MM_PT, r / MM_PT, HEIGHT_MM - y / MM_PT) for x, y, r, top in found]


def test_no_word_stands_outside_of_its_column_or_margin(booklet: Booklet) -> None:
    for number, boxes in boxes_of(booklet):
        left, right = (OUTER_MM, WIDTH_MM - INNER_MM) if number % 2 == 0 else (INNER_MM, WIDTH_MM - OUTER_MM)
        for box in boxes:
            is_beside = box[2] < left - 1 if number % 2 == 0 else box[0] > right + 1
            assert 3 < box[0] < box[2] < WIDTH_MM - 3, f"page {number}: {box}"
            assert is_beside or (left - 0.5 < box[0] and box[2] < right + 0.5), f"page {number}: {box}"
            assert box[3] < FOOT_MM + 0.5 or box[1] > FOOT_MM + 4, f"page {number}: {box}"


def test_no_words_lie_upon_others(booklet: Booklet) -> None:
    for number, boxes in boxes_of(booklet):
        for place, one in enumerate(boxes):
            for other in boxes[place + 1 :]:
                broad = min(one[2], other[2]) - max(one[0], other[0])
                high = min(one[3], other[3]) - max(one[1], other[1])
                assert broad < 0.6 or high < 1.2, f"page {number}: {one} and {other}"


def test_a_long_title_stands_whole_with_all_its_municipalities_beside_it(booklet: Booklet) -> None:
    articles = (leaf for leaf in booklet.leaves if leaf.margin and not leaf.is_opener())
    leaf = next(leaf for leaf in articles if stress.TITLE in " ".join(leaf.text.split()))

    beside = " ".join(leaf.margin)
    assert [name for name in stress.LONG_NAMES if name not in beside] == []


def test_a_table_over_pages_has_its_head_on_each(booklet: Booklet) -> None:
    pages = [leaf for leaf in booklet.leaves if re.search(r"^Åtgärd \d+ Ansvarig nämnd", leaf.text, re.MULTILINE)]

    assert len(pages) > 2
    for leaf in pages:
        assert "Åtgärd Ansvarig Kronor" in leaf.text, f"page {leaf.number}"
    rows = re.findall(r"^Åtgärd (\d+) ", "\n".join(leaf.text for leaf in pages), re.MULTILINE)
    assert rows == [str(number) for number in range(1, 61)]


def test_what_is_longer_than_half_a_page_begins_below_what_stands_before_it(booklet: Booklet) -> None:
    for words in ("En ruta längre än en halv sida", "Åtgärd 1 Ansvarig"):
        (leaf,) = (leaf for leaf in booklet.leaves if words in leaf.text)
        assert leaf.lines[0].text.startswith(("Kommun", "beslutade", "En tabell", "uppföljning", "remiss", "ningen")), words


def test_fifteen_tools_refer_to_the_article_that_uses_them(booklet: Booklet) -> None:
    references = [leaf for leaf in booklet.leaves if "landsbygdsutveckling i byar se sidan" in leaf.text.replace("\n", " ")]

    assert len(references) == 14  # its first tool is its chapter
