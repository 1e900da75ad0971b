"""Whole or not at all: killed at any moment, with a full disk, two at once; and always equal to a full build."""

from __future__ import annotations

import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from press.make import publish
from tests.tiny import TinySite, tree

KILLS = int(os.environ.get("PRESS_KILLS", "25"))  # `make audit` asks for 200
TOWNS = ("Lund", "Malmö", "Umeå", "Håbo", "Lund")
TOOLS = ("dialog", "budget")


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    tiny = TinySite(tmp_path / "site")
    for number, name in enumerate(("klimat", "skola", "vatten", "buss")):
        tiny.article(name, municipality=TOWNS[number], tool=TOOLS[number % 2])
    return tiny


def full_build_of(site: TinySite) -> dict[str, bytes]:
    """What a full build in an empty folder makes of the same sources."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("content", "layouts"):
            shutil.copytree(site.folder / name, Path(folder) / name)
        shutil.copy(site.folder / "site.yaml", folder)
        other = TinySite.__new__(TinySite)
        other.folder, other.output = Path(folder), Path(folder) / "output"
        assert other.build(full=True).is_published
        return other.files()


def killed(work: Callable[[], object], after_s: float) -> None:
    """Does the work in another process, and kills that after a while. It may have ended by then."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.parametrize("kind", ["first", "edit", "workers"])
