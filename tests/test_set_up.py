"""The two commands of the README: what their recipes promise can be read from the files that make them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_package_is_locked_with_its_hashes_and_no_address() -> None:
    for name in ("requirements.txt", "requirements-test.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        packages = re.findall(r"^[a-z0-9][^ ]*==[^ ]+ \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)

        assert len(packages) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > 10
        assert "://" not in text


def test_the_programs_of_node_are_locked_with_their_hashes_and_no_address() -> None:
    text = (ROOT / "tests/node/package-lock.json").read_text(encoding="utf-8")
    packages = {name: one for name, one in json.loads(text)["packages"].items() if name}

    assert {"node_modules/vnu-jar", "node_modules/lighthouse"} <= set(packages)
    assert [name for name, one in packages.items() if not one["integrity"].startswith("sha512-")] == []
    assert "://" not in text


def test_the_tests_stand_on_the_versions_that_editors_get() -> None:
    def versions(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9][^ ]*==[^ ]+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))

    assert versions("requirements.txt") <= versions("requirements-test.txt")


def test_the_environment_is_the_locked_one() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "pip", "freeze", "--disable-pip-version-check"], capture_output=True, text=True, check=True
    ).stdout.lower()
    installed = {line.replace("_", "-") for line in told.splitlines()}
    locked = re.findall(r"^[a-z0-9][^ ]*==[^ ]+", (ROOT / "requirements-test.txt").read_text(encoding="utf-8"), re.MULTILINE)

    assert [one for one in locked if one not in installed] == []


def test_without_the_right_to_install_the_set_up_names_the_one_command(tmp_path: Path) -> None:
    """As an ordinary user on a machine without Pango: the sentence, and the end that says the machine lacks something."""
    script = (ROOT / "scripts" / "set-up").read_text(encoding="utf-8")
    body = script.replace('[ "$(id -u)" = 0 ]', "false").replace("has_pango() {", "has_pango() { return 1; } ; unused() {")
    place = tmp_path / "scripts" / "set-up"
    place.parent.mkdir()
    place.write_text(body, encoding="utf-8")
    (tmp_path / "requirements.txt").write_text("", encoding="utf-8")

    told = subprocess.run(["sh", str(place), "run"], capture_output=True, text=True, check=False)

    assert told.returncode == 4
    assert "Pango, which sets the booklet, is missing on this machine. Run: " in told.stderr
    assert "build.py build --only site" in told.stderr
