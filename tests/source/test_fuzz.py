"""Whatever stands in a file, reading it gives a text or problems that can be printed: it never raises, never hangs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from html.parser import HTMLParser

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from press.model import Register, Text
from press.problems import ContentError, Problem, as_text
from press.source.articles import KEYS, Places, text_from
from press.source.rows import Lookup, row_of, text_of_row
from press.source.settings import REGISTER, TABLES, register_of, settings_of
from press.source.textfile import text_of
from tests.tiny import ROOT, SETTINGS

PUBLISHED = date(2026, 11, 24)
FRONT = "title: Lit\nsummary: Om Lit.\nmunicipality: Lund\ntool: dialog\ndimensions: social\n"
PRINTABLE = re.compile(r"[^\x00-\x1f\x7f-\x9f]*(\n    hint: [^\x00-\x1f\x7f-\x9f]+)?")
VOID = {"img", "br", "hr", "circle", "path", "use", "rect", "input", "wbr"}
fuzzing = settings(max_examples=300, derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def register() -> Register:
    return register_of({name: (ROOT / REGISTER / name).read_text(encoding="utf-8") for name in TABLES})


@cache
def places() -> Places:
    return Places.of(register())


def read(raw: bytes, path: str) -> Text | None:
    """The text of a file, after looking at all that must hold whatever stands in it."""
    text, problems = text_from(raw, path, places(), PUBLISHED)
    assert text is not None or problems
    last = max(raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1, 1)
    for found in problems:
        _look_at(found, path, last)
    if text is not None:
        assert not _unbalanced(text.body.html)
        for note in text.body.notes:
            assert not _unbalanced(note)
        assert text_of_row(row_of(text), str(text.body.html), Lookup(register())) == text
    return text


def _look_at(found: Problem, path: str, last: int) -> None:
    assert found.where.path == path
    assert 0 <= found.where.line <= last
    assert PRINTABLE.fullmatch(as_text(found))


class _Balance(HTMLParser):
    """Whether each element that is opened is closed, and in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def _unbalanced(html: object) -> list[str]:
    balance = _Balance()
    balance.feed(str(html))
    balance.close()
    return [*balance.wrong, *balance.open]


# ---------------------------------------------------------------- what is written

paths = st.sampled_from([f"content/{folder}/lit.md" for folder in KEYS] + ["content/dimensions/social.md"])
odd = st.sampled_from(
    ["\x00", "\x1b[31m", "\u2028", "\ufeff", "\u00a0", "\u202e", "\r", "\t", "🙂", "é", "ß", "²", "٣", "\ufffe", "--- ", "---\n"]
)
values = st.one_of(
    st.sampled_from(
        ["", "~", "null", "Lit", "Lund", "[Lund, Malmö]", "0114", "[[[]]]", "{a: b}", "{a: {b: [c, {d: e}]}}", "true", "ja",
         "2026-11-24", "2026-02-30", "0000-00-00", "99999999999", "-1", "nationell", "|\n  rad\n  rad", ">\n  rad", '"\\e[0m"',
         '"\\n"', '"', "'", "&a x", "*a", "!!binary x", "!x", "- x", "? x", "# x", "@x", "%x", "[", "{", "]", "<<: x",
         "\n  - x\n  - y", "\n  - title: x\n    url: y", "\n  file: x.png\n  alt: y", "\n  file: ../../x", "/x/", "https://[",
         "\n  share: 3\n  of: 2\n  words: x", "[.......]", "x" * 400]
    ),
    st.text(max_size=12),
    odd,
)  # fmt: skip
keys = st.one_of(st.sampled_from([key for known in KEYS.values() for key in known]), st.text(max_size=5), odd)
lines = st.builds(lambda key, value, space: f"{key}:{space}{value}\n", keys, values, st.sampled_from([" ", "", "\t", "  "]))
cuts = st.lists(st.tuples(st.integers(0, 400), st.one_of(st.text(max_size=3), odd, st.just("\n"))), max_size=4)

