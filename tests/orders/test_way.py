"""The way of an order: from the form to the number that the reader keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.orders.app import MOST_BYTES
from press.record import replace
from press.terms import Orders, Rates
from tests.orders.asking import MESSAGE, ORDER, ORIGIN, TOLD, WHOLE, Asked, receiver


def test_an_order_is_shown_confirmed_stored_and_thanked_for(asked: Asked) -> None:
    shown = asked.post(ORDER, WHOLE)
    stored_before = asked.store.orders()
    thanks = asked.confirm(shown)

    (kept,) = asked.store.orders()
    assert (shown.status, shown.title) == (200, "Stämmer det här?")
    assert all(words in shown.text for words in ("Åsa Öberg", "Växjö kommun", "Box 1222", "351 12 Växjö", "asa.oberg@vaxjo.se"))
    assert stored_before == []
    assert (thanks.status, thanks.title, thanks.reference) == (200, "Tack för din beställning!", kept.reference)
    assert (kept.order.name, kept.order.postcode, kept.order.copies, kept.sent) == ("Åsa Öberg", "351 12", 5, None)


def test_a_message_may_be_anonymous(asked: Asked) -> None:
    thanks = asked.message()

    (kept,) = asked.store.messages()
    assert (thanks.title, thanks.reference) == ("Tack för ditt meddelande!", kept.reference)
    assert (kept.message.text, kept.message.email) == (TOLD["meddelande"], "")
    assert asked.store.orders() == []


def test_faults_come_back_on_the_form_with_what_was_written(asked: Asked) -> None:
    wrong = WHOLE | {"postnummer": "351 1", "epost": "asa.oberg.vaxjo.se", "antal": "51"}

    shown = asked.post(ORDER, wrong)

    assert (shown.status, shown.title) == (422, "Beställ skriften")
    assert "Tre uppgifter behöver rättas" in shown.text
    assert '<a href="#postnummer">' in shown.text
    assert 'aria-describedby="postnummer-fel"' in shown.text
    assert shown.text.count('aria-invalid="true"') == 3
    assert all(f'value="{value}"' in shown.text for value in wrong.values() if value not in {"SE", ""})
    assert "<title>Rätta uppgifterna – Beställ skriften" in shown.text


def test_what_was_confirmed_can_be_changed_first(asked: Asked) -> None:
    shown = asked.post(ORDER, WHOLE)

    form = asked.post(f"{ORDER}bekrafta/", {"bevis": shown.token, "andra": "ja"})

    assert (form.status, form.title) == (200, "Beställ skriften")
    assert 'value="Åsa Öberg"' in form.text
    assert "behöver rättas" not in form.text
    assert asked.store.orders() == []


def test_a_second_click_and_a_reloaded_page_count_once(asked: Asked) -> None:
    shown = asked.post(ORDER, WHOLE)

    first, second = asked.confirm(shown), asked.confirm(shown)

    assert first.reference == second.reference
    assert len(asked.store.orders()) == 1


def test_a_form_that_is_sent_twice_counts_once_within_the_hour_and_twice_after_it(asked: Asked) -> None:
    first, again = asked.order(), asked.order(namn="  Åsa   Öberg ")
    asked.clock.goes_on(seconds=3600)
    later = asked.order()

    assert first.reference == again.reference != later.reference
    assert len(asked.store.orders()) == 2


def test_another_number_of_copies_is_another_order(asked: Asked) -> None:
    asked.order()
    asked.order(antal="6")

    assert [kept.order.copies for kept in asked.store.orders()] == [5, 6]


def test_a_page_that_stood_open_too_long_is_shown_once_more_and_its_order_still_counts_once(asked: Asked) -> None:
    shown = asked.post(ORDER, WHOLE)
    asked.clock.goes_on(seconds=4000)

    late = asked.post(f"{ORDER}bekrafta/", {"bevis": shown.token})
    asked.confirm(late)

    assert late.status == 422
    assert "stått öppen för länge" in late.text
    assert "Åsa Öberg" in late.text
    assert len(asked.store.orders()) == 1


def test_who_confirms_faster_than_one_can_read_is_asked_again(asked: Asked) -> None:
    shown = asked.post(ORDER, WHOLE)

    quick = asked.post(f"{ORDER}bekrafta/", {"bevis": shown.token})

    assert quick.status == 422
    assert "Det gick fort" in quick.text
    assert asked.store.orders() == []
    assert asked.confirm(quick).title == "Tack för din beställning!"


@pytest.mark.parametrize("token", ["", "x", "W10.x.y", "å" * 200])
def test_a_token_that_was_not_made_here_stores_nothing(asked: Asked, token: str) -> None:
    answer = asked.post(f"{ORDER}bekrafta/", {"bevis": token})

    assert answer.status == 400
    assert asked.store.orders() == []


def test_a_token_of_a_message_is_none_of_an_order(asked: Asked) -> None:
    shown = asked.post(MESSAGE, TOLD)
    asked.clock.goes_on(seconds=5)

    assert asked.post(f"{ORDER}bekrafta/", {"bevis": shown.token}).status == 400


def test_an_address_that_is_opened_without_a_post_leads_to_the_form(asked: Asked) -> None:
    for path in (ORDER, f"{ORDER}bekrafta/"):
        assert asked.get(path).headers["location"] == "/bestall/"
    assert asked.get(MESSAGE).headers["location"] == "/tillganglighet/#del-rapportera"


def test_the_trap_shows_itself_when_a_browser_has_filled_it_in(asked: Asked) -> None:
    shown = asked.post(ORDER, WHOLE | {"webbplats": "https://example.com/"})

    assert shown.status == 422
    assert "ska vara tomt" in shown.text
    assert "example.com" not in shown.text
    assert 'value="Åsa Öberg"' in shown.text


def test_the_statement_on_accessibility_has_the_form_for_messages(project: Path) -> None:
    page = (project / "output/site/tillganglighet/index.html").read_text(encoding="utf-8")

    assert f'<form action="{MESSAGE}" method="post" novalidate>' in page
    assert "Ännu saknas en adress att skriva till" not in page


# ---------------------------------------------------------------- keeping out


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://example.org"},
        {"origin": ORIGIN, "sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "cross-site"},
    ],
)
def test_a_form_of_another_site_is_refused(asked: Asked, headers: dict[str, str]) -> None:
    asked.headers.clear()

    answer = asked.post(ORDER, WHOLE, **headers)

    assert answer.status == 403
    assert "från en annan webbplats" in answer.text


def test_a_browser_that_tells_no_origin_is_let_in(asked: Asked) -> None:
    asked.headers.clear()

    assert asked.post(ORDER, WHOLE).status == 200


def test_every_answer_has_strict_headers_and_no_cookie(asked: Asked) -> None:
    for answer in (asked.post(ORDER, WHOLE), asked.order(), asked.get("/bestall/mottagning/x/"), asked.post(ORDER, b"\xff")):
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
        assert "form-action 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] in {"no-store", "private, no-cache"}
        assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"namn=%ff", {}, 400),
        (b"namn=\xc3\xa5", {}, 400),
        (b"namn=a&namn=b", {}, 400),
        ("&".join(f"f{number}=1" for number in range(40)).encode(), {}, 400),
        (b"{}", {"content_type": "application/json"}, 415),
        (b"--x\r\n", {"content_type": "multipart/form-data; boundary=x"}, 415),
        (b"namn=" + b"a" * MOST_BYTES, {}, 413),
        (b"namn=" + b"a" * MOST_BYTES, {"content_length": "5"}, 413),
        (b"namn=a", {"content_length": "many"}, 413),
        (b"", {}, 422),
    ],
)
def test_what_is_no_form_of_ours_is_answered_plainly(asked: Asked, content: bytes, headers: dict[str, str], status: int) -> None:
    answer = asked.post(ORDER, content, **headers)

    assert answer.status == status
    assert "<h1>" in answer.text


def test_too_many_posts_from_one_address_are_answered_429_and_others_are_let_in(project: Path, tmp_path: Path) -> None:
    terms = replace(Orders(mode="receiver"), rates=Rates(address=3, all=5))
    with receiver(project, tmp_path, terms) as asked:
        mine = [asked.post(ORDER, WHOLE, x_forwarded_for="192.0.2.1").status for _ in range(4)]
        last = asked.post(ORDER, WHOLE, x_forwarded_for="1.2.3.4, 192.0.2.1")
        others = [asked.post(ORDER, WHOLE, x_forwarded_for=f"2001:db8:0:{number}::1").status for number in range(3)]
        asked.clock.goes_on(seconds=601)
        later = asked.post(ORDER, WHOLE, x_forwarded_for="192.0.2.1").status

    assert mine == [200, 200, 200, 429]
    assert last.status == 429
    assert 1 <= int(last.headers["retry-after"]) <= 600
    assert last.title == "Vänta en stund"
    assert others == [200, 200, 429]
    assert later == 200


def test_a_client_that_is_no_proxy_of_ours_can_not_give_itself_another_address(project: Path, tmp_path: Path) -> None:
    terms = replace(Orders(mode="receiver"), rates=Rates(address=1))
    with receiver(project, tmp_path, terms) as asked:
        told = {"content-type": "application/x-www-form-urlencoded", "content-length": "6"}
        answers = [
            asked.ask("POST", ORDER, b"namn=a", {**told, "x-forwarded-for": f"192.0.2.{one}"}, peer="198.51.100.7")
            for one in (1, 2)
        ]

    assert [one.status for one in answers] == [422, 429]


def test_unknown_addresses_and_methods_get_a_page(asked: Asked) -> None:
    assert asked.get(f"{ORDER}admin/").status == 404
    assert asked.ask("PUT", ORDER, b"", {}).status == 405
    assert asked.get(f"{ORDER}tack/?kvitto=x").status == 404


def test_the_health_address_tells_whether_an_order_could_be_taken(asked: Asked) -> None:
    assert (asked.get(f"{ORDER}halsa/").status, asked.get(f"{ORDER}halsa/").text) == (200, "ok\n")


def test_an_order_of_more_copies_than_there_are_is_told_how_many_are_left(project: Path, tmp_path: Path) -> None:
    with receiver(project, tmp_path, replace(Orders(mode="receiver"), stock=8)) as asked:
        asked.order()
        more = asked.post(ORDER, WHOLE | {"namn": "Bo Ek"})
        asked.order(namn="Bo Ek", antal="3")
        none = asked.post(ORDER, WHOLE | {"namn": "Eva Ek", "antal": "1"})

    assert (more.status, "Det finns 3 kvar." in more.text) == (422, True)
    assert (none.status, none.title) == (409, "Häftena är slut")
