"""What the law asks to be told of access and of personal data: fields beside site and head."""

from __future__ import annotations

from press.record import Record
from press.shape.views.orders import FormView
from press.shape.views.parts import HeadingView, SourceView


class FaultView(Record, frozen=True):
    what: str
    why: str
    instead: str  # may be empty


class AccessibilityView(Record, frozen=True):
    """accessibility.html: the statement, from the settings, and below it what the editor adds."""

    title: str
    summary: str
    html: str  # the editor's, may be empty
    notes: tuple[str, ...]
    headings: tuple[HeadingView, ...]  # second level, of the editor's text
    sources: tuple[SourceView, ...]
    actor: str
    conformity: str  # full, partial, none; empty: not assessed
    faults: tuple[FaultView, ...]
    method: str  # may be empty, as all below but the last
    assessed: str  # 25 november 2026
    assessed_iso: str
    published: str
    published_iso: str
    email: str
    post: str
    phone: str
    supervisor: str  # URL
    form: FormView | None  # where a receiver takes messages


class PrivacyView(Record, frozen=True):
    """privacy.html: what an editor writes, then what the settings do with orders and messages."""

    title: str
    summary: str
    html: str
    notes: tuple[str, ...]
    headings: tuple[HeadingView, ...]  # second level, of the editor's text
    sources: tuple[SourceView, ...]
    mode: str  # receiver, mailto, closed
    publisher: str
    email: str
    post: str
    sent_days: int
    unsent_days: int
    message_days: int
    basis: str  # may be empty, as the decision
    decision: str
    sends_mail: bool
