"""HTML -> a title and Markdown of our dialect: the only file that knows Beautiful Soup and markdownify.

Kept are headings, paragraphs, lists, links, tables, quotes, notes and emphasis. Scripts, forms, navigation, pictures and all
attributes but an address go. Every sign that Markdown would take for its own is escaped, so words stay words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from press.problems import ContentError, problem
from press.record import Record

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

MOST_TAGS, DEEPEST, MOST_COLUMNS = 60_000, 100, 30
DROPPED = (
    "script style noscript template head nav footer form iframe object embed svg math canvas audio video picture button select "
    "input textarea dialog del map area link meta title"
).split()
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
SCHEMES = {"http", "https", "mailto", "tel"}
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "aside", "figure", "figcaption", "ul", "ol", "li", "dl", "dt", "dd",
    "table", "tr", "td", "th", "blockquote", "pre", "hr", *HEADINGS,
}  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LOST = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ue000-\uf8ff\ufeff\ufffe\uffff]")
_BREAKS = re.compile(r"[\u2028\u2029\x0b\x85]")
_SIGNS = re.compile(r"[\\`*\[\]<{]|(?<![^\W_])_|_(?![^\W_])|&(?=[A-Za-z0-9#]+;)")
_START = re.compile(r"([-+](?=[\s=-]|$)|[>=~:|]|#(?=[#\s]|$))|(\d{1,9})([.)])(?=\s|$)")
_SUPERSCRIPT = str.maketrans("123", "¹²³")
_NOTE, _NOTE_BACK = re.compile(r"(?:foot|end)note-ref-(\d+)$"), re.compile(r"(?:foot|end)note-(\d+)$")


class Foreign(Record, frozen=True):
    """What was found in a text from elsewhere. `title` is empty where it has none."""

    title: str
    markdown: str
    pictures: int = 0  # that were left out
    links: int = 0  # that led nowhere from here, and are words now


def markdown_of(html: str, path: str) -> Foreign:
    """A page's title and text. Raises ContentError when it is too much, or nested too deep."""
    from bs4 import BeautifulSoup

    if html.count("<") > MOST_TAGS:
        raise ContentError(problem("import-unsafe", path, found=f"more than {MOST_TAGS} elements"))
    soup = BeautifulSoup(_BREAKS.sub("\n", html), "lxml")  # it ends what the page leaves open, and in linear time
    if _depth(soup) > DEEPEST:
        raise ContentError(problem("import-unsafe", path, found=f"elements nested more than {DEEPEST} deep"))
    named = _words(soup.title) if soup.title else ""
    root = _text_of(soup)
    pictures = len(root.find_all("img"))
    _drop(root)
    notes = _take_notes(root, soup)
    title = _take_title(root) or named
    lost = _settle_links(root)
    _settle_headings(root, soup)
    _settle_tables(root, soup)
    _settle_words(root)
    converter = _converter()
    markdown = converter.convert_soup(root)
    for number, note in notes.items():
        _settle_links(note)
        _settle_words(note)
        markdown += f"\n\n[^{number}]: " + _SPACE.sub(" ", converter.convert_soup(note)).strip()
    return Foreign(title, tidy(markdown), pictures, lost)


