"""An article that a reader prints from the browser."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from tests.browser.serving import Site

pytestmark = pytest.mark.xdist_group("browser")

ARTICLE = "/artiklar/sigtuna-radslag/"
MOST_PAGES = {"A4": 2, "A5": 4}
MM = 72 / 25.4


@pytest.fixture(scope="module", params=["A4", "A5"])
def printed(request: pytest.FixtureRequest, site: Site, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As Chromium prints it for a reader who has the dark colours, without grounds, which is how it comes."""
    path = tmp_path_factory.mktemp("paper") / f"{request.param}.pdf"
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(site.address + ARTICLE)
    page.pdf(path=path, format=request.param)
    context.close()
    return path


def words_of(path: Path) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)).split())


def test_it_has_the_article_its_day_and_its_address_and_no_way_about(printed: Path) -> None:
    words = words_of(printed)

    assert "I ett rådslag ställs två tydliga förslag mot varandra" in words
    assert "Publicerad 24 november 2026" in words.replace("\u00a0", " ")
    assert f"https://example.org{ARTICLE}" in words
    for about in ("Till innehållet", "Nästa artikel", "Föregående artikel", "Regioner", "Tillgänglighet"):
        assert about not in words


def test_sources_show_their_addresses_and_links_within_the_text_their_words_alone(printed: Path) -> None:
    words = words_of(printed)

    assert "(https://www.hallbarhetsradet.se/" in words
    assert "medborgardialog. I Helsingborg" in words


def test_it_is_dark_on_white_within_the_margins_on_few_pages(printed: Path) -> None:
    document = pypdfium2.PdfDocument(printed)

    assert len(document) <= MOST_PAGES[printed.stem]
    for page in document:
        picture = page.render(scale=1).to_pil().convert("L")
        width, height = picture.size
        assert sum(picture.histogram()[200:]) > 0.8 * width * height  # paper
        for edge in ((0, 0, round(10 * MM), height), (width - round(10 * MM), 0, width, height)):
            assert picture.crop(edge).getextrema()[0] == 255  # nothing is cut


def test_figures_stand_beside_each_other(printed: Path) -> None:
    """Below each other they would take a page of A5 for themselves."""
    document = pypdfium2.PdfDocument(printed)
    found = {}
    for number, page in enumerate(document):
        text = page.get_textpage()
        for words in ("10 rådslag", "8 av 10", "1 av 3"):
            if place := text.search(words).get_next():
                found[words] = (number, round(text.get_charbox(place[0])[1]))

    assert len(found) == 3
    assert len(set(found.values())) == 1
