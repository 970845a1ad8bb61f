"""What the process runs that reads one PDF for `pdf_pages`: bytes on stdin, JSON on stdout, nothing else."""

from __future__ import annotations

import io
import json
import logging
import sys
from bisect import bisect_right
from typing import TYPE_CHECKING

from gkcheck.readers.pdf_text import Letter, TextLine, in_cell, lines_of

if TYPE_CHECKING:
    from pdfplumber.page import Page

_CROWDED = 8_000  # ruled lines on one page beyond which no table is looked for
_EDGE = 1.0  # points by which a letter may stand over a border


def main(memory: int) -> None:
    """Reads stdin, writes the pages; `memory` is how many bytes the pages may take beside the program itself."""
    out = sys.stdout.buffer
    logging.disable(logging.CRITICAL)
    answer = answer_to(sys.stdin.buffer.read(), memory)
    out.write(json.dumps(answer).encode("ascii"))
    out.flush()


def answer_to(data: bytes, memory: int | None = None) -> dict[str, object]:
    """The pages as plain values, or why there are none."""
    try:
        import pdfplumber
    except ImportError:
        return {"failure": "extra-missing"}
    if memory is not None:
        limit(memory)
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return {"pages": [_page(page) for page in document.pages]}
    except MemoryError:
        return {"failure": "too-large"}
    except RecursionError:
        return {"failure": "damaged", "why": "nested too deep"}
    except Exception as error:  # noqa: BLE001 - the parser raises whatever its parts raise on a broken file
        wrapped = [type(one) for one in (error, *error.args, error.__cause__, error.__context__)]
        if MemoryError in wrapped:
            return {"failure": "too-large"}
        locked = any("Password" in one.__name__ or "Encryption" in one.__name__ for one in wrapped)
        return {"failure": "encrypted" if locked else "damaged", "why": type(error).__name__}


def limit(memory: int) -> None:
    """Bounds the memory of this process from here on, where the system lets us."""
    try:
        import resource
        from pathlib import Path

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, OSError, ValueError):
        return


def _page(page: Page) -> dict[str, object]:
    letters: list[Letter] = []
    unknown = turned = 0
    for char in page.chars:
        text = str(char["text"])
        if not char.get("upright", True):
            turned += 1
        if text.startswith("(cid:") or any("\ue000" <= one <= "\uf8ff" or one == "\ufffd" for one in text):
            unknown += 1
            text = "\ufffd"
        letters.append(Letter(text, char["x0"], char["top"], char["x1"], char["bottom"]))
    crowded = len(page.edges) > _CROWDED
    found = [] if crowded else page.find_tables()
    tables: list[list[list[object]]] = []
    inside: set[int] = set()
    letters.sort(key=lambda letter: (letter.top + letter.bottom) / 2)
    heights = [(letter.top + letter.bottom) / 2 for letter in letters]
    for table in sorted(found, key=lambda one: one.bbox[1]):
        cells: list[list[object]] = []
        for x0, top, x1, bottom in table.cells:
            first, last = bisect_right(heights, top), bisect_right(heights, bottom)
            own = [
                at
                for at in range(first, last)
                if at not in inside and x0 - _EDGE <= (letters[at].x0 + letters[at].x1) / 2 <= x1 + _EDGE
            ]
            inside.update(own)
            lines = in_cell(lines_of(letters[at] for at in own), x0, x1)
            cells.append([x0, top, x1, bottom, [list(line) for line in lines]])
        tables.append(cells)
    loose: list[TextLine] = lines_of(letter for at, letter in enumerate(letters) if at not in inside)
    answer: dict[str, object] = {
        "number": page.page_number,
        "height": float(page.height),
        "letters": sum(1 for letter in letters if letter.text.strip()),
        "unknown": unknown,
        "turned": turned,
        "pictures": len(page.images),
        "tables": tables,
        "lines": [list(line) for line in loose],
        "crowded": crowded,
    }
    page.close()  # else every page stays in memory
    return answer
