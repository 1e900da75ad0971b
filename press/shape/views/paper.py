"""What is made of the booklet for paper: sheets for an office, files for the press."""

from __future__ import annotations

from press.record import Record


class SheetsView(Record, frozen=True):
    """print/sheets.html, with `pages`, `sheets` and the numbers of the first sheet's pages, known when the booklet is made."""

    title: str
    language: str
    publisher: str
    edition: str
    date_iso: str


class PaperView(Record, frozen=True):
    name: str
    weight: int  # g/m²
    thickness_um: int  # of one leaf


class PressView(Record, frozen=True):
    """print/order.txt and print/cover.html, with what is known when the booklet is made: pages, spine, files."""

    stem: str  # of the files' names
    title: str
    language: str
    publisher: str
    email: str
    post: str
    edition: str
    date_iso: str
    isbn: str
    printer: str
    place: str
    binding: str  # stapled, glued
    surface: str  # coated, uncoated
    copies: int
    paper: PaperView
    cover: PaperView
