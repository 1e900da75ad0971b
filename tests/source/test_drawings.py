"""An SVG is shapes and nothing else: what could run, fetch or explode is refused, with its name and its line."""

from __future__ import annotations

import time

import pytest

from press.source.drawings import Drawing, drawing_of
from tests.shots import SVG, a_drawing
from tests.tiny import ROOT


def refused(inside: str) -> str:
    drawing = drawing_of(a_drawing(inside))
    assert drawing.fault == "unsafe", drawing
    return drawing.found


# ---------------------------------------------------------------- what may stand in it


@pytest.mark.parametrize(
    "inside",
    [
        '<title>Ett torg</title><desc>Med träd</desc><g fill="#fff" transform="scale(2)"><path d="M0 0h1"/></g>',
        '<defs><linearGradient id="b"><stop offset="0"/></linearGradient><linearGradient id="a" xlink:href="#b"/></defs>'
        '<rect fill="url(#a)" style="stroke:url( \'#b\' )"/>',
        "<style>@media (prefers-color-scheme: dark) { .a { fill: #fff } } .b { clip-path: url(#c) }</style>",
        "<style><![CDATA[.a > .b { fill: red }]]></style>",
        '<symbol id="s"><circle r="1"/></symbol><use href="#s"/><use xlink:href="#s"/>',
        '<text font-family="Arial">On the <tspan>edge</tspan></text>',
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://creativecommons.org/ns#">'
        '<cc:Work rdf:about="https://example.org/"/></rdf:RDF></metadata>',
        '<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="C:\\bilder\\onklick" />',
        '<s:namedview xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" bordercolor="#fff"/>',
        "<!-- <script>alert(1)</script> -->",
    ],
)
def test_shapes_and_what_drawing_programs_write_beside_them_may_stand(inside: str) -> None:
    assert drawing_of(a_drawing(inside)) == Drawing(60, 40)


def test_our_own_icon_is_a_drawing() -> None:
    assert not drawing_of((ROOT / "layouts/static/favicon.svg").read_bytes()).fault


# ---------------------------------------------------------------- what may not

UNSAFE = {
    "<script>alert(1)</script>": "<script>",
    '<script href="https://a.se/a.js"/>': "<script>",
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>': "<script>",
    '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><script>1</script></r:RDF></metadata>': "<script>",
    "<foreignObject><p/></foreignObject>": "<foreignObject>",
    '<image href="https://a.se/a.png"/>': "<image>",
    '<image href="data:image/png;base64,AAAA"/>': "<image>",
    '<a href="https://a.se/"><path/></a>': "<a>",
    '<animate attributeName="href" values="javascript:alert(1)"/>': "<animate>",
    '<set attributeName="onload" to="alert(1)"/>': "<set>",
    '<handler type="text/javascript"/>': "<handler>",
    '<x xmlns="urn:x"/>': "<x>",
    '<g onclick="alert(1)"/>': 'onclick="alert(1)" at <g>',
    '<g ONLOAD="alert(1)"/>': 'ONLOAD="alert(1)" at <g>',
    '<use href="https://a.se/a.svg#b"/>': 'href="https://a.se/a.svg#b" at <use>',
    '<use xlink:href="data:image/svg+xml,%3Csvg/%3E#a"/>': 'href="data:image/svg+xml,%3Csvg/%3E#a" at <use>',
    '<use href="//a.se/#b"/>': 'href="//a.se/#b" at <use>',
    '<g xml:base="https://a.se/"/>': 'base="https://a.se/" at <g>',
    '<rect fill="url(https://a.se/a.svg#b)"/>': 'fill="url(https://a.se/a.svg#b)" at <rect>',
    "<rect style=\"fill: URL(  '//a.se' )\"/>": "style=\"fill: URL(  '//a.se' )\" at <rect>",
    '<rect style="fill:u\\72l(//a.se)"/>': 'style="fill:u\\72l(//a.se)" at <rect>',
    '<rect style="mask-image: image-set(&quot;//a.se&quot; 1x)"/>': 'style="mask-image: image-set("//a.se" 1x)" at <rect>',
    "<style>@import '//a.se/a.css';</style>": "an address or an import in <style>",
    "<style>.a { content: '/*'; } @import '//a.se'; /* */</style>": "an address or an import in <style>",
    "<style><g/>@import '//a.se';</style>": "<g>",
    "<style>.a{fill:url(#a)}.b{fill:url(//a.se)}</style>": "an address or an import in <style>",
    "<style>@font-face { src: url(data:font/woff2;base64,AAAA) }</style>": "an address or an import in <style>",
    '<?xml-stylesheet href="//a.se/a.css"?>': "the instruction <?xml-stylesheet?>",
    "<g>" * 60 + "</g>" * 60: "elements 60 deep",
    "<g/>" * 20_000: "more than 20000 elements",
    '<g id="a"><use href="#a"/></g>': '"#a", which refers to itself,',
    '<g id="a"><use href="#b"/></g><g id="b"><g><use href="#a"/></g></g>': '"#b", which refers to itself,',
    '<pattern id="a"><rect fill="url(#a)"/></pattern>': '"#a", which refers to itself,',
}


