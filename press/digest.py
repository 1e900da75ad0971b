"""The hash of any plain value, so that two values have one digest just when they are equal.

Each value is written with its type and its length, so 1, "1" and True differ, and ("a", "bc") is not ("ab", "c").
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import PurePath
from types import FunctionType
from typing import Any, TypeVar

_NAMES: dict[type, tuple[bytes, tuple[str, ...]]] = {}


class Lender:
    """A frozen record that many others hold: it keeps its own digest, and lends it to theirs."""

    __slots__ = ("_digest",)

    @property
    def lent_digest(self) -> str:
        try:
            return self._digest
        except AttributeError:
            parts: list[bytes] = [type(self).__name__.encode()]
            for one in fields(self):  # type: ignore[arg-type]  # whoever lends is a dataclass
                _write(getattr(self, one.name), parts)
            object.__setattr__(self, "_digest", digest_of_bytes(b"".join(parts)))
            return self._digest

    _digest: str


L = TypeVar("L", bound=Lender)


def lend(record: L, known: str) -> L:
    """The record, lending a digest that is known already: that of the text it was read from."""
    object.__setattr__(record, "_digest", known)
    return record


def digest(value: object) -> str:
    """40 hexadecimal figures (BLAKE2b, 160 bits). Raises TypeError for what has no fixed order or form."""
    parts: list[bytes] = []
    _write(value, parts)
    return hashlib.blake2b(b"".join(parts), digest_size=20).hexdigest()


def digest_of_bytes(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=20).hexdigest()


def _write(value: Any, parts: list[bytes]) -> None:
    kind = type(value)
    if kind is str:
        raw = value.encode("utf-8", "surrogatepass")
        parts.append(b"s%d:" % len(raw))
        parts.append(raw)
    elif kind is bytes:
        parts.append(b"b%d:" % len(value))
        parts.append(value)
    elif value is None:
        parts.append(b"n")
    elif kind is bool:
        parts.append(b"t" if value else b"f")
    elif kind is int:
        parts.append(b"i%d;" % value)
    elif kind is float:
        parts.append(b"r" + value.hex().encode() + b";")
    elif kind is tuple or kind is list:
        parts.append(b"l%d:" % len(value))
        for item in value:
            _write(item, parts)
    elif isinstance(value, Mapping):
        parts.append(b"m%d:" % len(value))
        for key in sorted(value):
            _write(key, parts)
            _write(value[key], parts)
    elif isinstance(value, Lender):
        parts.append(b"h" + value.lent_digest.encode())
    elif is_dataclass(value):
        named = _NAMES.get(kind)
        if named is None:
            named = _NAMES[kind] = (kind.__name__.encode(), tuple(f.name for f in fields(value)))
        parts.append(b"d%d:" % len(named[0]))
        parts.append(named[0])
        for name in named[1]:
            _write(getattr(value, name), parts)
    elif isinstance(value, date):
        parts.append(b"D" + value.isoformat().encode() + b";")
    elif kind is FunctionType:  # named by where it stands; what it does is the engine's part of a key
        _write(f"{value.__module__}.{value.__qualname__}", parts)
    elif isinstance(value, PurePath):
        _write(value.as_posix(), parts)
    elif isinstance(value, str):  # a str of another kind, such as Markup
        _write(str.__str__(value), parts)
    else:
        raise TypeError(f"{kind.__name__} has no digest: {value!r}")
