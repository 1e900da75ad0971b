"""The preview as an editor runs it: a process of its own, on a free port, ended with Ctrl-C."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.tiny import ROOT, TinySite

BASE = """\
<!doctype html><html lang="{{ site.language }}"><head><title>{{ head.title }}</title>
<link rel="stylesheet" href="{{ site.stylesheet }}"></head>
<body>{% block body %}{% endblock %}</body></html>
"""
ALONE = """\
<!doctype html><html lang="{{ language }}"><head><title>{{ title }}</title><meta name="author" content="{{ publisher }}">
<meta name="dcterms.created" content="{{ date_iso }}"><link rel="stylesheet" href="layouts/booklet/booklet.css"></head><body>
{% for chapter in chapters %}{% for article in chapter.articles %}
<h1 id="{{ article.id }}">{{ article.title }}</h1>{{ article.html|safe }}
{% endfor %}{% endfor %}</body></html>
"""


class Preview:
    """`build.py serve` on a project, until it is ended."""

    def __init__(self, project: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "build.py"), "--project", str(project), "serve", "--port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline()
        found = re.search(r"http://\S+?(?=/ )", self.said)
        assert found, self.said + self.end().err
        self.address = found[0]

    def end(self) -> Ended:
        """Ctrl-C, and what it had said until then."""
        self.process.send_signal(signal.SIGINT)
        out, err = self.process.communicate(timeout=60)
        return Ended(self.process.returncode, out, err)


class Ended:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def site(site: TinySite) -> TinySite:
    """With three articles, and layouts that have a head."""
    site.put("layouts/base.html", BASE)
    site.put("layouts/booklet/article.html", ALONE)
    for name in ("forsta", "andra", "tredje"):
        site.article(name)
    return site


@pytest.fixture
def serve(site: TinySite) -> Iterator[Callable[..., Preview]]:
    """Begins a preview; each ends well, without a trace in what it said."""
    running: list[Preview] = []

    def begin(project: Path = site.folder, *options: str) -> Preview:
        running.append(Preview(project, *options))
        return running[-1]

    yield begin
    for one in running:
        if one.process.poll() is None:
            ended = one.end()
            assert ended.code == 130
            assert "Traceback" not in ended.err, ended.err


@pytest.fixture
def preview(serve: Callable[..., Preview]) -> Preview:
    return serve()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    context.set_default_timeout(60_000)  # the machine may be busy
    expect.set_options(timeout=60_000)
    yield context.new_page()
    context.close()


def saved_by_rename(path: Path, text: str) -> None:
    """As many editor programs save: written beside, then put in the place of the old file."""
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)
