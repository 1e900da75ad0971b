"""A PDF is made in a process of its own: the same as here, and stopped at a limit."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.make import pdf, printing
from press.make.pdf import pdf_of
from press.make.printing import Limits, PdfStopped, printed
from press.problems import as_text
from tests.make.test_pdf import lay_out, page
from tests.tiny import TinySite

pytestmark = pytest.mark.xdist_group("pdf")

ENDLESS = page("<h1>Rubrik</h1>" + "<p>Ord och ord.</p>" * 60_000)


def test_it_makes_what_would_be_made_here(tmp_path: Path) -> None:
    html, files = page('<h1 id="a">Rubrik</h1><p><a href="#a" data-page="00">Se</a></p><p>CO\u2082</p>'), lay_out(tmp_path)

    assert printed(html, files) == pdf_of(html, files)


def test_it_is_stopped_when_its_time_is_up(tmp_path: Path) -> None:
    with pytest.raises(PdfStopped) as stopped:
        printed(ENDLESS, lay_out(tmp_path), Limits(seconds=2, megabytes=8000))

    assert stopped.value.of_time


def test_it_is_stopped_when_it_takes_too_much_memory(tmp_path: Path) -> None:
    with pytest.raises(PdfStopped) as stopped:
        printed(ENDLESS, lay_out(tmp_path), Limits(seconds=600, megabytes=150))

    assert not stopped.value.of_time


def test_a_longer_text_may_take_more() -> None:
    short, long = Limits.of("x" * 1_000_000), Limits.of("x" * 20_000_000)

    assert (short.seconds, short.megabytes) < (long.seconds, long.megabytes)


@pytest.mark.parametrize(
    ("of_time", "told"),
    [
        (True, "the PDF was not done after 7 seconds of computing, and was given up"),
        (False, "the PDF took more than 70 MB of memory, and was given up"),
    ],
)
def test_a_build_says_so_in_one_sentence_and_publishes_nothing(
    site: TinySite, monkeypatch: pytest.MonkeyPatch, of_time: bool, told: str
) -> None:
    def stop(*_: object, **__: object) -> pdf.Result:
        raise PdfStopped(Limits(7, 70), of_time=of_time)

    monkeypatch.setattr(printing, "printed", stop)
    site.article("lit")
    outcome = site.build(only="booklet")

    (problem,) = outcome.problems
    assert as_text(problem).splitlines()[0] == f"layouts/booklet/booklet.html: {told}"
    assert not site.output.exists()


def test_a_fault_of_ours_is_none_of_the_contents(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    with pytest.raises(RuntimeError, match="FileNotFoundError"):
        printed(page("<h1>Rubrik</h1>"), {"layouts/gone.css": tmp_path / "layouts" / "gone.css"})
