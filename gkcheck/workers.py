"""Child processes that work through many items: results in order, a bounded number in flight, a lost child named.

A child that dies or takes too long costs its own item only. However the caller ends, no child stays behind: each
ends itself when the pipe to its parent closes.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Generic, Literal, NamedTuple, TypeVar

I = TypeVar("I")  # noqa: E741 - I for item
O = TypeVar("O")  # noqa: E741 - O for outcome

AHEAD = 4  # items for each child that may be finished before an earlier one is: what is held back stays small


class Lost(NamedTuple):
    """An item without an outcome: its child ended by itself (`code`, negative for a signal) or took too long."""

    why: Literal["ended", "slow"]
    code: int | None = None


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def can_fork() -> bool:
    """Whether children may begin as copies of this process; elsewhere what they need must be picklable."""
    return "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"


def in_order(
    items: Sequence[I], work: Callable[[I], O], jobs: int, seconds: float, *, fork: bool | None = None
) -> Generator[O | Lost, None, None]:
    """`work(item)` of each item, in the order of the items, by `jobs` children, each item at most `seconds` (wall).

    `work` raises nothing; it must be picklable where children cannot be forked.
    """
    pool = _Pool(items, work, jobs, seconds, can_fork() if fork is None else fork)
    try:
        yield from pool.results()
    finally:
        pool.close()


class _Child(Generic[I, O]):
    """One child process with the item it has been given."""

    def __init__(self, work: Callable[[I], O], fork: bool, others: Sequence[Connection]) -> None:
        context = multiprocessing.get_context("fork" if fork else "spawn")
        self.pipe, theirs = context.Pipe()
        self.at: int | None = None  # the place of its item
        self.until = 0.0
        held = [self.pipe, *others] if fork else []
        # Not a daemon: it may have children of its own. It ends when its pipe closes.
        self.process = context.Process(target=_serve, args=(theirs, held, work), daemon=False)  # type: ignore[attr-defined]  # BaseContext has it
        self.process.start()
        theirs.close()

    def give(self, at: int, item: I, seconds: float) -> None:
        """Hands it an item."""
        self.at, self.until = at, monotonic() + seconds
        with suppress(OSError):  # it is dead already, which shows when its answer is waited for
            self.pipe.send(item)

    def end(self) -> int | None:
        """Ends the process, gently and then not; its exit code."""
        self.pipe.close()
        if self.process.is_alive():
            self.process.terminate()
            self.process.join(2)
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        code: int | None = self.process.exitcode
        self.process.close()
        return code


class _Pool(Generic[I, O]):
    def __init__(
        self, items: Sequence[I], work: Callable[[I], O], jobs: int, seconds: float, fork: bool
    ) -> None:
        self._items = items
        self._work = work
        self._jobs = max(1, min(jobs, len(items)))
        self._seconds = seconds
        self._fork = fork
        self._children: list[_Child[I, O]] = []
        self._done: dict[int, O | Lost] = {}

    def results(self) -> Iterator[O | Lost]:
        """The outcomes in order, as soon as each is next."""
        waiting = deque(range(len(self._items)))
        following = 0
        while following < len(self._items):
            while waiting and waiting[0] < following + AHEAD * self._jobs:
                child = self._free()
                if child is None:
                    break
                at = waiting.popleft()
                child.give(at, self._items[at], self._seconds)
            self._collect()
            while following in self._done:
                yield self._done.pop(following)
                following += 1

    def _free(self) -> _Child[I, O] | None:
        """A child without an item, a new one while there are fewer than wanted."""
        for child in self._children:
            if child.at is None:
                return child
        if len(self._children) >= self._jobs:
            return None
        child = _Child[I, O](self._work, self._fork, [one.pipe for one in self._children])
        self._children.append(child)
        return child

    def _collect(self) -> None:
        """Waits until at least one child has answered, died or run out of time, and notes what came of it."""
        busy = [child for child in self._children if child.at is not None]
        left = max(0.0, min(child.until for child in busy) - monotonic())
        ready = set(wait([child.pipe for child in busy], timeout=left))
        for child in busy:
            if child.at is None:
                continue
            if child.pipe in ready:
                try:
                    self._done[child.at] = child.pipe.recv()
                    child.at = None
                except (EOFError, OSError):
                    self._lose(child, "ended")
            elif monotonic() >= child.until:
                self._lose(child, "slow")

    def _lose(self, child: _Child[I, O], why: Literal["ended", "slow"]) -> None:
        at = child.at
        self._children.remove(child)
        if why == "ended":
            child.process.join(2)  # its own way of ending says more than ours
        code = child.end()
        if at is not None:
            self._done[at] = Lost(why, code if why == "ended" else None)

    def close(self) -> None:
        """Ends all children."""
        for child in self._children:
            child.pipe.close()
        for child in self._children:
            child.end()
        self._children.clear()


def _serve(pipe: Connection, held: Sequence[Connection], work: Callable[[I], O]) -> None:
    """The life of a child: an item, its outcome, until the pipe closes. An interrupt is its parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)  # unwinds, so that no program it has started stays behind
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    for other in held:  # ends that only the parent may hold, else no child would see it go
        other.close()
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            pipe.send(work(pipe.recv()))


def _leave(*_: object) -> None:
    raise KeyboardInterrupt
