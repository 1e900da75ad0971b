"""What was made the last time, and so what is to be made now. `divide` is pure; the ledger's file is JSON and never trusted.

The ledger lies inside the tree that it describes, so the two change as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from press.digest import digest
from press.record import Record, as_json, field, of_json
from press.shape.output import Output, templates_of, told_of

FORMAT = 4
NAME = ".ledger"


class Key(Record, frozen=True):
    """What decides an output's bytes, in parts, so that a change can be told. Each part is a digest or empty."""

    recipe: str
    templates: str = ""
    wanted: str = ""
    engine: str = ""


class Facts(Record, frozen=True):
    """What is known of a file that was made. All but PDFs have no `pages`, no `places` and no `turns`.

    `places` tells on which pages each anchor of a PDF stands, first and last: {"artikel-lit": (12, 14)}. `turns` tells
    where each page begins: its number, the anchor it begins in, and after how many letters of that.
    """

    size: int
    sha256: str
    pages: int = 0
    places: Mapping[str, tuple[int, int]] = {}
    turns: tuple[tuple[int, str, int], ...] = ()


class Entry(Record, frozen=True):
    key: Key
    facts: Facts


class Ledger(Record, frozen=True):
    entries: Mapping[str, Entry] = field(default_factory=dict)  # of each file, by path

    def files_of(self, path: str) -> Mapping[str, Entry]:
        """The files of an output: one, or those of a folder, which have one key. None when it was not made."""
        if path.endswith("/"):
            return {inside: entry for inside, entry in self.entries.items() if inside.startswith(path)}
        entry = self.entries.get(path)
        return {} if entry is None else {path: entry}


class Job(Record, frozen=True):
    """An output to be made, and why: 'new', 'its content changed', ..."""

    output: Output
    key: Key
    reason: str


class Work(Record, frozen=True):
    make: tuple[Job, ...]
    keep: Mapping[str, Entry]  # files by path


def key_of(output: Output, templates: str, engine: str, wanted: object = None) -> Key:
    recipe = output.recipe
    return Key(
        recipe=recipe_key(output),
        templates=templates if templates_of(recipe) else "",
        wanted=digest(wanted) if told_of(recipe) else "",
        engine=engine,
    )


def recipe_key(output: Output) -> str:
    return digest((type(output.recipe).__name__, output.recipe))


def divide(
    keyed: Iterable[tuple[Output, Key]], ledger: Ledger, is_intact: Callable[[str, Entry], bool], *, full: bool = False
) -> Work:
    """What to make and what to keep. `is_intact` tells whether a kept file is still as it was made."""
    make: list[Job] = []
    keep: dict[str, Entry] = {}
    for output, key in keyed:
        files = ledger.files_of(output.path)
        reason = "everything is asked for" if full else _reason(key, next(iter(files.values()), None))
        if not reason and not all(is_intact(path, entry) for path, entry in files.items()):
            reason = "it was changed or deleted by hand"
        if reason:
            make.append(Job(output, key, reason))
        else:
            keep.update(files)
    return Work(tuple(make), keep)


def _reason(key: Key, entry: Entry | None) -> str:
    if entry is None:
        return "it is new"
    before = entry.key
    if key.engine != before.engine:
        return "the program changed"
    if key.recipe != before.recipe:
        return "what it shows changed"
    if key.templates != before.templates:
        return "its layout changed"
    return "the facts it tells changed" if key.wanted != before.wanted else ""


# ---------------------------------------------------------------- the file


class _Row(Record, frozen=True, array_like=True, forbid_unknown_fields=True):
    """An entry as its file has it."""

    recipe: str
    templates: str
    wanted: str
    engine: str
    size: int
    sha256: str
    pages: int
    places: dict[str, tuple[int, int]]
    turns: tuple[tuple[int, str, int], ...]


class _File(Record, frozen=True):
    format: int
    outputs: dict[str, _Row]


def as_text(ledger: Ledger) -> str:
    rows = {path: _row_of(entry.key, entry.facts) for path, entry in sorted(ledger.entries.items())}
    return as_json(_File(FORMAT, rows)).decode() + "\n"


def ledger_of(text: str) -> Ledger:
    """The ledger in a file's text; an empty one when the text is damaged or of another format."""
    try:
        file = of_json(text.encode(), _File)
    except ValueError:
        return Ledger()
    if file.format != FORMAT:
        return Ledger()
    return Ledger({path: _entry_of(row) for path, row in file.outputs.items()})


def _row_of(key: Key, facts: Facts) -> _Row:
    parts = (key.recipe, key.templates, key.wanted, key.engine)
    return _Row(*parts, facts.size, facts.sha256, facts.pages, dict(facts.places), facts.turns)


def _entry_of(row: _Row) -> Entry:
    facts = Facts(row.size, row.sha256, row.pages, row.places, row.turns)
    return Entry(Key(row.recipe, row.templates, row.wanted, row.engine), facts)
