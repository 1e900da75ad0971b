"""A text's body as the site and as the booklet set it: links, ids and notes turned to where they stand there.

The bodies come from our own Markdown, so their markup is known: a link's address is its `href`, links never nest.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Set
from html import escape, unescape
from urllib.parse import urldefrag

from press.addresses import PICTURES, Host
from press.drawing import dot_row_in_print
from press.model import Body
from press.shape import pictures

_LINK = re.compile(r'<a (?P<before>[^>]*?)href="(?P<href>[^"]*)"(?P<after>[^>]*)>(?P<words>.*?)</a>', re.DOTALL)
_IMAGE = re.compile(rf'<img src="{PICTURES}(?P<file>[^"]*)"(?P<after>[^>]*)>')
_SOURCE = re.compile(r"<source [^>]*>")
_NOTE = re.compile(r'<sup class="note-ref" id="not-ref-(\d+)[^>]*>.*?</sup>')
_ID = re.compile(r' id="([^"]+)"')
_HEADING = re.compile(r"<(/?)h([1-6])")
_DOTS = re.compile(r'<svg class="dots".*?</svg>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_TABLE = '<div class="table" tabindex="0" role="region" aria-label="Tabell">'
_BOX = re.compile(r'<aside class="(box[^"]*)"(.*?</aside>)', re.DOTALL)
_TABLE_WHOLE = re.compile(rf"{re.escape(_TABLE)}.*?</table>", re.DOTALL)
LONG_BOX, LONG_ROWS = 1200, 17  # letters and rows that are half a page of the booklet
FIGURE_MM = 30.4  # of three figures beside each other in a column of 104 mm
Sizes = pictures.Sizes  # picture -> width, height, digest


def on_site(body: Body, host: Host, sizes: Sizes, hidden: Container[str]) -> tuple[str, tuple[str, ...]]:
    """The body's HTML and its notes for a page. Links to `hidden` addresses become plain words."""

    def settled(html: str) -> str:
        if host.base or hidden:
            html = _LINK.sub(lambda found: _site_link(found, host.base, hidden), html)
        if "<img" in html:
            html = _IMAGE.sub(lambda found: _site_image(unescape(found["file"]), found["after"], host, sizes), html)
        return html

    return settled(str(body.html)), tuple(settled(note) for note in body.notes)


def notes_list(notes: tuple[str, ...]) -> str:
    """The notes as a list, where no layout sets them: at the end of an article in a feed."""
    rows = "".join(f'<li id="not-{number}">{note}</li>' for number, note in enumerate(notes, 1))
    return f"<ol>{rows}</ol>" if rows else ""


def absolute(html: str, host: Host) -> str:
    """The same HTML for a reader that stands elsewhere: addresses from the root become whole ones, pictures their fallback."""
    return re.sub(r' (href|src)="/', rf' \1="{host.origin}/', _SOURCE.sub("", html))


def _site_link(found: re.Match[str], base: str, hidden: Container[str]) -> str:
    href = found["href"]
    if urldefrag(href)[0] in hidden:
        return found["words"]
    return found[0].replace(f'href="{href}"', f'href="{base}{href}"', 1) if base and href.startswith("/") else found[0]


def _site_image(file: str, after: str, host: Host, sizes: Sizes) -> str:
    """A picture of the text, in the variants that the site has of it. `after` is what its tag says beside its address."""
    if file not in sizes:
        return f'<img src="{host.href(PICTURES)}{escape(file)}"{after}>'
    variants = pictures.variants_of(file, *sizes[file])
    last = pictures.fallback_of(variants)
    image = f'<img src="{last.href(host)}" width="{last.width}" height="{last.height}"{after} decoding="async">'
    sources = "".join(
        f'<source type="{kind}" srcset="{srcset}" sizes="{pictures.IN_THE_MEASURE}">'
        for kind, srcset in pictures.sources_of(variants, host)
    )
    return f"<picture>{sources}{image}</picture>" if sources else image


# ---------------------------------------------------------------- the booklet


