"""content/terms.yaml and content/ordlista.txt: the publication's own words, for `check` alone."""

from __future__ import annotations

from pathlib import Path

from press.model import Term
from press.problems import ContentError, Problem, problem
from press.source.fields import Fields
from press.source.textfile import text_of
from press.source.yamlfile import Mapping, Scalar, read_yaml

TERMS, WORDS = "content/terms.yaml", "content/ordlista.txt"
KEYS = ("right", "wrong", "forms", "inflected", "why")


def terms_in(project: Path, problems: list[Problem]) -> tuple[Term, ...]:
    """What the publication writes and what it does not. A publication without the file has no such words."""
    try:
        return terms_of(text_of((project / TERMS).read_bytes(), TERMS), problems)
    except FileNotFoundError:
        return ()
    except ContentError as fault:
        problems.extend(fault.problems)
        return ()


def terms_of(text: str, problems: list[Problem]) -> tuple[Term, ...]:
    top = Fields(read_yaml(text, TERMS), TERMS, ("terms",), problems)
    found: list[Term] = []
    for one in top.mappings("terms", KEYS):
        right, wrong = one.text("right", required=True), one.texts("wrong")
        forms = _forms(one)
        if not wrong and not forms:
            problems.append(problem("missing-key", TERMS, one.mapping.line, key="wrong"))
        if right in wrong:
            problems.append(problem("term-circle", TERMS, one.line("right"), word=right))
        elif right and (wrong or forms):
            found.append(Term(right, wrong, forms, one.flag("inflected", default=True)))
    return tuple(found)


def _forms(one: Fields) -> dict[str, str]:
    node = one.node("forms")
    if node is None:
        return {}
    if not isinstance(node, Mapping):
        one.problems.append(
            problem("wrong-type", TERMS, node.line, key="forms", wanted="a group of keys", found="text or a list")
        )
        return {}
    return {wrong: right.text for wrong, right in node.entries.items() if isinstance(right, Scalar) and right.text.strip()}


def words_in(project: Path, problems: list[Problem]) -> frozenset[str]:
    """Words that are right though no dictionary has them: one on each line, # before a remark."""
    try:
        text = text_of((project / WORDS).read_bytes(), WORDS)
    except FileNotFoundError:
        return frozenset()
    except ContentError as fault:
        problems.extend(fault.problems)
        return frozenset()
    return frozenset(word for line in text.split("\n") for word in line.split("#")[0].split())
