"""HTML -> a tagged PDF (PDF/UA-1). The only file that knows WeasyPrint.

What comes in is the markup and the files it may use; nothing else is read: no network, no other file, no system font.
What WeasyPrint only logs, or passes over in silence, is a warning of the result.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import posixpath
import re
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from press.make import pictures, tagging
from press.record import Record, field

if TYPE_CHECKING:
    from weasyprint import Document

# Relative addresses are resolved against this. It is no path of the machine, and `.invalid` is nobody's (RFC 2606).
BASE = "https://booklet.invalid/"
DRAWING = "data:image/svg+xml,"  # a drawing whose markup is its address: it comes with the page, nothing is fetched
_PACKAGES = ("weasyprint", "pydyf", "fonttools", "pyphen", "tinycss2", "tinyhtml5")
_LIBRARIES = {  # what shapes and breaks lines: the C functions that tell their versions
    "pango_version_string": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "hb_version_string": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
}
PICTURES = "content/images/"  # the editors' own: they go into the PDF upright, and without what the camera knew
_TYPES = {".css": "text/css", ".woff2": "font/woff2", ".png": "image/png", ".webp": "image/webp", ".svg": "image/svg+xml"}
_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
_DESCRIPTOR = re.compile(r"font-(family|weight|style)\s*:\s*[\"']?([^;\"']+)")
_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_SVG_FAMILY = re.compile(r'font-family(?:="|%3D%22)(.*?)(?:"|%22)')
_DRAWN = re.compile(rf"'?{re.escape(DRAWING)}[^\s']*'?")
_PARTS = re.compile(r'<meta name="compound-parts" content="([^"]*)"')
_LANGUAGE = re.compile(r'<html lang="([^"]*)"')
_LONG_WORD = re.compile(r"[^\W\d_]{8,}")
SHORTEST_PART = 4  # letters, as the style sheet's hyphenate-limit-chars has it
_HYPHEN = "-"
MOST_LAYOUTS = 4
PAGES_A_TARGET = 3  # as many figures are guessed: one too many costs nothing, one too few another layout
_LEADS_TO = ("https:", "http:", "mailto:", "tel:")
_TO = "–"  # between the first and the last page of a range
PX_A_MM = 96 / 25.4
Face = tuple[str, int, str]  # family, weight, style


class PdfUnavailable(Exception):  # noqa: N818  it says how the machine is, not what went wrong
    """This machine can't make a PDF: a library that WeasyPrint needs is missing."""


class Result(Record, frozen=True):
    content: bytes
    pages: int
    places: Mapping[str, tuple[int, int]]  # anchor -> its first and last page
    turns: tuple[tuple[int, str, int], ...]  # where each page begins: `_turns`
    warnings: tuple[str, ...]  # each once, in the order in which they were found


def engine() -> dict[str, str]:
    """The versions that decide where lines break, so that a PDF's key changes with them. Costs no import of WeasyPrint."""
    found = {}
    for name in _PACKAGES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found | {function: _library_version(function, names) for function, names in _LIBRARIES.items()}


def _library_version(function: str, names: Iterable[str]) -> str:
    """What a C library says of itself; empty when it is missing."""
    for name in names:
        with suppress(OSError, AttributeError):
            told = getattr(ctypes.CDLL(name), function)
            told.restype = ctypes.c_char_p
            return str(told().decode())
    return ""


def pdf_of(html: str, files: Mapping[str, Path], *, is_for_press: bool = False) -> Result:
    """The PDF of a page of HTML. Equal input gives equal bytes, wherever the files lie.

    For the press it has no tags: such a PDF is not for readers but for paper. `files` maps addresses
    ('layouts/booklet/booklet.css') to where they lie. Raises PdfUnavailable.
    """
    with _own_fonts_only():
        weasyprint = _weasyprint()
        if not any(_fonts_brought(files)):  # Pango ends the whole program where it finds no font at all
            return Result(b"", 0, {}, (), ("no @font-face of its style sheets brings a font",))
        asked = _Asked(files)
        with _log() as log, _compounds(html), _page_references_once(), tagging.notes_as_notes(), _without_collector():
            source = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=asked.fetcher(weasyprint.URLFetcher))
            document = _laid_out(source, log)
            _turn_outward(document)
            _gather_links(document)
            if is_for_press:
                content = document.write_pdf()
            else:
                tagging.with_ua(document.metadata)
                content = _written(document, source)
    found = (*asked.refused, *_said(log, asked.refused), *_unknown_fonts(document, html, files), *_lost_links(document))
    return Result(content, len(document.pages), _places(document), _turns(document), tuple(dict.fromkeys(found)))


