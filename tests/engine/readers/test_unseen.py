"""Words that nobody sees, white on white or a point high: read, marked and said; and no alarm for what people do see."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

sys.path.insert(0, str(Path(__file__).parents[2] / "hostile"))

from bad_files import ROW, docx, tc, tr

from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers import docx as docx_reader
from gkcheck.readers import xlsx as xlsx_reader
from gkcheck.readers.grid import Pages
from gkcheck.readers.unseen import UNKNOWN, alike, colour, tinted


def test_colours_as_programs_write_them() -> None:
    for word in (
        "#fff",
        "FFFFFF",
        "ffffffff",
        "#FFFFFF",
        "white",
        "White",
        " rgb(255, 255,255)",
        "rgba(255,255,255,1)",
    ):
        assert colour(word) == "FFFFFF", word
    for word in (
        None,
        "",
        "auto",
        "window",
        "rgb(1,2)",
        "rgba(255,255,255,0)",
        "fff",
        "#ffff",
        "var(--x)",
        "F" * 7,
    ):
        assert colour(word) is None, word
    assert tinted("FFFFFF", -0.5) == "808080" and tinted("000000", 1) == "FFFFFF"


@pytest.mark.parametrize(
    ("words", "behind", "unseen"),
    [
        ("FFFFFF", None, True), ("FEFEFE", None, True), ("F2F2F2", None, True), ("000000", "000000", True),
        ("1F4E79", "1F4E79", True), ("FFFF00", "FFFF01", True),
        ("FFFFFF", "1F4E79", False), ("FFFFFF", "808080", False), ("D9D9D9", None, False), ("000000", None, False),
        ("FFFFFF", UNKNOWN, False), ("auto", None, False), (None, None, False), ("FFFFFF", "nobody-knows", False),
        ("FFFF00", "FF0000", False), ("FFFF00", "FFFFFF", True),
    ],
)  # fmt: skip
def test_what_can_be_told_apart(words: str | None, behind: str | None, unseen: bool) -> None:
    assert alike(words, behind) is unseen


# Word

WHITE = '<w:color w:val="FFFFFF"/>'


def run(look: str = WHITE, text: str = "看不见") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def cell(*runs: str, cell_look: str = "", paragraph: str = "") -> str:
    return tc(f"<w:p><w:pPr>{paragraph}</w:pPr>{''.join(runs)}</w:p>", cell_look, raw=True)


def read(report: str, *, table: str = "", styles: str = "", before: str = "") -> Pages:
    data = docx(tr((*ROW[:4], report)), before=before)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    if table:
        parts["word/document.xml"] = parts["word/document.xml"].replace(
            b"<w:tbl>", f"<w:tbl><w:tblPr>{table}</w:tblPr>".encode(), 1
        )
    if styles:
        parts["word/styles.xml"] = f"<w:styles>{styles}</w:styles>".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return docx_reader.pages(Source("t.docx", out.getvalue()), ReadOptions())


def said(found: Pages) -> tuple[bool, bool]:
    """Whether the report's cell is marked, and whether it is said."""
    marked = "hidden" in found.grids[0].rows[1][4].marks
    return marked, any(one.code == "unseen-text" and not one.incomplete for one in found.warnings)


