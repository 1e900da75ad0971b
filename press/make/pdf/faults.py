"""What WeasyPrint only logs, or passes over in silence."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from press.make.pdf.files import BASE, DRAWING

if TYPE_CHECKING:
    from weasyprint import Document

_DRAWN = re.compile(rf"'?{re.escape(DRAWING)}[^\s']*'?")
_LEADS_TO = ("https:", "http:", "mailto:", "tel:")


@contextmanager
def log() -> Iterator[list[str]]:
    """What WeasyPrint logs as a warning or worse while this lasts; nothing of it reaches the terminal."""
    sentences: list[str] = []
    logger = logging.getLogger("weasyprint")
    before = logger.handlers[:], logger.propagate, logger.level

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            sentences.append(record.getMessage())

    logger.handlers, logger.propagate = [Listener(logging.WARNING)], False
    logger.setLevel(logging.WARNING)
    try:
        yield sentences
    finally:
        logger.handlers, logger.propagate = before[0], before[1]
        logger.setLevel(before[2])


def said(logged: Iterable[str], refused: Iterable[str]) -> Iterator[str]:
    """Its sentences, short: on one line, without our base address, and not again what was refused."""
    told = tuple(refused)
    for sentence in logged:
        if not any(one in sentence for one in told):
            yield re.sub(r"\s+", " ", _DRAWN.sub("a drawing", sentence)).replace(BASE, "").strip(" .:")


def lost_links(document: Document) -> Iterator[str]:
    """Links that lead to no page of the web: into the machine, or, when they are relative, to our base address."""
    for page in document.pages:
        for kind, target, *_ in page.links:
            if kind == "external" and (str(target).startswith(BASE) or not str(target).startswith(_LEADS_TO)):
                yield f'a link leads to "{str(target).removeprefix(BASE)}", which is no address'
