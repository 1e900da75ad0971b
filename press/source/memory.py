"""Texts of earlier builds, by the hash of what they were read from: only new texts are parsed. Pictures likewise: their row is
their size, and they have no HTML.

One file, below .press/: a first line that names its form, then a line a text: key, length and seal of the row, the
row as JSON, seal and HTML as JSON. Nothing in it can be run. A line whose seal is broken is thrown away, and its
text is parsed again. The HTML stays on disk until it is asked for, that of new texts too: many texts take little room.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from io import BufferedRandom, BufferedReader
from pathlib import Path

from press.digest import digest_of_bytes
from press.model import Kept
from press.record import Record
from press.source.rows import Row

_FIRST = b"texts 1\n"
_SIZE = 40  # figures of a digest
_HEAD = _SIZE + 1 + 8 + 1 + _SIZE + 1  # key, length, seal


class ForgottenError(Exception):
    """The memory's file is not what it was when it was opened. What was read from it is void: read again without it."""


class Remembered(Record, frozen=True):
    row: Row
    html: Kept


class Memory:
    """Asked with a key, answers with what was remembered; `save` keeps what this build asked for or added.

    To be used in a `with`: what it gave can be read until its end.
    """

    def __init__(self, path: Path | None) -> None:
        """The memory in a file; an empty one when there is none, or when it is damaged or of another form."""
        self._path = path
        self._places: dict[bytes, tuple[int, int]] = {}
        self._asked: list[tuple[int, int]] = []
        self._old = self._opened(path) if path is not None else None
        self._new = _nameless(path)
        self._added = 0

    def __enter__(self) -> Memory:
        return self

    def __exit__(self, *_: object) -> None:
        self._new.close()
        if self._old is not None:
            self._old.close()

    def recall(self, key: str) -> Remembered | None:
        place = self._places.get(key.encode())
        if place is None or self._old is None:
            return None
        start, end = place
        try:
            _, length, seal, _ = self._read(start, start + _HEAD).split(b" ")
            middle = start + _HEAD + int(length)
            told = self._read(start + _HEAD, middle)
            if digest_of_bytes(told).encode() != seal:
                return None
            row = json.loads(told)
        except (ValueError, RecursionError):
            return None
        self._asked.append(place)
        return Remembered(row, Kept(lambda: _words(self._read(middle + 1, end))))

    def _read(self, start: int, end: int) -> bytes:
        """A part of the file; less where the file has become shorter, which its seal then tells."""
        return os.pread(self._old.fileno(), max(0, end - start), start) if self._old is not None else b""

    def add(self, key: str, row: Row, html: str) -> Remembered:
        """Remembers a text that has been parsed."""
        words = json.dumps(html, ensure_ascii=False).encode()
        told = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
        head = f"{key} {len(told):08d} {digest_of_bytes(told)} ".encode()
        sealed = digest_of_bytes(words).encode() + b" " + words
        start = self._added + len(head) + len(told) + 1
        self._new.write(head + told + b"\t" + sealed + b"\n")
        self._added = start + len(sealed) + 1
        return Remembered(row, Kept(self._reader(start, len(sealed))))

    def _reader(self, start: int, length: int) -> Callable[[], str]:
        def read() -> str:
            self._new.flush()
            return _words(os.pread(self._new.fileno(), length, start))

        return read

    def append(self) -> None:
        """Writes what was added after what is there already, whether that was asked for or not."""
        if self._old is None:
            self.save()
        elif self._path is not None and self._added:
            self._new.seek(0)
            with self._path.open("ab") as file:
                file.write(self._new.read())

    def save(self) -> None:
        """Writes what was asked for and what was added, under another name first. Nothing new: nothing is written."""
        if self._path is None or not (self._added or len(self._asked) != len(self._places)):
            return
        beside = self._path.with_name(f".{self._path.name}.new")
        with beside.open("wb") as file:
            file.write(_FIRST)
            if self._old is not None:
                for start, end in self._asked:
                    file.write(self._read(start, end + 1))
            self._new.seek(0)
            while part := self._new.read(1 << 20):
                file.write(part)
        beside.replace(self._path)

    def _opened(self, path: Path) -> BufferedReader | None:
        try:
            file = path.open("rb")
        except OSError:
            return None
        if file.readline(len(_FIRST)) != _FIRST:
            file.close()
            return None
        start = len(_FIRST)
        for line in file:
            if line.endswith(b"\n"):  # a last line that was not written to its end is left out
                self._places[line[:_SIZE]] = (start, start + len(line) - 1)
            start += len(line)
        return file


def _nameless(path: Path | None) -> BufferedRandom:
    """A file beside that one, which is gone when it is closed. Without one it lies where the system keeps such files."""
    if path is None:
        import tempfile  # slow to import, and builds have a path

        return tempfile.TemporaryFile()  # closed by its owner
    name = f".{path.name}.added."
    file = path.with_name(f"{name}{os.getpid()}").open("w+b")
    for one in path.parent.glob(f"{name}*"):  # ours, and what a build has left that was killed right here
        one.unlink(missing_ok=True)
    return file


def _words(sealed: bytes) -> str:
    seal, _, words = sealed.partition(b" ")
    if digest_of_bytes(words).encode() != seal:
        raise ForgottenError
    return str(json.loads(words))
