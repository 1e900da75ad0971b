"""Texts of earlier builds: what is remembered is right, or thrown away."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.digest import digest_of_bytes
from press.source.memory import ForgottenError, Memory
from press.source.rows import Row
from tests.tiny import TinySite

KEYS = tuple(digest_of_bytes(name) for name in (b"one", b"two", b"three"))
TEXTS: Mapping[str, tuple[Row, str]] = {
    KEYS[0]: (["Article", "Så – här", 1, None], "<p>Så.</p>\n<p>Två rader.</p>"),
    KEYS[1]: (["Tool", ["a", ["b"]], True], ""),
    KEYS[2]: (["Page", {"title": 3}], "<p>\u2028\t\x1e</p>" * 20),
}


def remember(path: Path, *keys: str) -> None:
    """A build that needs the texts of these keys, and parses those that it does not know."""
    with Memory(path) as memory:
        for key in keys:
            row, html = TEXTS[key]
            if memory.recall(key) is None:
                memory.add(key, row, html)
        memory.save()


def known(path: Path) -> dict[str, tuple[Row, str]]:
    with Memory(path) as memory:
        found = {key: memory.recall(key) for key in KEYS}
        return {key: (one.row, str(one.html)) for key, one in found.items() if one is not None}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "texts"


def test_what_was_added_is_remembered_by_the_next_build(path: Path) -> None:
    remember(path, *KEYS)

    assert known(path) == TEXTS


def test_what_a_killed_build_was_about_to_take_away_is_taken_away_by_the_next(path: Path) -> None:
    path.with_name(".texts.added.4711").write_bytes(b"half")

    remember(path, *KEYS)

    assert [one.name for one in path.parent.iterdir()] == ["texts"]


def test_what_was_just_added_can_be_read_before_it_is_saved() -> None:
    with Memory(None) as memory:
        added = [memory.add(key, *TEXTS[key]) for key in KEYS]

        assert [(one.row, str(one.html)) for one in reversed(added)] == [TEXTS[key] for key in reversed(KEYS)]


def test_what_is_not_asked_for_is_forgotten_once_anything_is_saved(path: Path) -> None:
    remember(path, *KEYS)

    remember(path, KEYS[1])

    assert set(known(path)) == {KEYS[1]}


def test_a_new_text_joins_the_old_ones(path: Path) -> None:
    remember(path, KEYS[0], KEYS[2])

    remember(path, *KEYS)

    assert known(path) == TEXTS


def test_with_nothing_new_the_file_is_not_written(path: Path) -> None:
    remember(path, *KEYS)
    before = path.stat()

    remember(path, *KEYS)

    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino


def test_old_words_can_be_read_after_the_file_was_saved_anew(path: Path) -> None:
    remember(path, *KEYS)
    with Memory(path) as memory:
        old = memory.recall(KEYS[0])
        memory.save()

        assert old is not None
        assert str(old.html) == TEXTS[KEYS[0]][1]


def test_nothing_is_left_beside_the_file(path: Path) -> None:
    remember(path, *KEYS)

    assert [one.name for one in path.parent.iterdir()] == ["texts"]


# ---------------------------------------------------------------- a damaged file


@pytest.mark.parametrize(
    "content", [b"", b"texts 0\n", b"texts 1", b"texts 1\n", b"texts 1\n\n\n", b"\0" * 500, b"texts 1\n" + b"a b c\n" * 9]
)
def test_a_foreign_or_empty_file_is_an_empty_memory(path: Path, content: bytes) -> None:
    path.write_bytes(content)

    assert known(path) == {}

    remember(path, *KEYS)
    assert known(path) == TEXTS


def test_a_folder_in_its_place_is_an_empty_memory(path: Path) -> None:
    path.mkdir()

    assert known(path) == {}


def damaged(content: bytes, data: st.DataObject) -> bytes:
    """The file with a byte flipped, cut, doubled, or its end lost."""
    at = data.draw(st.integers(0, len(content) - 1))
    match data.draw(st.sampled_from(("flip", "cut", "double", "end"))):
        case "flip":
            return content[:at] + bytes([content[at] ^ data.draw(st.integers(1, 255))]) + content[at + 1 :]
        case "cut":
            return content[:at] + content[at + data.draw(st.integers(1, 80)) :]
        case "double":
            return content[:at] + content[at : at + data.draw(st.integers(1, 80))] + content[at:]
    return content[:at]


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_whatever_happens_to_the_file_no_wrong_text_comes_out_of_it(data: st.DataObject) -> None:
    """A text is right, or unknown, or its words refuse to be read: then the build begins anew without the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts"
        remember(path, *KEYS)
        path.write_bytes(damaged(path.read_bytes(), data))

        with Memory(path) as memory:
            for key in KEYS:
                found = memory.recall(key)
                if found is not None:
                    assert found.row == TEXTS[key][0]
                    with contextlib.suppress(ForgottenError):
                        assert str(found.html) == TEXTS[key][1]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_whole_again_after_the_next_build(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts"
        remember(path, *KEYS)
        path.write_bytes(damaged(path.read_bytes(), data))

        try:
            known(path)
        except ForgottenError:
            path.unlink()
        remember(path, *KEYS)

        assert known(path) == TEXTS


def test_words_that_are_not_what_was_written_are_refused(path: Path) -> None:
    remember(path, *KEYS)
    path.write_bytes(path.read_bytes().replace("Två rader".encode(), b"Tre rader"))

    with Memory(path) as memory:
        found = memory.recall(KEYS[0])
        assert found is not None
        with pytest.raises(ForgottenError):
            str(found.html)


def test_a_build_whose_memory_is_damaged_under_it_is_right_all_the_same(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.article("lit", body="De rätta orden.")
    site.build()
    before = site.files()
    texts = site.folder / ".press" / "texts"
    texts.write_bytes(texts.read_bytes().replace("De rätta orden".encode(), b"De andra orden"))

    assert site.build(full=True).is_published

    assert site.files() == before
    assert "De rätta orden" in texts.read_text(encoding="utf-8")
