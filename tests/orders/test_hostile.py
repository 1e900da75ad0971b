"""Posts that mean harm, or nothing at all: never a fault of ours, never an echo that a browser would run, never a row unasked."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from press.orders.forms import MESSAGE_FIELDS, ORDER_FIELDS, read, tidy
from press.orders.tables import MESSAGES, ORDERS
from press.record import fields_of, replace
from press.terms import Orders, Rates
from tests.orders.asking import MESSAGE, ORDER, TOLD, WHOLE, Answer, Asked, receiver

TERMS = replace(Orders(mode="receiver"), rates=Rates(10**6, 10**6))
MANY = settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
CANARY = "<canary onload=alert(1)>\"'><script>canary</script>"
KNOWN = ("form", "input", "button", "textarea", "select", "option", "script", "svg", "img", "iframe", "meta", "link", "base")

ATTACKS = [
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "</textarea><script>alert(1)</script>",
    "<!--",
    "]]>",
    "&lt;script&gt;",
    "&#60;img src=x&#62;",
    "{{7*7}}{% raw %}${7*7}<%= 7*7 %>#{7*7}",
    "{{ site.__class__.__mro__ }}",
    "'; DROP TABLE orders; --",
    "1 OR 1=1",
    "\\'; SELECT pg_sleep(10)--",
    "Robert'); DELETE FROM letters;--",
    "a\r\nBcc: all@example.org",
    "a\nTo: b@example.org\n\nhej",
    "a%0d%0aSet-Cookie: x=1",
    "\x00",
    "a\x00b",
    "\x1b[2J\x1b[31m",
    "\x07\x08\x7f",
    "\u202egnorw\u202c",
    "\u2066a\u2069\u200b\ufeff",
    "a" + "\u0301" * 400,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 30,
    "\ufdd0\uffff",
    "\ue000",
    "\u2028\u2029",
    "ﬁ５Ａ",
    "=HYPERLINK(\"http://x\")",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    "../../../../etc/passwd",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "%s%n%x%d",
    "$(reboot)`reboot`",
    "A" * 5000,
    "å" * 8000,
    " " * 3000,
    "\t\r\n",
    "-1",
    "0",
    "1e3",
    "0x10",
    "5 5",
    "99999999999999999999",
    "NaN",
    "true",
    "a@b",
    "a@b.se,c@d.se",
    "a@b.se\ncc:d@e.se",
    '"a b"@c.se',
    "a@[127.0.0.1]",
    "a@" + "b." * 120 + "se",
    "å@växjö.se",
]  # fmt: skip


@pytest.fixture(scope="module")
def asked(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    with receiver(project, tmp_path_factory.mktemp("hostile"), TERMS) as one:
        yield one


class Skeleton(HTMLParser):
    """Every element of a page that could do something, with the names of its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in KNOWN or any(name.startswith("on") for name, _ in attrs):
            self.found.append((tag, tuple(name for name, _ in attrs)))


def look(answer: Answer) -> None:
    """What holds of every answer, whatever was asked."""
    assert answer.status < 500, answer.text
    assert "<canary" not in answer.text
    assert "<script>alert" not in answer.text
    for tag, names in Skeleton(answer.text).found:
        assert tag != "script", answer.text
        assert not any(name.startswith("on") for name in names), answer.text
    assert all(value.isprintable() for value in answer.headers.values())


def empty(asked: Asked) -> None:
    with asked.store.writing() as connection:
        for table in (ORDERS, MESSAGES):
            connection.execute(table.delete())


def is_empty(asked: Asked) -> bool:
    return not asked.store.orders() and not asked.store.messages()


def follow(asked: Asked, path: str, posted: dict[str, str]) -> None:
    """Posts, confirms what can be confirmed, and sees that just that was stored."""
    empty(asked)
    shown = asked.post(path, posted)
    look(shown)
    draft, faults = read("order" if path == ORDER else "message", posted, TERMS)
    assert (shown.status == 200) == (draft is not None)
    assert is_empty(asked)
    if draft is None:
        assert faults
        return
    thanks = asked.confirm(shown, path)
    look(thanks)
    assert thanks.status == 200
    kept = [one.order for one in asked.store.orders()] + [one.message for one in asked.store.messages()]
    assert kept == [draft]
    for name in fields_of(draft):
        value = getattr(draft, name)
        assert not isinstance(value, str) or all(sign.isprintable() or sign == "\n" for sign in value)


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_a_known_attack_in_each_field_does_nothing(asked: Asked, attack: str) -> None:
    for name in ORDER_FIELDS:
        follow(asked, ORDER, WHOLE | {name: attack})
    for name in MESSAGE_FIELDS:
        follow(asked, MESSAGE, TOLD | {name: attack})


SIGNS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@MANY
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(ORDER_FIELDS, SIGNS)), SIGNS)
def test_any_words_in_an_order_are_taken_as_they_are_or_shown_again(asked: Asked, changes: dict[str, str], word: str) -> None:
    follow(asked, ORDER, WHOLE | changes)
    look(asked.post(ORDER, dict.fromkeys(ORDER_FIELDS, word + CANARY)))


@MANY
@given(SIGNS, SIGNS, SIGNS)
def test_any_words_in_a_message_are_taken_as_they_are_or_shown_again(asked: Asked, text: str, page: str, email: str) -> None:
    follow(asked, MESSAGE, {"meddelande": text, "sida": page, "epost": email, "webbplats": ""})
    look(asked.post(MESSAGE, dict.fromkeys(MESSAGE_FIELDS, text + CANARY)))


@MANY
@given(st.binary(max_size=300), st.sampled_from((ORDER, MESSAGE, f"{ORDER}bekrafta/", f"{MESSAGE}bekrafta/")))
@example(b"bevis=" + b"%F0%9F" * 50, f"{ORDER}bekrafta/")
@example(b"&&&===;;;%%%", ORDER)
def test_any_bytes_are_answered_and_store_nothing(asked: Asked, content: bytes, path: str) -> None:
    empty(asked)

    look(asked.post(path, content))

    assert is_empty(asked)


@MANY
@given(
    st.dictionaries(
        st.sampled_from(("content-type", "content-length", "origin", "sec-fetch-site", "x-forwarded-for", "host", "cookie")),
        st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=40),
        max_size=7,
    )
)
def test_any_headers_are_answered_and_store_nothing(asked: Asked, headers: dict[str, str]) -> None:
    empty(asked)

    look(asked.ask("POST", ORDER, b"namn=a", headers))

    assert is_empty(asked)


@MANY
@given(st.text(max_size=80))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert tidy(tidy(text, is_long=True), is_long=True) == tidy(text, is_long=True)


@MANY
@given(st.integers(0, 400), st.integers(0, 127))
def test_a_token_of_which_one_letter_is_another_stores_nothing(asked: Asked, place: int, letter: int) -> None:
    token = asked.post(ORDER, WHOLE | {"namn": "Nobody Else"}).token
    place %= len(token)
    other = token[:place] + chr(letter) + token[place + 1 :]
    asked.clock.goes_on(seconds=5)

    answer = asked.post(f"{ORDER}bekrafta/", {"bevis": other})

    # the last sign of a signature carries bits that say nothing; what it signs is the same then
    assert other == token or answer.status == 400 or (place == len(token) - 1 and answer.status == 303)
