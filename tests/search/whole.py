"""The project's own publication as its index holds it, for tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from press.shape.catalogue import Catalogue
from press.shape.entries import search_entries
from press.shape.search import SearchEntry
from press.source.memory import Memory
from press.source.read import read

ROOT = Path(__file__).parents[2]
INDEX = "sok/pagefind"  # where the index lies below the site


def entries(today: date = date(2026, 11, 24)) -> tuple[SearchEntry, ...]:
    with Memory(None) as memory:
        publication = read(ROOT, today, memory).publication
        assert publication is not None
        return search_entries(Catalogue(publication, "/static/site.css"))
