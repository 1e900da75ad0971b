"""Addresses outside the publication: which are dead, which have moved, and an archived copy to use instead. Pure.

What the web answered comes in from `web.py`; what it answered earlier, from a cache that the caller keeps.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Literal
from urllib.parse import quote, urldefrag, urlsplit

from press.checks.desk import Desk
from press.problems import Problem, problem
from press.record import Record, as_json, of_json

State = Literal["well", "moved", "gone", "failing", "silent", "unreachable", "certificate", "front", "unjudged"]
FRESH = timedelta(days=7)  # an address that answered so lately is not asked again
AT_ONCE = ("gone", "front")  # no grace: the host itself says that nothing is there
_LOCAL = (".local", ".localhost", ".internal", ".lan", ".home", ".test", ".invalid")


class Answer(Record, frozen=True):
    """What became of asking for an address. `since` is the first day of what is wrong, `good` the last on which nothing was."""

    url: str
    state: State
    day: date
    status: int = 0  # of HTTP; 0 when there was no answer
    to: str = ""  # where it has moved for good
    since: date | None = None
    good: date | None = None
    archive: str = ""  # a copy of it, at the Internet Archive

    @property
    def is_well(self) -> bool:
        return self.state in {"well", "moved", "unjudged"}

    @property
    def was_met(self) -> bool:
        """Whether a server answered at all."""
        return self.state not in {"silent", "unreachable", "certificate"}


class Manners(Record, frozen=True):
    """How servers are asked. Tests are in more of a hurry than politeness allows."""

    pause_s: float = 1.0  # between two requests to a host
    timeout_s: float = 15.0
    archive: str = "https://archive.org/wayback/available"


def addresses(desk: Desk) -> tuple[str, ...]:
    """Every outside address of the texts that anybody could reach, once, without its fragment."""
    found = {urldefrag(url).url for manuscript in desk.manuscripts for url, _ in manuscript.urls}
    return tuple(sorted(url for url in found if is_public(url)))


def is_public(url: str) -> bool:
    """Whether readers elsewhere could reach the host: no name or number of one's own machine or network."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host.strip(".") and not host.endswith(_LOCAL)


def to_ask(urls: Iterable[str], known: Mapping[str, Answer], today: date) -> tuple[str, ...]:
    """Those that did not answer well lately."""
    return tuple(url for url in urls if not _is_fresh(known.get(url), today))


def _is_fresh(answer: Answer | None, today: date) -> bool:
    return answer is not None and answer.is_well and timedelta() <= today - answer.day < FRESH


def remembered(answer: Answer, before: Answer | None) -> Answer:
    """The new answer with what is to be kept of the one before."""
    good = answer.day if answer.is_well else (before.good if before else None)
    begun = before.since if before and not before.is_well and before.since else answer.day
    since = None if answer.is_well else begun
    archive = answer.archive or (before.archive if before else "")
    return Answer(answer.url, answer.state, answer.day, answer.status, answer.to, since, good, archive)


def is_offline(answers: Iterable[Answer]) -> bool:
    """Whether it is this machine that reaches nobody, rather than that all others are gone: no host of several was met."""
    hosts = {urlsplit(answer.url).netloc: False for answer in answers} | {
        urlsplit(answer.url).netloc: True for answer in answers if answer.was_met
    }
    return len(hosts) >= 3 and not any(hosts.values())


def is_dead(answer: Answer, today: date, grace_days: int) -> bool:
    """Whether to tell of it: what has answered before may be silent for a while."""
    if answer.is_well:
        return False
    if answer.state in AT_ONCE or answer.good is None or answer.since is None:
        return True
    return today - answer.since >= timedelta(days=grace_days)


def dead_addresses(desk: Desk, answers: Mapping[str, Answer]) -> Iterator[Problem]:
    grace = desk.publication.settings.checks.grace_days
    for manuscript in desk.manuscripts:
        for url, line in manuscript.urls:
            answer = answers.get(urldefrag(url).url)
            if answer is not None and answer.state == "moved":
                yield problem("outside-moved", manuscript.source, line, url=url, to=answer.to)
            elif answer is not None and is_dead(answer, desk.today, grace):
                yield _told(answer, manuscript.source, line, url)


def _told(answer: Answer, source: str, line: int, url: str) -> Problem:
    archive = answer.archive or f"https://web.archive.org/web/*/{quote(url, safe=':/?&=%~+,;@')}"
    match answer.state:
        case "gone":
            return problem("outside-gone", source, line, url=url, status=answer.status, archive=archive)
        case "failing":
            return problem("outside-failing", source, line, url=url, status=answer.status, archive=archive)
        case "front":
            return problem("outside-front", source, line, url=url, archive=archive)
        case "certificate":
            return problem("outside-certificate", source, line, url=url, archive=archive)
        case "silent":
            return problem("outside-silent", source, line, url=url, archive=archive)
        case _:
            return problem("outside-unreachable", source, line, url=url, archive=archive)


def private_addresses(desk: Desk) -> Iterator[Problem]:
    """Told without asking the web: nobody else reaches them."""
    for manuscript in desk.manuscripts:
        for url, line in manuscript.urls:
            if not is_public(url):
                yield problem("outside-private", manuscript.source, line, url=url)


# ---------------------------------------------------------------- the cache


def as_cache(answers: Mapping[str, Answer]) -> bytes:
    return as_json([answers[url] for url in sorted(answers)])


def of_cache(content: bytes) -> dict[str, Answer]:
    """The answers in a cache's file; none when it is damaged or of another form."""
    try:
        return {answer.url: answer for answer in of_json(content, list[Answer])}
    except ValueError:
        return {}
