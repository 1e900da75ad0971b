"""What a page's share image shows: the picture that other sites and messages put beside a link to it. Numbers and words."""

from __future__ import annotations

from collections.abc import Iterable

from press.addresses import PICTURES
from press.digest import Lender, digest
from press.model import Article, Municipality, Register
from press.record import Record
from press.shape import indexes
from press.swedish import listing

LONGEST_PLACE = 44  # characters that stand in one line beside the mark; longer lists are counted


class ShareMap(Lender, frozen=True):
    """Every municipality's dot, by code, in the map's units: 1000 from south to north."""

    dots: tuple[tuple[int, int], ...]


class ShareView(Record, frozen=True):
    """An image of 1200 x 630 px. `marked` are the dots that wear the mark, all of them of `map`."""

    title: str
    publication: str
    place: str  # "Skellefteå", "Lit, Östersund", "15 kommuner", "Hela landet"; may be empty
    dimensions: str  # "Ekonomisk och social"
    mark: str  # "ES"
    map: ShareMap
    marked: tuple[tuple[int, int], ...]


class CoverView(Record, frozen=True):
    """The booklet's cover: title, the map with each municipality's own mark, who publishes it."""

    title: str
    foot: str
    map: ShareMap
    marked: tuple[tuple[int, int, str], ...]  # x, y, "ES"


def address_of(view: ShareView, name: str) -> str:
    """Where an image stands on the site. Who has fetched it once does not ask again, so another image has another address."""
    return f"{PICTURES}delning/{name}.{digest(view)[:8]}.png"


def share_map(register: Register) -> ShareMap:
    return ShareMap(tuple(register.places[code] for code in sorted(register.places)))


def share_of_article(article: Article, register: Register, map: ShareMap, publication: str) -> ShareView:
    """The image of an article: its own municipalities are marked. `map` is the register's, made once."""
    return ShareView(
        title=article.title,
        publication=publication,
        place=_place(article),
        dimensions=indexes.dimensions_in_words(article.dimensions),
        mark=article.dimensions,
        map=map,
        marked=_marked(article.municipalities, register),
    )


def share_of_publication(
    title: str, tagline: str, register: Register, map: ShareMap, with_articles: Iterable[Municipality]
) -> ShareView:
    """The image of every page without one of its own: the whole publication, all that it tells of marked."""
    return ShareView(title, "", "", tagline, "ESM", map, _marked(with_articles, register))


def _marked(some: Iterable[Municipality], register: Register) -> tuple[tuple[int, int], ...]:
    return tuple(register.places[one.code] for one in some if one.code in register.places)


def _place(article: Article) -> str:
    names = listing([one.name for one in article.municipalities])
    return names if len(article.municipalities) > 1 and len(names) <= LONGEST_PLACE else indexes.place_in_words(article)
