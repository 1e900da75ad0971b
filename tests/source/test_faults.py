"""What an editor sees when something is wrong: the whole text, word for word, with the file and the line."""

from __future__ import annotations

import io
from datetime import date

import pytest
from PIL import Image

from press.problems import as_text
from tests.tiny import TinySite

ARTICLE = "content/articles/lit.md"
FRONT = {
    "title": "Lit",
    "summary": "Om Lit.",
    "municipality": "Lund",
    "tool": "dialog",
    "dimensions": "social",
}
LONG = "a" * 300


def told(site: TinySite) -> str:
    """All that a build says is wrong, as the terminal shows it."""
    return "\n".join(as_text(found) for found in site.build().problems)


def an_article(*, without: str = "", more: str = "", body: str = "En text.", **lines: str) -> str:
    """An article's file. A keyword is what stands after its key, as it stands; keys that are not known come last."""
    front = {key: words for key, words in (FRONT | lines).items() if key != without}
    return "---\n" + "".join(f"{key}: {words}\n" for key, words in front.items()) + more + f"---\n\n{body}\n"


def a_picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (20, 10)).save(file, "PNG")
    return file.getvalue()


# ---------------------------------------------------------------- front matter

FRONT_MATTER = {
    "an unknown municipality": (
        an_article(municipality="Lundd"),
        'content/articles/lit.md:4: "Lundd" is not a municipality in the register\n    hint: did you mean "Lund"?',
    ),
    "an unknown code of a municipality": (
        an_article(municipality="9999"),
        'content/articles/lit.md:4: "9999" is not a municipality in the register',
    ),
    "an unknown municipality in a list, on its own line": (
        an_article(municipality="\n  - Lund\n  - Umea"),
        'content/articles/lit.md:6: "Umea" is not a municipality in the register\n    hint: did you mean "Umeå"?',
    ),
    "a municipality twice": (
        an_article(municipality="[Lund, 1281]"),
        'content/articles/lit.md:4: "Lund" stands twice',
    ),
    "no municipality": (
        an_article(without="municipality"),
        "content/articles/lit.md:2: the article names no municipality\n"
        "    hint: add municipality: with a name or a code, or reach: nationell",
    ),
    "an empty list of municipalities": (
        an_article(municipality="[]"),
        "content/articles/lit.md:4: the article names no municipality\n"
        "    hint: add municipality: with a name or a code, or reach: nationell",
    ),
    "an empty item of a list": (
        an_article(tool="\n  - dialog\n  -"),
        'content/articles/lit.md:7: "tool" should be text or a list of texts, but is empty',
    ),
    "an unknown tool": (
        an_article(tool="dialogg"),
        'content/articles/lit.md:5: "dialogg" is not a tool in content/tools/\n    hint: did you mean "dialog"?',
    ),
    "a tool twice": (
        an_article(tool="[dialog, dialog]"),
        'content/articles/lit.md:5: "dialog" stands twice',
    ),
    "an unknown dimension": (
        an_article(dimensions="socal"),
        'content/articles/lit.md:6: "socal" is not a dimension, which is one of: ekonomisk, social, miljömässig\n'
        '    hint: did you mean "social"?',
    ),
    "an unknown key": (
        an_article(sumary="Om."),
        'content/articles/lit.md:7: "sumary" is no key that is known here\n    hint: did you mean "summary"?',
    ),
    "an unknown county": (
        an_article(county="Skånee"),
        'content/articles/lit.md:7: "Skånee" is not a county in the register\n    hint: did you mean "Skåne län"?',
    ),
    "an unknown country": (
        an_article(countries="[SE, XX]"),
        'content/articles/lit.md:7: "XX" is not a country here, which is one of: SE, NO, DK, FI, IS, AX, FO, GL, EE, LV, LT',
    ),
    "an unknown reach": (
        an_article(reach="nationel"),
        'content/articles/lit.md:7: "nationel" can\'t be the value of "reach", which is one of: '
        'lokal, regional, nationell, nordisk\n    hint: did you mean "nationell"?',
    ),
    "an unknown related article": (
        an_article(related="[malmoo]"),
        'content/articles/lit.md:7: "malmoo" is not an article\n    hint: did you mean "malmo"?',
    ),
    "no title": (
        an_article(without="title"),
        'content/articles/lit.md:2: "title" is missing\n    hint: add a line: title: ...',
    ),
    "no summary": (
        an_article(without="summary"),
        'content/articles/lit.md:2: "summary" is missing\n    hint: add a line: summary: ...',
    ),
    "a summary without words": (
        an_article(summary=""),
        'content/articles/lit.md:3: "summary" is missing\n    hint: add a line: summary: ...',
    ),
    "no tool": (
        an_article(without="tool"),
        'content/articles/lit.md:2: "tool" is missing\n    hint: add a line: tool: ...',
    ),
    "an empty list of tools": (
        an_article(tool="[]"),
        'content/articles/lit.md:5: "tool" is missing\n    hint: add a line: tool: ...',
    ),
    "no dimensions": (
        an_article(without="dimensions"),
        'content/articles/lit.md:2: "dimensions" is missing\n    hint: add a line: dimensions: ...',
    ),
    "a title that is too long": (
        an_article(title="L" * 121),
        'content/articles/lit.md:2: "title" is 121 characters long, and at most 120 fit\n    hint: shorten it',
    ),
    "a list where a text should be": (
        an_article(title="[Lit, by]"),
        'content/articles/lit.md:2: "title" should be text, but is a list',
    ),
    "a group of keys where a list should be": (
        an_article(tool="{dialog: ja}"),
        'content/articles/lit.md:5: "tool" should be text or a list of texts, but is a group of keys',
    ),
    "a text where a group of keys should be": (
        an_article(image="lit.png"),
        'content/articles/lit.md:7: "image" should be a group of keys, but is text',
    ),
    "a date that is none": (
        an_article(published="2026-02-30"),
        'content/articles/lit.md:7: "published" is no date: "2026-02-30"\n    hint: write year-month-day: 2026-11-24',
    ),
    "a flag that is none": (
        an_article(draft="ja"),
        'content/articles/lit.md:7: "draft" is neither true nor false: "ja"\n    hint: write true or false',
    ),
    "a number that is none": (
        an_article(booklet_order="sist"),
        'content/articles/lit.md:7: "booklet_order" is no whole number from -10000 to 10000: "sist"',
    ),
    "updated before published": (
        an_article(published="2026-02-02", updated="2026-02-01"),
        'content/articles/lit.md:8: "updated" (2026-02-01) is before "published" (2026-02-02)',
    ),
    "an old address in a wrong form": (
        an_article(aliases="\n  - /gammal/\n  - gammal"),
        'content/articles/lit.md:9: "gammal" can\'t be an old address\n'
        "    hint: write it from the root, with a-z, 0-9 and hyphens: /exempel/lit/",
    ),
    "a source without title and url": (
        an_article(sources="\n  - title:\n    url:"),
        "content/articles/lit.md:8: a source needs a title or a url",
    ),
    "a source with a bad url": (
        an_article(sources="\n  - title: Kommunen\n    url: www.lit.se"),
        'content/articles/lit.md:9: "www.lit.se" is no web address\n    hint: begin it with https://',
    ),
    "a source with a url that cannot be parsed": (
        an_article(sources="\n  - title: Kommunen\n    url: https://[lit"),
        'content/articles/lit.md:9: "https://[lit" is no web address\n    hint: begin it with https://',
    ),
    "a picture without a file": (
        an_article(image="\n  alt: Ett torg"),
        'content/articles/lit.md:8: "file" is missing\n    hint: add a line: file: ...',
    ),
    "a picture without alt": (
        an_article(image="\n  file: lit.png"),
        'content/articles/lit.md:8: the picture "lit.png" has no text for those who do not see it\n'
        "    hint: describe in alt what it shows",
    ),
    "a picture that is not there": (
        an_article(image="\n  file: lot.png\n  alt: Ett torg"),
        'content/articles/lit.md:8: there is no picture "lot.png" in content/images/\n    hint: did you mean "lit.png"?',
    ),
    "a picture outside its folder": (
        an_article(image="\n  file: images/../../site.png\n  alt: Ett torg"),
        'content/articles/lit.md:8: "images/../../site.png" is not a picture in content/images/\n'
        "    hint: put the file there and write ../images/name.jpg",
    ),
}


