"""What was planned for each text's own words: so that new words are printed without everything being planned again.

A plan depends on what texts tell of themselves (`rows.face_of`: title, tools, links, headings), not on their prose. While
the faces stay, and nothing else that a build reads has changed, the plan stays too, and the outputs that show an edited
text's words are made from the recipes that are kept here, with the new text in the place of the old one.

A recipe is kept as JSON. Records are named, texts are named by their path; records that lend their digest are kept once.
Nothing in it can be run: a name that is not one of ours is no recipe.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from press import addresses, model
from press.digest import Lender, digest_of_bytes
from press.model import Text
from press.record import Raw, Record, as_json, field, fields_of, of_json, replace
from press.shape import feeds, linked, output, texts
from press.shape.output import Index, Later, Output, Page, Pdf, Press, Sheets
from press.shape.views import frame, maps, parts
from press.shape.views import texts as text_pages
from press.source.read import Known

FILE = "outline"
_MAKERS = {maker.__qualname__: maker for maker in (texts.article_view, feeds.feed_view)}
_KINDS: dict[str, type[Record]] = {
    kind.__name__: kind
    for module in (addresses, model, frame, maps, parts, text_pages, output, feeds, linked)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Record) and not issubclass(kind, Text)
}


class Outline(Record, frozen=True):
    """The outputs that show texts' own words, for one tree of output/."""

    tree: str = ""  # the hash of its ledger
    texts: dict[str, Known] = field(default_factory=dict)  # every text, by path
    shown: dict[str, tuple[str, ...]] = field(default_factory=dict)  # path of a text -> the outputs that show its words
    outputs: dict[str, Raw] = field(default_factory=dict)  # by path: what `_Writing` made of them
    lent: dict[str, Raw] = field(default_factory=dict)  # records by their digest, as they were written

    def of(self, paths: Iterable[str], now: Mapping[str, Text]) -> list[Output]:
        """The outputs that show the words of some texts, with all texts as they are now.

        Raises ValueError, KeyError or TypeError for what was not written here.
        """
        reading = _Reading(self.lent, now)
        return [reading.output(path, self.outputs[path]) for path in sorted(self._showing(paths))]

    def beside(self, paths: Iterable[str]) -> set[str]:
        """Every text whose words stand in one of these outputs."""
        outputs = self._showing(paths)
        return {text for text, some in self.shown.items() if not outputs.isdisjoint(some)}

    def _showing(self, paths: Iterable[str]) -> set[str]:
        return {output for path in paths for output in self.shown.get(path, ())}


def outline(outputs: Iterable[Output], known: Mapping[str, Known], tree: str) -> Outline | None:
    """The outline of a plan; None when one of its outputs shows words in a way that can't be kept."""
    writing = _Writing()
    kept: dict[str, Raw] = {}
    shown: defaultdict[str, list[str]] = defaultdict(list)
    for one in outputs:
        recipe = one.recipe
        if isinstance(recipe, Pdf | Index | Press | Sheets):
            return None
        if not isinstance(recipe, Page) or not isinstance(recipe.view, Later):
            continue
        writing.met.clear()
        view = [recipe.view.maker.__qualname__, writing.form(recipe.view.sees)]
        if writing.met:
            kept[one.path] = Raw(
                as_json([one.source, recipe.template, writing.form(recipe.site), writing.form(recipe.head), view, recipe.printed])
            )
            for text in writing.met:
                shown[text].append(one.path)
    return Outline(tree, dict(known), {text: tuple(paths) for text, paths in shown.items()}, kept, writing.lent)


