"""PDFs for paper, read again as a printer's program would."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from press.make import prepress
from press.make.imposition import padded, sheets
from press.make.inks import Inks
from press.make.preflight import Report, Wanted, examined
from press.make.prepress import A4_MM, A5_MM, PT_A_MM, About, Condition
from tests.tiny import ROOT

BLEED_PT = 3 * PT_A_MM
INKS = Inks({(255, 0, 0): (0, 1, 1, 0)}, (ROOT / "layouts/print/FOGRA39.icc").read_bytes())
CONDITION = Condition("FOGRA39", "offset")
ABOUT = About("Skriften & mer", "Utgivaren", "sv", "2026-11-24")
TO_THE_EDGE = "1 0 0 rg -20 -20 900 900 re f"


def a_pdf(
    pages: int,
    *,
    size_mm: tuple[float, float] = A5_MM,
    bleed: float = 0,
    numbers: bool = True,
    drawn: str = "",
    resources: Mapping[str, Mapping[str, object]] | None = None,
) -> bytes:
    """A PDF whose pages show their numbers, after what is drawn on each. `resources` are made of streams in it."""
    with pikepdf.new() as made:
        font = made.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        width, height = (mm * PT_A_MM for mm in size_mm)
        own = {
            kind: pikepdf.Dictionary({name: _made(made, one) for name, one in entries.items()})
            for kind, entries in (resources or {}).items()
        }
        for number in range(1, pages + 1):
            page = made.add_blank_page(page_size=(width, height))
            page.obj.MediaBox = pikepdf.Array([-bleed, -bleed, width + bleed, height + bleed])
            page.obj.TrimBox = pikepdf.Array([0, 0, width, height])
            page.obj.Resources = pikepdf.Dictionary({"/Font": pikepdf.Dictionary(F=font), **own})
            shown = f"0 g BT /F 40 Tf 200 300 Td ({number}) Tj ET" if numbers else ""
            page.obj.Contents = pikepdf.Stream(made, f"q {drawn} Q {shown}".encode())
        file = io.BytesIO()
        made.save(file)
    return file.getvalue()


def _made(made: pikepdf.Pdf, one: object) -> pikepdf.Object:
    """A stream of a pair of its content and its entries; a dictionary of entries alone."""
    if isinstance(one, tuple):
        content, entries = one
        return made.make_stream(content, pikepdf.Dictionary(entries))
    assert isinstance(one, dict)
    return made.make_indirect(pikepdf.Dictionary(one))


def numbers_on(content: bytes) -> list[tuple[int, int]]:
    """The numbers on the left and the right half of each page; 0 where there is none."""
    found = []
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            text = page.get_textpage()
            left, bottom, right, top = page.get_mediabox()
            middle = (left + right) / 2
            halves = text.get_text_bounded(left, bottom, middle, top), text.get_text_bounded(middle, bottom, right, top)
            found.append((int(halves[0].strip() or 0), int(halves[1].strip() or 0)))
            text.close()
            page.close()
    return found


def picture_of(content: bytes, page: int = 0, scale: float = 2) -> Image.Image:
    """A page as it looks, all of it: `scale` dots a point."""
    with pypdfium2.PdfDocument(content) as document:
        found = document[page].render(scale=scale).to_pil()
    assert isinstance(found, Image.Image)
    return found.convert("RGB")


def report_of(content: bytes, pages: int) -> Report:
    return examined(content, Wanted(pages, A5_MM, 3, "FOGRA39"))


def inner(source: bytes) -> bytes:
    return prepress.inner_pages(source, INKS, CONDITION, ABOUT)


# ---------------------------------------------------------------- sheets


@pytest.mark.parametrize("pages", [4, 6, 17, 64])
def test_each_side_of_a_sheet_shows_the_two_pages_that_folding_asks_for(pages: int) -> None:
    content, many = prepress.sheets(a_pdf(pages), a_pdf(1, size_mm=A4_MM))

    wanted = [(side.left, side.right) for sheet in sheets(padded(pages)) for side in (sheet.front, sheet.back)]
    assert numbers_on(content)[2:] == wanted
    assert many == 2 + len(wanted)


def test_what_all_pages_share_stands_once_on_the_sheets_too() -> None:
    drawing = (b"0 0 9 9 re f", {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, 9, 9]})
    booklet = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf(64, resources={"/XObject": {f"/x{at}": drawing for at in range(500)}}))) as source:
        shared = source.make_indirect(source.pages[0].obj.Resources)
        for page in source.pages:
            page.obj.Resources = shared
        source.save(booklet)

    content, _ = prepress.sheets(booklet.getvalue(), a_pdf(1, size_mm=A4_MM))

    assert len(content) < len(booklet.getvalue())


def test_what_comes_first_is_turned_with_the_rest_whether_it_has_one_page_or_two() -> None:
    for pages in (1, 2):
        content, many = prepress.sheets(a_pdf(4), a_pdf(pages, size_mm=A4_MM))

        assert many == 4
        assert numbers_on(content)[2:] == [(4, 1), (2, 3)]


def test_equal_pdfs_give_equal_sheets() -> None:
    first = a_pdf(1, size_mm=A4_MM)

    assert prepress.sheets(a_pdf(8), first) == prepress.sheets(a_pdf(8), first)


# ---------------------------------------------------------------- inner pages


@pytest.mark.parametrize(("pages", "shown"), [(8, [3, 4, 5, 6]), (9, [3, 4, 5, 6, 7, 8, 0, 0]), (12, [*range(3, 11)])])
def test_inner_pages_are_those_between_the_cover_and_blank_ones_stand_last(pages: int, shown: list[int]) -> None:
    assert [max(halves) for halves in numbers_on(inner(a_pdf(pages, bleed=BLEED_PT)))] == shown


def test_four_pages_are_a_cover_and_no_inner_pages() -> None:
    with pytest.raises(ValueError, match="4 pages are a cover and nothing inside"):
        inner(a_pdf(4, bleed=BLEED_PT))


def test_colour_runs_to_the_bleed_and_marks_stand_outside_it() -> None:
    content = inner(a_pdf(8, bleed=BLEED_PT, numbers=False, drawn=TO_THE_EDGE))

    with pikepdf.open(io.BytesIO(content)) as pdf:
        media, bleed, trim = ([float(value) for value in pdf.pages[0].obj[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox"))
    seen = picture_of(content, scale=4)
    left, low = media[:2]

    def at(x: float, y: float) -> tuple[int, ...]:
        found = seen.getpixel((round((x - left) * 4), seen.height - 1 - round((y - low) * 4)))
        assert isinstance(found, tuple)
        return found

    edge_pt = 11 * PT_A_MM
    assert trim == [0, 0, pytest.approx(148 * PT_A_MM, abs=0.01), pytest.approx(210 * PT_A_MM, abs=0.01)]
    assert [bleed[0], bleed[1], bleed[2] - trim[2]] == pytest.approx([-BLEED_PT, -BLEED_PT, BLEED_PT], abs=0.01)
    assert [media[0], media[3] - trim[3]] == pytest.approx([-edge_pt, edge_pt], abs=0.01)
    for x in (bleed[0], trim[2] / 2, bleed[2]):
        inward = 1 if x == bleed[0] else -1
        assert at(x + inward, bleed[1] + 1)[1] < 90  # red runs to the bleed's edge
        assert at(x - inward, bleed[1] - 2) == (255, 255, 255)  # and no farther
    marks = Image.eval(seen.convert("L"), lambda grey: 255 if grey < 100 else 0)
    for x in (trim[0], trim[2]):  # a mark above and below each corner, on the line of the cut
        column = marks.crop((round((x - left) * 4) - 2, 0, round((x - left) * 4) + 2, round(6 * PT_A_MM * 4)))
        assert column.getbbox() is not None
        assert at(x, bleed[1] - 2) == (255, 255, 255)  # it does not touch the bleed


def test_a_file_for_the_press_tells_what_it_is_and_holds_nothing_for_screens() -> None:
    with pikepdf.open(io.BytesIO(a_pdf(8, bleed=BLEED_PT, numbers=False))) as pdf:
        for page in pdf.pages:
            page.obj.Annots = pikepdf.Array(
                [pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])]
            )
        pdf.Root.Outlines = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Outlines))
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        file = io.BytesIO()
        pdf.save(file)

    content = inner(file.getvalue())

    assert report_of(content, 4).faults == []
    with pikepdf.open(io.BytesIO(content)) as made:
        assert not {"/Outlines", "/OpenAction", "/Names"} & set(made.Root.keys())
        assert "/Annots" not in made.pages[0].obj
        assert made.pdf_version == "1.6"
        assert str(made.docinfo["/Title"]) == "Skriften & mer"
        assert b'<rdf:li xml:lang="x-default">Skriften &amp; mer</rdf:li>' in made.Root.Metadata.read_bytes()


def test_equal_pdfs_give_equal_files_for_the_press() -> None:
    source = a_pdf(9, bleed=BLEED_PT, drawn=TO_THE_EDGE)

    assert inner(source) == inner(source)


# ---------------------------------------------------------------- colours, wherever they stand


RED = "1 0 0 rg 0 0 100 100 re f"
AREA = {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, 200, 200]}
GROUP = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceRGB)
TILE = {
    "/Type": pikepdf.Name.Pattern, "/PatternType": 1, "/PaintType": 1, "/TilingType": 1, "/BBox": [0, 0, 20, 20],
    "/XStep": 20, "/YStep": 20, "/Resources": pikepdf.Dictionary(),
}  # fmt: skip
FADE = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1)
FADES = pikepdf.Dictionary(FunctionType=3, Domain=[0, 1], Bounds=[], Encode=[0, 1], Functions=[FADE])
SHADED = {"/ShadingType": 2, "/ColorSpace": pikepdf.Name.DeviceRGB, "/Coords": [0, 0, 100, 0]}
DOTS = Image.effect_noise((40, 30), 80).convert("RGB").tobytes()
RASTER = {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 40, "/Height": 30, "/BitsPerComponent": 8}
PLACES: dict[str, tuple[str, dict[str, dict[str, object]]]] = {
    "the page": (RED + " 0 0 1 RG 0 0 m 50 50 l S", {}),
    "a form": ("/X Do", {"/XObject": {"/X": (RED.encode(), AREA)}}),
    "a group that can be seen through": ("/X Do", {"/XObject": {"/X": (RED.encode(), AREA | {"/Group": GROUP})}}),
    "a pattern": ("/Pattern cs /P scn 0 0 200 200 re f", {"/Pattern": {"/P": (RED.encode(), TILE)}}),
    "a shading": ("/S sh", {"/Shading": {"/S": SHADED | {"/Function": FADE}}}),
    "a shading in parts": ("/S sh", {"/Shading": {"/S": SHADED | {"/Function": FADES}}}),
    "a picture": ("q 100 0 0 75 0 0 cm /X Do Q", {"/XObject": {"/X": (DOTS, RASTER | {"/ColorSpace": pikepdf.Name.DeviceRGB})}}),
}


@pytest.mark.parametrize("place", PLACES)
def test_no_colour_of_the_screen_is_left(place: str) -> None:
    drawn, resources = PLACES[place]

    content = inner(a_pdf(8, bleed=BLEED_PT, numbers=False, drawn=drawn, resources=resources))

    report = report_of(content, 4)
    assert report.faults == []
    assert "DeviceCMYK" in report.spaces


def test_a_colour_of_the_table_is_printed_in_its_inks() -> None:
    content = inner(a_pdf(8, bleed=BLEED_PT, numbers=False, drawn=RED))

    with pikepdf.open(io.BytesIO(content)) as pdf:
        inks = [
            [float(part) for part in one.operands]
            for one in pikepdf.parse_content_stream(pdf.pages[0])
            if str(one.operator) == "k"
        ]
    assert inks == [[0, 1, 1, 0]]


def test_a_picture_looks_the_same_on_paper() -> None:
    drawn, resources = PLACES["a picture"]
    source = a_pdf(8, bleed=BLEED_PT, numbers=False, drawn=drawn, resources=resources)

    content = inner(source)

    with pikepdf.open(io.BytesIO(content)) as pdf:
        picture = pdf.pages[0].obj.Resources.XObject["/X"]
        assert (picture.ColorSpace, picture.Filter) == (pikepdf.Name.DeviceCMYK, pikepdf.Name.DCTDecode)
        stored = Image.open(io.BytesIO(picture.read_raw_bytes()))
    assert (stored.mode, stored.size) == ("CMYK", (40, 30))
    turned = INKS.picture(Image.frombytes("RGB", (40, 30), DOTS))
    apart = [abs(a - b) for a, b in zip(stored.tobytes(), turned.tobytes(), strict=True)]
    assert sum(apart) / len(apart) < 4  # what JPEG loses
    assert report_of(content, 4).coarsest is not None
    assert report_of(content, 4).pictures.popitem()[1].dpi == round(72 * 40 / 100)


def test_a_grey_picture_and_a_mask_stay_one_ink() -> None:
    grey = Image.frombytes("RGB", (40, 30), DOTS).convert("L").tobytes()
    resources: dict[str, dict[str, object]] = {"/XObject": {"/X": (grey, RASTER | {"/ColorSpace": pikepdf.Name.DeviceGray})}}

    report = report_of(inner(a_pdf(8, bleed=BLEED_PT, numbers=False, drawn="100 0 0 75 0 0 cm /X Do", resources=resources)), 4)

    assert report.faults == []
    assert "DeviceGray" in report.spaces


# ---------------------------------------------------------------- the cover


def a_ground(spine_mm: float) -> bytes:
    return a_pdf(2, size_mm=(296 + spine_mm, 210), bleed=BLEED_PT, numbers=False, drawn="0 0 1 rg -20 -20 1200 900 re f")


@pytest.mark.parametrize(("pages", "inside"), [(8, (2, 7)), (6, (2, 0))])
@pytest.mark.parametrize("spine_mm", [0.0, 7.2])
def test_the_cover_has_the_back_left_of_the_front_and_inside_the_second_page_left(
    pages: int, inside: tuple[int, int], spine_mm: float
) -> None:
    content = prepress.cover(a_pdf(pages, bleed=BLEED_PT), a_ground(spine_mm), spine_mm, INKS, CONDITION, ABOUT)

    assert numbers_on(content) == [(pages, 1), inside]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert float(pdf.pages[0].trimbox[2]) == pytest.approx((296 + spine_mm) * PT_A_MM, abs=0.01)


def test_the_spine_shows_the_ground_and_pages_end_at_it_but_run_into_the_bleed_outside() -> None:
    source = a_pdf(8, bleed=BLEED_PT, numbers=False, drawn=TO_THE_EDGE)

    seen = picture_of(prepress.cover(source, a_ground(10), 10, INKS, CONDITION, ABOUT), scale=2)

    def at_mm(x: float) -> tuple[int, ...]:
        found = seen.getpixel((round((x + 11) * PT_A_MM * 2), seen.height // 2))
        assert isinstance(found, tuple)
        return found

    for x in (-2.5, 70, 147.5, 158.5, 200, 308.5):
        assert at_mm(x)[0] > at_mm(x)[2], f"{x} mm is not red"
    for x in (148.5, 153, 157.5):
        assert at_mm(x)[2] > at_mm(x)[0], f"{x} mm is not blue"
    assert at_mm(-4) == at_mm(310) == (255, 255, 255)
