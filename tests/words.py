"""`make words`: the words that people are told, out of the program into their Swedish catalogue, and that compiled.

    press/locale/sv/LC_MESSAGES/press.po   what is written by hand: the Swedish words of each sentence
    press/locale/sv/LC_MESSAGES/press.mo   the same, compiled: what the program reads
    docs/meddelanden.md                    every problem with its code, in both languages

Words that the program no longer has are taken out; new ones are left empty in the .po, to be written there.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from press import commands, words
from press.make.production import SLOW
from press.messages import CATALOGUE, IN_PHRASES
from press.orders import desk
from tests.tiny import ROOT

PO = Path(words.FOLDER) / words.SWEDISH / "LC_MESSAGES" / f"{words.DOMAIN}.po"
MO = PO.with_suffix(".mo")
DOC = ROOT / "docs" / "meddelanden.md"
PRESS = ROOT / "press"
DOOR = ROOT / "build.py"
TELLERS = {  # functions whose first texts are told, and how many arguments to look for them in
    "translated": 1, "count": 3, "progress": 1, "_without_environment": 2,
}  # fmt: skip
REASONS = ("_reason", "divide")  # functions of make/ledger.py that say why an output is made
_REASON = re.compile(r"(it|its|the|what|everything) .*[a-z]")
OF_CLICK = (  # what click says of itself and of a wrong command line
    "Usage:", "Options", "Commands", "Show this message and exit.", "Show the version and exit.", "Error: {message}",
    "Try '{command} {option}' for help.", "No such command {name!r}.", "Missing argument", "Missing option",
    "Missing argument: {param_type}", "Missing parameter: {param_name}",
    "Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}", "{value!r} is not one of {choices}.", "default: {default}", "required",
    "{name} {filename!r} does not exist.", "Option {name!r} requires an argument.", "Aborted!", "Directory", "File",
)  # fmt: skip
ALONE = {  # what to do about a problem that is told without a hint: its sentence says it, or it depends
    "yaml-odd-key": "Skriv nyckeln som ett enda ord utan klamrar, till exempel title.",
    "wrong-type": "Skriv värdet i den form som meddelandet nämner. En lista skrivs [a, b], en grupp på egna rader.",
    "no-number": "Skriv ett heltal mellan de två gränserna, utan citattecken.",
    "municipality-twice": "Ta bort det ena.",
    "unknown-dimension-file": "Döp om filen till ett av namnen, eller ta bort den.",
    "unknown-country": "Skriv en av koderna, med stora bokstäver.",
    "tool-twice": "Ta bort det ena.",
    "updated-before-published": "Rätta det av datumen som är fel.",
    "source-empty": "Skriv title, url eller båda, eller ta bort raden.",
    "link-to-hidden": "Inget, om texten snart visas. Annars: länka till en annan text.",
    "orders-no-email": "Fyll i publisher.email, eller välj ett annat orders.mode.",
    "orders-mail": "Skriv adressen så här: namn@kommun.se.",
    "register-head": "Skriv första raden precis så, med komma mellan orden.",
    "register-row": "Jämför raden med dem bredvid: lika många komman, och citattecken runt värden med komma i.",
    "register-code": "Skriv kommunens fyra siffror från SCB:s förteckning, en gång.",
    "not-releasable": "Rätta det som meddelandet nämner, bygg och försök igen.",
    "not-set": "Fyll i den när den är känd. Tills dess skrivs inget.",
    "tool-unused": "Inget, eller skriv en artikel med verktyget.",
    "dimension-unused": "Inget, eller skriv en artikel med dimensionen.",
    "counties-empty": "Inget, eller leta exempel där.",
    "import-empty": "Ta filen som texten står i; ur en inläst bild går inget att hämta.",
    "layout-missing": "Lägg tillbaka filen i layouts/, eller ändra raden som tar in den.",
    "layout-syntax": "Rätta layouten på den rad som nämns.",
    "layout-undefined": "Rätta namnet på den rad som nämns.",
    "layout-fault": "Rätta layouten på den rad som nämns.",
    "booklet-fault": "Rätta formatmallen, layouten eller bilden som nämns i layouts/booklet/ eller content/images/.",
    "ebook-fault": "Rätta layouten i layouts/ebook/: märkningen där är XML, och tomma element stängs.",
}
# Nothing of it tells when it was made: who writes it anew gets the same file.
NO_DAY = datetime(2026, 11, 24, tzinfo=UTC)
HEADER = "# Swedish words for what people are told. Written by hand; `make words` keeps it in step with the program."


def told() -> dict[str, list[str]]:
    """All words that people may be told, in the order in which they stand, with the codes that tell them."""
    found: dict[str, list[str]] = {}
    for code, message in CATALOGUE.items():
        for one in (message.says, message.hint):
            if one and one != "{hint}":
                found.setdefault(one, []).append(code)
    of_ours = (*IN_PHRASES, "warning", "hint", *SLOW.values(), *desk.COLUMNS, *words.MONTHS)
    for one in (*of_ours, *_of_ledger(), *_in_calls(), *_helps(), *OF_CLICK):
        found.setdefault(one, [])
    return found


def _in_calls() -> Iterator[str]:
    for path in (DOOR, *sorted(PRESS.rglob("*.py"))):
        text = path.read_text(encoding="utf-8")
        speaks = "from press.words import" in text or path.name == "words.py"
        for node in ast.walk(ast.parse(text)):
            name = _name_of(node.func) if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in TELLERS and (name == "progress" or speaks):
                texts = [text for one in node.args[: TELLERS[name]] for text in _texts_in(one)]
                yield from texts
                if name == "count" and len(texts) == 1:
                    yield f"{texts[0]}s"


def _name_of(function: ast.expr) -> str:
    """The name by which a function is called; of a method none but that of Production's."""
    if isinstance(function, ast.Attribute):
        return "progress" if function.attr == "progress" else ""
    return function.id if isinstance(function, ast.Name) else ""