@pytest.mark.parametrize(("text", "expected"), FRONT_MATTER.values(), ids=FRONT_MATTER)
def test_a_fault_of_the_front_matter_is_told_word_for_word(site: TinySite, text: str, expected: str) -> None:
    site.article("malmo", municipality="Malmö")
    site.put("content/images/lit.png", a_picture())
    site.put(ARTICLE, text)

    assert told(site) == expected


# ---------------------------------------------------------------- YAML

YAML = {
    "a colon in a value": (
        an_article(summary="Lit: en by"),
        "content/articles/lit.md:3: there is a colon inside this value, or the line is indented too far\n"
        '    hint: put quotes around the value: title: "Lit: en by"',
    ),
    "a line that is indented": (
        an_article().replace("tool:", " tool:"),
        "content/articles/lit.md:5: there is a colon inside this value, or the line is indented too far\n"
        '    hint: put quotes around the value: title: "Lit: en by"',
    ),
    "a tab before a key": (
        an_article().replace("tool:", "\ttool:"),
        "content/articles/lit.md:5: there is a tab here, and YAML wants spaces\n    hint: replace the tab by two spaces",
    ),
    "a tab before an item": (
        an_article(municipality="\n\t- Lund"),
        "content/articles/lit.md:5: there is a tab here, and YAML wants spaces\n    hint: replace the tab by two spaces",
    ),
    "a quote that is not closed, on the line where it begins": (
        an_article(summary='"Om Lit'),
        "content/articles/lit.md:3: the keys can't be read: found unexpected end of stream\n"
        "    hint: put quotes around a value with : # ' or \" in it",
    ),
    "a bracket that is not closed, on the line where it begins": (
        an_article(municipality="[Lund"),
        "content/articles/lit.md:4: the keys can't be read: did not find expected ',' or ']'\n"
        "    hint: put quotes around a value with : # ' or \" in it",
    ),
    "words without a key": (
        an_article(title="Lit\nbara ord"),
        "content/articles/lit.md:3: the keys can't be read: could not find expected ':'\n"
        "    hint: put quotes around a value with : # ' or \" in it",
    ),
    "a value that begins with a sign of YAML": (
        an_article(summary="@lit"),
        "content/articles/lit.md:3: the keys can't be read: found character that cannot start any token\n"
        "    hint: put quotes around a value with : # ' or \" in it",
    ),
    "a key twice": (
        an_article(more="title: Igen\n"),
        'content/articles/lit.md:7: "title" stands twice; the first is on line 2\n    hint: keep one of them',
    ),
    "a key that is a list": (
        an_article(more="? [a]\n: b\n"),
        "content/articles/lit.md:7: a key must be plain text",
    ),
    "a second document": (
        an_article(more="--- # till\n"),
        "content/articles/lit.md:7: a second YAML document begins here\n    hint: remove the line of three hyphens",
    ),
    "a tag": (
        an_article(summary='!!python/object/apply:os.system ["ls"]'),
        'content/articles/lit.md:3: the tag "tag:yaml.org,2002:python/object/apply:os.system" is not allowed here\n'
        "    hint: remove it; texts, dates and numbers need none",
    ),
    "an alias bomb, at its first anchor": (
        an_article(more="a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"),
        'content/articles/lit.md:7: the anchor or alias "a" is not allowed here\n    hint: write the value out',
    ),
    "an alias": (
        an_article(summary="*a"),
        'content/articles/lit.md:3: the anchor or alias "a" is not allowed here\n    hint: write the value out',
    ),
    "deep nesting": (
        an_article(municipality="[" * 5000 + "]" * 5000),
        "content/articles/lit.md:4: the lists are nested too deep here\n    hint: a value is a text, a list, or a group of keys",
    ),
    "a control character by an escape": (
        an_article(summary=r'"\e[31m"'),
        "content/articles/lit.md:3: U+001B is a control character and can't be printed\n"
        "    hint: delete it; it often comes with pasted text",
    ),
    "front matter that is a list": (
        "---\n- Lit\n- Lund\n---\n",
        "content/articles/lit.md:2: this is no list of keys\n    hint: write each line as key: value",
    ),
}


