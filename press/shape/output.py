"""What is to be made: a path and a recipe. A recipe holds, as plain values, all that its making may look at."""

from __future__ import annotations

from collections.abc import Callable

from press.record import Record
from press.shape.share import CoverView, ShareView
from press.shape.views.frame import Head, Site
from press.shape.views.paper import PressView


class Later(Record, frozen=True):
    """A view that is made when its page is: `maker(*sees)`.

    The maker is a function of a module, and pure: what it sees is all that the page depends on, and all that its
    key is made of. So thousands of pages can be planned without making their views.
    """

    maker: Callable[..., object]
    sees: tuple[object, ...]

    def made(self) -> object:
        return self.maker(*self.sees)


class Page(Record, frozen=True):
    """A template filled with a view, or with one that is made later.

    `wants` names outputs whose facts the page tells. `printed` is a PDF and an anchor in it: the page tells on which of
    its pages that stands, and nothing else of it, so that it is made anew just when that is another.
    """

    template: str
    site: Site
    head: Head | None = None
    view: object = None
    wants: tuple[str, ...] = ()
    printed: tuple[str, str] | None = None

    @property
    def told_of(self) -> tuple[str, ...]:
        """The outputs of which it tells something: they are made before it."""
        return (*self.wants, self.printed[0]) if self.printed else self.wants


class Pdf(Record, frozen=True):
    """A template filled with a view and set as a tagged PDF. `files` are the files its style sheet may fetch."""

    template: str
    view: object
    files: tuple[tuple[str, str], ...]  # path below the project, digest


class Content(Record, frozen=True):
    """Text that is finished: data, robots.txt."""

    text: str


class Copy(Record, frozen=True):
    """A file of the project as it is. `digest` is its content's."""

    source: str
    digest: str


class Styled(Record, frozen=True):
    """A style sheet of the project, in which files have other names: as it writes them, and as they are published."""

    source: str
    digest: str
    names: tuple[tuple[str, str], ...]


class Index(Record, frozen=True):
    """A search index: a folder of files whose names its maker decides. The view gives the entries."""

    view: Later
    language: str


class Twin(Record, frozen=True):
    """An output that has been made, compressed: a host serves it in the other's place. Made after all that it is of."""

    of: str  # path
    sha256: str  # of its content
    coding: str  # br, gz


class Scaled(Record, frozen=True):
    """A variant of a picture: avif, webp, jpeg or png. `digest` is the picture's."""

    source: str
    digest: str
    width: int
    format: str


class Shared(Record, frozen=True):
    """A share image. `fonts` are the files it is set in: path below the project, digest."""

    view: ShareView
    fonts: tuple[tuple[str, str], ...]


class Sheets(Record, frozen=True):
    """A PDF that has been made, two pages on each side of sheets that are folded into each other, under a sheet that
    tells how. `of` is the PDF's path; the template is that sheet's."""

    template: str
    view: object
    files: tuple[tuple[str, str], ...]  # path below the project, digest
    of: str


class Cover(Record, frozen=True):
    """The booklet's cover as a picture. `fonts` are the files it is set in: path below the project, digest."""

    view: CoverView
    fonts: tuple[tuple[str, str], ...]


class Ebook(Record, frozen=True):
    """An EPUB: a template filled for each document that the view (an `EbookView`) names, and the files beside them, by
    their names within. Its page list tells where the pages of a PDF begin, which is made before it.
    """

    template: str
    view: Later
    files: tuple[tuple[str, Copy | Scaled | Cover], ...]
    paged_as: str  # path of the PDF


class Press(Record, frozen=True):
    """What a printer gets, a folder: a booklet's inner pages and cover, the preflight's report and the order sheet."""

    template: str  # the booklet's
    booklet: object  # its view
    cover: str  # the template of the cover's ground
    order: str  # the template of the order sheet
    view: PressView
    files: tuple[tuple[str, str], ...]  # path below the project, digest


Recipe = Page | Pdf | Content | Copy | Styled | Index | Twin | Scaled | Shared | Sheets | Cover | Ebook | Press


def templates_of(recipe: Recipe) -> tuple[str, ...]:
    """The templates that an output is filled into."""
    if isinstance(recipe, Press):
        return recipe.template, recipe.cover, recipe.order
    return (recipe.template,) if isinstance(recipe, Page | Pdf | Sheets | Ebook) else ()


def told_of(recipe: Recipe) -> tuple[str, ...]:
    """The outputs of which a recipe tells or takes in something: they are made before it."""
    match recipe:
        case Page():
            return recipe.told_of
        case Sheets(of=path) | Ebook(paged_as=path):
            return (path,)
    return ()


class Output(Record, frozen=True):
    """One file of output/, or one folder. `source` is the text that asks for it, or the part of the program: told, not hashed."""

    path: str  # below output/; a folder's ends in /
    recipe: Recipe
    source: str = ""
