"""layouts/ as a Jinja2 environment, and the hash of a template with all that it takes in. The only room that knows Jinja2.

A fault in a layout is a problem with its file and line, never a trace.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
    select_autoescape,
)

from press.digest import digest, digest_of_bytes
from press.problems import ContentError, Problem, problem
from press.record import Record

FOLDER = "layouts"
TEMPLATES = (".html", ".xml", ".txt")
ONCE = "once"  # in a layout, once(piece.card, one) is piece.card(one), drawn once in a build for each card
_REMEMBERED = 20_000  # pieces of markup that one build keeps at hand
_OF_MACROS = (nodes.Macro, nodes.Assign, nodes.AssignBlock, nodes.Import, nodes.FromImport)
_REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


class _Wanted(Record, frozen=True):
    """A template, and the place that asks for it."""

    name: str
    by: str
    line: int


class _Loader(BaseLoader):
    """Gives Jinja2 the trees that the theme has parsed already."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def load(self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None) -> Template:
        tree, file = self._theme.tree(name)
        code = environment.compile(tree, name, file)
        return environment.template_class.from_code(environment, code, globals or {}, None)


class Theme:
    """The templates of a folder. Rendering raises ContentError where a template is at fault."""

    def __init__(self, project: Path) -> None:
        self._folder = project / FOLDER
        self._environment = Environment(
            loader=_Loader(self),
            autoescape=select_autoescape(("html", "xml")),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self._environment.globals["qr"] = _qr
        self._environment.globals[ONCE] = lru_cache(_REMEMBERED)(_called)
        self._own: dict[str, tuple[str, tuple[_Wanted, ...]]] = {}
        self._trees: dict[str, nodes.Template] = {}  # parsed and not yet compiled
        self._closures: dict[str, str] = {}

    def assets(self) -> dict[str, str]:
        """The files that are no templates, as path below the project -> digest."""
        found = {}
        for path in sorted(self._folder.rglob("*")):
            if path.is_file() and path.suffix not in TEMPLATES and not path.name.startswith("."):
                found[f"{FOLDER}/{path.relative_to(self._folder).as_posix()}"] = digest_of_bytes(path.read_bytes())
        return found

    def closure(self, name: str) -> str:
        """The hash of a template and of every other that it extends, includes or imports. Raises ContentError."""
        if name not in self._closures:
            found: dict[str, str] = {}
            waiting = [_Wanted(name, f"{FOLDER}/{name}", 0)]
            while waiting:
                one = waiting.pop()
                if one.name not in found:
                    found[one.name], more = self._read(one)
                    waiting.extend(more)
            self._closures[name] = digest(found)
        return self._closures[name]

    def compile(self, names: Iterable[str]) -> None:
        """Readies templates, so that workers find them ready. What is wrong with one is told when it is rendered."""
        for name in set(names):
            with suppress(ContentError, TemplateError):
                self._environment.get_template(name)

    def render(self, name: str, context: Mapping[str, object]) -> str:
        """The filled template. Raises ContentError."""
        try:
            return self._environment.get_template(name).render(context)
        except ContentError:
            raise
        except Exception as fault:
            if not isinstance(fault, TemplateError) and not any(_lines_in(fault, self._folder)):
                raise  # not the layout's fault
            raise ContentError(self._problem_of(fault, name)) from fault

    def _read(self, wanted: _Wanted) -> tuple[str, tuple[_Wanted, ...]]:
        """The digest of a template's text, and those that it takes in."""
        name = wanted.name
        if name in self._own:
            return self._own[name]
        path = f"{FOLDER}/{name}"
        try:
            source = (self._folder / name).read_text(encoding="utf-8")
            tree = self._environment.parse(source, name)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            raise ContentError(problem("layout-missing", wanted.by, wanted.line, name=name)) from None
        except UnicodeDecodeError:
            raise ContentError(problem("layout-syntax", path, says="it is not UTF-8")) from None
        except TemplateSyntaxError as fault:
            raise ContentError(self._problem_of(fault, name)) from None
        takes_in = []
        if f"{ONCE}(" in source:
            for call in tree.find_all(nodes.Call):
                is_asked = isinstance(call.node, nodes.Name) and call.node.name == ONCE
                if is_asked and not (call.args and _is_pure(call.args[0], tree)):
                    raise ContentError(problem("layout-once", path, call.lineno))
        for node in tree.find_all(_REFERENCES):
            other = getattr(node, "template", None)
            if not isinstance(other, nodes.Const) or not isinstance(other.value, str):
                raise ContentError(problem("layout-dynamic", path, node.lineno))
            takes_in.append(_Wanted(other.value, path, node.lineno))
        self._own[name] = digest(source), tuple(takes_in)
        self._trees[name] = tree
        return self._own[name]

    def tree(self, name: str) -> tuple[nodes.Template, str]:
        """A template, parsed for its closure and parsed no second time, and its file. Raises ContentError."""
        if name not in self._trees:
            self._own.pop(name, None)
            self._read(_Wanted(name, f"{FOLDER}/{name}", 0))
        return self._trees.pop(name), str(self._folder / name)

    def _problem_of(self, fault: Exception, name: str) -> Problem:
        if isinstance(fault, TemplateSyntaxError):
            return problem("layout-syntax", f"{FOLDER}/{fault.name or name}", fault.lineno, says=fault.message)
        where = next(_lines_in(fault, self._folder), (name, 0))
        path, line = f"{FOLDER}/{where[0]}", where[1]
        if isinstance(fault, TemplateNotFound):
            return problem("layout-missing", path, line, name=fault.name)
        code = "layout-undefined" if isinstance(fault, UndefinedError) else "layout-fault"
        return problem(code, path, line, says=re.sub(r"\s+", " ", str(fault)))


def _qr(address: str) -> tuple[int, str]:
    from press.make.qr import qr  # asked for in print alone

    return qr(address)


def _called(macro: Callable[..., str], *given: object) -> str:
    return macro(*given)


def _is_pure(macro: nodes.Expr, tree: nodes.Template) -> bool:
    """Whether an expression names a macro that sees nothing but what it is given.

    Those of a layout that is imported are such, unless it is given its importer's context; and those of the same
    layout when it has nothing but macros.
    """
    if isinstance(macro, nodes.Getattr) and isinstance(macro.node, nodes.Name):
        return not any(node.with_context and node.target == macro.node.name for node in tree.find_all(nodes.Import))
    alone = all(isinstance(node, _OF_MACROS) or (isinstance(node, nodes.Output) and _is_blank(node)) for node in tree.body)
    return isinstance(macro, nodes.Name) and alone


def _is_blank(told: nodes.Output) -> bool:
    return all(isinstance(one, nodes.TemplateData) and not one.data.strip() for one in told.nodes)


def _lines_in(fault: BaseException, folder: Path) -> Iterator[tuple[str, int]]:
    """The places of a fault inside the layouts, innermost first. None when no layout had a part in it."""
    import traceback  # slow to import, and most layouts are well

    for frame in reversed(traceback.extract_tb(fault.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(folder):
            yield path.relative_to(folder).as_posix(), frame.lineno or 0
