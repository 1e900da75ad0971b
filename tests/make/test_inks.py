"""Colours as inks: the design's by a table that is held against what the profiles measure, all others through the profile."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import cast

import pytest
from PIL import Image, ImageCms

from press.make.inks import Cmyk, Inks, InksError, Rgb, table_of
from tests.tiny import ROOT

PRINT = ROOT / "layouts" / "print"
TABLE = table_of((PRINT / "inks.csv").read_text(encoding="utf-8"))
CIRCLES = ("#EDB63E", "#E5787C", "#4A9ABB", "#D5561E", "#456E2D", "#42485B", "#3E3416")
HEAD = "rgb,name,cyan,magenta,yellow,black\n"
# ISO 12647-2:2004/Amd 1, paper type 1, on white backing: what FOGRA39 was measured of. L*, a*, b*
SOLIDS: dict[Cmyk, tuple[float, float, float]] = {
    (0, 0, 0, 0): (95, 0, -2),
    (1, 0, 0, 0): (55, -37, -50),
    (0, 1, 0, 0): (48, 74, -3),
    (0, 0, 1, 0): (89, -5, 93),
    (0, 0, 0, 1): (16, 0, 0),
}


def profile(name: str) -> bytes:
    return (PRINT / f"{name}.icc").read_bytes()


def rgb(code: str) -> Rgb:
    red, green, blue = bytes.fromhex(code.removeprefix("#"))
    return red, green, blue


def lab(colour: tuple[float, ...], name: str) -> tuple[float, float, float]:
    """How a colour looks, inks on that paper or sRGB on a screen: L*, a*, b*."""
    mode, given = ("RGB", ImageCms.createProfile("sRGB")) if name == "sRGB" else ("CMYK", None)
    known = given or ImageCms.ImageCmsProfile(io.BytesIO(profile(name)))
    turn = ImageCms.buildTransform(known, ImageCms.createProfile("LAB"), mode, "LAB", ImageCms.Intent.ABSOLUTE_COLORIMETRIC)
    one = ImageCms.applyTransform(Image.new(mode, (1, 1), tuple(round(part * 255) for part in colour)), turn)
    assert one is not None
    light, a, b = one.tobytes()
    return light / 2.55, a - 256 if a > 127 else a, b - 256 if b > 127 else b


def distance(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return cast(float, sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5)


def colours_of_the_booklet() -> Iterator[Rgb]:
    for path in (*(ROOT / "layouts" / "booklet").iterdir(), ROOT / "layouts" / "mark.html", PRINT / "cover.css"):
        yield from (rgb(found) for found in re.findall(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8")))


def test_every_colour_of_the_booklets_layouts_is_an_ink_of_the_table() -> None:
    used = set(colours_of_the_booklet())

    assert {rgb(code) for code in CIRCLES[:3]} <= used
    assert used - {(255, 255, 255)} <= set(TABLE)


@pytest.mark.parametrize(("condition", "allowed"), [("FOGRA39", 6), ("FOGRA47", 9)])
def test_inks_of_the_table_look_as_near_to_the_screen_as_the_profile_could_make_them(condition: str, allowed: float) -> None:
    through = Inks({}, profile(condition))
    for code in CIRCLES:
        parts = [part / 255 for part in rgb(code)]
        on_screen = lab(tuple(parts), "sRGB")
        nearest = distance(lab(through.of(*parts), condition), on_screen)

        assert distance(lab(TABLE[rgb(code)], condition), on_screen) < nearest + allowed, code


def test_ink_and_its_tints_are_black_alone_and_no_colour_is_more_than_paper_takes() -> None:
    for colour in (rgb("#23241A"), rgb("#5B5D50"), rgb("#8A8C80"), rgb("#C9CBBF"), rgb("#F1F2EC")):
        assert TABLE[colour][:3] == (0, 0, 0)
    assert TABLE[rgb("#23241A")] == (0, 0, 0, 1)
    assert max(sum(ink) for ink in TABLE.values()) <= 3.0


@pytest.mark.parametrize("ink", SOLIDS)
def test_the_profile_of_coated_paper_shows_solids_as_the_standard_has_them(ink: Cmyk) -> None:
    assert distance(lab(ink, "FOGRA39"), SOLIDS[ink]) < 4


@pytest.mark.parametrize("condition", ["FOGRA39", "FOGRA47"])
def test_a_colour_outside_the_table_goes_through_the_profile(condition: str) -> None:
    inks = Inks({}, profile(condition))

    found = inks.of(0.8, 0.5, 0.4)

    assert distance(lab(found, condition), lab((0.8, 0.5, 0.4), "sRGB")) < 9
    assert inks.of(0.8, 0.5, 0.4) == found


def test_greys_are_black_ink_alone_and_white_is_none() -> None:
    inks = Inks({}, profile("FOGRA39"))

    assert inks.of(0, 0, 0) == (0, 0, 0, 1)
    assert inks.of(1, 1, 1) == (0, 0, 0, 0)
    assert inks.of(0.6, 0.6, 0.6) == (0, 0, 0, 0.4)


def test_a_picture_is_turned_through_the_profile() -> None:
    turned = Inks({}, profile("FOGRA39")).picture(Image.new("RGB", (3, 2), (237, 182, 62)))

    assert (turned.mode, turned.size) == ("CMYK", (3, 2))
    assert distance(lab(tuple(part / 255 for part in turned.tobytes()[:4]), "FOGRA39"), lab((0.93, 0.714, 0.243), "sRGB")) < 9


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the first line should be: rgb,name,cyan,magenta,yellow,black"),
        (f"{HEAD}#23241A,ink,0,0,0\n", "line 2 should be a colour such as #23241A, a name, and four inks"),
        (f"{HEAD}ink,ink,0,0,0,100\n", "line 2 should be a colour such as #23241A, a name, and four inks"),
        (f"{HEAD}\n#23241A,ink,0,0,0,101\n", "line 3 should have inks from 0 to 100 percent"),
        (f"{HEAD}#23241A,ink,0,0,0,svart\n", "line 2 should have inks from 0 to 100 percent"),
        (f"{HEAD}#23241A,ink,0,0,nan,0\n", "line 2 should have inks from 0 to 100 percent"),
    ],
)
def test_a_table_that_cant_be_read_is_told(text: str, says: str) -> None:
    with pytest.raises(InksError, match=re.escape(says)):
        table_of(text)
