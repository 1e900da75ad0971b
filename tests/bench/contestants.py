"""A project in a folder, with the command that builds it and the ways to make it cold or to edit it: this project's own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bench.corpus import ROOT, copy_project, name_of, write

PRESS = "press"
DOOR = str(ROOT / "build.py")


@dataclass(frozen=True, slots=True)
class Contestant:
    """A project in a folder of its own, ready to be built."""

    name: str
    folder: Path
    command: tuple[str, ...]
    site: str  # where its pages are made, below the folder
    gone: tuple[str, ...]  # what a cold build must not find, below the folder
    articles: str  # where the texts lie, below the folder

    def make_cold(self) -> None:
        for name in self.gone:
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def edit(self, number: int) -> None:
        """One sentence more in one article."""
        with (self.folder / self.articles / f"{name_of(number)}.md").open("a", encoding="utf-8") as file:
            file.write("\nEn mening till.\n")

    def page(self, address: str) -> str:
        return (self.folder / self.site / address / "index.html").read_text(encoding="utf-8")

    def count(self, address: str) -> int:
        """How many pages stand right below an address. The parts of a long index are not counted."""
        found = (self.folder / self.site / address).glob("*/index.html")
        return sum(not path.parent.name.startswith("bokstav-") for path in found)


def press(folder: Path, many: int) -> Contestant:
    """This project with a generated publication. Its map is laid out once, as an editor does whose municipalities are new."""
    write(folder, many)
    subprocess.run([sys.executable, DOOR, "--project", folder, "map"], check=True, capture_output=True)
    shutil.rmtree(folder / ".press", ignore_errors=True)
    return part(folder, "pages")


def first_edition(folder: Path) -> Path:
    """The real content, of 20 articles."""
    copy_project(folder)
    return folder


def part(folder: Path, only: str) -> Contestant:
    """One part of what a project makes: pages, site or booklet."""
    command = (sys.executable, DOOR, "--project", str(folder), "build", "--only", only)
    return Contestant(PRESS, folder, command, "output/site", ("output", ".press"), "content/articles")
