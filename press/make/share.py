"""A share image, drawn: title, mark and the dots of Sweden on the booklet's dark ground. A view in, a PNG's bytes out.

Measures are px of 1200 x 630. Shapes are drawn four times as large and scaled down; words are set by FreeType, which
reads the project's own fonts as they are. Everything is drawn in the steps of one small palette, so that a PNG
weighs little: what is light on dark is one number for each dot, only the marks have colours.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from press.shape.share import ShareMap, ShareView

if TYPE_CHECKING:
    from PIL import Image, ImageFont

Colour = tuple[int, int, int]
WIDTH, HEIGHT = 1200, 630
MARGIN = 64
GROUND, LIGHT = (0x23, 0x24, 0x1A), (0xF6, 0xF6, 0xEF)  # --cover, --on-cover
FILLS: dict[str, Colour] = {  # the three inks and their overprints, as in layouts/mark.html
    "E": (0xED, 0xB6, 0x3E), "S": (0xE5, 0x78, 0x7C), "M": (0x4A, 0x9A, 0xBB),
    "ES": (0xD5, 0x56, 0x1E), "EM": (0x45, 0x6E, 0x2D), "SM": (0x42, 0x48, 0x5B), "ESM": (0x3E, 0x34, 0x16),
}  # fmt: skip
CIRCLES = {"E": (0.0, -18.6), "S": (-16.11, 9.3), "M": (16.11, 9.3)}  # centres, in a box of 100 x 96 around (0, 2)
RADIUS, LINE, BOX = 30, 3.0, 104  # of the same; the box has room for the ground around a mark
STEPS = 24  # from ground to light
DOT = 11  # the step of a municipality without an article: 4.6 : 1 against the ground
SCALE = 4
_STEPS_OF = [round(covered * (STEPS - 1) / 255) for covered in range(256)]
_TOUCHED = [255 * (step > 0) for step in _STEPS_OF]

MAP_TOP, MAP_HEIGHT = 46, 538
MAP_RIGHT = WIDTH - MARGIN + 6  # the easternmost dots stand alone: optically the map ends a little before
DOT_SIZE = 8.2  # in the map's units
MARK_SIZES = ((1, 62), (4, 40), (15, 26), (60, 17))  # up to so many marks -> px wide; beyond that, dots alone
SMALLEST_WHOLE = 58  # a title with a word too long for this size has that word divided, in the largest size there is room for
COLUMN = 748  # px, of the title
PLACE_END = 940  # where the words beside the mark end: the map is narrow at their height
MEASURED = 100  # px: the size in which titles are measured before theirs is known
TITLE_SIZES = (108, 100, 92, 84, 76, 70, 64, 58, 52, 46, 41, 36)
TITLE_TOP, TITLE_FOOT = 212, 520
LEADING = 1.0
TRACKING = -0.022  # em
BIG_MARK = 124
_LITTLE = re.compile(r"(?i)(i|på|av|en|ett|och|att|är|för|till|om|med|vid|den|det|de|som|ur|sin|sitt|sina)")
_VOWELS = "aeiouyåäöAEIOUYÅÄÖé"


def share_image(view: ShareView, fonts: Path) -> bytes:
    """The image as a PNG of 1200 x 630. `fonts` is the folder of the project's own. Equal views give equal bytes."""
    image = _ground(view.map, str(fonts)).copy()
    _draw_marks(image, view)
    image.paste(mark_of(view.mark, BIG_MARK, str(fonts)), (MARGIN - 2, 52))
    beside, middle = MARGIN + BIG_MARK + 18, 56 + BIG_MARK // 2
    lines = [(view.place, "700", 31), (view.dimensions, "400", 27)]
    lines = [line for line in lines if line[0]]
    for row, (words, weight, size) in enumerate(lines):
        base = middle + 10 + (row * 38 - (len(lines) - 1) * 19)
        write_line(image, *_fitted(words, str(fonts), weight, size, PLACE_END - beside), beside, base)
    _draw_title(image, view.title, str(fonts))
    write_line(image, view.publication, font_of(str(fonts), "600", 29), MARGIN, HEIGHT - MARGIN + 9)
    return png(image)


