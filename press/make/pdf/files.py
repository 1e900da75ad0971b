"""The files that a PDF may use: they are handed out by their addresses, and all else is refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from press.make import pictures
from press.record import Record, field

# Relative addresses are resolved against this. It is no path of the machine, and `.invalid` is nobody's (RFC 2606).
BASE = "https://booklet.invalid/"
DRAWING = "data:image/svg+xml,"  # a drawing whose markup is its address: it comes with the page, nothing is fetched
PICTURES = "content/images/"  # the editors' own: they go into the PDF upright, and without what the camera knew
_TYPES = {".css": "text/css", ".woff2": "font/woff2", ".png": "image/png", ".webp": "image/webp", ".svg": "image/svg+xml"}


class Asked(Record):
    """Hands out the given files and refuses all else, remembering what was refused."""

    files: Mapping[str, Path]
    is_for_press: bool = False  # pictures are as fine as paper shows, not as a screen does
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
                content, kind = (pictures.in_print if self.is_for_press else pictures.on_screen)(path.read_bytes())
            except (OSError, SyntaxError, ValueError) as fault:
                self.refused.append(f'"{name}" is damaged: {fault}')
                raise ValueError(self.refused[-1]) from None
            return URLFetcherResponse(url, content, {"Content-Type": kind})
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _TYPES.get(path.suffix.lower(), "image/jpeg")})
