"""`doctor` answers where nothing else starts, and names for each thing that lacks the command that mends it."""

from __future__ import annotations

import ast
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from press.editor import doctor
from tests.tiny import ROOT, TinySite

DOOR = ROOT / "build.py"
SET_UP = (ROOT / "scripts" / "set-up").read_text(encoding="utf-8")


def asked(project: Path, *before: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *before, str(DOOR), "--project", str(project), "doctor"],
        cwd=project, capture_output=True, check=False, env={**os.environ, **environment}, encoding="utf-8", errors="replace",
    )  # fmt: skip


def state_of(told: str, name: str) -> str:
    found = re.search(rf"^(\w+) +{re.escape(name)}: ", told, re.MULTILINE)
    assert found, told
    return found[1]


def test_a_machine_that_is_set_up_has_everything_and_each_thing_says_what_it_is_for(site: TinySite) -> None:
    told = asked(site.folder)

    lines = told.stdout.splitlines()
    assert told.returncode == 0, told.stdout
    assert told.stderr == ""
    assert [state_of(told.stdout, name) for name in ("Python", "Python packages", "Pango", "Fonts", "Disk", "Encoding")] == [
        "ok"
    ] * 6
    assert lines[-1].startswith("A build has all that it needs.")
    names = [number for number, line in enumerate(lines) if re.match(r"(ok|could|missing) ", line)]
    assert len(names) == len(doctor.LOOKS)
    assert all(lines[number + 1].startswith("         ") for number in names)


def test_the_publication_has_every_font_that_its_style_sheets_name() -> None:
    assert doctor.fonts(str(ROOT), {}).state == doctor.WELL


def test_without_the_environment_it_still_answers_and_other_commands_say_what_to_run(site: TinySite) -> None:
    told = asked(site.folder, "-S")
    build = subprocess.run([sys.executable, "-S", str(DOOR)], cwd=site.folder, capture_output=True, text=True, check=False)

    assert told.returncode == 4
    assert re.search(r"Python packages: (\S+ is not installed, )+", told.stdout)
    assert "run: make build   (and then always .venv/bin/python build.py)" in told.stdout
    assert "A build needs what is missing: Python packages, Pango." in told.stdout
    assert build.returncode == 4
    assert "Traceback" not in build.stderr
    assert "Run: make build, and then always .venv/bin/python build.py" in build.stderr


