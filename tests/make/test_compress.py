"""Twins: smaller, equal every time, and read back to what they were made from."""

from __future__ import annotations

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.make.compress import CODINGS, LEAST, Coding, has_twins, twin

TEXT = "Kommunen och de som bor där. ".encode() * 200


def restored(coding: Coding, content: bytes) -> bytes:
    return bytes(brotli.decompress(content)) if coding == "br" else gzip.decompress(content)


@pytest.mark.parametrize("coding", CODINGS)
def test_a_twin_is_smaller_and_says_the_same(coding: Coding) -> None:
    small = twin(TEXT, coding)

    assert small is not None
    assert len(small) < len(TEXT) / 10
    assert restored(coding, small) == TEXT


@pytest.mark.parametrize("coding", CODINGS)
def test_what_is_small_or_would_grow_has_none(coding: Coding) -> None:
    assert twin(b"a" * LEAST, coding) is None
    assert twin(b"a" * (LEAST + 1), coding) is not None
    assert twin(bytes(range(256)) * 4 + b"x", coding) is not None
    assert twin(gzip.compress(bytes((n * n * 7919 + n) % 251 for n in range(4000))), coding) is None


def test_a_gzip_twin_names_no_time_no_file_and_no_system() -> None:
    small = twin(TEXT, "gz")

    assert small is not None
    assert small[:10] == bytes.fromhex("1f8b 08 00 00000000 02 ff")


@pytest.mark.parametrize("coding", CODINGS)
def test_the_same_content_has_the_same_twin(coding: Coding) -> None:
    assert twin(TEXT, coding) == twin(bytes(TEXT), coding)


def test_texts_have_twins_and_what_is_compressed_already_has_none() -> None:
    assert all(has_twins(f"site/a{ending}") for ending in (".html", ".css", ".js", ".svg", ".xml", ".json", ".csv", ".txt"))
    assert not any(
        has_twins(f"site/a{ending}") for ending in (".avif", ".jpg", ".woff2", ".pdf", ".html.br", ".epub", ".pf_index")
    )


@given(st.binary(min_size=LEAST, max_size=3 * LEAST))
def test_whatever_is_compressed_comes_back(content: bytes) -> None:
    for coding in CODINGS:
        small = twin(content, coding)
        assert small is None or (len(small) < len(content) and restored(coding, small) == content)
