"""Problems in colour on a terminal, plain elsewhere. Imports next to nothing: a build with nothing to do prints with it."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterable

WARNINGS = ("warning: ", "varning: ")  # in each language that is spoken
_BOLD, _RED, _YELLOW, _END = "\033[1m", "\033[31m", "\033[33m", "\033[0m"


def tell(problems: Iterable[str]) -> None:
    """Problems as `problems.as_text` writes them, each from its place to its hint, on standard error."""
    for text in problems:
        print(_coloured(text) if is_colourful() else text, file=sys.stderr)


def is_colourful() -> bool:
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _coloured(text: str) -> str:
    first, end, hint = text.partition("\n")
    place, _, words = first.partition(": ")
    colour = _YELLOW if words.startswith(WARNINGS) else _RED
    return f"{_BOLD}{place}{_END}: {colour}{words}{_END}{end}{hint}"
