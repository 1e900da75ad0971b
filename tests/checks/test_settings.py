"""What the settings do not say yet is told as advice, and stops nothing."""

from __future__ import annotations

import pytest

from press.checks import BUILD, found_by
from press.checks.advice import advice
from press.checks.desk import Desk
from press.checks.settings import placeholders
from press.model import Accessibility, Edition, Publisher, Security, Settings
from press.problems import as_text
from press.record import replace
from tests.makers import TODAY, a_publication, a_tool, an_article

COMPLETE = {
    "address": "https://skriften.se/",
    "licence": "CC BY 4.0",
    "publisher": Publisher("Utgivaren", "a@skriften.se"),
    "edition": Edition(1, TODAY, "Tryckeriet", "Lund", "978-91-000-0000-0"),
    "security": Security("mailto:a@skriften.se", TODAY),
    "accessibility": Accessibility(conformity="full", method="Prövad", assessed=TODAY),
}


def told(**changes: object) -> list[str]:
    whole = a_publication(an_article())
    settings: Settings = replace(whole.settings, **(COMPLETE | changes))
    return [as_text(one) for one in placeholders(replace(whole, settings=settings))]


def test_complete_settings_want_nothing() -> None:
    assert told() == []


@pytest.mark.parametrize("host", ["example.org", "example.com", "example.net", "EXAMPLE.org:8080"])
def test_an_address_kept_free_for_examples_is_a_placeholder(host: str) -> None:
    assert told(address=f"https://{host}/skrift/") == [
        'site.yaml: warning: "address" is still a placeholder\n    hint: write the real one before publishing'
    ]


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("licence", {"licence": ""}),
        ("publisher.email", {"publisher": Publisher("Utgivaren")}),
        ("edition.printer", {"edition": Edition(1, TODAY, "", "Lund", "978-91-000-0000-0")}),
        ("edition.isbn", {"edition": Edition(1, TODAY, "Tryckeriet", "Lund")}),
        ("security.contact", {"security": Security()}),
        ("accessibility.conformity", {"accessibility": Accessibility()}),
    ],
)
def test_what_is_not_set_is_told_by_its_key(key: str, change: dict[str, object]) -> None:
    assert told(**change) == [f'site.yaml: warning: "{key}" is not set, and is not printed']


def test_advice_stops_nothing() -> None:
    publication = a_publication(an_article(), tools=(a_tool("dialog"), a_tool("plan")))

    found = advice(Desk(publication, TODAY))

    assert found_by(BUILD, publication) == ()
    assert {"not-set", "placeholder", "tool-unused", "counties-empty", "dimension-unused"} == {one.code for one in found}
    assert all(one.is_warning for one in found)
