"""Sweden as dots, and what is marked on it."""

from __future__ import annotations

from press.digest import Lender
from press.record import Record


class MapMark(Record, frozen=True):
    """A municipality with articles, or a county whose municipalities share a name: that has a label and no mark.

    Without a label (`label_x` None) it is a mark alone.
    """

    x: int
    y: int
    mark: str
    name: str
    href: str
    count_words: str
    label_x: int | None = None
    label_y: int = 0
    side: str = ""  # "e" or "w": where the label stands
    leader: str = ""  # path data of the line from mark to label
    hit_x: int = 0  # left edge of the link's area, 56 units high
    hit_width: int = 190
    label: str = ""  # what is written, where that is shorter than the name
    many: int = 0  # how many municipalities share the name
    lines: tuple[str, ...] = ()  # the same as it stands on the map, in one line or two


class MapView(Lender, frozen=True):
    """Sweden as dots, in units: 1000 from south to north. Path data for round caps."""

    box: str  # viewBox
    plain: str  # municipalities without a mark
    strong: str  # on a county's page: the county's own dots; else empty
    marks: tuple[MapMark, ...]
    title: str
