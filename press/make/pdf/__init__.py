"""HTML -> a tagged PDF (PDF/UA-1). The only folder that knows WeasyPrint.

What comes in is the markup and the files it may use; nothing else is read: no network, no other file, no system font.
What WeasyPrint only logs, or passes over in silence, is a warning of the result.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from press.make.pdf import tagging
from press.make.pdf.composition import compose, whole_lines
from press.make.pdf.faults import log, lost_links, said
from press.make.pdf.files import BASE, Asked
from press.make.pdf.fonts import fonts_brought, own_fonts_only, unknown_fonts
from press.make.pdf.hyphens import compounds
from press.make.pdf.layout import gather_links, laid_out, turn_outward, without_collector
from press.make.pdf.machine import PdfUnavailable, engine, library
from press.make.pdf.places import places_of, turns_of
from press.make.pdf.turns import undivided
from press.record import Record

if TYPE_CHECKING:
    from weasyprint import Document

__all__ = ("PdfUnavailable", "Result", "engine", "pdf_of")


class Result(Record, frozen=True):
    content: bytes
    pages: int
    places: Mapping[str, tuple[int, int]]  # anchor -> its first and last page
    turns: tuple[tuple[int, str, int], ...]  # where each page begins: `places.turns_of`
    warnings: tuple[str, ...]  # each once, in the order in which they were found


def pdf_of(html: str, files: Mapping[str, Path], *, is_for_press: bool = False) -> Result:
    """The PDF of a page of HTML. Equal input gives equal bytes, wherever the files lie.

    For the press it has no tags: such a PDF is not for readers but for paper. `files` maps addresses
    ('layouts/booklet/booklet.css') to where they lie. Raises PdfUnavailable.
    """
    with own_fonts_only():
        weasyprint = library()
        if not any(fonts_brought(files)):  # Pango ends the whole program where it finds no font at all
            return Result(b"", 0, {}, (), ("no @font-face of its style sheets brings a font",))
        asked = Asked(files, is_for_press)
        with (
            log() as logged,
            compounds(html),
            whole_lines(),
            tagging.page_references_once(),
            tagging.notes_as_notes(),
            without_collector(),
        ):
            source = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=asked.fetcher(weasyprint.URLFetcher))
            with undivided():
                document = laid_out(source, logged)
            compose(document)
            turn_outward(document)
            gather_links(document)
            if is_for_press:
                content = document.write_pdf()
            else:
                tagging.with_ua(document.metadata)
                content = _written(document, source)
    found = (*asked.refused, *said(logged, asked.refused), *unknown_fonts(document, html, files), *lost_links(document))
    return Result(content, len(document.pages), places_of(document), turns_of(document), tuple(dict.fromkeys(found)))


def _written(document: Document, source: Any) -> bytes:
    def finish(document: Document, pdf: Any) -> None:
        tagging.finished(document, pdf, source.etree_element, places_of(document))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves the colour profile's file to be closed by itself
        content: bytes = document.write_pdf(pdf_variant=tagging.VARIANT, finisher=finish)
    return content
