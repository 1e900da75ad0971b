"""The audit tells what its tests came to, and what they say of themselves."""

from __future__ import annotations

from pathlib import Path

from tests.quality.__main__ import crosses


def test_it_tells_how_many_failed_and_what_they_looked_at(tmp_path: Path) -> None:
    some = tmp_path / "test_some.py"
    some.write_text(
        "import os\n"
        "def test_all(record_property):\n"
        "    record_property('audit', f'looked at {os.environ[\"PRESS_KILLS\"]} kills')\n"
        "def test_one(): assert os.environ['PRESS_AUDIT'] == '0'\n",
        encoding="utf-8",
    )

    told = crosses([str(some)])

    assert told == ("- 2 tests, 1 failed\n- looked at 200 kills", False)


def test_it_tells_that_all_passed(tmp_path: Path) -> None:
    some = tmp_path / "test_some.py"
    some.write_text("def test_nothing(): pass\n", encoding="utf-8")

    told = crosses([str(some)])

    assert told == ("- 1 tests, 0 failed", True)
