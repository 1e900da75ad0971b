"""A recipe -> its bytes and what is known of them. Reads the theme and the project's files, writes nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from press.make.ledger import Facts
from press.make.theme import Theme
from press.problems import ContentError, problem
from press.record import Record, fields_of
from press.shape.output import (
    Content,
    Copy,
    Cover,
    Ebook,
    Index,
    Later,
    Output,
    Page,
    Pdf,
    Press,
    Scaled,
    Shared,
    Sheets,
    Styled,
    Twin,
)
from press.shape.twins import CODINGS, has_twins
from press.shape.views.ebook import EbookDocument
from press.shape.views.parts import Made, Printed
from press.swedish import on_pages, size

if TYPE_CHECKING:
    from press.make.pdf import Result
    from press.shape.search import SearchEntry
    from press.shape.views.ebook import EbookView


_URL = re.compile(rb"""url\(\s*(["']?)([A-Za-z0-9._/-]+)\1\s*\)""")
PRINT_LAYOUTS = "layouts/print/"
PRESS_STYLES = f"{PRINT_LAYOUTS}press.css"
MadeBefore = Callable[[str], bytes]  # what an output that was made before holds, by its path


class Rendered(Record, frozen=True):
    """An output's files by path; of a PDF what `Facts` tells of its pages."""

    files: Mapping[str, bytes]
    pages: int = 0
    places: Mapping[str, tuple[int, int]] = {}
    turns: tuple[tuple[int, str, int], ...] = ()


def render(output: Output, theme: Theme, project: Path, known: Mapping[str, Facts], made: MadeBefore) -> Rendered:
    """What an output is made of. `known` are the facts of outputs made before it.

    Raises ContentError.
    """
    match output.recipe:
        case Page() as page:
            content = theme.render(page.template, context_of(page, known)).encode()
        case Content(text):
            content = text.encode()
        case Copy() | Scaled() | Shared() | Cover() as file:
            content = _file(file, project)
        case Styled(source, _, names):
            content = _styled((project / source).read_bytes(), dict(names))
        case Twin(of, _, coding):
            content = _compressed(made(of), coding)
        case Pdf() as pdf:
            made_pdf = _pdf(pdf, theme, project)
            return Rendered({output.path: made_pdf.content}, made_pdf.pages, made_pdf.places, made_pdf.turns)
        case Sheets() as sheets:
            content, pages = _sheets(sheets, theme, project, known, made)
            return Rendered({output.path: content}, pages)
        case Press() as press:
            return Rendered(
                {f"{output.path}{name}": content for name, content in _press(press, output.path, theme, project).items()}
            )
        case Index() as index:
            return Rendered(dict(_with_twins(output.path, _index(index, output.path))))
        case Ebook() as ebook:
            content = _ebook(ebook, theme, project, known)
    return Rendered({output.path: content})


def _styled(sheet: bytes, names: Mapping[str, str]) -> bytes:
    """A style sheet with files named as they are published. What it names that is not there stays as it is written."""
    return _URL.sub(lambda url: b"url(" + url[1] + names.get(url[2].decode(), url[2].decode()).encode() + url[1] + b")", sheet)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def context_of(page: Page, known: Mapping[str, Facts]) -> dict[str, object]:
    """What a page's template may look at: the view's fields, `site`, `head`, the facts that it wants, and `printed`."""
    view = page.view.made() if isinstance(page.view, Later) else page.view
    context = _fields_of(view)
    context["site"] = page.site
    context["head"] = page.head
    context["made"] = {path: made_of(known[path]) for path in page.wants if path in known}
    context["printed"] = printed_of(page, known)
    return context


def printed_of(page: Page, known: Mapping[str, Facts]) -> Printed | None:
    """Where what the page shows stands in print; None when it does not, or is not known to."""
    path, anchor = page.printed or ("", "")
    found = known[path].places.get(anchor) if path in known else None
    if found is None:
        return None
    href = f"{page.site.home}{path.removeprefix('site/')}#page={found[0]}"
    return Printed(*found, on_pages(*found), href)


def made_of(facts: Facts) -> Made:
    return Made(facts.size, size(facts.size), facts.sha256, facts.pages)


def _fields_of(view: object) -> dict[str, object]:
    return {name: getattr(view, name) for name in fields_of(view)} if isinstance(view, Record) else {}


def _file(recipe: Copy | Scaled | Shared | Cover, project: Path) -> bytes:
    """What hangs on files of the project alone."""
    match recipe:
        case Copy(source, _):
            return (project / source).read_bytes()
        case Scaled(source, _, width, format):
            from press.make.pictures import scaled

            return scaled((project / source).read_bytes(), width, format)
        case Shared(view, fonts):
            from press.make.share import share_image

            return share_image(view, (project / fonts[0][0]).parent)
        case Cover(cover, fonts):
            from press.make.cover import cover_image

            return cover_image(cover, (project / fonts[0][0]).parent)


def _ebook(recipe: Ebook, theme: Theme, project: Path, known: Mapping[str, Facts]) -> bytes:
    """The EPUB. A fault that readers would meet is a problem here."""
    from press.make import epub

    view = cast("EbookView", recipe.view.made())
    turns = known[recipe.paged_as].turns
    told: dict[str, object] = {"pages": (), "items": ()}

    def filled(document: EbookDocument) -> str:
        return theme.render(recipe.template, _fields_of(view) | told | {"document": document}).strip() + "\n"

    files = {name: _file(one, project) for name, one in recipe.files}
    documents, told["pages"] = epub.paged({one.name: filled(one) for one in view.documents}, turns)
    contents = {one.name: filled(one) for one in view.documents if one.kind == "nav"}  # it lists the pages
    documents |= epub.paged(contents, turns)[0]
    told["items"] = epub.items_of(documents, files)
    package = filled(EbookDocument(epub.PACKAGE, "package", view.title))
    if found := [*epub.faults(documents, files), *epub.faults({epub.PACKAGE: package}, {*documents, *files})]:
        raise ContentError(*(problem("ebook-fault", f"layouts/{recipe.template}", says=one) for one in found))
    return epub.packed(package, documents, files)


def _pdf(recipe: Pdf | Sheets, theme: Theme, project: Path, beside: Mapping[str, object] = MappingProxyType({})) -> Result:
    """The PDF. What WeasyPrint only logs is a problem here."""
    html = theme.render(recipe.template, {**_fields_of(recipe.view), **beside})
    return _typeset(html, recipe.template, recipe.files, project)


def _typeset(html: str, template: str, files: Iterable[tuple[str, str]], project: Path, *, is_for_press: bool = False) -> Result:
    from press.make import printing
    from press.make.pdf import PdfUnavailable

    place = f"layouts/{template}"
    try:
        pdf = printing.printed(html, {path: project / path for path, _ in files}, is_for_press=is_for_press)
    except PdfUnavailable as fault:
        raise ContentError(problem("no-pango", "site.yaml", says=fault)) from None
    except printing.PdfStopped as stopped:
        if stopped.of_time:
            raise ContentError(problem("pdf-too-long", place, seconds=stopped.limits.seconds)) from None
        raise ContentError(problem("pdf-too-large", place, megabytes=stopped.limits.megabytes)) from None
    if pdf.warnings:
        raise ContentError(*(problem("booklet-fault", place, says=warning) for warning in pdf.warnings))
    return pdf


def _sheets(recipe: Sheets, theme: Theme, project: Path, known: Mapping[str, Facts], made: MadeBefore) -> tuple[bytes, int]:
    """The sheets, and how many pages they are."""
    from press.make import imposition, prepress

    order = imposition.padded(known[recipe.of].pages)
    numbers = {
        "pages": len(order),
        "sheets": len(order) // imposition.A_SHEET,
        "is_thick": len(order) > imposition.MOST_STAPLED,
        "last": order[-1],
        "second": order[1],
        "last_but_one": order[-2],
    }
    return prepress.sheets(made(recipe.of), _pdf(recipe, theme, project, numbers).content)


def _press(recipe: Press, folder: str, theme: Theme, project: Path) -> dict[str, bytes]:
    """What the printer gets, by name. The booklet is set once more: with bleed, and without what screens need."""
    from press.make.delivery import Asked, delivered

    names = {"cover": recipe.cover, "order": recipe.order}

    def typeset(what: str, beside: Mapping[str, object]) -> tuple[bytes, int]:
        html = theme.render(names[what], {**_fields_of(recipe.view), **beside})
        made = _typeset(html, names[what], recipe.files, project, is_for_press=True)
        return made.content, made.pages

    def filled(what: str, beside: Mapping[str, object]) -> str:
        return theme.render(names[what], {**_fields_of(recipe.view), **beside})

    html = theme.render(recipe.template, _fields_of(recipe.booklet))
    with_bleed = html.replace("</head>", f'<link rel="stylesheet" href="{PRESS_STYLES}">\n</head>', 1)  # after all others
    booklet = _typeset(with_bleed, recipe.template, recipe.files, project, is_for_press=True)
    asked = Asked(typeset, filled, lambda name: (project / PRINT_LAYOUTS / name).read_bytes())
    return delivered(recipe.view, booklet.content, booklet.pages, folder, asked)


def _index(recipe: Index, path: str) -> dict[str, bytes]:
    from press.make.search import SearchError, search_index

    try:
        return search_index(cast("Sequence[SearchEntry]", recipe.view.made()), recipe.language)
    except (SearchError, OSError) as fault:
        raise ContentError(problem("no-index", path, says=fault)) from None


def _with_twins(folder: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files of an output that is a folder, by path, and their twins."""
    for name, content in files.items():
        path = f"{folder}{name}"
        yield path, content
        if has_twins(path, len(content)):
            yield from ((f"{path}.{coding}", _compressed(content, coding)) for coding in CODINGS)


def _compressed(content: bytes, coding: str) -> bytes:
    from press.make.compress import compressed

    return compressed(content, coding)
