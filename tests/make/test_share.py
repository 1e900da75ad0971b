"""A share image: its size and weight, what can be seen on it, and how a title breaks."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from press.make import share
from press.make.share import COLUMN, FILLS, GROUND, HEIGHT, LIGHT, WIDTH, lines_of, share_image
from press.record import replace
from press.shape.share import ShareMap, ShareView, share_map
from press.source.settings import REGISTER, TABLES, register_of
from tests.shots import opened
from tests.tiny import ROOT

FONTS = ROOT / "layouts" / "static" / "fonts"
SWEDEN = register_of({name: (ROOT / REGISTER / name).read_text(encoding="utf-8") for name in TABLES})
MAP = share_map(SWEDEN)
ALL = MAP.dots
LIT = ShareView(
    "Byvaktmästaren i Lit", "Gör din kommun hållbar!", "Lit, Östersund", "Ekonomisk och social", "ES", MAP, ALL[200:201]
)
LONG = (
    "Så tog kommunfullmäktige fram en hållbarhetsstrategi tillsammans med invånarna, näringslivet och föreningarna i hela länet"
)


def image_of(view: ShareView) -> Image.Image:
    return opened(share_image(view, FONTS)).convert("RGB")


def colours_in(image: Image.Image, box: tuple[int, int, int, int]) -> set[tuple[int, int, int]]:
    """Colours that cover some dots there, not the edge of a letter alone."""
    return {colour for many, colour in image.crop(box).getcolors(100_000) or () if many >= 20}  # type: ignore[misc]


def near(x: float, y: float, radius: int = 14) -> tuple[int, int, int, int]:
    return round(x) - radius, round(y) - radius, round(x) + radius, round(y) + radius


# ---------------------------------------------------------------- the whole


@pytest.mark.parametrize(
    "view",
    [
        LIT,
        replace(LIT, title=LONG, place="15 kommuner", mark="ESM", marked=ALL[::20]),
        replace(LIT, title="W" * 120, marked=ALL),
        replace(LIT, title="", publication="", place="", dimensions="", mark="", marked=()),
        replace(LIT, map=ShareMap(()), marked=()),
    ],
)
def test_an_image_has_the_size_that_others_expect_and_weighs_little(view: ShareView) -> None:
    content = share_image(view, FONTS)
    image = opened(content)

    assert (image.format, image.mode, image.size) == ("PNG", "P", (1200, 630))
    assert len(content) < 60_000
    assert not image.info


def test_equal_views_give_equal_bytes_in_another_process_too() -> None:
    program = (
        "import sys\nfrom press.make.share import share_image\nfrom tests.make.test_share import LIT, FONTS\n"
        "sys.stdout.buffer.write(share_image(LIT, FONTS))\n"
    )

    there = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=ROOT).stdout

    assert share_image(LIT, FONTS) == share_image(replace(LIT), FONTS) == there


def test_one_image_does_not_show_on_the_next() -> None:
    before = share_image(LIT, FONTS)
    share_image(replace(LIT, title=LONG, marked=ALL), FONTS)

    assert share_image(LIT, FONTS) == before


def test_an_image_takes_little_time() -> None:
    """About 20 ms, and 50 for the longest title; the limit leaves room for a busy machine."""
    share_image(LIT, FONTS)
    began = time.process_time()

    for _ in range(5):
        share_image(replace(LIT, title=LONG), FONTS)

    assert time.process_time() - began < 5 * 0.25


def test_how_letters_are_set_is_known() -> None:
    assert share.engine() == "raqm"  # set-up installs Pango, and FriBiDi with it


# ---------------------------------------------------------------- what is to be seen


def test_the_municipalitys_dot_wears_the_mark_and_no_other_does() -> None:
    plain, marked = image_of(replace(LIT, marked=())), image_of(LIT)
    x, y = share._place(MAP, LIT.marked[0])

    assert {FILLS["E"], FILLS["S"], FILLS["ES"]} <= colours_in(marked, near(x, y, 30))
    assert not {FILLS["E"], FILLS["S"]} & colours_in(plain, near(x, y, 30))
    assert plain.crop((0, 0, 860, 630)).tobytes() == marked.crop((0, 0, 860, 630)).tobytes()


@pytest.mark.parametrize("mark", FILLS)
def test_the_mark_is_filled_where_the_article_has_the_dimension(mark: str) -> None:
    found = colours_in(image_of(replace(LIT, mark=mark, marked=())), (40, 40, 200, 190))

    assert {name for name, ink in FILLS.items() if ink in found} == {name for name in FILLS if set(name) <= set(mark)}


def test_every_municipality_has_its_dot() -> None:
    image = image_of(replace(LIT, marked=()))

    assert all(image.getpixel((round(x), round(y))) != GROUND for x, y in (share._place(MAP, dot) for dot in ALL))


@pytest.mark.parametrize("many", [1, 4, 15, 60, 290])
def test_many_marks_are_small_and_stay_on_the_image(many: int) -> None:
    image = image_of(replace(LIT, marked=ALL[:many]))

    assert colours_in(image, (0, 0, WIDTH, 8)) == colours_in(image, (WIDTH - 8, 0, WIDTH, HEIGHT)) == {GROUND}
    assert colours_in(image, (0, HEIGHT - 8, WIDTH, HEIGHT)) == {GROUND}


@pytest.mark.parametrize("title", [LIT.title, LONG, "W" * 120, "Å" * 120, "kommunfullmäktigeordförandekandidat " * 3])
def test_a_title_stays_in_its_place(title: str) -> None:
    image = image_of(replace(LIT, title=title, publication="", marked=()))

    assert LIGHT in colours_in(image, (60, 200, 700, 530))
    assert colours_in(image, (MARGIN_END, 190, MARGIN_END + 40, 540)) == {GROUND}
    assert colours_in(image, (0, 545, 860, 630)) == {GROUND}
    assert colours_in(image, (0, 178, 860, 205)) == {GROUND}


MARGIN_END = share.MARGIN + COLUMN + 8


def test_a_place_for_which_there_is_no_room_is_cut_between_words() -> None:
    words, font = share._fitted("Helsingborg, " * 12 + "Lund", str(FONTS), "700", 31, 700)

    assert font.size == 24
    assert words.endswith("Helsingborg…")
    assert font.getlength(words) <= 700


# ---------------------------------------------------------------- lines


def lines(title: str, width: int) -> tuple[str, ...]:
    """Lines of letters that are all one unit wide."""
    return lines_of(title, len, width)


def test_a_title_takes_the_fewest_lines_and_these_are_even() -> None:
    assert lines("Fyra kommuner hälsar på hos varandra", 40) == ("Fyra kommuner hälsar på hos varandra",)
    assert lines("Helsingborg väver samman mål och åtaganden", 26) == ("Helsingborg väver samman", "mål och åtaganden")


def test_no_line_ends_in_a_little_word_where_that_can_be_helped() -> None:
    assert lines("Kommunerna och deras verktyg", 17) == ("Kommunerna", "och deras verktyg")
    assert lines("Chefer övar på det som är svårt", 21) == ("Chefer övar", "på det som är svårt")


def test_no_short_word_stands_alone_on_the_last_line() -> None:
    assert lines("Kommunerna medborgarutskott nu", 27) == ("Kommunerna", "medborgarutskott nu")


def test_a_word_longer_than_a_line_is_divided_where_compounds_join_or_syllables_meet() -> None:
    assert lines("samhällsbyggnadsförvaltning", 20) == ("samhällsbyggnads-", "förvaltning")
    assert lines("Stockholm-Mälarregionen", 12) == ("Stockholm-", "Mälarre-", "gionen")
    assert lines("kommunalekonomisk", 12) == ("kommunaleko-", "nomisk")
    assert lines("xxxxxxxxxxxxxxxx", 10) == ("xxxxxxxxx-", "xxxxxxx")


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(st.text("abdegikmnoprstvåäö- ", max_size=120), st.integers(10, 40))
def test_no_letter_is_lost_and_no_line_is_too_long(title: str, width: int) -> None:
    found = lines(title, width)

    assert "".join(found).replace("-", "").replace(" ", "") == title.replace("-", "").replace(" ", "")
    assert all(len(line) <= width for line in found)
