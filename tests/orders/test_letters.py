"""Letters, over real SMTP on the loopback address: sent once, tried again, never twice, and never with an address in a notice."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message as Letter
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller

from press import receiving
from press.make.theme import Theme
from press.orders.desk import warning_of
from press.orders.letters import GIVEN_UP_S, LEASE_S, PAUSES_S, Postman, trouble
from press.orders.tables import LETTERS
from press.record import replace
from press.terms import Mail, Orders
from tests.hosts.servers import free_port
from tests.orders.asking import WHOLE, Asked, receiver

READER, DESK = WHOLE["epost"], "desk@example.org"


class Server:
    """A mail server that keeps what it takes; `answers` are what it says to recipients and to letters instead of yes."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, Letter]] = []
        self.answers: dict[str, str] = {}
        self.waits_s = 0.0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if answer := self.answers.get("rcpt"):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if answer := self.answers.get("data"):
            return answer
        self.taken += [(one, message_from_bytes(envelope.content, policy=default)) for one in envelope.rcpt_tos]
        await asyncio.sleep(self.waits_s)
        return "250 OK"

    def to(self, recipient: str) -> list[Letter]:
        return [letter for one, letter in self.taken if one == recipient]


@contextmanager
def mail_server(server: Server, port: int) -> Iterator[None]:
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def asked(project: Path, tmp_path: Path, port: int) -> Iterator[Asked]:
    mail = Mail("127.0.0.1", port, "none", sender="skriften@example.org", desk=DESK)
    with receiver(project, tmp_path, replace(Orders(mode="receiver"), mail=mail)) as one:
        yield one


@pytest.fixture
def postman(project: Path, asked: Asked) -> Postman:
    compose = receiving.composer(Theme(project), receiving.shell_in(project / "output"))
    return Postman(asked.store, "", compose, timeout_s=1)


def states(asked: Asked) -> list[str]:
    with asked.store.reading() as connection:
        return sorted(connection.execute(sa.select(LETTERS.c.state)).scalars())


def test_the_reader_gets_a_receipt_and_the_desk_a_notice_without_the_address(asked: Asked, postman: Postman, port: int) -> None:
    reference = asked.order().reference
    server = Server()

    with mail_server(server, port):
        went = postman.deliver() + postman.deliver()

    (receipt,), (notice,) = server.to(READER), server.to(DESK)
    assert went == 2
    assert (receipt["Subject"], notice["Subject"]) == (f"Din beställning {reference}", f"Ny beställning {reference}")
    assert receipt["From"] == "skriften@example.org"
    assert receipt["Auto-Submitted"] == "auto-generated"
    for letter in (receipt, notice):
        text = letter.get_payload(decode=True).decode()  # type: ignore[union-attr]
        assert reference in text
        assert not any(value in text for name, value in WHOLE.items() if len(value) > 4 and name != "epost")
    assert READER not in notice.as_string()
    assert states(asked) == ["sent", "sent"]


def test_a_message_is_noticed_without_its_words(asked: Asked, postman: Postman, port: int) -> None:
    reference = asked.message(epost="bo@example.org").reference
    server = Server()

    with mail_server(server, port):
        postman.deliver()

    ((recipient, letter),) = server.taken
    assert recipient == DESK
    assert letter["Subject"] == f"Nytt meddelande {reference}"
    assert "Kartan" not in letter.as_string()


def test_without_a_mail_server_in_the_settings_there_are_no_letters(project: Path, tmp_path: Path) -> None:
    with receiver(project, tmp_path) as asked:
        asked.order()

        assert states(asked) == []


def test_a_mailbox_can_not_be_filled_with_receipts(asked: Asked) -> None:
    for number in range(1, 8):
        asked.order(antal=str(number))

    with asked.store.reading() as connection:
        found = connection.execute(sa.select(LETTERS.c.kind, sa.func.count()).group_by(LETTERS.c.kind)).all()
    assert dict(map(tuple, found)) == {"receipt": 3, "notice": 7}


def test_a_server_that_is_away_is_tried_again_with_growing_pauses(asked: Asked, postman: Postman, port: int) -> None:
    asked.order()
    postman.deliver()
    tries = []
    for pause in PAUSES_S:
        for wait in (pause - 1, 1):
            asked.clock.goes_on(seconds=wait)
            postman.deliver()
            tries.append(_tries(asked))
    asked.clock.goes_on(seconds=PAUSES_S[-1])
    server = Server()

    with mail_server(server, port):
        postman.deliver()

    assert tries == [1, 2, 2, 3, 3, 4, 4, 5, 5, 6]
    assert len(server.taken) == 2


def _tries(asked: Asked) -> int:
    with asked.store.reading() as connection:
        return int(connection.execute(sa.select(sa.func.max(LETTERS.c.tries))).scalar_one())


@pytest.mark.parametrize("where", ["rcpt", "data"])
def test_a_letter_that_is_put_off_is_sent_later_and_once(asked: Asked, postman: Postman, port: int, where: str) -> None:
    asked.order()
    server = Server()

    with mail_server(server, port):
        server.answers[where] = "451 later"
        postman.deliver()
        put_off = states(asked)
        server.answers.clear()
        asked.clock.goes_on(seconds=PAUSES_S[0])
        postman.deliver()
        postman.deliver()

    assert put_off == ["waiting", "waiting"]
    assert [len(server.to(one)) for one in (READER, DESK)] == [1, 1]


