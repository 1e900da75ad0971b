"""All of a text but its words: two texts with equal skeletons differ in nothing but what is read."""

from __future__ import annotations

import re

from press.digest import digest
from press.problems import ContentError
from press.source.markdown import Tokens, tokens_of
from press.source.spans import prose_of
from press.source.yamlfile import Mapping, Node, Scalar, read_document
from press.swedish import slug

_OWN_ID = re.compile(r"\{#([A-Za-z0-9_-]+)\}\s*$")
_CODE = {"code_inline", "code_block", "fence", "html_block", "html_inline"}


def skeleton_of(text: str, path: str) -> str:
    """A hash of keys, values that are no prose, blocks, links, code, lines, and of the ids that headings get.

    Raises ContentError when the text can't be read.
    """
    document = read_document(text, path)
    prose = {id(scalar) for kind, scalar in prose_of(document.front) if kind != "name"}
    return digest((_node(document.front, prose), document.body_line, _tokens(tokens_of(document.body))))


def is_same_but_for_words(one: str, other: str, path: str) -> bool:
    try:
        return skeleton_of(one, path) == skeleton_of(other, path)
    except ContentError:
        return False


def _node(node: Node, prose: set[int]) -> tuple[object, ...]:
    if isinstance(node, Scalar):
        return ("prose" if id(node) in prose else node.text, node.line)
    if isinstance(node, Mapping):
        return tuple((key, node.lines[key], _node(value, prose)) for key, value in node.entries.items())
    return tuple(_node(item, prose) for item in node.items)


def _id_of(heading: str) -> str:
    """What decides a heading's id: the one that its editor chose, or else its words."""
    own = _OWN_ID.search(heading)
    return own[1] if own else slug(heading)


def _tokens(tokens: Tokens) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for place, token in enumerate(tokens):
        if token.type == "text":
            continue
        words = _id_of(tokens[place + 1].content) if token.type == "heading_open" else ""
        found.append(
            (
                token.type,
                token.tag,
                token.markup,
                list(token.map or ()),
                sorted((str(key), str(value)) for key, value in token.attrs.items()),
                token.info.split(" ", 1)[0] if token.type == "container_block_open" else token.info,
                token.content if token.type in _CODE else "",
                words,
                _tokens(token.children or []),
            )
        )
    return found
