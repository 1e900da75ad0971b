"""The catalogue holds the words of every problem that can be told, and no others."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from press.messages import CATALOGUE

TESTS = Path(__file__).parent
PRESS = TESTS.parent / "press"
PLACES = string.Formatter().parse
TELLERS = {"problem", "wrong", "_wrong"}  # functions whose first text is a code


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(PRESS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name_of(node.func) in TELLERS:
                yield path.relative_to(PRESS).as_posix(), node


def _name_of(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def used() -> set[str]:
    """Codes that stand in a call, and codes that a function chooses between before its call."""
    codes = {node.args[0].value for _, node in calls() if isinstance(node.args[0], ast.Constant)}
    for path in PRESS.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                codes |= set(_chosen_in(function))
    return {code for code in codes if isinstance(code, str)}


def _chosen_in(function: ast.FunctionDef) -> Iterator[str]:
    """Texts in assignments to a name `code`, alone or with others."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and "code" in {n.id for n in ast.walk(node.targets[0]) if isinstance(n, ast.Name)}:
            value = node.value
            first = value.body if isinstance(value, ast.IfExp) and isinstance(value.body, ast.Tuple) else None
            if isinstance(value, ast.IfExp) and isinstance(first, ast.Tuple) and isinstance(value.orelse, ast.Tuple):
                choices = [first.elts[0], value.orelse.elts[0]]
            elif isinstance(value, ast.IfExp):
                choices = [value.body, value.orelse]
            else:
                choices = [value]
            yield from (one.value for one in choices if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_every_code_that_is_told_has_words() -> None:
    assert used() - set(CATALOGUE) == set()


def test_every_code_of_the_catalogue_is_told_somewhere() -> None:
    assert set(CATALOGUE) - used() == set()


def test_every_call_gives_the_values_that_its_sentence_needs() -> None:
    lacking = []
    for path, node in calls():
        code = node.args[0]
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            given = {keyword.arg for keyword in node.keywords}
            if lost := _places(CATALOGUE[code.value].says) - given:
                lacking.append(f"{path}:{node.lineno}: {code.value} lacks {', '.join(sorted(lost))}")

    assert lacking == []


def test_a_hint_asks_for_nothing_that_no_call_gives() -> None:
    given: dict[str, set[str]] = {}
    for _, node in calls():
        code = node.args[0]
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            given.setdefault(code.value, set()).update(keyword.arg or "" for keyword in node.keywords)

    assert {code: lost for code in given if (lost := _places(CATALOGUE[code].hint) - given[code])} == {}


def test_every_problem_is_made_by_a_test_that_holds_its_words_or_its_code() -> None:
    held = list(_held_by_tests())
    whole = "\0".join(held)  # a sentence that is not even here in part need not be looked for

    def is_held(code: str) -> bool:
        sentence = _sentence_of(code)
        return code in held or (_longest_part_of(code) in whole and any(sentence.search(text) for text in held))

    assert [code for code in CATALOGUE if not is_held(code)] == []


def _held_by_tests() -> Iterator[str]:
    """The texts of all tests but this one, what is filled in left out, and the golden Markdown."""
    for path in sorted(TESTS.rglob("*.md")):
        yield path.read_text(encoding="utf-8")
    for path in sorted(TESTS.rglob("test_*.py")):
        if path.name != "test_messages.py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    yield "".join(str(one.value) if isinstance(one, ast.Constant) else "..." for one in node.values)
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def _longest_part_of(code: str) -> str:
    return max((words for words, *_ in PLACES(CATALOGUE[code].says)), key=len)


def _sentence_of(code: str) -> re.Pattern[str]:
    parts = (re.escape(words) + ("" if name is None else "[^\\n]{1,400}?") for words, name, _, _ in PLACES(CATALOGUE[code].says))
    return re.compile("".join(parts))


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in PLACES(text) if name}


@pytest.mark.parametrize("code", CATALOGUE)
def test_words_begin_small_and_end_without_a_stop(code: str) -> None:
    message = CATALOGUE[code]

    for words in (message.says, message.hint):
        assert words == words.strip()
        assert not words.endswith(".") or words.endswith("...")
        assert "\n" not in words
    first = message.says[0]
    assert first == first.lower()
