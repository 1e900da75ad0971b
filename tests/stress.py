"""A publication whose texts are as awkward as the rules allow, for looking at its booklet: long, deep, many."""

from __future__ import annotations

from pathlib import Path

from tests.bench.corpus import copy_project, without_articles
from tests.shots import a_picture

LONG_NAMES = (
    "Upplands-Bro",
    "Upplands Väsby",
    "Örnsköldsvik",
    "Kristinehamn",
    "Smedjebacken",
    "Skinnskatteberg",
    "Storuman",
    "Vansbro",
)
TITLE = "Åtta kommuners samverkansöverenskommelse om dagvattenhantering, upphandlingsuppföljning och landsbygdsutveckling i byar"
SENTENCE = "Kommunstyrelsens hållbarhetsutskott beslutade om uppföljningen efter remissrundan, och förvaltningen återkom. "
ADDRESS = "https://www.example.org/sv/dokument/" + "mycketlangtutansnitt" * 6 + "/bilaga.pdf?version=2&visa=hela"


def write(project: Path) -> None:
    """The real tools, dimensions, pages and register, with articles and one picture of its own."""
    copy_project(project, without=("articles",))
    articles = project / "content" / "articles"
    articles.mkdir()
    (project / "content" / "images" / "torg.jpg").write_bytes(a_picture("JPEG", 900, 600))
    tools = sorted(path.stem for path in (project / "content" / "tools").glob("*.md"))[:15]
    for name, text in _texts(tools).items():
        (articles / f"{name}.md").write_text(text, encoding="utf-8")
    for page in (project / "content").glob("*/*.md"):
        if page.parent != articles:
            page.write_text(without_articles(page.read_text(encoding="utf-8")), encoding="utf-8")


def _texts(tools: list[str]) -> dict[str, str]:
    notes = "\n".join(f"[^{number}]: {SENTENCE * 10}" for number in (1, 2))
    rows = "\n".join(f"| Åtgärd {number} | {'Ansvarig nämnd ' * (1 + number % 3)} | {number * 1250} |" for number in range(1, 61))
    return {
        "allt-pa-en-gang": _article(
            TITLE, tools, LONG_NAMES,
            f"{SENTENCE * 6}[^1]\n\n- Första punkten\n  - Under den\n    - Och under den igen, med en lång mening. {SENTENCE}\n"
            f"- Andra punkten\n  1. Ett\n  2. Två\n\n"
            f"::: citat Karin Åkerlund-Östergren, hållbarhetsstrateg i Upplands-Bro\n{SENTENCE * 2}\n:::\n\n"
            f"{SENTENCE * 9}[^2]\n\n## Realisationsvinstbeskattningsanvisningarna i upphandlingen\n\n{SENTENCE * 5}\n\n{notes}\n",
        ),
        "tabell-over-sidor": _article(
            "En tabell över sidor", tools[:1], ["Lund"],
            f"{SENTENCE * 4}\n\n| Åtgärd | Ansvarig | Kronor |\n| --- | --- | ---: |\n{rows}\n\n{SENTENCE * 3}\n",
        ),
        "bild-och-adress": _article(
            "Torget", tools[1:2], ["Örnsköldsvik"],
            f"{SENTENCE * 5}\n\n{SENTENCE * 2} Se {ADDRESS} för mer.\n\n::: faktaruta En ruta längre än en halv sida\n"
            + "\n\n".join([SENTENCE * 4] * 6) + f"\n:::\n\n{SENTENCE * 8}\n",
            image=True,
        ),
        "kort": _article("Kort", tools[2:3], [], "En mening."),
    }  # fmt: skip


def _article(title: str, tools: list[str], municipalities: tuple[str, ...] | list[str], body: str, *, image: bool = False) -> str:
    where = f"municipality: [{', '.join(municipalities)}]" if municipalities else "reach: nationell"
    picture = "image:\n  file: torg.jpg\n  alt: Ett torg\n  caption: Torget en höstdag med marknad.\n  credit: Foto Åsa Ek\n"
    return (
        f"---\ntitle: {title}\nsummary: {(SENTENCE * 3)[:300].strip()}\n{where}\ntool: [{', '.join(tools)}]\n"
        f"dimensions: [ekonomisk, social]\n{picture if image else ''}sources:\n"
        f"  - title: En källa\n    url: {ADDRESS}\n  - url: {ADDRESS}\n---\n\n{body}\n"
    )
