"""Where in a file words stand that may be changed, and nothing else with them: no code, address, sign of Markdown or YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.model import PassageKind, Span
from press.source.markdown import Tokens
from press.source.yamlfile import Document, Mapping, Node, Scalar, Sequence

PROSE: dict[str, PassageKind] = {  # keys of the front matter whose values are read as text
    "title": "title",
    "summary": "summary",
    "name": "value",
    "nav": "value",
    "strengths": "value",
    "weaknesses": "value",
    "byline": "name",
    "place": "name",
}
GROUPS: dict[str, dict[str, PassageKind]] = {
    "survey": {"words": "value"},
    "image": {"alt": "alt", "caption": "value", "credit": "name"},
}
_LONGEST_VALUE = 60  # lines
_NO_WORDS = re.compile(
    r"""
      (?P<code>`+)[^`].{0,500}?(?P=code)                       # code
    | !?\[[^\]\[]{0,500}\]\{[^}]{0,500}\}                           # words of another language, or with a class
    | \]\((?:[^()\\]|\\.|\([^()]{0,300}\)){0,500}\)                  # where a link leads, and its title
    | \]\[[^\]]{0,500}\]                                       # a link by its name
    | \[\^[^\]]{0,100}\]:?                                     # a note
    | \{[^}\n]{0,500}\}                                        # attributes
    | <[^>\n]{0,500}>                                          # an address as it stands
    | (?<![^\s()\[\]<>|*_"])\S{0,300}(?:@|://|www\.)\S*
    | \\.                                                # an escape
    | &\#?\w+;                                           # an entity
    | [ \t]*\|[ \t]*                                     # between the cells of a table
    | ^[ \t]*(?:>[ \t]?)*(?:(?:[-*+]|\d+[.)]|:|\#{1,6})[ \t]+)*  # what a line begins with
    | [ \t]+$                                            # two spaces break a line
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_BLOCK = re.compile(r"[ \t]*:{3,}[ \t]*(?P<name>\S+)(?P<share>[^|\n]*\|)?[ \t]*")
_KINDS: dict[str, PassageKind] = {"heading_open": "heading", "th_open": "cell", "td_open": "cell"}


def spans_of(document: Document, tokens: Tokens, lines: list[str]) -> tuple[Span, ...]:
    """Every span of a text, in order. `tokens` are its body's, `lines` those of the whole file."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    found = [*_of_front(document.front, lines, starts), *_of_body(document, tokens, lines, starts)]
    return tuple(sorted(set(found), key=lambda span: (span.start, span.end)))


# ---------------------------------------------------------------- front matter


def prose_of(front: Mapping) -> Iterator[tuple[PassageKind, Scalar]]:
    """The values that are read as text."""
    for key, kind in PROSE.items():
        for scalar in scalars_of(front.entries.get(key)):
            yield kind, scalar
    for key, kinds in GROUPS.items():
        group = front.entries.get(key)
        if isinstance(group, Mapping):
            for inner, kind in kinds.items():
                for scalar in scalars_of(group.entries.get(inner)):
                    yield kind, scalar


def scalars_of(node: Node | None) -> Iterator[Scalar]:
    for one in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(one, Scalar) and one.text.strip():
            yield one


def placed(scalar: Scalar, lines: list[str]) -> list[tuple[str, int, int]]:
    """Each word of a value with its row and column, both from 0: looked for from where the last one ended.

    Column -1: the word is not written as it is read, but with an escape.
    """
    found: list[tuple[str, int, int]] = []
    row, column = scalar.line - 1, 0
    last = min(len(lines), scalar.line + _LONGEST_VALUE)
    for word in scalar.text.split():
        places = ((at, lines[at].find(word, column if at == row else 0)) for at in range(row, last))
        at, place = next(((at, place) for at, place in places if place >= 0), (row, -1))
        found.append((word, at, place))
        row, column = at, place + len(word) if place >= 0 else column
    return found


def _of_front(front: Mapping, lines: list[str], starts: list[int]) -> Iterator[Span]:
    for kind, scalar in prose_of(front):
        words = placed(scalar, lines)
        if kind == "name" or any(column < 0 for _, _, column in words):
            continue
        for row in sorted({at for _, at, _ in words}):
            here = [(column, column + len(word)) for word, at, column in words if at == row]
            yield Span(kind, starts[row] + here[0][0], starts[row] + here[-1][1])


# ---------------------------------------------------------------- the body


def _of_body(document: Document, tokens: Tokens, lines: list[str], starts: list[int]) -> Iterator[Span]:
    """The lines of everything that holds running words, less what is no words."""
    first = document.body_line - 1
    rows: tuple[int, int] | None = None
    kind: PassageKind = "paragraph"
    for token in tokens:
        if token.map:
            rows = (token.map[0] + first, token.map[1] + first)
        if token.type == "container_block_open" and rows:
            yield from _of_block(lines[rows[0]], starts[rows[0]])
        elif token.type == "inline" and rows:
            start, end = starts[rows[0]], starts[rows[1]] - 1
            yield from _less(kind, "\n".join(lines[rows[0] : rows[1]]), start, end)
        elif token.nesting == 1:
            kind = _KINDS.get(token.type, "paragraph")


def _of_block(line: str, start: int) -> Iterator[Span]:
    found = _BLOCK.match(line)
    if found and found["name"] != "citat" and (found["name"] != "andel" or found["share"]):
        yield from _less("heading", line[found.end() :], start + found.end(), start + len(line))


def _less(kind: PassageKind, text: str, start: int, end: int) -> Iterator[Span]:
    last = 0
    for found in _NO_WORDS.finditer(text):
        if found.start() > last:
            yield Span(kind, start + last, start + found.start())
        last = max(last, found.end())
    if start + last < end:
        yield Span(kind, start + last, end)
