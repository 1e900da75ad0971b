"""A publication of any size, for measuring: Swedish articles of about 3 kB, the same for the same number every time.

The words are put together by a generator of its own (a linear congruence), so that no version of Python changes them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from press.swedish import slug

ROOT = Path(__file__).parents[2]

WHO = (
    "Kommunen", "Förvaltningen", "Nämnden", "Byalaget", "Skolan", "Bostadsbolaget", "Föreningen", "Gruppen", "Sekreteraren",
    "Biblioteket", "Vårdcentralen", "Planeraren", "Hemtjänsten", "Samordnaren", "Räddningstjänsten", "Vattenbolaget",
)  # fmt: skip
DOES = (
    "prövar", "bygger ut", "följer upp", "samlar", "delar", "mäter", "planerar", "öppnar", "visar upp", "ändrar", "räknar på",
    "talar om", "provar sig fram till", "lägger om", "tar över", "beskriver",
)  # fmt: skip
WHAT = (
    "en gemensam budget", "sina transporter", "arbetet i stadsdelen", "ett nytt reningsverk", "kontakten med invånarna",
    "energin i skolorna", "en lokal utvecklingsplan", "matavfallet", "färdtjänsten", "sommarjobben", "de gröna stråken",
    "underhållet av vägarna", "en enklare ansökan", "samarbetet över gränsen", "köken i förskolan", "ett bibliotek i byn",
)  # fmt: skip
HOW = (
    "tillsammans med grannkommunen", "utan att det kostar mer", "under tre år", "med stöd av länsstyrelsen", "på två orter",
    "efter en lång rad möten", "i samma hus", "med färre bilar", "så att fler kan vara med", "som ett försök", "från grunden",
    "med hjälp av föreningarna", "innan planen antas", "på invånarnas villkor", "i liten skala", "över hela kommunen",
)  # fmt: skip
THEN = (
    "Resultatet syns först efter ett par år", "Det var svårare än väntat", "Erfarenheten delas med andra", "Kostnaden blev lägre",
    "Några frågor återstår", "Fler vill göra likadant", "Det märks i vardagen", "Uppföljningen görs varje höst",
)  # fmt: skip
HEADS = ("Så började det", "Vad som ändrades", "Det kostade", "Vad invånarna märker", "Nästa steg", "Att tänka på")
DIMENSIONS = ("ekonomisk", "social", "miljömässig")
FIRST_DAY, DAYS = date(2009, 1, 1), 6500  # when articles were published: the last day is in October 2026


@dataclass(slots=True)
class Dice:
    """Equal throws for equal seeds (Knuth's MMIX multiplier; the high bits are used)."""

    state: int

    def below(self, limit: int) -> int:
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit

    def one(self, choices: Sequence[str]) -> str:
        return choices[self.below(len(choices))]

    def some(self, choices: Sequence[str], least: int, most: int) -> list[str]:
        left = list(choices)
        return [left.pop(self.below(len(left))) for _ in range(min(len(left), least + self.below(most - least + 1)))]


@dataclass(frozen=True, slots=True)
class Text:
    """One generated article, before it is written down for one tool or another."""

    slug: str
    title: str
    summary: str
    municipality: str
    municipality_slug: str
    county: str
    tools: tuple[str, ...]  # slugs
    dimensions: tuple[str, ...]
    published: date
    source: str  # where the text comes from, in words; its address is `source_url`
    source_url: str
    body: str  # links lead to files: ../tools/x.md, exempel-00001.md


def texts(many: int) -> Iterator[Text]:
    """`many` articles. Article k is the same whatever their number."""
    counties = {row[0]: row[2] for row in table("counties.csv")}
    places = [(row[1], row[3] or slug(row[1]), counties[row[0][:2]]) for row in table("municipalities.csv")]
    tools = sorted(path.stem for path in (ROOT / "content" / "tools").glob("*.md"))
    for number in range(many):
        dice = Dice(number * 7919 + 17)
        municipality, municipality_slug, county = places[dice.below(len(places))]
        title = f"{municipality} {dice.one(DOES)} {dice.one(WHAT)}"
        summary = f"{_sentence(dice)} {dice.one(THEN)}."
        chosen = tuple(dice.some(tools, 1, 2))
        yield Text(
            slug=name_of(number),
            title=f"{title} ({number})",
            summary=summary,
            municipality=municipality,
            municipality_slug=municipality_slug,
            county=county,
            tools=chosen,
            dimensions=tuple(name for name in DIMENSIONS if dice.below(5) < 3) or ("social",),
            published=FIRST_DAY + timedelta(days=dice.below(DAYS)),
            source=f"{municipality}: kommunens webbplats",
            source_url=f"https://example.org/{name_of(number)}",
            body=_body(dice, number, chosen),
        )


def name_of(number: int) -> str:
    """The slug of the article with that number."""
    return f"exempel-{number:05d}"


def write(folder: Path, many: int) -> None:
    """A project of `many` generated articles in an empty folder, with this project's layouts, register and other texts."""
    copy_project(folder, without=("articles",))
    articles = folder / "content" / "articles"
    articles.mkdir()
    for text in texts(many):
        (articles / f"{text.slug}.md").write_text(_for_press(text), encoding="utf-8")
    for page in (folder / "content").glob("*/*.md"):
        if page.parent != articles:
            page.write_text(without_articles(page.read_text(encoding="utf-8")), encoding="utf-8")


def copy_project(folder: Path, without: Sequence[str] = ()) -> None:
    """This project's settings, layouts and content in an empty folder. `without` names folders of content/ to leave out."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "site.yaml", folder)
    shutil.copytree(ROOT / "layouts", folder / "layouts")
    shutil.copytree(ROOT / "content", folder / "content", ignore=shutil.ignore_patterns(*without))


def without_articles(page: str) -> str:
    """A text of the first edition without its links to articles, which a generated publication does not have."""
    return re.sub(r"(?<!!)\[([^\]]+)\]\([^)]*articles/[^)]*\)", r"\1", page)


def _for_press(text: Text) -> str:
    lines = [
        "---",
        f'title: "{text.title}"',
        f'summary: "{text.summary}"',
        f'municipality: "{text.municipality}"',
        f"tool: [{', '.join(text.tools)}]",
        f"dimensions: [{', '.join(text.dimensions)}]",
        f"published: {text.published.isoformat()}",
        "sources:",
        f'  - title: "{text.source}"',
        f"    url: {text.source_url}",
        "---",
        "",
        text.body,
    ]
    return "\n".join(lines)


def table(name: str) -> list[list[str]]:
    """A table of the register, whose cells hold no commas."""
    text = (ROOT / "content" / "register" / name).read_text(encoding="utf-8")
    return [line.split(",") for line in text.splitlines()[1:]]


def _sentence(dice: Dice) -> str:
    """'Skolan mäter matavfallet under tre år.', or 'Under tre år mäter skolan matavfallet.'"""
    who, does, what, how = dice.one(WHO), dice.one(DOES), dice.one(WHAT), dice.one(HOW)
    if dice.below(3) or how.startswith("så att"):
        return f"{who} {does} {what} {how}."
    verb, _, particle = does.partition(" ")
    return " ".join([how[0].upper() + how[1:], verb, who[0].lower() + who[1:], *filter(None, [particle]), f"{what}."])


def _body(dice: Dice, number: int, tools: Sequence[str]) -> str:
    """About 2.7 kB: paragraphs under headings, links, a list, now and then a table, a box, a quote or a note."""
    parts: list[str] = []
    for place, head in enumerate(dice.some(HEADS, 3, 3)):
        if place:
            parts.append(f"## {head}")
        parts += [" ".join(_sentence(dice) for _ in range(4 + dice.below(4))) for _ in range(2)]
        kind = dice.below(6)
        if kind == 0:
            parts.append("\n".join(f"- {_sentence(dice)}" for _ in range(3)))
        elif kind == 1:
            rows = "\n".join(f"| {dice.one(WHO)} | {dice.below(900)} |" for _ in range(4))
            parts.append(f"| Vem | Antal |\n|---|---:|\n{rows}")
        elif kind == 2:
            parts.append(f"::: faktaruta\n{_sentence(dice)} *{dice.one(THEN)}.*\n:::")
        elif kind == 3:
            parts.append(f"**{dice.one(THEN)}**: {_sentence(dice)}[^{number}-{place}]\n\n[^{number}-{place}]: {_sentence(dice)}")
        elif kind == 4:
            parts.append(f"> {_sentence(dice)} {_sentence(dice)}")
    links = [f"[verktyget](../tools/{tools[0]}.md)"]
    if number and dice.below(3) == 0:
        links.append(f"[ett annat exempel]({name_of(dice.below(number))}.md)")
    parts.append(f"{dice.one(THEN)}. Läs också om {' och '.join(links)}.")
    return "\n\n".join(parts) + "\n"
