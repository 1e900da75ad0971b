"""A booklet -> the files that a printer gets: inner pages, cover, what was checked, and the order sheet.

What comes in is set already or can be asked for; nothing is published that a printer's program would refuse.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from press.make import imposition, preflight, prepress
from press.make.imposition import BLANK
from press.make.inks import Inks, InksError, table_of
from press.make.preflight import Report, Wanted
from press.make.prepress import A5_MM, BLEED_MM, About, Condition
from press.problems import ContentError, problem
from press.record import Record
from press.swedish import number

if TYPE_CHECKING:
    from press.shape.views.paper import PressView

CONDITIONS = {
    "coated": Condition("FOGRA39", "offset på bestruket papper"),
    "uncoated": Condition("FOGRA47", "offset på obestruket papper"),
}
WIDTH_OF_WORDS = 22  # before what is told of a file
COVER_PAGES = 4
Typeset = Callable[[str, Mapping[str, object]], tuple[bytes, int]]  # a template and what it shows -> a PDF and its pages


class PrintFile(Record, frozen=True):
    """A file as the order sheet tells of it."""

    name: str
    what: str
    size: str
    sha256: str


class Asked(Record, frozen=True):
    """What the printing takes in: how to set a PDF and to fill a template, and the files of layouts/print/ by name."""

    typeset: Typeset
    filled: Callable[[str, Mapping[str, object]], str]
    file: Callable[[str], bytes]


def delivered(view: PressView, booklet: bytes, pages: int, folder: str, asked: Asked) -> dict[str, bytes]:
    """The files by name, to lie in `folder`. `booklet` is set with bleed, in the colours of a screen.

    Raises ContentError for a booklet that is too short, a table of inks that can't be read, and what the preflight refuses.
    """
    order = imposition.padded(pages)
    inner = len(order) - COVER_PAGES
    if inner < 1:
        raise ContentError(problem("print-short", "site.yaml", pages=pages))
    condition = CONDITIONS[view.surface]
    try:
        inks = Inks(table_of(asked.file("inks.csv").decode("utf-8")), asked.file(f"{condition.name}.icc"))
    except (InksError, UnicodeDecodeError) as fault:
        raise ContentError(problem("print-inks", "layouts/print/inks.csv", says=fault)) from None
    spine = imposition.spine_mm(inner, view.paper.thickness_um, view.cover.thickness_um) if view.binding == "glued" else 0.0
    ground, _ = asked.typeset("cover", {"spine_mm": spine})
    about = About(view.title, view.publisher, view.language, view.date_iso)
    names = {"inner": f"{view.stem}-inlaga.pdf", "cover": f"{view.stem}-omslag.pdf"}
    made = {
        names["inner"]: prepress.inner_pages(booklet, inks, condition, about),
        names["cover"]: prepress.cover(booklet, ground, spine, inks, condition, about),
    }
    wanted = {
        names["inner"]: Wanted(inner, A5_MM, BLEED_MM, condition.name),
        names["cover"]: Wanted(2, (2 * A5_MM[0] + spine, A5_MM[1]), BLEED_MM, condition.name),
    }
    reports = {name: preflight.examined(content, wanted[name]) for name, content in made.items()}
    faults = [problem("preflight", f"{folder}{name}", says=says) for name, report in reports.items() for says in report.faults]
    if faults:
        raise ContentError(*faults)
    told = "\n".join(_told(view, reports, wanted)).encode()
    what = {names["inner"]: "inlaga", names["cover"]: "omslag, uppslaget, ut- och insida"}
    files = [
        PrintFile(name, what[name], number(len(content)), hashlib.sha256(content).hexdigest()) for name, content in made.items()
    ]
    sheet = asked.filled("order", {
        "inner_pages": inner,
        "is_thick": view.binding == "stapled" and len(order) > imposition.MOST_STAPLED,
        "most_stapled": imposition.MOST_STAPLED,
        "blank": [str(place) for place, page in enumerate(order, 1) if page == BLANK],
        "spine_words": f"{_decimal(spine)} mm" if spine else "ingen rygg",
        "copies_words": f"{number(view.copies)} exemplar" if view.copies else "",
        "condition": condition.name,
        "condition_words": condition.says,
        "files": files,
        "report": "kontroll.txt",
    })  # fmt: skip
    return {**made, "kontroll.txt": told, "tryckorder.txt": sheet.encode()}


def _told(view: PressView, reports: Mapping[str, Report], wanted: Mapping[str, Wanted]) -> Iterator[str]:
    """The preflight in words, for the publisher and the printer. Only files without a fault come here."""
    yield "FÖRHANDSKONTROLL AV TRYCKFILERNA"
    yield ""
    yield f"{view.title} {view.edition}."
    yield "Inga fel. Programmet har läst varje sidas innehåll och allt som sidan hämtar. Kontrollen gäller de punkter som står"
    yield "här och ersätter inte tryckeriets egen kontroll av hela standarden (ISO 15930-7)."
    for name, report in reports.items():
        ask = wanted[name]
        coarsest = report.coarsest
        yield ""
        yield name
        yield _row("Standard", "PDF/X-4 (PDF 1.6), utan länkar, formulär, skript och kryptering")
        yield _row("Sidor", f"{report.pages}")
        yield _row("Renskuret format", f"{_decimal(ask.trim_mm[0])} × {_decimal(ask.trim_mm[1])} mm")
        yield _row("Utfall", f"{_decimal(ask.bleed_mm)} mm på alla sidor, skärmärken utanför")
        yield _row("Utmatningsavsikt", f"{ask.condition}, profilen ligger i filen")
        yield _row("Färgrymder", ", ".join(sorted(report.spaces)) + "; ingen RGB")
        yield _row(
            "Mest färg", f"{round(report.most_ink * 100)} procent i en yta, högst {round(preflight.MOST_INK * 100)} får plats"
        )
        yield _row("Teckensnitt", f"{len(report.fonts)}, alla ligger i filen")
        for font in sorted({name.partition("+")[2].strip(",") or name for name in report.fonts}):
            yield _row("", font)
        if coarsest is None:
            yield _row("Bilder", "inga; teckningar och märken är linjer")
        else:
            yield _row(
                "Bilder", f"{len(report.pictures)}, den grövsta {coarsest.dpi} punkter per tum (filens sida {coarsest.page})"
            )
            if coarsest.dpi < preflight.LEAST_DPI:
                yield _row("", f"OBS: under {preflight.LEAST_DPI} punkter per tum syns punkterna")
        yield _row("Genomskinlighet", "ja, som PDF/X-4 tillåter" if report.is_transparent else "nej")
    yield ""


def _row(what: str, says: str) -> str:
    return f"    {what:<{WIDTH_OF_WORDS}}{says}"


def _decimal(value: float) -> str:
    return f"{value:g}".replace(".", ",")
