"""JSON Schemas of front matter and of site.yaml, and what VS Code completes and checks with. All of it follows from `keys`.

A value that YAML takes for a number or for true is text where text is asked for, as in our own reading. Known names
(municipalities, counties) are written as the register has them: the reading is more lenient, in the matter of capitals alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from press.editor.keys import Key, keys_of, keys_of_settings
from press.model import WORDS, Publication
from press.source.articles import KEYS
from press.source.markdown import BLOCKS
from press.swedish import slug, sort_key

Schema = dict[str, Any]
NAMES = {"articles": "article", "tools": "tool", "dimensions": "dimension", "pages": "page"}
TITLES = {"articles": "Artikel", "tools": "Verktyg", "dimensions": "Dimension", "pages": "Sida"}
_SCALARS = ["string", "number", "boolean"]  # what YAML may take a text for

# What each key is for, as the editor's program shows it. Those of a group stand with its name before them.
WORDS_OF = {
    "title": "Rubriken.",
    "summary": "Ingressen, en eller två meningar. Den syns i alla listor.",
    "municipality": "Kommunens namn eller kod, en eller flera. Län och landsdel följer av den.",
    "tool": "Verktygets filnamn utan .md, ett eller flera. Det första avgör artikelns kapitel i häftet.",
    "dimensions": "ekonomisk, social, miljömässig: en eller flera.",
    "place": "Ort eller stadsdel.",
    "reach": "Räckvidden. Utan den: lokal.",
    "county": "Län, när räckvidden är regional.",
    "countries": "Länder med två bokstäver: [NO, EE].",
    "published": "Dagen då texten först kom ut här: 2026-11-24. Utan den: utgåvans dag.",
    "updated": "Dagen då texten senast ändrades.",
    "review_by": "Dagen då texten ska ses över.",
    "draft": "true så länge texten är ett utkast. Utkast publiceras inte.",
    "publish": "Första dagen texten syns.",
    "expires": "Första dagen texten inte längre syns.",
    "byline": "Vem som har skrivit.",
    "sources": "Källor, var och en med title, url eller båda.",
    "sources.title": "Vem som skriver och vad texten heter.",
    "sources.url": "Källans adress, med https:// först.",
    "image": "Bild över texten.",
    "image.file": "Bildens namn i content/images/.",
    "image.alt": "Vad bilden visar, för den som inte ser den.",
    "image.decorative": "true om bilden inte säger något, så att den inte behöver alt.",
    "image.caption": "Bildtext.",
    "image.credit": "Vem som har tagit eller ritat bilden.",
    "booklet": "false om artikeln inte ska stå i häftet.",
    "booklet_order": "Ett tal, om artikeln ska stå tidigare i sitt kapitel.",
    "aliases": "Gamla adresser som ska leda hit: [/exempel/lit/].",
    "related": "Filnamn utan .md på artiklar som hör ihop med denna.",
    "name": "Verktygets namn inne i en mening: översiktsplan.",
    "kind": "Vad för slags verktyg det är. Utan den: verktyg.",
    "sign": "Tecknet: sju rader med sju tecken. Punkt för inget, : för en liten prick, o för en prick, # för en stor.",
    "strengths": "Styrkor, en rad var.",
    "weaknesses": "Svagheter, en rad var.",
    "survey": "En andel i en undersökning, som prickar.",
    "survey.share": "Hur många.",
    "survey.of": "Av hur många, högst 50.",
    "survey.words": "Vad talet betyder.",
    "nav": "En kortare rubrik för länkarna längst ner på varje sida.",
}
WORDS_OF_SETTINGS = {
    "title": "Publikationens namn.",
    "tagline": "En rad under namnet.",
    "language": "Språket som texterna är skrivna på: sv.",
    "address": "Webbplatsens adress, med https:// först och / sist.",
    "editor_language": "Språket som felmeddelanden skrivs på: sv eller en.",
    "licence": "Villkoren för texterna, i ord.",
    "publisher": "Utgivaren.",
    "publisher.name": "Utgivarens namn.",
    "publisher.email": "Utgivarens e-postadress.",
    "publisher.post": "Utgivarens postadress.",
    "edition": "Utgåvan.",
    "edition.number": "Utgåvans nummer.",
    "edition.date": "Utgåvans dag. En artikel utan published räknas från den.",
    "edition.printer": "Tryckeriet.",
    "edition.place": "Tryckorten.",
    "edition.isbn": "ISBN, om häftet har ett.",
    "booklet": "Häftet.",
    "booklet.file": "Häftets filnamn, med .pdf sist.",
    "print": "Hur häftet trycks. Utan den görs inget för tryckeriet eller för kontorsskrivaren.",
    "print.binding": "stapled (häftat i vecket) eller glued (limmat, med rygg; då behövs paper.thickness).",
    "print.surface": "Papperets yta: coated (bestruket) eller uncoated (obestruket). Färgerna görs för den.",
    "print.copies": "Upplagan: hur många häften som trycks.",
    "print.paper": "Inlagans papper.",
    "print.paper.name": "Papperets namn.",
    "print.paper.weight": "Ytvikt i gram per kvadratmeter.",
    "print.paper.thickness": "Ett blads tjocklek i tusendels millimeter.",
    "print.cover": "Omslagets papper.",
    "print.cover.name": "Papperets namn.",
    "print.cover.weight": "Ytvikt i gram per kvadratmeter.",
    "print.cover.thickness": "Ett blads tjocklek i tusendels millimeter.",
    "orders": "Beställningar av tryckta häften.",
    "orders.mode": "closed (stängt), mailto (e-post) eller receiver (formulär).",
    "orders.url": "Mottagarens egen adress, om den har en, med / sist. Utan den: under webbplatsens beställningssida.",
    "orders.limit": "Det högsta antalet häften i en beställning.",
    "orders.stock": "Hur många häften som finns i allt. Utan den: så många som beställs.",
    "orders.countries": "Länder vi skickar till: SE, DK, FI, IS, NO.",
    "orders.database": "Var beställningarna sparas: en fil, eller postgresql://namn@dator/databas.",
    "orders.basis": "Den rättsliga grunden för att spara personuppgifter, i ord.",
    "orders.decision": "Beslutet som gallringstiderna vilar på.",
    "orders.keep": "Efter hur många dagar personuppgifter raderas.",
    "orders.keep.sent": "Dagar efter att häftet har skickats.",
    "orders.keep.unsent": "Dagar efter att beställningen kom, om inget har skickats.",
    "orders.keep.messages": "Dagar efter att ett meddelande kom.",
    "orders.mail": "E-post om beställningar. Utan host skickas ingen.",
    "orders.mail.host": "E-postserverns namn.",
    "orders.mail.port": "E-postserverns port. Utan den: 587.",
    "orders.mail.security": "starttls, tls eller none.",
    "orders.mail.user": "Användarens namn på e-postservern. Lösenordet står inte här.",
    "orders.mail.sender": "Adressen som e-posten kommer från.",
    "orders.mail.desk": "Adressen som får veta att en beställning har kommit.",
    "orders.rates": "Hur många formulär som tas emot.",
    "orders.rates.address": "Från en adress på tio minuter.",
    "orders.rates.all": "I allt på en minut.",
    "orders.proxies": "IP-adresser till webbservrar som står framför mottagaren.",
    "orders.port": "Mottagarens port på den egna datorn.",
    "accessibility": "Uppgifter till tillgänglighetsredogörelsen.",
    "accessibility.actor": "Den som ansvarar för webbplatsen.",
    "accessibility.conformity": "Hur väl webbplatsen följer lagen: full, partial (delvis) eller none (inte).",
    "accessibility.faults": "Kända brister, en i taget.",
    "accessibility.faults.what": "Vad som inte fungerar.",
    "accessibility.faults.why": "Varför det är så, till exempel oskäligt betungande.",
    "accessibility.faults.instead": "Vad den som drabbas kan göra i stället.",
    "accessibility.method": "Hur webbplatsen har granskats.",
    "accessibility.assessed": "Dagen då webbplatsen senast granskades.",
    "accessibility.published": "Dagen då webbplatsen kom ut.",
    "accessibility.contact": "Dit den som hittar en brist hör av sig.",
    "accessibility.contact.email": "E-postadress.",
    "accessibility.contact.post": "Postadress.",
    "accessibility.contact.phone": "Telefon.",
    "accessibility.supervisor": "Tillsynsmyndigheten.",
    "security": "Uppgifter till security.txt.",
    "security.contact": "Dit den som hittar ett säkerhetsfel skriver: mailto: eller https:.",
    "security.expires": "Dagen då security.txt slutar gälla.",
    "checks": "Gränser för granskningen.",
    "checks.lix": "Det högsta läsbarhetsvärdet (LIX) en text bör ha.",
    "checks.sentence": "Hur många ord en mening högst bör ha.",
    "checks.similar": "Hur stor del av en text, i procent, som får stå även i en annan.",
    "checks.grace_days": "Hur många dagar en annan webbplats som har svarat förut får vara tyst.",
    "checks.spelling": "Om stavningen ska granskas.",
}


def schemas_of(publication: Publication) -> dict[str, Schema]:
    """Every schema by its name: article, tool, dimension, page, site."""
    found = {
        NAMES[folder]: _of_keys(TITLES[folder], keys_of(folder, publication.register), WORDS_OF, _known(publication))
        for folder in KEYS
    }
    # An article of one place names its municipality; one that reaches further need not.
    found["article"] |= {"if": {"properties": {"reach": {"const": "lokal"}}}, "then": {"required": ["municipality"]}}
    found["site"] = _of_keys("site.yaml", keys_of_settings(), WORDS_OF_SETTINGS, {})
    site = found["site"]
    site["required"].append("edition")  # its reading asks for the date with words of its own
    edition = site["properties"]["edition"]
    edition["anyOf"] = [edition["anyOf"][0] | {"required": ["date"]}]
    return found


def files_of(publication: Publication, *, has_door: bool) -> dict[str, str]:
    """Every file that an editor's program reads, by path below the project. `has_door`: build.py stands in it."""
    files = {f"schema/{name}.json": _json(schema) for name, schema in schemas_of(publication).items()}
    files[".vscode/press.code-snippets"] = _json(_snippets(publication))
    files[".vscode/settings.json"] = _json(_settings())
    files[".vscode/extensions.json"] = _json({"recommendations": ["redhat.vscode-yaml"]})
    if has_door:
        files[".vscode/tasks.json"] = _json(_tasks())
    return files


