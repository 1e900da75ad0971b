"""Every link of every text leads to a text and a heading that are there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from press import addresses
from press.model import Publication, Text
from press.problems import Problem, problem


def all_texts(publication: Publication) -> tuple[Text, ...]:
    return (*publication.articles, *publication.tools, *publication.dimensions, *publication.pages)


def dead_links(publication: Publication) -> Iterator[Problem]:
    """Links to texts and headings that do not exist, to drafts, and to texts without a page."""
    texts = all_texts(publication)
    by_path = {text.source.removeprefix("content/"): text for text in (*texts, *publication.hidden)}
    drafts = {text.source.removeprefix("content/") for text in publication.hidden if text.draft}
    hidden = {text.source.removeprefix("content/") for text in publication.hidden}
    for text in texts:
        for link in text.body.links:
            if link.url:
                continue
            target = by_path.get(link.path)
            where = (text.source, link.line)
            if target is None:
                yield problem("dead-link", *where, found=link.path, suggestion=_near(link.path, by_path))
            elif link.path in drafts:
                yield problem("link-to-draft", *where, found=link.path)
            elif link.path in hidden:
                yield problem("link-to-hidden", *where, found=link.path)
            elif not addresses.address_of(link.path):
                yield problem("link-to-no-page", *where, found=link.path)
            elif link.fragment:
                ids = [heading.id for heading in target.body.headings]
                if link.fragment not in ids:
                    near = next(iter(get_close_matches(link.fragment, ids, n=1)), None)
                    yield problem("dead-heading", *where, found=link.fragment, text=target.source, suggestion=near)


def _near(path: str, known: Mapping[str, Text]) -> str | None:
    """The text whose name is nearest, of the same folder where two bear it."""
    folder, name = posixpath.split(path)
    by_name = {posixpath.basename(one).removesuffix(".md"): one for one in sorted(known, key=lambda one: one.startswith(folder))}
    near = get_close_matches(name.removesuffix(".md"), by_name, n=1)
    return by_name[near[0]] if near else None
