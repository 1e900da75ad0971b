"""An SVG as an editor supplies it -> its size, or what of it can't be published. Read by expat, element by element.

A drawing is published as it is, so it may hold shapes and nothing else: what is not named here is refused. Nothing is
cleaned: what an editor sees in their own program is what readers see.
"""

from __future__ import annotations

import re
from collections import defaultdict
from xml.parsers import expat

from press.record import Record

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
MOST_ELEMENTS, DEEPEST, MOST_DRAWN, MOST_PX = 20_000, 60, 40_000, 100_000
ELEMENTS = frozenset(
    "svg g defs symbol use title desc metadata style switch path rect circle ellipse line polyline polygon text tspan textPath "
    "linearGradient radialGradient stop pattern clipPath mask marker filter feBlend feColorMatrix feComponentTransfer feFuncA "
    "feFuncR feFuncG feFuncB feComposite feFlood feGaussianBlur feMerge feMergeNode feOffset feMorphology".split()
)
NOTES = (  # what drawing programs write for themselves: no program draws it
    "http://www.inkscape.org/namespaces/inkscape",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/elements/1.1/",
    "http://www.bohemiancoding.com/sketch/ns",
    "http://www.serif.com/",
    "http://vectornator.io",
)
_INSIDE = re.compile(r"url\(\s*(['\"]?)#([^)'\"]+)\1\s*\)", re.IGNORECASE)
# A comment parts what stands around it and hides nothing, so it is looked through; a backslash could spell any of these.
_OUTSIDE = re.compile(r"(url|image-set|image|src|expression)\s*\(|@import|@font-face|@namespace|javascript:|\\", re.IGNORECASE)
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(px|pt|pc|mm|cm|in|q)?\s*", re.IGNORECASE)
_PX = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "q": 96 / 101.6}


class Drawing(Record, frozen=True):
    """A drawing's size in px. Or its fault (unsafe, broken, no-size), what was found, and on which line of its own."""

    width: int = 0
    height: int = 0
    fault: str = ""
    found: str = ""
    line: int = 0


class _Refused(Exception):  # noqa: N818  ends the reading, and is no error of the program
    def __init__(self, found: str, line: int) -> None:
        super().__init__(found)
        self.found, self.line = found, line


def drawing_of(content: bytes) -> Drawing:
    """A drawing's size, or why it can't be published. Never raises; takes time in proportion to its length."""
    reading = _Reading()
    try:
        reading.parser.Parse(content, True)
        reading.look_at_references()
    except _Refused as refused:
        return Drawing(fault="unsafe", found=refused.found, line=refused.line)
    except (expat.ExpatError, ValueError, LookupError) as fault:
        code = getattr(fault, "code", 0)
        return Drawing(fault="broken", found=expat.errors.messages.get(code, "an unknown encoding"), line=reading.line)
    size = _size(reading.root)
    if size is None:
        return Drawing(fault="no-size", found="svg", line=1)
    return Drawing(*size)


class _Reading:
    """What has been seen of a drawing so far."""

    def __init__(self) -> None:
        self.root: dict[str, str] = {}
        self.elements = 0
        self.open: list[str] = []  # the ids around what is read now; empty where an element has none
        self.styles: list[str] | None = None  # the text of the <style> that is open
        self.weights: defaultdict[str, int] = defaultdict(int)  # id -> elements within
        self.refers: defaultdict[str, list[str]] = defaultdict(list)  # id, or "" for the whole -> ids
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction

    @property
    def line(self) -> int:
        return self.parser.CurrentLineNumber

    def _refuse(self, found: str) -> None:
        raise _Refused(found, self.line)

    def _doctype(self, *_: object) -> None:
        self._refuse("a DOCTYPE")

    def _instruction(self, target: str, data: str) -> None:
        self._refuse(f"the instruction <?{target}?>")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            self._refuse(f"more than {MOST_ELEMENTS} elements")
        if len(self.open) >= DEEPEST:
            self._refuse(f"elements {DEEPEST} deep")
        if not self.open and (space != SVG or local != "svg"):
            self._refuse(f"<{local}> where <svg> belongs")
        is_note = space.startswith(NOTES)
        if (not is_note and (space != SVG or local not in ELEMENTS)) or self.styles is not None:
            self._refuse(f"<{local}>")
        if not self.open:
            self.root = attributes
        self.open.append(attributes.get("id", ""))
        for one in {one for one in self.open if one}:
            self.weights[one] += 1
        self.weights[""] += 1
        if not is_note:
            for key, value in attributes.items():
                self._attribute(local, key, value)
            if local == "style":
                self.styles = []

    def _attribute(self, element: str, key: str, value: str) -> None:
        space, _, local = key.rpartition(" ")
        if space not in {"", XLINK, XML}:
            return  # a note
        told = f'{local}="{_short(value)}" at <{element}>'
        if local.lower().startswith("on"):
            self._refuse(told)
        if local.lower() in {"href", "src", "base"}:
            if not re.fullmatch(r"\s*#\S+\s*", value):
                self._refuse(told)
            self._refer(value.strip()[1:])
        else:
            self._style(value, told)

    def _style(self, value: str, told: str) -> None:
        """A value of CSS: it may point inside the drawing, and nowhere else."""
        for found in _INSIDE.finditer(value):
            self._refer(found[2].strip())
        if _OUTSIDE.search(_INSIDE.sub("", value)):
            self._refuse(told)

    def _refer(self, target: str) -> None:
        for one in {*self.open, ""}:
            self.refers[one].append(target)

    def _text(self, text: str) -> None:
        if self.styles is not None:
            self.styles.append(text)

    def _end(self, name: str) -> None:
        self.open.pop()
        if self.styles is not None:
            style, self.styles = "".join(self.styles), None
            self._style(style, "an address or an import in <style>")

    def look_at_references(self) -> None:
        """Refuses a drawing whose parts stand in each other, or unfold to far more than is written."""
        drawn: dict[str, int] = {}

        def unfolded(one: str, above: tuple[str, ...]) -> int:
            if one in above:
                raise _Refused(f'"#{_short(one)}", which refers to itself,', 1)
            if one not in drawn:
                if len(above) > DEEPEST:
                    raise _Refused(f"references {DEEPEST} deep", 1)
                parts = (unfolded(target, (*above, one)) for target in self.refers.get(one, ()) if target in self.weights)
                drawn[one] = self.weights[one] + sum(parts)
            return drawn[one]

        if unfolded("", ()) > MOST_DRAWN:
            raise _Refused(f"references that unfold to more than {MOST_DRAWN} elements", 1)


def _size(root: dict[str, str]) -> tuple[int, int] | None:
    """Width and height in px: as they are written, or else those of the view box."""
    box = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", root.get("viewBox", ""))]
    wide, high = (_px(root.get(name, "")) for name in ("width", "height"))
    if len(box) == 4 and 0 < box[2] < MOST_PX and 0 < box[3] < MOST_PX:
        wide = wide or (high * box[2] / box[3] if high else box[2])
        high = high or wide * box[3] / box[2]
    if not wide or not high or max(wide, high) > MOST_PX:
        return None
    return max(1, round(wide)), max(1, round(high))


def _px(written: str) -> float:
    found = _LENGTH.fullmatch(written)
    return float(found[1]) * _PX[(found[2] or "").lower()] if found else 0.0


def _short(value: str) -> str:
    return value if len(value) <= 40 else f"{value[:39]}…"
