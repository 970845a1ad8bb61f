"""What leaves the process: the document on stdout, everything else on stderr; a closed pipe ends quietly."""

from __future__ import annotations

import codecs
import errno
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from gkcheck.writers.lines import Line, Style

PIPED_COLUMNS = 100
WIDEST = 120
_NARROW = 40
# Consoles of these code pages draw “ … │ and their like two columns wide.
_TWO_COLUMN = frozenset({"gbk", "gb2312", "gb18030", "cp936", "big5", "big5hkscs", "cp950"})
_STYLES: dict[Style, str] = {
    "head": "bold",
    "dim": "dim",
    "mark": "red",
    "ok": "green",
    "critical": "bold red",
    "high": "red",
    "medium": "yellow",
    "low": "cyan",
    "info": "blue",
    "alarm": "bold magenta",
}


def prepare_streams() -> None:
    """No letter of a submitted text may stop the output: what the console lacks becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def say(sentence: str) -> None:
    """One message on stderr."""
    if sys.stderr is None:
        return
    from gkcheck.writers.lines import clean

    text = "\n".join(clean(one) for one in sentence.rstrip("\n").split("\n"))
    with suppress(OSError):  # nobody is left to tell
        sys.stderr.write(f"gkcheck: {text}\n")
        sys.stderr.flush()


def emit(document: str | bytes | Iterable[bytes]) -> None:
    """The document, whole, on stdout. A reader who has gone away is no fault of ours and changes no exit code."""
    if sys.stdout is None:
        return
    try:
        if isinstance(document, str):
            sys.stdout.write(document)
        else:
            sys.stdout.flush()
            _binary(sys.stdout).writelines((document,) if isinstance(document, bytes) else document)
        sys.stdout.flush()
    except OSError as error:
        if not _pipe_closed(error):
            raise
        silence()


def _binary(stream: IO[str]) -> IO[bytes]:
    binary: IO[bytes] = stream.buffer  # type: ignore[attr-defined]  # every TextIOWrapper has one
    return binary


def _pipe_closed(error: OSError) -> bool:
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)


def silence() -> None:
    """Points stdout at nothing, so that what is still buffered cannot fail when the interpreter ends."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def encoding() -> str:
    """The encoding of stdout in Python's spelling."""
    name = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "ascii"


def ambiguous_columns() -> int:
    """Columns of letters whose width the standard leaves open: 2 on a Chinese console."""
    return 2 if encoding() in _TWO_COLUMN else 1


def on_terminal() -> bool:
    """Whether a person looks at stdout."""
    return sys.stdout is not None and sys.stdout.isatty()


def columns() -> int:
    """Room for one line: the terminal's width within reason, or a fixed one when piped."""
    if not on_terminal():
        return PIPED_COLUMNS
    from shutil import get_terminal_size

    return max(_NARROW, min(WIDEST, get_terminal_size((PIPED_COLUMNS, 24)).columns - 1))


def emit_json(document: str) -> None:
    """A JSON document on stdout that any reader can decode: escaped to ASCII unless stdout is UTF-8."""
    if encoding() != "utf-8":
        from gkcheck.writers.json import ascii_only

        document = ascii_only(document)
    emit(document)


def emit_lines(lines: Sequence[Line]) -> None:
    """Lines on stdout, in colour for a person who did not refuse it (NO_COLOR)."""
    if on_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb":
        _emit_coloured(lines)
        return
    from gkcheck.writers.lines import plain

    emit(plain(lines))


def _emit_coloured(lines: Sequence[Line]) -> None:
    from rich.console import Console
    from rich.text import Text as Coloured

    from gkcheck.writers.lines import clean

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    try:
        for line in lines:
            pieces = ((clean(piece.text), _STYLES.get(piece.style, "")) for piece in line.pieces)
            console.print(Coloured.assemble(*pieces), soft_wrap=True)
        sys.stdout.flush()
    except OSError as error:
        if not _pipe_closed(error):
            raise
        silence()
