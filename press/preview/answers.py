"""What the preview is handed: somebody who answers for addresses, and what such an answer is. Plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from concurrent.futures import Future
from typing import Any, Protocol

from press.problems import Location, Problem
from press.record import Record

HOME = "/.preview/"  # where the preview's own files lie; no address of a site begins with a full stop


class Article(Record, frozen=True):
    """What the preview offers beside an article's page."""

    name: str  # its slug
    state: str = ""  # "Draft", "Will be shown from 3 March 2027"; empty when readers see it
    is_printed: bool = True


class Answer(Record, frozen=True):
    """What an address is answered with. `tag` is another when the content is."""

    content: bytes
    type: str
    status: int = 200
    tag: str = ""
    headers: Mapping[str, str] = {}
    article: Article | None = None
    problems: tuple[Problem, ...] = ()  # of this page alone; its content is then that of the last time it was well
    leads_to: str = ""  # another address, where there is nothing at this one

    @property
    def is_page(self) -> bool:
        return self.type.startswith("text/html")


class Apart(Record, frozen=True):
    """An answer that another process is working at. `then` makes it of the result, or of what the work raised."""

    work: Future[Any]
    then: Callable[[], Answer]


class Source(Protocol):
    """Knows what stands at each address now. To be asked by one thread at a time."""

    @property
    def base(self) -> str:
        """The path that all addresses of the site begin with: '/skrift', or nothing."""

    @property
    def problems(self) -> Sequence[Problem]:
        """All that is wrong now, by place. Warnings too."""

    @property
    def booklet(self) -> str:
        """The booklet's address, or nothing."""

    @property
    def states(self) -> Mapping[str, str]:
        """What readers do not see today: address -> why ('Draft')."""

    def renew(self, changed: Set[str] | None) -> bool:
        """Looks again at the files that have changed, by path below the project; at all for None.

        True when other pages have still to follow: they do when it is asked once more, with nothing.
        """

    def answer(self, address: str) -> Answer | Apart:
        """What stands at an address below the base."""

    def pages_of(self, name: str) -> Answer | Apart:
        """An article's pages of the booklet."""

    def tag(self, address: str) -> str:
        """Another one when what stands there is another; empty for pages, and where there is nothing."""

    def line_of(self, where: Location) -> str:
        """The words in a line of a file; empty where there is no such line."""
