"""Front matter and YAML files as nodes that remember their line; the schema decides what a plain word means.

YAML 1.1 would read 0114 as 76 and `no` as false. Here every scalar stays text until a field asks for a date,
a number or true/false. Aliases and tags are refused, a key twice is a problem, and nesting has a limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler

from press.problems import ContentError, Problem, problem
from press.record import Record
from press.source.textfile import control_in

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it is built in: five times as fast
DEPTH = 12
FENCE = "---"


class Scalar(Record, frozen=True):
    text: str
    line: int
    plain: bool  # written without quotes

    @property
    def is_nothing(self) -> bool:
        return self.plain and self.text in {"", "~", "null", "Null", "NULL"}


class Sequence(Record, frozen=True):
    items: tuple[Node, ...]
    line: int


class Mapping(Record, frozen=True):
    entries: dict[str, Node]
    lines: dict[str, int]  # of the keys
    line: int


type_names = {Scalar: "text", Sequence: "a list", Mapping: "a group of keys"}
Node = Scalar | Sequence | Mapping


class Document(Record, frozen=True):
    """A text file with front matter. `body_line` is the line of the file on which `body` begins."""

    front: Mapping
    body: str
    body_line: int


def read_yaml(text: str, path: str, first_line: int = 1) -> Mapping:
    """A YAML text whose top is a mapping. Raises ContentError with all that is wrong; lines count from `first_line`."""
    found: list[Problem] = []
    events = yaml.parse(text, Loader=_Loader)
    try:
        top = _document(events, path, first_line, found)
    except yaml.YAMLError as fault:
        raise ContentError(*found, _syntax_problem(fault, text, path, first_line)) from None
    if top is not None and not isinstance(top, Mapping):
        found.append(problem("yaml-not-mapping", path, top.line))
    if found:
        raise ContentError(*found)
    return top if isinstance(top, Mapping) else Mapping({}, {}, first_line)


def as_scalar(text: str, *, inside: bool = False) -> str:
    """A text as a value of one line, in quotes where YAML would take it for anything else. `inside` a list in brackets."""
    text = " ".join(text.replace("\n", " ").split(" ")).strip()
    if inside and any(sign in text for sign in ",[]{}"):
        return "'" + text.replace("'", "''") + "'"
    written = yaml.safe_dump(text, allow_unicode=True, width=float("inf"))
    return str(written).removesuffix("\n").removesuffix("\n...")


def read_document(text: str, path: str) -> Document:
    """A text's front matter and body. Raises ContentError when a fence is missing or the YAML is wrong."""
    handler = _Fences(text, path)
    if not handler.detect(text.lstrip()):
        first = next((n for n, line in enumerate(text.split("\n"), 1) if line.strip()), 1)
        raise ContentError(problem("no-front-matter", path, first))
    metadata, _ = frontmatter.parse(text, handler=handler)
    return Document(cast(Mapping, metadata["front"]), handler.body, handler.body_line)


class _Fences(BaseHandler):
    """python-frontmatter's handler, strict: both fences must stand, and lines are counted."""

    def __init__(self, text: str, path: str) -> None:
        self._path = path
        self._before = len(text) - len(text.lstrip())
        self._before = text.count("\n", 0, self._before)  # blank lines that frontmatter strips
        self.body = ""  # with the first line's own indentation, which frontmatter strips
        self.body_line = 1

    def detect(self, text: str) -> bool:
        return text.split("\n", 1)[0].rstrip() == FENCE

    def split(self, text: str) -> tuple[str, str]:
        lines = text.split("\n")
        number = next((n for n, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE), 0)
        if not number:
            raise ContentError(problem("no-closing-fence", self._path, self._before + 1))
        body = "\n".join(lines[number + 1 :])
        blank = len(body) - len(body.lstrip("\n \t"))
        start = body.rfind("\n", 0, blank) + 1
        self.body = body[start:]
        self.body_line = self._before + number + 2 + body.count("\n", 0, start)
        return "\n".join(lines[1:number]), self.body

    def load(self, fm: str, **_: object) -> dict[str, Mapping]:
        return {"front": read_yaml(fm, self._path, self._before + 2)}


