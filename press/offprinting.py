"""One offprint that is asked for by itself: in output/ where the plan has it, else beside the state in .press/.

What is no part of the plan can't lie in output/, which holds exactly that; an offprint of one article or two is for whoever
asked for it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from press.make.publish import STATE
from press.make.render import render
from press.make.theme import Theme
from press.model import County, Publication, Tool
from press.problems import ContentError, Problem, problem
from press.proof import proof, stops
from press.record import Record
from press.shape import offprints
from press.shape.catalogue import Catalogue
from press.source.memory import Memory

FOLDER = "offprints"


class Apart(Record, frozen=True):
    """An offprint that no page offers: where below the project it was written, and how large it is."""

    path: str
    pages: int
    size: int
    problems: tuple[Problem, ...]  # warnings


def planned(publication: Publication, subject: Tool | County) -> str:
    """Where in output/ the offprint of a tool or a county belongs; empty when it is not made by itself.

    Raises ContentError when there is nothing to print.
    """
    catalogue = Catalogue(publication, stylesheet="")
    if not offprints.articles_of(catalogue, subject):
        where = subject.source if isinstance(subject, Tool) else "content/articles"
        raise ContentError(problem("offprint-empty", where, name=offprints.name_of(subject)))
    found = offprints.offer(catalogue, subject)
    return found.output if found else ""


def apart(project: Path, today: date, subject: Tool | County) -> Apart:
    """Makes an offprint that is no part of the site. Raises ContentError with all that would stop a build."""
    theme = Theme(project)
    with Memory(None) as memory:
        read_through = proof(project, today, theme, memory, booklet=False)
        if read_through.publication is None or stops(read_through.problems):
            raise ContentError(*read_through.problems)
        catalogue = Catalogue(read_through.publication, stylesheet="")
        if isinstance(subject, Tool):
            subject = catalogue.tools[subject.slug]  # its words lie in this memory
        output = offprints.offprint(catalogue, subject, theme.assets())
        made = render(output, theme, project, {}, _nothing)
    content = made.files[output.path]
    name = output.path.rpartition("/")[2]
    target = project / STATE / FOLDER / name
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{name}.new")
    beside.write_bytes(content)
    beside.replace(target)
    return Apart(f"{STATE}/{FOLDER}/{name}", made.pages, len(content), read_through.problems)


def _nothing(path: str) -> bytes:
    raise FileNotFoundError(path)
