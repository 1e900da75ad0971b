"""Which variants a page offers of a picture, without a look at the file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.addresses import Host
from press.model import Picture
from press.shape.pictures import WIDTHS, in_print, sources_of, variants_of, view_in_print, view_of, widths_of

HOST = Host.of("https://example.org/skrift/")
DIGEST = "1a2b3c4d" + 56 * "0"


def test_a_large_photograph_is_offered_in_every_width_and_both_formats() -> None:
    variants = variants_of("lit/torg.jpg", 4000, 3000, DIGEST)

    assert [one.address for one in variants] == [
        *(f"/bilder/lit/torg.1a2b3c4d.{width}.avif" for width in (480, 800, 1200, 1600)),
        *(f"/bilder/lit/torg.1a2b3c4d.{width}.webp" for width in (480, 800, 1200, 1600)),
        "/bilder/lit/torg.1a2b3c4d.1200.jpg",
    ]
    assert [(one.width, one.height) for one in variants[:4]] == [(480, 360), (800, 600), (1200, 900), (1600, 1200)]


@pytest.mark.parametrize(
    ("width", "widths"),
    [(1, (1,)), (480, (480,)), (481, (480, 481)), (1000, (480, 800, 1000)), (1600, WIDTHS), (1601, WIDTHS), (9000, WIDTHS)],
)
def test_no_variant_is_wider_than_the_picture(width: int, widths: tuple[int, ...]) -> None:
    assert widths_of(width) == widths


def test_a_page_names_the_fallback_and_lets_the_browser_choose_among_the_rest() -> None:
    view = view_of(
        Picture("lit/stort torg.jpg", "Ett torg", "Lit", "Foto: A", 3), HOST, {"lit/stort torg.jpg": (1000, 500, DIGEST)}
    )

    assert view is not None
    assert (view.href, view.width, view.height) == ("/skrift/bilder/lit/stort%20torg.1a2b3c4d.1000.jpg", 1000, 500)
    assert (view.alt, view.caption, view.credit) == ("Ett torg", "Lit", "Foto: A")
    assert view.sources == tuple(
        (
            f"image/{kind}",
            ", ".join(f"/skrift/bilder/lit/stort%20torg.1a2b3c4d.{width}.{kind} {width}w" for width in (480, 800, 1000)),
        )
        for kind in ("avif", "webp")
    )
    assert view.sizes == "(min-width: 43rem) 39rem, calc(100vw - 2rem)"


def test_a_webp_is_its_own_fallback_and_is_made_once() -> None:
    variants = variants_of("torg.webp", 1000, 500, DIGEST)

    assert len({one.address for one in variants}) == len(variants)
    assert variants[-1].address == "/bilder/torg.1a2b3c4d.1000.webp"
    assert [srcset.count("w,") + 1 for _, srcset in sources_of(variants, HOST)] == [3, 3]


def test_a_drawing_is_offered_as_it_is() -> None:
    (only,) = variants_of("norr.svg", 640, 480, DIGEST)
    view = view_of(Picture("norr.svg", "Norr", "", "", 1), HOST, {"norr.svg": (640, 480, DIGEST)})

    assert (only.address, only.format, only.width, only.height) == ("/bilder/norr.1a2b3c4d.svg", "svg", 640, 480)
    assert view is not None
    assert (view.href, view.sources, view.sizes) == ("/skrift/bilder/norr.1a2b3c4d.svg", (), "")


def test_a_picture_that_was_not_found_is_not_shown() -> None:
    assert view_of(Picture("torg.jpg", "Torg", "", "", 1), HOST, {}) is None
    assert view_of(None, HOST, {}) is None
    assert view_in_print(Picture("torg.jpg", "Torg", "", "", 1), {}) is None


def test_the_booklet_names_the_editors_own_file() -> None:
    view = view_in_print(Picture("stort torg.jpg", "Torg", "", "", 1), {"stort torg.jpg": (4000, 3000, DIGEST)})

    assert view is not None
    assert (view.href, view.width, view.height, view.sources) == ("content/images/stort%20torg.jpg", 4000, 3000, ())
    assert in_print("å.png") == "content/images/%C3%A5.png"


@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(st.integers(1, 20_000), st.integers(1, 20_000), st.sampled_from(["a.jpg", "a.JPEG", "a.png", "a.webp"]))
def test_whatever_its_shape_every_variant_has_a_size_and_an_address_of_its_own(width: int, height: int, file: str) -> None:
    variants = variants_of(file, width, height, DIGEST)

    assert len({one.address for one in variants}) == len(variants)
    assert all(1 <= one.width <= width and one.height >= 1 for one in variants)
    assert all(abs(one.height - height * one.width / width) <= 1 for one in variants)
