"""Secrets: from the environment, else from a file that its owner alone may read. Never from site.yaml."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from press.record import Record

FILE_NAMED_BY = "PRESS_SECRETS"
SIGNING, SMTP, DATABASE = "PRESS_ORDERS_SECRET", "PRESS_SMTP_PASSWORD", "PRESS_DATABASE_PASSWORD"
NAMES = (SIGNING, SMTP, DATABASE)
_MADE = "secret"  # the signing key that is made where no one is given, beside the database
_LEAST = 16  # signs of a signing key


class SecretsError(Exception):
    """A secret is missing, short or open to others; says which."""


class Keys(Record, frozen=True):
    signing: str
    smtp: str
    database: str


def keys_of(environment: Mapping[str, str], folder: Path | None) -> Keys:
    """The secrets. Without a signing key one is made in `folder`, where the database lies; a server has no such folder.

    Raises SecretsError.
    """
    known = dict(_in_file(environment.get(FILE_NAMED_BY, "")))
    known |= {name: environment[name] for name in NAMES if environment.get(name)}
    signing = known.get(SIGNING, "")
    if not signing and folder is None:
        raise SecretsError(f"{SIGNING} is not set, and all receivers of one database need the same")
    if signing and len(signing) < _LEAST:
        raise SecretsError(f"{SIGNING} is shorter than {_LEAST} signs")
    return Keys(signing or _made_in(folder), known.get(SMTP, ""), known.get(DATABASE, ""))


def _in_file(name: str) -> list[tuple[str, str]]:
    """The lines NAME=value of the file of secrets, if one is named."""
    if not name:
        return []
    path = Path(name)
    try:
        if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise SecretsError(f"others may read {name}: chmod 600 {name}")
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise SecretsError(f"{name} can't be read: {type(fault).__name__}") from None
    found = []
    for line in lines:
        key, sign, value = line.partition("=")
        if sign and not key.lstrip().startswith("#"):
            found.append((key.strip(), value.strip()))
    return found


def _made_in(folder: Path | None) -> str:
    assert folder is not None
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / _MADE
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    draft = folder / f"{_MADE}.{secrets.token_hex(8)}"
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(32) + "\n")
    with suppress(FileExistsError):  # another receiver was first: whole, since a link is
        os.link(draft, path)
    draft.unlink()
    return path.read_text(encoding="ascii").strip()
