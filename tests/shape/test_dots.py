"""Where the dots stand, and the dots of every page's foot."""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from press.model import Register
from press.shape import dots
from press.shape.dots import sweref99tm
from tests.makers import SKANE, a_municipality
from tests.test_register import the_register


def test_the_ribbon_has_every_municipality_in_rows_of_58() -> None:
    plain, filled = dots.ribbon(the_register(), {"0114", "2584"})

    assert filled == "M5 5h0M575 45h0"
    assert plain.count("h0") == 288


@pytest.mark.parametrize(
    ("lat", "lon", "east", "north"),
    [
        (55, 12.75, 356.083438, 6097.106672),
        (55, 14.25, 452.024069, 6095.048642),
        (59, 11.25, 284.626066, 6546.096724),
        (59, 15, 500, 6540.052017),
    ],
)
def test_positions_become_kilometres_in_the_national_grid(lat: float, lon: float, east: float, north: float) -> None:
    """Held to the control points that Lantmäteriet publishes, to the millimetre."""
    assert math.dist(sweref99tm(lat, lon), (east, north)) < 2e-6


def a_small_register() -> Register:
    some = [a_municipality(f"Ort {n}", f"12{n:02d}", lat=55 + n % 5, lon=13 + n % 3) for n in range(30)]
    return Register(tuple(some), (SKANE,), {}, {})


def test_a_layout_parts_dots_that_share_a_place_and_gives_marks_more_room() -> None:
    """Rounding to whole units may take one from what two dots claim."""
    register = a_small_register()
    places = dots.layout(register, {"1200"}, rounds=150)

    assert set(places) == {one.code for one in register.municipalities}
    for (one, here), (other, there) in combinations(places.items(), 2):
        want = sum(17.5 if code == "1200" else 5.5 for code in (one, other))
        assert (here[0] - there[0]) ** 2 + (here[1] - there[1]) ** 2 >= (want - 1.5) ** 2


def test_a_layout_is_the_same_each_time() -> None:
    assert dots.layout(a_small_register(), set(), rounds=5) == dots.layout(a_small_register(), set(), rounds=5)


def test_marks_claim_more_room_only_for_as_long_as_they_are_drawn() -> None:
    codes = [one.code for one in the_register().municipalities]

    plain = dots.layout(the_register(), set(), rounds=2)

    assert dots.layout(the_register(), set(codes[: dots.MOST_MARKS]), rounds=2) != plain
    assert dots.layout(the_register(), set(codes[: dots.MOST_MARKS + 1]), rounds=2) == plain
