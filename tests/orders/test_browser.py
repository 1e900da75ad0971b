"""The whole way in Chromium, with scripts and without: faults, back, a double click; axe on each state."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from starlette.staticfiles import StaticFiles

from press import receiving
from press.addresses import RECEIVER, Host
from press.orders import serving
from press.record import Record, replace
from press.shape.headers import Hosting, policy
from press.terms import Rates
from tests.browser.test_pages import AUDIT, MODES
from tests.hosts.servers import free_port
from tests.orders.asking import Asked, Clock, receiver
from tests.orders.conftest import opened

pytestmark = pytest.mark.xdist_group("browser")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WRITTEN = {
    "namn": "Åsa Öberg",
    "organisation": "Växjö kommun",
    "adress": "Box 1222",
    "postnummer": "35112",
    "ort": "Växjö",
    "epost": "asa@vaxjo.se",
    "antal": "5",
}
HEADING = "h1"


class Open(Record):
    """The site and its receiver on one address, as behind a web server."""

    address: str
    asked: Asked


@pytest.fixture(scope="module")
def open_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    folder = tmp_path_factory.mktemp("open")
    project = opened(folder / "project", f"{address}/")
    settings = receiving.settings_in(project)
    settings = replace(settings, orders=replace(settings.orders, rates=Rates(10**6, 10**6)))
    files = StaticFiles(directory=project / "output" / "site", html=True)
    rules = policy(Hosting(Host.of(settings.address), settings.orders, (), {})).encode()
    with receiver(project, folder, settings=settings, clock=Now(), busy_s=0.3) as asked:

        async def both(scope: Any, receive: Any, send: Any) -> None:
            async def with_policy(message: Any) -> None:
                if message["type"] == "http.response.start":
                    message["headers"] = [*message["headers"], (b"content-security-policy", rules)]
                await send(message)

            if scope["type"] == "http" and not scope["path"].startswith(RECEIVER):
                await files(scope, receive, with_policy)
            else:
                await asked.app(scope, receive, send)

        running = serving.server_of(both)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [serving.listener(port)]})
        thread.start()
        while not running.started:
            time.sleep(0.02)
        yield Open(address, asked)
        running.should_exit = True
        thread.join()


class Now(Clock):
    """The real time, which can be moved on."""

    def __init__(self) -> None:
        super().__init__(0.0)

    def __call__(self) -> float:
        return time.time() + self.moment


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def page(request: pytest.FixtureRequest, browser: Browser, open_site: Open) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param, viewport={"width": 1000, "height": 900})
    faults: list[str] = []
    opened_page = context.new_page()
    opened_page.on("console", lambda told: faults.append(told.text) if "Content Security Policy" in told.text else None)
    yield opened_page
    context.close()
    assert faults == []


def fill(page: Page, address: str, **changes: str) -> None:
    page.goto(f"{address}/bestall/")
    for name, value in (WRITTEN | changes).items():
        page.locator(f"#{name}").fill(value)


def press(page: Page, words: str) -> None:
    """Presses a button, and waits for the page that it leads to: a click alone may return while the old one still stands."""
    with page.expect_navigation():
        page.get_by_role("button", name=words).click()


def names(open_site: Open) -> list[str]:
    return [kept.order.name for kept in open_site.asked.store.orders()]


def test_a_reader_orders_mends_confirms_and_goes_back(page: Page, open_site: Open, request: pytest.FixtureRequest) -> None:
    name = f"Åsa {request.node.callspec.id}"
    fill(page, open_site.address, namn=name, postnummer="351 1", epost="asa.vaxjo.se")
    press(page, "Granska beställningen")
    summary = page.get_by_role("alert")
    told = (summary.locator("h2").inner_text(), summary.get_by_role("link").all_inner_texts(), page.title())
    is_focused = page.locator(".summary:focus").count()
    summary.get_by_role("link").first.click()
    focused = page.locator("#postnummer:focus").count()
    kept = page.locator("#namn").input_value()

    page.locator("#postnummer").fill("35112")
    page.locator("#epost").fill("asa@vaxjo.se")
    press(page, "Granska beställningen")
    confirm = (page.locator(HEADING).inner_text(), page.locator(".given").inner_text())
    time.sleep(1.1)
    press(page, "Skicka beställningen")
    thanks, reference = page.locator(HEADING).inner_text(), page.locator(".reference").inner_text().split("\n")[-1]
    page.reload()
    after_reload = page.locator(".reference").inner_text().split("\n")[-1]
    page.go_back()
    press(page, "Skicka beställningen")
    after_back = page.locator(".reference").inner_text().split("\n")[-1]

    assert told[0] == "Två uppgifter behöver rättas"
    assert told[1] == ["Skriv fem siffror, till exempel 351 12.", "Skriv e-postadressen så här: namn@kommun.se."]
    assert told[2].startswith("Rätta uppgifterna – Beställ skriften")
    assert (is_focused, focused, kept) == (1, 1, name)
    assert confirm[0] == "Stämmer det här?"
    assert "351 12 Växjö" in confirm[1]
    assert thanks == "Tack för din beställning!"
    assert reference == after_reload == after_back
    assert names(open_site).count(name) == 1


def test_a_double_click_orders_once(page: Page, open_site: Open, request: pytest.FixtureRequest) -> None:
    name = f"Bo {request.node.callspec.id}"
    fill(page, open_site.address, namn=name)
    press(page, "Granska beställningen")
    time.sleep(1.1)
    page.get_by_role("button", name="Skicka beställningen").dblclick(no_wait_after=True)
    page.wait_for_url("**/tack/**")

    assert names(open_site).count(name) == 1


def test_what_was_confirmed_can_be_changed_and_the_form_is_as_it_was_written(page: Page, open_site: Open) -> None:
    fill(page, open_site.address, namn="Eva Ek")
    press(page, "Granska beställningen")
    press(page, "Ändra uppgifterna")

    assert page.locator("#namn").input_value() == "Eva Ek"
    assert page.locator("#postnummer").input_value() == "351 12"
    assert page.get_by_role("alert").count() == 0
    assert "Eva Ek" not in names(open_site)


def test_a_message_is_sent_from_the_statement_without_a_name(page: Page, open_site: Open) -> None:
    page.goto(f"{open_site.address}/tillganglighet/")
    page.get_by_label("Vad vill du berätta?").fill("Kartan går inte\natt nå.")
    press(page, "Granska meddelandet")
    anonymous = "du är anonym" in page.locator(".given").inner_text()
    time.sleep(1.1)
    press(page, "Skicka meddelandet")

    assert anonymous
    assert page.locator(HEADING).inner_text() == "Tack för ditt meddelande!"
    assert open_site.asked.store.messages()[-1].message.text == "Kartan går inte\natt nå."


def test_the_field_that_programs_fill_in_is_out_of_a_readers_way(page: Page, open_site: Open) -> None:
    page.goto(f"{open_site.address}/bestall/")
    box = page.locator("#webbplats").bounding_box()
    order = []
    page.locator("#antal").focus()
    for _ in range(2):
        page.keyboard.press("Tab")
        order.append(page.locator(":focus").inner_text())

    assert box is not None
    assert box["x"] < -100
    assert order[0] == "Granska beställningen"


# ---------------------------------------------------------------- axe


STATES = (
    "form", "faults", "trap", "confirm", "unsaved", "thanks", "message", "message faults", "message confirm", "lost",
)  # fmt: skip
SIZES = {"light": (320,), "dark": (1280,), "forced colours": (1280,)}


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_in_any_state(browser: Browser, open_site: Open, mode: str) -> None:
    found: dict[str, list[str]] = {}
    for width in (320, 1280) if AUDIT else SIZES[mode]:
        context = browser.new_context(viewport={"width": width, "height": 800}, **MODES[mode])  # type: ignore[arg-type]
        page = context.new_page()
        for state in STATES:
            show(page, open_site, state, f"{mode} {width}")
            result = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            faults = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in result.response["violations"]]
            if faults or wide:
                found[f"{state} {width}"] = [*faults, *(["wider than the screen"] if wide else [])]
        context.close()

    assert found == {}


def show(page: Page, open_site: Open, state: str, name: str) -> None:
    """Brings the page into a state."""
    address, clock = open_site.address, open_site.asked.clock
    if state in {"message", "message faults", "message confirm"}:
        page.goto(f"{address}/tillganglighet/")
        if state == "message confirm":
            page.locator("#meddelande").fill(f"Hej {name}")
        if state != "message":
            press(page, "Granska meddelandet")
        return
    if state == "lost":
        page.goto(f"{address}{RECEIVER}finns-inte/")
        return
    fill(page, address, **({"namn": "", "postnummer": "1"} if state == "faults" else {"namn": name}))
    if state == "trap":
        page.locator("#webbplats").fill("x", force=True)
    if state == "form":
        return
    press(page, "Granska beställningen")
    if state == "unsaved":
        clock.goes_on(seconds=5)
        with locked(Path(str(open_site.asked.store.engine.url.database))):
            press(page, "Skicka beställningen")
        assert page.locator(".summary").count() == 1
    if state == "thanks":
        clock.goes_on(seconds=5)
        press(page, "Skicka beställningen")
        assert page.locator(".reference").count() == 1


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another program writes in the database for as long as the block lasts."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.rollback()
    other.close()
