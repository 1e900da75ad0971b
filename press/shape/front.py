"""The pages that are one of a kind: start, Skriften, the order page, plain pages, and the page of what was not found."""

from __future__ import annotations

from press import addresses
from press.model import Contact
from press.model import Page as TextPage
from press.shape import linked, ordering
from press.shape.catalogue import Catalogue, sources_of
from press.shape.output import Output, Page
from press.shape.views.frame import Head
from press.shape.views.parts import HeadingView
from press.shape.views.statements import AccessibilityView, FaultView, PrivacyView
from press.shape.views.texts import BookletPageView, NotFoundView, PageView, StartView
from press.swedish import long_date

_ORDINALS = ("", "Första", "Andra", "Tredje", "Fjärde", "Femte", "Sjätte", "Sjunde", "Åttonde", "Nionde", "Tionde")
LARGE = 3  # articles that the start page shows large


def edition_in_words(number: int) -> str:
    """'Första utgåvan', past the tenth 'Utgåva 11'."""
    return f"{_ORDINALS[number]} utgåvan" if 0 < number < len(_ORDINALS) else f"Utgåva {number}"


def start(catalogue: Catalogue) -> Output:
    publication, text = catalogue.publication, catalogue.pages["start"]
    cards = catalogue.cards(publication.articles)
    html, _ = catalogue.body(text)
    view = StartView(
        lede=text.summary,
        html=html,
        map=catalogue.linked_map,
        with_article=len(catalogue.by_municipality),
        waiting=len(publication.register.municipalities) - len(catalogue.by_municipality),
        first=cards[:LARGE],
        rest=cards[LARGE:],
        total=len(cards),
        dimensions=tuple(catalogue.dimension_card(one) for one in publication.dimensions),
        tools=tuple(catalogue.tool_card(tool) for tool in publication.tools),
        booklet_href=catalogue.host.href(addresses.BOOKLET),
        order_href=catalogue.host.href(addresses.ORDER),
        articles_href=catalogue.host.href(addresses.ARTICLES),
        cover=catalogue.bare_map,
    )
    head = catalogue.linked(
        Head(catalogue.site.title, text.summary, catalogue.site.home), linked.website(catalogue.publishing, text.summary)
    )
    return Output(addresses.output_path(addresses.START), Page("start.html", catalogue.site, head, view), text.source)


def booklet_page(catalogue: Catalogue, *, has_booklet: bool) -> Output:
    """Skriften: read, download, order. What the PDF and the e-book are large is a fact of what was made."""
    settings, text = catalogue.publication.settings, catalogue.pages["skriften"]
    html, notes = catalogue.body(text)
    pdf, ebook = f"{addresses.BOOKLET}{settings.booklet_file}", f"{addresses.BOOKLET}{settings.ebook_file}"
    view = BookletPageView(
        title=text.title,
        summary=text.summary,
        html=html,
        notes=notes,
        edition=f"{edition_in_words(settings.edition.number)}, {long_date(settings.edition.date)}",
        isbn=settings.edition.isbn,
        pdf_href=catalogue.host.href(pdf),
        pdf_output=addresses.output_path(pdf),
        ebook_href=catalogue.host.href(ebook),
        ebook_output=addresses.output_path(ebook),
        order_href=catalogue.host.href(addresses.ORDER),
        can_order=settings.orders.mode != "closed",
        cover=catalogue.bare_map,
        publisher=settings.publisher.name,
    )
    head = catalogue.linked(
        Head(text.title, text.summary, catalogue.href(text), here="Skriften"),
        linked.book(catalogue.publishing, text.summary, settings, (pdf, ebook) if has_booklet else ()),
    )
    wants = (view.pdf_output, view.ebook_output) if has_booklet else ()
    page = Page("skriften.html", catalogue.site, head, view, wants)
    return Output(addresses.output_path(addresses.BOOKLET), page, text.source)