def tidy(markdown: str) -> str:
    """No blanks at line ends, no more than one blank line, one line end at the end."""
    lines = [line.rstrip() for line in markdown.strip("\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def clean(text: str) -> str:
    """Text without signs that can't be printed, or hide: control characters, soft hyphens, Word's private bullets."""
    return _LOST.sub("", text)


def escaped(text: str) -> str:
    """Words that Markdown leaves as they are, wherever in a line they stand but at its start."""
    return _SIGNS.sub(lambda sign: "\\" + sign[0], text)


def escaped_start(text: str) -> str:
    """The same for what would begin a heading, a list, a quote, a block or a definition at the start of a line."""
    before = text[: len(text) - len(text.lstrip())]
    bare = text[len(before) :]
    found = _START.match(bare)
    if not found:
        return text
    if found[1]:
        return f"{before}\\{bare}"
    return f"{before}{found[2]}\\{bare[found.end(2) :]}"


# ---------------------------------------------------------------- what is kept of the page


def _depth(soup: BeautifulSoup) -> int:
    depths: dict[int, int] = {id(soup): 0}
    deepest = 0
    for tag in soup.find_all(True):
        depths[id(tag)] = depth = depths[id(tag.parent)] + 1
        deepest = max(deepest, depth)
    return deepest


def _text_of(soup: BeautifulSoup) -> Tag:
    """The part that holds the text: what calls itself so and has at least half of the words, else the whole."""
    whole = soup.body or soup
    for name in ("article", "main"):
        parts = soup.find_all(name)
        if len(parts) == 1 and 2 * len(parts[0].get_text()) >= len(whole.get_text()):
            return parts[0]
    return whole


def _drop(root: Tag) -> None:
    from bs4.element import PreformattedString

    for piece in list(root.find_all(string=lambda text: isinstance(text, PreformattedString))):
        piece.extract()
    for tag in root.find_all([*DROPPED, "img"]):
        if not tag.decomposed:
            tag.decompose()
    for tag in root.find_all(_is_hidden):
        if not tag.decomposed:
            tag.decompose()
    for tag in root.find_all(["s", "strike", "u", "font", "center", "ins", "label", "q"]):
        tag.unwrap()


def _is_hidden(tag: Tag) -> bool:
    style = str(tag.get("style") or "").replace(" ", "").lower()
    return tag.has_attr("hidden") or tag.get("aria-hidden") == "true" or "display:none" in style or "mso-hide:all" in style


def _take_title(root: Tag) -> str:
    """The title that the page gives itself, taken out of the text."""
    heading = root.find("h1", class_="title") or root.find("h1")
    if heading is None:
        return ""
    words = _words(heading)
    heading.decompose()
    return words or _take_title(root)


def _words(tag: Tag) -> str:
    return _SPACE.sub(" ", clean(tag.get_text())).strip()


def _take_notes(root: Tag, soup: BeautifulSoup) -> dict[str, Tag]:
    """Word's notes, taken out of the text by number; where each is referred to stands its mark."""
    notes: dict[str, Tag] = {}
    for item in root.find_all("li", id=_NOTE_BACK):
        number = str(len(notes) + 1)
        for back in item.find_all("a", href=re.compile(r"^#(?:foot|end)note-ref-")):
            back.decompose()
        references = root.find_all("a", id=str(item["id"]).replace("note-", "note-ref-", 1))
        if not references:
            continue
        for reference in references:
            mark = soup.new_tag("note-mark")
            mark["n"] = number
            around = reference.parent if reference.parent and reference.parent.name == "sup" else reference
            around.replace_with(mark)
        notes[number] = item
    for item in notes.values():
        listed = item.parent
        item.extract()
        if listed is not None and not listed.find("li"):
            listed.decompose()
        item.name = "div"
    return notes


def _settle_links(root: Tag) -> int:
    """Links that lead out of the page stay; the rest become words. How many that were."""
    lost = 0
    for link in root.find_all("a"):
        address = _SPACE.sub("%20", clean(str(link.get("href") or "")).strip())
        try:
            scheme = urlsplit(address).scheme.lower()
        except ValueError:  # https://[
            scheme = ""
        rest = address.partition(":")[2].strip("/")
        if scheme in SCHEMES and rest and _words(link) and link.find_parent("a") is None:
            link.attrs = {"href": address}
        else:
            lost += bool(link.get("href") and _words(link) and not address.startswith("#"))
            link.unwrap()
    return lost


def _settle_headings(root: Tag, soup: BeautifulSoup) -> None:
    """Headings from the second level on, none skipped; in a table or a list they are strong words."""
    above: list[tuple[int, int]] = []  # the page's level, ours
    for heading in root.find_all(HEADINGS):
        if not _words(heading):
            heading.decompose()
        elif heading.find_parent(["table", "li", "blockquote", "dd", *HEADINGS]):
            heading.name = "strong"
            heading.wrap(soup.new_tag("p"))
        else:
            level = int(heading.name[1])
            while above and above[-1][0] >= level:
                above.pop()
            ours = min(6, above[-1][1] + 1 if above else 2)
            above.append((level, ours))
            heading.name = f"h{ours}"
            for broken in heading.find_all(["br", "strong", "b"]):
                broken.unwrap() if broken.name != "br" else broken.replace_with(" ")


def _settle_tables(root: Tag, soup: BeautifulSoup) -> None:
    """Each table as plain rows of equally many cells, its first row the head; a table of one cell is its words."""
    for table in reversed(root.find_all("table")):  # the innermost first
        rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
        grid = _grid(rows)
        width = max(map(len, grid), default=0)
        if caption := table.find("caption"):
            caption.name = "p"
            table.insert_before(caption.extract())
        if width < 2 or table.find_parent("table"):
            for cell in table.find_all(["td", "th"]):
                cell.name = "div"
            for part in table.find_all(["tr", "thead", "tbody", "tfoot", "colgroup", "col"]):
                part.unwrap()
            table.unwrap()
            continue
        plain = soup.new_tag("table")
        for number, row in enumerate(grid):
            line = soup.new_tag("tr")
            for one in [*row, *[None] * (width - len(row))]:
                box = soup.new_tag("td" if number else "th")
                if one is not None:
                    box.extend(list(one.contents))
                line.append(box)
            plain.append(line)
        table.replace_with(plain)


def _grid(rows: list[Tag]) -> list[list[Tag | None]]:
    """The cells of each row by column; a cell that spans several leaves empty ones."""
    grid: list[list[Tag | None]] = []
    reaching: dict[int, int] = {}  # column -> how many more rows a cell from above takes
    for row in rows:
        line: list[Tag | None] = []

        def skip(line: list[Tag | None] = line) -> None:
            while reaching.get(len(line), 0) > 0 and len(line) < MOST_COLUMNS:
                reaching[len(line)] -= 1
                line.append(None)

        for cell in row.find_all(["td", "th"], recursive=False):
            skip()
            columns, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for place in range(columns):
                if len(line) < MOST_COLUMNS:
                    reaching[len(line)] = down - 1
                    line.append(None if place else cell)
        skip()
        if any(cell is not None and _words(cell) for cell in line):
            grid.append(line)
    return grid


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1")
    return max(1, min(MOST_COLUMNS, int(value))) if value.isascii() and value.isdigit() and len(value) < 4 else 1


def _settle_words(root: Tag) -> None:
    from bs4.element import NavigableString

    for piece in list(root.find_all(string=True)):
        text = clean(str(piece))
        if piece.find_parent("pre") is None:
            text = _SPACE.sub(" ", text)
        piece.replace_with(NavigableString(text))
    for mark in reversed(root.find_all("br")):
        if not _parts_words(mark):
            mark.decompose()
    for tag in root.find_all("sup"):
        words = tag.get_text().strip()
        if words in {"1", "2", "3"}:
            tag.string = words.translate(_SUPERSCRIPT)


def _parts_words(mark: Tag) -> bool:
    """Whether a line break has words of its own block right after it."""
    block = mark.find_parent(list(_BLOCKS))
    for one in mark.next_elements:
        name = getattr(one, "name", None)
        if name == "br" or name in _BLOCKS:
            return False
        if not name and str(one).strip():
            return one.find_parent(list(_BLOCKS)) is block
    return False


# ---------------------------------------------------------------- Markdown


@cache
def _converter() -> Any:
    """The library's converter with our escaping. Made when it is first asked for: importing it takes a while."""
    from bs4.element import NavigableString
    from markdownify import ATX, BACKSLASH, MarkdownConverter

    class Converter(MarkdownConverter):
        def escape(self, text: str, parent_tags: set[str]) -> str:
            return escaped(text)

        def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
            text: str = super().process_text(  # type: ignore[misc]  # its stubs leave it out
                el, parent_tags=parent_tags
            )
            if parent_tags and "_noformat" in parent_tags:
                return text
            before = el.previous_sibling
            begins = before is None or getattr(before, "name", None) in _BLOCKS | {"br"}
            return escaped_start(text) if begins else text

        def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            words = text.strip().replace("\\\n", " ").replace("\n", " ")
            if not words or "_noformat" in parent_tags:
                return text
            address = re.sub(r"[()<>\\\"'`\[\]{}|^]", lambda sign: f"%{ord(sign[0]):02X}", str(el["href"]))
            before, after = " " * (text[:1] == " "), " " * (text[-1:] == " ")
            return f"{before}[{words}]({address}){after}"

        def convert_note_mark(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            return f"[^{el['n']}]"

        def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802  # the library's name
            words = re.sub(r"(#+)\s*$", r"\\\1", text.strip())
            return str(super().convert_hN(n, el, words, parent_tags))  # type: ignore[misc]  # its stubs leave it out

        def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            words = _SPACE.sub(" ", text.replace("\\\n", " ")).strip()
            return " " + re.sub(r"(?<!\\)\|", r"\\|", words) + " |"

        convert_th = convert_td

        def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
            return f"\n\n{fence}\n{text.strip(chr(10))}\n{fence}\n\n" if text.strip() else ""

    return Converter(heading_style=ATX, bullets="-", newline_style=BACKSLASH, autolinks=False)
