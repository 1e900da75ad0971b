"""docs/handbok.md says what is true: its commands run, its examples build, its tables name every key, its run is word for word.

`pytest -n 0 tests/test_handbook.py --rewrite` writes the run and the tables of keys anew. Then read the difference.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from press import commands, copydesk
from press.editor import schema
from press.editor.keys import Key, keys_of, keys_of_settings
from press.messages import CATALOGUE
from press.model import Register
from press.source.articles import KEYS, Places, text_from
from press.source.markdown import BLOCKS
from press.source.read import _text
from press.source.settings import TABLES, register_of
from tests.editor.docx import a_document, paragraph
from tests.terminal import on_screen
from tests.tiny import ROOT

HANDBOOK = ROOT / "docs" / "handbok.md"
NOON = "1795521600"  # 2026-11-24 12:00 UTC, in seconds since 1970
ENDS = {"check": {0, 1}, "doctor": {0, 4}}  # what a command may end with beside 0: it tells of this machine, of this content
RUN: Sequence[tuple[str, str, Sequence[str]]] = (  # what is said before it, the command, the answers
    ("", "new article", ["Skolan frågar byn", "", "Lit", "1", "medborgardialog", "social, ekonomisk"]),
    ("Du skriver texten och tar bort raden `draft: true`, men råkar ändra kommunen till `Östersunds`:", "build --only pages", []),
    ("Du rättar raden och bygger igen:", "build --only pages", []),
)


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The publication as a new editor gets it."""
    for name in ("content", "layouts"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "site.yaml", tmp_path)
    return tmp_path


def handbook() -> str:
    return HANDBOOK.read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", handbook(), re.MULTILINE | re.DOTALL)


