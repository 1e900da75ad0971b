"""Words that no dictionary has. Names are taken as names, and compounds taken apart, so that what is told is worth a look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from press.checks.desk import Desk
from press.checks.terms import ENDINGS
from press.model import Manuscript, Passage, Publication
from press.problems import Problem, problem
from press.record import Record

_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?:[-’'][^\W\d_]+)*(?![\w-])")
_ADDRESS = re.compile(r"(?<!\S)\S*(?:[@/\\+=]|\w\.\w|\d)\S*")  # addresses, file names, t.ex., what holds figures
_BEGINS = re.compile(r"(?:^|[.!?:…–]|[.!?…]”)[\s”\"(–-]*$")
_LONGEST = 60  # letters: what is longer is no word, and dear to look up
_PROPOSED = 100  # words for which the dictionary is asked what was meant: it takes a twentieth of a second for each
_HEAD, _TAIL = 4, 5  # letters of the parts of a compound that the dictionary does not have as a whole
_TAIL_OF_NAME = 3  # Malmöbor
_LONG_NAME = 5  # letters: shorter names are near too many
_LONG_WORD = 6  # letters: a shorter one at a sentence's beginning may be a name that is near some word; swapped letters are none
_OFTEN = 3  # times: a name that stands so often is meant
_FORMS_OF_HEADS = (("", ""), ("s", ""), ("", "a"), ("", "e"), ("s", "e"), ("o", "a"), ("u", "a"))


class Dictionary(Protocol):
    def unknown(self, words: Iterable[str]) -> frozenset[str]: ...
    def nearest(self, words: Iterable[str]) -> dict[str, tuple[str, ...]]: ...


class Word(Record, frozen=True):
    """A word where it stands. `begins`: a sentence begins with it, so that its capital says nothing."""

    text: str
    source: str
    line: int
    begins: bool
    before_name: bool  # the next word has a capital

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def misspelt(desk: Desk, dictionary: Dictionary) -> Iterator[Problem]:
    """Every word that is neither in the dictionary nor one of the publication's own, with the nearest that is."""
    words = [word for manuscript in desk.manuscripts for word in _words(manuscript)]
    own = _Own(desk, words)
    parts = {part for word in words for part in re.split("[-’']", word.text) if 1 < len(part) <= _LONGEST}
    strange = {part for part in dictionary.unknown(parts) if not own.knows(part)}
    strange -= own.compounds(strange, dictionary)
    doubtful = [(word, part) for word in words for part in re.split("[-’']", word.text) if part in strange]
    nearest = dictionary.nearest(list(dict.fromkeys(part for _, part in doubtful))[:_PROPOSED])
    for word, part in doubtful:
        near = _suggestion(word, part, own, nearest)
        if near is not None:
            yield problem("spelling", word.source, word.line, found=part, suggestion=near or None)


def _suggestion(word: Word, part: str, own: _Own, nearest: Mapping[str, tuple[str, ...]]) -> str | None:
    """What was meant: a word, "" when nobody knows, None when the word is to be let be as a name."""
    letters = sorted(part.lower())
    some = sorted(
        (one for one in nearest.get(part, ()) if _is_near(part.lower(), one.lower())),
        key=lambda one: sorted(one.lower()) != letters,  # swapped letters are the likeliest
    )
    near = some[0] if some else ""
    if not word.is_capital:
        return near
    if name := own.near_name(part):
        return name
    if not near or not word.begins or word.before_name or part in own.names:
        return None
    return near if len(part) >= _LONG_WORD or sorted(near.lower()) == letters else None


def _words(manuscript: Manuscript) -> Iterator[Word]:
    for passage in manuscript.passages:
        if passage.kind != "name":
            yield from _words_of(passage, manuscript.source)


def _words_of(passage: Passage, source: str) -> Iterator[Word]:
    text = _ADDRESS.sub(lambda found: " " * len(found[0]), passage.text)
    for start, end in passage.foreign:
        text = text[:start] + " " * (end - start) + text[end:]
    for found in _WORD.finditer(text):
        word = found[0]
        if any(not part[1:].islower() for part in re.split("[-’']", word) if len(part) > 1):
            continue  # GeoNames, EMAS: names, however they are written
        begins = bool(_BEGINS.search(text[: found.start()]))
        following = text[found.end() : found.end() + 2]
        before_name = len(following) == 2 and following[0] == " " and following[1].isupper()
        yield Word(word, source, passage.line_at(found.start()), begins, before_name)


