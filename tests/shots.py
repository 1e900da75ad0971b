"""Small photographs and drawings for tests, made where they are needed: no file of them is kept."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageCms

CORNERS = ((220, 30, 30), (30, 200, 40), (40, 60, 220), (240, 220, 40))  # upper left, upper right, lower left, lower right
GPS, ORIENTATION = 0x8825, 0x0112
# How a camera stores an upright picture that it marks with each orientation, so that turning it gives the upright one.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 60 40">{}</svg>'


def a_square(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """A picture of four fields, each of its own colour."""
    image = Image.new("RGB", (2, 2))
    image.putdata(CORNERS)
    return image.resize((width, height), Image.Resampling.NEAREST).convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def a_picture(kind: str = "JPEG", width: int = 60, height: int = 40, mode: str = "RGB", **options: Any) -> bytes:
    return saved(a_square(width, height, mode), kind, **options)


def from_a_phone(orientation: int, kind: str = "JPEG", width: int = 60, height: int = 40) -> bytes:
    """A photograph that is `width` wide when it is held upright, and tells where it was taken and by whom."""
    image = a_square(width, height)
    turn = STORED[orientation]
    stored = image if turn is None else image.transpose(turn)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "Kameran"
    exif[0x013B] = "Fotografen"
    exif.get_ifd(GPS).update({1: "N", 2: (63.0, 19.0, 12.0), 3: "E", 4: (14.0, 50.0, 5.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(stored, kind, exif=exif, quality=95, icc_profile=profile, comment=b"Hemma hos Fotografen", xmp=b"<x>Kameran</x>")


def a_drawing(inside: str = '<circle cx="30" cy="20" r="10"/>') -> bytes:
    return SVG.format(inside).encode()


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def corners_of(image: Image.Image) -> tuple[tuple[int, int, int], ...]:
    """The colour within each quarter, in the order of CORNERS."""
    rgb = image.convert("RGB")
    spots = [(x * rgb.width // 4, y * rgb.height // 4) for y in (1, 3) for x in (1, 3)]
    return tuple(rgb.getpixel(spot) for spot in spots)  # type: ignore[misc]  # an RGB picture's dots are three numbers


def is_near(one: tuple[tuple[int, int, int], ...], other: tuple[tuple[int, int, int], ...], most: int = 24) -> bool:
    return all(abs(a - b) <= most for first, second in zip(one, other, strict=True) for a, b in zip(first, second, strict=True))
