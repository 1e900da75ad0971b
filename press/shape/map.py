"""The register's dots -> the map of Sweden as plain numbers: dots, marks, labels with leaders that never cross."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from press.drawing import dots_path
from press.model import Municipality, Register
from press.record import Record, replace
from press.shape.views.maps import MapMark, MapView

WHOLE = "-222 -24 812 1084"  # with room for labels on both sides
BARE = "-30 -24 510 1060"
MOST_LABELS, MOST_MARKS = 24, 60
GAP = 56  # height of a label's link area, in units
WIDTH, LONG_NAME = 190, 12  # and its width; a name of more letters takes more, or two lines
EAST, WEST = 590, -222
NEAR_BROAD, NEAR_HIGH, NEAR_MIDDLE, NEAR_SCALE = 330, 700, 184, 6  # a county by itself: its size in units, and how much is enough
RIBBON_COLUMNS = 58
_TITLE = "Sverige ritat med {total} prickar, en för varje kommun. Kommuner med artiklar har ett märke."
Point = tuple[float, float]


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
    placed = with_labels(_names(register, marked, counties, shared), dots)
    if lost := {one.href for one in placed if one.label_x is None}:
        shared |= {one.municipality.county.code for one in marked if one.href in lost} & several
        placed = with_labels(_names(register, marked, counties, shared), dots)
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
        middle = (sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots))
        x, y = min(spots, key=lambda spot: math.dist(spot, middle))
        county = some[0].municipality.county
        found.append(MapMark(x, y, "", county.name, counties[code], f"{len(some)} kommuner", label=county.short_name))
    return tuple(sorted(found, key=lambda one: (one.y, one.href)))


def county_map(register: Register, marked: Sequence[Marked], here: Sequence[Municipality]) -> MapView:
    """A county by itself, as large as the map allows: a dot for each of its municipalities, names as links to those marked."""
    spots = {one.code: register.places.get(one.code, (0, 0)) for one in here}
    west, north = min(x for x, _ in spots.values()), min(y for _, y in spots.values())
    broad = max(1, max(x for x, _ in spots.values()) - west)
    high = max(1, max(y for _, y in spots.values()) - north)
    scale = min(NEAR_BROAD / broad, NEAR_HIGH / high, NEAR_SCALE)
    has_names = len(marked) <= MOST_LABELS
    lowest = max(round(high * scale), GAP * -(-len(marked) // 2) if has_names else 0)
    left, top = NEAR_MIDDLE - broad * scale / 2, (lowest - high * scale) / 2
    places = {code: (round(left + (x - west) * scale), round(top + (y - north) * scale)) for code, (x, y) in spots.items()}
    near = replace(register, places=places)
    marks = tuple(sorted((_mark(near, one) for one in marked), key=lambda one: (one.y, one.href)))
    if has_names:
        marks = with_labels(marks, [(float(x), float(y)) for x, y in places.values()], lowest=lowest)
    codes = {one.municipality.code for one in marked}
    return MapView(
        box=f"-222 -40 812 {lowest + 80}",
        plain="",
        strong=dots_path([places[code] for code in sorted(places) if code not in codes]),
        marks=marks,
        title=f"{here[0].county.name} ritat med {len(here)} prickar, en för varje kommun. Kommuner med artiklar har ett märke.",
    )


def small_map(register: Register, marked: Sequence[Marked], strong: Iterable[Municipality] = ()) -> MapView:
    """The map beside a text: its own municipalities alone are marked. `strong` dots are drawn in ink."""
    marks = tuple(_mark(register, one) for one in marked)
    codes = {m.municipality.code for m in marked}
    return _view(register, marks, {one.code for one in strong} - codes, BARE, hide=codes)


def ribbon(register: Register, with_articles: set[str]) -> tuple[str, str]:
    """The foot of every page: all municipalities by code in rows of 58, as (plain, filled) path data."""
    plain: list[Point] = []
    filled: list[Point] = []
    for place, one in enumerate(register.municipalities):
        spot = (5 + 10 * (place % RIBBON_COLUMNS), 5 + 10 * (place // RIBBON_COLUMNS))
        (filled if one.code in with_articles else plain).append(spot)
    return dots_path(plain), dots_path(filled)


def _view(register: Register, marks: tuple[MapMark, ...], strong: set[str], box: str, *, hide: set[str] | None = None) -> MapView:
    dots = _dots(register)
    left_out = strong | (hide or set())
    return MapView(
        box=box,
        plain="".join([dot for code, dot in dots.items() if code not in left_out]),
        strong="".join([dots[code] for code in sorted(strong) if code in dots]),
        marks=marks,
        title=_TITLE.format(total=len(dots)),
    )


_dots_of: dict[int, tuple[Register, dict[str, str]]] = {}


def _dots(register: Register) -> dict[str, str]:
    """Each municipality's dot as path data, by code. Written once for a register: every article's map is made of them."""
    kept = _dots_of.get(id(register))
    if kept is None or kept[0] is not register:
        _dots_of.clear()
        kept = register, {code: dots_path((register.places[code],)) for code in sorted(register.places)}
        _dots_of[id(register)] = kept
    return kept[1]


def _height(register: Register, one: Marked) -> tuple[int, str]:
    return register.places.get(one.municipality.code, (0, 0))[1], one.municipality.code


def _mark(register: Register, one: Marked) -> MapMark:
    x, y = register.places.get(one.municipality.code, (0, 0))
    return MapMark(x, y, one.mark, one.municipality.name, one.href, one.count_words)


# ---------------------------------------------------------------- labels


class _Label(Record, frozen=True, eq=False):
    """A label tried at a height: where its leader bends once, at 45 degrees, and where it ends."""

    x: float  # the mark
    y: float
    side: int  # 1 east, -1 west
    at: float  # height of the label
    column: float  # where the leader ends
    bend: Point
    segments: tuple[tuple[Point, Point], tuple[Point, Point]]
    width: int  # of the label


class _Search:
    """Labels for marks, tried again and again: what was found out of one label, or of two, is kept."""

    def __init__(self, marks: Sequence[MapMark], dots: Iterable[Point], lowest: float) -> None:
        self._marks = marks
        self._lowest = lowest
        self._dots = sorted((y, x) for x, y in dots)
        self._labels: dict[tuple[int, int, float], _Label] = {}
        self._costs: dict[tuple[_Label, _Label], float] = {}

    def nearest_side(self, place: int) -> int:
        y = self._marks[place].y
        return 1 if self._reach(place, 1, y) <= self._reach(place, -1, y) else -1

    def placed(self, sides: Sequence[int]) -> list[_Label]:
        labels: dict[int, _Label] = {}
        for side in (1, -1):
            here = [place for place, own in enumerate(sides) if own == side]
            heights = spread([self._marks[place].y for place in here], GAP, 4, self._lowest)
            for place, at in zip(here, heights, strict=True):
                labels[place] = self._label(place, side, at)
        return [labels[place] for place in range(len(self._marks))]

    def cost(self, labels: Sequence[_Label]) -> float:
        total = 0.0
        for place, label in enumerate(labels):
            total += abs(label.column - label.x) + 3 * abs(label.at - label.y)
            total += 500 * (_outside(label) >= 0.5) + 10 * _outside(label)
            for other in labels[:place]:
                pair = (label, other)
                if pair not in self._costs:
                    self._costs[pair] = _cost_of_two(label, other)
                total += self._costs[pair]
        return total

    def _label(self, place: int, side: int, at: float) -> _Label:
        key = (place, side, at)
        if key not in self._labels:
            mark = self._marks[place]
            column = mark.x + side * self._reach(place, side, at)
            bend = (mark.x + side * abs(at - mark.y), at)
            segments = (((mark.x, mark.y), bend), (bend, (column, at)))
            self._labels[key] = _Label(mark.x, mark.y, side, at, column, bend, segments, _width(mark))
        return self._labels[key]

    def _reach(self, place: int, side: int, at: float) -> float:
        """How far from the mark its leader must go to be clear of every dot beside the label."""
        mark = self._marks[place]
        beside = self._dots[bisect_right(self._dots, (at - 24, math.inf)) : bisect_left(self._dots, (at + 24, -math.inf))]
        return max([20.0, abs(at - mark.y) + 6, *[side * (x - mark.x) + 16 for _, x in beside]])


def with_labels(marks: Sequence[MapMark], dots: Sequence[Point], *, lowest: float = 1032) -> tuple[MapMark, ...]:
    """The marks, each with its label in free space left or right.

    Each label begins on the side where its leader is shorter; then single labels change sides for as long as
    that makes the whole better: short leaders, little bend, no crossing, nothing outside the map. A label that
    crosses another even so, or finds no room, is left out: the list beside the map carries the names.
    """
    if not marks:
        return ()
    search = _Search(marks, dots, lowest)
    sides = [search.nearest_side(place) for place in range(len(marks))]
    best = search.placed(sides)
    cost = search.cost(best)
    improved = True
    while improved:
        improved = False
        for place in range(len(marks)):
            sides[place] = -sides[place]
            tried = search.placed(sides)
            if (found := search.cost(tried)) < cost - 1e-9:
                best, cost, improved = tried, found, True
            else:
                sides[place] = -sides[place]
    fitting = _fitting(best)
    return tuple(_labelled(mark, label) if label in fitting else mark for mark, label in zip(marks, best, strict=True))


def _fitting(labels: Sequence[_Label]) -> list[_Label]:
    """The labels that stand inside the map and cross no other: of those that cross, the one with most crossings goes first."""
    left = [label for label in labels if _outside(label) < 0.5]
    while left:
        crossings = [sum(_cross(label, other) for other in left if other is not label) for label in left]
        if not max(crossings):
            break
        del left[crossings.index(max(crossings))]
    return left


def _labelled(mark: MapMark, label: _Label) -> MapMark:
    column, at, (bend, _) = round(label.column), round(label.at), label.bend
    return replace(
        mark,
        label_x=column + 8 * label.side,
        label_y=at,
        side="e" if label.side == 1 else "w",
        leader=f"M{mark.x} {mark.y}L{round(bend)} {at}H{column}",
        hit_x=column if label.side == 1 else column - label.width,
        hit_width=label.width,
        lines=_lines(mark),
    )


def spread(wanted: Sequence[float], gap: float, least: float, most: float) -> list[float]:
    """Heights as near as can be to those wanted (which rise), at least `gap` apart, within the limits.

    Least squares by pooling neighbours that press on each other (pool adjacent violators).
    """
    pools: list[tuple[float, int]] = []  # mean of (wanted - place * gap), how many
    for place, value in enumerate(wanted):
        mean, many = value - place * gap, 1
        while pools and pools[-1][0] > mean:
            before, count = pools.pop()
            mean, many = (before * count + mean * many) / (count + many), count + many
        pools.append((mean, many))
    top = most - (len(wanted) - 1) * gap
    flat = [min(max(mean, least), max(top, least)) for mean, many in pools for _ in range(many)]
    return [value + place * gap for place, value in enumerate(flat)]


def _cost_of_two(one: _Label, other: _Label) -> float:
    passed = _passes(one, (other.x, other.y)) + _passes(other, (one.x, one.y))
    return 1000 * _cross(one, other) + 60 * passed


def _outside(label: _Label) -> float:
    """How far a label reaches out of the map."""
    return max(0.0, label.column + label.width - EAST if label.side == 1 else WEST + label.width - label.column)


def _lines(mark: MapMark) -> tuple[str, ...]:
    """A name as it is written: a long one of several words in two lines."""
    name = mark.label or mark.name
    first, _, rest = name.partition(" ")
    return (first, rest) if rest and len(name) > LONG_NAME else (name,)


def _width(mark: MapMark) -> int:
    return max(WIDTH, 15 * max(len(line) for line in _lines(mark)) + 10)


def _cross(one: _Label, other: _Label) -> bool:
    return any(_segments_cross(*a, *b) for a in one.segments for b in other.segments)


def _segments_cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def turn(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0


def _passes(label: _Label, mark: Point) -> bool:
    """Whether a leader runs through another mark."""
    return any(_distance(mark, a, b) < 19 for a, b in label.segments)


def _distance(p: Point, a: Point, b: Point) -> float:
    length = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2
    along = 0.0 if not length else ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length
    along = min(1.0, max(0.0, along))
    return math.dist(p, (a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])))


# ---------------------------------------------------------------- the layout, made by a command and kept in map.csv


def layout(
    register: Register,
    marked: set[str],
    *,
    rounds: int = 400,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Mapping[str, tuple[int, int]]:
    """A place for each municipality, by code: its true one as far as the dots allow. Whole units, no randomness.

    A plain dot claims 5.5 units around it, a mark 17.5. Takes some seconds: every pair is looked at in every round.
    """
    true = [sweref99tm(one.lat, one.lon) for one in register.municipalities]
    west, south = min(x for x, _ in true), min(y for _, y in true)
    north = max(y for _, y in true)
    scale = 1000 / (north - south)
    home = [((x - west) * scale, (north - y) * scale) for x, y in true]
    need = [17.5 if one.code in marked else 5.5 for one in register.municipalities]
    # Points that share a rounded coordinate are parted first, each in a direction of its own.
    place = [[x + 0.11 * math.cos(i * 2.4), y + 0.11 * math.sin(i * 2.4)] for i, (x, y) in enumerate(home)]
    for step in range(rounds):
        progress(step, rounds)
        pull = 0.02 * (1 - step / rounds)
        for spot, (x, y) in zip(place, home, strict=True):
            spot[0] += (x - spot[0]) * pull
            spot[1] += (y - spot[1]) * pull
        _push_apart(place, need)
    return {one.code: (round(x), round(y)) for one, (x, y) in zip(register.municipalities, place, strict=True)}


def _push_apart(place: list[list[float]], need: Sequence[float]) -> None:
    for i, one in enumerate(place):
        for j in range(i):
            other = place[j]
            dx, dy = one[0] - other[0], one[1] - other[1]
            want = need[i] + need[j]
            if abs(dx) >= want or abs(dy) >= want:
                continue
            far = math.hypot(dx, dy) or 0.01
            if far < want:
                share = (want - far) / far / 2
                one[0] += dx * share
                one[1] += dy * share
                other[0] -= dx * share
                other[1] -= dy * share


def sweref99tm(lat: float, lon: float) -> Point:
    """Kilometres east and north in SWEREF 99 TM (Lantmäteriet's Gauss-Krüger formulas on GRS 80)."""
    a, f = 6378.137, 1 / 298.257222101
    e2, n = f * (2 - f), f / (2 - f)
    phi, lam = math.radians(lat), math.radians(lon - 15)
    s = math.sin(phi)
    conformal = phi - s * math.cos(phi) * (
        e2 + (5 * e2**2 - e2**3) / 6 * s**2 + (104 * e2**3 - 45 * e2**4) / 120 * s**4 + 1237 * e2**4 / 1260 * s**6
    )
    xi = math.atan2(math.tan(conformal), math.cos(lam))
    eta = math.atanh(math.cos(conformal) * math.sin(lam))
    radius = a / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    beta = (n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16, 13 * n**2 / 48 - 3 * n**3 / 5, 61 * n**3 / 240)
    north = xi + sum(k * math.sin(2 * i * xi) * math.cosh(2 * i * eta) for i, k in enumerate(beta, 1))
    east = eta + sum(k * math.cos(2 * i * xi) * math.sinh(2 * i * eta) for i, k in enumerate(beta, 1))
    return 500 + 0.9996 * radius * east, 0.9996 * radius * north
