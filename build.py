#!/usr/bin/env python3
"""The door. `python build.py --help` tells what there is; the commands themselves stand in press/commands.py.

A build with nothing to do is answered here, before anything slow is imported. A plain one needs no commands either.
"""

from __future__ import annotations

import os
import sys
import time

from press import clock, seen, terminal

OLDEST = (3, 11)


def main(arguments: list[str]) -> int:
    try:
        return _answer(arguments)
    except ModuleNotFoundError as fault:
        if (fault.name or "").split(".")[0] in {"press", ""}:
            raise
        return _without_environment(arguments, 'This Python has no package "{name}", which press stands on', fault.name or "")


def _without_environment(arguments: list[str], what: str, name: str = "") -> int:
    """What can be said where nothing else starts. The end says that the machine lacks something."""
    from press.words import language_asked, project_asked, spoken, translated

    with spoken(language_asked(arguments)):
        if "doctor" in arguments:
            from press.editor import doctor

            return doctor.tell(project_asked(arguments), os.environ)
        remedy = translated("Run: make build, and then always .venv/bin/python build.py")
        print(f"{translated(what).format(name=name)}. {remedy}", file=sys.stderr)
    return 4


def _answer(arguments: list[str]) -> int:
    start = time.monotonic()
    asked = _plain_build(arguments)
    if asked is None:
        from press import commands

        return commands.main(arguments)
    project, only, strict = asked
    now = seen.Now(project)
    before = seen.load(project)
    if before.still_holds(now, seen.asked_as(only, strict=strict), clock.today(os.environ).isoformat()):
        terminal.tell(before.words)
        print(seen.sentence(before.closing, 0, len(before.outputs) - 1, 0, time.monotonic() - start))
        return 0
    from press import telling

    return telling.plain_build(project, only, now, strict=strict)


def _plain_build(arguments: list[str]) -> tuple[str, str, bool] | None:
    """The project's folder, what of it is asked for and how strictly, when that is all that is said. Else click decides."""
    project = only = ""
    strict = is_build = False
    rest = iter(arguments)
    for one in rest:
        if one == "--project" and not is_build:
            project = next(rest, "")
        elif one == "build" and not is_build:
            is_build = True
        elif one == "--only" and is_build:
            only = next(rest, "")
            if only not in ("pages", "site", "booklet"):
                return None
        elif one == "--strict" and is_build:
            strict = True
        else:
            return None
    folder = os.path.abspath(project or os.getcwd())
    while not os.path.isfile(os.path.join(folder, "site.yaml")):
        above = os.path.dirname(folder)
        if project or above == folder:
            return None
        folder = above
    return os.path.realpath(folder), only, strict


if __name__ == "__main__":
    if os.name == "nt":
        sys.exit(
            _without_environment(sys.argv[1:], "On Windows press runs inside WSL; install it with wsl --install, and open it")
        )
    if sys.version_info < OLDEST:
        sys.exit(_without_environment(sys.argv[1:], "press needs Python 3.11 or later"))
    sys.exit(main(sys.argv[1:]))
