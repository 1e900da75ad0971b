"""Each variant of a picture: its size, its colours, and that nothing is left of what the camera knew."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from PIL import Image, ImageCms

from press.make.pictures import PRINT_WIDTH, QUALITIES, SCREEN_WIDTH, in_print, on_screen, scaled
from tests.shots import CORNERS, a_drawing, a_picture, a_square, corners_of, from_a_phone, is_near, opened, saved
from tests.tiny import ROOT

FORMATS = {"avif": "AVIF", "webp": "WEBP", "jpeg": "JPEG", "png": "PNG"}
KINDS = ("JPEG", "PNG", "WEBP")
GOLDEN = {
    ("avif", 480): 3575, ("avif", 1200): 15_023, ("webp", 480): 3808, ("webp", 1200): 17_592,
    ("jpeg", 480): 6575, ("jpeg", 1200): 28_967, ("png", 480): 46_025, ("png", 1200): 221_229,
}  # fmt: skip


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_variant_has_its_format_its_width_and_the_height_that_follows(kind: str, format: str) -> None:
    made = opened(scaled(a_picture(kind, 400, 300), 120, format))

    assert (made.format, made.size, made.mode) == (FORMATS[format], (120, 90), "RGB")
    assert is_near(corners_of(made), CORNERS)


def test_a_picture_is_never_made_larger_and_never_flat() -> None:
    assert opened(scaled(a_picture("PNG", 50, 30), 480, "webp")).size == (50, 30)
    assert opened(scaled(a_picture("PNG", 2000, 2), 480, "webp")).size == (480, 1)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("kind", "format"), [("JPEG", "jpeg"), ("JPEG", "avif"), ("WEBP", "webp"), ("PNG", "png")])
def test_however_the_camera_was_held_the_picture_is_upright(orientation: int, kind: str, format: str) -> None:
    made = opened(scaled(from_a_phone(orientation, kind, 600, 400), 300, format))

    assert made.size == (300, 200)
    assert is_near(corners_of(made), CORNERS)


@pytest.mark.parametrize("width", [300, 600])
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left_of_where_when_and_by_whom(kind: str, format: str, width: int) -> None:
    given = from_a_phone(6 if width == 300 else 1, kind, width=600, height=400)
    assert dict(opened(given).getexif().get_ifd(0x8825))  # there is something to lose

    content = scaled(given, width, format)
    made = opened(content)

    assert dict(made.getexif()) == {}
    assert {"exif", "xmp", "icc_profile", "comment", "photoshop"}.isdisjoint(made.info)
    assert b"Exif" not in content
    assert not any(words in content for words in (b"Fotografen", b"Kameran"))


def test_neither_is_in_print() -> None:
    content, type = in_print(from_a_phone(6, width=600, height=400))

    assert (type, opened(content).size, dict(opened(content).getexif())) == ("image/jpeg", (600, 400), {})
    assert is_near(corners_of(opened(content)), CORNERS)


def test_in_print_a_large_photograph_is_as_fine_as_paper_shows_and_a_drawing_is_left_as_it_is() -> None:
    assert opened(in_print(a_picture("JPEG", 4000, 3000))[0]).size == (PRINT_WIDTH, 1230)
    assert in_print(a_picture("PNG", 600, 400))[1] == "image/png"
    assert in_print(a_drawing()) == (a_drawing(), "image/svg+xml")


def test_on_a_screen_it_is_as_fine_as_a_screen_shows_and_what_was_drawn_twice_as_fine() -> None:
    sizes = [opened(on_screen(a_picture(kind, 4000, 3000))[0]).size for kind in KINDS]

    assert sizes == [(SCREEN_WIDTH, 460), (2 * SCREEN_WIDTH, 921), (SCREEN_WIDTH, 460)]
    assert opened(on_screen(a_picture("JPEG", 500, 300))[0]).size == (500, 300)
    assert on_screen(a_drawing()) == (a_drawing(), "image/svg+xml")


def test_what_can_be_seen_through_stays_so() -> None:
    image = a_square(400, 300, "RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    given = saved(image, "PNG")

    alphas = [opened(scaled(given, 200, format)).getchannel("A") for format in ("avif", "webp", "png")]

    assert [alpha.size for alpha in alphas] == [(200, 150)] * 3
    assert all(alpha.getpixel((100, 10)) < 40 and alpha.getpixel((100, 140)) > 215 for alpha in alphas)  # type: ignore[operator]


def test_a_channel_that_hides_nothing_is_left_out() -> None:
    assert opened(scaled(a_picture("PNG", 400, 300, "RGBA"), 200, "png")).mode == "RGB"


@pytest.mark.parametrize("mode", ["P", "L", "LA", "1"])
def test_palettes_and_greys_are_read(mode: str) -> None:
    made = opened(scaled(a_picture("PNG", 400, 300, mode), 200, "webp"))

    assert (made.size, made.mode) == ((200, 150), "RGB")


def test_a_palettes_colour_that_can_be_seen_through_stays_so() -> None:
    image = a_square(400, 300).quantize(4)
    made = opened(scaled(saved(image, "PNG", transparency=image.getpixel((0, 0))), 200, "webp"))

    assert [made.getpixel(spot)[3] for spot in ((20, 20), (180, 20))] == [0, 255]  # type: ignore[index]


def test_grey_of_sixteen_bits_keeps_its_shades() -> None:
    given = saved(Image.new("I;16", (40, 40), 32896), "PNG")

    assert opened(scaled(given, 20, "png")).getpixel((10, 10)) == (128, 128, 128)


def a_wide_profile() -> bytes:
    """A profile whose green and red are far from those of sRGB: its red and blue change places."""
    whole = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = whole.index(b"rXYZ"), whole.index(b"bXYZ")  # the table of contents comes first
    whole[red : red + 4], whole[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(whole)


def test_a_pictures_own_colours_become_those_of_the_web() -> None:
    image = Image.new("RGB", (40, 40), (200, 20, 60))

    plain = opened(scaled(saved(image, "PNG"), 20, "png")).getpixel((10, 10))
    turned = opened(scaled(saved(image, "PNG", icc_profile=a_wide_profile()), 20, "png")).getpixel((10, 10))

    assert plain == (200, 20, 60)
    assert isinstance(turned, tuple)
    assert turned[2] > 150 > turned[0]


def test_a_profile_that_is_none_or_for_other_colours_is_passed_over() -> None:
    image = Image.new("RGB", (40, 40), (200, 20, 60))
    for profile in (b"no profile", ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()):
        assert opened(scaled(saved(image, "PNG", icc_profile=profile), 20, "png")).getpixel((10, 10)) == (200, 20, 60)


def test_the_same_picture_gives_the_same_bytes_in_another_process_and_on_one_core() -> None:
    """AVIF would divide its work among the cores there are, and the bytes would follow."""
    given = a_picture("JPEG", 1600, 1200)
    here = {format: scaled(given, 1200, format) for format in FORMATS}
    program = (
        "import hashlib, os, sys\n"
        "if hasattr(os, 'sched_setaffinity'): os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n"
        "from press.make.pictures import scaled\n"
        "given = sys.stdin.buffer.read()\n"
        f"for format in {list(FORMATS)}: sys.stdout.buffer.write(scaled(given, 1200, format))\n"
    )

    there = subprocess.run([sys.executable, "-c", program], input=given, capture_output=True, check=True, cwd=ROOT).stdout

    assert there == b"".join(here.values())
    assert (QUALITIES["avif"]["max_threads"], QUALITIES["avif"]["autotiling"]) == (1, False)


def test_a_photograph_weighs_little() -> None:
    """Golden sizes, with a tenth of room for another version of a library."""
    fern = Image.effect_mandelbrot((2000, 1500), (-3, -2.5, 2, 2.5), 100)
    given = saved(Image.merge("RGB", (fern, fern.rotate(180), fern)), "JPEG", quality=92)

    weights = {(format, width): len(scaled(given, width, format)) for format in FORMATS for width in (480, 1200)}

    assert {key: abs(weights[key] / weight - 1) < 0.1 for key, weight in GOLDEN.items()} == dict.fromkeys(GOLDEN, True), weights


def test_a_picture_that_holds_a_second_one_shows_its_first() -> None:
    """Phones save a small copy beside (MPO)."""
    file = io.BytesIO()
    a_square(400, 300).save(file, "MPO", save_all=True, append_images=[Image.new("RGB", (40, 30))])

    assert is_near(corners_of(opened(scaled(file.getvalue(), 200, "jpeg"))), CORNERS)
