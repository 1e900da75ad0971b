"""The pictures of the README, from the real publication: `make pictures`. Writes docs/pictures/."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import sync_playwright

from press import pipeline
from tests.browser.serving import chromium, serving

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "pictures"
SPREAD = "Byvaktmästaren i Lit"  # the article whose spread is shown
COLOURS = 128


def main() -> int:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name in ("content", "layouts"):
            shutil.copytree(ROOT / name, project / name)
        shutil.copy(ROOT / "site.yaml", project)
        outcome = pipeline.build(project, pipeline.Options())
        if not outcome.is_published:
            print("The publication has problems; run make check.", file=sys.stderr)
            return 1
        site = project / "output" / "site"
        _site(site)
        _spread(next((site / "skriften").glob("*.pdf")))
    return 0


def _site(site: Path) -> None:
    """The start page as a desk shows it, and beside it an article on a phone by night."""
    with serving(site) as address, sync_playwright() as playwright:
        browser = chromium(playwright)
        shots = []
        for path, width, scheme in (("/", 1280, "light"), ("/artiklar/vaxjo-arbete-och-utveckling/", 390, "dark")):
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(address + path)
            page.evaluate("document.fonts.ready")
            shots.append(page.screenshot())
        browser.close()
    parts = []
    for shot in shots:
        file = Path(tempfile.mkstemp(suffix=".png")[1])
        file.write_bytes(shot)
        parts.append(Image.open(file).convert("RGB"))
        file.unlink()
    _save(_beside(parts, gap=40), "site.png")


def _spread(file: Path) -> None:
    """Two facing pages of the booklet: an article."""
    document = pypdfium2.PdfDocument(file)
    first = next(
        place
        for place in range(8, len(document))
        if place % 2 == 1 and SPREAD in " ".join(document[place].get_textpage().get_text_bounded().split())
    )
    pages = [document[place].render(scale=2).to_pil().convert("RGB") for place in (first, first + 1)]
    _save(_beside(pages, gap=2), "spread.png")


def _beside(parts: list[Image.Image], gap: int) -> Image.Image:
    width = sum(part.width for part in parts) + gap * (len(parts) + 1)
    whole = Image.new("RGB", (width, max(part.height for part in parts) + 2 * gap), "#C9CBBF")
    left = gap
    for part in parts:
        whole.paste(part, (left, gap))
        left += part.width + gap
    return whole


def _save(picture: Image.Image, name: str) -> None:
    picture.quantize(COLOURS).save(TARGET / name, optimize=True)
    print(f"docs/pictures/{name}: {picture.width} x {picture.height}")


if __name__ == "__main__":
    sys.exit(main())
