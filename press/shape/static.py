"""The files of layouts/static/ -> addresses that carry the hash of their content, so that a browser may keep them for ever."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from press import addresses
from press.digest import digest
from press.shape.output import Copy, Output, Styled

FOLDER = "layouts/static/"
STYLESHEET = "site.css"
_CODE = (".css", ".js")


def addresses_of(assets: Mapping[str, str]) -> dict[str, str]:
    """Name below layouts/static/ -> address. `assets` are the files of layouts/ that are no templates: path -> digest.

    A style sheet names others by their addresses, so its own changes with theirs.
    """
    files = {path.removeprefix(FOLDER): mark for path, mark in assets.items() if path.startswith(FOLDER)}
    named = {name: mark for name, mark in files.items() if not name.endswith(_CODE)}
    found = {}
    for name, mark in files.items():
        stem, ending = posixpath.splitext(name)
        shown = digest((mark, named)) if name.endswith(".css") and named else mark
        found[name] = f"{addresses.STATIC}{stem}.{shown[:8]}{ending}"
    return found


def for_all(found: Mapping[str, str]) -> dict[str, str]:
    """Those that every page may use: fonts, icons. What is run or styles is named by the pages that use it."""
    return {name: address for name, address in found.items() if not name.endswith(_CODE)}


def outputs(assets: Mapping[str, str]) -> Iterator[Output]:
    """Each file under its address; a style sheet with the addresses of what it names."""
    found = addresses_of(assets)
    others = for_all(found)
    for name, address in found.items():
        path = f"{FOLDER}{name}"
        if name.endswith(".css"):
            folder = posixpath.dirname(name)
            names = tuple((posixpath.relpath(one, folder or "."), _from(address, other)) for one, other in sorted(others.items()))
            yield Output(addresses.output_path(address), Styled(path, assets[path], names), path)
        else:
            yield Output(addresses.output_path(address), Copy(path, assets[path]), path)


def _from(sheet: str, address: str) -> str:
    """An address as a style sheet writes it, from its own folder."""
    return posixpath.relpath(address, posixpath.dirname(sheet))
