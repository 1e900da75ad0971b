"""Markdown -> Body: HTML, links, headings and pictures, each with its line. The only file that knows markdown-it-py.

CommonMark with tables, footnotes, definition lists, attributes and named blocks. Raw HTML is off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from html import escape, unescape
from typing import cast
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from press import addresses
from press.drawing import dot_row
from press.model import Body, Heading, Link, Picture
from press.problems import Problem, problem
from press.record import Record, field
from press.source.fields import suggestion
from press.source.textfile import control_in
from press.swedish import slug

BLOCKS = {"faktaruta": "Fakta", "sagjordede": "Så gjorde de", "senare": "Senare uppgift", "citat": "", "andel": ""}
ATTRIBUTES = ["id", "class", "lang"]  # `style` would get through the plugin otherwise
MOST_DOTS = 50
_SHARE = re.compile(r"(\d{1,3}) av (\d{1,3})(?:\s*\|\s*(\S.*))?")
_OWN_ID = re.compile(r"\s*\{#([A-Za-z0-9_-]+)\}\s*$")
_LOST_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
_OUTSIDE = {"http", "https", "mailto", "tel"}


@cache
def _engine() -> MarkdownIt:
    engine = MarkdownIt("commonmark", {"html": False, "typographer": True, "quotes": "””’’"})
    engine.enable(["table", "smartquotes"])
    engine.validateLink = lambda url: True  # type: ignore[method-assign]  # _settle_link decides, and tells
    engine.use(footnote_plugin).use(deflist_plugin)
    engine.use(attrs_plugin, allowed=ATTRIBUTES, spans=True).use(attrs_block_plugin, allowed=ATTRIBUTES)
    engine.use(container_plugin, "block", validate=lambda params, markup: bool(params.strip()))
    return engine


Tokens = list[Token]


def tokens_of(text: str) -> Tokens:
    """What markdown-it makes of a text, before any rule of ours."""
    return _engine().parse(text, {})


class _Reading(Record):
    """One text on its way through the rules."""

    path: str
    first_line: int  # of the body, in its file
    problems: list[Problem]
    lines: list[str]
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    def wrong(self, code: str, line: int, /, **values: object) -> None:
        """`line` counts from 0 in the body, as markdown-it counts."""
        self.problems.append(problem(code, self.path, line + self.first_line, **values))


def body_of(text: str, path: str, first_line: int, problems: list[Problem]) -> Body:
    """A text's body. What is wrong with it goes to `problems`; the body is whole all the same."""
    engine = _engine()
    env: dict[str, dict[str, dict[str, int]]] = {}
    tokens = engine.parse(text, env)
    reading = _Reading(path, first_line, problems, text.split("\n"))
    for label, number in env.get("footnotes", {}).get("refs", {}).items():
        if number == -1:
            reading.wrong("note-unused", _line_of(reading.lines, f"[^{label[1:]}]:"), note=label[1:])
    for rule in RULES:
        tokens = rule(tokens, reading)
    tokens, notes = _without_notes(tokens, reading)
    html = engine.renderer.render(tokens, engine.options, env)
    if character := control_in("".join((html, *notes))):  # written as &#12; or &#xE000;, which Markdown lets through
        line = next((number for number, line in enumerate(reading.lines) if control_in(unescape(line))), 0)
        reading.wrong("control-character", line, character=character)
    return Body(html, notes, tuple(reading.headings), tuple(reading.links), tuple(reading.pictures))


# ---------------------------------------------------------------- the rules, in the order in which they are applied


def _blocks(tokens: list[Token], reading: _Reading) -> list[Token]:
    """Named blocks become asides, figures and rows of dots."""
    result: list[Token] = []
    open_names: list[str] = []
    fences: set[int] = set()  # lines that close a block: each closes one
    for place, token in enumerate(tokens):
        if token.type == "container_block_open":
            name, _, rest = token.info.strip().partition(" ")
            line = token.map[0] if token.map else 0
            if name not in BLOCKS:
                reading.wrong("unknown-block", line, name=name, suggestion=suggestion(name, BLOCKS))
            fence = _fence_of(reading.lines, token)
            if fence is None or fence in fences:
                reading.wrong("block-not-closed", line, name=name)
            else:
                fences.add(fence)
            open_names.append(name)
            follows = bool(result) and result[-1].meta.get("block") == "andel"
            result.append(_raw(_block_start(name, rest.strip(), follows, reading, line)))
        elif token.type == "container_block_close":
            name = open_names.pop()
            following = tokens[place + 1] if place + 1 < len(tokens) else None
            more = following is not None and following.type == "container_block_open" and following.info.split()[0] == "andel"
            result.append(_raw(_block_end(name, more=more)))
            result[-1].meta["block"] = name
        else:
            if open_names and open_names[-1] == "andel" and token.type in {"paragraph_open", "paragraph_close"}:
                token.hidden = True
            result.append(token)
    return result


