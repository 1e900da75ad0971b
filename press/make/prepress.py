"""PDFs -> PDFs for paper: pages are placed, cut and turned into inks, never set anew. A room of pikepdf.

Equal input gives equal bytes: no clock, and the file's identifier is the hash of what it holds.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from press.make import imposition
from press.make.imposition import BLANK, Side
from press.make.inks import Cmyk, Inks
from press.record import Record

if TYPE_CHECKING:
    from pikepdf import Object, Page, Pdf

PT_A_MM = 72 / 25.4
A4_MM = (297.0, 210.0)  # lying
A5_MM = (148.0, 210.0)
BLEED_MM = 3.0
SLUG_MM = 8.0  # outside the bleed, for marks
MARK_MM = 5.0  # a mark's length; it begins where the bleed ends, and 2 mm on
MARK_FROM_MM = BLEED_MM + 2
HAIRLINE_PT = 0.25
JPEG = {"quality": 95, "subsampling": 0, "optimize": True}
PRODUCER = "press"
VERSION = "1.6"  # of PDF, as PDF/X-4 has it (ISO 15930-7)


class Condition(Record, frozen=True):
    """What the printing is standardised as: the name in ICC's registry of characterisations."""

    name: str  # FOGRA39
    says: str


class About(Record, frozen=True):
    """What a file tells of itself."""

    title: str
    author: str
    language: str
    day: str  # 2026-11-24


# ---------------------------------------------------------------- sheets for an office printer


def sheets(booklet: bytes, first: bytes) -> tuple[bytes, int]:
    """The booklet as A4 sheets to be turned over about the short edge, and how many pages that are.

    The pages of `first`, which tell how, come before it on leaves of their own, and give the file its title and language.
    """
    from pikepdf import Dictionary, Name, Pdf

    with Pdf.open(io.BytesIO(booklet)) as source, Pdf.open(io.BytesIO(first)) as made:
        _without(made.Root, "/StructTreeRoot", "/MarkInfo", "/Metadata", "/Outlines", "/Names")  # true of the first alone
        if len(made.pages) % 2:
            made.add_blank_page(page_size=_points(*A4_MM))
        _share_resources(source)
        forms = [made.copy_foreign(page.as_form_xobject()) for page in source.pages]
        for sheet in imposition.sheets(imposition.padded(len(forms))):
            for side in (sheet.front, sheet.back):
                _place(made, made.add_blank_page(page_size=_points(*A4_MM)), forms, side)
        # What a print dialog offers from the start.
        made.Root.ViewerPreferences = Dictionary(
            DisplayDocTitle=True, Duplex=Name.DuplexFlipShortEdge, PrintScaling=Name("/None")
        )
        return _saved(made), len(made.pages)


def _share_resources(source: Pdf) -> None:
    """A page's fonts and drawings become objects of their own: WeasyPrint has one list for all pages, and a form that is
    made of a page would hold a copy of it. 822 pages were 17 MB instead of 3."""
    from pikepdf import Dictionary

    for page in source.pages:
        for kind, some in page.obj.Resources.items():
            if isinstance(some, Dictionary) and not some.is_indirect:
                page.obj.Resources[kind] = source.make_indirect(some)


def _place(made: Pdf, page: Page, forms: list[Object], side: Side) -> None:
    """Puts two pages on a side of a sheet, each against the fold."""
    from pikepdf import Dictionary, Stream

    fold = A4_MM[0] / 2
    parts = [("/Left", side.left, fold - A5_MM[0]), ("/Right", side.right, fold)]
    shown = [(name, forms[number - 1], at_mm) for name, number, at_mm in parts if number != BLANK]
    page.obj.Resources = Dictionary(XObject=Dictionary({name: form for name, form, _ in shown}))
    drawn = "\n".join(f"q 1 0 0 1 {at_mm * PT_A_MM:.3f} 0 cm {name} Do Q" for name, _, at_mm in shown)
    page.obj.Contents = Stream(made, drawn.encode())


# ---------------------------------------------------------------- for the press


