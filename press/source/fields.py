"""The keys of a YAML mapping, asked for by type. Whatever is wrong is collected, so that all is told at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from press.problems import Problem, problem
from press.source.yamlfile import Mapping, Node, Scalar, Sequence, type_names

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SPACE = re.compile(r"[ \t\r\n]+")  # a hard space is meant, and stays


def suggestion(word: str, known: Iterable[str]) -> str | None:
    """The known word nearest to what was written, if any is near."""
    from difflib import get_close_matches  # only when something is wrong

    by_lower = {name.lower(): name for name in known}
    near = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[near[0]] if near else None


class Fields:
    """Asks a mapping for its keys. An absent or empty key gives the empty value; a wrong one that and a problem."""

    def __init__(self, mapping: Mapping, path: str, known: Iterable[str], problems: list[Problem]) -> None:
        self.mapping, self.path, self.problems = mapping, path, problems
        self._lines = dict(mapping.lines)
        names = tuple(known)
        for key, line in mapping.lines.items():
            if key not in names:
                self._wrong("unknown-key", line, key=key, suggestion=suggestion(key, names))

    @property
    def lines(self) -> dict[str, int]:
        """The line of each key, and of each item of a list as 'key.0'."""
        return self._lines

    def line(self, key: str) -> int:
        return self._lines.get(key, self.mapping.line)

    def has(self, key: str) -> bool:
        node = self.mapping.entries.get(key)
        return node is not None and not (isinstance(node, Scalar) and node.is_nothing)

    def node(self, key: str) -> Node | None:
        return self.mapping.entries[key] if self.has(key) else None

    def text(self, key: str, *, required: bool = False, limit: int = 0) -> str:
        node = self.node(key)
        if node is None:
            if required:
                self._wrong("missing-key", self._place_of_missing(key), key=key)
            return ""
        if not isinstance(node, Scalar):
            self._wrong_type(key, node, "text")
            return ""
        value = _SPACE.sub(" ", node.text).strip()
        if required and not value:
            self._wrong("missing-key", self.line(key), key=key)
        if limit and len(value) > limit:
            self._wrong("too-long", self.line(key), key=key, length=len(value), limit=limit)
        return value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """One text or a list of texts. Each item's line is kept under 'key.0', 'key.1', ..."""
        node = self.node(key)
        if node is None:
            if required:
                self._wrong("missing-key", self._place_of_missing(key), key=key)
            return ()
        values: list[str] = []
        items = node.items if isinstance(node, Sequence) else (node,)
        for item in items:
            if isinstance(item, Scalar) and item.text.strip():
                self._lines[f"{key}.{len(values)}"] = item.line
                values.append(_SPACE.sub(" ", item.text).strip())
            else:
                self._wrong_type(key, item, "text or a list of texts")
        if required and not items:
            self._wrong("missing-key", self.line(key), key=key)
        return tuple(values)

    def mappings(self, key: str, known: Iterable[str]) -> tuple[Fields, ...]:
        """A mapping or a list of mappings, each with its own keys."""
        node = self.node(key)
        if node is None:
            return ()
        found = []
        for item in node.items if isinstance(node, Sequence) else (node,):
            if isinstance(item, Mapping):
                found.append(Fields(item, self.path, known, self.problems))
            else:
                self._wrong_type(key, item, "a group of keys")
        return tuple(found)

    def day(self, key: str) -> date | None:
        node = self.node(key)
        if node is None:
            return None
        if isinstance(node, Scalar) and _DAY.fullmatch(node.text.strip()):
            try:
                return date.fromisoformat(node.text.strip())
            except ValueError:
                pass  # 2026-02-30 looks like a date and is none
        self._wrong("no-date", self.line(key), key=key, found=_shown(node))
        return None

    def flag(self, key: str, *, default: bool) -> bool:
        node = self.node(key)
        if node is None:
            return default
        if isinstance(node, Scalar) and node.text in {"true", "false"}:
            return node.text == "true"
        self._wrong("no-flag", self.line(key), key=key, found=_shown(node))
        return default

    def whole(self, key: str, *, least: int = 0, most: int = 10**9) -> int | None:
        node = self.node(key)
        if node is None:
            return None
        if isinstance(node, Scalar) and re.fullmatch(r"[+-]?[0-9]{1,9}", node.text):
            value = int(node.text)
            if least <= value <= most:
                return value
        self._wrong("no-number", self.line(key), key=key, found=_shown(node), least=least, most=most)
        return None

    def one_of(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        value = self.text(key)
        if not value or value in allowed:
            return value or default
        self._wrong("not-one-of", self.line(key), key=key, found=value, allowed=", ".join(allowed),
                    suggestion=suggestion(value, allowed))  # fmt: skip
        return default

    def _place_of_missing(self, key: str) -> int:
        return self._lines.get(key, self.mapping.line)

    def _wrong_type(self, key: str, node: Node, wanted: str) -> None:
        found = "empty" if isinstance(node, Scalar) and not node.text.strip() else type_names[type(node)]
        self._wrong("wrong-type", node.line, key=key, wanted=wanted, found=found)

    def _wrong(self, code: str, line: int, /, **values: object) -> None:
        self.problems.append(problem(code, self.path, line, **values))


def _shown(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else type_names[type(node)]
