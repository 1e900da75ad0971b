"""The crossed overview: a table of tools and regions, on a phone too."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.serving import Site

pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize("width", [390, 1280])
def test_it_is_a_table_to_a_screen_reader_at_every_width(site: Site, browser: Browser, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(site.address + "/oversikt/")

    table = page.get_by_role("table", name="Artiklar efter verktyg och region")
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Medborgardialog"))
    link = row.get_by_role("cell").get_by_role("link", name="Medborgardialog, Skåne län: 2 artiklar")

    expect(link).to_be_visible()
    box = link.bounding_box()
    assert box is not None
    assert box["height"] >= 24
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    link.click()
    assert page.url == site.address + "/verktyg/medborgardialog/#skane-lan"
    context.close()


def test_on_a_phone_each_tool_stands_alone_with_its_regions_in_words(site: Site, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(site.address + "/oversikt/")

    cells = page.locator(".overview td:visible")
    named = cells.evaluate_all("some => some.map(one => getComputedStyle(one, '::before').content.length > 2)")
    lefts = page.locator(".overview tbody th").evaluate_all("some => some.map(one => one.getBoundingClientRect().width)")

    assert len(named) > 20
    assert all(named)
    assert min(lefts) > 300  # the whole width, one below the other
    context.close()
