"""The signing key that is made where nobody gave one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from press.orders.keys import keys_of


def test_receivers_that_start_at_once_sign_with_one_key(tmp_path: Path) -> None:
    folder = tmp_path / "orders"
    with ThreadPoolExecutor(16) as threads:
        made = set(threads.map(lambda _: keys_of({}, folder).signing, range(64)))

    assert made == {keys_of({}, folder).signing}
    assert all(len(key) >= 32 for key in made)
    assert [(path.name, path.stat().st_mode & 0o777) for path in folder.iterdir()] == [("secret", 0o600)]
