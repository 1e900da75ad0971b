"""Compressed: smaller, equal every time, and read back to what it was made from."""

from __future__ import annotations

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.make.compress import compressed
from press.shape.twins import CODINGS

TEXT = "Kommunen och de som bor där. ".encode() * 200


def restored(coding: str, content: bytes) -> bytes:
    return bytes(brotli.decompress(content)) if coding == "br" else gzip.decompress(content)


@pytest.mark.parametrize("coding", CODINGS)
def test_what_is_compressed_is_smaller_and_says_the_same(coding: str) -> None:
    small = compressed(TEXT, coding)

    assert len(small) < len(TEXT) / 10
    assert restored(coding, small) == TEXT


def test_gzip_names_no_time_no_file_and_no_system() -> None:
    assert compressed(TEXT, "gz")[:10] == bytes.fromhex("1f8b 08 00 00000000 02 ff")


@pytest.mark.parametrize("coding", CODINGS)
def test_the_same_content_gives_the_same_bytes(coding: str) -> None:
    assert compressed(TEXT, coding) == compressed(bytes(TEXT), coding)


@given(st.binary(max_size=3000))
def test_whatever_is_compressed_comes_back(content: bytes) -> None:
    for coding in CODINGS:
        assert restored(coding, compressed(content, coding)) == content
