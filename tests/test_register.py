"""The project's own register: Sweden's municipalities and counties as of 2026, and their dots on the map."""

from __future__ import annotations

import math
import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from press.model import Municipality, Register
from press.shape.dots import sweref99tm
from press.source.memory import Memory
from press.source.read import read
from press.source.settings import TABLES, register_of
from press.swedish import slug

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "content" / "register"
DOT, MARK = 5.0, 17.0  # what a plain dot and a mark claim around them on the map, in whole units: half a unit is rounding's
COUNTIES = {
    "Stockholms län": 26, "Uppsala län": 8, "Södermanlands län": 9, "Östergötlands län": 13, "Jönköpings län": 13,
    "Kronobergs län": 8, "Kalmar län": 12, "Gotlands län": 1, "Blekinge län": 5, "Skåne län": 33, "Hallands län": 6,
    "Västra Götalands län": 49, "Värmlands län": 16, "Örebro län": 12, "Västmanlands län": 10, "Dalarnas län": 15,
    "Gävleborgs län": 10, "Västernorrlands län": 7, "Jämtlands län": 8, "Västerbottens län": 15, "Norrbottens län": 14,
}  # fmt: skip
NUTS2 = {
    "Stockholm": "AB",
    "Östra Mellansverige": "C D E T U",
    "Småland med öarna": "F G H I",
    "Sydsverige": "K M",
    "Västsverige": "N O",
    "Norra Mellansverige": "S W X",
    "Mellersta Norrland": "Y Z",
    "Övre Norrland": "AC BD",
}
ODD_NAMES = {"Kalmar": "Kalmar kommun", "Falun": "Falu kommun"}


@cache
def the_register() -> Register:
    return register_of({name: (FOLDER / name).read_text(encoding="utf-8") for name in TABLES})


def named(name: str) -> Municipality:
    (found,) = (one for one in the_register().municipalities if one.name == name)
    return found


def test_there_are_290_municipalities_in_21_counties() -> None:
    assert len(the_register().municipalities) == 290
    assert len(the_register().counties) == 21


def test_each_county_has_the_municipalities_that_it_has() -> None:
    assert Counter(one.county.name for one in the_register().municipalities) == COUNTIES


def test_the_landsdelar_are_of_140_96_and_54_municipalities() -> None:
    found = Counter(one.county.landsdel for one in the_register().municipalities)

    assert found == {"Götaland": 140, "Svealand": 96, "Norrland": 54}


def test_a_nuts_2_area_is_of_whole_counties() -> None:
    found: dict[str, list[str]] = {}
    for county in the_register().counties:
        found.setdefault(county.nuts2, []).append(county.letter)

    assert {area: " ".join(sorted(letters)) for area, letters in found.items()} == NUTS2


def test_a_municipalitys_first_two_figures_are_its_countys() -> None:
    assert all(one.code[:2] == one.county.code for one in the_register().municipalities)
    assert named("Upplands Väsby").code == "0114"


def test_a_countys_short_name_is_its_name_without_genitive_and_lan() -> None:
    for county in the_register().counties:
        assert county.name in {f"{county.short_name} län", f"{county.short_name}s län"}


def test_a_full_name_has_an_s_after_a_consonant_but_not_after_s_x_or_a_vowel() -> None:
    """Lunds kommun, but Umeå kommun, Borås kommun, Kalix kommun; and the two that follow no rule."""
    for one in the_register().municipalities:
        s = "s" if re.search(r"[bcdfghjklmnpqrtvwz]$", one.name) else ""
        assert one.full_name == ODD_NAMES.get(one.name, f"{one.name}{s} kommun")


def test_habo_and_habo_have_addresses_of_their_own() -> None:
    assert named("Håbo").slug == "habo-0305"
    assert named("Habo").slug == "habo-0643"


def test_every_other_municipality_has_its_name_for_an_address() -> None:
    rest = [one for one in the_register().municipalities if one.name not in {"Håbo", "Habo"}]

    assert all(one.slug == slug(one.name) for one in rest)
    assert len({one.slug for one in rest}) == 288


def test_no_county_has_the_address_of_another() -> None:
    assert len({county.slug for county in the_register().counties}) == 21


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [("Kiruna", 67.86, 20.23), ("Trelleborg", 55.38, 13.16), ("Strömstad", 58.94, 11.17), ("Haparanda", 65.84, 24.14)],
)
def test_the_outermost_municipalities_lie_where_they_lie(name: str, lat: float, lon: float) -> None:
    assert named(name).lat == pytest.approx(lat, abs=0.03)
    assert named(name).lon == pytest.approx(lon, abs=0.03)


# ---------------------------------------------------------------- the map


def test_every_municipality_has_a_place_on_the_map_and_nothing_else_has() -> None:
    assert set(the_register().places) == {one.code for one in the_register().municipalities}


def test_no_two_dots_are_nearer_than_they_claim() -> None:
    with Memory(None) as memory:
        publication = read(ROOT, date(2026, 11, 24), memory).publication
    assert publication is not None
    marked = {one.code for article in publication.articles for one in article.municipalities}

    near = [
        (one, other)
        for (one, here), (other, there) in combinations(sorted(the_register().places.items()), 2)
        if math.dist(here, there) < sum(MARK if code in marked else DOT for code in (one, other))
    ]

    assert not near


def test_the_map_has_north_above_and_east_to_the_right() -> None:
    places = the_register().places

    assert places[named("Kiruna").code][1] < places[named("Umeå").code][1] < places[named("Lund").code][1]
    assert places[named("Strömstad").code][0] < places[named("Örebro").code][0] < places[named("Stockholm").code][0]


def test_a_dot_stands_near_where_its_municipality_lies() -> None:
    """Crowded dots push each other away, at most as far as Stockholm's neighbours must: 1000 units are Sweden's length."""
    true = {one.code: sweref99tm(one.lat, one.lon) for one in the_register().municipalities}
    west, north = min(x for x, _ in true.values()), max(y for _, y in true.values())
    scale = 1000 / (north - min(y for _, y in true.values()))

    far = {
        code: math.dist(place, ((true[code][0] - west) * scale, (north - true[code][1]) * scale))
        for code, place in the_register().places.items()
    }

    assert max(far.values()) < 40
    assert sorted(far.values())[145] < 2
