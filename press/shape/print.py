"""What is made of the booklet for paper: sheets for an office printer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from press.model import Settings
from press.shape.catalogue import Catalogue
from press.shape.front import edition_in_words
from press.shape.output import Output, Sheets
from press.shape.views import SheetsView

STYLES = "layouts/print/"
FONTS = "layouts/static/fonts/"
OFFICE = "print/kontor/"


def prints_of(settings: Settings) -> tuple[str, ...]:
    """The paths of the outputs in output/print/, as far as the settings ask for them."""
    return (f"{OFFICE}{_stem(settings)}-ark-a4.pdf",) if settings.print else ()


def prints(catalogue: Catalogue, assets: Mapping[str, str]) -> Iterator[Output]:
    """Those outputs."""
    settings = catalogue.publication.settings
    for path in prints_of(settings):
        view = SheetsView(
            title=settings.title,
            language=settings.language,
            publisher=settings.publisher.name,
            edition=f"{edition_in_words(settings.edition.number)}, {settings.edition.date.year}",
            date_iso=settings.edition.date.isoformat(),
        )
        files = tuple((file, digest) for file, digest in sorted(assets.items()) if file.startswith((f"{STYLES}sheets", FONTS)))
        yield Output(path, Sheets("print/sheets.html", view, files, catalogue.booklet_path), "the print files")


def _stem(settings: Settings) -> str:
    return settings.booklet_file.removesuffix(".pdf")