OURS = ("schema/", ".vscode/press.code-snippets")  # the rest is written once: an editor may have changed it


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


# ---------------------------------------------------------------- schemas


def _known(publication: Publication) -> dict[str, Schema]:
    """What the values of some keys are taken from, by key."""
    register = publication.register
    names = sorted((one.name for one in register.municipalities), key=sort_key)
    whole = [one.full_name for one in register.municipalities if one.full_name not in names]
    codes = [one.code for one in register.municipalities]
    counties = [name for one in register.counties for name in (one.name, one.short_name, one.letter, one.code)]
    dimensions = dict.fromkeys((*WORDS.values(), *map(slug, WORDS.values())))
    return {
        # A code without quotes is a number to YAML.
        "municipality": {"anyOf": [{"enum": [*names, *codes, *whole]}, {"type": "integer"}]},
        "county": {"anyOf": [{"enum": list(dict.fromkeys(counties))}, {"type": "integer"}]},
        "countries": {"enum": [*register.countries, *map(str.lower, register.countries)]},
        "dimensions": {"enum": list(dimensions)},
        # Offered, not held to: a tool that was written today is right as well.
        "tool": {"anyOf": [{"enum": [one.slug for one in publication.tools]}, {"type": _SCALARS}]},
        "sources": {"type": _SCALARS},
    }


