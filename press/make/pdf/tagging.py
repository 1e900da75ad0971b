"""What WeasyPrint's tagged PDF lacks: links named in words, notes tagged as notes, running heads and page numbers set apart
as artefacts, and the mark of PDF/UA beside PDF/A's.

WeasyPrint's objects come in and are changed where they stand; nothing is imported of it but what is patched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

VARIANT = "pdf/a-2a"  # and PDF/UA-1, which `with_ua` says in the metadata
NOTE = "fn"  # the element of a note: HTML has none of its own
_TAGS = {NOTE: "Note", f"{NOTE}::footnote-call": "Reference", f"{NOTE}::footnote-marker": "Lbl"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WORDS = "{title}, {page}"
# PDF/A-2 knows no PDF/UA: what it says of itself is described before it is said.
_UA = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""><pdfuaid:part>1</pdfuaid:part>\
</rdf:Description><rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" \
rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


@contextmanager
def notes_as_notes() -> Iterator[None]:
    """While this lasts, a note is tagged as a note, the sign that leads to it as a reference, and its number as a label."""
    from weasyprint.pdf import tags

    plain = tags._get_pdf_tag

    def tag_of(tag: str | None) -> str:
        return _TAGS.get(tag or "") or str(plain(tag))

    tags._get_pdf_tag = tag_of
    try:
        yield
    finally:
        tags._get_pdf_tag = plain


@contextmanager
def page_references_once() -> Iterator[None]:
    """While this lasts, pydyf lists a document's pages once, not anew for each tagged element.

    Tagged writing is quadratic otherwise (docs/upstream.md). The property is public; what it gives stays the same.
    """
    import pydyf

    plain = pydyf.PDF.page_references
    kept: dict[int, tuple[object, int, tuple[bytes, ...]]] = {}  # the document, how many pages it had, their references

    def page_references(pdf: Any) -> tuple[bytes, ...]:
        known = kept.get(id(pdf))
        many = len(pdf.pages["Kids"])
        if known is None or known[0] is not pdf or known[1] != many:
            known = kept[id(pdf)] = (pdf, many, plain.fget(pdf))
        return known[2]

    pydyf.PDF.page_references = property(page_references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = plain


def with_ua(metadata: Any) -> None:
    """The document says that it is PDF/UA-1, too."""
    plain = metadata.generate_rdf_metadata

    def generate(*told: Any) -> bytes:
        rdf: bytes = plain(*told)
        before, end, after = rdf.rpartition(b"</rdf:RDF>")
        return before + _UA.replace(b"\\\n", b"") + end + after

    metadata.generate_rdf_metadata = generate


def finished(document: Any, pdf: Any, root: Any, places: Mapping[str, tuple[int, int]]) -> None:
    """What a screen reader says of a link: where it leads. An ID for each note, as PDF/UA wants, and artefacts set apart.

    `root` is the page's HTML.
    """
    import pydyf

    titles = _titles(root)
    wording = next((one.get("content") for one in root.iter("meta") if one.get("name") == "link-words"), _WORDS)
    for page in document.pages:
        for kind, target, _, box in page.links:
            annotation = getattr(box, "link_annotation", None)
            if annotation is not None:
                words = " ".join("".join(box.element.itertext()).split())
                if kind == "internal":
                    words = wording.format(title=titles.get(target) or words, page=places.get(target, (0,))[0])
                elif words.rstrip("/") not in str(target):
                    words = f"{words}: {target}"
                annotation["Contents"] = pydyf.String(words or str(target))
    notes = (one for one in pdf.objects if isinstance(one, dict) and one.get("S") == "/Note")
    for number, note in enumerate(notes, 1):
        note["ID"] = pydyf.String(f"note-{number}")
    _set_apart(pdf)


def _set_apart(pdf: Any) -> None:
    """Text that stands in no element of the document (running heads, page numbers) is an artefact of its page."""
    import pydyf

    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    known: set[tuple[bytes, int]] = set()
    waiting = [root]
    while waiting:
        element = waiting.pop()
        for kid in element.get("K", ()):
            if isinstance(kid, int):
                known.add((element["Pg"], kid))
            else:
                waiting.append(_object(pdf, kid))
    numbered = _object(pdf, root["ParentTree"])["Nums"][1::2]
    for page, elements in zip(pdf.page_references, numbered, strict=False):  # after the pages come the links
        content = _object(pdf, _object(pdf, page)["Contents"]).stream
        for place, told in enumerate(content):
            mark = told.get("MCID") if isinstance(told, dict) else None
            if mark is not None and (page, mark) not in known:
                content[place - 1 : place + 1] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]
                elements[mark] = "null"


def _object(pdf: Any, reference: bytes) -> Any:
    """The object that a reference (b'12 0 R') leads to."""
    return pdf.objects[int(reference.split()[0])]


def _titles(root: Any) -> dict[str, str]:
    """The words of the first heading in each element that has an id, or of the heading that it is."""
    found = {}
    for element in root.iter():
        name = element.get("id") if isinstance(element.tag, str) else None
        if name:
            heading = next((one for one in element.iter() if one.tag in _HEADINGS), None)
            if heading is not None:
                found[name] = heading.get("data-title") or " ".join("".join(heading.itertext()).split())
    return found
