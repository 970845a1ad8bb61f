"""The .pdf reader against hand-made pages: lines joined, rows over page breaks, and what is refused aloud."""

from __future__ import annotations

import io
import zlib
from contextlib import redirect_stdout

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_grids import codes
from made_pdf import Sheet, pdf

from gkcheck.errors import ReadError
from gkcheck.limits import Limits
from gkcheck.model import Submission
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers import pdf_pages, read_source
from gkcheck.readers.pdf_text import Letter, TextLine, in_cell, joined, lines_of

pytest.importorskip("pdfplumber")

EDGES = (20, 60, 140, 300, 380, 534)
HEADER = ("序号", "工作任务", "工作要求", "责任单位", "落实情况")
FIRST = ("1", "公开预算", "3月底前公开部门预算。", "财务处", "3月20日已公开部门预算。")
SECOND = ("2", "答复来信", "来信在5个工作日内答复。", "办公室", "收到来信12件，均在3个工作日内\n答复。")


def sheet(*rows: tuple[str, ...], title: str = "", foot: str = "", edges: tuple[float, ...] = EDGES) -> Sheet:
    one = Sheet()
    if title:
        one.write(200, 20, title)
    one.table(50, edges, rows)
    if foot:
        one.write(290, 380, foot)
    return one


def read(data: bytes, **limits: object) -> Submission:
    return read_source(Source("t.pdf", data), ReadOptions(limits=Limits.model_validate(limits)))


def refused(data: bytes, **limits: object) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(data, **limits)
    return caught.value


def rows(got: Submission) -> list[tuple[str, str, str, str]]:
    return [(task.id, task.title, task.requirement, task.report) for task in got.tasks]


WANTED = [
    ("1", "公开预算", "3月底前公开部门预算。", "3月20日已公开部门预算。"),
    ("2", "答复来信", "来信在5个工作日内答复。", "收到来信12件，均在3个工作日内答复。"),
]


def test_one_page() -> None:
    got = read(
        pdf(
            sheet(
                HEADER, ("一、公开解读",), FIRST, SECOND, title="2024年政务公开工作任务分解表", foot="- 1 -"
            )
        )
    )
    assert (got.reader, got.title, got.year) == ("pdf/pdfplumber", "2024年政务公开工作任务分解表", 2024)
    assert [task.section for task in got.tasks] == [("一、公开解读",)] * 2
    assert rows(got) == WANTED
    assert [(one.code, one.incomplete) for one in got.warnings] == [("pdf", False)]
    assert got.tasks[1].location.page == 1


THIRD = ("3", "网站", "每月更新。", "信息中心", "更新12次。")


def test_a_row_cut_by_a_page_break_is_joined_and_the_header_again_dropped() -> None:
    above, below = (*SECOND[:4], "收到来信12件，均在3个工作日内"), ("", "", "", "", "答复。")
    got = read(
        pdf(sheet(HEADER, FIRST, above, foot="第1页 共2页"), sheet(HEADER, below, THIRD, foot="第2页 共2页"))
    )
    assert rows(got) == [*WANTED, ("3", "网站", "每月更新。", "更新12次。")]
    assert "第 2 页" in got.warnings[0].message.zh
    assert got.tasks[2].location.page == 2


def test_several_cells_of_a_row_may_go_on() -> None:
    above = ("2", "答复来信", "来信、来电、来访和留言一律应", "办公室", "收到来信12件，均在3个工作日内")
    below = ("", "", "在5个工作日内答复。", "", "答复。")
    got = read(pdf(sheet(HEADER, FIRST, above), sheet(below, THIRD)))
    assert rows(got)[1] == ("2", "答复来信", "来信、来电、来访和留言一律应在5个工作日内答复。", WANTED[1][3])
    assert len(got.tasks) == 3


def test_a_cut_through_every_cell_shows_by_the_number_that_is_missing() -> None:
    edges = (20, 130, 290, 380, 580)
    more = [(f"{at}.任务{at}", "要求。", "处室", "已办结。") for at in range(1, 5)]
    first = sheet(
        HEADER[1:],
        *more,
        ("5.推进政务服务事项标", "全面公开办事指南，做到要", "办公室", "已公开"),
        edges=edges,
    )
    second = sheet(
        ("准化", "素齐全。", "", "12项。"), ("6.网站", "每月更新。", "中心", "更新12次。"), edges=edges
    )
    got = read(pdf(first, second))
    assert [(task.id, task.title, task.units, task.report) for task in got.tasks][-2:] == [
        ("5", "推进政务服务事项标准化", ("办公室",), "已公开\n12项。"), ("6", "网站", ("中心",), "更新12次。"),
    ]  # fmt: skip


def test_a_new_row_and_a_heading_at_the_top_of_a_page_stay_apart() -> None:
    got = read(pdf(sheet(HEADER, FIRST), sheet(("二、政务服务",), SECOND)))
    assert rows(got) == WANTED
    assert [task.section for task in got.tasks] == [(), ("二、政务服务",)]
    assert codes(got) == ["pdf"]


def test_a_doubt_is_said_and_not_read_whole() -> None:
    edges = (20, 130, 290, 380, 580)
    one = sheet(HEADER[1:], ("预算", "公开。", "处室", "已经按照规定的时间和范围把部门预算在门"), edges=edges)
    got = read(pdf(one, sheet(("来信", "答复。", "处室", "全部答复。"), edges=edges)))
    assert [(w.code, w.incomplete) for w in got.warnings] == [("pdf", False), ("page-break-unclear", True)]


