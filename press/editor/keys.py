"""Every key that a text or site.yaml may have, as their reading asks for it: nothing of it is told twice.

The reading is given fields that answer nothing and remember what they were asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, TypeVar

from press.model import Register
from press.record import Record
from press.source import articles, settings
from press.source.fields import Fields
from press.source.yamlfile import Mapping, Node

T = TypeVar("T")
Kind = Literal["anything", "text", "texts", "day", "flag", "number", "choice", "group", "groups"]


class Key(Record, frozen=True):
    name: str
    kind: Kind = "anything"
    required: bool = False
    limit: int = 0  # characters; 0: any number
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()  # of a group


class _Asked(Fields):
    """Fields that have every key, empty, and remember as what each is asked for."""

    def __init__(self, known: Iterable[str]) -> None:
        super().__init__(Mapping({}, {}, 1), "", (), [])
        self._keys: dict[str, Key] = {name: Key(name) for name in known}
        self._groups: dict[str, _Asked] = {}
        self._looked_at: set[str] = set()  # as it stands, so that it may have more than one form

    def keys(self) -> tuple[Key, ...]:
        return tuple(self._key(one) for one in self._keys.values())

    def _key(self, one: Key) -> Key:
        group = self._groups.get(one.name)
        if group is None:
            return one
        return Key(one.name, "groups" if one.name in self._looked_at else "group", one.required, keys=group.keys())

    def has(self, key: str) -> bool:
        return True

    def node(self, key: str) -> Node:
        self._looked_at.add(key)
        return Mapping({}, {}, 1)

    def text(self, key: str, *, required: bool = False, limit: int = 0) -> str:
        return self._found(Key(key, "text", required, limit), "")

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        return self._found(Key(key, "texts", required), ())

    def mappings(self, key: str, known: Iterable[str]) -> tuple[Fields, ...]:
        self._groups[key] = _Asked(known)
        return (self._groups[key],)

    def day(self, key: str) -> date | None:
        return self._found(Key(key, "day"), None)

    def flag(self, key: str, *, default: bool) -> bool:
        return self._found(Key(key, "flag"), default)

    def whole(self, key: str, *, least: int = 0, most: int = 10**9) -> int | None:
        return self._found(Key(key, "number", least=least, most=most), None)

    def one_of(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        return self._found(Key(key, "choice", choices=allowed), default)

    def _found(self, key: Key, answer: T) -> T:
        self._keys[key.name] = key
        return answer


def keys_of(folder: str, register: Register) -> tuple[Key, ...]:
    """The keys of a text in a folder of content/, in the order in which they are known."""
    asked = _Asked(articles.KEYS[folder])
    articles.ask_for_all(asked, folder, articles.Places.of(register))
    return asked.keys()


def keys_of_settings() -> tuple[Key, ...]:
    asked = _Asked(settings.KEYS)
    settings.settings_from(asked, [])
    return asked.keys()
