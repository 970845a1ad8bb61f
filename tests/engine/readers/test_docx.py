"""The .docx reader against hand-made XML, against python-docx, and against the letters in the file."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from gkcheck.errors import ReadError
from gkcheck.limits import LIMITS
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers.docx import DocxReader, pages
from gkcheck.readers.grid import Cell, Pages
from gkcheck.readers.numerals import chinese, in_format

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)


def rels(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{REL}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets)
    )
    uri = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0"?><Relationships xmlns="{uri}">{rows}</Relationships>'


def package(body: str, *, uri: str = W, numbering: str = "", styles: str = "", **parts: str) -> Source:
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{uri}" {SPACES}><w:body>{body}</w:body></w:document>'
    files = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": rels(("officeDocument", "word/document.xml")),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": rels(("numbering", "numbering.xml"), ("styles", "styles.xml")),
    }
    if numbering:
        files["word/numbering.xml"] = f'<w:numbering xmlns:w="{uri}">{numbering}</w:numbering>'
    if styles:
        files["word/styles.xml"] = f'<w:styles xmlns:w="{uri}">{styles}</w:styles>'
    files |= parts
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in files.items():
            target.writestr(name, text)
    return Source("表.docx", out.getvalue())


def read(body: str, **more: str) -> Pages:
    return pages(package(body, **more), ReadOptions())


def r(text: str, properties: str = "") -> str:
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, properties: str = "") -> str:
    inside = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{inside}{''.join(one if one.startswith('<') else r(one) for one in runs)}</w:p>"


def tc(*paragraphs: str, properties: str = "") -> str:
    inside = "".join(one if one.startswith("<") else p(one) for one in paragraphs)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    inside = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{inside}{''.join(one if one.startswith('<') else tc(one) for one in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def texts(found: Pages, grid: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.grids[grid].rows]


def one(body_of_cell: str) -> Cell:
    return read(tbl(tr(tc(body_of_cell))) + p("")).grids[0].rows[0][0]


def codes(found: Pages) -> list[str]:
    return [warning.code for warning in found.warnings]


# Shape


def test_paragraphs_stand_in_reading_order_with_the_tables_before_them() -> None:
    found = read(p("附件") + p("任务表") + tbl(tr("甲")) + p("中间") + tbl(tr("乙")) + p("落款"))
    assert [(one.text, one.before) for one in found.paragraphs] == [
        ("附件", 0), ("任务表", 0), ("中间", 1), ("落款", 2),
    ]  # fmt: skip
    assert [grid.name for grid in found.grids] == ["表1", "表2"]
    assert found.warnings == ()


def test_white_space_and_signs_are_kept() -> None:
    assert one(p("　工 作 ", " 任务")).text == "　工 作  任务"
    assert (
        one(p("甲", "<w:r><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:t>丁</w:t></w:r>")).text
        == "甲\t乙\n丙\n丁"
    )
    assert one(p("2018", "<w:r><w:noBreakHyphen/></w:r>", "08")).text == "2018-08"
    assert one(p("一") + p("") + p("二")).text == "一\n\n二"
    assert one(p("&lt;关于落实&gt;&amp;")).text == "<关于落实>&"
    assert one(p("甲", properties='<w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs>')).text == "甲"
    assert read("<w:p><w:r><w:br w:type='page'/></w:r>" + r("标题") + "</w:p>").paragraphs[0].text == "标题"


def test_symbols_become_the_letters_people_see() -> None:
    assert one(p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "是")).text == "☑是"
    assert one(p('<w:r><w:sym w:font="Wingdings 2" w:char="0052"/></w:r>')).text == "☑"
    assert one(p('<w:r><w:sym w:font="宋体" w:char="2460"/></w:r>')).text == "①"
    assert one(p('<w:r><w:sym w:font="X" w:char="D800"/></w:r>', "无")).text == "无"


def test_horizontal_merges_fill_every_place() -> None:
    rows = (
        read(tbl(tr(tc("章", properties='<w:gridSpan w:val="3"/>'), "末"), tr("1", "2", "3", "4")))
        .grids[0]
        .rows
    )
    assert [(c.text, c.column, c.column_span, c.covered) for c in rows[0]] == [
        ("章", 1, 3, False), ("章", 2, 3, True), ("章", 3, 3, True), ("末", 4, 1, False),
    ]  # fmt: skip


def test_vertical_merges_repeat_the_text_as_covered() -> None:
    merge, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = read(
        tbl(
            tr("1", tc("共同落实", properties=merge)),
            tr("2", tc("", properties=on)),
            tr("3", tc("", properties='<w:vMerge w:val="continue"/>')),
            tr("4", tc("另一", properties=merge)),
            tr("5", "独立"),
        )
    )
    column = [row[1] for row in found.grids[0].rows]
    assert [c.text for c in column] == ["共同落实", "共同落实", "共同落实", "另一", "独立"]
    assert [c.covered for c in column] == [False, True, True, False, False]
    assert [c.row_span for c in column] == [3, 3, 3, 1, 1]
    assert codes(found) == []


def test_a_block_merged_both_ways() -> None:
    both = '<w:gridSpan w:val="2"/>'
    found = read(
        tbl(
            tr(tc("块", properties=both + '<w:vMerge w:val="restart"/>'), "右"),
            tr(tc("", properties=both + "<w:vMerge/>"), "右下"),
        )
    )
    block = [c for row in found.grids[0].rows for c in row if c.text == "块"]
    assert len(block) == 4
    assert {(c.row_span, c.column_span) for c in block} == {(2, 2)}
    assert [c.covered for c in block] == [False, True, True, True]


def test_a_continued_merge_without_a_beginning_stands_alone() -> None:
    on = "<w:vMerge/>"
    found = read(tbl(tr("甲", tc("乙", properties=on)), tr("丙", tc("", properties=on))))
    assert texts(found) == [["甲", "乙"], ["丙", "乙"]]
    assert found.grids[0].rows[0][1].row_span == 2


def test_text_in_a_covered_place_is_kept_and_marked_hidden() -> None:
    found = read(
        tbl(tr(tc("上", properties='<w:vMerge w:val="restart"/>')), tr(tc("下", properties="<w:vMerge/>")))
    )
    below = found.grids[0].rows[1][0]
    assert (below.text, below.covered, below.row_span, below.marks) == ("下", True, 2, ("hidden",))
    assert codes(found) == ["hidden-text"]


def test_rows_that_begin_later() -> None:
    found = read(
        tbl(tr("1", "2", "3"), tr("b", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'))
    )
    assert [(c.text, c.column) for c in found.grids[0].rows[1]] == [("b", 2)]


# What other readers lose


def test_revisions_are_read_in_the_final_view() -> None:
    found = read(
        tbl(
            tr(
                tc(
                    p(
                        "已",
                        f"<w:ins w:id='1'>{r('公开')}</w:ins>",
                        "<w:del w:id='2'><w:r><w:delText>未</w:delText></w:r></w:del>",
                    )
                ),
                tc(
                    p(
                        f"<w:moveFrom w:id='3'>{r('旧处')}</w:moveFrom>",
                        f"<w:moveTo w:id='4'>{r('新处')}</w:moveTo>",
                    )
                ),
                "不变",
            )
        )
    )
    row = found.grids[0].rows[0]
    assert [c.text for c in row] == ["已公开", "新处", "不变"]
    assert [c.marks for c in row] == [("revised",), ("revised",), ()]
    assert codes(found) == ["revisions"]
    assert "含未接受修订" in found.warnings[0].message.zh
    assert not found.warnings[0].incomplete


def test_deleted_rows_and_paragraph_ends() -> None:
    gone = tr(tc("删去的行"), properties='<w:del w:id="1"/>')
    new = tr(tc("新行"), properties='<w:ins w:id="2"/>')
    found = read(tbl(tr("首行"), gone, new))
    assert texts(found) == [["首行"], ["新行"]]
    assert [c.row for row in found.grids[0].rows for c in row] == [1, 2]
    assert found.grids[0].rows[1][0].marks == ("revised",)
    joined = p("前半", properties='<w:rPr><w:del w:id="3"/></w:rPr>') + p("后半") + p("下一段")
    assert one(joined).text == "前半后半\n下一段"
    assert "not-read-whole" not in codes(found)


def test_former_formats_are_not_read() -> None:
    before = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    paragraph = p("文", properties=f"<w:pPrChange w:id='1'><w:pPr>{before}</w:pPr></w:pPrChange>")
    run = "<w:r><w:rPr><w:rPrChange w:id='2'><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>字</w:t></w:r>"
    cell = one(paragraph + p(run))
    assert (cell.text, cell.marks) == ("文\n字", ())


def test_content_controls_links_and_fields() -> None:
    sdt = f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt>"
    field = (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        + r("2018年")
        + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    simple = f"<w:fldSimple w:instr='PAGE'>{r('3')}</w:fldSimple>"
    link = f"<w:hyperlink w:anchor='x'>{r('链接')}</w:hyperlink>"
    tag = f"<w:smartTag>{r('智能')}</w:smartTag>"
    assert one(p(sdt, field, simple, link, tag)).text == "控件2018年3链接智能"
    row = f"<w:sdt><w:sdtContent>{tr('行')}</w:sdtContent></w:sdt>"
    cell = f"<w:tr><w:sdt><w:sdtContent>{tc('格')}</w:sdtContent></w:sdt></w:tr>"
    assert texts(read(f"<w:sdt><w:sdtContent>{tbl(row, cell)}</w:sdtContent></w:sdt>")) == [["行"], ["格"]]


def box(text: str) -> str:
    inside = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def test_text_boxes_are_read_once() -> None:
    cell = one(p("前", box("框内"), "后"))
    assert cell.text == "框内\n前后"
    assert cell.marks == ("nested",)
    assert one(p(box("只有框"))).text == "只有框"
    found = read(p(box("说明"), "正文"))
    assert [one.text for one in found.paragraphs] == ["说明", "正文"]
    old = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('旧框')}</w:txbxContent></v:textbox></w:pict></w:r>"
    assert one(p(old)).text == "旧框"


def test_a_table_in_a_text_box_is_a_grid() -> None:
    inside = f"<w:txbxContent>{tbl(tr('甲', '乙'))}{p('')}</w:txbxContent>"
    found = read(p(f"<w:r><w:pict><v:textbox>{inside}</v:textbox></w:pict></w:r>") + tbl(tr("丙")))
    assert [texts(found, 0), texts(found, 1)] == [[["甲", "乙"]], [["丙"]]]


def test_a_fallback_without_a_choice_is_read() -> None:
    alone = "<w:r><mc:AlternateContent><mc:Fallback><w:t>备</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    assert one(p(alone)).text == "备"


def test_nested_tables_are_text_of_the_cell() -> None:
    cell = one(p("前") + tbl(tr("a", "b"), tr("c", tc(p("d") + tbl(tr("深")) + p("")))) + p(""))
    assert cell.text == "前\na\tb\nc\td\n深"
    assert cell.marks == ("nested",)


def test_hidden_and_struck_text_is_read_and_marked() -> None:
    hidden = one(p("见", r("不见", "<w:vanish/>")))
    assert (hidden.text, hidden.marks) == ("见不见", ("hidden",))
    assert one(p(r("见", '<w:vanish w:val="0"/>'))).marks == ()
    assert one(p("见", properties="<w:rPr><w:vanish/></w:rPr>")).marks == ()
    assert one(p(r("划去", "<w:strike/>"))).marks == ("struck",)
    assert one(p(r("划去", "<w:dstrike/>") + r("留"))).text == "划去留"
    assert one(p(r("", "<w:vanish/>"), "见")).marks == ()
    rows = read(tbl(tr("见"), tr("藏", properties="<w:hidden/>"))).grids[0].rows
    assert [c.marks for row in rows for c in row] == [(), ("hidden",)]


def test_ruby_and_formulas() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('zhèng')}</w:rt><w:rubyBase>{r('政')}</w:rubyBase></w:ruby></w:r>"
    assert one(p(ruby, "务")).text == "政务"
    assert one(p("达", "<m:oMath><m:r><m:t>95%</m:t></m:r></m:oMath>")).text == "达95%"


def test_what_is_not_read_is_told() -> None:
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    found = read(tbl(tr("x", tc(p("文", note)))))
    assert codes(found) == ["footnotes-not-read"]
    assert found.warnings[0].incomplete
    assert (found.warnings[0].location.part, found.warnings[0].location.column) == ("表1", 2)
    assert not read(p("文", note)).warnings[0].incomplete

    picture = "<w:r><w:drawing><a:blip/></w:drawing></w:r>"
    found = read(tbl(tr(tc(p(picture)), tc(p("如图", picture)))) + p(picture))
    assert [(one.code, one.incomplete) for one in found.warnings] == [
        ("picture-only", True),
        ("pictures", False),
    ]
    assert "表1第1行第1列" in found.warnings[0].message.zh
    assert read(p("文") + "<w:altChunk/>").warnings[0].incomplete


# Numbers that Word shows


def level(at: int, kind: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbered(at: int = 0, num: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num}"/></w:numPr>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "japaneseCounting", "%1、", '<w:suff w:val="nothing"/>')
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%3.%4")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, "decimal", "%1")
    + level(1, "bullet", "\uf0b7")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def test_list_numbers_are_part_of_the_text() -> None:
    cells = [(0, "总"), (1, "分"), (2, "事"), (2, "事"), (3, "细"), (1, "分"), (2, "事"), (0, "总")]
    body = "".join(p(text, properties=numbered(at)) for at, text in cells)
    assert [one.text for one in read(body, numbering=NUMBERING).paragraphs] == [
        "一、总", "（一） 分", "1. 事", "2. 事", "2.1 细", "（二） 分", "1. 事", "二、总",
    ]  # fmt: skip


def test_a_column_of_automatic_numbers_alone() -> None:
    rows = [tr(tc(p("", properties=numbered(num=2))), f"任务{n}") for n in range(3)]
    found = read(tbl(*rows), numbering=NUMBERING)
    assert [row[0].text for row in found.grids[0].rows] == ["1", "2", "3"]
    assert codes(found) == []


def test_lists_that_start_anew_bullets_and_no_number() -> None:
    body = (
        p("a", properties=numbered(num=2))
        + p("b", properties=numbered(num=3))
        + p("c", properties=numbered(num=3))
    )
    body += p("d", properties=numbered(at=1, num=2)) + p("e", properties=numbered(num=0))
    assert [one.text for one in read(body, numbering=NUMBERING).paragraphs] == ["1 a", "5 b", "6 c", "d", "e"]


def test_numbers_that_come_from_a_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="c"/>'
    )
    body = "".join(p(one, properties=f'<w:pStyle w:val="{one}"/>') for one in "abcx")
    found = read(body, numbering=NUMBERING, styles=styles)
    assert [one.text for one in found.paragraphs] == ["1. a", "2. b", "c", "x"]
    off = p("a", properties='<w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert read(off, numbering=NUMBERING, styles=styles).paragraphs[0].text == "a"


def test_an_unknown_number_format_is_told() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "hebrew1", "%1.")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    found = read(p("a", properties=numbered()), numbering=numbering)
    assert found.paragraphs[0].text == "1. a"
    assert codes(found) == ["numbering-format"]


def test_numbering_without_its_part_shows_nothing() -> None:
    assert read(p("a", properties=numbered())).paragraphs[0].text == "a"


@pytest.mark.parametrize(
    ("number", "kind", "shown"),
    [
        (10, "chineseCounting", "十"), (21, "chineseCounting", "二十一"), (101, "chineseCountingThousand", "一百零一"),
        (110, "chineseCountingThousand", "一百一十"), (20, "ideographDigital", "二〇"), (3, "decimalZero", "03"),
        (2, "ideographTraditional", "乙"), (3, "decimalEnclosedCircleChinese", "③"), (4, "lowerRoman", "iv"),
        (28, "lowerLetter", "bb"), (12, "chineseLegalSimplified", "壹拾贰"), (7, "decimalFullWidth", "７"),
        (36, "decimalEnclosedCircle", "36"), (1, "none", ""), (5, "whatever", "5"),
    ],
)  # fmt: skip
def test_number_formats(number: int, kind: str, shown: str) -> None:
    assert in_format(number, kind) == shown


def test_chinese_numbers_against_an_oracle() -> None:
    import cn2an

    for number in [*range(1, 1200), 10_000, 10_010, 20_300, 100_001, 1_000_000, 120_000_000]:
        expected = re.sub("^一十", "十", cn2an.an2cn(number))
        assert chinese(number) == expected, number


# Limits and refusals


def test_too_many_columns_and_letters_are_named() -> None:
    found = read(tbl(tr(*["x"] * 70)))
    assert len(found.grids[0].rows[0]) == LIMITS.columns
    assert codes(found) == ["too-many-columns"] and found.warnings[0].incomplete
    found = read(tbl(tr(tc("x", properties='<w:gridSpan w:val="70"/>'))))
    assert len(found.grids[0].rows[0]) == LIMITS.columns
    found = read(tbl(tr("长" * (LIMITS.letters + 1), "短")))
    assert len(found.grids[0].rows[0][0].text) == LIMITS.letters
    assert codes(found) == ["cell-too-long"] and found.warnings[0].incomplete


def test_too_many_rows_are_named() -> None:
    found = read(tbl(tr("x") * (LIMITS.rows + 3)))
    assert len(found.grids[0].rows) == LIMITS.rows
    assert codes(found) == ["too-many-rows"] and found.warnings[0].incomplete


def test_broken_xml_and_a_foreign_root_are_refused() -> None:
    for bad in ("<w:p>", "&nbsp;", "<w:p w:x=1/>"):
        with pytest.raises(ReadError) as caught:
            read(bad)
        assert caught.value.code == "damaged"
    alien = package("", **{"word/document.xml": "<root/>"})
    with pytest.raises(ReadError):
        pages(alien, ReadOptions())


def test_a_document_under_another_name_is_found() -> None:
    parts = {
        "_rels/.rels": rels(("officeDocument", "/word/document2.xml")),
        "word/document2.xml": f'<d:document xmlns:d="{W}"><d:body><d:p><d:r><d:t>第二</d:t></d:r></d:p></d:body></d:document>',
    }
    assert pages(package(p("第一"), **parts), ReadOptions()).paragraphs[0].text == "第二"


def test_a_document_without_its_part_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("[Content_Types].xml", TYPES)
    with pytest.raises(ReadError) as caught:
        pages(Source("缺.docx", out.getvalue()), ReadOptions())
    assert caught.value.code == "missing-part"
    assert "另存为 .docx" in caught.value.sentence()


def test_strict_documents_and_other_prefixes() -> None:
    body = tbl(tr(tc("章", properties='<w:gridSpan w:val="2"/>')), tr("甲", tc(p(r("乙", "<w:vanish/>")))))
    found = read(body, uri=STRICT)
    assert texts(found) == [["章", "章"], ["甲", "乙"]]
    assert found.grids[0].rows[1][1].marks == ("hidden",)
    single = package("").data.replace(b"x", b"x")
    assert single
    quoted = package(
        p("甲"),
        **{
            "word/document.xml": f"<x:document xmlns:x='{W}'><x:body><x:p><x:r><x:t>单引号</x:t></x:r></x:p></x:body></x:document>"
        },
    )
    assert pages(quoted, ReadOptions()).paragraphs[0].text == "单引号"


def test_deep_nesting_is_refused_not_suffered() -> None:
    for name in ("w:x", "w:del", "w:tbl"):
        deep = f"<{name}>" * 200_000
        with pytest.raises(ReadError) as caught:
            read(deep + " " * (1 << 20))
        assert caught.value.code == "too-large"


def test_the_reader_accepts_by_content() -> None:
    reader = DocxReader()
    good = package(p("文"))
    assert reader.accepts(good)
    assert reader.accepts(Source("表.xlsx", good.data))
    assert not reader.accepts(Source("表.docx", b"plain"))
    assert not reader.accepts(Source("表.docx", b""))
    assert reader.accepts(Source("表.docx", good.data[:400]))
    assert not reader.accepts(Source("表.zip", good.data[:400]))


def test_a_document_becomes_a_submission() -> None:
    head = tr("工作任务", "工作要求", "责任单位", "落实情况")
    source = package(tbl(head, tr("1.公开年报", "每年公开", "办公室", "已公开年报1份。")) + p(""))
    found = DocxReader().read(source, ReadOptions())
    assert (found.reader, len(found.tasks), found.tasks[0].report) == ("docx", 1, "已公开年报1份。")


# Conservation, and python-docx as the oracle

LETTERS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


def everything() -> str:
    merge = '<w:vMerge w:val="restart"/>'
    rows = [
        tr(tc("表头甲", properties='<w:gridSpan w:val="2"/>'), "表头乙"),
        tr("1", tc(p("插", f"<w:ins w:id='1'>{r('入')}</w:ins>"), p("二段")), tc("并", properties=merge)),
        tr("2", tc(p(box("框"), "字")), tc("", properties="<w:vMerge/>")),
        tr("3", tc(p("外") + tbl(tr("内", "套")) + p("")), tc("藏在并格", properties="<w:vMerge/>")),
        tr("4", tc(p(r("隐", "<w:vanish/>"), r("划", "<w:strike/>"))), "末", properties="<w:hidden/>"),
        tr("5", f"<w:sdt><w:sdtContent>{tc('控件格')}</w:sdtContent></w:sdt>", "文"),
    ]
    deleted = "<w:del w:id='9'><w:r><w:delText>删</w:delText></w:r></w:del>"
    return (
        p("题", deleted, properties=numbered()) + p("前", properties='<w:rPr><w:del w:id="3"/></w:rPr>') + p("后")
        + tbl(*rows) + p(box("尾框"), f"<w:hyperlink>{r('链')}</w:hyperlink>")
    )  # fmt: skip


def delivered(found: Pages) -> str:
    seen = [c.text for g in found.grids for row in g.rows for c in row if not c.covered]
    seen += [c.text for g in found.grids for row in g.rows for c in row if c.covered and c.text == "藏在并格"]
    return "".join(
        sorted("".join([*seen, *(one.text for one in found.paragraphs)]).replace("\n", "").replace("\t", ""))
    )


def test_one_file_with_everything_keeps_every_letter() -> None:
    body = everything()
    plain = re.sub("<mc:Fallback>.*?</mc:Fallback>", "", body)
    expected = "".join(LETTERS.findall(plain))
    found = read(body, numbering=NUMBERING)
    assert delivered(found) == "".join(sorted(expected + "一、"))
    assert codes(found) == ["revisions", "hidden-text"]


def test_a_lost_letter_is_noticed() -> None:
    """Text where no reader looks: a cell outside any row never becomes part of the grid."""
    found = read("<w:tbl>" + tc("丢失") + "</w:tbl>" + p("文"))
    assert codes(found) == ["not-read-whole"]
    assert found.warnings[0].incomplete


CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co"], exclude_characters="\ufffe\uffff")
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6), st.data())
def test_plain_tables_equal_python_docx(rows: list[list[str]], data: st.DataObject) -> None:
    document = docx.Document()
    document.add_paragraph("标题")
    table = document.add_table(len(rows), 3)
    for row, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    if data.draw(st.booleans()):
        last = len(rows) - 1
        top = data.draw(st.integers(0, last))
        left = data.draw(st.integers(0, 2))
        table.cell(top, left).merge(
            table.cell(data.draw(st.integers(top, last)), data.draw(st.integers(left, 2)))
        )
    document.add_paragraph("结尾")
    out = io.BytesIO()
    document.save(out)
    found = pages(Source("a.docx", out.getvalue()), ReadOptions())
    again = docx.Document(io.BytesIO(out.getvalue()))
    assert texts(found) == [[cell.text for cell in row.cells] for row in again.tables[0].rows]
    assert [(one.text, one.before) for one in found.paragraphs] == [("标题", 0), ("结尾", 1)]
    assert codes(found) == []


def test_what_python_docx_writes_with_list_styles() -> None:
    document = docx.Document()
    for text in ("甲", "乙"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("丙", style="List Bullet")
    document.element.body.insert(0, parse_xml(f'<w:p xmlns:w="{W}"><w:r><w:t>首</w:t></w:r></w:p>'))
    out = io.BytesIO()
    document.save(out)
    found = pages(Source("a.docx", out.getvalue()), ReadOptions())
    assert [one.text for one in found.paragraphs] == ["首", "1. 甲", "2. 乙", "丙"]


REAL = Path(__file__).parents[3].parent / "shared" / "data" / "xiamen-2018"


@pytest.mark.skipif(not REAL.is_dir(), reason="the real table is not beside the project")
def test_the_real_table_equals_python_docx() -> None:
    data = (REAL / "table.docx").read_bytes()
    found = pages(Source("table.docx", data), ReadOptions())
    oracle = docx.Document(io.BytesIO(data))
    assert texts(found) == [[cell.text for cell in row.cells] for row in oracle.tables[0].rows]
    assert [one.text for one in found.paragraphs] == [one.text for one in oracle.paragraphs if one.text]
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("field", "fetches"),
    [
        ("<w:r><w:instrText> DDEAUTO c:\\\\a\\\\b </w:instrText></w:r>", True),
        ("<w:r><w:instrText>includetext http://127.0.0.1:9/a</w:instrText></w:r>", True),
        ('<w:fldSimple w:instr="LINK Excel.Sheet.12 a.xlsx"><w:r><w:t>5</w:t></w:r></w:fldSimple>', True),
        ("<w:r><w:instrText> PAGE </w:instrText></w:r>", False),
        ('<w:r><w:instrText>HYPERLINK "http://127.0.0.1:9/"</w:instrText></w:r>', False),
        ('<w:fldSimple w:instr=""/>', False),
    ],
)
def test_fields_that_fetch_are_said(field: str, fetches: bool) -> None:
    found = read(f"<w:p>{field}<w:r><w:t>后</w:t></w:r></w:p>")
    assert [one.code for one in found.warnings] == (["external-links"] if fetches else [])
    assert found.paragraphs[0].text.endswith("后") and "DDE" not in found.paragraphs[0].text
