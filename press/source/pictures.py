"""The pictures that texts name -> size and digest of each, or what is wrong with it. Nothing is made here.

A picture is unpacked to its end, so that a cut one is found now and not by a reader; those that were whole are remembered.
What Pillow has no business with (a HEIC, a text) is known by its first bytes.
"""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from press.digest import digest
from press.model import Article, Picture, Text
from press.problems import Location, Problem, problem
from press.record import replace
from press.source.memory import Memory
from press.swedish import size as size_in_words

if TYPE_CHECKING:
    from PIL import Image

FOLDER = "content/images"
MOST_PIXELS = 60_000_000  # a larger picture is refused before it is unpacked
MOST_BYTES = 40_000_000
ENDINGS = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WebP": (".webp",), "SVG": (".svg",)}
_BRANDS = {b"heic": "HEIC", b"heix": "HEIC", b"hevc": "HEIC", b"mif1": "HEIC", b"msf1": "HEIC", b"avif": "AVIF", b"avis": "AVIF"}
_STARTS = {  # first bytes -> what it is
    b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"GIF8": "GIF", b"II*\0": "TIFF", b"MM\0*": "TIFF", b"BM": "BMP",
    b"%PDF": "PDF", b"8BPS": "PSD", b"\0\0\1\0": "ICO",
}  # fmt: skip
_ORIENTATION = 0x0112
# What Pillow raises for a file that is not as its format has it: found by changing bytes at random, as the tests do.
_DAMAGED = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, OverflowError, struct.error, MemoryError)
Sizes = dict[str, tuple[int, int, str]]  # picture -> width, height, digest


def pictures_of(project: Path, texts: Iterable[Text], stamp: str, memory: Memory, problems: list[Problem]) -> Sizes:
    """Size and digest of each picture that a text names, upright. Those that can't be shown are problems of that text.

    Only pictures that are not in `memory` are unpacked. `stamp` is what this reading hangs on beside their content.
    """
    named: dict[str, tuple[str, Picture]] = {}
    for text in texts:
        image = text.image if isinstance(text, Article) else None
        for picture in (*text.body.pictures, *((image,) if image else ())):
            named.setdefault(picture.file, (text.source, picture))
    found: Sizes = {}
    for file, (source, picture) in sorted(named.items()):
        path = project / FOLDER / file
        if not _is_file(path):
            near = get_close_matches(file, [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else [], n=1)
            problems.append(problem("picture-missing", source, picture.line, file=file, suggestion=near[0] if near else None))
            continue
        weight = path.stat().st_size
        if weight > MOST_BYTES:
            weight_words, most = size_in_words(weight), size_in_words(MOST_BYTES)
            problems.append(problem("picture-heavy", source, picture.line, file=file, weight=weight_words, most=most))
            continue
        content = path.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        key = digest((stamp, "picture", PurePosixPath(file).suffix, sha256))
        if kept := memory.recall(key):
            width, height = kept.row
            found[file] = (width, height, sha256)
            continue
        size = size_of(content, file)
        if isinstance(size, Problem):
            problems.append(replace(size, where=Location(source, picture.line)))
        else:
            memory.add(key, list(size), "")
            found[file] = (*size, sha256)
    return found


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # the name is longer than a file's can be
        return False


def size_of(content: bytes, file: str) -> tuple[int, int] | Problem:
    """Width and height of a JPEG, PNG, WebP or SVG as it is looked at, or why it can't be shown. Never raises.

    The problem's place is empty: it belongs to the text that names the picture.
    """
    kind = kind_of(content)
    if kind not in ENDINGS:
        return _wrong("picture-kind", file=file, found=kind)
    ending = PurePosixPath(file).suffix
    if ending.lower() not in ENDINGS[kind]:
        better = PurePosixPath(file).with_suffix(ENDINGS[kind][0])
        return _wrong("picture-name", file=file, found=kind, better=better)
    if kind == "SVG":
        return _drawing_size(content, file)
    return _raster_size(content, kind, file)


def _wrong(code: str, **values: object) -> Problem:
    return problem(code, "", **values)


def kind_of(content: bytes) -> str:
    """What a file is, by its first bytes: "JPEG", "HEIC", "a text"."""
    for start, kind in _STARTS.items():
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WebP"
    if content[4:8] == b"ftyp":  # the family of MP4
        return _BRANDS.get(content[8:12], "a film")
    head = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"<svg", b"<?xml", b"<!")) and b"<svg" in head:
        return "SVG"
    if not content:
        return "an empty file"
    return "of an unknown kind" if any(byte < 9 for byte in head) else "a text"  # no text holds the first control characters


def _drawing_size(content: bytes, file: str) -> tuple[int, int] | Problem:
    from press.source.drawings import drawing_of  # few publications have a drawing

    drawing = drawing_of(content)
    match drawing.fault:
        case "":
            return drawing.width, drawing.height
        case "unsafe":
            return _wrong("drawing-unsafe", file=file, found=drawing.found, at=drawing.line)
        case "no-size":
            return _wrong("drawing-no-size", file=file)
    return _wrong("drawing-broken", file=file, found=drawing.found, at=drawing.line)


def _raster_size(content: bytes, kind: str, file: str) -> tuple[int, int] | Problem:
    from PIL import Image  # slow to import, and most texts have no picture

    with _strictly():
        try:
            with Image.open(io.BytesIO(content), formats=(kind.upper(),)) as image:
                width, height = image.size
                if width * height > MOST_PIXELS:
                    most = MOST_PIXELS // 1_000_000
                    return _wrong("picture-too-large", file=file, width=width, height=height, most=most)
                if image.mode in {"CMYK", "YCCK"}:
                    return _wrong("picture-cmyk", file=file)
                if kind != "JPEG" and getattr(image, "is_animated", False):
                    return _wrong("picture-moves", file=file)
                upright = _upright(image)
                image.draft(None, (width // 8, height // 8))  # a JPEG is read to its end all the same, in a third of the time
                image.load()
        except _DAMAGED:
            return _wrong("picture-broken", file=file)
    return upright


def _upright(image: Image.Image) -> tuple[int, int]:
    """Width and height as the camera was held."""
    turned = image.getexif().get(_ORIENTATION, 1) in {5, 6, 7, 8}
    return (image.height, image.width) if turned else (image.width, image.height)


@contextmanager
def _strictly() -> Iterator[None]:
    """While this lasts, Pillow refuses what is cut, says nothing of what is damaged, and leaves the number of dots to us."""
    from PIL import Image, ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS = False, None  # WeasyPrint switches the first one on
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS = before
