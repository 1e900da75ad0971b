"""Whether there is anything to do at all: told from how files look, and from the content of those just written."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from press import seen

LONG_AGO_NS = 1_700_000_000_000_000_000


class Project:
    """A folder as a build left it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("site.yaml", "content/articles/lit.md", "content/articles/lund.md", "layouts/base.html"):
            self.put(name, f"This is {name}.")
        self.put("output/site/index.html", "<p>Made.</p>")
        (folder / ".press").mkdir()
        self.remember()

    def put(self, name: str, text: str) -> Path:
        """A file that was written long ago, as far as its times tell what one can set."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))
        return path

    def remember(self, *, until: str = "", closing: str = "output/site has 1 page") -> seen.Seen:
        now = self.now()
        made = seen.Seen(
            sources=now.sources,
            racy=now.racy,
            outputs=now.outputs,
            what="all",
            day="2026-11-24",
            until=until,
            words=("a warning\n    hint: two lines",),
            closing=closing,
        )
        made.save(os.fspath(self.folder))
        return made

    def now(self) -> seen.Now:
        return seen.Now(os.fspath(self.folder))

    def holds(self, what: str = "all", day: str = "2026-11-24") -> bool:
        return seen.load(os.fspath(self.folder)).still_holds(self.now(), what, day)

    @property
    def file(self) -> Path:
        return self.folder / seen.FILE


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_where_nothing_has_changed_there_is_nothing_to_do(project: Project) -> None:
    assert project.holds()
    assert project.holds()


def test_what_was_said_at_the_builds_end_can_be_said_again(project: Project) -> None:
    loaded = seen.load(os.fspath(project.folder))

    assert loaded.words == ("a warning\n    hint: two lines",)
    assert loaded.closing == "output/site has 1 page"
    assert len(loaded.outputs) == 1


SOURCE_CHANGES: dict[str, Callable[[Project], object]] = {
    "touched": lambda project: (project.folder / "content/articles/lit.md").touch(),
    "changed": lambda project: (project.folder / "content/articles/lit.md").write_text("Now longer than it ever was before."),
    "settings": lambda project: (project.folder / "site.yaml").write_text("title: Another"),
    "layout": lambda project: (project.folder / "layouts/base.html").write_text("{{ title }}"),
    "new": lambda project: project.put("content/articles/malmo.md", "New."),
    "new in a new folder": lambda project: project.put("content/more/deep/malmo.md", "New."),
    "removed": lambda project: (project.folder / "content/articles/lit.md").unlink(),
    "renamed": lambda project: (project.folder / "content/articles/lit.md").rename(project.folder / "content/articles/lid.md"),
    "settings removed": lambda project: (project.folder / "site.yaml").unlink(),
    "two changed names": lambda project: _swap(
        project.folder / "content/articles/lit.md", project.folder / "content/articles/lund.md"
    ),
}


def _swap(one: Path, other: Path) -> None:
    beside = one.with_suffix(".beside")
    one.rename(beside)
    other.rename(one)
    beside.rename(other)


@pytest.mark.parametrize("change", SOURCE_CHANGES)
def test_a_source_that_changed_is_something_to_do(project: Project, change: str) -> None:
    SOURCE_CHANGES[change](project)

    assert not project.holds()


OUTPUT_CHANGES: dict[str, Callable[[Project], object]] = {
    "changed by hand": lambda project: (project.folder / "output/site/index.html").write_text("<p>Mine.</p>"),
    "deleted by hand": lambda project: (project.folder / "output/site/index.html").unlink(),
    "a stranger": lambda project: project.put("output/site/mine.html", "<p>Mine.</p>"),
    "no output at all": lambda project: (project.folder / "output").rename(project.folder / "elsewhere"),
}


@pytest.mark.parametrize("change", OUTPUT_CHANGES)
def test_an_output_that_is_not_as_it_was_made_is_something_to_do(project: Project, change: str) -> None:
    OUTPUT_CHANGES[change](project)

    assert not project.holds()


def test_a_cache_of_python_beside_a_source_is_no_source(project: Project) -> None:
    project.put("layouts/__pycache__/x.pyc", "x")

    assert project.holds()


# ---------------------------------------------------------------- racy


def test_a_source_just_written_is_held_to_its_content_even_where_it_looks_the_same(project: Project) -> None:
    """Another write within the same tick of the clock leaves size and time as they were."""
    path = project.folder / "content/articles/lit.md"
    text = path.read_text(encoding="utf-8")
    made = project.remember()
    path.write_text(text.replace("This", "That"), encoding="utf-8")
    os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))
    sources = project.now().sources
    assert "content/articles/lit.md" in made.racy

    as_if_in_one_tick = seen.Seen(
        sources=sources, racy=made.racy, outputs=made.outputs, what="all", day="2026-11-24", closing="output/site has 1 page"
    )

    assert not as_if_in_one_tick.still_holds(project.now(), "all", "2026-11-24")


def test_a_source_at_rest_is_held_to_its_look_alone(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now + 10_000_000_000)

    assert not any(name.startswith("content/") for name in project.now().racy)


def test_a_time_set_back_by_hand_does_not_hide_that_the_source_is_new(project: Project) -> None:
    """One can set a file's time, but not the one at which that was done."""
    project.put("content/articles/lit.md", "That is content/articles/lit.md."[: len("This is content/articles/lit.md.")])

    assert not project.holds()


