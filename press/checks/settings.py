"""What the settings do not say yet. Warnings: the site can be built, but should not be published so."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from press.checks.desk import Desk
from press.model import Publication
from press.problems import Problem, problem

FILE = "site.yaml"
PLACEHOLDERS = ("example.org", "example.com", "example.net")  # kept free for examples (RFC 2606)


def placeholders(publication: Publication) -> Iterator[Problem]:
    settings = publication.settings
    if urlsplit(settings.address).hostname in PLACEHOLDERS:
        yield problem("placeholder", FILE, key="address")
    unset = {
        "licence": settings.licence,
        "publisher.email": settings.publisher.email,
        "edition.printer": settings.edition.printer,
        "edition.isbn": settings.edition.isbn,
        "security.contact": settings.security.contact,
        "accessibility.conformity": settings.accessibility.conformity,
    }
    if settings.orders.mode == "receiver":
        unset["orders.basis"] = settings.orders.basis
        unset["orders.decision"] = settings.orders.decision
    for key, value in unset.items():
        if not value:
            yield problem("not-set", FILE, key=key)


def unset(desk: Desk) -> Iterator[Problem]:
    yield from placeholders(desk.publication)
