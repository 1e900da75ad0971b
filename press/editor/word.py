"""A Word document (DOCX) -> HTML, after it has been looked through: the only file that knows mammoth and defusedxml.

A DOCX is a zip of XML. Nothing of it is unpacked to disk, nothing outside it is fetched, and what could explode is refused
before the library that reads it sees it: too many parts, parts that are large when unpacked, document types and entities.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from press.problems import ContentError, Problem, problem
from press.record import Record

MOST_PARTS = 2_000
PART_MB, WHOLE_MB = 10, 100  # unpacked: an XML part, and all parts together
_MB = 1_000_000
_CHUNK = 65_536
STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Rubrik'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
p[style-name='Block Text'] => blockquote:fresh
"""


class Converted(Record, frozen=True):
    html: str
    pictures: int  # that were left out


def html_of(content: bytes, path: str) -> Converted:
    """The document as HTML. Raises ContentError when it can't be read, or holds what no text program writes."""
    import mammoth

    _look_through(content, path)
    pictures = 0

    def leave_out(_: object) -> list[object]:
        nonlocal pictures
        pictures += 1
        return []

    try:
        told = mammoth.convert_to_html(
            io.BytesIO(content),
            style_map=STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=leave_out,
        )
    except RecursionError:
        raise ContentError(_unsafe(path, "elements nested in each other without end")) from None
    except Exception as fault:  # the library raises whatever its reading runs into
        raise ContentError(problem("import-broken", path, says=f"{type(fault).__name__}: {fault}"[:200])) from None
    return Converted(str(told.value), pictures)


def _look_through(content: bytes, path: str) -> None:
    """Raises ContentError for what could do harm, before anything is made of the document."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            _look_at(parts, path)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as fault:
        raise ContentError(problem("import-broken", path, says=str(fault)[:200] or type(fault).__name__)) from None


def _look_at(parts: zipfile.ZipFile, path: str) -> None:
    infos = parts.infolist()
    names = {info.filename for info in infos}
    if len(infos) > MOST_PARTS:
        raise ContentError(_unsafe(path, f"{len(infos)} parts"))
    if len(names) < len(infos):
        raise ContentError(_unsafe(path, "two parts of one name"))
    if any(info.flag_bits & 1 for info in infos):
        raise ContentError(problem("import-locked", path))
    if "word/document.xml" not in names and not any(name.startswith("word/") for name in names):
        raise ContentError(problem("import-kind", path, found="a zip file that is no Word document"))
    left = WHOLE_MB * _MB
    for info in infos:
        is_xml = info.filename.lower().endswith((".xml", ".rels"))
        raw = _unpacked(parts, info, min(left, PART_MB * _MB) if is_xml else left, path, keep=is_xml)
        left -= len(raw) if is_xml else info.file_size
        if is_xml and (says := _harm_in(raw)):
            raise ContentError(_unsafe(path, f"{info.filename}: {says}"))


def _unpacked(parts: zipfile.ZipFile, info: zipfile.ZipInfo, most: int, path: str, *, keep: bool) -> bytes:
    """A part's bytes (none of a picture's), unpacked no further than allowed, whatever size it says it has."""
    kept, size = [], 0
    with parts.open(info) as part:
        while chunk := part.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise ContentError(_unsafe(path, f"{info.filename}: more than {most // _MB} MB when unpacked"))
            if keep:
                kept.append(chunk)
    return b"".join(kept)


def _harm_in(raw: bytes) -> str:
    """What of an XML part could do harm: a document type, an entity. What is no XML is told by the reading itself."""
    from xml.sax import SAXParseException
    from xml.sax.handler import ContentHandler

    from defusedxml import DefusedXmlException, sax

    try:
        sax.parseString(raw, ContentHandler(), forbid_dtd=True)
    except DefusedXmlException as fault:
        return f"a document type or an entity ({type(fault).__name__})"
    except SAXParseException:
        return ""
    return ""


def _unsafe(path: str, found: str) -> Problem:
    return problem("import-unsafe", path, found=found)
