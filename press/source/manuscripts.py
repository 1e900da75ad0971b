"""A text's bytes -> Manuscript: the words that are read, each with its line. Pure; for `check`, never for a build."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from press.model import Anchor, Manuscript, Passage, PassageKind, Picture
from press.problems import ContentError
from press.source.markdown import Tokens, tokens_of
from press.source.spans import placed, prose_of, scalars_of, spans_of
from press.source.textfile import text_of
from press.source.yamlfile import Mapping, Node, Scalar, Sequence, read_document

CODE = "\ufffc"  # stands for code, which has no words
OUTSIDE = ("http://", "https://")
_KINDS: dict[str, PassageKind] = {"heading_open": "heading", "th_open": "cell", "td_open": "cell", "dt_open": "heading"}
_BLOCK_WORDS = re.compile(r"(?P<name>\S+)\s+(?P<words>\S.*)")
_SHARE_WORDS = re.compile(r"[^|]*\|\s*(\S.*)")
_CODE_KEYS = ("municipality", "county")


def manuscript_of(raw: bytes, path: str) -> Manuscript | None:
    """The manuscript in a file of content/; None where the file can't be read, which its reading has told."""
    try:
        text = text_of(raw, path)
        document = read_document(text, path)
    except ContentError:
        return None
    lines = text.split("\n")
    front = tuple(_front(document.front, lines))
    body = _Body(document.body_line)
    tokens = tokens_of(document.body)
    body.read(tokens)
    sources = tuple(_source_urls(document.front.entries.get("sources")))
    links = tuple((anchor.url, anchor.line) for anchor in body.anchors if anchor.url.startswith(OUTSIDE))
    return Manuscript(
        path,
        text,
        (*front, *body.passages),
        spans_of(document, tokens, lines),
        tuple(body.anchors),
        tuple(body.pictures),
        (*sources, *links),
        tuple(_codes(document.front)),
    )


# ---------------------------------------------------------------- front matter


def _front(front: Mapping, lines: list[str]) -> Iterator[Passage]:
    for kind, scalar in prose_of(front):
        yield _passage(kind, scalar, lines)
    for title in _source_titles(front.entries.get("sources")):
        yield _passage("name", title, lines)


def _passage(kind: PassageKind, scalar: Scalar, lines: list[str]) -> Passage:
    """A value with its lines broken where the file breaks them."""
    text, last = "", 0
    words = placed(scalar, lines)
    for word, row, _ in words:
        text += ("\n" * (row - last) or " ") + word if text else word
        last = row
    return Passage(kind, text, words[0][1] + 1)


def _source_titles(sources: Node | None) -> Iterator[Scalar]:
    for one in sources.items if isinstance(sources, Sequence) else (sources,):
        title = one.entries.get("title") if isinstance(one, Mapping) else one
        if isinstance(title, Scalar) and title.text.strip() and not title.text.startswith(OUTSIDE):
            yield title


def _source_urls(sources: Node | None) -> Iterator[tuple[str, int]]:
    for one in sources.items if isinstance(sources, Sequence) else (sources,):
        url = one.entries.get("url") if isinstance(one, Mapping) else one
        if isinstance(url, Scalar) and url.text.strip().startswith(OUTSIDE):
            yield url.text.strip(), url.line


def _codes(front: Mapping) -> Iterator[tuple[str, int]]:
    """Codes without quotes: other programs than this one read them as numbers."""
    for key in _CODE_KEYS:
        for scalar in scalars_of(front.entries.get(key)):
            if scalar.plain and re.fullmatch(r"[0-9]{2}|[0-9]{4}", scalar.text):
                yield scalar.text, scalar.line


# ---------------------------------------------------------------- the body


class _Words(NamedTuple):
    text: str
    foreign: tuple[tuple[int, int], ...]


class _Body:
    """Collects the words of a body's tokens."""

    def __init__(self, first_line: int) -> None:
        self._first = first_line
        self.passages: list[Passage] = []
        self.anchors: list[Anchor] = []
        self.pictures: list[Picture] = []

    def read(self, tokens: Tokens) -> None:
        line, kind = 0, "paragraph"
        items = 0
        referred: dict[int, int] = {}  # a note that is written in its place has no line but that
        for token in tokens:
            if token.map:
                line = token.map[0]
            elif token.type == "footnote_open":
                line = referred.get(token.meta["id"], line)
            items += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
            if token.type == "container_block_open":
                self._block(token.info, line)
            elif token.type == "inline":
                words = self._inline(token.children or [], line, referred)
                if words.text.strip():
                    is_item = items > 0 and kind == "paragraph"
                    self._add("item" if is_item else kind, words, line)
            elif token.nesting == 1:
                kind = _KINDS.get(token.type, "paragraph")

    def _add(self, kind: str, words: _Words, line: int) -> None:
        found: PassageKind = kind  # type: ignore[assignment]  # of _KINDS or named above
        self.passages.append(Passage(found, words.text, line + self._first, words.foreign))

    def _block(self, info: str, line: int) -> None:
        """The words after a block's name: its title, who is quoted, or the figure of a share."""
        found = _BLOCK_WORDS.fullmatch(info.strip())
        if found is None:
            return
        name, words = found["name"], found["words"]
        if name == "andel":
            share = _SHARE_WORDS.fullmatch(words)
            words = share[1] if share else ""
        if words:
            self._add("name" if name == "citat" else "heading", _Words(words, ()), line)

    def _inline(self, children: Tokens, line: int, referred: dict[int, int]) -> _Words:
        text, at = "", line
        foreign: list[tuple[int, int]] = []
        spans: list[int] = []  # where each open span of another language began, or -1
        links: list[tuple[int, str, int]] = []
        for child in children:
            match child.type:
                case "text":
                    text += child.content
                case "code_inline":
                    text += CODE
                case "softbreak" | "hardbreak":
                    text += "\n"
                    at += 1
                case "image":
                    alt = "".join(part.content for part in child.children or ())
                    self.pictures.append(Picture(str(child.attrs.get("src", "")), alt, "", "", at + self._first))
                    self._add("alt", _Words(alt, ()), at)
                    if caption := str(child.attrs.get("title", "")):
                        self._add("heading", _Words(caption, ()), at)
                case "footnote_ref":
                    referred.setdefault(child.meta["id"], at)
                case "span_open":
                    spans.append(len(text) if child.attrs.get("lang", "sv") != "sv" else -1)
                case "span_close" if spans:
                    if (start := spans.pop()) >= 0:
                        foreign.append((start, len(text)))
                case "link_open":
                    links.append((len(text), str(child.attrs.get("href", "")), at))
                case "link_close" if links:
                    start, url, where = links.pop()
                    outside = url if "://" in url or url.startswith("mailto:") else ""
                    self.anchors.append(Anchor(" ".join(text[start:].split()), outside, where + self._first))
        return _Words(text, tuple(foreign))
