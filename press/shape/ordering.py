"""Where readers order and write to us: the two forms as parts of the site, and what the receiver needs of the site."""

from __future__ import annotations

from collections.abc import Iterator

from press import addresses
from press.addresses import Host
from press.record import as_json
from press.shape.catalogue import Catalogue
from press.shape.output import Content, Output
from press.shape.views.orders import FormView, OrderView, ShellView
from press.terms import COUNTRIES, Orders

SHELL = "orders/shell.json"  # beside site/, since nobody should be able to ask for it
STYLES = "bestall.css"
MESSAGES = "meddelande/"  # below the receiver


def receiver_of(host: Host, orders: Orders) -> str:
    """Where posts are sent: below the site's own order page, or at the address that the settings name."""
    return orders.url or host.href(addresses.RECEIVER)


def order_view(catalogue: Catalogue) -> OrderView:
    settings = catalogue.publication.settings
    orders = settings.orders
    form = FormView(
        receiver_of(catalogue.host, orders),
        catalogue.host.href(addresses.PRIVACY),
        _styles(catalogue),
        orders.limit,
        tuple((code, COUNTRIES[code]) for code in orders.countries),
    )
    is_open = orders.mode == "receiver"
    return OrderView(
        mode=orders.mode,
        email=settings.publisher.email,
        post=settings.publisher.post,
        booklet_href=catalogue.host.href(addresses.BOOKLET),
        limit=orders.limit,
        form=form if is_open else None,
        cover=catalogue.bare_map if is_open else None,
    )


def message_form(catalogue: Catalogue) -> FormView | None:
    """The form for messages, or nothing where no receiver takes them. A layout shows it with forms.message(form)."""
    if catalogue.publication.settings.orders.mode != "receiver":
        return None
    return _message_form(catalogue)


def shell(catalogue: Catalogue) -> Iterator[Output]:
    """What the receiver's own pages show of the site; nothing where there is no receiver."""
    if catalogue.publication.settings.orders.mode != "receiver":
        return
    view = ShellView(
        site=catalogue.site,
        order=order_view(catalogue),
        message=_message_form(catalogue),
        crumbs={
            "order": (catalogue.link("Skriften", addresses.BOOKLET),),
            "message": (catalogue.link("Tillgänglighet", addresses.ACCESSIBILITY),),
        },
        order_href=catalogue.host.href(addresses.ORDER),
        message_href=f"{catalogue.host.href(addresses.ACCESSIBILITY)}#del-rapportera",
    )
    yield Output(SHELL, Content(as_json(view).decode() + "\n"), "site.yaml")


def _message_form(catalogue: Catalogue) -> FormView:
    receiver = receiver_of(catalogue.host, catalogue.publication.settings.orders)
    return FormView(f"{receiver}{MESSAGES}", catalogue.host.href(addresses.PRIVACY), _styles(catalogue))


def _styles(catalogue: Catalogue) -> str:
    return catalogue.files_of((STYLES,)).get(STYLES, "")