def _block_start(name: str, rest: str, follows: bool, reading: _Reading, line: int) -> str:
    if name == "andel":
        found = _SHARE.fullmatch(rest)
        filled, total = (int(found[1]), int(found[2])) if found else (0, 1)
        if not found or not 0 < total <= MOST_DOTS or filled > total:
            reading.wrong("share-wrong", line, found=rest, most=MOST_DOTS)
            return "<ul><li><span>"
        words = escape(found[3] or f"{filled} av {total}")
        start = "" if follows else '<ul class="figures">'
        return f"{start}<li>{dot_row(filled, total)}<b>{words}</b><span>"
    if name == "citat":
        return f'<figure class="quote" data-by="{escape(rest)}"><blockquote>\n'
    if name not in BLOCKS:
        return "<div>\n"
    title = escape(rest or BLOCKS[name])
    return f'<aside class="box {name}" aria-label="{title}"><p class="box-title">{title}</p>\n'


def _block_end(name: str, *, more: bool) -> str:
    if name == "andel":
        return "</span></li>" + ("" if more else "</ul>\n")
    if name == "citat":
        return "</blockquote></figure>\n"
    return "</aside>\n" if name in BLOCKS else "</div>\n"


def _headings(tokens: list[Token], reading: _Reading) -> list[Token]:
    """Each heading gets an id of its own words; the first level is the title's."""
    taken: set[str] = set()
    level_before = 1
    for place, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        level, line = int(token.tag[1]), token.map[0] if token.map else 0
        _take_id(token, tokens[place + 1])
        text = _plain(tokens[place + 1].children or ())
        if level == 1:
            reading.wrong("heading-one", line, text=text)
        elif level > level_before + 1:
            reading.wrong("heading-skips", line, text=text, level=level, before=level_before, wanted="#" * (level_before + 1))
        level_before = level
        wanted = slug(str(token.attrs.get("id") or text)) or "rubrik"
        name, number = wanted, 1
        while name in taken:
            number += 1
            name = f"{wanted}-{number}"
        taken.add(name)
        token.attrs["id"] = name
        reading.headings.append(Heading(name, text, level, line + reading.first_line))
    return tokens


def _take_id(heading: Token, words: Token) -> None:
    """'## Beställning {#bestall}': the id that an editor chose, so that links outlive new words."""
    last = words.children[-1] if words.children else None
    if last and last.type == "text" and (found := _OWN_ID.search(last.content)):
        heading.attrs["id"] = found[1]
        last.content = last.content[: found.start()]


def _inlines(tokens: list[Token], reading: _Reading) -> list[Token]:
    """Links and pictures: written to files, turned into addresses, remembered with their line."""
    line = 0
    referred: dict[int, int] = {}  # note -> the line that refers to it: one that is written there has no line of its own
    in_notes = False
    for place, token in enumerate(tokens):
        if token.map:
            line = token.map[0]
        elif token.type == "footnote_open":
            in_notes, line = True, referred.get(token.meta["id"], line)
        if token.type != "inline" or not token.children:
            continue
        at = line
        for child in token.children:
            if child.type in {"softbreak", "hardbreak"}:
                at += 1
            elif child.type == "link_open":
                _settle_link(child, at, reading)
            elif child.type == "image":
                _settle_picture(child, at, reading)
            elif child.type == "footnote_ref":
                referred.setdefault(child.meta["id"], at)
                if in_notes:
                    reading.wrong("note-block", at)
            elif child.type == "text" and "[^" in child.content:
                for lost in _LOST_NOTE.finditer(child.content):
                    reading.wrong("note-missing", at, note=lost[1])
        alone = len(token.children) == 1 and token.children[0].type == "image"
        if alone and tokens[place - 1].type == "paragraph_open":
            tokens[place - 1].hidden = tokens[place + 1].hidden = True
            token.children[0].meta["figure"] = True
        token.children = [_raw(_picture_html(c)) if c.type == "image" else c for c in token.children]
    return tokens


def _settle_link(token: Token, at: int, reading: _Reading) -> None:
    written = str(token.attrs.get("href", ""))
    token.attrs["href"] = ""  # of what is refused nothing is left
    line = at + reading.first_line
    try:
        parts = urlsplit(written)
    except ValueError:  # https://[
        reading.wrong("link-not-to-text", at, found=unquote(written))
        return
    if parts.scheme in _OUTSIDE:
        token.attrs["href"] = written
        reading.links.append(Link("", "", written, line))
    elif parts.scheme or parts.netloc or written.startswith("/"):
        reading.wrong("link-not-to-file", at, found=unquote(written))
    elif not written or (parts.path and not parts.path.endswith(".md")):
        reading.wrong("link-not-to-text", at, found=unquote(written))
    else:
        path, fragment = addresses.target_of(reading.path, unquote(written))
        fragment = slug(fragment)
        reading.links.append(Link(path, fragment, "", line))
        token.attrs["href"] = _address(path) + (f"#{fragment}" if fragment else "")


def _address(path: str) -> str:
    try:
        return addresses.address_of(path)
    except KeyError:
        return ""  # leads out of content/: the check of links tells so


