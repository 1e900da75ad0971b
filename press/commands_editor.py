"""The commands of an editor's desk: options in, questions where something is missing, one call, words out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click

from press import clock, telling
from press.editor import candidates, newtexts
from press.editor.candidates import Candidate
from press.editor.newtexts import NewArticle, NewPage, NewText, NewTool
from press.model import WORDS, Publication
from press.problems import ContentError
from press.record import replace
from press.source.articles import KINDS, REACHES
from press.source.memory import Memory
from press.source.read import read
from press.words import count, translated

WIDER = REACHES[1:]  # than one municipality
_NAME = click.option("--name", help="The file's name, without .md. Without it: from the title.")


@click.group()
def new() -> None:
    """Write a new article, tool or page that builds at once. Asks for what is missing; never overwrites."""


@new.command("article")
@click.argument("title", required=False)
@click.option("--municipality", "municipalities", multiple=True, help="A municipality's name or code. Can be given again.")
@click.option("--place", help="A village or district: Lit.")
@click.option("--reach", type=click.Choice(REACHES), help="How far the example reaches. Without it: lokal.")
@click.option("--tool", "tools", multiple=True, help="A tool's file name or title. Can be given again.")
@click.option("--dimension", "dimensions", multiple=True, help="ekonomisk, social or miljömässig. Can be given again.")
@click.option("--summary", help="The teaser that every list shows. Can be written later.")
@_NAME
@click.pass_obj
def new_article(
    project: Path,
    title: str | None,
    municipalities: tuple[str, ...],
    place: str | None,
    reach: str | None,
    tools: tuple[str, ...],
    dimensions: tuple[str, ...],
    summary: str | None,
    name: str | None,
) -> None:
    """Write a new article, as a draft: content/articles/NAME.md."""
    publication = _publication(project)
    asked = _Asked(title=title, municipality=municipalities or (reach and reach != "lokal"), tool=tools, dimension=dimensions)
    title = title or asked.text(translated("Title"))
    if summary is None and asked.anything:
        summary = click.prompt(translated("Summary, one or two sentences (Enter: later)"), default="", show_default=False)
    found = [_municipality(one, publication, asked) for one in municipalities]
    if not found and reach in {None, "lokal"}:
        found, reach = _asked_where(publication, asked)
    place = place or next((one.place for one in found if one.place), "")
    chosen = [_tool(one, publication, asked) for one in tools] or _asked_for_tools(publication, asked)
    words = [_dimension(one, asked) for one in dimensions] or _asked_for_dimensions(asked)
    article = NewArticle(
        title=title,
        summary=summary or "",
        municipalities=tuple(dict.fromkeys(one.name for one in found)),
        place=place,
        reach="" if reach in {None, "lokal"} else str(reach),
        tools=tuple(dict.fromkeys(chosen)),
        dimensions=tuple(word for word in WORDS.values() if word in words),
    )
    path = _written(project, article, publication, name)
    click.echo(translated("Wrote {path}. It is a draft: it is published when you remove the line draft: true.").format(path=path))


@new.command("tool")
@click.argument("title", required=False)
@click.option("--summary", help="One or two sentences: every list shows them.")
@click.option("--kind", type=click.Choice(KINDS), default="verktyg", show_default=True, help="What sort of tool it is.")
@_NAME
@click.pass_obj
def new_tool(project: Path, title: str | None, summary: str | None, kind: str, name: str | None) -> None:
    """Write a new tool or way of working: content/tools/NAME.md."""
    publication = _publication(project)
    asked = _Asked(title=title, summary=summary)
    tool = NewTool(
        title or asked.text(translated("Title")), summary or asked.text(translated("Summary, one or two sentences")), kind
    )
    path = _written(project, tool, publication, name)
    click.echo(translated("Wrote {path}. Articles use it with tool: {name}").format(path=path, name=Path(path).stem))


@new.command("page")
@click.argument("title", required=False)
@click.option("--summary", help="One or two sentences, for search engines and the page's head.")
@click.option("--nav", help="A shorter title, at most 40 characters, for the links at the foot of each page.")
@_NAME
@click.pass_obj
def new_page(project: Path, title: str | None, summary: str | None, nav: str | None, name: str | None) -> None:
    """Write a new page of the site: content/pages/NAME.md."""
    publication = _publication(project)
    page = NewPage(title or _Asked(title=title).text(translated("Title")), summary or "", nav or "")
    path = _written(project, page, publication, name)
    click.echo(translated("Wrote {path}. Its address is /{name}/").format(path=path, name=Path(path).stem))


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--municipality", "municipalities", multiple=True, help="A municipality's name or code. Can be given again.")
@click.option("--tool", "tools", multiple=True, help="A tool's file name or title. Can be given again.")
@click.option("--dimension", "dimensions", multiple=True, help="ekonomisk, social or miljömässig. Can be given again.")
@click.option("--title", help="The title. Without it: the file's own.")
@_NAME
@click.pass_obj
def import_(
    project: Path,
    files: tuple[str, ...],
    municipalities: tuple[str, ...],
    tools: tuple[str, ...],
    dimensions: tuple[str, ...],
    title: str | None,
    name: str | None,
) -> None:
    """Make an article of pasted text, HTML or a Word document, with front matter to fill in. - reads what is pasted."""
    if len(files) > 1 and (title or name):
        raise click.UsageError(translated("--title and --name are for one file"))
    publication = _publication(project)
    asked = _Asked()
    found = [_municipality(one, publication, asked) for one in municipalities]
    known = NewArticle(
        title or "",
        municipalities=tuple(dict.fromkeys(one.name for one in found)),
        place=next((one.place for one in found if one.place), ""),
        tools=tuple(dict.fromkeys(_tool(one, publication, asked) for one in tools)),
        dimensions=tuple(dict.fromkeys(_dimension(one, asked) for one in dimensions)),
    )
    failed = False
    for file in files:
        try:
            _import(project, file, known, name)
        except ContentError as fault:
            failed = True
            telling.tell(fault.problems)
    if failed:
        sys.exit(telling.CONTENT)


def _import(project: Path, file: str, known: NewArticle, name: str | None) -> None:
    from press.editor import imports

    found = imports.article_of(_content_of(file), file)
    article = replace(known, title=known.title or found.title, body=found.body)
    path = f"content/articles/{name.removesuffix('.md') if name else newtexts.name_of(article.title) or '-'}.md"
    newtexts.write(project, path, newtexts.as_text(article))
    held = (
        count(found.headings, "heading"),
        count(found.lists, "list"),
        count(found.tables, "table"),
        count(found.links, "link"),
    )
    click.echo(translated("Wrote {path}: {what}.").format(path=path, what=", ".join(held)))
    if found.pictures:
        words = translated("  {pictures} left out: put them in content/images/, and write ![what it shows](../images/name.jpg)")
        click.echo(words.format(pictures=count(found.pictures, "picture")))
    if found.lost_links:
        words = translated("  {links} led nowhere from here, and became words")
        click.echo(words.format(links=count(found.lost_links, "link")))
    empty = [key for key, value in _required_of(article).items() if not value]
    if empty:
        click.echo(translated("  Fill in {keys}: nothing is built before that.").format(keys=", ".join(empty)))


def _required_of(article: NewArticle) -> dict[str, tuple[str, ...]]:
    return {"municipality": article.municipalities, "tool": article.tools, "dimensions": article.dimensions}


def _content_of(file: str) -> bytes:
    """A file's bytes, or what is pasted. Raises UsageError when there is no such file."""
    if file == "-":
        if sys.stdin.isatty():
            click.echo(translated("Paste the text, and end with Ctrl-D on a line of its own."), err=True)
        return sys.stdin.buffer.read()
    if not Path(file).is_file():
        raise click.UsageError(f'there is no file "{file}"')
    return Path(file).read_bytes()


