"""The command of the booklet and its offprints: options in, one call, words out."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from press import clock, pipeline, telling
from press.editor import candidates
from press.editor.candidates import Candidate
from press.model import County, Publication, Tool
from press.problems import ContentError
from press.source.memory import Memory
from press.source.read import read
from press.swedish import size
from press.words import count, translated


@click.command()
@click.option("--tool", metavar="NAME", help="The offprint of one tool instead: its file name or title.")
@click.option("--county", metavar="NAME", help="The offprint of one county instead: its name or code.")
@click.pass_obj
def booklet(project: Path, *, tool: str | None = None, county: str | None = None) -> None:
    """Make the booklet with its offprints and print files, or one offprint alone, and leave the site as it was."""
    if tool and county:
        raise click.UsageError(translated("--tool and --county are two offprints; make one after the other"))
    language = click.get_current_context().find_root().params["lang"] or ""
    options = pipeline.Options(only="booklet", language=language)
    if code := _offprint(project, options, tool or "", county or "") if tool or county else telling.build(project, options):
        sys.exit(code)


def _offprint(project: Path, options: pipeline.Options, tool: str, county: str) -> int:
    from press import offprinting  # the booklet as a whole needs nothing of it

    publication = _publication(project)
    subject = _tool(tool, publication) if tool else _county(county, publication)
    path = offprinting.planned(publication, subject)
    if path:
        return telling.offprint(project, options, path)
    with telling.Progress() as progress:
        progress("The offprints", 0, 1)
        made = offprinting.apart(project, options.today, subject)
    telling.tell(made.problems)
    words = translated("Wrote {path}: {pages} ({size}). With so few articles it is no part of the site.")
    click.echo(words.format(path=made.path, pages=count(made.pages, "page"), size=size(made.size)))
    return telling.WELL


def _publication(project: Path) -> Publication:
    with Memory(None) as memory:
        reading = read(project, clock.today(os.environ), memory)
    if reading.publication is None:
        raise ContentError(*reading.problems)
    return reading.publication


def _tool(written: str, publication: Publication) -> Tool:
    slug = candidates.tool_of(written, publication)
    for one in publication.tools:
        if one.slug == slug:
            return one
    wrong = translated('"{found}" is not a tool in content/tools/').format(found=written)
    raise _unknown(wrong, candidates.tools_like(written, publication))


def _county(written: str, publication: Publication) -> County:
    found = candidates.county_of(written, publication.register)
    if found is None:
        wrong = translated('"{found}" is not a county in the register').format(found=written)
        raise _unknown(wrong, candidates.counties_like(written, publication.register))
    return found


def _unknown(wrong: str, offered: Sequence[Candidate]) -> click.UsageError:
    said = translated("{wrong}. It may be: {candidates}") if offered else "{wrong}"
    may_be = "; ".join(f"{one.name} ({one.why})" if one.why else one.name for one in offered)
    return click.UsageError(said.format(wrong=wrong, candidates=may_be))
