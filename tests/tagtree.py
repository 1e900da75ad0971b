"""A PDF's tags as a screen reader walks them: what each element is, and its text in reading order."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from pypdf import PdfReader

from press.record import Record


class Tag(Record, frozen=True):
    kind: str  # P, H2, Link, ...
    page: int
    attributes: dict[str, Any]
    kids: tuple[Any, ...]  # tags and texts, in order

    def all(self) -> Iterator[Tag]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.all()

    def text(self, without: tuple[str, ...] = ()) -> str:
        return "".join(
            kid.text(without) if isinstance(kid, Tag) else kid
            for kid in self.kids
            if not (isinstance(kid, Tag) and kid.kind in without)
        )

    def inside(self) -> tuple[str, ...]:
        return tuple(kid.kind for kid in self.kids if isinstance(kid, Tag))


class Tagged(Record, frozen=True):
    root: Tag
    apart: dict[int, str]  # page -> its text that stands in no tag


def tagged(path: Path) -> Tagged:
    reader = PdfReader(path)
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, 1) if page.indirect_reference}
    texts = _marked(path)

    def tag(element: Any, page: int) -> Tag:
        page = pages[element.raw_get("/Pg").idnum] if "/Pg" in element else page
        kids: list[Any] = []
        for kid in (one.get_object() for one in element.get("/K", ())):
            if isinstance(kid, int):
                kids.append(texts.pop((page, int(kid)), ""))
            elif kid.get("/S"):
                kids.append(tag(kid, page))
        attributes = {name: element[name] for name in ("/Alt", "/A", "/ID") if name in element}
        return Tag(str(element["/S"])[1:], page, attributes, tuple(kids))

    (document,) = reader.root_object["/StructTreeRoot"]["/K"]  # type: ignore[index]
    root = tag(document.get_object(), 1)
    assert not [place for place in texts if place[1] >= 0], "marked text that stands in no tag"
    return Tagged(root, {page: text for (page, _), text in texts.items()})


def _marked(path: Path) -> dict[tuple[int, int], str]:
    """The text of each piece of marked content, by page and number; -1 is what has none."""
    found: dict[tuple[int, int], str] = {}
    document = pypdfium2.PdfDocument(path)
    for number, page in enumerate(document, 1):
        words = page.get_textpage()
        for place in range(pdfium.FPDFPage_CountObjects(page.raw)):
            thing = pdfium.FPDFPage_GetObject(page.raw, place)
            if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_TEXT:
                mark = pdfium.FPDFPageObj_GetMarkedContentID(thing)
                found[number, mark] = found.get((number, mark), "") + _text(thing, words)
    return found


def _text(thing: Any, words: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(thing, words.raw, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFTextObj_GetText(thing, words.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: size - 2].decode("utf-16-le")
