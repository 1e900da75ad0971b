"""What is wrong although it can be read: links, facts, places on the map, settings.

A check takes the publication and yields problems; it changes nothing. `BUILD` stops a build; what is only advice stands in
`advice.py`, which no build loads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from press.checks import facts, links
from press.model import Publication
from press.problems import Problem

Check = Callable[[Publication], Iterator[Problem]]

BUILD: tuple[Check, ...] = (
    links.dead_links,
    facts.unknown_tools,
    facts.unknown_related,
    facts.missing_texts,
    facts.places_on_the_map,
)


def found_by(checks: Iterable[Check], publication: Publication) -> tuple[Problem, ...]:
    return tuple(problem for check in checks for problem in check(publication))
