"""A body as the site and as the booklet set it."""

from __future__ import annotations

import re

from press.addresses import Host
from press.drawing import dot_row
from press.model import Body
from press.shape.bodies import absolute, in_booklet, notes_list, on_site

ROOT = Host.of("https://example.org/")
BASE = Host.of("https://example.org/skrift/")
IDS = {"/artiklar/lit/": "artikel-lit", "/verktyg/dialog/": "verktyg-dialog"}


def site(html: str, host: Host = ROOT, **more: object) -> str:
    sizes = more.get("sizes", {})
    hidden = more.get("hidden", ())
    return on_site(Body(html), host, sizes, hidden)[0]  # type: ignore[arg-type]


def booklet(html: str, *notes: str, hidden: tuple[str, ...] = (), below: int = 2) -> str:
    return in_booklet(Body(html, notes), "artikel-lund", IDS, ROOT, set(hidden), below=below)


# ---------------------------------------------------------------- the site


def test_at_the_root_a_body_is_printed_as_it_is() -> None:
    html = '<p>Se <a href="/artiklar/lit/">Lit</a> &amp; <a href="https://a.se/">a</a>.</p>'

    assert site(html) == html


def test_below_a_base_path_every_inner_link_has_it_and_no_outer_one() -> None:
    html = '<p><a href="/om/">Om</a> <a href="#har">här</a> <a href="https://a.se/">a</a> <a class="x" href="/sok/">s</a></p>'

    assert site(html, BASE) == (
        '<p><a href="/skrift/om/">Om</a> <a href="#har">här</a> <a href="https://a.se/">a</a> '
        '<a class="x" href="/skrift/sok/">s</a></p>'
    )


def test_a_link_to_what_is_hidden_today_is_plain_words() -> None:
    html = '<p><a href="/artiklar/lit/">Lits <em>by</em></a>, <a href="/artiklar/lit/#steg">steg</a>, <a href="/om/">Om</a></p>'

    assert site(html, hidden=("/artiklar/lit/",)) == '<p>Lits <em>by</em>, steg, <a href="/om/">Om</a></p>'


def test_notes_are_settled_as_the_text_is() -> None:
    body = Body("<p>Text.</p>", ('Se <a href="/om/">om</a>.',))

    assert on_site(body, BASE, {}, ()) == ("<p>Text.</p>", ('Se <a href="/skrift/om/">om</a>.',))


def test_a_picture_is_offered_in_its_variants_with_its_measures() -> None:
    html = '<p>Se <img src="/bilder/a &amp; b.jpg" alt="Lit &amp; Ås" loading="lazy">.</p>'

    assert site(html, BASE, sizes={"a & b.jpg": (800, 600, "1a2b3c4d5e")}) == (
        '<p>Se <picture><source type="image/avif" srcset="/skrift/bilder/a%20%26%20b.1a2b3c4d.480.avif 480w, '
        '/skrift/bilder/a%20%26%20b.1a2b3c4d.800.avif 800w" sizes="(min-width: 43rem) 39rem, calc(100vw - 2rem)">'
        '<source type="image/webp" srcset="/skrift/bilder/a%20%26%20b.1a2b3c4d.480.webp 480w, '
        '/skrift/bilder/a%20%26%20b.1a2b3c4d.800.webp 800w" sizes="(min-width: 43rem) 39rem, calc(100vw - 2rem)">'
        '<img src="/skrift/bilder/a%20%26%20b.1a2b3c4d.800.jpg" width="800" height="600" alt="Lit &amp; Ås" loading="lazy" '
        'decoding="async"></picture>.</p>'
    )
    assert site(html) == html


def test_a_drawing_of_the_text_is_one_file() -> None:
    html = '<img src="/bilder/norr.svg" alt="Norr" loading="lazy">'

    assert site(html, sizes={"norr.svg": (496, 438, "1a2b3c4d5e")}) == (
        '<img src="/bilder/norr.1a2b3c4d.svg" width="496" height="438" alt="Norr" loading="lazy" decoding="async">'
    )


def test_a_feed_shows_the_variant_that_any_reader_knows() -> None:
    html = site('<img src="/bilder/a.png" alt="A">', sizes={"a.png": (300, 200, "1a2b3c4d5e")})

    assert absolute(html, ROOT) == (
        '<picture><img src="https://example.org/bilder/a.1a2b3c4d.300.png" width="300" height="200" alt="A" '
        'decoding="async"></picture>'
    )


def test_a_feed_has_whole_addresses_and_its_notes_last() -> None:
    html = '<p><a href="/om/">Om</a> <img src="/bilder/a.jpg"> <a href="https://a.se/">a</a></p>'

    assert absolute(html, ROOT) == (
        '<p><a href="https://example.org/om/">Om</a> <img src="https://example.org/bilder/a.jpg"> <a href="https://a.se/">a</a></p>'
    )
    assert notes_list(("Ett.", "Två.")) == '<ol><li id="not-1">Ett.</li><li id="not-2">Två.</li></ol>'
    assert notes_list(()) == ""


