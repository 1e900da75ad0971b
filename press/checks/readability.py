"""How hard a text is to read: LIX (Björnsson 1968), and sentences that are too long to follow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.checks.desk import Desk
from press.model import Manuscript
from press.problems import Problem, problem
from press.record import Record

LONG = 6  # letters: a word with more is long
LEAST = 60  # words: of a shorter text LIX says nothing
_WORD = re.compile(r"[^\W_]+(?:[-'’:/.,][^\W_]+)*")
# A sentence ends at a stop that is followed by space and a new beginning; not at an abbreviation's or an initial's.
_END = re.compile(r"(?<!\S)(?P<before>\S*[.!?…])[”\"’)\]]*(?=\s+[”\"(–-]?\s?[A-ZÅÄÖÉÜ0-9])")
_NO_END = re.compile(
    r"(?:^|[^\w])(?:[A-ZÅÄÖ]|(?i:t\.ex|bl\.a|t\.o\.m|fr\.o\.m|s\.k|m\.fl|dvs|resp|ca|kl|nr|st|prof|doc|jfr|sid|s|f|ev|inkl|exkl|kap|red))\.$"
)


class Sentence(Record, frozen=True):
    text: str
    line: int
    words: int
    long_words: int


def sentences(manuscript: Manuscript) -> Iterator[Sentence]:
    """The sentences of a text's paragraphs and lists, each with the line on which it begins. An item without a stop is none."""
    for passage in manuscript.passages:
        if passage.kind == "paragraph" or (passage.kind == "item" and passage.text.rstrip('”"’) \n')[-1:] in {".", "!", "?"}):
            for start, end in _parts(passage.text):
                text = passage.text[start:end]
                words = _WORD.findall(text)
                if words:
                    begins = start + len(text) - len(text.lstrip())
                    many = sum(len(word) > LONG for word in words)
                    yield Sentence(" ".join(text.split()), passage.line_at(begins), len(words), many)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _END.finditer(text):
        if not _NO_END.search(text[start : found.start("before") + len(found["before"])]):
            yield start, found.end()
            start = found.end()
    yield start, len(text)


def lix(found: list[Sentence]) -> int:
    """Words in a sentence, and how many in a hundred are long. 0 for a text without words."""
    words = sum(one.words for one in found)
    return round(words / len(found) + 100 * sum(one.long_words for one in found) / words) if words else 0


def long_sentences(desk: Desk) -> Iterator[Problem]:
    limit = desk.publication.settings.checks.sentence
    for manuscript in desk.manuscripts:
        for one in sentences(manuscript):
            if one.words > limit:
                begins = " ".join(one.text.split()[:4])
                yield problem("sentence-long", manuscript.source, one.line, begins=begins, words=one.words, limit=limit)


def hard_texts(desk: Desk) -> Iterator[Problem]:
    limit = desk.publication.settings.checks.lix
    for manuscript in desk.manuscripts:
        found = list(sentences(manuscript))
        if sum(one.words for one in found) >= LEAST and (value := lix(found)) > limit:
            hardest = max(found, key=lambda one: one.words)
            yield problem("lix-high", manuscript.source, found[0].line, lix=value, limit=limit, line=hardest.line)
