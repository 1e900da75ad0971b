"""What the booklet costs against plain WeasyPrint on the same HTML: `python -m tests.bench.booklet [articles ...]`.

Plain WeasyPrint prints a guess where the booklet prints a page number, and tags as it does by itself. Each is measured in
a process of its own, one after the other. 20 articles are the first edition, more are generated.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from press.make import pdf
from press.make.pdf import tagging
from press.make.pdf.files import BASE, Asked
from press.make.pdf.fonts import own_fonts_only
from press.make.pdf.machine import library
from press.make.render import _fields_of
from press.make.theme import Theme
from press.proof import proof
from press.shape.output import Pdf
from press.source.memory import Memory
from press.workers import Worker
from tests.bench.corpus import ROOT, write

FIRST_EDITION = 20
Cost = tuple[float, float, int]  # CPU s, MB at most, pages
Files = Mapping[str, Path]


def html_of(project: Path) -> tuple[str, Files]:
    """The booklet's HTML, and the files that it may use."""
    theme = Theme(project)
    with Memory(None) as memory:
        planned = proof(project, date(2026, 11, 24), theme, memory).plan
        assert planned is not None
        recipe = next(one.recipe for one in planned.outputs if isinstance(one.recipe, Pdf))
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


def cost(make: Callable[[str, Files], int], html: str, files: Files) -> Cost:
    def work() -> Cost:
        start = time.process_time()
        pages = make(html, files)
        return time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, pages

    return Worker(work).result()


def row(many: int, folder: Path) -> str:
    if many != FIRST_EDITION:
        write(folder, many)
    html, files = html_of(ROOT if many == FIRST_EDITION else folder)
    (mine, memory, pages), (theirs, their_memory, _) = (cost(make, html, files) for make in (ours, plain))
    return f"| {many} | {pages} | {mine:.1f} | {theirs:.1f} | {mine / theirs:.2f} | {memory:.0f} | {their_memory:.0f} |"


if __name__ == "__main__":
    print("| articles | pages | CPU, s | plain WeasyPrint | ratio | memory, MB | plain WeasyPrint |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for many in map(int, sys.argv[1:] or ("20", "100", "300")):
        with tempfile.TemporaryDirectory() as folder:
            print(row(many, Path(folder) / "project"), flush=True)