def _settle_picture(token: Token, at: int, reading: _Reading) -> None:
    written = unquote(str(token.attrs.get("src", "")))
    alt = _plain(token.children or ())
    try:
        path, _ = addresses.target_of(reading.path, written)
        inside = path.startswith("images/") and not urlsplit(written).scheme
    except ValueError:  # //[
        path, inside = "", False
    if not alt.strip():
        reading.wrong("picture-no-alt", at, file=written)
    file = path.removeprefix("images/")
    picture = token.meta["picture"] = Picture(file, alt, str(token.attrs.get("title", "")), "", at + reading.first_line)
    if inside:
        reading.pictures.append(picture)
    else:
        reading.wrong("picture-outside", at, found=written)


def _picture_html(token: Token) -> str:
    picture: Picture = token.meta["picture"]
    image = f'<img src="{addresses.PICTURES}{escape(picture.file)}" alt="{escape(picture.alt)}" loading="lazy">'
    if "figure" not in token.meta:
        return image
    caption = f"<figcaption>{escape(picture.caption)}</figcaption>" if picture.caption else ""
    return f'<figure class="picture">{image}{caption}</figure>'


def _tables(tokens: list[Token], reading: _Reading) -> list[Token]:
    """A table can be scrolled where it is too wide; its heads say that they head columns; alignment is a class."""
    result: list[Token] = []
    for token in tokens:
        if token.type == "table_open":
            result.append(_raw('<div class="table" tabindex="0" role="region" aria-label="Tabell">'))
        if token.type == "th_open":
            token.attrs["scope"] = "col"
        if style := str(token.attrs.pop("style", "")):  # a class, since the site allows no style in its markup
            token.attrs["class"] = style.removeprefix("text-align:")
        result.append(token)
        if token.type == "table_close":
            result.append(_raw("</div>\n"))
    return result


def _quotes(tokens: list[Token], reading: _Reading) -> list[Token]:
    """Who says a quote stands below it."""
    by: list[str] = []
    for token in tokens:
        if token.type == "html_block" and token.content.startswith('<figure class="quote"'):
            start, _, rest = token.content.partition(' data-by="')
            name, _, end = rest.partition('"')
            by.append(name)
            token.content = start + end
        elif token.type == "html_block" and token.content.startswith("</blockquote></figure>") and (name := by.pop()):
            token.content = f"</blockquote><figcaption>{name}</figcaption></figure>\n"
    return tokens


Rule = Callable[[list[Token], _Reading], list[Token]]
RULES: tuple[Rule, ...] = (_blocks, _quotes, _headings, _inlines, _tables)


# ---------------------------------------------------------------- notes


def _without_notes(tokens: list[Token], reading: _Reading) -> tuple[list[Token], tuple[str, ...]]:
    """The tokens without the block of notes at their end, and each note's words as inline HTML."""
    start = next((i for i, token in enumerate(tokens) if token.type == "footnote_block_open"), len(tokens))
    notes: list[list[str]] = []
    renderer, options = cast(RendererHTML, _engine().renderer), _engine().options
    told = False  # each note once
    for token in tokens[start:]:
        if token.type == "footnote_open":
            notes.append([])
            told = False
        elif token.type == "inline":
            notes[-1].append(renderer.renderInline(token.children or [], options, {}))
        elif token.type not in _NOTE_PARTS and not told:
            reading.wrong("note-block", token.map[0] if token.map else 0)
            told = True
    for token in tokens[:start]:
        for place, child in enumerate(token.children or ()):
            if child.type == "footnote_ref" and token.children:
                token.children[place] = _raw(_reference(child))
    return tokens[:start], tuple(" ".join(words) for words in notes)


_NOTE_PARTS = {
    "footnote_block_open", "footnote_close", "footnote_block_close", "footnote_anchor", "paragraph_open", "paragraph_close",
}  # fmt: skip


def _reference(token: Token) -> str:
    number, again = token.meta["id"] + 1, token.meta.get("subId", 0)
    own = f"not-ref-{number}" + (f"-{again + 1}" if again else "")
    return (
        f'<sup class="note-ref" id="{own}"><a href="#not-{number}" role="doc-noteref" aria-label="Not {number}">'
        f"{number}</a></sup>"
    )


# ---------------------------------------------------------------- small things


def _raw(html: str) -> Token:
    """Markup of ours, to be printed as it is."""
    return Token("html_block", "", 0, content=html)


def _plain(children: Sequence[Token]) -> str:
    return "".join(
        " " if c.type in {"softbreak", "hardbreak"} else c.content
        for c in children
        if c.type in {"text", "code_inline", "softbreak", "hardbreak", "image"}
    ).strip()


def _fence_of(lines: list[str], token: Token) -> int | None:
    """The line of a block's closing fence, if one stands where markdown-it ended the block."""
    last = token.map[1] if token.map else len(lines)
    line = lines[last].strip("> \t") if last < len(lines) else ""
    return last if line.startswith(token.markup) and not line.strip(":") else None


def _line_of(lines: list[str], words: str) -> int:
    return next((number for number, line in enumerate(lines) if line.lstrip().startswith(words)), 0)