@pytest.mark.parametrize("inside", UNSAFE, ids=lambda inside: str(inside)[:50])
def test_what_could_run_or_fetch_or_explode_is_refused_by_name(inside: str) -> None:
    assert refused(inside) == UNSAFE[inside]


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
    ],
)
def test_a_doctype_is_refused_whatever_it_declares(before: str) -> None:
    drawing = drawing_of(f"\n{before}{SVG.format('&a;')}".encode())

    assert (drawing.fault, drawing.found, drawing.line) == ("unsafe", "a DOCTYPE", 2)


def test_another_first_element_is_refused() -> None:
    assert drawing_of(b"<html><svg/></html>") == Drawing(fault="unsafe", found="<html> where <svg> belongs", line=1)
    assert drawing_of(b"<svg/>").found == "<svg> where <svg> belongs"


def test_references_that_unfold_without_end_are_refused_at_once() -> None:
    floors = "".join(f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, 12))
    began = time.perf_counter()

    assert refused(f'<g id="a0"><path/></g>{floors}') == "references that unfold to more than 40000 elements"
    assert time.perf_counter() - began < 1


# ---------------------------------------------------------------- its size


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('viewBox="0 0 60 40"', (60, 40)),
        ('viewBox="-5,-5,60.4,39.6"', (60, 40)),
        ('width="600" height="400"', (600, 400)),
        ('width="600px" viewBox="0 0 60 40"', (600, 400)),
        ('height="20" viewBox="0 0 60 40"', (30, 20)),
        ('width="100%" height="100%" viewBox="0 0 60 40"', (60, 40)),
        ('width="210mm" height="297mm"', (794, 1123)),
    ],
)
def test_its_size_is_as_written_or_that_of_its_view_box(root: str, size: tuple[int, int]) -> None:
    assert drawing_of(f'<svg xmlns="http://www.w3.org/2000/svg" {root}/>'.encode()) == Drawing(*size)


@pytest.mark.parametrize(
    "root", ["", 'width="60"', 'viewBox="0 0 0 40"', 'viewBox="0 0 1e999 40"', f'width="{"9" * 400}" height="1"']
)
def test_without_a_size_it_is_refused(root: str) -> None:
    assert drawing_of(f'<svg xmlns="http://www.w3.org/2000/svg" {root}/>'.encode()).fault == "no-size"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "no element found"),
        (b'<svg xmlns="http://www.w3.org/2000/svg">', "no element found"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" x="&nbsp;"/>', "undefined entity"),
        (b'<?xml version="1.0" encoding="klingon"?><svg/>', "an unknown encoding"),
        (b'<svg xmlns="http://www.w3.org/2000/svg">\xff</svg>', "not well-formed (invalid token)"),
        (b"<svg a='1' a='2'/>", "duplicate attribute"),
    ],
)
def test_what_is_no_xml_is_told_as_such(content: bytes, found: str) -> None:
    assert (drawing_of(content).fault, drawing_of(content).found) == ("broken", found)
