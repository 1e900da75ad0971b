"""The outbox: letters that were put there with their order, in the same transaction, are handed to a mail server, never twice.

A letter is at risk only between its last full stop and the server's answer. It is marked before that; when no answer
comes, nobody knows whether it went, and it is not sent again: the desk is told. Whatever fails earlier is tried again.
"""

from __future__ import annotations

import select
import smtplib
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import sqlalchemy as sa

from press.orders.store import Store
from press.orders.tables import LETTERS
from press.record import Record

PAUSES_S = (60, 300, 900, 3600, 4 * 3600)  # between tries; the last again and again
GIVEN_UP_S = 3 * 86_400
LEASE_S = 900  # a letter that a receiver took and did not finish is another's after this
LATE_S = 3600  # letters that wait longer make a warning
TIMEOUT_S = 20
_MOST = 50  # letters of one round

Compose = Callable[[str, str, int], tuple[str, str]]  # kind, reference, copies -> subject, text


class Letter(Record, frozen=True):
    key: str
    kind: str
    reference: str
    copies: int
    recipient: str
    arrived: int
    tries: int


class Trouble(Record, frozen=True):
    """What stands still in the outbox: letters that wait too long, were refused, or may or may not have gone."""

    late: int
    refused: int
    unsure: int

    def __bool__(self) -> bool:
        return bool(self.late or self.refused or self.unsure)


class _Later(Exception):  # noqa: N818  # not a fault: the letter is tried again
    pass


class _Never(Exception):  # noqa: N818  # the server refuses this letter for good
    pass


class Postman:
    """Carries letters for one process. Several may work on one database."""

    def __init__(self, store: Store, password: str, compose: Compose, timeout_s: float = TIMEOUT_S) -> None:
        self._store, self._password, self._compose, self._timeout_s = store, password, compose, timeout_s
        self._mail = store.terms.mail

    def deliver(self) -> int:
        """Hands over every letter that is due; gives how many went. Raises NotStoredError."""
        if not self._mail.host:
            return 0
        self._take_back()
        went = 0
        for _ in range(_MOST):
            letter = self._next()
            if letter is None:
                break
            went += self._carry(letter)
        return went

    def _carry(self, letter: Letter) -> bool:
        now = int(self._store.now())
        try:
            self._hand_over(letter)
        except _Never:
            self._mark(letter, "refused")
        except (_Later, OSError, smtplib.SMTPException):
            if now - letter.arrived > GIVEN_UP_S:
                self._mark(letter, "refused")
            else:
                self._mark(letter, "waiting", now + PAUSES_S[min(letter.tries, len(PAUSES_S)) - 1])
        except _Unanswered:
            self._mark(letter, "unsure")
        else:
            self._mark(letter, "sent")
            return True
        return False

    def _hand_over(self, letter: Letter) -> None:
        """One letter to the server. Raises _Later, _Never, _Unanswered, OSError, SMTPException."""
        mail, context = self._mail, ssl.create_default_context()
        if mail.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, mail.port, timeout=self._timeout_s, context=context)
        else:
            server = smtplib.SMTP(mail.host, mail.port, timeout=self._timeout_s)
        try:
            server.ehlo()
            if mail.security == "starttls":
                server.starttls(context=context)
                server.ehlo()
            if mail.user:
                server.login(mail.user, self._password)
            _expect(server.mail(mail.sender), (250,), is_final=False)
            _expect(server.rcpt(letter.recipient), (250, 251))
            _expect(server.docmd("DATA"), (354,))
            server.send(_stuffed(self._written(letter)))
            assert server.sock is not None
            if select.select([server.sock], [], [], 0)[0]:
                raise _Later  # it spoke or hung up before the end: it has not taken the letter
            self._mark(letter, "handing")
            try:
                server.send(b".\r\n")
                answer = server.getreply()
            except (OSError, smtplib.SMTPException):
                raise _Unanswered from None
            _expect(answer, (250,))
        finally:
            server.close()

    def _written(self, letter: Letter) -> bytes:
        subject, text = self._compose(letter.kind, letter.reference, letter.copies)
        message = EmailMessage(policy=SMTP)
        message["From"], message["To"], message["Subject"] = self._mail.sender, letter.recipient, subject
        message["Date"] = format_datetime(datetime.fromtimestamp(self._store.now(), UTC))
        message["Message-ID"] = f"<{letter.key}@{self._mail.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text)
        return message.as_bytes()

    # ------------------------------------------------------------ the box

    def _next(self) -> Letter | None:
        """Takes the letter that has waited longest, so that nobody else does."""
        now = int(self._store.now())
        due = (
            sa.select(LETTERS)
            .where(LETTERS.c.state == "waiting", LETTERS.c.due <= now)
            .order_by(LETTERS.c.due, LETTERS.c.key)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        with self._store.writing() as connection:
            row = connection.execute(due).mappings().first()
            if row is None:
                return None
            change = sa.update(LETTERS).where(LETTERS.c.key == row["key"])
            connection.execute(change.values(state="taken", due=now + LEASE_S, tries=row["tries"] + 1))
        return Letter(
            row["key"], row["kind"], row["reference"], row["copies"], row["recipient"], row["arrived"], row["tries"] + 1
        )  # fmt: skip

    def _take_back(self) -> None:
        """Letters of a receiver that was killed: what it had not handed over waits again, the rest nobody knows of."""
        now = int(self._store.now())
        with self._store.writing() as connection:
            for state, becomes in (("taken", "waiting"), ("handing", "unsure")):
                left = sa.update(LETTERS).where(LETTERS.c.state == state, LETTERS.c.due <= now)
                connection.execute(left.values(state=becomes))

    def _mark(self, letter: Letter, state: str, due: int | None = None) -> None:
        change = sa.update(LETTERS).where(LETTERS.c.key == letter.key).values(state=state)
        with self._store.writing() as connection:
            connection.execute(change if due is None else change.values(due=due))


class _Unanswered(Exception):  # noqa: N818  # the letter was handed over, and nobody said whether it was taken
    pass


def trouble(store: Store) -> Trouble:
    """What stands still. Raises NotStoredError."""
    now = int(store.now())
    with store.reading() as connection:

        def many(*where: sa.ColumnElement[bool]) -> int:
            return int(connection.execute(sa.select(sa.func.count()).select_from(LETTERS).where(*where)).scalar_one())

        late = many(LETTERS.c.state.in_(("waiting", "taken")), LETTERS.c.arrived < now - LATE_S)
        return Trouble(late, many(LETTERS.c.state == "refused"), many(LETTERS.c.state == "unsure"))


def _expect(answer: tuple[int, bytes], wanted: tuple[int, ...], *, is_final: bool = True) -> None:
    if answer[0] not in wanted:
        raise _Never if is_final and 500 <= answer[0] < 600 else _Later


def _stuffed(content: bytes) -> bytes:
    """The letter as it travels: a full stop that begins a line is doubled (RFC 5321, 4.5.2)."""
    lines = content.replace(b"\r\n", b"\n").rstrip(b"\n").split(b"\n")
    return b"".join((b"." + line if line.startswith(b".") else line) + b"\r\n" for line in lines)
