"""The command line as an editor meets it: what it says, word for word, and how it ends."""

from __future__ import annotations

import ast
import io
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest

import build
from press import commands, pipeline, telling, terminal
from press.problems import ContentError, problem
from tests.tiny import ROOT, TinySite, tree

NOON = "1795521600"  # 2026-11-24 12:00 UTC, in seconds since 1970
MISSPELT = 'content/articles/lit.md:4: "Lundd" is not a municipality in the register\n    hint: did you mean "Lund"?\n'
CLOSING = re.compile(r"Made (\d+), kept (\d+), removed (\d+) in \d+\.\d s: output/site has (\d+) pages\.\n")


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)


@pytest.fixture
def site(site: TinySite) -> TinySite:
    """With one article, in the short form in which each test changes it."""
    site.article("lit", municipality="Lund")
    return site


class Told:
    """What a command said, and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Runner = Callable[..., Told]


@pytest.fixture
def run(site: TinySite, capsys: pytest.CaptureFixture[str]) -> Runner:
    """Runs build.py as a person would, on the tiny project unless another is named."""

    def runner(*arguments: str) -> Told:
        named = () if "--project" in arguments else ("--project", str(site.folder))
        try:
            code = build.main([*named, *arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return Told(code, out, err)

    return runner


# ---------------------------------------------------------------- help


@pytest.mark.parametrize("name", sorted(commands.cli.commands))
def test_every_command_and_every_option_says_what_it_does(name: str, run: Runner) -> None:
    command = commands.cli.commands[name]

    told = run(name, "--help")

    assert told.code == 0
    assert told.out.startswith(f"Usage: build.py {name}")
    assert command.help
    assert str(command.help).split(".")[0] in " ".join(told.out.split())
    assert all(one.help for one in command.params if isinstance(one, click.Option))


def test_the_help_of_the_whole_names_every_command(run: Runner) -> None:
    told = run("--help")

    assert told.code == 0
    assert [name for name in commands.cli.commands if f"\n  {name} " not in told.out] == []


def test_the_readme_names_every_command() -> None:
    words = (ROOT / "README.md").read_text(encoding="utf-8")

    assert [name for name in commands.cli.commands if f"| `{name}`" not in words] == []


# ---------------------------------------------------------------- 0: all is well


def test_a_build_closes_with_one_sentence_on_standard_output(site: TinySite, run: Runner) -> None:
    told = run("build", "--only", "pages")

    found = CLOSING.fullmatch(told.out)
    assert told.code == 0
    assert found is not None
    assert found.groups() == (str(len(site.files()) - 1), "0", "0", str(sum(name.endswith(".html") for name in site.files())))
    assert told.err == "Reading ...\nPages ...\nPublishing ...\n"


def test_the_second_build_says_that_it_made_nothing_and_nothing_else(run: Runner) -> None:
    run("build", "--only", "site")

    told = run("build", "--only", "site")

    assert told.code == 0
    assert told.out.startswith("Made 0, kept ")
    assert CLOSING.fullmatch(told.out)
    assert told.err == ""


def test_a_build_with_nothing_to_do_imports_neither_click_nor_yaml_nor_jinja(site: TinySite) -> None:
    words = (
        "import sys, build\n"
        f"for _ in range(2): code = build.main(['--project', {str(site.folder)!r}, 'build', '--only', 'site'])\n"
        "sys.exit(code)\n"
    )
    subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, check=True)
    slow = words.replace("range(2)", "range(1)").replace("sys.exit(code)", "print(sorted(sys.modules))")

    told = subprocess.run([sys.executable, "-c", slow], cwd=ROOT, capture_output=True, text=True, check=True)

    sentence, modules = told.stdout.splitlines()
    assert sentence.startswith("Made 0, ")
    assert not {"click", "yaml", "jinja2", "markdown_it", "weasyprint", "press.pipeline"} & set(ast.literal_eval(modules))


def test_without_a_command_everything_is_built(site: TinySite) -> None:
    calls: list[pipeline.Options] = []

    def note(project: Path, options: pipeline.Options, *_: object) -> pipeline.Outcome:
        calls.append(options)
        return pipeline.Outcome()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "build", note)
        code = commands.main(["--project", str(site.folder)])

    assert code == 0
    assert [(options.only, options.full, options.strict, options.jobs) for options in calls] == [(None, False, False, 0)]


def test_explain_says_why_each_output_is_made_and_what_is_removed(site: TinySite, run: Runner) -> None:
    site.article("umea", municipality="Umeå")
    run("build", "--only", "site")
    site.edit("content/articles/lit.md", "En text.", "En annan text.")
    site.remove("content/articles/umea.md")

    told = run("build", "--only", "site", "--explain")

    lines = told.out.splitlines()
    assert "site/artiklar/lit/index.html: what it shows changed" in lines
    assert "site/artiklar/umea/index.html: removed, nothing asks for it any more" in lines
    assert CLOSING.fullmatch(lines[-1] + "\n")


def test_explain_names_a_changed_layout_and_a_lost_file(site: TinySite, run: Runner) -> None:
    run("build", "--only", "site")
    site.edit("layouts/tool.html", "<h1>", "<h1 class=large>")
    (site.output / "site" / "om" / "index.html").unlink()

    told = run("build", "--only", "site", "--explain")

    assert told.out.splitlines()[:-1] == [
        "site/om/index.html: it was changed or deleted by hand",
        "site/verktyg/budget/index.html: its layout changed",
        "site/verktyg/dialog/index.html: its layout changed",
    ]


def test_full_makes_everything_anew(run: Runner) -> None:
    first = CLOSING.fullmatch(run("build", "--only", "site").out)

    again = run("build", "--only", "site", "--full", "--jobs", "1", "--explain")

    assert first
    assert again.out.count(": everything is asked for\n") == int(first[1])


# ---------------------------------------------------------------- 1: the content has problems


def test_problems_are_told_word_for_word_and_nothing_is_published(site: TinySite, run: Runner) -> None:
    run("build", "--only", "site")
    before = site.files()
    site.edit("content/articles/lit.md", '"Lund"', "Lundd")
    site.edit("content/pages/om.md", "title", "titel")

    told = run("build", "--only", "site")

    assert told.code == 1
    assert told.out == ""
    assert told.err == (
        "Reading ...\n" + MISSPELT + 'content/pages/om.md:2: "title" is missing\n    hint: add a line: title: ...\n'
        'content/pages/om.md:2: "titel" is no key that is known here\n    hint: did you mean "title"?\n'
        "Nothing was published: 3 problems. What was published before stays as it was.\n"
    )
    assert site.files() == before


def test_one_problem_is_counted_as_one(site: TinySite, run: Runner) -> None:
    site.edit("content/articles/lit.md", '"Lund"', "Lundd")

    told = run("build", "--only", "site")

    assert told.err.endswith("Nothing was published: 1 problem. What was published before stays as it was.\n")
    assert not site.output.exists()


def test_check_tells_problems_and_warnings_and_writes_nothing(site: TinySite, run: Runner) -> None:
    site.edit("content/articles/lit.md", '"Lund"', "Lundd")
    before = tree(site.folder)

    told = run("check")

    assert told.code == 1
    assert told.err.startswith(MISSPELT)
    assert "have no article" not in told.err  # it may be this one
    assert told.out == f"1 problem, {told.err.count(': warning: ')} warnings.\n"
    assert tree(site.folder) == before


def test_warnings_alone_end_well_unless_check_is_strict(run: Runner) -> None:
    assert run("check").code == 0
    assert run("check", "--strict").code == 1


def test_an_offprint_of_few_articles_lies_apart_from_the_site(site: TinySite, run: Runner) -> None:
    run("build", "--only", "pages")
    before = tree(site.output)

    by_tool, by_county = run("booklet", "--tool", "Dialog"), run("booklet", "--county", "skåne")

    path = ".press/offprints/skriften-{}.pdf"
    said = re.compile(r"Wrote (\S+): 1 page \(\d+\u00a0kB\)\. With so few articles it is no part of the site\.\n")
    for told, name in ((by_tool, "dialog"), (by_county, "skane-lan")):
        found = said.fullmatch(told.out)
        assert found is not None, (told.out, told.err)
        assert (told.code, found[1], told.err) == (0, path.format(name), "The offprints ...\n")
        assert (site.folder / found[1]).read_bytes().startswith(b"%PDF")
    assert tree(site.output) == before


def test_an_offprint_of_the_site_is_made_in_its_place_and_nothing_else_is(site: TinySite, run: Runner) -> None:
    for slug in ("lund", "malmo"):
        site.article(slug)
    run("build", "--only", "pages")
    before = tree(site.output)

    told = run("booklet", "--tool", "dialog")

    first, second = told.out.splitlines()
    assert told.code == 0
    assert first.startswith("Made 1, kept ")
    assert re.fullmatch(r"The offprint: output/site/verktyg/dialog/skriften-dialog.pdf, [12] pages? \(\d+\u00a0kB\)\.", second)
    after = tree(site.output)
    assert set(after) - set(before) == {"site/verktyg/dialog/skriften-dialog.pdf"}
    assert {path for path in before if after[path] != before[path]} == {".ledger"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--tool", "dialg"), '"dialg" is not a tool in content/tools/. It may be: dialog (Dialog)'),
        (("--county", "Malmö"), '"Malmö" is not a county in the register. It may be: Skåne län'),
        (("--county", "zzz"), '"zzz" is not a county in the register'),
        (("--tool", "dialog", "--county", "skåne"), "--tool and --county are two offprints; make one after the other"),
    ],
)
def test_an_offprint_of_what_there_is_not_is_wrong_usage(arguments: tuple[str, ...], words: str, run: Runner) -> None:
    told = run("booklet", *arguments)

    assert (told.code, told.out) == (2, "")
    assert words in told.err


def test_an_offprint_without_an_article_says_what_to_do(run: Runner) -> None:
    told = run("booklet", "--tool", "budget")

    assert (told.code, told.out) == (1, "")
    assert told.err == (
        "content/tools/budget.md: there is no article in print to make an offprint of: Budget\n"
        "    hint: write one, or take booklet: false out of one that there is\n"
    )


def test_check_mends_what_is_safe_when_it_is_asked_to_and_shows_the_difference(site: TinySite, run: Runner) -> None:
    site.edit("content/articles/lit.md", "En text.", "En  text.")

    told = run("check", "--fix")
    again = run("check", "--fix", "--format", "json")

    assert told.out.startswith("--- a/content/articles/lit.md\n+++ b/content/articles/lit.md\n@@ -8,2 +8,2 @@\n")
    assert "-En  text.\n+En text.\nMended 1 text.\n0 problems, " in told.out
    assert "two spaces" not in told.err
    assert again.err == "Mended 0 texts.\n"
    assert json.loads(again.out)["errors"] == 0


def test_check_tells_other_programs_in_their_own_form(site: TinySite, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    site.edit("content/articles/lit.md", '"Lund"', "Lundd")
    monkeypatch.chdir(site.folder.parent)

    as_json = run("check", "--format", "json")
    as_github = run("check", "--format", "github")

    report = json.loads(as_json.out)
    assert (as_json.code, as_json.err, report["errors"]) == (1, "", 1)
    assert {"content/articles/lit.md:4"} == {f"{p['path']}:{p['line']}" for p in report["problems"] if p["severity"] == "error"}
    assert (as_github.code, as_github.err) == (1, "")
    assert "::error file=site/content/articles/lit.md,line=4,title=unknown-municipality::" in as_github.out
    assert len(as_github.out.splitlines()) == len(report["problems"])


def test_a_warning_is_told_by_every_build_and_stops_a_strict_one_alone(site: TinySite, run: Runner) -> None:
    site.article("sen", publish="2027-01-01", body="Kommer.")
    site.edit("content/articles/lit.md", "En text.", "Se [den andra](sen.md).")
    warning = (
        'content/articles/lit.md:9: warning: the link leads to "articles/sen.md", which is not published today: '
        "it is printed as plain text\n"
    )

    told = [run("build", "--only", "site") for _ in range(2)]
    strict = run("build", "--only", "site", "--strict")

    assert [(one.code, warning in one.err) for one in told] == [(0, True), (0, True)]
    assert strict.code == 1
    assert warning in strict.err
    assert "Nothing was published: 1 problem." in strict.err


def test_a_content_error_that_reaches_the_top_is_told_like_any_other(
    site: TinySite, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> pipeline.Outcome:
        raise ContentError(problem("empty-file", "content/pages/om.md"))

    monkeypatch.setattr(pipeline, "build", fails)

    told = run("build", "--full")

    assert told.code == 1
    assert told.err == ("content/pages/om.md: the file is empty\n    hint: write front matter and a text, or remove the file\n")


# ---------------------------------------------------------------- 2: wrong usage


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bild"], "No such command 'bild'"),
        (["build", "--fast"], "No such option"),
        (["build", "--only", "half"], "'half' is not one of 'pages', 'site', 'booklet'"),
        (["build", "--jobs", "0"], "0 is not in the range x>=1"),
        (["build", "extra"], "Got unexpected extra argument"),
        (["--project", "/no/such/folder", "check"], "Directory '/no/such/folder' does not exist"),
    ],
)
def test_wrong_usage_ends_2_and_says_what_was_wrong(arguments: list[str], words: str, run: Runner) -> None:
    told = run(*arguments)

    assert told.code == 2
    assert words in told.err
    assert "Traceback" not in told.err


def test_outside_a_project_one_is_told_to_name_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    told = subprocess.run([sys.executable, ROOT / "build.py"], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert told.returncode == 2
    assert "there is no site.yaml here or above; name the folder with --project" in told.stderr


def test_a_project_is_found_from_any_folder_inside_it(site: TinySite) -> None:
    told = subprocess.run(
        [sys.executable, ROOT / "build.py", "build", "--only", "site"],
        cwd=site.folder / "content" / "articles",
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 0
    assert (site.output / "site" / "index.html").exists()


# ---------------------------------------------------------------- 3, 4, 130


def failing(fault: BaseException) -> object:
    def build_(*_: object, **__: object) -> pipeline.Outcome:
        raise fault

    return build_


def test_our_own_fault_is_a_short_sentence_and_a_file_with_the_trace(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "build", failing(RuntimeError("the moon")))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    told = run("build", "--full")

    (file,) = tmp_path.glob("press-fault-*.txt")
    assert told.code == 3
    assert told.err == (
        "This is our own fault, not yours. What was published before stays as it was.\n"
        f"Please report it with the file {file} (it names files of this machine; read it first).\n"
    )
    assert "RuntimeError: the moon" in file.read_text(encoding="utf-8")


def test_a_full_disk_ends_4_and_names_the_place(site: TinySite, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site.folder)
    full = OSError(28, "No space left on device", str(site.folder / ".press" / "next"))
    monkeypatch.setattr(pipeline, "build", failing(full))

    told = run("build", "--full")

    assert told.code == 4
    assert told.err == (
        ".press/next: can't write here: No space left on device\n    hint: free some space, or change who may write\n"
    )


def test_a_machine_without_pango_ends_4_with_the_remedy(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = pipeline.Outcome((problem("no-pango", "site.yaml", says="libpango-1.0-0"),))
    monkeypatch.setattr(pipeline, "build", lambda *_, **__: missing)

    told = run("build", "--full")

    assert told.code == 4
    assert "WeasyPrint finds no Pango on this machine, or not all that belongs to it (libpango-1.0-0)" in told.err
    assert "or build the site alone with --only site" in told.err


def test_an_interrupted_build_ends_130(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "build", failing(KeyboardInterrupt()))

    told = run("build", "--full")

    assert told.code == 130
    assert told.err.strip() == "Interrupted. What was published before stays as it was."


# ---------------------------------------------------------------- the map


def test_map_lays_out_every_municipality_and_says_how_many(site: TinySite, run: Runner) -> None:
    lines = (site.folder / "content/register/municipalities.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    site.put("content/register/municipalities.csv", lines[0] + "".join(line for line in lines if line.startswith("12")))
    site.put("content/register/map.csv", "code,x,y\n")
    site.remove("content/register/former.csv")

    told = run("map")

    rows = (site.folder / "content/register/map.csv").read_text(encoding="utf-8").splitlines()
    assert told.code == 0
    assert told.out == "Placed 33 municipalities in content/register/map.csv.\n"
    assert rows[0] == "code,x,y"
    assert [row[:4] for row in rows[1:]] == sorted(row[:4] for row in rows[1:])
    assert len(rows) == 34


def test_map_tells_what_is_wrong_with_the_settings_and_leaves_the_old_one(site: TinySite, run: Runner) -> None:
    site.edit("site.yaml", "title:", "titel:")
    before = (site.folder / "content/register/map.csv").read_bytes()

    told = run("map")

    assert told.code == 1
    assert 'site.yaml:1: "titel" is no key that is known here\n    hint: did you mean "title"?' in told.err
    assert (site.folder / "content/register/map.csv").read_bytes() == before


# ---------------------------------------------------------------- colour and progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@contextmanager
def on_a_terminal(**environment: str) -> Iterator[Terminal]:
    """What is told meanwhile stands in the stream. Set up inside the test: pytest sets its own stream before each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("NO_COLOR", raising=False)
        patch.setenv("TERM", "xterm")
        for name, value in environment.items():
            patch.setenv(name, value)
        stream = Terminal()
        patch.setattr(sys, "stderr", stream)
        yield stream