@click.command()
@click.pass_obj
def schema(project: Path) -> None:
    """Write what VS Code and other programs complete and check with: schema/ and .vscode/."""
    from press.editor import schema as schemas

    files = schemas.files_of(_publication(project), has_door=(project / "build.py").is_file())
    written = 0
    for path, content in files.items():
        target = project / path
        if target.exists() and (not path.startswith(schemas.OURS) or target.read_text(encoding="utf-8") == content):
            continue
        target.parent.mkdir(exist_ok=True)
        target.write_text(content, encoding="utf-8")
        written += 1
    words = translated("Wrote {files} in schema/ and .vscode/, kept {kept}.")
    click.echo(words.format(files=count(written, "file"), kept=len(files) - written))


@click.command()
@click.pass_obj
def doctor(project: Path) -> None:
    """Say what this machine has and lacks, what each is for, and the command that mends it."""
    from press.editor import doctor as doctors

    if code := doctors.tell(str(project), os.environ):
        sys.exit(code)


@click.command()
@click.option(
    "--page", type=click.Path(dir_okay=False, path_type=Path), help="Write it as a page too, with the map, to this file."
)
@click.pass_obj
def report(project: Path, page: Path | None) -> None:
    """Say what has few or old examples, what is due for review, and which sources are dead."""
    from press import copydesk  # brings the checks that no build loads
    from press.editor import report as reports
    from press.editor.coverage import Dead, coverage_of

    publication, today = _publication(project), clock.today(os.environ)
    dead = copydesk.dead_in(project, publication, today)
    found = coverage_of(publication, today, None if dead is None else [Dead(*one) for one in dead])
    click.echo(reports.as_text(found), nl=False)
    if page:
        page.write_text(reports.as_page(found), encoding="utf-8")
        click.echo(translated("Wrote {path}.").format(path=page))


# ---------------------------------------------------------------- what they share


def _publication(project: Path) -> Publication:
    with Memory(None) as memory:
        reading = read(project, clock.today(os.environ), memory, drafts=True)
    if reading.publication is None:
        raise ContentError(*reading.problems)
    return reading.publication


