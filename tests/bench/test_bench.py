"""What the figures stand on: the same corpus every time, the same texts for all, ratios of pairs."""

from __future__ import annotations

import hashlib
from itertools import islice
from pathlib import Path
from statistics import mean

import pytest

from tests.bench import report
from tests.bench.corpus import texts, without_articles
from tests.bench.measure import ratio
from tests.bench.peers import common


def test_an_article_is_the_same_whatever_their_number() -> None:
    assert list(islice(texts(300), 20)) == list(texts(20))


def test_articles_have_about_three_kilobytes_and_their_words_stay_the_same() -> None:
    bodies = [text.body for text in texts(100)]

    assert 2500 < mean(len(body.encode()) for body in bodies) < 3000
    assert hashlib.sha256("".join(bodies).encode()).hexdigest()[:16] == "4940b64279604ac2"


def test_a_box_becomes_a_quote_and_links_lead_to_addresses() -> None:
    body = (
        "Före.\n\n::: faktaruta Rubrik\nEn [länk](../tools/x.md).\n\n- två\n:::\n\n[a](b.md) och [c](../dimensions/social.md#d)."
    )

    assert common(body) == (
        "Före.\n\n> En [länk](/verktyg/x/).\n> \n> - två\n\n[a](/artiklar/b/) och [c](/dimensioner/social/#d)."
    )


def test_links_to_articles_of_the_first_edition_become_words() -> None:
    assert without_articles("I [Lit](../articles/lit.md#a) och [mer](om.md)") == "I Lit och [mer](om.md)"


def test_ratios_are_taken_pair_by_pair() -> None:
    found = ratio([1, 10, 3], [2, 5, 6])

    assert (found.middle, found.least, found.most) == (0.5, 0.5, 2)


def test_a_table_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text("a\n<!-- bench: 20 -->\n\nold\n\n<!-- end: 20 -->\nz\n", encoding="utf-8")

    report.write({"20": "new"}, page)

    assert page.read_text(encoding="utf-8") == "a\n<!-- bench: 20 -->\n\nnew\n\n<!-- end: 20 -->\nz\n"
    with pytest.raises(ValueError, match="no place for 300"):
        report.write({"300": "new"}, page)