def test_it_answers_in_the_language_of_the_settings_or_as_asked_also_without_the_environment(site: TinySite) -> None:
    with (site.folder / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("editor_language: sv\n")

    told, bare = asked(site.folder), asked(site.folder, "-S")
    build = subprocess.run([sys.executable, "-S", str(DOOR)], cwd=site.folder, capture_output=True, text=True, check=False)
    english = subprocess.run(
        [sys.executable, "-S", str(DOOR), "--lang", "en", "doctor"], cwd=site.folder, capture_output=True, text=True, check=False
    )

    assert (told.returncode, bare.returncode) == (0, 4)
    assert state_of(told.stdout, "Typsnitt") == "ok"
    assert "Ett bygge har allt det behöver." in told.stdout
    assert "saknas   Pythonpaket: " in bare.stdout
    assert "gör så här: make build   (och därefter alltid .venv/bin/python build.py)\n" in bare.stdout
    assert bare.stdout.endswith("Ett bygge behöver det som saknas: Pythonpaket, Pango.\n")
    assert re.fullmatch(r'Denna Python saknar paketet "\S+", som press bygger på\. Kör make build, .+\n', build.stderr)
    assert "A build needs what is missing: Python packages, Pango.\n" in english.stdout


def test_without_the_environment_it_looks_at_the_project_that_is_named(site: TinySite, tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-S", str(DOOR), f"--project={site.folder}", "doctor"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert told.returncode == 4
    assert state_of(told.stdout, "Fonts") == "ok"


def test_programs_that_lack_are_named_with_their_command_and_do_not_stop_a_build(site: TinySite, tmp_path: Path) -> None:
    told = asked(site.folder, PATH=str(tmp_path))

    assert told.returncode == 0
    assert [state_of(told.stdout, name) for name in ("git", "Java")] == ["could"] * 2
    assert "not installed" in told.stdout
    assert re.search(r"Other commands want: .*git.*Java\.\n$", told.stdout)


def test_a_project_under_no_version_control_is_told_how_to_get_there(site: TinySite) -> None:
    told = asked(site.folder, GIT_CEILING_DIRECTORIES=str(site.folder.parent))

    assert state_of(told.stdout, "git") == "could"
    assert "run: git init" in told.stdout


def test_a_font_that_is_gone_or_is_none_is_named(site: TinySite) -> None:
    site.remove("layouts/static/fonts/source-serif-4-600.woff2")
    site.put("layouts/static/fonts/source-serif-4-400.woff2", b"<html>404</html>")

    told = asked(site.folder)

    assert told.returncode == 4
    assert "source-serif-4-400.woff2 is no font file, source-serif-4-600.woff2 is not there" in told.stdout
    assert "run: git checkout -- layouts" in told.stdout


def test_a_terminal_that_shows_no_swedish_is_told(site: TinySite) -> None:
    told = asked(site.folder, PYTHONIOENCODING="iso-8859-1")

    assert state_of(told.stdout, "Encoding") == "missing"
    assert "the terminal in iso" in told.stdout
    assert "export LC_ALL=C.UTF-8" in told.stdout


def test_a_terminal_without_any_swedish_letter_gets_an_answer_all_the_same(site: TinySite) -> None:
    told = asked(site.folder, PYTHONIOENCODING="ascii")

    assert (told.returncode, told.stderr) == (4, "")
    assert state_of(told.stdout, "Encoding") == "missing"
    assert "?, ? and ? are written and shown in UTF-8" in told.stdout


def test_a_full_disk_is_told(site: TinySite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: type("Usage", (), {"free": 20_000_000}))

    found = doctor.disk(str(site.folder), {})

    assert (found.state, found.found) == (doctor.LACKS, "20 MB free")
    assert str(found).splitlines()[-1].startswith("         run: df -h ")


def test_windows_is_sent_to_wsl_and_its_disk_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "release", lambda: "5.15.90-microsoft-standard-WSL2")
    on_its_disk = doctor.system("/mnt/c/Users/anna/skrift", {})
    at_home = doctor.system("/home/anna/skrift", {})
    monkeypatch.setattr(os, "name", "nt")
    bare = doctor.system("C:\\skrift", {})

    assert (on_its_disk.state, on_its_disk.mend) == (doctor.COULD, "cp -r /mnt/c/Users/anna/skrift ~/")
    assert at_home.state == doctor.WELL
    assert (bare.state, bare.found) == (doctor.LACKS, "Windows without WSL")
    assert bare.mend.startswith("wsl --install")


@pytest.mark.parametrize(
    ("system", "command"), [("Darwin", "brew install pango"), ("Linux", "install it with the system's package manager")]
)
def test_the_command_is_that_of_the_machine(monkeypatch: pytest.MonkeyPatch, system: str, command: str) -> None:
    monkeypatch.setattr(platform, "system", lambda: system)
    monkeypatch.setenv("PATH", "")

    assert doctor.installing("libpango-1.0-0", "pango").startswith(command)


def test_the_packages_it_names_are_those_of_the_set_up() -> None:
    named = re.findall(r'installing\("([^"]+)", "([^"]*)"\)', Path(doctor.__file__).read_text(encoding="utf-8"))
    packages = {word for debian, _ in named for word in debian.split()} - {"git"}

    assert packages > {"libpango-1.0-0", "chromium"}
    assert {word for word in packages if word not in SET_UP} <= {"hunspell-sv", "python3"}


def test_it_needs_nothing_but_python_itself_and_an_old_one_can_read_it() -> None:
    for path in (
        Path(doctor.__file__),
        DOOR,
        ROOT / "press" / "seen.py",
        ROOT / "press" / "clock.py",
        ROOT / "press" / "terminal.py",
        ROOT / "press" / "words.py",
    ):
        tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))

        if path != DOOR:
            imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
            imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
            assert {name.split(".")[0] for name in imported - {"press.words"}} <= sys.stdlib_module_names
