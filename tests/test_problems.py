"""A problem is a value; its words are looked up when it is printed."""

from __future__ import annotations

import pytest

from press.messages import CATALOGUE
from press.problems import ContentError, Location, Problem, as_text, in_order, problem


def test_a_place_is_its_file_and_its_line_if_it_has_one() -> None:
    assert [str(Location("content/articles/lit.md", 4)), str(Location("site.yaml"))] == ["content/articles/lit.md:4", "site.yaml"]


def test_a_problem_is_told_as_place_sentence_and_hint() -> None:
    found = problem("unknown-tool", "content/articles/lit.md", 5, found="dialogg", suggestion="dialog")

    assert as_text(found) == (
        'content/articles/lit.md:5: "dialogg" is not a tool in content/tools/\n    hint: did you mean "dialog"?'
    )


def test_a_hint_that_lacks_its_suggestion_is_left_out() -> None:
    found = problem("unknown-tool", "content/articles/lit.md", 5, found="xyz", suggestion=None)

    assert as_text(found) == 'content/articles/lit.md:5: "xyz" is not a tool in content/tools/'


def test_a_warning_says_that_it_is_one() -> None:
    found = problem("tool-unused", "content/tools/plan.md")

    assert found.is_warning
    assert as_text(found).startswith("content/tools/plan.md: warning: ")


def test_what_was_found_is_told_as_it_stands_also_with_braces() -> None:
    found = problem("unknown-tool", "a.md", 1, found="{0} {found} %s", suggestion="{suggestion}")

    assert as_text(found) == 'a.md:1: "{0} {found} %s" is not a tool in content/tools/\n    hint: did you mean "{suggestion}"?'


def test_nothing_that_was_found_moves_a_terminals_cursor_or_begins_a_line() -> None:
    found = problem("unknown-tool", "content/articles/\x1b[2J.md", 5, found="a\nb\r\x07\x9b", suggestion="c\td")

    assert as_text(found) == (
        'content/articles/\\x1b[2J.md:5: "a\\x0ab\\x0d\\x07\\x9b" is not a tool in content/tools/\n'
        '    hint: did you mean "c\\x09d"?'
    )


def test_problems_stand_by_file_then_line_as_a_number_then_code() -> None:
    some = [
        problem("empty-file", "b.md"),
        problem("missing-key", "a.md", 10, key="title"),
        problem("missing-key", "a.md", 9, key="title"),
        problem("key-twice", "a.md", 10, key="tool", first=2),
        problem("file-name", "a.md", name="A", better="a"),
    ]

    assert [(one.where.path, one.where.line, one.code) for one in in_order(some)] == [
        ("a.md", 0, "file-name"),
        ("a.md", 9, "missing-key"),
        ("a.md", 10, "key-twice"),
        ("a.md", 10, "missing-key"),
        ("b.md", 0, "empty-file"),
    ]


def test_a_problem_is_told_once_and_two_on_one_line_are_both_told() -> None:
    title, tool = (problem("missing-key", "a.md", 2, key=key) for key in ("title", "tool"))

    assert in_order([tool, title, tool]) == (title, tool)


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_sentence_can_be_printed_once_its_values_are_known(code: str) -> None:
    class Every(dict[str, str]):
        def __missing__(self, key: str) -> str:
            return f"<{key}>"

    words = as_text(Problem(code, Location("a.md", 1), Every()))

    assert words.startswith("a.md:1: ")
    assert words.count("\n") == bool(CATALOGUE[code].hint)
    assert not {"{", "}"} & set(words)


def test_an_error_carries_every_problem_it_was_raised_with() -> None:
    some = (problem("empty-file", "a.md"), problem("empty-file", "b.md"))

    with pytest.raises(ContentError) as fault:
        raise ContentError(*some)

    assert fault.value.problems == some
    assert str(fault.value) == "('a.md', 'b.md')"
