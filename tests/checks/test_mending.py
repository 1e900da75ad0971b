"""What is safe is mended, and nothing but words is changed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press import copydesk
from press.checks.mending import mended, mends, other_signs
from press.copydesk import safe_mends
from press.model import Term
from press.problems import as_text
from press.source.manuscripts import manuscript_of
from press.source.skeleton import is_same_but_for_words
from tests.checks.manuscripts import FRONT, PATH, a_manuscript, desk_with
from tests.tiny import ROOT, TODAY, TinySite, tree

TERMS = (
    Term("Aalborgåtagande", ("Ålborgåtagande",)),
    Term("webbplats", (), {"hemsida": "webbplats", "hemsidan": "webbplatsen"}),
    Term("till exempel", ("t.ex.", "t ex"), inflected=False),
)


def after(body: str, *, front: str = FRONT) -> str:
    manuscript = a_manuscript(body, front=front)
    return mended(manuscript.text, safe_mends(manuscript, TERMS)).removeprefix(front).removesuffix("\n")


@pytest.mark.parametrize(
    ("body", "right"),
    [
        ("Ålborgåtagandena, t.ex. i Lund.", "Aalborgåtagandena, till exempel i Lund."),
        ("Hemsidan **hemsidan** och *hemsidan*.", "Webbplatsen **webbplatsen** och *webbplatsen*."),
        ("Hon sade “ja”, han „nej” och «kanske».", "Hon sade ”ja”, han ”nej” och ”kanske”."),
        ("Två  ord , och tre .", "Två ord, och tre."),
        ("Nej ! Jo ?", "Nej! Jo?"),
        ("Det är 35% nu.", "Det är 35\u00a0% nu."),
        ("## Två  ord\n\n- en  punkt\n- [x  y](../tools/dialog.md)", "## Två ord\n\n- en punkt\n- [x y](../tools/dialog.md)"),
        ("::: faktaruta På hemsidan\nText.\n:::", "::: faktaruta På webbplatsen\nText.\n:::"),
        ("| hemsida  | antal |\n|---|---:|\n| en  till  |  1 |", "| webbplats  | antal |\n|---|---:|\n| en till  |  1 |"),
        ("En not.[^a]\n\n[^a]: Om  hemsidan.", "En not.[^a]\n\n[^a]: Om webbplatsen."),
        ("## Hemsidan {#om}\n\nText.", "## Webbplatsen {#om}\n\nText."),
    ],
)
def test_words_are_mended_wherever_they_stand(body: str, right: str) -> None:
    assert after(body) == right


@pytest.mark.parametrize(
    "body",
    [
        "`hemsidan` och ``t.ex.  `` och\n\n    hemsidan  i kod\n\n```\nhemsidan , kod\n```",
        "[Lund](https://lund.se/hemsidan) och <https://lund.se/hemsidan> och https://lund.se/hemsidan",
        "[Lund](../articles/hemsidan.md) ![Lund](../images/hemsidan.png)",
        "[Lund][hemsidan]\n\n[hemsidan]: https://lund.se",
        "skriv till hemsidan@lund.se",
        "[hemsidan  “x”]{lang=de} och [ord]{.hemsidan}",
        "En rad  \nmed radbrytning  \noch   ",
        "-   en punkt\n    som går vidare\n1.  ett\n>  ett citat",
        "## Hemsidan\n\nSe [dit](#hemsidan).",  # the heading's id would be another
        "t\nex i Lund",
        "i Lund, t.ex.",  # the stop may be the sentence's
        "\\“ och &ldquo; x",
        "Ord … och .NET och 3 : 2",
        "::: citat Hemsidan  Ek\nText.\n:::",
    ],
)
def test_code_links_and_what_means_something_to_markdown_are_let_be(body: str) -> None:
    assert after(body) == body


def test_of_the_front_matter_only_what_is_read_as_text_is_mended() -> None:
    front = (
        '---\ntitle: Hemsidan  i Lund  # hemsidan  här\nsummary: >-\n  En  rad om\n  hemsidan.\nname: "Om “hemsidan”"\n'
        'municipality: [1281, 0114, "0115"] # 1281\ntool: [hemsidan]\nbyline: Hemsidan  Ek\nstrengths:\n  - Två  ord\n'
        "sources:\n  - title: Hemsidan  “x”\n    url: https://lund.se/hemsidan\naliases: [/hemsidan/]\n---\n"
    )
    manuscript = a_manuscript("Text.", front=front)

    assert mended(manuscript.text, safe_mends(manuscript, TERMS)) == (
        '---\ntitle: Webbplatsen i Lund  # hemsidan  här\nsummary: >-\n  En rad om\n  webbplatsen.\nname: "Om ”webbplatsen”"\n'
        'municipality: ["1281", "0114", "0115"] # 1281\ntool: [hemsidan]\nbyline: Hemsidan  Ek\nstrengths:\n  - Två ord\n'
        "sources:\n  - title: Hemsidan  “x”\n    url: https://lund.se/hemsidan\naliases: [/hemsidan/]\n---\nText.\n"
    )


def test_a_code_in_a_list_of_lines_gets_its_quotes() -> None:
    manuscript = a_manuscript("Text.", front="---\nmunicipality:\n  - 0114\n  - 1281\ncounty: 12\n---\n")

    assert mended(manuscript.text, safe_mends(manuscript, ())).startswith(
        '---\nmunicipality:\n  - "0114"\n  - "1281"\ncounty: "12"\n---\n'
    )


def test_each_sign_is_told_on_its_line_before_it_is_mended() -> None:
    body = "En “rad”.\n\nTvå  ord , och 35% till."

    assert [as_text(one) for one in other_signs(desk_with(a_manuscript(body)))] == [
        f'{PATH}:8: warning: "“" is no Swedish quotation mark\n    hint: write "”"',
        f"{PATH}:10: warning: two spaces stand between two words\n    hint: keep one",
        f'{PATH}:10: warning: a space stands before ","\n    hint: remove it',
        f"{PATH}:10: warning: no space stands before the percent sign\n    hint: write 10 %, with a hard space",
    ]


_BITS = st.sampled_from(
    [*"*_`[]()<>|#\\{}", "hemsidan", "Ålborgåtagandena", "t.ex.", " ", "  ", "\n", "\n\n", "“", "«", "´", "**", "](x.md)", "## ",
     "- ", "> ", "|\n|---|---|\n", ":::", "::: faktaruta ", " ,", " .", "35%", "[^a]", "[^a]: ", "https://a.se/", "&amp;",
     "1. ", "    ", "```\n", "![", "{#a}", "{lang=en}"]
)  # fmt: skip


@given(st.lists(_BITS, max_size=25).map("".join))
def test_whatever_is_written_nothing_but_words_is_changed_and_a_second_time_changes_nothing(body: str) -> None:
    manuscript = manuscript_of((FRONT + body).encode(), PATH)
    if manuscript is None:
        return

    once = mended(manuscript.text, safe_mends(manuscript, TERMS))

    assert is_same_but_for_words(manuscript.text, once, PATH)
    again = manuscript_of(once.encode(), PATH)
    assert again is not None
    assert mended(once, safe_mends(again, TERMS)) == once


def test_the_first_edition_has_nothing_to_mend() -> None:
    for path in sorted((ROOT / "content").rglob("*.md")):
        manuscript = manuscript_of(path.read_bytes(), PATH)
        if manuscript is not None:
            assert mends(manuscript, ()) == ()


# ---------------------------------------------------------------- on disk


@pytest.fixture
def faulty(site: TinySite) -> TinySite:
    site.put("content/terms.yaml", "terms:\n  - right: webbplats\n    forms: {hemsidan: webbplatsen}\n")
    site.article("klimat", body="På  hemsidan.\n\nOch mer.")
    return site


def test_what_is_mended_is_shown_and_nothing_else_is_touched(faulty: TinySite) -> None:
    before = tree(faulty.folder)

    done = copydesk.fix(faulty.folder, TODAY)

    assert done.paths == ("content/articles/klimat.md",)
    assert done.difference == (
        "--- a/content/articles/klimat.md\n+++ b/content/articles/klimat.md\n@@ -8,3 +8,3 @@\n \n"
        "-På  hemsidan.\n+På webbplatsen.\n \n"
    )
    after = tree(faulty.folder)
    assert {path for path in after if after[path] != before.get(path)} == {"content/articles/klimat.md"}
    assert copydesk.fix(faulty.folder, TODAY) == copydesk.Fixed()


def test_line_ends_a_bom_and_who_may_read_stay_as_they_were(faulty: TinySite) -> None:
    path = faulty.folder / "content/articles/klimat.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    path.chmod(0o640)
    before = path.read_bytes()

    copydesk.fix(faulty.folder, TODAY)

    assert path.read_bytes() == before.replace("På  hemsidan".encode(), "På webbplatsen".encode())
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_or_a_file_with_two_kinds_of_line_ends_is_let_be(faulty: TinySite, tmp_path: Path) -> None:
    path = faulty.folder / "content/articles/klimat.md"
    mixed = path.read_bytes().replace(b"\n", b"\r\n", 3)
    path.write_bytes(mixed)

    assert copydesk.fix(faulty.folder, TODAY) == copydesk.Fixed()
    assert path.read_bytes() == mixed

    elsewhere = tmp_path / "elsewhere.md"
    elsewhere.write_bytes(mixed.replace(b"\r", b""))
    path.unlink()
    path.symlink_to(elsewhere)

    assert copydesk.fix(faulty.folder, TODAY) == copydesk.Fixed()
    assert path.is_symlink()


def test_a_text_that_can_not_be_read_and_a_publication_without_settings_are_let_be(faulty: TinySite) -> None:
    faulty.put("content/articles/trasig.md", "---\ntitle: [\n---\nPå  hemsidan.\n")

    assert copydesk.fix(faulty.folder, TODAY).paths == ("content/articles/klimat.md",)

    faulty.remove("site.yaml")

    assert copydesk.fix(faulty.folder, TODAY) == copydesk.Fixed()
