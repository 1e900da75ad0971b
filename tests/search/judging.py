"""Judged questions and how well they are answered: by the page's own script, Pagefind and a real browser."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

QUERIES = Path(__file__).with_name("queries.csv")
WITHIN = 5  # places of a list that a reader looks through

# All questions in one page: the script of the search page asks, as it does for a reader.
_ASK = """async ({ queries, index: other }) => {
    const form = document.querySelector(".sok");
    const addressed = (name) => new URL(form.dataset[name], location.href).href;
    const { opened, found } = await import(addressed("finder"));
    const index = await opened(other ?? addressed("index"));
    const answers = {};
    for (const query of queries) {
        const { hits } = await found(index, query);
        answers[query] = await Promise.all(hits.slice(0, 10).map(async (hit) => (await hit.data()).url));
    }
    return answers;
}"""


@dataclass(frozen=True, slots=True)
class Judged:
    query: str
    what: str
    must: int  # the place within which one of the expected has to stand; 0: none
    expected: tuple[str, ...]  # addresses, the most relevant first


@dataclass(frozen=True, slots=True)
class Score:
    """How well all questions are answered, 0 to 1."""

    queries: int
    recall: float  # of what was expected, the share within the first five
    reciprocal_rank: float  # mean of 1 / the place of the first expected


def judged() -> tuple[Judged, ...]:
    with QUERIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(Judged(row["query"], row["what"], int(row["must"] or 0), tuple(row["expected"].split())) for row in rows)


def answers(page: Page, site: str, queries: Sequence[str], index: str | None = None) -> Mapping[str, list[str]]:
    """The first ten addresses for each question, from the root of the site at an address; of its own index, or another."""
    page.goto(f"{site}/sok/")
    found: dict[str, list[str]] = page.evaluate(_ASK, {"queries": list(queries), "index": index})
    return found


def rank(one: Judged, found: Sequence[str]) -> int:
    """The place of the first address that was expected, from 1; 0 when none was found."""
    return next((place for place, address in enumerate(found, 1) if address in one.expected), 0)


def recall(one: Judged, found: Sequence[str]) -> float:
    return len(set(one.expected) & set(found[:WITHIN])) / len(one.expected[:WITHIN])


def score(queries: Sequence[Judged], found: Mapping[str, Sequence[str]]) -> Score:
    ranks = [rank(one, found[one.query]) for one in queries]
    return Score(
        len(queries),
        sum(recall(one, found[one.query]) for one in queries) / len(queries),
        sum(1 / place for place in ranks if place) / len(queries),
    )


def report(page: Page, site: str) -> str:
    """How the judged questions are answered, in a line: for `make bench`."""
    queries = judged()
    told = score(queries, answers(page, site, [one.query for one in queries]))
    shares = f"recall in the first five {told.recall:.3f}, mean reciprocal rank {told.reciprocal_rank:.3f}"
    return f"{told.queries} judged questions: {shares}"
