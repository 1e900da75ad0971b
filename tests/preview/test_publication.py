"""The real publication in the preview: its own layouts and scripts, its search, its order form, its pages in print."""

from __future__ import annotations

import http.client
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.preview.conftest import Preview
from tests.tiny import ROOT

ARTICLE = "/artiklar/biogas-skelleftea/"


@pytest.fixture
def preview(tmp_path: Path, serve: Callable[..., Preview]) -> Preview:
    project = tmp_path / "publication"
    for name in ("content", "layouts"):
        shutil.copytree(ROOT / name, project / name)
    settings = (ROOT / "site.yaml").read_text(encoding="utf-8")
    project.joinpath("site.yaml").write_text(settings.replace("mode: closed", "mode: receiver"), encoding="utf-8")
    return serve(project)


def test_its_pages_are_shown_as_they_are_and_nothing_of_them_is_refused(preview: Preview, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("response", lambda answer: said.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)

    for address in ("/", "/artiklar/", "/regioner/", "/skriften/", ARTICLE):
        page.goto(preview.address + address)
        expect(page.locator("#press-preview .row")).to_contain_text("Inga fel")
    page.goto(f"{preview.address}/sok/?q=biogas")
    expect(page.locator(".sok-hits .entry").first).to_be_visible()

    assert said == []


def test_an_order_can_be_tried_out_and_is_kept_nowhere(preview: Preview, page: Page) -> None:
    page.goto(f"{preview.address}/bestall/")
    for name, words in {
        "namn": "Anna Prov",
        "adress": "Gatan 1",
        "postnummer": "831 40",
        "ort": "Östersund",
        "antal": "2",
    }.items():
        page.fill(f"main [name={name}]", words)

    page.get_by_role("button", name="Granska beställningen").click()
    page.get_by_role("button", name="Skicka beställningen").click()

    expect(page.get_by_role("heading", name="Tack för din beställning!")).to_be_visible()


def test_an_article_s_own_pages_of_the_booklet_are_set_in_its_own_layout(preview: Preview) -> None:
    connection = http.client.HTTPConnection(preview.address.removeprefix("http://"), timeout=120)

    def asked(address: str) -> bytes:
        connection.request("GET", address)
        return connection.getresponse().read()

    pdf = asked("/.preview/haftet/biogas-skelleftea.pdf")
    connection.close()

    pages = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]
    assert pages[0].startswith("Matavfall som bränsle i Skellefteå")
    assert len(pages) < 6
