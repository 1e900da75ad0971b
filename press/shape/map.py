"""The register's dots -> the maps as plain numbers: Sweden whole, a county by itself, the small map beside a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from press.drawing import dots_path
from press.model import Municipality, Register
from press.record import Record, replace
from press.shape.dots import DOT_NEEDS, MARK_NEEDS, MOST_MARKS, dots_of, push_apart
from press.shape.labels import with_labels
from press.shape.leaders import GAP
from press.shape.views.maps import MapMark, MapView

WHOLE = "-222 -24 812 1084"  # with room for labels on both sides
BARE = "-30 -24 510 1060"
MOST_LABELS = 24
NEAR_BROAD, NEAR_HIGH, NEAR_MIDDLE, NEAR_SCALE = 330, 700, 184, 6  # a county by itself: its size in units, and how much is enough
NEAR_ROOM, NEAR_EDGE = 120, 36  # for names above and below it, and around all
NEAR_ROUNDS = 60  # in which its marks are pushed apart
_TITLE = "Sverige ritat med {total} prickar, en för varje kommun. Kommuner med artiklar har ett märke."


class Marked(Record, frozen=True):
    """A municipality with articles, as the map shows it."""

    municipality: Municipality
    mark: str
    href: str
    count_words: str


def whole_map(register: Register, marked: Sequence[Marked], *, labels: bool = True) -> MapView:
    """All of Sweden. Past 24 marks the labels go, past 60 the marks become dots: the list beside carries the names."""
    if len(marked) > MOST_MARKS:
        return _view(register, (), {m.municipality.code for m in marked}, WHOLE if labels else BARE)
    marks = tuple(_mark(register, one) for one in sorted(marked, key=lambda m: _height(register, m)))
    if labels and len(marks) <= MOST_LABELS:
        marks = with_labels(marks, [(float(x), float(y)) for x, y in register.places.values()])
    return _view(register, marks, set(), WHOLE if labels else BARE, hide={m.municipality.code for m in marked})


def linked_map(register: Register, marked: Sequence[Marked], counties: Mapping[str, str], plain: MapView) -> MapView:
    """The map of Sweden on which every municipality with articles can be reached, from the one that `whole_map` gives.

    Where names are too many, or one finds no room, the municipalities of a county share one name, which leads to the
    county (`counties`: code -> href). So links keep their size, however crowded a part of the map is.
    """
    if plain.marks and all(one.label_x is not None for one in plain.marks):
        return plain
    dots = [(float(x), float(y)) for x, y in register.places.values()]
    counts = Counter(one.municipality.county.code for one in marked)
    several = {code for code, many in counts.items() if many > 1}
    shared: set[str] = several if len(marked) > MOST_LABELS else set()
    drawn = [(float(one.x), float(one.y)) for one in plain.marks]
    placed = with_labels(_names(register, marked, counties, shared), dots, drawn=drawn)
    if lost := {one.href for one in placed if one.label_x is None}:
        shared |= {one.municipality.county.code for one in marked if one.href in lost} & several
        placed = with_labels(_names(register, marked, counties, shared), dots, drawn=drawn)
    named = tuple(one for one in placed if one.label_x is not None)
    if not plain.marks:  # so many that they are dots
        return replace(plain, marks=tuple(replace(one, mark="") for one in named))
    hrefs = {one.href for one in named}
    return replace(plain, marks=(*(_mark(register, one) for one in marked if one.href not in hrefs), *named))


def _names(register: Register, marked: Sequence[Marked], counties: Mapping[str, str], shared: set[str]) -> tuple[MapMark, ...]:
    """What is to be named, from the north: municipalities, and counties whose municipalities share a name."""
    found = [_mark(register, one) for one in marked if one.municipality.county.code not in shared]
    for code in sorted(shared):
        some = [one for one in marked if one.municipality.county.code == code]
        spots = [register.places.get(one.municipality.code, (0, 0)) for one in some]
        x, y = min(spots, key=lambda spot: (_to_free_space(register, *spot), spot))
        county = some[0].municipality.county
        found.append(
            MapMark(x, y, "", county.name, counties[code], f"{len(some)} kommuner", label=county.short_name, many=len(some))
        )
    return tuple(sorted(found, key=lambda one: (one.y, one.href)))


def _to_free_space(register: Register, x: int, y: int) -> int:
    """How far a place lies from where no dot is left, in the east or the west."""
    beside = [other for other, height in register.places.values() if abs(height - y) < GAP // 2]
    return min(max(beside) - x, x - min(beside))


def county_map(register: Register, marked: Sequence[Marked], here: Sequence[Municipality]) -> MapView:
    """A county by itself, as large as the map allows: a dot for each of its municipalities, names as links to those marked.

    Where they are many the outer ones are named alone, and the page tells where the others are.
    """
    spots = {one.code: register.places.get(one.code, (0, 0)) for one in here}
    west, north = min(x for x, _ in spots.values()), min(y for _, y in spots.values())
    broad = max(1, max(x for x, _ in spots.values()) - west)
    high = max(1, max(y for _, y in spots.values()) - north)
    scale = min(NEAR_BROAD / broad, NEAR_HIGH / high, NEAR_SCALE)
    room = min(GAP * -(-len(marked) // 2) / 2, NEAR_ROOM)
    left = NEAR_MIDDLE - broad * scale / 2
    codes = {one.municipality.code for one in marked}
    places = _parted({code: (left + (x - west) * scale, room + (y - north) * scale) for code, (x, y) in spots.items()}, codes)
    near = replace(register, places=places)
    marks = tuple(sorted((_mark(near, one) for one in marked), key=lambda one: (one.y, one.href)))
    marks = with_labels(marks, [(float(x), float(y)) for x, y in places.values()], lowest=high * scale + 2 * room)
    heights = [*(y for _, y in places.values()), *(one.label_y for one in marks if one.leader)]
    top = min(heights) - NEAR_EDGE
    return MapView(
        box=f"-222 {top} 812 {max(heights) + NEAR_EDGE - top}",
        plain="",
        strong=dots_path([places[code] for code in sorted(places) if code not in codes]),
        marks=marks,
        title=f"{here[0].county.name} ritat med {len(here)} prickar, en för varje kommun. Kommuner med artiklar har ett märke.",
    )


def _parted(spots: Mapping[str, tuple[float, float]], marked: set[str]) -> dict[str, tuple[int, int]]:
    """The same in whole units, with room for every mark: on the map of Sweden they may be dots."""
    place = [list(spot) for spot in spots.values()]
    need = [MARK_NEEDS if code in marked else DOT_NEEDS for code in spots]
    for _ in range(NEAR_ROUNDS):
        if not push_apart(place, need):
            break
    return {code: (round(x), round(y)) for code, (x, y) in zip(spots, place, strict=True)}


def small_map(register: Register, marked: Sequence[Marked], strong: Iterable[Municipality] = ()) -> MapView:
    """The map beside a text: its own municipalities alone are marked. `strong` dots are drawn in ink."""
    marks = tuple(_mark(register, one) for one in marked)
    codes = {m.municipality.code for m in marked}
    return _view(register, marks, {one.code for one in strong} - codes, BARE, hide=codes)


def _view(register: Register, marks: tuple[MapMark, ...], strong: set[str], box: str, *, hide: set[str] | None = None) -> MapView:
    dots = dots_of(register)
    left_out = strong | (hide or set())
    return MapView(
        box=box,
        plain="".join([dot for code, dot in dots.items() if code not in left_out]),
        strong="".join([dots[code] for code in sorted(strong) if code in dots]),
        marks=marks,
        title=_TITLE.format(total=len(dots)),
    )


def _height(register: Register, one: Marked) -> tuple[int, str]:
    return register.places.get(one.municipality.code, (0, 0))[1], one.municipality.code


def _mark(register: Register, one: Marked) -> MapMark:
    x, y = register.places.get(one.municipality.code, (0, 0))
    return MapMark(x, y, one.mark, one.municipality.name, one.href, one.count_words)