def ready() -> None:
    """Does beforehand what the first PDF of a process would wait for. Raises PdfUnavailable."""
    _weasyprint()


def _written(document: Document, source: Any) -> bytes:
    def finish(document: Document, pdf: Any) -> None:
        tagging.finished(document, pdf, source.etree_element, _places(document))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves the colour profile's file to be closed by itself
        content: bytes = document.write_pdf(pdf_variant=tagging.VARIANT, finisher=finish)
    return content


def _weasyprint() -> Any:  # its own types are looser than ours
    """WeasyPrint, imported here because that takes half a second. Raises PdfUnavailable."""
    if "weasyprint" not in sys.modules:
        with warnings.catch_warnings(), open(os.devnull, "w", encoding="utf-8") as nowhere:
            warnings.simplefilter("ignore")  # "No fonts configured": as it should be, the booklet brings its own
            before, sys.stdout = sys.stdout, nowhere  # it prints advice of its own before it fails
            try:
                import weasyprint  # noqa: F401  asked for below, where it is known to be there
            except OSError as fault:
                raise PdfUnavailable(str(fault).split("\n", 1)[0].partition(":")[0]) from None
            finally:
                sys.stdout = before
    from weasyprint.text import ffi

    if ffi.harfbuzz_subset is None:  # it would take fontTools instead: other bytes than elsewhere
        raise PdfUnavailable("HarfBuzz-Subset is missing")
    return sys.modules["weasyprint"]


@contextmanager
def _own_fonts_only() -> Iterator[None]:
    """While this lasts, Fontconfig knows no font of the machine: a missing glyph shows, and shows everywhere alike."""
    before = os.environ.get("FONTCONFIG_FILE")
    with TemporaryDirectory(prefix="press-fonts-") as folder:
        config = Path(folder) / "fonts.conf"
        config.write_text(
            '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
            f"<fontconfig><cachedir>{folder}</cachedir></fontconfig>\n",
            encoding="utf-8",
        )
        os.environ["FONTCONFIG_FILE"] = str(config)
        try:
            yield
        finally:
            del os.environ["FONTCONFIG_FILE"]
            if before is not None:
                os.environ["FONTCONFIG_FILE"] = before


