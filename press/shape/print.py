"""What is made of the booklet for paper: sheets for an office printer, and what a printer's works gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from press.model import Paper, Print, Settings
from press.shape.catalogue import Catalogue
from press.shape.front import edition_in_words
from press.shape.output import Output, Pdf, Press, Sheets
from press.shape.views.paper import PaperView, PressView, SheetsView

STYLES = "layouts/print/"
FONTS = "layouts/static/fonts/"
OFFICE = "print/kontor/"
PRESS = "print/tryck/"
SOURCE = "the print files"
SHEET_STYLES = (f"{STYLES}sheets", FONTS)
PRESS_STYLES = (f"{STYLES}press", f"{STYLES}cover", f"{STYLES}inks", f"{STYLES}FOGRA")


def prints_of(settings: Settings) -> tuple[str, ...]:
    """The paths of the outputs in output/print/, as far as the settings ask for them."""
    return (f"{OFFICE}{_stem(settings)}-ark-a4.pdf", PRESS) if settings.print else ()


def prints(catalogue: Catalogue, assets: Mapping[str, str], booklet: Output) -> Iterator[Output]:
    """Those outputs. `booklet` is the PDF for the screen."""
    settings = catalogue.publication.settings
    if settings.print is None:
        return
    assert isinstance(booklet.recipe, Pdf)
    sheets, press = prints_of(settings)
    files = _files(assets, SHEET_STYLES)
    yield Output(sheets, Sheets("print/sheets.html", _sheets_view(settings), files, booklet.path), SOURCE)
    recipe = Press(
        template=booklet.recipe.template,
        booklet=booklet.recipe.view,
        cover="print/cover.html",
        order="print/order.txt",
        view=_press_view(settings, settings.print),
        files=tuple(sorted({*booklet.recipe.files, *_files(assets, PRESS_STYLES)})),
    )
    yield Output(press, recipe, SOURCE)


def _files(assets: Mapping[str, str], beginnings: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((path, digest) for path, digest in sorted(assets.items()) if path.startswith(beginnings))


def _stem(settings: Settings) -> str:
    return settings.booklet_file.removesuffix(".pdf")


def _edition(settings: Settings) -> str:
    return f"{edition_in_words(settings.edition.number)}, {settings.edition.date.year}"


def _sheets_view(settings: Settings) -> SheetsView:
    return SheetsView(
        title=settings.title,
        language=settings.language,
        publisher=settings.publisher.name,
        edition=_edition(settings),
        date_iso=settings.edition.date.isoformat(),
    )


def _press_view(settings: Settings, how: Print) -> PressView:
    return PressView(
        stem=_stem(settings),
        title=settings.title,
        language=settings.language,
        publisher=settings.publisher.name,
        email=settings.publisher.email,
        post=settings.publisher.post,
        edition=_edition(settings),
        date_iso=settings.edition.date.isoformat(),
        isbn=settings.edition.isbn,
        printer=settings.edition.printer,
        place=settings.edition.place,
        binding=how.binding,
        surface=how.surface,
        copies=how.copies,
        paper=_paper(how.paper),
        cover=_paper(how.cover),
    )


def _paper(paper: Paper) -> PaperView:
    return PaperView(paper.name, paper.weight, paper.thickness_um)
