"""`import`: headings, lists, links, tables and notes are kept, words stay words, and hostile files are told and left alone."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape, unescape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import build
from press.editor import imports, pasted, webpage, word
from press.problems import ContentError, as_text
from press.source.markdown import body_of
from tests.editor import docx
from tests.editor.docx import a_document, link, note, paragraph, run, table
from tests.terminal import on_screen
from tests.tiny import TinySite

LETTER = a_document(
    paragraph("Byn som räknar", style="Rubrik"),
    paragraph("Det började med ", link("kommunens plan"), " och ", run("tre ", "<w:b/>"), "byar", note(), "."),
    paragraph("Så gjorde de", style="Rubrik1"),
    paragraph("Frågade", item=(1, 0)),
    paragraph("på torget", item=(1, 1)),
    paragraph("Räknade", item=(1, 0)),
    paragraph("Först", item=(2, 0)),
    paragraph("Sedan", item=(2, 0)),
    paragraph("Djupt ner", style="Rubrik4"),
    table(("Område", "Byar"), ("Norr | söder", "54"), ("Väster", "")),
    "<w:p>" + docx.PICTURE.format("embed", "i") + "</w:p>",
    paragraph("Rubrik igen", style="Rubrik2"),
    paragraph("1998. Det stod * i [boken] {.a} att a_b < c."),
)
AS_MARKDOWN = """\
Det började med [kommunens plan](https://www.ostersund.se/lit%28by%29?a=1&b=2) och **tre** byar[^1].

## Så gjorde de

- Frågade
  - på torget
- Räknade

1. Först
2. Sedan

### Djupt ner

| Område | Byar |
| --- | --- |
| Norr \\| söder | 54 |
| Väster |  |

### Rubrik igen

1998\\. Det stod \\* i \\[boken\\] \\{.a} att a_b \\< c.

[^1]: SCB, 2020.
"""


def imported(site: TinySite, *arguments: str) -> int:
    try:
        return build.main(["--project", str(site.folder), "import", *arguments])
    except SystemExit as end:
        return int(end.code or 0)


def codes_of(content: bytes, path: str = "brev.docx") -> list[str]:
    try:
        imports.article_of(content, path)
    except ContentError as fault:
        return [one.code for one in fault.problems]
    return []


# ---------------------------------------------------------------- what is kept


def test_a_word_document_keeps_headings_lists_links_tables_and_notes() -> None:
    found = imports.article_of(LETTER, "brev.docx")

    assert found.title == "Byn som räknar"
    assert found.body == AS_MARKDOWN
    assert (found.headings, found.lists, found.tables, found.links, found.pictures) == (3, 3, 1, 1, 1)


def test_an_import_is_an_article_that_builds_when_its_front_matter_is_filled_in(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    file = site.put("brev.docx", LETTER)
    filled = ("--municipality", "Lund", "--tool", "dialog", "--dimension", "social", "--name", "hel")

    assert imported(site, str(file)) == 0
    empty = capsys.readouterr().out
    assert imported(site, str(file), *filled) == 0
    whole = capsys.readouterr().out
    before = [as_text(one) for one in site.build().problems]
    site.remove("content/articles/byn-som-raknar.md")

    assert empty == (
        "Wrote content/articles/byn-som-raknar.md: 3 headings, 3 lists, 1 table, 1 link.\n"
        "  1 picture left out: put them in content/images/, and write ![what it shows](../images/name.jpg)\n"
        "  Fill in municipality, tool, dimensions: nothing is built before that.\n"
    )
    assert whole.splitlines()[0] == "Wrote content/articles/hel.md: 3 headings, 3 lists, 1 table, 1 link."
    assert "Fill in" not in whole
    assert [re.sub(r"\n.*", "", one) for one in before] == [
        "content/articles/byn-som-raknar.md:4: the article names no municipality",
        'content/articles/byn-som-raknar.md:5: "tool" is missing',
        'content/articles/byn-som-raknar.md:6: "dimensions" is missing',
    ]
    assert site.build().problems == ()


PAGE = """<!DOCTYPE html><html><head><title>Sidan - Kommunen</title><meta charset=iso-8859-1><style>p{color:red}</style></head>
<body><nav><a href="/">Start</a></nav><!-- [if mso]>dold<![endif] --><main><h1>Byn</h1>
<p style="x" onclick="y">En&nbsp;text<br>på två rader, <a href="/om">lokal</a>, <a href="javascript:alert(1)">ond</a>,
<a href="https://example.org/a b(c)">god</a> och <a href="#a">inom</a>.<p hidden>Dolt</p>
<h4>Hoppar</h4><ul><li>Ett<li>Två<ol start=3><li>Tre</ol></ul><h2>Sedan</h2>
<table><caption>Byar</caption><tr><th rowspan=2>A<th colspan=2>B<tr><td>1<td><ul><li>x<li>y</ul><tr><td>2</table>
<blockquote>Citat</blockquote><dl><dt>Ord<dd>Betyder</dl><p>10 m<sup>2</sup>, CO<sub>2</sub>, <del>struket</del>
<img src=a.png alt=b><script>alert(1)</script><form><input value=x></form><pre>kod
  `med` rader</pre></main><footer>Fot</footer></body></html>"""


def test_a_web_page_keeps_its_text_alone() -> None:
    found = imports.article_of(PAGE.encode("iso-8859-1"), "sida.html")

    assert (found.title, found.pictures, found.lost_links) == ("Byn", 1, 2)
    assert (
        found.body
        == """\
En\N{NO-BREAK SPACE}text\\
på två rader, lokal, ond, [god](https://example.org/a%20b%28c%29) och inom.

## Hoppar

- Ett
- Två
  3. Tre

## Sedan

Byar

| A | B |  |
| --- | --- | --- |
|  | 1 | - x - y |
| 2 |  |  |

> Citat

Ord
:   Betyder

10 m², CO2,

```
kod
  `med` rader
```
"""
    )


PASTED = """Skolan frågar byn

Det här är ett brev som är skrivet i ett program
som bryter raderna. Se https://example.org/a_b.

Vad vi gjorde
• Frågade
•\tRäknade
1) Först
2) Sedan

