"""The preflight finds what is wrong with a file for the press: each fault is put into a good one."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from PIL import ImageCms

from press.make.preflight import Wanted, examined
from press.make.prepress import A5_MM
from tests.make.test_prepress import BLEED_PT, DOTS, RASTER, RED, a_pdf, inner

WANTED = Wanted(4, A5_MM, 3, "FOGRA39")
Harm = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module")
def good() -> bytes:
    resources: dict[str, dict[str, object]] = {"/XObject": {"/X": (DOTS, RASTER | {"/ColorSpace": pikepdf.Name.DeviceRGB})}}
    return inner(a_pdf(8, bleed=BLEED_PT, numbers=False, drawn=f"{RED} q 36 0 0 27 0 0 cm /X Do Q", resources=resources))


def faults_of(content: bytes, harm: Harm = lambda _: None, **saved: object) -> list[str]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        harm(pdf)
        file = io.BytesIO()
        pdf.save(file, **{"force_version": "1.6", **saved})  # type: ignore[arg-type]
    return examined(file.getvalue(), WANTED).faults


def drawing(operators: str, resources: dict[str, dict[str, object]] | None = None) -> Harm:
    """Draws more on the second page."""

    def harm(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        for kind, entries in (resources or {}).items():
            for name, one in entries.items():
                made = pdf.make_stream(one[0], pikepdf.Dictionary(one[1])) if isinstance(one, tuple) else one
                page.obj.Resources[kind] = pikepdf.Dictionary({name: made})
        page.contents_add(pdf.make_stream(operators.encode()))

    return harm


def setting(key: str, value: object, *, page: int = 1) -> Harm:
    def harm(pdf: pikepdf.Pdf) -> None:
        owner = pdf.pages[page - 1].obj if page else pdf.Root
        if value is None:
            del owner[key]
        else:
            owner[key] = value

    return harm


def intent(**entries: object) -> Harm:
    def harm(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            made = pdf.make_stream(value) if isinstance(value, bytes) else value
            pdf.Root.OutputIntents[0][f"/{key}"] = made

    return harm


def a_screen() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def fewer_pages(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[-1]


def in_rgb(pdf: pikepdf.Pdf) -> None:
    picture = pdf.pages[1].obj.Resources.XObject["/X"]
    picture.write(DOTS)
    picture.ColorSpace = pikepdf.Name.DeviceRGB
    del picture["/Decode"]


ICC_RGB = pikepdf.Array([pikepdf.Name.CalRGB, pikepdf.Dictionary(WhitePoint=[0.9505, 1, 1.089])])
OF_RGB = pikepdf.Array([
    pikepdf.Name.Separation, pikepdf.Name.Guld, pikepdf.Name.DeviceRGB,
    pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[1, 0.8, 0], N=1),
])  # fmt: skip
FORM = {"/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, 9, 9]}
PATTERN = {"/PatternType": 1, "/PaintType": 1, "/TilingType": 1, "/BBox": [0, 0, 9, 9], "/XStep": 9, "/YStep": 9}
HELVETICA = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
RGB_SHADING = pikepdf.Dictionary(ShadingType=2, ColorSpace=pikepdf.Name.DeviceRGB, Coords=[0, 0, 9, 0])
PATTERN_OF_SHADING = pikepdf.Dictionary(PatternType=2, Shading=RGB_SHADING)
FAULTS: dict[str, tuple[Harm, str]] = {
    "a page too few": (fewer_pages, "it has 3 pages, and should have 4"),
    "RGB on a page": (drawing("1 0 0 rg"), "page 2: a colour is DeviceRGB, not ink"),
    "RGB lines": (drawing("1 0 0 RG"), "page 2: a colour is DeviceRGB, not ink"),
    "RGB set as a space": (drawing("/DeviceRGB cs 1 0 0 sc"), "page 2: a colour is DeviceRGB, not ink"),
    "RGB in a form": (drawing("/F Do", {"/XObject": {"/F": (b"1 0 0 rg", FORM)}}), "page 2: a colour is DeviceRGB, not ink"),
    "RGB in a pattern": (
        drawing("/Pattern cs /P scn", {"/Pattern": {"/P": (b"1 0 0 rg", PATTERN)}}), "page 2: a colour is DeviceRGB, not ink",
    ),
    "RGB in a shading": (drawing("/S sh", {"/Shading": {"/S": RGB_SHADING}}), "page 2: a colour is DeviceRGB, not ink"),
    "RGB in a pattern's shading": (
        drawing("/Pattern cs /P scn", {"/Pattern": {"/P": PATTERN_OF_SHADING}}), "page 2: a colour is DeviceRGB, not ink",
    ),
    "an RGB picture": (in_rgb, "page 1: a colour is DeviceRGB, not ink"),
    "measured RGB": (drawing("/C cs 1 0 0 sc", {"/ColorSpace": {"/C": ICC_RGB}}), "page 2: a colour is CalRGB, not ink"),
    "a spot colour made of RGB": (
        drawing("/C cs 1 sc", {"/ColorSpace": {"/C": OF_RGB}}), "page 2: a colour of its own is made of DeviceRGB",
    ),
    "a colour space that is missing": (drawing("/None cs"), "page 2: a colour space is missing"),
    "too much ink": (drawing("1 1 1 0.5 k"), "page 2: a colour has 350 percent ink, and 300 fit"),
    "a font that is missing": (drawing("BT /No 9 Tf ET"), "page 2: a font is missing"),
    "a font that is not embedded": (
        drawing("BT /F 9 Tf ET", {"/Font": {"/F": HELVETICA}}), "page 2: the font Helvetica is not embedded",
    ),
    "a picture in the drawing": (
        drawing("BI /W 1 /H 1 /CS /G /BPC 8 ID \0 EI"), "page 2: it has a picture inside its drawing, which is not looked into",
    ),
    "something called that is missing": (drawing("/No Do"), "page 2: what it calls is missing"),
    "no trim box": (setting("/TrimBox", None), "page 1 has no trim box or no bleed box"),
    "another format": (setting("/TrimBox", [0, 0, 400, 595]), "page 1 is cut to 141.1 x 209.9 mm, not 148 x 210"),
    "a small bleed": (setting("/BleedBox", [-3, -9, 428.03, 603.78]), "page 1 has a bleed of 1.1 mm, not 3"),
    "a bleed outside the paper": (
        setting("/BleedBox", [-90, -90, 600, 800]), "page 1: its bleed box is not inside its crop box",
    ),
    "a trim outside the bleed": (
        setting("/BleedBox", [9, 9, 400, 500]), "page 1: its trim box is not inside its bleed box",
    ),
    "a turned page": (setting("/Rotate", 90), "page 1 has /Rotate"),
    "a link": (setting("/Annots", pikepdf.Array()), "page 1 has /Annots"),
    "a form to fill in": (setting("/AcroForm", pikepdf.Dictionary(), page=0), "its catalogue has /AcroForm"),
    "no output intent": (
        setting("/OutputIntents", None, page=0), "it has 0 output intents, and should have one",
    ),
    "another condition": (
        intent(OutputConditionIdentifier="SWOP"), "its output intent is SWOP, not FOGRA39",
    ),
    "a profile of a screen": (
        intent(DestOutputProfile=a_screen()), "its output intent has no profile of a press with four inks",
    ),
    "no metadata": (setting("/Metadata", None, page=0), "its metadata lack pdfxid:GTS_PDFXVersion"),
}  # fmt: skip


def test_a_good_file_has_no_fault_and_is_told_of(good: bytes) -> None:
    report = examined(good, WANTED)

    assert report.faults == []
    assert (report.pages, report.spaces, report.fonts) == (4, {"DeviceCMYK", "Separation"}, set())
    assert report.most_ink == 2
    assert [one.dpi for one in report.pictures.values()] == [80]  # 40 dots on half an inch
    assert not report.is_transparent


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_found(good: bytes, fault: str) -> None:
    harm, says = FAULTS[fault]

    assert says in faults_of(good, harm)


def test_a_fault_is_told_once_though_it_stands_in_many_places(good: bytes) -> None:
    assert faults_of(good, drawing("1 0 0 rg 0 1 0 rg 0 0 1 RG")) == ["page 2: a colour is DeviceRGB, not ink"]


def test_a_later_version_and_a_lock_are_faults(good: bytes) -> None:
    assert "it is PDF 1.7, and PDF/X-4 is 1.6 at most" in faults_of(good, force_version="1.7")
    assert "it is encrypted" in faults_of(good, encryption=pikepdf.Encryption(owner="a", user="", R=4))


def test_forms_that_call_each_other_without_end_are_a_fault(good: bytes) -> None:
    def harm(pdf: pikepdf.Pdf) -> None:
        drawing("/F Do", {"/XObject": {"/F": (b"/F Do", FORM)}})(pdf)
        form = pdf.pages[1].obj.Resources.XObject["/F"]
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/F": form}))

    assert "page 2: its drawings call each other without end" in faults_of(good, harm)


SEE_THROUGH: dict[str, tuple[str, dict[str, dict[str, object]]]] = {
    "a share of a colour": ("/G gs", {"/ExtGState": {"/G": pikepdf.Dictionary(ca=0.5)}}),
    "a way of mixing": ("/G gs", {"/ExtGState": {"/G": pikepdf.Dictionary(BM=pikepdf.Name.Multiply)}}),
}


@pytest.mark.parametrize("case", SEE_THROUGH)
def test_what_can_be_seen_through_is_told_and_no_fault(good: bytes, case: str) -> None:
    with pikepdf.open(io.BytesIO(good)) as pdf:
        drawing(*SEE_THROUGH[case])(pdf)
        file = io.BytesIO()
        pdf.save(file, force_version="1.6")

    report = examined(file.getvalue(), WANTED)

    assert (report.faults, report.is_transparent) == ([], True)


@pytest.mark.parametrize(
    ("place", "dpi"),
    [
        ("20 0 0 15 0 0 cm", 144),
        ("0 20 -15 0 0 0 cm", 144),  # lying on its side
        ("20 0 0 30 0 0 cm", 72),  # the coarser way counts
        ("2 0 0 2 0 0 cm q 10 0 0 7.5 0 0 cm", 144),  # within another scale
    ],
)
def test_a_picture_is_measured_where_it_is_placed(place: str, dpi: int) -> None:
    resources: dict[str, dict[str, object]] = {"/XObject": {"/X": (DOTS, RASTER | {"/ColorSpace": pikepdf.Name.DeviceRGB})}}
    content = inner(
        a_pdf(8, bleed=BLEED_PT, numbers=False, drawn=f"{place} /X Do" + " Q" * place.count("q"), resources=resources)
    )

    coarsest = examined(content, WANTED).coarsest

    assert coarsest is not None
    assert (coarsest.page, coarsest.dpi) == (1, dpi)
