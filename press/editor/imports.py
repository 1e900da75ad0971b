"""A file from elsewhere -> a new article with front matter to fill in. Pasted text, HTML and Word documents are read."""

from __future__ import annotations

import re

from press.editor import pasted, webpage, word
from press.editor.webpage import Foreign
from press.problems import ContentError, problem
from press.record import Record, replace
from press.source.markdown import body_of

MOST_MB = {"docx": 20, "html": 5, "text": 1}
_MB = 1_000_000
_LONGEST_TITLE = 120
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{1,40})""")
_PAGES_BEGIN = (b"<!doctype html", b"<html", b"<meta", b"<p", b"<div")
_FOREIGN_FILES = {  # how files begin that can't be read, and what they are
    b"%PDF-": "a PDF",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "a document of an old Word (.doc), or a locked one",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}


class Imported(Record, frozen=True):
    """An article's title and body, and how much of each kind it holds."""

    title: str
    body: str
    headings: int = 0
    lists: int = 0
    tables: int = 0
    links: int = 0
    pictures: int = 0  # that were left out
    lost_links: int = 0  # that led nowhere from here


def article_of(content: bytes, path: str) -> Imported:
    """What a file holds; `path` is its name as it was given. Raises ContentError when it can't be read."""
    kind = _kind_of(content, path)
    if len(content) > MOST_MB[kind] * _MB:
        size = f"{len(content) / _MB:.1f} MB"
        raise ContentError(problem("import-heavy", path, size=size, most=f"{MOST_MB[kind]} MB"))
    try:
        found = _read(content, path, kind)
    except RecursionError:
        raise ContentError(problem("import-unsafe", path, found="elements nested in each other without end")) from None
    if not found.markdown.strip():
        raise ContentError(problem("import-empty", path))
    body = body_of(found.markdown, path, 1, [])
    html = str(body.html)
    return Imported(
        title=_shortened(found.title) or _name_of(path),
        body=found.markdown,
        headings=len(body.headings),
        lists=len(re.findall(r"<[uo]l[ >]", html)),
        tables=html.count("<table"),
        links=len(body.links),
        pictures=found.pictures,
        lost_links=found.links,
    )


def _kind_of(content: bytes, path: str) -> str:
    for beginning, what in _FOREIGN_FILES.items():
        if content.startswith(beginning):
            raise ContentError(problem("import-kind", path, found=what))
    if content.startswith(b"PK"):
        return "docx"
    start = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if path.lower().endswith((".html", ".htm", ".xhtml")) or start.startswith(
        (b"<!doctype html", b"<html", b"<meta", b"<p", b"<div")
    ):
        return "html"
    return "text"


def _read(content: bytes, path: str, kind: str) -> Foreign:
    if kind == "docx":
        converted = word.html_of(content, path)
        return replace(webpage.markdown_of(converted.html, path), pictures=converted.pictures)
    text = _decoded(content, kind)
    if kind == "html":
        return webpage.markdown_of(text, path)
    if "\0" in text:
        raise ContentError(problem("import-kind", path, found="no text"))
    return pasted.markdown_of(text, is_markdown=path.lower().endswith((".md", ".markdown")))


def _decoded(content: bytes, kind: str) -> str:
    """UTF-8 or UTF-16 by its mark, then what a page says of itself, then UTF-8, then what Windows writes."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    said = _CHARSET.search(content[:2000]) if kind == "html" else None
    for name in ("utf-8-sig", *([said[1].decode()] if said else []), "cp1252"):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1")


def _shortened(title: str) -> str:
    if len(title) <= _LONGEST_TITLE:
        return title
    return title[: _LONGEST_TITLE - 1].rpartition(" ")[0] + " …"


def _name_of(path: str) -> str:
    """A title from a file's name: utkast_om-lit.docx -> Utkast om lit."""
    words = re.split(r"[/\\]", path)[-1].rpartition(".")[0] or "Ny text"
    words = re.sub(r"[\W_]+", " ", words).strip() or "Ny text"
    return words[:1].upper() + words[1:_LONGEST_TITLE]
