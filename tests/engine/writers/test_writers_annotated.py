"""Annotated copies: every comment on its words, every letter of the body untouched, a second run the same file."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import gkcheck
from gkcheck.errors import UsageError
from gkcheck.result import Result
from gkcheck.writers.annotated import annotated
from gkcheck.writers.annotated.aligning import stretch_of
from gkcheck.writers.annotated.docx_marks import mark_words
from gkcheck.writers.annotated.docx_places import Tables, text_of, w

HEADER = ("序号", "工作任务", "工作要求", "责任单位", "落实情况")
VAGUE = "高度重视来信办理工作，加强领导，取得明显成效。"
ROWS = (
    ("1", "修订办事指南", "6月底前修订办事指南并公开。", "政务科", ""),
    ("2", "来信办理", "对群众来信在2个工作日内转办，办结率达到100%。", "信访科", VAGUE),
    (
        "3",
        "宣传培训",
        "组织培训不少于4次，每季度报送总结。",
        "宣传科",
        "今年组织培训2次，约300人参加。\n其他工作按要求开展。",
    ),
)
BLANKS = str.maketrans("", "", "\n\t")
REAL = Path(__file__).parents[3].parent / "shared" / "data" / "xiamen-2018"


def made(folder: Path, rows: tuple[tuple[str, ...], ...] = ROWS, name: str = "表.docx") -> Path:
    document = docx.Document()
    document.add_paragraph("示例县2018年重点任务落实情况表")
    table = document.add_table(rows=0, cols=len(HEADER))
    for row in (HEADER, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("")
    target = folder / name
    document.save(str(target))
    return target


def copy(path: Path, folder: Path, name: str = "批注.docx") -> tuple[Result, Path, tuple[str, ...]]:
    result = gkcheck.check(path)
    done = annotated(result, "zh")
    target = folder / name
    target.write_bytes(done.data)
    return result, target, tuple(one.zh for one in done.remarks)


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def letters(data: bytes) -> list[str]:
    root = etree.fromstring(part(data, "word/document.xml"))
    return ["".join(t.text or "" for t in p.iter(w("t"))) for p in root.iter(w("p"))]


def ranges(data: bytes) -> dict[str, str]:
    """The words inside the marks of each comment, by id."""
    root = etree.fromstring(part(data, "word/document.xml"))
    open_: dict[str, list[str]] = {}
    done: dict[str, str] = {}
    for element in root.iter():
        if element.tag == w("commentRangeStart"):
            open_[element.get(w("id"))] = []
        elif element.tag == w("commentRangeEnd"):
            done[element.get(w("id"))] = "".join(open_.pop(element.get(w("id"))))
        elif element.tag == w("t"):
            for words in open_.values():
                words.append(element.text or "")
    assert not open_
    return done


def comments(data: bytes) -> dict[str, str]:
    return {str(one.comment_id): one.text for one in docx.Document(io.BytesIO(data)).comments}


def assert_on_their_words(result: Result, data: bytes) -> int:
    """Every comment stands on words of its finding's report, or at the beginning of the cell. Gives how many on words."""
    told, marked = comments(data), ranges(data)
    assert set(told) == set(marked)
    exact = 0
    for id_, text in told.items():
        found = re.search(r"\((gk:[0-9a-f]{12})\)$", text)
        if found is None:
            assert text.endswith(("(gk:more)", "(gk:summary)"))
            continue
        own = [one for one in result.findings if one.fingerprint == found[1]]
        words = [span.text.translate(BLANKS) for one in own for span in one.spans if span.key == one.key]
        if marked[id_] in words:
            exact += 1
        else:
            reports = [task.report for table in result.submissions for task in table.tasks]
            first = marked[id_].strip()
            assert any(report.translate(BLANKS).startswith(first) for report in reports), text
            assert not any(
                span.text.strip()
                for one in own
                for span in one.spans
                if span.field == "report" and span.key == one.key
            ), text
    return exact


