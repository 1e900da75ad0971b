"""Outputs that have been made -> their compressed twins. The last stage of a plan: it is told by what the others became."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from press.shape.output import Output, Twin

CODINGS = ("br", "gz")  # the twin's ending
TEXTS = (".html", ".css", ".js", ".svg", ".xml", ".json", ".csv", ".txt")
LEAST = 1024  # bytes: what is smaller travels in one packet anyway
SITE = "site/"


def has_twins(path: str, size: int) -> bool:
    """Whether a file is worth compressing. Pictures, fonts and PDFs are compressed already."""
    return path.startswith(SITE) and path.endswith(TEXTS) and size > LEAST


def twins(made: Iterable[tuple[str, int, str]], folders: tuple[str, ...] = ()) -> Iterator[Output]:
    """The twins of outputs told by path, size and the hash of what they hold. An output that is a folder has its own inside."""
    for path, size, sha256 in made:
        if has_twins(path, size) and not path.startswith(folders):
            for coding in CODINGS:
                yield Output(f"{path}.{coding}", Twin(path, sha256, coding), path)


def twins_of(path: str) -> tuple[str, ...]:
    """Where the twins of an output lie, if it has any."""
    return tuple(f"{path}.{coding}" for coding in CODINGS)