def in_booklet(body: Body, own: str, ids: Mapping[str, str], host: Host, hidden: Set[str], *, below: int = 2) -> str:
    """The body's HTML for the booklet.

    `ids` maps the addresses of the texts that stand in the booklet to their ids there; `own` is this text's id.
    A heading's id is its text's and its own: 'artikel-lit--sa-gick-det-till'. `below` is the level of the text's own
    title there: its first headings stand right below it, whatever they are on the site.
    """

    def link(found: re.Match[str]) -> str:
        words, href = _TAG.sub("", found["words"]), unescape(found["href"])
        address, fragment = urldefrag(href)
        if not href.startswith("/"):
            return f'<a href="{found["href"]}">{words}</a>'
        if address in hidden:
            return words
        if address not in ids:
            return f'<a class="outward" href="{escape(host.url(href))}">{words}</a>'
        target = f"{ids[address]}--{fragment}" if fragment else ids[address]
        return f'<a class="inward" href="#{target}" data-page="00">{words}</a>'

    html = _LINK.sub(link, _NOTE.sub(lambda found: _note_mark(found[1]), str(body.html)))
    notes = [_LINK.sub(link, note) for note in body.notes]
    html = _ID.sub(lambda found: f' id="{own}--{found[1]}"', html)
    html = _HEADING.sub(lambda found: f"<{found[1]}h{min(6, int(found[2]) - 1 + below)}", html)
    html = _DOTS.sub(lambda found: dots_in_print(found[0]), html)
    html = _BOX.sub(_box, html)
    html = _TABLE_WHOLE.sub(
        lambda found: found[0].replace(_TABLE, f'<div class="table{_long(found[0].count("<tr>") > LONG_ROWS)}">'), html
    )
    html = html.replace(_TABLE, '<div class="table">').replace(' loading="lazy"', "")
    html = _IMAGE.sub(lambda found: f'<img src="{pictures.in_print(unescape(found["file"]))}"{found["after"]}>', html)
    return _MARK.sub(lambda found: f'<fn class="footnote">{notes[int(found[1]) - 1]}</fn>', html)


def _box(found: re.Match[str]) -> str:
    return f'<aside class="{found[1]}{_long(len(_TAG.sub("", found[0])) > LONG_BOX)}"{found[2]}'


def _long(is_long: bool) -> str:
    """A box or table longer than half a page may go on overleaf; a shorter one is kept whole."""
    return " long" if is_long else ""


def dots_in_print(svg: str, width_mm: float = FIGURE_MM) -> str:
    """A row of dots drawn anew in the measures of the booklet."""
    filled = svg.count("h0")
    return dot_row_in_print(filled, filled + svg.count("<circle"), width_mm)


_MARK = re.compile("\ue000(\\d+)\ue001")  # private characters: no text holds them, `textfile` refuses none but these stay inside


def _note_mark(number: str) -> str:
    return f"\ue000{number}\ue001"


# ---------------------------------------------------------------- the e-book


def in_ebook(
    body: Body, own: str, places: Mapping[str, str], host: Host, sizes: Sizes, hidden: Container[str], *, below: int = 2
) -> tuple[str, tuple[str, ...]]:
    """The body and its notes for the e-book, as well-formed XML.

    `places` maps the addresses of the texts that stand in it to where they do ('artikel-lit.xhtml#artikel-lit');
    ids and headings as in the booklet.
    """

    def link(found: re.Match[str]) -> str:
        words, href = found["words"], unescape(found["href"])
        address, fragment = urldefrag(href)
        if not href.startswith("/"):
            return f'<a href="{found["href"]}">{words}</a>'
        if address in hidden:
            return words
        if address not in places:
            return f'<a href="{escape(host.url(href))}">{words}</a>'
        return f'<a href="{places[address]}{f"--{escape(fragment)}" if fragment else ""}">{words}</a>'

    def note(found: re.Match[str]) -> str:
        number, again = found[1], found[2] or ""
        return (
            f'<sup class="note-ref" id="{own}--not-ref-{number}{again}"><a epub:type="noteref" role="doc-noteref" '
            f'href="#{own}--not-{number}" aria-label="Not {number}">{number}</a></sup>'
        )

    html = _LINK.sub(link, _NOTE_AGAIN.sub(lambda found: f"\ue000{found[1]}{found[2] or ''}\ue001", str(body.html)))
    html = _ID.sub(lambda found: f' id="{own}--{found[1]}"', html)
    html = _MARK_AGAIN.sub(note, html)
    html = _HEADING.sub(lambda found: f"<{found[1]}h{min(6, int(found[2]) - 1 + below)}", html)
    html = html.replace(_TABLE, '<div class="table">').replace(' loading="lazy"', "")
    html = _IMAGE.sub(lambda found: f'<img src="{pictures.in_ebook(unescape(found["file"]), sizes)}"{found["after"]}>', html)
    return as_xml(html), tuple(as_xml(_LINK.sub(link, words)) for words in body.notes)


def as_xml(html: str) -> str:
    """Markup of ours as XML has it: empty elements closed, drawings in their own namespace, languages told twice."""
    html = _EMPTY.sub(lambda found: f"<{found[1]}{found[2].rstrip(' /')}/>", html)
    html = html.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    return _LANG.sub(r' lang="\1" xml:lang="\1"', html)


_NOTE_AGAIN = re.compile(r'<sup class="note-ref" id="not-ref-(\d+)(-\d+)?"[^>]*>.*?</sup>')
_MARK_AGAIN = re.compile("\ue000(\\d+)(-\\d+)?\ue001")
_EMPTY = re.compile(r"<(br|hr|img|source|wbr|col)\b([^>]*)>")
_LANG = re.compile(r' lang="([^"]*)"')