def order(catalogue: Catalogue) -> Output:
    view = ordering.order_view(catalogue)
    head = Head(
        "Beställ skriften",
        "Så får du skriften i tryck.",
        catalogue.host.href(addresses.ORDER),
        here="Skriften",
        crumbs=(catalogue.link("Skriften", addresses.BOOKLET),),
    )
    return Output(
        addresses.output_path(addresses.ORDER), Page("order.html", catalogue.site, catalogue.linked(head), view), "site.yaml"
    )


def page(catalogue: Catalogue, text: TextPage) -> Output:
    html, notes = catalogue.body(text)
    view = PageView(text.title, text.summary, html, notes, _second_level(text), sources_of(text))
    head = Head(text.title, text.summary, catalogue.href(text))
    path = addresses.output_path(addresses.address_of(text.source))
    return Output(path, Page("page.html", catalogue.site, head, view), text.source)


def accessibility(catalogue: Catalogue, text: TextPage) -> Output:
    """The accessibility statement: what the law asks for, from the settings, then the editor's own words."""
    settings, publisher = catalogue.publication.settings.accessibility, catalogue.publication.settings.publisher
    html, notes = catalogue.body(text)
    contact = settings.contact
    has_own = contact != Contact()  # an actor's telephone is not joined with the publisher's address
    view = AccessibilityView(
        title=text.title,
        summary=text.summary,
        html=html,
        notes=notes,
        headings=_second_level(text),
        sources=sources_of(text),
        actor=settings.actor or publisher.name,
        conformity=settings.conformity,
        faults=tuple(FaultView(one.what, one.why, one.instead) for one in settings.faults),
        method=settings.method,
        assessed=long_date(settings.assessed) if settings.assessed else "",
        assessed_iso=settings.assessed.isoformat() if settings.assessed else "",
        published=long_date(settings.published) if settings.published else "",
        published_iso=settings.published.isoformat() if settings.published else "",
        email=contact.email if has_own else publisher.email,
        post=contact.post if has_own else publisher.post,
        phone=contact.phone,
        supervisor=settings.supervisor,
        form=ordering.message_form(catalogue),
    )
    head = Head(text.title, text.summary, catalogue.href(text))
    path = addresses.output_path(addresses.address_of(text.source))
    return Output(path, Page("accessibility.html", catalogue.site, head, view), text.source)


def privacy(catalogue: Catalogue, text: TextPage) -> Output:
    """What becomes of what readers send, from the settings that govern it."""
    settings = catalogue.publication.settings
    orders = settings.orders
    html, notes = catalogue.body(text)
    view = PrivacyView(
        title=text.title,
        summary=text.summary,
        html=html,
        notes=notes,
        headings=_second_level(text),
        sources=sources_of(text),
        mode=orders.mode,
        publisher=settings.publisher.name,
        email=settings.publisher.email,
        post=settings.publisher.post,
        sent_days=orders.keep.sent,
        unsent_days=orders.keep.unsent,
        message_days=orders.keep.messages,
        basis=orders.basis,
        decision=orders.decision,
        sends_mail=bool(orders.mail.host),
    )
    head = Head(text.title, text.summary, catalogue.href(text))
    path = addresses.output_path(addresses.address_of(text.source))
    return Output(path, Page("privacy.html", catalogue.site, head, view), text.source)


def _second_level(text: TextPage) -> tuple[HeadingView, ...]:
    return tuple(HeadingView(one.id, one.text) for one in text.body.headings if one.level == 2)


def not_found(catalogue: Catalogue) -> Output:
    view = NotFoundView(
        search_href=catalogue.host.href(addresses.SEARCH),
        regions_href=catalogue.host.href(addresses.REGIONS),
        articles_href=catalogue.host.href(addresses.ARTICLES),
        map=catalogue.bare_map,
    )
    head = Head("Sidan finns inte", "Adressen leder ingenstans.", catalogue.host.href(addresses.NOT_FOUND))
    return Output(addresses.output_path(addresses.NOT_FOUND), Page("404.html", catalogue.site, head, view), "404")