def _of_keys(title: str, keys: Sequence[Key], words: Mapping[str, str], known: Mapping[str, Schema]) -> Schema:
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": title}
    used = {key.name: known[key.name] for key in keys if key.name in known}
    references = {name: {"$ref": f"#/definitions/{name}"} for name in used}
    return head | _group(keys, words, references, "") | ({"definitions": used} if used else {})


def _group(keys: Sequence[Key], words: Mapping[str, str], known: Mapping[str, Schema], before: str) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [key.name for key in keys if key.required],
        "properties": {
            key.name: {"description": words[before + key.name]} | _value(key, words, known, before) if before + key.name in words
            else _value(key, words, known, before)
            for key in keys
        },
    }  # fmt: skip


def _value(key: Key, words: Mapping[str, str], known: Mapping[str, Schema], before: str) -> Schema:
    text: Schema = {"type": _SCALARS} | ({"maxLength": key.limit} if key.limit else {})
    one = known.get(before + key.name, text)
    found: Schema
    match key.kind:
        case "text":
            found = one | {"minLength": 1} if key.required else {"anyOf": [one]} if "$ref" in one else one
        case "texts":
            found = {"anyOf": [one, {"type": "array", "items": one} | ({"minItems": 1} if key.required else {})]}
        case "day":
            found = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        case "flag":
            found = {"type": "boolean"}
        case "number":
            found = {"type": "integer", "minimum": key.least, "maximum": key.most}
        case "choice":
            found = {"enum": list(key.choices)}
        case "group":
            group = _group(key.keys, words, known, f"{before}{key.name}.")
            found = {"anyOf": [group, {"type": "array", "items": group}]}
        case "groups":
            group = _group(key.keys, words, known, f"{before}{key.name}.")
            several = {"type": "array", "items": group}
            found = {"anyOf": [several, group, one, {"type": "array", "items": one}]}
        case _:
            return {}
    return found if key.required else _or_nothing(found)


