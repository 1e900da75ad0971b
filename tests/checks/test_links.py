"""Every link leads to a text and a heading that readers find."""

from __future__ import annotations

import pytest

from press.checks.links import dead_links
from press.model import Body, Heading, Link
from press.problems import Problem, as_text
from press.record import replace
from tests.makers import a_publication, an_article

HEADINGS = (Heading("sa-gick-det-till", "Så gick det till", 2, 9), Heading("bestallning", "Beställning", 2, 12))


def told(path: str, fragment: str = "", *, url: str = "") -> list[Problem]:
    """What is said of one link, on line 8 of an article."""
    link = Link(path, fragment, url, 8)
    linking = an_article("linking", html=Body("<p>En text.</p>", links=(link,)))
    target = an_article("klimat", html=Body("<p>En text.</p>", headings=HEADINGS))
    draft = replace(an_article("utkast"), draft=True)
    later = an_article("sen")
    return list(dead_links(a_publication(linking, target, hidden=(draft, later))))


@pytest.mark.parametrize(
    ("path", "fragment", "url"),
    [
        ("articles/klimat.md", "", ""),
        ("articles/klimat.md", "bestallning", ""),
        ("articles/linking.md", "", ""),
        ("tools/dialog.md", "", ""),
        ("dimensions/social.md", "", ""),
        ("pages/om.md", "", ""),
        ("", "", "https://lit.se/#nowhere"),
    ],
)
def test_a_link_that_leads_somewhere_is_right(path: str, fragment: str, url: str) -> None:
    assert told(path, fragment, url=url) == []


@pytest.mark.parametrize(
    ("path", "fragment", "words"),
    [
        (
            "articles/klimaat.md",
            "",
            'the link leads to "articles/klimaat.md", which does not exist\n    hint: did you mean "articles/klimat.md"?',
        ),
        (
            "tools/klimat.md",
            "",
            'the link leads to "tools/klimat.md", which does not exist\n    hint: did you mean "articles/klimat.md"?',
        ),
        ("../site.yaml", "", 'the link leads to "../site.yaml", which does not exist'),
        (
            "articles/klimat.md",
            "bestallningen",
            'there is no heading "bestallningen" in content/articles/klimat.md\n    hint: did you mean "bestallning"?',
        ),
        ("articles/klimat.md", "xyz", 'there is no heading "xyz" in content/articles/klimat.md'),
        (
            "articles/utkast.md",
            "",
            'the link leads to "articles/utkast.md", which is a draft\n    hint: publish the draft, or remove the link',
        ),
        (
            "articles/sen.md",
            "",
            'warning: the link leads to "articles/sen.md", which is not published today: it is printed as plain text',
        ),
        (
            "pages/forord.md",
            "",
            '"pages/forord.md" has no page of its own: it stands in the booklet alone\n    hint: link to another text',
        ),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_line(path: str, fragment: str, words: str) -> None:
    assert [as_text(found) for found in told(path, fragment)] == [f"content/articles/linking.md:8: {words}"]


def test_the_links_of_tools_dimensions_and_pages_are_looked_at_too() -> None:
    whole = a_publication(an_article())
    body = Body("<p>En text.</p>", links=(Link("tools/ingen.md", "", "", 5),))
    some = replace(
        whole,
        tools=(replace(whole.tools[0], body=body),),
        dimensions=(replace(whole.dimensions[0], body=body), *whole.dimensions[1:]),
        pages=(replace(whole.pages[0], body=body), *whole.pages[1:]),
    )

    assert [str(found.where) for found in dead_links(some)] == [
        "content/tools/dialog.md:5",
        "content/dimensions/ekonomisk.md:5",
        "content/pages/start.md:5",
    ]


def test_what_only_hidden_texts_link_to_is_nobodys_matter() -> None:
    link = Link("articles/ingen.md", "", "", 8)
    hidden = an_article("sen", html=Body("<p>En text.</p>", links=(link,)))

    assert list(dead_links(a_publication(an_article(), hidden=(hidden,)))) == []
