"""site.yaml and the register's tables -> Settings and Register, or all that is wrong with them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from typing import cast
from urllib.parse import urlsplit

from press.model import (
    Accessibility,
    Binding,
    Conformity,
    Contact,
    County,
    Edition,
    Fault,
    Limits,
    Municipality,
    Paper,
    Print,
    Publisher,
    Register,
    Security,
    Settings,
    Surface,
)
from press.problems import ContentError, Problem, problem
from press.source import ordering
from press.source.fields import Fields
from press.source.yamlfile import Mapping as YamlMapping
from press.source.yamlfile import read_yaml
from press.swedish import slug
from press.words import ENGLISH, LANGUAGES

FILE = "site.yaml"
KEYS = (
    "title", "tagline", "language", "address", "editor_language", "licence", "publisher", "edition", "booklet",
    "print", "orders", "accessibility", "security", "checks",
)  # fmt: skip
REGISTER = "content/register"
TABLES = {
    "municipalities.csv": ("code", "name", "full_name", "slug", "lat", "lon"),
    "counties.csv": ("code", "letter", "name", "short_name", "iso", "landsdel", "nuts2"),
    "countries.csv": ("code", "name"),
    "map.csv": ("code", "x", "y"),
    "former.csv": ("code", "name", "until"),
}
OPTIONAL = ("map.csv", "former.csv")
_ADDRESS = re.compile(r"https?://[^\s/?#\"'<>\\]+/([^\s?#\"'<>\\]*/)?")
# It ends up in the configuration of hosts, where other signs would mean something.
_BASE = re.compile(r"/([A-Za-z0-9_~-]+([.][A-Za-z0-9_~-]+)*/)*")
_EMAIL = re.compile(r"[^\s@<>\"?&%]+@[^\s@<>\"?&%]+")  # it ends up in a mailto: address
_PHONE = re.compile(r"[+0-9][0-9 ()/-]{3,30}")
_CODE = re.compile(r"[0-9]{4}")
_WHOLE = re.compile(r"-?[0-9]{1,9}")


def settings_of(text: str) -> Settings:
    """The settings. Raises ContentError with every fault of the file."""
    problems: list[Problem] = []
    settings = settings_from(Fields(read_yaml(text, FILE), FILE, KEYS, problems), problems)
    if problems:
        raise ContentError(*problems)
    return settings


def settings_from(top: Fields, problems: list[Problem]) -> Settings:
    """The settings that the keys of site.yaml give; what is wrong goes to `problems`."""

    def group(key: str, *known: str) -> Fields:
        found = top.mappings(key, known)
        return found[0] if found else Fields(YamlMapping({}, {}, top.line(key)), FILE, known, [])

    publisher = group("publisher", "name", "email", "post")
    edition = group("edition", "number", "date", "printer", "place", "isbn")
    booklet = group("booklet", "file")
    orders = group("orders", *ordering.KEYS)
    security = group("security", "contact", "expires")
    limits = group("checks", "lix", "sentence", "similar", "grace_days", "spelling")
    address = top.text("address", required=True)
    if address and not _is_of_a_site(address):
        problems.append(problem("address-wrong", FILE, top.line("address"), found=address))
    elif address and not _BASE.fullmatch(urlsplit(address).path):
        problems.append(problem("address-path", FILE, top.line("address"), found=urlsplit(address).path))
    day = edition.day("date")
    if day is None and not edition.has("date"):
        problems.append(problem("missing-key", FILE, top.line("edition"), key="edition.date"))
    file = booklet.text("file") or "skriften.pdf"
    if not file.endswith(".pdf") or slug(file.removesuffix(".pdf")) != file.removesuffix(".pdf"):
        problems.append(problem("booklet-file", FILE, booklet.line("file"), found=file))
    title = top.text("title", required=True, limit=120)
    name = publisher.text("name", required=top.has("publisher"))
    top.one_of("editor_language", LANGUAGES, ENGLISH)  # `words` has asked the file itself
    return Settings(
        title=title,
        tagline=top.text("tagline"),
        language=top.text("language") or "sv",
        address=address,
        publisher=Publisher(name, publisher.text("email"), publisher.text("post")),
        edition=Edition(
            edition.whole("number", least=1) or 1,
            day or date.min,
            edition.text("printer"),
            edition.text("place"),
            edition.text("isbn"),
        ),
        booklet_file=file,
        licence=top.text("licence"),
        orders=ordering.orders_of(orders, publisher.has("email")),
        security=Security(security.text("contact"), security.day("expires")),
        accessibility=_accessibility(top, problems),
        checks=Limits(
            limits.whole("lix", least=20, most=100) or Limits().lix,
            limits.whole("sentence", least=5, most=200) or Limits().sentence,
            limits.whole("similar", least=10, most=100) or Limits().similar,
            Limits().grace_days if (grace := limits.whole("grace_days", most=365)) is None else grace,
            limits.flag("spelling", default=True),
        ),
        print=_print(top, problems),
    )


_STATEMENT = ("actor", "conformity", "faults", "method", "assessed", "published", "contact", "supervisor")


def _accessibility(top: Fields, problems: list[Problem]) -> Accessibility:
    """What the accessibility statement tells. A claim needs its day and method, and known faults where it is not the whole."""
    for asked in top.mappings("accessibility", _STATEMENT)[:1]:
        conformity = asked.one_of("conformity", ("full", "partial", "none"), "")
        faults = tuple(
            Fault(one.text("what", required=True), one.text("why", required=True), one.text("instead"))
            for one in asked.mappings("faults", ("what", "why", "instead"))
        )
        if conformity == "full" and faults:
            problems.append(problem("statement-faults", FILE, asked.line("faults")))
        if conformity in {"partial", "none"} and not faults:
            problems.append(problem("statement-no-faults", FILE, asked.line("conformity"), found=conformity))
        for key in ("method", "assessed") if conformity else ():
            if not asked.has(key):
                problems.append(problem("statement-unproven", FILE, asked.line("conformity"), key=f"accessibility.{key}"))
        supervisor = asked.text("supervisor") or Accessibility().supervisor
        if not _is_page(supervisor):
            problems.append(problem("source-url", FILE, asked.line("supervisor"), found=supervisor))
        return Accessibility(
            actor=asked.text("actor"),
            conformity=cast(Conformity, conformity),
            faults=faults,
            method=asked.text("method"),
            assessed=asked.day("assessed"),
            published=asked.day("published"),
            contact=_contact(asked, problems),
            supervisor=supervisor,
        )
    return Accessibility()


def _contact(asked: Fields, problems: list[Problem]) -> Contact:
    for one in asked.mappings("contact", ("email", "post", "phone"))[:1]:
        found = Contact(one.text("email"), one.text("post"), one.text("phone"))
        if found.email and not _EMAIL.fullmatch(found.email):
            problems.append(problem("contact-email", FILE, one.line("email"), found=found.email))
        if found.phone and not _PHONE.fullmatch(found.phone):
            problems.append(problem("contact-phone", FILE, one.line("phone"), found=found.phone))
        return found
    return Contact()


def _is_page(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:  # https://[/
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", address)


def _print(top: Fields, problems: list[Problem]) -> Print | None:
    """How the booklet is printed; None when the settings do not ask for it."""
    found = top.mappings("print", ("binding", "surface", "copies", "paper", "cover"))
    if not found:
        return None
    binding = found[0].one_of("binding", ("stapled", "glued"), "stapled")
    paper, cover = (_paper(found[0], key) for key in ("paper", "cover"))
    if binding == "glued" and not paper.thickness_um:
        problems.append(problem("print-no-thickness", FILE, found[0].line("paper")))
    return Print(
        cast(Binding, binding),
        cast(Surface, found[0].one_of("surface", ("coated", "uncoated"), "uncoated")),
        found[0].whole("copies", least=1, most=10**6) or 0,
        paper,
        cover,
    )


def _paper(group: Fields, key: str) -> Paper:
    found = group.mappings(key, ("name", "weight", "thickness"))
    if not found:
        return Paper()
    weight = found[0].whole("weight", least=30, most=600)  # g/m²: from thin printing paper to stiff board
    thickness = found[0].whole("thickness", least=30, most=1000)
    return Paper(found[0].text("name"), weight or 0, thickness or 0)


def _is_of_a_site(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:  # https://[/
        return False
    return bool(parts.hostname) and _ADDRESS.fullmatch(address) is not None


def register_of(tables: Mapping[str, str]) -> Register:
    """The register from its tables by file name; those of OPTIONAL may be missing. Raises ContentError."""
    problems: list[Problem] = []
    rows = {name: _rows(name, tables[name], problems) for name in TABLES if name in tables}
    if problems:
        raise ContentError(*problems)
    counties = {
        row["code"]: County(
            row["code"], row["letter"], row["name"], row["short_name"], row["landsdel"], row["nuts2"], slug(row["name"])
        )
        for _, row in rows["counties.csv"]
    }
    municipalities: dict[str, Municipality] = {}
    by_slug: dict[str, Municipality] = {}
    for line, row in rows["municipalities.csv"]:
        path = f"{REGISTER}/municipalities.csv"
        county = counties.get(row["code"][:2])
        position = _position(row)
        if county is None or not _CODE.fullmatch(row["code"]) or row["code"] in municipalities:
            problems.append(problem("register-code", path, line, code=row["code"], name=row["name"]))
            continue
        if position is None:
            problems.append(problem("register-position", path, line, name=row["name"]))
            continue
        name = row["slug"] or slug(row["name"])
        if not name or slug(name) != name:
            problems.append(problem("register-row", path, line, says=f'the slug "{name}" may hold a-z, 0-9 and hyphens alone'))
            continue
        one = Municipality(row["code"], row["name"], row["full_name"], name, county, *position)
        if other := by_slug.get(name):
            problems.append(problem("register-slug", path, line, name=one.name, other=other.name, slug=name, code=one.code))
        by_slug[name] = municipalities[one.code] = one
    places = {row["code"]: (int(row["x"]), int(row["y"])) for _, row in rows.get("map.csv", ())}
    former: dict[str, tuple[str, ...]] = {}
    for line, row in rows.get("former.csv", ()):
        if row["code"] not in counties and row["code"] not in municipalities:
            says = f'no county or municipality has the code "{row["code"]}"'
            problems.append(problem("register-row", f"{REGISTER}/former.csv", line, says=says))
        former[row["code"]] = (*former.get(row["code"], ()), row["name"])
    if problems:
        raise ContentError(*problems)
    return Register(
        tuple(municipalities[code] for code in sorted(municipalities)),
        tuple(counties[code] for code in sorted(counties)),
        places,
        {row["code"]: row["name"] for _, row in rows["countries.csv"]},
        former,
    )


def _rows(name: str, text: str, problems: list[Problem]) -> list[tuple[int, dict[str, str]]]:
    """A table's rows with their lines."""
    path = f"{REGISTER}/{name}"
    reader = csv.DictReader(io.StringIO(text), strict=True)
    try:
        if tuple(reader.fieldnames or ()) != TABLES[name]:
            problems.append(problem("register-head", path, 1, wanted=",".join(TABLES[name])))
            return []
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as fault:
        problems.append(problem("register-row", path, reader.reader.line_num, says=fault))
        return []
    for line, row in rows:
        if None in row or None in row.values():
            problems.append(problem("register-row", path, line, says="the number of columns differs from the first line's"))
        elif name == "map.csv" and not (_WHOLE.fullmatch(row["x"]) and _WHOLE.fullmatch(row["y"])):
            problems.append(problem("register-row", path, line, says="x and y are whole numbers"))
    return rows


def _position(row: Mapping[str, str]) -> tuple[float, float] | None:
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except ValueError:
        return None
    return (lat, lon) if 55 < lat < 70 and 10 < lon < 25 else None
