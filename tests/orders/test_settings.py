"""What site.yaml may say of orders, and what is told when the receiver can't start. Word for word."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from press import receiving
from press.problems import ContentError, as_text
from press.source.settings import settings_of
from press.terms import Keep, Mail, Orders, Rates
from tests.hosts.servers import free_port
from tests.tiny import ROOT, SETTINGS

WHOLE = """\
orders:
  mode: receiver
  url: https://bestall.example.org/
  limit: 20
  stock: 900
  countries: [SE, NO]
  database: postgresql://press@db.example.org/orders
  basis: Artikel 6.1 e
  decision: Beslut 12
  keep:
    sent: 10
    unsent: 20
    messages: 30
  mail:
    host: mail.example.org
    port: 465
    security: tls
    user: press
    sender: skriften@example.org
    desk: desk@example.org
  rates:
    address: 5
    all: 50
  proxies: [192.0.2.1]
  port: 9000
"""


def faults_of(text: str) -> list[str]:
    with pytest.raises(ContentError) as raised:
        settings_of(SETTINGS + text)
    return [as_text(found) for found in raised.value.problems]


def test_all_that_can_be_said_of_orders_is_read() -> None:
    assert settings_of(SETTINGS + WHOLE).orders == Orders(
        "receiver",
        "https://bestall.example.org/",
        20,
        900,
        ("SE", "NO"),
        "postgresql://press@db.example.org/orders",
        "Artikel 6.1 e",
        "Beslut 12",
        Keep(10, 20, 30),
        Mail("mail.example.org", 465, "tls", "press", "skriften@example.org", "desk@example.org"),
        Rates(5, 50),
        ("192.0.2.1",),
        9000,
    )


def test_what_is_not_said_is_the_default() -> None:
    assert settings_of(SETTINGS).orders == Orders()
    assert settings_of(SETTINGS + "orders:\n  keep:\n    sent: 1\n").orders.keep == Keep(sent=1)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "url: bestall.example.org",
            'site.yaml:11: "bestall.example.org" is no address of a receiver\n'
            "    hint: write it with https:// first and / last: https://bestall.example.org/",
        ),
        (
            "countries: [SE, NOR]",
            'site.yaml:11: "NOR" can\'t be the value of "countries", which is one of: SE, DK, FI, IS, NO\n'
            '    hint: did you mean "NO"?',
        ),
        (
            "database: mysql://a@b/c",
            "site.yaml:11: orders can't be kept there: only postgresql:// and a file are known\n"
            "    hint: write the name of a file, or postgresql://user@host/name",
        ),
        (
            "database: output/site/orders.sqlite",
            "site.yaml:11: orders can't be kept there: what lies below output/ is published, watched or thrown away\n"
            "    hint: write the name of a file, or postgresql://user@host/name",
        ),
        (
            "database: postgresql://press:secret@db/orders",
            "site.yaml:11: a password stands in orders.database\n"
            "    hint: write it into the file of secrets instead, as PRESS_DATABASE_PASSWORD",
        ),
        ("proxies: [proxy]", 'site.yaml:11: "proxy" is no address of a proxy\n    hint: write its IP address: 127.0.0.1'),
        (
            "mail: {host: mail.example.org, sender: desk}",
            'site.yaml:11: "desk" is no e-mail address, and orders.mail needs one as "sender"',
        ),
        ("keep: {sent: 0}", 'site.yaml:11: "sent" is no whole number from 1 to 3650: "0"'),
        ("kept: 1", 'site.yaml:11: "kept" is no key that is known here\n    hint: did you mean "keep"?'),
    ],
)
def test_a_wrong_setting_is_told_with_its_line(line: str, told: str) -> None:
    assert told in faults_of(f"orders:\n  {line}\n")


@pytest.mark.parametrize("database", ["postgresql://[/", "postgresql://", "://"])
def test_an_address_of_a_database_that_can_not_be_read_is_told(database: str) -> None:
    assert "orders can't be kept there" in faults_of(f'orders:\n  database: "{database}"\n')[0]


# ---------------------------------------------------------------- the receiver


def serve(project: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "build.py", "--project", project, "orders", "serve"],
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_receiver_without_its_pages_says_what_to_run(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text(SETTINGS + "orders:\n  mode: receiver\n", encoding="utf-8")

    told = serve(tmp_path)

    assert (told.returncode, told.stderr) == (
        1,
        "site.yaml: the receiver has no pages: output/ was not built with orders.mode: receiver\n"
        "    hint: run: python build.py build\n",
    )


def test_a_server_needs_a_key_that_all_its_receivers_know(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text(SETTINGS + WHOLE, encoding="utf-8")
    secrets = tmp_path / "secrets"
    secrets.write_text("PRESS_ORDERS_SECRET=short\n", encoding="utf-8")
    secrets.chmod(0o644)

    none, others = serve(tmp_path), serve(tmp_path, PRESS_SECRETS=str(secrets))
    secrets.chmod(0o600)
    short = serve(tmp_path, PRESS_SECRETS=str(secrets))

    hint = "\n    hint: docs/bestallningar.md tells where secrets stand\n"
    assert none.stderr == (
        "site.yaml: the receiver can't start: PRESS_ORDERS_SECRET is not set, and all receivers of one database need the same"
        + hint
    )
    assert others.stderr == f"site.yaml: the receiver can't start: others may read {secrets}: chmod 600 {secrets}" + hint
    assert short.stderr == "site.yaml: the receiver can't start: PRESS_ORDERS_SECRET is shorter than 16 signs" + hint


def test_a_database_that_is_not_there_ends_4(tmp_path: Path) -> None:
    text = WHOLE.replace("db.example.org", f"127.0.0.1:{free_port()}")
    (tmp_path / "site.yaml").write_text(SETTINGS + text, encoding="utf-8")

    told = serve(tmp_path, PRESS_ORDERS_SECRET="a secret of the tests")

    assert told.returncode == 4
    assert told.stderr == (
        "site.yaml: the database of orders can't be used: InterfaceError\n"
        "    hint: see that it runs, that its disk has room, and who may write\n"
    )


def test_a_database_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text(SETTINGS + "orders:\n  mode: receiver\n", encoding="utf-8")
    settings = receiving.settings_in(tmp_path)
    secret = receiving.keys_in(tmp_path, settings, {})
    receiving.store_in(tmp_path, settings, secret).engine.dispose()
    with sqlite3.connect(tmp_path / "orders" / "orders.sqlite") as connection:
        connection.execute("UPDATE version SET number = 99")

    with pytest.raises(ContentError) as raised:
        receiving.store_in(tmp_path, settings, secret)

    assert as_text(raised.value.problems[0]) == (
        "site.yaml: the orders were kept by a later version of this program\n    hint: use that version"
    )


def test_what_is_made_beside_the_database_is_its_owners_alone(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text(SETTINGS, encoding="utf-8")
    settings = receiving.settings_in(tmp_path)

    first = receiving.keys_in(tmp_path, settings, {})
    receiving.store_in(tmp_path, settings, first).engine.dispose()

    folder = tmp_path / "orders"
    assert first == receiving.keys_in(tmp_path, settings, {})
    assert len(first.signing) > 30
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()} == {"secret": 0o600, "orders.sqlite": 0o600}