def _or_nothing(found: Schema) -> Schema:
    """A key without a value is no key."""
    if "anyOf" in found:
        return found | {"anyOf": [*found["anyOf"], {"type": "null"}]}
    if "enum" in found:
        return found | {"enum": [*found["enum"], None]}
    kinds = found["type"] if isinstance(found["type"], list) else [found["type"]]
    return found | {"type": [*kinds, "null"]}


# ---------------------------------------------------------------- VS Code


def _settings() -> dict[str, object]:
    by_file = {"./schema/site.json": "site.yaml"}
    return {
        "yaml.schemas": by_file,
        "files.encoding": "utf8",
        "files.eol": "\n",
        "[markdown]": {"editor.wordWrap": "on", "editor.quickSuggestions": {"other": True, "comments": False, "strings": False}},
        "files.exclude": {".press": True},
    }


def _snippets(publication: Publication) -> dict[str, object]:
    """What can be written with a word and the tab key: a whole front matter, with its choices, and every block."""
    tools = ",".join(one.slug for one in publication.tools)
    article = [
        "---",
        "title: ${1:Rubriken}",
        "summary: ${2:En eller två meningar som syns i alla listor}",
        "municipality: ${3:Kommunens namn}",
        f"tool: ${{4|{tools}|}}",
        f"dimensions: [${{5|{','.join(WORDS.values())}|}}]",
        "draft: true",
        "sources:",
        '  - title: "${6:Vem som skriver: vad texten heter}"',
        "    url: ${7:https://}",
        "---",
        "",
        "$0",
    ]
    found: dict[str, object] = {"Ny artikel": _snippet("artikel", article, "Front matter för en artikel")}
    for folder in KEYS:
        for key in keys_of(folder, publication.register):
            if key.kind == "choice":
                line = f"{key.name}: ${{1|{','.join(key.choices)}|}}"
                found[key.name] = _snippet(key.name, [line], WORDS_OF[key.name])
    for name, title in BLOCKS.items():
        first = "andel ${1:2} av ${2:3}" if name == "andel" else f"{name} ${{1:{title or 'Vem som talar'}}}"
        found[f"::: {name}"] = _snippet(name, [f"::: {first}", "$0", ":::"], f"Rutan {name}")
    return found


def _snippet(prefix: str, body: list[str], description: str) -> dict[str, object]:
    return {"scope": "markdown", "prefix": prefix, "body": body, "description": description}


def _tasks() -> dict[str, object]:
    """`check` as a task of the program: each problem stands in its list and under the words it is about."""
    return {
        "version": "2.0.0",
        "tasks": [
            {
                "label": "Granska texterna",
                "type": "shell",
                "command": "${workspaceFolder}/.venv/bin/python",
                "args": ["build.py", "check"],
                "options": {"cwd": "${workspaceFolder}"},
                "group": {"kind": "test", "isDefault": True},
                "presentation": {"reveal": "silent"},
                "problemMatcher": list(matchers()),
            },
            {
                "label": "Bygg webbplatsen och häftet",
                "type": "shell",
                "command": "${workspaceFolder}/.venv/bin/python",
                "args": ["build.py", "build"],
                "options": {"cwd": "${workspaceFolder}"},
                "group": {"kind": "build", "isDefault": True},
                "problemMatcher": list(matchers()),
            },
        ],
    }


def matchers() -> tuple[dict[str, object], ...]:
    """How the program finds problems in what `check` says: errors and warnings, with a line or of the whole file."""
    found: list[dict[str, object]] = []
    for severity, words in (("error", "(?!warning: |varning: )"), ("warning", "(?:warning|varning): ")):
        for has_line in (True, False):
            pattern: dict[str, object] = {"regexp": f"^([^\\s:][^:]*){':([0-9]+)' if has_line else ''}: {words}(.*)$", "file": 1}
            pattern |= {"line": 2, "message": 3} if has_line else {"kind": "file", "message": 2}
            found.append(
                {
                    "owner": f"press-{severity}{'' if has_line else '-file'}",
                    "source": "press",
                    "severity": severity,
                    "fileLocation": ["relative", "${workspaceFolder}"],
                    "pattern": pattern,
                }
            )
    return tuple(found)


def undescribed(publication: Publication) -> list[str]:
    """Keys without words of their own: there should be none."""
    lacking = []
    for folder in KEYS:
        lacking += [f"{NAMES[folder]}: {name}" for name in _names(keys_of(folder, publication.register)) if name not in WORDS_OF]
    return lacking + [f"site: {name}" for name in _names(keys_of_settings()) if name not in WORDS_OF_SETTINGS]


def _names(keys: Sequence[Key], before: str = "") -> list[str]:
    return [name for key in keys for name in (before + key.name, *_names(key.keys, f"{before}{key.name}."))]
