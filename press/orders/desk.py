"""What the desk sees in its terminal, and the tables it takes away. Pure: orders in, text out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from press.orders.store import Kept, day_of

NOTHING = "No orders."


def listed(orders: Sequence[Kept]) -> str:
    """One line an order, and a sum at the end."""
    if not orders:
        return NOTHING
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
    return "\n".join((*_columns(rows), f"{len(orders)} orders, {copies} copies."))


def _columns(rows: Iterable[Sequence[str]]) -> list[str]:
    table = list(rows)
    widths = [max(len(row[place]) for row in table) for place in range(len(table[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
