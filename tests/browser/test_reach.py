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

# Text that stands outside the window, that a box cuts off, or that lies over other text, after the reader has enlarged the
# text alone. What scrolls on purpose, and the names in a drawing, which are in a list as well, are left alone.
_LOST = """() => {
    const faults = new Set(), lines = [], width = document.documentElement.clientWidth;
    const told = (node) => node.textContent.trim().slice(0, 40);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = texts.nextNode());) {
        const own = node.parentElement;
        if (!node.textContent.trim() || own.closest("svg, script, option, .skip, .trap")) continue;
        if (!own.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})) continue;
        const around = [];
        for (let one = own; one !== document.body; one = one.parentElement) around.push([one, getComputedStyle(one).overflowX]);
        if (around.some(([, overflow]) => ["auto", "scroll"].includes(overflow))) continue;
        const cutters = around.filter(([, overflow]) => ["hidden", "clip"].includes(overflow));
        const cuts = cutters.map(([one]) => one.getBoundingClientRect());
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const line of range.getClientRects()) {
            if (line.width < 1) continue;
            lines.push([line, node]);
            if (line.right > width + 1 || line.left < -1) faults.add("outside: " + told(node));
            if (cuts.some((cut) => line.right > cut.right + 1 || line.left < cut.left - 1)) faults.add("cut: " + told(node));
        }
    }
    lines.sort(([one], [other]) => one.top - other.top);
    lines.forEach(([one, node], place) => {
        for (const [other, another] of lines.slice(place + 1)) {
            if (other.top >= one.bottom) break;
            const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
            const down = Math.min(one.bottom, other.bottom) - other.top;
            if (node !== another && across > 2 && down > 0.4 * Math.min(one.height, other.height))
                faults.add("over each other: " + told(node) + " | " + told(another));
        }
    });
    return [...faults];
}"""

_CROPPED = "() => [...document.querySelectorAll('.table')].filter((one) => one.scrollWidth > one.clientWidth + 1).length"


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


@pytest.mark.parametrize("kind", TYPES)
def test_text_at_200_percent_fits_the_window_and_covers_nothing(site: Site, page: Page, kind: str) -> None:
    """Text alone is enlarged, as by a browser's font size; the window and its pixels stay (WCAG 2.2, 1.4.4)."""
    page.goto(site.address + TYPES[kind])
    page.add_style_tag(content="html { font-size: 200% }")

    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("document.fonts.ready")
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        assert page.evaluate(_LOST) == []
        assert page.evaluate(_CUT) == []


@pytest.mark.parametrize(
    ("style", "fault"),
    [
        (".big { margin-left: 90vw; white-space: nowrap }", "outside"),
        (".big { width: 2rem; overflow: hidden; white-space: nowrap }", "cut"),
        (".big { height: 1px }", "over each other"),
    ],
)
def test_lost_text_is_seen(site: Site, page: Page, style: str, fault: str) -> None:
    page.goto(site.address + "/regioner/")
    page.add_style_tag(content=style)

    assert any(one.startswith(fault) for one in page.evaluate(_LOST))


def test_on_paper_every_page_fits_the_sheet(site: Site, page: Page) -> None:
    """A4 within its margins of 16 mm; what scrolls on a screen has nowhere to scroll to."""
    wide = 672  # pixels in 178 mm
    page.set_viewport_size({"width": wide, "height": 986})
    page.emulate_media(media="print")

    for kind, address in TYPES.items():
        page.goto(site.address + address)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= wide, kind
        assert page.evaluate(_LOST) == [], kind
        assert page.evaluate(_CROPPED) == 0, kind
