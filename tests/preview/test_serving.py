"""The server: what it answers, to whom, and how it begins and ends."""

from __future__ import annotations

import http.client
import io
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from press import telling
from tests.preview.conftest import Preview
from tests.tiny import ROOT, TinySite


class Got:
    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.content = answer.status, answer.headers, answer.read()


def got(preview: Preview, address: str, method: str = "GET", **headers: str) -> Got:
    connection = http.client.HTTPConnection(preview.address.removeprefix("http://"), timeout=60)
    connection.request(method, address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    found = Got(connection.getresponse())
    connection.close()
    return found


def told_soon(preview: Preview, words: bytes) -> None:
    """Waits until the first article's page tells something."""
    end = time.monotonic() + 60
    while words not in got(preview, "/artiklar/forsta/").content:
        assert time.monotonic() < end, words
        time.sleep(0.05)


def words_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


# ---------------------------------------------------------------- what it answers


def test_every_address_of_the_site_is_answered_as_the_build_has_it(site: TinySite, preview: Preview) -> None:
    """But for what the preview adds to a page; and with the headers that a host is told to send."""
    site.build(only="pages")
    added = re.compile(rb'<link rel="stylesheet" href="/.preview/page.css">|<div id="press-preview">.*defer></script>', re.DOTALL)

    for path, content in site.files().items():
        if path.startswith("site/"):
            answer = got(preview, path.removeprefix("site").removesuffix("index.html"))
            assert answer.status == 200, path
            assert added.sub(b"", answer.content) == content, path
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cache-Control"] == "no-cache"


def test_the_site_s_own_policy_is_enough_for_what_the_preview_adds(site: TinySite, preview: Preview) -> None:
    site.build(only="pages")
    told = (site.output / "site" / "_headers").read_text(encoding="utf-8")

    policy = got(preview, "/artiklar/").headers["Content-Security-Policy"]

    assert f"Content-Security-Policy: {policy}\n" in told
    assert "unsafe" not in policy


def test_what_is_not_there_is_not_found_and_a_missing_slash_is_put_there(preview: Preview) -> None:
    assert got(preview, "/finns-inte/").status == 404
    assert got(preview, "/../site.yaml").status == 404
    assert got(preview, "/%2e%2e/site.yaml").status == 404
    assert got(preview, "/.preview/../server.py").status == 404
    assert got(preview, "/artiklar/forsta").headers["Location"] == "/artiklar/forsta/"
    assert got(preview, "/artiklar/", "POST").status == 405


def test_an_asset_that_the_browser_has_is_not_sent_again(preview: Preview) -> None:
    address = re.findall(r'/static/site[^"]+', got(preview, "/artiklar/").content.decode())[0]
    first = got(preview, address)

    again = got(preview, address, If_None_Match=first.headers["ETag"])

    assert (first.status, again.status, again.content) == (200, 304, b"")


def test_a_site_below_a_path_is_served_below_it(site: TinySite, serve: Callable[..., Preview]) -> None:
    site.edit("site.yaml", "https://example.org/", "https://example.org/skrift/")

    preview = serve()

    assert preview.address.endswith("/skrift")
    preview.address = preview.address.removesuffix("/skrift")
    assert got(preview, "/").headers["Location"] == "/skrift/"
    assert got(preview, "/skrift/artiklar/forsta/").status == 200


def test_each_article_has_its_pages_of_the_booklet_and_the_whole_is_made_when_it_is_asked_for(
    site: TinySite, preview: Preview
) -> None:
    whole = got(preview, "/skriften/skriften.pdf")
    site.edit("content/articles/forsta.md", "En text.", "En [granne](andra.md) och ett [verktyg](../tools/dialog.md).")
    told_soon(preview, b"granne")

    alone = got(preview, "/.preview/haftet/forsta.pdf")

    assert [" ".join(page.split()) for page in words_of(alone.content)] == ["Forsta En granne och ett verktyg."]
    assert alone.headers["Content-Type"] == "application/pdf"
    assert [name for name in ("Forsta", "Andra", "Tredje") if name not in " ".join(words_of(whole.content))] == []
    assert got(preview, "/.preview/haftet/finns-inte.pdf").status == 404


def test_a_booklet_is_made_once_for_the_same_words(site: TinySite, preview: Preview) -> None:
    first = got(preview, "/.preview/haftet/forsta.pdf")
    start = time.monotonic()
    again = got(preview, "/.preview/haftet/forsta.pdf")
    took = time.monotonic() - start
    site.edit("content/articles/forsta.md", "En text.", "Nya ord.")
    told_soon(preview, b"Nya ord")

    other = got(preview, "/.preview/haftet/forsta.pdf")

    assert again.content == first.content
    assert took < 5  # it is not set anew
    assert "Nya ord." in words_of(other.content)[0]


# ---------------------------------------------------------------- to whom


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.1:8000", "[::1]:8000", "192.168.1.7"])
def test_this_machine_is_answered_by_its_own_names_and_by_numbers(preview: Preview, host: str) -> None:
    assert got(preview, "/artiklar/", Host=host).status == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "", "[", "@localhost@x"])
