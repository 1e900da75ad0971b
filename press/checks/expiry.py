"""What runs out by itself: security.txt, and the accessibility statement.

security.txt is not to be published once it has expired (RFC 9116, 2.5.5). A statement is to be looked through each year.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from press.model import Publication
from press.problems import Problem, problem

FILE = "site.yaml"
SOON = timedelta(days=60)


def expiring(publication: Publication, today: date) -> Iterator[Problem]:
    """Warnings: of security.txt from 60 days before its first moment as expired, of a statement older than twelve months."""
    expires = publication.settings.security.expires
    if expires and is_expired(publication, today):
        yield problem("security-expired", FILE, day=expires)
    elif expires and today >= expires - SOON:
        days = (expires - today).days
        yield problem("security-soon", FILE, day=expires, left=f"{days} day{'' if days == 1 else 's'}")
    old = _statement_is_old_from(publication)
    if old and today >= old:
        yield problem("statement-old", FILE, day=publication.settings.accessibility.assessed)


def is_expired(publication: Publication, today: date) -> bool:
    expires = publication.settings.security.expires
    return expires is not None and today >= expires


def next_change(publication: Publication, today: date) -> date | None:
    """The next day on which `expiring` tells something else. While it tells how many days are left, that is tomorrow."""
    days = []
    expires = publication.settings.security.expires
    if expires and not is_expired(publication, today):
        days.append(max(expires - SOON, today + timedelta(days=1)))
    old = _statement_is_old_from(publication)
    if old and old > today:
        days.append(old)
    return min(days, default=None)


def _statement_is_old_from(publication: Publication) -> date | None:
    """The first day on which more than twelve months have passed since the site was assessed."""
    assessed = publication.settings.accessibility.assessed
    if assessed is None or assessed.year == date.max.year:
        return None
    try:
        anniversary = assessed.replace(year=assessed.year + 1)
    except ValueError:  # 29 February
        anniversary = date(assessed.year + 1, 2, 28)
    return anniversary + timedelta(days=1)
