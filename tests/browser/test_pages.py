"""The built site as a browser meets it: every page loads clean, every link leads somewhere, nothing leaves the host."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, Route

from tests.browser.serving import Site

pytestmark = pytest.mark.xdist_group("browser")

TYPES = {  # one page of each type
    "start": "/",
    "articles": "/artiklar/",
    "article": "/artiklar/lit-bykontoret/",
    "article with a table": "/artiklar/biogas-skelleftea/",
    "article of many": "/artiklar/hallbaraste-staden-norra-europa/",
    "tools": "/verktyg/",
    "tool": "/verktyg/organisation-och-ledarskap/",
    "tool without articles": "/verktyg/balanserad-styrning/",
    "dimensions": "/dimensioner/",
    "dimension": "/dimensioner/social/",
    "regions": "/regioner/",
    "county": "/regioner/skane-lan/",
    "county without articles": "/regioner/dalarnas-lan/",
    "group": "/regioner/hela-landet/",
    "municipality": "/kommuner/helsingborg/",
    "municipalities": "/kommuner/",
    "overview": "/oversikt/",
    "search": "/sok/",
    "booklet": "/skriften/",
    "order": "/bestall/",
    "page": "/om/",
    "statement": "/tillganglighet/",
    "not found": "/404.html",
}
WIDTHS = (320, 390, 768, 1280)
OWN_SCRIPTS = "script[src]"
AUDIT = bool(os.environ.get("PRESS_AUDIT"))
MODES: dict[str, dict[str, str]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
}
STORED = """async () => localStorage.length + sessionStorage.length + (await indexedDB.databases()).length
    + (await caches.keys()).length + (await navigator.serviceWorker.getRegistrations()).length"""
_FIND_ANCHORS = """() => ({
    ids: [...document.querySelectorAll("[id]")].map(e => e.id),
    links: [...document.querySelectorAll("[href], [src]")].map(e => e.getAttribute("href") ?? e.getAttribute("src")),
    cookies: document.cookie,
})"""


@dataclass
class Visit:
    """What a page did and holds."""

    faults: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    links: set[str] = field(default_factory=set)  # absolute
    ids: list[str] = field(default_factory=list)
    remembers: bool = False
    has_scripts: bool = False  # files of ours; most pages have none


@pytest.fixture(scope="module")
def visits(site: Site, browser: Browser) -> dict[str, Visit]:
    """Every page of the site, each opened once."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    found: dict[str, Visit] = {}
    current = Visit()

    def console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            current.faults.append(message.text)

    def response(answer: Response) -> None:
        if answer.status >= 400:
            current.faults.append(f"{answer.status}: {answer.url}")

    def request(asked: Request) -> None:
        if is_foreign(asked.url, site):
            current.foreign.append(asked.url)

    def failed(asked: Request) -> None:
        if asked.failure != "net::ERR_ABORTED":  # the browser's own doing: it left for the next page
            current.faults.append(f"failed: {asked.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: current.faults.append(str(error)))
    page.on("requestfailed", failed)
    page.on("response", response)
    page.on("request", request)
    for address in site.pages:
        current = found[address] = Visit()
        if "http-equiv" in (site.folder / (address.lstrip("/") + "index.html" * address.endswith("/"))).read_text("utf-8"):
            continue  # a redirect leaves before it can be looked at; test_site.py follows it
        page.goto(site.address + address, wait_until="load")
        told = page.evaluate(_FIND_ANCHORS)
        current.has_scripts = page.locator(OWN_SCRIPTS).count() > 0
        current.ids = told["ids"]
        current.links = {urljoin(site.address + address, link) for link in told["links"]}
        current.remembers = bool(told["cookies"] or page.evaluate(STORED) or context.cookies())
    context.close()
    return found


def is_foreign(url: str, site: Site) -> bool:
    return urlsplit(url).scheme in {"http", "https"} and not url.startswith(site.address + "/")


def test_every_page_loads_without_a_console_error_or_a_failed_request(visits: dict[str, Visit]) -> None:
    assert {address: visit.faults for address, visit in visits.items() if visit.faults} == {}


def test_no_request_leaves_for_another_host(visits: dict[str, Visit]) -> None:
    assert {address: visit.foreign for address, visit in visits.items() if visit.foreign} == {}


def test_no_page_sets_a_cookie_or_stores_anything(visits: dict[str, Visit]) -> None:
    assert [address for address, visit in visits.items() if visit.remembers] == []


def test_no_page_uses_an_id_twice(visits: dict[str, Visit]) -> None:
    assert {a: v.ids for a, v in visits.items() if len(v.ids) != len(set(v.ids))} == {}


def test_every_link_and_anchor_of_every_page_leads_somewhere(site: Site, visits: dict[str, Visit]) -> None:
    files = {"/" + path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*") if path.is_file()}
    addresses = files | {name.removesuffix("index.html") for name in files}

    dead = defaultdict(list)
    for address, visit in visits.items():
        for link in visit.links:
            target, anchor = urldefrag(link)
            if not target.startswith(site.address + "/"):
                continue
            path = unquote(urlsplit(target).path)
            if path not in addresses or (anchor and path in visits and visits[path].ids and anchor not in visits[path].ids):
                dead[address].append(link)

    assert dead == {}


def test_every_page_can_be_reached_from_the_start_page(site: Site, visits: dict[str, Visit]) -> None:
    reached, waiting = {"/404.html"}, ["/"]
    while waiting:
        address = waiting.pop()
        if address in reached or address not in visits:
            continue
        reached.add(address)
        waiting += [urlsplit(urldefrag(link)[0]).path for link in visits[address].links if link.startswith(site.address)]

    unreached = [address for address, visit in visits.items() if address not in reached and visit.ids]
    assert unreached == []


# ---------------------------------------------------------------- widths and modes


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", TYPES)
def test_no_page_is_wider_than_the_window(site: Site, page: Page, kind: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(site.address + TYPES[kind])

    assert page.evaluate("document.documentElement.scrollWidth") <= width


_SHIFTS = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((one) => { sum += one.value; }))
        .observe({type: "layout-shift", buffered: true});
    document.fonts.ready.then(() => requestAnimationFrame(() => setTimeout(() => done(sum), 50)));
})"""


@pytest.mark.parametrize("kind", TYPES)
def test_nothing_moves_when_the_fonts_come(site: Site, page: Page, kind: str) -> None:
    """The fonts are held back until the page has been drawn in those of the machine."""
    held: list[Route] = []
    hold = True

    def meet(route: Route) -> None:
        if hold:
            held.append(route)
        else:
            route.continue_()

    page.set_viewport_size({"width": 412, "height": 823})
    page.route("**/*.woff2", meet)
    page.goto(site.address + TYPES[kind], wait_until="domcontentloaded")
    page.wait_for_timeout(150)
    assert held

    hold = False
    for route in held:
        route.continue_()

    assert page.evaluate(_SHIFTS) < 0.005


@pytest.mark.parametrize("width", [390, 1280])
def test_the_start_page_works_at_a_phones_and_a_desks_width(site: Site, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(site.address)

    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_role("link", name="Läs artiklarna").is_visible()
    for name in ("Artiklar", "Verktyg", "Regioner", "Skriften", "Sök"):
        assert page.get_by_role("banner").get_by_role("link", name=name, exact=True).is_visible()
    mark = page.locator("main svg a").first
    box = mark.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    mark.click()
    assert re.search(r"/kommuner/[a-z-]+/$", page.url)


@pytest.mark.parametrize("kind", TYPES)
def test_each_step_of_the_keyboard_shows_where_it_is(site: Site, page: Page, kind: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(site.address + TYPES[kind])

    hidden = []
    for _ in range(25):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => {
                const one = document.activeElement;
                if (!one || one === document.body) return null;
                const style = getComputedStyle(one), box = one.getBoundingClientRect();
                const hit = one.querySelector(".hit");
                const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                const stroke = hit && getComputedStyle(hit).stroke !== "none";
                return {name: one.outerHTML.slice(0, 120), seen: (outline || stroke) && box.width > 0 && box.height > 0};
            }"""
        )
        if told and not told["seen"]:
            hidden.append(told["name"])

    assert hidden == []


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_on_a_page_of_each_type_in_each_mode(site: Site, browser: Browser, kind: str, mode: str) -> None:
    for width in (320, 1280):
        with opened(browser, width, mode) as page:
            page.goto(site.address + TYPES[kind])
            has_scripts = page.locator(OWN_SCRIPTS).count() > 0

            assert problems_of(page) == []
        if has_scripts:
            with opened(browser, width, mode, without_scripts=True) as page:
                page.goto(site.address + TYPES[kind])

                assert problems_of(page) == []


