"""Asks other people's servers whether an address is there. The only file that knows httpx.

Politely: one request at a time to each host with a pause between, HEAD before GET, nothing downloaded, robots.txt and
Retry-After heeded, and a name that says who asks.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from json import JSONDecodeError
from types import TracebackType
from typing import Any
from urllib.parse import quote, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from press.checks.external import Answer, Manners, State, is_public
from press.record import replace

NAME = "press-check"
HOSTS_AT_ONCE = 8
MOST_REDIRECTS = 8
ENOUGH = 2  # a host that did not let itself be met so many times in a row is let be
LONGEST_WAIT_S = 30.0  # for a host that asks for a pause; one that asks for more is left for another day
_NOT_THERE = {404, 410}
_HEAD_MAY_LIE = range(400, 600)


class PrivateHostError(httpx.RequestError):
    """A server leads to a host that is not public: it is not followed there."""


class Web:
    """To be used in a `with`. `who` says on whose behalf one asks: the publication's address."""

    def __init__(self, who: str, manners: Manners | None = None, transport: httpx.BaseTransport | None = None) -> None:
        self._manners = manners or Manners()
        self._client = httpx.Client(
            headers={"User-Agent": f"{NAME} (looks whether links of {who} are alive)", "Accept": "*/*"},
            follow_redirects=True,
            max_redirects=MOST_REDIRECTS,
            timeout=self._manners.timeout_s,
            transport=transport,
            event_hooks={"request": [_refuse_private]},
        )

    def __enter__(self) -> Web:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def ask(self, urls: Iterable[str], today: date, told: Callable[[Answer], None]) -> None:
        """Asks for each address and tells each answer as it comes, one at a time: hosts beside each other, a host's in turn."""
        by_host: defaultdict[str, list[str]] = defaultdict(list)
        for url in urls:
            by_host[urlsplit(url).netloc.lower()].append(url)
        lock, stop = threading.Lock(), threading.Event()

        def of_host(some: list[str]) -> None:
            host = _Host(self._client, self._manners, stop)
            failed = 0
            answer: Answer | None = None
            for url in some:
                if stop.is_set():
                    return
                if answer is None or failed < ENOUGH:
                    answer = host.answer(url, today)
                    failed = 0 if answer.was_met else failed + 1
                else:  # it would be as the ones before
                    answer = replace(answer, url=url)
                with lock:
                    told(answer)

        with ThreadPoolExecutor(max_workers=HOSTS_AT_ONCE) as pool:
            work = [pool.submit(of_host, some) for _, some in sorted(by_host.items())]
            try:
                for one in work:
                    one.result()
            except BaseException:
                stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def archived(self, url: str) -> str:
        """The address of the archive's newest copy that was well, or nothing."""
        time.sleep(self._manners.pause_s)
        try:
            told: Any = self._client.get(f"{self._manners.archive}?url={quote(url, safe='')}").raise_for_status().json()
            closest = told["archived_snapshots"]["closest"]
            copy = str(closest["url"]) if closest["available"] and str(closest["status"]).startswith("2") else ""
        except (httpx.HTTPError, JSONDecodeError, UnicodeDecodeError, KeyError, TypeError):
            return ""
        copy = copy.replace("http://", "https://", 1)
        return copy if copy.startswith("https://web.archive.org/web/") and not any(sign.isspace() for sign in copy) else ""


def _refuse_private(request: httpx.Request) -> None:
    if not is_public(str(request.url)):
        raise PrivateHostError("not public", request=request)


class _Host:
    """One host, asked by one thread."""

    def __init__(self, client: httpx.Client, manners: Manners, stop: threading.Event) -> None:
        self._client, self._manners, self._stop = client, manners, stop
        self._robots: RobotFileParser | None = None
        self._last = 0.0

    def answer(self, url: str, today: date) -> Answer:
        try:
            if not self._may(url):
                return Answer(url, "unjudged", today)
            response = self._response("HEAD", url)
            if response.status_code in _HEAD_MAY_LIE:
                response = self._response("GET", url)
            if response.status_code in {429, 503} and (wait := _wait_of(response)):
                self._stop.wait(wait)
                response = self._response("GET", url)
        except httpx.TimeoutException:
            return Answer(url, "silent", today)
        except PrivateHostError:
            return Answer(url, "unreachable", today)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as fault:
            return Answer(url, "certificate" if _is_of_certificate(fault) else "unreachable", today)
        return _judged(url, response, today)

    def _response(self, method: str, url: str) -> httpx.Response:
        """The answer's head alone: the body is not read."""
        self._stop.wait(max(0.0, self._last + self._manners.pause_s - time.monotonic()))
        try:
            with self._client.stream(method, url) as response:
                return response
        finally:
            self._last = time.monotonic()

    def _may(self, url: str) -> bool:
        """What the host's robots.txt says; a host without one says yes (RFC 9309, 2.3.1)."""
        if self._robots is None:
            parts = urlsplit(url)
            try:
                response = self._client.get(f"{parts.scheme}://{parts.netloc}/robots.txt")
            finally:
                self._last = time.monotonic()
            robots = RobotFileParser()
            robots.parse(response.text.splitlines()[:5000] if response.status_code == 200 else [])
            self._robots = robots
        return self._robots.can_fetch(NAME, url)


def _wait_of(response: httpx.Response) -> float:
    """How long the host asks one to wait, in seconds; 0 when it does not say, or when it is too long."""
    told = response.headers.get("Retry-After", "")
    return float(told) if told.isdigit() and 0 < int(told) <= LONGEST_WAIT_S else 0.0


def _judged(url: str, response: httpx.Response, today: date) -> Answer:
    status = response.status_code
    state: State
    if status in _NOT_THERE:
        state = "gone"
    elif status >= 500:
        state = "failing"
    elif status >= 400:
        state = "unjudged"  # hosts that keep programs out: a person may be let in
    elif _leads_to_front(url, str(response.url)):
        state = "front"
    elif response.history and all(one.status_code in {301, 308} for one in response.history):
        return Answer(url, "moved", today, status, str(response.url))
    else:
        state = "well"
    return Answer(url, state, today, status)


def _leads_to_front(url: str, end: str) -> bool:
    """A deep address that ends at the front page: what was there is gone, though nobody says so."""
    begun, ended = urlsplit(url), urlsplit(end)
    deep = begun.path.strip("/").count("/") >= 1 or bool(begun.query)
    return deep and ended.path in {"", "/"} and not ended.query


def _is_of_certificate(fault: BaseException | None) -> bool:
    while fault is not None:
        if isinstance(fault, ssl.SSLError):
            return True
        fault = fault.__cause__ or fault.__context__
    return False
