"""Links and pictures whose words say nothing to those who meet them without what stands around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from press.checks.desk import Desk
from press.problems import Problem, problem

_EMPTY = frozenset(
    "här|läs mer|läs mer här|läs vidare|läs hela|läs artikeln|läs|mer|mera|mer här|mer info|mer information|se|se här|se mer|"
    "visa|visa mer|klicka|klicka här|tryck här|länk|länken|den här länken|denna länk|följ länken|länk här|gå hit|hit|gå vidare|"
    "fortsätt|sida|sidan|denna sida|den här sidan|webbplats|webbplatsen|artikel|artikeln|den här artikeln|denna artikel|"
    "ladda ner|ladda ned|hämta|öppna|fler|info|information|pdf|dokument|dokumentet|"
    "click here|here|read more|more|link".split("|")
)
_EDGES = " \t\n.,:;!?…»«>→()[]\"'”’"
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"”]+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:se|nu|com|org|eu|net|info)(?:/\S*)?", re.IGNORECASE
)
_PLAIN_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"”)]*[^\s<>\"”).,:;!?]", re.IGNORECASE)
_EMPTY_ALT = re.compile(
    r"(?:en |ett )?(?:bild|foto|fotografi|bilden|fotot|illustration|teckning|diagram|karta|logga|logotyp|image|picture|photo)"
    r"(?: \d+)?|(?:img|dsc|dscf|image|bild|foto)[_ -]?\d+",
    re.IGNORECASE,
)
_FILE = re.compile(r"\S+\.(?:jpe?g|png|webp|svg|gif|tiff?|heic)", re.IGNORECASE)


def empty_words(desk: Desk) -> Iterator[Problem]:
    """Who listens to a page's links alone hears "läs mer", and then an address letter by letter."""
    for manuscript in desk.manuscripts:
        for anchor in manuscript.anchors:
            words = anchor.words.strip(_EDGES)
            if anchor.url.startswith("mailto:"):
                continue
            if not words:
                yield problem("link-empty", manuscript.source, anchor.line)
            elif words.lower() in _EMPTY:
                yield problem("link-says-nothing", manuscript.source, anchor.line, found=anchor.words)
            elif _ADDRESS.fullmatch(words):
                yield problem("link-bare", manuscript.source, anchor.line, found=anchor.words)


def bare_addresses(desk: Desk) -> Iterator[Problem]:
    """An address that stands in a text is no link, and nothing that one can follow in print."""
    for manuscript in desk.manuscripts:
        linked = {(anchor.line, anchor.words) for anchor in manuscript.anchors}
        for passage in manuscript.passages:
            if passage.kind == "name":
                continue
            for found in _PLAIN_ADDRESS.finditer(passage.text):
                line = passage.line_at(found.start())
                if not any(at <= line and found[0] in words for at, words in linked):
                    yield problem("address-in-text", manuscript.source, line, found=found[0])


def empty_alts(desk: Desk) -> Iterator[Problem]:
    for manuscript in desk.manuscripts:
        pictures = {picture.alt: PurePosixPath(picture.file).stem for picture in manuscript.pictures}
        for passage in manuscript.passages:
            alt = passage.text.strip(_EDGES)
            if passage.kind == "alt" and alt and _says_nothing(alt, pictures.get(passage.text, "")):
                yield problem("alt-says-nothing", manuscript.source, passage.line, found=passage.text)


def _says_nothing(alt: str, stem: str) -> bool:
    return bool(_EMPTY_ALT.fullmatch(alt) or _FILE.fullmatch(alt)) or alt == stem