@pytest.mark.parametrize(("text", "expected"), YAML.values(), ids=YAML)
def test_a_fault_of_yaml_is_told_word_for_word(site: TinySite, text: str, expected: str) -> None:
    site.put(ARTICLE, text)

    assert told(site) == expected


# ---------------------------------------------------------------- files

FILES = {
    "no front matter": (
        "\n\nEn text.\n",
        "content/articles/lit.md:3: the text has no front matter\n"
        "    hint: begin the file with a line of three hyphens, then title: and the other keys, then three hyphens again",
    ),
    "a closing fence that is missing": (
        "---\ntitle: Lit\n\nEn text.\n",
        "content/articles/lit.md:1: the front matter is not closed\n    hint: put a line of three hyphens after its last key",
    ),
    "an empty file": (
        "",
        "content/articles/lit.md: the file is empty\n    hint: write front matter and a text, or remove the file",
    ),
    "a file of blank lines": (
        " \n\n",
        "content/articles/lit.md: the file is empty\n    hint: write front matter and a text, or remove the file",
    ),
    "a file of 5 MB": (
        an_article(body="x" * 5_000_000),
        "content/articles/lit.md: the file is 5.0 MB, and a text is at most 1 MB\n"
        "    hint: move pictures to content/images/, or split the text",
    ),
    "a file that is not UTF-8": (
        an_article(body="En smörgås.").encode("latin-1"),
        "content/articles/lit.md:9: the file is not UTF-8: byte 0xF6 is no letter there\n"
        "    hint: save it as UTF-8 in your editor program",
    ),
    "a file that is not UTF-8 below a byte order mark": (
        b"\xef\xbb\xbf" + an_article(body="En smörgås.").encode("latin-1"),
        "content/articles/lit.md:9: the file is not UTF-8: byte 0xF6 is no letter there\n"
        "    hint: save it as UTF-8 in your editor program",
    ),
    "a control character": (
        an_article(body="En\x00 text."),
        "content/articles/lit.md:9: U+0000 is a control character and can't be printed\n"
        "    hint: delete it; it often comes with pasted text",
    ),
}


@pytest.mark.parametrize(("text", "expected"), FILES.values(), ids=FILES)
def test_a_fault_of_the_file_is_told_word_for_word(site: TinySite, text: str | bytes, expected: str) -> None:
    site.put(ARTICLE, text)

    assert told(site) == expected


NAMES = {
    "Åre by.md": 'content/articles/Åre by.md: "Åre by.md" can\'t be an address: only a-z, 0-9 and single hyphens, then .md\n'
    '    hint: rename it to "are-by.md"',
    "lit.docx": 'content/articles/lit.docx: "lit.docx" can\'t be an address: only a-z, 0-9 and single hyphens, then .md',
    "§.md": 'content/articles/§.md: "§.md" can\'t be an address: only a-z, 0-9 and single hyphens, then .md',
    "a\nb.md": 'content/articles/a\\x0ab.md: "a\\x0ab.md" can\'t be an address: only a-z, 0-9 and single hyphens, then .md\n'
    '    hint: rename it to "a-b.md"',
}


