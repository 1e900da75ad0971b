"""An editor's picture -> the variants that a page offers of it: addresses, measures, `srcset`. No file is opened.

A file's ending tells its kind: reading refuses one that lies. A drawing (SVG) is offered as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import splitext
from typing import Literal
from urllib.parse import quote

from press.addresses import PICTURES, Host
from press.model import Picture
from press.record import Record
from press.shape.views.parts import PictureView

Format = Literal["avif", "webp", "jpeg", "png", "svg"]
Sizes = Mapping[str, tuple[int, int, str]]  # picture -> width, height, digest

WIDTHS = (480, 800, 1200, 1600)  # px; the measure is 624, so 1600 also serves screens of two and a half dots a px
LARGEST_FALLBACK = 1200  # px, for browsers and feed readers that know neither AVIF nor WebP
TYPES: dict[Format, str] = {"avif": "image/avif", "webp": "image/webp"}  # what is offered first stands first
FALLBACKS: dict[str, Format] = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".webp": "webp"}
ENDINGS: dict[Format, str] = {"avif": "avif", "webp": "webp", "jpeg": "jpg", "png": "png", "svg": "svg"}
IN_THE_MEASURE = "(min-width: 43rem) 39rem, calc(100vw - 2rem)"  # how wide a page sets a picture: `--measure`, or all there is


class Variant(Record, frozen=True):
    """One file of a picture, as the site offers it."""

    address: str  # below the site, as its file is named: /bilder/torg.1a2b3c4d.800.avif
    format: Format
    width: int
    height: int

    def href(self, host: Host) -> str:
        return host.href(quote(self.address))


def variants_of(file: str, width: int, height: int, digest: str) -> tuple[Variant, ...]:
    """Every variant of a picture, AVIF first, the fallback last, narrow before wide. None is wider than the picture."""
    stem, ending = splitext(file)
    if ending.lower() not in FALLBACKS:
        return (Variant(f"{PICTURES}{stem}.{digest[:8]}.svg", "svg", width, height),)

    def variant(wide: int, format: Format) -> Variant:
        address = f"{PICTURES}{stem}.{digest[:8]}.{wide}.{ENDINGS[format]}"
        return Variant(address, format, wide, max(1, round(height * wide / width)))

    fallback = FALLBACKS[ending.lower()]
    last = variant(min(width, LARGEST_FALLBACK), fallback)
    offered = (variant(wide, format) for format in TYPES for wide in widths_of(width))
    return (*(one for one in offered if one != last), last)


def widths_of(width: int) -> tuple[int, ...]:
    """The widths in which a picture is offered: those of WIDTHS that it has, and its own where it is narrower than all."""
    return (*(wide for wide in WIDTHS if wide < width), *((width,) if width <= WIDTHS[-1] else ()))


def fallback_of(variants: tuple[Variant, ...]) -> Variant:
    """The variant that an <img> names: any browser shows it."""
    return variants[-1]


def sources_of(variants: tuple[Variant, ...], host: Host) -> tuple[tuple[str, str], ...]:
    """(type, srcset) for each <source> of a <picture>, the best format first. A drawing has none."""
    kinds = [(type, [one for one in variants if one.format == format]) for format, type in TYPES.items()]
    return tuple(
        (type, ", ".join(f"{one.href(host)} {one.width}w" for one in sorted(some, key=lambda one: one.width)))
        for type, some in kinds
        if some
    )


def view_of(picture: Picture | None, host: Host, sizes: Sizes) -> PictureView | None:
    """A picture as a page sets it. None where there is no picture, or none that was found."""
    if picture is None or picture.file not in sizes:
        return None
    variants = variants_of(picture.file, *sizes[picture.file])
    last = fallback_of(variants)
    return PictureView(
        href=last.href(host),
        width=last.width,
        height=last.height,
        alt=picture.alt,
        caption=picture.caption,
        credit=picture.credit,
        sources=sources_of(variants, host),
        sizes=IN_THE_MEASURE if len(variants) > 1 else "",
    )


def view_in_print(picture: Picture | None, sizes: Sizes) -> PictureView | None:
    """A picture as the booklet sets it: fetched from the project, by its own name."""
    if picture is None or picture.file not in sizes:
        return None
    width, height, _ = sizes[picture.file]
    return PictureView(in_print(picture.file), width, height, picture.alt, picture.caption, picture.credit)


def in_print(file: str) -> str:
    """A picture's address within the booklet."""
    return quote(f"content/images/{file}")


def variant_in_ebook(file: str, sizes: Sizes) -> Variant:
    """The one variant of a picture that the e-book holds: what any reader shows."""
    return fallback_of(variants_of(file, *sizes[file]))


def in_ebook(file: str, sizes: Sizes) -> str:
    """A picture's name within the e-book; empty when there is none."""
    if file not in sizes:
        return ""
    one = variant_in_ebook(file, sizes)
    return f"bilder/{sizes[file][2][:12]}.{ENDINGS[one.format]}"


def view_in_ebook(picture: Picture | None, sizes: Sizes) -> PictureView | None:
    if picture is None or picture.file not in sizes:
        return None
    one = variant_in_ebook(picture.file, sizes)
    return PictureView(in_ebook(picture.file, sizes), one.width, one.height, picture.alt, picture.caption, picture.credit)
