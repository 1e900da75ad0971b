"""One text -> Article, Tool, Dimension or Page, with all that is wrong with it. Pure: bytes and register in, values out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import TypedDict, cast
from urllib.parse import urlsplit

from press.model import (
    LETTERS,
    Article,
    Body,
    County,
    Dimension,
    Kind,
    Municipality,
    Page,
    Picture,
    Reach,
    Register,
    Source,
    Survey,
    Text,
    Tool,
)
from press.problems import ContentError, Problem, problem
from press.record import Record, field
from press.source.fields import Fields, suggestion
from press.source.markdown import MOST_DOTS, body_of
from press.source.textfile import text_of
from press.source.yamlfile import Mapping as YamlMapping
from press.source.yamlfile import Sequence, read_document
from press.swedish import lower_first, slug

ARTICLE_KEYS = (
    "title", "summary", "municipality", "tool", "dimensions", "place", "reach", "county", "countries", "published",
    "updated", "review_by", "draft", "publish", "expires", "byline", "sources", "image", "booklet", "booklet_order",
    "aliases", "related",
)  # fmt: skip
TOOL_KEYS = ("title", "name", "summary", "kind", "sign", "strengths", "weaknesses", "survey", "sources")
DIMENSION_KEYS = ("title", "summary", "sources")
PAGE_KEYS = ("title", "summary", "nav", "sources")
SOURCE_KEYS = ("title", "url")
IMAGE_KEYS = ("file", "alt", "decorative", "caption", "credit")
REACHES = ("lokal", "regional", "nationell", "nordisk")
KINDS = ("verktyg", "arbetssätt", "arbetsområde")
TITLE, SUMMARY = 120, 320
_ALIAS = re.compile(r"/[a-z0-9/-]+/")
_URL = re.compile(r"(https?://[^\s<>\"']+|mailto:[^\s<>\"']+)")


class Places(Record, frozen=True):
    """The register as an article's editor names it: by name in any case, by code, by full name."""

    municipalities: Mapping[str, Municipality]
    counties: Mapping[str, County]
    countries: Mapping[str, str]
    names: tuple[str, ...]  # to suggest from

    @property
    def codes(self) -> tuple[Mapping[str, str], ...]:
        """All of the register that a text's reading looks at: what each name stands for, by code."""
        return (
            {name: one.code for name, one in self.municipalities.items()},
            {name: one.code for name, one in self.counties.items()},
            self.countries,
        )

    @classmethod
    def of(cls, register: Register) -> Places:
        by_name: dict[str, Municipality] = {}
        for one in register.municipalities:
            for name in (one.code, one.name, one.full_name):
                by_name[name.lower()] = one
        counties: dict[str, County] = {}
        for county in register.counties:
            for name in (county.code, county.letter, county.name, county.short_name):
                counties[name.lower()] = county
        names = tuple(one.name for one in register.municipalities)
        return cls(by_name, counties, register.countries, names)


class _Common(TypedDict):
    """The fields that every text has."""

    source: str
    slug: str
    title: str
    summary: str
    body: Body
    sources: tuple[Source, ...]
    lines: Mapping[str, int]


class _Draft(Record):
    """A text while it is being read."""

    path: str
    fields: Fields
    body: Body
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, code: str, key: str, /, **values: object) -> None:
        self.problems.append(problem(code, self.path, self.fields.line(key), **values))


def text_from(raw: bytes, path: str, places: Places, published: date) -> tuple[Text | None, tuple[Problem, ...]]:
    """What a file of content/ says, or None where it can't be known, and every problem with it.

    `path` is content/<folder>/<slug>.md; the folder decides what the text is. `published` is the default date.
    """
    folder = path.split("/")[1]
    try:
        document = read_document(text_of(raw, path), path)
    except ContentError as fault:
        return None, fault.problems
    problems: list[Problem] = []
    body = body_of(document.body, path, document.body_line, problems)
    fields = Fields(document.front, path, KEYS[folder], problems)
    text = _text(_Draft(path, fields, body, problems), folder, places, published)
    return text, tuple(problems)


