"""Marks on a map -> the same with names beside them, whose leaders bend once and never cross."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import heapify, heappop, heappush
from itertools import combinations

from press.record import replace
from press.shape.leaders import EAST, GAP, WEST, Label, Point, cross, label_of, passes, written
from press.shape.views.maps import MapMark

HIGHEST = 4  # where a name may stand at the top of a map
DEAREST = 400  # leaders that cross half the country lead nobody
STEP, STEPS = 14, 7  # a name is tried so far from its mark's own height, so many times up and down
ALIGNED = 40  # names that would begin so near each other begin on one line


class _Paper:
    """What is in a label's way, and the labels that have been placed so far."""

    def __init__(self, marks: Sequence[MapMark], dots: Iterable[Point], drawn: frozenset[Point], lowest: float) -> None:
        self._marks = marks
        self._lowest = lowest
        self._drawn = sorted((y, x) for x, y in drawn)
        plain = sorted((y, x) for x, y in dots if (x, y) not in drawn)
        self._beside = ((24, 16, plain), (31, 27, self._drawn))  # so near its height, a name begins so far beyond them
        self._edges: dict[float, tuple[float, float]] = {}  # of the land at a height, where names begin
        self.placed: dict[int, Label] = {}  # by the mark's place among the marks

    def choices(self, place: int) -> list[Label]:
        """Labels for a mark, those with short leaders and little bend first. Nothing that is drawn is in their way."""
        mark = self._marks[place]
        heights = [mark.y + step * STEP for step in range(-STEPS, STEPS + 1)]
        tried = sorted((self._reach(mark, side, at) + 3 * abs(at - mark.y), side, at) for side in (1, -1) for at in heights)
        labels = [self.at(place, side, at) for cost, side, at in tried if cost <= DEAREST]
        return [label for label in labels if self._is_clear(label)]

    def at(self, place: int, side: int, at: float) -> Label:
        mark = self._marks[place]
        return label_of(mark, side, at, mark.x + side * self._reach(mark, side, at))

    def _reach(self, mark: MapMark, side: int, at: float) -> float:
        """The shortest leader that brings a name clear of every dot and mark beside it."""
        if at not in self._edges:
            wests, easts = [math.inf], [-math.inf]
            for near, beyond, spots in self._beside:
                for _, x in spots[bisect_right(spots, (at - near, math.inf)) : bisect_left(spots, (at + near, -math.inf))]:
                    wests.append(x - beyond)
                    easts.append(x + beyond)
            self._edges[at] = min(wests), max(easts)
        west, east = self._edges[at]
        return max(20.0, abs(at - mark.y) + 6, east - mark.x if side == 1 else mark.x - west)

    def in_the_way(self, label: Label, but: Iterable[int] = ()) -> list[int]:
        """The placed labels beside which it can't stand."""
        return [place for place, other in self.placed.items() if place not in but and cross(label, other)]

    def move(self, labels: Mapping[int, Label]) -> None:
        """Some labels elsewhere, all together, if they can stand there."""
        clear = all(self._is_clear(one) and not self.in_the_way(one, but=labels) for one in labels.values())
        if clear and not any(cross(one, other) for one, other in combinations(labels.values(), 2)):
            self.placed.update(labels)

    def _is_clear(self, label: Label) -> bool:
        """Whether a label stands inside the map, and its leader runs over no mark but its own."""
        left, _, right, _ = label.name
        if left < WEST - 0.5 or right > EAST + 0.5 or not HIGHEST <= label.at <= self._lowest + 0.5 or label.cost > DEAREST:
            return False
        _, top, _, bottom = label.around
        near = self._drawn[bisect_left(self._drawn, (top, -math.inf)) : bisect_right(self._drawn, (bottom, math.inf))]
        return not any(passes(label, (x, y)) for y, x in near if (x, y) != label.mark)

    # ------------------------------------------------------------ those below each other

    def chains(self, belongs: Callable[[Label, Sequence[Label]], bool]) -> Iterator[list[int]]:
        """The labels of each side from the top, parted where one does not belong to those before it."""
        for side in (1, -1):
            chain: list[int] = []
            for place in sorted((p for p, one in self.placed.items() if one.side == side), key=lambda p: self.placed[p].at):
                if chain and not belongs(self.placed[place], [self.placed[p] for p in chain]):
                    yield chain
                    chain = []
                chain.append(place)
            if chain:
                yield chain

    def even_out(self) -> None:
        """Names that press on each other share the room, each as near its mark's height as it can be."""
        for chain in list(self.chains(lambda one, above: one.at - above[-1].at < GAP + STEP)):
            heights = spread([self.placed[place].mark[1] for place in chain], GAP, HIGHEST, self._lowest)
            self.move({place: self.at(place, self.placed[place].side, at) for place, at in zip(chain, heights, strict=True)})

    def align(self) -> None:
        """Names that nearly begin below each other do: where the outermost begins."""
        for chain in list(self.chains(_begin_alike)):
            labels = {place: self.placed[place] for place in chain}
            outermost = max(label.side * label.column for label in labels.values())
            self.move({p: label_of(self._marks[p], one.side, one.at, one.side * outermost) for p, one in labels.items()})


