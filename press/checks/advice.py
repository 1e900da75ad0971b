"""What could be better: told by `check`, stops nothing. No build loads it, so it may take its time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from press.checks import anchors, coverage, days, external, likeness, mending, readability, settings, terms
from press.checks.desk import Desk
from press.problems import Problem

Advice = Callable[[Desk], Iterator[Problem]]

ADVICE: tuple[Advice, ...] = (
    settings.unset,
    coverage.unused_tools,
    coverage.unused_dimensions,
    coverage.empty_counties,
    days.future_days,
    days.reviews_due,
    days.never_shown,
    anchors.empty_words,
    anchors.bare_addresses,
    anchors.empty_alts,
    external.private_addresses,
    terms.other_words,
    terms.unquoted_codes,
    mending.other_signs,
    readability.long_sentences,
    readability.hard_texts,
    likeness.same_titles,
    likeness.same_summaries,
    likeness.similar_texts,
)


def advice(desk: Desk) -> tuple[Problem, ...]:
    return tuple(problem for check in ADVICE for problem in check(desk))