def ask_for_all(fields: Fields, folder: str, places: Places) -> None:
    """Asks for every key that a text of that folder may have, as its reading does; what is answered is not used."""
    _text(_Draft(f"content/{folder}/{next(iter(LETTERS))}.md", fields, Body(""), []), folder, places, date.min)


def _text(draft: _Draft, folder: str, places: Places, published: date) -> Text:
    match folder:
        case "articles":
            return _article(draft, places, published)
        case "tools":
            return _tool(draft)
        case "dimensions":
            return _dimension(draft)
        case _:
            return _page(draft)


KEYS = {"articles": ARTICLE_KEYS, "tools": TOOL_KEYS, "dimensions": DIMENSION_KEYS, "pages": PAGE_KEYS}


def _article(draft: _Draft, places: Places, published: date) -> Article:
    fields = draft.fields
    reach = cast(Reach, fields.one_of("reach", REACHES, "lokal"))
    municipalities = _municipalities(draft, places)
    written = fields.node("municipality")
    names_none = written is None or (isinstance(written, Sequence) and not written.items)
    if names_none and reach == "lokal":
        draft.wrong("no-municipality", "municipality")
    article = Article(
        **_common(draft),
        dimensions=_dimensions(draft),
        municipalities=municipalities,
        tools=fields.texts("tool", required=True),
        places=fields.texts("place"),
        reach=reach,
        county=_county(draft, places),
        countries=_countries(draft, places),
        published=fields.day("published") or published,
        updated=fields.day("updated"),
        review_by=fields.day("review_by"),
        draft=fields.flag("draft", default=False),
        publish=fields.day("publish"),
        expires=fields.day("expires"),
        byline=", ".join(fields.texts("byline")),
        image=_image(draft),
        booklet=fields.flag("booklet", default=True),
        booklet_order=fields.whole("booklet_order", least=-10_000, most=10_000),
        aliases=_aliases(draft),
        related=fields.texts("related"),
    )
    if article.updated and article.updated < article.published and fields.has("published"):
        draft.wrong("updated-before-published", "updated", updated=article.updated, published=article.published)
    return article


def _tool(draft: _Draft) -> Tool:
    fields = draft.fields
    sign = fields.texts("sign")
    if sign and (len(sign) != 7 or any(len(row) != 7 or set(row) - set(".:o#") for row in sign)):
        draft.wrong("sign-wrong", "sign")
        sign = ()
    common = _common(draft)
    return Tool(
        **common,
        name=fields.text("name", limit=TITLE) or lower_first(common["title"]),
        kind=cast(Kind, fields.one_of("kind", KINDS, "verktyg")),
        sign=sign,
        strengths=fields.texts("strengths"),
        weaknesses=fields.texts("weaknesses"),
        survey=_survey(draft),
    )


def _dimension(draft: _Draft) -> Dimension:
    common = _common(draft)
    if common["slug"] not in LETTERS:
        draft.problems.append(problem("unknown-dimension-file", draft.path, allowed=", ".join(LETTERS)))
    return Dimension(**common)


def _page(draft: _Draft) -> Page:
    return Page(**_common(draft), nav=draft.fields.text("nav", limit=40))


def _common(draft: _Draft) -> _Common:
    fields = draft.fields
    needs_summary = "/pages/" not in draft.path
    return {
        "source": draft.path,
        "slug": PurePosixPath(draft.path).stem,
        "title": fields.text("title", required=True, limit=TITLE),
        "summary": fields.text("summary", required=needs_summary, limit=SUMMARY),
        "body": draft.body,
        "sources": _sources(draft),
        "lines": fields.lines,
    }


def _municipalities(draft: _Draft, places: Places) -> tuple[Municipality, ...]:
    found: list[Municipality] = []
    for number, written in enumerate(draft.fields.texts("municipality")):
        one = places.municipalities.get(written.lower())
        if one is None:
            near = None if written.isdigit() else suggestion(written.removesuffix(" kommun"), places.names)
            draft.wrong("unknown-municipality", f"municipality.{number}", found=written, suggestion=near)
        elif one in found:
            draft.wrong("municipality-twice", f"municipality.{number}", name=one.name)
        else:
            found.append(one)
    return tuple(found)