Område\tByar
Norr\t54
Söder

Vad det gav

- 5 grader * och # blev det.
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_pasted_text_shows_its_headings_lists_and_tables(encoding: str) -> None:
    found = imports.article_of(PASTED.encode(encoding), "brev.txt")

    assert found.title == "Skolan frågar byn"
    assert (
        found.body
        == """\
Det här är ett brev som är skrivet i ett program
som bryter raderna. Se <https://example.org/a_b>.

## Vad vi gjorde

- Frågade
- Räknade

1. Först
2. Sedan

| Område | Byar |
|---|---|
| Norr | 54 |
| Söder |  |

## Vad det gav

- 5 grader \\* och # blev det.
"""
    )


def test_lines_as_long_as_paragraphs_are_paragraphs() -> None:
    first, second = "Ord och ord. " * 10, "Fler ord, som följer. " * 6

    assert imports.article_of(f"{first}\n{second}\n".encode(), "a.txt").body == f"{first.strip()}\n\n{second.strip()}\n"


def test_markdown_is_left_as_it_is_but_for_its_title_and_levels() -> None:
    text = "---\na: b\n---\n# Titeln\n\nText med *vikt*.\n\n#### Djupt\n\n```\n# kod\n```\n\n## Sedan ##\n"

    found = imports.article_of(text.encode(), "a.md")

    assert found.title == "Titeln"
    assert found.body == "Text med *vikt*.\n\n## Djupt\n\n```\n# kod\n```\n\n## Sedan\n"


def test_what_is_pasted_is_read_from_the_terminal(site: TinySite) -> None:
    screen = on_screen(["import", "-", "--name", "pastad"], folder=site.folder, typed="En rubrik\n\nOch en text.\n")

    assert screen.code == 0
    assert "Paste the text, and end with Ctrl-D on a line of its own." in screen.text
    text = (site.folder / "content/articles/pastad.md").read_text(encoding="utf-8")
    assert text.startswith("---\ntitle: En rubrik\nsummary: Ingressen är inte skriven än.\nmunicipality:  ")
    assert text.endswith("\n\nOch en text.\n")


