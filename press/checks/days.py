"""Days that have come, or that can't be right."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.desk import Desk
from press.problems import Problem, problem


def future_days(desk: Desk) -> Iterator[Problem]:
    """`publish` is how a text waits for its day; the others tell of what has been."""
    for article in desk.articles():
        for key, day in (("published", article.published), ("updated", article.updated)):
            if day is not None and day > desk.today and key in article.lines:
                yield problem("day-to-come", article.source, article.lines[key], key=key, day=day)


def reviews_due(desk: Desk) -> Iterator[Problem]:
    for article in desk.articles():
        if article.review_by is not None and article.review_by <= desk.today:
            yield problem("review-due", article.source, article.lines.get("review_by", 0), day=article.review_by)


def never_shown(desk: Desk) -> Iterator[Problem]:
    for article in desk.articles():
        begins = article.publish or article.published
        if article.expires is not None and article.expires <= begins:
            line = article.lines.get("expires", 0)
            yield problem("never-shown", article.source, line, expires=article.expires, begins=begins)
