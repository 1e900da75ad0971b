"""Where the municipalities stand as dots: their places, made by a command and kept in map.csv, and the dots as path data."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from press.drawing import dots_path
from press.model import Register

MOST_MARKS = 60  # past so many they are dots as well
MARK_NEEDS, DOT_NEEDS = 17.5, 5.5  # the room around each, in units
RIBBON_COLUMNS = 58
Point = tuple[float, float]


_kept: dict[int, tuple[Register, dict[str, str]]] = {}


def dots_of(register: Register) -> dict[str, str]:
    """Each municipality's dot as path data, by code. Written once for a register: every article's map is made of them."""
    kept = _kept.get(id(register))
    if kept is None or kept[0] is not register:
        _kept.clear()
        kept = register, {code: dots_path((register.places[code],)) for code in sorted(register.places)}
        _kept[id(register)] = kept
    return kept[1]


def ribbon(register: Register, with_articles: set[str]) -> tuple[str, str]:
    """The foot of every page: all municipalities by code in rows of 58, as (plain, filled) path data."""
    plain: list[Point] = []
    filled: list[Point] = []
    for place, one in enumerate(register.municipalities):
        spot = (5 + 10 * (place % RIBBON_COLUMNS), 5 + 10 * (place // RIBBON_COLUMNS))
        (filled if one.code in with_articles else plain).append(spot)
    return dots_path(plain), dots_path(filled)


def layout(
    register: Register,
    marked: set[str],
    *,
    rounds: int = 400,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Mapping[str, tuple[int, int]]:
    """A place for each municipality, by code: its true one as far as the dots allow. Whole units, no randomness.

    A plain dot claims 5.5 units around it, a mark 17.5, as long as marks are drawn. Takes some seconds: every pair is looked
    at in every round.
    """
    true = [sweref99tm(one.lat, one.lon) for one in register.municipalities]
    west, south = min(x for x, _ in true), min(y for _, y in true)
    north = max(y for _, y in true)
    scale = 1000 / (north - south)
    home = [((x - west) * scale, (north - y) * scale) for x, y in true]
    drawn = marked if len(marked) <= MOST_MARKS else set()
    need = [MARK_NEEDS if one.code in drawn else DOT_NEEDS for one in register.municipalities]
    # Points that share a rounded coordinate are parted first, each in a direction of its own.
    place = [[x + 0.11 * math.cos(i * 2.4), y + 0.11 * math.sin(i * 2.4)] for i, (x, y) in enumerate(home)]
    for step in range(rounds):
        progress(step, rounds)
        pull = 0.02 * (1 - step / rounds)
        for spot, (x, y) in zip(place, home, strict=True):
            spot[0] += (x - spot[0]) * pull
            spot[1] += (y - spot[1]) * pull
        push_apart(place, need)
    return {one.code: (round(x), round(y)) for one, (x, y) in zip(register.municipalities, place, strict=True)}


def push_apart(place: list[list[float]], need: Sequence[float]) -> bool:
    """Moves each two that stand nearer than they need from each other, by half each; whether there were any."""
    moved = False
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
                moved = True
    return moved


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
