"""The .xlsx reader against hand-made XML, and against openpyxl."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from gkcheck.errors import ReadError
from gkcheck.limits import LIMITS
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers import xlsx_sheet
from gkcheck.readers.grid import Cell, Pages
from gkcheck.readers.xlsx import XlsxReader, pages
from gkcheck.readers.xlsx_formats import show_number, show_text
from gkcheck.readers.xlsx_names import area, cell_name, column_letters, column_number

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""


def rels(**targets: str) -> str:
    kinds = {"sheet": "worksheet", "texts": "sharedStrings", "styles": "styles", "book": "officeDocument"}
    rows = "".join(
        f'<Relationship Id="{name}" Type="{REL}/{kinds[name.rstrip("0123456789")]}" Target="{target}"/>'
        for name, target in targets.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def package(data: str, *, after: str = "", before: str = "", texts: str = "", styles: str = "", uri: str = MAIN,
            states: tuple[str, ...] = ("visible",), book: str = "", **parts: str | bytes) -> Source:  # fmt: skip
    sheets = "".join(
        f'<sheet name="表{n}" sheetId="{n}" state="{state}" r:id="sheet{n}"/>'
        for n, state in enumerate(states, 1)
    )
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": rels(book="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{uri}" xmlns:r="{REL}">{book}<sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": rels(
            texts="sharedStrings.xml",
            styles="styles.xml",
            **{f"sheet{n}": f"worksheets/s{n}.xml" for n in range(1, 9)},
        ),
        "xl/sharedStrings.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n<sst xmlns="{uri}" count="9">{texts}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{uri}">{styles}</styleSheet>',
    }
    for n in range(1, len(states) + 1):
        files[f"xl/worksheets/s{n}.xml"] = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{uri}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in (files | parts).items():
            target.writestr(name, text)
    return Source("表.xlsx", out.getvalue())


def read(data: str, **more: object) -> Pages:
    return pages(package(data, **more), ReadOptions())  # type: ignore[arg-type]


def saved(book: openpyxl.Workbook) -> Pages:
    out = io.BytesIO()
    book.save(out)
    return pages(Source("a.xlsx", out.getvalue()), ReadOptions())


def texts(found: Pages, grid: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.grids[grid].rows]


def at(found: Pages, name: str, grid: int = 0) -> Cell:
    return next(cell for row in found.grids[grid].rows for cell in row if cell.name == name)


def codes(found: Pages) -> list[tuple[str, bool]]:
    return [(warning.code, warning.incomplete) for warning in found.warnings]


def s(name: str, text: str, more: str = "") -> str:
    return f'<c r="{name}" t="inlineStr"{more}><is><t>{text}</t></is></c>'


def row(number: int, *cells: str, more: str = "") -> str:
    return f'<row r="{number}"{more}>{"".join(cells)}</row>'


def xf(*codes: str) -> str:
    formats = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{code}"/>' for n, code in enumerate(codes))
    own = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(codes)))
    return (
        f'<numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{own}<xf numFmtId="14"/><xf numFmtId="9"/></cellXfs>'
        '<cellStyles/><dxfs><dxf><numFmt numFmtId="164" formatCode="0"/></dxf></dxfs>'
    )


# Values as they are shown


def test_values_as_a_person_sees_them() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    rows: list[tuple[object, str, str]] = [
        ("落实情况", "General", "落实情况"), (65, "General", "65"), (65.0, "General", "65"), (0.65, "0%", "65%"),
        (0.985, "0.0%", "98.5%"), (1234.5, "#,##0.00", "1,234.50"), (True, "General", "TRUE"), (False, "General", "FALSE"),
        (datetime.date(2018, 8, 31), "yyyy-mm-dd", "2018-08-31"),
        (datetime.date(2018, 8, 31), 'yyyy"年"m"月"d"日"', "2018年8月31日"),
        (datetime.datetime(2018, 8, 31, 9, 5), "yyyy/m/d h:mm", "2018/8/31 9:05"),
        (datetime.time(17, 30), "h:mm", "17:30"), (3, '0"件"', "3件"), (1 / 3, "General", "0.333333333"),
        (" 前后空 ", "General", " 前后空 "), ("一\n二", "General", "一\n二"), ("<a>&b", "General", "<a>&b"),
        ("002", "@", "002"), (-5, "0", "-5"), (12345678901, "General", "12345678901"),
    ]  # fmt: skip
    for n, (value, code, _) in enumerate(rows, 1):
        cell = sheet.cell(n, 1, value)
        cell.number_format = code
    assert [one[0] for one in texts(saved(book))] == [shown for _, _, shown in rows]


@pytest.mark.parametrize(
    ("raw", "code", "shown"),
    [
        ("43343", "yyyy/m/d", "2018/8/31"), ("43343", "[$-F800]dddd, mmmm dd, yyyy", "2018年8月31日"),
        ("43343", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇一八年八月三十一日"), ("43343", "[$-804]aaaa", "星期五"),
        ("43343", "d-mmm-yy", "31-Aug-18"), ("43343.75", '上午/下午h"时"mm"分"', "下午6时00分"), ("1.5", "[h]:mm", "36:00"),
        ("0.5", "h:mm AM/PM", "12:00 PM"), ("43343.5", "yyyy-mm-dd hh:mm:ss", "2018-08-31 12:00:00"),
        ("60", "yyyy-m-d", "1900-2-29"), ("1", "yyyy-m-d", "1900-1-1"), ("61", "yyyy-m-d", "1900-3-1"),
        ("-1", "yyyy-m-d", "-1"), ("9999999", "yyyy-m-d", "9999999"), ("43343", "yyyy.mm.dd", "2018.08.31"),
        ("0.125", "0.00", "0.13"), ("0.28999999999999998", "0%", "29%"), ("5", "000", "005"), ("0", "#", ""),
        ("1234567", "#,##0", "1,234,567"), ("35020", "000-000", "035-020"), ("-5", "0;(0)", "(5)"), ("0", '0;-0;"零"', "零"),
        ("1234", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.00"),
        ("0", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("123456", '0.00,,"百万"', "0.12百万"), ("12", 'General"件"', "12件"), ("123", "[DBNum1]General", "一百二十三"),
        ("5", '[>=10]"多";"少"', "少"), ("12", '[>=10]"多";"少"', "多"), ("12345.678", "0.00E+00", "1.23E+04"),
        ("1.5", "¥0.00", "¥1.50"), ("1.5", "[$¥-804]0.00", "¥1.50"), ("0.5", "#.##", ".5"), ("0.5", "# ?/?", "0.5"),
        ("350203199001011234", "General", "3.50203E+17"), ("1e-5", "General", "0.00001"), ("abc", "0", "abc"),
        ("1e30", "0.00", "1.00000E+30"), ("nan", "0", "nan"), ("3", "@", "3"), ("3", ";;;", ""), ("2018", "0年", "2018年"),
    ],
)  # fmt: skip
def test_number_formats(raw: str, code: str, shown: str) -> None:
    assert show_number(raw, code) == shown


def test_dates_count_from_1904_when_the_workbook_says_so() -> None:
    data = row(1, '<c r="A1" s="1"><v>41881</v></c>')
    found = read(data, styles=xf("yyyy-mm-dd"), book='<workbookPr date1904="1"/>')
    assert texts(found) == [["2018-08-31"]]
    assert texts(read(data, styles=xf("yyyy-mm-dd"))) == [["2014-08-30"]]


def test_built_in_formats_are_those_of_a_chinese_excel() -> None:
    data = row(
        1, '<c r="A1" s="1"><v>43343</v></c><c r="B1" s="2"><v>0.65</v></c><c r="C1" s="99"><v>1.50</v></c>'
    )
    assert texts(read(data, styles=xf())) == [["2018/8/31", "65%", "1.5"]]


@settings(max_examples=200, deadline=None)
@given(
    st.floats(allow_nan=False),
    st.text('0#?.,%;@[]"\\_*yYmMdDhHsSaeE+-年月日<>=123 /$DBNum-804General', max_size=25),
)
def test_no_format_breaks_the_reader(value: float, code: str) -> None:
    assert isinstance(show_number(repr(value), code), str)
    assert isinstance(show_text("文", code), str)


@settings(max_examples=100, deadline=None)
@given(st.datetimes(datetime.datetime(1900, 3, 1), datetime.datetime(2199, 12, 31)))
def test_dates_equal_openpyxl(when: datetime.datetime) -> None:
    from openpyxl.utils.datetime import to_excel

    when = when.replace(microsecond=0)
    assert show_number(repr(to_excel(when)), "yyyy-mm-dd hh:mm:ss") == when.strftime("%Y-%m-%d %H:%M:%S")


def test_text_formats_frame_and_hide() -> None:
    data = row(1, s("A1", "甲", ' s="1"'), s("B1", "乙", ' s="2"'), '<c r="C1" s="2"><v>7</v></c>')
    found = read(data, styles=xf('"第"@"项"', ";;;").replace('"第"@"项"', "&quot;第&quot;@&quot;项&quot;"))
    assert texts(found) == [["第甲项", "乙", "7"]]
    assert [cell.marks for cell in found.grids[0].rows[0]] == [(), ("hidden",), ("hidden",)]


def test_shared_texts_rich_text_and_phonetics() -> None:
    items = (
        "<si><t>平</t></si><si><r><rPr><b/></rPr><t>富</t></r><r><t xml:space='preserve'> 文本</t></r></si>"
        "<si><t>政务</t><rPh sb='0' eb='2'><t>zhengwu</t></rPh><phoneticPr fontId='1'/></si>"
        "<si><t>一_x000D_\n二_x005F_x_xD800_</t></si><si/>"
    )
    cells = "".join(f'<c r="{column_letters(n + 1)}1" t="s"><v>{n}</v></c>' for n in range(5))
    assert texts(read(row(1, cells), texts=items)) == [["平", "富 文本", "政务", "一\n二_x_xD800_"]]
    rich = '<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh><t>jia</t></rPh></is></c>'
    assert texts(read(row(1, rich))) == [["甲乙"]]
    found = read(row(1, '<c r="A1" t="s"><v>7</v></c>', s("B1", "x")), texts=items)
    assert at(found, "A1").marks == ("error",)
    assert codes(found) == [("text-missing", True)]


def test_formulas_show_their_stored_value() -> None:
    cells = (
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1&amp;"件"</f><v>2件</v></c>'
        '<c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><f>NOW()</f></c><c r="E1" t="e"><f>A0</f><v>#REF!</v></c>'
        '<c r="F1" t="e"><v>#N/A</v></c><c r="G1" t="b"><f t="shared" si="0"/><v>1</v></c>'
    )
    found = read(row(1, cells))
    assert texts(found) == [["2", "2件", "", "", "#REF!", "#N/A", "TRUE"]]
    assert [cell.marks for cell in found.grids[0].rows[0]] == [
        ("formula",), ("formula",), ("formula",), ("error", "formula"), ("error", "formula"), ("error",), ("formula",),
    ]  # fmt: skip
    assert codes(found) == [("formula-without-value", True)]
    assert "D1" in found.warnings[0].message.zh
    assert found.warnings[0].location.cell == "D1"


def test_formulas_that_nobody_computed() -> None:
    book = openpyxl.Workbook()
    book.active["B2"] = "=1+1"
    found = saved(book)
    assert (at(found, "B2").text, at(found, "B2").marks) == ("", ("error", "formula"))
    assert codes(found) == [("formula-without-value", True)]


def test_iso_dates() -> None:
    cells = '<c r="A1" t="d"><v>2018-08-31T00:00:00</v></c><c r="B1" t="d"><v>2018-08-31T09:30:00</v></c>'
    assert texts(read(row(1, cells))) == [["2018-08-31", "2018-08-31 09:30:00"]]


# Shape


def test_a_sheet_is_a_rectangle_around_its_content() -> None:
    found = read(row(2, s("B2", "甲"), s("D2", "丁")) + row(3, '<c r="A3" s="1"/>') + row(5, s("C5", "丙")))
    assert texts(found) == [["甲", "", "丁"], ["", "丙", ""]]
    assert [[cell.name for cell in line] for line in found.grids[0].rows] == [
        ["B2", "C2", "D2"],
        ["B5", "C5", "D5"],
    ]
    assert [line[0].row for line in found.grids[0].rows] == [2, 5]
    assert codes(found) == []


def test_cells_and_rows_without_names() -> None:
    data = "<row><c t='inlineStr'><is><t>甲</t></is></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>"
    found = read(data)
    assert texts(found) == [["甲", "2"], ["3", ""]]
    assert [line[0].name for line in found.grids[0].rows] == ["A1", "A3"]


def test_sheets_in_order_with_chinese_names() -> None:
    book = openpyxl.Workbook()
    book.active.title = "封面"
    for name in ("任务分解表", "空表", "Sheet&'<3>"):
        book.create_sheet(name)
    book["任务分解表"]["A1"] = "任务"
    book["Sheet&'<3>"]["A1"] = "三"
    book["Sheet&'<3>"].sheet_state = "veryHidden"
    book.create_chartsheet("图")
    found = saved(book)
    assert [(grid.name, grid.hidden) for grid in found.grids] == [("任务分解表", False), ("Sheet&'<3>", True)]
    assert codes(found)[0] == ("hidden-sheet", False)


def test_merged_cells_are_filled() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (
        ["分解表", None, None],
        ["任务", "要求", "落实"],
        ["1", "a", "共同"],
        ["2", "b", None],
        ["3", "c", None],
    ):
        sheet.append(line)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("C3:C5")
    found = saved(book)
    assert texts(found) == [
        ["分解表"] * 3,
        ["任务", "要求", "落实"],
        ["1", "a", "共同"],
        ["2", "b", "共同"],
        ["3", "c", "共同"],
    ]
    title, column = found.grids[0].rows[0], [line[2] for line in found.grids[0].rows[2:]]
    assert [(one.covered, one.row_span, one.column_span) for one in title] == [
        (False, 1, 3),
        (True, 1, 3),
        (True, 1, 3),
    ]
    assert [(one.covered, one.row_span, one.name) for one in column] == [
        (False, 3, "C3"),
        (True, 3, "C4"),
        (True, 3, "C5"),
    ]


def test_values_under_a_merged_cell_are_kept_and_marked() -> None:
    data = row(1, s("A1", "上"), s("B1", "x")) + row(2, s("A2", "下"), s("B2", "y"))
    below = at(read(data, after='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'), "A2")
    assert (below.text, below.covered, below.row_span, below.marks) == ("下", True, 2, ("hidden",))


def test_merges_beyond_the_content_cost_nothing() -> None:
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B1:A9"/><mergeCell ref="x"/></mergeCells>'
    found = read(row(1, s("A1", "题")) + row(3, s("B3", "末")), after=merges)
    assert texts(found) == [["题", "题"], ["题", "题"], ["题", "末"]]
    many = "".join(f'<mergeCell ref="A1:BL{19_000 + n}"/>' for n in range(400))
    tall = row(1, s("A1", "题")) + "".join(row(n, s(f"BL{n}", "x")) for n in range(900, 20_000, 900))
    assert ("too-many-merges", True) in codes(read(tall, after=f"<mergeCells>{many}</mergeCells>"))


def test_hidden_rows_and_columns_are_read_and_marked() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (["a", "b", "c"], ["d", "e", "f"], ["g", "h", None]):
        sheet.append(line)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    found = saved(book)
    marked = [[bool(cell.marks) for cell in line] for line in found.grids[0].rows]
    assert marked == [[False, True, False], [True, True, True], [False, True, False]]
    assert codes(found) == [("hidden-rows", False), ("hidden-columns", False)]
    assert "B" in found.warnings[1].message.zh
    zero = read(row(1, s("A1", "x"), more=' ht="0" customHeight="1"') + row(2, s("A2", "y")))
    assert [line[0].marks for line in zero.grids[0].rows] == [("hidden",), ()]
    narrow = read(row(1, s("A1", "x")), before='<cols><col min="1" max="16384" width="0"/></cols>')
    assert at(narrow, "A1").marks == ("hidden",)


def test_merged_cells_over_hidden_rows() -> None:
    data = row(1, s("A1", "并"), s("B1", "x")) + row(2, s("B2", "y"), more=' hidden="1"')
    found = read(data, after='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>')
    assert [line[0].marks for line in found.grids[0].rows] == [(), ("hidden",)]


def test_a_far_styled_cell_is_no_content() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "题"
    book.active["XFD1048576"].font = Font(bold=True)
    found = saved(book)
    assert texts(found) == [["题"]]
    assert codes(found) == []
    dimension = read(row(1, s("A1", "x")), before='<dimension ref="A1:XFD1048576"/>')
    assert texts(dimension) == [["x"]]


def test_content_after_a_long_gap_is_not_read_and_told() -> None:
    near = row(1, s("A1", "x")) + row(2 + LIMITS.gap, s(f"A{2 + LIMITS.gap}", "y"))
    assert codes(read(near)) == []
    far = (
        row(1, s("A1", "x")) + row(3 + LIMITS.gap, s(f"A{3 + LIMITS.gap}", "y")) + row(2000, s("A2000", "z"))
    )
    found = read(far)
    assert texts(found) == [["x"]]
    assert codes(found) == [("blank-gap", True)]
    assert found.warnings[0].location.row == 3 + LIMITS.gap
    blanks = "".join(row(n, f'<c r="A{n}" s="1"/>') for n in range(2, 5000))
    assert codes(read(row(1, s("A1", "x")) + blanks)) == []


def test_limits_are_named() -> None:
    tall = "".join(row(n, f'<c r="A{n}"><v>{n}</v></c>') for n in range(1, LIMITS.rows + 3))
    found = read(tall)
    assert len(found.grids[0].rows) == LIMITS.rows
    assert codes(found) == [("too-many-rows", True)]
    wide = row(1, *(f'<c r="{column_letters(n)}1"><v>{n}</v></c>' for n in range(1, 70)))
    found = read(wide)
    assert len(found.grids[0].rows[0]) == LIMITS.columns
    assert codes(found) == [("too-many-columns", True)]
    assert "BM1" in found.warnings[0].message.zh
    found = read(row(1, s("A1", "长" * (LIMITS.letters + 1)), s("B1", "短")))
    assert len(at(found, "A1").text) == LIMITS.letters
    assert codes(found) == [("cell-too-long", True)]


def test_strict_workbooks_and_prefixes() -> None:
    assert texts(
        read(row(1, s("A1", "甲"), '<c r="B1" t="s"><v>0</v></c>'), uri=STRICT, texts="<si><t>乙</t></si>")
    ) == [["甲", "乙"]]
    prefixed = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    assert texts(read("", **{"xl/worksheets/s1.xml": prefixed})) == [["5"]]
    foreign = f'<x:worksheet xmlns:x="{MAIN}"><sheetData>{row(1, s("A1", "x"))}</sheetData></x:worksheet>'
    assert read("", **{"xl/worksheets/s1.xml": foreign}).grids == ()


def test_other_encodings() -> None:
    xml = f'<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="{MAIN}"><sheetData>{row(1, s("A1", "甲乙"))}</sheetData></worksheet>'
    assert texts(read("", **{"xl/worksheets/s1.xml": xml.encode("utf-16")})) == [["甲乙"]]
    latin = xml.replace("UTF-16", "ISO-8859-1").replace("甲乙", "é")
    assert texts(read("", **{"xl/worksheets/s1.xml": latin.encode("latin-1")})) == [["é"]]


@pytest.mark.parametrize("encoding", ["GB2312", "windows-1252", "none", "utf8"])
def test_unknown_encodings_are_refused(encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?><worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    with pytest.raises(ReadError):
        read("", **{"xl/worksheets/s1.xml": xml})


def test_pictures_and_text_boxes_are_told() -> None:
    drawing = "<wsDr><sp><txBody><p><r><t>{}</t></r></p></txBody></sp></wsDr>"
    data = row(1, s("A1", "x"))
    assert codes(read(data, **{"xl/drawings/drawing1.xml": drawing.format("框内有字")})) == [
        ("text-box-not-read", True)
    ]
    assert codes(read(data, **{"xl/drawings/drawing1.xml": drawing.format(" ")})) == [("pictures", False)]
    assert codes(read(data, **{"xl/externalLinks/externalLink1.xml": "<x/>"})) == [("external-links", False)]


@pytest.mark.parametrize(
    "data",
    [
        row(2, s("A2", "x")) + row(1, s("A1", "y")), row(1, s("B1", "x"), s("A1", "y")), row(1, s("A1", "x"), s("A1", "y")),
        "<row r='1'>", "<row r='x'/>", "<row r='1'><c r='1'><v>1</v></c></row>", "<row r='1'>&nbsp;</row>",
        row(1, s("A1", "]]>")), row(1, s("A1", "\x0b")), row(1, s("A1", "&#xD800;")),
    ],
)  # fmt: skip
def test_broken_sheets_are_refused(data: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data)
    assert caught.value.code == "damaged"
    assert "另存为 .xlsx" in caught.value.sentence()


def test_missing_parts_are_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read("", states=("visible",) * 9)
    assert caught.value.code in ("missing-part", "damaged")
    with pytest.raises(ReadError) as caught:
        read("", states=())
    assert caught.value.code == "missing-part"
    with pytest.raises(ReadError):
        read("", **{"xl/worksheets/s1.xml": "<html/>"})


def test_names_of_places() -> None:
    assert [column_letters(n) for n in (1, 26, 27, 702, 703, 16384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    for n in range(1, 16385, 97):
        assert column_number(column_letters(n)) == n
        assert column_letters(n) == get_column_letter(n)
    assert cell_name(3, 28) == "AB3"
    assert area("$A$1:D3") == (1, 1, 3, 4)
    assert (area("A1"), area("A1:D99999999"), column_number("甲")) == (None, None, 0)


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co"], exclude_characters="\ufffe\uffff"),
    max_size=30,
).filter(lambda text: not text.startswith("=") and not re.search("_x[0-9A-Fa-f]{4}_", text))
VALUES = st.one_of(TEXTS, st.integers(-(10**9), 10**9), st.booleans(), st.none())


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(VALUES, min_size=4, max_size=4), min_size=1, max_size=8))
@example([["\ufdd0", "&", "<", "]]>"]])
def test_plain_sheets_equal_openpyxl(rows: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    for line in rows:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    found = pages(Source("a.xlsx", out.getvalue()), ReadOptions())
    again = openpyxl.load_workbook(io.BytesIO(out.getvalue()), data_only=True).active
    expected = {
        cell.coordinate: str(cell.value).upper() if isinstance(cell.value, bool) else str(cell.value)
        for line in again.iter_rows()
        for cell in line
        if cell.value is not None and cell.value != ""
    }
    seen = {cell.name: cell.text for grid in found.grids for line in grid.rows for cell in line if cell.text}
    assert seen == expected
    assert codes(found) == []


def test_a_workbook_becomes_a_submission() -> None:
    book = openpyxl.Workbook()
    for line in (
        ["工作任务", "工作要求", "责任单位", "落实情况"],
        ["1.公开年报", "每年公开", "办公室", "已公开年报1份。"],
    ):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    found = XlsxReader().read(Source("a.xlsx", out.getvalue()), ReadOptions())
    assert (found.reader, len(found.tasks), found.tasks[0].report) == ("xlsx", 1, "已公开年报1份。")


# The quick way and the parser must say the same

PIECES = st.sampled_from(
    [
        '<row r="{r}">', '<row r="{r}" spans="1:4" ht="15" x="a>b">', '<row r="{r}" hidden="1">', '<row r="{r}" ht="0">',
        '<row r="{r}"/>', "</row>", "</row>", "</row>", '<c r="{c}" t="inlineStr"><is><t>甲&lt;&#25919;</t></is></c>',
        '<c r="{c}" s="1" t="inlineStr"><is><t xml:space="preserve"> 乙 </t></is></c>', '<c r="{c}" t="s"><v>0</v></c>',
        '<c r="{c}" t="s"><v>1</v></c>', '<c r="{c}" t="s"><v>9</v></c>', '<c r="{c}" t="s"><v>²</v></c>', '<c r="{c}" t="s"><v>-1</v></c>', '<c r="{c}"><v>43343</v></c>', '<c r="{c}" s="2"><v>5</v></c>',
        '<c r="{c}" s="1"><v>43343</v></c>', '<c r="{c}" s="1"/>', '<c r="{c}"></c>', '<c r="{c}" t="b"><v>1</v></c>',
        '<c r="{c}" t="str"><v>_x0041_</v></c>', '<c r="{c}"><f>1</f><v>2</v></c>', '<c r="{c}" t="e"><v>#N/A</v></c>',
        '<c r="{c}"><v>x]]&gt;</v></c>', '<c r="{c}"><v>]]></v></c>', "<!-- x -->", " ", "\n", "\r", "<x/>", "\ufdd0", "&#64976;",
        '<c r="{c}" t="inlineStr"><is><t>\ufdd0&amp;</t></is></c>', '<c r="{c}" t="inlineStr"><is><t>&#64976;</t></is></c>',
        '<c r="{c}" t="inlineStr"><is><t>a\r\nb&#13;\tc</t></is></c>', '<c r="{c}" t="inlineStr"><is><t>&bad;</t></is></c>',
        '<c r="{c}" t="inlineStr"><is><t></t></is></c>', '<c r="{c}" t="n"><v>\ufffe</v></c>', '<c t="n"><v>1</v></c>',
    ]
)  # fmt: skip
GOOD = st.sampled_from(
    [
        '<c r="{c}" t="inlineStr"><is><t>甲&lt;&#25919;</t></is></c>', '<c r="{c}" t="s"><v>0</v></c>', '<c r="{c}"><v>1</v></c>',
        '<c r="{c}" s="1"><v>43343</v></c>', '<c r="{c}" s="1"/>', '</row><row r="{r}" spans="1:9">', '</row><row r="{r}"/><row r="{r}">',
    ]
)  # fmt: skip


def filled(pieces: list[str]) -> str:
    """The pieces with rows and columns counted up, so that most are in order."""
    row_number, column, done = 1, 0, []
    for piece in pieces:
        while "{r}" in piece:
            row_number, column = row_number + 1, 0
            piece = piece.replace("{r}", str(row_number), 1)
        column += "{c}" in piece
        done.append(piece.replace("{c}", cell_name(row_number, column)))
    return "".join(done)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(GOOD, max_size=8),
    st.lists(PIECES, max_size=2),
    st.lists(GOOD, max_size=3),
    st.sampled_from(["", "<x/>"]),
)
def test_the_quick_way_and_the_parser_agree(
    before: list[str], odd: list[str], after: list[str], item: str
) -> None:
    data = '<row r="1">' + filled([*before, *odd, *after]) + "</row>"
    items = f"<si><t>共享</t></si><si><t>二&amp;</t></si>{item}"
    source = package(data, texts=items, styles=xf("yyyy-mm-dd", ";;;"))

    def outcome() -> object:
        try:
            return pages(source, ReadOptions())
        except ReadError as error:
            return error.code

    quick = outcome()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gkcheck.readers.xlsx_sheet.LARGEST", 0)
        patch.setattr("gkcheck.readers.xlsx_book.LARGEST", 0)
        assert outcome() == quick


def test_plain_sheets_do_go_the_quick_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the agreement above would prove nothing, and the speed would be gone without a sign."""
    taken: list[bool] = []
    original = xlsx_sheet.plain_rows

    def watched(*arguments: object) -> object:
        found = original(*arguments)  # type: ignore[arg-type]
        taken.append(found is not None)
        return found

    monkeypatch.setattr(xlsx_sheet, "plain_rows", watched)
    book = openpyxl.Workbook()
    for line in (["任务", "要求<1>", None, "落实"], [1, 2.5, "", "文\n字"], [None, None, None, True]):
        book.active.append(line[: len(line) - (line[-1] is True)])
    book.active["B2"].number_format = "0.00"
    book.active.merge_cells("A5:B5")
    saved(book)
    read(row(1, '<c r="A1" t="s"><v>0</v></c>', '<c r="B1" s="1"/>'), texts="<si><t>文</t></si>")
    assert taken == [True, True]


REAL = Path(__file__).parents[3].parent / "shared" / "data" / "xiamen-2018"


@pytest.mark.skipif(not REAL.is_dir(), reason="the real table is not beside the project")
def test_the_real_table_equals_openpyxl() -> None:
    data = (REAL / "table.xlsx").read_bytes()
    found = pages(Source("table.xlsx", data), ReadOptions())
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    expected = {
        cell.coordinate: cell.value for line in sheet.iter_rows() for cell in line if cell.value is not None
    }
    seen = {c.name: c.text for line in found.grids[0].rows for c in line if c.text and not c.covered}
    assert seen == expected
    assert found.warnings == ()
