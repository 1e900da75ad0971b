"""What the texts say of each other: tools, dimensions, related articles, and the texts every publication needs."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from press.model import LETTERS, Publication
from press.problems import Problem, problem

NEEDED_PAGES = ("start", "skriften", "forord", "baksida", "om", "tillganglighet", "integritet")


def unknown_tools(publication: Publication) -> Iterator[Problem]:
    known = {tool.slug for tool in publication.tools}
    for article in publication.articles:
        for number, name in enumerate(article.tools):
            line = article.lines.get(f"tool.{number}", 0)
            if name not in known:
                near = next(iter(get_close_matches(name, known, n=1)), None)
                yield problem("unknown-tool", article.source, line, found=name, suggestion=near)
            elif name in article.tools[:number]:
                yield problem("tool-twice", article.source, line, name=name)


def unknown_related(publication: Publication) -> Iterator[Problem]:
    known = {article.slug for article in (*publication.articles, *publication.hidden)}
    for article in publication.articles:
        for number, name in enumerate(article.related):
            if name not in known:
                near = next(iter(get_close_matches(name, known, n=1)), None)
                line = article.lines.get(f"related.{number}", 0)
                yield problem("unknown-related", article.source, line, found=name, suggestion=near)


def missing_texts(publication: Publication) -> Iterator[Problem]:
    have = {dimension.slug for dimension in publication.dimensions}
    for name in LETTERS:
        if name not in have:
            yield problem("no-dimension-text", "content/dimensions", name=name)
    pages = {page.slug for page in publication.pages}
    for name in NEEDED_PAGES:
        if name not in pages:
            yield problem("no-page-text", f"content/pages/{name}.md")


def places_on_the_map(publication: Publication) -> Iterator[Problem]:
    """Each municipality has its dot, and no two marks cover each other."""
    register = publication.register
    for one in register.municipalities:
        if one.code not in register.places:
            yield problem("no-map", "content/register/map.csv", name=one.name)
    marked = sorted(
        {m.code: m for article in publication.articles for m in article.municipalities}.values(), key=lambda m: m.code
    )
    if len(marked) > 60:
        return  # so many are drawn as dots
    spots = [(m, register.places[m.code]) for m in marked if m.code in register.places]
    for place, (one, (x, y)) in enumerate(spots):
        for other, (ox, oy) in spots[:place]:
            if (x - ox) ** 2 + (y - oy) ** 2 < 22**2:
                yield problem("map-crowded", "content/register/map.csv", name=one.name, other=other.name)
