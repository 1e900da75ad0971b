"""Lighthouse's judgement of a page: on a simulated phone with a slow line, in the machine's own Chromium."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.browser.serving import program_of_chromium
from tests.node import lighthouse, node

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --disable-gpu"
_SECONDS = 240


@dataclass(frozen=True, slots=True)
class Judged:
    """A page's scores, 0 to 100: performance as the median of some runs, the others the least of them."""

    scores: Mapping[str, int]
    paint_s: float  # largest contentful paint, median
    shift: float  # cumulative layout shift, the most
    kilobytes: float  # that the page took, fonts and all
    faults: tuple[str, ...]  # what a score is less than whole for

    @property
    def is_good(self) -> bool:
        """The three at 100, performance at 98 or more."""
        return all(score >= (98 if name == "performance" else 100) for name, score in self.scores.items())


def judged(url: str, times: int) -> Judged:
    """Runs Lighthouse some times: all of it once, performance each time."""
    first = _report(url, CATEGORIES)
    runs = [first, *(_report(url, ("performance",)) for _ in range(times - 1))]
    scores = {name: _score(first, name) for name in CATEGORIES}
    scores["performance"] = round(median(_score(run, "performance") for run in runs))
    return Judged(
        scores,
        median(_value(run, "largest-contentful-paint") for run in runs) / 1000,
        max(_value(run, "cumulative-layout-shift") for run in runs),
        _value(first, "total-byte-weight") / 1000,
        tuple(_faults(first)),
    )


def _report(url: str, categories: Sequence[str]) -> dict[str, Any]:
    """A run, or another when the browser was lost in it, as happens on a busy machine. Raises RuntimeError after three."""
    for _ in range(3):
        try:
            return _run(url, categories)
        except subprocess.CalledProcessError as fault:
            said = fault.stderr.decode(errors="replace")[-500:]
        except subprocess.TimeoutExpired:
            said = f"no answer within {_SECONDS} s"
    raise RuntimeError(f"Lighthouse failed at {url}: {said}")


def _run(url: str, categories: Sequence[str]) -> dict[str, Any]:
    """One run. Raises CalledProcessError when Lighthouse fails, RuntimeError when the page did."""
    flags = FLAGS if os.geteuid() else f"{FLAGS} --no-sandbox"  # root may not use the sandbox
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "report.json"
        subprocess.run(
            [
                str(node()), str(lighthouse()), url, "--output=json", f"--output-path={place}", "--quiet",
                f"--only-categories={','.join(categories)}", f"--chrome-flags={flags}", "--no-enable-error-reporting",
            ],
            env={**os.environ, "CHROME_PATH": program_of_chromium()}, check=True, capture_output=True, timeout=_SECONDS,
        )  # fmt: skip
        report: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    if fault := report.get("runtimeError"):
        raise RuntimeError(f"{url}: {fault['message']}")
    return report


def _score(report: Mapping[str, Any], category: str) -> int:
    return round(100 * float(report["categories"][category]["score"]))


def _value(report: Mapping[str, Any], audit: str) -> float:
    return float(report["audits"][audit]["numericValue"])


def _faults(report: Mapping[str, Any]) -> list[str]:
    """What weighs in a category other than performance and is not whole."""
    found = []
    for category in CATEGORIES[1:]:
        for ref in report["categories"][category]["auditRefs"]:
            one = report["audits"][ref["id"]]
            if ref["weight"] and one["score"] is not None and one["score"] < 1:
                found.append(f"{ref['id']}: {one['title']}")
    return found
