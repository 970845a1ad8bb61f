"""Child processes: order kept, a lost child costs its own item, and nobody stays behind."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from gkcheck.workers import AHEAD, Lost, can_fork, in_order, processors

pytestmark = pytest.mark.skipif(not can_fork(), reason="children are forked here")


def double(item: int) -> int:
    return 2 * item


def run(
    work: Callable[[int], object], count: int, jobs: int = 2, seconds: float = 60.0, *, fork: bool = True
) -> list[object]:
    return list(in_order(range(count), work, jobs, seconds, fork=fork))


@pytest.mark.parametrize("jobs", [1, 2, 5, 50])
def test_results_come_in_order(jobs: int) -> None:
    def uneven(item: int) -> int:
        time.sleep(0.02 if item % 3 == 0 else 0)
        return item

    assert run(uneven, 20, jobs) == list(range(20))


def test_nothing_to_do() -> None:
    assert run(double, 0) == []


def test_children_that_are_not_forked() -> None:
    assert run(double, 3, fork=False) == [0, 2, 4]


def test_large_results_pass() -> None:
    assert [len(str(one)) for one in run(lambda item: "x" * (3 << 20), 4)] == [3 << 20] * 4


@pytest.mark.parametrize(
    ("end", "code"),
    [
        (lambda: os.kill(os.getpid(), signal.SIGKILL), -signal.SIGKILL),
        (lambda: os._exit(7), 7),
    ],
)
def test_a_child_that_ends_costs_one_item(end: Callable[[], None], code: int) -> None:
    def work(item: int) -> int:
        if item in (3, 4, 11):
            end()
        return item

    found = run(work, 15)
    lost = {3, 4, 11}
    assert [one for one in found if not isinstance(one, Lost)] == [n for n in range(15) if n not in lost]
    assert [found[n] for n in sorted(lost)] == [Lost("ended", code)] * 3


def test_a_child_that_takes_too_long_costs_one_item() -> None:
    def work(item: int) -> int:
        if item == 2:
            time.sleep(600)
        return item

    assert run(work, 6, seconds=2.0) == [0, 1, Lost("slow"), 3, 4, 5]


def test_a_child_deaf_to_gentle_ends_is_killed() -> None:
    def work(item: int) -> int:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while item == 1:
            pass
        return item

    assert run(work, 3, seconds=1.0) == [0, Lost("slow"), 2]


def test_what_is_held_back_is_bounded(tmp_path: Path) -> None:
    """While the first item is being worked at, only a few of the others are begun."""
    begun = tmp_path / "begun"

    def work(item: int) -> int:
        with begun.open("a") as stream:
            stream.write(f"{item}\n")
        if item == 0:
            time.sleep(1.5)
            with begun.open() as stream:
                return len(stream.readlines())
        return item

    assert run(work, 200)[0] <= 2 * AHEAD  # type: ignore[operator]


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_nobody_stays_when_the_caller_leaves() -> None:
    pids: set[int] = set()
    with closing(in_order(range(50), lambda item: os.getpid(), 2, 60.0)) as outcomes:
        for outcome in outcomes:
            assert isinstance(outcome, int)
            pids.add(outcome)
            if len(pids) == 2:
                break
    assert pids and not any(_alive(pid) for pid in pids)


def test_children_end_when_their_parent_is_killed() -> None:
    read, write = os.pipe()
    middle = os.fork()
    if middle == 0:  # a process that uses workers, and is killed before it can say goodbye
        try:
            os.close(read)
            for pid in in_order(range(10**6), lambda item: os.getpid(), 2, 60.0):
                os.write(write, f"{pid}\n".encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as stream:
        pids = {int(stream.readline()) for _ in range(50)}
        os.kill(middle, signal.SIGKILL)
        os.waitpid(middle, 0)
    until = time.monotonic() + 20
    while any(_alive(pid) for pid in pids) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(_alive(pid) for pid in pids)


def test_processors() -> None:
    assert processors() >= 1
