"""Marks on a map -> the same with names beside them, whose leaders bend once and never cross."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from press.record import Record, replace
from press.shape.views.maps import MapMark

GAP = 56  # height of a label's link area, in units
WIDTH, LONG_NAME = 190, 12  # and its width; a name of more letters takes more, or two lines
EAST, WEST = 590, -222
Point = tuple[float, float]


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
