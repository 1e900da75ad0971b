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
from press.words import count, translated

if TYPE_CHECKING:
    from press.model import Settings
    from press.orders.store import Store

_FILE = click.Path(dir_okay=False, path_type=Path)
_REFERENCE = "The number that its writer has, as K7QM-2XPA."


@click.group("orders")
def orders() -> None:
    """Take orders and messages, and look after them. Works on the database that site.yaml names."""


@orders.command()
@click.option("--port", type=click.IntRange(1, 65_535), help="On the loopback address. Without it: orders.port of site.yaml.")
@click.pass_obj
def serve(project: Path, port: int | None) -> None:
    """Run the receiver, until it is interrupted. It sends letters and erases what is due each night."""
    from press import receiving
    from press.orders import serving
    from press.orders.forgetting import Nightly
    from press.orders.tokens import Tokens

    with _store(project) as (store, settings):
        secret = receiving.keys_in(project, settings, os.environ)
        postman = receiving.postman_of(project, project / "output", store, secret)
        nightly = Nightly(store, receiving.backups_of(project, settings))
        tokens = Tokens(secret.signing, store.now)
        work = (postman.deliver, nightly.forget)
        app = receiving.app_in(project, project / "output", settings, store, tokens, work=work)
    number = port or settings.orders.port
    try:
        sock = serving.listener(number)
    except OSError as fault:
        words = translated("Port {port} can't be used: {says}. Name another with --port.")
        click.echo(words.format(port=number, says=fault.strerror), err=True)
        sys.exit(telling.MACHINE)
    words = translated("Orders are taken on {address}. Stop with Ctrl-C.")
    click.echo(words.format(address=f"http://{serving.HOST}:{number}"))
    sys.stdout.flush()
    serving.serve(app, sock)


@orders.command("list")
@click.option("--waiting", is_flag=True, help="Only those that are still to be sent.")
@click.pass_obj
def list_orders(project: Path, waiting: bool) -> None:
    """List the orders, the oldest first."""
    from press.orders import desk

    with _store(project) as (store, _):
        click.echo(desk.listed(store.orders(waiting=waiting)))
        _warn_of_letters(store)


@orders.command()
@click.argument("reference")
@click.pass_obj
def show(project: Path, reference: str) -> None:
    """Show everything about one order."""
    from press.orders import desk

    with _store(project) as (store, _):
        found = store.orders(reference=_tidy(reference))
        if not found:
            _unknown(reference)
        click.echo(desk.shown(found[0]))


@orders.command()
@click.argument("references", nargs=-1, required=True)
@click.pass_obj
def sent(project: Path, references: tuple[str, ...]) -> None:
    """Say that orders have been sent. From today on their days are counted until they are erased."""
    with _store(project) as (store, _):
        lost = [one for one in references if not store.mark_sent(_tidy(one))]
        marked = len(references) - len(lost)
    click.echo(translated("{orders} marked as sent.").format(orders=count(marked, "order")))
    if lost:
        click.echo(translated("Unknown, or sent before: {references}.").format(references=", ".join(lost)), err=True)
        sys.exit(telling.CONTENT)


@orders.command()
@click.option("--csv", "table", type=_FILE, help="A table for a spreadsheet; - writes it here.")
@click.option("--labels", type=_FILE, help="Address labels as a PDF: A4, 3 x 7, each 63.5 x 38.1 mm.")
@click.option("--all", "everything", is_flag=True, help="Also those that are sent.")
@click.option("--reference", help="Only this order or message, with all that is known of it, as JSON: for its writer, who asks.")
@click.pass_obj
def export(project: Path, table: Path | None, labels: Path | None, everything: bool, reference: str | None) -> None:
    """Take the orders that wait to be sent away as a table or as labels, or one person's own data."""
    from press import receiving
    from press.orders import desk
    from press.record import as_json

    with _store(project) as (store, settings):
        if reference:
            found = [*store.orders(reference=_tidy(reference)), *store.messages(reference=_tidy(reference))]
            if not found:
                _unknown(reference)
            click.echo(as_json(found[0]).decode())
            return
        waiting = store.orders(waiting=not everything)
        if table is None and labels is None:
            raise click.UsageError(translated("say what to write: --csv, --labels or --reference"))
        if table and str(table) == "-":
            click.echo(desk.as_csv(waiting), nl=False)
        elif table:
            _write(table, desk.as_csv(waiting).encode("utf-8-sig"))
        if labels:
            content, warnings = receiving.labels(project, settings, [desk.label_of(kept) for kept in waiting])
            _write(labels, content)
            for one in warnings:
                click.echo(translated("warning: the labels: {says}").format(says=one), err=True)
    if str(table) != "-":
        click.echo(translated("Wrote {orders}.").format(orders=count(len(waiting), "order")))


