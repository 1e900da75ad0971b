"""layouts/: what is wrong with one is told with its file and line; a template's hash is that of all it takes in."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.make.theme import Theme
from press.problems import ContentError, as_text
from tests.tiny import TinySite


class Layouts:
    """A folder of layouts in a test's own project. Each question is asked of a theme that has seen nothing before."""

    def __init__(self, project: Path) -> None:
        self.project = project
        (project / "layouts").mkdir()

    def put(self, name: str, text: str | bytes) -> None:
        path = self.project / "layouts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def render(self, name: str, **context: object) -> str:
        return Theme(self.project).render(name, context)

    def closure(self, name: str) -> str:
        return Theme(self.project).closure(name)


@pytest.fixture
def layouts(tmp_path: Path) -> Layouts:
    return Layouts(tmp_path)


def words_of(fault: pytest.ExceptionInfo[ContentError]) -> list[str]:
    return [as_text(one) for one in fault.value.problems]


# ---------------------------------------------------------------- rendering


@pytest.mark.parametrize("name", ["page.html", "feed.xml"])
def test_what_a_layout_prints_is_escaped_in_html_and_xml(layouts: Layouts, name: str) -> None:
    layouts.put(name, '<a title="{{ title }}">{{ title }}</a>')

    made = layouts.render(name, title="\"><script>alert('1')</script> & så")

    assert made == (
        '<a title="&#34;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; så">'
        "&#34;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; så</a>"
    )


def test_plain_text_is_not_escaped(layouts: Layouts) -> None:
    layouts.put("robots.txt", "{{ title }}\n")

    assert layouts.render("robots.txt", title="A & B") == "A & B\n"


