"""Where the time of a build goes, by room of the house: samples of the running program, taken by the clock of its CPU.

`python tests/bench/rooms.py PROJECT FILE` builds the pages of a project in one process and writes to FILE how many
seconds each room took. Sampling costs next to nothing, so that what calls much is not made to look dear.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).parents[2]
STEP_S = 0.001  # of CPU; the kernel may round it up to its own tick
START, END, IMPORTS, ELSE = "Python starts", "Python ends", "imports", "the pipeline itself"
ROOMS = (  # part of a file's name -> room; of a stack the innermost frame that has one decides, decides
    ("/press/source/read", "read: files, parted texts"),
    ("/press/source/memory", "memory of texts"),
    ("/press/source/rows", "memory of texts"),
    ("/press/source/", "parse: front matter and Markdown"),
    ("/markdown_it/", "parse: front matter and Markdown"),
    ("/mdit_py_plugins/", "parse: front matter and Markdown"),
    ("/yaml/", "parse: front matter and Markdown"),
    ("/press/checks/", "checks"),
    ("/press/shape/bodies", "render"),
    ("/press/shape/", "plan: indexes, map, views"),
    ("/press/digest", "keys"),
    ("/press/make/ledger", "keys"),
    ("/press/make/publish", "write: stage, publish, ledger"),
    ("/press/seen", "write: stage, publish, ledger"),
    ("/press/make/production", "write: stage, publish, ledger"),
    ("/jinja2/compiler", "layouts: read and compile"),
    ("/jinja2/parser", "layouts: read and compile"),
    ("/jinja2/lexer", "layouts: read and compile"),
    ("/jinja2/", "render"),
    ("/layouts/", "render"),
    ("/press/make/", "render"),
)


def room_of(frame: FrameType | None) -> str:
    """The room in which the program stands. A module's own lines are part of importing it."""
    while frame is not None:
        name = frame.f_code.co_filename
        if name == __file__:
            break
        if name.startswith("<frozen importlib") or frame.f_code.co_name == "<module>":
            return IMPORTS
        for part, room in ROOMS:
            if part in name:
                return room
        frame = frame.f_back
    return ELSE


def sampled(project: str) -> dict[str, float]:
    """CPU seconds by room, of a build in this very process. What happened before is that of Python's start."""
    found: Counter[str] = Counter()
    started = time.process_time()
    signal.signal(signal.SIGPROF, lambda _, frame: found.update((room_of(frame),)))
    signal.setitimer(signal.ITIMER_PROF, STEP_S, STEP_S)
    import build

    ended = build.main(["--project", project, "build", "--only", "pages", "--jobs", "1"])
    signal.setitimer(signal.ITIMER_PROF, 0)
    took = time.process_time() - started
    if ended:
        raise SystemExit(ended)
    share = took / max(1, found.total())
    return {START: started, **{room: many * share for room, many in found.items()}}


if __name__ == "__main__":
    sys.path.insert(0, os.fspath(ROOT))
    Path(sys.argv[2]).write_text(json.dumps(sampled(sys.argv[1])), encoding="utf-8")
