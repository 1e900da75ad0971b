"""Costs -> tables in Markdown, and the tables' places in docs/performance.md."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.contestants import PRESS
from tests.bench.measure import Cost, Costs, ratio

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
TITLES = {PRESS: "this project", "hugo": "Hugo", "pelican": "Pelican"}
COLD, NOTHING, EDIT = "cold", "nothing changed", "one edit"
CASES = (COLD, NOTHING, EDIT)
LATENCY_GOAL = 1 / 3  # of Hugo's, from a save to changed bytes
MEASURES: dict[str, Callable[[Cost], float]] = {"CPU, s": lambda cost: cost.cpu_s, "wall, s": lambda cost: cost.wall_s}


@dataclass(frozen=True, slots=True)
class Goal:
    """The most that our cost may be of Hugo's: what must be, and what is reached for."""

    must: float
    reach: float


GOALS = {  # articles, case, measure
    (300, COLD, "CPU, s"): Goal(1.6, 1.0),
    (300, COLD, "wall, s"): Goal(1.6, 1.0),
    (300, NOTHING, "CPU, s"): Goal(0.20, 0.10),
    (300, NOTHING, "wall, s"): Goal(0.20, 0.10),
    (300, EDIT, "CPU, s"): Goal(0.50, 0.30),
    (300, EDIT, "wall, s"): Goal(0.50, 0.30),
    (3000, COLD, "CPU, s"): Goal(1.4, 1.0),
    (3000, COLD, "wall, s"): Goal(1.0, 1.0),
    (3000, NOTHING, "CPU, s"): Goal(0.03, 0.03),
    (3000, NOTHING, "wall, s"): Goal(0.03, 0.03),
    (3000, EDIT, "CPU, s"): Goal(0.08, 0.08),
    (3000, EDIT, "wall, s"): Goal(0.08, 0.08),
}
MEMORY_GOALS = {3000: Goal(0.5, 0.5)}
MEMORY = "memory, MB"
BEACONS = {("site", 20): 0.6, ("booklet", 20): 6.0}  # CPU seconds of the first edition's parts


def of_size(many: int, costs: Costs, together: Mapping[str, float], names: Sequence[str], rounds: int, others: float) -> str:
    """The table of one size: a row for each case and measure, a column for each contestant, Hugo's ratio and its goal.

    `others` is the share of the processors that programs of others took meanwhile.
    """
    peers = [name for name in names if name != PRESS]
    head = [f"{many} articles", *(TITLES[name] for name in names), *(f"of {TITLES[name]}'s" for name in peers), "goal", ""]
    lines = [head]
    for case in CASES:
        for measure, of in MEASURES.items():
            each = {name: [of(cost) for cost in costs[case, name]] for name in names}
            row = [f"{case}, {measure}", *(_figure(median(each[name])) for name in names)]
            for name in peers:
                found = ratio(each[PRESS], each[name])
                spread = f" ({found.least:.2f} to {found.most:.2f})" if rounds > 1 else ""
                row.append(f"**{found.middle:.2f}**{spread}" if name == "hugo" else f"{found.middle:.2f}")
            ours = ratio(each[PRESS], each["hugo"]).middle if "hugo" in each else None
            lines.append([*row, *_judged(GOALS.get((many, case, measure)), ours)])
    row = [f"{COLD}, {MEMORY}", *(f"{together[name]:.0f}" for name in names)]
    row += [f"{together[PRESS] / together[name]:.2f}" for name in peers]
    ours = together[PRESS] / together["hugo"] if "hugo" in together else None
    lines.append([*row, *_judged(MEMORY_GOALS.get(many), ours)])
    largest = {name: median(cost.largest_mb for cost in costs[COLD, name]) for name in names}
    row = [f"{COLD}, its largest process, MB", *(f"{largest[name]:.0f}" for name in names)]
    lines.append([*row, *(f"{largest[PRESS] / largest[name]:.2f}" for name in peers), "", ""])
    times = "One round" if rounds == 1 else f"{rounds} rounds"
    return f"{_table(lines)}\n\n{times}; other programs took {100 * others:.0f} % of the processors meanwhile."


def _judged(goal: Goal | None, found: float | None) -> tuple[str, str]:
    """The goal in words, and whether it is reached."""
    if goal is None or found is None:
        return "", ""
    words = f"{goal.reach:g}" if goal.must == goal.reach else f"{goal.reach:g}, at most {goal.must:g}"
    if found <= goal.reach:
        return words, "reached"
    return words, "within the most" if found <= goal.must else "**not reached**"