def _dimensions(draft: _Draft) -> str:
    """The letters of the article's dimensions, in the order ESM."""
    letters: set[str] = set()
    for number, written in enumerate(draft.fields.texts("dimensions", required=True)):
        letter = LETTERS.get(slug(written))
        if letter is None:
            known = ("ekonomisk", "social", "miljömässig")
            near = suggestion(written, known)
            draft.wrong("unknown-dimension", f"dimensions.{number}", found=written, suggestion=near, allowed=", ".join(known))
        else:
            letters.add(letter)
    return "".join(letter for letter in LETTERS.values() if letter in letters)


def _county(draft: _Draft, places: Places) -> County | None:
    written = draft.fields.text("county")
    county = places.counties.get(written.lower())
    if written and county is None:
        names = tuple(one.name for one in places.counties.values())
        draft.wrong("unknown-county", "county", found=written, suggestion=suggestion(written, names))
    return county


def _countries(draft: _Draft, places: Places) -> tuple[str, ...]:
    codes = draft.fields.texts("countries")
    for number, code in enumerate(codes):
        if code.upper() not in places.countries:
            known = ", ".join(places.countries)
            draft.wrong("unknown-country", f"countries.{number}", found=code, allowed=known)
    return tuple(code.upper() for code in codes if code.upper() in places.countries)


def _aliases(draft: _Draft) -> tuple[str, ...]:
    aliases = draft.fields.texts("aliases")
    for number, alias in enumerate(aliases):
        if not _ALIAS.fullmatch(alias) or "//" in alias:
            draft.wrong("alias-wrong", f"aliases.{number}", found=alias)
    return aliases


def _sources(draft: _Draft) -> tuple[Source, ...]:
    """Sources as `title` and `url`, or as plain text that is one or the other."""
    found: list[Source] = []
    node = draft.fields.node("sources")
    if node is None:
        return ()
    items = node.items if isinstance(node, Sequence) else (node,)
    if all(not isinstance(item, YamlMapping) for item in items):
        return tuple(Source("", text) if _is_url(text) else Source(text, "") for text in draft.fields.texts("sources"))
    for one in draft.fields.mappings("sources", SOURCE_KEYS):
        title, url = one.text("title"), one.text("url")
        if url and not _is_url(url):
            draft.problems.append(problem("source-url", draft.path, one.line("url"), found=url))
        elif title or url:
            found.append(Source(title, url))
        else:
            draft.problems.append(problem("source-empty", draft.path, one.mapping.line))
    return tuple(found)


def _is_url(text: str) -> bool:
    try:
        urlsplit(text)
    except ValueError:  # https://[
        return False
    return bool(_URL.fullmatch(text))


def _image(draft: _Draft) -> Picture | None:
    groups = draft.fields.mappings("image", IMAGE_KEYS)
    if not groups:
        return None
    one = groups[0]
    written, alt, decorative = one.text("file", required=True), one.text("alt"), one.flag("decorative", default=False)
    caption, credit = one.text("caption"), one.text("credit")
    if not written:
        return None
    file = posixpath.normpath(written.removeprefix("../").removeprefix("images/"))
    if not alt and not decorative:
        draft.problems.append(problem("picture-no-alt", draft.path, one.line("file"), file=file))
    if file.startswith(("/", "..")) or ":" in file or "\\" in file:
        draft.problems.append(problem("picture-outside", draft.path, one.line("file"), found=written))
        return None
    return Picture(file, alt, caption, credit, one.line("file"))


def _survey(draft: _Draft) -> Survey | None:
    groups = draft.fields.mappings("survey", ("share", "of", "words"))
    if not groups:
        return None
    one = groups[0]
    of = one.whole("of", least=1, most=MOST_DOTS)
    share = one.whole("share", least=0, most=of or MOST_DOTS)
    words = one.text("words", required=True, limit=200)
    for key in ("share", "of"):
        if not one.has(key):
            draft.problems.append(problem("missing-key", draft.path, one.mapping.line, key=f"survey.{key}"))
    return Survey(share, of, words) if of and share is not None and words else None
