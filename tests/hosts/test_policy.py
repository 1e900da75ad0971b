"""The Content-Security-Policy in a real browser: nothing of any page type is refused, and what is foreign is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.test_pages import TYPES
from tests.hosts.servers import serving

pytestmark = pytest.mark.xdist_group("hosts")


@pytest.fixture(scope="module")
def origin(project: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, base = project
    state = tmp_path_factory.mktemp("policy") / "state"
    with serving("nginx", folder / "root", base, folder / "output" / "hosts", state) as port:
        yield f"http://127.0.0.1:{port}{base}"


def test_no_page_asks_for_what_the_policy_refuses(origin: str, browser: Browser) -> None:
    page = browser.new_page(color_scheme="dark")
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(f"{request.url}: {request.failure}"))
    for address in TYPES.values():
        page.goto(f"{origin}{address}", wait_until="load")
        assert page.evaluate("document.fonts.size") > 0, "the style sheet was applied"
    page.close()

    assert said == []
    assert [
        one for one in failed if not one.endswith("net::ERR_ABORTED")
    ] == []  # the icon, when the page is left before it is there


def test_the_policy_refuses_what_is_written_into_a_page(origin: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{origin}/om/")

    found = page.evaluate(
        """async () => {
            const script = document.createElement("script"), frame = document.createElement("iframe");
            script.textContent = "window.ran = true";
            document.body.append(script);
            document.body.setAttribute("style", "color: rgb(1, 2, 3)");
            const other = await fetch("https://example.net/").then(() => "fetched", () => "refused");
            const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
            const wasm = await WebAssembly.compile(empty).then(() => "ran", () => "refused");
            return [window.ran ?? "refused", getComputedStyle(document.body).color !== "rgb(1, 2, 3)", other, wasm];
        }"""
    )
    page.close()

    assert found == ["refused", True, "refused", "refused"]


def test_webassembly_is_let_run_where_one_searches(origin: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{origin}/sok/")

    found = page.evaluate('WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => "ran", () => "refused")')
    page.close()

    assert found == "ran"
