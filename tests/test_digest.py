"""The hash of plain values: equal just when they are."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.digest import Lender, digest, digest_of_bytes, lend
from press.record import Record, replace

Plain = object
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 300), st.text("ab:;\u00e5", max_size=4), st.binary(max_size=3), st.dates()
)
VALUES: st.SearchStrategy[Plain] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(tuple), st.dictionaries(st.text("ab", max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


class Point(Record, frozen=True):
    x: int
    y: object = None


class Spot(Record, frozen=True):
    x: int
    y: object = None


class Book(Lender, frozen=True):
    title: str
    pages: tuple[object, ...] = ()


def exact(value: object) -> object:
    """The value in a form whose equality knows types: Python's own takes 1 and True for one."""
    if isinstance(value, tuple):
        return ("tuple", *(exact(item) for item in value))
    if isinstance(value, Mapping):
        return ("mapping", *sorted((key, repr(exact(item))) for key, item in value.items()))
    return (type(value).__name__, value)


@settings(deadline=None)
@given(VALUES, VALUES)
def test_two_values_have_one_digest_just_when_they_are_equal(one: Plain, other: Plain) -> None:
    assert (digest(one) == digest(other)) == (exact(one) == exact(other))


@settings(deadline=None)
@given(VALUES)
def test_a_value_that_is_built_anew_has_the_same_digest(value: Plain) -> None:
    def rebuilt(one: object) -> object:
        if isinstance(one, tuple):
            return [rebuilt(item) for item in one]
        if isinstance(one, Mapping):
            return {key: rebuilt(one[key]) for key in reversed(one)}
        return one

    assert digest(rebuilt(value)) == digest(value)


def test_values_that_python_or_json_would_confuse_differ() -> None:
    alike = [1, 1.0, "1", True, b"1", (1,), {"1": 1}, None, "None", date(2026, 1, 1), "2026-01-01", "", (), {}, b"", 0, False]

    assert len({digest(value) for value in alike}) == len(alike)


def test_where_one_text_ends_and_the_next_begins_matters() -> None:
    assert digest(("a", "bc")) != digest(("ab", "c"))
    assert digest((("a",), "b")) != digest((("a", "b"),))
    assert digest({"a": {"b": 1}}) != digest({"a": {}, "b": 1})


def test_the_order_of_keys_does_not_matter_but_that_of_items_does() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest((1, 2)) != digest((2, 1))


@pytest.mark.parametrize("value", [{1, 2}, frozenset(), object(), (1, {2}), {"a": iter(())}, bytearray(b"a"), 1j])
def test_what_has_no_fixed_order_or_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="has no digest"):
        digest(value)


def test_records_of_two_kinds_with_the_same_fields_differ() -> None:
    assert digest(Point(1)) == digest(Point(1))
    assert digest(Point(1)) != digest(Spot(1))
    assert digest(Point(1, 2)) != digest(Point(2, 1))


def test_half_a_letter_from_a_file_name_has_a_digest_too() -> None:
    assert digest("\udce5") != digest("?")


def test_a_path_is_written_with_slashes_and_a_function_by_its_place() -> None:
    assert digest(PurePosixPath("a/b")) == digest("a/b")
    assert digest(json.dumps) != digest(os.getcwd.__name__)
    assert digest(json.dumps) == digest("json.dumps")


def test_a_subclass_of_str_is_taken_for_its_letters() -> None:
    class Marked(str):
        __slots__ = ()

        def __str__(self) -> str:
            return "something else"

    assert digest(Marked("a")) == digest("a")


def test_a_digest_is_forty_small_hexadecimal_figures() -> None:
    for made in (digest("a"), digest_of_bytes(b"a"), Book("a").lent_digest):
        assert len(made) == 40
        assert set(made) <= set("0123456789abcdef")


# ---------------------------------------------------------------- records that lend


def test_a_lender_is_hashed_once_however_often_it_is_held() -> None:
    class Counting(dict[str, int]):
        asked = 0

        def __getitem__(self, key: str) -> int:
            Counting.asked += 1
            return super().__getitem__(key)

    book = Book("Bok", (Counting(a=1),))
    first = digest((book, book))

    assert digest((book, book)) == first
    assert Counting.asked == 1


def test_equal_lenders_lend_equal_digests_and_others_do_not() -> None:
    book = Book("Bok", ("ett", "två"))

    assert book.lent_digest == Book("Bok", ("ett", "två")).lent_digest
    assert book.lent_digest != replace(book, title="Blad").lent_digest
    assert digest((book,)) != digest((replace(book, pages=("ett",)),))


def test_a_lender_lends_the_digest_that_it_was_given() -> None:
    book = lend(Book("Bok"), "0" * 40)

    assert book.lent_digest == "0" * 40
    assert digest(book) == digest(lend(Book("Another"), "0" * 40))


def test_a_changed_copy_does_not_lend_the_digest_of_what_it_was_copied_from() -> None:
    book = lend(Book("Bok"), "0" * 40)

    assert replace(book, title="Blad").lent_digest != "0" * 40
