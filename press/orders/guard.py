"""Who may post, and how often. Nothing here is kept longer than the time it counts, and nothing is written down."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict, deque
from collections.abc import Collection, Mapping
from math import ceil

from press.orders.tables import Moment
from press.terms import Rates

ADDRESS_S, ALL_S = 600, 60
_REMEMBERED = 20_000  # addresses; the one that was quiet longest is forgotten first
SITES = ("same-origin", "none")  # what Sec-Fetch-Site may say where the form is of the receiver's own address


class Rate:
    """Counts posts in a sliding time: of each address, and in all."""

    def __init__(self, rates: Rates, now: Moment) -> None:
        self._rates, self._now = rates, now
        self._all: deque[float] = deque()
        self._by_address: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_s(self, address: str) -> int:
        """0 when a post from there is taken, and counted; else after how many seconds the next one may be."""
        now = self._now()
        mine = self._by_address.setdefault(address, deque())
        self._by_address.move_to_end(address)
        while len(self._by_address) > _REMEMBERED:
            self._by_address.popitem(last=False)
        waits = (_wait(mine, self._rates.address, ADDRESS_S, now), _wait(self._all, self._rates.all, ALL_S, now))
        if not any(waits):
            mine.append(now)
            self._all.append(now)
        return max(waits)


def _wait(moments: deque[float], most: int, window_s: int, now: float) -> int:
    while moments and moments[0] <= now - window_s:
        moments.popleft()
    return ceil(moments[-most] + window_s - now) if len(moments) >= most else 0


def client_of(peer: str, forwarded: str, proxies: Collection[str]) -> str:
    """Where a post comes from: the address that speaks to us or, if that is a proxy of ours, the last it names that is none.

    Of IPv6 the first 64 bits: that is what one household has.
    """
    address = peer
    for named in reversed([one.strip() for one in forwarded.split(",") if one.strip()]):
        if address not in proxies:
            break
        address = named
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False).network_address)
    return str(ip)


def is_ours(headers: Mapping[str, str], origins: Collection[str]) -> bool:
    """Whether a post comes from a page of ours: another's Origin, or a null one, is refused; an absent one is an old browser's.

    `origins` are the site's and the receiver's. Where they differ, a browser calls the form's post cross-site.
    """
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is not None and origin not in origins:
        return False
    return site is None or site in SITES or (origin is not None and len(set(origins)) > 1)