def test_a_killed_build_leaves_the_old_site_or_the_new_one_and_the_next_build_mends_it(
    site: TinySite, kind: str, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    if kind == "workers":
        monkeypatch.setattr("press.make.production.WORTH_A_WORKER", 10)
        monkeypatch.setattr("press.source.read.WORTH_A_WORKER", 2)
    jobs = 2 if kind == "workers" else 1
    dice = random.Random(f"kills of a {kind} build")
    start = time.monotonic()
    site.build(jobs=jobs)
    lasts_s = time.monotonic() - start
    outcomes = {"old": 0, "new": 0}
    for number in range(KILLS // 3 + 1):
        if kind == "first":
            shutil.rmtree(site.output)
            shutil.rmtree(site.folder / ".press", ignore_errors=True)
            before: dict[str, bytes] = {}
        else:
            before = site.files()
        site.article("skola", body=f"Ändrad för {number + 1} gången.", title=f"Skola {number // 2}")  # new words, or a new title
        after = full_build_of(site)

        killed(lambda: site.build(jobs=jobs), dice.random() * lasts_s * 1.3)

        found = site.files() if site.output.exists() else {}
        assert found in (before, after)
        outcomes["new" if found == after else "old"] += 1
        assert site.build(jobs=jobs).is_published
        assert site.files() == after
        assert {path.name for path in (site.folder / ".press").iterdir()} <= {"lock", "next", "outline", "seen", "texts"}
    record_property(
        "audit", f"Kills of a build ({kind}): {outcomes['old']} left the old site, {outcomes['new']} the new one, none half"
    )
    assert outcomes["old"], "every kill came after the build's end: none of them was one"


def test_a_killed_move_file_by_file_is_finished_by_the_next_build(site: TinySite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two folders can't change places the next build ends the move: in between, the folder may hold both."""
    monkeypatch.setattr(publish, "exchange", lambda one, other: False)
    dice = random.Random("kills of a move")
    start = time.monotonic()
    site.build()
    lasts_s = time.monotonic() - start
    for number in range(KILLS // 3 + 1):
        site.article("skola", body=f"Ändrad för {number + 1} gången.", title=f"Skola {number // 2}")  # new words, or a new title
        after = full_build_of(site)

        killed(site.build, dice.random() * lasts_s * 1.3)

        assert site.build().is_published
        assert site.files() == after


def test_a_full_disk_leaves_the_old_site(site: TinySite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.build()
    before = site.files()
    site.article("skola", title="Ny rubrik")
    written = 0

    def write(self: publish.Stage, path: str, content: bytes) -> None:
        nonlocal written
        written += 1
        if written == 4:
            raise OSError(28, "No space left on device", path)
        real(self, path, content)

    real = publish.Stage.write
    monkeypatch.setattr(publish.Stage, "write", write)
    with pytest.raises(OSError, match="No space left"):
        site.build()

    assert site.files() == before
    monkeypatch.undo()
    site.build()
    assert site.files() == full_build_of(site)


def test_a_failing_layout_leaves_the_old_site(site: TinySite) -> None:
    site.build()
    before = site.files()
    site.put("layouts/article.html", "{{ title }}{% if title == 'Skola' %}{{ nothing.here }}{% endif %}")

    outcome = site.build()

    assert [problem.code for problem in outcome.problems] == ["layout-undefined"]
    assert site.files() == before


def test_a_second_build_waits_for_the_first(site: TinySite) -> None:
    waited = []
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        with publish.locked(site.folder, lambda: None):
            os.write(write_end, b"held")
            time.sleep(0.3)
        os._exit(0)
    os.read(read_end, 4)

    with publish.locked(site.folder, lambda: waited.append(True)):
        _, status = os.waitpid(child, os.WNOHANG)

    assert waited == [True]
    assert status == 0


def test_the_number_of_workers_changes_nothing(site: TinySite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.build(jobs=1)
    alone = site.files()
    monkeypatch.setattr("press.make.production.WORTH_A_WORKER", 5)
    monkeypatch.setattr("press.source.read.WORTH_A_WORKER", 1)
    shutil.rmtree(site.folder / ".press")
    shutil.rmtree(site.output)

    site.build(jobs=3)

    assert site.files() == alone


# ---------------------------------------------------------------- any sequence of edits

SLUGS = st.sampled_from(("a", "b", "c", "d", "e"))


class Edits(RuleBasedStateMachine):
    """An editor who changes anything, and builds now and then: what lies in output/ is what a full build would make."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.site = TinySite(self.folder / "site")
        self.articles: dict[str, dict[str, object]] = {}
        self.kept: dict[str, bytes] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        self.add("a", "Lund", "dialog")

    def _write(self, slug: str) -> None:
        self.site.article(slug, **self.articles[slug])  # type: ignore[arg-type]

    @rule(slug=SLUGS, town=st.sampled_from(TOWNS), tool=st.sampled_from(TOOLS))
    def add(self, slug: str, town: str, tool: str) -> None:
        self.articles[slug] = {"municipality": town, "tool": tool}
        self._write(slug)

    @rule(slug=SLUGS, words=st.sampled_from(("Ett.", "Två.", "Tre.[^1]\n\n[^1]: Not.", "[länk](a.md)")))
    def change_the_text(self, slug: str, words: str) -> None:
        if slug in self.articles and (words[0] != "[" or "a" in self.articles):
            self.articles[slug]["body"] = words
            self._write(slug)

    @rule(slug=SLUGS, title=st.sampled_from(("Ny rubrik", "Åter en", "Öppet")))
    def change_the_title(self, slug: str, title: str) -> None:
        if slug in self.articles:
            self.articles[slug]["title"] = title
            self._write(slug)

    @rule(slug=SLUGS, when=st.sampled_from(("2026-12-01", "2026-01-01", None)))
    def publish_on(self, slug: str, when: str | None) -> None:
        if slug in self.articles and slug != "a":
            self.articles[slug]["publish"] = when
            self._write(slug)

    @rule(slug=SLUGS)
    def remove(self, slug: str) -> None:
        if slug in self.articles and slug != "a":
            del self.articles[slug]
            self.site.remove(f"content/articles/{slug}.md")

    @rule(slug=SLUGS, other=SLUGS)
    def rename(self, slug: str, other: str) -> None:
        if slug in self.articles and other not in self.articles and slug != "a":
            self.articles[other] = self.articles.pop(slug)
            folder = self.site.folder / "content" / "articles"
            (folder / f"{slug}.md").rename(folder / f"{other}.md")

    @rule(slug=SLUGS)
    def touch(self, slug: str) -> None:
        if slug in self.articles:
            (self.site.folder / "content" / "articles" / f"{slug}.md").touch()

    @rule(name=st.sampled_from(("article", "tool", "base", "feed")), words=st.sampled_from(("x", "y", "")))
    def change_a_layout(self, name: str, words: str) -> None:
        path = self.site.folder / "layouts" / (f"{name}.xml" if name == "feed" else f"{name}.html")
        text = path.read_text(encoding="utf-8").split("{# changed")[0]
        path.write_text(f"{text}{{# changed {words} #}}", encoding="utf-8")

    @rule(title=st.sampled_from(("En liten skrift", "En annan skrift")), address=st.sampled_from(("", "bas/")))
    def change_the_settings(self, title: str, address: str) -> None:
        path = self.site.folder / "site.yaml"
        lines = path.read_text(encoding="utf-8").splitlines()
        lines[:2] = [f"title: {title}", f"address: https://example.org/{address}"]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    @rule(slug=SLUGS)
    def lose_an_output(self, slug: str) -> None:
        path = self.site.output / "site" / "artiklar" / slug / "index.html"
        if path.exists():
            path.unlink()

    @rule(full=st.booleans(), jobs=st.sampled_from((1, 2)))
    def build(self, full: bool, jobs: int) -> None:
        assert self.site.build(full=full, jobs=jobs).is_published

    @rule()
    def forget(self) -> None:
        shutil.rmtree(self.site.folder / ".press", ignore_errors=True)

    @invariant()
    def what_is_built_is_what_a_full_build_makes(self) -> None:
        if self.articles:
            self.site.build()
            assert tree(self.site.output) == full_build_of(self.site)


EDITS = settings(
    max_examples=12, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
TestEdits = Edits.TestCase
TestEdits.settings = EDITS
