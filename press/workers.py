"""Work in other processes, when that pays: results in order, the same as without them.

A worker is a fork: it sees all that its parent sees, so nothing is handed over but the results, and no thread is
started. Where forking is no good (macOS, whose own libraries do not bear it) everything is done here, in turn.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, TypeVar, cast

T = TypeVar("T")
R = TypeVar("R")
_PLACE = 2  # bytes that name a piece of work; a pipe holds 64 kB


class WorkerError(Exception):
    """A worker ended before its work did: it was killed, by hand or since memory ran out."""


def processes_for(many: int, least: int, jobs: int = 0) -> int:
    """How many processes `many` pieces of work are worth, when fewer than `least` each are not worth one.

    `jobs` is what was asked for; 0 means as many as the machine lets this program use.
    """
    if sys.platform == "darwin" or not hasattr(os, "fork"):
        return 1
    allowed = jobs or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    return max(1, min(allowed, many // least))


def mapped(work: Callable[[T], R], items: Sequence[T], processes: int) -> list[R]:
    """`work` of each item, in order. The results are pickled on their way; the items and the work are not."""
    shares = [items[start::processes] for start in range(processes)] if processes > 1 else [items]

    def all_of(share: Sequence[T]) -> list[R]:
        return [work(item) for item in share]

    others = [Worker(partial(all_of, share)) for share in shares[1:]]
    try:
        done = [all_of(shares[0]), *(other.result() for other in others)]
    finally:
        for other in others:
            other.stop()
    results: list[R] = [done[place % len(done)][place // len(done)] for place in range(len(items))]
    return results


class Worker(Generic[R]):
    """One piece of work that is being done beside. Ask for its `result`, or `stop` it."""

    def __init__(self, work: Callable[[], R]) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        self._from, to = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._from)
            _work(work, to)
        os.close(to)

    def result(self) -> R:
        """What the work gave. Raises what it raised, or WorkerError."""
        with os.fdopen(self._from, "rb") as file:
            told = file.read()
        _, status = os.waitpid(self._pid, 0)
        self._pid = 0
        if status or not told:
            raise WorkerError(
                f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"exit {os.waitstatus_to_exitcode(status)}"
            )
        is_well, value = pickle.loads(told)  # noqa: S301  a fork of this very process wrote it
        if not is_well:
            raise value
        return cast(R, value)

    def stop(self) -> None:
        """Ends the work where it is. Nothing happens when its result was taken."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            os.close(self._from)
            self._pid = 0


class Crew(Generic[R]):
    """Pieces of work that are being done beside, each by the first process that is free. Ask for the `results`, or `stop`."""

    def __init__(self, work: Callable[[T], R], items: Sequence[T], processes: int) -> None:
        # What is left to do lies in a pipe that all of them read: Linux gives each place to one reader, whole.
        left, to = os.pipe()
        os.write(to, b"".join(place.to_bytes(_PLACE, "big") for place in range(len(items))))
        os.close(to)

        def shift() -> list[tuple[int, R]]:
            done = []
            while place := os.read(left, _PLACE):
                item = int.from_bytes(place, "big")
                done.append((item, work(items[item])))
            return done

        self._many = len(items)
        self._workers = [Worker(shift) for _ in range(processes)]
        os.close(left)

    def results(self) -> list[R]:
        """What the work gave, in the order of its pieces. Raises what it raised, or WorkerError."""
        done = dict(one for worker in self._workers for one in worker.result())
        return [done[place] for place in range(self._many)]

    def stop(self) -> None:
        """Ends the work where it is. Nothing happens when its results were taken."""
        for worker in self._workers:
            worker.stop()


def _work(work: Callable[[], R], to: int) -> None:
    """The life of a worker: its result, or its fault, through the pipe, and out without its parent's clean-up."""
    code = 0
    try:
        try:
            told = pickle.dumps((True, work()), pickle.HIGHEST_PROTOCOL)
        except BaseException as fault:
            told = pickle.dumps((False, fault))
        with os.fdopen(to, "wb") as file:
            file.write(told)
    except BaseException:
        code = 70  # neither could be told
    finally:
        os._exit(code)