def test_every_finding_has_a_comment_on_its_words(tmp_path):
    source = made(tmp_path)
    before = source.read_bytes()
    result, target, remarks = copy(source, tmp_path)
    data = target.read_bytes()
    assert source.read_bytes() == before and remarks == ()
    assert assert_on_their_words(result, data) >= 2
    told = "\n".join(comments(data).values())
    assert all(one.fingerprint in told or one.key is None for one in result.findings) or "(gk:more)" in told
    assert {one.author for one in docx.Document(str(target)).comments} == {"gkcheck"}
    assert {one.initials for one in docx.Document(str(target)).comments} == {"GK"}
    summary = next(id_ for id_, text in comments(data).items() if text.endswith("(gk:summary)"))
    assert ranges(data)[summary] == "示例县2018年重点任务落实情况表"


def test_the_text_of_the_body_is_untouched_and_read_the_same(tmp_path):
    result, target, _ = copy(made(tmp_path), tmp_path)
    assert letters((tmp_path / "表.docx").read_bytes()) == letters(target.read_bytes())
    again = gkcheck.check(target)
    for one, other in zip(result.submissions[0].tasks, again.submissions[0].tasks, strict=True):
        assert (one.title, one.requirement, one.units_text, one.report) == (
            other.title, other.requirement, other.units_text, other.report,
        )  # fmt: skip


def test_a_second_run_gives_the_same_file(tmp_path):
    _, target, _ = copy(made(tmp_path), tmp_path)
    _, again, _ = copy(target, tmp_path, "再次.docx")
    assert again.read_bytes() == target.read_bytes()


def test_when_the_findings_change_only_our_comments_do(tmp_path):
    _, target, _ = copy(made(tmp_path), tmp_path)
    document = docx.Document(str(target))
    cell = document.tables[0].cell(2, 4)
    document.add_comment(
        cell.paragraphs[0].runs[0], "请李科长看一下 (gk:玩笑)", author="王科长", initials="W"
    )
    for run in cell.paragraphs[0].runs:
        run.text = ""
    cell.paragraphs[0].runs[0].text = "全年收到群众来信40件，均在2个工作日内转办，办结40件，办结率100%。"
    changed = tmp_path / "改后.docx"
    document.save(str(changed))
    _, new, _ = copy(changed, tmp_path, "新批注.docx")
    told = comments(new.read_bytes())
    assert sum("请李科长看一下" in text for text in told.values()) == 1
    assert not any(VAGUE[:6] in text for text in told.values())
    assert set(told) == set(ranges(new.read_bytes()))


def test_an_empty_cell_gets_an_empty_run_and_stays_empty(tmp_path):
    result, target, _ = copy(made(tmp_path), tmp_path)
    assert any(one.rule == "GK101" for one in result.findings)
    assert docx.Document(str(target)).tables[0].cell(1, 4).text == ""
    id_ = next(id_ for id_, text in comments(target.read_bytes()).items() if text.startswith("[GK101"))
    assert ranges(target.read_bytes())[id_] == ""


def test_at_most_three_in_a_cell_and_one_that_counts_the_rest(tmp_path):
    report = "高度重视，今年约处理大概300件，文件为×政办〔2018〕号，电话及时答复，成效显著，XX完成。"
    asked = "1月底前制定方案；每月公开1次；对投诉在2个工作日内答复；培训不少于4次；办结率100%；严禁迟报。"
    rows = (("1", "综合任务", asked, "办公室", report), *ROWS[1:])
    result, target, _ = copy(made(tmp_path, rows), tmp_path)
    own = [one for one in result.findings if one.task == "1"]
    assert len(own) > 3
    document = docx.Document(str(target))
    cell = document.tables[0].cell(1, 4)._tc
    assert len(list(cell.iter(w("commentReference")))) == 4
    rest = next(text for text in comments(target.read_bytes()).values() if text.endswith("(gk:more)"))
    assert f"另有 {len(own) - 3} 条，见报告" in rest


