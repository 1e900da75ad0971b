"""`python -m tests.bench.latency`: from a saved text to changed bytes of its page, with this project's `serve` and Hugo's server.

Both watch the same corpus and run all the while; within a round one is measured right after the other, in random order.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import peers, report
from tests.bench.contestants import DOOR, PRESS, Contestant, press
from tests.bench.corpus import name_of
from tests.bench.measure import Moment

SEED = 2026
BEGIN_S, SEEN_S = 300.0, 60.0  # the most that is waited
LOOK_S = 0.004  # between two looks at the page
CALM_S = 1.0  # after which a server has done all that a save makes it do
WORDS, TITLE = "other words", "another title"


@dataclass(frozen=True, slots=True)
class Seen:
    """One save: until the page had it, and what the server's processor did for it, with the page asked for once."""

    wall_s: float
    cpu_s: float


Found = dict[tuple[str, str], list[Seen]]  # case, contestant -> each round


@dataclass(slots=True)
class Server:
    """A contestant's server while it runs."""

    one: Contestant
    process: subprocess.Popen[bytes]
    port: int

    def page(self, number: int) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SEEN_S)
        try:
            connection.request("GET", f"/artiklar/{name_of(number)}/")
            return connection.getresponse().read()
        finally:
            connection.close()

    def wait(self, number: int, mark: bytes, most_s: float) -> None:
        end = time.monotonic() + most_s
        while True:
            try:
                if mark in self.page(number):
                    return
            except OSError:
                if self.process.poll() is not None:
                    raise
            if time.monotonic() > end:
                raise TimeoutError(f"{self.one.name}: {mark!r} is not seen")
            time.sleep(LOOK_S)

    def cpu_s(self) -> float:
        """0 where the system has no /proc."""
        file = Path(f"/proc/{self.process.pid}/stat")
        if not file.exists():
            return 0.0
        user, system = file.read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(one: Contestant, command: Sequence[str], port: int, log: Path) -> Iterator[Server]:
    with log.open("wb") as said, subprocess.Popen([*command], stdout=said, stderr=said) as process:
        server = Server(one, process, port)
        try:
            server.wait(0, b"</html>", BEGIN_S)
            yield server
        finally:
            process.terminate()


def command_of(one: Contestant, port: int) -> tuple[str, ...]:
    if one.name == PRESS:
        return (sys.executable, DOOR, "--project", str(one.folder), "serve", "--port", str(port))
    hugo = (peers.program("hugo"), "server", "--source", str(one.folder), "--cacheDir", str(one.folder / "cache"))
    return (*hugo, "--bind", "127.0.0.1", "--port", str(port))


def save(one: Contestant, number: int, case: str, mark: str) -> None:
    """As an editor program does it: the whole text written anew, beside, and put in the old one's place."""
    file = one.folder / one.articles / f"{name_of(number)}.md"
    text = file.read_text(encoding="utf-8")
    text = f"{text}\nEn mening, {mark}.\n" if case == WORDS else re.sub(r"(?m)^title: .*", f'title: "{mark}"', text, count=1)
    beside = file.with_name(f".{file.name}.tmp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


def measured(servers: Sequence[Server], many: int, times: int, dice: random.Random) -> Found:
    """Twice for each round: how long it takes while the page is looked at, and what it costs when it is not."""
    found: Found = {}
    for number in range(times):
        for case in (WORDS, TITLE):
            for server in dice.sample(servers, len(servers)):
                article, mark = dice.randrange(many), f"varv {number} {case} {dice.random()}"
                start = time.perf_counter()
                save(server.one, article, case, mark)
                server.wait(article, mark.encode(), SEEN_S)
                wall = time.perf_counter() - start
                time.sleep(CALM_S)
                before = server.cpu_s()
                save(server.one, article, case, f"{mark} igen")
                time.sleep(CALM_S)
                server.wait(article, f"{mark} igen".encode(), SEEN_S)
                found.setdefault((case, server.one.name), []).append(Seen(wall, server.cpu_s() - before))
    return found


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.latency", description=__doc__)
    parser.add_argument("--sizes", type=lambda text: [int(one) for one in text.split(",")], default=[300, 3000])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    asked = parser.parse_args(arguments)
    peers.set_up(["hugo"])
    lines: list[tuple[int, Found, float]] = []
    for many in asked.sizes:
        with tempfile.TemporaryDirectory(prefix="press-latency-") as name:
            folder = Path(name)
            ours, hugo = press(folder / PRESS, many), peers.hugo(folder / "hugo", many)
            ports = _free(), _free()
            with (
                served(ours, command_of(ours, ports[0]), ports[0], folder / "log") as one,
                served(hugo, command_of(hugo, ports[1]), ports[1], folder / "log-hugo") as other,
            ):
                before = Moment.now()
                found = measured((one, other), many, asked.rounds, random.Random(SEED))
                lines.append((many, found, before.of_others(Moment.now())))
    block = report.of_latency(
        [(many, {key: [(seen.wall_s, seen.cpu_s) for seen in some] for key, some in found.items()}) for many, found, _ in lines],
        (WORDS, TITLE),
        asked.rounds,
    )
    print(block)
    if asked.write:
        report.write({"latency": block})


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


if __name__ == "__main__":
    main(sys.argv[1:])
