"""Days to come, reviews that are due, and texts that are never shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from press.checks.days import future_days, never_shown, reviews_due
from press.checks.desk import Desk
from press.model import Article
from press.problems import as_text
from press.record import replace
from tests.makers import TODAY, a_publication, an_article

DAY = timedelta(days=1)


def dated(*, lines: dict[str, int], **days: date) -> Article:
    return replace(an_article(), lines=lines, **days)


def of(article: Article, *, hidden: bool = False) -> Desk:
    return Desk(a_publication(hidden=(article,)) if hidden else a_publication(article), TODAY)


def test_a_day_to_come_is_told_where_it_stands_also_of_a_text_that_waits_for_it() -> None:
    article = dated(published=TODAY + DAY, updated=TODAY + 2 * DAY, lines={"published": 7, "updated": 8})

    assert [as_text(one) for one in future_days(of(article, hidden=True))] == [
        'content/articles/klimat.md:7: warning: "published" is a day to come: 2026-11-25\n'
        "    hint: correct it; a text that is to wait has publish:",
        'content/articles/klimat.md:8: warning: "updated" is a day to come: 2026-11-26\n'
        "    hint: correct it; a text that is to wait has publish:",
    ]


def test_today_is_no_day_to_come_nor_is_publish_nor_the_editions_own_day() -> None:
    assert list(future_days(of(dated(published=TODAY, updated=TODAY, lines={"published": 7, "updated": 8})))) == []
    assert list(future_days(of(dated(publish=TODAY + DAY, lines={"publish": 7})))) == []
    assert list(future_days(of(dated(published=TODAY + DAY, lines={})))) == []


@pytest.mark.parametrize(("day", "is_told"), [(TODAY - DAY, True), (TODAY, True), (TODAY + DAY, False)])
def test_a_review_is_due_from_its_day_on(day: date, is_told: bool) -> None:
    found = [as_text(one) for one in reviews_due(of(dated(review_by=day, lines={"review_by": 9})))]

    assert (
        found
        == [
            f"content/articles/klimat.md:9: warning: the text was to be looked over by {day}\n"
            "    hint: look it over, then write updated: and a later review_by:"
        ]
        * is_told
    )


def test_a_text_that_expires_before_it_begins_is_told_and_one_that_has_been_shown_is_not() -> None:
    lines = {"expires": 9}
    never = dated(publish=TODAY + 2 * DAY, expires=TODAY + 2 * DAY, lines=lines)
    shown = dated(publish=TODAY + DAY, expires=TODAY + 2 * DAY, lines=lines)
    over = dated(publish=TODAY - DAY, expires=TODAY - DAY, lines=lines)

    assert [as_text(one) for one in never_shown(of(never, hidden=True))] == [
        "content/articles/klimat.md:9: warning: the text is never shown: it expires on 2026-11-26, and begins on 2026-11-26\n"
        "    hint: correct one of the two"
    ]
    assert list(never_shown(of(shown, hidden=True))) == []
    assert list(never_shown(of(over, hidden=True))) == []
