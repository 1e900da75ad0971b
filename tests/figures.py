"""The publication's own figures, drawn from the register: `make figures`. Writes content/images/.

Words are outlines: a browser lends a picture none of the page's fonts. Light colours stand at the shapes, for paper too;
dark ones follow the reader's choice.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from press.drawing import dots_path
from press.model import Register
from press.source.settings import REGISTER, TABLES, register_of

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "content" / "images"
NORTH = "norr-slam.svg"
NORTHERN_COUNTIES = ("22", "23", "24", "25")  # Västernorrland, Jämtland, Västerbotten, Norrbotten
WITH_SLUDGE = ("Boden", "Luleå", "Piteå", "Skellefteå", "Umeå", "Örnsköldsvik")  # facts: biogas-skelleftea, Sweco's study
INK, DOT, LINE = "#23241A", "#8A8C80", "#5B5D50"
NIGHT = ".i{fill:#F1F1E8;stroke:#F1F1E8}.d{stroke:#83857A}.l{stroke:#B4B6A6}"
SCALE, LEFT, TOP = 0.86, 84.0, 14.0  # of the map's units; what is cut off west of it, and the room above
COLUMN, LABEL, SIZE = 352.0, 360.0, 21.0  # where leaders end, where names begin, and how large these are
GAP = 30.0


def north(register: Register) -> str:
    """The four northernmost counties, a dot for each municipality; those whose sludge was looked at are large and named."""
    places = {
        one.name: _spot(*register.places[one.code]) for one in register.municipalities if one.county.code in NORTHERN_COUNTIES
    }
    named = [places[name] for name in WITH_SLUDGE]
    plain = dots_path(spot for name, spot in places.items() if name not in WITH_SLUDGE)
    heights = _heights([y for _, y in named])
    leaders = "".join(f"M{x:g} {y:g}L{x + abs(at - y):g} {at:g}H{COLUMN:g}" for (x, y), at in zip(named, heights, strict=True))
    words = "".join(_outlined(name, LABEL, at + SIZE * 0.34) for name, at in zip(WITH_SLUDGE, heights, strict=True))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 496 438">\n'
        "<title>Sex kommuner i norr</title>\n"
        f"<style>@media (prefers-color-scheme:dark){{{NIGHT}}}</style>\n"
        f'<path class="l" fill="none" stroke="{LINE}" d="{leaders}"/>\n'
        f'<g fill="none" stroke-linecap="round">\n<path class="d" stroke="{DOT}" stroke-width="7" d="{_drawn(plain)}"/>\n'
        f'<path class="i" stroke="{INK}" stroke-width="16" d="{_drawn(dots_path(named))}"/>\n</g>\n'
        f'<path class="i" fill="{INK}" stroke="none" style="stroke:none" d="{words}"/>\n'
        "</svg>\n"
    )


def _drawn(path: str) -> str:
    """A dot of no length at all comes out oval in some readers of PDF."""
    return path.replace("h0", "h.01")


def _spot(x: int, y: int) -> tuple[float, float]:
    return round((x - LEFT) * SCALE, 1), round(y * SCALE + TOP, 1)


def _heights(wanted: list[float]) -> list[float]:
    """Heights of the names, at least GAP apart: those that stand too near move up from the lowest one on."""
    found: list[float] = []
    for height in reversed(wanted):
        found.append(min(height, found[-1] - GAP) if found else height)
    return [round(height, 1) for height in reversed(found)]


def _outlined(words: str, x: float, y: float) -> str:
    font = TTFont(ROOT / "layouts" / "static" / "fonts" / "familjen-grotesk-500.woff2")
    glyphs, names, unit = font.getGlyphSet(), font.getBestCmap(), SIZE / font["head"].unitsPerEm
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.1f}".removesuffix(".0"))
    for letter in words:
        glyph = glyphs[names[ord(letter)]]
        glyph.draw(TransformPen(pen, (unit, 0, 0, -unit, x, y)))
        x += glyph.width * unit
    return str(pen.getCommands())


def register() -> Register:
    return register_of({name: (ROOT / REGISTER / name).read_text(encoding="utf-8") for name in TABLES})


FIGURES = {NORTH: north}


def main() -> int:
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, figure in FIGURES.items():
        (TARGET / name).write_text(figure(register()), encoding="utf-8")
        print(f"content/images/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
