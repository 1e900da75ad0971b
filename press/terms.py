"""What a publication says of its orders: how they are taken, how many copies, for how long what is kept. Plain values."""

from __future__ import annotations

from typing import Literal

from press.record import Record, field

OrderMode = Literal["receiver", "mailto", "closed"]
MailSecurity = Literal["starttls", "tls", "none"]

COUNTRIES = {"SE": "Sverige", "DK": "Danmark", "FI": "Finland", "IS": "Island", "NO": "Norge"}


class Keep(Record, frozen=True):
    """After how many days personal data is erased."""

    sent: int = 30  # after dispatch
    unsent: int = 180  # after arrival, when nothing was sent
    messages: int = 180  # after arrival


class Mail(Record, frozen=True):
    """How letters are sent. Without a host none are. The password stands in the environment or in a file of secrets."""

    host: str = ""
    port: int = 587
    security: MailSecurity = "starttls"
    user: str = ""
    sender: str = ""
    desk: str = ""  # who is told of new orders


class Rates(Record, frozen=True):
    """How many posts are taken before the answer is 429."""

    address: int = 30  # from one address, in ten minutes
    all: int = 600  # in a minute


class Orders(Record, frozen=True):
    mode: OrderMode = "closed"
    url: str = ""  # of the receiver, when it has an address of its own; ends in /
    limit: int = 50  # copies in one order
    stock: int | None = None  # copies there are in all; None: as many as are asked for
    countries: tuple[str, ...] = tuple(COUNTRIES)
    database: str = ""  # empty: a file in the project's folder orders/
    basis: str = ""  # why personal data may be kept at all, in the law's terms
    decision: str = ""  # that the times of `keep` rest on
    keep: Keep = field(default_factory=Keep)
    mail: Mail = field(default_factory=Mail)
    rates: Rates = field(default_factory=Rates)
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")  # whose X-Forwarded-For is believed
    port: int = 8210  # on the loopback address