def test_running_heads_are_read_once_and_another_table_is_not_joined() -> None:
    def page(*lines: tuple[str, ...]) -> Sheet:
        one = sheet(*lines)
        one.write(200, 5, "青湖区政务公开报送材料")
        return one

    other = Sheet()
    other.write(200, 5, "青湖区政务公开报送材料")
    other.write(20, 60, "附：联系方式")
    other.table(80, (20, 100, 200), [("姓名", "电话"), ("甲", "无")])
    got = read(pdf(page(HEADER, FIRST), page(SECOND), other))
    assert rows(got) == WANTED


def test_what_is_refused() -> None:
    assert refused(pdf(Sheet())).code == "scanned"
    assert "扫描件" in refused(pdf(Sheet())).text.zh
    garbled = refused(pdf(sheet(HEADER, FIRST), known=False))
    assert garbled.code == "garbled"
    locked = refused(pdf(sheet(HEADER, FIRST), encrypted=True))
    assert (locked.code, "加密" in locked.text.zh) == ("encrypted", True)
    assert refused(b"%PDF-1.4\nnothing").code == "damaged"
    assert refused(pdf(sheet(HEADER, FIRST)), seconds=0.01).code == "too-slow"


def test_a_stream_that_unpacks_without_end_does_not_fill_the_memory() -> None:
    pytest.importorskip("resource")
    bomb = zlib.compress(b"0 0 m " * (40 << 20), 1)
    assert refused(pdf(bomb), unpacked="32MiB").code == "too-large"


def test_pages_of_pictures_and_tables_without_lines_are_said() -> None:
    picture = Sheet()
    picture.raw("q 100 0 0 100 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x20 EI Q")
    got = read(pdf(sheet(HEADER, FIRST, SECOND), picture))
    assert [w.code for w in got.warnings if w.incomplete] == ["pages-without-text"]
    loose = Sheet()
    for at, line in enumerate(
        ("工作任务分解表", "1.公开预算", "工作要求：3月底前公开。", "落实情况：已公开。")
    ):
        loose.write(30, 40 + 20 * at, line)
    try:
        got = read(pdf(loose))
    except ReadError as error:
        assert error.code == "no-header"
    else:
        assert "no-ruled-table" in codes(got)


def test_without_the_extra_the_sentence_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        pdf_pages, "_START", pdf_pages._START.replace("from", "sys.modules['pdfplumber'] = None; from", 1)
    )
    error = refused(pdf(sheet(HEADER, FIRST)))
    assert error.code == "extra-missing"
    assert 'pip install "gkcheck[pdf]"' in error.text.zh
    assert 'pip install "gkcheck[pdf]"' in error.text.en


def line(text: str, room: float, *, indented: bool = False) -> TextLine:
    return TextLine(text, 0, 0, 0, 10, room, indented)


@pytest.mark.parametrize(
    ("first", "room", "second", "wanted"),
    [
        ("已按", 0, "时答复", "已按时答复"),
        ("已按时答复。", 50, "另有", "已按时答复。\n另有"),
        ("见厦城执", 30, "〔2018〕9号", "见厦城执〔2018〕9号"),  # the number would not have fitted
        ("负", 25, "责“我为”", "负责“我为”"),
        ("see the", 3, "rules", "see the rules"),
        ("后 1 ", 3, "个", "后 1 个"),
        ("见", 60, "https://example.invalid/a", "见https://example.invalid/a"),
    ],
)
def test_lines_are_joined_where_only_the_border_ended_them(
    first: str, room: float, second: str, wanted: str
) -> None:
    assert joined([line(first, room), line(second, 0)]) == wanted


def test_a_line_set_in_begins_a_paragraph() -> None:
    assert joined([line("甲", 0), line("乙", 0, indented=True), line("丙", 0)]) == "甲\n乙丙"


def test_letters_to_lines() -> None:
    def letters(words: str, top: float, x: float = 0, wide: float = 10) -> list[Letter]:
        return [
            Letter(one, x + at * wide, top, x + at * wide + wide, top + 10) for at, one in enumerate(words)
        ]

    bold = letters("甲乙", 20) + [one._replace(x0=one.x0 + 0.3) for one in letters("甲乙", 20)]
    latin = letters("ab", 0, 0, 5) + letters("cd", 0, 14, 5)
    assert [one.text for one in lines_of([*bold, *latin, *letters(" ", 40)])] == ["ab cd", "甲乙"]
    cell = in_cell(lines_of(letters("甲乙", 0, 103) + letters("丙", 20, 123)), 100, 150)
    assert [(one.room, one.indented) for one in cell] == [(24.0, False), (14.0, True)]
    assert in_cell([], 0, 9) == []


WHOLE = pdf(sheet(HEADER, FIRST, SECOND))


@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8),
    st.none() | st.integers(0, len(WHOLE)),
)
@settings(max_examples=60, deadline=None)
def test_mutated_files_give_pages_or_a_failure(flips: list[tuple[int, int]], cut: int | None) -> None:
    """In this process, where starting one for each would take long; the limits are tested above."""
    from gkcheck.readers import pdf_child

    data = bytearray(WHOLE)
    for at, value in flips:
        data[at] = value
    with redirect_stdout(io.StringIO()):
        answer = pdf_child.answer_to(bytes(data[:cut]))
    assert ("pages" in answer) != ("failure" in answer)
    if "failure" in answer:
        assert answer["failure"] in ("damaged", "encrypted", "too-large")
