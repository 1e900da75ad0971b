"""What the booklet costs against plain WeasyPrint on the same HTML: `python -m tests.bench.booklet [articles ...]`.

Plain WeasyPrint prints a guess where the booklet prints a page number, and tags as it does by itself. Each is measured in
a process of its own, in pairs right after one another; the ratio is that of a pair. 20 articles are the first edition, more
are generated. For the press the booklet is laid out once more, without tags.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from press.addresses import BOOKLET
from press.make import pdf
from press.make.pdf import tagging
from press.make.pdf.files import BASE, Asked
from press.make.pdf.fonts import own_fonts_only
from press.make.pdf.machine import library
from press.make.printing import Limits
from press.make.render import _fields_of
from press.make.theme import Theme
from press.proof import proof
from press.shape.output import Pdf
from press.source.memory import Memory
from press.workers import Worker
from tests.bench import report
from tests.bench.corpus import ROOT, write

FIRST_EDITION = 20
PLACE = f"site{BOOKLET}"  # offprints lie elsewhere
HEAD = (
    "articles", "pages", "CPU, s", "plain WeasyPrint", "ratio", "memory, MB", "plain WeasyPrint", "for the press, CPU s",
    "limit, s", "limit, MB",
)  # fmt: skip
Cost = tuple[float, float, int]  # CPU s, MB at most, pages
Files = Mapping[str, Path]


def html_of(project: Path) -> tuple[str, Files]:
    """The booklet's HTML, and the files that it may use."""
    theme = Theme(project)
    with Memory(None) as memory:
        planned = proof(project, date(2026, 11, 24), theme, memory).plan
        assert planned is not None
        (recipe,) = (one.recipe for one in planned.outputs if isinstance(one.recipe, Pdf) and one.path.startswith(PLACE))
        html = theme.render(recipe.template, _fields_of(recipe.view))
    return html, {path: project / path for path, _ in recipe.files}


def ours(html: str, files: Files) -> int:
    return pdf.pdf_of(html, files).pages


def plain(html: str, files: Files) -> int:
    with own_fonts_only(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        weasyprint = library()
        fetcher = Asked(files).fetcher(weasyprint.URLFetcher)
        document = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=fetcher).render()
        document.write_pdf(pdf_variant=tagging.VARIANT)
        return len(document.pages)


def for_press(html: str, files: Files) -> int:
    return pdf.pdf_of(html, files, is_for_press=True).pages


def cost(make: Callable[[str, Files], int], html: str, files: Files) -> Cost:
    def work() -> Cost:
        start = time.process_time()
        pages = make(html, files)
        return time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, pages

    return Worker(work).result()


def row(many: int, folder: Path, rounds: int) -> str:
    if many != FIRST_EDITION:
        write(folder, many)
    html, files = html_of(ROOT if many == FIRST_EDITION else folder)
    pairs = [(cost(ours, html, files), cost(plain, html, files)) for _ in range(rounds)]
    ratios = sorted(mine[0] / theirs[0] for mine, theirs in pairs)
    seconds = [median(pair[which][0] for pair in pairs) for which in (0, 1)]
    memory = [max(pair[which][1] for pair in pairs) for which in (0, 1)]
    limits = Limits.of(html)
    cells = (
        f"{many}", f"{pairs[0][0][2]}", *(f"{one:.1f}" for one in seconds),
        f"**{median(ratios):.2f}** ({ratios[0]:.2f} to {ratios[-1]:.2f})", *(f"{one:.0f}" for one in memory),
        f"{cost(for_press, html, files)[0]:.1f}", f"{limits.seconds}", f"{limits.megabytes}",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.booklet", description=__doc__)
    parser.add_argument("articles", nargs="*", type=int, default=[20, 100, 300])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    asked = parser.parse_args(arguments)
    rows = [f"| {' | '.join(HEAD)} |", f"| {' | '.join(['---:'] * len(HEAD))} |"]
    for many in asked.articles:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(row(many, Path(folder) / "project", asked.rounds))
            print(rows[-1], flush=True)
    pairs = "One pair each" if asked.rounds == 1 else f"{asked.rounds} pairs each: the medians, and of memory the most"
    if asked.write:
        report.write({"booklet": "\n".join([*rows, "", f"{pairs}."])})


if __name__ == "__main__":
    main(sys.argv[1:])