def _document(events: Iterator[Any], path: str, first_line: int, found: list[Problem]) -> Node | None:
    """The first document's node, built without recursion so that no nesting can exhaust the stack."""
    stack: list[_Open] = []
    top: Node | None = None
    for event in events:
        line = event.start_mark.line + first_line
        if isinstance(event, yaml.AliasEvent):
            raise ContentError(*found, problem("yaml-alias", path, line, name=event.anchor))
        if isinstance(event, yaml.NodeEvent) and (event.anchor or _is_tagged(event)):
            code, name = ("yaml-alias", event.anchor) if event.anchor else ("yaml-tag", getattr(event, "tag", ""))
            raise ContentError(*found, problem(code, path, line, name=name))
        node: Node | None = None
        if isinstance(event, yaml.ScalarEvent):
            if character := control_in(event.value):  # "\e" in quotes
                raise ContentError(*found, problem("control-character", path, line, character=character))
            node = Scalar(event.value, line, not event.style)
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(stack) == DEPTH:
                raise ContentError(*found, problem("yaml-too-deep", path, line))
            stack.append(_Open(isinstance(event, yaml.MappingStartEvent), line))
        elif isinstance(event, yaml.CollectionEndEvent):
            node = stack.pop().close()
        elif isinstance(event, yaml.DocumentStartEvent) and top is not None:
            found.append(problem("yaml-two-documents", path, line))
            return top
        if node is not None:
            if stack:
                stack[-1].add(node, path, found)
            else:
                top = node
    return top


class _Open:
    """A list or mapping whose end has not been read yet."""

    def __init__(self, is_mapping: bool, line: int) -> None:
        self._is_mapping, self._line = is_mapping, line
        self._items: list[Node] = []
        self._lines: dict[str, int] = {}
        self._entries: dict[str, Node] = {}
        self._key: Scalar | None = None

    def add(self, node: Node, path: str, found: list[Problem]) -> None:
        if not self._is_mapping:
            self._items.append(node)
        elif self._key is None:
            if not isinstance(node, Scalar):
                raise ContentError(*found, problem("yaml-odd-key", path, node.line))
            self._key = node
        else:
            key, self._key = self._key, None
            if key.text in self._entries:
                found.append(problem("key-twice", path, key.line, key=key.text, first=self._lines[key.text]))
            else:
                self._entries[key.text], self._lines[key.text] = node, key.line

    def close(self) -> Node:
        if self._is_mapping:
            return Mapping(self._entries, self._lines, self._line)
        return Sequence(tuple(self._items), self._line)


def _is_tagged(event: Any) -> bool:
    return event.tag is not None


def _syntax_problem(fault: yaml.YAMLError, text: str, path: str, first_line: int) -> Problem:
    """The fault where it began: a quote that is never closed is told where it stands, not at the end of the file."""
    begun = str(getattr(fault, "context", "")).startswith(_BEGUN)
    mark = (getattr(fault, "context_mark", None) if begun else None) or getattr(fault, "problem_mark", None)
    number = mark.line if mark else 0
    words = str(getattr(fault, "problem", None) or fault).split("\n")[0]
    lines = text.split("\n")
    written = lines[number] if number < len(lines) else ""
    code = "yaml-syntax"
    if "\t" in written[: len(written) - len(written.lstrip())] or "\\t" in words:
        code = "yaml-tab"
    elif "nesting" in words:  # libyaml has a limit of its own, and looks ahead
        code = "yaml-too-deep"
    elif "mapping values are not allowed" in words:
        code = "yaml-colon"
    return problem(code, path, number + first_line, says=words)


_BEGUN = ("while scanning a quoted scalar", "while scanning a simple key", "while parsing a flow")
