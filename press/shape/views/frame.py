"""What stands around every page: the site's own words and addresses, and what a page says of itself in its head."""

from __future__ import annotations

from press.digest import Lender
from press.record import Record


class NavLink(Lender, frozen=True):
    label: str
    href: str


class Site(Lender, frozen=True):
    title: str  # Gör din kommun hållbar!
    tagline: str
    language: str  # sv
    origin: str  # https://example.org, no slash at the end
    home: str  # href of the start page
    publisher: str
    email: str  # may be empty
    licence: str  # of the content, in words; may be empty
    nav: tuple[NavLink, ...]  # Artiklar, Verktyg, Regioner, Skriften, Sök
    foot: tuple[NavLink, ...]
    entries: tuple[str, ...]  # hrefs of the start page and of all that the two menus lead to
    stylesheet: str  # href, with the hash of its content
    feed: str
    ribbon_plain: str  # path data of the foot's 290 dots, in a box of 580 x 50
    ribbon_filled: str
    total: int  # municipalities of the register
    image: str  # absolute: the share image of every page that has none of its own
    files: tuple[tuple[str, str], ...] = ()  # fonts and icons of layouts/static/: name, href


class Head(Record, frozen=True):
    title: str  # of the page alone; the start page's is the site's
    description: str
    href: str
    here: str = ""  # label of the navigation's entry this page belongs to
    crumbs: tuple[NavLink, ...] = ()  # from the first level down, without this page
    feed: str = ""  # an Atom feed of this page's own
    feed_title: str = ""
    kind: str = "website"  # Open Graph type: website, article
    image: str = ""  # absolute: a share image of this page's own
    linked: str = ""  # the page in schema.org's words, as JSON
