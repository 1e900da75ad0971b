"""Programs that run on node or come from its registry: where they lie. `scripts/set-up test` puts them there."""

from __future__ import annotations

import sys
from pathlib import Path

MODULES = Path(__file__).parent / "node_modules"


def the_checker() -> Path:
    """The Nu HTML checker's jar. Raises FileNotFoundError where there is none."""
    return _there(MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar")


def node() -> Path:
    """The node of this environment."""
    return _there(Path(sys.executable).with_name("node"))


def lighthouse() -> Path:
    """Lighthouse's command, a script for node."""
    return _there(MODULES / "lighthouse" / "cli" / "index.js")


def _there(path: Path) -> Path:
    if not path.exists():
        raise FileNotFoundError(f"{path.name} is missing: scripts/set-up test installs it")
    return path
