"""Texts that say what another says: the same title, the same summary, the same runs of words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from zlib import crc32

from press.checks.desk import Desk
from press.model import Article, Manuscript, Text
from press.problems import Problem, problem

RUN = 6  # words
LEAST = 20  # runs: a shorter text is not compared
COMMON = 12  # texts: a run that so many have is a way of speaking
SAMPLE = 4  # one run in so many stands for all when candidates are looked for
_WORD = re.compile(r"\w+")
Run = tuple[int, int]  # its hash, its line


def same_titles(desk: Desk) -> Iterator[Problem]:
    yield from _same(desk, "title-twice", "title")


def same_summaries(desk: Desk) -> Iterator[Problem]:
    yield from _same(desk, "summary-twice", "summary")


def _same(desk: Desk, code: str, key: str) -> Iterator[Problem]:
    first: dict[str, Text] = {}
    for article in _by_path(desk):
        value: str = article.title if key == "title" else article.summary
        plain = " ".join(_WORD.findall(value.lower()))
        if plain and plain in first:
            line, other = article.lines.get(key, 0), first[plain].source
            if code == "title-twice":
                yield problem("title-twice", article.source, line, found=value, other=other)
            else:
                yield problem("summary-twice", article.source, line, other=other)
        first.setdefault(plain, article)


def _by_path(desk: Desk) -> list[Article]:
    return sorted(desk.articles(), key=lambda article: article.source)


def similar_texts(desk: Desk) -> Iterator[Problem]:
    """Of two texts that share much, the one that comes later by path, on the line where what they share begins.

    Runs of words are hashed; one in SAMPLE of them finds the pairs that are worth a look, and those are counted in full.
    """
    limit = desk.publication.settings.checks.similar / 100
    runs = {one.source: tuple(_runs(one)) for one in desk.manuscripts}
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for source, found in runs.items():
        if len(found) >= LEAST:
            for run in sorted({run for run, _ in found if run % SAMPLE == 0}):
                holders[run].append(source)
    shared: Counter[tuple[str, str]] = Counter()
    for sources in holders.values():
        if 1 < len(sources) <= COMMON:
            for place, later in enumerate(sources):
                for earlier in sources[:place]:
                    shared[earlier, later] += 1
    told: set[str] = set()
    for earlier, later in sorted(shared):
        if later in told or shared[earlier, later] * SAMPLE < limit * min(len(runs[earlier]), len(runs[later])) / 2:
            continue
        known = {run for run, _ in runs[earlier]}
        both = [line for run, line in runs[later] if run in known]
        share = len(both) / min(len(known), len(runs[later]))
        if share >= limit:
            told.add(later)
            yield problem("text-similar", later, both[0], share=min(100, round(100 * share)), other=earlier)


def _runs(manuscript: Manuscript) -> Iterator[Run]:
    """The hash of every RUN words that follow each other in the body, and the line of the first."""
    words: list[tuple[bytes, int]] = []
    for passage in manuscript.passages:
        if passage.kind in {"paragraph", "item", "cell"}:
            line, last = passage.line, 0
            for found in _WORD.finditer(passage.text):
                line += passage.text.count("\n", last, found.start())
                last = found.start()
                words.append((found[0].lower().encode(), line))
    for place in range(len(words) - RUN + 1):
        yield crc32(b" ".join([word for word, _ in words[place : place + RUN]])), words[place][1]