def between(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- slut -->", handbook(), re.DOTALL)
    assert found, name
    return found[1]


def settle(name: str, written: str, *, rewrite: bool) -> None:
    """Holds a part of the handbook to what it should say, or writes it anew."""
    if rewrite:
        text = re.sub(rf"(<!-- {name} -->\n).*?(<!-- slut -->)", lambda m: m[1] + written + m[2], handbook(), flags=re.DOTALL)
        HANDBOOK.write_text(text, encoding="utf-8")
    assert between(name) == written, f"the handbook is not current: pytest -n 0 tests/test_handbook.py --rewrite ({name})"


# ---------------------------------------------------------------- a first-time run


def test_a_first_time_run_is_told_word_for_word(project: Path, request: pytest.FixtureRequest) -> None:
    article = project / "content" / "articles" / "skolan-fragar-byn.md"
    parts = []
    ends = []
    for number, (before, command, answers) in enumerate(RUN):
        if number == 1:
            text = re.sub(r"draft: true.*\n", "", article.read_text(encoding="utf-8"))
            article.write_text(text.replace("municipality: Östersund", "municipality: Östersunds"), encoding="utf-8")
        elif number == 2:
            text = article.read_text(encoding="utf-8")
            article.write_text(text.replace("municipality: Östersunds", "municipality: Östersund"), encoding="utf-8")
        screen = on_screen(command.split(), answers, folder=project)
        said = re.sub(r"\d+[.,]\d s", "2.5 s", screen.text)
        ends.append(screen.code)
        parts.append(f"{before}\n\n" if before else "")
        parts.append(f"```text\n$ .venv/bin/python build.py {command}\n{said}```\n\n")

    assert ends == [0, 1, 0]
    settle("körning", "\n" + "".join(parts), rewrite=bool(request.config.getoption("--rewrite")))
    assert (project / "output/site/artiklar/skolan-fragar-byn/index.html").is_file()


# ---------------------------------------------------------------- commands


def test_every_command_of_the_handbook_runs(project: Path) -> None:
    """In the order in which they stand; those of make are held to the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (project / "brev.docx").write_bytes(a_document(paragraph("Ett brev", style="Rubrik"), paragraph("Om byn.")))
    lines = [line for block in blocks("sh") for line in block.splitlines()]

    for line in lines:
        words = shlex.split(line)
        if words[0] == "make":
            assert f"\n{words[1]}:" in makefile
            continue
        assert words[:2] == [".venv/bin/python", "build.py"], line
        # In a process of its own: this publication's editors are told things in Swedish, and the other tests are not.
        command = [sys.executable, str(ROOT / "build.py"), *words[2:]]
        told = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)

        assert told.returncode in ENDS.get(words[2], {0}), f"{line}: {told.stderr}"

    assert len(lines) > 8
    names = sorted(path.stem for path in (project / "content").rglob("*.md"))
    assert {"byn-som-raknar", "byarad", "fragor-och-svar", "ett-brev"} <= set(names)


def test_it_names_every_command() -> None:
    assert [name for name in commands.cli.commands if f"| `{name}` |" not in handbook()] == []


# ---------------------------------------------------------------- examples


def register() -> Register:
    return register_of({name: _text(ROOT, f"content/register/{name}") for name in TABLES})


def test_every_example_is_right(project: Path) -> None:
    whole = [one for one in blocks("markdown") if one.startswith("---\n")]
    pieces = [one for one in blocks("markdown") if not one.startswith("---\n")]
    front = whole[0].split("\n---\n")[0] + "\n---\n"
    texts = {"helt.md": whole[0], "delar.md": front + "\n" + "\n".join(pieces)}
    for name, text in texts.items():
        assert text_from(text.encode(), f"content/articles/{name}", Places.of(register()), date(2026, 11, 24))[1] == ()
        (project / "content" / "articles" / name).write_text(text, encoding="utf-8")

    checked = copydesk.check(project, date(2026, 11, 24), lambda: None)
    found = [one for one in checked.problems if one.where.path.endswith(tuple(texts))]

    assert len(whole) == 1
    assert len(pieces) == 3
    assert [one.says for one in found if not one.is_warning] == []


def test_it_shows_every_block_and_says_what_becomes_of_it() -> None:
    for name in BLOCKS:
        assert f"\n::: {name}" in "".join(blocks("markdown"))
        assert f"| `{name}` |" in handbook()


# ---------------------------------------------------------------- keys, messages, pictures


def test_it_names_every_key_of_an_article() -> None:
    part = handbook()[handbook().index("| Uppgift |") :]
    cells = "".join(re.findall(r"^\| (`[^|]*) \|", part, re.MULTILINE))

    assert [key for key in KEYS["articles"] if f"`{key}`" not in cells] == []


@pytest.mark.parametrize("kind", ["tools", "dimensions", "pages", "site"])
def test_its_tables_hold_every_key_with_its_words(kind: str, request: pytest.FixtureRequest) -> None:
    keys = keys_of_settings() if kind == "site" else keys_of(kind, register())
    words = schema.WORDS_OF_SETTINGS if kind == "site" else schema.WORDS_OF

    rows = "".join(f"| `{name}` | {words[name]} |\n" for name in _names(keys))
    table = f"\n| Uppgift | Vad du skriver |\n|---|---|\n{rows}\n"

    settle(f"nycklar {kind}", table, rewrite=bool(request.config.getoption("--rewrite")))


def _names(keys: Sequence[Key], before: str = "") -> Iterator[str]:
    for key in keys:
        yield before + key.name
        yield from _names(key.keys, f"{before}{key.name}.")


def test_every_message_stands_in_the_list_that_it_names() -> None:
    assert "(meddelanden.md)" in handbook()
    listed = (ROOT / "docs" / "meddelanden.md").read_text(encoding="utf-8")

    assert [code for code in CATALOGUE if f"\n## {code}\n" not in listed] == []


def test_its_pictures_and_pages_are_there() -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", re.sub(r"```.*?```|`[^`\n]*`", "", handbook(), flags=re.DOTALL)):
        if "://" not in target:
            assert (HANDBOOK.parent / target).is_file(), target
