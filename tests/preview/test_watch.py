"""What is told of a folder's files, whether the system tells of them or not."""

from __future__ import annotations

import os
import queue
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from press.preview.watch import changes, looks

WAIT_S = 60
Told = Callable[[str], set[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("site.yaml", "content/articles/lit.md", "layouts/base.html", "output/site/index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a text", encoding="utf-8")
    return tmp_path


@pytest.fixture(params=[False, True], ids=["told by the system", "looked for"])
def told(request: pytest.FixtureRequest, project: Path) -> Iterator[Told]:
    """Waits until a path is told; gives all that was told until then."""
    end, found = threading.Event(), queue.Queue[set[str]]()
    before = looks(project)

    def watch() -> None:
        for some in changes(project, before, end, polls=request.param):
            found.put(some)

    def wait(path: str) -> set[str]:
        heard: set[str] = set()
        while path not in heard:
            heard |= found.get(timeout=WAIT_S)
        return heard

    thread = threading.Thread(target=watch)
    thread.start()
    yield wait
    end.set()
    thread.join(WAIT_S)
    assert not thread.is_alive()


def test_files_that_change_come_go_and_are_renamed_are_told(project: Path, told: Told) -> None:
    text = project / "content/articles/lit.md"

    text.write_text("another text", encoding="utf-8")
    told("content/articles/lit.md")
    (project / "site.yaml.new").write_text("other settings", encoding="utf-8")
    os.replace(project / "site.yaml.new", project / "site.yaml")
    told("site.yaml")
    text.rename(project / "content/articles/by.md")
    heard = told("content/articles/by.md")
    if "content/articles/lit.md" not in heard:
        told("content/articles/lit.md")
    (project / "content/articles/by.md").unlink()
    told("content/articles/by.md")


def test_folders_that_come_and_go_are_watched_too(project: Path, told: Told) -> None:
    (project / "content/images/2026").mkdir(parents=True)
    (project / "content/images/2026/bild.png").write_text("a picture", encoding="utf-8")
    told("content/images/2026/bild.png")

    shutil.rmtree(project / "content")
    told("content/articles/lit.md")
    (project / "content/articles").mkdir(parents=True)
    (project / "content/articles/lit.md").write_text("once more", encoding="utf-8")

    told("content/articles/lit.md")


def test_what_is_not_the_editor_s_own_is_not_told(project: Path, told: Told) -> None:
    for name in ("output/site/index.html", "content/articles/.lit.md.swp", "content/articles/lit.md~", "notes.txt"):
        (project / name).write_text("something else", encoding="utf-8")
    (project / "layouts/base.html").write_text("the last", encoding="utf-8")

    heard = {path for path in told("layouts/base.html") if not (project / path).is_dir()}

    assert heard == {"layouts/base.html"}


def test_what_changed_before_the_watch_began_is_told(project: Path) -> None:
    before, end = looks(project), threading.Event()
    (project / "site.yaml").write_text("changed meanwhile", encoding="utf-8")

    first = next(changes(project, before, end))

    assert first == {"site.yaml"}
