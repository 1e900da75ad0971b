"""The commands of the order desk and of whoever runs the receiver: options in, one call, words out.

What they stand on (SQLAlchemy, Starlette) is slow to import, so each command imports it when it is called.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press import telling
from press.problems import problem

if TYPE_CHECKING:
    from press.orders.store import Store


@click.group("orders")
def orders() -> None:
    """Take orders and messages, and look after them. Works on the database that site.yaml names."""


@orders.command()
@click.option("--port", type=click.IntRange(1, 65_535), help="On the loopback address. Without it: orders.port of site.yaml.")
@click.pass_obj
def serve(project: Path, port: int | None) -> None:
    """Run the receiver, until it is interrupted."""
    from press import receiving
    from press.orders import serving
    from press.orders.tokens import Tokens

    settings = receiving.settings_in(project)
    with _telling_of_the_database():
        secret = receiving.keys_in(project, settings, os.environ)
        store = receiving.store_in(project, settings, secret)
        app = receiving.app_in(project, project / "output", settings, store, Tokens(secret.signing, store.now))
    number = port or settings.orders.port
    try:
        sock = serving.listener(number)
    except OSError as fault:
        click.echo(f"Port {number} can't be used: {fault.strerror}. Name another with --port.", err=True)
        sys.exit(telling.MACHINE)
    click.echo(f"Orders are taken on http://{serving.HOST}:{number}. Stop with Ctrl-C.")
    serving.serve(app, sock)


@orders.command("list")
@click.option("--waiting", is_flag=True, help="Only those that are still to be sent.")
@click.pass_obj
def list_orders(project: Path, waiting: bool) -> None:
    """List the orders, the oldest first."""
    from press.orders import desk

    with _store(project) as store:
        click.echo(desk.listed(store.orders(waiting=waiting)))


@contextmanager
def _store(project: Path) -> Iterator[Store]:
    from press import receiving

    settings = receiving.settings_in(project)
    with _telling_of_the_database():
        yield receiving.store_in(project, settings, receiving.keys_in(project, settings, os.environ))


@contextmanager
def _telling_of_the_database() -> Iterator[None]:
    from press.orders.store import NotStoredError

    try:
        yield
    except NotStoredError as fault:
        telling.tell([problem("orders-not-stored", "site.yaml", says=fault.kind)])
        sys.exit(telling.MACHINE)
