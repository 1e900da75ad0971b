"""The booklet's cover as a picture, for the shelf of an e-book's reader: measures as on paper, 1200 px for its 148 mm."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from press.make import share
from press.make.share import DOT, MEASURED, SCALE
from press.shape.share import CoverView

if TYPE_CHECKING:
    from PIL import Image

WIDTH, HEIGHT = share.WIDTH, 1703
PX_A_MM = WIDTH / 148
PX_A_PT = PX_A_MM * 25.4 / 72
MARGIN = 12 * PX_A_MM
MAP_TOP, MAP_HEIGHT, MAP_RIGHT = 12 * PX_A_MM, 187 * PX_A_MM, WIDTH - 6.5 * PX_A_MM
UNIT = MAP_HEIGHT / 1054  # the map's own, of which a place is told
EAST, NORTH = 480, -24  # the map's edges
DOT_SIZE, MARK_SIZE = 7.4, 46  # of the same
TITLE_WIDTH = 92 * PX_A_MM
TITLE_SIZES = (53, 48, 44, 40, 36, 32, 28)  # pt
TITLE_FOOT = 150 * PX_A_MM
LEADING = 48 / 53
TRACKING = -0.03  # em


def cover_image(view: CoverView, fonts: Path) -> bytes:
    """A PNG of 1200 x 1703 px. `fonts` is the folder of the project's own. Equal views give equal bytes."""
    from PIL import Image, ImageDraw

    image = Image.new("P", (WIDTH, HEIGHT), 0)
    image.putpalette(share.palette().getpalette() or [])
    layer = Image.new("L", (WIDTH * SCALE // 2, HEIGHT * SCALE // 2))
    draw, scale, radius = ImageDraw.Draw(layer), SCALE // 2, DOT_SIZE / 2 * UNIT
    marked = {(x, y) for x, y, _ in view.marked}
    for dot in view.map.dots:
        if dot not in marked:
            x, y = _place(*dot)
            draw.ellipse([(x - radius) * scale, (y - radius) * scale, (x + radius) * scale, (y + radius) * scale], fill=255)
    layer = layer.reduce(scale)
    image.paste(layer.point([round(step * DOT / 255) for step in range(256)]), (0, 0), layer.point([0] + [255] * 255))
    size = round(MARK_SIZE * UNIT)
    for east, south, letters in sorted(view.marked, key=lambda one: (one[1], one[0])):
        mark, (x, y) = share.mark_of(letters, size, ""), _place(east, south)
        image.paste(mark, (round(x - mark.width / 2), round(y - mark.height / 2)), share.hull_of(size))
    _draw_title(image, view.title, str(fonts))
    foot = share.font_of(str(fonts), "500", round(12 * PX_A_PT))
    share.write_line(image, view.foot, foot, WIDTH - MARGIN - foot.getlength(view.foot), HEIGHT - MARGIN)
    return share.png(image)


def _draw_title(image: Image.Image, title: str, fonts: str) -> None:
    """The title in the largest size in which it fits whole."""

    @cache
    def length(words: str) -> float:
        return share.length_of(words, fonts, "700", MEASURED) + TRACKING * MEASURED * max(0, len(words) - 1)

    for points in TITLE_SIZES:
        size = points * PX_A_PT
        lines = share.lines_of(title, length, TITLE_WIDTH * MEASURED / size)
        if len(lines) * size * LEADING <= TITLE_FOOT and not any(line.endswith("-") for line in lines):
            break
    for row, line in enumerate(lines):
        base = MARGIN + size * (0.82 + row * LEADING)
        share.write_line(image, line, share.font_of(fonts, "700", round(size)), MARGIN - size * 0.045, base, TRACKING * size)


def _place(x: float, y: float) -> tuple[float, float]:
    return MAP_RIGHT - (EAST - x) * UNIT, MAP_TOP + (y - NORTH) * UNIT
