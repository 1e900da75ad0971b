"""The receiver of a project: what the orders' island is handed of settings, layouts and the site as it was built.

It needs site.yaml, layouts/ and output/orders/shell.json, which the build makes; neither texts nor the register.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from press.addresses import STATIC, Host
from press.make.theme import Theme
from press.model import Settings
from press.orders import deploy, keys
from press.orders.app import LEAST_S, Place, Receiver, Render, Work, app_of
from press.orders.forgetting import BACKUPS
from press.orders.letters import Compose, Postman
from press.orders.store import Store
from press.orders.tables import FILE, TooNewError, engine_of, migrate
from press.orders.tokens import Tokens
from press.problems import ContentError, problem
from press.record import of_json, replace
from press.shape.headers import Hosting, fixed, policy
from press.shape.ordering import SHELL, receiver_of
from press.shape.servers import caddy_receiver, nginx_receiver, receiver_path
from press.shape.views.frame import Head, NavLink, Site
from press.shape.views.orders import ShellView
from press.source.settings import FILE as SETTINGS
from press.source.settings import settings_of
from press.terms import COUNTRIES

if TYPE_CHECKING:
    from starlette.types import ASGIApp

FOLDER = "orders"  # of the project: the database, its backups, the signing key
_TITLES = {
    ("form", "order"): "Beställ skriften",
    ("form", "message"): "Skriv till oss",
    ("thanks", "order"): "Tack för din beställning!",
    ("thanks", "message"): "Tack för ditt meddelande!",
}
_FAULTS = {"sold-out": "Häftena är slut", "many": "Vänta en stund", "lost": "Sidan finns inte"}
_LETTERS = {"receipt": "orders/receipt.txt", "notice": "orders/notice.txt", "message": "orders/notice-message.txt"}
_TEMPLATES = {"confirm": "orders/confirm.html", "thanks": "orders/thanks.html", "fault": "orders/fault.html"}


def settings_in(project: Path) -> Settings:
    """Raises ContentError."""
    path = project / SETTINGS
    if not path.is_file():
        raise ContentError(problem("missing-file", SETTINGS))
    return settings_of(path.read_text(encoding="utf-8"))


# ---------------------------------------------------------------- where orders lie


def folder_of(project: Path, settings: Settings) -> Path | None:
    """Where the database's file lies; None where it is a server."""
    database = settings.orders.database
    return None if "://" in database else (project / database).parent if database else project / FOLDER


def keys_in(project: Path, settings: Settings, environment: Mapping[str, str]) -> keys.Keys:
    """The secrets. Raises ContentError."""
    try:
        return keys.keys_of(environment, folder_of(project, settings))
    except keys.SecretsError as fault:
        raise ContentError(problem("orders-secret", SETTINGS, says=fault)) from None


def store_in(project: Path, settings: Settings, secret: keys.Keys, now: Callable[[], float] = time.time) -> Store:
    """The orders of a project, their tables brought up to date. Raises ContentError, and NotStoredError where that can't be."""
    database = settings.orders.database
    where = database if "://" in database else (project / database if database else project / FOLDER / FILE)
    store = Store(engine_of(where, password=secret.database), settings.orders, now)
    try:
        with store.telling():
            migrate(store.engine)
    except TooNewError:
        raise ContentError(problem("orders-too-new", SETTINGS)) from None
    return store


# ---------------------------------------------------------------- pages


def shell_in(output: Path) -> ShellView:
    """What the build left for the receiver. Raises ContentError where it has not built, or built for another mode."""
    try:
        return of_json((output / SHELL).read_bytes(), ShellView)
    except (OSError, ValueError):
        raise ContentError(problem("orders-no-shell", SETTINGS)) from None


def renderer(theme: Theme, shell: ShellView, site: Site) -> Render:
    """Renders a page of the receiver's in the site's own layouts."""

    def render(name: str, shown: Mapping[str, object]) -> str:
        kind = str(shown["kind"])
        is_order = kind == "order"
        href = shell.order_href if is_order else shell.message_href
        context: dict[str, object] = {"booklet_href": shell.order.booklet_href, "form_href": href, "styles": shell.message.styles}
        title = _TITLES.get((name, kind), "Stämmer det här?")
        if name == "form":
            template = "order.html" if is_order else "orders/message.html"
            form = shell.order.form if is_order else shell.message
            assert form is not None
            given = {key: shown[key] for key in ("values", "faults", "left") if key in shown}
            context |= {key: getattr(shell.order, key) for key in ("mode", "email", "post", "limit", "cover")}
            context["form"] = replace(form, **given)
        else:
            template = _TEMPLATES[name]
            context |= shown
        if name == "fault":
            title = _FAULTS.get(str(shown["fault"]), "Det gick inte att ta emot")
        if name == "confirm":
            context["country"] = COUNTRIES.get(getattr(shown["draft"], "country", ""), "")
        head = Head(title, title, href, here="Skriften" if is_order else "", crumbs=shell.crumbs[kind])
        return theme.render(template, {"site": site, "head": head, **context})

    return render


