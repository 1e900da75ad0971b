"""What the desk sees in its terminal, and the tables it takes away, whose columns are named in English
whatever language is spoken: programs read them. Pure: orders in, text out."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence

from press.orders.letters import Trouble
from press.orders.store import Kept, KeptMessage, Tally, day_of
from press.record import fields_of
from press.terms import COUNTRIES
from press.words import count, translated

COLUMNS = ("reference", "arrived", "sent", "name", "organisation", "address", "postcode", "place", "country", "copies", "email")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BAR = 40  # signs of the longest bar


def listed(orders: Sequence[Kept]) -> str:
    """One line an order, and a sum at the end."""
    if not orders:
        return translated("No orders.")
    rows = [
        (
            kept.reference,
            day_of(kept.arrived),
            translated("sent {day}").format(day=day_of(kept.sent)) if kept.sent else translated("waits"),
            str(kept.order.copies),
            f"{kept.order.name}, {kept.order.postcode} {kept.order.place}",
        )
        for kept in orders
    ]
    copies = sum(kept.order.copies for kept in orders)
    return "\n".join((*_columns(rows), f"{count(len(orders), 'order')}, {count(copies, 'copy', 'copies')}."))


def shown(kept: Kept) -> str:
    """Everything about one order."""
    return "\n".join(_columns([(translated(name), value) for name, value in row_of(kept).items() if value]))


def messages_listed(messages: Sequence[KeptMessage]) -> str:
    """Each message with its text, the oldest first."""
    if not messages:
        return translated("No messages.")
    parts = []
    for kept in messages:
        about = ", ".join(filter(None, (kept.message.page, kept.message.email or translated("anonymous"))))
        text = "\n".join(f"    {line}" for line in kept.message.text.splitlines())
        parts.append(f"{kept.reference}  {day_of(kept.arrived)}  {about}\n{text}")
    return "\n\n".join((*parts, f"{count(len(messages), 'message')}."))


def row_of(kept: Kept) -> dict[str, str]:
    """An order as the columns of a table."""
    order = kept.order
    return {
        "reference": kept.reference,
        "arrived": day_of(kept.arrived),
        "sent": day_of(kept.sent) if kept.sent else "",
        **{name: str(getattr(order, name)) for name in COLUMNS if name in fields_of(order)},
    }


def as_csv(orders: Iterable[Kept]) -> str:
    """A table for a spreadsheet. A cell that it would take for a formula gets a quote before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for kept in orders:
        row = row_of(kept)
        writer.writerow([_safe(row[name]) for name in COLUMNS])
    return out.getvalue()


def label_of(kept: Kept) -> tuple[str, ...]:
    """The lines of an address label."""
    order = kept.order
    country = "" if order.country == "SE" else COUNTRIES[order.country].upper()
    return tuple(filter(None, (order.name, order.organisation, order.address, f"{order.postcode} {order.place}", country)))


def stats(tallies: Sequence[Tally]) -> str:
    """Copies by month as a chart, then by month and area: the two first figures of the postcode, or the country."""
    if not tallies:
        return translated("No orders.")
    months: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for one in tallies:
        orders, copies = months[one.month]
        months[one.month] = orders + one.orders, copies + one.copies
    most = max(copies for _, copies in months.values())
    chart = [
        (month, count(orders, "order"), count(copies, "copy", "copies"), "█" * max(1, round(_BAR * copies / most)))
        for month, (orders, copies) in sorted(months.items())
    ]
    areas = [(one.month, one.area, count(one.orders, "order"), count(one.copies, "copy", "copies")) for one in tallies]
    head = (translated("month"), translated("area"), translated("orders"), translated("copies"))
    return "\n".join((*_columns(chart), "", *_columns([head, *areas])))


def warning_of(trouble: Trouble) -> str:
    """What the desk should know of its letters, or nothing."""
    said = (
        (trouble.late, translated("{letters} waiting for the mail server since more than an hour")),
        (trouble.refused, translated("{letters} refused by the mail server")),
        (trouble.unsure, translated("{letters} may or may not have gone: the line broke at the last moment")),
    )
    parts = [words.format(letters=count(many, "letter")) for many, words in said if many]
    return f"{translated('warning')}: {'; '.join(parts)}" if parts else ""


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _columns(rows: Iterable[Sequence[str]]) -> list[str]:
    table = list(rows)
    widths = [max(len(row[place]) for row in table) for place in range(len(table[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