# ---------------------------------------------------------------- the booklet


def test_a_link_to_a_text_of_the_booklet_is_a_reference_to_its_page() -> None:
    assert booklet('<a href="/artiklar/lit/">Lit</a>') == '<a class="inward" href="#artikel-lit" data-page="00">Lit</a>'


def test_a_link_to_a_heading_there_leads_to_the_heading() -> None:
    assert booklet('<a href="/artiklar/lit/#steg">stegen</a>') == (
        '<a class="inward" href="#artikel-lit--steg" data-page="00">stegen</a>'
    )


def test_a_link_to_a_page_of_the_site_alone_leads_to_the_site() -> None:
    assert booklet('<a href="/sok/">sök</a>') == '<a class="outward" href="https://example.org/sok/">sök</a>'


def test_a_link_to_a_heading_of_such_a_page_leads_to_the_heading_on_the_site() -> None:
    assert booklet('<a href="/om/#vilka">vilka</a>') == '<a class="outward" href="https://example.org/om/#vilka">vilka</a>'


def test_a_link_to_what_is_hidden_is_plain_words_in_print_too() -> None:
    assert booklet('<a href="/artiklar/skolan/">skolan</a>', hidden=("/artiklar/skolan/",)) == "skolan"


def test_an_outer_link_keeps_its_address() -> None:
    assert booklet('<a href="https://a.se/?a=1&amp;b=2" rel="external">a</a>') == '<a href="https://a.se/?a=1&amp;b=2">a</a>'


def test_nothing_is_nested_inside_a_link() -> None:
    """PDF/UA: what stands inside a link is words alone."""
    assert booklet('<a href="/artiklar/lit/">Lits <em>by</em></a>') == (
        '<a class="inward" href="#artikel-lit" data-page="00">Lits by</a>'
    )


def test_a_heading_has_its_texts_id_and_stands_below_its_texts_title() -> None:
    html = '<h2 id="steg">Steg</h2><h3 id="mer">Mer</h3>'

    assert booklet(html) == '<h3 id="artikel-lund--steg">Steg</h3><h4 id="artikel-lund--mer">Mer</h4>'
    assert booklet(html, below=1) == '<h2 id="artikel-lund--steg">Steg</h2><h3 id="artikel-lund--mer">Mer</h3>'


def test_no_heading_is_deeper_than_six() -> None:
    assert booklet("<h5>Djupt</h5>", below=4) == "<h6>Djupt</h6>"


def test_a_note_stands_where_it_is_referred_to() -> None:
    def note(number: int) -> str:
        return f'<sup class="note-ref" id="not-ref-{number}"><a href="#not-{number}">{number}</a></sup>'

    html = f"<p>Ett{note(1)} och två{note(2)}.</p>"

    assert booklet(html, 'Se <a href="/artiklar/lit/">Lit</a>.', "Två.") == (
        '<p>Ett<fn class="footnote">Se <a class="inward" href="#artikel-lit" data-page="00">Lit</a>.</fn>'
        ' och två<fn class="footnote">Två.</fn>.</p>'
    )


def test_a_row_of_dots_is_drawn_in_the_measures_of_print() -> None:
    made = booklet(f"<figure>{dot_row(2, 3)}</figure>")

    assert "<title>2 av 3 prickar är fyllda</title>" in made
    assert "mm" in made
    assert "aria-hidden" not in made


def test_a_picture_is_fetched_from_the_project_and_a_table_takes_no_focus() -> None:
    html = (
        '<img src="/bilder/a.jpg" alt="A" loading="lazy"><div class="table" tabindex="0" role="region" aria-label="Tabell"></div>'
    )

    assert booklet(html) == '<img src="content/images/a.jpg" alt="A"><div class="table"></div>'
    assert booklet('<img src="/bilder/a &amp; b.jpg" alt="A">') == '<img src="content/images/a%20%26%20b.jpg" alt="A">'


def test_a_box_or_table_longer_than_half_a_page_may_go_on_overleaf() -> None:
    def classes(letters: int, rows: int) -> list[str]:
        table = '<div class="table" tabindex="0" role="region" aria-label="Tabell"><table>' + "<tr><td>1</td></tr>" * rows
        html = f'<aside class="box faktaruta" aria-label="A"><p>{"a" * letters}</p></aside>{table}</table></div>'
        return re.findall(r'class="([^"]+)"', booklet(html))

    assert classes(1200, 17) == ["box faktaruta", "table"]
    assert classes(1201, 18) == ["box faktaruta long", "table long"]
