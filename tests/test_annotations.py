"""Problems as other programs read them."""

from __future__ import annotations

import json

import pytest

from press.annotations import as_annotation, as_report
from press.problems import Problem, problem

DEAD = problem("dead-link", "content/articles/lit.md", 8, found="tools/dialoog.md", suggestion="tools/dialog.md")
UNUSED = problem("tool-unused", "content/tools/plan.md")


def test_the_report_counts_and_tells_each_with_its_place() -> None:
    assert json.loads(as_report((DEAD, UNUSED))) == {
        "errors": 1,
        "warnings": 1,
        "problems": [
            {
                "path": "content/articles/lit.md",
                "line": 8,
                "code": "dead-link",
                "severity": "error",
                "says": 'the link leads to "tools/dialoog.md", which does not exist',
                "hint": 'did you mean "tools/dialog.md"?',
            },
            {
                "path": "content/tools/plan.md",
                "line": 0,
                "code": "tool-unused",
                "severity": "warning",
                "says": "no article uses this tool yet: it stands on the site, not in the booklet",
                "hint": "",
            },
        ],
    }
    assert json.loads(as_report(())) == {"errors": 0, "warnings": 0, "problems": []}


@pytest.mark.parametrize(
    ("found", "folder", "line"),
    [
        (
            DEAD,
            "",
            '::error file=content/articles/lit.md,line=8,title=dead-link::the link leads to "tools/dialoog.md", '
            'which does not exist%0Ahint: did you mean "tools/dialog.md"?',
        ),
        (
            UNUSED,
            "skrift/",
            "::warning file=skrift/content/tools/plan.md,title=tool-unused::no article uses this tool yet: "
            "it stands on the site, not in the booklet",
        ),
        (
            problem("file-name", "content/articles/50%,a:b.md", name="50%\n::error::"),
            "",
            "::error file=content/articles/50%25%2Ca%3Ab.md,title=file-name::"
            '"50%25%0A::error::" can\'t be an address: only a-z, 0-9 and single hyphens, then .md',
        ),
    ],
)
def test_github_reads_one_line_whatever_it_holds(found: Problem, folder: str, line: str) -> None:
    assert as_annotation(found, folder) == line
