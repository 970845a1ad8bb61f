"""An end from outside (a supervisor, a closed terminal) unwinds like an interrupt, so that nothing stays behind."""

from __future__ import annotations

import signal
from typing import NoReturn


class Stopped(KeyboardInterrupt):
    """The process was told to end by the signal `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def listen() -> None:
    """From here on a signal to end raises Stopped; one that is ignored (nohup) stays ignored."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)


def code_of(error: BaseException | None) -> int:
    """The exit code of an interrupted process, as shells give it."""
    return 128 + error.number if isinstance(error, Stopped) else 130


def _stop(number: int, _: object) -> NoReturn:
    raise Stopped(number)
