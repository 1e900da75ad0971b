"""What the preview adds to a page: its panel, its script, its style sheets; and the page of problems where there is no other.

The panel stands in a shadow tree, so that the site's style sheet does not reach it, nor it the site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from html import escape, unescape

from press.preview.answers import HOME, Answer
from press.problems import Location, Problem, in_order
from press.record import Record, as_json
from press.words import count, language, translated

MOST_QUOTED = 120  # characters of a line
LineOf = Callable[[Location], str]
_STYLE = re.compile(rb'<link rel="stylesheet" href="([^"]+)">')
_UNSEEN = re.compile(_STYLE.pattern + rb'|<meta [^>]*>|<script type="application/ld\+json">.*?</script>', re.DOTALL)
_ASSET = re.compile(rb' (?:src|href)="(/[^"#?]+\.[a-z0-9]+)"')
_SVG = '<svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><circle cx="6" cy="6" r="5"/></svg>'


class State(Record, frozen=True):
    """A page as it is now: what the script holds its own against."""

    page: str  # the hash of all that is seen but its style sheets
    styles: tuple[str, ...]  # their addresses, with the hash of each
    panel: str  # HTML
    goes: str = ""  # the address that took this one's place


def state_of(answer: Answer, problems: Sequence[Problem], booklet: str, line_of: LineOf, tag: Callable[[str], str]) -> State:
    content = answer.content
    styles = tuple([unescape(found.decode()) for found in _STYLE.findall(content)])
    parts = [_UNSEEN.sub(b"", content), str(answer.status).encode()]
    parts += [tag(unescape(found.decode())).encode() for found in _ASSET.findall(content) if not found.endswith(b".css")]
    page = blake2b(b"\0".join(parts), digest_size=8).hexdigest()
    versions = tuple([_versioned(one, tag(one)) for one in styles])
    return State(page, versions, panel(answer, problems, booklet, line_of), answer.leads_to)


def _versioned(address: str, tag: str) -> str:
    return f"{address}?{tag[:8]}" if tag else address


def page_of(answer: Answer, state: State, title: str) -> bytes:
    """The page with what the preview adds to it. Without content it is a page of problems."""
    content = answer.content or _EMPTY.format(language=language(), title=escape(title)).encode()
    added = (
        f'<div id="press-preview"><template shadowrootmode="open">{state.panel}</template></div>'
        f'<script src="{HOME}preview.js" data-state="{escape(as_json(state).decode())}" defer></script>'
    )
    styles = f'<link rel="stylesheet" href="{HOME}page.css">'
    return _before(_before(content, b"</head>", styles), b"</body>", added)


_EMPTY = (
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "</head><body></body></html>"
)


def _before(content: bytes, end: bytes, added: str) -> bytes:
    """Before the last such tag; at the end of a page that leaves it out, as HTML lets it."""
    start, tag, rest = content.rpartition(end)
    return start + added.encode() + tag + rest if tag else content + added.encode()


# ---------------------------------------------------------------- the panel


def panel(answer: Answer, problems: Sequence[Problem], booklet: str, line_of: LineOf) -> str:
    """Problems first, open; then what there is to say and to do, in one line."""
    every = in_order((*answer.problems, *problems))
    wrong = [found for found in every if not found.is_warning]
    warnings = [found for found in every if found.is_warning]
    article = answer.article
    name = escape(translated("Preview"))
    parts = [
        f'<link rel="stylesheet" href="{HOME}panel.css"><section class="panel" lang="{language()}" aria-label="{name}">',
        _wrong(wrong, answer, line_of) if wrong else "",
    ]
    if warnings:
        told = escape(count(len(warnings), "warning"))
        parts.append(f"<details><summary>{told}</summary>{_list(warnings, line_of)}</details>")
    parts.append(f'<p class="row"><b>{name}</b>')
    if answer.status == 404:
        parts.append(f"<span>{escape(translated('There is no page here'))}</span>")
    if article and article.state:
        parts.append(f'<span class="state">{escape(article.state)}</span>')
    if not wrong:
        parts.append(f'<span class="well">{_SVG} {escape(translated("No errors"))}</span>')
    if article and article.is_printed:
        parts.append(_offer(f"{HOME}haftet/{article.name}.pdf", translated("The article's pages of the booklet (PDF)")))
    if booklet:
        parts.append(_offer(booklet, translated("The whole booklet (PDF)")))
    parts.append(_offer(f"{HOME}tackning", translated("What is covered")))
    lost = translated("The preview does not answer. Has it been ended in the terminal?")
    parts.append(f'<span class="lost">{escape(lost)}</span></p></section>')
    return "".join(parts)


def _wrong(wrong: Sequence[Problem], answer: Answer, line_of: LineOf) -> str:
    """What keeps the publication from being published, and whether this page is older than it."""
    article = answer.article
    is_old = answer.problems or (article and any(found.where.path.endswith(f"/{article.name}.md") for found in wrong))
    told = [
        translated("Nothing can be published until it is mended.")
        if len(wrong) == 1
        else translated("Nothing can be published until they are mended.")
    ]
    if is_old and answer.content:
        told.append(translated("The page is shown as it was before."))
    title = translated("{errors} to mend").format(errors=count(len(wrong), "error"))
    return f'<div class="wrong" role="alert"><h2>{escape(title)}</h2><p>{escape(" ".join(told))}</p>{_list(wrong, line_of)}</div>'


def _offer(address: str, words: str) -> str:
    return f'<a target="_blank" href="{escape(address)}">{escape(words)}</a>'


def _list(problems: Iterable[Problem], line_of: LineOf) -> str:
    return f"<ol>{''.join(_item(found, line_of(found.where)) for found in problems)}</ol>"


def _item(found: Problem, line: str) -> str:
    words = translated("{path}, line {line}") if found.where.line else "{path}"
    where = escape(words.format(path=found.where.path, line=found.where.line))
    line = line.strip()
    quote = f"<pre>{escape(line[:MOST_QUOTED])}{' …' if len(line) > MOST_QUOTED else ''}</pre>" if line else ""
    hint = f'<p class="hint">{escape(found.hint)}</p>' if found.hint else ""
    return f'<li><p class="where">{where}</p><p>{escape(found.says)}</p>{quote}{hint}</li>'


def marks(states: Mapping[str, str]) -> str:
    """A style sheet: links to what readers do not see say so, and the page's end is not hidden by the panel."""
    rules = ["body::after{content:'';display:block;height:3.5rem}"]
    for address, state in sorted(states.items()):
        rules.append(
            f'a[href="{address}"]::after{{content:" {_in_css(state)}";font:600 .75rem/1 system-ui,sans-serif;'
            "letter-spacing:0;text-transform:none;color:#1b1c14;background:#f2c94c;border-radius:.25rem;padding:.1em .4em;"
            "margin-left:.4em;display:inline-block;vertical-align:middle;white-space:nowrap}"
        )
    return "\n".join(rules)


def _in_css(words: str) -> str:
    return re.sub(r"[^\w .,\u00a0-]", "", words)
