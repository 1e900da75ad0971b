"""The publication as it is when orders are taken, built once for all tests of a process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from press import pipeline
from tests.orders.asking import Asked, receiver
from tests.tiny import TODAY

ROOT = Path(__file__).parents[2]


def opened(project: Path, address: str = "https://example.org/", more: str = "") -> Path:
    """A copy of the publication whose settings say that a receiver takes orders, with few articles, and its pages built."""
    for name in ("content", "layouts"):
        shutil.copytree(ROOT / name, project / name)
    text = (ROOT / "site.yaml").read_text(encoding="utf-8")
    text = text.replace("mode: closed", f"mode: receiver{more}").replace("https://example.org/", address)
    (project / "site.yaml").write_text(text, encoding="utf-8")
    outcome = pipeline.build(project, pipeline.Options(only="pages", today=TODAY))
    assert outcome.is_published, outcome.problems
    return project


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return opened(tmp_path_factory.mktemp("orders") / "project")


@pytest.fixture
def asked(project: Path, tmp_path: Path) -> Iterator[Asked]:
    with receiver(project, tmp_path) as one:
        yield one
