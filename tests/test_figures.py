"""The publication's own figures are as the register draws them, and hold what their words say."""

from __future__ import annotations

import re

import pytest

from press.source.drawings import drawing_of
from tests.figures import FIGURES, NORTH, TARGET, WITH_SLUDGE, north, register
from tests.tiny import ROOT

ARTICLE = (ROOT / "content/articles/biogas-skelleftea.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_what_the_register_draws_today(name: str) -> None:
    assert (TARGET / name).read_text(encoding="utf-8") == FIGURES[name](register()), "run: make figures"
    assert not drawing_of((TARGET / name).read_bytes()).fault


def test_the_north_has_a_dot_for_each_municipality_of_its_counties() -> None:
    drawn = north(register())
    counties = [one for one in register().municipalities if one.county.code in {"22", "23", "24", "25"}]

    plain, strong = (len(re.findall("h.01", path)) for path in re.findall(r'stroke-width="[^"]+" d="([^"]+)"', drawn))

    assert (plain, strong) == (len(counties) - 6, 6)


def test_its_six_are_those_of_the_article_and_of_its_description() -> None:
    front, _, body = ARTICLE.partition("\n---\n")

    assert NORTH in front
    assert all(name in front.partition("alt:")[2].partition("caption:")[0] for name in WITH_SLUDGE)
    assert "slammet i Luleå, Piteå, Boden, Skellefteå, Umeå och Örnsköldsvik" in body
    assert set(WITH_SLUDGE) == {"Luleå", "Piteå", "Boden", "Skellefteå", "Umeå", "Örnsköldsvik"}
