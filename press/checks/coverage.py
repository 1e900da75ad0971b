"""Tools, dimensions and counties that no article is an example of. Told when every text could be read: a broken one may be it."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.desk import Desk
from press.problems import Problem, problem
from press.swedish import sort_key


def unused_tools(desk: Desk) -> Iterator[Problem]:
    used = {name for article in desk.publication.articles for name in article.tools}
    for tool in desk.publication.tools:
        if desk.is_whole and tool.slug not in used:
            yield problem("tool-unused", tool.source)


def unused_dimensions(desk: Desk) -> Iterator[Problem]:
    used = {letter for article in desk.publication.articles for letter in article.dimensions}
    for dimension in desk.publication.dimensions:
        if desk.is_whole and dimension.letter not in used:
            yield problem("dimension-unused", dimension.source)


def empty_counties(desk: Desk) -> Iterator[Problem]:
    """One warning for all: where many are empty, a line for each would hide the rest."""
    counties = desk.publication.register.counties
    used = {one.county.code for article in desk.publication.articles for one in article.municipalities}
    used |= {article.county.code for article in desk.publication.articles if article.county}
    empty = sorted((county.name for county in counties if county.code not in used), key=sort_key)
    if empty and desk.is_whole:
        yield problem("counties-empty", "content/articles", many=len(empty), of=len(counties), names=", ".join(empty))
