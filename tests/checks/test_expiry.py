"""What runs out is told of: security.txt from 60 days before it expires, a statement once it is more than a year old."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from press.checks.expiry import expiring, is_expired, next_change
from press.model import Accessibility, Publication, Security
from press.problems import as_text
from press.record import replace
from tests.makers import a_publication

EXPIRES = date(2027, 3, 1)
SOON = "site.yaml: warning: security.txt expires on 2027-03-01, in {}"
HINT = "\n    hint: look it through, and write a later day in security.expires"


def of(expires: date | None) -> Publication:
    whole = a_publication()
    return replace(whole, settings=replace(whole.settings, security=Security("mailto:a@example.org", expires)))


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 12, 30), []),
        (date(2026, 12, 31), [SOON.format("60 days") + HINT]),
        (date(2027, 2, 28), [SOON.format("1 day") + HINT]),
        (EXPIRES, ["site.yaml: warning: security.txt has expired on 2027-03-01" + HINT]),
        (date(2028, 1, 1), ["site.yaml: warning: security.txt has expired on 2027-03-01" + HINT]),
    ],
)
def test_it_is_told_of_from_sixty_days_before(today: date, words: list[str]) -> None:
    assert [as_text(one) for one in expiring(of(EXPIRES), today)] == words
    assert is_expired(of(EXPIRES), today) == (today >= EXPIRES)


def test_without_a_day_nothing_expires() -> None:
    assert list(expiring(of(None), EXPIRES)) == []
    assert not is_expired(of(None), EXPIRES)
    assert next_change(of(None), EXPIRES) is None


@pytest.mark.parametrize(
    ("today", "following"),
    [
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 12, 30), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2027, 2, 28), EXPIRES),
        (EXPIRES, None),
    ],
)
def test_the_next_day_on_which_it_says_something_else_is_known(today: date, following: date | None) -> None:
    assert next_change(of(EXPIRES), today) == following


# ---------------------------------------------------------------- the accessibility statement


def assessed(day: date | None) -> Publication:
    whole = a_publication()
    return replace(whole, settings=replace(whole.settings, accessibility=Accessibility(assessed=day)))


@pytest.mark.parametrize(
    ("day", "first"),
    [(date(2025, 11, 24), date(2026, 11, 25)), (date(2024, 2, 29), date(2025, 3, 1)), (date(2023, 3, 1), date(2024, 3, 2))],
)
def test_a_statement_is_old_on_the_first_day_after_twelve_months(day: date, first: date) -> None:
    before = first - timedelta(days=1)

    assert list(expiring(assessed(day), before)) == []
    assert [as_text(one) for one in expiring(assessed(day), first)] == [
        f"site.yaml: warning: the site was last assessed for accessibility on {day}, more than a year ago\n"
        "    hint: assess it anew, and write the result and the day under accessibility"
    ]
    assert next_change(assessed(day), before) == first
    assert next_change(assessed(day), first) is None


def test_a_site_that_was_never_assessed_does_not_grow_old() -> None:
    assert list(expiring(assessed(None), date(2040, 1, 1))) == []
    assert next_change(assessed(None), date(2040, 1, 1)) is None
