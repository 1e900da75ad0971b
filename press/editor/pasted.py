"""Plain text as it is pasted from a letter or a document -> a title and Markdown: headings, lists, tables and addresses are seen.

Text that is written in Markdown already is left as it is, but for the levels of its headings.
"""

from __future__ import annotations

import re

from press.editor.webpage import Foreign, clean, escaped, escaped_start, tidy

LONGEST_HEADING = 70  # signs; what is longer is a sentence
WRAPPED = 90  # where no line is longer, lines were broken by a program, and a blank line parts paragraphs
_BULLET = re.compile(r"^(\s*)[•·▪‣◦●○■–—*-][ \t]+(?=\S)")
_NUMBER = re.compile(r"^(\s*)(\d{1,3})[.)][ \t]+(?=\S)")
_ADDRESS = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)]")
_MARKDOWN = re.compile(r"^#{1,6} \S|\]\(\S+\)|^::: ", re.MULTILINE)  # one may stand in any text, several do not
_HEADING = re.compile(r"^(#{1,6}) +(.*?)(?: +#+)?$")
_FENCE = re.compile(r"^\s{0,3}(```|~~~)")


def markdown_of(text: str, *, is_markdown: bool = False) -> Foreign:
    whole = "\n".join(clean(line).rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    if is_markdown or len(_MARKDOWN.findall(whole)) > 1:
        return _of_markdown(whole)
    blocks = _blocks(whole)
    title = ""
    if len(blocks) > 1 and len(blocks[0]) == 1 and _is_heading(blocks[0][0]):
        title = blocks.pop(0)[0].strip()
    parts = [_markdown(block, is_last=number == len(blocks)) for number, block in enumerate(blocks, 1)]
    return Foreign(title, tidy("\n\n".join(parts)))


def _of_markdown(text: str) -> Foreign:
    """Markdown with its first heading as the title, and the rest from the second level on, none skipped."""
    if text.startswith("---\n"):  # another program's front matter
        text = text.partition("\n---\n")[2] or text
    title, lines, above = "", [], list[tuple[int, int]]()
    fenced = ""
    for line in text.split("\n"):
        if fence := _FENCE.match(line):
            fenced = "" if fenced == fence[1] else fenced or fence[1]
        found = None if fenced else _HEADING.match(line)
        if found and found[2] and not title and len(found[1]) == 1:
            title = found[2]
        elif found and found[2]:
            level = len(found[1])
            while above and above[-1][0] >= level:
                above.pop()
            above.append((level, min(6, above[-1][1] + 1 if above else 2)))
            lines.append(f"{'#' * above[-1][1]} {found[2]}")
        else:
            lines.append(line)
    return Foreign(title, tidy("\n".join(lines)))


def _blocks(text: str) -> list[list[str]]:
    """The lines of each paragraph, list or table."""
    lines = text.split("\n")
    one_a_line = max(map(len, lines), default=0) > WRAPPED
    blocks: list[list[str]] = [[]]
    for line in lines:
        kind = _kind(line)
        if not line.strip():
            blocks.append([])
        elif not blocks[-1] or _goes_on(blocks[-1], line, kind, one_a_line=one_a_line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return [block for block in blocks if block]


def _goes_on(block: list[str], line: str, kind: str, *, one_a_line: bool) -> bool:
    """Whether a line belongs to the one above it: of the same kind, an item's second line, a row with one cell alone."""
    before = _kind(block[0])
    if kind == before:
        return bool(kind) or not one_a_line
    if kind:
        return False
    return (before == "|" and _is_heading(line)) or (before in {"-", "1"} and line.startswith(" ") and not one_a_line)


def _kind(line: str) -> str:
    if _BULLET.match(line):
        return "-"
    if _NUMBER.match(line):
        return "1"
    return "|" if "\t" in line.strip() else ""


def _markdown(block: list[str], *, is_last: bool) -> str:
    kind = _kind(block[0])
    if kind == "|" and len(block) > 1:
        return _table(block)
    if kind in {"-", "1"}:
        return "\n".join(_item(line) for line in block)
    if len(block) == 1 and not is_last and _is_heading(block[0]):
        return f"## {_inline(block[0].strip())}"
    return "\n".join(_inline(line.strip()) for line in block)


def _item(line: str) -> str:
    if found := _BULLET.match(line):
        return f"- {_inline(line[found.end() :].strip())}"
    if found := _NUMBER.match(line):
        return f"{found[2]}. {_inline(line[found.end() :].strip())}"
    return f"  {_inline(line.strip())}"


def _table(block: list[str]) -> str:
    rows = [[_inline(cell.strip()).replace("|", "\\|") for cell in line.strip("\n").split("\t")] for line in block]
    width = max(map(len, rows))
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])


def _is_heading(line: str) -> bool:
    words = line.strip()
    return (
        0 < len(words) <= LONGEST_HEADING
        and not words.endswith((".", "!", "?", ":", ";", ","))
        and not _kind(line)
        and (words[0].isupper() or words[0].isdigit())
    )


def _inline(text: str) -> str:
    """Words as they are, with addresses as links."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        parts += [escaped(text[end : found.start()]), f"<{found[0]}>"]
        end = found.end()
    return escaped_start("".join((*parts, escaped(text[end:]))))
