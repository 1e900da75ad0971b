"""A command run on a terminal of its own, answered as a person would: what stands on the screen afterwards, word for word."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.tiny import ROOT

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
PATIENCE_S = 120


def _overwritten(said: bytes) -> bytes:
    """What stands on the screen of lines that were written over: progress is shown and cleared."""
    return b"\n".join(line.rstrip(b"\r").rpartition(b"\r\x1b[K")[2] for line in said.split(b"\n"))


class Screen:
    """What was said on a terminal, with the answers where they were given, and how the command ended."""

    def __init__(self, code: int, text: str) -> None:
        self.code, self.text = code, text


def on_screen(
    arguments: Iterable[str], answers: Iterable[str] = (), *, folder: Path, typed: str = "", environment: Mapping[str, str] = {}
) -> Screen:
    """Runs build.py; each line that waits for an answer (it ends in ': ') gets the next one, Ctrl-D when there is none.

    What is `typed` stands on the terminal from the beginning, with Ctrl-D after it.
    """
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), *arguments],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, start_new_session=True,
        env={**os.environ, "TERM": "dumb", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8", **environment},
    )  # fmt: skip
    os.close(theirs)
    waiting = list(answers)
    if typed:
        os.write(ours, typed.encode() + b"\x04")
    said = b""
    end = time.monotonic() + PATIENCE_S
    try:
        while time.monotonic() < end:
            if select.select([ours], [], [], 0.1)[0]:
                try:
                    part = os.read(ours, 65536)
                except OSError:  # Linux: the other end is closed
                    break
                if not part:
                    break
                said += part
                if said.endswith(b": "):
                    os.write(ours, f"{waiting.pop(0)}\n".encode() if waiting else b"\x04")
        code = process.wait(max(1, end - time.monotonic()))
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        os.close(ours)
    assert not waiting, f"never asked for: {waiting}\n{said.decode()}"
    said = _overwritten(said)
    return Screen(code, re.sub(r" *\r?\n", "\n", _CONTROL.sub("", said.decode())))
