"""Which day it is, told once at the top and handed down. Imports little: the answer of a build with nothing to do needs it."""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


def today(environment: Mapping[str, str]) -> date:
    """The day in Sweden, or that of SOURCE_DATE_EPOCH (seconds since 1970)."""
    from datetime import datetime
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        zone: ZoneInfo | None = ZoneInfo("Europe/Stockholm")
    except ZoneInfoNotFoundError:
        zone = None  # the machine's own clock must do
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), tz=zone) if epoch.isascii() and epoch.isdigit() else datetime.now(tz=zone)
    return moment.date()
