"""What every test may ask for: a tiny publication, and the switch that rewrites the goldens."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tiny import TinySite


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="Write the goldens anew. Then read the difference.")


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    return TinySite(tmp_path / "site")
