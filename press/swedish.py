"""Swedish without the machine's locale: alphabet, dates, numbers, slugs, genitives.

Everything here takes plain values and gives plain values.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

# å, ä and ö come after z, and w is a letter of its own (Svenska Akademiens ordlista, 13th edition, 2006).
# A space sorts before a hyphen: Upplands Väsby, Upplands-Bro, Uppsala.
_ORDER = {letter: chr(place) for place, letter in enumerate(" -0123456789abcdefghijklmnopqrstuvwxyzåäö", start=1)}
_FOREIGN = {"ü": "y", "æ": "ä", "ø": "ö", "đ": "d", "ł": "l", "\u00a0": " ", "–": "-"}
_SIGNS = "\u00ad!\"#$%&'()*+,./:;<=>?@[\\]^_`{|}~«»’‘‚”“„…"  # have no place in the alphabet


def _bare(letter: str) -> str:
    """An accented letter without its accent; å, ä and ö, which are no accented letters, as they are."""
    return letter if letter in "åäö" else unicodedata.normalize("NFD", letter)[0]


_ACCENTED = {letter: _ORDER[bare] for letter in map(chr, range(0xE0, 0x180)) if (bare := _bare(letter)) in _ORDER}
_SORT = str.maketrans(
    {**_ACCENTED, **_ORDER, **{letter: _ORDER[like] for letter, like in _FOREIGN.items()}, **dict.fromkeys(_SIGNS)}
)
_PLAIN = str.maketrans({"å": "a", "ä": "a", "ö": "o", "æ": "a", "ø": "o", "ß": "ss", "é": "e"})
MONTHS = ("januari februari mars april maj juni juli augusti september oktober november december").split()
NBSP = "\u00a0"
_NUMBERS = (
    "noll en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo".split()
)


def sort_key(text: str) -> str:
    """What to sort by so that a list stands in Swedish order."""
    return unicodedata.normalize("NFC", text).lower().translate(_SORT)


def letter_of(text: str) -> str:
    """The capital under which a word stands in a register; figures and signs stand under '#'."""
    first = unicodedata.normalize("NFC", text)[:1].lower()
    letter = _FOREIGN.get(first) or _bare(first or " ")
    return letter.upper() if letter.isalpha() and letter in _ORDER else "#"


def slug(text: str) -> str:
    """Lower-case letters a-z, figures and single hyphens: 'Västra Götaland' -> 'vastra-gotaland'."""
    plain = unicodedata.normalize("NFC", text).lower().translate(_PLAIN)
    bare = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def long_date(day: date) -> str:
    """'13 december 2008', the day and month kept together by a hard space."""
    return f"{day.day}{NBSP}{MONTHS[day.month - 1]} {day.year}"


def number(value: int) -> str:
    """Thousands parted by a hard space: 15 000. Four figures stand together: 2019."""
    return f"{value:,}".replace(",", NBSP) if abs(value) >= 10_000 else str(value)


def number_word(value: int) -> str:
    """'fjorton' for 14; figures above twenty."""
    return _NUMBERS[value] if 0 <= value < len(_NUMBERS) else number(value)


def size(byte_count: int) -> str:
    """'1,2 MB' or '34 kB' (units of 1000)."""
    if byte_count < 100_000:
        return f"{max(1, round(byte_count / 1000))}{NBSP}kB"
    return f"{byte_count / 1_000_000:.1f}".replace(".", ",") + f"{NBSP}MB"


def count(value: int, one: str, many: str) -> str:
    """'1 artikel', '2 artiklar'."""
    return f"{number(value)}{NBSP}{one if value == 1 else many}"


def on_pages(first: int, last: int) -> str:
    """'sidan 12', 'sidorna 12–14'."""
    return f"sidan{NBSP}{first}" if first == last else f"sidorna{NBSP}{first}–{last}"


def listing(words: Sequence[str]) -> str:
    """'a', 'a och b', 'a, b och c'."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} och {words[-1]}"


def genitive(name: str) -> str:
    """'Umeås'; no s is added after s, x or z: 'Borås', 'Kalix'."""
    return name if name[-1:].lower() in {"s", "x", "z"} else name + "s"


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def in_order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=sort_key)