@pytest.mark.parametrize(("name", "expected"), NAMES.items(), ids=["a letter", "an ending", "a sign", "a line end"])
def test_a_file_name_that_cannot_be_an_address_is_told(site: TinySite, name: str, expected: str) -> None:
    site.put(f"content/articles/{name}", an_article())

    assert told(site) == expected


def test_a_folder_with_the_name_of_a_text_is_told_without_a_better_name(site: TinySite) -> None:
    (site.folder / "content" / "articles" / "lit.md").mkdir(parents=True)

    assert told(site) == ('content/articles/lit.md: "lit.md" can\'t be an address: only a-z, 0-9 and single hyphens, then .md')


def test_a_file_that_an_editor_program_keeps_beside_is_no_text(site: TinySite) -> None:
    site.put("content/articles/.lit.md.swp", b"\xff\x00")
    site.put("content/articles/lit.md~", "En text.")

    assert told(site) == ""


# ---------------------------------------------------------------- the body

BODY = {
    "a link to a text that is not there": (
        "Se\n[Malmö](malm.md).",
        'content/articles/lit.md:10: the link leads to "articles/malm.md", which does not exist\n'
        '    hint: did you mean "articles/malmo.md"?',
    ),
    "a link out of content": (
        "[Läs](../../README.md)",
        'content/articles/lit.md:9: the link leads to "../README.md", which does not exist',
    ),
    "a link in a table, on its row": (
        "| a | b |\n|---|---|\n| x | [y](../tools/dialogg.md) |",
        'content/articles/lit.md:11: the link leads to "tools/dialogg.md", which does not exist\n'
        '    hint: did you mean "tools/dialog.md"?',
    ),
    "a link in a note, on its line": (
        "Ord[^a].\n\n[^a]: Se\n    [x](malm.md).",
        'content/articles/lit.md:12: the link leads to "articles/malm.md", which does not exist\n'
        '    hint: did you mean "articles/malmo.md"?',
    ),
    "a link to a heading that is not there": (
        "Se [Malmö](malmo.md#stegg).",
        'content/articles/lit.md:9: there is no heading "stegg" in content/articles/malmo.md\n    hint: did you mean "steg"?',
    ),
    "a link to a draft": (
        "Se [utkastet](utkast.md).",
        'content/articles/lit.md:9: the link leads to "articles/utkast.md", which is a draft\n'
        "    hint: publish the draft, or remove the link",
    ),
    "a link to a text of the booklet alone": (
        "Se [förordet](../pages/forord.md).",
        'content/articles/lit.md:9: "pages/forord.md" has no page of its own: it stands in the booklet alone\n'
        "    hint: link to another text",
    ),
    "a link written as an address": (
        "Se [Malmö](/artiklar/malmo/).",
        'content/articles/lit.md:9: "/artiklar/malmo/" is written as an address\n'
        "    hint: link to the text's file: ../articles/lit-bykontoret.md",
    ),
    "a link to another kind of file": (
        "Se [Malmö](malmo.html).",
        'content/articles/lit.md:9: "malmo.html" is not a text of the publication\n'
        "    hint: link to a file that ends in .md, or to https://",
    ),
    "a link that leads nowhere": (
        "Se [Malmö]().",
        'content/articles/lit.md:9: "" is not a text of the publication\n'
        "    hint: link to a file that ends in .md, or to https://",
    ),
    "a link that would run a script": (
        "[Klicka](javascript:alert(1))",
        'content/articles/lit.md:9: "javascript:alert(1)" is written as an address\n'
        "    hint: link to the text's file: ../articles/lit-bykontoret.md",
    ),
    "a link with a control character in it": (
        "[Klicka](%1B[2J%0A)",
        'content/articles/lit.md:9: "\\x1b[2J\\x0a" is not a text of the publication\n'
        "    hint: link to a file that ends in .md, or to https://",
    ),
    "an unknown block": (
        "::: faktaruda\nFakta.\n:::",
        'content/articles/lit.md:9: there is no block named "faktaruda"\n    hint: did you mean "faktaruta"?',
    ),
    "a block that is not closed": (
        "::: faktaruta\nFakta.",
        'content/articles/lit.md:9: the block "faktaruta" is not closed\n'
        "    hint: put a line of three colons after it; a block around another takes four",
    ),
    "a block in another with as few colons": (
        "::: faktaruta\n::: citat\nSå.\n:::\n",
        'content/articles/lit.md:10: the block "citat" is not closed\n'
        "    hint: put a line of three colons after it; a block around another takes four",
    ),
    "a share that is none": (
        "::: andel många\nOrd.\n:::",
        'content/articles/lit.md:9: "många" is no share that can be drawn\n'
        "    hint: write ::: andel 2 av 3, with at most 50 dots",
    ),
    "a share of more than there are": (
        "::: andel 3 av 2\nOrd.\n:::",
        'content/articles/lit.md:9: "3 av 2" is no share that can be drawn\n'
        "    hint: write ::: andel 2 av 3, with at most 50 dots",
    ),
    "a heading of level one": (
        "# Lit",
        'content/articles/lit.md:9: "# Lit" is a heading of the first level, which is the title\'s\n    hint: write it with ##',
    ),
    "a heading that skips a level": (
        "## Först\n\n#### Sedan",
        'content/articles/lit.md:11: the heading "Sedan" is of level 4, and the one before it of level 2\n'
        "    hint: begin it with ###",
    ),
    "notes that are missing": (
        "Ord[^1] och [^2]\noch[^tre].",
        'content/articles/lit.md:9: the note "1" is not written\n    hint: add a line at the end: [^1]: ...\n'
        'content/articles/lit.md:9: the note "2" is not written\n    hint: add a line at the end: [^2]: ...\n'
        'content/articles/lit.md:10: the note "tre" is not written\n    hint: add a line at the end: [^tre]: ...',
    ),
    "a note that is not used": (
        "Ord.\n\n[^1]: Noten.",
        'content/articles/lit.md:11: nothing refers to the note "1"\n    hint: put [^1] where it belongs, or remove it',
    ),
    "a note with a list in it, told once": (
        "Ord[^1].\n\n[^1]: Noten.\n\n    - ett\n    - två",
        "content/articles/lit.md:13: a note holds running text only\n"
        "    hint: put lists, tables and other notes in the text itself",
    ),
    "a note in a note, on the line where it is written": (
        "Ord^[Noten^[en till].].\n\nMer.",
        "content/articles/lit.md:9: a note holds running text only\n"
        "    hint: put lists, tables and other notes in the text itself",
    ),
    "a note that refers to another": (
        "Ord[^1].\n\n[^1]: Se[^2].\n\n[^2]: Två.",
        "content/articles/lit.md:11: a note holds running text only\n"
        "    hint: put lists, tables and other notes in the text itself",
    ),
    "a link in a note in the text, on the line where it is written": (
        "Ord^[Se [x](ingen.md).].\n\nMer.\n\nMer.",
        'content/articles/lit.md:9: the link leads to "articles/ingen.md", which does not exist',
    ),
    "a private character by its number, on its line": (
        "Ord.\n\nEn ruta &#xE000;9&#xE001; till.",
        "content/articles/lit.md:11: U+E000 is a control character and can't be printed\n"
        "    hint: delete it; it often comes with pasted text",
    ),
    "a picture whose name is longer than a file's can be": (
        f"![Ett torg](../images/{LONG}.png)",
        f'content/articles/lit.md:9: there is no picture "{LONG}.png" in content/images/',
    ),
    "a picture without alt": (
        "![](../images/lit.png)",
        'content/articles/lit.md:9: the picture "../images/lit.png" has no text for those who do not see it\n'
        "    hint: describe in alt what it shows",
    ),
    "a picture that is not there": (
        "![Ett torg](../images/lot.png)",
        'content/articles/lit.md:9: there is no picture "lot.png" in content/images/\n    hint: did you mean "lit.png"?',
    ),
    "a picture outside its folder": (
        "![Ett torg](lit.png)",
        'content/articles/lit.md:9: "lit.png" is not a picture in content/images/\n'
        "    hint: put the file there and write ../images/name.jpg",
    ),
    "a picture from elsewhere": (
        "![Ett torg](https://lit.se/lit.png)",
        'content/articles/lit.md:9: "https://lit.se/lit.png" is not a picture in content/images/\n'
        "    hint: put the file there and write ../images/name.jpg",
    ),
    "a picture that is broken": (
        "![Ett torg](../images/trasig.png)",
        'content/articles/lit.md:9: the picture "trasig.png" is damaged: it can\'t be read to its end\n'
        "    hint: export it once more",
    ),
    "a control character by its number": (
        "Ett\nord &#12; till.",
        "content/articles/lit.md:10: U+000C is a control character and can't be printed\n"
        "    hint: delete it; it often comes with pasted text",
    ),
}


