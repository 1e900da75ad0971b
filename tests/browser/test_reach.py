"""With the keyboard alone, at twice and at four times the size: nothing is out of reach, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.serving import Site
from tests.browser.test_pages import TYPES

pytestmark = pytest.mark.xdist_group("browser")

# What can be focused and is shown, in the order of the page; and a record of what is.
_REACHABLE = """() => {
    const kinds = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    const all = [...document.querySelectorAll(kinds)];
    window.reachable = all.filter((one) => !one.disabled && one.checkVisibility({visibilityProperty: true})
        && (one.matches("summary") || !one.closest("details:not([open])") || one.checkVisibility({contentVisibilityAuto: true})));
    window.reached = [];
    const keep = (event) => window.reached.push(window.reachable.indexOf(event.target));
    document.addEventListener("focusin", keep);
    return window.reachable.length;
}"""
_NAME = "(place) => window.reachable[place].outerHTML.slice(0, 100)"

# Text that its box cuts off: what scrolls on purpose is left alone.
_CUT = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((one) => {
    const style = getComputedStyle(one);
    const hides = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
    const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    return hides && own && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map((one) => one.outerHTML.slice(0, 100))"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", TYPES)
def test_the_keyboard_reaches_all_that_can_be_used_in_the_order_of_the_page(site: Site, page: Page, kind: str) -> None:
    page.goto(site.address + TYPES[kind])
    many = page.evaluate(_REACHABLE)

    for _ in range(many + 9):  # the search page shows three choices more once its field is used
        page.keyboard.press("Tab")
        if page.evaluate("window.reached.at(-1) === window.reachable.length - 1"):
            break

    reached = [place for place in page.evaluate("window.reached") if place >= 0]
    missed = [page.evaluate(_NAME, place) for place in range(many) if place not in reached][:5]
    assert many > 15
    assert missed == []
    assert reached == sorted(reached)
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("window.reached.at(-1)") == many - 2  # nothing holds the focus


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize(("times", "width", "height"), [(2, 640, 512), (4, 320, 256)])
def test_enlarged_a_page_is_scrolled_in_one_direction_alone_and_loses_nothing(
    site: Site, page: Page, kind: str, times: int, width: int, height: int
) -> None:
    """1280 x 1024 at 200 % and at 400 % (WCAG 2.2, 1.4.4 and 1.4.10)."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(site.address + TYPES[kind])

    assert page.evaluate("document.documentElement.scrollWidth") <= 1280 / times
    assert page.evaluate(_CUT) == []
    assert page.locator("main h1").is_visible()
    fixed = page.evaluate(
        "() => [...document.querySelectorAll('body *')].filter((one) => getComputedStyle(one).position === 'fixed').length"
    )
    assert fixed == 0  # nothing stands before the text
