"""What was planned for each text's own words: kept as JSON, and the same recipes when it is read again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from press import outline as outlines
from press.digest import digest
from press.model import Article, Text
from press.outline import Outline, outline
from press.record import Raw, replace
from press.shape.output import Content, Index, Later, Output, Page, Pdf
from press.shape.plan import plan
from press.source.read import Known
from tests.makers import a_publication, an_article

LIT = an_article("lit", title="Lit & <by>", tools=("budget", "dialog"))
LUND = an_article("lund", title="Lund")
TEXTS: dict[str, Text] = {text.source: text for text in (LIT, LUND)}
KNOWN = {path: Known(f"key of {path}", f"face of {path}") for path in TEXTS}


def the_outputs(*articles: Article) -> tuple[Output, ...]:
    """What `--only pages` makes."""
    planned = plan(a_publication(*(articles or (LIT, LUND))), {}, booklet=False).outputs
    return tuple(output for output in planned if not isinstance(output.recipe, Index))


def made() -> Outline:
    found = outline(the_outputs(), KNOWN, "tree")
    assert found is not None
    return found


def test_the_recipes_that_show_a_text_are_read_as_they_were_planned(tmp_path: Path) -> None:
    outlines.save(made(), tmp_path / "outline")

    found = outlines.load(tmp_path / "outline", "tree").of([LIT.source], TEXTS)

    planned = {output.path: output for output in the_outputs()}
    assert found
    assert [output.path for output in found] == sorted(output.path for output in found)
    for one in found:
        assert digest(one) == digest(planned[one.path])
        assert one == planned[one.path]


def test_every_output_that_shows_the_words_of_a_text_is_there() -> None:
    def shows(output: Output, text: Text) -> bool:
        view = output.recipe.view if isinstance(output.recipe, Page) else None
        return isinstance(view, Later) and str(text.body.html) in repr(view.made())

    lit = replace(LIT, body=replace(LIT.body, html="<p>Words of Lit alone</p>"))
    outputs = the_outputs(lit, LUND)
    found = outline(outputs, KNOWN, "tree")
    assert found is not None

    wanted = {output.path for output in outputs if "Words of Lit alone" in repr(output.recipe) or shows(output, lit)}
    assert "site/artiklar/lit/index.html" in wanted
    assert "site/feed.xml" in wanted
    assert wanted == {output.path for output in found.of([lit.source], TEXTS)}


def test_a_new_text_stands_where_the_old_one_did() -> None:
    new = replace(LIT, body=replace(LIT.body, html="<p>Nya ord.</p>"))

    (page,) = [one for one in made().of([LIT.source], TEXTS | {LIT.source: new}) if one.path == "site/artiklar/lit/index.html"]

    assert isinstance(page.recipe, Page)
    assert isinstance(page.recipe.view, Later)
    assert "<p>Nya ord.</p>" in repr(page.recipe.view.made())


def test_the_texts_beside_are_those_of_the_same_outputs() -> None:
    assert made().beside([LIT.source]) == {LIT.source, LUND.source}
    assert made().beside(["content/articles/annan.md"]) == set()


@pytest.mark.parametrize("recipe", [Pdf("booklet.html", None, ()), Index(Later(str, ()), "sv")])
def test_what_shows_all_words_can_not_be_kept(recipe: Pdf | Index) -> None:
    assert outline([Output("site/a", recipe)], KNOWN, "tree") is None


def test_without_an_outline_an_older_one_is_taken_away(tmp_path: Path) -> None:
    outlines.save(made(), tmp_path / "outline")
    outlines.save(None, tmp_path / "outline")

    assert list(tmp_path.iterdir()) == []
    assert outlines.load(tmp_path / "outline", "tree") == Outline()


def test_an_outline_is_of_one_tree(tmp_path: Path) -> None:
    outlines.save(made(), tmp_path / "outline")

    assert outlines.load(tmp_path / "outline", "another tree") == Outline()


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60)
@given(data=st.data())
def test_a_damaged_outline_is_an_empty_one(tmp_path: Path, data: st.DataObject) -> None:
    file = tmp_path / "outline"
    outlines.save(made(), file)
    whole = bytearray(file.read_bytes())
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    file.write_bytes(whole)

    assert outlines.load(file, "tree") == Outline()


FOREIGN = {
    "a record that is none of ours": ["site", "article.html", {"r": ["Popen", "true"]}, None, ["article_view", []]],
    "a maker that is none of ours": ["site", "article.html", None, None, ["system", ["true"]]],
    "a kind that there is not": ["site", "article.html", {"x": 1}, None, ["article_view", []]],
    "two kinds at once": ["site", "article.html", {"r": ["Host"], "l": "a"}, None, ["article_view", []]],
    "too little": ["site"],
    "a text that there is not": ["site", "article.html", None, None, ["article_view", [{"t": "content/articles/x.md"}]]],
    "a record with too few fields": ["site", "article.html", {"r": ["NavLink", "one"]}, None, ["article_view", []]],
}


@pytest.mark.parametrize("case", FOREIGN)
def test_nothing_but_our_own_records_comes_out_of_an_outline(case: str) -> None:
    """Even where its seal is right: whoever can write it may be anybody."""
    written = Raw(json.dumps(FOREIGN[case]).encode())
    foreign = Outline("tree", KNOWN, {LIT.source: ("site/a",)}, {"site/a": written}, {})

    with pytest.raises((ValueError, KeyError, TypeError)):
        foreign.of([LIT.source], TEXTS)


def test_outputs_without_words_are_left_out() -> None:
    found = outline([Output("site/robots.txt", Content("x"))], KNOWN, "tree")

    assert found is not None
    assert found.outputs == {}
