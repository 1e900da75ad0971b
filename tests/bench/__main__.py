"""`make bench`: builds one corpus with this project, Hugo and Pelican, and tells what each of them costs."""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from press import pipeline
from tests.bench import peers, report
from tests.bench.contestants import PRESS, Contestant, first_edition, part, press
from tests.bench.equality import differences
from tests.bench.measure import Cost, Moment, Step, cost_of, rounds, together_mb
from tests.bench.orders import of_orders
from tests.bench.report import COLD, EDIT, NOTHING
from tests.bench.rooms import END
from tests.browser.serving import chromium, serving
from tests.search import judging

HERE = Path(__file__).parent
SEED = 2026
CLIENTS, KILLS = 200, 20
ROOMS_AT = (300, 3000)  # the sizes whose builds are looked into
SAMPLES_WANTED = 3000  # articles: a smaller corpus is looked into several times


def main(arguments: Sequence[str]) -> None:
    asked = _asked(arguments)
    peers.set_up(asked.peers)
    versions = peers.versions(asked.peers)
    blocks = {"machine": report.machine(versions)}
    rooms: dict[str, dict[str, float]] = {}
    for many in asked.sizes:
        with _folder() as folder:
            blocks[str(many)] = _size(folder, many, asked.peers, asked.rounds)
            if many in ROOMS_AT and asked.rooms:
                rooms |= _rooms(folder / PRESS, many, folder / "log")
        _say(f"\n{blocks[str(many)]}\n")
    if rooms:
        blocks["rooms"] = report.of_rooms(rooms)
    if asked.parts:
        blocks["parts"] = _parts(asked.rounds)
    if asked.search:
        blocks["search"] = _search()
    if asked.orders:
        blocks["orders"] = of_orders(CLIENTS, asked.orders, KILLS)
    if asked.large:
        blocks["large"] = _large(asked.large)
    _say("\n\n".join(blocks.values()))
    if asked.write:
        report.write(blocks)


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    def names(text: str) -> list[str]:
        return [name for name in text.split(",") if name]

    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--sizes", type=lambda text: [int(one) for one in names(text)], default=[20, 300, 3000], help="20,300,3000"
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often everything is measured")
    parser.add_argument("--peers", type=names, default=["hugo", "pelican"], help="hugo,pelican")
    parser.add_argument(
        "--large", type=int, metavar="N", help="also build N articles once with this project alone, for its memory"
    )
    parser.add_argument("--no-parts", dest="parts", action="store_false", help="leave out the first edition's site and booklet")
    parser.add_argument("--no-search", dest="search", action="store_false", help="leave out how well search answers")
    parser.add_argument("--no-rooms", dest="rooms", action="store_false", help="leave out where the cold time goes")
    parser.add_argument("--orders", type=int, default=10_000, metavar="N", help="how many orders a receiver is sent; 0: none")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    return parser.parse_args(arguments)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="press-bench-") as name:
        yield Path(name)


def _say(words: str) -> None:
    print(words, flush=True)


def _size(folder: Path, many: int, names: Sequence[str], times: int) -> str:
    """Everything that is measured at one size, as a table. Ends the program when the sites are not equal."""
    _say(f"{many} articles: writing the corpus")
    log = folder / "log"
    some = {PRESS: press(folder / PRESS, many), **{name: peers.MAKERS[name](folder / name, many) for name in names}}
    together = {name: together_mb(one.command, log) for name, one in some.items()}
    if wrong := list(differences(tuple(some.values()), many)):
        raise SystemExit("The sites are not equal:\n" + "\n".join(wrong[:20]))
    _say(f"{many} articles: the sites are equal")
    steps = (
        Step(COLD, lambda name: some[name].make_cold()),
        Step(NOTHING, lambda name: None),
        Step(EDIT, lambda name: some[name].edit(many // 2)),
    )
    commands = {name: one.command for name, one in some.items()}
    before = Moment.now()
    costs = rounds(commands, steps, times, random.Random(SEED), log, lambda words: _say(f"{many} articles, {words}"))
    others = before.of_others(Moment.now())
    return report.of_size(many, costs, together, list(some), times, others)


def _rooms(project: Path, many: int, log: Path) -> dict[str, dict[str, float]]:
    """CPU seconds by room, of builds in one process: cold ones, and after one edit. The mean of some."""
    one, told = part(project, "pages"), project.parent / "rooms.json"
    found: dict[str, dict[str, float]] = {}
    times = max(1, SAMPLES_WANTED // many)
    for case, prepare in ((COLD, one.make_cold), (EDIT, lambda: one.edit(many // 2))):
        seconds: Counter[str] = Counter()
        for _ in range(times):
            prepare()
            cost = cost_of((sys.executable, str(HERE / "rooms.py"), str(project), str(told)), log)
            each: dict[str, float] = json.loads(told.read_text(encoding="utf-8"))
            seconds.update(each | {END: max(0.0, cost.cpu_s - sum(each.values()))})
        found[f"{many}, {case}"] = {room: whole / times for room, whole in seconds.items()}
    return found


def _parts(times: int) -> str:
    """The first edition's site and booklet, each built alone, and the site of 300 articles."""
    found = {}
    for only, many in (("site", 20), ("site", 300), ("booklet", 20)):
        with _folder() as folder:
            project = press(folder / PRESS, many).folder if many > 20 else first_edition(folder / PRESS)
            found[only, many] = _alone(part(project, only), folder / "log", times)
            _say(f"{only} alone, {many} articles: {found[only, many][0][-1].cpu_s:.2f} s CPU")
    return report.of_parts(found)


def _alone(one: Contestant, log: Path, times: int) -> tuple[list[Cost], float]:
    """The costs of cold builds, and the memory of one more."""
    together = together_mb(one.command, log)
    costs = []
    for _ in range(times):
        one.make_cold()
        costs.append(cost_of(one.command, log))
    return costs, together


def _search() -> str:
    """How well the first edition's search answers the judged questions, in a browser."""
    from playwright.sync_api import sync_playwright

    with _folder() as folder:
        project = first_edition(folder / PRESS)
        pipeline.build(project, pipeline.Options(only="site"))
        with serving(project / "output" / "site") as address, sync_playwright() as playwright:
            browser = chromium(playwright)
            told = judging.report(browser.new_page(), address)
            browser.close()
    return told


def _large(many: int) -> str:
    with _folder() as folder:
        (cost,), together = _alone(press(folder / PRESS, many), folder / "log", 1)
    return report.of_memory(many, cost, together)


if __name__ == "__main__":
    main(sys.argv[1:])