@pytest.mark.parametrize(("body", "expected"), BODY.values(), ids=BODY)
def test_a_fault_of_the_body_is_told_word_for_word(site: TinySite, body: str, expected: str) -> None:
    site.article("malmo", municipality="Malmö", body="## Steg\n\nEtt.")
    site.article("utkast", municipality="Umeå", draft=True)
    site.put("content/images/lit.png", a_picture())
    site.put("content/images/trasig.png", a_picture()[:40])
    site.put(ARTICLE, an_article(body=body))

    assert told(site) == expected


def test_a_link_to_a_text_of_a_later_day_warns_and_is_printed_as_plain_text(site: TinySite) -> None:
    site.article("sedan", municipality="Malmö", publish=date(2027, 1, 1))
    site.article("lit", body="Se [vad som kommer](sedan.md).")

    outcome = site.build()

    assert [as_text(found) for found in outcome.problems] == [
        'content/articles/lit.md:9: warning: the link leads to "articles/sedan.md", which is not published today: '
        "it is printed as plain text"
    ]
    assert "<p>Se vad som kommer.</p>" in site.files()["site/artiklar/lit/index.html"].decode()


# ---------------------------------------------------------------- other texts, settings, register


def test_a_dimension_of_another_name_is_told(site: TinySite) -> None:
    site.write("dimensions/kulturell.md", title="Kulturell", summary="Kort.")

    assert told(site) == (
        "content/dimensions/kulturell.md: there is no such dimension; the files are named: ekonomisk, social, miljomassig"
    )


