"""The part of site.yaml that says how orders are taken -> Orders, or all that is wrong with it."""

from __future__ import annotations

import ipaddress
import re
from pathlib import PurePosixPath
from typing import cast
from urllib.parse import SplitResult, urlsplit

from press.problems import problem
from press.source.fields import Fields, suggestion
from press.source.yamlfile import Mapping
from press.terms import COUNTRIES, Keep, Mail, MailSecurity, OrderMode, Orders, Rates

KEYS = (
    "mode", "url", "limit", "stock", "countries", "database", "basis", "decision", "keep", "mail", "rates", "proxies", "port",
)  # fmt: skip
LONGEST_DAYS = 3650
_URL = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/([A-Za-z0-9_~-]+/)*")
_EMAIL = re.compile(r"[^\s@<>\"',;:]+@[^\s@<>\"',;:]+[.][^\s@<>\"',;:]+")
_MADE = ("output", "content", "layouts", ".press")  # folders that are published, watched or thrown away


def orders_of(fields: Fields, has_publisher_email: bool) -> Orders:
    """What the settings say of orders. Faults are added to those of `fields`."""
    problems, path = fields.problems, fields.path

    mode = fields.one_of("mode", ("closed", "mailto", "receiver"), "closed")
    if mode == "mailto" and not has_publisher_email:
        problems.append(problem("orders-no-email", path, fields.line("mode")))
    url = fields.text("url")
    if url and not _URL.fullmatch(url):
        problems.append(problem("orders-url", path, fields.line("url"), found=url))
    countries = fields.texts("countries")
    for place, code in enumerate(countries):
        if code not in COUNTRIES:
            problems.append(
                problem("not-one-of", path, fields.line(f"countries.{place}"), key="countries", found=code,
                        allowed=", ".join(COUNTRIES), suggestion=suggestion(code, COUNTRIES))
            )  # fmt: skip
    database = fields.text("database")
    if says := _fault_of(database):
        problems.append(problem("orders-database", path, fields.line("database"), says=says))
    elif _has_password(database):
        problems.append(problem("orders-password", path, fields.line("database")))
    proxies = fields.texts("proxies")
    for place, one in enumerate(proxies):
        if not _is_ip(one):
            problems.append(problem("orders-proxy", path, fields.line(f"proxies.{place}"), found=one))
    known = Orders()
    return Orders(
        mode=cast(OrderMode, mode),
        url=url,
        limit=fields.whole("limit", least=1, most=1000) or known.limit,
        stock=fields.whole("stock"),
        countries=tuple(dict.fromkeys(countries)) or known.countries,
        database=database,
        basis=fields.text("basis", limit=300),
        decision=fields.text("decision", limit=200),
        keep=_keep(_group(fields, "keep", "sent", "unsent", "messages")),
        mail=_mail(_group(fields, "mail", "host", "port", "security", "user", "sender", "desk")),
        rates=_rates(_group(fields, "rates", "address", "all")),
        proxies=proxies if fields.has("proxies") else known.proxies,
        port=fields.whole("port", least=1, most=65_535) or known.port,
    )


def _group(fields: Fields, key: str, *known: str) -> Fields:
    found = fields.mappings(key, known)
    return found[0] if found else Fields(Mapping({}, {}, fields.line(key)), fields.path, known, [])


def _keep(fields: Fields) -> Keep:
    known = Keep()
    sent = fields.whole("sent", least=1, most=LONGEST_DAYS) or known.sent
    unsent = fields.whole("unsent", least=1, most=LONGEST_DAYS) or known.unsent
    return Keep(sent, unsent, fields.whole("messages", least=1, most=LONGEST_DAYS) or known.messages)


def _mail(fields: Fields) -> Mail:
    known = Mail()
    host, sender, desk = fields.text("host"), fields.text("sender"), fields.text("desk")
    if host:
        for key, value in (("sender", sender), ("desk", desk)):
            if (value or key == "sender") and not _EMAIL.fullmatch(value):
                fields.problems.append(problem("orders-mail", fields.path, fields.line(key), key=key, found=value))
    return Mail(
        host,
        fields.whole("port", least=1, most=65_535) or known.port,
        cast(MailSecurity, fields.one_of("security", ("starttls", "tls", "none"), known.security)),
        fields.text("user"),
        sender,
        desk,
    )


def _rates(fields: Fields) -> Rates:
    known = Rates()
    address = fields.whole("address", least=1, most=10**6) or known.address
    return Rates(address, fields.whole("all", least=1, most=10**6) or known.all)


def _fault_of(database: str) -> str:
    """What is wrong with where orders are kept: another kind of database, or a folder that is published."""
    if "://" in database:
        parts = _parts(database)
        is_known = parts is not None and parts.scheme == "postgresql" and parts.hostname
        return "" if is_known else "only postgresql:// and a file are known"
    if database and (folder := PurePosixPath(database).parts[0]) in _MADE:
        return f"what lies below {folder}/ is published, watched or thrown away"
    return ""


def _has_password(database: str) -> bool:
    parts = _parts(database)
    return parts is not None and parts.password is not None


def _parts(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:  # postgresql://[/
        return None


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
