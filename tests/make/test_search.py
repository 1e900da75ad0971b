"""Entries -> a search index: the same bytes each time, and nothing in it that nobody loads."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path

import pytest

from press.make import cbor
from press.make.search import SearchError, canonical, document, search_index
from press.record import replace
from press.shape.search import SearchEntry


def an_entry(number: int = 1, **keys: object) -> SearchEntry:
    entry = SearchEntry(f"/artiklar/{number}/", f"Artikel {number}", f"<p>Text {number}.</p>", "Artikel", "Växjö")
    return replace(entry, **keys)


def entries(many: int = 40) -> list[SearchEntry]:
    """Enough facets that the order of a hash table is another each time."""
    return [
        an_entry(n, tools=(f"Verktyg {n % 7}", f"Verktyg {n % 5}"), regions=(f"Region {n % 9}",), dimensions=("Social",))
        for n in range(many)
    ]


def unpacked(raw: bytes) -> cbor.Value:
    return cbor.read(gzip.decompress(raw).removeprefix(b"pagefind_dcd"))


def test_equal_entries_give_equal_bytes() -> None:
    first = search_index(entries())

    for _ in range(3):
        assert search_index(entries()) == first


def test_another_text_gives_another_index() -> None:
    assert search_index([an_entry()]) != search_index([an_entry(html="<p>En annan.</p>")])


def test_the_index_holds_what_a_search_loads_and_no_more() -> None:
    files = search_index(entries())

    alone = sorted(name for name in files if "/" not in name)
    assert [name.split("_")[0] for name in alone] == ["pagefind-entry.json", "pagefind.js", "pagefind.sv", "wasm.sv.pagefind"]
    assert {name.split("/")[0] for name in files if "/" in name} == {"filter", "fragment", "index"}
    assert sum(name.startswith("fragment/") for name in files) == 40


def test_the_table_of_contents_names_the_facets_files_in_order() -> None:
    files = search_index(entries())

    identity = json.loads(files["pagefind-entry.json"])["languages"]["sv"]["hash"]
    contents = unpacked(files[f"pagefind.{identity}.pf_meta"])
    assert isinstance(contents, list)
    facets = contents[3]
    assert isinstance(facets, list)
    assert [facet[0] for facet in facets if isinstance(facet, list)] == ["dimension", "region", "verktyg"]
    for facet in facets:
        assert isinstance(facet, list)
        held = unpacked(files[f"filter/{facet[1]}.pf_filter"])
        assert isinstance(held, list)
        assert held[0] == facet[0]
        values = held[1]
        assert isinstance(values, list)
        names = [value[0] for value in values if isinstance(value, list)]
        assert names == sorted(map(str, names))


def test_facets_in_any_order_have_one_form() -> None:
    def packed(value: cbor.Value) -> bytes:
        return gzip.compress(b"pagefind_dcd" + cbor.written(value))

    def as_made(*order: int) -> dict[str, bytes]:
        values: list[cbor.Value] = [["A", [1, 2]], ["B", [3]]]
        names = [["x", "sv_1"], ["y", "sv_2"]]
        facets: list[cbor.Value] = [[*names[place]] for place in order]
        entry = json.dumps({"languages": {"sv": {"hash": f"sv_{order}"}}}).encode()
        return {
            "filter/sv_1.pf_filter": packed(["x", [values[place] for place in order]]),
            "filter/sv_2.pf_filter": packed(["y", []]),
            "pagefind.sv_abc.pf_meta": packed(["1.5.2", [], [], facets, [], ["title"]]),
            "pagefind-entry.json": entry,
        }

    assert canonical(as_made(0, 1), "sv") == canonical(as_made(1, 0), "sv")


def test_what_an_entry_says_cannot_leave_its_place() -> None:
    html = document(an_entry(title='A "b" <c>', tools=('D" onload="e',), words=("<f>",)), "sv")

    assert 'content="A &quot;b&quot; &lt;c&gt;"' in html
    assert 'content="D&quot; onload=&quot;e"' in html
    assert "<f>" not in html


def test_a_program_that_ends_early_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\nread -r -n 1 one 2>/dev/null\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))

    with pytest.raises(SearchError, match="ended before"):
        search_index([an_entry()])


def test_a_refusal_is_told_in_the_programs_own_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "pagefind"
    program.write_text(
        "#!/usr/bin/env python3\nimport base64, sys\n"
        'sys.stdout.buffer.write(base64.b64encode(b\'{"payload": {"type": "Error", "message": "no room"}}\') + b",")\n'
        "sys.stdout.flush()\nsys.stdin.buffer.read()\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))

    with pytest.raises(SearchError, match="no room"):
        search_index([an_entry()])


def test_nothing_is_left_of_the_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def watched(*args: object, **keys: object) -> subprocess.Popen[bytes]:
        started.append(popen(*args, **keys))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", watched)

    search_index([an_entry()])

    assert list(tmp_path.iterdir()) == []
    assert [process.returncode for process in started] == [0]
