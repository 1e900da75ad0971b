"""The booklet as an e-book: its documents in the order of reading, its files, and where links lead within it.

What the booklet holds, in which order, and what stands beside each text, is the booklet's own view; bodies are turned anew.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping

from press import addresses
from press.model import Article, Publication, Text, Tool
from press.record import replace
from press.shape.bodies import as_xml, in_ebook
from press.shape.booklet import booklet as booklet_view
from press.shape.booklet import in_print
from press.shape.catalogue import Catalogue, survey_of
from press.shape.output import Copy, Cover, Ebook, Later, Output, Scaled
from press.shape.pictures import in_ebook as name_of_picture
from press.shape.pictures import variant_in_ebook, view_in_ebook
from press.shape.share import CoverView
from press.shape.views.booklet import BookletArticle, BookletChapter, BookletReference, BookletView
from press.shape.views.ebook import EbookArticle, EbookChapter, EbookDocument, EbookLink, EbookPlace, EbookRegion, EbookView
from press.shape.views.parts import SurveyView

TEMPLATE = "ebook/ebook.html"
STYLESHEET = "layouts/ebook/stil.css"
FONTS = "layouts/static/fonts/"
FACES = ("familjen-grotesk-400", "familjen-grotesk-700", "source-serif-4-400", "source-serif-4-400-italic", "source-serif-4-600")
COVER_FACES = ("familjen-grotesk-500", "familjen-grotesk-700")


def ebook(catalogue: Catalogue, assets: Mapping[str, str]) -> Output:
    """The e-book of what the booklet holds. `assets` are the files of layouts/ with their digests."""
    path, pdf = catalogue.ebook_path, catalogue.booklet_path
    seen = replace(catalogue.publication, published=())
    view = Later(ebook_view, (seen, path, pdf))
    return Output(path, Ebook(TEMPLATE, view, tuple(_files(catalogue, assets)), pdf), "the e-book")


def ebook_view(publication: Publication, path: str, pdf: str) -> EbookView:
    catalogue = Catalogue(publication, stylesheet="")
    settings = publication.settings
    booklet = booklet_view(catalogue)
    changed = max([settings.edition.date, *(article.changed for article in in_print(catalogue))])
    return EbookView(
        title=booklet.title,
        tagline=booklet.tagline,
        language=booklet.language,
        publisher=booklet.publisher,
        email=booklet.email,
        post=booklet.post,
        edition=booklet.edition,
        date_iso=booklet.date_iso,
        modified=f"{changed.isoformat()}T00:00:00Z",
        identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, _url(catalogue, path))}",
        paged_as=f"urn:isbn:{booklet.isbn.replace('-', '')}" if booklet.isbn else _url(catalogue, pdf),
        printer=booklet.printer,
        place=booklet.place,
        isbn=booklet.isbn,
        licence=booklet.licence,
        address=booklet.address,
        url=booklet.url,
        order_url=booklet.order_url,
        map=booklet.map,
        documents=tuple(_documents(catalogue, booklet)),
        back_note=booklet.back_note,
    )


def _url(catalogue: Catalogue, path: str) -> str:
    return catalogue.host.url(path.removeprefix("site"))


# ---------------------------------------------------------------- documents


def document_of(id: str) -> str:
    """The document that a text of the booklet is, by its id there."""
    return f"{id}.xhtml"


def _documents(catalogue: Catalogue, booklet: BookletView) -> Iterator[EbookDocument]:
    """In the order of the booklet's pages."""
    texts: dict[str, Text] = {
        addresses.anchor_of(text.source): text for text in (*catalogue.publication.tools, *in_print(catalogue))
    }
    inside = {id for chapter in booklet.chapters for id in (chapter.id, *(article.id for article in chapter.articles))}
    places = {addresses.address_of(texts[id].source): f"{document_of(id)}#{id}" for id in inside}

    def body(text: Text, id: str, below: int) -> tuple[str, tuple[str, ...]]:
        return in_ebook(text.body, id, places, catalogue.host, catalogue.publication.pictures, catalogue.hidden, below=below)

    yield EbookDocument("omslag.xhtml", "cover", "Omslag", level=0)
    yield EbookDocument("market.xhtml", "reading", "Så läser du märket", level=0)
    yield EbookDocument("titelsida.xhtml", "title", booklet.title, level=0)
    yield EbookDocument("kolofon.xhtml", "colophon", "Om utgåvan", level=0)
    yield EbookDocument("innehall.xhtml", "nav", "Innehåll", level=0)
    html, notes = body(catalogue.pages["forord"], "forord", 1)
    yield EbookDocument("forord.xhtml", "foreword", booklet.foreword_title, html=html, notes=notes)
    for chapter in booklet.chapters:
        html, notes = body(texts[chapter.id], chapter.id, 1)
        tool = _chapter(chapter, texts[chapter.id])
        yield EbookDocument(document_of(chapter.id), "chapter", chapter.title, html=html, notes=notes, chapter=tool)
        for article in chapter.articles:
            text = texts[article.id]
            html, notes = body(text, article.id, 2)
            example = _article(article, text, catalogue)
            yield EbookDocument(document_of(article.id), "article", article.title, 2, html, notes, article=example)
    yield EbookDocument("kommuner.xhtml", "register", "Kommuner", regions=tuple(_regions(booklet)))
    yield EbookDocument("karta.xhtml", "map", "Karta", level=0)
    yield EbookDocument("baksida.xhtml", "back", "Baksida", level=0, html=as_xml(booklet.back))


