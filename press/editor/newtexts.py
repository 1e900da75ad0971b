"""A new text of content/: its front matter and first words as a file, which never takes the place of another."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from press import addresses
from press.addresses import FILE_NAME
from press.model import Register
from press.problems import ContentError, Problem, problem
from press.record import Record
from press.source.articles import Places, text_from
from press.source.textfile import text_of
from press.source.yamlfile import as_scalar
from press.swedish import slug

LONGEST_NAME = 60  # signs of a file's name that is made from a title
SUMMARY_TO_COME = "Ingressen är inte skriven än."
BODY_TO_COME = "Här börjar texten. Skriv `##` och ett mellanslag före en mellanrubrik.\n"
_TO_FILL_IN = "                  # fyll i"
_DRAFT = "true                      # ett utkast: ta bort raden när texten ska publiceras"
_SOURCES = '# sources:\n#   - title: "Vem som skriver: vad texten heter"\n#     url: https://'
_STRENGTHS = "# strengths:\n#   - En styrka\n# weaknesses:\n#   - En svaghet"
_OWN = {
    addresses.ARTICLES, addresses.TOOLS, addresses.DIMENSIONS, addresses.REGIONS, addresses.MUNICIPALITIES, addresses.OVERVIEW,
    addresses.ORDER, addresses.SEARCH, addresses.STATIC, addresses.PICTURES,
}  # fmt: skip


class NewArticle(Record, frozen=True):
    """What is known of an article before it is written. What is empty is left for its editor to fill in."""

    title: str
    summary: str = ""
    municipalities: tuple[str, ...] = ()  # official names
    place: str = ""
    reach: str = ""
    tools: tuple[str, ...] = ()  # slugs
    dimensions: tuple[str, ...] = ()
    body: str = BODY_TO_COME

    folder = "articles"

    def front(self) -> list[str]:
        lines = [_line("title", self.title), _line("summary", self.summary or SUMMARY_TO_COME)]
        if self.municipalities or not self.reach:
            lines.append(_line("municipality", self.municipalities))
        if self.place:
            lines.append(_line("place", self.place))
        if self.reach:
            lines.append(_line("reach", self.reach))
        lines += [_line("tool", self.tools), _line("dimensions", self.dimensions), f"draft: {_DRAFT}", _SOURCES]
        return lines


class NewTool(Record, frozen=True):
    title: str
    summary: str
    kind: str = "verktyg"
    body: str = ""

    folder = "tools"

    def front(self) -> list[str]:
        return [_line("title", self.title), _line("summary", self.summary), _line("kind", self.kind), _STRENGTHS, _SOURCES]


class NewPage(Record, frozen=True):
    title: str
    summary: str = ""
    nav: str = ""
    body: str = ""

    folder = "pages"

    def front(self) -> list[str]:
        lines = [_line("title", self.title)]
        if self.nav:
            lines.append(_line("nav", self.nav))
        return [*lines, _line("summary", self.summary)] if self.summary else lines


NewText = NewArticle | NewTool | NewPage


def name_of(title: str) -> str:
    """A file's name for a title, without .md: at most 60 signs, cut between words. Empty where no letter is left."""
    whole = slug(title)
    if len(whole) <= LONGEST_NAME:
        return whole
    return whole[: LONGEST_NAME + 1].rpartition("-")[0] or whole[:LONGEST_NAME]


def as_text(text: NewText) -> str:
    return "\n".join(("---", *text.front(), "---", "", text.body))


def faults_of(text: str, path: str, register: Register, day: date) -> tuple[Problem, ...]:
    """All that a build would say of the text alone."""
    return text_from(text.encode(), path, Places.of(register), day)[1]


def is_taken(path: str) -> bool:
    """Whether the site itself stands at the address that a text of that path would have: a page named artiklar."""
    return addresses.address_of(path) in _OWN


def write(project: Path, path: str, text: str) -> None:
    """Writes a new file. Raises ContentError when its name can't be an address, or when there is one already."""
    name = path.split("/", 2)[2]  # below content/articles/; one that would leave the folder is no name
    if not FILE_NAME.fullmatch(name):
        better = f"{slug(name.removesuffix('.md'))}.md"
        raise ContentError(problem("file-name", path, name=name, better=better if FILE_NAME.fullmatch(better) else None))
    text_of(text.encode(), path)
    target = project / path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError:
        raise ContentError(problem("file-exists", path, free=_free(target))) from None
    try:
        with os.fdopen(file, "wb") as out:
            out.write(text.encode())
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _free(target: Path) -> str:
    """The next name beside it that no file has, without .md."""
    number = 2
    while target.with_name(f"{target.stem}-{number}.md").exists():
        number += 1
    return f"{target.stem}-{number}"


def _line(key: str, value: str | Sequence[str]) -> str:
    if isinstance(value, str):
        return f"{key}: {as_scalar(value)}"
    return f"{key}: {_listed(value) or _TO_FILL_IN}"


def _listed(values: Iterable[str]) -> str:
    written = [as_scalar(one, inside=True) for one in values]
    return written[0] if len(written) == 1 else f"[{', '.join(written)}]" if written else ""