def test_every_fault_of_a_tool_is_told(site: TinySite) -> None:
    site.put(
        "content/tools/ny.md",
        "---\ntitle: Ny\nsummary: Kort.\nkind: verktyyg\nsign: [ooo]\nsurvey:\n  share: 3\n  words: Av tre.\n---\n",
    )

    assert told(site) == (
        'content/tools/ny.md:4: "verktyyg" can\'t be the value of "kind", which is one of: verktyg, arbetssätt, arbetsområde\n'
        '    hint: did you mean "verktyg"?\n'
        "content/tools/ny.md:5: the sign is not seven rows of seven\n"
        "    hint: use . for nothing, : for a small dot, o for a dot, # for a large one\n"
        'content/tools/ny.md:7: "survey.of" is missing\n    hint: add a line: survey.of: ...'
    )


def test_texts_that_every_publication_needs_are_told_when_they_are_missing(site: TinySite) -> None:
    site.remove("content/dimensions/social.md")
    site.remove("content/pages/om.md")

    assert told(site) == (
        "content/dimensions: the text of the dimension social is missing\n    hint: write content/dimensions/social.md\n"
        "content/pages/om.md: this text is missing, and the publication needs it\n    hint: write it with title and summary"
    )


def test_two_texts_that_claim_one_address_are_told_with_both_names(site: TinySite) -> None:
    site.article("lit", aliases=["/artiklar/malmo/"])
    site.article("malmo", municipality="Malmö")

    assert told(site) == (
        "content/articles/lit.md: two texts claim the address /artiklar/malmo/: this one and content/articles/malmo.md\n"
        "    hint: rename one of the files"
    )


SETTINGS = {
    "an address without its slash": (
        ("https://example.org/", "https://example.org"),
        'site.yaml:2: "https://example.org" is no address of a site\n    hint: write it with https:// first and / last',
    ),
    "an address without its scheme": (
        ("https://example.org/", "example.org/"),
        'site.yaml:2: "example.org/" is no address of a site\n    hint: write it with https:// first and / last',
    ),
    "an address that cannot be parsed": (
        ("https://example.org/", '"https://[/"'),
        'site.yaml:2: "https://[/" is no address of a site\n    hint: write it with https:// first and / last',
    ),
    "an address whose path would mean something to a host": (
        ("https://example.org/", "https://example.org/{env.HOME}/"),
        'site.yaml:2: "/{env.HOME}/" can\'t be the path of a site: links and hosts would take it in different ways\n'
        "    hint: use a-z, 0-9, hyphens and full stops between the slashes",
    ),
    "an address whose path leads upwards": (
        ("https://example.org/", "https://example.org/a/../"),
        'site.yaml:2: "/a/../" can\'t be the path of a site: links and hosts would take it in different ways\n'
        "    hint: use a-z, 0-9, hyphens and full stops between the slashes",
    ),
    "an address with a space": (
        ("https://example.org/", "https://example org/"),
        'site.yaml:2: "https://example org/" is no address of a site\n    hint: write it with https:// first and / last',
    ),
    "an address that asks": (
        ("https://example.org/", "https://example.org/?a=/"),
        'site.yaml:2: "https://example.org/?a=/" is no address of a site\n    hint: write it with https:// first and / last',
    ),
    "a number of the edition that is none": (
        ("number: 1", "number: första"),
        'site.yaml:6: "number" is no whole number from 1 to 1000000000: "första"',
    ),
    "a limit of orders that is none": (
        ("booklet:", "orders:\n  limit: 5000\nbooklet:"),
        'site.yaml:9: "limit" is no whole number from 1 to 1000: "5000"',
    ),
    "a last day of security.txt that is none": (
        ("booklet:", "security:\n  expires: snart\nbooklet:"),
        'site.yaml:9: "expires" is no date: "snart"\n    hint: write year-month-day: 2026-11-24',
    ),
    "a statement that all can be used, with faults": (
        (
            "booklet:",
            "accessibility:\n  conformity: full\n  method: Prövad\n  assessed: 2026-11-01\n"
            "  faults:\n    - what: Kartan\n      why: Den är liten\nbooklet:",
        ),
        "site.yaml:12: the accessibility statement says that all can be used, and names faults\n"
        "    hint: write conformity: partial, or remove the faults",
    ),
    "a statement that not all can be used, without faults": (
        ("booklet:", "accessibility:\n  conformity: partial\n  method: Prövad\n  assessed: 2026-11-01\nbooklet:"),
        'site.yaml:9: the accessibility statement says "partial", and names no fault\n'
        "    hint: write under faults what can't be used: what, why, instead",
    ),
    "a statement that tells no day": (
        ("booklet:", "accessibility:\n  conformity: full\n  method: Prövad\nbooklet:"),
        'site.yaml:9: the accessibility statement says how well the site complies, and "accessibility.assessed" is missing\n'
        "    hint: write how and when it was assessed, or leave conformity empty",
    ),
    "a statement of a degree that the law does not know": (
        ("booklet:", "accessibility:\n  conformity: partly\nbooklet:"),
        'site.yaml:9: "partly" can\'t be the value of "conformity", which is one of: full, partial, none\n'
        '    hint: did you mean "partial"?',
    ),
    "a fault of the site without a reason": (
        (
            "booklet:",
            "accessibility:\n  conformity: none\n  method: Prövad\n  assessed: 2026-11-01\n"
            "  faults:\n    - what: Kartan\nbooklet:",
        ),
        'site.yaml:13: "why" is missing\n    hint: add a line: why: ...',
    ),
    "a contact that is no e-mail address": (
        ("booklet:", "accessibility:\n  contact:\n    email: a@b?bcc=c@d.se\nbooklet:"),
        'site.yaml:10: "a@b?bcc=c@d.se" is no e-mail address\n    hint: write it like this: namn@kommun.se',
    ),
    "a contact that is no telephone number": (
        ("booklet:", "accessibility:\n  contact:\n    phone: växeln\nbooklet:"),
        'site.yaml:10: "växeln" is no telephone number\n    hint: write figures, spaces and hyphens: 063-14 30 00',
    ),
    "a supervisor that is no page": (
        ("booklet:", "accessibility:\n  supervisor: javascript:alert(1)\nbooklet:"),
        'site.yaml:9: "javascript:alert(1)" is no web address\n    hint: begin it with https://',
    ),
    "a licence that is a list": (
        ("booklet:", "licence: [CC, BY]\nbooklet:"),
        'site.yaml:8: "licence" should be text, but is a list',
    ),
    "orders by e-mail without an e-mail": (
        ("booklet:", "orders:\n  mode: mailto\nbooklet:"),
        "site.yaml:9: orders by e-mail need publisher.email",
    ),
    "an unknown key": (
        ("booklet:", "boklet: ja\nbooklet:"),
        'site.yaml:8: "boklet" is no key that is known here\n    hint: did you mean "booklet"?',
    ),
    "an unknown key of a group": (
        ("  number:", "  numer: 2\n  number:"),
        'site.yaml:6: "numer" is no key that is known here\n    hint: did you mean "number"?',
    ),
    "no title": (
        ("title: En liten skrift\n", ""),
        'site.yaml:1: "title" is missing\n    hint: add a line: title: ...',
    ),
    "no day": (
        ("  date: 2026-11-24\n", ""),
        'site.yaml:5: "edition.date" is missing\n    hint: add a line: edition.date: ...',
    ),
    "a file of the booklet that is none": (
        ("skriften.pdf", "Skriften.PDF"),
        'site.yaml:9: "Skriften.PDF" is no file name for the booklet\n    hint: use a-z, 0-9 and hyphens, then .pdf',
    ),
    "bad YAML": (
        ("title: En", "title: En: "),
        "site.yaml:1: there is a colon inside this value, or the line is indented too far\n"
        '    hint: put quotes around the value: title: "Lit: en by"',
    ),
}