def of_parts(parts: Mapping[tuple[str, int], tuple[Sequence[Cost], float]]) -> str:
    """The table of what is built alone: a row for each part and number of articles."""
    lines = [["built alone, cold", "articles", "CPU, s", "wall, s", MEMORY, "beacon, CPU s", ""]]
    for (only, many), (costs, together) in parts.items():
        cpu = median(cost.cpu_s for cost in costs)
        beacon = BEACONS.get((only, many))
        judged = ("", "") if beacon is None else (f"{beacon:g}", "reached" if cpu <= beacon else "**not reached**")
        wall = median(cost.wall_s for cost in costs)
        lines.append([only, str(many), _figure(cpu), _figure(wall), f"{together:.0f}", *judged])
    return _table(lines)


def of_memory(many: int, cost: Cost, together: float) -> str:
    return _table(
        [["articles", "CPU, s", "wall, s", MEMORY], [str(many), _figure(cost.cpu_s), _figure(cost.wall_s), f"{together:.0f}"]]
    )


def of_latency(
    sizes: Sequence[tuple[int, Mapping[tuple[str, str], Sequence[tuple[float, float]]]]], cases: Sequence[str], times: int
) -> str:
    """From a save to changed bytes, with Hugo's server beside ours: wall and CPU seconds of each round."""
    lines = [["articles", "saved", "this project, ms", "Hugo's server, ms", "of Hugo's", "goal", "", "CPU, ms", "Hugo's CPU, ms"]]
    for many, found in sizes:
        for case in cases:
            ours, theirs = found[case, PRESS], found[case, "hugo"]
            whole = ratio([wall for wall, _ in ours], [wall for wall, _ in theirs])
            (wall, cpu), (other_wall, other_cpu) = (
                (1000 * median(wall for wall, _ in some), 1000 * median(cpu for _, cpu in some)) for some in (ours, theirs)
            )
            share = f"**{whole.middle:.2f}** ({whole.least:.2f} to {whole.most:.2f})"
            judged = "reached" if whole.middle <= LATENCY_GOAL else "**not reached**"
            figures = (f"{wall:.0f}", f"{other_wall:.0f}", share, f"{LATENCY_GOAL:.2f}", judged, f"{cpu:.0f}", f"{other_cpu:.0f}")
            lines.append([str(many), case, *figures])
    return f"{_table(lines)}\n\n{times} rounds."


def of_rooms(rooms: Mapping[str, Mapping[str, float]]) -> str:
    """Where the CPU time of builds goes: a column for each build, a row for each room, the dearest first."""
    whole = {build: sum(found.values()) for build, found in rooms.items()}
    lines = [["room, CPU s", *rooms]]
    for room in sorted({room for found in rooms.values() for room in found}, key=lambda room: -_most(room, rooms)):
        each = ((found.get(room, 0.0), whole[build]) for build, found in rooms.items())
        lines.append([room, *(f"{_figure(seconds)} ({100 * seconds / of:.0f} %)" for seconds, of in each)])
    lines.append(["all", *map(_figure, whole.values())])
    return _table(lines)


def _most(room: str, rooms: Mapping[str, Mapping[str, float]]) -> float:
    return max(found.get(room, 0.0) for found in rooms.values())


def machine(versions: Mapping[str, str]) -> str:
    """The machine and the programs, as a list."""
    lines = [
        f"- Processor: {_processor()}, {os.cpu_count()} cores",
        f"- Memory: {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
        f"- System: {platform.system()}",
        f"- Python {platform.python_version()}",
        *(f"- {TITLES[name]} {version}" for name, version in versions.items()),
    ]
    return "\n".join(lines)


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    return next(iter(re.findall(r"^model name\s*: (.*)$", told, re.MULTILINE)), platform.machine())


def _figure(value: float) -> str:
    """Two figures that tell: 0.034, 0.87, 12.3, 154."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 or not value else f"{value:.3f}"


def _table(lines: Sequence[Sequence[str]]) -> str:
    first, *rest = lines
    rule = ["---", *("---:" for _ in first[1:])]
    return "\n".join(f"| {' | '.join(line)} |" for line in (first, rule, *rest))


def write(blocks: Mapping[str, str], page: Path = PAGE) -> None:
    """Puts each block between its marks in the page. Raises ValueError when the page has no such marks."""
    text = page.read_text(encoding="utf-8")
    for name, block in blocks.items():
        start, end = f"<!-- bench: {name} -->\n", f"<!-- end: {name} -->"
        before, found, rest = text.partition(start)
        _, closed, after = rest.partition(end)
        if not found or not closed:
            raise ValueError(f"{page.name} has no place for {name}")
        text = f"{before}{start}\n{block}\n\n{end}{after}"
    page.write_text(text, encoding="utf-8")
