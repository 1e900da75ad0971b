"""The language in which people are told things. English stands in the code; another language is a catalogue of gettext in
press/locale/, compiled by `make words`. Words are looked up when they are told, so nothing else knows of languages.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from gettext import GNUTranslations

ENGLISH, SWEDISH = "en", "sv"
LANGUAGES = (ENGLISH, SWEDISH)
DOMAIN = "press"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"
)  # fmt: skip
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "locale")
_SETTING = re.compile(rb"^editor_language:[ \t]*[\"']?([a-z]+)", re.MULTILINE)
_COUNTED = re.compile(r"([0-9]+) (.+)")
_catalogue: GNUTranslations | None = None  # of the language that is spoken; none: English


def language_of(project: str) -> str:
    """What site.yaml says of its editors' language; English where it says nothing that is known.

    Looked for without reading YAML: what is wrong with that file is to be told in this language too.
    """
    try:
        with open(os.path.join(project, "site.yaml"), "rb") as file:
            found = _SETTING.search(file.read(100_000))
    except OSError:
        return ENGLISH
    language = found[1].decode() if found else ENGLISH
    return language if language in LANGUAGES else ENGLISH


def language_asked(arguments: list[str]) -> str:
    """The language of a command line: what --lang says, or else the settings of its project. Read before anything else is."""
    language = _options(arguments).get("--lang", "")
    return language if language in LANGUAGES else language_of(project_asked(arguments))


def project_asked(arguments: list[str]) -> str:
    """The folder of a command line's project; where there is none, the folder that it names or stands in."""
    folder = start = os.path.abspath(_options(arguments).get("--project") or os.getcwd())
    while not os.path.isfile(os.path.join(folder, "site.yaml")):
        above = os.path.dirname(folder)
        if above == folder:
            return start
        folder = above
    return folder


def _options(arguments: list[str]) -> dict[str, str]:
    """What may be the value of an option, by its name: the word after it, or after its sign of equality."""
    options = {one: arguments[after] for after, one in enumerate(arguments[:-1], 1)}
    return options | {name: value for name, _, value in (one.partition("=") for one in arguments) if value}


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """While this lasts, people are told things in that language."""
    global _catalogue  # noqa: PLW0603  a program speaks one language; handing it through every sentence would say no more
    before, _catalogue = _catalogue, _catalogue_of(language)
    try:
        yield
    finally:
        _catalogue = before


def _catalogue_of(language: str) -> GNUTranslations | None:
    if language == ENGLISH:
        return None
    import gettext  # an English build has no use for it

    found = gettext.translation(DOMAIN, FOLDER, [language])
    return found if isinstance(found, gettext.GNUTranslations) else None


def language() -> str:
    """The one that is spoken, as HTML names it."""
    return _catalogue.info()["language"] if _catalogue else ENGLISH


def translated(words: str) -> str:
    """The words in the language that is spoken; as they are where it has none for them."""
    return _catalogue.gettext(words) if _catalogue and words else words


def phrase(words: str) -> str:
    """A piece of a sentence, in the language that is spoken: 'a list', '3 days'."""
    counted = _COUNTED.fullmatch(words)
    return f"{counted[1]} {translated(counted[2])}" if counted else translated(words)


def count(many: int, one: str, more: str = "") -> str:
    """'1 problem', '2 problems'."""
    return f"{many} {translated(one if many == 1 else more or one + 's')}"


def long_day(day: date) -> str:
    """'13 December 2008', the day and month kept together by a hard space."""
    return f"{day.day}\u00a0{translated(MONTHS[day.month - 1])} {day.year}"
