"""What is covered and how fresh it is, as a table for the terminal and as a page for the preview."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from press.editor.coverage import BOX, FEW, OLD_YEARS, Coverage, Row
from press.words import count, language, long_day, translated


def as_text(found: Coverage) -> str:
    """The report as plain lines. What is thin is marked with !, what is old with the word."""
    lines = [_summary(found), ""]
    for title, rows in _tables(found):
        lines += [title, *_text_rows(rows), ""]
    oldest = [f"  {one.newest}  {one.name}" for one in found.municipalities if one.is_old]
    due = [f"  {one.day}  {one.title} ({one.source})" for one in found.due]
    none = [f"  {translated('none')}"]
    lines += [_municipalities(found), *oldest, ""]
    lines += [translated("Texts to review"), *(due or none), ""]
    lines += [translated("Dead sources"), *([f"  {line}" for line in _dead(found)] or none)]
    return "\n".join(lines) + "\n"


def _summary(found: Coverage) -> str:
    words = (
        translated("{articles} shown and {hidden} not shown, {day}.") if found.hidden else translated("{articles} shown, {day}.")
    )
    told = words.format(articles=count(found.published, "article"), hidden=found.hidden, day=long_day(found.day))
    return told.replace("\u00a0", " ")


def _tables(found: Coverage) -> tuple[tuple[str, Sequence[Row]], ...]:
    without = sum(not row.count for row in found.counties)
    counties = translated("Counties: {without} of {all} have no example").format(without=without, all=len(found.counties))
    return (
        (counties, found.counties),
        (translated("Tools and ways of working"), found.tools),
        (translated("Dimensions"), found.dimensions),
    )


def _text_rows(rows: Sequence[Row]) -> list[str]:
    width = max((len(row.name) for row in rows), default=0)
    lines = []
    for row in rows:
        old = f"  {translated('old')}" if row.is_old else ""
        lines.append(f"  {'!' if row.is_thin else ' '} {row.name:<{width}}  {row.count:>3}  {row.newest or '-'}{old}")
    return lines


def _municipalities(found: Coverage) -> str:
    old = sum(row.is_old for row in found.municipalities)
    words = (
        translated("Municipalities: {covered} of {all} have an example, {old} only old ones")
        if old
        else translated("Municipalities: {covered} of {all} have an example")
    )
    return words.format(covered=len(found.municipalities), all=found.of_municipalities, old=old)


def _dead(found: Coverage) -> list[str]:
    """Each dead source with the place that names it; or that nobody knows."""
    if found.dead is None:
        return [translated("Nobody has asked the web yet: run check --external")]
    return [f"{one.source}:{one.line}  {one.address}" for one in found.dead]


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
    due = [f"{one.title} ({one.source}), {long_day(one.day)}" for one in found.due]
    tables = "".join(f"<h2>{escape(title)}</h2>{_table(rows)}" for title, rows in _tables(found))
    key = translated("Bold: fewer than {few} examples. Old: none of the texts has been changed for {years} years.")
    about = f"{_summary(found)} {_municipalities(found)}. {key.format(few=FEW, years=OLD_YEARS)}"
    return (
        f'<!doctype html>\n<html lang="{language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(translated('Coverage'))}</title><style>{STYLE}</style></head><body><main>"
        f"<h1>{escape(translated('What is covered'))}</h1><p>{escape(about)}</p>"
        f'<div class="wide">{_map(found)}<div>{tables}'
        f"<h2>{escape(translated('Texts to review'))}</h2>{_list(due)}"
        f"<h2>{escape(translated('Dead sources'))}</h2>{_list(_dead(found))}"
        "</div></div></main></body></html>\n"
    )


def _table(rows: Sequence[Row]) -> str:
    body = "".join(
        f'<tr{" class=thin" if row.is_thin else ""}><th scope="row">{escape(row.name)}</th><td class="n">{row.count}</td>'
        f"<td>{escape(_changed(row))}</td></tr>"
        for row in rows
    )
    names = (translated("Name"), translated("Examples"), translated("Last changed"))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _changed(row: Row) -> str:
    if row.newest is None:
        return translated("no examples")
    return f"{long_day(row.newest)}, {translated('old')}" if row.is_old else long_day(row.newest)


def _list(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else f"<p>{escape(translated('None.'))}</p>"


def _map(found: Coverage) -> str:
    """Ink alone: filled, half and hollow dots tell the age, a small one that there is nothing."""
    one = found.map
    words = translated("Sweden drawn with {dots} dots, one for each municipality, by the age of its newest example.")
    title = words.format(dots=found.of_municipalities)
    dots = (
        _DOT.format(one.none, "var(--dot)", 6)
        + "".join(_DOT.format(one.old, *pen) for pen in (("var(--ink)", 16), ("var(--paper)", 11)))
        + "".join(_DOT.format(one.ageing, *pen) for pen in (("var(--ink)", 16), ("var(--paper)", 11), ("var(--ink)", 6)))
        + _DOT.format(one.fresh, "var(--ink)", 16)
    )
    keys = (
        (translated("changed in the last year"), _DOT.format("M10 10h0", "var(--ink)", 16)),
        (
            translated("one to two years ago"),
            "".join(_DOT.format("M10 10h0", *pen) for pen in (("var(--ink)", 16), ("var(--paper)", 11), ("var(--ink)", 6))),
        ),
        (translated("older"), "".join(_DOT.format("M10 10h0", *pen) for pen in (("var(--ink)", 16), ("var(--paper)", 11)))),
        (translated("no example"), _DOT.format("M10 10h0", "var(--dot)", 6)),
    )
    group = '<g fill="none" stroke-linecap="round">{}</g></svg>'
    legend = "".join(
        f'<li><svg viewBox="0 0 20 20" aria-hidden="true">{group.format(dot)}{escape(told)}</li>' for told, dot in keys
    )
    return (
        f'<figure><svg viewBox="{BOX}" role="img" aria-label="{escape(title)}">{group.format(dots)}'
        f"<figcaption><ul>{legend}</ul></figcaption></figure>"
    )
