"""The fonts of a PDF: those that its style sheets bring, and none of the machine's."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import unquote

from press.make.pdf.places import boxes_of

if TYPE_CHECKING:
    from weasyprint import Document

_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
_DESCRIPTOR = re.compile(r"font-(family|weight|style)\s*:\s*[\"']?([^;\"']+)")
_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_SVG_FAMILY = re.compile(r'font-family(?:="|%3D%22)(.*?)(?:"|%22)')
Face = tuple[str, int, str]  # family, weight, style


@contextmanager
def own_fonts_only() -> Iterator[None]:
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


def unknown_fonts(document: Document, html: str, files: Mapping[str, Path]) -> Iterator[str]:
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


def fonts_brought(files: Mapping[str, Path]) -> Iterator[str]:
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
    for box in boxes_of(document):
        if isinstance(box, boxes.TextBox) and box.text.strip():
            found.add((box.style["font_family"][0], int(box.style["font_weight"]), str(box.style["font_style"])))
    return found
