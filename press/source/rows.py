"""Texts as plain lists, and back: the form in which they come from a worker and lie in memory.

A row holds codes where a text holds a municipality or a county, so the register may change its rows without
the text being read again. The HTML of the body is not in it: it is kept beside, since most builds never look at it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from press.digest import digest
from press.model import (
    Article,
    Body,
    Dimension,
    Heading,
    Kept,
    Link,
    Page,
    Picture,
    Register,
    Source,
    Survey,
    Text,
    Tool,
)

Row = list[Any]  # of JSON's types alone
_IMAGE = 14  # where an article's image stands among its own fields


def row_of(text: Text) -> Row:
    """The text's face, its kind, what all texts have, and what its kind has."""
    body = text.body
    row = [
        type(text).__name__,
        text.source,
        text.slug,
        text.title,
        text.summary,
        list(body.notes),
        [[h.id, h.text, h.level, h.line] for h in body.headings],
        [[link.path, link.fragment, link.url, link.line] for link in body.links],
        [_picture_row(picture) for picture in body.pictures],
        [[source.title, source.url] for source in text.sources],
        dict(text.lines),
        *_own_of(text),
    ]
    return [_face_of(row), *row]


def _face_of(row: Row) -> str:
    """The hash of what a text tells of itself, to the pages, the checks and the other texts.

    That is all of it but its prose and its notes, and the lines on which things stand.
    """
    kind, source, slug, title, summary, _, headings, links, pictures, sources, _, *own = row
    if kind == Article.__name__ and (image := own[_IMAGE]):
        own[_IMAGE] = image[:-1]
    placed = [one[:-1] for some in (headings, links, pictures) for one in some]  # a line is always last
    return digest((kind, source, slug, title, summary, len(headings), len(links), placed, sources, own))


def _own_of(text: Text) -> Row:
    """The fields of a text's own kind, in the order in which `text_of_row` takes them."""
    match text:
        case Article():
            return [
                text.dimensions,
                [one.code for one in text.municipalities],
                list(text.tools),
                list(text.places),
                text.reach,
                text.county.code if text.county else None,
                list(text.countries),
                text.published.isoformat(),
                *(day.isoformat() if day else None for day in (text.updated, text.review_by, text.publish, text.expires)),
                text.draft,
                text.byline,
                _picture_row(text.image) if text.image else None,
                text.booklet,
                text.booklet_order,
                list(text.aliases),
                list(text.related),
            ]
        case Tool():
            survey = [text.survey.share, text.survey.of, text.survey.words] if text.survey else None
            return [text.name, text.kind, list(text.sign), list(text.strengths), list(text.weaknesses), survey]
        case Page():
            return [text.nav]
        case _:
            return []


_Common = tuple[str, str, str, str, Body, tuple[Source, ...], dict[str, int]]


def text_of_row(row: Row, html: str | Kept, lookup: Lookup) -> Text:
    """The text of a row. Raises ValueError, KeyError or TypeError for what is no row of this form."""
    _, kind, source, slug, title, summary, notes, headings, links, pictures, sources, lines, *own = row
    body = Body(
        html,
        tuple(notes),
        tuple([Heading(*row) for row in headings]),
        tuple([Link(*row) for row in links]),
        tuple([Picture(*row) for row in pictures]),
    )
    common: _Common = (source, slug, title, summary, body, tuple([Source(*row) for row in sources]), lines)
    match kind:
        case "Article":
            return _article(common, own, lookup)
        case "Tool":
            name, group, sign, strengths, weaknesses, survey = own
            shares = Survey(*survey) if survey else None
            return Tool(*common, name, group, tuple(sign), tuple(strengths), tuple(weaknesses), shares)
        case "Page":
            return Page(*common, *own)
        case "Dimension":
            return Dimension(*common)
    raise ValueError(f"{kind!r} is no kind of text")


def _article(common: _Common, own: Row, lookup: Lookup) -> Article:
    (dimensions, codes, tools, places, reach, county, countries, published, updated, review_by, publish, expires, draft,
     byline, image, booklet, order, aliases, related) = own  # fmt: skip
    return Article(
        *common,
        dimensions,
        tuple([lookup.municipalities[code] for code in codes]),
        tuple(tools),
        tuple(places),
        reach,
        lookup.counties[county] if county else None,
        tuple(countries),
        date.fromisoformat(published),
        _day(updated),
        _day(review_by),
        draft,
        _day(publish),
        _day(expires),
        byline,
        Picture(*image) if image else None,
        booklet,
        order,
        tuple(aliases),
        tuple(related),
    )


class Lookup:
    """The register by code."""

    def __init__(self, register: Register) -> None:
        self.municipalities = {one.code: one for one in register.municipalities}
        self.counties = {one.code: one for one in register.counties}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _picture_row(picture: Picture) -> list[str | int]:
    return [picture.file, picture.alt, picture.caption, picture.credit, picture.line]
