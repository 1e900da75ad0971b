"""The commands: options in, one call, words out. Those of an editor's desk stand in commands_editor."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from press import clock, commands_booklet, commands_editor, commands_orders, pipeline, telling
from press import proof as proofs
from press import release as releases
from press.words import ENGLISH, LANGUAGES, count, language_asked, spoken, translated


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with site.yaml, content/ and layouts/. Without it: the nearest one upwards.",
)
@click.option(
    "--lang", type=click.Choice(LANGUAGES), help="The language to tell things in. Without it: editor_language of site.yaml."
)
@click.pass_context
def cli(context: click.Context, project: Path | None, lang: str | None) -> None:
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
    language = click.get_current_context().find_root().params["lang"] or ""
    options = pipeline.Options(full=full, only=only, strict=strict, jobs=jobs or 0, language=language)
    if code := telling.build(project, options, explain=explain):
        sys.exit(code)


@cli.command()
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How problems are told.")
@click.option(
    "--external", is_flag=True, help="Ask the web too whether outside addresses are there; politely, so it takes its time."
)
@click.option("--fix", is_flag=True, help="First mend what is safe in the texts, and show the difference.")
@click.option("--strict", is_flag=True, help="End with 1 for warnings too.")
@click.pass_obj
def check(project: Path, *, form: telling.Form, external: bool, fix: bool, strict: bool) -> None:
    """Find what is wrong with content, settings and layouts, and what could be better. Writes nothing but with --fix."""
    from press import copydesk  # brings the checks that no build loads

    today = clock.today(os.environ)
    if fix:
        done = copydesk.fix(project, today)
        click.echo(done.difference, nl=False, err=form != "text")
        words = translated("Mended {texts}.").format(texts=count(len(done.paths), "text"))
        click.echo(words, err=form != "text")
    with telling.Progress() as progress:
        manners = copydesk.POLITE if external else None
        found = copydesk.check(
            project, today, external=manners, progress=lambda done, of: progress("Outside addresses", done, of)
        )
    if not found.has_spelling:
        click.echo(
            translated(
                "Spelling was not looked at: this machine lacks Hunspell or its Swedish dictionary "
                "(Debian: apt-get install hunspell hunspell-sv; macOS: brew install hunspell, and sv_SE from LibreOffice)."
            ),
            err=True,
        )
    if found.outside and found.outside.is_offline:
        click.echo(translated("Outside addresses were not judged: this machine reaches none of their hosts."), err=True)
    elif found.outside:
        words = translated("Of {addresses} {asked} were asked today, and the rest lately; {unjudged} let no program in.")
        many = count(found.outside.addresses, "outside address", "outside addresses")
        click.echo(words.format(addresses=many, asked=found.outside.asked, unjudged=found.outside.unjudged), err=True)
    if code := telling.findings(found.problems, project, form, strict=strict):
        sys.exit(code)


@cli.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Where to listen. 0: a free port.")
@click.option("--host", default="127.0.0.1", show_default=True, help="For whom: this machine alone, or 0.0.0.0 for its network.")
@click.pass_obj
def serve(project: Path, port: int, host: str) -> None:
    """Show the site as it is being written, drafts included. It follows what you save, and ends with Ctrl-C."""
    from press import viewing  # no other command needs a server

    viewing.view(project, host, port)


@cli.command("map")
@click.pass_obj
def draw_map(project: Path) -> None:
    """Lay out the dots of the map anew: content/register/map.csv. Needed when another municipality gets an article."""
    with telling.Progress() as progress:
        many = proofs.draw_map(project, clock.today(os.environ), lambda done, of: progress("The map", done, of))
    words = translated("Placed {municipalities} in content/register/map.csv.")
    click.echo(words.format(municipalities=count(many, "municipality", "municipalities")))


@cli.command()
@click.pass_obj
def release(project: Path) -> None:
    """Remember every address of output/ in content/addresses.csv, just before it is published."""
    done = releases.release(
        project,
        clock.today(os.environ),
        lambda: click.echo(translated("A build of this project is running; waiting for it."), err=True),
    )
    telling.tell(done.problems)
    if not done.is_written:
        wrong = sum(not one.is_warning for one in done.problems)
        click.echo(translated("Nothing was released: {problems}.").format(problems=count(wrong, "problem")), err=True)
        sys.exit(telling.CONTENT)
    words = translated("Remembered {addresses}, {all} in all: content/addresses.csv.")
    click.echo(words.format(addresses=count(len(done.new), "new address", "new addresses"), all=done.all))


for one in (commands_editor.new, commands_editor.import_, commands_editor.schema, commands_editor.doctor, commands_editor.report):
    cli.add_command(one)
cli.add_command(commands_booklet.booklet)
cli.add_command(commands_orders.orders)


def _nearest(folder: Path) -> Path:
    for one in (folder, *folder.parents):
        if (one / "site.yaml").is_file():
            return one
    raise click.UsageError(translated("there is no site.yaml here or above; name the folder with --project"))


# ---------------------------------------------------------------- the way out


def main(arguments: list[str]) -> int:
    """Runs the command; whatever goes wrong ends with a sentence."""

    def call() -> int:
        try:
            result = cli.main(arguments, prog_name="build.py", standalone_mode=False)
            return result if isinstance(result, int) else telling.WELL
        except click.exceptions.Abort:
            return telling.interrupted()
        except click.ClickException as fault:
            fault.show()
            return fault.exit_code

    language = language_asked(arguments)
    with spoken(language), _click_speaks(language):
        return telling.ended(call)


@contextmanager
def _click_speaks(language: str) -> Iterator[None]:
    """While this lasts, click tells its own words, and the helps of our commands, in that language."""
    if language == ENGLISH:
        yield
        return
    import gettext

    from press import words

    told: list[click.Command | click.Option] = [*every_command(cli)]
    told += [one for command in every_command(cli) for one in command.params if isinstance(one, click.Option)]
    before = os.environ.get("LANGUAGE"), gettext.textdomain(), [one.help for one in told]
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(words.DOMAIN, words.FOLDER)
    gettext.textdomain(words.DOMAIN)
    for one in told:
        one.help = translated(one.help or "") or None
    try:
        yield
    finally:
        asked, domain, helps = before
        gettext.textdomain(domain)
        for one, help_ in zip(told, helps, strict=True):
            one.help = help_
        if asked is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = asked


def every_command(group: click.Command) -> Iterator[click.Command]:
    """A command, and those below it."""
    yield group
    for one in group.commands.values() if isinstance(group, click.Group) else ():
        yield from every_command(one)