FAULTS: dict[str, tuple[dict[str, str], str]] = {
    "an open block": (
        {"page.html": "<p>\n{% if title %}\n"},
        "layouts/page.html:2: the layout can't be read: Unexpected end of template. Jinja was looking for the following tags: "
        "'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if'.",
    ),
    "a filter that is not there": (
        {"page.html": "<p>\n{{ title|shout }}\n"},
        "layouts/page.html:2: the layout can't be read: No filter named 'shout'.",
    ),
    "a value that is not there": (
        {"page.html": "<p>\n\n{{ titel }}\n"},
        "layouts/page.html:3: the layout asks for something that is not there: 'titel' is undefined",
    ),
    "a field that is not there, in a layout below": (
        {
            "page.html": '{% extends "base.html" %}\n{% block body %}\n{{ head.titel }}{% endblock %}',
            "base.html": "{% block body %}{% endblock %}",
        },
        "layouts/page.html:3: the layout asks for something that is not there: 'str object' has no attribute 'titel'",
    ),
    "a value that is not there, in a part that is taken in": (
        {"page.html": '<p>\n{% include "part.html" %}', "part.html": "\n\n\n{{ nothing }}"},
        "layouts/part.html:4: the layout asks for something that is not there: 'nothing' is undefined",
    ),
    "a sum that can't be made": (
        {"page.html": "{{ title }}\n{{ 1 / 0 }}"},
        "layouts/page.html:2: the layout failed: division by zero",
    ),
    "a layout that takes in itself": (
        {"page.html": 'x\n{% include "page.html" %}'},
        "layouts/page.html:2: the layout failed: maximum recursion depth exceeded",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_while_rendering_is_told_with_the_layouts_file_and_line(layouts: Layouts, case: str) -> None:
    files, told = FAULTS[case]
    for name, text in files.items():
        layouts.put(name, text)

    with pytest.raises(ContentError) as fault:
        layouts.render("page.html", title="Lit", head="a head")

    (words,) = words_of(fault)
    assert words.startswith(told)
    assert "Traceback" not in words
    assert "\n" not in words


def test_what_fails_below_the_layouts_is_not_blamed_on_them(layouts: Layouts) -> None:
    layouts.put("page.html", "{{ title }}")

    with pytest.raises(TypeError):
        Theme(layouts.project).render("page.html", 3)  # type: ignore[arg-type]


# ---------------------------------------------------------------- pieces that are drawn once


def test_a_piece_is_drawn_once_for_each_value_it_is_given(layouts: Layouts) -> None:
    layouts.put("pieces.html", "{% macro twice(word) %}{{ word }} {{ word }} {% endmacro %}")
    layouts.put("page.html", '{% import "pieces.html" as piece %}{% for _ in "ab" %}{{ once(piece.twice, title) }}{% endfor %}')
    theme = Theme(layouts.project)

    assert [theme.render("page.html", {"title": title}) for title in ("A & B", "C", "A & B")] == [
        "A &amp; B A &amp; B A &amp; B A &amp; B ",
        "C C C C ",
        "A &amp; B A &amp; B A &amp; B A &amp; B ",
    ]


SEEING = {
    "a macro of the page itself": "{% macro own() %}{{ title }}{% endmacro %}\n{{ once(own) }}",
    "one that is given the page's context": '{% import "pieces.html" as piece with context %}\n{{ once(piece.name) }}',
    "no macro": "{{ title }}\n{{ once() }}",
}


@pytest.mark.parametrize("case", SEEING)
def test_what_can_see_more_than_it_is_given_is_not_drawn_once(layouts: Layouts, case: str) -> None:
    layouts.put("pieces.html", "{% macro name() %}{{ title }}{% endmacro %}")
    layouts.put("page.html", SEEING[case])

    with pytest.raises(ContentError) as fault:
        layouts.render("page.html", title="Lit")

    assert words_of(fault)[0].startswith("layouts/page.html:2: once() is given a macro that can see more than its arguments")


# ---------------------------------------------------------------- what a template takes in


def test_a_templates_hash_changes_with_all_that_it_extends_includes_and_imports(layouts: Layouts) -> None:
    layouts.put("page.html", '{% extends "base.html" %}{% import "macros.html" as m %}{% block body %}{% endblock %}')
    layouts.put("base.html", '{% from "more.html" import x %}{% include "part.html" %}{% block body %}{% endblock %}')
    layouts.put("other.html", "other")
    for name in ("macros.html", "more.html", "part.html"):
        layouts.put(name, "{% macro x() %}{% endmacro %}")
    seen = {layouts.closure("page.html")}
    other = layouts.closure("other.html")

    for name in ("page.html", "base.html", "macros.html", "more.html", "part.html"):
        path = layouts.project / "layouts" / name
        path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
        seen.add(layouts.closure("page.html"))

    assert len(seen) == 6
    assert layouts.closure("other.html") == other


def test_layouts_that_take_in_each_other_have_a_hash_all_the_same(layouts: Layouts) -> None:
    layouts.put("a.html", '{% if title %}{% include "b.html" %}{% endif %}')
    layouts.put("b.html", '{% if title %}{% include "a.html" %}{% endif %}')

    assert layouts.closure("a.html") != ""


UNREADABLE: dict[str, tuple[dict[str, str | bytes], str]] = {
    "the layout itself is missing": ({}, 'layouts/page.html: the layout "page.html" is missing'),
    "what it takes in is missing": (
        {"page.html": '<p>\n{% include "gone.html" %}'},
        'layouts/page.html:2: the layout "gone.html" is missing',
    ),
    "what that takes in is missing": (
        {"page.html": '{% extends "base.html" %}', "base.html": '\n\n{% import "gone.html" as gone %}'},
        'layouts/base.html:3: the layout "gone.html" is missing',
    ),
    "it takes in a folder": (
        {"page.html": '{% include "static" %}', "static/site.css": ""},
        'layouts/page.html:1: the layout "static" is missing',
    ),
    "it takes in a name that is made up on the way": (
        {"page.html": '<p>\n<p>\n{% include title ~ ".html" %}'},
        "layouts/page.html:3: the layout takes in another whose name is not written out\n    hint: write the name in quotes",
    ),
    "it takes in one of several": (
        {"page.html": '{% include ["a.html", "b.html"] %}'},
        "layouts/page.html:1: the layout takes in another whose name is not written out\n    hint: write the name in quotes",
    ),
    "it is not UTF-8": ({"page.html": b"sm\xf6r"}, "layouts/page.html: the layout can't be read: it is not UTF-8"),
    "it has an open expression": (
        {"page.html": "<p>\n<p>{{ title }"},
        "layouts/page.html:2: the layout can't be read: unexpected '}'",
    ),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_layout_that_cant_be_read_is_told_before_anything_is_made(layouts: Layouts, case: str) -> None:
    files, told = UNREADABLE[case]
    for name, text in files.items():
        layouts.put(name, text)

    with pytest.raises(ContentError) as fault:
        layouts.closure("page.html")

    assert words_of(fault) == [told]


# ---------------------------------------------------------------- files that are no templates


def test_assets_are_all_files_that_are_no_templates(layouts: Layouts) -> None:
    for name in ("page.html", "feed.xml", "robots.txt", "static/site.css", "static/fonts/a.woff2", ".hidden", "static/.x"):
        layouts.put(name, "a" if "css" in name else "b")

    found = Theme(layouts.project).assets()

    assert list(found) == ["layouts/static/fonts/a.woff2", "layouts/static/site.css"]
    assert len(set(found.values())) == 2


# ---------------------------------------------------------------- in a build


def test_every_layout_that_cant_be_read_is_told_at_once_and_nothing_is_published(site: TinySite) -> None:
    site.article("lit")
    site.build()
    before = site.files()
    site.put("layouts/tool.html", "\n{% if %}")
    site.put("layouts/feed.xml", '{% include "gone.xml" %}')
    site.put("layouts/tools.html", "{% include title %}")

    outcome = site.build()

    assert not outcome.is_published
    assert [str(one.where) for one in outcome.problems] == ["layouts/feed.xml:1", "layouts/tool.html:2", "layouts/tools.html:1"]
    assert [one.code for one in outcome.problems] == ["layout-missing", "layout-syntax", "layout-dynamic"]
    assert site.files() == before