class _Own:
    """What the publication knows beside the dictionary: its list of words, the register, names in front matter and texts."""

    def __init__(self, desk: Desk, words: Iterable[Word]) -> None:
        terms = [part for term in desk.terms for part in term.right.split()]
        self._inflected = frozenset(word for word in (*desk.words, *terms) if word in terms or word[0].islower())
        places = frozenset(_places(desk.publication))
        often = Counter(word.text for word in words if word.is_capital and not word.begins)
        front = {
            part
            for manuscript in desk.manuscripts
            for passage in manuscript.passages
            if passage.kind == "name"
            for part in re.findall(r"[^\W\d_]+", passage.text)
            if part[0].isupper()
        }
        firm = {word for word in (*places, *desk.words, *terms, *front) if word[:1].isupper()}
        self.names = frozenset(firm | set(often))
        self._firm = frozenset(firm | {name for name, many in often.items() if many >= _OFTEN})
        self._heads = frozenset(name.lower() for name in firm)

    def knows(self, word: str) -> bool:
        if word in self._firm or (word.endswith("s") and word[:-1] in self._firm):
            return True
        return any(form in self._inflected for form in _forms(word))

    def near_name(self, word: str) -> str:
        """A firm name from which the word differs by one letter, its genitive kept."""
        bare = word.removesuffix("s")
        if len(bare) < _LONG_NAME or word in self._firm or bare in self._firm:
            return ""
        for name in sorted(self._firm):
            if name.removesuffix("s") != bare and _is_near(bare, name.removesuffix("s")):
                return name + ("s" if word != bare and not name.endswith("s") else "")
        return ""

    def compounds(self, words: Iterable[str], dictionary: Dictionary) -> frozenset[str]:
        """Those of the words whose parts are known: Malmöbor, centrumvärdar."""
        ways = {word: tuple(self._ways(word.lower())) for word in words}
        asked = {part for some in ways.values() for heads, tail in some for part in (*heads, tail)}
        strange = {part for part in dictionary.unknown(asked) if not self.knows(part)} if asked else set()
        return frozenset(
            word
            for word, some in ways.items()
            if any(tail not in strange and any(self._is_head(head, strange) for head in heads) for heads, tail in some)
        )

    def _is_head(self, head: str, strange: Iterable[str]) -> bool:
        return head in self._heads or head not in strange

    def _ways(self, word: str) -> Iterator[tuple[tuple[str, ...], str]]:
        for place in range(3, len(word) - _TAIL_OF_NAME + 1):
            head, tail = word[:place], word[place:]
            if head in self._heads or head.removesuffix("s") in self._heads:
                yield (head, head.removesuffix("s")), tail
            elif len(head) >= _HEAD and len(tail) >= _TAIL:
                forms = [head.removesuffix(end) + put for end, put in _FORMS_OF_HEADS if head.endswith(end)]
                yield tuple(dict.fromkeys(forms)), tail


def _places(publication: Publication) -> Iterator[str]:
    register = publication.register
    names = [name for one in register.municipalities for name in (one.name, one.full_name)]
    names += [name for one in register.counties for name in (one.name, one.short_name, one.landsdel, one.nuts2)]
    names += [*register.countries.values(), *(name for some in register.former.values() for name in some)]
    names += [place for article in (*publication.articles, *publication.hidden) for place in article.places]
    names += [publication.settings.title, publication.settings.tagline, publication.settings.publisher.name]
    for name in names:
        yield from (part for part in re.findall(r"[^\W\d_]+", name) if len(part) > 1)


def _forms(word: str) -> Iterator[str]:
    """The word, and without each ending that it may have; a capital may stand for a sentence's beginning."""
    for one in dict.fromkeys((word, word[0].lower() + word[1:])):
        yield one
        for ending in ENDINGS:
            if one.endswith(ending) and len(one) - len(ending) > 2:
                stem = one[: -len(ending)]
                yield from (stem, stem + "e", stem + "a")


def _is_near(one: str, other: str) -> bool:
    """Whether one letter more, less or other, or two that have changed places, makes one of the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
