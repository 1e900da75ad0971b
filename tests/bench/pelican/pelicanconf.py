"""The same publication for Pelican: the four registers are its pages, which get their articles from `_register` below.

Pelican has tags, a category and an author for each article; four registers, neighbours and a feed for each term are
what its plugins are for. Its cache is switched on, as its manual tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from pelican import signals  # type: ignore[import-not-found]  # stands in the bench's own environment

AUTHOR = SITENAME = "Gör din kommun hållbar!"
SITEURL = "https://example.org"
DEFAULT_LANG = "sv"
TIMEZONE = "Europe/Stockholm"
THEME = "theme"
PATH, OUTPUT_PATH = "content", "output"

ARTICLE_PATHS, PAGE_PATHS, STATIC_PATHS = ["artiklar"], ["verktyg", "regioner", "kommuner", "dimensioner"], ["static"]
ARTICLE_URL, ARTICLE_SAVE_AS = "artiklar/{slug}/", "artiklar/{slug}/index.html"
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "artiklar", "sitemap"]
ARTIKLAR_SAVE_AS, SITEMAP_SAVE_AS = "artiklar/index.html", "sitemap.xml"
FORMATTED_FIELDS: list[str] = []  # a summary is plain words
FEED_ALL_ATOM, FEED_MAX_ITEMS = "feed.xml", 30
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
MARKDOWN = {
    "extension_configs": {f"markdown.extensions.{name}": {} for name in ("meta", "tables", "footnotes")},
    "output_format": "html5",
}
LOAD_CONTENT_CACHE = CACHE_CONTENT = True
CHECK_MODIFIED_METHOD = "mtime"
CACHE_PATH = str(Path(__file__).parent / "cache")  # the other paths are taken from here, this one from where Pelican is called

REGISTERS = ("verktyg", "regioner", "kommuner", "dimensioner")


def _register(generators: Iterable[Any]) -> None:
    """Gives each term's page its articles, each article its terms and its neighbours."""
    context = next(iter(generators)).context
    articles, pages = context["articles"], context["pages"]
    by_address = {page.save_as.removesuffix("/index.html"): page for page in pages}
    of_term = defaultdict(list)
    for article in articles:
        article.terms = defaultdict(list)
        for register in REGISTERS:
            for slug in getattr(article, register).split(", "):
                page = by_address[f"{register}/{slug}"]
                of_term[page.save_as].append(article)
                article.terms[register].append(page)
    for before, after in pairwise(articles):
        before.following, after.previous = after, before
    for page in pages:
        page.articles = of_term[page.save_as]
    context["registers"] = {
        register: sorted((page for page in pages if page.save_as.startswith(f"{register}/") and page.template == "term"),
                         key=lambda page: page.title)
        for register in REGISTERS
    }  # fmt: skip


def _feeds(generator: Any, writer: Any) -> None:
    """A feed for each tool, region and dimension."""
    for page in generator.context["pages"]:
        if page.template == "term" and not page.save_as.startswith("kommuner/"):
            writer.write_feed(
                page.articles, generator.context, page.save_as.replace("index.html", "feed.xml"), feed_title=page.title
            )


class Plugin:
    @staticmethod
    def register() -> None:
        signals.all_generators_finalized.connect(_register)
        signals.article_writer_finalized.connect(_feeds)


PLUGINS = [Plugin]
