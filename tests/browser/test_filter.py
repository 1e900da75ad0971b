"""The filter of the index of articles in Chromium, with scripts and without, and where the index is too long for one page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import Site
from tests.browser.test_pages import MODES, problems_of

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def shown(page: Page) -> list[str]:
    return page.locator(".list .entry-title:visible").all_inner_texts()


def test_the_pills_choose_any_of_a_group_and_all_groups_together(site: Site, page: Page) -> None:
    page.goto(site.address + "/artiklar/")
    everything = shown(page)

    page.get_by_role("button", name="Medborgardialog (4)").click()
    expect(page.get_by_role("status")).to_have_text("4 artiklar")
    page.get_by_role("button", name="Social ekonomi (1)").click()
    expect(page.get_by_role("status")).to_have_text("5 artiklar")
    page.get_by_role("button", name="Sigtuna (1)").press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 artikel")
    assert shown(page) == ["Sigtuna frågar, invånarna röstar"]
    assert page.get_by_role("button", name="Sigtuna (1)").get_attribute("aria-pressed") == "true"

    page.get_by_role("button", name="Ekonomisk hållbarhet").click()
    expect(page.get_by_role("status")).to_have_text("Ingen artikel har alla de valen.")

    page.get_by_role("button", name="Visa alla").click()
    expect(page.get_by_role("status")).to_have_text("Alla artiklar visas.")
    assert shown(page) == everything
    assert page.url == site.address + "/artiklar/"


def test_the_choices_stay_in_the_address(site: Site, page: Page) -> None:
    page.goto(site.address + "/artiklar/")
    page.get_by_role("button", name="Skåne län (6)").click()
    page.get_by_role("button", name="Miljömässig hållbarhet").click()
    expect(page).to_have_url(re.compile(r"\?regioner=skane-lan&dimensioner=miljomassig$"))
    some = shown(page)
    assert 0 < len(some) < 6

    page.reload()

    expect(page.locator(".list .entry")).to_have_count(len(some))
    assert shown(page) == some


@pytest.mark.parametrize("pill", range(0, 44, 4))
def test_a_pill_shows_as_many_as_it_says_and_those_of_its_page(site: Site, page: Page, pill: int) -> None:
    page.goto(site.address + "/artiklar/")
    one = page.locator("button.pill").nth(pill)
    many = int(one.inner_text().rsplit("(", 1)[1].rstrip(")"))
    href = one.get_attribute("data-href")
    assert href

    one.click()
    found = shown(page)

    page.goto(href)
    assert len(found) == many
    assert set(found) == set(page.locator("main :is(.entry-title, .by-tool li li)").all_inner_texts())


def test_without_scripts_the_pills_are_links(site: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()

    page.goto(site.address + "/artiklar/")

    assert page.get_by_role("button").count() == 0
    assert page.get_by_role("status").inner_text() == ""
    page.get_by_role("link", name="Medborgardialog (4)").click()
    assert page.url == site.address + "/verktyg/medborgardialog/"
    context.close()


def test_a_long_index_is_narrowed_by_the_pages_its_links_lead_to(site: Site, page: Page) -> None:
    path = site.folder / "artiklar" / "index.html"
    html = path.read_text(encoding="utf-8")
    long = re.sub(r'<section class="list".*?</section>', "", html, flags=re.DOTALL)
    assert long != html
    page.route(re.compile(r"/artiklar/(\?.*)?$"), lambda route: route.fulfill(body=long, content_type="text/html; charset=utf-8"))
    page.goto(site.address + "/artiklar/")

    page.get_by_role("button", name="Medborgardialog (4)").click()
    expect(page.get_by_role("status")).to_have_text("4 artiklar")
    page.get_by_role("button", name="Skåne län (6)").click()
    expect(page.get_by_role("status")).to_have_text("2 artiklar")

    assert set(shown(page)) == {"Fem utskott som lyssnade i Helsingborg", "Malmö ritar sin framtid tillsammans"}
    assert problems_of(page) == []
    page.get_by_role("button", name="Visa alla").click()
    expect(page.locator(".list")).to_be_hidden()
    page.get_by_role("button", name="Hela landet (3)").click()  # a page that has rows, no entries
    expect(page.get_by_role("status")).to_have_text("3 artiklar")
    assert "När planen ska rymma allt" in shown(page)
    assert problems_of(page) == []


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_among_chosen_pills(site: Site, browser: Browser, mode: str) -> None:
    for width in (320, 1280):
        context = browser.new_context(viewport={"width": width, "height": 900}, **MODES[mode])  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(site.address + "/artiklar/?verktyg=medborgardialog&dimensioner=social")
        expect(page.get_by_role("status")).to_have_text("4 artiklar")
        if width == 320:
            page.get_by_text("Välj verktyg").click()

        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert problems_of(page) == []
        context.close()