def test_axe_finds_nothing_on_any_page(
    site: Site, browser: Browser, visits: dict[str, Visit], record_property: Callable[[str, object], None]
) -> None:
    """Each page in one mode; `make audit` crosses every page with every width and mode, those that have scripts of ours
    with and without them."""
    crosses = [(width, mode) for width in WIDTHS for mode in MODES] if AUDIT else [(768, "light")]
    rest = [address for address, visit in visits.items() if visit.ids and (AUDIT or address not in TYPES.values())]
    scripted = [address for address in rest if visits[address].has_scripts]

    found = {}
    for width, mode in crosses:
        for without_scripts, addresses in ((False, rest), (True, scripted)):
            with opened(browser, width, mode, without_scripts=without_scripts) as page:
                for address in addresses:
                    page.goto(site.address + address)
                    if problems := problems_of(page):
                        found[address, width, mode, without_scripts] = problems

    record_property(
        "audit",
        f"axe-core: {len(rest)} pages x {len(crosses)} crosses of width and mode, "
        f"the {len(scripted)} of them that have scripts without these too: {len(found)} with a violation",
    )
    assert found == {}


@contextmanager
def opened(browser: Browser, width: int, mode: str, *, without_scripts: bool = False) -> Iterator[Page]:
    """A page of that width and mode. Without scripts of ours it still runs those that look at it: axe needs them."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **MODES[mode])  # type: ignore[arg-type]
    if without_scripts:
        context.route("**/*.js", lambda route: route.abort())
    try:
        yield context.new_page()
    finally:
        context.close()


def problems_of(page: Page) -> list[str]:
    """What axe-core finds by WCAG 2.2 A and AA and its best practices: rule and the first place."""
    results = Axe().run(page)
    return [f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in results.response["violations"]]