def inner_pages(booklet: bytes, inks: Inks, condition: Condition, about: About) -> bytes:
    """The pages between the four of the cover, in CMYK, with bleed and crop marks. Pages are as many as sheets ask for.

    `booklet` has a bleed of 3 mm. Raises ValueError when there is nothing between the covers.
    """
    from pikepdf import Pdf

    with Pdf.open(io.BytesIO(booklet)) as source:
        order = imposition.padded(len(source.pages))[2:-2]
        if not order:
            raise ValueError(f"{len(source.pages)} pages are a cover and nothing inside")
        pages = list(source.pages)
        size = _size(pages[0])
        with Pdf.new() as made:
            for number in order:
                if number == BLANK:
                    made.add_blank_page(page_size=size)
                else:
                    made.pages.append(pages[number - 1])
            return _for_press(made, size, inks, condition, about)


def cover(booklet: bytes, ground: bytes, spine_mm: float, inks: Inks, condition: Condition, about: About) -> bytes:
    """The cover, spread out: the outside (back, spine, front), then the inside, in CMYK, with bleed, crop and fold marks.

    `ground` has two pages as large as the spread, with what runs behind the booklet's own four and over the spine.
    """
    from pikepdf import Dictionary, Pdf

    with Pdf.open(io.BytesIO(booklet)) as source, Pdf.open(io.BytesIO(ground)) as under, Pdf.new() as made:
        order = imposition.padded(len(source.pages))
        width, height = _size(source.pages[0])
        spine, bleed = spine_mm * PT_A_MM, BLEED_MM * PT_A_MM
        spread = 2 * width + spine
        for below, (left, right) in zip(under.pages, ((order[-1], order[0]), (order[1], order[-2])), strict=True):
            forms = {"/Ground": (0.0, _form(made, below, (-bleed, -bleed, spread + bleed, height + bleed)))}
            if left != BLANK:
                forms["/Left"] = 0.0, _form(made, source.pages[left - 1], (-bleed, -bleed, width, height + bleed))
            if right != BLANK:
                front = _form(made, source.pages[right - 1], (0, -bleed, width + bleed, height + bleed))
                forms["/Right"] = width + spine, front
            page = made.add_blank_page(page_size=(spread, height))
            page.obj.Resources = Dictionary(XObject=Dictionary({name: form for name, (_, form) in forms.items()}))
            drawn = "\n".join(f"q 1 0 0 1 {at:.3f} 0 cm {name} Do Q" for name, (at, _) in forms.items())
            page.obj.Contents = made.make_stream(drawn.encode())
        return _for_press(made, (spread, height), inks, condition, about, (width, width + spine) if spine else (width,))


def _form(made: Pdf, page: Page, box: Sequence[float]) -> Object:
    """A page of another file as an object to be drawn, cut to a box."""
    from pikepdf import Array

    form = made.copy_foreign(page.as_form_xobject())
    form.BBox = Array(_rounded(*box))
    return form


def _for_press(
    made: Pdf, size: tuple[float, float], inks: Inks, condition: Condition, about: About, folds: Sequence[float] = ()
) -> bytes:
    """Boxes, marks, inks and what PDF/X-4 asks a file to tell, and nothing that a press has no use for."""
    from pikepdf import Array

    bleed, edge = BLEED_MM * PT_A_MM, (BLEED_MM + SLUG_MM) * PT_A_MM
    width, height = size
    marks = made.make_stream(_marks(width, height, folds).encode())
    registration = _registration(made)
    for page in made.pages:
        _without(page.obj, "/Annots", "/StructParents", "/Tabs", "/Group", "/Thumb", "/CropBox", "/ArtBox", "/AA")
        page.obj.MediaBox = Array(_rounded(-edge, -edge, width + edge, height + edge))
        page.obj.BleedBox = Array(_rounded(-bleed, -bleed, width + bleed, height + bleed))
        page.obj.TrimBox = Array(_rounded(0, 0, width, height))
        _resource(made, page, "/ColorSpace", "/Registration", registration)
        clip = f"q {-bleed:.3f} {-bleed:.3f} {width + 2 * bleed:.3f} {height + 2 * bleed:.3f} re W n"
        page.contents_add(made.make_stream(clip.encode()), prepend=True)
        page.contents_add(made.make_stream(b"Q"))
        page.contents_add(marks)
    _without(
        made.Root, "/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/Dests", "/OpenAction", "/PageMode", "/Lang",
        "/ViewerPreferences",
    )  # fmt: skip
    made.remove_unreferenced_resources()
    _turn(made, inks)
    _tell(made, inks.profile, condition, about)
    return _saved(made, VERSION)


