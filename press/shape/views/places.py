"""Pages of regions and municipalities, and the registers: fields beside site and head."""

from __future__ import annotations

from collections.abc import Mapping

from press.digest import Lender
from press.record import Record
from press.shape.views.frame import NavLink
from press.shape.views.maps import MapView
from press.shape.views.parts import CardGroup, CardView, Offer


class MunicipalityRow(Lender, frozen=True):
    name: str
    href: str
    mark: str
    count_words: str


class CountyRow(Record, frozen=True):
    name: str
    href: str
    count_words: str  # "2 av 26 kommuner"
    has_articles: bool
    municipalities: tuple[MunicipalityRow, ...]


class Landsdel(Record, frozen=True):
    name: str
    counties: tuple[CountyRow, ...]


class RegionsView(Record, frozen=True):
    """regions.html"""

    title: str  # "Fjorton kommuner berättar"
    map: MapView
    parts: tuple[Landsdel, ...]
    wide: tuple[MunicipalityRow, ...]  # Hela landet, Norden och Baltikum
    with_article: int
    waiting: int
    municipalities_href: str
    overview_href: str


class RegionView(Record, frozen=True):
    """region.html: a county, or a group of articles without a municipality (`is_county` false)."""

    title: str
    is_county: bool
    landsdel: str
    nuts2: str
    count_words: str  # "4 av 33 kommuner"
    map: MapView | None
    near: MapView | None  # the county by itself, where it has articles
    by_municipality: tuple[CardGroup, ...]
    by_tool: tuple[CardGroup, ...]
    without: tuple[str, ...]  # names of the municipalities without an article
    total: int
    empty: str  # "Ingen artikel handlar om Dalarnas län än." or empty
    offprint: Offer | None


class MunicipalityView(Record, frozen=True):
    """municipality.html"""

    name: str
    full_name: str
    mark: str
    dimensions: str
    county: NavLink
    landsdel: str
    map: MapView
    map_caption: str
    cards: tuple[CardView, ...]
    neighbours: tuple[MunicipalityRow, ...]


class RegisterRow(Record, frozen=True):
    label: str
    href: str  # empty: told without a link
    note: str  # "Artikel", "Verktyg", "Kronobergs län"
    mark: str = ""


class RegisterLetter(Record, frozen=True):
    letter: str
    id: str
    rows: tuple[RegisterRow, ...]


class MunicipalitiesView(Record, frozen=True):
    """municipalities.html: all municipalities A-Ö, those with articles as links."""

    letters: tuple[RegisterLetter, ...]
    with_article: int
    total: int


class SearchView(Record, frozen=True):
    """search.html: the A-Ö register of everything."""

    letters: tuple[RegisterLetter, ...]
    files: Mapping[str, str] = {}  # of layouts/static/, this page's own: name -> href


class OverviewCell(Record, frozen=True):
    href: str  # empty: nothing here
    mark: str
    count_words: str


class OverviewRow(Record, frozen=True):
    tool: NavLink
    cells: tuple[OverviewCell, ...]  # one for each column


class OverviewView(Record, frozen=True):
    """overview.html: tools down, regions across (those that have articles)."""

    columns: tuple[NavLink, ...]
    rows: tuple[OverviewRow, ...]
