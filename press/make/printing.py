"""HTML -> a tagged PDF, made in a process of its own with limits of time and memory: no text, picture or style sheet can
keep the build waiting or take the machine's memory. What is made, and what may be read for it, is `pdf`'s."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from press.make.pdf import PdfUnavailable, Result, pdf_of
from press.record import Record, as_json, of_json, replace

_CHILD = "import sys; sys.path.insert(0, sys.argv[1]); from press.make import printing; printing.child()"
_ROOT = Path(__file__).parents[2]
_SIGNALS_OF_NO_MEMORY = (signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV, signal.SIGTRAP, signal.SIGBUS)


class Limits(Record, frozen=True):
    seconds: int  # of computing
    megabytes: int

    @classmethod
    def of(cls, html: str) -> Limits:
        """More than ten times the seconds and four times the memory that a text of that length takes, and a floor for short
        ones with much in them. A megabyte of a booklet takes up to 12 seconds and 220 megabytes (docs/performance.md)."""
        megabytes = len(html) // 1_000_000
        return cls(seconds=120 + 120 * megabytes, megabytes=1500 + 800 * megabytes)


class PdfStopped(Exception):  # noqa: N818  it says what was done, not what went wrong
    """A limit was reached. `of_time` tells which: the seconds, or the memory."""

    def __init__(self, limits: Limits, *, of_time: bool) -> None:
        super().__init__(limits)
        self.limits, self.of_time = limits, of_time


class _Asked(Record, frozen=True):
    html: str
    files: dict[str, str]
    megabytes: int
    seconds: int
    is_for_press: bool


class _Told(Record, frozen=True):
    made: Result | None = None  # its content comes after it
    unavailable: str = ""


def printed(html: str, files: Mapping[str, Path], limits: Limits | None = None, *, is_for_press: bool = False) -> Result:
    """What `pdf.pdf_of` gives. Raises PdfUnavailable and PdfStopped."""
    limits = limits or Limits.of(html)
    asked = _Asked(html, {name: str(path) for name, path in files.items()}, limits.megabytes, limits.seconds, is_for_press)
    try:
        done = subprocess.run(  # noqa: S603  ourselves
            [sys.executable, "-I", "-c", _CHILD, str(_ROOT)],
            input=as_json(asked), capture_output=True, check=False, timeout=10 * limits.seconds,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise PdfStopped(limits, of_time=True) from None
    if done.returncode == -signal.SIGXCPU:
        raise PdfStopped(limits, of_time=True)
    if -done.returncode in _SIGNALS_OF_NO_MEMORY:
        raise PdfStopped(limits, of_time=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    told_as, _, content = done.stdout.partition(b"\n")
    told = of_json(told_as, _Told)
    if told.unavailable:
        raise PdfUnavailable(told.unavailable)
    if told.made is None:
        raise PdfStopped(limits, of_time=False)
    return replace(told.made, content=content)


# ---------------------------------------------------------------- the other process


def child() -> None:
    """Its life: what is asked for comes in, what was made goes out."""
    asked = of_json(sys.stdin.buffer.read(), _Asked)
    _limit(asked)
    content = b""
    try:
        made = pdf_of(asked.html, {name: Path(path) for name, path in asked.files.items()}, is_for_press=asked.is_for_press)
        content, told = made.content, _Told(replace(made, content=b""))
    except PdfUnavailable as fault:
        told = _Told(unavailable=str(fault))
    except MemoryError:
        told = _Told()
    sys.stdout.buffer.write(as_json(told) + b"\n" + content)


def _limit(asked: _Asked) -> None:
    """From now on the system ends this process at its limits, and with its parent. macOS knows the time alone."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (asked.seconds, asked.seconds + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (asked.megabytes * 1_000_000,) * 2)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
