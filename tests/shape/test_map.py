"""The dots of Sweden, its marks, and labels whose leaders do not cross."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.model import Municipality, Register
from press.record import replace
from press.shape import map
from press.shape.dots import MOST_MARKS, layout
from press.shape.labels import ALIGNED, spread
from press.shape.leaders import EAST, GAP, WEST, breadth
from press.shape.map import MOST_LABELS, Marked, county_map, linked_map, whole_map
from press.shape.views.maps import MapMark, MapView
from tests.test_register import the_register

Point = tuple[float, float]


def the_marked(*names: str) -> list[Marked]:
    return [a_mark(one) for one in the_register().municipalities if one.name in names]


def in_county(code: str) -> list[Municipality]:
    return [one for one in the_register().municipalities if one.county.code == code]


def scattered(many: int) -> list[Municipality]:
    """So many of the country's municipalities, from all over it; the same each time."""
    return sorted(the_register().municipalities, key=lambda one: int(one.code) * 7919 % 2903)[:many]


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
    """Of two links; places are whole units."""
    apart = one.hit_x + one.hit_width <= other.hit_x + 1 or other.hit_x + other.hit_width <= one.hit_x + 1
    return not apart and abs(one.label_y - other.label_y) < GAP - 1


def runs_over(path: Sequence[Point], left: float, top: float, right: float, bottom: float) -> bool:
    """Whether a leader runs through a box, looked at in every unit of its length."""
    for (ax, ay), (bx, by) in pairwise(path):
        many = max(1, round(max(abs(bx - ax), abs(by - ay))))
        for step in range(many + 1):
            x, y = ax + (bx - ax) * step / many, ay + (by - ay) * step / many
            if left + 1 < x < right - 1 and top + 1 < y < bottom - 1:
                return True
    return False


def text_of(mark: MapMark) -> tuple[float, float, float, float]:
    """The box of a name at the size that a phone shows."""
    last = f"{mark.lines[-1]} {mark.many}" if mark.many else mark.lines[-1]
    broad = max(breadth(line) for line in (*mark.lines[:-1], last))
    left = mark.hit_x if mark.side == "e" else mark.hit_x + mark.hit_width - broad
    return left, mark.label_y - 16, left + broad, mark.label_y + 16


def faults_of(view: MapView) -> list[str]:
    """What no map may do: names outside it, leaders that cross, run over a mark or a name, links that lie over each other."""
    left, top, broad, high = (int(part) for part in view.box.split())
    named = [mark for mark in view.marks if mark.leader]
    found = []
    for mark in named:
        if not (left - 1 <= mark.hit_x and mark.hit_x + mark.hit_width <= left + broad + 1):
            found.append(f"{mark.name} stands outside, west or east")
        if not top <= mark.label_y - GAP / 2 <= mark.label_y + GAP / 2 <= top + high:
            found.append(f"{mark.name} stands outside, above or below")
        path = leader_of(mark)
        found += [
            f"{mark.name} runs over the mark of {one.name}"
            for one in view.marks
            if one.mark and (one.x, one.y) != (mark.x, mark.y) and runs_over(path, one.x - 12, one.y - 12, one.x + 12, one.y + 12)
        ]
        found += [f"{mark.name} runs over {one.name}" for one in named if one is not mark and runs_over(path, *text_of(one))]
    for one, other in combinations(named, 2):
        if cross(leader_of(one), leader_of(other)):
            found.append(f"{one.name} and {other.name} cross")
        if areas_overlap(one, other):
            found.append(f"{one.name} and {other.name} lie over each other")
    return found


def laid_out(some: Sequence[Municipality]) -> Register:
    """The register as the command lays it out for these, in fewer rounds."""
    if not 0 < len(some) <= MOST_MARKS:
        return the_register()
    return replace(the_register(), places=layout(the_register(), {one.code for one in some}, rounds=60))


FIRST = [
    one
    for one in the_register().municipalities
    if one.name
    in {
        "Botkyrka", "Helsingborg", "Kungälv", "Landskrona", "Lund", "Malmö", "Norrköping",
        "Sigtuna", "Skellefteå", "Timrå", "Västerås", "Växjö", "Örebro", "Östersund",
    }
]  # fmt: skip  # what map.csv is laid out for
CHOICES = st.lists(st.sampled_from(the_register().municipalities), min_size=1, max_size=MOST_LABELS, unique=True)


@settings(max_examples=25, deadline=None)
@given(CHOICES)
def test_whatever_is_marked_no_leader_crosses_another_and_none_runs_over_a_mark_or_a_name(some: list[Municipality]) -> None:
    """Where that can't be, a mark goes without a name: here the marks crowd, since the map is not laid out for them."""
    view = whole_map(the_register(), [a_mark(one) for one in some])

    assert {mark.name for mark in view.marks} == {one.name for one in some}
    assert faults_of(view) == []
    assert len([mark for mark in view.marks if mark.leader]) >= len(some) // 2


def test_names_that_nearly_begin_below_each_other_do() -> None:
    """The first edition's 14: seen as a list of names, not as a ragged edge."""
    view = whole_map(the_register(), [a_mark(one) for one in FIRST])

    assert all(mark.leader for mark in view.marks)
    for side in "ew":
        columns = [mark.label_x or 0 for mark in sorted(view.marks, key=lambda one: one.label_y) if mark.side == side]
        steps = [abs(below - above) for above, below in pairwise(columns)]
        assert [step for step in steps if 0 < step <= ALIGNED / 2] == []
        assert 0 in steps


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


def test_where_marks_crowd_in_the_south_all_still_lies_inside() -> None:
    south = sorted(the_register().municipalities, key=lambda one: the_register().places[one.code][1])[-14:]

    assert faults_of(whole_map(the_register(), [a_mark(one) for one in south])) == []


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


