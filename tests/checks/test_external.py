"""Outside addresses: what is dead is told with a copy to use instead, and hosts are asked politely."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from press import copydesk
from press.checks.external import (
    Answer,
    Manners,
    State,
    as_cache,
    dead_addresses,
    is_dead,
    is_public,
    of_cache,
    private_addresses,
    remembered,
    to_ask,
)
from press.checks.web import Web
from press.model import Limits
from press.problems import as_text
from press.record import replace
from tests.checks.loopback import Loopback, Page, loopback
from tests.checks.manuscripts import PATH, a_manuscript, desk_with
from tests.tiny import TODAY, TinySite

QUICK = Manners(pause_s=0.0, timeout_s=0.5)
DAY = timedelta(days=1)
PAGE = "https://lund.se/om/plan"
COPY = "http://web.archive.org/web/20090102030405/https://lund.se/om/plan"


def answers(web: Loopback, urls: Iterable[str], manners: Manners = QUICK) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    with Web("https://skriften.se/", manners, web.transport()) as asking:
        asking.ask(urls, TODAY, lambda answer: found.update({answer.url: answer}))
    return found


def moved(to: str, status: int = 301) -> Page:
    return status, {"Location": to}, b""


def by_method(head: int, get: int) -> Callable[[str], tuple[int, dict[str, str], bytes]]:
    return lambda method: (head if method == "HEAD" else get, {}, b"")


# ---------------------------------------------------------------- what an address answers


@pytest.mark.parametrize(
    ("pages", "state", "status"),
    [
        ({PAGE: 200}, "well", 200),
        ({PAGE: 404}, "gone", 404),
        ({PAGE: 410}, "gone", 410),
        ({PAGE: 500}, "failing", 500),
        ({PAGE: 403}, "unjudged", 403),
        ({PAGE: 429}, "unjudged", 429),
        ({PAGE: by_method(405, 200)}, "well", 200),
        ({PAGE: by_method(404, 200)}, "well", 200),
        ({PAGE: by_method(404, 404)}, "gone", 404),
        ({PAGE: moved("https://lund.se/plan", 302), "https://lund.se/plan": 200}, "well", 200),
        ({PAGE: moved("https://lund.se/plan"), "https://lund.se/plan": 200}, "moved", 200),
        ({PAGE: moved("https://lund.se/plan"), "https://lund.se/plan": 404}, "gone", 404),
        ({PAGE: moved("https://lund.se/"), "https://lund.se/": 200}, "front", 200),
        ({PAGE: moved(PAGE)}, "unreachable", 0),  # in a circle
        ({PAGE: moved("http://127.0.0.1/admin")}, "unreachable", 0),
        ({PAGE: 200, "https://lund.se/robots.txt": (200, {}, b"User-agent: *\nDisallow: /om/")}, "unjudged", 0),
        ({PAGE: 200, "https://lund.se/robots.txt": (200, {}, b"\xff\xfe" * 99)}, "well", 200),
    ],
)
def test_an_address_is_judged_by_what_its_host_answers(pages: dict[str, Page], state: State, status: int) -> None:
    with loopback(pages) as web:
        answer = answers(web, [PAGE])[PAGE]

    assert (answer.state, answer.status) == (state, status)
    assert answer.to == ("https://lund.se/plan" if state == "moved" else "")
    assert "http://127.0.0.1/admin" not in web.urls()


def test_a_host_that_does_not_answer_in_time_is_silent() -> None:
    def slow(method: str) -> tuple[int, dict[str, str], bytes]:
        time.sleep(0.6)
        return 200, {}, b""

    with loopback({PAGE: slow}) as web:
        assert answers(web, [PAGE], replace(QUICK, timeout_s=0.1))[PAGE].state == "silent"


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (httpx.ConnectError("Name or service not known"), "unreachable"),
        (httpx.RemoteProtocolError("not HTTP"), "unreachable"),
        (httpx.ReadTimeout("slow"), "silent"),
        (ssl.SSLCertVerificationError("expired"), "certificate"),
    ],
)
def test_what_keeps_a_connection_from_being_made_is_told_apart(fault: Exception, state: State) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        if isinstance(fault, ssl.SSLError):
            raise httpx.ConnectError("certificate") from fault
        raise fault

    found: list[Answer] = []
    with Web("x", QUICK, httpx.MockTransport(refuse)) as asking:
        asking.ask([PAGE], TODAY, found.append)

    assert [one.state for one in found] == [state]


def test_a_host_that_asks_for_a_pause_gets_it_and_is_asked_once_more() -> None:
    count = 0

    def busy(method: str) -> tuple[int, dict[str, str], bytes]:
        nonlocal count
        count += 1
        return (200, {}, b"") if count > 2 else (503, {"Retry-After": "1"}, b"")

    with loopback({PAGE: busy}) as web:
        found = answers(web, [PAGE])

    times = [when for how, url, when in web.asked if url == PAGE]
    assert found[PAGE].state == "well"
    assert times[-1] - times[-2] > 0.9


# ---------------------------------------------------------------- manners


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause_head_first_and_by_name() -> None:
    pages = [f"https://lund.se/a{number}" for number in range(4)]
    with loopback(dict.fromkeys(pages, 200)) as web:
        answers(web, pages, replace(QUICK, pause_s=0.05))

    assert web.urls() == ["https://lund.se/robots.txt", *pages]
    assert web.urls("GET") == ["https://lund.se/robots.txt"]
    assert web.most_busy == 1
    assert all(later - earlier >= 0.045 for (_, _, earlier), (_, _, later) in pairwise(web.asked))
    assert web.agents == {"press-check (looks whether links of https://skriften.se/ are alive)"}


def test_hosts_are_asked_beside_each_other() -> None:
    def slow(method: str) -> tuple[int, dict[str, str], bytes]:
        time.sleep(0.1)
        return 200, {}, b""

    pages = [f"https://host{number}.se/a" for number in range(6)]
    with loopback(dict.fromkeys(pages, slow)) as web:
        answers(web, pages)

    assert web.most_busy > 1


def test_a_host_that_is_not_met_twice_is_let_be_and_the_rest_of_it_is_as_those() -> None:
    asked: list[str] = []

    def refuse(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        raise httpx.ConnectError("no such host")

    found: list[Answer] = []
    with Web("x", QUICK, httpx.MockTransport(refuse)) as asking:
        asking.ask([f"https://lund.se/a{number}" for number in range(9)], TODAY, found.append)

    assert [(one.url, one.state) for one in found] == [(f"https://lund.se/a{number}", "unreachable") for number in range(9)]
    assert asked == ["https://lund.se/robots.txt"] * 2


# ---------------------------------------------------------------- the archive


@pytest.mark.parametrize(
    ("told", "copy"),
    [
        (
            {"archived_snapshots": {"closest": {"available": True, "status": "200", "url": COPY}}},
            COPY.replace("http://", "https://", 1),
        ),
        ({"archived_snapshots": {}}, ""),
        ({"archived_snapshots": {"closest": {"available": True, "status": "404", "url": COPY}}}, ""),
        ({"archived_snapshots": {"closest": {"available": True, "status": "200", "url": "https://evil.se/"}}}, ""),
        ([], ""),
        ("no JSON", ""),
    ],
)
def test_the_archives_newest_copy_is_found_or_nothing(told: object, copy: str) -> None:
    asked = "https://archive.org/wayback/available?url=https%3A%2F%2Flund.se%2Fom%2Fplan"
    body = told.encode() if isinstance(told, str) else json.dumps(told).encode()
    pages = {asked: (200, {"Content-Type": "application/json"}, body)}
    with loopback(pages) as web, Web("x", QUICK, web.transport()) as asking:
        assert asking.archived(PAGE) == copy


# ---------------------------------------------------------------- what is told, and when


def answer(state: State, **changes: object) -> Answer:
    return replace(Answer(PAGE, state, TODAY, 200), **changes)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (answer("gone", status=404), f"{PAGE} answers 404: nothing is there"),
        (answer("failing", status=502), f"{PAGE} answers 502: the server fails"),
        (answer("front"), f"{PAGE} leads to the host's front page: what was there is gone"),
        (answer("silent"), f"{PAGE} does not answer"),
        (answer("unreachable"), f"{PAGE} can't be reached: there is no such host, or it lets nobody in"),
        (answer("certificate"), f"{PAGE} has no valid certificate: browsers warn of it"),
    ],
)
def test_a_dead_address_is_told_at_each_place_with_a_copy_to_use(given: Answer, words: str) -> None:
    front = f"---\ntitle: Lit\nsources:\n  - title: Plan\n    url: {PAGE}\n---\n"
    desk = desk_with(a_manuscript(f"Se [planen]({PAGE}#mal).", front=front))

    known = dead_addresses(desk, {PAGE: replace(given, archive="https://web.archive.org/web/2009/x")})
    unknown = list(dead_addresses(desk, {PAGE: given}))

    assert [as_text(one) for one in known] == [
        f"{PATH}:5: warning: {words}\n    hint: find where it has moved to, or use a copy: https://web.archive.org/web/2009/x",
        f"{PATH}:7: warning: {words.replace(PAGE, PAGE + '#mal')}\n"
        "    hint: find where it has moved to, or use a copy: https://web.archive.org/web/2009/x",
    ]
    assert unknown[0].hint == f"find where it has moved to, or use a copy: https://web.archive.org/web/*/{PAGE}"


def test_an_address_that_has_moved_for_good_is_told_with_the_new_one() -> None:
    desk = desk_with(a_manuscript(f"Se [planen]({PAGE})."))

    assert [as_text(one) for one in dead_addresses(desk, {PAGE: answer("moved", to="https://lund.se/plan")})] == [
        f"{PATH}:8: warning: {PAGE} has moved for good\n    hint: write https://lund.se/plan"
    ]
    assert list(dead_addresses(desk, {PAGE: answer("well")})) == []
    assert list(dead_addresses(desk, {})) == []


@pytest.mark.parametrize(
    ("given", "is_told"),
    [
        (answer("silent", since=TODAY), True),  # it has never answered
        (answer("silent", since=TODAY, good=TODAY - DAY), False),
        (answer("silent", since=TODAY - 6 * DAY, good=TODAY - 9 * DAY), False),
        (answer("silent", since=TODAY - 7 * DAY, good=TODAY - 9 * DAY), True),
        (answer("gone", since=TODAY, good=TODAY - DAY), True),
        (answer("front", since=TODAY, good=TODAY - DAY), True),
        (answer("unjudged", since=None, good=TODAY), False),
    ],
)
def test_what_has_answered_before_may_be_silent_for_a_while(given: Answer, is_told: bool) -> None:
    assert is_dead(given, TODAY, Limits().grace_days) is is_told


def test_what_is_wrong_is_remembered_from_its_first_day_until_it_is_well_again() -> None:
    first = remembered(answer("well"), None)
    second = remembered(answer("silent", day=TODAY + DAY), first)
    third = remembered(answer("gone", day=TODAY + 2 * DAY, archive="https://web.archive.org/a"), second)
    fourth = remembered(answer("gone", day=TODAY + 3 * DAY), third)
    fifth = remembered(answer("well", day=TODAY + 4 * DAY), fourth)

    assert [(one.good, one.since) for one in (first, second, third, fourth, fifth)] == [
        (TODAY, None),
        (TODAY, TODAY + DAY),
        (TODAY, TODAY + DAY),
        (TODAY, TODAY + DAY),
        (TODAY + 4 * DAY, None),
    ]
    assert fourth.archive == "https://web.archive.org/a"


@pytest.mark.parametrize(
    ("given", "is_asked"),
    [
        (None, True),
        (answer("well"), False),
        (answer("well", day=TODAY - 6 * DAY), False),
        (answer("well", day=TODAY - 7 * DAY), True),
        (answer("well", day=TODAY + DAY), True),  # a clock that went wrong
        (answer("moved"), False),
        (answer("gone"), True),
    ],
)
def test_what_answered_well_lately_is_not_asked_again(given: Answer | None, is_asked: bool) -> None:
    assert to_ask([PAGE], {PAGE: given} if given else {}, TODAY) == ((PAGE,) if is_asked else ())


@pytest.mark.parametrize("url", ["http://localhost/", "http://127.0.0.1:8000/", "http://10.0.0.4/", "http://[::1]/", "http://intranet/",
                                 "http://nas.local/", "https://[", "http://169.254.169.254/latest"])  # fmt: skip
def test_an_address_of_ones_own_network_is_told_without_asking(url: str) -> None:
    front = f"---\ntitle: Lit\nsources:\n  - title: Plan\n    url: {url}\n---\n"

    assert not is_public(url)
    assert [as_text(one) for one in private_addresses(desk_with(a_manuscript("Text.", front=front)))] == [
        f"{PATH}:5: warning: {url} is of one's own machine or network: readers can't reach it\n    hint: link to a public address"
    ]


def test_a_public_address_is_public() -> None:
    assert is_public("https://lund.se/")
    assert is_public("https://193.10.0.1/")


def test_the_cache_comes_back_as_it_was_and_a_damaged_one_is_none() -> None:
    given = {PAGE: answer("gone", since=TODAY, good=TODAY - DAY, archive="https://web.archive.org/a")}

    assert of_cache(as_cache(given)) == given
    assert of_cache(b"[{]") == {}
    assert of_cache(b'[{"url": 1}]') == {}


# ---------------------------------------------------------------- the whole, through a proxy as offices have them


def test_check_asks_the_web_and_remembers(site: TinySite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    site.article("klimat", body="[Planen](http://lund.se/om/plan), [kartan](http://lund.se/karta) och [Umeå](http://umea.se/a).")
    pages = {"http://lund.se/karta": 200, "http://umea.se/a": moved("http://umea.se/b"), "http://umea.se/b": 200}
    archive = "http://archive.org/wayback/available"
    copy = {"archived_snapshots": {"closest": {"available": True, "status": "200", "url": COPY}}}
    pages[f"{archive}?url=http%3A%2F%2Flund.se%2Fom%2Fplan"] = (200, {}, json.dumps(copy).encode())
    manners = replace(QUICK, archive=archive)

    with loopback(pages) as web:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{web.port}")
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        first = copydesk.check(site.folder, TODAY, external=manners)
        asked = len(web.asked)
        again = copydesk.check(site.folder, TODAY + DAY, external=manners)

    told = [as_text(one) for one in first.problems if one.code.startswith("outside")]
    assert told == [
        "content/articles/klimat.md:9: warning: http://lund.se/om/plan answers 404: nothing is there\n"
        f"    hint: find where it has moved to, or use a copy: {COPY.replace('http://', 'https://', 1)}",
        "content/articles/klimat.md:9: warning: http://umea.se/a has moved for good\n    hint: write http://umea.se/b",
    ]
    assert [as_text(one) for one in again.problems if one.code.startswith("outside")] == told
    assert first.outside == copydesk.Asked(3, 3, 0)
    assert again.outside == copydesk.Asked(3, 1, 0)
    assert {url for _, url, _ in web.asked[asked:]} == {"http://lund.se/robots.txt", "http://lund.se/om/plan"}
    assert (site.folder / copydesk.CACHE).is_file()
    assert not (site.folder / "output").exists()


def test_a_machine_without_the_web_is_told_as_such_and_no_address_is_dead(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = " ".join(f"[Sida {number}](http://host{number}.se/om/plan)" for number in range(3))
    site.article("klimat", body=links)
    with loopback({}) as web:
        nobody = web.port  # closed from here on
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{nobody}")

    found = copydesk.check(site.folder, TODAY, external=QUICK)

    assert found.outside == copydesk.Asked(3, 3, 0, is_offline=True)
    assert not [one for one in found.problems if one.code.startswith("outside")]
    assert of_cache((site.folder / copydesk.CACHE).read_bytes()) == {}

    site.article("klimat", body="[En enda](http://host0.se/om/plan)")

    found = copydesk.check(site.folder, TODAY, external=QUICK)

    assert [one.code for one in found.problems if one.code.startswith("outside")] == ["outside-unreachable"]


def test_without_being_asked_to_check_does_not_touch_the_web(site: TinySite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.article("klimat", body="[Planen](http://lund.se/om/plan).")

    with loopback({}) as web:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{web.port}")
        found = copydesk.check(site.folder, date(2026, 11, 24))

    assert web.asked == []
    assert found.outside is None
