"""A site with an editor's photographs, from the file of the phone to what a browser is offered."""

from __future__ import annotations

import re

import pytest

from tests.shots import CORNERS, a_drawing, a_picture, corners_of, from_a_phone, is_near, opened
from tests.tiny import TinySite, tree

PAGE = "site/artiklar/lit/index.html"


@pytest.fixture
def shown(site: TinySite) -> TinySite:
    """An article with a photograph from a phone, one more inside its text, and a drawing."""
    site.put(
        "layouts/article.html",
        '{% extends "base.html" %}{% block body %}{{ image.href }} {{ image.sources }} {{ html|safe }}{% endblock %}',
    )
    site.put("content/images/stort torg.jpg", from_a_phone(6, width=1000, height=600))
    site.put("content/images/lit/skola.png", a_picture("PNG", 600, 400, "RGBA"))
    site.put("content/images/norr.svg", a_drawing())
    site.put(
        "content/articles/lit.md",
        "---\ntitle: Lit\nsummary: Om Lit.\nmunicipality: Lund\ntool: dialog\ndimensions: social\n"
        "image:\n  file: stort torg.jpg\n  alt: Ett torg\n---\n\n"
        "![Skola](../images/lit/skola.png)\n\n![Norr](../images/norr.svg)\n",
    )
    return site


def test_every_picture_that_a_page_names_is_made_and_no_other(shown: TinySite) -> None:
    outcome = shown.build()
    files = shown.files()
    named = {path.replace("%20", " ") for path in re.findall(r"/(bilder/[^\s\"',]+)", files[PAGE].decode())}

    assert outcome.problems == ()
    made = {path for path in files if path.startswith("site/bilder/") and "/delning/" not in path}
    assert {f"site/{path}" for path in named} == made
    assert len(named) == (3 + 3 + 1) + (2 + 2 + 1) + 1


def test_no_file_of_the_site_tells_where_a_photograph_was_taken(shown: TinySite) -> None:
    shown.build()
    pictures = {path: content for path, content in shown.files().items() if re.search(r"/bilder/.*\.(avif|webp|jpg|png)$", path)}

    assert len(pictures) > 10
    for path, content in pictures.items():
        assert dict(opened(content).getexif()) == {}, path
        assert b"Fotografen" not in content
    upright = [opened(content) for path, content in pictures.items() if "stort torg" in path]
    assert all(one.width > one.height and is_near(corners_of(one), CORNERS) for one in upright)


def test_a_picture_is_made_once_and_again_when_it_changes(shown: TinySite) -> None:
    shown.build()

    shown.edit("content/articles/lit.md", "Om Lit.", "Om Lit, igen.")
    edited = {job.output.path for job in shown.build().made}
    shown.put("content/images/lit/skola.png", a_picture("PNG", 600, 400))
    changed = {job.output.path for job in shown.build().made}

    assert not {path for path in edited if "/bilder/" in path and "/delning/" not in path}
    assert {path.partition(".")[0] for path in changed if "/bilder/" in path} == {"site/bilder/lit/skola"}


def test_two_builds_of_one_site_are_equal(shown: TinySite) -> None:
    shown.build()
    before = shown.files()

    shown.build(full=True)

    assert tree(shown.output) == before


def test_an_article_has_its_share_image(shown: TinySite) -> None:
    shown.build(only="site")

    own, others = sorted(path for path in shown.files() if "/delning/" in path)
    assert re.fullmatch(r"site/bilder/delning/lit\.[0-9a-f]{8}\.png", own)
    assert re.fullmatch(r"site/bilder/delning/skriften\.[0-9a-f]{8}\.png", others)
    assert [opened(shown.files()[path]).size for path in (own, others)] == [(1200, 630), (1200, 630)]
