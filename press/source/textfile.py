"""Bytes of a file -> its text, or what is wrong with them. A BOM is accepted, line ends become one kind."""

from __future__ import annotations

import re

from press.problems import ContentError, problem

LIMIT = 1_000_000  # bytes; the longest article of the first edition has 5,000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff\ufeff\ufffe\uffff]")


def text_of(raw: bytes, path: str) -> str:
    """The text of a file. Raises ContentError when it is too large, empty, no UTF-8 or holds control characters."""
    if len(raw) > LIMIT:
        raise ContentError(problem("too-large", path, size=f"{len(raw) / 1_000_000:.1f} MB"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        bare = fault.object  # without the BOM
        line = bare.count(b"\n", 0, fault.start) + 1
        raise ContentError(problem("not-utf8", path, line, byte=f"0x{bare[fault.start]:02X}")) from None
    if not text.strip():
        raise ContentError(problem("empty-file", path))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise ContentError(problem("control-character", path, line, character=_name_of(found[0])))
    return text


def control_in(text: str) -> str:
    """The name of the first control character in a text, or nothing. Escapes can put one there that no file holds."""
    found = _CONTROL.search(text)
    return _name_of(found[0]) if found else ""


def _name_of(character: str) -> str:
    return f"U+{ord(character):04X}"
