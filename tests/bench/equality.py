"""Whether the sites of all contestants are equal: pages of each kind are counted, and some articles looked at in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.swedish import slug
from tests.bench.contestants import Contestant
from tests.bench.corpus import DIMENSIONS, ROOT, Text, table, texts

SAMPLE = 20  # articles


def differences(contestants: Sequence[Contestant], many: int) -> Iterator[str]:
    """Where the sites are not equal, in words."""
    wanted = {
        "artiklar": many,
        "verktyg": len(list((ROOT / "content" / "tools").glob("*.md"))),
        "regioner": len(table("counties.csv")) + 2,  # the country as a whole, the north
        "kommuner": len({text.municipality_slug for text in texts(many)}),
        "dimensioner": len(DIMENSIONS),
    }
    for one in contestants:
        for register, pages in wanted.items():
            if (found := one.count(register)) != pages:
                yield f"{one.name} has {found} pages below /{register}/, not {pages}"
        for name in ("index.html", "feed.xml", "sitemap.xml", *(f"{register}/index.html" for register in wanted)):
            if not (one.folder / one.site / name).is_file():
                yield f"{one.name} has no /{name}"
        for text in sample(many):
            yield from _differences_of(one, text)


def _differences_of(one: Contestant, text: Text) -> Iterator[str]:
    """What an article's page does not say or lead to, and which of the pages it leads to does not show its card."""
    page = one.page(f"artiklar/{text.slug}")
    for words in (text.title, text.summary, first_sentence(text), text.municipality, text.county, text.source_url):
        if words not in page:
            yield f"{one.name}'s page of {text.slug} does not say: {words}"
    places = (f"kommuner/{text.municipality_slug}", f"regioner/{slug(text.county)}")
    marks = (f"dimensioner/{slug(name)}" for name in text.dimensions)
    for address in (*places, *marks, *(f"verktyg/{tool}" for tool in text.tools)):
        if f'href="/{address}/"' not in page:
            yield f"{one.name}'s page of {text.slug} does not lead to /{address}/"
        index = one.page(address)
        if text.title not in index or text.summary not in index:
            yield f"{one.name}'s page /{address}/ does not show {text.slug}"


def sample(many: int) -> Iterator[Text]:
    """Articles from all parts of the corpus, evenly."""
    step = max(1, many // SAMPLE)
    return (text for number, text in enumerate(texts(many)) if number % step == 0 and number < step * SAMPLE)


def first_sentence(text: Text) -> str:
    return text.body.partition(". ")[0] + "."