def test_copies_have_a_comment_in_each_cell_naming_the_others(tmp_path):
    same = (
        "我局于3月12日召开专题会议，研究部署窗口服务提升工作，组织业务骨干赴邻市学习交流，形成调研报告2篇，"
        "梳理问题17条，逐条明确责任人和完成时间，并将整改情况纳入季度考评。"
    )
    asked = (
        ("窗口服务", "改进窗口服务。"),
        ("干部培训", "组织培训不少于4次。"),
        ("网站建设", "网站每日更新。"),
    )
    rows = tuple((str(n), *one, f"{n}科", same) for n, one in enumerate(asked, start=1))
    result, target, _ = copy(made(tmp_path, rows), tmp_path)
    copies = [one for one in result.findings if one.rule == "GK401"]
    assert len(copies) >= 2
    told = [text for text in comments(target.read_bytes()).values() if text.startswith("[GK401")]
    assert len(told) == len(copies) and all("相关：第 " in text for text in told)


def test_waived_findings_stand_in_the_summary_with_their_reason(tmp_path):
    from gkcheck.waivers import Waiver, WaiverFile

    source = made(tmp_path)
    first = next(one for one in gkcheck.check(source).findings if one.task == "2")
    file = WaiverFile("w", (Waiver(finding=first.fingerprint, reason="已核对台账", approved_by="张某"),))
    data = annotated(gkcheck.check(source, waivers=file), "zh").data
    told = comments(data)
    summary = next(text for text in told.values() if text.endswith("(gk:summary)"))
    assert "已豁免" in summary and "已核对台账" in summary and "张某" in summary
    assert not any(f"({first.fingerprint})" in text for text in told.values())


def test_revisions_links_and_merged_cells(tmp_path):
    """Words that stand in tracked insertions, across runs, in content controls and in a cell merged downwards."""
    source = made(tmp_path)
    document = docx.Document(str(source))
    table = document.tables[0]
    paragraph = table.cell(2, 4).paragraphs[0]._p
    for run in list(paragraph.iter(w("r"))):
        run.getparent().remove(run)
    xml = f"""<w:p {nsdecls("w")}><w:r><w:t>高度重视</w:t></w:r>
      <w:del w:id="7" w:author="x"><w:r><w:delText>删去的话</w:delText></w:r></w:del>
      <w:ins w:id="8" w:author="x"><w:r><w:t>来信办理</w:t></w:r></w:ins>
      <w:sdt><w:sdtPr/><w:sdtContent><w:r><w:rPr><w:b/></w:rPr><w:t>工作，加强</w:t></w:r></w:sdtContent></w:sdt>
      <w:hyperlink><w:r><w:t>领导，</w:t><w:tab/><w:t>取得明显成效。</w:t></w:r></w:hyperlink></w:p>"""
    for child in list(parse_xml(xml)):
        paragraph.append(child)
    first, second = table.cell(2, 3), table.cell(3, 3)
    first.merge(second)
    document.save(str(source))
    result, target, _ = copy(source, tmp_path)
    assert "高度重视来信办理工作，加强领导，" in result.submissions[0].tasks[1].report
    assert_on_their_words(result, target.read_bytes())
    root = etree.fromstring(part(target.read_bytes(), "word/document.xml"))
    assert [one.text for one in root.iter(w("delText"))] == ["删去的话"]
    assert len(list(root.iter(w("ins")))) == 1 and len(list(root.iter(w("hyperlink")))) == 1
    assert letters(source.read_bytes()) == letters(target.read_bytes())
    _, again, _ = copy(target, tmp_path, "再次.docx")
    assert again.read_bytes() == target.read_bytes()


