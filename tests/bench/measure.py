"""One command -> what it cost; paired rounds of several contestants -> the costs of each.

A command is measured as a whole process, from its start to its end, with all the processes that it waited for.
"""

from __future__ import annotations

import os
import random
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

MB = 1024 * 1024
STEP_S = 0.01  # between two looks at memory


class CommandError(Exception):
    """A measured command did not end well. What it said stands in the text."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a command took. `largest_mb` is the peak of its largest process, as the kernel tells at its end."""

    cpu_s: float
    wall_s: float
    largest_mb: float


def cost_of(command: Sequence[str], log: Path) -> Cost:
    """Runs the command; what it says goes to `log`. Raises CommandError."""
    os.sync()  # so that nobody pays for what another has written
    start = time.perf_counter()
    pid = _started(command, log)
    _, status, used = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    _has_ended_well(status, command, log)
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def together_mb(command: Sequence[str], log: Path) -> float:
    """The peak memory of a command with all its processes, what they share counted once.

    A run of its own, since looking costs: it is not for measuring time. 0 where the system has no /proc.
    """
    pid, peak = _started(command, log), 0
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            _has_ended_well(status, command, log)
            return peak / MB
        peak = max(peak, _held_by(_family(pid)))
        time.sleep(STEP_S)


def _started(command: Sequence[str], log: Path) -> int:
    to_log = (os.POSIX_SPAWN_OPEN, 1, os.fspath(log), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return os.posix_spawn(command[0], tuple(command), os.environ, file_actions=[to_log, (os.POSIX_SPAWN_DUP2, 1, 2)])


def _has_ended_well(status: int, command: Sequence[str], log: Path) -> None:
    if status:
        said = log.read_text(encoding="utf-8", errors="replace")[-3000:]
        raise CommandError(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}:\n{said}")


def _family(pid: int) -> Iterator[int]:
    """A process and all below it. What ends meanwhile is left out."""
    yield pid
    with suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):
            for child in Path(f"/proc/{pid}/task/{thread}/children").read_text(encoding="ascii").split():
                yield from _family(int(child))


def _held_by(family: Iterable[int]) -> int:
    """Bytes in memory: what is in no file, by each one's share of it, and the files of the process that has most of them.

    A fork shares with its parent, and with nobody else. Files are shared with strangers too, so shares tell nothing there.
    """
    own, files = 0, 0
    for pid in family:
        with suppress(OSError):
            told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
            kb = {line.split(":")[0]: int(line.split()[1]) for line in told}
            own += kb.get("Pss_Anon", 0)
            files = max(files, kb.get("Rss", 0) - kb.get("Anonymous", 0))
    return (own + files) * 1024


@dataclass(frozen=True, slots=True)
class Moment:
    """The processors' time at some moment: what has passed, and how much of it this program and its commands have used."""

    passed_s: float
    busy_s: float  # of all processors together, by whatever program
    own_s: float

    @classmethod
    def now(cls) -> Moment:
        mine = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        own = sum(used.ru_utime + used.ru_stime for used in mine)
        try:
            user, nice, system, _, _, irq, softirq, *_ = Path("/proc/stat").read_text(encoding="ascii").split("\n")[0].split()[1:]
            busy = sum(map(int, (user, nice, system, irq, softirq))) / os.sysconf("SC_CLK_TCK")
        except OSError:
            busy = own
        return cls(time.monotonic(), busy, own)

    def of_others(self, later: Moment) -> float:
        """The share of the processors' time that other programs took between this moment and a later one."""
        busy, own = later.busy_s - self.busy_s, later.own_s - self.own_s
        return max(0.0, busy - own) / ((later.passed_s - self.passed_s) * (os.cpu_count() or 1))


# ---------------------------------------------------------------- rounds


@dataclass(frozen=True, slots=True)
class Step:
    """What is done to every contestant before it is measured, and the name of that case."""

    case: str
    prepare: Callable[[str], None]  # takes the contestant's name


Costs = dict[tuple[str, str], list[Cost]]  # case, contestant -> a cost for each round


def rounds(
    commands: Mapping[str, Sequence[str]],
    steps: Iterable[Step],
    many: int,
    dice: random.Random,
    log: Path,
    tell: Callable[[str], None],
) -> Costs:
    """Every step for every contestant, `many` times: within a step one right after the other, in random order."""
    found: Costs = {}
    some = tuple(steps)
    for number in range(many):
        for step in some:
            for name in dice.sample(sorted(commands), len(commands)):
                step.prepare(name)
                cost = cost_of(commands[name], log)
                found.setdefault((step.case, name), []).append(cost)
                tell(f"round {number + 1}, {step.case}, {name}: {cost.cpu_s:.2f} s CPU, {cost.wall_s:.2f} s wall")
    return found


@dataclass(frozen=True, slots=True)
class Ratio:
    """How one contestant stands to another: of the pairs of each round, the median, the least and the most."""

    middle: float
    least: float
    most: float


def ratio(ours: Iterable[float], theirs: Iterable[float]) -> Ratio:
    each = [one / other for one, other in zip(ours, theirs, strict=True)]
    return Ratio(median(each), min(each), max(each))
