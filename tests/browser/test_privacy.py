"""Search and filter in use: they keep nothing in the browser and ask no other host."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import Site
from tests.browser.test_pages import STORED, is_foreign

pytestmark = pytest.mark.xdist_group("browser")


def search(page: Page, site: Site) -> None:
    page.goto(site.address + "/sok/")
    page.get_by_role("searchbox").fill("skola")
    expect(page.locator(".sok-hits .entry").first).to_be_visible()
    page.get_by_role("combobox", name="Region").select_option(index=1)
    expect(page.get_by_role("status")).not_to_be_empty()
    page.locator(".sok-hits a").first.click()
    page.wait_for_load_state()


def narrow(page: Page, site: Site) -> None:
    page.goto(site.address + "/artiklar/")
    page.get_by_role("button", name="Medborgardialog (4)").click()
    expect(page.get_by_role("status")).to_have_text("4 artiklar")
    page.get_by_role("button", name="Visa alla").click()


@pytest.mark.parametrize("use", [search, narrow])
def test_what_a_reader_looks_for_stays_with_the_reader(site: Site, browser: Browser, use: object) -> None:
    assert callable(use)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    use(page, site)

    assert asked
    assert [url for url in asked if is_foreign(url, site)] == []
    assert context.cookies() == []
    assert page.evaluate("document.cookie") == ""
    assert page.evaluate(STORED) == 0
    context.close()