def linked(some: Sequence[Municipality], register: Register | None = None) -> MapView:
    sweden = register or the_register()
    marked = [a_mark(one) for one in some]
    counties = {one.code: f"/regioner/{one.slug}/" for one in sweden.counties}
    return linked_map(sweden, marked, counties, whole_map(sweden, marked))


def named(view: MapView) -> list[MapMark]:
    return [one for one in view.marks if one.label_x is not None]


def lost(view: MapView, some: Sequence[Municipality]) -> set[str]:
    """The counties of which no municipality can be reached from the map, by their names."""
    hrefs = {one.href for one in named(view)}
    return {one.county.name for one in some if not {f"/kommuner/{one.slug}/", f"/regioner/{one.county.slug}/"} & hrefs}


def test_where_every_name_has_room_the_map_is_as_it_was() -> None:
    some = [one for one in the_register().municipalities if one.name in {"Lund", "Umeå", "Örebro"}]

    assert linked(some) == whole_map(the_register(), [a_mark(one) for one in some])


@pytest.mark.parametrize(
    ("many", "marks", "own_names", "shared_names"),
    [
        (0, 0, 0, 0),
        (1, 1, 1, 0),
        (14, 14, 14, 0),
        (24, 24, 14, 2),
        (25, 25, 5, 8),
        (60, 60, 3, 11),
        (61, 0, 5, 12),
        (150, 0, 1, 18),
        (290, 0, 1, 18),
    ],
)
def test_the_more_are_marked_the_more_names_are_shared_by_counties(
    many: int, marks: int, own_names: int, shared_names: int
) -> None:
    """A county that shares its name tells of how many. A few find no room, most with 60 marks; the list has them all."""
    some = scattered(many)

    view = linked(some, laid_out(some))

    assert len([one for one in view.marks if one.mark]) == marks
    assert view.strong.count("h0") == (many if many > MOST_MARKS else 0)
    assert len([one for one in named(view) if not one.many]) == own_names
    assert len([one for one in named(view) if one.many]) == shared_names
    assert len(lost(view, some)) <= 4
    assert faults_of(view) == []


def test_the_26_of_stockholm_share_one_name_that_leads_to_their_county() -> None:
    stockholm = in_county("01")

    view = linked(stockholm)

    (name,) = named(view)
    assert (name.name, name.label, name.href) == ("Stockholms län", "Stockholm", "/regioner/stockholms-lan/")
    assert (name.count_words, name.many, name.mark) == ("26 kommuner", 26, "")
    assert len([one for one in view.marks if one.mark]) == 26


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(the_register().municipalities), min_size=20, max_size=80, unique=True))
def test_crowded_names_keep_their_size_and_nearly_all_municipalities_can_be_reached(some: list[Municipality]) -> None:
    view = linked(some, laid_out(some))

    assert 0 < len(named(view)) <= MOST_LABELS
    assert faults_of(view) == []
    for one in named(view):
        assert WEST - 1 <= one.hit_x <= one.hit_x + one.hit_width <= EAST + 1
        assert one.hit_width >= GAP
    assert len(lost(view, some)) <= 5
    assert len([one for one in view.marks if one.mark]) == (0 if len(some) > MOST_MARKS else len(some))


def test_a_long_name_of_several_words_stands_in_two_lines() -> None:
    (name,) = named(linked([one for one in the_register().municipalities if one.name == "Upplands Väsby"]))

    assert name.lines == ("Upplands", "Väsby")


# ---------------------------------------------------------------- a county by itself


COUNTIES = [one.code for one in the_register().counties]


@pytest.mark.parametrize("code", COUNTIES)
def test_a_county_by_itself_has_a_dot_or_a_mark_for_each_of_its_municipalities(code: str) -> None:
    here = in_county(code)
    marked = [a_mark(one) for one in here[::3]]

    view = county_map(the_register(), marked, here)

    left, top, broad, high = (int(part) for part in view.box.split())
    assert view.strong.count("h0") + len(view.marks) == len(here)
    assert view.plain == ""
    for one in view.marks:
        assert left < one.x < left + broad
        assert top < one.y < top + high
    assert len(named(view)) >= len(marked) * 3 // 4
    assert faults_of(view) == []


@pytest.mark.parametrize("code", COUNTIES)
def test_a_county_all_of_whose_municipalities_are_marked_names_those_that_have_room(code: str) -> None:
    """Stockholm 26, Skåne 33, Västra Götaland 49: the outer ones. With up to ten nearly all are named."""
    here = in_county(code)

    view = county_map(laid_out(here), [a_mark(one) for one in here], here)

    assert len(named(view)) >= min(len(here) * 2 // 3, 12)
    assert faults_of(view) == []


@pytest.mark.parametrize("code", ["01", "12", "14"])
def test_a_county_by_itself_parts_marks_that_are_dots_on_the_map_of_sweden(code: str) -> None:
    here = in_county(code)

    view = county_map(the_register(), [a_mark(one) for one in here], here)

    assert min(math.dist((one.x, one.y), (other.x, other.y)) for one, other in combinations(view.marks, 2)) > 30
    assert faults_of(view) == []


def test_a_county_by_itself_keeps_north_up_and_its_marks_apart() -> None:
    skane = [one for one in the_register().municipalities if one.county.code == "12"]

    view = county_map(the_register(), the_marked("Helsingborg", "Landskrona", "Lund", "Malmö"), skane)

    assert [one.name for one in view.marks] == ["Helsingborg", "Lund", "Landskrona", "Malmö"]
    assert min(math.dist((a.x, a.y), (b.x, b.y)) for a, b in combinations(view.marks, 2)) > 60
    assert view.title.startswith("Skåne län ritat med 33 prickar")
