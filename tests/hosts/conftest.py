"""The real publication, built once at the root of a host and once below a base path, and four servers that serve it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from press import pipeline
from press.addresses import Host
from press.make.compress import compressed
from press.shape import hosts
from press.shape.output import Content
from press.shape.twins import CODINGS, has_twins
from press.terms import Orders
from tests.hosts.servers import serving

ROOT = Path(__file__).parents[2]
MOVED = {"/exempel/lit/": "/artiklar/lit-bykontoret/", "/exempel/lit/feed.xml": "/feed.xml"}
GONE = ("/borta/", "/borta/feed.xml")
OTHERS = {  # one of each kind of file that this edition does not hold
    "static/sok.1a2b3c4d.js": b"export const a = 1;\n" * 100,
    "static/bare.svg": b"<svg/>",
    "static/fonts/bare.woff2": b"wOF2",
    "static/bare.js": b"export const a = 1;\n",
    "static/bare.wasm": b"\0asm\1\0\0\0",
    "bilder/lit.1a2b3c4d.avif": b"avif",
    "bilder/lit.1a2b3c4d.webp": b"webp",
    "bilder/lit.jpg": b"jpeg",
    "bilder/lit.png": b"png",
    "sok/pagefind/sv_1.pf_index": b"\0\1\2",
    "sok/pagefind/fragment/sv_1.pf_fragment": b"\0\1\2",
    "skriften/skriften.pdf": b"%PDF-1.7\n",
    "skriften/skriften.epub": b"PK",
    ".well-known/security.txt": b"Contact: mailto:a@example.org\n",
}
# Compressing all would take seconds, and shows no more.
TWINNED = ("*.html", "*.xml", "om/*", "sok/*", "artiklar/lit-bykontoret/*", "data/*", "static/*", "verktyg/oversiktsplan/*")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]  # names in lower case; several of one name are joined
    body: bytes

    def __getitem__(self, name: str) -> str:
        return self.headers.get(name.lower(), "")


@dataclass(frozen=True, slots=True)
class Served:
    """A site that a server answers for."""

    server: str
    port: int
    base: str
    folder: Path

    def ask(self, address: str, *, method: str = "GET", **headers: str) -> Answer:
        """What is answered at an address of the site; 'Accept_Encoding' is written as a name."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=15)
        try:
            connection.putrequest(method, f"{self.base}{address}", skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            response: HTTPResponse = connection.getresponse()
            found: dict[str, str] = {}
            for name, value in response.getheaders():
                found[name.lower()] = f"{found[name.lower()]}, {value}" if name.lower() in found else value
            return Answer(response.status, found, response.read())
        finally:
            connection.close()

    def content(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()


def built(project: Path, base: str) -> Path:
    """The project's output/, with everything that a host is told. `root` beside it is what a server serves."""
    for name in ("content", "layouts"):
        shutil.copytree(ROOT / name, project / name)
    settings = (ROOT / "site.yaml").read_text(encoding="utf-8")
    (project / "site.yaml").write_text(settings.replace("https://example.org/", f"https://example.org{base}/"), encoding="utf-8")
    outcome = pipeline.build(project, pipeline.Options(only="pages"))
    assert outcome.is_published, outcome.problems
    site = project / "output" / "site"
    for path, content in OTHERS.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)
    for name in TWINNED:
        for file in sorted(site.glob(name)):
            for coding in CODINGS:
                if has_twins(f"site/{file.name}", file.stat().st_size):
                    file.with_name(f"{file.name}.{coding}").write_bytes(compressed(file.read_bytes(), coding))
    paths = [path.relative_to(project / "output").as_posix() for path in site.rglob("*") if path.is_file()]
    hosting = hosts.hosting(Host.of(f"https://example.org{base}/"), Orders(), paths, MOVED, GONE)
    for output in hosts.outputs(hosting):
        assert isinstance(output.recipe, Content)
        target = project / "output" / output.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(output.recipe.text, encoding="utf-8")
    if base:
        below = Path(f"{project}/root{base}")
        below.parent.mkdir(parents=True)
        below.symlink_to(site)
    else:
        (project / "root").symlink_to(site)
    return project


@pytest.fixture(scope="session", params=["", "/en.skrift/b"], ids=["root", "base"])
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    base = str(request.param)
    return built(tmp_path_factory.mktemp("publication") / "project", base), base


@pytest.fixture(scope="session", params=["nginx", "caddy", "apache", "htaccess"])
def served(
    request: pytest.FixtureRequest, project: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    folder, base = project
    name = str(request.param)
    state = tmp_path_factory.mktemp(name) / "state"
    with serving(name, folder / "root", base, folder / "output" / "hosts", state) as port:
        yield Served(name, port, base, folder / "output" / "site")
