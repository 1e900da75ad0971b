"""PDFs for paper, read again as a printer's program would."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from press.make import prepress
from press.make.imposition import padded, sheets
from press.make.prepress import A4_MM, A5_MM, PT_A_MM


def a_pdf(pages: int, *, size_mm: tuple[float, float] = A5_MM) -> bytes:
    """A PDF whose pages show their numbers."""
    with pikepdf.new() as made:
        font = made.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        for number in range(1, pages + 1):
            page = made.add_blank_page(page_size=(size_mm[0] * PT_A_MM, size_mm[1] * PT_A_MM))
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            page.obj.Contents = pikepdf.Stream(made, f"BT /F 40 Tf 200 300 Td ({number}) Tj ET".encode())
        file = io.BytesIO()
        made.save(file)
    return file.getvalue()


def numbers_on(content: bytes) -> list[tuple[int, int]]:
    """The numbers on the left and the right half of each page; 0 where there is none."""
    found = []
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            text = page.get_textpage()
            width, height = page.get_size()
            left = text.get_text_bounded(0, 0, width / 2, height).strip()
            right = text.get_text_bounded(width / 2, 0, width, height).strip()
            found.append((int(left or 0), int(right or 0)))
            text.close()
            page.close()
    return found


@pytest.mark.parametrize("pages", [4, 6, 17, 64])
def test_each_side_of_a_sheet_shows_the_two_pages_that_folding_asks_for(pages: int) -> None:
    content, many = prepress.sheets(a_pdf(pages), a_pdf(1, size_mm=A4_MM))

    wanted = [(side.left, side.right) for sheet in sheets(padded(pages)) for side in (sheet.front, sheet.back)]
    assert numbers_on(content)[2:] == wanted
    assert many == 2 + len(wanted)


def test_what_comes_first_is_turned_with_the_rest_whether_it_has_one_page_or_two() -> None:
    for pages in (1, 2):
        content, many = prepress.sheets(a_pdf(4), a_pdf(pages, size_mm=A4_MM))

        assert many == 4
        assert numbers_on(content)[2:] == [(4, 1), (2, 3)]


def test_equal_pdfs_give_equal_sheets() -> None:
    first = a_pdf(1, size_mm=A4_MM)

    assert prepress.sheets(a_pdf(8), first) == prepress.sheets(a_pdf(8), first)
