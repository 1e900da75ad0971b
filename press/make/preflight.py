"""A PDF for the press -> what is in it and what is wrong with it, as a printer's program would tell.

It knows nothing of how the file was made: it reads every page's drawing again, with all that the drawing calls.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from press.record import Record, field

if TYPE_CHECKING:
    from pikepdf import Page, Pdf

PT_A_MM = 72 / 25.4
NEAR_PT = 0.05  # boxes are written with three decimals
MOST_INK = 3.0  # of 4: what the measured conditions allow (Fogra)
LEAST_DPI = 150
MOST_NESTED = 20
INKS = {"/DeviceCMYK", "/DeviceGray", "/Separation", "/Pattern"}
FORBIDDEN = ("/AcroForm", "/OpenAction", "/AA", "/StructTreeRoot")  # in the catalogue of a file for the press
_COLOURS = {
    "g": "/DeviceGray",
    "G": "/DeviceGray",
    "k": "/DeviceCMYK",
    "K": "/DeviceCMYK",
    "rg": "/DeviceRGB",
    "RG": "/DeviceRGB",
}
Matrix = tuple[float, float, float, float, float, float]
UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)


class Wanted(Record, frozen=True):
    """What a file has to be."""

    pages: int
    trim_mm: tuple[float, float]
    bleed_mm: float
    condition: str


class Placed(Record, frozen=True):
    """A picture where it is coarsest."""

    page: int
    dpi: int


class Report(Record):
    """What was found. `faults` are sentences; without one the file may go to the press."""

    faults: list[str] = field(default_factory=list)
    pages: int = 0
    spaces: set[str] = field(default_factory=set)
    fonts: set[str] = field(default_factory=set)
    pictures: dict[int, Placed] = field(default_factory=dict)  # by object number
    most_ink: float = 0.0
    is_transparent: bool = False

    def blame(self, says: str) -> None:
        if says not in self.faults:
            self.faults.append(says)

    @property
    def coarsest(self) -> Placed | None:
        return min(self.pictures.values(), key=lambda one: (one.dpi, one.page), default=None)


def examined(content: bytes, wanted: Wanted) -> Report:
    """What is in a file, measured against what it has to be."""
    from pikepdf import Pdf

    report = Report()
    with Pdf.open(io.BytesIO(content)) as pdf:
        report.pages = len(pdf.pages)
        if report.pages != wanted.pages:
            report.blame(f"it has {report.pages} pages, and should have {wanted.pages}")
        _whole(pdf, wanted, report)
        for number, page in enumerate(pdf.pages, 1):
            _boxes(page, number, wanted, report)
            _Drawing(number, report).of_page(page)
    return report


def _whole(pdf: Pdf, wanted: Wanted, report: Report) -> None:
    """What the file tells of itself, and what it must not hold."""
    if pdf.is_encrypted:
        report.blame("it is encrypted")
    if pdf.pdf_version > "1.6":
        report.blame(f"it is PDF {pdf.pdf_version}, and PDF/X-4 is 1.6 at most")
    metadata = bytes(pdf.Root.Metadata.read_bytes()) if "/Metadata" in pdf.Root else b""
    for mark in (
        b"<pdfxid:GTS_PDFXVersion>PDF/X-4<",
        b"<pdf:Trapped>",
        b"<xmpMM:DocumentID>",
        b"<xmp:ModifyDate>",
        b"<dc:title>",
    ):
        if mark not in metadata:
            report.blame(f"its metadata lack {mark.decode().strip('<>').split('>')[0]}")
    if str(pdf.docinfo.get("/Trapped")) not in {"/True", "/False"}:
        report.blame("it does not say whether it is trapped")
    for key in FORBIDDEN:
        if key in pdf.Root:
            report.blame(f"its catalogue has {key}")
    intents = [one for one in pdf.Root.get("/OutputIntents", []) if one.get("/S") == "/GTS_PDFX"]
    if len(intents) != 1:
        report.blame(f"it has {len(intents)} output intents, and should have one")
        return
    if str(intents[0].get("/OutputConditionIdentifier")) != wanted.condition:
        report.blame(f"its output intent is {intents[0].get('/OutputConditionIdentifier')}, not {wanted.condition}")
    profile: Any = intents[0].get("/DestOutputProfile")
    head = profile.read_bytes()[:40] if profile is not None else b""
    if head[12:20] != b"prtrCMYK" or head[36:40] != b"acsp" or profile.get("/N") != 4:
        report.blame("its output intent has no profile of a press with four inks")


def _boxes(page: Page, number: int, wanted: Wanted, report: Report) -> None:
    where = f"page {number}"
    for key in ("/Annots", "/AA", "/Rotate", "/UserUnit"):
        if key in page.obj:
            report.blame(f"{where} has {key}")
    if "/TrimBox" not in page.obj or "/BleedBox" not in page.obj:
        report.blame(f"{where} has no trim box or no bleed box")
        return
    media, crop, bleed, trim = (
        _box(page.obj.get(key) or page.mediabox) for key in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox")
    )
    for inner, outer, words in (
        (trim, bleed, "trim box is not inside its bleed box"),
        (bleed, crop, "bleed box is not inside its crop box"),
        (crop, media, "crop box is not inside its media box"),
    ):
        if not _is_inside(inner, outer):
            report.blame(f"{where}: its {words}")
    size = (trim[2] - trim[0], trim[3] - trim[1])
    if any(abs(is_pt - mm * PT_A_MM) > NEAR_PT for is_pt, mm in zip(size, wanted.trim_mm, strict=True)):
        report.blame(f"{where} is cut to {_mm(size[0])} x {_mm(size[1])} mm, not {wanted.trim_mm[0]:g} x {wanted.trim_mm[1]:g}")
    least = min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
    if least < wanted.bleed_mm * PT_A_MM - NEAR_PT:
        report.blame(f"{where} has a bleed of {_mm(least)} mm, not {wanted.bleed_mm:g}")


def _box(values: Iterable[Any]) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(value) for value in values)
    return left, bottom, right, top


def _is_inside(inner: tuple[float, ...], outer: tuple[float, ...]) -> bool:
    return all(i >= o - NEAR_PT for i, o in zip(inner[:2], outer[:2], strict=True)) and all(
        i <= o + NEAR_PT for i, o in zip(inner[2:], outer[2:], strict=True)
    )


def _mm(points: float) -> str:
    return f"{points / PT_A_MM:.1f}"


class _Drawing:
    """One page's drawing, followed into all that it calls."""

    def __init__(self, page: int, report: Report) -> None:
        self.page, self.report = page, report

    def of_page(self, page: Page) -> None:
        self._follow(page.obj, page, UPRIGHT, 0)
        group = page.obj.get("/Group")
        if group is not None:
            self._space(group.get("/CS"))

    def _blame(self, says: str) -> None:
        self.report.blame(f"page {self.page}: {says}")

    def _follow(self, owner: Any, drawn: Any, matrix: Matrix, depth: int) -> None:
        from pikepdf import parse_content_stream

        if depth > MOST_NESTED:
            self._blame("its drawings call each other without end")
            return
        resources = owner.get("/Resources", {})
        above: list[Matrix] = []
        for one in parse_content_stream(drawn):
            operator, operands = str(one.operator), one.operands
            match operator:
                case "q":
                    above.append(matrix)
                case "Q":
                    matrix = above.pop() if above else matrix
                case "cm":
                    matrix = _times(_matrix(operands), matrix)
                case "g" | "G" | "k" | "K" | "rg" | "RG":
                    self._colour(_COLOURS[operator], operands)
                case "cs" | "CS":
                    self._space(_named(resources, "/ColorSpace", operands[0]))
                case "sc" | "SC" | "scn" | "SCN":
                    self._pattern(resources, operands, matrix, depth)
                case "sh":
                    self._shading(_named(resources, "/Shading", operands[0]))
                case "gs":
                    self._state(_named(resources, "/ExtGState", operands[0]), matrix, depth)
                case "Tf":
                    self._font(_named(resources, "/Font", operands[0]))
                case "Do":
                    self._object(_named(resources, "/XObject", operands[0]), matrix, depth)
                case "INLINE IMAGE":
                    self._blame("it has a picture inside its drawing, which is not looked into")

    def _colour(self, space: str, operands: Iterable[Any]) -> None:
        self._space(space)
        if space == "/DeviceCMYK":
            ink = sum(float(part) for part in operands)
            self.report.most_ink = max(self.report.most_ink, ink)
            if ink > MOST_INK + 0.001:
                self._blame(f"a colour has {ink * 100:.0f} percent ink, and {MOST_INK * 100:.0f} fit")

    def _space(self, space: Any) -> None:
        """A colour space by its family; one of a pattern or a tint with what lies under it."""
        from pikepdf import Array

        if space is None:
            self._blame("a colour space is missing")
            return
        parts = list(space) if isinstance(space, Array) else [space]
        family = str(parts[0])
        if family == "/Indexed":
            self._space(parts[1])
            return
        if family in {"/Separation", "/DeviceN"} and str(parts[2]) not in {"/DeviceCMYK", "/DeviceGray"}:
            self._blame(f"a colour of its own is made of {_family(parts[2])}")
        if family not in INKS:
            self._blame(f"a colour is {family.removeprefix('/')}, not ink")
        self.report.spaces.add(family.removeprefix("/"))

    def _pattern(self, resources: Any, operands: Any, matrix: Matrix, depth: int) -> None:
        if not operands or not str(operands[-1]).startswith("/"):
            return
        pattern = _named(resources, "/Pattern", operands[-1])
        if pattern is None:
            self._blame("a pattern is missing")
        elif "/Shading" in pattern:
            self._shading(pattern.Shading)
        else:
            self._follow(pattern, pattern, _times(_matrix(pattern.get("/Matrix", UPRIGHT)), matrix), depth + 1)

    def _shading(self, shading: Any) -> None:
        self._space(shading.get("/ColorSpace") if shading is not None else None)

    def _state(self, state: Any, matrix: Matrix, depth: int) -> None:
        if state is None:
            return
        see_through = any(float(state.get(key, 1)) < 1 for key in ("/ca", "/CA"))
        mask = state.get("/SMask")
        if mask is not None and str(mask) != "/None":
            see_through = True
            self._follow(mask.G, mask.G, matrix, depth + 1)
        if see_through or str(state.get("/BM", "/Normal")) not in {"/Normal", "/Compatible"}:
            self.report.is_transparent = True

    def _font(self, font: Any) -> None:
        if font is None:
            self._blame("a font is missing")
            return
        name = str(font.get("/BaseFont", "")).removeprefix("/")
        inside = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        descriptor = inside.get("/FontDescriptor")
        if descriptor is None or not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            self._blame(f"the font {name or 'without a name'} is not embedded")
        self.report.fonts.add(name)

    def _object(self, called: Any, matrix: Matrix, depth: int) -> None:
        if called is None:
            self._blame("what it calls is missing")
        elif called.get("/Subtype") == "/Image":
            self._picture(called, matrix)
        else:
            group = called.get("/Group")
            if group is not None:
                self._space(group.get("/CS", "/DeviceCMYK"))
            self._follow(called, called, _times(_matrix(called.get("/Matrix", UPRIGHT)), matrix), depth + 1)

    def _picture(self, picture: Any, matrix: Matrix) -> None:
        if not picture.get("/ImageMask", False):
            self._space(picture.get("/ColorSpace"))
        if "/SMask" in picture:
            self.report.is_transparent = True
            self._space(picture.SMask.get("/ColorSpace"))
        across, up = (matrix[0] ** 2 + matrix[1] ** 2) ** 0.5, (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5
        if not across or not up:
            return
        dpi = round(72 * min(int(picture.Width) / across, int(picture.Height) / up))
        known = self.report.pictures.get(picture.objgen[0])
        if known is None or dpi < known.dpi:
            self.report.pictures[picture.objgen[0]] = Placed(self.page, dpi)


def _named(resources: Any, kind: str, name: Any) -> Any:
    """What a page's drawing calls by a name; a colour space of the format's own is its name."""
    found = resources.get(kind, {}).get(str(name)) if kind in resources else None
    return name if found is None and kind == "/ColorSpace" and str(name) in {*INKS, "/DeviceRGB"} else found


def _family(space: Any) -> str:
    from pikepdf import Array

    return str(space[0] if isinstance(space, Array) else space).removeprefix("/")


def _matrix(operands: Iterable[Any]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
