"""What an editor may have meant by a word: a municipality, a tool, a dimension. Names in, candidates out; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from press.model import WORDS, Article, County, Municipality, Publication, Register
from press.record import Record
from press.swedish import slug, sort_key
from press.words import translated

MOST = 6


class Candidate(Record, frozen=True):
    """A name that could be meant, and why it is offered. `place` is what was written, when it lies there."""

    name: str
    why: str = ""
    place: str = ""


def municipality_of(written: str, register: Register) -> Municipality | None:
    """The municipality of that name, full name or code, in any case."""
    wanted = _folded(written)
    return next((one for one in register.municipalities if wanted in {one.code, _folded(one.name), _folded(one.full_name)}), None)


def municipalities_like(written: str, register: Register, articles: Iterable[Article] = ()) -> tuple[Candidate, ...]:
    """What a word that is no municipality may stand for: a place of one, a former name, a county, a name spelt nearly so."""
    wanted = _folded(written)
    found: dict[str, Candidate] = {}
    for article in articles:
        if wanted in map(_folded, article.places):
            for one in article.municipalities:
                found.setdefault(
                    one.name,
                    Candidate(
                        one.name, translated("{place} is a place in {text}").format(place=written, text=article.source), written
                    ),
                )
    named = {one.code: one for one in register.municipalities}
    for code, names in register.former.items():
        if code in named and wanted in map(_folded, names):
            found.setdefault(
                named[code].name, Candidate(named[code].name, translated("was named {name} once").format(name=written))
            )
    for county in register.counties:
        if wanted in {_folded(county.name), _folded(county.short_name), *map(_folded, register.former.get(county.code, ()))}:
            for one in _of(county, register):
                found.setdefault(one.name, Candidate(one.name, translated("in {county}").format(county=county.name)))
            return tuple(found.values())
    by_fold = {_folded(one.name): one.name for one in register.municipalities}
    begins = [name for fold, name in by_fold.items() if len(wanted) > 2 and fold.startswith(wanted)]
    near = [by_fold[fold] for fold in get_close_matches(wanted, by_fold, n=MOST, cutoff=0.6)]
    for name in (*sorted(begins, key=sort_key), *near):
        found.setdefault(name, Candidate(name))
    return tuple(found.values())[:MOST]


def county_of(written: str, register: Register) -> County | None:
    """The county of that name, with or without "län", of that slug or code, in any case."""
    wanted = _folded(written)
    named = ((one, {one.code, one.slug, _folded(one.name), _folded(one.short_name)}) for one in register.counties)
    return next((one for one, names in named if wanted in names), None)


def counties_like(written: str, register: Register) -> tuple[Candidate, ...]:
    """The counties that a word may stand for: a name spelt nearly so, or the county of a municipality of that name."""
    municipality = municipality_of(written, register)
    found = [Candidate(municipality.county.name)] if municipality else []
    names = {one.name: one.short_name for one in register.counties}
    return (*found, *(Candidate(one.name) for one in _like(written, names) if one not in found))[:MOST]


def tool_of(written: str, publication: Publication) -> str:
    """The slug of the tool of that file name, title or name, in any case. Empty when there is none."""
    wanted = _folded(written.removesuffix(".md"))
    return next((one.slug for one in publication.tools if wanted in {one.slug, _folded(one.title), _folded(one.name)}), "")


def tools_like(written: str, publication: Publication) -> tuple[Candidate, ...]:
    titles = {one.slug: one.title for one in publication.tools}
    return _like(written, titles)


def dimension_of(written: str) -> str:
    """'ekonomisk', 'social' or 'miljömässig' for the word, its slug or its first letter. Empty when it is none of them."""
    wanted = slug(written)
    return next((word for letter, word in WORDS.items() if wanted and wanted in {slug(word), letter.lower()}), "")


def _like(written: str, titles: Mapping[str, str]) -> tuple[Candidate, ...]:
    by_fold = {_folded(title): name for name, title in titles.items()} | {name: name for name in titles}
    wanted = _folded(written)
    inside = [name for fold, name in by_fold.items() if len(wanted) > 2 and wanted in fold]
    near = [by_fold[fold] for fold in get_close_matches(wanted, by_fold, n=MOST, cutoff=0.5)]
    names = dict.fromkeys((*inside, *near))
    return tuple(Candidate(name, titles[name]) for name in names)[:MOST]


def _of(county: County, register: Register) -> list[Municipality]:
    return sorted((one for one in register.municipalities if one.county == county), key=lambda one: sort_key(one.name))


def _folded(name: str) -> str:
    return " ".join(name.casefold().split()).removesuffix(" kommun")
