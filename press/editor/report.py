"""What is covered and how fresh it is, as a table for the terminal and as a page for the preview."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from press.editor.coverage import BOX, FEW, OLD_YEARS, Coverage, Row
from press.swedish import count, long_date, number_word


def as_text(found: Coverage) -> str:
    """The report as plain lines. What is thin is marked with !, what is old with the word."""
    lines = [_summary(found), ""]
    for title, rows in _tables(found):
        lines += [title, *_text_rows(rows), ""]
    oldest = [f"  {one.newest}  {one.name}" for one in found.municipalities if one.is_old]
    lines += [_municipalities(found), *oldest, ""]
    lines += ["Texter att se över", *([f"  {one.day}  {one.title} ({one.source})" for one in found.due] or ["  inga"]), ""]
    lines += ["Döda källor", *_dead(found)]
    return "\n".join(lines) + "\n"


def _summary(found: Coverage) -> str:
    hidden = f" och {number_word(found.hidden)} som inte visas" if found.hidden else ""
    return f"{count(found.published, 'artikel', 'artiklar')} som visas{hidden}, {long_date(found.day)}.".replace("\u00a0", " ")


def _tables(found: Coverage) -> tuple[tuple[str, Sequence[Row]], ...]:
    without = sum(not row.count for row in found.counties)
    return (
        (f"Län: {without} av {len(found.counties)} är utan exempel", found.counties),
        ("Verktyg och arbetssätt", found.tools),
        ("Dimensioner", found.dimensions),
    )


def _text_rows(rows: Sequence[Row]) -> list[str]:
    width = max((len(row.name) for row in rows), default=0)
    lines = []
    for row in rows:
        old = "  gammalt" if row.is_old else ""
        lines.append(f"  {'!' if row.is_thin else ' '} {row.name:<{width}}  {row.count:>3}  {row.newest or '-'}{old}")
    return lines


def _municipalities(found: Coverage) -> str:
    old = sum(row.is_old for row in found.municipalities)
    words = f"Kommuner: {len(found.municipalities)} av {found.of_municipalities} har ett exempel"
    return f"{words}, {old} bara gamla" if old else words


def _dead(found: Coverage) -> list[str]:
    if found.dead is None:
        return ["  Ingen har frågat webben än: kör check --external"]
    return [f"  {one.source}:{one.line}  {one.address}" for one in found.dead] or ["  inga"]


# ---------------------------------------------------------------- the page


STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #23241a; --soft: #5b5d50; --rule: #c9cbbf; --dot: #8a8c80 }
@media (prefers-color-scheme: dark) {
  :root { --paper: #1b1c14; --ink: #f1f1e8; --soft: #b4b6a6; --rule: #45473a; --dot: #83857a }
}
body { margin: 0 auto; max-width: 70rem; padding: 2rem 1.25rem 5rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: clamp(1.75rem, 1.2rem + 2.4vw, 2.75rem); line-height: 1.1; margin: 0 0 .5rem }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem }
p { max-width: 39rem; margin: 0 0 1rem }
.wide { display: grid; gap: 0 3rem }
@media (min-width: 52rem) {
  .wide { grid-template-columns: minmax(0, 22rem) minmax(0, 1fr) }
  figure { position: sticky; top: 1rem }
}
figure { margin: 1.5rem 0; align-self: start }
svg { display: block; width: 100%; max-width: 20rem; height: auto }
figcaption ul { list-style: none; padding: 0; margin: 1rem 0 0; display: grid; gap: .25rem }
figcaption svg { display: inline-block; width: 1rem; height: 1rem; vertical-align: -.1rem; margin-right: .5rem }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--rule); vertical-align: top }
th[scope=col] { color: var(--soft); font-weight: 600; font-size: .9375rem }
th[scope=row] { font-weight: 400 }
td.n { text-align: right }
.wide > * { min-width: 0 }
.thin th[scope=row], .thin td { font-weight: 700 }
"""
_DOT = '<path d="{}" stroke="{}" stroke-width="{}"/>'


def as_page(found: Coverage) -> str:
    """The report as a page of its own: the map by age first, since people would rather look than read."""
    due = [f"{one.title} ({one.source}), {long_date(one.day)}" for one in found.due]
    tables = "".join(f"<h2>{escape(title)}</h2>{_table(rows)}" for title, rows in _tables(found))
    old = f"Fet stil: färre än {number_word(FEW)} exempel. Gammalt: ingen av texterna har ändrats på {number_word(OLD_YEARS)} år."
    return (
        '<!doctype html>\n<html lang="sv"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Täckning</title><style>{STYLE}</style></head><body><main>"
        f"<h1>Vad som är täckt</h1><p>{escape(_summary(found))} {escape(_municipalities(found))}. {old}</p>"
        f'<div class="wide">{_map(found)}<div>{tables}'
        f"<h2>Texter att se över</h2>{_list(due)}"
        f"<h2>Döda källor</h2>{_list(line.strip() for line in _dead(found) if line != '  inga')}"
        "</div></div></main></body></html>\n"
    )


def _table(rows: Sequence[Row]) -> str:
    body = "".join(
        f'<tr{" class=thin" if row.is_thin else ""}><th scope="row">{escape(row.name)}</th><td class="n">{row.count}</td>'
        f"<td>{long_date(row.newest) if row.newest else 'inga exempel'}{', gammalt' if row.is_old else ''}</td></tr>"
        for row in rows
    )
    head = '<tr><th scope="col">Namn</th><th scope="col">Exempel</th><th scope="col">Senast ändrat</th></tr>'
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def _list(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else "<p>Inga.</p>"


def _map(found: Coverage) -> str:
    """Ink alone: filled, half and hollow dots tell the age, a small one that there is nothing."""
    one = found.map
    title = f"Sverige ritat med {found.of_municipalities} prickar, en för varje kommun, efter hur gammalt dess nyaste exempel är."
    dots = (
        _DOT.format(one.none, "var(--dot)", 6)
        + "".join(_DOT.format(one.old, *pen) for pen in (("var(--ink)", 16), ("var(--paper)", 11)))
        + "".join(_DOT.format(one.ageing, *pen) for pen in (("var(--ink)", 16), ("var(--paper)", 11), ("var(--ink)", 6)))
        + _DOT.format(one.fresh, "var(--ink)", 16)
    )
    keys = (
        ("ändrat det senaste året", _DOT.format("M10 10h0", "var(--ink)", 16)),
        (
            "för ett till två år sedan",
            "".join(_DOT.format("M10 10h0", *pen) for pen in (("var(--ink)", 16), ("var(--paper)", 11), ("var(--ink)", 6))),
        ),
        ("äldre", "".join(_DOT.format("M10 10h0", *pen) for pen in (("var(--ink)", 16), ("var(--paper)", 11)))),
        ("inget exempel", _DOT.format("M10 10h0", "var(--dot)", 6)),
    )
    group = '<g fill="none" stroke-linecap="round">{}</g></svg>'
    legend = "".join(f'<li><svg viewBox="0 0 20 20" aria-hidden="true">{group.format(dot)}{words}</li>' for words, dot in keys)
    return (
        f'<figure><svg viewBox="{BOX}" role="img" aria-label="{escape(title)}">{group.format(dots)}'
        f"<figcaption><ul>{legend}</ul></figcaption></figure>"
    )
