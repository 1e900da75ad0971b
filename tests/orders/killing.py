"""Many clients at once, and a receiver that is killed at random moments: every order that was confirmed is there, once.

A client asks again until it is answered, with the same token, as a reader who clicks again would.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from urllib.parse import quote, urlencode

from press.record import Record
from tests.orders.asking import ORDER, WHOLE
from tests.tiny import ROOT

AT_ONCE = 5  # orders that a client fills in before it confirms them: nobody confirms in the first second
_TOKEN = re.compile(rb'name="bevis" value="([^"]*)"')


class Load(Record):
    """What was asked, and what came of it."""

    references: dict[str, str]  # the name on an order -> the path of its thank-you page
    confirm_s: list[float]  # how long each confirmation took
    seconds: float = 0.0
    kills: int = 0

    @property
    def per_second(self) -> float:
        return len(self.references) / self.seconds

    @property
    def p99_ms(self) -> float:
        return 1000 * sorted(self.confirm_s)[int(0.99 * (len(self.confirm_s) - 1))]


class Running:
    """A receiver as a process of its own, on a port."""

    def __init__(
        self, project: Path, port: int, environment: Mapping[str, str] | None = None, before: Sequence[str] = ()
    ) -> None:
        self._project, self.port, self._before = project, port, before
        self._environment = {**os.environ, **(environment or {})}
        self._log = (project / "receiver.log").open("ab")
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        command = [
            sys.executable,
            *self._before,
            f"{ROOT}/build.py",
            "--project",
            f"{self._project}",
            "orders",
            "serve",
            "--port",
            f"{self.port}",
        ]
        self._process = subprocess.Popen(command, env=self._environment, stdout=self._log, stderr=self._log)
        for _ in range(600):
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                writer.close()
                return
            assert self._process.poll() is None, (self._project / "receiver.log").read_text()
            await asyncio.sleep(0.05)
        raise AssertionError("the receiver did not start")

    def kill(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        self._log.close()


class Line:
    """A connection that is made anew when it breaks."""

    def __init__(self, port: int, host: str) -> None:
        self._port, self._host = port, host
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, path: str, fields: Mapping[str, str]) -> tuple[int, bytes, bytes]:
        """Status, headers and body, from as many tries as it takes."""
        content = urlencode(fields, quote_via=quote).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {self._host}\r\nOrigin: http://{self._host}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(content)}\r\n\r\n"
        ).encode()
        while True:
            try:
                status, headers, body = await asyncio.wait_for(self._ask(head + content), 60)
            except (OSError, EOFError, TimeoutError, ValueError):
                await self.close()
                await asyncio.sleep(0.1)
                continue
            if status != 503:
                return status, headers, body
            await asyncio.sleep(0.1)

    async def _ask(self, request: bytes) -> tuple[int, bytes, bytes]:
        if self._ends is None:
            self._ends = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._ends
        writer.write(request)
        await writer.drain()
        headers = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", headers)
        body = await reader.readexactly(int(length[1]) if length else 0)
        if b"connection: close" in headers.lower():
            await self.close()
        return int(headers[9:12]), headers, body

    async def close(self) -> None:
        if self._ends is not None:
            self._ends[1].close()
            self._ends = None


async def load(running: Running, clients: int, orders: int, kills: int, host: str, seed: int = 2026) -> Load:
    """Sends so many orders from so many clients, and kills the receiver so many times meanwhile, evenly spread but at random."""
    done = Load({}, [])
    names = iter(range(orders))
    chance = random.Random(seed)  # when to kill, no secret
    at = sorted(chance.sample(range(orders // 20, orders), kills))

    async def client() -> None:
        line = Line(running.port, host)
        while some := [f"Namn {number}" for number in islice(names, AT_ONCE)]:
            tokens = {name: await _token(line, name) for name in some}
            await asyncio.sleep(1.05)
            for name, token in tokens.items():
                begun = time.perf_counter()
                status, headers, body = await line.post(f"{ORDER}bekrafta/", {"bevis": token})
                assert status == 303, body
                done.confirm_s.append(time.perf_counter() - begun)
                done.references[name] = headers.partition(b"location: ")[2].partition(b"\r\n")[0].decode()
        await line.close()

    async def killer() -> None:
        for moment in at:
            while len(done.references) < moment:
                await asyncio.sleep(0.01)
            running.kill()
            done.kills += 1
            await running.start()

    begun = time.perf_counter()
    await asyncio.gather(killer(), *(client() for _ in range(clients)))
    done.seconds = time.perf_counter() - begun
    return done


async def _token(line: Line, name: str) -> str:
    status, _, body = await line.post(ORDER, WHOLE | {"namn": name, "epost": ""})
    found = _TOKEN.search(body)
    assert status == 200, body
    assert found
    return found[1].decode()
