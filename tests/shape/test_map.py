"""The dots of Sweden, its marks, and labels whose leaders do not cross."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.model import Municipality
from press.shape import labels, map
from press.shape.labels import GAP, WIDTH, spread
from press.shape.map import MOST_LABELS, MOST_MARKS, Marked, county_map, linked_map, whole_map
from press.shape.views.maps import MapMark, MapView
from tests.test_register import the_register

LEFT, TOP, BROAD, HIGH = (int(part) for part in map.WHOLE.split())
Point = tuple[float, float]


def the_marked(*names: str) -> list[Marked]:
    return [a_mark(one) for one in the_register().municipalities if one.name in names]


def a_mark(one: Municipality) -> Marked:
    return Marked(one, "S", f"/kommuner/{one.slug}/", "1 artikel")


def leader_of(mark: MapMark) -> list[Point]:
    """The corners of a leader, read from its path as a browser would."""
    found = re.fullmatch(r"M(-?\d+) (-?\d+)L(-?\d+) (-?\d+)H(-?\d+)", mark.leader)
    assert found is not None, mark.leader
    x, y, bend, at, column = (int(part) for part in found.groups())
    return [(x, y), (bend, at), (column, at)]


def cross(one: Sequence[Point], other: Sequence[Point]) -> bool:
    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    return any(
        side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
        for a, b in pairwise(one)
        for c, d in pairwise(other)
    )


def areas_overlap(one: MapMark, other: MapMark) -> bool:
    return abs(one.hit_x - other.hit_x) < WIDTH and abs(one.label_y - other.label_y) < GAP - 1  # heights are whole units


CHOICES = st.lists(st.sampled_from(the_register().municipalities), min_size=1, max_size=MOST_LABELS, unique=True)


@settings(max_examples=25, deadline=None)
@given(CHOICES)
def test_leaders_never_cross_and_labels_stay_inside_the_map_whatever_is_marked(some: list[Municipality]) -> None:
    """Where that can't be, a mark goes without a label; measured, one in twenty of 24."""
    view = whole_map(the_register(), [a_mark(one) for one in some])
    labelled = [mark for mark in view.marks if mark.leader]

    assert {mark.name for mark in view.marks} == {one.name for one in some}
    assert len(labelled) >= len(some) * 2 // 3
    assert not [(one.name, other.name) for one, other in combinations(labelled, 2) if cross(leader_of(one), leader_of(other))]
    assert not [one.name for one in labelled if one.hit_x < LEFT or one.hit_x + WIDTH > LEFT + BROAD]
    assert not [one.name for one in labelled if one.label_y - GAP / 2 < TOP or one.label_y + GAP / 2 > TOP + HIGH]
    assert not [(one.name, other.name) for one, other in combinations(labelled, 2) if areas_overlap(one, other)]


@settings(max_examples=25, deadline=None)
@given(CHOICES)
def test_a_leader_is_bent_by_45_degrees_and_its_label_stands_clear_of_every_dot(some: list[Municipality]) -> None:
    view = whole_map(the_register(), [a_mark(one) for one in some])

    for mark in view.marks:
        if mark.leader:
            (x, y), (bend, at), (column, _) = leader_of(mark)
            side = 1 if mark.side == "e" else -1
            beside = [dot_x for dot_x, dot_y in the_register().places.values() if abs(dot_y - at) < 20]
            assert abs(abs(bend - x) - abs(at - y)) <= 1
            assert side * (column - bend) >= 0
            assert all(side * (column - dot_x) > 0 for dot_x in beside)


def test_where_marks_crowd_in_the_south_the_lowest_label_still_lies_inside_whole() -> None:
    south = sorted(the_register().municipalities, key=lambda one: the_register().places[one.code][1])[-14:]

    marks = whole_map(the_register(), [a_mark(one) for one in south]).marks

    assert max(mark.label_y for mark in marks) + GAP / 2 == TOP + HIGH


def test_each_mark_has_the_name_and_the_place_of_its_municipality() -> None:
    lund = the_marked("Lund")[0]

    (mark,) = whole_map(the_register(), [lund]).marks

    assert (mark.name, mark.href, mark.count_words) == ("Lund", "/kommuner/lund/", "1 artikel")
    assert (mark.x, mark.y) == the_register().places["1281"]


def test_every_municipality_is_drawn_once_as_a_dot_or_a_mark() -> None:
    view = whole_map(the_register(), the_marked("Lund", "Umeå"))

    assert view.plain.count("h0") + view.strong.count("h0") + len(view.marks) == 290
    assert view.title.startswith("Sverige ritat med 290 prickar")


@pytest.mark.parametrize(
    ("many", "marks", "labels", "strong"),
    [
        (0, 0, False, 0),
        (MOST_LABELS, MOST_LABELS, True, 0),
        (MOST_LABELS + 1, MOST_LABELS + 1, False, 0),
        (MOST_MARKS, MOST_MARKS, False, 0),
        (MOST_MARKS + 1, 0, False, MOST_MARKS + 1),
        (290, 0, False, 290),
    ],
)
def test_past_24_marks_the_labels_go_and_past_60_the_marks_become_dots(many: int, marks: int, labels: bool, strong: int) -> None:
    step = 290 // many if many else 1
    view = whole_map(the_register(), [a_mark(one) for one in the_register().municipalities[::step][:many]])

    assert len(view.marks) == marks
    assert any(mark.leader for mark in view.marks) is labels
    assert view.strong.count("h0") == strong
    assert view.plain.count("h0") == 290 - many


def test_marks_stand_from_north_to_south() -> None:
    marks = whole_map(the_register(), the_marked("Lund", "Kiruna", "Örebro")).marks

    assert [mark.name for mark in marks] == ["Kiruna", "Örebro", "Lund"]