def _written(project: Path, text: NewText, publication: Publication, name: str | None) -> str:
    """The path of the file that was written. Nothing is written that a build would find a fault in."""
    stem = name.removesuffix(".md") if name else newtexts.name_of(text.title)
    path = f"content/{text.folder}/{stem or '-'}.md"
    if newtexts.is_taken(path):
        words = translated("/{name}/ is an address of the site itself; choose another name with --name")
        raise click.UsageError(words.format(name=stem))
    content = newtexts.as_text(text)
    day = publication.settings.edition.date
    if faults := newtexts.faults_of(content, path, publication.register, day):
        raise ContentError(*faults)
    newtexts.write(project, path, content)
    return path


class _Asked:
    """Whether there is somebody to ask. Raises UsageError, which names every option that is missing, when there is not."""

    def __init__(self, **given: object) -> None:
        missing = [name for name, value in given.items() if not value]
        self.anything = bool(missing) and sys.stdin.isatty()
        if missing and not self.anything:
            words = ", ".join("TITLE" if name == "title" else f"--{name}" for name in missing)
            said = translated("missing, and there is no terminal to ask on: {options}")
            raise click.UsageError(said.format(options=words))
        self.is_terminal = sys.stdin.isatty()

    def text(self, words: str) -> str:
        """An answer that is not empty."""
        while not (answer := str(click.prompt(words, default="", show_default=False)).strip()):
            pass
        return answer

    def which(self, written: str, wrong: str, offered: Sequence[Candidate], find: Callable[[str], str]) -> Candidate:
        """The candidate that was meant by a word which `find` knows nothing of: by number, or by another word."""
        while True:
            if not self.is_terminal:
                may_be = "; ".join(_with_reason(one) for one in offered)
                said = translated("{wrong}. It may be: {candidates}") if offered else "{wrong}"
                raise click.UsageError(said.format(wrong=wrong, candidates=may_be))
            click.echo(translated("{wrong}. It may be:").format(wrong=wrong) if offered else f"{wrong}.")
            for number, one in enumerate(offered, 1):
                click.echo(f"  {number}  {_with_reason(one)}")
            answer = self.text(translated("A number, or another name") if offered else translated("Another name"))
            if answer.isdecimal() and 0 < int(answer) <= len(offered):
                return offered[int(answer) - 1]
            if found := find(answer):
                return Candidate(found)
            return Candidate("", place=answer)


def _with_reason(one: Candidate) -> str:
    return f"{one.name} ({one.why})" if one.why else one.name


def _municipality(written: str, publication: Publication, asked: _Asked) -> Candidate:
    register = publication.register

    def find(word: str) -> str:
        one = candidates.municipality_of(word, register)
        return one.name if one else ""

    found = Candidate(find(written))
    while not found.name:
        wrong = translated('"{found}" is not a municipality in the register').format(found=written)
        articles = (*publication.articles, *publication.hidden)
        found = asked.which(written, wrong, candidates.municipalities_like(written, register, articles), find)
        written = found.place if not found.name else written
    return found


def _asked_where(publication: Publication, asked: _Asked) -> tuple[list[Candidate], str | None]:
    """Municipalities, or how far an example reaches that is of none."""
    answers = click.prompt(translated("Municipality, several with commas (Enter: none)"), default="", show_default=False)
    found = [_municipality(one, publication, asked) for one in _parts(answers)]
    if found:
        return found, None
    return [], str(click.prompt(translated("Reach"), type=click.Choice(WIDER), default=WIDER[1]))


def _tool(written: str, publication: Publication, asked: _Asked) -> str:
    def find(word: str) -> str:
        return candidates.tool_of(word, publication)

    found = Candidate(find(written))
    while not found.name:
        wrong = translated('"{found}" is not a tool in content/tools/').format(found=written)
        found = asked.which(written, wrong, candidates.tools_like(written, publication), find)
        written = found.place if not found.name else written
    return found.name


def _asked_for_tools(publication: Publication, asked: _Asked) -> list[str]:
    names = [one.slug for one in publication.tools]
    click.echo(translated("Tools:"))
    width = len(str(len(names)))
    for number, one in enumerate(publication.tools, 1):
        click.echo(f"  {number:>{width}}  {one.title}")
    answers = _parts(asked.text(translated("Tool, a number or a name, several with commas")))
    numbered = {str(number): name for number, name in enumerate(names, 1)}
    return [numbered.get(one) or _tool(one, publication, asked) for one in answers]


def _dimension(written: str, asked: _Asked) -> str:
    found = Candidate(candidates.dimension_of(written))
    while not found.name:
        wrong = translated('"{found}" is not a dimension').format(found=written)
        found = asked.which(written, wrong, [Candidate(word) for word in WORDS.values()], candidates.dimension_of)
        written = found.place if not found.name else written
    return found.name


def _asked_for_dimensions(asked: _Asked) -> list[str]:
    return [
        _dimension(one, asked)
        for one in _parts(asked.text(translated("Dimensions: ekonomisk, social, miljömässig (or e, s, m)")))
    ]


def _parts(answer: str) -> list[str]:
    return [part.strip() for part in _split(answer) if part.strip()]


def _split(answer: str) -> Iterable[str]:
    return answer.replace(";", ",").split(",")
