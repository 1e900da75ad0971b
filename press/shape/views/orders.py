"""Pages for those who write to the publisher: the forms, empty or with what was written."""

from __future__ import annotations

from collections.abc import Mapping

from press.record import Record, field
from press.shape.views.frame import NavLink, Site
from press.shape.views.maps import MapView


class FormView(Record, frozen=True):
    """orders/forms.html: a form of the receiver's, empty on the site; the receiver shows it with what was written."""

    action: str  # href, or the address of a receiver elsewhere
    privacy_href: str
    styles: str  # href of the forms' style sheet
    limit: int = 0  # copies in one order
    countries: tuple[tuple[str, str], ...] = ()  # code, name
    values: Mapping[str, str] = field(default_factory=dict)  # by field
    faults: Mapping[str, str] = field(default_factory=dict)  # field -> what is wrong: a key of the layout's words
    left: int | None = None  # copies there are, where they are fewer than were asked for


class OrderView(Record, frozen=True):
    """order.html"""

    mode: str  # receiver, mailto, closed
    email: str
    post: str
    booklet_href: str
    limit: int
    form: FormView | None = None  # where the receiver takes orders
    cover: MapView | None = None  # of the booklet, beside the form


class ShellView(Record, frozen=True):
    """What the receiver needs of the site for its own pages, so that it needs neither content nor register."""

    site: Site
    order: OrderView
    message: FormView
    crumbs: Mapping[str, tuple[NavLink, ...]]  # of order and message
    order_href: str
    message_href: str
