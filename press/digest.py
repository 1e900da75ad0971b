"""The hash of any plain value, so that two values have one digest just when they are equal.

Each value is written with its type and its length, so 1, "1" and True differ, and ("a", "bc") is not ("ab", "c").
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import PurePath
from types import FunctionType
from typing import Any, TypeVar

from press.record import Record, fields_of


class Lender(Record, frozen=True, dict=True):
    """A frozen record that many others hold: it keeps its own digest, and lends it to theirs."""

    @cached_property
    def lent_digest(self) -> str:
        parts: list[bytes] = [type(self).__name__.encode()]
        for name in fields_of(self):
            _write(getattr(self, name), parts)
        return digest_of_bytes(b"".join(parts))


L = TypeVar("L", bound=Lender)


def lend(record: L, known: str) -> L:
    """The record, lending a digest that is known already: that of the text it was read from."""
    record.__dict__["lent_digest"] = known
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
    elif isinstance(value, Record):
        parts.append(f"d{len(kind.__name__)}:{kind.__name__}".encode())
        for name in fields_of(kind):
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
