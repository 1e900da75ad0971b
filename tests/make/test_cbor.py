"""The part of CBOR that a search index is written in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.make.cbor import Value, read, written

VALUES = st.recursive(
    st.integers(min_value=-(2**63), max_value=2**63) | st.text(), lambda inner: st.lists(inner, max_size=30), max_leaves=60
)


@given(VALUES)
def test_what_is_written_reads_as_what_it_was(value: Value) -> None:
    assert read(written(value)) == value


@pytest.mark.parametrize(
    ("value", "form"),  # RFC 8949, appendix A
    [
        (0, "00"),
        (23, "17"),
        (24, "1818"),
        (100, "1864"),
        (1000, "1903e8"),
        (1000000, "1a000f4240"),
        (1000000000000, "1b000000e8d4a51000"),
        (-1, "20"),
        (-1000, "3903e7"),
        ("", "60"),
        ("ü", "62c3bc"),
        ([], "80"),
        ([1, [2, 3], [4, 5]], "8301820203820405"),
    ],
)
def test_a_value_is_written_in_its_shortest_form(value: Value, form: str) -> None:
    assert written(value).hex() == form


@pytest.mark.parametrize("form", ["", "62c3", "8201", "9f01ff", "f4", "0000", "5f"])
def test_what_is_cut_off_or_of_another_kind_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match=r"cut off|not told|major type|after the value"):
        read(bytes.fromhex(form))
