"""HTML to grids and paragraphs: row and column spans, line breaks in cells, nested and layout tables, hidden parts.

Also reads what programs export as .xls although it is HTML. Nothing is fetched, no entity is expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from lxml import etree

from gkcheck.errors import ReadError
from gkcheck.limits import LIMITS, Limits
from gkcheck.model import Location, MarkKind, ReadWarning, Submission
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers.assign import Wishes, wishes_of
from gkcheck.readers.bounds import struck
from gkcheck.readers.encoding import Decoded, decode
from gkcheck.readers.grid import Cell, Grid, Pages, Paragraph
from gkcheck.readers.header import find_layout
from gkcheck.readers.html_look import UNSEEN, mark_unseen
from gkcheck.readers.rows import rows_of
from gkcheck.readers.sniff import looks_like_html
from gkcheck.readers.unseen import unseen_warning
from gkcheck.text import Text

DEEPEST = 8  # tables within tables
_BLOCK_TAGS = (
    "address article aside blockquote center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table tbody td tfoot th thead title tr ul"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_SILENT = frozenset(
    {"script", "style", "template", "noscript", "head", "select", "option", "object", "iframe"}
)


class HtmlReader:
    """Reads .html and .htm, and .xls or .doc files that are HTML inside."""

    name = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def accepts(self, source: Source) -> bool:
        """Whether the beginning looks like HTML in any encoding."""
        return looks_like_html(source.data)

    def read(self, source: Source, options: ReadOptions) -> Submission:
        """The document as a Submission. Raises ReadError."""
        from gkcheck.readers.table import to_submission

        decoded = decode(
            source.data, source=source.name, wanted=options.encoding, declared=declared_charset(source.data)
        )
        pages = html_pages(decoded, source.name, wishes_of(options), options.limits)
        return to_submission(pages, source, reader=self.name, options=options)


def declared_charset(data: bytes) -> str | None:
    """The charset a <meta> names, None when there is none."""
    match = re.search(rb"charset\s{0,4}=\s{0,4}[\"']?([A-Za-z0-9_\-]{2,20})", data[:4096])
    return match.group(1).decode("ascii") if match is not None else None


def html_pages(decoded: Decoded, name: str, wishes: Wishes, limits: Limits = LIMITS) -> Pages:
    """All tables in document order as grids 表1, 表2 …; tables that only arrange the page are text.

    Raises ReadError when there is nothing to parse. What the parser refused (too deep, too long) is said.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(decoded.text.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise _unreadable(name) from error
    if root is None:
        raise _unreadable(name)
    walk = _Walk(wishes, limits)
    title = root.findtext(".//title") or ""
    unseen = mark_unseen(root, decoded.text)
    walk.block(root, hidden=False)
    walk.flush()
    warnings = [*decoded.warnings, *walk.warnings]
    if unseen:
        warnings.append(unseen_warning())
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        warnings.append(
            _cut("not-read-whole", "网页嵌套过深或过长，没有读完", "the page is nested too deep or too long")
        )
    return Pages(
        tuple(walk.grids),
        tuple(walk.paragraphs),
        tuple(warnings),
        decoded.encoding,
        _collapsed(title).strip(),
    )


def _cut(code: str, zh: str, en: str, part: str = "") -> ReadWarning:
    return ReadWarning(
        code=code,
        message=Text(zh=f"{zh}。请用浏览器或 WPS 打开后另存为 .docx 或 .xlsx。", en=f"not read whole: {en}."),
        location=Location(part=part),
        incomplete=True,
    )


def _unreadable(name: str) -> ReadError:
    return ReadError(
        Text(
            zh="网页内容读不出来。请用浏览器或 WPS 打开后另存为 .docx 或 .xlsx。",
            en="the HTML cannot be read; open it and save it as .docx or .xlsx.",
        ),
        source=name,
        code="damaged",
    )


class _Walk:
    """Goes through the document once, collecting paragraphs and grids."""

    def __init__(self, wishes: Wishes, limits: Limits) -> None:
        self._limits = limits
        self.grids: list[Grid] = []
        self.paragraphs: list[Paragraph] = []
        self.warnings: list[ReadWarning] = []
        self._wishes = wishes
        self._text: list[str] = []
        self._line: int | None = None

    def block(self, element: etree._Element, *, hidden: bool, depth: int = 0) -> None:
        """The text and the tables of an element outside any data table."""
        tag = _tag(element)
        if tag in _SILENT:
            return
        hidden = hidden or is_hidden(element)
        if tag == "table":
            self.table(element, hidden=hidden, depth=depth)
            return
        if tag == "br" or tag in _BLOCKS:
            self.flush()
        self._add(element.text, element)
        for child in element:
            self.block(child, hidden=hidden, depth=depth)
            self._add(child.tail, child)
        if tag in _BLOCKS:
            self.flush()

    def _add(self, text: str | None, element: etree._Element) -> None:
        if text:
            if self._line is None and text.strip():
                self._line = _line(element)
            self._text.append(text)

    def flush(self) -> None:
        """Ends the present paragraph."""
        text = _collapsed("".join(self._text)).strip()
        if (
            text and len(self.paragraphs) <= self._limits.paragraphs
        ):  # one more than the limit, so that it shows
            self.paragraphs.append(Paragraph(text, len(self.grids), Location(line=self._line)))
        self._text.clear()
        self._line = None

    def table(self, element: etree._Element, *, hidden: bool, depth: int) -> None:
        """A table of data becomes a grid; one that only arranges the page is walked through."""
        self.flush()
        inner = next(element.iterdescendants("table"), None) is not None
        if inner and depth < DEEPEST:
            outline, _ = build_grid(element, "", self._limits, nested=False)
            if find_layout(rows_of(outline), self._wishes)[0] is None:
                for cell in _cells(element):
                    self.block(cell, hidden=hidden, depth=depth + 1)
                    self.flush()
                return
        elif inner:
            zh, en = (
                f"表格嵌套超过 {DEEPEST} 层，更深的没有分开读取",
                f"tables are nested more than {DEEPEST} deep",
            )
            self.warnings.append(_cut("nested-too-deep", zh, en))
        caption = element.find("caption")
        if caption is not None:
            text = cell_text(caption)[0]
            if text:
                self.paragraphs.append(Paragraph(text, len(self.grids), Location(line=_line(caption))))
        name = f"表{len(self.grids) + 1}"
        grid, whole = build_grid(element, name, self._limits, nested=True, hidden=hidden)
        if not whole:
            widest = self._limits.columns
            zh, en = f"{name} 超过 {widest} 列", f"table {name} has more than {widest} columns"
            place = Location(part=name)
            self.warnings.append(struck("too-many-columns", "columns", zh, en, location=place))
        self.grids.append(grid)


def _tag(element: etree._Element) -> str:
    tag = element.tag
    return tag.lower() if isinstance(tag, str) else "script"


def _line(element: etree._Element) -> int | None:
    line: object = element.sourceline  # the stubs on offer do not agree on its type
    # libxml2 counts to 65535 only.
    return line if isinstance(line, int) and 0 < line < 65_535 else None


@cache
def _hiding_style() -> re.Pattern[str]:
    return re.compile(
        r"(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}(?:hidden|collapse)|mso-hide\s{0,3}:\s{0,3}all)",
        re.IGNORECASE,
    )


def is_hidden(element: etree._Element) -> bool:
    """Whether a browser would not show the element, as far as it says so itself."""
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return style is not None and _hiding_style().search(style) is not None


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of this table, not of tables within it."""
    for child in table:
        tag = _tag(child)
        if tag == "tr":
            yield child
        elif tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in child if _tag(row) == "tr")


def _cells(table: etree._Element) -> Iterator[etree._Element]:
    for row in _rows(table):
        yield from (cell for cell in row if _tag(cell) in ("td", "th"))


def build_grid(
    table: etree._Element, name: str, limits: Limits = LIMITS, *, nested: bool, hidden: bool = False
) -> tuple[Grid, bool]:
    """The cells of a table at their places, and whether all cells found one.

    `nested` also reads the text of tables within its cells. One row more than the limit is read, so that it shows.
    """
    widest = limits.columns
    whole = True
    rows: list[tuple[Cell, ...]] = []
    open_spans: dict[int, tuple[Cell, int]] = {}  # column -> cell from above, rows still to cover
    elements = list(islice(_rows(table), limits.rows + 1))
    for number, row in enumerate(elements, start=1):
        row_hidden = hidden or is_hidden(row) or is_hidden_group(row)
        cells: dict[int, Cell] = {}
        column = 1
        for element in (child for child in row if _tag(child) in ("td", "th")):
            column = _cover(cells, open_spans, number, column, widest)
            wide = _span(element, "colspan", widest)
            tall = _span(element, "rowspan", len(elements) - number + 1)
            text, marks = cell_text(element, nested=nested)
            if row_hidden or is_hidden(element):
                marks.add("hidden")
            whole = whole and (column <= widest or not text)
            first = Cell(text, number, column, tall, wide, False, tuple(sorted(marks)), line=_line(element))
            for at in range(column, min(column + wide, widest + 1)):
                one = first if at == column else _covered(first, number, at)
                cells[at] = one
                if tall > 1:
                    open_spans[at] = (first, tall - 1)
            column += wide
        _cover(cells, open_spans, number, widest + 1, widest)
        rows.append(tuple(cells[at] for at in sorted(cells)))
    return Grid(name, tuple(rows), hidden), whole


def _covered(first: Cell, row: int, column: int) -> Cell:
    return Cell(
        first.text, row, column, first.row_span, first.column_span, True, first.marks, line=first.line
    )


def _cover(
    cells: dict[int, Cell], open_spans: dict[int, tuple[Cell, int]], row: int, column: int, widest: int
) -> int:
    """Fills the places that cells from above cover; the next free column from `column` on."""
    for at in sorted(open_spans):
        cell, left = open_spans[at]
        if at in cells or cell.row == row:
            continue
        if column >= at or column > widest:
            cells[at] = _covered(cell, row, at)
            if left > 1:
                open_spans[at] = (cell, left - 1)
            else:
                del open_spans[at]
            if column == at:
                column += 1
    return column


def is_hidden_group(row: etree._Element) -> bool:
    """Whether the thead, tbody or tfoot around a row is hidden."""
    parent = row.getparent()
    return parent is not None and _tag(parent) != "table" and is_hidden(parent)


def _span(element: etree._Element, name: str, most: int) -> int:
    value = (element.get(name) or "1").strip()
    if not (value.isascii() and value.isdigit()) or len(value) > 6:
        return 1
    number = int(value)
    if number == 0 and name == "rowspan":
        return max(1, most)
    return max(1, min(number, most))


def cell_text(element: etree._Element, *, nested: bool = True) -> tuple[str, set[MarkKind]]:
    """The text of a cell with line breaks where people see them, and what is odd about it."""
    pieces: list[str] = []
    marks: set[MarkKind] = set()
    _collect(element, pieces, marks, nested)
    lines = ["".join(line.split("\u2028")) for line in _collapsed("".join(pieces)).split("\v")]
    return "\n".join(line.strip(" ") for line in lines).strip("\n \u00a0\u3000"), marks


def _collect(element: etree._Element, pieces: list[str], marks: set[MarkKind], nested: bool) -> None:
    # \v stands for a line break people see, apart from the line breaks of the source.
    if element.get(UNSEEN) is not None:
        marks.add("hidden")
    if element.text:
        pieces.append(element.text)
    for child in element:
        tag = _tag(child)
        if tag == "br":
            pieces.append("\v")
        elif tag == "table" and not nested:
            pass
        elif tag not in _SILENT:
            if is_hidden(child):
                marks.add("hidden")
            if tag in ("s", "strike", "del"):
                marks.add("struck")
            if tag == "table":
                marks.add("nested")
            if tag in ("input", "textarea") and (child.get("type") or "text") == "text":
                pieces.append(child.get("value") or "")
            block = tag in _BLOCKS
            if block and tag not in ("td", "th"):
                _break(pieces)
            _collect(child, pieces, marks, nested)
            if tag in ("td", "th"):
                pieces.append(" ")
            elif block:
                _break(pieces)
        if child.tail:
            pieces.append(child.tail)


def _break(pieces: list[str]) -> None:
    """A line break at the edge of a block, once."""
    for piece in reversed(pieces):
        if piece.endswith("\v"):
            return
        if piece.strip(" \t\n\r"):
            pieces.append("\v")
            return


@cache
def _blank() -> re.Pattern[str]:
    return re.compile(r"[ \t\n\r\f]+")


def _collapsed(text: str) -> str:
    """White space as browsers show it: runs become one blank, and a line end between Han letters nothing."""
    if text.isprintable() and "  " not in text:
        return text

    def shown(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        broken = "\n" in match.group() or "\r" in match.group()
        return "" if broken and _is_han(before) and _is_han(after) else " "

    return _blank().sub(shown, text)


def _is_han(letter: str) -> bool:
    return "\u3000" <= letter <= "\u9fff" or "\uff00" <= letter <= "\uffef"