def app_in(
    project: Path,
    output: Path,
    settings: Settings,
    store: Store,
    tokens: Tokens,
    *,
    work: tuple[Work, ...] = (),
    least_s: float = LEAST_S,
) -> ASGIApp:
    """The receiver of a project. It answers at whole paths: below the site's base, or below that of its own address."""
    host, orders = Host.of(settings.address), settings.orders
    shell, own = shell_in(output), urlsplit(receiver_of(host, orders))
    origin = f"{own.scheme}://{own.netloc}" if own.netloc else host.origin
    hosting = Hosting(host, orders, (), {})
    site, files = shell.site, {}
    if origin != host.origin:
        from starlette.staticfiles import StaticFiles

        site = _seen_from_elsewhere(site, host.origin)
        shell = _seen_from_elsewhere_too(shell, host.origin)
        files = {host.href(STATIC): StaticFiles(directory=output / "site" / STATIC.strip("/"))}
    place = Place(
        base=own.path,
        origins=tuple(dict.fromkeys((host.origin, origin))),
        forms={"order": shell.order_href, "message": shell.message_href},
        headers={**fixed(hosting), "Content-Security-Policy": policy(hosting)},
        least_s=least_s,
        files=files,
    )
    return app_of(Receiver(place, orders, store, tokens, renderer(Theme(project), shell, site)), work)


def backups_of(project: Path, settings: Settings) -> Path:
    """Where backups lie, so that forgetting finds them."""
    return (folder_of(project, settings) or project / FOLDER) / BACKUPS


def postman_of(project: Path, output: Path, store: Store, secret: keys.Keys) -> Postman:
    """Raises ContentError."""
    return Postman(store, secret.smtp, composer(Theme(project), shell_in(output)))


def composer(theme: Theme, shell: ShellView) -> Compose:
    """Writes letters in the layouts orders/*.txt: the first line is the subject. Nothing of a form stands in them."""

    def compose(kind: str, reference: str, copies: int) -> tuple[str, str]:
        told = {"reference": reference, "copies": copies, "site": shell.site, "privacy_href": shell.message.privacy_href}
        subject, _, text = theme.render(_LETTERS[kind], told).partition("\n")
        return subject.strip(), text.strip() + "\n"

    return compose


def deploy_files(project: Path, settings: Settings, python: Path, door: Path) -> dict[str, str]:
    """What a machine needs to run the receiver, by file name. nginx and Caddy have a file where it has an address of its own;
    else output/hosts/ holds what they need. Raises ContentError."""
    host, orders = Host.of(settings.address), settings.orders
    if orders.mode != "receiver":
        raise ContentError(problem("orders-no-shell", SETTINGS))
    data = folder_of(project, settings) or project / FOLDER
    found = {
        deploy.UNIT: deploy.unit(settings.title, project, python, door, data.resolve()),
        "orders.secrets": deploy.secrets_to_fill_in(),
    }
    hosting = Hosting(host, orders, (), {})
    if not receiver_path(hosting):
        own = urlsplit(orders.url)
        name = own.netloc
        location = "\n".join(f"    {line}".rstrip() for line in nginx_receiver(hosting, "/"))
        found["nginx.conf"] = (
            f"server {{\n    listen 443 ssl http2;\n    server_name {own.hostname};\n"
            f"    ssl_certificate ...;  ssl_certificate_key ...;\n    server_tokens off;\n{location}\n}}\n"
        )
        inside = "\n".join(f"    {line}" for line in caddy_receiver(hosting, "/"))
        found["Caddyfile"] = f"{name} {{\n{inside}\n}}\n"
    return found


def labels(project: Path, settings: Settings, addresses: Sequence[Sequence[str]]) -> tuple[bytes, tuple[str, ...]]:
    """Address labels as a PDF, and what is wrong with it: letters that the font has not. Raises ContentError."""
    from press.make.pdf import PdfUnavailable, pdf_of

    html = Theme(project).render("orders/labels.html", {"language": settings.language, "labels": addresses})
    files = [path for folder in ("orders", "static/fonts") for path in (project / "layouts" / folder).iterdir()]
    try:
        pdf = pdf_of(html, {path.relative_to(project).as_posix(): path for path in files})
    except PdfUnavailable as fault:
        raise ContentError(problem("no-pango", SETTINGS, says=fault)) from None
    return pdf.content, pdf.warnings


def throw_away(project: Path, output: Path, settings: Settings, origin: str, folder: Path) -> ASGIApp:
    """A receiver for trying the form, whose database in `folder` may be deleted at any time; no letters are sent.

    `settings` are those that `output` was built with: their mode must be "receiver", and it answers below
    `addresses.RECEIVER` of the site's base. `origin` is where the preview is served: http://127.0.0.1:8000.
    """
    orders = replace(settings.orders, url="", database="", mail=type(settings.orders.mail)())
    own = replace(settings, orders=orders, address=f"{origin}{Host.of(settings.address).base}/")
    store = Store(engine_of(folder / FILE), orders, time.time)
    migrate(store.engine)
    tokens = Tokens(keys.keys_of({}, folder).signing, time.time)
    return app_in(project, output, own, store, tokens)


def _seen_from_elsewhere(site: Site, origin: str) -> Site:
    """The site's links as a page of another address says them. Its style sheet is served beside the page."""
    links = {name: _links(getattr(site, name), origin) for name in ("nav", "foot")}
    return replace(site, home=origin + site.home, feed=origin + site.feed, entries=(), **links)


def _seen_from_elsewhere_too(shell: ShellView, origin: str) -> ShellView:
    form = shell.order.form
    assert form is not None
    return replace(
        shell,
        order=replace(
            shell.order,
            booklet_href=origin + shell.order.booklet_href,
            form=replace(form, privacy_href=origin + form.privacy_href),
        ),
        message=replace(shell.message, privacy_href=origin + shell.message.privacy_href),
        crumbs={kind: _links(some, origin) for kind, some in shell.crumbs.items()},
        order_href=origin + shell.order_href,
        message_href=origin + shell.message_href,
    )


def _links(some: tuple[NavLink, ...], origin: str) -> tuple[NavLink, ...]:
    return tuple(NavLink(one.label, origin + one.href) for one in some)