def _marks(width: float, height: float, folds: Iterable[float]) -> str:
    """Hairlines outside the bleed, at the corners of what is cut and over what is folded."""
    near, far = MARK_FROM_MM * PT_A_MM, (MARK_FROM_MM + MARK_MM) * PT_A_MM
    lines = [f"q /Registration CS 1 SCN {HAIRLINE_PT} w"]
    for x in (0.0, width):
        lines += [_line(x, -near, x, -far), _line(x, height + near, x, height + far)]
    for y in (0.0, height):
        lines += [_line(-near, y, -far, y), _line(width + near, y, width + far, y)]
    lines.append("[2 2] 0 d")
    for x in folds:
        lines += [_line(x, -near, x, -far), _line(x, height + near, x, height + far)]
    return "\n".join([*lines, "Q"])


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l S"


def _registration(made: Pdf) -> Object:
    """The colour of marks: on every plate."""
    from pikepdf import Array, Dictionary, Name

    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return made.make_indirect(Array([Name.Separation, Name.All, Name.DeviceCMYK, tint]))


def _resource(made: Pdf, page: Page, kind: str, name: str, value: Object) -> None:
    """Adds to what a page's marks may use, without touching what it shares with other pages."""
    from pikepdf import Dictionary

    def own(found: Any, key: str) -> Any:
        return Dictionary(found[key]) if key in found else Dictionary()

    resources = own(page.obj, "/Resources")
    resources[kind] = own(resources, kind)
    resources[kind][name] = value
    page.obj.Resources = resources


# ---------------------------------------------------------------- inks


def _turn(made: Pdf, inks: Inks) -> None:
    """Every colour of the screen in the file, wherever it stands, into inks."""
    from pikepdf import Dictionary, Name, Stream

    for found in made.objects:
        if isinstance(found, Stream) and found.get("/Subtype") == Name.Image:
            _turn_picture(found, inks)
        elif isinstance(found, Stream) and (found.get("/Subtype") == Name.Form or "/PatternType" in found):
            found.write(_drawn_in(found, inks))
        if isinstance(found, Dictionary | Stream):
            _turn_entries(found, inks)
    for page in made.pages:
        page.contents_coalesce()
        page.obj.Contents = made.make_stream(_drawn_in(page, inks))


def _turn_entries(found: Object, inks: Inks) -> None:
    """Shadings and the groups of what can be seen through."""
    from pikepdf import Name

    if "/ShadingType" in found and found.get("/ColorSpace") == Name.DeviceRGB:
        found.ColorSpace = Name.DeviceCMYK
        _turn_function(found.Function, inks)
    group = found.get("/Group")
    if group is not None and group.get("/CS") == Name.DeviceRGB:
        group.CS = Name.DeviceCMYK


def _turn_function(function: Any, inks: Inks) -> None:
    """A function whose values are colours: from one to another, or several of these in a row."""
    from pikepdf import Array

    for one in function.get("/Functions", []):
        _turn_function(one, inks)
    for key in ("/C0", "/C1"):
        if key in function:
            function[key] = Array(inks.of(*(float(part) for part in function[key])))


