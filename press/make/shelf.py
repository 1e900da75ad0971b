"""What is dear to make, for a program that goes on: made in another process, kept on disk by its key.

The shelf is a folder with a ledger of its own. Whatever changes nothing in an output's key leaves it where it is.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from press.make import ledger as ledgers
from press.make.ledger import Entry, Facts, Key, Ledger
from press.make.render import Rendered, render, sha256
from press.make.theme import Theme
from press.problems import ContentError, Problem
from press.shape.output import Output
from press.workers import WorkerError

Result = Rendered | tuple[Problem, ...]


class Shelf:
    """To be closed at the end. Asked by one thread; the work is done elsewhere."""

    def __init__(self, project: Path, folder: Path) -> None:
        self._project, self._folder = project, folder
        self._folder.mkdir(parents=True, exist_ok=True)
        self._entries = dict(self._ledger().entries)
        self._begun: dict[tuple[str, Key], Future[Result]] = {}
        # A process for what is waited for, and one for what takes long: so the first never waits for the second.
        self._short, self._long = (ThreadPoolExecutor(1, thread_name_prefix=f"press-shelf-{name}") for name in ("short", "long"))
        self._own = threading.local()
        self._processes: list[_Hand] = []
        self._is_closed = self._is_warm = False

    def find(self, path: str, key: Key) -> bytes | None:
        """A file that was made by that key; None where there is none, or it is not what was made."""
        entry = self._entries.get(path)
        if entry is None or entry.key != key:
            return None
        try:
            content = (self._folder / path).read_bytes()
        except OSError:
            return None
        return content if sha256(content) == entry.facts.sha256 else None

    def facts(self) -> dict[str, Facts]:
        """What is known of each file that lies here."""
        return {path: entry.facts for path, entry in self._entries.items()}

    def begin(self, output: Output, key: Key, *, long: bool = False) -> Future[Result]:
        """Has an output made, beside the others when it takes long. What is being made by the same key is not begun again."""
        for done in [one for one, work in self._begun.items() if work.done()]:
            del self._begun[done]
        if (output.path, key) not in self._begun:
            self._begun[output.path, key] = (self._long if long else self._short).submit(self._made, output)
        return self._begun[output.path, key]

    def warm(self) -> None:
        """Begins a process for what will be asked for first."""
        if not self._is_warm:
            self._is_warm = True
            self._short.submit(self._made, None)

    def put(self, made: Rendered, key: Key) -> None:
        """Keeps files that were made. Raises OSError."""
        for path, content in made.files.items():
            target = self._folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(target, content)
            self._entries[path] = Entry(key, Facts(len(content), sha256(content), made.pages, made.places))
        self._save()

    def tidy(self, wanted: Iterable[str]) -> None:
        """Takes away what nobody asks for any more. A wanted path that ends in / is a folder."""
        files = set(wanted)
        folders = tuple(path for path in files if path.endswith("/"))
        for path in [one for one in self._entries if one not in files and not one.startswith(folders)]:
            del self._entries[path]
            (self._folder / path).unlink(missing_ok=True)
        self._save()

    def close(self) -> None:
        """Ends all work where it is."""
        self._is_closed = True
        for process in list(self._processes):
            process.stop()
        for lane in (self._short, self._long):
            lane.shutdown(wait=True, cancel_futures=True)

    def _made(self, output: Output | None) -> Result:
        """In a thread of its own: hands the work on and waits for it. Raises WorkerError."""
        hand: _Hand | None = getattr(self._own, "hand", None)
        if hand is None or not hand.is_well:
            if self._is_closed:
                raise WorkerError("the preview has ended")
            hand = self._own.hand = _Hand(self._project)
            self._processes.append(hand)
        return hand.do(output)

    def _ledger(self) -> Ledger:
        try:
            return ledgers.ledger_of((self._folder / ledgers.NAME).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            return Ledger()

    def _save(self) -> None:
        _write(self._folder / ledgers.NAME, ledgers.as_text(Ledger(self._entries)).encode())


def _write(target: Path, content: bytes) -> None:
    beside = target.with_name(f".{target.name}.new")
    beside.write_bytes(content)
    beside.replace(target)


# ---------------------------------------------------------------- the other process


class _Hand:
    """A process that makes one output after another. It is begun anew, not forked: this program has threads."""

    def __init__(self, project: Path) -> None:
        context = get_context("spawn")
        self._end, other = context.Pipe()
        self._process: SpawnProcess = context.Process(target=_work, args=(str(project), other), daemon=True, name="press-shelf")
        self._process.start()
        other.close()
        self.is_well = True

    def do(self, output: Output | None) -> Result:
        try:
            self._end.send(output)
            result = self._end.recv()
        except (EOFError, OSError):
            self.stop()
            self._process.join()
            raise WorkerError(f"exit {self._process.exitcode}") from None
        if isinstance(result, BaseException):
            raise result
        found: Result = result
        return found

    def stop(self) -> None:
        self.is_well = False
        self._process.kill()


def _work(project: str, end: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # its parent ends it
    folder = Path(project)
    while True:
        try:
            output = end.recv()
        except EOFError:
            return
        result: Result | Exception
        try:
            result = Rendered({}) if output is None else render(output, Theme(folder), folder, {}, _nothing)
        except ContentError as fault:
            result = fault.problems
        except Exception as fault:
            result = fault
        with suppress(BrokenPipeError):
            end.send(result)


def _nothing(path: str) -> bytes:
    raise FileNotFoundError(path)