words = st.one_of(
    st.sampled_from(
        ["ord", "**ord**", "*o", "`kod`", "[^1]", "[^a]", "^[not]", "[x](lit.md)", "[x](#steg)", "<https://[x>", "\\",
         "[x](//[)", "![b](../images/b.png)", '![](b.png "t")', "[x]{.a #b}", "{.a}", "{#b lang=en}", "&#12;", "&amp;",
         '"citat"', "'", "|", "[x][r]", "<b>", "<!--", "![^1]", "[![b](b.png)](lit.md)", "[x](", "::: andel", "---"]
    ),
    st.text(max_size=6),
    odd,
)  # fmt: skip
row = st.lists(words, max_size=4).map(" ".join)
starts = st.sampled_from(
    ["", "", "# ", "## ", "### ", "#### ", "- ", "  - ", "    ", "1. ", "> ", "> - ", ": ", "[^1]: ", "[^a]: ", "    [^b]: ",
     "| ", "|---|---|", "| a | b |\n|:-:|---|\n| ", "::: ", "::: faktaruta ", "::: citat ", "::: andel 1 av 2 ",
     "::: andel 1 av 2 | ", ":::: sagjordede ", "::: andelen ", ":::", "::::", "> :::", "```", "``` andel", "~~~", "***", "===",
     "---", "{.a}\n", "[r]: ", "{style=x}\n", "- ::: faktaruta\n", "> ::: andel 2 av 2\n"]
)  # fmt: skip
ends = st.sampled_from(["\n", "\n\n", "\n    "])
bodies = st.lists(st.builds(lambda start, text, end: start + text + end, starts, row, ends), max_size=12).map("".join)


# ---------------------------------------------------------------- what must hold


@fuzzing
@given(st.binary(max_size=200), paths)
def test_random_bytes_give_a_text_or_problems(raw: bytes, path: str) -> None:
    read(raw, path)


@fuzzing
@given(st.binary(max_size=200), paths)
def test_random_bytes_between_fences_give_a_text_or_problems(raw: bytes, path: str) -> None:
    read(b"---\n" + raw + b"\n---\n" + raw, path)


@fuzzing
@given(st.lists(lines, max_size=6), st.booleans(), cuts, paths)
def test_front_matter_that_is_nearly_right_gives_a_text_or_problems(
    some: list[str], is_whole: bool, cut: list[tuple[int, str]], path: str
) -> None:
    text = f"---\n{FRONT if is_whole else ''}{''.join(some)}---\n\nEn text.\n"
    for at, sign in cut:
        text = text[:at] + sign + text[at + 1 :]

    read(text.encode("utf-8", "surrogatepass"), path)


@fuzzing
@given(bodies)
def test_markdown_of_every_kind_gives_whole_html_or_problems(body: str) -> None:
    read(f"---\n{FRONT}---\n\n{body}".encode("utf-8", "surrogatepass"), "content/articles/lit.md")


@fuzzing
@given(st.lists(lines, max_size=5), cuts)
def test_settings_that_are_nearly_right_give_settings_or_problems(some: list[str], cut: list[tuple[int, str]]) -> None:
    text = SETTINGS + "".join(some)
    for at, sign in cut:
        text = text[:at] + sign + text[at + 1 :]

    for found in problems_of(lambda: settings_of(text_of(text.encode(), "site.yaml"))):
        _look_at(found, "site.yaml", text.count("\n") + 1)


@fuzzing
@given(st.sampled_from(sorted(TABLES)), st.lists(st.tuples(st.integers(0, 250), st.one_of(st.text(max_size=3), odd)), max_size=3))
def test_a_register_that_is_nearly_right_gives_a_register_or_problems(name: str, cut: list[tuple[int, str]]) -> None:
    tables = {one: "".join((ROOT / REGISTER / one).read_text(encoding="utf-8").splitlines(keepends=True)[:4]) for one in TABLES}
    for at, sign in cut:
        tables[name] = tables[name][:at] + sign + tables[name][at + 1 :]

    def read_tables() -> Register:
        return register_of({one: text_of(text.encode(), f"{REGISTER}/{one}") for one, text in tables.items()})

    for found in problems_of(read_tables):
        assert found.where.path.startswith(REGISTER)
        assert PRINTABLE.fullmatch(as_text(found))


def problems_of(work: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        work()
    except ContentError as fault:
        return fault.problems
    return ()
