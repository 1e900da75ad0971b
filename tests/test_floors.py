"""The floors of docs/architecture.md: which module may import which, and which room each library has."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

GROUND = ("problems", "messages", "terms", "swedish", "digest", "record", "workers", "seen", "clock", "terminal", "words")
FLOORS = {  # a module, or the wing it stands in -> what it may import of ours; its own wing is held to no circle alone
    "build": ("seen", "clock", "terminal", "telling", "commands", "editor.doctor", "words"),
    "commands": (
        "commands_booklet",
        "commands_editor",
        "commands_orders",
        "viewing",
        "telling",
        "pipeline",
        "proof",
        "copydesk",
        "release",
        "clock",
        "words",
    ),
    "commands_booklet": ("editor.candidates", "offprinting", "pipeline", "telling", "source", "model", *GROUND),
    "commands_editor": ("editor", "copydesk", "source", "model", "telling", *GROUND),
    "editor": ("editor", "source", "model", "addresses", "drawing", *GROUND),
    "viewing": (
        "galley",
        "preview",
        "editor.coverage",
        "editor.report",
        "copydesk",
        "telling",
        "receiving",
        "orders",
        "shape.ordering",
        "make.publish",
        "addresses",
        *GROUND,
    ),
    "telling": ("pipeline", "seen", "terminal", "problems", "record", "swedish", "words", "annotations"),
    "commands_orders": ("telling", "receiving", "orders", "model", "problems", "record", "words"),
    "receiving": ("source.settings", "shape", "make.theme", "make.pdf", "orders", "model", "addresses", *GROUND),
    "pipeline": ("proof", "outline", "source", "shape", "make", "addresses", *GROUND),
    "offprinting": ("proof", "source.memory", "shape", "make", "model", *GROUND),
    "galley": ("preview.answers", "pipeline", "proof", "outline", "source", "shape", "make", "model", "addresses", *GROUND),
    "proof": ("source", "checks", "shape", "make.theme", "model", *GROUND),
    "copydesk": ("proof", "source", "checks", "make.theme", "model", *GROUND),
    "outline": ("source.read", "shape", "model", "addresses", *GROUND),
    "release": ("source", "checks", "shape", "make", "model", *GROUND),
    "make": ("make", "shape.output", "shape.search", "shape.share", "shape.twins", "shape.views", *GROUND),
    "source": ("source", "model", "addresses", "drawing", *GROUND),
    "shape": ("shape", "model", "addresses", "drawing", *GROUND),
    "orders": ("orders", *GROUND),
    "checks": ("checks", "model", "addresses", "drawing", *GROUND),
    "preview": ("preview", *GROUND),
    "addresses": GROUND,
    "model": GROUND,
    "drawing": GROUND,
    "annotations": ("problems", "record"),
    "problems": ("messages", "record", "words"),
    "messages": ("record",),
    "terms": ("record",),
    "swedish": (),
    "digest": ("record",),
    "record": (),
    "workers": (),
    "seen": (),
    "clock": (),
    "terminal": (),
    "words": (),
}
ROOMS = {  # each library that is not Python's own -> the module or wing that knows it; Pillow looks, scales, draws in one each
    "click": "commands commands_booklet commands_editor commands_orders",
    "msgspec": "record",
    "jinja2": "make.theme",
    "weasyprint": "make.pdf",
    "pyphen": "make.pdf",
    "fontTools": "make.pdf",
    "pydyf": "make.pdf",
    "markdown_it": "source.markdown",
    "mdit_py_plugins": "source.markdown",
    "yaml": "source.yamlfile",
    "frontmatter": "source.yamlfile",
    "PIL": "source.pictures make.pictures make.share make.cover make.inks",
    "brotli": "make.compress",
    "pikepdf": "make.prepress make.preflight",
    "pagefind": "make.search",
    "httpx": "checks.web",
    "sqlalchemy": "orders.tables orders.store orders.letters orders.forgetting",
    "itsdangerous": "orders.tokens",
    "segno": "make.qr",
    "starlette": "orders.app orders.serving receiving preview.server viewing",
    "uvicorn": "orders.serving preview.server",
    "watchfiles": "preview.watch",
    "mammoth": "editor.word",
    "defusedxml": "editor.word",
    "bs4": "editor.webpage",
    "markdownify": "editor.webpage",
}
SLOW = ("weasyprint", "PIL", "pyphen", "fontTools", "pydyf", "brotli", "pagefind", "pikepdf", "segno", "mammoth", "defusedxml",
        "bs4", "markdownify")  # fmt: skip
QUICK = {"build": {"os", "sys", "time"}, "seen": {"os", "sys", "time"}, "clock": set(), "terminal": {"os", "sys"}}


@dataclass(frozen=True, slots=True)
class Import:
    module: str  # without "press.": shape.map
    target: str  # as Python names it: press.model, os
    line: int
    is_deferred: bool  # inside a function, or for the type checker alone

    @property
    def ours(self) -> str:
        """The target without "press.", or nothing."""
        return self.target.removeprefix("press.") if self.target.startswith("press.") else ""

    @property
    def library(self) -> str:
        return self.target.split(".", 1)[0]

    def __str__(self) -> str:
        return f"{self.module} imports {self.ours or self.target} (line {self.line})"


def modules() -> dict[str, Path]:
    found = {"build": ROOT / "build.py"}
    for path in sorted((ROOT / "press").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT / "press").with_suffix("").parts)
        found[name.removesuffix(".__init__").removesuffix("__init__")] = path
    return found


MODULES = modules()


def imports_of(name: str) -> list[Import]:
    return list(_imports(name, ast.parse(MODULES[name].read_text(encoding="utf-8")), deferred=False))


def _imports(name: str, node: ast.AST, *, deferred: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for one in child.names:
                yield Import(name, one.name, child.lineno, deferred)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, f"{name}, line {child.lineno}: relative imports hide the floor"
            for one in child.names:
                whole = f"{child.module}.{one.name}".removeprefix("press.")
                is_module = str(child.module).split(".", 1)[0] == "press" and whole in MODULES
                yield Import(name, f"press.{whole}" if is_module else str(child.module), child.lineno, deferred)
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) or _is_for_types(child)
        yield from _imports(name, child, deferred=deferred or inside)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


IMPORTS = [found for name in MODULES for found in imports_of(name)]


def is_at(module: str, place: str) -> bool:
    return module == place or module.startswith(f"{place}.")


def may(module: str) -> tuple[str, ...]:
    wing = module.split(".", 1)[0]
    return FLOORS.get(module) or FLOORS[wing]


@pytest.mark.parametrize("name", [name for name in MODULES if name])
def test_a_module_imports_only_what_its_floor_may(name: str) -> None:
    wrong = [
        str(found)
        for found in imports_of(name)
        if found.library in {"press", "build"} and not any(is_at(found.ours or found.target, place) for place in may(name))
    ]

    assert not wrong


def test_the_table_of_floors_names_every_wing_and_module_there_is() -> None:
    there = {name.split(".", 1)[0] for name in MODULES if name}

    assert set(FLOORS) == there


def test_nothing_imports_the_door() -> None:
    assert not [str(found) for found in IMPORTS if found.target == "build"]


@pytest.mark.parametrize(("wing", "never"), [("shape", "source"), ("shape", "make"), ("make", "model"), ("make", "source")])
def test_wings_that_must_not_know_each_other_do_not(wing: str, never: str) -> None:
    assert not [str(found) for found in IMPORTS if is_at(found.module, wing) and is_at(found.ours, never)]


def test_every_library_has_one_room() -> None:
    foreign = [
        found for found in IMPORTS if found.library not in sys.stdlib_module_names and found.library not in {"press", "build"}
    ]

    rooms = {library: where.split() for library, where in ROOMS.items()}
    wrong = [str(found) for found in foreign if not any(is_at(found.module, room) for room in rooms.get(found.library, ()))]

    assert not wrong


def test_what_is_slow_to_import_is_imported_where_it_is_used() -> None:
    assert not [str(found) for found in IMPORTS if found.library in SLOW and not found.is_deferred]


def test_a_server_is_imported_by_the_command_that_serves() -> None:
    assert not [
        str(found)
        for found in IMPORTS
        if found.ours in {"viewing", "galley"} and found.module == "commands" and not found.is_deferred
    ]


@pytest.mark.parametrize("name", QUICK)
def test_a_build_with_nothing_to_do_imports_next_to_nothing(name: str) -> None:
    allowed = QUICK[name] | {"__future__", "press.seen", "press.clock", "press.terminal"}

    assert not [str(found) for found in imports_of(name) if not found.is_deferred and found.target not in allowed]


def test_no_module_imports_itself_through_others() -> None:
    """Imports for the type checker count too: two modules that need each other are one."""
    waiting = {name: {found.ours for found in imports_of(name) if found.ours in MODULES} - {name} for name in MODULES}

    while free := [name for name, needs in waiting.items() if not needs & set(waiting)]:
        for name in free:
            del waiting[name]

    assert not {name: sorted(needs & set(waiting)) for name, needs in waiting.items()}
