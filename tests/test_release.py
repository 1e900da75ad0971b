"""`release` as an editor meets it: what it remembers, and when it refuses."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

import build
from tests.tiny import TinySite

NOON = "1795521600"  # 2026-11-24 12:00 UTC, in seconds since 1970
LATER = "1798113600"  # 2026-12-24
Told = tuple[int, str, str]  # how it ended, what it said, what it said on standard error
Runner = Callable[..., Told]


@pytest.fixture
def site(site: TinySite, monkeypatch: pytest.MonkeyPatch) -> TinySite:
    """With one article, and settings that could be published."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    site.article("lit", booklet=False)
    site.edit("site.yaml", "https://example.org/", "https://skriften.se/")
    return site


@pytest.fixture
def run(site: TinySite, capsys: pytest.CaptureFixture[str]) -> Runner:
    def runner(*arguments: str) -> Told:
        code = build.main(["--project", str(site.folder), *arguments])
        return (code, *capsys.readouterr())

    return runner


def table(site: TinySite) -> list[str]:
    return (site.folder / "content" / "addresses.csv").read_text(encoding="utf-8").splitlines()


def refused(run: Runner, capsys: pytest.CaptureFixture[str]) -> str:
    """What a release that refuses says."""
    with pytest.raises(SystemExit) as end:
        run("release")
    assert end.value.code == 1
    return capsys.readouterr().err


def test_a_release_remembers_pages_feeds_and_data_with_the_day(site: TinySite, run: Runner) -> None:
    assert run("build")[0] == 0

    code, said, _ = run("release")

    rows = table(site)
    assert code == 0
    assert said == f"Remembered {len(rows) - 1} new addresses, {len(rows) - 1} in all: content/addresses.csv.\n"
    assert rows[0] == "address,published,now"
    assert {"/,2026-11-24,", "/artiklar/lit/,2026-11-24,", "/feed.xml,2026-11-24,", "/data/artiklar.csv,2026-11-24,"} <= set(rows)
    assert not [row for row in rows if "static" in row or "404" in row]
    assert rows[1:] == sorted(rows[1:], key=lambda row: row.partition(",")[0])


def test_the_next_release_adds_what_is_new_and_keeps_the_rest(
    site: TinySite, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build")
    run("release")
    before = table(site)
    site.article("lund", booklet=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LATER)
    run("build")

    code, said, _ = run("release")

    assert code == 0
    assert said == f"Remembered 1 new address, {len(before)} in all: content/addresses.csv.\n"
    assert sorted(set(table(site)) - set(before)) == ["/artiklar/lund/,2026-12-24,"]
    assert set(before) < set(table(site))


def test_a_release_with_nothing_new_writes_nothing(site: TinySite, run: Runner) -> None:
    run("build")
    run("release")
    run("build")
    looks = (site.folder / "content" / "addresses.csv").stat()

    code, said, _ = run("release")

    assert (code, said.split(",")[0]) == (0, "Remembered 0 new addresses")
    assert (site.folder / "content" / "addresses.csv").stat() == looks


def test_the_table_changes_nothing_in_the_output(site: TinySite, run: Runner) -> None:
    run("build")
    files = site.files()
    run("release")

    said = run("build")[1]

    assert said.startswith("Made 0, ")
    assert site.files() == files


def test_what_is_not_built_is_not_released(site: TinySite, run: Runner, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = (
        "output: what lies here is not what the content asks for today\n    hint: run: python build.py build\n"
        "Nothing was released: 1 problem.\n"
    )

    assert refused(run, capsys) == wanted
    run("build")
    site.edit("content/articles/lit.md", "En text.", "En annan text.")
    assert refused(run, capsys) == wanted
    run("build", "--only", "pages")
    assert refused(run, capsys) == wanted
    assert not (site.folder / "content" / "addresses.csv").exists()


def test_a_placeholder_is_not_released(site: TinySite, run: Runner, capsys: pytest.CaptureFixture[str]) -> None:
    site.edit("site.yaml", "https://skriften.se/", "https://example.org/")
    run("build")

    said = refused(run, capsys)

    assert 'site.yaml: not to be released: "address" is still a placeholder\n    hint: write the real one' in said
    assert said.endswith("Nothing was released: 1 problem.\n")
    assert not (site.folder / "content" / "addresses.csv").exists()


@pytest.mark.parametrize(("expires", "is_refused"), [("2026-11-24", True), ("2026-11-25", False)])
def test_an_expired_security_txt_is_not_released(
    site: TinySite, run: Runner, capsys: pytest.CaptureFixture[str], expires: str, is_refused: bool
) -> None:
    site.put(
        "site.yaml",
        (site.folder / "site.yaml").read_text(encoding="utf-8") + f"security:\n  contact: mailto:a@b.se\n  expires: {expires}\n",
    )
    assert run("build")[0] == 0

    if is_refused:
        said = refused(run, capsys)
        assert "site.yaml: not to be released: security.txt has expired on 2026-11-24\n    hint: look it through" in said
    else:
        code, _, err = run("release")
        assert code == 0
        assert "site.yaml: warning: security.txt expires on 2026-11-25, in 1 day\n" in err


def test_a_damaged_table_is_told_and_left_as_it_is(site: TinySite, run: Runner, capsys: pytest.CaptureFixture[str]) -> None:
    site.put("content/addresses.csv", "address,published,now\n/om,24 november,\n")
    with suppress(SystemExit):
        run("build")
    capsys.readouterr()

    said = refused(run, capsys)

    assert 'content/addresses.csv:2: "published" is no date: "24 november"' in said
    assert table(site) == ["address,published,now", "/om,24 november,"]
