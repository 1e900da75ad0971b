"""The pictures of the README and the handbook, from the real publication: `make pictures`. Writes docs/pictures/."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from press import pipeline
from tests.browser.serving import chromium, serving
from tests.preview.conftest import Preview

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "pictures"
SPREAD = "Byvaktmästaren i Lit"  # the article whose spread is shown
COLOURS = 128
LEFT, RIGHT = 0, 1
SPREADS = {  # on which side of the spread what stands
    "market": (LEFT, "Varje artikel bär ett märke."),
    "innehall": (RIGHT, "Innehåll Förord"),
    "kapitel": (RIGHT, "Organisation och ledarskap Kommunen ritar om"),
    "artikel": (LEFT, "Botkyrka hittade sina svaga punkter Åtagandena"),
    "slut": (RIGHT, "Kungälv blir en enda förvaltning Stuprören"),
    "kommuner": (LEFT, "Kommuner Siffrorna är sidorna"),
    "tabell": (LEFT, "Verktyg och regioner Aalborg"),
    "verktyg": (LEFT, "Verktyg och platser Först"),
}
DRAFT = """\
---
title: Skolan frågar byn
summary: I Lit fick byn säga sitt om skolan innan kommunen bestämde sig.
municipality: Östersund
place: Lit
tool: medborgardialog
dimensions: [social, ekonomisk]
draft: true
---

Här börjar texten.
"""


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
        booklet = next((site / "skriften").glob("*.pdf"))
        _spread(booklet)
        _spreads(booklet)
        _preview(project)
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


def _spreads(file: Path) -> None:
    """Every kind of spread of the booklet, each found by words of its left page or of its right one."""
    document = pypdfium2.PdfDocument(file)
    words = [" ".join(document[place].get_textpage().get_text_bounded().split()) for place in range(len(document))]
    pairs = {"omslag": (len(document) - 1, 0)}  # the cover as it lies unfolded
    for name, (side, sought) in SPREADS.items():
        place = next(at for at in range(side + 1, len(words)) if at % 2 != side and sought in words[at])
        pairs[name] = (place, place + 1) if side == LEFT else (place - 1, place)
    for name, pair in pairs.items():
        pages = [document[place].render(scale=0.95).to_pil().convert("RGB") for place in pair]
        _save(_beside(pages, gap=2), f"hafte-{name}.png")


def _preview(project: Path) -> None:
    """What the handbook shows of the preview: a draft, the same page with a fault to mend, and what is covered."""
    text = project / "content" / "articles" / "skolan-fragar-byn.md"
    text.write_text(DRAFT, encoding="utf-8")
    preview = Preview(project)
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        page = browser.new_page(viewport={"width": 1000, "height": 720})
        page.goto(f"{preview.address}/artiklar/skolan-fragar-byn/")
        page.evaluate("document.fonts.ready")
        _shot(page, "forhandsvisning.png")
        text.write_text(DRAFT.replace("Östersund\n", "Östersunds\n"), encoding="utf-8")
        page.get_by_role("alert").wait_for()
        _shot(page, "fel.png")
        text.unlink()
        page.get_by_role("alert").wait_for(state="detached")
        page.set_viewport_size({"width": 1000, "height": 980})
        page.goto(f"{preview.address}/.preview/tackning")
        _shot(page, "tackning.png")
        browser.close()
    preview.end()


def _shot(page: Page, name: str) -> None:
    file = Path(tempfile.mkstemp(suffix=".png")[1])
    file.write_bytes(page.screenshot())
    _save(Image.open(file).convert("RGB"), name)
    file.unlink()


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
