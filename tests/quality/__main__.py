"""`make audit`: every page by every width and mode, 200 kills, Lighthouse, all booklets; the outcome in docs/quality.md."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

from press import pipeline
from tests.bench import report
from tests.browser.serving import program_of_chromium
from tests.browser.test_pages import TYPES
from tests.hosts.servers import program, serving
from tests.quality.lighthouse import Judged, judged

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "quality.md"
CROSSES = ("tests/browser", "tests/orders/test_browser.py", "tests/test_whole.py")
BOOKLETS = ("tests/test_booklet.py", "tests/test_long_booklet.py", "tests/test_offprints.py")
KILLS = "200"


def main(arguments: Sequence[str]) -> int:
    """0 when all is as it should be, 1 when something is not."""
    asked = _asked(arguments)
    blocks: dict[str, str] = {"machine": _machine()}
    is_good = True
    if asked.lighthouse:
        pages = {kind: TYPES[kind] for kind in asked.pages or TYPES}
        found = dict(_of_pages(pages, asked.times))
        blocks["lighthouse"] = _table(found, asked.times)
        is_good = all(one.is_good for one in found.values())
    if asked.crosses:
        blocks["crosses"], passed = crosses()
        is_good = is_good and passed
    if asked.booklets:
        blocks["booklets"], passed = crosses(BOOKLETS)
        is_good = is_good and passed
    print("\n\n".join(blocks.values()), flush=True)
    if asked.write:
        report.write(blocks, PAGE)
    return 0 if is_good else 1


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("--pages", type=lambda text: text.split(","), help=f"some of: {', '.join(TYPES)}")
    parser.add_argument("--times", type=int, default=5, help="how often performance is measured")
    parser.add_argument("--no-lighthouse", dest="lighthouse", action="store_false")
    parser.add_argument("--no-crosses", dest="crosses", action="store_false")
    parser.add_argument("--no-booklets", dest="booklets", action="store_false")
    parser.add_argument("--write", action="store_true", help="put the outcome into docs/quality.md")
    return parser.parse_args(arguments)


# ---------------------------------------------------------------- Lighthouse


def _of_pages(pages: Mapping[str, str], times: int) -> Iterator[tuple[str, Judged]]:
    with _served() as address:
        for kind, path in pages.items():
            one = judged(f"{address}{path}", times)
            print(f"{kind}: {' / '.join(map(str, one.scores.values()))}", *one.faults, sep="\n  ", flush=True)
            yield kind, one


@contextmanager
def _served() -> Iterator[str]:
    """The whole publication, built and served by nginx with the configuration that the build makes."""
    with tempfile.TemporaryDirectory(prefix="press-audit-") as name:
        project = Path(name) / "project"
        for folder in ("content", "layouts"):
            shutil.copytree(ROOT / folder, project / folder)
        shutil.copy(ROOT / "site.yaml", project)
        outcome = pipeline.build(project, pipeline.Options())
        if not outcome.is_published:
            raise SystemExit("the publication can't be built: run make check")
        output = project / "output"
        (project / "root").symlink_to(output / "site")
        with serving("nginx", project / "root", "", output / "hosts", Path(name) / "state") as port:
            yield f"http://127.0.0.1:{port}"


def _table(found: Mapping[str, Judged], times: int) -> str:
    head = "| Page | Performance | Accessibility | Best practices | SEO | Largest paint, s | Layout shift | kB |"
    rows = [
        f"| {kind} | {' | '.join(map(str, one.scores.values()))} | {one.paint_s:.1f} | {one.shift:.3f} | {one.kilobytes:.0f} |"
        for kind, one in found.items()
    ]
    note = f"Performance is the median of {times}. Layout shift is the most of them. kB: all that the page took, fonts too."
    return "\n".join((head, "|---|" + "---:|" * 7, *rows, "", note))


# ---------------------------------------------------------------- the crosses


def crosses(tests: Sequence[str] = CROSSES) -> tuple[str, bool]:
    """What tests came to that do more here than in `make test` (every page and mode, many kills), and if all passed."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "outcome.xml"
        told = subprocess.run(
            [sys.executable, "-m", "pytest", *tests, "-o", "junit_family=xunit1", f"--junitxml={place}"],
            cwd=ROOT, env={**os.environ, "PRESS_AUDIT": "1", "PRESS_KILLS": KILLS}, check=False,
        )  # fmt: skip
        suite = ElementTree.parse(place).getroot().find("testsuite")
    if suite is None:
        raise SystemExit("pytest told nothing")
    counts = {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors")}
    failed = counts["failures"] + counts["errors"]
    lines = [f"- {counts['tests']} tests, {failed} failed"]
    lines += sorted({f"- {one.get('value')}" for one in suite.iter("property") if one.get("name") == "audit"})
    return "\n".join(lines), told.returncode == 0


def _machine() -> str:
    """What judged."""
    versions = {
        "Chromium": _version([program_of_chromium(), "--version"]),
        "Lighthouse": _version([str(ROOT / "tests/node/node_modules/.bin/lighthouse"), "--version"]),
        "nginx": _version([program("nginx"), "-v"]),
    }
    return "\n".join(f"- {name} {version}" for name, version in versions.items())


def _version(command: Sequence[str]) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    told = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PATH": path})
    found = re.search(r"[0-9]+(\.[0-9]+)+", told.stdout + told.stderr)
    return found[0] if found else "of an unknown version"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