def test_on_a_terminal_the_place_is_bold_and_what_is_wrong_is_red() -> None:
    with on_a_terminal() as screen:
        terminal.tell(["a.md:4: wrong\n    hint: right", "b.md: warning: well"])

    assert screen.getvalue() == (
        "\033[1ma.md:4\033[0m: \033[31mwrong\033[0m\n    hint: right\n\033[1mb.md\033[0m: \033[33mwarning: well\033[0m\n"
    )


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_follows_no_color_and_a_dumb_terminal(name: str, value: str) -> None:
    with on_a_terminal(**{name: value}) as screen:
        terminal.tell(["a.md:4: wrong"])

    assert screen.getvalue() == "a.md:4: wrong\n"


def test_where_there_is_no_terminal_there_is_no_colour(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.tell(["a.md:4: wrong"])

    assert capsys.readouterr().err == "a.md:4: wrong\n"


def test_on_a_terminal_progress_is_one_line_that_is_cleared_at_the_end() -> None:
    with on_a_terminal() as screen, telling.Progress() as progress:
        progress("Reading", 0, 0)
        progress("Pages", 0, 40)

    assert screen.getvalue() == "\r\033[KReading ...\r\033[KPages 0 of 40 ...\r\033[K"


def test_elsewhere_progress_is_one_plain_line_for_each_part(capsys: pytest.CaptureFixture[str]) -> None:
    with telling.Progress() as progress:
        for done in range(3):
            progress("Pages", done, 3)

    assert capsys.readouterr().err == "Pages ...\n"
