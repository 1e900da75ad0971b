"""What is made, kept and dropped, and why; and a ledger's file, which is never trusted."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.digest import digest
from press.make.ledger import Entry, Facts, Key, Ledger, as_text, divide, key_of, ledger_of
from press.record import replace
from press.shape.output import Content, Copy, Output, Page, Pdf
from press.shape.views.frame import Site

FACTS = Facts(4, "ab12", 0)
KEY = Key("recipe", "templates", "", "engine")
SITE = Site(
    title="En liten skrift", tagline="", language="sv", origin="https://example.org", home="/", publisher="", email="",
    licence="", nav=(), foot=(), entries=(), stylesheet="/static/site.css", feed="/feed.xml",
    ribbon_plain="", ribbon_filled="", total=290, image="",
)  # fmt: skip
PATHS = st.sampled_from(["site/a", "site/b", "site/c", "site/d"])
KEYS = st.builds(Key, st.sampled_from("rs"), st.sampled_from("tu"), st.sampled_from("vw"), st.sampled_from("xy"))
ENTRIES = st.builds(Entry, KEYS, st.builds(Facts, st.integers(0, 9), st.sampled_from(["ab", "cd"]), st.integers(0, 3)))


def an_output(path: str = "site/a", text: str = "text") -> Output:
    return Output(path, Content(text))


def always(path: str, entry: Entry) -> bool:
    return True


# ---------------------------------------------------------------- divide


@given(asked=st.dictionaries(PATHS, KEYS), before=st.dictionaries(PATHS, ENTRIES), lost=st.sets(PATHS), full=st.booleans())
def test_everything_asked_for_is_made_or_kept_and_all_else_is_dropped(
    asked: Mapping[str, Key], before: Mapping[str, Entry], lost: set[str], full: bool
) -> None:
    keyed = [(an_output(path), key) for path, key in asked.items()]

    work = divide(keyed, Ledger(before), lambda path, _: path not in lost, full=full)

    made = {job.output.path for job in work.make}
    assert made | set(work.keep) == set(asked)
    assert not made & set(work.keep)
    assert set(work.keep) == {
        path for path, key in asked.items() if not full and path in before and before[path].key == key and path not in lost
    }
    assert all(work.keep[path] is before[path] for path in work.keep)
    assert all(job.reason and job.key == asked[job.output.path] for job in work.make)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"recipe": "another"}, "what it shows changed"),
        ({"templates": "others"}, "its layout changed"),
        ({"wanted": "more"}, "the facts it tells changed"),
        ({"engine": "newer", "recipe": "another"}, "the program changed"),
    ],
)
def test_the_reason_names_what_changed(change: dict[str, str], reason: str) -> None:
    work = divide([(an_output(), replace(KEY, **change))], Ledger({"site/a": Entry(KEY, FACTS)}), always)

    assert [job.reason for job in work.make] == [reason]


def test_a_new_output_and_a_lost_one_and_a_full_build_have_reasons_of_their_own() -> None:
    ledger = Ledger({"site/a": Entry(KEY, FACTS)})

    new = divide([(an_output("site/b"), KEY)], ledger, always)
    lost = divide([(an_output(), KEY)], ledger, lambda path, _: False)
    full = divide([(an_output(), KEY)], ledger, always, full=True)

    assert [work.make[0].reason for work in (new, lost, full)] == [
        "it is new",
        "it was changed or deleted by hand",
        "everything is asked for",
    ]


def test_a_file_is_looked_at_only_when_it_would_be_kept() -> None:
    asked: list[str] = []

    def note(path: str, entry: Entry) -> bool:
        asked.append(path)
        return True

    keyed = [(an_output("site/a"), KEY), (an_output("site/b"), KEY), (an_output("site/c"), replace(KEY, engine="new"))]
    ledger = Ledger({"site/a": Entry(KEY, FACTS), "site/c": Entry(KEY, FACTS)})

    divide(keyed, ledger, note)

    assert asked == ["site/a"]


# ---------------------------------------------------------------- keys


def test_a_keys_parts_are_those_that_its_kind_of_output_depends_on() -> None:
    page = key_of(Output("site/a", Page("a.html", SITE)), "templates", "engine")
    wanting = key_of(Output("site/a", Page("a.html", SITE, wants=("site/b",))), "templates", "engine", {"site/b": FACTS})
    pdf = key_of(Output("site/a", Pdf("a.html", None, ())), "templates", "engine")
    text = key_of(an_output(), "templates", "engine")

    assert [(key.templates, bool(key.wanted), key.engine) for key in (page, wanting, pdf, text)] == [
        ("templates", False, "engine"),
        ("templates", True, "engine"),
        ("templates", False, "engine"),
        ("", False, "engine"),
    ]


def test_two_kinds_of_recipe_with_the_same_words_have_two_keys() -> None:
    text = key_of(Output("site/a", Copy("a", "b")), "", "")
    page = key_of(Output("site/a", Content("a")), "", "")

    assert len({text.recipe, page.recipe, digest("a")}) == 3


def test_a_page_that_wants_facts_has_another_key_when_they_change() -> None:
    output = Output("site/a", Page("a.html", SITE, wants=("site/b",)))

    one, other = (key_of(output, "", "", {"site/b": Facts(size, "ab", 2)}) for size in (4, 5))

    assert one.recipe == other.recipe
    assert one.wanted != other.wanted


# ---------------------------------------------------------------- the file


@given(st.dictionaries(st.text(max_size=8), ENTRIES))
def test_a_ledger_is_read_as_it_was_written(entries: Mapping[str, Entry]) -> None:
    assert ledger_of(as_text(Ledger(entries))) == Ledger(entries)


def test_a_ledgers_text_does_not_depend_on_the_order_of_its_entries() -> None:
    entries = {path: Entry(KEY, FACTS) for path in ("site/b", "site/a", "site/ö")}

    assert as_text(Ledger(entries)) == as_text(Ledger(dict(reversed(entries.items()))))


DAMAGED = {
    "nothing": "",
    "no JSON": "{",
    "half of it": as_text(Ledger({"site/a": Entry(KEY, FACTS)}))[:-20],
    "a list": "[]",
    "a number": "2",
    "null": "null",
    "another format": '{"format":1,"outputs":{}}',
    "no outputs": '{"format":2}',
    "outputs as a list": '{"format":2,"outputs":[1]}',
    "a short row": '{"format":2,"outputs":{"site/a":["r","t"]}}',
    "a long row": '{"format":2,"outputs":{"site/a":["r","t","w","e",4,"ab",0,0]}}',
    "a row of other types": '{"format":2,"outputs":{"site/a":["r","t","w","e","4","ab",0]}}',
    "a row that is a number": '{"format":2,"outputs":{"site/a":7}}',
    "a size that is a fraction": '{"format":2,"outputs":{"site/a":["r","t","w","e",4.5,"ab",0]}}',
    "very deep": "[" * 100_000,
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_ledger_is_an_empty_one(text: str) -> None:
    assert ledger_of(text) == Ledger()


@settings(max_examples=40)
@given(st.text(max_size=60) | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_no_text_whatever_makes_the_ledgers_reading_fail(text: str) -> None:
    assert isinstance(ledger_of(text), Ledger)
