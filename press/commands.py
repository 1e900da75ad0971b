"""The commands: options in, one call, words out. The only file that knows click."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Iterable
from pathlib import Path

import click

from press import clock, pipeline, seen, terminal
from press.problems import ContentError, Problem, as_text

WELL, CONTENT, OURS, MACHINE, INTERRUPTED = 0, 1, 3, 4, 130
_OF_THE_MACHINE = {"no-pango", "cant-write", "worker-ended"}


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with site.yaml, content/ and layouts/. Without it: the nearest one upwards.",
)
@click.pass_context
def cli(context: click.Context, project: Path | None) -> None:
    """Makes a site and a booklet of the texts in content/. Without a command: build."""
    context.obj = project.resolve() if project else _nearest(Path.cwd())
    if context.invoked_subcommand is None:
        context.invoke(build)


@cli.command()
@click.option("--full", is_flag=True, help="Make everything, also what has not changed.")
@click.option("--only", type=click.Choice(["pages", "site", "booklet"]), help="Make one part and leave the rest as it was.")
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes to use. Without it: as many as the machine has.")
@click.option("--explain", is_flag=True, help="Say why each output is made.")
@click.option("--strict", is_flag=True, help="Let warnings stop the build.")
@click.pass_obj
def build(
    project: Path,
    *,
    full: bool = False,
    only: pipeline.Only | None = None,
    jobs: int | None = None,
    explain: bool = False,
    strict: bool = False,
) -> None:
    """Make everything that is out of date in output/."""
    with Progress() as progress:
        outcome = pipeline.build(
            project,
            pipeline.Options(full=full, only=only, strict=strict, jobs=jobs or 0),
            progress,
            lambda: progress.say("Another build of this project is running; waiting for it."),
        )
    _tell(outcome.problems)
    if not outcome.is_published or (strict and outcome.problems):
        click.echo(_refused(outcome.problems), err=True)
        sys.exit(_end_of(outcome.problems))
    if explain:
        for job in outcome.made:
            click.echo(f"{job.output.path}: {job.reason}")
        for path in outcome.removed:
            click.echo(f"{path}: removed, nothing asks for it any more")
    click.echo(seen.sentence(len(outcome.made), outcome.kept, len(outcome.removed), outcome.seconds, outcome.contents()))


@cli.command()
@click.option("--strict", is_flag=True, help="End with 1 for warnings too.")
@click.pass_obj
def check(project: Path, strict: bool) -> None:
    """Find what is wrong with content, settings and layouts. Writes nothing."""
    found = pipeline.check(project, pipeline.Options())
    _tell(found)
    wrong = sum(not one.is_warning for one in found)
    click.echo(f"{_count(wrong, 'problem')}, {_count(len(found) - wrong, 'warning')}.")
    if wrong or (strict and found):
        sys.exit(CONTENT)


@cli.command()
@click.pass_obj
def booklet(project: Path) -> None:
    """Make the booklet alone, and leave the site as it was."""
    click.get_current_context().invoke(build, only="booklet")


@cli.command("map")
@click.pass_obj
def draw_map(project: Path) -> None:
    """Lay out the dots of the map anew: content/register/map.csv. Needed when another municipality gets an article."""
    with Progress() as progress:
        many = pipeline.draw_map(project, clock.today(os.environ), progress)
    click.echo(f"Placed {_count(many, 'municipality', 'municipalities')} in content/register/map.csv.")


# ---------------------------------------------------------------- words


class Progress:
    """One line that is written over on a terminal; elsewhere a plain line for each part of the work."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._last, self._shown = "", 0.0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._terminal and self._last:
            click.echo("\r\033[K", nl=False, err=True)

    def __call__(self, what: str, done: int, of: int) -> None:
        if not self._terminal:
            if what != self._last:
                click.echo(f"{what} ...", err=True)
        elif what != self._last or time.monotonic() - self._shown > 0.1:
            share = f" {done} of {of}" if of > 1 else ""
            click.echo(f"\r\033[K{what}{share} ...", nl=False, err=True)
            self._shown = time.monotonic()
        self._last = what

    def say(self, sentence: str) -> None:
        click.echo(sentence, err=True)


def _tell(problems: Iterable[Problem]) -> None:
    terminal.tell(as_text(found) for found in problems)


def _refused(problems: tuple[Problem, ...]) -> str:
    return f"Nothing was published: {_count(len(problems), 'problem')}. What was published before stays as it was."


def _count(many: int, one: str, more: str = "") -> str:
    return f"{many} {one if many == 1 else more or one + 's'}"


def _end_of(problems: Iterable[Problem]) -> int:
    codes = {found.code for found in problems if not found.is_warning}
    return MACHINE if codes and codes <= _OF_THE_MACHINE else CONTENT


def _nearest(folder: Path) -> Path:
    for one in (folder, *folder.parents):
        if (one / "site.yaml").is_file():
            return one
    raise click.UsageError("there is no site.yaml here or above; name the folder with --project")


# ---------------------------------------------------------------- the way out


def main(arguments: list[str]) -> int:
    """Runs the command; whatever goes wrong ends with a sentence."""
    try:
        result = cli.main(arguments, prog_name="build.py", standalone_mode=False)
        return result if isinstance(result, int) else WELL
    except click.exceptions.Abort:
        click.echo("Interrupted. What was published before stays as it was.", err=True)
        return INTERRUPTED
    except click.ClickException as fault:
        fault.show()
        return fault.exit_code
    except ContentError as fault:
        _tell(fault.problems)
        return CONTENT
    except OSError as fault:
        _tell([pipeline.machine_problem(fault, Path.cwd())])
        return MACHINE
    except Exception:
        return _our_own_fault()


def _our_own_fault() -> int:
    """The only place that catches everything: a short sentence, the trace in a file."""
    import tempfile

    with tempfile.NamedTemporaryFile("w", prefix="press-fault-", suffix=".txt", delete=False, encoding="utf-8") as file:
        traceback.print_exc(file=file)
    click.echo(
        f"This is our own fault, not yours. What was published before stays as it was.\n"
        f"Please report it with the file {file.name} (it names files of this machine; read it first).",
        err=True,
    )
    return OURS
