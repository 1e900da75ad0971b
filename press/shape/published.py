"""What became of the addresses that were published: which stand, which moved, which are gone, which are lost.

A feed follows its page: where the page went, the feed of that page is. So does an offprint, and when it is made no more
(its articles have become too few) its address leads to the page, which has them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from press import addresses
from press.addresses import Host
from press.model import Article, Published
from press.problems import Problem, problem
from press.record import Record
from press.shape.hosts import addresses_in
from press.shape.output import Output, Page
from press.shape.views.frame import Head, Site
from press.shape.views.texts import RedirectView

FILE = "content/addresses.csv"
GONE = "gone"
_LASTING = (".xml", ".pdf", ".epub", ".json", ".csv", ".txt")  # pages end in a slash
_PASSING = (addresses.STATIC, addresses.PICTURES, addresses.SEARCH)  # parts of pages, which refer to them by a new name
_FEED = "feed.xml"


class Fates(Record, frozen=True):
    """What became of every address that is no longer what it was."""

    moved: Mapping[str, str]  # former address -> the one in its place
    gone: tuple[str, ...]
    problems: tuple[Problem, ...]


def lasting(paths: Iterable[str]) -> tuple[str, ...]:
    """The addresses among outputs that are promised to last: pages, feeds, data, downloads; not what pages are made of."""
    found = {address for address in addresses_in(paths) if _lasts(address)}
    return tuple(sorted(found))


def _lasts(address: str) -> bool:
    if address == addresses.SEARCH:
        return True
    return not address.startswith(_PASSING) and (address.endswith("/") or address.endswith(_LASTING))


def fates(published: Iterable[Published], articles: Iterable[Article], paths: Iterable[str]) -> Fates:
    """What became of the published addresses, seen from the paths of all outputs but redirect pages.

    Aliases are former addresses too, whether a release had them or not. What stands, stands, whatever is said of it.
    """
    alive = set(lasting(paths))
    rows = {one.address: one for one in published}
    aliases = {alias: addresses.address_of(article.source) for article in articles for alias in article.aliases}
    moved = {alias: target for alias, target in aliases.items() if alias not in alive}
    gone: list[str] = []
    problems: list[Problem] = []
    for one in rows.values():
        if one.now and one.address in alive:
            problems.append(problem("published-again", FILE, one.line, address=one.address, now=one.now))
        elif one.now == GONE:
            gone.append(one.address)
        elif one.now in alive or one.now in aliases:
            moved.setdefault(one.address, aliases.get(one.now, one.now))
        elif one.now:
            problems.append(problem("published-dead-end", FILE, one.line, address=one.address, now=one.now))
    for one in rows.values():
        if one.now or one.address in alive or one.address in moved:
            continue
        if offering := addresses.page_of_offprint(one.address):
            if offering in alive or offering in moved:
                moved[one.address] = moved.get(offering, offering)
            elif offering in gone:
                gone.append(one.address)
            elif offering not in rows:
                problems.append(problem("published-lost", FILE, one.line, address=one.address))
            continue
        page = one.address.removesuffix(_FEED)
        if page == one.address or page in alive or page not in rows:
            problems.append(problem("published-lost", FILE, one.line, address=one.address))
        elif f"{moved.get(page)}{_FEED}" in alive:
            moved[one.address] = f"{moved[page]}{_FEED}"
        elif page in moved or page in gone:
            gone.append(one.address)
    return Fates(dict(sorted(moved.items())), tuple(sorted(gone)), tuple(problems))


def redirects(site: Site, host: Host, found: Fates, articles: Iterable[Article], outputs: Iterable[Output]) -> Iterator[Output]:
    """A page at each former address that the table leads on from: hosts that know no redirects need it. Aliases have theirs."""
    aliases = {alias for article in articles for alias in article.aliases}
    heads = {output.path: output.recipe.head for output in outputs if isinstance(output.recipe, Page)}
    for old, new in found.moved.items():
        head = heads.get(addresses.output_path(new))
        if head and old.endswith("/") and old not in aliases:
            view = RedirectView(head.title, host.href(new), host.url(new))
            here = Head(head.title, head.description, host.href(old))
            yield Output(addresses.output_path(old), Page("redirect.html", site, here, view), FILE)


def released(published: Iterable[Published], standing: Iterable[str], day: date) -> tuple[Published, ...]:
    """The table after a release: what it had, and each address that is new with the day."""
    known = {one.address: one for one in published}
    return tuple({**{address: Published(address, day) for address in standing}, **known}.values())
