"""The publication's own words: Aalborgåtagandena, never Ålborg-."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from press.checks.desk import Desk
from press.model import Term
from press.problems import Problem, problem
from press.record import Record

# What a Swedish noun, adjective or verb may end in beyond its first form; the longest first.
ENDINGS = (
    "andenas arnas ornas ernas andena ande ends endets enas ens ets ans ars ors ers ns ts arna orna erna ena na nas en et an ar"
    " or er de des t n s a"
).split()
_ENDING = "|".join(sorted(ENDINGS, key=len, reverse=True))
_ADDRESS = re.compile(r"(?<!\S)(?:\S*(?:@|://|www\.)\S*|\S+\.(?:se|nu|com|org|eu|net|info)\b)")
_SEPARATE = " \u00a0"


class Swap(Record, frozen=True):
    """What is written, from and to in a text, and what the publication writes in its place."""

    start: int
    end: int
    found: str
    right: str


def other_words(desk: Desk) -> Iterator[Problem]:
    for manuscript in desk.manuscripts:
        for passage in manuscript.passages:
            if passage.kind != "name":  # what others call themselves is theirs
                for swap in swaps(passage.text, desk.terms):
                    line = passage.line_at(swap.start)
                    found = " ".join(swap.found.split())
                    yield problem("term", manuscript.source, line, found=found, right=swap.right)


def swaps(text: str, terms: Iterable[Term]) -> Iterator[Swap]:
    """What stands in a text that the publication writes in another way, in order; capitals follow what was written."""
    found: list[Swap] = []
    text = _ADDRESS.sub(lambda address: "\0" * len(address[0]), text)
    lowered = text.lower()
    for term in terms:
        for first, pattern, right in _patterns(term):
            if first not in lowered:
                continue
            for match in pattern.finditer(text):
                put = right + (match["ending"] if "ending" in pattern.groupindex else "")
                if match[0][0].isupper() and put[0].islower():
                    put = put[0].upper() + put[1:]
                found.append(Swap(match.start(), match.end(), match[0], put))
    end = 0
    for swap in sorted(found, key=lambda one: (one.start, -one.end)):
        if swap.start >= end and swap.found != swap.right:
            end = swap.end
            yield swap


def _patterns(term: Term) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """What to look for: how it begins, in small letters, since most texts have none of it; all of it; what is right."""
    return _patterns_of(term.right, term.wrong, tuple(term.forms.items()), inflected=term.inflected)


@cache
def _patterns_of(
    right: str, wrong: tuple[str, ...], forms: tuple[tuple[str, str], ...], *, inflected: bool
) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    ending = f"(?P<ending>(?:{_ENDING})?)" if inflected else ""
    whole = [(one.split()[0].lower(), re.compile(_begins(one) + ending + _stops(one)), right) for one in wrong]
    return (*whole, *((one.split()[0].lower(), re.compile(_begins(one) + _stops(one)), put) for one, put in forms))


def _begins(word: str) -> str:
    """The word where it begins, with a capital or without, its spaces as a text has them at the end of a line too."""
    first = word[0]
    either = f"[{re.escape(first.lower())}{re.escape(first.upper())}]" if first.isalpha() else re.escape(first)
    rest = "".join(rf"[{_SEPARATE}\n]+" if sign in _SEPARATE else re.escape(sign) for sign in word[1:])
    return rf"(?<![\w-]){either}{rest}"


def _stops(word: str) -> str:
    return r"(?!\w)" if word[-1].isalnum() else ""


def unquoted_codes(desk: Desk) -> Iterator[Problem]:
    """This program reads 0114 as it stands; others make 76 of it."""
    for manuscript in desk.manuscripts:
        for code, line in manuscript.codes:
            yield problem("code-unquoted", manuscript.source, line, code=code)
