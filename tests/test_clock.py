"""Which day it is, in Sweden."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from press.clock import today


@pytest.mark.parametrize(
    ("epoch", "day"),
    [
        ("0", date(1970, 1, 1)),
        ("1795474799", date(2026, 11, 23)),  # 23:59:59 in Stockholm, 22:59:59 UTC
        ("1795474800", date(2026, 11, 24)),  # midnight there
        ("1782856800", date(2026, 7, 1)),  # midnight there in summer time, two hours before UTC's
    ],
)
def test_source_date_epoch_decides_the_day_by_swedish_midnight(epoch: str, day: date) -> None:
    assert today({"SOURCE_DATE_EPOCH": epoch}) == day


@pytest.mark.parametrize("epoch", ["", "soon", "-1", "1.5", "²"])
def test_what_is_no_number_of_seconds_is_passed_over(epoch: str) -> None:
    before = datetime.now(tz=ZoneInfo("Europe/Stockholm")).date()

    assert before <= today({"SOURCE_DATE_EPOCH": epoch}) <= before + timedelta(days=1)
