"""Documents and files -> an EPUB, with the page breaks of the printed booklet. Values in, equal bytes out.

The documents come filled from their layouts. Here they are looked at, told where pages begin, and packed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from posixpath import splitext
from xml.etree import ElementTree

from press.record import Record

FOLDER = "EPUB/"
PACKAGE = "innehall.opf"
TYPE = b"application/epub+zip"
CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    f'<rootfile full-path="{FOLDER}{PACKAGE}" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".svg": "image/svg+xml",
}
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP file knows: no file tells when it was made
COVER = "omslag.png"
_PART = re.compile(r"(<[^>]*>)")
_LETTER = re.compile(r"&[^;]*;|.", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')
_UNPAGED = re.compile(r'^<svg\b| data-unpaged=| class="note-ref"')

Turn = tuple[int, str, int]  # page, the anchor it begins in, and after how many letters of that


class PageBreak(Record, frozen=True):
    """Where a page of the booklet begins in the e-book."""

    number: int
    href: str  # artikel-lit.xhtml#sida-34


class Item(Record, frozen=True):
    """A file as the package lists it."""

    id: str
    name: str
    type: str
    properties: str = ""


# ---------------------------------------------------------------- pages


def paged(documents: Mapping[str, str], turns: Iterable[Turn]) -> tuple[dict[str, str], tuple[PageBreak, ...]]:
    """The documents with a mark where each page of the booklet begins, and these marks in their order.

    A page begins after so many letters and figures of the element with its anchor: spaces, hyphens and markup differ
    between the two, and what only one of them shows is not counted. A page whose beginning is not there is left out.
    """
    begins: dict[str, list[tuple[int, int]]] = {}
    for page, anchor, letters in turns:
        begins.setdefault(anchor, []).append((letters, page))
    found: list[PageBreak] = []
    result = {}
    for name, document in documents.items():
        parts, pages = _with_breaks(document, begins)
        result[name] = "".join(parts)
        found += [PageBreak(page, f"{name}#sida-{page}") for page in pages]
    return result, tuple(found)


def _with_breaks(document: str, begins: Mapping[str, list[tuple[int, int]]]) -> tuple[list[str], list[int]]:
    parts: list[str] = []
    pages: list[int] = []
    waiting: list[tuple[int, int]] = []
    letters = unpaged = 0  # counted in the present anchor; how deep inside of what is not counted

    def turn() -> None:
        page = waiting.pop(0)[1]
        pages.append(page)
        parts.append(f'<span epub:type="pagebreak" role="doc-pagebreak" id="sida-{page}" aria-label="Sida {page}"></span>')

    for part in _PART.split(document):
        if not part.startswith("<"):
            for sign in _LETTER.findall(part) if not unpaged else [part]:
                is_letter = not unpaged and unescape(sign).isalnum()
                while is_letter and waiting and waiting[0][0] <= letters:
                    turn()
                letters += is_letter
                parts.append(sign)
            continue
        parts.append(part)
        if part.startswith("</"):
            unpaged -= unpaged > 0
        elif not part.startswith(("<?", "<!")) and not part.endswith("/>") and (unpaged or _UNPAGED.search(part)):
            unpaged += 1
        anchor = _ID.search(part)
        if anchor and anchor[1] in begins:
            waiting, letters = sorted(begins[anchor[1]]), 0
            while waiting and waiting[0][0] == 0:
                turn()
    return parts, pages


# ---------------------------------------------------------------- what is wrong


def faults(documents: Mapping[str, str], files: Iterable[str]) -> Iterator[str]:
    """What no reader could show: markup that is no XML, an id twice, a link or a picture that leads nowhere. A sentence each."""
    trees = {}
    for name, document in documents.items():
        try:
            trees[name] = ElementTree.fromstring(document)  # noqa: S314  our own layouts' markup, no file of others
        except ElementTree.ParseError as fault:
            yield f"{name} is no XML: {fault}"
    ids = {name: [one for element in tree.iter() if (one := element.get("id"))] for name, tree in trees.items()}
    for name, some in ids.items():
        yield from (f'{name} has the id "{one}" twice' for one in sorted({one for one in some if some.count(one) > 1}))
    inside = {*documents, *files}
    for name, tree in trees.items():
        for element in tree.iter():
            for target in (element.get("href"), element.get("src")):
                if target is None or re.match(r"[a-z]+:", target):
                    continue
                file, _, fragment = target.partition("#")
                if (file or name) not in inside or (fragment and fragment not in ids.get(file or name, ())):
                    yield f'{name} refers to "{target}", which is not there'


# ---------------------------------------------------------------- the package


def items_of(documents: Mapping[str, str], files: Iterable[str]) -> tuple[Item, ...]:
    """Every file, as the package's manifest names it."""
    return tuple(
        [Item(_id_of(name), name, TYPES[".xhtml"], _properties(document)) for name, document in documents.items()]
        + [Item(_id_of(name), name, TYPES[splitext(name)[1]], "cover-image" if name == COVER else "") for name in files]
    )


def _id_of(name: str) -> str:
    """'typsnitt/source-serif-4-400.woff2' -> 'typsnitt-source-serif-4-400'."""
    stem, ending = splitext(name)
    return stem.replace("/", "-") if ending in {".xhtml", ".woff2"} else f"fil-{stem}".replace("/", "-")


def _properties(document: str) -> str:
    told = (("nav", 'epub:type="toc"'), ("svg", "<svg"))
    return " ".join(name for name, sign in told if sign in document)


def packed(package: str, documents: Mapping[str, str], files: Mapping[str, bytes]) -> bytes:
    """The file: its type first and as it is, so that it is known by its first bytes, then everything in a fixed order."""
    written = io.BytesIO()
    contents = {"META-INF/container.xml": CONTAINER.encode(), f"{FOLDER}{PACKAGE}": package.encode()}
    contents |= {f"{FOLDER}{name}": document.encode() for name, document in documents.items()}
    contents |= {f"{FOLDER}{name}": content for name, content in files.items()}
    with zipfile.ZipFile(written, "w") as file:
        _add(file, "mimetype", TYPE, zipfile.ZIP_STORED)
        for name, content in contents.items():
            _add(file, name, content, zipfile.ZIP_STORED if name.endswith((".woff2", ".png", ".jpg")) else zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _add(file: zipfile.ZipFile, name: str, content: bytes, method: int) -> None:
    one = zipfile.ZipInfo(name, EPOCH)
    one.compress_type, one.create_system, one.external_attr = method, 3, 0o644 << 16
    file.writestr(one, content, compresslevel=9)