# ---------------------------------------------------------------- days and questions


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2026-11-24", True), ("2026-11-30", True), ("2026-12-01", False), ("2027-01-01", False), ("2026-11-23", False)],
)
def test_the_answer_holds_until_a_text_comes_or_goes_by_itself(project: Project, day: str, holds: bool) -> None:
    project.remember(until="2026-12-01")

    assert project.holds(day=day) is holds


def test_without_such_a_text_it_holds_for_ever(project: Project) -> None:
    assert project.holds(day="2040-01-01")


def test_another_question_has_another_answer(project: Project) -> None:
    assert not project.holds(what="site")
    assert not project.holds(what=seen.asked_as("", strict=True))
    assert project.holds(what=seen.asked_as("", strict=False))


def test_a_build_that_was_never_ended_has_no_answer(project: Project) -> None:
    project.remember(closing="")

    assert not project.holds()


# ---------------------------------------------------------------- the file


def test_without_a_file_there_is_everything_to_do(project: Project) -> None:
    project.file.unlink()

    assert not project.holds()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_file_that_was_cut_short_is_none(project: Project, share: float) -> None:
    project.remember()
    whole = project.file.read_bytes()
    project.file.write_bytes(whole[: int(share * len(whole))])

    assert not project.holds()


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b"\xff\xfe", b"seen 0", b"seen 1\0a\0b", b"\0\x1e\0" * 3, b"\n" * 100])
def test_a_damaged_file_is_none(project: Project, content: bytes) -> None:
    project.file.write_bytes(content)

    assert not project.holds()


def test_what_another_python_left_is_none(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert project.holds()

    monkeypatch.setattr("sys.version", "4.0.0")

    assert not project.holds()


def test_a_name_that_is_no_utf_8_is_remembered_as_it_is(project: Project) -> None:
    name = os.fsencode(project.folder / "content") + b"/\xe5.md"
    try:
        Path(os.fsdecode(name)).write_text("Latin.", encoding="utf-8")
    except OSError:
        pytest.skip("this disk takes no such name")

    project.remember()

    assert project.holds()


# ---------------------------------------------------------------- links


def test_a_loop_of_links_ends(project: Project) -> None:
    (project.folder / "content" / "loop").symlink_to(project.folder / "content")
    (project.folder / "content" / "articles" / "back").symlink_to("..")

    project.remember()

    assert project.holds()


def test_a_link_that_leads_nowhere_is_seen_as_itself(project: Project) -> None:
    link = project.folder / "content" / "nowhere.md"
    link.symlink_to("gone.md")
    project.remember()
    assert project.holds()

    link.unlink()

    assert not project.holds()


def test_what_a_link_leads_to_is_looked_at_and_not_the_link(project: Project, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.md").write_text("One.", encoding="utf-8")
    (project.folder / "content" / "more").symlink_to(elsewhere)
    project.remember()
    assert project.holds()

    (elsewhere / "a.md").write_text("Another.", encoding="utf-8")

    assert not project.holds()


def test_the_program_itself_is_among_the_sources(project: Project) -> None:
    sources = project.now().sources

    assert {"press/seen.py", "press/shape/plan.py", "program/build.py", "program/requirements.txt"} <= set(sources)
    assert not [name for name in sources if "__pycache__" in name]
