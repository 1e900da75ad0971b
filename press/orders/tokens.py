"""A draft on its way back and forth: signed and dated, so that nothing is stored before its reader has confirmed it.

The only room of itsdangerous. The key that a token carries becomes the order's own, so that a token counts once.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from typing import Any

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from press.orders.forms import Kind, Message, Order
from press.record import Record, fields_of

LIFETIME_S = 3600
_DRAFTS: dict[Kind, type[Order] | type[Message]] = {"order": Order, "message": Message}


class Opened(Record, frozen=True):
    """What a token holds."""

    key: str
    draft: Order | Message
    is_expired: bool
    age_s: float


class Tokens:
    def __init__(self, secret: str, now: Callable[[], float]) -> None:
        self._secret, self._now = secret, now
        clock = now

        class Signer(TimestampSigner):
            def get_timestamp(self) -> int:
                return int(clock())

        self._by_kind = {
            kind: URLSafeTimedSerializer(secret, salt=f"press.{kind}", signer=Signer) for kind in ("order", "message", "thanks")
        }

    def sealed(self, kind: Kind, draft: Order | Message, key: str = "") -> str:
        """A token for a draft. A token made anew after the first has expired has its key, and counts once with it."""
        values = [getattr(draft, name) for name in fields_of(draft)]
        return str(self._by_kind[kind].dumps([key or secrets.token_urlsafe(18), self._now(), values]))

    def opened(self, kind: Kind, token: str) -> Opened | None:
        """What a token holds, or nothing when it was not made here."""
        try:
            held, is_expired = self._by_kind[kind].loads(token, max_age=LIFETIME_S), False
        except SignatureExpired as fault:
            held, is_expired = self._payload(kind, fault), True
        except BadData:
            return None
        key, made, values = held
        return Opened(key, _DRAFTS[kind](*values), is_expired, self._now() - made)

    def thanks(self, kind: Kind, reference: str) -> str:
        """What the address of the thank-you page carries."""
        return str(self._by_kind["thanks"].dumps([kind, reference]))

    def reference_of(self, kind: Kind, token: str) -> str:
        """The reference that is thanked for, or nothing."""
        try:
            held: list[str] = self._by_kind["thanks"].loads(token, max_age=LIFETIME_S)
        except BadData:
            return ""
        return held[1] if held[0] == kind else ""

    def fingerprint(self, draft: Order | Message) -> str:
        """The same for two drafts that say the same. Keyed, so that nobody can try addresses against it."""
        said = "\0".join(str(getattr(draft, name)).casefold() for name in fields_of(draft))
        return hmac.new(self._secret.encode(), said.encode("utf-8"), "sha256").hexdigest()

    def _payload(self, kind: Kind, fault: SignatureExpired) -> Any:
        return self._by_kind[kind].load_payload(fault.payload or b"")
