"""What the desk sees in its terminal, and the tables it takes away. Pure: orders in, text out."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence

from press.orders.letters import Trouble
from press.orders.store import Kept, KeptMessage, Tally, day_of
from press.record import fields_of
from press.terms import COUNTRIES

COLUMNS = ("reference", "arrived", "sent", "name", "organisation", "address", "postcode", "place", "country", "copies", "email")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BAR = 40  # signs of the longest bar


def listed(orders: Sequence[Kept]) -> str:
    """One line an order, and a sum at the end."""
    if not orders:
        return "No orders."
    rows = [
        (
            kept.reference,
            day_of(kept.arrived),
            f"sent {day_of(kept.sent)}" if kept.sent else "waits",
            str(kept.order.copies),
            f"{kept.order.name}, {kept.order.postcode} {kept.order.place}",
        )
        for kept in orders
    ]
    copies = sum(kept.order.copies for kept in orders)
    return "\n".join((*_columns(rows), f"{_count(len(orders), 'order')}, {_count(copies, 'copy', 'copies')}."))


def shown(kept: Kept) -> str:
    """Everything about one order."""
    return "\n".join(_columns([(name, value) for name, value in row_of(kept).items() if value]))


def messages_listed(messages: Sequence[KeptMessage]) -> str:
    """Each message with its text, the oldest first."""
    if not messages:
        return "No messages."
    parts = []
    for kept in messages:
        about = ", ".join(filter(None, (kept.message.page, kept.message.email or "anonymous")))
        text = "\n".join(f"    {line}" for line in kept.message.text.splitlines())
        parts.append(f"{kept.reference}  {day_of(kept.arrived)}  {about}\n{text}")
    return "\n\n".join((*parts, f"{_count(len(messages), 'message')}."))


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
        return "No orders."
    months: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for one in tallies:
        orders, copies = months[one.month]
        months[one.month] = orders + one.orders, copies + one.copies
    most = max(copies for _, copies in months.values())
    chart = [
        (month, _count(orders, "order"), _count(copies, "copy", "copies"), "█" * max(1, round(_BAR * copies / most)))
        for month, (orders, copies) in sorted(months.items())
    ]
    areas = [(one.month, one.area, _count(one.orders, "order"), _count(one.copies, "copy", "copies")) for one in tallies]
    return "\n".join((*_columns(chart), "", *_columns([("month", "area", "orders", "copies"), *areas])))


def warning_of(trouble: Trouble) -> str:
    """What the desk should know of its letters, or nothing."""
    said = [
        (trouble.late, "waits", "wait", "for the mail server since more than an hour"),
        (trouble.refused, "was", "were", "refused by it"),
        (trouble.unsure, "may", "may", "or may not have gone: the line broke at the last moment"),
    ]
    parts = [f"{_count(many, 'letter')} {one if many == 1 else more} {rest}" for many, one, more, rest in said if many]
    return f"warning: {'; '.join(parts)}" if parts else ""


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _count(many: int, one: str, more: str = "") -> str:
    return f"{many} {one if many == 1 else more or one + 's'}"


def _columns(rows: Iterable[Sequence[str]]) -> list[str]:
    table = list(rows)
    widths = [max(len(row[place]) for row in table) for place in range(len(table[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
