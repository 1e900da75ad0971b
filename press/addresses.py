"""Source path -> address -> output path. Pure, and the only place that knows.

A text's address follows from its file's path alone, so a link can be written without knowing the site.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import urlsplit

from press.record import Record
from press.swedish import slug

_FOLDERS = {"articles": "artiklar", "tools": "verktyg", "dimensions": "dimensioner", "pages": ""}
_PAGES = {"start": "/", "skriften": "/skriften/"}
_ANCHORS = {"articles": "artikel", "tools": "verktyg"}
PRINT_ONLY = ("forord", "baksida")  # texts of the booklet, without a page of their own
FILE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.md")

START = "/"
ARTICLES = "/artiklar/"
TOOLS = "/verktyg/"
DIMENSIONS = "/dimensioner/"
REGIONS = "/regioner/"
MUNICIPALITIES = "/kommuner/"
OVERVIEW = "/oversikt/"
BOOKLET = "/skriften/"
ORDER = "/bestall/"
RECEIVER = "/bestall/mottagning/"  # of orders and messages, unless it has an address of its own
ACCESSIBILITY, PRIVACY = "/tillganglighet/", "/integritet/"
SEARCH = "/sok/"
NOT_FOUND = "/404.html"
FEED = "/feed.xml"
SITEMAP = "/sitemap.xml"
STATIC = "/static/"
PICTURES = "/bilder/"
DATA_JSON, DATA_CSV = "/data/artiklar.json", "/data/artiklar.csv"
DATA_SCHEMA = "/data/artiklar.schema.json"
DATA_COLUMNS = f"{DATA_CSV}-metadata.json"  # where CSVW looks for it


class Host(Record, frozen=True):
    """Where the site stands: 'https://example.org/skrift/' is an origin and a base path ('/skrift', or nothing)."""

    origin: str
    base: str

    @classmethod
    def of(cls, address: str) -> Host:
        parts = urlsplit(address)
        return cls(f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/"))

    def href(self, address: str) -> str:
        """What a link says: the address from the host's root."""
        return f"{self.base}{address}"

    def url(self, address: str) -> str:
        return f"{self.origin}{self.base}{address}"


def address_of(source: str) -> str:
    """The address of a text: 'content/articles/lit.md' or 'articles/lit.md' -> '/artiklar/lit/'.

    Empty for a text that has no page of its own. Raises KeyError for a folder that holds no texts.
    """
    folder, _, name = source.removeprefix("content/").partition("/")
    slug = name.removesuffix(".md")
    if folder == "pages":
        if slug in PRINT_ONLY:
            return ""
        return _PAGES.get(slug, f"/{slug}/")
    return f"/{_FOLDERS[folder]}/{slug}/"


def anchor_of(source: str) -> str:
    """A text's anchor in the booklet: 'articles/lit.md' -> 'artikel-lit', 'tools/budget.md' -> 'verktyg-budget'."""
    folder, _, name = source.removeprefix("content/").partition("/")
    return f"{_ANCHORS[folder]}-{name.removesuffix('.md')}"


def target_of(source: str, written: str) -> tuple[str, str]:
    """The text a written link points to, as a path below content/, and its fragment.

    'articles/lit.md', '../tools/x.md#steg' -> ('tools/x.md', 'steg'). A path that leaves content/ starts with '../'.
    """
    parts = urlsplit(written)
    if not parts.path:
        return source.removeprefix("content/"), parts.fragment
    folder = posixpath.dirname(source.removeprefix("content/"))
    return posixpath.normpath(posixpath.join(folder, parts.path)), parts.fragment


def tool(slug: str) -> str:
    return f"{TOOLS}{slug}/"


def dimension(slug: str) -> str:
    return f"{DIMENSIONS}{slug}/"


def region(slug: str) -> str:
    return f"{REGIONS}{slug}/"


def municipality(slug: str) -> str:
    return f"{MUNICIPALITIES}{slug}/"


def feed_of(address: str) -> str:
    """The feed of an index: '/verktyg/x/' -> '/verktyg/x/feed.xml'."""
    return f"{address}feed.xml"


def offprint(page: str, slug: str, booklet_file: str) -> str:
    """An offprint's address, beside the page that offers it: '/verktyg/dialog/skriften-dialog.pdf' for skriften.pdf."""
    return f"{page}{booklet_file.removesuffix('.pdf')}-{slug}.pdf"


def page_of_offprint(address: str) -> str:
    """The page that offers an offprint, by the offprint's address; empty for any other address."""
    found = re.fullmatch(rf"((?:{TOOLS}|{REGIONS})[^/]+/)[^/]+\.pdf", address)
    return found[1] if found else ""


def output_path(address: str) -> str:
    """Where an address lies below output/: '/om/' -> 'site/om/index.html'."""
    return f"site{address}index.html" if address.endswith("/") else f"site{address}"


def is_booklet(path: str) -> bool:
    """Whether it is the booklet that lies there below output/: the one PDF that stands in Skriften's own folder."""
    return re.fullmatch(rf"site{BOOKLET}[^/]+\.pdf", path) is not None


def articles_of(letter: str) -> str:
    """The part of a long index of articles: 'Ö' -> '/artiklar/bokstav-oe/', so that o and ö stay apart."""
    return f"{ARTICLES}{letter_id(letter)}/"


def letter_id(letter: str) -> str:
    """The anchor of a letter in a register: å, ä and ö have their own."""
    return f"bokstav-{_LETTERS.get(letter) or slug(letter) or 'ovriga'}"


_LETTERS = {"Å": "aa", "Ä": "ae", "Ö": "oe", "#": "siffror"}
