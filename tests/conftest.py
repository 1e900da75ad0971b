"""What every test may ask for: a tiny publication, and the switch that rewrites the goldens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.tiny import TinySite

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The same examples everywhere and every time, and none that fails because a machine is busy.
settings.register_profile("same", deadline=None, derandomize=True, database=None)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="Write the goldens anew. Then read the difference.")


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    return TinySite(tmp_path / "site")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process: Playwright bears no second one beside it."""
    from playwright.sync_api import sync_playwright

    from tests.browser.serving import chromium

    with sync_playwright() as playwright:
        started = chromium(playwright)
        yield started
        started.close()