@contextmanager
def _page_references_once() -> Iterator[None]:
    """While this lasts, pydyf lists a document's pages once, not anew for each tagged element.

    Tagged writing is quadratic otherwise (docs/upstream.md). The property is public; what it gives stays the same.
    """
    import pydyf

    plain = pydyf.PDF.page_references
    kept: dict[int, tuple[object, int, tuple[bytes, ...]]] = {}  # the document, how many pages it had, their references

    def page_references(pdf: Any) -> tuple[bytes, ...]:
        known = kept.get(id(pdf))
        many = len(pdf.pages["Kids"])
        if known is None or known[0] is not pdf or known[1] != many:
            known = kept[id(pdf)] = (pdf, many, plain.fget(pdf))
        return known[2]

    pydyf.PDF.page_references = property(page_references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = plain


@contextmanager
def _without_collector() -> Iterator[None]:
    """While this lasts, no garbage is collected: the boxes of a layout are all in use, and looking at them again and
    again costs a tenth of the whole."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


# ---------------------------------------------------------------- the files it may use


class _Asked(Record):
    """Hands out the given files and refuses all else, remembering what was refused."""

    files: Mapping[str, Path]
    refused: list[str] = field(default_factory=list)

    def fetcher(self, base: Any) -> Any:
        """An object that WeasyPrint accepts as its fetcher: it must be of its class."""
        answer = self.answer

        class OwnFiles(base):  # type: ignore[misc]  # a class that is known when WeasyPrint is
            def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
                return answer(url)

        return OwnFiles()

    def answer(self, url: str) -> Any:
        from weasyprint.urls import URLFetcherResponse

        if url.startswith(DRAWING):
            return URLFetcherResponse(url, unquote(url.removeprefix(DRAWING)).encode(), {"Content-Type": "image/svg+xml"})
        name = unquote(url.removeprefix(BASE))
        path = self.files.get(name) if url.startswith(BASE) else None
        if path is None:
            self.refused.append(f'"{name}" is not among its files')
            raise ValueError(self.refused[-1])
        if name.startswith(PICTURES):
            try:
                content, kind = pictures.in_print(path.read_bytes())
            except (OSError, SyntaxError, ValueError) as fault:
                self.refused.append(f'"{name}" is damaged: {fault}')
                raise ValueError(self.refused[-1]) from None
            return URLFetcherResponse(url, content, {"Content-Type": kind})
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _TYPES.get(path.suffix.lower(), "image/jpeg")})


# ---------------------------------------------------------------- the layout


@contextmanager
def _compounds(html: str) -> Iterator[None]:
    """While this lasts, long words are divided before the parts that the page names, and nowhere near:
    "medborgar-utskott", where the patterns would have "medborgarut-skott"."""
    import pyphen

    named = _PARTS.search(html)
    language = _LANGUAGE.search(html)
    if not named or not language or language[1] not in pyphen.LANGUAGES:
        yield
        return
    patterns = pyphen.Pyphen(lang=language[1]).hd
    part = re.compile("|".join(sorted(map(re.escape, named[1].lower().split()), key=len, reverse=True)))
    before = dict(patterns.cache)
    for word in set(_LONG_WORD.findall(html.lower())):
        seams = [found.start() for found in part.finditer(word) if found.start() >= SHORTEST_PART]
        others = [at for at in patterns.positions(word) if all(abs(at - seam) >= SHORTEST_PART for seam in seams)]
        if seams:
            patterns.cache[word] = sorted([*others, *(pyphen.DataInt(seam) for seam in seams)])
    try:
        yield
    finally:
        patterns.cache = before


def _laid_out(source: Any, log: list[str]) -> Document:
    """The pages, with the true page numbers in each link that shows some, and no word divided by a turn of the page.

    A link inward carries a guess that the style sheet prints: data-page="00" where its target begins, "00–00" from its
    first page to its last. Where the true number has no more figures, it takes the guess's place in the finished lines.
    WeasyPrint's own `target-counter` would lay out most pages three times. Otherwise, and where a page ends in a hyphen,
    the whole is laid out again.
    """
    links = [link for link in source.etree_element.iter("a") if link.get("data-page")]
    ranges = {link for link in links if _TO in link.get("data-page")}
    figures = "0" * max(2, len(str(PAGES_A_TARGET * len({link.get("href") for link in links}))))
    for link in links:
        link.set("data-page", f"{figures}{_TO}{figures}" if link in ranges else figures)
    for _ in range(MOST_LAYOUTS):
        log.clear()
        document: Document = source.render()
        places = _places(document)
        guesses = {link: link.get("data-page") for link in links}
        for link in links:
            first, last = places.get(_target(link), (0, 0))
            link.set("data-page", f"{first}{_TO}{last}" if link in ranges and first != last else str(first))
        divided = _without_hyphens(document)
        if not divided and all(len(guess) >= len(link.get("data-page")) for link, guess in guesses.items()):
            break
    _tell_pages(document, guesses)
    return document


def _target(link: Any) -> str:
    return str(link.get("href")).removeprefix("#")


def _places(document: Document) -> dict[str, tuple[int, int]]:
    """The first and the last page on which something of each anchor's element stands: 'artikel-lit' -> (34, 36)."""
    found: dict[str, tuple[int, int]] = {}
    for number, page in enumerate(document.pages, 1):
        for name in page.anchors:
            found[name] = (found.get(name, (number, number))[0], number)
    return dict(sorted(found.items()))


def _turns(document: Document) -> tuple[tuple[int, str, int], ...]:
    """Where each page begins in the text: its number, the anchor it begins in, and after how many letters of that.

    So another edition of the same text can show the same pages. An anchor is an element's id without "--", which parts
    the id of a text's own heading. Letters are letters and figures of the running text; of hyphens, list marks, notes,
    and what the style sheet adds, there are none. Pages with nothing of all that are left out.
    """
    found: list[tuple[int, str, int]] = []
    met: set[str] = set()
    anchor, letters = "", 0
    for number, page in enumerate(document.pages, 1):
        has_begun = False
        for box in _flow(page):
            name = str(box.element.get("id") or "") if box.element is not None and box.element_tag == box.element.tag else ""
            is_new = bool(name) and "--" not in name and name not in met
            count = sum(map(str.isalnum, getattr(box, "text", "")))
            if is_new:
                met.add(name)
                anchor, letters = name, 0
            if (is_new or count) and not has_begun:
                has_begun = True
                found.append((number, anchor, letters))
            letters += count
    return tuple(found)


def _flow(page: Any) -> Iterator[Any]:
    """The boxes of a page's running text, without what the style sheet adds to it."""
    from weasyprint.formatting_structure import boxes

    for child in page._page_box.children:
        if not isinstance(child, boxes.MarginBox | boxes.FootnoteAreaBox):
            for box in (child, *child.descendants(placeholders=True)):
                if "::" not in str(box.element_tag):
                    yield box


def _tell_pages(document: Document, guesses: Mapping[Any, str]) -> None:
    """Puts the true numbers into the finished lines. Where they are shorter the line is drawn together:
    towards its right edge where it is set so, and where it is nothing but a number."""
    from weasyprint.formatting_structure import boxes

    for line in (box for box in _boxes(document) if isinstance(box, boxes.LineBox)):
        freed = 0.0
        for box in line.children:
            freed = _told(box, guesses, freed)
        is_alone = len([box for box in line.descendants() if isinstance(box, boxes.TextBox)]) == 1
        if freed and (is_alone or line.style["text_align_all"] == "right"):
            for box in line.children:
                box.translate(freed, 0)


def _told(box: Any, guesses: Mapping[Any, str], freed: float) -> float:
    """A box of a line with its true numbers, moved by what those before it have freed; how much is free after it."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder
    from weasyprint.text.line_break import line_size

    if isinstance(box, AbsolutePlaceholder):
        return freed
    if not isinstance(box, boxes.InlineBox | boxes.TextBox):
        box.translate(-freed, 0)
        return freed
    before = freed
    box.position_x -= freed
    if isinstance(box, boxes.InlineBox):
        for child in box.children:
            freed = _told(child, guesses, freed)
        box.width -= freed - before
        return freed
    guess = guesses.get(box.element) if str(box.element_tag).endswith("::after") else None
    if guess and guess != box.element.get("data-page"):
        layout, room = box.pango_layout, box.width
        box.text = layout.text = box.text.replace(guess, box.element.get("data-page"))
        layout.reactivate(box.style)
        box.width, _ = line_size(layout.get_first_line()[0], box.style)
        layout.deactivate()
        freed += room - box.width
    return freed


def _without_hyphens(document: Document) -> bool:
    """Tells the paragraphs whose page ends in a hyphen to do without any; whether there were some.

    WeasyPrint has no `hyphenate-limit-last`.
    """
    divided = False
    for page in document.pages:
        for paragraph in _divided(page):
            paragraph.element.set("style", "hyphens: manual")
            divided = True
    return divided


def _divided(page: Any) -> Iterator[Any]:
    """The paragraphs whose last line on a page ends in a hyphen: no text ends so, the paragraph goes on overleaf."""
    from weasyprint.formatting_structure import boxes

    for box in page._page_box.descendants():
        lines = [line for line in box.children if isinstance(line, boxes.LineBox)]
        if lines and box.element_tag in {"p", "li", "dd"}:
            texts = [text for text in lines[-1].descendants() if isinstance(text, boxes.TextBox)]
            if texts and texts[-1].pango_layout.text.endswith(_HYPHEN):
                yield box


def _boxes(document: Document) -> Iterator[Any]:
    for page in document.pages:
        yield from page._page_box.descendants(placeholders=True)


def _gather_links(document: Document) -> None:
    """Links can be clicked where they stand now: they were gathered before lines were drawn together."""
    from weasyprint.anchors import gather_anchors

    for page in document.pages:
        page.links.clear()
        gather_anchors(page._page_box, {}, page.links, [], {None: []})


def _turn_outward(document: Document) -> None:
    """Moves what stands in the outer margin to the other side of the text on right pages.

    CSS knows no outside. Such an element says how far: data-outside-mm.
    """
    for right_page in document.pages[::2]:
        moved = set()  # an element's outermost box comes first, and takes its inner ones along
        for box in right_page._page_box.descendants(placeholders=True):
            far = box.element.get("data-outside-mm") if box.element is not None else None
            if far and box.element not in moved:
                moved.add(box.element)
                box.translate(float(far) * PX_A_MM, 0)


# ---------------------------------------------------------------- what is wrong


@contextmanager
def _log() -> Iterator[list[str]]:
    """What WeasyPrint logs as a warning or worse while this lasts; nothing of it reaches the terminal."""
    said: list[str] = []
    logger = logging.getLogger("weasyprint")
    before = logger.handlers[:], logger.propagate, logger.level

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    logger.handlers, logger.propagate = [Listener(logging.WARNING)], False
    logger.setLevel(logging.WARNING)
    try:
        yield said
    finally:
        logger.handlers, logger.propagate = before[0], before[1]
        logger.setLevel(before[2])


def _said(log: Iterable[str], refused: Iterable[str]) -> Iterator[str]:
    """Its sentences, short: on one line, without our base address, and not again what was refused."""
    told = tuple(refused)
    for sentence in log:
        if not any(one in sentence for one in told):
            yield re.sub(r"\s+", " ", _DRAWN.sub("a drawing", sentence)).replace(BASE, "").strip(" .:")


def _unknown_fonts(document: Document, html: str, files: Mapping[str, Path]) -> Iterator[str]:
    """Fonts that the text asks for and no @font-face names: another would silently take their place."""
    faces = {face for path in files.values() if path.suffix == ".css" for face in _faces(path.read_text(encoding="utf-8"))}
    families = {family for family, _, _ in faces}
    for family, weight, style in sorted(_used_faces(document)):
        if family not in families:
            yield f'no @font-face names the font "{family}"'
        elif (family, weight, style) not in faces:
            yield f'no @font-face gives "{family}" in {weight} {style}'
    for family in sorted({unquote(found).split(",")[0].strip() for found in _SVG_FAMILY.findall(html)} - families):
        yield f'no @font-face names the font "{family}"'


def _faces(css: str) -> Iterator[Face]:
    for block in _FACE.findall(css):
        told = {name: value.strip() for name, value in _DESCRIPTOR.findall(block)}
        weight = told.get("weight", "400")
        yield told.get("family", ""), int(weight) if weight.isdigit() else 400, told.get("style", "normal")


def _fonts_brought(files: Mapping[str, Path]) -> Iterator[str]:
    """The font files that style sheets name and that are there."""
    for address, path in files.items():
        if path.suffix == ".css":
            for block in _FACE.findall(path.read_text(encoding="utf-8")):
                for url in _URL.findall(block):
                    font = posixpath.normpath(posixpath.join(posixpath.dirname(address), url))
                    if font in files:
                        yield font


def _used_faces(document: Document) -> set[Face]:
    from weasyprint.formatting_structure import boxes

    found = set()
    for box in _boxes(document):
        if isinstance(box, boxes.TextBox) and box.text.strip():
            found.add((box.style["font_family"][0], int(box.style["font_weight"]), str(box.style["font_style"])))
    return found


def _lost_links(document: Document) -> Iterator[str]:
    """Links that lead to no page of the web: into the machine, or, when they are relative, to our base address."""
    for page in document.pages:
        for kind, target, *_ in page.links:
            if kind == "external" and (str(target).startswith(BASE) or not str(target).startswith(_LEADS_TO)):
                yield f'a link leads to "{str(target).removeprefix(BASE)}", which is no address'
