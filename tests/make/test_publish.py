"""output/ becomes what was staged, whole or not at all: by exchange, and where that can't be, file by file."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from press.make import publish
from press.make.publish import Stage, exchange, locked
from press.seen import outputs
from tests.tiny import tree

OLD = {".ledger": b"old", "site/index.html": b"start", "site/om/index.html": b"about", "site/bort/index.html": b"gone soon"}
NEW = {".ledger": b"new", "site/index.html": b"start", "site/om/index.html": b"about us", "site/ny/sida/index.html": b"new"}
KEPT = ("site/index.html",)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """With OLD published."""
    (tmp_path / ".press").mkdir()
    stage = Stage(tmp_path)
    for path, content in OLD.items():
        stage.write(path, content)
    stage.publish()
    return tmp_path


@pytest.fixture
def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a mount point: two folders can't change places."""
    monkeypatch.setattr(publish, "exchange", lambda one, other: False)


def staged(project: Path) -> Stage:
    """A stage that holds NEW, with what is kept as it was."""
    stage = Stage(project)
    for path, content in NEW.items():
        if path in KEPT:
            stage.keep(path)
        else:
            stage.write(path, content)
    return stage


def folders(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir())


def test_the_first_publishing_makes_output(project: Path) -> None:
    assert tree(project / "output") == OLD


def test_after_the_first_publishing_an_edit_links_nothing(project: Path) -> None:
    stage = Stage(project, OLD)
    for path in ("site/index.html", "site/bort/index.html"):
        stage.keep(path)
    stage.write("site/om/index.html", b"about us")
    stage.write(".ledger", b"new")
    stage.publish()

    assert stage.linked == set()
    assert tree(project / "output") == {**OLD, "site/om/index.html": b"about us", ".ledger": b"new"}
    assert tree(project / ".press" / "next") == OLD


