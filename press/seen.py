"""What files looked like when they were last read or made: so that a build with nothing to do is told at once.

It answers before anything slow is imported, and imports next to nothing itself: no pathlib, no json, no dataclasses.
A file counts as unchanged when its size, times and inode are what they were. A source that was written so shortly
before it was looked at that another write could carry the same time (git calls it racy) is held to its content too.
"""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Looks = Mapping[str, str]  # a file's name below the project (or below output/) -> its size, times and inode as text

FILE = os.path.join(".press", "seen")
SOURCES = ("site.yaml", "content", "layouts")
_FIRST = "seen 2"
_BETWEEN = "\0\x1e\0"  # the tables of the file; within one, NUL, which no file's name holds
_RACY_NS = 2_000_000_000  # the coarsest clock of a common disk (FAT) ticks every two seconds
_PROGRAM = os.path.dirname(os.path.abspath(__file__))


class Seen:
    """A build's sources and outputs as it left them, how it was asked for, and what it said at its end."""

    __slots__ = ("closing", "day", "outputs", "racy", "sources", "until", "what", "words")

    def __init__(
        self,
        *,
        sources: Looks | None = None,
        racy: Mapping[str, str] | None = None,
        outputs: Looks | None = None,
        what: str = "",
        day: str = "",
        until: str = "",
        words: Sequence[str] = (),
        closing: str = "",
    ) -> None:
        self.sources, self.racy, self.outputs = sources or {}, racy or {}, outputs or {}
        self.what = what
        self.day = day  # on which it was asked for, as 2026-11-24
        self.until = until  # the first day on which the answer would be another; empty: never
        self.words = tuple(words)  # the warnings it told
        self.closing = closing

    def still_holds(self, now: Now, what: str, day: str) -> bool:
        """Whether a build that is asked for in the same way on `day` would make nothing."""
        return self.is_of(what, day) and not self.changed(now) and self.outputs == now.outputs

    def is_of(self, what: str, day: str) -> bool:
        """Whether it tells of a build that was asked for in the same way, with nothing come or gone by itself since."""
        return bool(self.closing) and self.what == what and self.day <= day and not (self.until and day >= self.until)

    def changed(self, now: Now) -> set[str]:
        """Sources that are not what they were: changed, new or gone."""
        names = {name for name, look in now.sources.items() if self.sources.get(name) != look}
        names.update(name for name in self.sources if name not in now.sources)
        names.update(name for name, was in self.racy.items() if name not in now.sources or now.content(name) != was)
        return names

    def save(self, project: str) -> None:
        head = (_FIRST, _version(), self.what, self.day, self.until, self.closing, str(len(self.words)), *self.words)
        tables = ["\0".join([f"{name}\0{look}" for name, look in t.items()]) for t in (self.sources, self.racy, self.outputs)]
        target = os.path.join(project, FILE)
        with open(f"{target}.new", "w", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            file.write(_BETWEEN.join(("\0".join(head), *tables)))
        os.replace(f"{target}.new", target)


def asked_as(only: str, *, strict: bool, language: str = "") -> str:
    """What decides a build's answer beside its files and the day. `language` is another than that of the settings."""
    return f"{only or 'all'}{' strict' if strict else ''}{f' {language}' if language else ''}"


def sentence(closing: str, made: int, kept: int, removed: int, seconds: float) -> str:
    """The one sentence at a build's end. `closing` is that sentence with names in the places of the figures."""
    took = f"{seconds:.1f}"
    return closing.format(made=made, kept=kept, removed=removed, seconds=took, seconds_with_comma=took.replace(".", ","))


def load(project: str) -> Seen:
    """What the last build left; nothing when there is no such file, or one that is damaged or of another Python."""
    try:
        with open(os.path.join(project, FILE), encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            head, sources, racy, outputs = (part.split("\0") for part in file.read().split(_BETWEEN))
        first, version, what, day, until, closing, many, *words = head
        if (first, version, many) != (_FIRST, _version(), str(len(words))):
            return Seen()
        return Seen(
            sources=_table(sources), racy=_table(racy), outputs=_table(outputs),
            what=what, day=day, until=until, words=words, closing=closing,
        )  # fmt: skip
    except (OSError, ValueError):
        return Seen()


class Now:
    """How everything that a build reads or has made looks at this moment. To be taken before anything is read."""

    __slots__ = ("_paths", "outputs", "racy", "sources")

    def __init__(self, project: str) -> None:
        since = time.time_ns() - _RACY_NS
        self.sources: dict[str, str] = {}
        self.racy: dict[str, str] = {}  # content of the sources that another write could change without a trace
        self._paths: dict[str, str] = {}
        for name, path, look in _sources(project):
            self.sources[name] = look
            self._paths[name] = path
            _, changed, entered, _ = look.split()
            if max(int(changed), int(entered)) > since:
                self.racy[name] = _content(path)
        self.outputs: Looks = outputs(project)

    def content(self, name: str) -> str:
        """The hash of a source's content."""
        return self.racy.get(name) or _content(self._paths[name])


def outputs(project: str) -> Looks:
    """How the files of output/ look."""
    return {name: look for name, _, look in _walk(os.path.join(project, "output"), "")}


def sources(project: str) -> Looks:
    """How texts, layouts and settings look."""
    return {name: look for name, _, look in _written(project)}


def _written(project: str) -> Iterator[tuple[str, str, str]]:
    for name in SOURCES:
        yield from _walk(os.path.join(project, name), name)


def _sources(project: str) -> Iterator[tuple[str, str, str]]:
    """Texts, layouts, settings, the program, and the versions of what it stands on."""
    yield from _written(project)
    for found in _walk(_PROGRAM, "press"):
        if found[0].endswith(".py"):
            yield found
    for name in ("build.py", "requirements.txt"):
        yield from _walk(os.path.join(os.path.dirname(_PROGRAM), name), f"program/{name}")


def _walk(path: str, name: str) -> Iterator[tuple[str, str, str]]:
    """Every file at or below a path: its name, its path, its look. What vanishes meanwhile is left out."""
    waiting = [(path, name)]
    linked: set[str] = set()  # where links to folders lead: each is followed once, so that a loop ends
    while waiting:
        folder, below = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    inside = f"{below}/{entry.name}" if below else entry.name
                    if not entry.is_dir():
                        yield inside, entry.path, _look(_stat(entry))
                    elif entry.name != "__pycache__":
                        if entry.is_symlink():
                            if (leads := os.path.realpath(entry.path)) in linked:
                                continue
                            linked.add(leads)
                        waiting.append((entry.path, inside))
        except NotADirectoryError:
            yield below, folder, _look(os.stat(folder))
        except FileNotFoundError:
            continue


def _stat(entry: os.DirEntry[str]) -> os.stat_result:
    try:
        return entry.stat()
    except FileNotFoundError:
        return entry.stat(follow_symlinks=False)  # a link that leads nowhere


def look_of(path: str) -> str:
    return _look(os.stat(path))


def _look(stat: os.stat_result) -> str:
    return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}"


def _content(path: str) -> str:
    from hashlib import blake2b

    try:
        with open(path, "rb") as file:
            return blake2b(file.read(), digest_size=20).hexdigest()
    except OSError:
        return ""  # a link that leads nowhere, or a file that vanished meanwhile


def _version() -> str:
    return f"{sys.version} {sys.prefix}"


def _table(parts: Sequence[str]) -> dict[str, str]:
    """Names and looks in turn. Raises ValueError for half a row."""
    return {} if parts == [""] else dict(zip(parts[::2], parts[1::2], strict=True))
