"""Colours of the screen -> inks on paper: the design's own by a table, all others through a measured profile.

In a PDF inks are CMYK from 0 to 1. Equal input gives equal inks with the locked versions of Pillow and its LittleCMS.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

Rgb = tuple[int, int, int]  # 0-255
Cmyk = tuple[float, float, float, float]  # 0-1
COLUMNS = ("rgb", "name", "cyan", "magenta", "yellow", "black")
_RGB = re.compile(r"#[0-9A-Fa-f]{6}")


class InksError(Exception):
    """The table can't be read; says where and why."""


def table_of(text: str) -> dict[Rgb, Cmyk]:
    """The design's inks from a table as CSV, in percent. Raises InksError."""
    rows = csv.reader(io.StringIO(text))
    if tuple(next(rows, ())) != COLUMNS:
        raise InksError(f"the first line should be: {','.join(COLUMNS)}")
    found = {}
    for number, row in enumerate(rows, 2):
        if not row:
            continue
        if len(row) != len(COLUMNS) or not _RGB.fullmatch(row[0]):
            raise InksError(f"line {number} should be a colour such as #23241A, a name, and four inks")
        try:
            cyan, magenta, yellow, black = (_share(percent) for percent in row[2:])
        except ValueError:
            raise InksError(f"line {number} should have inks from 0 to 100 percent") from None
        rgb = bytes.fromhex(row[0][1:])
        found[rgb[0], rgb[1], rgb[2]] = (cyan, magenta, yellow, black)
    return found


def _share(percent: str) -> float:
    value = float(percent)
    if not 0 <= value <= 100:
        raise ValueError(percent)
    return value / 100


class Inks:
    """What each colour becomes on one kind of paper. `profile` is an ICC profile of its measured printing condition."""

    def __init__(self, table: Mapping[Rgb, Cmyk], profile: bytes) -> None:
        self.profile = profile
        self._known: dict[Rgb, Cmyk] = {(0, 0, 0): (0, 0, 0, 1), (255, 255, 255): (0, 0, 0, 0), **table}

    def of(self, red: float, green: float, blue: float) -> Cmyk:
        """The inks of a colour of the screen, each part from 0 to 1. Greys are black ink alone."""
        rgb = (round(red * 255), round(green * 255), round(blue * 255))
        if rgb not in self._known:
            self._known[rgb] = (0, 0, 0, round(1 - rgb[0] / 255, 3)) if rgb[0] == rgb[1] == rgb[2] else self._through(rgb)
        return self._known[rgb]

    def picture(self, image: Image.Image) -> Image.Image:
        """A picture in RGB as CMYK, each ink from 0 to 255."""
        from PIL import ImageCms

        turned = ImageCms.applyTransform(image, self._transform)
        assert turned is not None  # it is None when a picture is turned in its place
        return turned

    def _through(self, rgb: Rgb) -> Cmyk:
        from PIL import Image

        cyan, magenta, yellow, black = self.picture(Image.new("RGB", (1, 1), rgb)).tobytes()
        return round(cyan / 255, 3), round(magenta / 255, 3), round(yellow / 255, 3), round(black / 255, 3)

    @cached_property
    def _transform(self) -> Any:
        from PIL import ImageCms

        return ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"),
            ImageCms.ImageCmsProfile(io.BytesIO(self.profile)),
            "RGB",
            "CMYK",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
