"""What the search index holds: an entry for each page or place a reader may look for. Plain values, no template, no model."""

from __future__ import annotations

from press.digest import Lender


class SearchEntry(Lender, frozen=True):
    """One result. `title` and `html` carry a "|" where compounds join; whoever shows them takes these out."""

    href: str  # where it leads, from the root of the host
    title: str
    html: str  # what is searched and quoted; its headings' ids are those of the page
    kind: str  # Artikel, Verktyg, Kommun
    place: str  # told beside the kind: "Växjö", "Kronobergs län, kommunkod 0780"; may be empty
    words: tuple[str, ...] = ()  # found, never shown: ends of compounds, codes, counties
    tools: tuple[str, ...] = ()  # facets, as they are printed
    regions: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()  # Ekonomisk, Social, Miljömässig
    weight: float = 1.0  # of the body's words, 0 to 10