@orders.command()
@click.option("--reference", help="Only this one.")
@click.pass_obj
def messages(project: Path, reference: str | None) -> None:
    """Show the messages, the oldest first."""
    from press.orders import desk

    with _store(project) as (store, _):
        click.echo(desk.messages_listed(store.messages(reference=_tidy(reference or ""))))
        _warn_of_letters(store)


@orders.command()
@click.pass_obj
def stats(project: Path) -> None:
    """Count orders and copies by month and by the first two figures of the postcode, those that are erased among them."""
    from press.orders import desk

    with _store(project) as (store, _):
        click.echo(desk.stats(store.tallies()))


@orders.command()
@click.option("--reference", help=f"One order or message, because its writer asks for it. {_REFERENCE}")
@click.option("--log", is_flag=True, help="Tell what was erased and when, and erase nothing.")
@click.pass_obj
def forget(project: Path, reference: str | None, log: bool) -> None:
    """Erase personal data that is due, in the database and in its backups. The receiver does the same each night."""
    from press import receiving
    from press.orders import forgetting
    from press.orders.store import day_of

    with _store(project) as (store, settings):
        if log:
            for at, why, many, messages in store.purges():
                reason = translated("asked") if why == "asked" else translated("due")
                click.echo(f"{day_of(at)}  {reason}  {count(many, 'order')}, {count(messages, 'message')}")
            return
        backups = receiving.backups_of(project, settings)
        if reference:
            gone = forgetting.forget_one(store, _tidy(reference), backups)
            if not gone:
                _unknown(reference)
        else:
            gone = forgetting.forget_due(store, backups)
    words = translated("Erased {orders} and {messages}, rewrote {backups}.")
    told = {"orders": count(gone.orders, "order"), "messages": count(gone.messages, "message")}
    click.echo(words.format(**told, backups=count(gone.backups, "backup")))


@orders.command()
@click.pass_obj
def backup(project: Path) -> None:
    """Copy everything into a file beside the database. Forgetting erases from these files too, so keep no others."""
    from press import receiving
    from press.orders import forgetting

    with _store(project) as (store, settings):
        path = forgetting.backup(store, receiving.backups_of(project, settings))
        click.echo(translated("Wrote {path}.").format(path=path))


@orders.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def restore(project: Path, file: Path) -> None:
    """Put a backup back into an empty database, and erase what has become due meanwhile."""
    from press import receiving
    from press.orders import forgetting

    with _store(project) as (store, settings):
        try:
            forgetting.restore(store, file, receiving.backups_of(project, settings))
        except forgetting.NotEmptyError:
            click.echo(translated("There are orders in the database already: restore wants an empty one."), err=True)
            sys.exit(telling.CONTENT)
        many = len(store.orders())
    click.echo(translated("Restored {orders}.").format(orders=count(many, "order")))


@orders.command("deploy-files")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def deploy_files(project: Path, folder: Path) -> None:
    """Write what a machine needs to run the receiver: a systemd unit, a file for secrets, and a web server's part."""
    from press import receiving

    door = Path(sys.argv[0]).resolve()
    files = receiving.deploy_files(project, receiving.settings_in(project), Path(sys.executable).absolute(), door)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        _write(folder / name, text.encode())
    words = translated("Wrote {files} in {folder}. How to use them stands in docs/bestallningar.md.")
    click.echo(words.format(files=", ".join(files), folder=folder))


# ---------------------------------------------------------------- parts


def _tidy(reference: str) -> str:
    return reference.strip().upper()


def _unknown(reference: str) -> None:
    click.echo(translated('There is no order or message "{reference}".').format(reference=reference), err=True)
    sys.exit(telling.CONTENT)


def _write(path: Path, content: bytes) -> None:
    """A file that its owner alone may read: it holds addresses."""
    handle = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def _warn_of_letters(store: Store) -> None:
    from press.orders.desk import warning_of
    from press.orders.letters import trouble

    if words := warning_of(trouble(store)):
        click.echo(words, err=True)


@contextmanager
def _store(project: Path) -> Iterator[tuple[Store, Settings]]:
    """The orders of a project. What the database refuses is told, and ends 4."""
    from press import receiving
    from press.orders.store import NotStoredError

    settings = receiving.settings_in(project)
    try:
        yield receiving.store_in(project, settings, receiving.keys_in(project, settings, os.environ)), settings
    except NotStoredError as fault:
        telling.tell([problem("orders-not-stored", "site.yaml", says=fault.kind)])
        sys.exit(telling.MACHINE)
