"""No letter is lost in silence: those in the XML of a file are those that were read, or a warning says which are not."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

sys.path.insert(0, str(Path(__file__).parents[1] / "fuzz"))
sys.path.insert(0, str(Path(__file__).parent))

from bad_files import ALL_IN_ONE, FOOTNOTE, ROW, ROWS, W, docx, sheet_row, sheet_xml, tc, tr, xlsx
from seeds import TABLES, as_docx, as_xlsx, rows_of

from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers import docx as docx_reader
from gkcheck.readers import xlsx as xlsx_reader
from gkcheck.readers.grid import Pages

GOLD = sorted(TABLES.glob("*.csv"))


def letters(texts: list[str]) -> Counter[str]:
    return Counter("".join("".join(texts).split()))


def read_letters(pages: Pages) -> Counter[str]:
    cells = [cell.text for grid in pages.grids for row in grid.rows for cell in row if not cell.covered]
    return letters([*cells, *(paragraph.text for paragraph in pages.paragraphs)])


def word_letters(data: bytes) -> Counter[str]:
    """All letters of w:t, found without our reader; what is deleted stands in w:delText."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return letters([one.text or "" for one in root.iter(f"{{{W}}}t")])


def sheet_letters(data: bytes) -> Counter[str]:
    """All letters of t in the texts and sheets, found without our reader."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if re.search(r"sharedStrings|sheet\d", name) and name.endswith(".xml"):
                root = etree.fromstring(package.read(name))
                found += [one.text or "" for one in root.iter("{*}t")]
    return letters(found)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_every_letter_of_a_word_file_is_read(path: Path) -> None:
    data = as_docx(rows_of(path, 60))
    assert read_letters(docx_reader.pages(Source("t.docx", data), ReadOptions())) == word_letters(data)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_every_letter_of_a_workbook_is_read(path: Path) -> None:
    # Each text once, for a shared text stands once in the XML however many cells show it.
    seen: set[str] = set()
    rows = [["" if one in seen or seen.add(one) else one for one in row] for row in rows_of(path, 60)]
    data = as_xlsx(
        [[one if not one.replace(".", "").isdigit() else f"第{one}" for one in row] for row in rows]
    )
    assert read_letters(xlsx_reader.pages(Source("t.xlsx", data), ReadOptions())) == sheet_letters(data)


def test_revisions_boxes_controls_and_nested_tables_are_read() -> None:
    data = docx(tr((*ROW[:4], tc(ALL_IN_ONE, raw=True))))
    pages = docx_reader.pages(Source("t.docx", data), ReadOptions())
    assert read_letters(pages) == word_letters(data)
    assert not any(warning.incomplete for warning in pages.warnings)


@pytest.mark.parametrize(
    "data",
    [
        docx(tr((*ROW[:4], tc(FOOTNOTE, raw=True)))),
        docx(tr((*ROW[:4], "长" * 100_001))),
        docx(before='<w:altChunk r:id="rId9"/>'),
        docx(tr((*ROW[:4], *("甲" for _ in range(70))))),
    ],
    ids=["footnote", "long cell", "import", "wide"],
)
def test_what_is_not_read_of_a_word_file_is_said(data: bytes) -> None:
    pages = docx_reader.pages(Source("t.docx", data), ReadOptions())
    assert any(warning.incomplete for warning in pages.warnings)


def test_what_is_not_read_of_a_workbook_is_said() -> None:
    far = f'{ROWS}<row r="9000"><c r="A9000" t="inlineStr"><is><t>远</t></is></c></row>'
    for data in (xlsx(sheet_xml(far)), xlsx(sheet_xml(ROWS + sheet_row(4, ("长" * 100_001,))))):
        pages = xlsx_reader.pages(Source("t.xlsx", data), ReadOptions())
        assert read_letters(pages) != sheet_letters(data)
        assert any(warning.incomplete for warning in pages.warnings)