def test_one_file_that_fails_does_not_stop_the_others_and_nothing_is_overwritten(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = site.put("a.txt", "En rubrik\n\nText.\n"), site.put("b.pdf", b"%PDF-1.7")

    assert imported(site, str(bad), str(good)) == 1
    assert imported(site, str(good)) == 1
    assert imported(site, str(good), "--name", "../../ute") == 1
    assert imported(site, "finns-inte.txt") == 2

    told = capsys.readouterr()
    assert "this is a PDF, and text, HTML and Word documents (.docx) can be imported" in told.err
    assert "content/articles/en-rubrik.md: there is a file of this name already, and it stays as it was" in told.err
    assert 'there is no file "finns-inte.txt"' in told.err
    assert told.out.count("Wrote ") == 1
    assert not (site.folder.parent / "ute.md").exists()


@pytest.mark.parametrize(
    ("name", "title"), [("utkast_om-lit.txt", "Utkast om lit"), ("C:\\Mina\\brev.txt", "Brev"), ("-", "Ny text")]
)
def test_a_text_without_a_title_gets_its_files_name(name: str, title: str) -> None:
    assert imports.article_of(b"en text utan rubrik.\n", name).title == title


# ---------------------------------------------------------------- words stay words


WORDS = st.text(st.sampled_from("ab åö19*_[]{}()<>&;:#+-=~`|\\!^.\"'$@/?\t"), min_size=1, max_size=30)


def shown(markdown: str) -> str:
    """The words of a text as readers see them."""
    problems: list[object] = []
    body = body_of(markdown, "content/articles/a.md", 1, problems)  # type: ignore[arg-type]
    # What looks like a note is told, even when it is escaped: pasted text loses its notes that way.
    assert [one for one in problems if getattr(one, "code", "") != "note-missing"] == []
    return unescape(re.sub(r"<[^>]+>", "", str(body.html)))


def squeezed(text: str) -> str:
    """Without what typography changes: quotes, and blanks."""
    return re.sub(r"[\s\"'”’]+", "", text)


@given(words=st.lists(WORDS, min_size=1, max_size=4), around=st.sampled_from(["p", "li", "td", "h2", "blockquote", "em"]))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_no_sign_of_a_page_becomes_markdown(words: list[str], around: str) -> None:
    inside = "<br>".join(escape(word) for word in words)
    wrap = {"li": "<ul><li>{}</li></ul>", "td": "<table><tr><td>a</td><td>{}</td></tr></table>", "em": "<p>x <em>{}</em> y</p>"}
    html = "<p>Först.</p>" + wrap.get(around, f"<{around}>{{}}</{around}>").format(inside) + "<p>Sist.</p>"

    found = webpage.markdown_of(html, "a.html").markdown

    expected = {"td": "a", "em": "x"}.get(around, "") + "".join(words) + ("y" if around == "em" else "")
    assert squeezed(shown(found)) == squeezed(f"Först.{expected}Sist.")


@given(text=st.text(st.sampled_from("ab å9*_[]{}()<>&;:#+-=~`|\\!^.\n\t"), max_size=60))
def test_pasted_text_of_any_signs_gives_a_text_without_faults(text: str) -> None:
    body = pasted.markdown_of(f"ord {text} ord").markdown
    if "::: " not in text and "](" not in text and not re.search(r"^#", text, re.MULTILINE):
        assert re.sub(r"[\W_]", "", shown(body)) == re.sub(r"[\W_]", "", f"ord {text} ord")


# ---------------------------------------------------------------- hostile files


BOMB = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def with_part(name: str, content: str | bytes) -> bytes:
    return docx.zipped(docx.parts_of(docx.document(paragraph("Text"))) | {name: content})


def lying() -> bytes:
    """A part that says it is small and unpacks to more."""
    made = bytearray(with_part("word/styles.xml", "<a>" + " " * 200_000 + "</a>"))
    with zipfile.ZipFile(io.BytesIO(bytes(made))) as file:
        size = file.getinfo("word/styles.xml").file_size
    return bytes(made).replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))


def twice() -> bytes:
    out = io.BytesIO(with_part("a.xml", "<a/>"))
    with zipfile.ZipFile(out, "a") as file, pytest.warns(UserWarning, match="Duplicate name"):
        file.writestr("word/document.xml", docx.document(paragraph("En annan")))
    return out.getvalue()


def locked() -> bytes:
    made = bytearray(a_document(paragraph("Text")))
    place = made.find(b"PK\x01\x02") + 8
    made[place] |= 1
    return bytes(made)


