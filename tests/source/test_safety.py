"""Nothing that an editor writes becomes markup that runs: every page is parsed, and its elements and attributes counted."""

from __future__ import annotations

import json
import shutil
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from tests.source.test_faults import a_picture
from tests.tiny import ROOT, TinySite

EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'<style>*{}</style>"
ALLOWED_SCHEMES = ("https://", "http://", "mailto:", "tel:", "/", "#")


class _Page(HTMLParser):
    """What a browser would see of a page: its elements with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def of_ours(self) -> list[str]:
        """The scripts and styles, the handlers and addresses that could run something."""
        found = []
        for tag, attributes in self.elements:
            if tag in {"style", "iframe", "object", "embed", "form", "base"} and attributes.get("class") != "sok":
                found.append(tag)
            if tag == "script" and not attributes.get("src", "").startswith("/") and "json" not in attributes.get("type", ""):
                found.append(tag)
            for name, value in attributes.items():
                if name.startswith("on") or name == "style":
                    found.append(f"{tag} {name}={value}")
                if name in {"href", "src", "action", "srcset"} and not value.startswith(ALLOWED_SCHEMES):
                    found.append(f"{tag} {name}={value}")
        return found


def pages(site: TinySite) -> dict[str, str]:
    return {path: data.decode() for path, data in site.files().items() if path.endswith(".html")}


def running(site: TinySite) -> dict[str, list[str]]:
    """What could run, by page."""
    return {path: found for path, text in pages(site).items() if (found := _Page(text).of_ours())}


def article_page(site: TinySite) -> str:
    return pages(site)["site/artiklar/lit/index.html"]


BODIES = {
    "an element": "En <b onclick=alert(1)>text</b>.",
    "a script": "<script>alert(1)</script>",
    "a script in a line": "Ord <script>alert(1)</script> ord.",
    "a style": "<style>body { display: none }</style>",
    "a frame": "<iframe src='https://evil.se/'></iframe>",
    "an element in a heading": f"## Steg {EVIL}",
    "an element in code": f"`{EVIL}`\n\n    {EVIL}\n\n```{EVIL}\n{EVIL}\n```",
    "an element in a table": f"| a | b |\n|:-:|---|\n| {EVIL} | x |",
    "an element in a note": f"Ord[^1].\n\n[^1]: {EVIL}",
    "an element in a definition": f"Ord {EVIL}\n: {EVIL}",
    "an element in a box's title": f"::: faktaruta {EVIL}\nFakta.\n:::",
    "an element as the speaker of a quote": f"::: citat {EVIL}\nSå.\n:::",
    "an element in the words of a share": f"::: andel 2 av 3 | {EVIL}\nOrd.\n:::",
    "an element in alt and caption": '![En <b>"bild"</b> ><script>](../images/lit.png "En <script>alert(1)</script> \'text\'")',
    "an element in a link's title": "[Lit](https://lit.se/ \"x' onclick='alert(1)' <script>\")",
    "an attribute": '[Lit](https://lit.se/){style="color:red" onclick="alert(1)" href="javascript:alert(1)" .stor}',
    "an attribute of a block": '{style="color:red" onmouseover="alert(1)" #eget}\nEn text.',
    "an attribute that ends early": "[ord]{lang='sv\"><script>alert(1)</script>'}",
    "an address that ends early": '<https://lit.se/"onmouseover="alert(1)>',
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script>",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_nothing_in_a_body_runs(site: TinySite, body: str) -> None:
    site.put("content/images/lit.png", a_picture())
    site.article("lit", body=body)

    assert site.build().problems == ()

    assert running(site) == {}


SCRIPTS = (
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "&#106;avascript:alert(1)",
    "file:///x",
)
FORMS = {"a link": "[Klicka]({})", "a reference": "[Klicka][r]\n\n[r]: {}", "an autolink": "<{}>", "a picture": "![Bild]({})"}


@pytest.mark.parametrize("address", SCRIPTS)
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_an_address_that_would_run_something_stops_the_build_or_is_plain_text(site: TinySite, form: str, address: str) -> None:
    site.article("lit", body=form.format(address))

    outcome = site.build()

    if outcome.is_published:
        assert running(site) == {}
        assert "<a " not in article_page(site)
    else:
        assert {found.code for found in outcome.problems} <= {"link-not-to-file", "link-not-to-text", "picture-outside"}


def test_what_is_left_of_an_attribute_is_its_class_its_name_and_its_language(site: TinySite) -> None:
    site.article("lit", body='[Lit](https://lit.se/){style="color:red" onclick="alert(1)" target="x" .stor #eget lang=en}')

    site.build()

    assert '<a href="https://lit.se/" id="eget" lang="en" class="stor">Lit</a>' in article_page(site)


@pytest.mark.parametrize("layouts", ["of the test", "of the project"])
def test_nothing_in_front_matter_runs(site: TinySite, layouts: str) -> None:
    if layouts == "of the project":
        shutil.rmtree(site.folder / "layouts")
        shutil.copytree(ROOT / "layouts", site.folder / "layouts")
    site.put("content/images/lit.png", a_picture())
    site.write("tools/budget.md", title=f"B{EVIL}", name=EVIL, summary=EVIL, strengths=[EVIL], weaknesses=[EVIL], sources=[EVIL])
    site.write("dimensions/social.md", title=f"S{EVIL}", summary=EVIL, sources=[EVIL])
    site.write("pages/om.md", title=f"O{EVIL}", summary=EVIL, nav="<script>alert(1)</script>")
    words = _yaml_quoted(EVIL)
    site.put(
        "content/articles/lit.md",
        f"---\ntitle: {words}\nsummary: {words}\nmunicipality: Lund\ntool: [dialog, budget]\ndimensions: social\n"
        f"place: {words}\nbyline: {words}\nsources:\n  - title: {words}\n    url: https://lit.se/?a=1&b=c\n"
        f"image:\n  file: lit.png\n  alt: {words}\n  caption: {words}\n  credit: {words}\n---\n\n## {EVIL}\n\nEn text.\n",
    )
    site.put("site.yaml", _settings())

    outcome = site.build()

    assert [found for found in outcome.problems if not found.is_warning] == []
    assert running(site) == {}
    assert EVIL not in "".join(pages(site).values())


def test_feeds_and_data_stay_what_they_are(site: TinySite) -> None:
    shutil.rmtree(site.folder / "layouts")
    shutil.copytree(ROOT / "layouts", site.folder / "layouts")
    site.article("lit", title=f"Lit {EVIL} ]]>", summary=EVIL, body=f"{EVIL} ]]> &amp; [x](https://lit.se/?a=1&b=2)")

    site.build()

    files = site.files()
    for path in files:
        if path.endswith(".xml"):
            ElementTree.fromstring(files[path])
    rows = json.loads(files["site/data/artiklar.json"])
    assert EVIL in json.dumps(rows, ensure_ascii=False).replace('\\"', '"')


def _settings() -> str:
    words = _yaml_quoted(EVIL)
    return (
        f"title: {words}\ntagline: {words}\naddress: https://example.org/\nlicence: {words}\n"
        f"publisher:\n  name: {words}\n  email: a@b.se\n  post: {words}\n"
        f"edition:\n  number: 1\n  date: 2026-11-24\n  printer: {words}\n  place: {words}\n  isbn: {words}\n"
    )


def _yaml_quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
