"""The disk -> Publication and Problems. The only file here that lists folders."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from press import addresses
from press.digest import digest, digest_of_bytes, lend
from press.model import LETTERS, Article, Dimension, Page, Publication, Register, Settings, Text, Tool
from press.problems import ContentError, Problem, problem
from press.record import Record, replace
from press.source.articles import KEYS, Places, text_from
from press.source.memory import Memory
from press.source.pictures import pictures_of
from press.source.published import published_in
from press.source.rows import Lookup, Row, row_of, text_of_row
from press.source.settings import FILE, OPTIONAL, REGISTER, TABLES, register_of, settings_of
from press.source.textfile import text_of
from press.swedish import slug, sort_key
from press.workers import mapped, processes_for

T = TypeVar("T", bound=Text)
WORTH_A_WORKER = 60  # texts: fewer are parsed before another process has begun


class Known(Record, frozen=True, array_like=True):
    """A text as memory has it: under which key, and the hash of what it tells of itself (its face)."""

    key: str
    face: str


class Standing(Record, frozen=True):
    """Texts that have nothing wrong, by path, for a process that goes on and reads again: those need no second look.

    They hold as long as the register and the edition's day stay what they were.
    """

    texts: Mapping[str, Text] = {}
    known: Mapping[str, Known] = {}
    register: Register | None = None
    published: date | None = None

    def without(self, paths: Set[str]) -> Standing:
        return replace(self, texts={path: text for path, text in self.texts.items() if path not in paths})

    def holds(self, register: Register, published: date) -> bool:
        return self.published == published and self.register == register


class Reading(Record, frozen=True):
    """What was read. Without settings or register there is no publication, but the problems are told."""

    publication: Publication | None
    problems: tuple[Problem, ...]
    known: Mapping[str, Known] = {}  # the texts that have nothing wrong, by path
    standing: Standing | None = None  # the same, for the next reading of this process


def read(
    project: Path, today: date, memory: Memory, *, drafts: bool = False, jobs: int = 0, standing: Standing | None = None
) -> Reading:
    """The publication in a project's folder, and everything that is wrong with its files.

    Texts that are drafts or of another day go to `hidden`, unless `drafts` asks for all. Only texts that are not in
    `memory` are parsed; those that are right are added to it. `standing` are texts whose files have not changed since.
    Raises ForgottenError.
    """
    problems: list[Problem] = []
    try:
        settings = settings_of(_text(project, FILE))
    except ContentError as fault:
        problems.extend(fault.problems)
        settings = None
    try:
        register = register_of({name: _text(project, f"{REGISTER}/{name}") for name in _tables(project)})
    except ContentError as fault:
        problems.extend(fault.problems)
        register = None
    if settings is None or register is None:
        return Reading(None, tuple(problems))

    try:
        published = published_in(project)
    except ContentError as fault:
        problems.extend(fault.problems)
        published = ()
    if standing is None or not standing.holds(register, settings.edition.date):
        standing = Standing()
    texts, known = _texts(project, register, settings.edition.date, memory, problems, jobs, standing)
    pictures = pictures_of(project, texts, reader_of(), memory, problems)
    whole = replace(_publication(settings, register, texts, pictures, today, drafts=drafts), published=published)
    right = {text.source: text for text in texts if text.source in known}
    return Reading(whole, tuple(problems), known, Standing(right, known, register, settings.edition.date))


def reread(project: Path, paths: Iterable[str], memory: Memory) -> tuple[dict[str, Text], dict[str, Known]] | None:
    """Some texts as they are now, where nothing else has changed. None when there is anything to tell of them."""
    register = register_of({name: _text(project, f"{REGISTER}/{name}") for name in _tables(project)})
    places, lookup = Places.of(register), Lookup(register)
    published = settings_of(_text(project, FILE)).edition.date
    stamp = _stamp(places, published)
    texts: dict[str, Text] = {}
    known: dict[str, Known] = {}
    for path in paths:
        content = (project / path).read_bytes()
        key = _key(stamp, path, content)
        kept = memory.recall(key)
        if kept is None:
            text, wrong = text_from(content, path, places, published)
            if text is None or wrong:
                return None
            kept = memory.add(key, row_of(text), str(text.body.html))
        texts[path] = lend(text_of_row(kept.row, kept.html, lookup), key)
        known[path] = Known(key, kept.row[0])
    return texts, known


def _stamp(places: Places, published: date) -> str:
    """What a text's reading hangs on beside its content."""
    return digest((reader_of(), places.codes, published))


def _key(stamp: str, path: str, content: bytes) -> str:
    return digest_of_bytes(f"{stamp} {path} ".encode() + content)


