"""PDFs -> PDFs for paper. A room of pikepdf: pages are placed, cut and turned into inks, never set anew.

Equal input gives equal bytes: no clock, and the file's identifier is the hash of what it holds.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from press.make import imposition
from press.make.imposition import BLANK, Side

if TYPE_CHECKING:
    from pikepdf import Object, Page, Pdf

PT_A_MM = 72 / 25.4
A4_MM = (297.0, 210.0)  # lying
A5_MM = (148.0, 210.0)


# ---------------------------------------------------------------- sheets for an office printer


def sheets(booklet: bytes, first: bytes) -> tuple[bytes, int]:
    """The booklet as A4 sheets to be turned over about the short edge, and how many pages that are.

    The pages of `first`, which tell how, come before it on leaves of their own, and give the file its title and language.
    """
    from pikepdf import Dictionary, Name, Pdf

    with Pdf.open(io.BytesIO(booklet)) as source, Pdf.open(io.BytesIO(first)) as made:
        for key in ("/StructTreeRoot", "/MarkInfo", "/Metadata", "/Outlines", "/Names"):
            if key in made.Root:
                del made.Root[key]  # what they tell is true of the first pages alone
        if len(made.pages) % 2:
            made.add_blank_page(page_size=_points(*A4_MM))
        forms = [made.copy_foreign(page.as_form_xobject()) for page in source.pages]
        for sheet in imposition.sheets(imposition.padded(len(forms))):
            for side in (sheet.front, sheet.back):
                _place(made, made.add_blank_page(page_size=_points(*A4_MM)), forms, side)
        # What a print dialog offers from the start.
        made.Root.ViewerPreferences = Dictionary(
            DisplayDocTitle=True, Duplex=Name.DuplexFlipShortEdge, PrintScaling=Name("/None")
        )
        return _saved(made), len(made.pages)


def _place(made: Pdf, page: Page, forms: list[Object], side: Side) -> None:
    """Puts two pages on a side of a sheet, each against the fold."""
    from pikepdf import Dictionary, Stream

    fold = A4_MM[0] / 2
    parts = [("/Left", side.left, fold - A5_MM[0]), ("/Right", side.right, fold)]
    shown = [(name, forms[number - 1], at_mm) for name, number, at_mm in parts if number != BLANK]
    page.obj.Resources = Dictionary(XObject=Dictionary({name: form for name, form, _ in shown}))
    drawn = "\n".join(f"q 1 0 0 1 {at_mm * PT_A_MM:.3f} 0 cm {name} Do Q" for name, _, at_mm in shown)
    page.obj.Contents = Stream(made, drawn.encode())


def _points(*millimetres: float) -> tuple[float, float]:
    width, height = (round(mm * PT_A_MM, 3) for mm in millimetres)
    return width, height


def _saved(made: Pdf) -> bytes:
    from pikepdf import ObjectStreamMode

    file = io.BytesIO()
    made.save(file, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, compress_streams=True)
    return file.getvalue()
