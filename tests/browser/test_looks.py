"""What an eye would stop at, measured: line ends, what stands on one line, room between links, buttons that grow into boxes."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.serving import Site
from tests.browser.test_pages import TYPES, WIDTHS

pytestmark = pytest.mark.xdist_group("browser")

# The lines of an element's text: [left, right, top, bottom, words] of each, from the top.
_LINES = """(one) => {
    const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), lines = [];
    for (let node; (node = texts.nextNode());) {
        for (const word of node.textContent.matchAll(/\\S+/g)) {
            const range = document.createRange();
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            for (const box of range.getClientRects()) {
                const same = lines.find((line) => Math.abs(line[3] - box.bottom) < 0.6 * box.height);
                if (!same) lines.push([box.left, box.right, box.top, box.bottom, 1]);
                else { same[0] = Math.min(same[0], box.left); same[1] = Math.max(same[1], box.right); same[4] += 1; }
            }
        }
    }
    return lines.sort((one, other) => one[2] - other[2]);
}"""

# Headings and titles whose last line is a scrap, a third of the longest or less, though the line before has words to spare.
_SCRAPS = f"""() => {{
    const linesOf = {_LINES};
    const titles = "main :is(h1, h2, h3, h4, .tool-name, .turn a, .by-tool a, .rows a, .register a, .sources a)";
    return [...document.querySelectorAll(titles)].filter((one) => one.checkVisibility()).filter((one) => {{
        const small = one.querySelector("small")?.getBoundingClientRect().bottom ?? 0;
        const lines = linesOf(one).filter((line) => line[2] > small - 4), widths = lines.map(([left, right]) => right - left);
        return lines.length > 1 && lines.at(-2)[4] > 1 && widths.at(-1) < Math.max(...widths) / 3;
    }}).map((one) => one.textContent.trim());
}}"""

# The height of the first baseline of each, told by a box without height that is put before its first letter.
_BASELINES = """(places) => places.map((place) => {
    let one = document.querySelector(place);
    while (one.firstElementChild && one.firstChild.nodeType !== 3) one = one.firstElementChild;
    const rule = document.createElement("span");
    rule.style = "display: inline-block; width: 0; height: 0";
    one.prepend(rule);
    const height = rule.getBoundingClientRect().bottom;
    rule.remove();
    return height;
})"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def seen(page: Page, site: Site, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site.address + address)
    page.evaluate("document.fonts.ready")


@pytest.mark.parametrize("width", WIDTHS)
def test_no_title_ends_in_a_scrap_of_a_line(site: Site, page: Page, width: int) -> None:
    found = {}
    for kind, address in TYPES.items():
        seen(page, site, address, width)
        if scraps := page.evaluate(_SCRAPS):
            found[kind] = scraps

    assert found == {}


def test_a_scrap_is_seen(site: Site, page: Page) -> None:
    seen(page, site, "/", 390)
    page.add_style_tag(content="h3 { text-wrap: wrap; width: 9rem }")

    assert page.evaluate(_SCRAPS)


def test_the_number_after_a_groups_name_stands_beside_its_last_word(site: Site, page: Page) -> None:
    for width in WIDTHS:
        seen(page, site, TYPES["tool"], width)
        lines = page.evaluate(
            f"() => [...document.querySelectorAll('.group-title:has(.num)')].map((one) => [({_LINES})(one).at(-1), "
            "one.querySelector('.num').getBoundingClientRect().width])"
        )

        assert len(lines) > 3
        assert [line for line, number in lines if line[1] - line[0] < number + 20] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_marks_begin_with_the_first_line_of_their_title(site: Site, page: Page, width: int) -> None:
    for address in ("/artiklar/", "/regioner/skane-lan/"):
        seen(page, site, address, width)
        apart = page.evaluate(
            f"""() => [...document.querySelectorAll(".entry")].map((one) => {{
                const mark = one.querySelector(".mark").getBoundingClientRect(), title = one.querySelector(".entry-title");
                return mark.top - ({_LINES})(title)[0][2];
            }})"""
        )

        assert len(apart) > 4
        assert [gap for gap in apart if not -6 <= gap <= 6] == []


def test_the_columns_of_the_foot_begin_on_one_line(site: Site, page: Page) -> None:
    seen(page, site, "/", 1280)

    name, line, link = page.evaluate(_BASELINES, [".foot-name", ".foot-grid div p", ".foot li a"])

    assert abs(name - line) <= 2
    assert abs(line - link) <= 1


@pytest.mark.parametrize("width", WIDTHS)
def test_a_button_is_a_pill_of_two_lines_at_most(site: Site, page: Page, width: int) -> None:
    for kind in ("start", "articles", "booklet", "order", "not found"):
        seen(page, site, TYPES[kind], width)

        heights = page.evaluate("() => [...document.querySelectorAll('main .button')].map((one) => one.offsetHeight)")

        assert [height for height in heights if height and not 44 <= height <= 66] == [], kind


@pytest.mark.parametrize("width", [364, 390, 768, 1280])
def test_links_of_a_map_are_large_enough_and_apart(site: Site, page: Page, width: int) -> None:
    for kind in ("start", "regions", "county"):
        seen(page, site, TYPES[kind], width)
        boxes = page.evaluate(
            """() => [...document.querySelectorAll(".sweden .hit")].map((one) => one.getBoundingClientRect())
                .map((box) => [box.left, box.top, box.right, box.bottom])"""
        )

        assert len(boxes) >= 4
        assert min(min(right - left, bottom - top) for left, top, right, bottom in boxes) >= 23.9
        for place, (left, top, right, bottom) in enumerate(boxes):
            for other in boxes[:place]:
                over = min(right, other[2]) - max(left, other[0]), min(bottom, other[3]) - max(top, other[1])
                assert min(over) <= 0.5


@pytest.mark.parametrize("width", [320, 390])
def test_the_search_page_has_no_hole_on_a_phone(site: Site, page: Page, width: int) -> None:
    """The choices that are filled when somebody searches keep a row free on a desk; below each other they would leave a page."""
    seen(page, site, "/sok/", width)

    above, below = page.locator(".sok-field").bounding_box(), page.locator("main .article-lede").bounding_box()

    assert above is not None
    assert below is not None
    assert 24 <= below["y"] - above["y"] - above["height"] <= 120


@pytest.mark.parametrize("kind", ["tool", "dimension", "county", "article", "page"])
def test_on_paper_no_page_ends_with_a_name_whose_first_article_is_on_the_next(site: Site, page: Page, kind: str) -> None:
    seen(page, site, TYPES[kind], 1280)
    names = [" ".join(one.split()) for one in page.locator("main :is(h2, h3)").all_inner_texts()]

    paper = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))

    ends = [paper[place].get_textpage().get_text_bounded().split("\n")[-1] for place in range(len(paper) - 1)]
    assert len(ends) >= 1
    assert [end for end in ends if " ".join(end.split()) in names] == []
