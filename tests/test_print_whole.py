"""The whole publication's files for the press: what no layout may forget, looked for on every page."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from press.make.preflight import Wanted, examined
from press.make.prepress import PT_A_MM
from press.make.render import render
from press.make.theme import Theme
from press.proof import proof
from press.shape.output import Press
from press.source.memory import Memory
from tests.tiny import ROOT, TODAY

pytestmark = pytest.mark.xdist_group("print")  # one process makes them, once
Files = dict[str, bytes]
EDGE_MM = 11  # paper around what is cut
ROUND = 30  # places along a page's edges, of 358
SCALE = 2  # dots a point


@pytest.fixture(scope="module")
def files() -> Files:
    """What the printer gets, by the end of its name."""
    theme = Theme(ROOT)
    with Memory(None) as memory:
        planned = proof(ROOT, TODAY, theme, memory).plan
    assert planned is not None
    (press,) = (one for one in planned.outputs if isinstance(one.recipe, Press))

    def none(path: str) -> bytes:
        raise AssertionError(f"nothing asks for {path}")

    return {path.rpartition("-")[2]: content for path, content in render(press, theme, ROOT, {}, none).files.items()}


def seen(content: bytes) -> Iterator[Image.Image]:
    """Each page as it looks."""
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            found = page.render(scale=SCALE).to_pil()
            page.close()
            assert isinstance(found, Image.Image)
            yield found.convert("RGB")


def without_bleed(page: Image.Image, width_mm: float) -> list[tuple[float, float]]:
    """Places in mm where colour reaches the knife and does not run on under it."""

    def is_bare(x: float, y: float) -> bool:
        dot = page.getpixel((round((x + EDGE_MM) * PT_A_MM * SCALE), round((y + EDGE_MM) * PT_A_MM * SCALE)))
        assert isinstance(dot, tuple)
        return min(dot) > 245

    across = [(x, y, x, y_out) for x in range(1, round(width_mm), 2) for y, y_out in ((0.5, -2.0), (209.5, 212.0))]
    along = [(x, y, x_out, y) for y in range(1, 210, 2) for x, x_out in ((0.5, -2.0), (width_mm - 0.5, width_mm + 2.0))]
    return [(x, y) for x, y, x_out, y_out in (*across, *along) if not is_bare(x, y) and is_bare(x_out, y_out)]


def test_all_that_reaches_the_edge_runs_on_under_the_knife(files: Files) -> None:
    bare = {number: without_bleed(page, 148) for number, page in enumerate(seen(files["inlaga.pdf"]), 3)}
    cover = [without_bleed(page, 296) for page in seen(files["omslag.pdf"])]

    # Where a circle's own edge passes the knife there are some; a picture that stops there has a hundred and more.
    assert {number: places for number, places in bare.items() if len(places) > ROUND} == {}
    assert cover == [[], []]


def test_chapter_pictures_and_the_cover_do_reach_the_edge(files: Files) -> None:
    def reach(page: Image.Image) -> int:
        row = [page.getpixel((x, round(EDGE_MM * PT_A_MM * SCALE) + 20)) for x in range(page.width)]
        return sum(isinstance(dot, tuple) and min(dot) < 200 for dot in row)

    pictures = [number for number, page in enumerate(seen(files["inlaga.pdf"]), 3) if reach(page) > 100]
    outside, inside = seen(files["omslag.pdf"])

    assert len(pictures) >= 3
    assert all(number % 2 == 0 for number in pictures)  # left pages
    assert reach(outside) > 1500
    assert reach(inside) < 100


def test_the_preflight_finds_nothing_and_every_page_is_there(files: Files) -> None:
    with pikepdf.open(io.BytesIO(files["inlaga.pdf"])) as pdf:
        pages = len(pdf.pages)
    inner = examined(files["inlaga.pdf"], Wanted(pages, (148, 210), 3, "FOGRA47"))
    cover = examined(files["omslag.pdf"], Wanted(2, (296, 210), 3, "FOGRA47"))

    assert (inner.faults, cover.faults) == ([], [])
    assert pages % 4 == 0
    assert len(inner.fonts) >= 5
    assert inner.spaces <= {"DeviceCMYK", "DeviceGray", "Separation", "Pattern"}


def test_text_is_black_ink_alone(files: Files) -> None:
    """Small letters in four inks show every plate that is out of place."""
    inks: set[tuple[float, ...]] = set()
    with pikepdf.open(io.BytesIO(files["inlaga.pdf"])) as pdf:
        for page in pdf.pages:
            ink: tuple[float, ...] = (0, 0, 0, 1)
            for one in pikepdf.parse_content_stream(page):
                match str(one.operator):
                    case "k":
                        ink = tuple(float(part) for part in one.operands)
                    case "TJ" | "Tj":
                        inks.add(ink)

    assert inks
    assert {ink[:3] for ink in inks} == {(0, 0, 0)}


def test_the_cover_is_small_since_it_holds_no_more_than_its_four_pages(files: Files) -> None:
    assert len(files["omslag.pdf"]) < len(files["inlaga.pdf"]) / 2