def _texts_in(argument: ast.expr) -> list[str]:
    choices = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
    return [one.value for one in choices if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value]


def _of_ledger() -> Iterator[str]:
    for function in ast.parse((PRESS / "make" / "ledger.py").read_text(encoding="utf-8")).body:
        if isinstance(function, ast.FunctionDef) and function.name in REASONS:
            for node in ast.walk(ast.Module(function.body, [])):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and _REASON.fullmatch(node.value):
                    yield node.value


def _helps() -> Iterator[str]:
    for command in commands.every_command(commands.cli):
        yield from (one for one in (command.help, *_options_of(command)) if one)


def _options_of(command: click.Command) -> Iterator[str]:
    return (one.help for one in command.params if isinstance(one, click.Option) and one.help)


# ---------------------------------------------------------------- the catalogue


def read_catalogue() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, words.SWEDISH, words.DOMAIN)


def in_step(before: Catalog) -> Catalog:
    """The words that the program has now, with the Swedish ones that they had."""
    catalogue = Catalog(words.SWEDISH, words.DOMAIN, HEADER, creation_date=NO_DAY, revision_date=NO_DAY, fuzzy=False)
    for one, codes in told().items():
        kept = before.get(one)
        catalogue.add(one, kept.string if kept else "", auto_comments=sorted(set(codes)))
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    written = io.BytesIO()
    write_po(written, catalogue, width=120)
    return written.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def lacking(catalogue: Catalog) -> list[str]:
    """What has no Swedish words."""
    return [str(one.id) for one in catalogue if one.id and not one.string]


# ---------------------------------------------------------------- the list of all problems


def as_document(catalogue: Catalog) -> str:
    """docs/meddelanden.md"""
    swedish = {str(one.id): str(one.string) for one in catalogue if one.id}
    lines = [
        "# Meddelanden",
        "",
        "Alla meddelanden om det som är fel eller kunde vara bättre, efter kod. Listan skrivs av `make words`; ändra inget här.",
        "",
        "Ett *fel* stoppar bygget: inget publiceras förrän det är rättat. En *varning* stoppar inget, om inte `--strict` är",
        "angivet. Där det står ett ord inom klamrar, som `{found}`, står det i meddelandet vad som hittades.",
        "",
        "Språket väljs med `editor_language` i `site.yaml`, eller för en gång med `--lang en` före kommandot. Koden är densamma",
        "på alla språk; `check --format json` skriver den vid varje meddelande.",
        "",
    ]
    for code, message in CATALOGUE.items():
        hint = swedish.get(message.hint, "") if message.hint not in {"", "{hint}"} else ALONE.get(code, "")
        lines += [
            f"## {code}",
            "",
            f"**{'Varning' if message.warning else 'Fel'}:** {_quoted(swedish[message.says])}",
            "",
            f"**Gör så här:** {_quoted(hint)}",
            "",
            f"På engelska: *{_quoted(message.says)}*"
            + (f", *{_quoted(message.hint)}*" if message.hint not in {"", "{hint}"} else ""),
            "",
        ]
    return "\n".join(lines[:-1]) + "\n"


def _quoted(text: str) -> str:
    return re.sub(r"([\\`*_<>\[\]])", r"\\\1", text)


def main() -> int:
    catalogue = in_step(read_catalogue() if PO.exists() else Catalog(words.SWEDISH))
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(as_po(catalogue))
    if lost := lacking(catalogue):
        print(f"{len(lost)} without Swedish words in {PO.relative_to(ROOT)}:", *lost, sep="\n  ", file=sys.stderr)
    MO.write_bytes(as_mo(catalogue))
    DOC.write_text(as_document(catalogue), encoding="utf-8")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