def test_a_stage_that_is_not_needed_leaves_output_looking_as_it_did(project: Path) -> None:
    before = outputs(str(project))

    Stage(project, set(OLD) - {".ledger"})

    assert outputs(str(project)) == before


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOSPC, errno.EMLINK])
def test_a_disk_without_links_has_the_first_tree_once(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", refuse)
    stage = Stage(tmp_path)
    for path, content in OLD.items():
        stage.write(path, content)
    stage.publish()

    assert tree(tmp_path / "output") == OLD
    assert not (tmp_path / ".press" / "next").exists()


def test_publishing_puts_the_staged_tree_in_the_place_of_the_old_one(project: Path) -> None:
    staged(project).publish()

    assert tree(project / "output") == NEW
    assert tree(project / ".press" / "next") == OLD  # the beginning of the next one


def test_what_both_trees_have_is_not_linked_again(project: Path) -> None:
    staged(project).publish()
    before = tree(project / "output")

    stage = Stage(project, before)
    for path in before:
        if path != "site/om/index.html":
            stage.keep(path)
    stage.write("site/om/index.html", b"about us all")
    stage.publish()

    assert tree(project / "output") == before | {"site/om/index.html": b"about us all"}
    assert stage.linked == {".ledger", "site/ny/sida/index.html"}  # what the build before had made
    assert tree(project / ".press" / "next") == before


def test_nothing_is_believed_of_the_earlier_tree(project: Path) -> None:
    """Its files count when they are output/'s own; others are thrown away, whatever they hold and are called."""
    staged(project).publish()
    left = project / ".press" / "next"
    for path in ("site/om/index.html", "site/strunt/x.html", "annat"):
        (left / path).unlink(missing_ok=True)
        (left / path).parent.mkdir(parents=True, exist_ok=True)
        (left / path).write_bytes(b"false")
    (left / "site" / "index.html").unlink()
    (left / "site" / "index.html").symlink_to(project / "output" / ".ledger")
    before = tree(project / "output")

    stage = Stage(project, {*before, "annat"})
    for path in before:
        stage.keep(path)
    stage.publish()

    assert tree(project / "output") == before
    assert folders(project / "output") == ["site", "site/ny", "site/ny/sida", "site/om"]


def test_what_was_planned_and_is_neither_kept_nor_made_is_not_published(project: Path) -> None:
    staged(project).publish()
    Stage(project, NEW).publish()  # by hand: nothing of it is kept

    assert tree(project / "output") == {}
    assert folders(project / "output") == []


def test_until_it_is_published_nothing_of_a_stage_is_seen(project: Path) -> None:
    stage = staged(project)

    assert tree(project / "output") == OLD

    stage.discard()
    assert tree(project / "output") == OLD
    assert list((project / ".press").iterdir()) == []


def test_a_kept_file_is_the_same_file_and_a_made_one_is_another(project: Path) -> None:
    def inodes() -> dict[str, int]:
        return {path: (project / "output" / path).stat().st_ino for path in ("site/index.html", "site/om/index.html")}

    before = inodes()

    staged(project).publish()

    assert inodes()["site/index.html"] == before["site/index.html"]
    assert inodes()["site/om/index.html"] != before["site/om/index.html"]


def test_a_file_that_is_staged_twice_is_the_last_one_and_touches_no_other_tree(project: Path) -> None:
    staged(project).publish()
    stage = Stage(project, OLD)
    stage.write("site/index.html", b"one")
    stage.write("site/index.html", b"two")

    assert tree(project / "output") == NEW

    stage.publish()
    assert tree(project / "output") == {"site/index.html": b"two"}


def test_what_an_interrupted_build_staged_is_thrown_away(project: Path) -> None:
    Stage(project).write("site/half.html", b"half")

    stage = Stage(project)
    stage.write(".ledger", b"new")
    stage.publish()

    assert tree(project / "output") == {".ledger": b"new"}


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP])
def test_where_no_link_can_be_made_a_kept_file_is_copied(project: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", refuse)

    staged(project).publish()

    assert tree(project / "output") == NEW


def test_a_file_that_should_be_kept_and_is_not_there_is_no_silent_loss(project: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Stage(project).keep("site/never.html")


# ---------------------------------------------------------------- exchange


def test_exchange_lets_two_folders_change_places(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text(name, encoding="utf-8")

    done = exchange(tmp_path / "one", tmp_path / "other")

    assert done
    assert tree(tmp_path) == {"one/other": b"other", "other/one": b"one"}


def test_exchange_is_false_across_disks_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("one", encoding="utf-8")

    assert exchange(tmp_path / "one", Path("/dev/null")) is False
    assert (tmp_path / "one").read_text(encoding="utf-8") == "one"


def test_exchange_with_what_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()

    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "one", tmp_path / "other")


# ---------------------------------------------------------------- file by file


@pytest.mark.usefixtures("no_exchange")
def test_where_folders_cant_change_places_the_files_are_moved_over(project: Path) -> None:
    staged(project).publish()

    assert tree(project / "output") == NEW
    assert folders(project / "output") == ["site", "site/ny", "site/ny/sida", "site/om"]
    assert list((project / ".press").iterdir()) == []


@pytest.mark.usefixtures("no_exchange")
@pytest.mark.parametrize("copies", range(len(NEW)))
def test_a_move_that_was_interrupted_is_finished_by_the_next_stage(
    project: Path, copies: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, done = shutil.copy2, 0

    def copy(source: Path, target: Path) -> object:
        nonlocal done
        if done == copies:
            raise KeyboardInterrupt
        done += 1
        return real(source, target)

    monkeypatch.setattr(shutil, "copy2", copy)
    with pytest.raises(KeyboardInterrupt):
        staged(project).publish()
    monkeypatch.setattr(shutil, "copy2", real)

    Stage(project).discard()

    assert tree(project / "output") == NEW
    assert list((project / ".press").iterdir()) == []


@pytest.mark.usefixtures("no_exchange")
def test_the_ledger_is_moved_over_last_of_the_new_files(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, order = Path.replace, []

    def replace(self: Path, target: Path) -> Path:
        order.append(Path(target).name)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)

    staged(project).publish()

    assert order[0] == "ready"  # the mark: from here on the move can be begun anew
    assert order[-1] == ".ledger"
    assert len(order) == 1 + len(NEW)


@pytest.mark.parametrize("damage", ["", ".ledger\nsite/index.html", "nonsense"])
def test_a_mark_that_was_not_written_to_its_end_costs_nothing_that_is_published(project: Path, damage: str) -> None:
    """A machine without power: the mark is there, its names are not. The old site stays."""
    staged(project)
    (project / ".press" / "ready").write_text(damage, encoding="utf-8")

    Stage(project).discard()

    assert tree(project / "output") == OLD
    assert list((project / ".press").iterdir()) == []


# ---------------------------------------------------------------- the lock


def test_the_lock_makes_the_folder_of_state_and_is_free_again_afterwards(tmp_path: Path) -> None:
    waited: list[bool] = []

    for _ in range(2):
        with locked(tmp_path, lambda: waited.append(True)):
            assert (tmp_path / ".press" / "lock").exists()

    assert waited == []
