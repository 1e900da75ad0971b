"""A project's folder -> the files that have changed, again and again. The only file that knows watchfiles.

What the system tells is a bell that may be missed: its queue overflows, a network disk never rings, a machine allows so
many watches and no more. So everything is looked at from time to time as well; where nothing rings, oftener.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from watchfiles import watch

from press import seen

STEP_MS, MOST_MS = 10, 200  # changes within a step of each other are told together; after the most they are told anyway
ROUND_S, POLL_S = 2.0, 0.5  # between two looks at everything: where the system tells of changes, and where it does not
_CALM = 20  # a disk is looked at for at most a twentieth of the time


def changes(project: Path, before: seen.Looks, end: threading.Event, *, polls: bool = False) -> Iterator[set[str]]:
    """Paths below the project that are not as they were `before`, then as they change, come or go. Ends when `end` is set."""
    known = dict(before)
    while not end.is_set():
        try:
            next_look = 0.0  # at once: what changed before the watch began is told too
            for rung in _polled(end) if polls else _told(project, end):
                told = rung
                for path in told:
                    known[path] = _look(project, path)
                if told:
                    yield told
                if (start := time.monotonic()) >= next_look:
                    now = looks(project)
                    took = time.monotonic() - start
                    next_look = start + max(POLL_S if polls else ROUND_S, took * _CALM)
                    found = {path for path in {*known, *now} if known.get(path, "") != now.get(path, "")}
                    known = now
                    if found:
                        yield found
                    told = told | found
                if not polls and any(os.path.isdir(folder) for folder in {os.path.join(project, path) for path in told}):
                    break  # a folder has come: it is to be watched too
        except (OSError, RuntimeError):
            polls = True  # too many watches, or a disk that has none


def _told(project: Path, end: threading.Event) -> Iterator[set[str]]:
    """What the system tells; from time to time nothing. Raises OSError or RuntimeError where it can't be asked.

    Each folder is watched by itself, and the project's own for settings that are saved by renaming and folders that come.
    """
    folders = [os.fspath(project)]
    for name in seen.SOURCES:
        folders += [folder for folder, _, _ in os.walk(project / name, followlinks=False)]
    for some in watch(
        *folders, recursive=False, watch_filter=None, step=STEP_MS, debounce=MOST_MS, stop_event=end,
        rust_timeout=int(ROUND_S * 1000), yield_on_timeout=True, raise_interrupt=False, force_polling=False,
    ):  # fmt: skip
        names = {os.path.relpath(path, project).replace(os.sep, "/") for _, path in some}
        yield {name for name in names if _is_source(name)}


def _polled(end: threading.Event) -> Iterator[set[str]]:
    while not end.wait(POLL_S):
        yield set()


def _is_source(name: str) -> bool:
    """Whether a file is the editor's own, and not one that an editor program keeps beside it."""
    last = name.rpartition("/")[2]
    return name.partition("/")[0] in seen.SOURCES and not last.startswith(".") and not last.endswith("~")


def looks(project: Path) -> dict[str, str]:
    """How the editor's files look at this moment."""
    return {name: look for name, look in seen.sources(os.fspath(project)).items() if _is_source(name)}


def _look(project: Path, name: str) -> str:
    try:
        return seen.look_of(os.path.join(project, name))
    except OSError:
        return ""
