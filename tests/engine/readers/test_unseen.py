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
from made_odf import HEADER, odf, row, table, task_table

from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers import docx as docx_reader
from gkcheck.readers import ods as ods_reader
from gkcheck.readers import odt as odt_reader
from gkcheck.readers import xlsx as xlsx_reader
from gkcheck.readers.assign import wishes_of
from gkcheck.readers.encoding import decode
from gkcheck.readers.grid import Pages
from gkcheck.readers.html import html_pages
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


# OpenDocument


def style(name: str, family: str, text: str = "", own: str = "", more: str = "") -> str:
    """A style with its properties of text and its own."""
    properties = f"<style:text-properties {text}/>" if text else ""
    if own:
        properties += f"<style:{family}-properties {own}/>"
    return f'<style:style style:name="{name}" style:family="{family}" {more}>{properties}</style:style>'


SPAN = style("s", "text", 'fo:color="#ffffff"')
WORDS = '<text:p>办结12件<text:span text:style-name="s">看不见</text:span></text:p>'
DARK = 'fo:background-color="#1f4e79"'


def odf_pages(
    last: str, styles: str, *, sheet: bool, look: str = "", columns: str = "", after: str = ""
) -> Pages:
    rows = (
        row(*HEADER),
        row(*ROW[:4], f'<table:table-cell table:style-name="{look}">{last}</table:table-cell>'),
    )
    body = table(*rows, style="tab", columns=columns).replace("</table:table>", after + "</table:table>")
    source = odf(body, sheet=sheet, styles=styles)
    return (ods_reader if sheet else odt_reader).pages(source, ReadOptions())


@pytest.mark.parametrize("sheet", [False, True])
@pytest.mark.parametrize(
    ("last", "styles", "look"),
    [
        (WORDS, SPAN, ""),
        (WORDS, style("s", "text", 'fo:font-size="1pt"'), ""),
        (WORDS, style("s", "text", 'fo:color="#1f4e79"') + style("c", "table-cell", own=DARK), "c"),
        (WORDS, style("s", "text", 'fo:color="#fff" fo:background-color="#ffffff"') + style("c", "table-cell", own=DARK), "c"),
        ('<text:p text:style-name="p">看不见</text:p>', style("p", "paragraph", 'fo:color="#FFFFFF"'), ""),
        (WORDS, style("s", "text", more='style:parent-style-name="w"') + style("w", "text", 'fo:color="#ffffff"'), ""),
    ],
)  # fmt: skip
def test_unseen_words_of_open_documents_are_read_and_said(
    last: str, styles: str, look: str, sheet: bool
) -> None:
    found = odf_pages(last, styles, sheet=sheet, look=look)
    assert "看不见" in found.grids[0].rows[1][4].text
    assert said(found) == (True, True)


@pytest.mark.parametrize("sheet", [False, True])
@pytest.mark.parametrize(
    ("last", "styles", "look"),
    [
        (WORDS, SPAN + style("c", "table-cell", own=DARK), "c"),
        (WORDS, style("s", "text", f'fo:color="#ffffff" {DARK}'), ""),
        (WORDS, SPAN + style("tab", "table", own=DARK), ""),
        (WORDS, style("s", "text", 'fo:color="#ffffff" style:use-window-font-color="true"'), ""),
        (WORDS, style("s", "text", 'fo:color="#000000" fo:font-size="10.5pt"'), ""),
        (WORDS, style("s", "text", 'fo:font-size="75%"'), ""),
        (f'<text:p text:style-name="p">{WORDS[8:]}', SPAN + style("p", "paragraph", own=DARK), ""),
        (WORDS, SPAN + '<style:style style:name="c" style:family="table-cell"><style:map style:condition="x"/></style:style>', "c"),
    ],
)  # fmt: skip
def test_no_alarm_for_words_of_open_documents_that_are_seen(
    last: str, styles: str, look: str, sheet: bool
) -> None:
    assert said(odf_pages(last, styles, sheet=sheet, look=look)) == (False, False)


def test_a_sheet_of_which_conditions_or_columns_decide_the_look() -> None:
    pale = style("c", "table-cell", 'fo:color="#ffffff"')
    assert said(odf_pages("<text:p>看不见</text:p>", pale, sheet=True, look="c")) == (True, True)
    painted = "<calcext:conditional-formats/>"
    assert said(odf_pages("<text:p>看见</text:p>", pale, sheet=True, look="c", after=painted)) == (
        False,
        False,
    )
    columns = '<table:table-column table:default-cell-style-name="d"/>'
    dark = SPAN + style("d", "table-cell", own=DARK)
    body = table(
        row(*HEADER), row(*ROW[:4], f"<table:table-cell>{WORDS}</table:table-cell>"), columns=columns
    )
    assert said(ods_reader.pages(odf(body, sheet=True, styles=dark), ReadOptions())) == (False, False)


