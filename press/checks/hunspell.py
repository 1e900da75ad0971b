"""Asks the machine's own Hunspell, with its Swedish dictionary. The only file that knows the program.

Neither is shipped: the program is LGPL/GPL/MPL, the dictionary LGPL-3. Where one is missing there is no spelling to look at.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable

DICTIONARY = "sv_SE"
TIMEOUT_S = 120


class SilentError(Exception):
    """The program did not answer, or not in time."""


class Hunspell:
    """A dictionary that can be asked for many words at once."""

    def __init__(self, program: str) -> None:
        self._program = program

    def unknown(self, words: Iterable[str]) -> frozenset[str]:
        """Those of the words that the dictionary does not have. Words are letters alone."""
        return frozenset(self._asked("-l", words).split())

    def nearest(self, words: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """What the dictionary would rather have for words that it does not have; slow, so to be asked of few."""
        found: dict[str, tuple[str, ...]] = {}
        for line in self._asked("-a", (f"^{word}" for word in words)).splitlines():
            if line.startswith("& "):  # & word many offset: first, second, ...
                head, _, rest = line.partition(": ")
                found[head.split()[1]] = tuple(rest.split(", "))
        return found

    def _asked(self, how: str, words: Iterable[str]) -> str:
        asked = "\n".join(sorted(set(words)))
        # A personal list of words in somebody's home would make one machine's answer another than the next one's.
        command = [self._program, "-i", "utf-8", "-d", DICTIONARY, "-p", os.devnull, how]
        try:
            return subprocess.run(  # noqa: S603  # words go in as text, the program is the machine's own
                command,
                input=f"{asked}\n",
                capture_output=True,
                encoding="utf-8",
                timeout=TIMEOUT_S,
                check=True,
                env=_environment(),
            ).stdout
        except (OSError, subprocess.SubprocessError) as fault:
            raise SilentError from fault


def _environment() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C.UTF-8"}


def installed() -> Hunspell | None:
    """The machine's Hunspell, or None where it or its Swedish dictionary is missing, or where it does not answer."""
    program = shutil.which("hunspell")
    if program is None:
        return None
    found = Hunspell(program)
    try:
        found.unknown(["och"])
    except SilentError:
        return None
    return found