@pytest.mark.parametrize("where", ["rcpt", "data"])
def test_a_letter_that_is_refused_for_good_is_told_to_the_desk(asked: Asked, postman: Postman, port: int, where: str) -> None:
    asked.order()
    server = Server()
    server.answers[where] = "550 no such mailbox"

    with mail_server(server, port):
        postman.deliver()
        asked.clock.goes_on(days=1)
        postman.deliver()

    assert states(asked) == ["refused", "refused"]
    assert warning_of(trouble(asked.store)) == "warning: 2 letters refused by the mail server"


def test_a_slow_server_that_took_the_letter_after_all_does_not_get_it_again(asked: Asked, postman: Postman, port: int) -> None:
    asked.order(epost="")
    server = Server()
    server.waits_s = 1.5

    with mail_server(server, port):
        postman.deliver()
        asked.clock.goes_on(days=2)
        postman.deliver()

    assert states(asked) == ["unsure"]
    assert len(server.taken) == 1
    assert "1 letter may or may not have gone" in warning_of(trouble(asked.store))


@pytest.mark.parametrize("after", ["greeting", "MAIL", "RCPT", "DATA", "a line", "the end"])
def test_wherever_the_line_breaks_no_letter_is_taken_twice(asked: Asked, postman: Postman, port: int, after: str) -> None:
    asked.order(epost="")
    with breaking(port, after) as taken:
        postman.deliver()
    first = states(asked)
    server = Server()

    asked.clock.goes_on(seconds=LEASE_S + PAUSES_S[0])
    with mail_server(server, port):
        postman.deliver()

    assert len(taken) + len(server.taken) <= 1
    assert first == (["waiting"] if after in {"greeting", "MAIL", "RCPT", "DATA"} else first)
    if first == ["waiting"]:
        assert len(server.taken) == 1
    else:
        assert (first, states(asked)) == (["unsure"], ["unsure"])
    if after == "the end":
        assert (len(taken), first) == (1, ["unsure"])


@contextmanager
def breaking(port: int, after: str) -> Iterator[list[bytes]]:
    """A mail server that hangs up at a certain moment of its first talk. Gives the letters of which it has the end."""
    taken: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", port))

    def talk() -> None:
        line, _ = listener.accept()
        with line, line.makefile("rb") as told:
            if after == "greeting":
                return
            line.sendall(b"220 hello\r\n")
            for command in told:
                word = command.decode().split()[0].upper()
                if word == after and after != "DATA":
                    return
                if word == "DATA":
                    break
                line.sendall(b"250 OK\r\n")
            if after == "DATA":
                return
            line.sendall(b"354 go on\r\n")
            content = b""
            for part in told:
                if part == b".\r\n":
                    taken.append(content)
                    return
                content += part
                if after == "a line":
                    return

    thread = threading.Thread(target=talk)
    thread.start()
    try:
        yield taken
    finally:
        thread.join()
        listener.close()


def test_what_a_killed_receiver_had_taken_is_carried_by_the_next_and_what_it_was_handing_over_by_nobody(
    asked: Asked, postman: Postman, port: int
) -> None:
    asked.order()
    with asked.store.writing() as connection:  # as a killed process leaves them
        due = int(asked.clock()) + LEASE_S
        connection.execute(sa.update(LETTERS).where(LETTERS.c.kind == "receipt").values(state="taken", due=due))
        connection.execute(sa.update(LETTERS).where(LETTERS.c.kind == "notice").values(state="handing", due=due))
    server = Server()

    with mail_server(server, port):
        postman.deliver()
        at_once = len(server.taken)
        asked.clock.goes_on(seconds=LEASE_S)
        postman.deliver()

    assert (at_once, len(server.to(READER)), len(server.to(DESK))) == (0, 1, 0)
    assert states(asked) == ["sent", "unsure"]


def test_after_three_days_a_letter_is_given_up_and_told(asked: Asked, postman: Postman) -> None:
    asked.order(epost="")
    asked.clock.goes_on(seconds=GIVEN_UP_S + 1)
    late = warning_of(trouble(asked.store))

    postman.deliver()

    assert late == "warning: 1 letter waiting for the mail server since more than an hour"
    assert states(asked) == ["refused"]


def test_a_server_that_offers_no_encryption_gets_no_letter(project: Path, asked: Asked, port: int) -> None:
    asked.order()
    terms = replace(asked.store.terms, mail=replace(asked.store.terms.mail, security="starttls"))
    asked.store.terms = terms
    server = Server()

    with mail_server(server, port):
        Postman(asked.store, "", lambda *_: ("a", "b"), timeout_s=1).deliver()

    assert server.taken == []
    assert states(asked) == ["waiting", "waiting"]


def test_a_line_that_begins_with_a_full_stop_ends_no_letter(asked: Asked, port: int) -> None:
    asked.order(epost="")
    server = Server()

    with mail_server(server, port):
        Postman(asked.store, "", lambda *_: ("Å", "first\n.\n.second\n"), timeout_s=1).deliver()

    ((_, letter),) = server.taken
    assert letter.get_payload(decode=True).decode().replace("\r\n", "\n").rstrip() == "first\n.\n.second"  # type: ignore[union-attr]