def test_unseen_words_outside_the_tables_of_a_text() -> None:
    found = odt_reader.pages(odf(WORDS + task_table(), styles=SPAN), ReadOptions())
    assert [one.code for one in found.warnings] == ["unseen-text"]
    box = '<text:p><draw:frame><draw:text-box><text:p><text:span text:style-name="s">白字</text:span></text:p></draw:text-box></draw:frame></text:p>'
    assert odt_reader.pages(odf(box + task_table(), styles=SPAN), ReadOptions()).warnings == ()


# Web pages


def page(
    report: str,
    *,
    head: str = "",
    table: str = "<table>",
    doctype: str = "<!DOCTYPE html>",
    body: str = "<body>",
) -> Pages:
    rows = "".join(
        f"<tr>{''.join(f'<td>{one}</td>' for one in cells)}</tr>" for cells in (HEADER, (*ROW[:4], "@"))
    )
    rows = rows.replace("<td>@</td>", report)
    text = (
        f'{doctype}<html><head><meta charset="utf-8">{head}</head>{body}{table}{rows}</table></body></html>'
    )
    return html_pages(decode(text.encode(), source="t.html"), "t.html", wishes_of(ReadOptions()))


SPAN_IN_CELL = '<td>办结12件<span style="color:#fff">看不见</span></td>'


@pytest.mark.parametrize(
    ("report", "more"),
    [
        (SPAN_IN_CELL, {}),
        ('<td style="COLOR: White !important">看不见</td>', {}),
        ('<td><font color="#FFFFFF">看不见</font></td>', {}),
        ('<td style="font-size:1px">看不见</td>', {}),
        ('<td><span style="font-size:0">看不见</span></td>', {}),
        ('<td><span style="opacity: 0">看不见</span></td>', {}),
        ('<td bgcolor="#1F4E79"><font color="#1f4e79">看不见</font></td>', {}),
        ('<td style="background:#036; color:rgb(0, 51, 102)">看不见</td>', {}),
        ('<td style="background-color:#036"><p style="background:#fff">甲<b style="color:#fefefe">看不见</b></p></td>', {}),
        ("<td>看不见</td>", {"table": '<table style="color:#fff">'}),
        (SPAN_IN_CELL, {"head": "<style>p { background: transparent } td{background-color:#FFFFFF;}</style>"}),
        ("<td>看不见</td>", {"body": '<body text="#ffffff">'}),
        ("<td><br>甲<i style='color:#ffffff'><b></b>看不见</i></td>", {"head": "<style>td{color:red}</style>"}),
    ],
)  # fmt: skip
def test_unseen_words_of_a_page_are_read_and_said(report: str, more: dict[str, str]) -> None:
    found = page(report, **more)
    assert "看不见" in found.grids[0].rows[1][4].text
    assert said(found) == (True, True)


@pytest.mark.parametrize(
    ("report", "more"),
    [
        ('<td bgcolor="#1F4E79"><font color="#FFFFFF">看得见</font></td>', {}),
        ('<td style="background:#036;color:#fff">看得见</td>', {}),
        ('<td style="background:url(a.png);color:#fff">看得见</td>', {}),
        ('<td background="a.png" style="color:#fff">看得见</td>', {}),
        ('<td style="background:linear-gradient(#000,#111);color:#fff">看得见</td>', {}),
        (SPAN_IN_CELL, {"table": '<table bgcolor="navy">'}),
        (SPAN_IN_CELL, {"head": "<style>td{background:#036}</style>"}),
        (SPAN_IN_CELL, {"head": "<style>p{background:none} td{background-color : #fffff0}</style>"}),
        (SPAN_IN_CELL, {"head": '<link rel="stylesheet" href="a.css">'}),
        ('<td style="font-size:0"><span style="font-size:12px">看得见</span></td>', {}),
        ('<td style="color:#333;font-size:9pt">看得见</td>', {}),
        ('<td style="color:inherit;font-size:0.9em">看得见</td>', {}),
        ('<td><span style="color:#fff"> &nbsp;</span>看得见</td>', {}),
        ("<td><mark style='color:#fff'>看得见</mark></td>", {}),
        ("<td>看得见</td>", {"doctype": "", "table": "<font color='#fff'><table>"}),
    ],
)  # fmt: skip
def test_no_alarm_for_words_of_a_page_that_are_seen(report: str, more: dict[str, str]) -> None:
    found = page(report, **more)
    assert said(found)[1] is False
    assert "hidden" not in found.grids[0].rows[1][4].marks
