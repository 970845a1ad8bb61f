"""pdfplumber (extra `pdf`) in a process of its own: the pages of a PDF as tables of cells and lines of text.

A PDF can be built to fill the memory or to keep a parser busy for ever, so it is read apart, with a limit on both.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from gkcheck.limits import Limits
from gkcheck.readers.pdf_text import TextLine

_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from gkcheck.readers.pdf_child import main; main(int(sys.argv[2]))"
)


class PdfCell(NamedTuple):
    """A cell: its box in points, and its lines."""

    x0: float
    top: float
    x1: float
    bottom: float
    lines: tuple[TextLine, ...]


class PdfPage(NamedTuple):
    """A page: `tables` and loose `lines` from top to bottom; letters that have no meaning; pictures."""

    number: int
    height: float
    letters: int
    unknown: int  # letters whose font does not say what they mean
    turned: int  # letters that do not stand upright
    pictures: int
    tables: tuple[tuple[PdfCell, ...], ...]
    lines: tuple[TextLine, ...]
    crowded: bool  # so many ruled lines that tables were not looked for


class PdfError(Exception):
    """Why there are no pages; `code` is encrypted, damaged, too-large, too-slow or extra-missing."""

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(code, why)
        self.code = code
        self.why = why


def read_pages(data: bytes, limits: Limits) -> list[PdfPage]:
    """All pages. Raises PdfError."""
    command = [sys.executable, "-I", "-c", _START, json.dumps(sys.path), str(int(limits.unpacked))]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired as error:
        raise PdfError("too-slow", f"{limits.seconds:g}") from error
    except OSError as error:
        raise PdfError("damaged", str(error)) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:  # the process was ended by the system, mostly for want of memory
        raise PdfError("too-large", f"exit code {done.returncode}") from error
    if "failure" in answer:
        raise PdfError(str(answer["failure"]), str(answer.get("why", "")))
    return [_page(one) for one in answer["pages"]]


def _page(raw: Mapping[str, object]) -> PdfPage:
    def lines(value: object) -> tuple[TextLine, ...]:
        return tuple(TextLine(*one) for one in cast("Sequence[Sequence[object]]", value))  # type: ignore[arg-type]  # as _child wrote them

    tables = cast("Sequence[Sequence[Sequence[object]]]", raw["tables"])
    return PdfPage(
        number=cast("int", raw["number"]),
        height=cast("float", raw["height"]),
        letters=cast("int", raw["letters"]),
        unknown=cast("int", raw["unknown"]),
        turned=cast("int", raw["turned"]),
        pictures=cast("int", raw["pictures"]),
        tables=tuple(
            tuple(
                PdfCell(*cast("tuple[float, float, float, float]", tuple(cell[:4])), lines(cell[4]))
                for cell in table
            )
            for table in tables
        ),
        lines=lines(raw["lines"]),
        crowded=bool(raw["crowded"]),
    )