def _turn_picture(picture: Any, inks: Inks) -> None:
    """A picture in RGB into one in CMYK, packed as JPEG. Grey ones and masks are left: they are one ink."""
    from pikepdf import Array, Name, PdfImage

    image = PdfImage(picture)
    if image.mode not in {"RGB", "P"}:
        return
    content = io.BytesIO()
    inks.picture(image.as_pil_image().convert("RGB")).save(content, "JPEG", **JPEG)
    picture.write(content.getvalue(), filter=Name.DCTDecode)
    picture.ColorSpace = Name.DeviceCMYK
    picture.BitsPerComponent = 8
    picture.Decode = Array([1, 0] * 4)  # Pillow writes CMYK as Adobe does, upside down
    _without(picture, "/DecodeParms", "/Intent")


def _drawn_in(drawn: Any, inks: Inks) -> bytes:
    """A content stream with its colours as inks."""
    from pikepdf import parse_content_stream, unparse_content_stream

    return unparse_content_stream(list(_in_ink(parse_content_stream(drawn), inks)))


def _in_ink(instructions: Iterable[Any], inks: Inks) -> Iterator[Any]:
    from pikepdf import ContentStreamInstruction, Operator

    fill, stroke = Operator("k"), Operator("K")
    turned: dict[tuple[float, ...], Cmyk] = {}
    for one in instructions:
        operator = str(one.operator)
        if operator in {"rg", "RG"}:
            colour = tuple(float(part) for part in one.operands)
            if colour not in turned:
                turned[colour] = inks.of(*colour)
            yield ContentStreamInstruction(list(turned[colour]), fill if operator == "rg" else stroke)
        elif operator in {"cs", "CS"} and str(one.operands[0]) == "/DeviceRGB":
            continue  # what it sets is set again by the colour that follows
        else:
            yield one


# ---------------------------------------------------------------- what the file tells


def _tell(made: Pdf, profile: bytes, condition: Condition, about: About) -> None:
    """The output intent, and the same words twice: in the dictionary of old and in XMP."""
    from pikepdf import Array, Dictionary, Name, String

    intent = made.make_stream(profile)
    intent.N = 4
    made.Root.OutputIntents = Array([
        Dictionary(
            Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=String(condition.name),
            OutputCondition=String(condition.says), Info=String(condition.says),
            RegistryName=String("http://www.color.org"), DestOutputProfile=intent,
        )
    ])  # fmt: skip
    date = f"D:{about.day.replace('-', '')}000000Z"
    _without(made.trailer, "/Info")
    made.docinfo.Title, made.docinfo.Author = String(about.title), String(about.author)
    made.docinfo.CreationDate = made.docinfo.ModDate = String(date)
    made.docinfo.Trapped = Name("/False")
    made.docinfo.Producer = String(PRODUCER)
    xmp = made.make_stream(_xmp(about).encode())
    xmp.Type, xmp.Subtype = Name.Metadata, Name.XML
    made.Root.Metadata = xmp


def _xmp(about: About) -> str:
    identity = hashlib.sha256("\0".join((about.title, about.author, about.day)).encode()).hexdigest()
    moment = f"{about.day}T00:00:00Z"
    uuid = "-".join((identity[:8], identity[8:12], f"8{identity[13:16]}", f"8{identity[17:20]}", identity[20:32]))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
<pdf:Producer>{PRODUCER}</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(about.title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{escape(about.author)}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{escape(about.language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:MetadataDate>{moment}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{uuid}</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


# ---------------------------------------------------------------- small things


def _size(page: Page) -> tuple[float, float]:
    """A page's width and height when it is cut, in points."""
    left, bottom, right, top = (float(value) for value in page.trimbox)
    return right - left, top - bottom


def _points(*millimetres: float) -> tuple[float, float]:
    width, height = (round(mm * PT_A_MM, 3) for mm in millimetres)
    return width, height


def _rounded(*values: float) -> list[float]:
    return [round(value, 3) for value in values]


def _without(found: Any, *keys: str) -> None:
    for key in keys:
        if key in found:
            del found[key]


def _saved(made: Pdf, version: str = "1.7") -> bytes:
    from pikepdf import ObjectStreamMode

    file = io.BytesIO()
    made.save(file, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, force_version=version)
    return file.getvalue()
