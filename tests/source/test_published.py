"""content/addresses.csv: what it holds, and what is told of a row that can't be right."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.model import Published
from press.problems import ContentError, as_text
from press.source import published as table
from press.source.published import published_of

HEAD = "address,published,now\n"


def told(rows: str, head: str = HEAD) -> list[str]:
    with pytest.raises(ContentError) as fault:
        published_of(head + rows)
    return [as_text(one) for one in fault.value.problems]


def test_a_row_is_an_address_its_day_and_where_it_leads_now() -> None:
    text = (
        f"{HEAD}/,2026-11-24,\n/artiklar/lit/,2026-11-24,/artiklar/lit-bykontoret/\n\n"
        "/.well-known/security.txt,2026-11-24,\n/skriften/a-b.pdf,2027-01-02,gone\n"
    )

    assert published_of(text) == (
        Published("/", date(2026, 11, 24), "", 2),
        Published("/artiklar/lit/", date(2026, 11, 24), "/artiklar/lit-bykontoret/", 3),
        Published("/.well-known/security.txt", date(2026, 11, 24), "", 5),
        Published("/skriften/a-b.pdf", date(2027, 1, 2), "gone", 6),
    )


def test_a_table_without_rows_holds_nothing() -> None:
    assert published_of(HEAD) == ()


@pytest.mark.parametrize(
    "address", ["", "om/", "/Om/", "/ö/", "//", "/a//b/", "/../x", "/a b/", "/a;b/", "/a.", '/a""b/', "/a{b}/", "/$a/"]
)
def test_what_would_mean_something_in_a_configuration_is_no_address(address: str) -> None:
    assert told(f'"{address}",2026-11-24,\n')[0].startswith("content/addresses.csv:2: ")
    assert (
        "can't be an address\n    hint: write it from the root, with a-z, 0-9, hyphens and full stops"
        in told(f'"{address}",2026-11-24,\n')[0]
    )


def test_every_fault_is_told_at_its_line() -> None:
    assert told("/a/,2026-11-24,\n/b/,2026-02-30,\n/a/,24 november,\n/c/,2026-11-24,borta\n/d/,2026-11-24\n") == [
        "content/addresses.csv:6: the row can't be read: the number of columns differs from the first line's",
        'content/addresses.csv:3: "published" is no date: "2026-02-30"\n    hint: write year-month-day: 2026-11-24',
        'content/addresses.csv:4: "/a/" stands twice; the first is on line 2\n    hint: keep one of them',
        'content/addresses.csv:4: "published" is no date: "24 november"\n    hint: write year-month-day: 2026-11-24',
        'content/addresses.csv:5: "borta" is neither an address nor "gone"\n'
        "    hint: leave the column now empty, or write /artiklar/lit/ or gone in it",
    ]


def test_another_head_and_an_open_quote_are_told() -> None:
    assert told("", "address\n") == ["content/addresses.csv:1: the first line should be: address,published,now"]
    assert told("", "") == ["content/addresses.csv:1: the first line should be: address,published,now"]
    assert told('"/a/,2026-11-24,\n')[0].startswith("content/addresses.csv:2: the row can't be read: ")


def test_what_is_written_stands_by_address_and_is_read_again() -> None:
    some = (Published("/b/", date(2026, 11, 24), "gone"), Published("/a/", date(2027, 1, 2)))

    text = table.as_text(some)

    assert text == f"{HEAD}/a/,2027-01-02,\n/b/,2026-11-24,gone\n"
    assert table.as_text(published_of(text)) == text


@given(st.text(max_size=60))
def test_no_text_whatever_ends_in_anything_but_problems(rows: str) -> None:
    try:
        found = published_of(HEAD + rows)
    except ContentError:
        return
    assert published_of(table.as_text(found)) is not None
