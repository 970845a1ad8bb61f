"""How far a long run has come: one line on stderr that is written over, on a terminal only, after two seconds."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from time import monotonic
from types import TracebackType

from gkcheck.text import Lang, Text

QUIET = 2.0  # seconds before anything is shown
EVERY = 0.2  # seconds between two states


class Progress:
    """Called with how many files are done and of how many; the line is gone when the run is over."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._next = monotonic() + QUIET
        self._columns = 0  # of the line that is shown
        stream = sys.stderr
        self._shown = stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"

    def __call__(self, done: int, total: int) -> None:
        """Shows the state when it is time."""
        now = monotonic()
        if not self._shown or now < self._next or done >= total:
            return
        self._next = now + EVERY
        words = Text(zh=f"已核对 {done}/{total} 个文件", en=f"{done} of {total} files checked").in_(
            self._lang
        )
        columns = sum(1 if letter.isascii() else 2 for letter in words)
        self._write("\r" + words + " " * max(0, self._columns - columns))
        self._columns = columns

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._columns:
            self._write("\r" + " " * self._columns + "\r")

    @staticmethod
    def _write(text: str) -> None:
        with suppress(OSError, ValueError):  # nobody is left to tell
            sys.stderr.write(text)
            sys.stderr.flush()