def _texts(
    project: Path,
    register: Register,
    published: date,
    memory: Memory,
    problems: list[Problem],
    jobs: int,
    standing: Standing,
) -> tuple[list[Text], dict[str, Known]]:
    """All texts by path: those that stand, from memory, or else parsed, in workers when they are many."""
    places, lookup = Places.of(register), Lookup(register)
    stamp = _stamp(places, published)
    paths = tuple(_texts_in(project, problems))
    keys = {path: _key(stamp, path, (project / path).read_bytes()) for path in paths if path not in standing.texts}
    found = {path: memory.recall(key) for path, key in keys.items()}
    new = [path for path, kept in found.items() if kept is None]

    def parse(path: str) -> tuple[Row | None, str, tuple[Problem, ...]]:
        text, wrong = text_from((project / path).read_bytes(), path, places, published)
        return (row_of(text), str(text.body.html), wrong) if text else (None, "", wrong)

    texts: dict[str, Text] = dict(standing.texts)
    for path, (row, html, wrong) in zip(new, mapped(parse, new, processes_for(len(new), WORTH_A_WORKER, jobs)), strict=True):
        problems.extend(wrong)
        if wrong and row is not None:
            texts[path] = text_of_row(row, html, lookup)
        elif row is not None:
            found[path] = memory.add(keys[path], row, html)
    for path, kept in found.items():
        if kept is not None:
            texts[path] = lend(text_of_row(kept.row, kept.html, lookup), keys[path])
    known = {path: standing.known[path] for path in paths if path in standing.texts}
    known |= {path: Known(keys[path], kept.row[0]) for path, kept in found.items() if kept is not None}
    return [texts[path] for path in paths if path in texts], known


@cache
def reader_of() -> str:
    """The hash of what turns a text into its row: our own reading, and the exact versions that it stands on."""
    package = Path(__file__).parent
    beside = [package.parent / f"{name}.py" for name in ("model", "addresses", "swedish", "drawing")]
    files = [*sorted(package.glob("*.py")), *beside, package.parent.parent / "requirements.txt"]
    return digest(
        ([(path.name, digest_of_bytes(path.read_bytes())) for path in files if path.exists()], list(sys.version_info[:3]))
    )


def _publication(
    settings: Settings,
    register: Register,
    texts: Iterable[Text],
    pictures: dict[str, tuple[int, int, str]],
    today: date,
    *,
    drafts: bool,
) -> Publication:
    of_kind: defaultdict[type, list[Text]] = defaultdict(list)
    for text in texts:
        of_kind[type(text)].append(text)
    articles = sorted(_only(Article, of_kind), key=lambda a: (-a.published.toordinal(), sort_key(a.title), a.slug))
    seen = [a for a in articles if drafts or is_published(a, today)]
    letters = list(LETTERS)
    return Publication(
        settings=settings,
        register=register,
        articles=tuple(seen),
        tools=tuple(sorted(_only(Tool, of_kind), key=lambda tool: sort_key(tool.title))),
        dimensions=tuple(sorted(_only(Dimension, of_kind), key=lambda d: letters.index(d.slug) if d.slug in letters else 9)),
        pages=tuple(sorted(_only(Page, of_kind), key=lambda page: page.slug)),
        hidden=tuple(a for a in articles if not (drafts or is_published(a, today))),
        pictures=pictures,
    )


def as_published(publication: Publication, today: date) -> Publication:
    """The same publication, whose drafts and texts of another day are hidden: as a build sees it."""
    hidden = tuple(a for a in publication.articles if not is_published(a, today))
    shown = tuple(a for a in publication.articles if is_published(a, today))
    return replace(publication, articles=shown, hidden=(*publication.hidden, *hidden))


def _only(kind: type[T], texts: dict[type, list[Text]]) -> list[T]:
    return [text for text in texts[kind] if isinstance(text, kind)]


def is_published(article: Article, today: date) -> bool:
    """Whether readers see the article on that day: no draft, not before `publish`, not from `expires` on."""
    return not (
        article.draft
        or (article.publish is not None and article.publish > today)
        or article.published > today
        or (article.expires is not None and article.expires <= today)
    )


def _text(project: Path, name: str) -> str:
    try:
        return text_of((project / name).read_bytes(), name)
    except FileNotFoundError:
        raise ContentError(problem("missing-file", name)) from None


def _tables(project: Path) -> Iterator[str]:
    for name in TABLES:
        if name not in OPTIONAL or (project / REGISTER / name).exists():
            yield name


def _texts_in(project: Path, problems: list[Problem]) -> Iterator[str]:
    """Every text file of content/, by path. Files whose name can't be an address are told and left out."""
    content = project / "content"
    if not content.is_dir():
        problems.append(problem("missing-file", "content"))
        return
    for folder in KEYS:
        here = content / folder
        if not here.is_dir():
            continue
        for file in sorted(here.iterdir()):
            path = f"content/{folder}/{file.name}"
            if file.name.startswith(".") or file.name.endswith("~"):
                continue  # an editor program's own
            if not file.is_file() or not addresses.FILE_NAME.fullmatch(file.name):
                better = f"{slug(file.stem)}.md" if file.suffix.lower() in {".md", ".markdown", ".txt"} else ""
                is_better = better not in {"", ".md", file.name}
                problems.append(problem("file-name", path, name=file.name, better=better if is_better else None))
            else:
                yield path