def engine() -> str:
    """What of this machine decides how letters are set, beside the locked versions: a part of each image's key.

    Kerning comes with Raqm, which finds FriBiDi where Pango is installed.
    """
    from PIL import features

    return "raqm" if features.check("raqm") else "basic"


# ---------------------------------------------------------------- words


@lru_cache(maxsize=64)
def font_of(folder: str, weight: str, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(f"{folder}/familjen-grotesk-{weight}.woff2", size)


def _draw_title(image: Image.Image, title: str, fonts: str) -> None:
    """The title in the largest size in which it fits whole, from the top of its place."""

    @cache
    def length(words: str) -> float:
        return length_of(words, fonts, "700", MEASURED) + TRACKING * MEASURED * max(0, len(words) - 1)

    whole = [(size, False) for size in TITLE_SIZES if size >= SMALLEST_WHOLE]
    for size, may_divide in (*whole, *((size, True) for size in TITLE_SIZES)):
        lines = lines_of(title, length, COLUMN * MEASURED / size)
        is_divided = any(line.endswith("-") for line in lines)
        if len(lines) * size * LEADING <= TITLE_FOOT - TITLE_TOP and (may_divide or not is_divided):
            break
    top, font = TITLE_TOP + round(size * 0.74), font_of(fonts, "700", size)
    for row, line in enumerate(lines[: int((TITLE_FOOT - TITLE_TOP) / size / LEADING) + 1]):
        write_line(image, line, font, MARGIN - size * 0.045, top + row * size * LEADING, TRACKING * size)


def length_of(words: str, fonts: str, weight: str, size: int) -> float:
    """The words' width as they are set, letter by letter."""
    return sum(_step(fonts, weight, size, *pair) for pair in zip_longest(words, words[1:], fillvalue=" "))


@lru_cache(maxsize=4096)
def _step(fonts: str, weight: str, size: int, letter: str, following: str) -> float:
    """From a letter to the one that follows it: the two are kerned."""
    font = font_of(fonts, weight, size)
    return font.getlength(letter + following) - font.getlength(following)


def _fitted(words: str, fonts: str, weight: str, size: int, width: float) -> tuple[str, ImageFont.FreeTypeFont]:
    """The words in at most that size; those at the end for which there is no room even so are left out."""
    while length_of(words, fonts, weight, size) > width and size > 24:
        size -= 1
    while length_of(words, fonts, weight, size) > width and " " in words:
        words = words.removesuffix("…").rpartition(" ")[0].rstrip(",") + "…"
    return words, font_of(fonts, weight, size)


def write_line(
    image: Image.Image, words: str, font: ImageFont.FreeTypeFont, x: float, base: float, tracking: float = 0.0
) -> None:
    """Sets a line letter by letter from `x` on the line `base`."""
    from PIL import Image, ImageDraw

    fonts, _, weight = str(font.path).removesuffix(".woff2").rpartition("/familjen-grotesk-")
    top, foot = round(base - font.size), round(base + font.size * 0.4)
    layer = Image.new("L", (WIDTH, foot - top))
    draw = ImageDraw.Draw(layer)
    for letter, following in zip_longest(words, words[1:], fillvalue=" "):
        draw.text((x, base - top), letter, fill=255, font=font, anchor="ls")
        x += _step(fonts, weight, int(font.size), letter, following) + tracking
    layer = layer.crop((0, 0, min(WIDTH, round(x) + 8), layer.height))
    image.paste(layer.point(_STEPS_OF), (0, top), layer.point(_TOUCHED))


def lines_of(title: str, length: Callable[[str], float], width: float) -> tuple[str, ...]:
    """The title in as few lines as it takes, as equal as they can be; none ends in a little word where that can be helped.

    A word that is longer than a line is divided where Swedish syllables meet, with a hyphen.
    """
    words = [part for word in title.split() for part in _parts(word, length, width)]
    best: list[tuple[float, float, tuple[str, ...]]] = [(0, 0.0, ())]  # for the first n words: lines, cost, the lines
    for end in range(1, len(words) + 1):
        found = []
        for start in range(end):
            line = _joined(words[start:end])
            if (long := length(line)) <= width or end - start == 1:
                count, cost, before = best[start]
                found.append((count + 1, cost + _cost(line, long / width, is_last=end == len(words)), (*before, line)))
        best.append(min(found, key=lambda one: (one[0], one[1])))
    return best[-1][2]


def _cost(line: str, share: float, *, is_last: bool) -> float:
    last_word = line.rpartition(" ")[2]
    little = 0.35 if _LITTLE.fullmatch(last_word) else 0.0
    lonely = 0.3 if is_last and " " not in line and len(last_word) < 8 else 0.0
    return (1 - share) ** 2 * (0.4 if is_last else 1.0) + little + lonely


def _joined(words: Sequence[str]) -> str:
    """Parts of one word stand together again where they share a line."""
    return "".join(f"{word} " if not word.endswith("\u00ad") else word[:-1] for word in words[:-1]) + words[-1].replace(
        "\u00ad", "-"
    )


def _parts(word: str, length: Callable[[str], float], width: float) -> Iterator[str]:
    """The word whole, or in parts that fit; a part that goes on ends in a soft hyphen."""
    while length(word) > width and len(word) > 8:
        fitting = [at for at in range(4, len(word) - 3) if length(word[:at] + "-") <= width]
        last = (fitting or [4])[-1]
        late = [at for at in reversed(fitting) if at > last / 2]
        at = next((at for is_seam in _SEAMS for at in late if is_seam(word[:at], word[at:])), last)
        yield word[:at] if word[at - 1] == "-" else f"{word[:at]}\u00ad"
        word = word[at:]
    yield word


def _is_joint(before: str, after: str) -> bool:
    """Where compounds join: at a hyphen, or "samhälls|byggnad", with an s that no syllable would begin or end with."""
    return before[-1] == "-" or (before[-1] == "s" and before[-2] not in _VOWELS and after[0] not in f"{_VOWELS}sptj")


def _is_syllable(before: str, after: str) -> bool:
    return before[-1] != "-" and after[0] not in f"{_VOWELS}-" and after[1] in _VOWELS


_SEAMS = (_is_joint, _is_syllable)  # the better first


# ---------------------------------------------------------------- shapes


@lru_cache(maxsize=4)
def _ground(map: ShareMap, fonts: str) -> Image.Image:
    """The dark ground with every municipality's dot: the same for each article."""
    from PIL import Image, ImageDraw

    image = Image.new("P", (WIDTH, HEIGHT), 0)
    image.putpalette(palette().getpalette() or [])
    places = [_place(map, dot) for dot in map.dots]
    if not places:
        return image
    left, top, wide, high = MAP_RIGHT - 280, MAP_TOP - 10, 300, MAP_HEIGHT + 20
    layer = Image.new("L", (wide * SCALE, high * SCALE))
    draw = ImageDraw.Draw(layer)
    radius = DOT_SIZE / 2 * _unit(map)
    for x, y in places:
        box = [((x + dx * radius - left) * SCALE, (y + dx * radius - top) * SCALE) for dx in (-1, 1)]
        draw.ellipse(box, fill=255)
    layer = layer.reduce(SCALE)
    image.paste(layer.point([round(step * DOT / 255) for step in range(256)]), (left, top), layer.point(_TOUCHED))
    return image


def _unit(map: ShareMap) -> float:
    return MAP_HEIGHT / max(1, max(y for _, y in map.dots) - min(y for _, y in map.dots))


def _place(map: ShareMap, dot: tuple[int, int]) -> tuple[float, float]:
    """Where a dot stands on the image."""
    unit = _unit(map)
    east, north = max(x for x, _ in map.dots), min(y for _, y in map.dots)
    return MAP_RIGHT - (east - dot[0]) * unit, MAP_TOP + (dot[1] - north) * unit


def _draw_marks(image: Image.Image, view: ShareView) -> None:
    size = next((size for most, size in MARK_SIZES if len(view.marked) <= most), 9)
    mark, hull = mark_of(view.mark, size, ""), hull_of(size)
    for dot in sorted(view.marked, key=lambda dot: (dot[1], dot[0])):
        x, y = _place(view.map, dot)
        image.paste(mark, (round(x - mark.width / 2), round(y - mark.height / 2)), hull)


@lru_cache(maxsize=64)
def mark_of(letters: str, size: int, fonts: str) -> Image.Image:
    """The three circles, `size` px wide, those of `letters` filled. With `fonts`, each has its letter."""
    from PIL import Image, ImageChops, ImageDraw

    unit = size * SCALE / BOX
    side = round(BOX * unit)
    image = Image.new("RGB", (side, side), GROUND)
    discs = {name: _disc(name, RADIUS, unit, side) for name in CIRCLES}
    for name, ink in FILLS.items():
        if all(letter in letters for letter in name):
            masks = [discs[letter] for letter in name]
            shared = masks[0]
            for mask in masks[1:]:
                shared = ImageChops.darker(shared, mask)
            image.paste(ink, mask=shared)
    line = LINE if size > 80 else LINE * 1.55
    for name in CIRCLES:
        ring = ImageChops.subtract(_disc(name, RADIUS + line / 2, unit, side), _disc(name, RADIUS - line / 2, unit, side))
        image.paste(LIGHT, mask=ring)
    if fonts:
        draw, font = ImageDraw.Draw(image), font_of(fonts, "700", round(15 * unit))
        for name, (x, y) in CIRCLES.items():
            colour = GROUND if name in letters else LIGHT
            draw.text(_at(x * 1.72, y * 1.72 + 5.4, unit, side), name, fill=colour, font=font, anchor="ms")
    return image.reduce(SCALE).quantize(palette=palette(), dither=Image.Dither.NONE)


@lru_cache(maxsize=8)
def hull_of(size: int) -> Image.Image:
    """What a mark covers of the map: its circles, and a little ground around them."""
    from PIL import ImageChops

    unit = size * SCALE / BOX
    discs = [_disc(name, RADIUS + 5, unit, round(BOX * unit)) for name in CIRCLES]
    whole = ImageChops.lighter(ImageChops.lighter(discs[0], discs[1]), discs[2])
    return whole.reduce(SCALE).point([255 * (step > 127) for step in range(256)])


def _disc(name: str, radius: float, unit: float, side: int) -> Image.Image:
    from PIL import Image, ImageDraw

    x, y = CIRCLES[name]
    disc = Image.new("L", (side, side))
    corners = [_at(x + sign * radius, y + sign * radius, unit, side) for sign in (-1, 1)]
    ImageDraw.Draw(disc).ellipse(corners, fill=255)
    return disc


def _at(x: float, y: float, unit: float, side: int) -> tuple[float, float]:
    """A place of the mark's own measures, on its picture. The middle of the three circles is the picture's."""
    return side / 2 + x * unit, side / 2 + (y + 3.0) * unit


# ---------------------------------------------------------------- colours


@lru_cache(maxsize=1)
def palette() -> Image.Image:
    """The palette: the steps from ground to light, then each ink with what lies between it and a line or a letter."""
    from PIL import Image

    colours = [_between(GROUND, LIGHT, step / (STEPS - 1)) for step in range(STEPS)]
    for name, ink in FILLS.items():
        colours += [_between(ink, LIGHT, share) for share in (0.0, 0.3, 0.65)]
        colours += [_between(ink, GROUND, share) for share in (0.3, 0.65)] if len(name) == 1 else []
    holder = Image.new("P", (1, 1))
    holder.putpalette([channel for colour in colours for channel in colour])
    return holder


def _between(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=6)  # 9 takes seven times as long for a twentieth
    return file.getvalue()
