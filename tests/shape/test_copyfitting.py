"""Whether a chapter's opener and introduction just fill a page."""

from __future__ import annotations

from press.shape.copyfitting import LETTERS, is_nearly_full


def paragraphs(lines: int) -> str:
    return f"<p>{'a' * LETTERS * lines}</p>"


def is_drawn_in(html: str, *, entries: int = 1, points: int = 0, has_survey: bool = False) -> bool:
    return is_nearly_full("Rubrik", "En ingress.", ["Artikel"] * entries, html, points, has_survey=has_survey)


def test_an_opener_gives_room_where_a_few_lines_would_go_on_to_another_page() -> None:
    found = [lines for lines in range(1, 40) if is_drawn_in(paragraphs(lines))]

    # Of 35 lines 15 are the sign, the title, the lede and a list of one: from two lines too few to four too many.
    assert found == list(range(18, 25))


def test_what_stands_in_the_opener_counts() -> None:
    assert is_drawn_in(paragraphs(16), has_survey=True)
    assert is_drawn_in(paragraphs(10), entries=6)
    assert is_drawn_in(paragraphs(12), points=4)
    assert not is_drawn_in(paragraphs(10))


def test_a_box_and_a_heading_take_more_than_their_letters() -> None:
    assert is_drawn_in(f"<h2>Så gör man</h2>{paragraphs(14)}<aside class='box'>{paragraphs(1)}</aside>")
