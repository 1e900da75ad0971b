"""An editor's picture -> its variants: scaled, upright, in sRGB, without any metadata. Bytes in, equal bytes out.

The picture has been looked at when it was read: what can't be shown does not come here. Pillow's version is the lock's.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

# Tried on photographs of squares and forest: from here on the eye finds no fault at twice the density.
QUALITIES: dict[str, dict[str, Any]] = {
    # Tiles and threads would follow the number of the machine's cores, and the bytes with them.
    "avif": {"quality": 58, "speed": 6, "max_threads": 1, "autotiling": False},
    "webp": {"quality": 78, "method": 5},
    "jpeg": {"quality": 80, "optimize": True, "progressive": True},
    "png": {"optimize": True},
}
PRINT_WIDTH = 1640  # px: 104 mm, the booklet's column, at 400 dots an inch
PRINT_QUALITY = 90
SCREEN_WIDTH = 614  # px: the same column at 150 dots an inch
_ORIENTATION = 0x0112  # the tag of EXIF that tells how the camera was held


def scaled(content: bytes, width: int, format: str) -> bytes:
    """The picture `width` px wide, as 'avif', 'webp', 'jpeg' or 'png'."""
    image, is_graphic = _opened(content, width)
    options = dict(QUALITIES[format])
    if is_graphic and format == "avif":
        options["subsampling"] = "4:4:4"  # thin coloured lines would bleed
    return _saved(image, format, options)


def in_print(content: bytes) -> tuple[bytes, str]:
    """The picture as the press takes it in, and its type: as fine as paper shows, without metadata.

    A drawing is left as it is. Raises OSError, SyntaxError or ValueError for a picture that is damaged or cut short.
    """
    return _in_pdf(content, PRINT_WIDTH, PRINT_WIDTH, {"quality": PRINT_QUALITY, "subsampling": 0, "optimize": True})


def on_screen(content: bytes) -> tuple[bytes, str]:
    """The same as a PDF that is read on a screen takes it in. What was drawn is twice as fine: it has thin lines and letters."""
    return _in_pdf(content, SCREEN_WIDTH, 2 * SCREEN_WIDTH, QUALITIES["jpeg"])


def _in_pdf(content: bytes, width: int, graphic_width: int, options: dict[str, Any]) -> tuple[bytes, str]:
    if not _is_raster(content):
        return content, "image/svg+xml"
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False  # WeasyPrint switches it on
    try:
        image, is_graphic = _opened(content, graphic_width)
        if is_graphic:
            return _saved(image, "png", QUALITIES["png"]), "image/png"
        if image.width > width:
            image, _ = _opened(content, width)
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
    return _saved(image, "jpeg", options), "image/jpeg"


def _is_raster(content: bytes) -> bool:
    return content.startswith((b"\xff\xd8", b"\x89PNG", b"RIFF"))


def _opened(content: bytes, width: int) -> tuple[Image.Image, bool]:
    """The picture, upright and at most `width` px wide, and whether it was drawn, not photographed: a PNG, or see-through."""
    from PIL import Image, ImageOps  # slow to import, and most builds make no picture

    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as file:
        is_png, profile = file.format == "PNG", file.info.get("icc_profile", b"")
        turned = file.getexif().get(_ORIENTATION, 1) in {5, 6, 7, 8}
        high, wide = file.size if turned else file.size[::-1]
        height = max(1, round(high * width / wide))
        if width < wide:
            file.draft(None, (2 * height, 2 * width) if turned else (2 * width, 2 * height))  # a JPEG: unpacked smaller
        upright = ImageOps.exif_transpose(file)
        image = _plain(upright)
    if width < wide:
        image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    image = _in_srgb(image, profile)
    return Image.frombytes(image.mode, image.size, image.tobytes()), is_png or image.mode == "RGBA"


def _plain(image: Image.Image) -> Image.Image:
    """The picture as RGB, or RGBA where something of it can be seen through."""
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value / 257).convert("L").convert("RGB")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        return image if image.getchannel("A").getextrema() != (255, 255) else image.convert("RGB")
    return image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The picture's colours as every browser understands them. A profile that can't be used is passed over."""
    from PIL import ImageCms

    if not profile:
        return image
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if given.profile.xcolor_space.strip() != "RGB":
            return image
        turned = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return turned or image


def _saved(image: Image.Image, format: str, options: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()