@pytest.mark.parametrize(("edit", "expected"), SETTINGS.values(), ids=SETTINGS)
def test_a_fault_of_the_settings_is_told_word_for_word(site: TinySite, edit: tuple[str, str], expected: str) -> None:
    site.edit("site.yaml", *edit)

    assert told(site) == expected


REGISTER = {
    "a wrong head": (
        ("municipalities.csv", "code,name", "kod,name"),
        "content/register/municipalities.csv:1: the first line should be: code,name,full_name,slug,lat,lon",
    ),
    "a code of three figures": (
        ("municipalities.csv", "0114,", "114,"),
        'content/register/municipalities.csv:2: the code "114" of Upplands Väsby is not four figures of a known county, '
        "or stands twice",
    ),
    "a code twice": (
        ("municipalities.csv", "0115,", "0114,"),
        'content/register/municipalities.csv:3: the code "0114" of Vallentuna is not four figures of a known county, '
        "or stands twice",
    ),
    "figures that are none": (
        ("municipalities.csv", "0115,", "01²²,"),
        'content/register/municipalities.csv:3: the code "01²²" of Vallentuna is not four figures of a known county, '
        "or stands twice",
    ),
    "a place outside Sweden": (
        ("municipalities.csv", "59.52,17.90", "17.90,59.52"),
        "content/register/municipalities.csv:2: the position of Upplands Väsby is not in Sweden\n"
        "    hint: write lat and lon in degrees, with a point",
    ),
    "a slug twice": (
        ("municipalities.csv", "Vallentuna kommun,,", "Vallentuna kommun,upplands-vasby,"),
        'content/register/municipalities.csv:3: Vallentuna and Upplands Väsby would both have the address "upplands-vasby"\n'
        "    hint: write upplands-vasby-0115 in the column slug, and the like for the other",
    ),
    "a slug that leads out of its folder": (
        ("municipalities.csv", "Vallentuna kommun,,", "Vallentuna kommun,../../x,"),
        'content/register/municipalities.csv:3: the row can\'t be read: the slug "../../x" may hold a-z, 0-9 and hyphens alone',
    ),
    "too few columns": (
        ("municipalities.csv", ",59.53,18.08", ",59.53"),
        "content/register/municipalities.csv:3: the row can't be read: the number of columns differs from the first line's",
    ),
    "a quote in the wrong place": (
        ("municipalities.csv", "0115,Vallentuna", '0115,"Vallen"tuna'),
        "content/register/municipalities.csv:3: the row can't be read: ',' expected after '\"'",
    ),
    "a place on the map that is no number": (
        ("map.csv", "0115,285", "0115,2²"),
        "content/register/map.csv:3: the row can't be read: x and y are whole numbers",
    ),
    "a former name of nowhere": (
        ("former.csv", "2023,Malung", "2022,Malung"),
        'content/register/former.csv:8: the row can\'t be read: no county or municipality has the code "2022"',
    ),
    "no place on the map": (
        ("map.csv", "0115,285,659\n", ""),
        "content/register/map.csv: the municipality Vallentuna has no place on the map\n    hint: run: python build.py map",
    ),
}


