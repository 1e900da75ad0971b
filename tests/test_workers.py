"""Work in other processes: in order, and what goes wrong there is told here."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from press.workers import Crew, Worker, WorkerError, mapped, processes_for

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")


class SaidError(Exception):
    pass


@contextmanager
def no_children_left() -> Iterator[None]:
    """Every process forked in the block has been waited for. Others of this process, a browser's, are not looked at."""
    forked: list[int] = []

    def fork() -> int:
        forked.append(plain())
        return forked[-1]

    plain = os.fork
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fork", fork)
        yield
    assert forked
    for child in forked:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)


@pytest.mark.parametrize("processes", [1, 2, 3, 7, 20])
@pytest.mark.parametrize("many", [0, 1, 2, 10, 101])
def test_results_stand_in_the_order_of_the_items_whatever_the_number_of_workers(processes: int, many: int) -> None:
    items = list(range(many))

    assert mapped(lambda item: item * item, items, processes) == [item * item for item in items]


def test_the_work_is_shared_among_processes() -> None:
    found = mapped(lambda _: os.getpid(), range(8), 3)

    assert len(set(found)) == 3
    assert os.getpid() in found


def test_what_a_worker_raises_comes_through_and_no_worker_stays_behind() -> None:
    def work(item: int) -> int:
        if item == 3:
            raise SaidError("tre", item)
        return item

    with no_children_left(), pytest.raises(SaidError) as told:
        mapped(work, range(6), 3)

    assert told.value.args == ("tre", 3)


def test_what_fails_here_stops_the_workers_at_once() -> None:
    def work(item: int) -> int:
        if item == 0:
            raise SaidError
        time.sleep(60)
        return item

    start = time.monotonic()
    with no_children_left(), pytest.raises(SaidError):
        mapped(work, range(3), 3)

    assert time.monotonic() - start < 30


def test_a_killed_worker_is_an_error_that_names_the_signal() -> None:
    with no_children_left(), pytest.raises(WorkerError, match="signal 9"):
        Worker(lambda: os.kill(os.getpid(), signal.SIGKILL)).result()


def test_a_worker_that_ends_without_an_answer_is_an_error() -> None:
    with no_children_left(), pytest.raises(WorkerError, match="exit 3"):
        Worker(lambda: os._exit(3)).result()


def test_a_result_that_cannot_be_handed_over_is_an_error_and_not_a_silence() -> None:
    with no_children_left(), pytest.raises(Exception, match=r"pickle|local object"):
        Worker(lambda: lambda: None).result()


def test_a_large_result_comes_whole() -> None:
    with no_children_left():
        assert len(Worker(lambda: b"a" * 5_000_000).result()) == 5_000_000


def test_stopping_ends_the_work_where_it_is() -> None:
    start = time.monotonic()

    with no_children_left():
        worker = Worker(lambda: time.sleep(60))
        worker.stop()
        worker.stop()

    assert time.monotonic() - start < 30


def test_stopping_after_the_result_was_taken_does_nothing() -> None:
    worker = Worker(lambda: "done")

    assert worker.result() == "done"
    worker.stop()


def test_a_worker_prints_nothing_that_its_parent_had_not_yet_printed(capfd: pytest.CaptureFixture[str]) -> None:
    print("once", end="")

    Worker(lambda: None).result()

    sys.stdout.flush()
    assert capfd.readouterr().out == "once"


@pytest.mark.skipif(sys.platform == "darwin", reason="no forks there")
@pytest.mark.parametrize(("many", "processes"), [(0, 1), (59, 1), (60, 1), (119, 1), (120, 2), (1000, 4)])
def test_a_process_is_begun_only_for_work_that_is_worth_it(many: int, processes: int) -> None:
    assert processes_for(many, 60, jobs=4) == processes


def test_where_forking_is_no_good_everything_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")

    assert processes_for(1000, 1, jobs=8) == 1


# ---------------------------------------------------------------- a crew


def test_a_crew_does_every_piece_once_and_tells_in_order() -> None:
    crew = Crew(lambda number: (number, os.getpid()), range(9), 3)

    results = crew.results()

    assert [number for number, _ in results] == list(range(9))
    assert os.getpid() not in {process for _, process in results}
    assert len({process for _, process in results}) <= 3


def test_who_is_free_takes_the_next_piece() -> None:
    def work(seconds: float) -> int:
        time.sleep(seconds)
        return os.getpid()

    first, *others = Crew(work, (1.0, 0.01, 0.01, 0.01, 0.01), 2).results()

    assert first not in others


def test_a_fault_in_a_piece_is_raised_here_and_no_worker_stays_behind() -> None:
    def work(number: int) -> None:
        if number == 2:
            raise SaidError("no")

    with no_children_left():
        crew = Crew(work, range(4), 2)
        try:
            with pytest.raises(SaidError):
                crew.results()
        finally:
            crew.stop()
