"""A tiny publication with layouts of its own, for tests that build: few texts, every page type, quick to make.

It does not use the project's layouts or articles, so that a test of building does not fail for a matter of looks.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from press import pipeline

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 24)
SETTINGS = """\
title: En liten skrift
address: https://example.org/
publisher:
  name: Utgivaren
edition:
  number: 1
  date: 2026-11-24
booklet:
  file: skriften.pdf
"""
PAGES = ("start", "skriften", "forord", "baksida", "om", "tillganglighet", "integritet")
VIEWS = {  # template -> what it prints beside the title
    "start": "{% for card in first %}{{ card.title }}: {{ card.summary }}\n{% endfor %}{{ html|safe }}",
    "articles": "{% for card in cards %}{{ card.title }} {{ card.place }}\n{% endfor %}",
    "article": "{{ summary }}\n{{ html|safe }}{% for note in notes %}{{ note|safe }}{% endfor %}"
    "{% for card in related %}{{ card.title }}\n{% endfor %}{% if previous %}{{ previous.title }}{% endif %}"
    "{% if printed %} {{ printed.words }}{% endif %}",
    "tools": "{% for group in groups %}{% for tool in group.tools %}{{ tool.title }} {{ tool.count }}\n{% endfor %}{% endfor %}",
    "tool": "{% for group in groups %}{{ group.title }}{% for card in group.cards %}{{ card.title }}{% endfor %}{% endfor %}"
    "{% if offprint and made[offprint.output] is defined %} {{ offprint.href }} "
    "{{ made[offprint.output].pages }} sidor{% endif %}",
    "dimensions": "{% for one in dimensions %}{{ one.title }} {{ one.count }}\n{% endfor %}",
    "dimension": "{% for group in groups %}{% for card in group.cards %}{{ card.title }}{% endfor %}{% endfor %}",
    "regions": "{% for part in parts %}{% for county in part.counties %}{{ county.name }} {{ county.count_words }}\n"
    "{% endfor %}{% endfor %}",
    "region": "{{ count_words }}{% for group in by_tool %}{% for card in group.cards %}{{ card.title }}{% endfor %}{% endfor %}"
    "{% if offprint and made[offprint.output] is defined %} {{ offprint.href }} "
    "{{ made[offprint.output].pages }} sidor{% endif %}",
    "municipality": "{% for card in cards %}{{ card.title }}{% endfor %}",
    "municipalities": "{{ with_article }}",
    "overview": "{% for row in rows %}{% for cell in row.cells %}{{ cell.mark }}{% endfor %}{% endfor %}",
    "search": "{% for letter in letters %}{% for row in letter.rows %}{{ row.label }}\n{% endfor %}{% endfor %}",
    "skriften": "{% if made[pdf_output] is defined %}{{ made[pdf_output].pages }} sidor{% endif %}",
    "order": "{{ mode }}",
    "page": "{{ html|safe }}",
    "privacy": "{{ html|safe }}",
    "accessibility": "{{ conformity }} {{ actor }} {{ html|safe }}",
    "404": "",
}
BASE = """\
<!doctype html><html lang="{{ site.language }}"><title>{{ head.title }}</title>
<body>{% block body %}{% endblock %}</body></html>
"""
FEED = "<feed><id>{{ id }}</id>{% for entry in entries %}<entry>{{ entry.title }}{{ entry.html }}</entry>{% endfor %}</feed>\n"
BOOKLET = """\
<!doctype html><html lang="{{ language }}"><head><title>{{ title }}</title><meta name="author" content="{{ publisher }}">
<meta name="dcterms.created" content="{{ date_iso }}"><link rel="stylesheet" href="layouts/booklet/booklet.css"></head><body>
<h1>{{ title }}</h1>
{% for chapter in chapters %}<section><h2>{{ chapter.title }}</h2>
{% for article in chapter.articles %}<article id="{{ article.id }}"><h3>{{ article.title }}</h3>{{ article.html|safe }}</article>
{% endfor %}</section>{% endfor %}</body></html>
"""
OFFPRINT = """\
<!doctype html><html lang="{{ language }}"><head><title>{{ name }}</title><meta name="author" content="{{ publisher }}">
<meta name="dcterms.created" content="{{ date_iso }}"><link rel="stylesheet" href="layouts/booklet/booklet.css"></head><body>
<h1>{{ name }}</h1>
{% for article in articles %}<article id="{{ article.id }}"><h2>{{ article.title }}</h2>{{ article.html|safe }}</article>
{% endfor %}</body></html>
"""
EBOOK = """\
{% if document.kind == "package" %}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">{{ identifier }}</dc:identifier>
<dc:title>{{ title }}</dc:title><dc:language>{{ language }}</dc:language>
<meta property="dcterms:modified">{{ modified }}</meta></metadata><manifest>
{% for item in items %}<item id="{{ item.id }}" href="{{ item.name }}" media-type="{{ item.type }}"
{% if item.properties %} properties="{{ item.properties }}"{% endif %}/>{% endfor %}</manifest>
<spine>{% for one in documents %}<itemref idref="{{ one.id }}"/>{% endfor %}</spine></package>
{% else %}<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>{{ document.title }}</title></head><body>{% if document.kind == "nav" %}<nav epub:type="toc" data-unpaged=""><ol>
{% for one in documents %}<li><a href="{{ one.name }}">{{ one.title }}</a></li>{% endfor %}</ol></nav>
{% if pages %}<nav epub:type="page-list" data-unpaged=""><ol>
{% for page in pages %}<li><a href="{{ page.href }}">{{ page.number }}</a></li>{% endfor %}</ol></nav>{% endif %}
{% else %}<div id="{{ document.id }}"><p>{{ document.title }}</p>{{ document.html|safe }}
{% for note in document.notes %}<aside data-unpaged="" id="{{ document.id }}--not-{{ loop.index }}">{{ note|safe }}</aside>
{% endfor %}</div>{% endif %}</body></html>
{% endif %}
"""
STYLE = """\
@font-face { font-family: "Source Serif 4"; src: url("../static/fonts/source-serif-4-400.woff2"); }
@font-face { font-family: "Source Serif 4"; font-weight: 600; src: url("../static/fonts/source-serif-4-600.woff2"); }
@page { size: 148mm 210mm; margin: 20mm }
html { font: 10pt/14pt "Source Serif 4" } h1, h2, h3 { font-weight: 600 } .inward::after { content: none }
"""


class TinySite:
    """A project in a folder of a test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder / "output"
        self.put("site.yaml", SETTINGS)
        shutil.copytree(ROOT / "content" / "register", folder / "content" / "register")
        shutil.copytree(ROOT / "layouts" / "static" / "fonts", folder / "layouts" / "static" / "fonts")
        self.put("layouts/static/site.css", "body { margin: 0 }\n")
        self.put("layouts/base.html", BASE)
        for name, body in VIEWS.items():
            wrapped = f'{{% extends "base.html" %}}{{% block body %}}<h1>{{{{ head.title }}}}</h1>{body}{{% endblock %}}\n'
            self.put(f"layouts/{name}.html", wrapped)
        self.put("layouts/redirect.html", '<meta http-equiv="refresh" content="0; url={{ target }}">{{ title }}\n')
        self.put("layouts/feed.xml", FEED)
        self.put("layouts/sitemap.xml", "{% for url, day in urls %}{{ url }} {{ day }}\n{% endfor %}")
        self.put("layouts/robots.txt", "Sitemap: {{ site.origin }}/sitemap.xml\n")
        self.put("layouts/booklet/booklet.html", BOOKLET)
        self.put("layouts/booklet/booklet.css", STYLE)
        self.put("layouts/offprint/offprint.html", OFFPRINT)
        self.put("layouts/ebook/ebook.html", EBOOK)
        self.put("layouts/ebook/stil.css", "body { margin: 0 }\n")
        for name in ("ekonomisk", "social", "miljomassig"):
            self.write(f"dimensions/{name}.md", title=f"{name.capitalize()} hållbarhet", summary="Kort.")
        for name in PAGES:
            self.write(f"pages/{name}.md", title=name.capitalize(), summary="Kort.")
        self.write("tools/dialog.md", title="Dialog", summary="Att tala med varandra.")
        self.write("tools/budget.md", title="Budget", summary="Att räkna.")

    def article(self, slug: str, *, body: str = "En text.", **keys: object) -> Path:
        """An article, right in all that the test does not say."""
        whole = {
            "title": slug.capitalize(),
            "summary": f"Om {slug}.",
            "municipality": "Lund",
            "tool": "dialog",
            "dimensions": "social",
        }
        return self.write(f"articles/{slug}.md", body=body, **(whole | keys))

    def write(self, path: str, *, body: str = "En text.", **keys: object) -> Path:
        """A text below content/, its front matter from the keys."""
        front = "".join(f"{key}: {_yaml(value)}\n" for key, value in keys.items() if value is not None)
        return self.put(f"content/{path}", f"---\n{front}---\n\n{body}\n")

    def put(self, path: str, text: str | bytes) -> Path:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return target

    def edit(self, path: str, old: str, new: str) -> None:
        target = self.folder / path
        text = target.read_text(encoding="utf-8")
        assert old in text
        target.write_text(text.replace(old, new), encoding="utf-8")

    def remove(self, path: str) -> None:
        (self.folder / path).unlink()

    def build(
        self, *, only: pipeline.Only | None = "pages", full: bool = False, today: date = TODAY, jobs: int = 1
    ) -> pipeline.Outcome:
        return pipeline.build(self.folder, pipeline.Options(full=full, only=only, today=today, jobs=jobs))

    def files(self) -> dict[str, bytes]:
        """Everything in output/, by path."""
        return tree(self.output)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _yaml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_yaml(item) for item in value) + "]"
    if isinstance(value, date):
        return value.isoformat()
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