@pytest.mark.parametrize(("edit", "expected"), REGISTER.values(), ids=REGISTER)
def test_a_fault_of_the_register_is_told_word_for_word(site: TinySite, edit: tuple[str, str, str], expected: str) -> None:
    file, old, new = edit
    if file == "map.csv":
        site.put(f"content/register/{file}", "code,x,y\n0114,274,677\n0115,285,659\n" + _rest_of_the_map(site))
    site.edit(f"content/register/{file}", old, new)

    assert told(site) == expected


def _rest_of_the_map(site: TinySite) -> str:
    rows = (site.folder / "content/register/map.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(row for row in rows if row[:4] not in {"code", "0114", "0115"})


def test_a_file_that_every_project_has_is_told_when_it_is_missing(site: TinySite) -> None:
    site.remove("site.yaml")
    site.remove("content/register/counties.csv")

    assert told(site) == (
        "content/register/counties.csv: this file is missing\n"
        "    hint: every project has it: restore it from version control\n"
        "site.yaml: this file is missing\n    hint: every project has it: restore it from version control"
    )


# ---------------------------------------------------------------- what is accepted

ACCEPTED = {
    "a code without quotes": an_article(municipality="0114"),
    "a full name in any case": an_article(municipality="upplands väsby KOMMUN"),
    "a byte order mark": "\ufeff" + an_article(),
    "line ends of Windows": an_article().replace("\n", "\r\n"),
    "line ends of old": an_article().replace("\n", "\r"),
    "a dimension without its dots": an_article(dimensions="miljomassig"),
    "a dimension with a capital": an_article(dimensions="[Miljömässig, SOCIAL]"),
    "blank lines before the front matter": "\n\n" + an_article(),
    "an empty body": an_article(body=""),
    "a picture for the eye alone": an_article(image="\n  file: lit.png\n  decorative: true"),
    "a picture named as in the body": an_article(image="\n  file: ../images/lit.png\n  alt: Ett torg"),
    "nordic reach without a municipality": an_article(without="municipality", reach="nordisk", countries="[NO, se]"),
    "a source that is an address": an_article(sources="https://lit.se/"),
    "a block in a block": an_article(body=":::: faktaruta\n::: citat Åsa\nSå.\n:::\n::::"),
    "a block in a quote": an_article(body="> ::: faktaruta\n> Fakta.\n> :::"),
}


@pytest.mark.parametrize("text", ACCEPTED.values(), ids=ACCEPTED)
def test_nothing_is_wrong_with(site: TinySite, text: str) -> None:
    site.put("content/images/lit.png", a_picture())
    site.put(ARTICLE, text)

    assert told(site) == ""


# ---------------------------------------------------------------- all at once, or nothing


def test_problems_of_several_files_are_told_at_once_by_place(site: TinySite) -> None:
    site.article("ystad", municipality="Ystadd", body="# Ett\n\nSe [x](nix.md).")
    site.article("boras", tool="kort", title=None)
    site.put("content/tools/tom.md", "")

    assert told(site) == (
        'content/articles/boras.md:2: "title" is missing\n    hint: add a line: title: ...\n'
        'content/articles/boras.md:4: "kort" is not a tool in content/tools/\n'
        'content/articles/ystad.md:4: "Ystadd" is not a municipality in the register\n    hint: did you mean "Ystad"?\n'
        'content/articles/ystad.md:9: "# Ett" is a heading of the first level, which is the title\'s\n'
        "    hint: write it with ##\n"
        'content/articles/ystad.md:11: the link leads to "articles/nix.md", which does not exist\n'
        "content/tools/tom.md: the file is empty\n    hint: write front matter and a text, or remove the file"
    )


def test_nothing_is_published_while_there_is_a_problem(site: TinySite) -> None:
    site.article("lit")
    site.article("malmo", municipality="Malmö")
    site.build()
    before = site.files()

    site.article("lit", body="Ett nytt ord.")
    site.article("malmo", municipality="Malmö", tool="kort")
    outcome = site.build()

    assert not outcome.is_published
    assert site.files() == before


def test_a_hard_space_in_front_matter_stays_and_other_white_space_is_folded(site: TinySite) -> None:
    site.article("lit", title="Lit\u00a0  i \t\u00a0ord", places=None)

    site.build()

    assert "<h1>Lit\u00a0 i \u00a0ord</h1>" in site.files()["site/artiklar/lit/index.html"].decode()