def test_boxes_formulas_and_nested_tables(tmp_path):
    """No comment inside a text box or a formula, where Word allows none; the text stays, a second run adds nothing."""
    source = made(tmp_path)
    document = docx.Document(str(source))
    cell = document.tables[0].cell(2, 4)
    box = f"""<w:p {nsdecls("w")} xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"
      xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r>
      <w:t>高度重视来信办理</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>
      <m:oMath><m:r><m:t>取得明显成效</m:t></m:r></m:oMath></w:p>"""
    cell._tc.append(parse_xml(box))
    nested = cell.add_table(rows=1, cols=2)
    nested.cell(0, 0).text, nested.cell(0, 1).text = "加强组织领导", "大概三百件左右"
    cell.add_paragraph("")
    document.save(str(source))
    result, target, _ = copy(source, tmp_path)
    data = target.read_bytes()
    root = etree.fromstring(part(data, "word/document.xml"))
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for mark in root.iter(w(name)):
            above = [str(one.tag) for one in mark.iterancestors()]
            assert w("txbxContent") not in above and not any("oMath" in one for one in above)
    assert set(comments(data)) == set(ranges(data))
    again = gkcheck.check(target)
    assert again.submissions[0].tasks[1].report == result.submissions[0].tasks[1].report
    assert letters(source.read_bytes()) == letters(data)
    _, second, _ = copy(target, tmp_path, "再次.docx")
    assert second.read_bytes() == data


def test_numbers_that_word_counts_do_not_shift_the_words(tmp_path):
    cell = "一是完成培训2次。\n二是约300人参加。"
    assert stretch_of("完成培训2次。\n约300人参加。", cell, 12, 17) == (8, 13)
    assert stretch_of("abc", "", 0, 0) is None
    assert stretch_of("电话13800138000，约3人", "电话138****8000，约3人", 14, 17) == (14, 17)
    assert stretch_of("约3人，约3人", "第三条", 0, 3) is None


def run(*texts: str) -> str:
    return "".join(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' for text in texts)


pieces = st.lists(st.text(alphabet="甲乙丙 1", min_size=1, max_size=5), min_size=1, max_size=5)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(pieces, min_size=1, max_size=3), st.data())
def test_marks_stand_around_exactly_the_words_wherever_runs_end(paragraphs, data):
    body = "".join(f"<w:p>{run(*texts)}</w:p>" for texts in paragraphs)
    cell = parse_xml(f"<w:tc {nsdecls('w')}>{body}</w:tc>")
    whole = text_of(cell)
    assert whole.text == "\n".join("".join(texts) for texts in paragraphs)
    for id_ in range(3):
        start = data.draw(st.integers(0, len(whole.text) - 1))
        end = data.draw(st.integers(start + 1, len(whole.text)))
        now = text_of(cell)
        assert now.text == whole.text
        words = whole.text[start:end]
        if not words.translate(BLANKS):
            continue
        assert mark_words(now, start, end, id_)
        inside, found = False, []
        for element in cell.iter():
            if element.tag == w("commentRangeStart") and element.get(w("id")) == str(id_):
                inside = True
            elif element.tag == w("commentRangeEnd") and element.get(w("id")) == str(id_):
                inside = False
            elif inside and element.tag == w("t"):
                found.append(element.text)
        assert "".join(found) == words.translate(BLANKS)


def test_cells_are_found_where_rows_are_deleted_and_columns_skipped():
    body = parse_xml(
        f"<w:body {nsdecls('w')}><w:tbl>"
        "<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc><w:p><w:r><w:t>没了</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>"
        "<w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr><w:p><w:r><w:t>上</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:sdt><w:sdtContent><w:tr><w:tc><w:p/></w:tc>"
        "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:sdtContent></w:sdt>"
        "</w:tbl></w:body>"
    )
    tables = Tables(body)
    assert text_of(tables.cell("表1", 1, 2)).text == "上"
    assert tables.cell("表1", 2, 2) is tables.cell("表1", 1, 2)
    assert (
        tables.cell("表1", 3, 1) is None
        and tables.cell("表2", 1, 1) is None
        and tables.cell("x", 1, 1) is None
    )


def workbook(folder: Path, name: str = "表.xlsx") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "任务"
    sheet["A1"] = "示例县2018年重点任务落实情况表"
    sheet.merge_cells("A1:E1")
    for row in (HEADER, *ROWS):
        sheet.append(row)
    from openpyxl.comments import Comment

    sheet["E4"].comment = Comment("领导批示：请核", "王科长")
    book.save(folder / name)
    return folder / name


def notes(data: bytes) -> dict[str, str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        cell.coordinate: cell.comment.text for row in book["任务"].iter_rows() for cell in row if cell.comment
    }


