"""`check`: what a build would tell, and what could be better. Writes nothing, unless it is asked to mend what is safe."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from press.checks.advice import advice
from press.checks.desk import Desk
from press.checks.external import Answer, Manners, addresses, as_cache, dead_addresses, is_offline, of_cache, remembered, to_ask
from press.checks.hunspell import SilentError, installed
from press.checks.mending import Mend, mended, mends
from press.checks.spelling import Dictionary, misspelt
from press.make.theme import Theme
from press.model import Manuscript, Publication, Term
from press.problems import Problem, in_order
from press.proof import proof, stops
from press.record import Record, replace
from press.source.manuscripts import manuscript_of
from press.source.memory import Memory
from press.source.read import read
from press.source.skeleton import is_same_but_for_words
from press.source.terms import terms_in, words_in
from press.workers import mapped, processes_for

POLITE = Manners()
CACHE = ".press/external.json"
BOM = b"\xef\xbb\xbf"
WORTH_A_WORKER = 60  # texts


class Asked(Record, frozen=True):
    """How many outside addresses there are, how many of them were asked today, and how many let no program judge them."""

    addresses: int
    asked: int
    unjudged: int
    is_offline: bool = False  # this machine reached nobody: nothing is told of today


class Findings(Record, frozen=True):
    """What was found. `has_spelling` is false where the machine has no dictionary to look words up in."""

    problems: tuple[Problem, ...]
    has_spelling: bool = True
    outside: Asked | None = None


def check(
    project: Path,
    today: date,
    dictionary: Callable[[], Dictionary | None] = installed,
    *,
    external: Manners | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Findings:
    """All that is wrong or wanting. With manners to do so, outside addresses are asked for too."""
    with Memory(None) as memory:
        proofed = proof(project, today, Theme(project), memory)
    found = list(proofed.problems)
    if proofed.publication is None:
        return Findings(in_order(found))
    desk = replace(desk_of(project, proofed.publication, today, found), is_whole=not stops(proofed.problems))
    found += advice(desk)
    speller = dictionary() if proofed.publication.settings.checks.spelling else None
    if speller is not None:
        try:
            found += misspelt(desk, speller)
        except SilentError:
            speller = None
    asked = None
    if external is not None:
        answers, asked = _outside(project, desk, external, progress)
        found += dead_addresses(desk, answers)
    return Findings(in_order(found), speller is not None or not proofed.publication.settings.checks.spelling, asked)


def _outside(
    project: Path, desk: Desk, manners: Manners, progress: Callable[[int, int], None]
) -> tuple[dict[str, Answer], Asked]:
    """What outside addresses answered, today or lately. What is known is kept in the cache, also when one is interrupted."""
    from press.checks.web import Web  # httpx takes 0.1 s to import

    cache = project / CACHE
    known = of_cache(cache.read_bytes()) if cache.is_file() else {}
    urls = addresses(desk)
    asked = to_ask(urls, known, desk.today)
    answers = {url: known[url] for url in urls if url in known}
    new: dict[str, Answer] = {}

    def told(answer: Answer) -> None:
        new[answer.url] = answer
        progress(len(new), len(asked))

    try:
        with Web(desk.publication.settings.address, manners) as web:
            web.ask(asked, desk.today, told)
            if is_offline(tuple(new.values())):
                return {}, Asked(len(urls), len(asked), 0, is_offline=True)
            answers |= {url: remembered(answer, known.get(url)) for url, answer in new.items()}
            for url, answer in sorted(answers.items()):
                if not answer.is_well and not answer.archive:
                    answers[url] = replace(answer, archive=web.archived(url))
    except KeyboardInterrupt:  # what is known by now need not be asked again
        answers = {**known, **{url: remembered(answer, known.get(url)) for url, answer in new.items() if answer.is_well}}
        raise
    finally:
        cache.parent.mkdir(exist_ok=True)
        beside = cache.with_name(f".{cache.name}.new")
        beside.write_bytes(as_cache(answers))
        beside.replace(cache)
    return answers, Asked(len(urls), len(asked), sum(one.state == "unjudged" for one in answers.values()))


def desk_of(project: Path, publication: Publication, today: date, problems: list[Problem]) -> Desk:
    """What advice looks at. What is wrong with the lists of words goes to `problems`."""
    bare = Desk(publication, today)
    others = (*publication.tools, *publication.dimensions, *publication.pages)
    paths = sorted(text.source for text in (*bare.articles(), *others))

    def read(path: str) -> Manuscript | None:
        return manuscript_of((project / path).read_bytes(), path)

    read_ = mapped(read, paths, processes_for(len(paths), WORTH_A_WORKER))
    manuscripts = tuple(one for one in read_ if one is not None)
    return Desk(publication, today, manuscripts, terms_in(project, problems), words_in(project, problems))


# ---------------------------------------------------------------- mending


def dead_in(project: Path, publication: Publication, today: date) -> tuple[tuple[str, int, str], ...] | None:
    """Outside addresses that were dead when the web was last asked, as (text, line, address). None when it never was."""
    cache = project / CACHE
    if not cache.is_file():
        return None
    answers = of_cache(cache.read_bytes())
    desk = desk_of(project, publication, today, [])
    told = [one for one in dead_addresses(desk, answers) if one.code != "outside-moved"]
    return tuple((one.where.path, one.where.line, one.values["url"]) for one in in_order(told))


class Fixed(Record, frozen=True):
    """What was mended: the files, and how they differ from what they were, as `diff -u` shows it."""

    paths: tuple[str, ...] = ()
    difference: str = ""


def fix(project: Path, today: date) -> Fixed:
    """Mends what is safe in the texts: words alone, each text as a whole or not at all."""
    with Memory(None) as memory:
        publication = read(project, today, memory).publication
    if publication is None:
        return Fixed()
    desk = desk_of(project, publication, today, [])
    paths: list[str] = []
    differences: list[str] = []
    for manuscript in desk.manuscripts:
        new = mended(manuscript.text, safe_mends(manuscript, desk.terms))
        if new != manuscript.text and _write(project / manuscript.source, manuscript.text, new):
            paths.append(manuscript.source)
            differences.append(_difference(manuscript.source, manuscript.text, new))
    return Fixed(tuple(paths), "".join(differences))


def safe_mends(manuscript: Manuscript, terms: Iterable[Term]) -> tuple[Mend, ...]:
    """Those mends that change nothing but words: not what Markdown makes of them, nor the id that a heading gets."""
    found = mends(manuscript, terms)
    if _changes_words_alone(manuscript, found):
        return found
    good: tuple[Mend, ...] = ()
    for one in found:
        if _changes_words_alone(manuscript, (*good, one)):
            good = (*good, one)
    return good


def _changes_words_alone(manuscript: Manuscript, found: tuple[Mend, ...]) -> bool:
    return is_same_but_for_words(manuscript.text, mended(manuscript.text, found), manuscript.source)


def _write(path: Path, old: str, new: str) -> bool:
    """Puts the new text in the file's place, with its own line ends. Not where the file is another by now, or a link."""
    raw = path.read_bytes()
    bom = BOM if raw.startswith(BOM) else b""
    ends = "\r\n" if b"\r\n" in raw else "\n"
    if path.is_symlink() or raw != bom + old.replace("\n", ends).encode():
        return False
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(bom + new.replace("\n", ends).encode())
    shutil.copymode(path, beside)
    beside.replace(path)
    return True


def _difference(path: str, old: str, new: str) -> str:
    lines = difflib.unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), f"a/{path}", f"b/{path}", n=1)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
