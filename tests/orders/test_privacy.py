"""The page about personal data says what the settings do, whatever they are."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.tiny import ROOT, TinySite

PAGE = "site/integritet/index.html"


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    site = TinySite(tmp_path / "site")
    shutil.copytree(ROOT / "layouts", site.folder / "layouts", dirs_exist_ok=True)
    site.write("pages/integritet.md", title="Så behandlar vi dina uppgifter", summary="Kort.", body="## Kakor\n\nInga.")
    return site


def words_of(site: TinySite) -> str:
    outcome = site.build()
    assert outcome.problems == ()
    main = site.files()[PAGE].decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def test_where_nothing_can_be_ordered_nothing_is_kept(site: TinySite) -> None:
    words = words_of(site)

    assert "Det går inte att beställa tryckta häften än." in words
    assert "raderas" not in words
    assert "Inga." in words


def test_where_a_receiver_takes_orders_its_times_and_their_decision_are_told(site: TinySite) -> None:
    site.edit(
        "site.yaml",
        "booklet:",
        "orders:\n  mode: receiver\n  basis: avtal.\n  decision: gallringsbeslut 7\n"
        "  keep: {sent: 12, unsent: 1, messages: 34}\nbooklet:",
    )

    words = words_of(site)

    for said in (
        "Uppgifterna raderas 12 dagar efter att häftet har skickats.",
        "raderas de 1 dag efter att beställningen kom.",
        "Tiderna följer av gallringsbeslut 7.",
        "Meddelandet raderas 34 dagar efter att det kom.",
        "Rättslig grund: avtal.",
        "för att skicka häftet, och till ingenting annat",
    ):
        assert said in words


def test_a_receipt_is_told_of_only_where_letters_are_sent(site: TinySite) -> None:
    mail = "  mail: {host: mail.example.org, sender: a@example.org}\n"
    site.edit("site.yaml", "booklet:", f"orders:\n  mode: receiver\n{mail}booklet:")

    assert "för att skicka häftet och en bekräftelse, och till ingenting annat" in words_of(site)


def test_where_orders_go_by_mail_the_site_keeps_nothing(site: TinySite) -> None:
    site.edit("site.yaml", "publisher:\n  name: Utgivaren", "publisher:\n  name: Utgivaren\n  email: a@example.org")
    site.edit("site.yaml", "booklet:", "orders:\n  mode: mailto\nbooklet:")

    words = words_of(site)

    assert "Webbplatsen tar inte emot eller sparar något." in words
    assert "Meddelanden" not in words
