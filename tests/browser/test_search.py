"""The search page in Chromium: how well it answers, what it loads and when, and that it can be used by everyone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from press.make.search import search_index
from press.shape.search import SearchEntry
from tests.browser.serving import Site
from tests.browser.test_pages import MODES, problems_of
from tests.search.judging import answers, judged, rank, score
from tests.search.whole import INDEX

pytestmark = pytest.mark.xdist_group("browser")

# What a static host is told to send for /sok/ and below: Pagefind's program is WebAssembly, nothing else is let loose.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)


@pytest.fixture(scope="module")
def searchable(site: Site) -> Site:
    """The site, whose index the build has made."""
    assert (site.folder / INDEX).is_dir()
    return site


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def ask(page: Page, query: str) -> None:
    page.get_by_role("searchbox").fill(query)
    expect(page.get_by_role("status")).to_contain_text(re.compile("träff"))


# ---------------------------------------------------------------- how well


def test_the_judged_questions_are_answered_well(searchable: Site, page: Page) -> None:
    queries = judged()
    assert len(queries) >= 60
    assert {address for one in queries for address in one.expected if "#" not in address} <= set(searchable.pages)

    found = answers(page, searchable.address, [one.query for one in queries])

    told = score(queries, found)
    missed = {one.query: found[one.query][:5] for one in queries if one.must and not 0 < rank(one, found[one.query]) <= one.must}
    assert missed == {}
    assert told.recall >= 0.95
    assert told.reciprocal_rank >= 0.95


@pytest.fixture(scope="module")
def apart(searchable: Site) -> str:
    """The address of an index of a few made-up texts."""
    texts = {
        "mål": "Ett mål att nå.",
        "mal": "En mal i garderoben.",
        "skolor": "Två skolor har stängt.",
        "skolan": "Den skolan är öppen.",
        "möten": "Flera möten hölls.",
        "mötet": "Det mötet blev långt.",
        "åtagande": "Ett åtagande gavs.",
        "åtagandena": "De åtagandena hölls.",
        "vattenreningsverk": "Ett vatten|reningsverk byggdes.",
        "byn": "Om bygden.",
    }
    entries = [SearchEntry(f"/{name}/", "Text", f"<p>{text}</p>", "Artikel", "") for name, text in texts.items()]
    folder = searchable.folder / "apart"
    for name, content in search_index(entries).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return f"{searchable.address}/apart/pagefind.js"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("mål", ["mål", "mal"]),  # as it is written first, then without its marks
        ("mal", ["mal", "mål"]),
        ("skolans", ["skolan", "skolor"]),
        ("mötet", ["möten", "mötet"]),
        ("åtagandenas", ["åtagande", "åtagandena"]),
        ("reningsverk", ["vattenreningsverk"]),
        ("reningsverkets", ["vattenreningsverk"]),
        ("vatten", ["vattenreningsverk"]),
        ("vattenreningsverk", ["vattenreningsverk"]),
        ("det är ett mal", ["mal", "mål"]),  # small words ask for nothing
        ("stängt garderob", ["skolor", "mal"]),  # no text has both: those with any
    ],
)
def test_a_question_finds_what_is_meant_the_exact_first(
    searchable: Site, page: Page, apart: str, query: str, expected: list[str]
) -> None:
    found = answers(page, searchable.address, [query], apart)[query]

    assert sorted(found) == sorted(f"/{name}/" for name in expected)
    if query in expected:
        assert found[0] == f"/{query}/"


# ---------------------------------------------------------------- what is loaded


def test_nothing_is_loaded_before_somebody_searches(searchable: Site, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(searchable.address + "/sok/", wait_until="networkidle")
    before = list(asked)
    with page.expect_response(re.compile("pf_filter")):
        page.get_by_role("searchbox").focus()

    assert not [url for url in before if "pagefind" in url or "sok-index" in url]
    assert [url for url in asked if url.endswith("pagefind.js")]
    assert all(url.startswith(searchable.address + "/") for url in asked)


def test_a_search_works_under_the_policy_of_its_page_and_stores_nothing(searchable: Site, page: Page) -> None:
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: faults.append(str(error)))

    def strict(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": POLICY})

    page.route("**/*", strict)
    page.goto(searchable.address + "/sok/")
    ask(page, "biogas")

    stored = page.evaluate(
        "async () => [document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"
    )
    assert faults == []
    assert stored == ["", 0, 0, 0]
    assert page.context.cookies() == []
    page.unroute_all(behavior="wait")  # a handler that outlives its page fails in another test


# ---------------------------------------------------------------- the page


def test_a_hit_tells_what_it_is_quotes_the_words_and_leads_to_the_heading(searchable: Site, page: Page) -> None:
    page.goto(searchable.address + "/sok/")

    ask(page, "certifiering")

    assert re.fullmatch(r"\d+ träffar på ”certifiering”", page.get_by_role("status").inner_text())
    hit = page.locator(".sok-hits .entry", has=page.get_by_role("link", name="Ett ledningssystem för mer än miljön"))
    assert hit.locator(".meta").inner_text().split() == ["Artikel", "Hela", "landet", "Ekonomisk,", "Social,", "Miljömässig"]
    assert hit.locator("mark").first.inner_text().lower().startswith("certifi")
    assert "|" not in page.locator(".sok-hits").inner_text()
    hit.get_by_role("link", name="Priset för ordningen").click()
    assert page.url == searchable.address + "/artiklar/ledningssystem-hallbar-utveckling/#priset-for-ordningen"
    assert page.locator("#priset-for-ordningen").is_visible()


def test_the_question_stays_in_the_address_and_is_asked_again_from_there(searchable: Site, page: Page) -> None:
    page.goto(searchable.address + "/sok/")
    ask(page, "dialog")
    page.get_by_role("combobox", name="Region").select_option("Skåne län")
    expect(page).to_have_url(re.compile(r"/sok/\?q=dialog&region=Sk%C3%A5ne\+l%C3%A4n$"))
    told = page.get_by_role("status").inner_text()

    page.reload()

    expect(page.get_by_role("status")).to_have_text(told)
    assert page.get_by_role("searchbox").input_value() == "dialog"
    assert page.get_by_role("combobox", name="Region").input_value() == "Skåne län"


def test_facets_narrow_and_can_be_used_without_words(searchable: Site, page: Page) -> None:
    page.goto(searchable.address + "/sok/")
    page.get_by_role("searchbox").focus()

    page.get_by_role("combobox", name="Verktyg").select_option("Medborgardialog")

    expect(page.get_by_role("status")).to_have_text("5 träffar")  # four articles, and the tool
    page.get_by_role("combobox", name="Dimension").select_option("Miljömässig")
    expect(page.get_by_role("status")).not_to_have_text("5 träffar")


def test_more_hits_are_shown_on_demand_and_the_keyboard_goes_on_there(searchable: Site, page: Page) -> None:
    page.goto(searchable.address + "/sok/")
    ask(page, "kommun")
    expect(page.locator(".sok-hits .entry")).to_have_count(10)

    page.get_by_role("button", name=re.compile("Visa fler träffar")).press("Enter")

    expect(page.locator(".sok-hits .entry")).to_have_count(20)
    assert page.evaluate("document.activeElement === document.querySelectorAll('.sok-hits .entry-title a')[10]")


def test_what_finds_nothing_says_so(searchable: Site, page: Page) -> None:
    page.goto(searchable.address + "/sok/")

    ask(page, "qqq")

    assert page.get_by_role("status").inner_text() == "Inget träffade ”qqq”. Prova ett kortare ord eller se hela registret."
    page.get_by_role("searchbox").fill("")
    expect(page.get_by_role("status")).to_be_empty()
    assert page.url == searchable.address + "/sok/"


def test_an_index_that_cannot_be_loaded_is_told(searchable: Site, page: Page) -> None:
    page.route("**/pagefind-entry.json*", lambda route: route.abort())
    page.goto(searchable.address + "/sok/")

    page.get_by_role("searchbox").fill("biogas")

    expect(page.get_by_role("status")).to_have_text("Sökningen gick inte att ladda. Registret nedan har allt.")


def test_without_scripts_the_register_stands_alone(searchable: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(searchable.address + "/sok/")

    assert page.get_by_role("searchbox").count() == 0
    assert page.get_by_role("button").count() == 0
    assert page.locator(".register a").count() > 80
    context.close()


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_among_hits(searchable: Site, browser: Browser, mode: str) -> None:
    for width in (320, 1280):
        context = browser.new_context(viewport={"width": width, "height": 900}, **MODES[mode])  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(searchable.address + "/sok/?q=hållbar")
        expect(page.locator(".sok-hits .entry")).to_have_count(10)

        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert problems_of(page) == []
        context.close()


def test_the_form_comes_without_moving_what_is_below_it(searchable: Site, page: Page) -> None:
    page.goto(searchable.address + "/sok/")
    top = "document.querySelector('.letters').getBoundingClientRect().top"
    before = page.evaluate(top)

    page.get_by_role("searchbox").focus()
    expect(page.get_by_role("combobox", name="Verktyg")).to_be_visible()

    assert page.evaluate(top) == before
