"""A chapter's text -> about how many lines its opener and introduction take: whether a page just holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable

PAGE = 35  # lines, of 13.5 pt
SLACK = 4  # lines that a page wins where its opener is drawn in; a sum that is counted on letters is a line or two off
LETTERS, LEDE_LETTERS, TITLE_LETTERS, ENTRY_LETTERS = 62, 44, 20, 40  # as many stand in a line
SIGN, TITLE, LEDE, SURVEY, ENTRY, BOX, POINT = 6.3, 2.6, 1.34, 4.5, 1.84, 3.0, 1.4  # lines high
_BLOCK_ENDS = re.compile(r"</(?:p|li|dt|dd|h\d)>")
_TAG = re.compile(r"<[^>]+>")


def is_nearly_full(title: str, summary: str, entries: Iterable[str], html: str, points: int, *, has_survey: bool) -> bool:
    """Whether a chapter's opener and introduction fill their page, or pass it by so little that the opener can give room.

    `entries` are the titles of its list, `points` the longer of the rows of strengths and weaknesses.
    """
    opener = SIGN + TITLE * (1 + (len(title) > TITLE_LETTERS)) + LEDE * _lines(summary, LEDE_LETTERS) + SURVEY * has_survey
    listed = sum(ENTRY + (len(one) > ENTRY_LETTERS) for one in entries)
    texts = [_TAG.sub("", block).strip() for block in _BLOCK_ENDS.split(html)]
    told = sum(_lines(text, LETTERS) for text in texts if text) + html.count("<h") + BOX * html.count("<aside")
    balance = 3 + POINT * points if points else 0
    return PAGE - 2 <= opener + listed + told + balance + 3 <= PAGE + SLACK + 1  # three blank lines part them


def _lines(text: str, letters: int) -> int:
    return -(-len(text) // letters)
