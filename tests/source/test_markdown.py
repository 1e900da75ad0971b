"""Golden cases of Markdown: tests/cases/*.md. Each is a title, a line with a dot, what is written, a dot, the HTML, a dot.

`pytest tests/source/test_markdown.py --rewrite` writes the HTML anew: then read the difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from press.problems import Problem, as_text
from press.source.markdown import body_of

CASES = Path(__file__).parents[1] / "cases"
SOURCE = "content/articles/lit.md"


@dataclass(frozen=True)
class Case:
    title: str
    written: str
    expected: str


def cases_of(file: Path) -> Iterator[Case]:
    """The cases of a file. Blank lines between them do not count."""
    lines = iter(file.read_text(encoding="utf-8").split("\n"))
    for title in lines:
        if title.strip():
            assert next(lines) == ".", f"{file.name}: a line with a dot should follow {title!r}"
            yield Case(title, _until_dot(lines), _until_dot(lines))


def _until_dot(lines: Iterator[str]) -> str:
    found: list[str] = []
    for line in lines:
        if line == ".":
            return "\n".join(found)
        found.append(line)
    raise AssertionError(f"no dot follows {found}")


def html_of(written: str) -> str:
    """The body's HTML, its notes below it, and what is wrong with it."""
    problems: list[Problem] = []
    body = body_of(written, SOURCE, 1, problems)
    notes = [f"[{number}] {words}" for number, words in enumerate(body.notes, start=1)]
    return "\n".join([str(body.html).rstrip("\n"), *notes, *map(as_text, problems)])


FILES = sorted(CASES.glob("*.md"))


@pytest.fixture
def rewrites(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite"))


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_markdown_gives_the_html_of_its_cases(file: Path, rewrites: bool) -> None:
    cases = list(cases_of(file))

    made = [Case(case.title, case.written, html_of(case.written)) for case in cases]

    if rewrites:
        file.write_text("\n".join(f"{c.title}\n.\n{c.written}\n.\n{c.expected}\n.\n" for c in made), encoding="utf-8")
    assert made == cases or rewrites


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_no_two_cases_of_a_file_have_one_title(file: Path) -> None:
    titles = [case.title for case in cases_of(file)]

    assert len(set(titles)) == len(titles)