def fill(value: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{value}"/>'


PALE = '<w:style w:type="character" w:styleId="c"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
CHILD = '<w:style w:type="paragraph" w:styleId="p"><w:basedOn w:val="c"/></w:style>'


@pytest.mark.parametrize(
    ("report", "more"),
    [
        (cell(run()), {}),
        (cell(run('<w:color w:val="F2F2F2" w:themeColor="background1" w:themeShade="F2"/>')), {}),
        (cell(run('<w:sz w:val="2"/>')), {}),
        (cell(run("", "看得见"), run('<w:sz w:val="1"/>')), {}),
        (cell(run('<w:color w:val="1F4E79"/>'), cell_look=fill("1F4E79")), {}),
        (cell(run(WHITE + fill("FFFFFF")), cell_look=fill("1F4E79")), {}),
        (cell(run('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>')), {}),
        (cell(run(), paragraph=fill("auto")), {}),
        # the shading of a paragraph's end sign lies behind nothing
        (cell(run(), paragraph=f"<w:rPr>{fill('000000')}</w:rPr>"), {}),
        (cell(run('<w:rStyle w:val="c"/>')), {"styles": PALE}),
        (cell(run(""), paragraph='<w:pStyle w:val="p"/>'), {"styles": PALE + CHILD}),
        (cell(run()), {"table": '<w:tblStyle w:val="t"/>', "styles": '<w:style w:type="table" w:styleId="t"><w:tblPr/></w:style>'}),
    ],
)  # fmt: skip
def test_unseen_words_of_a_word_file_are_read_and_said(report: str, more: dict[str, str]) -> None:
    found = read(report, **more)
    assert "看不见" in found.grids[0].rows[1][4].text
    assert said(found) == (True, True)
    message = next(one.message for one in found.warnings if one.code == "unseen-text")
    assert "表1第2行第5列" in message.zh and "table 1 row 2 column 5" in message.en


SHADED = '<w:style w:type="table" w:styleId="t"><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr></w:style>'


@pytest.mark.parametrize(
    ("report", "more"),
    [
        (cell(run(), cell_look=fill("1F4E79")), {}),  # what a header cell looks like
        (cell(run(WHITE + fill("C00000"))), {}),
        (cell(run(WHITE + '<w:highlight w:val="darkBlue"/>')), {}),
        (cell(run(), paragraph=fill("333333")), {}),
        (cell(run()), {"table": fill("222222")}),
        (cell(run()), {"table": '<w:tblStyle w:val="t"/>', "styles": SHADED}),
        (cell(run(), cell_look='<w:shd w:val="pct50" w:color="000000" w:fill="FFFFFF"/>'), {}),
        (cell(run("", "看得见"), paragraph=f"<w:rPr>{WHITE}<w:sz w:val='2'/></w:rPr>"), {}),
        (cell(run(text="  ")), {}),
        (cell(run('<w:color w:val="auto"/><w:sz w:val="21"/>')), {}),
        (cell(run('<w:color w:val="000000"/>')), {}),
        (cell(run('<w:rStyle w:val="c"/><w:color w:val="auto"/>')), {"styles": PALE}),
        # a text box has a background of its own, which is not read
        (cell(f"<w:r><w:pict><w:txbxContent><w:p>{run()}</w:p></w:txbxContent></w:pict></w:r>"), {}),
    ],
)  # fmt: skip
def test_no_alarm_for_words_of_a_word_file_that_are_seen(report: str, more: dict[str, str]) -> None:
    assert said(read(report, **more)) == (False, False)


def test_unseen_words_outside_the_table_and_in_a_nested_one() -> None:
    found = read(cell(run("")), before=f"<w:p>{run()}</w:p>")
    assert said(found) == (False, True)
    nested = tc(f"<w:tbl><w:tr>{cell(run())}</w:tr></w:tbl><w:p/>", raw=True)
    assert said(read(nested)) == (True, True)
    dark = tc(f"<w:tbl><w:tr>{cell(run())}</w:tr></w:tbl><w:p/>", fill("000000"), raw=True)
    assert said(read(dark)) == (False, False)


def test_a_dark_page() -> None:
    found = docx_reader.pages(Source("t.docx", docx(tr((*ROW[:4], cell(run()))))), ReadOptions())
    assert said(found) == (True, True)
    data = docx(tr((*ROW[:4], cell(run()))))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:body>", b'<w:background w:color="000000"/><w:body>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    assert said(docx_reader.pages(Source("t.docx", out.getvalue()), ReadOptions())) == (False, False)


# Excel


def book(change: Callable[[Worksheet], object]) -> Pages:
    import openpyxl

    made = openpyxl.Workbook()
    made.active.append(["序号", "工作任务", "工作要求", "责任单位", "落实情况"])
    made.active.append(list(ROW))
    change(made.active)
    out = io.BytesIO()
    made.save(out)
    return xlsx_reader.pages(Source("t.xlsx", out.getvalue()), ReadOptions())


def look(
    cell: str = "E2", *, fill: str | None = None, pattern: str = "solid", **font: object
) -> Callable[[Worksheet], object]:
    def change(sheet: Worksheet) -> None:
        sheet[cell].font = Font(**font)  # type: ignore[arg-type]
        if fill is not None:
            sheet[cell].fill = PatternFill(pattern, fgColor=fill, bgColor="FFFFFF")

    return change


def rich(sheet: Worksheet) -> None:
    sheet["E2"] = CellRichText("全年办结12件，", TextBlock(InlineFont(color="FFFFFF"), "看不见"))


def number(sheet: Worksheet) -> None:
    sheet["E2"] = 12
    sheet["E2"].font = Font(color="FFFFFFFF")


@pytest.mark.parametrize(
    "change",
    [
        look(color="FFFFFF"), look(color=Color(theme=0)), look(color=Color(indexed=9)), look(sz=1), look(sz=0.5),
        look(color="1F4E79", fill="1F4E79"), look(color="FFFFFF", fill="FFFFFE"), look(color="FEFEFE"),
        look(color=Color(theme=0, tint=-0.05)), number, rich,
    ],
)  # fmt: skip
def test_unseen_words_of_a_workbook_are_read_and_said(change: Callable[[Worksheet], object]) -> None:
    found = book(change)
    assert said(found) == (True, True)
    warning = next(one for one in found.warnings if one.code == "unseen-text")
    assert "E2" in warning.message.zh and "E2" in warning.message.en and warning.location.cell == "E2"


def header(sheet: Worksheet) -> None:
    """A header as people make it: white on blue, the whole row."""
    for at in "ABCDE":
        look(f"{at}1", color="FFFFFF", fill="4472C4", b=True)(sheet)


def coloured_by_condition(sheet: Worksheet) -> None:
    look(color="FFFFFF")(sheet)
    rule = CellIsRule(operator="notEqual", formula=['""'], fill=PatternFill(bgColor="1F4E79"))
    sheet.conditional_formatting.add("D1:E9", rule)


def in_table(sheet: Worksheet) -> None:
    """A header whose fill comes from the style of the table."""
    for at in "ABCDE":
        look(f"{at}1", color="FFFFFF")(sheet)
    sheet.add_table(Table(displayName="T", ref="A1:E2", tableStyleInfo=TableStyleInfo("TableStyleMedium2")))


def rich_on_dark(sheet: Worksheet) -> None:
    rich(sheet)
    look(color="FFFFFF", fill="000000")(sheet)


@pytest.mark.parametrize(
    "change",
    [
        header, coloured_by_condition, in_table, rich_on_dark, look(color="FFFFFF", fill="1F4E79"), look(color="000000"),
        look(color=Color(theme=1)), look(color=Color(theme=0), fill="333333"), look(color="FFFFFF", fill="FFFFFF", pattern="darkGrid"),
        look(color=Color(theme=0, tint=-0.5)), look(sz=6), look("E9", color="FFFFFF"), look(color=Color(indexed=64)),
        look(color="808080"),
    ],
)  # fmt: skip
def test_no_alarm_for_words_of_a_workbook_that_are_seen(change: Callable[[Worksheet], object]) -> None:
    assert said(book(change)) == (False, False)


def test_what_is_not_in_a_painted_area_is_still_said() -> None:
    def change(sheet: Worksheet) -> None:
        coloured_by_condition(sheet)
        look("C2", color="FFFFFF")(sheet)

    found = book(change)
    assert found.grids[0].rows[1][2].marks == ("hidden",) and said(found) == (False, True)