class _Writing:
    """Values as JSON's own types: lists for tuples, and an object with one letter for each kind that JSON has not."""

    def __init__(self) -> None:
        self.lent: dict[str, Raw] = {}
        self.met: set[str] = set()  # paths of the texts that were written since it was last emptied

    def form(self, value: object) -> object:
        form: object
        if isinstance(value, tuple | list):
            form = [self.form(one) for one in value]
        elif isinstance(value, Text):
            self.met.add(value.source)
            form = {"t": value.source}
        elif isinstance(value, Record):
            form = self._lent(value) if isinstance(value, Lender) else self._record(value)
        elif isinstance(value, Mapping):
            form = {"m": [[self.form(key), self.form(one)] for key, one in value.items()]}
        elif isinstance(value, date):
            form = {"d": value.isoformat()}
        else:
            form = value  # JSON has it as it is, or refuses it
        return form

    def _record(self, value: Record) -> dict[str, object]:
        if _KINDS.get(type(value).__name__) is not type(value):  # it could not be read again
            raise TypeError(f"{type(value)} is not among the records of an outline")
        return {"r": [type(value).__name__, *[self.form(getattr(value, name)) for name in fields_of(value)]]}

    def _lent(self, value: Lender) -> dict[str, object]:
        """A record that many share, once for all of them; as it is where it holds a text, which may change."""
        if value.lent_digest in self.lent:
            return {"l": value.lent_digest}
        before, self.met = self.met, set()
        form = self._record(value)
        inside, self.met = self.met, before | self.met
        if inside:
            return form
        self.lent[value.lent_digest] = Raw(as_json(form))
        return {"l": value.lent_digest}


class _Reading:
    """What `_Writing` wrote, as values again. Raises ValueError, KeyError or TypeError."""

    def __init__(self, lent: Mapping[str, Raw], texts: Mapping[str, Text]) -> None:
        self._kept, self._texts = lent, texts
        self._known: dict[str, Any] = {}  # records that lend their digest, each read once

    def output(self, path: str, written: Raw) -> Output:
        source, template, site, head, (maker, sees), printed = of_json(written, list[Any])
        view = Later(_MAKERS[maker], self._value(sees))
        return Output(path, Page(template, self._value(site), self._value(head), view, printed=self._value(printed)), source)

    def _value(self, form: Any) -> Any:
        if isinstance(form, list):
            return tuple([self._value(one) for one in form])
        if not isinstance(form, dict):
            return form
        ((kind, inside),) = form.items()
        of_kind: Mapping[str, Callable[[Any], object]] = {
            "t": self._text, "l": self._lent, "r": self._record, "m": self._mapping, "d": date.fromisoformat,
        }  # fmt: skip
        return of_kind[kind](inside)

    def _text(self, path: str) -> Text:
        return self._texts[path]

    def _lent(self, known: str) -> Any:
        if known not in self._known:
            self._known[known] = self._value(of_json(self._kept[known], dict[str, Any]))
        return self._known[known]

    def _record(self, named: list[Any]) -> Record:
        return _KINDS[named[0]](*[self._value(one) for one in named[1:]])

    def _mapping(self, entries: list[Any]) -> dict[str, Any]:
        return {key: self._value(one) for key, one in entries}


def with_texts(value: Any, now: Mapping[str, Text]) -> Any:
    """The same value, with some texts as they are now in the place of the old ones."""
    if isinstance(value, Text):
        return now.get(value.source, value)
    if isinstance(value, tuple):
        parts = tuple([with_texts(one, now) for one in value])
        return parts if any(one is not other for one, other in zip(parts, value, strict=True)) else value
    if isinstance(value, Record):
        fields = ((name, getattr(value, name)) for name in fields_of(value))
        found = ((name, one, with_texts(one, now)) for name, one in fields)
        other = {name: renewed for name, one, renewed in found if renewed is not one}
        return replace(value, **other) if other else value
    return value


# ---------------------------------------------------------------- the file


def save(made: Outline | None, path: Path) -> None:
    """Writes it, under another name first; without an outline an older one is taken away."""
    if made is None:
        path.unlink(missing_ok=True)
        return
    content = as_json(made)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(digest_of_bytes(content).encode() + b" " + content)
    beside.replace(path)


def load(path: Path, tree: str) -> Outline:
    """The outline of that tree; an empty one when there is none, or when it is damaged or of another."""
    try:
        seal, _, content = path.read_bytes().partition(b" ")
        if digest_of_bytes(content).encode() == seal and (found := of_json(content, Outline)).tree == tree:
            return found
    except (OSError, ValueError):
        pass
    return Outline()
