"""Entries -> the files of a search index, made by Pagefind; the only file that knows it.

Pagefind is a program that answers on its standard output. Its own package for Python waits a tenth of a second before it
takes each answer (300 s for 3,000 entries), so that one's program is asked here, line by line, as the package asks it.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from io import BufferedReader
from typing import Any

from press.make import cbor
from press.shape.search import SearchEntry

_SIGNATURE = b"pagefind_dcd"
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight", "pagefind-worker", "wasm.unknown")
_FILTERS = (("dimension", "dimensions"), ("region", "regions"), ("verktyg", "tools"))


class SearchError(Exception):
    """The index could not be made: Pagefind is missing, ended early or would not take an entry."""


def search_index(entries: Sequence[SearchEntry], language: str = "sv") -> dict[str, bytes]:
    """The index by file name: what a page's script loads when somebody searches. Equal entries give equal bytes."""
    answer = _ask(_requests(entries, language))
    files = sorted((file["path"], file["content"]) for file in answer["files"])
    return canonical({path: base64.b64decode(content) for path, content in files if not path.startswith(_UNUSED)}, language)


# ---------------------------------------------------------------- asking Pagefind


def _requests(entries: Iterable[SearchEntry], language: str) -> Iterator[Mapping[str, object]]:
    """The last one asks for the files: those that Pagefind (1.5.2) writes itself are at times cut short when it ends."""
    yield {"type": "NewIndex", "config": {"force_language": language}}
    for entry in entries:
        html = document(entry, language)
        yield {"type": "AddFile", "index_id": 0, "url": entry.href, "file_contents": html, "file_path": None}
    yield {"type": "GetFiles", "index_id": 0}


def _ask(requests: Iterable[Mapping[str, object]]) -> Mapping[str, Any]:
    """The last answer. Requests are sent one by one, each when the one before was answered, so that entries keep their order."""
    from pagefind.service import get_executable

    program = get_executable()
    if program is None:
        raise SearchError("the program of the package pagefind-bin is missing")
    command = [os.fspath(program), "--service"]
    answer: Mapping[str, Any] = {}
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    try:
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere) as process:  # noqa: S603  the locked package's own program
            assert process.stdin is not None
            for number, request in enumerate(requests, 1):
                message = json.dumps({"message_id": number, "payload": request}).encode()
                process.stdin.write(base64.b64encode(message) + b",")
                process.stdin.flush()
                assert isinstance(process.stdout, BufferedReader)
                answer = _answer(process.stdout)
                if answer.get("type") == "Error":
                    raise SearchError(str(answer.get("message")))
    except BrokenPipeError as fault:
        raise SearchError("pagefind ended before its work did") from fault
    return answer


def _answer(stream: BufferedReader) -> Mapping[str, Any]:
    """The payload of the next answer: base64, a comma after it. Nothing more comes until it is asked for."""
    told = bytearray()
    while not told.endswith(b","):
        part = stream.read1()
        if not part:
            raise SearchError("pagefind ended before its work did")
        told += part
    payload: Mapping[str, Any] = json.loads(base64.b64decode(told[:-1]))["payload"]
    return payload


def document(entry: SearchEntry, language: str) -> str:
    """An entry as the page that Pagefind reads. What is found but never shown stands in the head, outside what is quoted."""
    meta = [("title", entry.title), ("slag", entry.kind), ("plats", entry.place), ("ord", " ".join(entry.words))]
    head = [f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">' for name, value in meta if value]
    for name, where in _FILTERS:
        values: tuple[str, ...] = getattr(entry, where)
        head += [f'<meta data-pagefind-filter="{name}[content]" content="{escape(value)}">' for value in values]
    weight = "" if entry.weight == 1 else f' data-pagefind-weight="{entry.weight:g}"'
    return f'<html lang="{language}"><head>{"".join(head)}</head><body><div{weight}>{entry.html}</div></body></html>'


# ---------------------------------------------------------------- one form for one index


def canonical(files: Mapping[str, bytes], language: str) -> dict[str, bytes]:
    """The same index, its facets in order and named by what they hold.

    Pagefind (1.5.2) writes facets and their values in the order of a hash table, which differs from run to run; words and
    quotes do not. Facets are sorted and named anew, then the table of contents that names them, then the entry that names it.
    """
    names: dict[str, str] = {}
    found: dict[str, bytes] = {}
    contents: list[cbor.Value] = []
    for name, raw in files.items():
        if name.endswith(".pf_filter"):
            facet, values = _list(cbor.read(_unpacked(raw)))
            packed = _packed([facet, sorted(_list(values), key=_first)])
            old = name.removeprefix("filter/").removesuffix(".pf_filter")
            names[old] = f"{language}_{_name_of(packed, 7)}"
            found[f"filter/{names[old]}.pf_filter"] = packed
        elif name.endswith(".pf_meta"):
            contents = _list(cbor.read(_unpacked(raw)))
        elif name != "pagefind-entry.json":
            found[name] = raw
    facets: list[cbor.Value] = [[facet, names[old]] for facet, old in sorted(map(_pair, _list(contents[3])))]
    table = _packed([*contents[:3], facets, *contents[4:]])
    identity = f"{language}_{_name_of(table, 10)}"
    entry = json.loads(files["pagefind-entry.json"])
    entry["languages"][language]["hash"] = identity
    found[f"pagefind.{identity}.pf_meta"] = table
    found["pagefind-entry.json"] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return dict(sorted(found.items()))


def _list(value: cbor.Value) -> list[cbor.Value]:
    if not isinstance(value, list):
        raise ValueError(f"not a list: {value!r}")
    return value


def _first(value: cbor.Value) -> str:
    return str(_list(value)[0])


def _pair(value: cbor.Value) -> tuple[str, str]:
    facet, name = map(str, _list(value))
    return facet, name


def _unpacked(raw: bytes) -> bytes:
    return gzip.decompress(raw).removeprefix(_SIGNATURE)


def _packed(value: cbor.Value) -> bytes:
    return gzip.compress(_SIGNATURE + cbor.written(value), 9, mtime=0)


def _name_of(raw: bytes, length: int) -> str:
    return hashlib.sha256(gzip.decompress(raw)).hexdigest()[:length]
