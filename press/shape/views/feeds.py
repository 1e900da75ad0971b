"""Feeds and the map of the site for machines."""

from __future__ import annotations

from press.digest import Lender
from press.record import Record


class FeedEntry(Lender, frozen=True):
    id: str  # urn:uuid:...
    title: str
    url: str  # absolute
    summary: str
    html: str  # hrefs made absolute
    published: str  # 2026-11-24T00:00:00Z
    updated: str
    categories: tuple[str, ...]


class FeedView(Record, frozen=True):
    """feed.xml"""

    id: str
    title: str
    url: str  # absolute, of the page
    self_url: str
    updated: str
    entries: tuple[FeedEntry, ...]
    author: str


class SitemapView(Record, frozen=True):
    """sitemap.xml: (absolute address, lastmod as 2026-11-24)."""

    urls: tuple[tuple[str, str], ...]