HOSTILE: dict[str, tuple[bytes, str]] = {
    "an entity that grows": (with_part("word/document.xml", BOMB + docx.document(paragraph("x"))[38:]), "import-unsafe"),
    "an entity from the disk": (with_part("word/styles.xml", OUTSIDE + "<a>&x;</a>"), "import-unsafe"),
    "a part of many megabytes": (with_part("word/styles.xml", "<a>" + " " * 11_000_000 + "</a>"), "import-unsafe"),
    "pictures of a hundred megabytes": (with_part("word/media/a.png", b"\0" * 101_000_000), "import-unsafe"),
    "thousands of parts": (
        docx.zipped(docx.parts_of(docx.document()) | {f"word/{n}.xml": "" for n in range(word.MOST_PARTS)}), "import-unsafe",
    ),
    "a part that lies about its size": (lying(), "import-broken"),
    "two parts of one name": (twice(), "import-unsafe"),
    "a locked document": (locked(), "import-locked"),
    "elements nested without end": (
        with_part("word/document.xml", docx.document("<w:p>" + "<w:ins>" * 3000 + "</w:ins>" * 3000 + "</w:p>")), "import-unsafe",
    ),
    "a document cut short": (a_document(paragraph("Text"))[:-300], "import-broken"),
    "no XML": (with_part("word/document.xml", "<w:document"), "import-broken"),
    "a zip of something else": (docx.zipped({"a.txt": "x"}), "import-kind"),
    "an empty document": (a_document(), "import-empty"),
    "a document of an old Word": (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "import-kind"),
    "an RTF document": (b"{\\rtf1 hej}", "import-kind"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_document_is_told_in_words(case: str) -> None:
    content, code = HOSTILE[case]

    assert codes_of(content) == [code]


PAGES: dict[str, tuple[bytes, list[str]]] = {
    "nested without end": (b"<div>" * 20_000 + b"x", ["import-unsafe"]),
    "emphasis without end": (b"<p>" + b"<b>" * 20_000 + b"x", ["import-unsafe"]),
    "a hundred thousand elements": (b"<p>x</p>" * 100_000, ["import-unsafe"]),
    "six megabytes": (b"<p>" + b"x" * 6_000_000, ["import-heavy"]),
    "a table that spans without end": (b"<table><tr><td colspan=9999 rowspan=9999>x<td>y</table>", []),
    "a list of twenty thousand": (b"<ul>" + b"<li>x" * 20_000 + b"</ul>", []),
    "nothing but scripts": (b"<html><script>x</script></html>", ["import-empty"]),
    "an entity of its own": (b'<!DOCTYPE html [<!ENTITY a "x">]><p>&a;y</p>', []),
    "no page": (bytes(range(256)) * 50, ["import-kind"]),
}


@pytest.mark.parametrize("case", PAGES)
def test_a_hostile_page_is_told_in_words_or_harmless(case: str) -> None:
    content, codes = PAGES[case]

    assert codes_of(content, "sida.html" if case != "no page" else "a.txt") == codes


def test_nothing_outside_the_document_is_read(tmp_path: Path) -> None:
    """A picture that points to a file of the machine is left out, not opened."""
    found = imports.article_of(a_document(paragraph("Text"), "<w:p>" + docx.PICTURE.format("link", "out") + "</w:p>"), "a.docx")

    assert found.body == "Text\n"
    assert found.pictures == 1


def test_what_a_hostile_page_leaves_can_neither_run_nor_hide() -> None:
    html = (
        '<p>a<a href="java\tscript:alert(1)">b</a><a href="data:text/html,x">c</a><a href="HTTPS://e.org/)[x](javascript:y)">d</a>'
        "<svg onload=x><text>e</text></svg>\u202ef\u200b&lt;script&gt;g&lt;/script&gt;<iframe src=x></iframe></p>"
    )

    found = webpage.markdown_of(html, "a.html").markdown
    problems: list[object] = []
    body = body_of(found, "content/articles/a.md", 1, problems)  # type: ignore[arg-type]

    assert found == "abc[d](HTTPS://e.org/%29%5Bx%5D%28javascript:y%29)f\\<script>g\\</script>\n"
    assert problems == []
    assert "<script" not in str(body.html)
    assert [one.url for one in body.links] == ["HTTPS://e.org/%29%5Bx%5D%28javascript:y%29"]
