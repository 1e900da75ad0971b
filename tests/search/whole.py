"""The project's own publication and its index, for tests and for `make bench`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from press.make.search import search_index
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


def put_index(site: Path) -> int:
    """Writes the index into a built site. Answers with the bytes it takes."""
    files = search_index(entries())
    for name, content in files.items():
        path = site / INDEX / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return sum(map(len, files.values()))
