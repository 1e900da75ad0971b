"""What runs out by itself: security.txt. It is not to be published once it has expired (RFC 9116, 2.5.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from press.model import Publication
from press.problems import Problem, problem

FILE = "site.yaml"
SOON = timedelta(days=60)


def expiring(publication: Publication, today: date) -> Iterator[Problem]:
    """A warning from 60 days before, and from the day itself: its first moment is the last."""
    expires = publication.settings.security.expires
    if expires is None:
        return
    if is_expired(publication, today):
        yield problem("security-expired", FILE, day=expires)
    elif today >= expires - SOON:
        days = (expires - today).days
        yield problem("security-soon", FILE, day=expires, left=f"{days} day{'' if days == 1 else 's'}")


def is_expired(publication: Publication, today: date) -> bool:
    expires = publication.settings.security.expires
    return expires is not None and today >= expires


def next_change(publication: Publication, today: date) -> date | None:
    """The next day on which `expiring` tells something else. While it tells how many days are left, that is tomorrow."""
    expires = publication.settings.security.expires
    if expires is None or is_expired(publication, today):
        return None
    return max(expires - SOON, today + timedelta(days=1))
