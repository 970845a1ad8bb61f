"""The .pdf reader: ruled tables over their pages, with what cannot be known of a PDF said in a warning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from gkcheck.errors import ReadError
from gkcheck.limits import Limits
from gkcheck.model import Location, ReadWarning, Submission
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers.grid import Grid, Pages, Paragraph
from gkcheck.readers.ooxml import warning
from gkcheck.readers.pdf_join import JoinedTable, append, goes_on, table_of
from gkcheck.readers.pdf_pages import PdfError, PdfPage, read_pages
from gkcheck.readers.pdf_text import TextLine
from gkcheck.readers.refusals import DOCX, refusal
from gkcheck.readers.sheet import SheetCells
from gkcheck.readers.sheet_warnings import sheet_warnings
from gkcheck.readers.xlsx_grid import to_grid, without_names
from gkcheck.text import Text

_PAGE_NUMBER = re.compile(
    r"[-—–－\s]{0,4}(?:第\s{0,3})?\d{1,4}\s{0,3}页?(?:\s{0,3}[/，,共]{1,2}\s{0,3}\d{1,4}\s{0,3}页?)?[-—–－\s]{0,4}"
)
_GARBLED = 0.05  # of the letters: so many without meaning, and the text is not fit to be judged
_EDGE = 0.12  # of the height of a page: where running heads and page numbers stand
_AGAIN = Text(zh="请取得文字版（.docx 或 .xlsx），再行核对。", en="get the .docx or .xlsx it was made from.")


class PdfReader:
    """Reads PDF files whose tables have ruled lines, with the extra `pdf`."""

    name = "pdf"
    suffixes: tuple[str, ...] = (".pdf",)

    def accepts(self, source: Source) -> bool:
        """Whether it begins as a PDF does."""
        return source.data.startswith(b"%PDF")

    def read(self, source: Source, options: ReadOptions) -> Submission:
        """The document as a Submission. Raises ReadError."""
        from gkcheck.readers.table import to_submission

        return to_submission(pages(source, options.limits), source, reader="pdf/pdfplumber", options=options)


def pages(source: Source, limits: Limits) -> Pages:
    """The tables as grids (表1, 表2 …), the lines around them as paragraphs. Raises ReadError."""
    try:
        found = read_pages(source.data, limits)
    except PdfError as failure:
        raise _refused(source, failure) from failure
    letters = sum(page.letters for page in found)
    if not letters:
        raise ReadError(
            Text(
                zh=f"这份 PDF 是扫描件，没有文字层，不能核对（本工具不做文字识别）。{_AGAIN.zh}",
                en=f"this PDF is scanned and holds no text, which gkcheck does not recognise; {_AGAIN.en}",
            ),
            source=source.name,
            code="scanned",
        )
    unknown = sum(page.unknown for page in found)
    if unknown > _GARBLED * letters:
        raise ReadError(
            Text(
                zh=f"这份 PDF 的字体没有文字编码，{letters} 字中 {unknown} 字读不出来。{_AGAIN.zh}",
                en=f"the fonts of this PDF do not say what their letters mean ({unknown} of {letters}); {_AGAIN.en}",
            ),
            source=source.name,
            code="garbled",
        )
    tables, paragraphs = _laid_out(found)
    grids: list[Grid] = []
    warnings: list[ReadWarning] = []
    left = limits.cells
    for number, table in enumerate(tables, 1):
        grid, said, left = _grid(table, f"表{number}", limits, left)
        grids.append(grid)
        warnings += said
    warnings = [*_confidence(found, tables), *warnings]
    return Pages(tuple(grids), tuple(paragraphs), tuple(warnings))


def _refused(source: Source, failure: PdfError) -> ReadError:
    if failure.code == "extra-missing":
        return ReadError(
            Text(
                zh='PDF 文件要装附加组件才能读取：pip install "gkcheck[pdf]"；'
                "更好的办法是取得原来的 .docx 或 .xlsx，再行核对。",
                en='PDF files need an extra: pip install "gkcheck[pdf]"; better, get the .docx or .xlsx it was made from.',
            ),
            source=source.name,
            code="extra-missing",
        )
    whats = {
        "encrypted": Text("", ""),
        "too-large": Text(zh="读取所需的内存过大", en="it takes too much memory to read"),
        "too-slow": Text(zh=f"{failure.why} 秒", en=f"{failure.why} s"),
    }
    if failure.code == "encrypted":
        return ReadError(
            Text(
                zh=f"这份 PDF 已加密，未能读取。请去掉密码，或{_AGAIN.zh.removeprefix('请')}",
                en=f"this PDF is encrypted and was not read; remove the password or {_AGAIN.en}",
            ),
            source=source.name,
            code="encrypted",
        )
    what = whats.get(failure.code, Text(zh="内部结构不完整或有误", en=failure.why))
    return refusal(failure.code, source.name, DOCX, what)


def _laid_out(found: Sequence[PdfPage]) -> tuple[list[JoinedTable], list[Paragraph]]:
    """Tables joined over pages, and the lines around them; running heads once, page numbers not at all."""
    heads = _running(found)
    tables: list[JoinedTable] = []
    paragraphs: list[Paragraph] = []
    said: set[str] = set()
    open_table = False  # nothing but running heads since the last table
    for page in found:
        parts: list[tuple[float, object]] = [(line.top, line) for line in page.lines]
        parts += [(min(cell.top for cell in cells), cells) for cells in page.tables if cells]
        begun = False
        for _, part in sorted(parts, key=lambda one: one[0]):
            if isinstance(part, TextLine):
                text = part.text.strip()
                margin = part.top < _EDGE * page.height or part.top > (1 - _EDGE) * page.height
                if margin and _PAGE_NUMBER.fullmatch(text):
                    continue
                if text in heads:
                    if text in said:
                        continue
                    said.add(text)
                else:
                    open_table = False
                paragraphs.append(Paragraph(text, len(tables), Location(page=page.number)))
                continue
            table = table_of(part, page.number)  # type: ignore[arg-type]  # cells of a page
            if not table.rows:
                continue
            if open_table and not begun and goes_on(tables[-1], table):
                append(tables[-1], table)
            else:
                tables.append(table)
            open_table = begun = True
    return tables, paragraphs


def _running(found: Sequence[PdfPage]) -> set[str]:
    """Lines that stand near the edge of most pages: running heads."""
    if len(found) < 2:
        return set()
    counts = Counter(
        text
        for page in found
        for text in {
            line.text.strip()
            for line in page.lines
            if line.top < _EDGE * page.height or line.top > (1 - _EDGE) * page.height
        }
    )
    return {text for text, count in counts.items() if count >= max(2, len(found) // 2 + 1)}


def _grid(table: JoinedTable, name: str, limits: Limits, left: int) -> tuple[Grid, list[ReadWarning], int]:
    sheet = SheetCells(limits, left)
    on_page: dict[int, int] = {}
    for number, row in enumerate(table.rows, 1):
        on_page[number] = row.page
        for cell in row.cells:
            wide = cell.last - cell.first + 1
            if wide > 1 or cell.rows > 1:
                sheet.merges.append((number, cell.first + 1, number + cell.rows - 1, cell.last + 1))
            if (text := cell.text).strip():
                sheet.keep(number, cell.first + 1, text, named=False)
    grid, whole = to_grid(sheet, name, hidden=False)
    warnings = sheet_warnings(sheet, name, False, whole, word="表")
    if grid is None:
        return Grid(name, ()), warnings, sheet.left
    grid = without_names(grid)
    rows = tuple(tuple(cell._replace(page=on_page.get(cell.row)) for cell in row) for row in grid.rows)
    return Grid(name, rows), warnings, sheet.left


def _confidence(found: Sequence[PdfPage], tables: Sequence[JoinedTable]) -> Iterator[ReadWarning]:
    """How far the result can be trusted, and what was not read."""
    cut = [page for table in tables for page in table.cut]
    joins = f"，跨页的行已接上 {len(cut)} 处（第 {_listed(cut)} 页）" if cut else ""
    joins_en = f"; {len(cut)} rows cut by a page break were joined (pages {_listed(cut)})" if cut else ""
    yield warning(
        "pdf",
        f"PDF 按框线和位置读取，分段和空格可能与原文件有出入{joins}。有 .docx 或 .xlsx 时请优先用它核对。",
        f"A PDF is read by its ruled lines: paragraphs and blanks may differ from the original{joins_en}. Prefer the .docx.",
    )
    doubtful = [page for table in tables for page in table.doubtful]
    if doubtful:
        zh = f"第 {_listed(doubtful)} 页开头的一行可能是上一页末行的续行，未能断定。请对照原文件，或取得 .docx。"
        en = f"The first row of pages {_listed(doubtful)} may go on with the row before; check them against the original."
        yield warning("page-break-unclear", zh, en, location=Location(page=doubtful[0]), incomplete=True)
    for code, pages_, zh, en in (
        ("pages-without-text", [one.number for one in found if not one.letters and one.pictures], "只有图片，没有文字", "hold pictures and no text"),
        ("letters-unknown", [one.number for one in found if one.unknown], "有读不出的字", "hold letters that cannot be read"),
        ("text-turned", [one.number for one in found if one.turned], "有旋转的文字，可能读错次序", "hold turned text, which may be out of order"),
        ("page-crowded", [one.number for one in found if one.crowded], "线条过多，没有找表格", "hold too many lines to look for tables"),
    ):  # fmt: skip
        if pages_:
            listed = _listed(pages_)
            where = Location(page=pages_[0])
            yield warning(
                code,
                f"第 {listed} 页{zh}。{_AGAIN.zh}",
                f"Pages {listed} {en}.",
                location=where,
                incomplete=True,
            )
    pictures = [page.number for page in found if page.pictures and page.letters]
    if pictures:
        zh, en = "文中有图片，其中的文字未读取", "Pictures were not read"
        yield warning(
            "pictures", f"{zh}（第 {_listed(pictures)} 页）。", f"{en} (pages {_listed(pictures)})."
        )
    if not tables:
        zh = "没有找到带框线的表格，按正文读取，可能不全。请取得 .docx 或 .xlsx。"
        yield warning(
            "no-ruled-table", zh, "No table with ruled lines was found; the text was read.", incomplete=True
        )


def _listed(numbers: Sequence[int]) -> str:
    shown = "、".join(str(number) for number in numbers[:20])
    return shown + ("…" if len(numbers) > 20 else "")