def test_the_bare_map_has_marks_without_words() -> None:
    view = whole_map(the_register(), the_marked("Lund"), labels=False)

    assert view.box == map.BARE
    assert not view.marks[0].leader


def test_the_small_map_draws_its_neighbours_in_ink_but_its_own_as_a_mark() -> None:
    lund = the_marked("Lund")
    skane = [one for one in the_register().municipalities if one.county.code == "12"]

    view = map.small_map(the_register(), lund, strong=skane)

    assert [mark.name for mark in view.marks] == ["Lund"]
    assert view.strong.count("h0") == len(skane) - 1
    assert view.plain.count("h0") == 290 - len(skane)


# ---------------------------------------------------------------- heights


@settings(deadline=None)
@given(st.lists(st.floats(0, 1040), max_size=18))
def test_spread_heights_keep_their_order_their_gap_and_the_limits(wanted: list[float]) -> None:
    wanted = sorted(wanted)

    heights = spread(wanted, GAP, 4, 1040)

    assert len(heights) == len(wanted)
    assert all(after - before >= GAP - 1e-6 for before, after in pairwise(heights))
    assert all(4 - 1e-6 <= height <= 1040 + 1e-6 for height in heights)


def test_heights_that_do_not_press_on_each_other_are_those_that_were_wanted() -> None:
    assert spread([10.0, 100.0, 1000.0], GAP, 4, 1040) == [10.0, 100.0, 1000.0]


def test_heights_that_do_are_moved_by_as_little_as_can_be() -> None:
    assert spread([100.0, 100.0], 50, 0, 1000) == [75.0, 125.0]
    assert spread([0.0, 0.0], 50, 0, 1000) == [0.0, 50.0]
    assert spread([1000.0, 1000.0], 50, 0, 1000) == [950.0, 1000.0]


# ---------------------------------------------------------------- names that lead somewhere, however crowded


def linked(some: Sequence[Municipality]) -> MapView:
    marked = [a_mark(one) for one in some]
    counties = {one.code: f"/regioner/{one.slug}/" for one in the_register().counties}
    return linked_map(the_register(), marked, counties, whole_map(the_register(), marked))


def named(view: MapView) -> list[MapMark]:
    return [one for one in view.marks if one.label_x is not None]


def test_where_every_name_has_room_the_map_is_as_it_was() -> None:
    some = [one for one in the_register().municipalities if one.name in {"Lund", "Umeå", "Örebro"}]

    assert linked(some) == whole_map(the_register(), [a_mark(one) for one in some])


def test_the_26_of_stockholm_share_one_name_that_leads_to_their_county() -> None:
    stockholm = [one for one in the_register().municipalities if one.county.code == "01"]

    view = linked(stockholm)

    (name,) = named(view)
    assert (name.name, name.label, name.href) == ("Stockholms län", "Stockholm", "/regioner/stockholms-lan/")
    assert (name.count_words, name.mark) == ("26 kommuner", "")
    assert len([one for one in view.marks if one.mark]) == 26


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(the_register().municipalities), min_size=20, max_size=80, unique=True))
def test_crowded_names_keep_their_size_and_nearly_all_municipalities_can_be_reached(some: list[Municipality]) -> None:
    view = linked(some)
    names = named(view)

    assert 0 < len(names) <= MOST_LABELS
    assert not any(areas_overlap(one, other) for one, other in combinations(names, 2) if one.side == other.side)
    assert not any(cross(leader_of(one), leader_of(other)) for one, other in combinations(names, 2))
    for one in names:
        assert labels.WEST - 1 <= one.hit_x <= one.hit_x + one.hit_width <= labels.EAST + 1
    hrefs = {one.href for one in names}
    lost = {one.county.code for one in some if not {f"/kommuner/{one.slug}/", f"/regioner/{one.county.slug}/"} & hrefs}
    assert len(lost) <= 2
    assert len([one for one in view.marks if one.mark]) == (0 if len(some) > MOST_MARKS else len(some))


def test_a_long_name_of_several_words_stands_in_two_lines() -> None:
    (name,) = named(linked([one for one in the_register().municipalities if one.name == "Upplands Väsby"]))

    assert name.lines == ("Upplands", "Väsby")


# ---------------------------------------------------------------- a county by itself


@pytest.mark.parametrize("code", [one.code for one in the_register().counties])
def test_a_county_by_itself_has_a_dot_or_a_mark_for_each_of_its_municipalities(code: str) -> None:
    here = [one for one in the_register().municipalities if one.county.code == code]
    marked = [a_mark(one) for one in here[::3]]

    view = county_map(the_register(), marked, here)

    left, top, broad, high = (int(part) for part in view.box.split())
    assert view.strong.count("h0") + len(view.marks) == len(here)
    assert view.plain == ""
    for one in view.marks:
        assert left < one.x < left + broad
        assert top < one.y < top + high
    names = named(view)
    assert len(names) >= len(marked) - 2
    assert not any(areas_overlap(one, other) for one, other in combinations(names, 2) if one.side == other.side)
    assert all(top <= one.label_y - GAP / 2 and one.label_y + GAP / 2 <= top + high for one in names)


def test_a_county_by_itself_keeps_north_up_and_its_marks_apart() -> None:
    skane = [one for one in the_register().municipalities if one.county.code == "12"]

    view = county_map(the_register(), the_marked("Helsingborg", "Landskrona", "Lund", "Malmö"), skane)

    assert [one.name for one in view.marks] == ["Helsingborg", "Lund", "Landskrona", "Malmö"]
    assert min(math.dist((a.x, a.y), (b.x, b.y)) for a, b in combinations(view.marks, 2)) > 60
    assert view.title.startswith("Skåne län ritat med 33 prickar")
