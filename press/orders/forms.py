"""What the two forms ask for, and whether an answer will do. Pure: posted values in, a draft or the faults out.

The names of the fields are those of layouts/orders/forms.html, and each fault is a word that the layout puts in Swedish.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Literal

from press.record import Record
from press.terms import Orders

Kind = Literal["order", "message"]
Faults = dict[str, str]  # field -> empty, long, wrong, signs, many, out

TRAP = "webbplats"  # no reader sees this field; who fills it in is a program, or a browser that fills in everything
ORDER_FIELDS = {  # name -> how many characters fit
    "namn": 100,
    "organisation": 120,
    "adress": 120,
    "postnummer": 12,
    "ort": 60,
    "land": 2,
    "antal": 4,
    "epost": 254,
    TRAP: 200,
}
MESSAGE_FIELDS = {"meddelande": 4000, "sida": 300, "epost": 254, TRAP: 200}
FIELDS: dict[Kind, dict[str, int]] = {"order": ORDER_FIELDS, "message": MESSAGE_FIELDS}
_OPTIONAL = {"organisation", "epost", "sida", TRAP}

_EMAIL_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+([.][A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_EMAIL_HOST = re.compile(r"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?[.])+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]")
_SWEDISH = re.compile(r"(SE?-?)?([1-9][0-9]{2})([0-9]{2})", re.IGNORECASE)
_FOREIGN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 -]{1,9}")
_COUNT = re.compile(r"[0-9]{1,4}")
_SPACE = re.compile(r"[^\S\n]+")
_PILED = 3  # marks that may stand above one another; names in the countries we send to have one


class Order(Record, frozen=True):
    """An order as its reader wrote it, checked. Not yet one that was taken: that has a reference."""

    name: str
    organisation: str
    address: str
    postcode: str  # "351 12"; of another country as it was written
    place: str
    country: str
    copies: int
    email: str


class Message(Record, frozen=True):
    """What a reader wants to tell. All but the text may be empty."""

    text: str
    page: str
    email: str


def read(kind: Kind, posted: Mapping[str, str], terms: Orders) -> tuple[Order | Message | None, Faults]:
    """The draft that was posted, or what is wrong with it, in the order of the form."""
    values, faults = {}, {}
    for name, limit in FIELDS[kind].items():
        value = tidy(posted.get(name, ""), is_long=name == "meddelande")
        values[name] = value
        if fault := _fault_of(name, value, limit):
            faults[name] = fault
    if values[TRAP]:
        faults[TRAP] = "wrong"
    if values["epost"] and "epost" not in faults:
        values["epost"], is_address = _email(values["epost"])
        if not is_address:
            faults["epost"] = "wrong"
    if kind == "message":
        return (None, faults) if faults else (Message(values["meddelande"], values["sida"], values["epost"]), {})
    return _order(values, faults, terms)


def _order(values: dict[str, str], faults: Faults, terms: Orders) -> tuple[Order | None, Faults]:
    country = values["land"].upper()
    if not values["land"] and len(terms.countries) == 1:
        country = terms.countries[0]
        faults.pop("land", None)
    if country not in terms.countries and "land" not in faults:
        faults["land"] = "wrong"
    postcode = _postcode(values["postnummer"], country)
    if not postcode and "postnummer" not in faults:
        faults["postnummer"] = "wrong" if country == "SE" else "foreign"
    copies = int(values["antal"]) if _COUNT.fullmatch(values["antal"]) else 0
    if "antal" not in faults and not 1 <= copies <= terms.limit:
        faults["antal"] = "many" if copies > terms.limit else "wrong"
    if faults:
        return None, {name: faults[name] for name in ORDER_FIELDS if name in faults}
    return Order(
        values["namn"], values["organisation"], values["adress"], postcode, values["ort"], country, copies, values["epost"]
    ), {}  # fmt: skip


def tidy(value: str, *, is_long: bool = False) -> str:
    """What was written, composed, without signs that no one sees and without needless space.

    Marks of direction and width (category Cf) are dropped: they come with pasted text, and could make a line read as another.
    """
    composed = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    seen = "".join(sign for sign in composed if unicodedata.category(sign) != "Cf")
    if not is_long:
        return " ".join(seen.split())
    return "\n".join(_SPACE.sub(" ", line).strip() for line in seen.split("\n")).strip()


def shown(kind: Kind, posted: Mapping[str, str]) -> dict[str, str]:
    """What the form shows again, whatever it was: at most twice as much as fits, and no control characters."""
    return {
        name: "".join(sign for sign in posted.get(name, "")[: 2 * limit] if _is_printed(sign) or sign == "\n")
        for name, limit in FIELDS[kind].items()
    }


def _fault_of(name: str, value: str, limit: int) -> str:
    if not value:
        return "" if name in _OPTIONAL else "empty"
    if len(value) > limit:
        return "long"
    if not all(_is_printed(sign) or sign == "\n" for sign in value) or _is_piled(value):
        return "signs"
    if name in {"namn", "adress", "ort", "meddelande"} and not any(sign.isalnum() for sign in value):
        return "empty"
    return ""


def _is_printed(sign: str) -> bool:
    """Not a control character, half a pair, a sign of nobody's or one that is not in Unicode."""
    return unicodedata.category(sign) not in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}


def _is_piled(value: str) -> bool:
    marks = 0
    for sign in value:
        marks = marks + 1 if unicodedata.category(sign) in {"Mn", "Me"} else 0
        if marks > _PILED:
            return True
    return False


def _postcode(written: str, country: str) -> str:
    if country != "SE":
        return written.upper() if _FOREIGN.fullmatch(written) else ""
    found = _SWEDISH.fullmatch(written.replace(" ", ""))
    return f"{found[2]} {found[3]}" if found else ""


def _email(written: str) -> tuple[str, bool]:
    """The address with its host as mail is sent to it, and whether it is one."""
    local, at, host = written.rpartition("@")
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:  # an empty label, or one that is too long
        return written, False
    fits = _EMAIL_LOCAL.fullmatch(local) and len(local) <= 64 and _EMAIL_HOST.fullmatch(host)
    return (f"{local}@{host}", True) if at and fits and len(local) + len(host) < 254 else (written, False)
