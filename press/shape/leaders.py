"""A name beside its mark: the line that leads to it, the room that both take, and whether two of them can stand together."""

from __future__ import annotations

import math

from press.record import Record
from press.shape.views.maps import MapMark

GAP = 56  # height of a label's link area, in units
WIDTH = 190  # its width, where there is room; never less than its name takes
EAST, WEST = 590, -222  # where a map ends
LONG_NAME = 12  # a name of several words with more letters stands in two lines
HALF_NAME, HALF_MARK = 18, 19
Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


class Label(Record, frozen=True, eq=False):
    """A label at a height: its leader bends once, at 45 degrees, and ends where the name begins."""

    mark: Point
    side: int  # 1 east, -1 west
    at: float  # height of the name
    column: float  # where the leader ends
    bend: Point
    name: Box
    area: Box  # of the link
    around: Box  # all of it, and the mark
    cost: float  # how long the leader is, and how far the name stands from its mark's own height


def written(mark: MapMark) -> tuple[str, ...]:
    """A name as it is written: a long one of several words in two lines."""
    name = mark.label or mark.name
    first, _, rest = name.partition(" ")
    return (first, rest) if rest and len(name) > LONG_NAME else (name,)


def breadth(line: str) -> float:
    """What a line takes at most, set in 30 units with its distance from the leader: within 18 units of each Swedish name."""
    return 12 + 17 * len(line) + 8 * sum(map(line.lower().count, "mw")) - 7.5 * sum(map(line.count, "ijlrtf-I "))


def label_of(mark: MapMark, side: int, at: float, column: float) -> Label:
    *above, last = written(mark)
    needs = max(map(breadth, (*above, f"{last} {mark.many}" if mark.many else last)))
    broad = max(needs, min(WIDTH, EAST - column if side == 1 else column - WEST))
    left, right = (column, column + needs) if side == 1 else (column - needs, column)
    west, east = (column, column + broad) if side == 1 else (column - broad, column)
    x, y = mark.x, mark.y
    return Label(
        mark=(x, y),
        side=side,
        at=at,
        column=column,
        bend=(x + side * abs(at - y), at),
        name=(left, at - HALF_NAME, right, at + HALF_NAME),
        area=(west, at - GAP / 2, east, at + GAP / 2),
        around=(
            min(west, x - HALF_MARK),
            min(at - GAP / 2, y - HALF_MARK),
            max(east, x + HALF_MARK),
            max(at + GAP / 2, y + HALF_MARK),
        ),
        cost=abs(column - x) + 3 * abs(at - y),
    )


def passes(label: Label, mark: Point) -> bool:
    """Whether a leader runs over another mark."""
    return (
        _distance(mark, label.mark, label.bend) < HALF_MARK or _distance(mark, label.bend, (label.column, label.at)) < HALF_MARK
    )


def cross(one: Label, other: Label) -> bool:
    """Whether their leaders cross, one's leader runs over the other's name, or the areas of their links overlap."""
    if not _overlap(one.around, other.around):
        return False  # nearly all are far apart
    if _overlap(one.area, other.area):
        return True
    lines, others = _lines(one), _lines(other)
    if any(_lines_cross(*a, *b) for a in lines for b in others):
        return True
    return any(_runs_over(one.name, *line) for line in others) or any(_runs_over(other.name, *line) for line in lines)


def _lines(label: Label) -> tuple[tuple[Point, Point], tuple[Point, Point]]:
    return (label.mark, label.bend), (label.bend, (label.column, label.at))


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _lines_cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def turn(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0


def _runs_over(box: Box, a: Point, b: Point) -> bool:
    """Whether a line has a part inside a box (Liang and Barsky's clipping)."""
    enters, leaves = 0.0, 1.0
    for start, way, low, high in ((a[0], b[0] - a[0], box[0], box[2]), (a[1], b[1] - a[1], box[1], box[3])):
        if way:
            first, last = (low - start) / way, (high - start) / way
            enters, leaves = max(enters, min(first, last)), min(leaves, max(first, last))
        elif not low < start < high:
            return False
    return enters < leaves


def _distance(p: Point, a: Point, b: Point) -> float:
    broad, high = b[0] - a[0], b[1] - a[1]
    length = broad * broad + high * high
    along = 0.0 if not length else min(1.0, max(0.0, ((p[0] - a[0]) * broad + (p[1] - a[1]) * high) / length))
    return math.dist(p, (a[0] + along * broad, a[1] + along * high))
