"""A build as its user meets it: progress, problems, the closing sentence, and how the program ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal, cast

from press import pipeline, seen, terminal
from press.problems import ContentError, Problem, as_text
from press.record import replace
from press.swedish import size as byte_size
from press.words import count, language_of, spoken, translated

Form = Literal["text", "json", "github"]
WELL, CONTENT, OURS, MACHINE, INTERRUPTED = 0, 1, 3, 4, 130
_OF_THE_MACHINE = {"no-pango", "no-index", "cant-write", "worker-ended", "port-taken", "no-listening"}


class Progress:
    """One line that is written over on a terminal; elsewhere a plain line for each part of the work."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._last, self._shown = "", 0.0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._terminal and self._last:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def __call__(self, what: str, done: int, of: int) -> None:
        if not self._terminal:
            if what != self._last:
                self.say(f"{translated(what)} ...")
        elif what != self._last or time.monotonic() - self._shown > 0.1:
            share = translated(" {done} of {of}").format(done=done, of=of) if of > 1 else ""
            print(f"\r\033[K{translated(what)}{share} ...", end="", file=sys.stderr, flush=True)
            self._shown = time.monotonic()
        self._last = what

    def say(self, sentence: str) -> None:
        print(sentence, file=sys.stderr, flush=True)


def plain_build(project: str, only: str, now: seen.Now, *, strict: bool) -> int:
    """The build that the door was asked for."""
    options = pipeline.Options(only=cast("pipeline.Only | None", only or None), strict=strict)
    with spoken(language_of(project)):
        return ended(lambda: build(Path(project), options, now))


def build(project: Path, options: pipeline.Options, now: seen.Now | None = None, *, explain: bool = False) -> int:
    """Builds, tells what was done or what is wrong, and gives the code to end with."""
    with Progress() as progress:
        outcome = pipeline.build(
            project,
            options,
            progress,
            lambda: progress.say(translated("Another build of this project is running; waiting for it.")),
            now,
        )
    terminal.tell(outcome.repeated)
    tell(outcome.problems)
    if not outcome.is_published or (options.strict and outcome.problems):
        words = translated("Nothing was published: {problems}. What was published before stays as it was.")
        print(words.format(problems=count(len(outcome.problems), "problem")), file=sys.stderr)
        return _end_of(outcome.problems)
    if explain:
        for job in outcome.made:
            print(f"{job.output.path}: {translated(job.reason)}")
        for path in outcome.removed:
            print(f"{path}: {translated('removed, nothing asks for it any more')}")
    print(seen.sentence(outcome.closing(), len(outcome.made), outcome.kept, len(outcome.removed), outcome.seconds))
    return WELL


def offprint(project: Path, options: pipeline.Options, path: str) -> int:
    """Builds one offprint of the plan alone, and says where in output/ it lies and how large it is."""
    code = build(project, replace(options, alone=path))
    if code == WELL:
        facts = pipeline.facts_of(project, path)
        words = translated("The offprint: output/{path}, {pages} ({size}).")
        print(words.format(path=path, pages=count(facts.pages, "page"), size=byte_size(facts.size)))
    return code


def findings(found: tuple[Problem, ...], project: Path, form: Form, *, strict: bool) -> int:
    """Tells what was found, in words or for another program, and gives the code to end with."""
    from press import annotations  # a build has no use for it

    wrong = sum(not one.is_warning for one in found)
    if form == "json":
        print(annotations.as_report(found))
    elif form == "github":
        here = Path.cwd()
        folder = f"{project.relative_to(here).as_posix()}/" if project != here and project.is_relative_to(here) else ""
        for one in found:
            print(annotations.as_annotation(one, folder))
    else:
        tell(found)
        print(f"{count(wrong, 'problem')}, {count(len(found) - wrong, 'warning')}.")
    return CONTENT if wrong or (strict and found) else WELL


def ended(call: Callable[[], int]) -> int:
    """The code to end with; whatever goes wrong in the call ends with a sentence."""
    try:
        return call()
    except KeyboardInterrupt:
        return interrupted()
    except ContentError as fault:
        tell(fault.problems)
        return _end_of(fault.problems)
    except OSError as fault:
        tell([pipeline.machine_problem(fault, Path.cwd())])
        return MACHINE
    except Exception:
        return _our_own_fault()


def interrupted() -> int:
    print(translated("Interrupted. What was published before stays as it was."), file=sys.stderr)
    return INTERRUPTED


def tell(problems: Iterable[Problem]) -> None:
    terminal.tell(as_text(found) for found in problems)


def _end_of(problems: Iterable[Problem]) -> int:
    codes = {found.code for found in problems if not found.is_warning}
    return MACHINE if codes and codes <= _OF_THE_MACHINE else CONTENT


def _our_own_fault() -> int:
    """The only place that catches everything: a short sentence, the trace in a file."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="press-fault-", suffix=".txt", delete=False, encoding="utf-8") as file:
        traceback.print_exc(file=file)
    words = translated(
        "This is our own fault, not yours. What was published before stays as it was.\n"
        "Please report it with the file {file} (it names files of this machine; read it first)."
    )
    print(words.format(file=file.name), file=sys.stderr)
    return OURS
