"""The real publication, built once and served on this machine alone, and Chromium to look at it with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from press import pipeline
from tests.browser.serving import Site, serving

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole site as an editor builds it, booklet included."""
    project = tmp_path_factory.mktemp("publication")
    for name in ("content", "layouts"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "site.yaml", project)

    outcome = pipeline.build(project, pipeline.Options())

    assert outcome.is_published, outcome.problems
    with serving(project / "output" / "site") as address:
        yield Site(address, project / "output" / "site")
