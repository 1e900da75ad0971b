"""The part of CBOR (RFC 8949) that a search index is written in: whole numbers, text, and lists of known length."""

from __future__ import annotations

Value = int | str | list["Value"]

_NUMBER, _NEGATIVE, _TEXT, _LIST = 0, 1, 3, 4  # major types
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}  # what follows the first byte, by its low five bits


def read(raw: bytes) -> Value:
    """The one value that some bytes hold. Raises ValueError for anything else."""
    value, end = _read(raw, 0)
    if end != len(raw):
        raise ValueError(f"{len(raw) - end} bytes after the value")
    return value


def _read(raw: bytes, at: int) -> tuple[Value, int]:
    if at >= len(raw):
        raise ValueError("cut off")
    kind, low = raw[at] >> 5, raw[at] & 31
    at += 1
    if low >= 24:
        width = _WIDTHS.get(low)
        if width is None:
            raise ValueError(f"a length that is not told: {raw[at - 1]:#x}")
        low = int.from_bytes(raw[at : at + width], "big")
        at += width
    if kind == _NUMBER:
        return low, at
    if kind == _NEGATIVE:
        return -1 - low, at
    if kind == _TEXT:
        if at + low > len(raw):
            raise ValueError("cut off")
        return raw[at : at + low].decode(), at + low
    if kind == _LIST:
        items: list[Value] = []
        for _ in range(low):
            item, at = _read(raw, at)
            items.append(item)
        return items, at
    raise ValueError(f"not a number, a text or a list: major type {kind}")


def written(value: Value) -> bytes:
    """The value in its shortest form."""
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    if isinstance(value, list):
        return _head(_LIST, len(value)) + b"".join(map(written, value))
    return _head(_NUMBER, value) if value >= 0 else _head(_NEGATIVE, -1 - value)


def _head(kind: int, value: int) -> bytes:
    if value < 24:
        return bytes([kind << 5 | value])
    low, width = next((low, width) for low, width in _WIDTHS.items() if value < 1 << 8 * width)
    return bytes([kind << 5 | low]) + value.to_bytes(width, "big")