def test_a_strange_name_that_leads_here_is_refused(preview: Preview, host: str) -> None:
    assert got(preview, "/artiklar/", Host=host).status == 421


def test_a_stranger_s_page_can_have_nothing_made(preview: Preview) -> None:
    asked = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"}

    assert got(preview, "/.preview/haftet/forsta.pdf", **asked).status == 403


def test_it_listens_on_this_machine_alone_unless_told_otherwise(preview: Preview) -> None:
    assert preview.address.startswith("http://127.0.0.1:")


# ---------------------------------------------------------------- how it begins and ends


def test_a_taken_port_is_told_in_a_sentence_and_ends_with_4(site: TinySite) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        told = subprocess.run(
            [sys.executable, str(ROOT / "build.py"), "--project", str(site.folder), "serve", "--port", str(port)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert told.returncode == telling.MACHINE
    assert told.stderr == (
        f"serve: another program listens at port {port}\n    hint: choose another: python build.py serve --port {port + 1}\n"
    )


def test_an_address_of_another_machine_is_told_in_a_sentence(site: TinySite) -> None:
    told = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "--project", str(site.folder), "serve", "--host", "192.0.2.1", "--port", "0"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert told.returncode == telling.MACHINE
    assert told.stderr.startswith("serve: can't listen at 192.0.2.1, port 0: Can")
    assert told.stderr.endswith("    hint: leave out --host, and choose a port above 1023 with --port\n")


def test_what_is_wrong_from_the_start_is_told_on_a_page_of_its_own(site: TinySite, serve: Callable[..., Preview]) -> None:
    site.edit("content/articles/forsta.md", '"Lund"', '"Lundd"')

    preview = serve()

    answer = got(preview, "/artiklar/andra/")
    assert answer.status == 503
    assert "&quot;Lundd&quot; is not a municipality" in answer.content.decode()


def test_ctrl_c_ends_it_at_once_though_pages_listen_and_work_is_begun(serve: Callable[..., Preview]) -> None:
    preview = serve()
    asking = []
    for address in (*["/.preview/changes?at=/artiklar/"] * 3, "/skriften/skriften.pdf"):
        asking.append(socket.create_connection(("127.0.0.1", int(preview.address.rpartition(":")[2])), timeout=20))
        asking[-1].sendall(f"GET {address} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert [len(one.recv(10)) for one in asking[:3]] == [10, 10, 10]
    time.sleep(0.3)
    children = _children(preview.process.pid)
    start = time.monotonic()

    ended = preview.end()
    for one in asking:
        one.close()

    assert ended.code == telling.INTERRUPTED
    assert time.monotonic() - start < 30
    assert ended.err.splitlines()[-1] == "Interrupted. What was published before stays as it was."
    while any(Path(f"/proc/{child}").exists() for child in children):
        assert time.monotonic() - start < 60, children
        time.sleep(0.1)


def _children(pid: int) -> list[str]:
    """The processes that a process has begun; none where the system does not tell."""
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [child for task in found.parents[1].glob("*/children") for child in task.read_text().split()] if found.exists() else []


def test_the_terminal_tells_what_is_wrong_and_when_it_is_mended(site: TinySite, serve: Callable[..., Preview]) -> None:
    preview = serve()
    for old, new, wanted in (('"Lund"', '"Lundd"', b"Lundd"), ('"Lundd"', '"Lund"', b"No errors")):
        site.edit("content/articles/forsta.md", old, new)
        told_soon(preview, wanted)

    ended = preview.end()

    assert ended.err == (
        "Reading ...\n"
        'content/articles/forsta.md:4: "Lundd" is not a municipality in the register\n    hint: did you mean "Lund"?\n'
        "All is well again.\n"
        "\n"  # after the ^C that a terminal shows
        "Interrupted. What was published before stays as it was.\n"
    )


def test_what_is_covered_is_a_page_of_the_preview(site: TinySite, serve: Callable[..., Preview]) -> None:
    preview = serve()

    answer = got(preview, "/.preview/tackning")

    assert answer.status == 200
    assert "3 articles shown" in answer.content.decode()
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'"
