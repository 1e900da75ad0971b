"""What can be mended without asking: own terms, spaces, quotation marks, codes without quotes. Pure; text in, text out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from press.checks.desk import Desk
from press.checks.terms import swaps
from press.model import Manuscript, Term
from press.problems import Problem, problem
from press.record import Record
from press.swedish import NBSP

# Swedish has the same mark on both sides (Svenska skrivregler 2017, 9.1); straight ones are set so by themselves.
_QUOTES = {"“": "”", "„": "”", "«": "”", "»": "”", "‘": "’", "‚": "’", "´": "’"}
_QUOTE = re.compile("[" + "".join(_QUOTES) + "]")
_DOUBLE = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_BEFORE_STOP = re.compile(r"(?<=\w)[ \t]+(?=[,;!?](?:\s|$)|\.(?:\s|$))")
_PERCENT = re.compile(r"(?<=\d)%(?!\w)")


class Mend(Record, frozen=True):
    """What is to stand from `start` to `end` of a file's text, and the code of the problem that it mends."""

    start: int
    end: int
    code: str
    right: str


def mends(manuscript: Manuscript, terms: Iterable[Term]) -> tuple[Mend, ...]:
    """Every mend of a text, in order; none overlaps another."""
    known = tuple(terms)
    found: list[Mend] = list(_codes(manuscript))
    for span in manuscript.spans:
        text = manuscript.text[span.start : span.end]
        found += (_moved(one, span.start) for one in _of_words(text, known))
    result: list[Mend] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not result or one.start >= result[-1].end:
            result.append(one)
    return tuple(result)


def mended(text: str, found: Iterable[Mend]) -> str:
    parts: list[str] = []
    last = 0
    for one in found:
        parts += (text[last : one.start], one.right)
        last = one.end
    return "".join((*parts, text[last:]))


def _moved(one: Mend, by: int) -> Mend:
    return Mend(one.start + by, one.end + by, one.code, one.right)


def _of_words(text: str, terms: Iterable[Term]) -> Iterator[Mend]:
    for swap in swaps(text, terms):
        ends = swap.found.endswith(".") and not text[swap.end :].strip()  # its stop may be the sentence's too
        if not ends and "\n" not in swap.found:  # which would take the line with it
            yield Mend(swap.start, swap.end, "term", swap.right)
    for found in _QUOTE.finditer(text):
        yield Mend(found.start(), found.end(), "quote-foreign", _QUOTES[found[0]])
    for found in _BEFORE_STOP.finditer(text):
        yield Mend(found.start(), found.end(), "space-before", "")
    for found in _DOUBLE.finditer(text):
        yield Mend(found.start(), found.end(), "space-double", " ")
    for found in _PERCENT.finditer(text):
        yield Mend(found.start(), found.start(), "space-percent", NBSP)


def _codes(manuscript: Manuscript) -> Iterator[Mend]:
    starts = [0, *(found.end() for found in re.finditer("\n", manuscript.text))]
    for code, line in manuscript.codes:
        end = manuscript.text.find("\n", starts[line - 1])
        written = manuscript.text[starts[line - 1] : end if end >= 0 else None].split("#")[0]
        places = [found.start() for found in re.finditer(rf"(?<=[\s:\[,-]){code}(?=[\s\],]|$)", written)]
        if len(places) == 1:
            start = starts[line - 1] + places[0]
            yield Mend(start, start + len(code), "code-unquoted", f'"{code}"')


def other_signs(desk: Desk) -> Iterator[Problem]:
    """Spaces and quotation marks that Swedish does not have. Terms and codes are told by those who know them."""
    for manuscript in desk.manuscripts:
        for one in mends(manuscript, ()):
            line = manuscript.line_at(one.start)
            match one.code:
                case "quote-foreign":
                    found = manuscript.text[one.start : one.end]
                    yield problem("quote-foreign", manuscript.source, line, found=found, right=one.right)
                case "space-double":
                    yield problem("space-double", manuscript.source, line)
                case "space-before":
                    yield problem("space-before", manuscript.source, line, sign=manuscript.text[one.end])
                case "space-percent":
                    yield problem("space-percent", manuscript.source, line)
