"""What a page weighs on its way to a reader: compressed as a host without Brotli would send it, so at its heaviest."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.browser.serving import Site

pytestmark = pytest.mark.xdist_group("browser")

FIRST_VIEW, ARTICLE = 100_000, 20_000  # bytes


class _Takes(HTMLParser):
    """The addresses of what a browser takes before anybody scrolls. Of a picture's variants the heaviest counts: see `weight`."""

    def __init__(self) -> None:
        super().__init__()
        self.styles: list[str] = []
        self.others: list[str] = []
        self.pictures: list[list[str]] = []
        self._sources: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attributes}
        match tag:
            case "link" if told.get("rel") == "stylesheet":
                self.styles.append(told["href"])
            case "link" if told.get("rel") == "icon":
                self.others.append(told["href"])
            case "script" if "src" in told:
                self.others.append(told["src"])
            case "source":
                self._sources += [one.split()[0] for one in told["srcset"].split(",")]
            case "img":
                if told.get("loading") != "lazy":
                    self.pictures.append([*self._sources, told["src"]])
                self._sources = []


def taken_by(page: Path) -> _Takes:
    parser = _Takes()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser


def weight(site: Site, address: str) -> int:
    """Bytes on the wire of a file: its compressed twin, if it has one."""
    file = site.folder / address.lstrip("/")
    twin = file.with_name(f"{file.name}.gz")
    return (twin if twin.exists() else file).stat().st_size


def pages(site: Site) -> Iterator[tuple[str, Path]]:
    for path in sorted(site.folder.rglob("*.html")):
        yield path.relative_to(site.folder).as_posix(), path


def test_the_first_view_of_every_page_is_at_most_100_kb_without_fonts(site: Site) -> None:
    weights = {}
    for name, path in pages(site):
        takes = taken_by(path)
        weights[name] = sum(weight(site, one) for one in (name, *takes.styles, *takes.others)) + sum(
            max(weight(site, one) for one in variants) for variants in takes.pictures
        )

    assert len(weights) > 80
    assert min(weights.values()) > 500  # a redirect is a page too
    assert {name: size for name, size in weights.items() if size > FIRST_VIEW} == {}


def test_html_and_css_of_every_article_are_at_most_20_kb(site: Site) -> None:
    weights = {}
    for name, path in pages(site):
        if name.startswith("artiklar/") and name != "artiklar/index.html":
            weights[name] = sum(weight(site, one) for one in (name, *taken_by(path).styles))

    assert len(weights) >= 20
    assert min(weights.values()) > 5000
    assert {name: size for name, size in weights.items() if size > ARTICLE} == {}
