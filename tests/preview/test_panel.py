"""What the preview adds to a page: nothing that was found in a file is taken for markup."""

from __future__ import annotations

import json
import re
from html import unescape

from press import words
from press.preview import panel
from press.preview.answers import Answer, Article
from press.problems import Location, Problem, problem

EVIL = '"><script>alert(1)</script>'
PAGE = b'<html><head><title>T</title><link rel="stylesheet" href="/a.css"></head><body><p>T</p></body></html>'


def state(answer: Answer, *problems: Problem, tag: str = "1234567890") -> panel.State:
    return panel.state_of(answer, problems, "/skriften.pdf", lambda where: EVIL, lambda address: tag)


def test_words_of_a_file_are_escaped_wherever_they_stand() -> None:
    answer = Answer(PAGE, "text/html", article=Article("lit", EVIL), leads_to=EVIL)
    told = state(answer, problem("unknown-municipality", EVIL, 4, found=EVIL, suggestion=EVIL))

    page = panel.page_of(answer, told, EVIL).decode()

    assert "<script>alert" not in page
    inside = re.search(r'data-state="([^"]*)"', page)
    assert inside is not None
    assert json.loads(unescape(inside[1]))["goes"] == EVIL


def test_what_is_added_stands_inside_head_and_body() -> None:
    answer = Answer(PAGE, "text/html")

    page = panel.page_of(answer, state(answer), "T").decode()

    assert re.fullmatch(
        r'<html><head>.*href="/\.preview/page\.css"></head><body><p>T</p><div id="press-preview">.*</script></body></html>', page
    )


def test_a_page_is_another_when_its_content_or_its_files_are_but_not_when_its_style_sheet_is() -> None:
    one = state(Answer(PAGE, "text/html"))
    styled = state(Answer(PAGE.replace(b"/a.css", b"/b.css"), "text/html"))
    other = state(Answer(PAGE.replace(b"<p>T", b"<p>U"), "text/html"))
    script = PAGE.replace(b"<p>", b'<script src="/a.js"></script><p>')

    assert one.page == styled.page
    assert one.styles != styled.styles
    assert one.page != other.page
    assert state(Answer(script, "text/html"), tag="1").page != state(Answer(script, "text/html"), tag="2").page
    assert state(Answer(PAGE, "text/html"), tag="1").styles != state(Answer(PAGE, "text/html"), tag="2").styles


def test_a_style_sheet_of_marks_holds_no_more_than_words() -> None:
    told = panel.marks({"/artiklar/lit/": 'Utkast"}body{display:none}'})

    assert 'a[href="/artiklar/lit/"]::after{content:" Utkastbodydisplaynone"' in told


def test_a_problem_is_told_with_its_line_its_words_and_its_hint() -> None:
    found = Problem("unknown-municipality", Location("content/articles/lit.md", 4), {"found": "Lundd", "suggestion": "Lund"})
    told = panel.panel(Answer(PAGE, "text/html"), [found], "", lambda where: "municipality: Lundd" if where.line == 4 else "")

    assert "content/articles/lit.md, line 4" in told
    assert "<pre>municipality: Lundd</pre>" in told
    assert "did you mean &quot;Lund&quot;?" in told


def test_the_panel_is_told_in_the_language_of_the_editors() -> None:
    wrong, advice = problem("unknown-municipality", "content/articles/lit.md", 4, found="Lundd"), problem("tool-unused", "b.md")
    answer = Answer(PAGE, "text/html", 404, article=Article("lit"))

    english = panel.panel(answer, [wrong, advice], "", lambda where: "")
    with words.spoken("sv"):
        swedish = panel.panel(answer, [wrong, advice], "", lambda where: "")
        nothing = panel.page_of(Answer(b"", "text/html", 500), state(answer), "T").decode()

    assert 'lang="en" aria-label="Preview"' in english
    assert (
        "<h2>1 error to mend</h2><p>Nothing can be published until it is mended. The page is shown as it was before.</p>"
        in english
    )
    assert 'lang="sv" aria-label="Förhandsvisning"' in swedish
    assert "<h2>1 fel att rätta</h2><p>Inget kan publiceras förrän det är rättat. Sidan visas som den var innan.</p>" in swedish
    assert "<summary>1 varning</summary>" in swedish
    assert "lit.md, rad 4" in swedish
    assert ">Artikelns sidor i häftet (pdf)</a>" in swedish
    assert '<html lang="sv">' in nothing
