"""Where words are divided: compounds before their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

_PARTS = re.compile(r'<meta name="compound-parts" content="([^"]*)"')
_LANGUAGE = re.compile(r'<html lang="([^"]*)"')
_LONG_WORD = re.compile(r"[^\W\d_]{8,}")
SHORTEST_PART = 4  # letters, as the style sheet's hyphenate-limit-chars has it


@contextmanager
def compounds(html: str) -> Iterator[None]:
    """While this lasts, long words are divided before the parts that the page names, and nowhere near:
    "medborgar-utskott", where the patterns would have "medborgarut-skott"."""
    import pyphen

    named = _PARTS.search(html)
    language = _LANGUAGE.search(html)
    if not named or not language or language[1] not in pyphen.LANGUAGES:
        yield
        return
    patterns = pyphen.Pyphen(lang=language[1]).hd
    part = re.compile("|".join(sorted(map(re.escape, named[1].lower().split()), key=len, reverse=True)))
    before = dict(patterns.cache)
    for word in set(_LONG_WORD.findall(html.lower())):
        seams = [found.start() for found in part.finditer(word) if found.start() >= SHORTEST_PART]
        others = [at for at in patterns.positions(word) if all(abs(at - seam) >= SHORTEST_PART for seam in seams)]
        if seams:
            patterns.cache[word] = sorted([*others, *(pyphen.DataInt(seam) for seam in seams)])
    try:
        yield
    finally:
        patterns.cache = before
