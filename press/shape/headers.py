"""What each address is answered with beside its content: headers, caching, types. Plain data; `servers` and `hosts` write it out.

A header that differs between addresses is a row of patterns, of which the first that fits decides. They are written
so that PCRE (nginx, Apache) and RE2 (Caddy) read them alike, over the address below the site's base path.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from press import addresses
from press.addresses import Host
from press.record import Record
from press.terms import Orders

FINGERPRINTED = r"[.][0-9a-f]{8,40}[.][a-z0-9]+$"  # site.1a2b3c4d.css: another content has another name
FOR_EVER = "public, max-age=31536000, immutable"
A_WEEK = "public, max-age=604800"
SOON = "public, max-age=300, must-revalidate"  # what a release changes under the same address
_SITE_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?")

UTF8 = "; charset=utf-8"
FEED_TYPE = f"application/atom+xml{UTF8}"
FEED_NAME = "feed.xml"
TYPES = {  # what the site may hold; whatever else there is, is octets
    "html": f"text/html{UTF8}",
    "css": f"text/css{UTF8}",
    "js": f"text/javascript{UTF8}",
    "json": "application/json",
    "csv": f"text/csv{UTF8}",
    "txt": f"text/plain{UTF8}",
    "xml": f"application/xml{UTF8}",
    "svg": "image/svg+xml",
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "wasm": "application/wasm",
    "zip": "application/zip",
}
OCTETS = "application/octet-stream"  # among others the parts of the search index: .pf_index, .pf_meta, .pf_fragment


class Hosting(Record, frozen=True):
    """A site as a host should serve it. All addresses count from the site's own root, without its base path."""

    host: Host
    orders: Orders
    addresses: tuple[str, ...]  # of everything in output/site/
    moved: Mapping[str, str]  # former address -> the one that took its place
    gone: tuple[str, ...] = ()  # former addresses that nothing takes the place of


class Varied(Record, frozen=True):
    """A header whose value depends on the address: the first pattern that fits, else the default."""

    name: str
    rules: tuple[tuple[str, str], ...]
    default: str

    def value_at(self, address: str) -> str:
        return next((value for pattern, value in self.rules if re.search(pattern, address)), self.default)


def fixed(hosting: Hosting) -> dict[str, str]:
    """The headers that every answer has."""
    found = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    if hosting.host.origin.startswith("https:"):
        found["Strict-Transport-Security"] = "max-age=31536000"
    return found


def varied(hosting: Hosting) -> tuple[Varied, ...]:
    """The headers that differ. A picture may be shown elsewhere: feed readers do."""
    return (
        Varied("Content-Security-Policy", ((f"^{addresses.SEARCH}", searching_policy(hosting)),), policy(hosting)),
        Varied("Cross-Origin-Resource-Policy", ((f"^{addresses.PICTURES}", "cross-origin"),), "same-origin"),
        Varied(
            "Cache-Control",
            ((FINGERPRINTED, FOR_EVER), (f"^({addresses.STATIC}|{addresses.PICTURES})", A_WEEK)),
            SOON,
        ),
    )


def policy(hosting: Hosting) -> str:
    """The Content-Security-Policy of all pages but the search page: the site's own files, nothing inline."""
    return _policy(form_action(hosting.host, hosting.orders), "'self'")


def searching_policy(hosting: Hosting) -> str:
    """The search page's: its index is read by WebAssembly, and its form leads to itself."""
    form = form_action(hosting.host, hosting.orders)
    return _policy("'self'" if form == "'none'" else form, "'self' 'wasm-unsafe-eval'")


def _policy(form: str, scripts: str) -> str:
    rules = (
        "default-src 'none'",
        f"script-src {scripts}",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        f"form-action {form}",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
    return "; ".join(rules)


def form_action(host: Host, orders: Orders) -> str:
    """Where forms may be sent: nowhere, unless a receiver takes orders, at this site or at an address of its own."""
    if orders.mode != "receiver":
        return "'none'"
    try:
        parts = urlsplit(orders.url)
    except ValueError:  # https://[/
        return "'self'"
    origin = f"{parts.scheme}://{parts.netloc}"
    is_elsewhere = _SITE_ORIGIN.fullmatch(origin) is not None and origin != host.origin
    return f"'self' {origin}" if is_elsewhere else "'self'"


def is_fingerprinted(address: str) -> bool:
    return re.search(FINGERPRINTED, address) is not None