def _chapter(chapter: BookletChapter, tool: Text) -> EbookChapter:
    survey = survey_of(tool.survey) if isinstance(tool, Tool) else None
    return EbookChapter(
        summary=chapter.summary,
        sign=chapter.sign,
        mark=chapter.mark,
        strengths=chapter.strengths,
        weaknesses=chapter.weaknesses,
        survey=SurveyView(as_xml(survey.svg), survey.words) if survey else None,
        articles=tuple(_link(one) for one in chapter.articles),
        references=tuple(_link(one) for one in chapter.references),
        map=chapter.map,
        places=chapter.places,
    )


def _article(article: BookletArticle, text: Text, catalogue: Catalogue) -> EbookArticle:
    return EbookArticle(
        summary=article.summary,
        mark=article.mark,
        where=article.where,
        byline=article.byline,
        sources=article.sources,
        url=article.url,
        image=view_in_ebook(text.image if isinstance(text, Article) else None, catalogue.publication.pictures),
    )


def _link(one: BookletArticle | BookletReference) -> EbookLink:
    return EbookLink(f"{document_of(one.id)}#{one.id}", one.title, one.mark)


def _regions(booklet: BookletView) -> Iterator[EbookRegion]:
    """The register of places. On paper it tells pages, here the articles by their titles."""
    links = {article.id: _link(article) for chapter in booklet.chapters for article in chapter.articles}
    for region in booklet.regions:
        yield EbookRegion(
            region.name,
            tuple(EbookPlace(one.name, one.mark, tuple(links[id] for id in one.targets)) for one in region.places),
        )


# ---------------------------------------------------------------- files


def _files(catalogue: Catalogue, assets: Mapping[str, str]) -> Iterator[tuple[str, Copy | Scaled | Cover]]:
    """What stands beside the documents, by its name: style sheet, fonts, the cover, the pictures that texts show."""
    yield "stil.css", Copy(STYLESHEET, assets.get(STYLESHEET, ""))
    for face in FACES:
        yield f"typsnitt/{face}.woff2", Copy(f"{FONTS}{face}.woff2", assets.get(f"{FONTS}{face}.woff2", ""))
    fonts = tuple((path, assets.get(path, "")) for path in (f"{FONTS}{face}.woff2" for face in COVER_FACES))
    yield "omslag.png", Cover(_cover(catalogue), fonts)
    sizes = catalogue.publication.pictures
    for file in sorted(_pictures(catalogue) & sizes.keys()):
        one, (_, _, digest) = variant_in_ebook(file, sizes), sizes[file]
        source = f"content/images/{file}"
        recipe = Copy(source, digest) if one.format == "svg" else Scaled(source, digest, one.width, one.format)
        yield name_of_picture(file, sizes), recipe


def _pictures(catalogue: Catalogue) -> set[str]:
    """The pictures that its texts may show."""
    articles = in_print(catalogue)
    texts: tuple[Text, ...] = (*articles, *catalogue.publication.tools, catalogue.pages["forord"])
    return {one.file for one in (*(p for text in texts for p in text.body.pictures), *(a.image for a in articles)) if one}


def _cover(catalogue: Catalogue) -> CoverView:
    settings, marks = catalogue.publication.settings, catalogue.bare_map.marks
    return CoverView(settings.title, settings.publisher.name, catalogue.share_map, tuple((m.x, m.y, m.mark) for m in marks))