def with_labels(
    marks: Sequence[MapMark], dots: Iterable[Point], *, drawn: Iterable[Point] = (), lowest: float = 1032
) -> tuple[MapMark, ...]:
    """The marks, each with its label in free space left or right. `drawn` are marks that have none, but stand in the way.

    The shortest leader is placed first. A label that finds no room takes that of another which can stand elsewhere, and
    else is left out: the list beside the map carries the names.
    """
    named = tuple(replace(one, mark=one.mark and "ESM", href="", count_words="") for one in marks)
    labels = _placed(named, tuple(dots), frozenset({*drawn, *((one.x, one.y) for one in marks if one.mark)}), lowest)
    return tuple(_labelled(mark, labels[place]) if place in labels else mark for place, mark in enumerate(marks))


@lru_cache(maxsize=256)  # a county's page and its offprint show the same names
def _placed(marks: tuple[MapMark, ...], dots: tuple[Point, ...], drawn: frozenset[Point], lowest: float) -> Mapping[int, Label]:
    """The labels that find room, by their mark's place among the marks. What the marks are like and lead to is no matter."""
    paper = _Paper(marks, dots, drawn, lowest)
    choices = [paper.choices(place) for place in range(len(marks))]
    waiting = [(some[0].cost, place, 0) for place, some in enumerate(choices) if some]
    heapify(waiting)
    while waiting:
        _, place, which = heappop(waiting)
        label = choices[place][which]
        if not paper.in_the_way(label):
            paper.placed[place] = label
        elif which + 1 < len(choices[place]):
            heappush(waiting, (choices[place][which + 1].cost, place, which + 1))
    for place in range(len(marks)):
        if place not in paper.placed:
            paper.placed.update(_exchange(paper, place, choices))
    paper.even_out()
    paper.align()
    return paper.placed


def _exchange(paper: _Paper, place: int, choices: Sequence[Sequence[Label]]) -> dict[int, Label]:
    """A label for a mark and another place for the only one that is in its way; nothing, where there is none."""
    for label in choices[place]:
        held = paper.in_the_way(label)
        if len(held) == 1:
            for other in choices[held[0]]:
                if not cross(label, other) and not paper.in_the_way(other, but=held):
                    return {place: label, held[0]: other}
    return {}


def _begin_alike(label: Label, above: Sequence[Label]) -> bool:
    columns = [one.column for one in (*above, label)]
    return max(columns) - min(columns) <= ALIGNED


def _labelled(mark: MapMark, label: Label) -> MapMark:
    column, at = round(label.column), round(label.at)
    left, _, right, _ = label.area
    return replace(
        mark,
        label_x=column + 8 * label.side,
        label_y=at,
        side="e" if label.side == 1 else "w",
        leader=f"M{mark.x} {mark.y}L{round(label.bend[0])} {at}H{column}",
        hit_x=round(left),
        hit_width=round(right) - round(left),
        lines=written(mark),
    )


def spread(wanted: Sequence[float], gap: float, least: float, most: float) -> list[float]:
    """Heights as near as can be to those wanted, in their order and at least `gap` apart, within the limits.

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