def test_a_workbook_gets_notes_and_keeps_those_of_others(tmp_path):
    source = workbook(tmp_path)
    result, target, remarks = copy(source, tmp_path, "批注.xlsx")
    told = notes(target.read_bytes())
    assert remarks == () and "核对小结" in told["A1"]
    assert told["E4"].startswith("领导批示：请核\n—— gkcheck ——\n[GK")
    assert told["E3"].startswith("—— gkcheck ——\n[GK101")
    before, after = openpyxl.load_workbook(source), openpyxl.load_workbook(target)
    cells = [[[c.value for c in row] for row in book["任务"].iter_rows()] for book in (before, after)]
    assert cells[0] == cells[1]
    _, again, _ = copy(target, tmp_path, "再次.xlsx")
    assert notes(again.read_bytes()) == told
    assert {one.fingerprint for one in gkcheck.check(target).findings} == {
        one.fingerprint for one in result.findings
    }


def test_a_workbook_that_rewriting_would_hurt_gets_a_ledger_and_says_why(tmp_path):
    source = workbook(tmp_path)
    book = openpyxl.load_workbook(source)
    book["任务"]["G1"] = "=1+1"
    book.save(source)
    _, target, remarks = copy(source, tmp_path, "批注.xlsx")
    assert "公式" in remarks[0] and "问题清单" in remarks[0]
    assert "问题清单" in openpyxl.load_workbook(target).sheetnames
    from openpyxl.chart import BarChart

    book = openpyxl.load_workbook(workbook(tmp_path, "图.xlsx"))
    book["任务"].add_chart(BarChart(), "H3")
    book.save(tmp_path / "图.xlsx")
    _, _, remarks = copy(tmp_path / "图.xlsx", tmp_path, "批注2.xlsx")
    assert "图表" in remarks[0]


def test_what_cannot_carry_comments_is_refused_or_made_anew(tmp_path):
    table = tmp_path / "表.csv"
    table.write_text(
        "\n".join(",".join(f'"{one}"' for one in row) for row in (HEADER, *ROWS)), encoding="utf-8"
    )
    with pytest.raises(UsageError, match="csv 文件不能加批注"):
        annotated(gkcheck.check(table), "zh")
    with pytest.raises(UsageError, match="2 个"):
        annotated(gkcheck.check([made(tmp_path), made(tmp_path, name="另.docx")]), "zh")
    result = gkcheck.check(made(tmp_path).read_bytes(), name="没有这个文件.docx")
    with pytest.raises(UsageError, match="读不了"):
        annotated(result, "zh")
    result = gkcheck.check(made(tmp_path))
    made(tmp_path, ROWS[1:])
    with pytest.raises(UsageError, match="改动过"):
        annotated(result, "zh")
    with pytest.raises(UsageError, match=r"\.docx"):
        (
            gkcheck.check(made(tmp_path)).write(tmp_path / "x.csv"),
            gkcheck.check(workbook(tmp_path)).write(tmp_path / "批注.docx"),
        )


def test_a_document_with_macros_is_made_anew_from_its_text(tmp_path):
    plain = made(tmp_path).read_bytes()
    source = tmp_path / "表.docm"
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(source, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "[Content_Types].xml":
                data = data.replace(
                    b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    b"vnd.ms-word.document.macroEnabled.main+xml",
                )
            new.writestr(info, data)
    result, target, remarks = copy(source, tmp_path)
    assert "不是原件" in remarks[0]
    assert assert_on_their_words(result, target.read_bytes()) >= 2
    again = gkcheck.read(target)
    assert [task.report for task in again.tasks] == [task.report for task in result.submissions[0].tasks]


@pytest.mark.skipif(not (REAL / "table.docx").exists(), reason="the real table is not here")
def test_the_real_table(tmp_path):
    result, target, remarks = copy(REAL / "table.docx", tmp_path)
    data = target.read_bytes()
    assert remarks == ()
    assert assert_on_their_words(result, data) > 60
    assert letters((REAL / "table.docx").read_bytes()) == letters(data)
    _, again, _ = copy(target, tmp_path, "再次.docx")
    assert again.read_bytes() == data
