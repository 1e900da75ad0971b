"""A publication of any size, for measuring: Swedish articles of about 3 kB, the same for the same number every time.

The words are put together by a generator of its own (a linear congruence), so that no version of Python changes them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

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
    county: str
    tools: tuple[str, ...]
    dimensions: tuple[str, ...]
    body: str


def texts(many: int) -> Iterator[Text]:
    """`many` articles. Article k is the same whatever their number."""
    places = [(row.split(",")[1], row.split(",")[0][:2]) for row in _rows("municipalities.csv")]
    counties = {row.split(",")[0]: row.split(",")[2] for row in _rows("counties.csv")}
    tools = sorted(path.stem for path in (ROOT / "content" / "tools").glob("*.md"))
    for number in range(many):
        dice = Dice(number * 7919 + 17)
        municipality, code = places[dice.below(len(places))]
        what = dice.one(WHAT)
        title = f"{municipality} {dice.one(DOES)} {what}"
        yield Text(
            slug=f"exempel-{number:05d}",
            title=f"{title} ({number})",
            summary=f"{_sentence(dice)} {dice.one(THEN)}.",
            municipality=municipality,
            county=counties[code],
            tools=tuple(dice.some(tools, 1, 2)),
            dimensions=tuple(name for name in DIMENSIONS if dice.below(5) < 3) or ("social",),
            body=_body(dice, number),
        )


def write(folder: Path, many: int) -> None:
    """A project of `many` generated articles in an empty folder, with this project's layouts, register and other texts."""
    for name in ("site.yaml", "layouts", "content/register", "content/tools", "content/dimensions", "content/pages"):
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    articles = folder / "content" / "articles"
    articles.mkdir(parents=True)
    for text in texts(many):
        (articles / f"{text.slug}.md").write_text(_for_press(text), encoding="utf-8")
    for page in (folder / "content").rglob("*.md"):
        page.write_text(_without_articles(page.read_text(encoding="utf-8")), encoding="utf-8")


def _for_press(text: Text) -> str:
    lines = [
        "---",
        f'title: "{text.title}"',
        f'summary: "{text.summary}"',
        f'municipality: "{text.municipality}"',
        f"tool: [{', '.join(text.tools)}]",
        f"dimensions: [{', '.join(text.dimensions)}]",
        "sources:",
        f'  - title: "{text.municipality}s webbplats"',
        f"    url: https://example.org/{text.slug}",
        "---",
        "",
        text.body,
    ]
    return "\n".join(lines)


def _without_articles(page: str) -> str:
    """A text of the first edition without its links to articles, which the generated project does not have."""
    import re

    return re.sub(r"\[([^\]]+)\]\([^)]*articles/[^)]*\)", r"\1", page)


def _rows(name: str) -> list[str]:
    return (ROOT / "content" / "register" / name).read_text(encoding="utf-8").splitlines()[1:]


def _sentence(dice: Dice) -> str:
    return f"{dice.one(WHO)} {dice.one(DOES)} {dice.one(WHAT)} {dice.one(HOW)}."


def _body(dice: Dice, number: int) -> str:
    """About 2.6 kB: paragraphs under headings, a list, now and then a table, a box, a quote or a note."""
    parts: list[str] = []
    for place, head in enumerate(dice.some(HEADS, 3, 3)):
        if place:
            parts.append(f"## {head}")
        parts += [" ".join(_sentence(dice) for _ in range(4 + dice.below(3))) for _ in range(2)]
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
    return "\n\n".join(parts) + "\n"
