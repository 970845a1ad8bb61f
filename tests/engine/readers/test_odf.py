"""The readers of .odt and .ods against hand-made XML and mutated files."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_grids import codes
from made_odf import TASKS, cell, odf, row, table, task_table

from gkcheck.errors import ReadError
from gkcheck.model import Submission
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers import ods, odt, read_source
from gkcheck.readers.grid import Cell, Pages

STYLES = """
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Child" style:family="text" style:parent-style-name="H"/>
<style:style style:name="S" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="PH" style:family="paragraph"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Off" style:family="table"><style:table-properties table:display="false"/></style:style>
<text:list-style style:name="L">
 <text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>
 <text:list-level-style-number text:level="2" style:num-format="1" style:num-prefix="（" style:num-suffix="）"/>
 <text:list-level-style-number text:level="3" style:num-format="1" style:num-suffix="." text:display-levels="2"/>
</text:list-style>
<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="-"/></text:list-style>
"""


def sheet_pages(source: Source) -> Pages:
    return ods.pages(source, ReadOptions())


def text_pages(source: Source) -> Pages:
    return odt.pages(source, ReadOptions())


def read(source: Source) -> Submission:
    return read_source(source, ReadOptions())


def cells(source: Source) -> list[list[Cell]]:
    grids = (sheet_pages if source.name.endswith("ods") else text_pages)(source).grids
    return [list(one) for one in grids[0].rows]


def texts(source: Source) -> list[list[str]]:
    return [[one.text for one in cells] for cells in cells(source)]


@pytest.mark.parametrize("sheet", [False, True])
def test_a_table_of_tasks(sheet: bool) -> None:
    got = read(odf(task_table(), sheet=sheet))
    assert got.reader == ("ods" if sheet else "odt")
    assert [
        (task.id, task.title, task.requirement, task.units_text, task.report) for task in got.tasks
    ] == list(TASKS)
    assert got.warnings == ()
    assert got.tasks[0].location.cell == ("A2" if sheet else "")
    assert got.tasks[0].location.part == ("分解表" if sheet else "表1")


def test_the_content_decides_and_a_wrong_name_is_said() -> None:
    got = read(odf(task_table(), name="表.docx"))
    assert (got.reader, codes(got)) == ("odt", ["name-mismatch"])
    assert read(odf(task_table(), sheet=True, name="表")).reader == "ods"


def test_white_space_tabs_and_line_breaks() -> None:
    inside = "<text:p>  甲 \n <text:span> 乙</text:span><text:s text:c='2'/>丙<text:tab/>丁<text:line-break/> 戊</text:p><text:p>己</text:p>"
    assert texts(odf(table(row(inside)))) == [["甲 乙  丙\t丁\n戊\n己"]]


def test_spans_are_filled() -> None:
    covered = "<table:covered-table-cell/>"
    body = table(
        row(cell("甲", number_rows_spanned=2, number_columns_spanned=2), covered, "乙"),
        row(covered, covered, "丙"),
    )
    for sheet in (False, True):
        got = cells(odf(body, sheet=sheet))
        assert [[one.text for one in line] for line in got] == [["甲", "甲", "乙"], ["甲", "甲", "丙"]]
        assert [one.covered for line in got for one in line] == [False, True, False, True, True, False]
        assert (got[0][0].row_span, got[0][0].column_span) == (2, 2)


def test_repeated_rows_and_columns_are_bounded() -> None:
    body = table(
        row(cell("甲", number_columns_repeated=3), said=' table:number-rows-repeated="2"'),
        row(cell("", number_columns_repeated=16384), said=' table:number-rows-repeated="1048000"'),
        row("远"),
        row(cell("", number_columns_repeated=99), "侧"),
        row("又", said=' table:number-rows-repeated="99999999"'),
    )
    found = sheet_pages(odf(body, sheet=True))
    grid = found.grids[0]
    assert [one.text for one in grid.rows[0]] == ["甲"] * 3
    assert grid.rows[2][0].row == 1048003
    assert len(grid.rows) == 103
    assert {one.code for one in found.warnings if one.incomplete} == {
        "too-many-equal-rows",
        "too-many-columns",
    }


def test_hidden_rows_columns_and_sheets_are_read_and_said() -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    body = table(
        row("甲", "乙", "丙"), row("丁", "戊", "己", said=' table:visibility="filter"'), columns=columns, style="Off"
    )  # fmt: skip
    found = sheet_pages(odf(body, sheet=True, styles=STYLES))
    assert [[one.marks for one in line] for line in found.grids[0].rows] == [
        [(), ("hidden",), ("hidden",)],
        [("hidden",)] * 3,
    ]
    assert found.grids[0].hidden
    assert [one.code for one in found.warnings] == ["hidden-sheet", "hidden-rows", "hidden-columns"]


def test_what_a_sheet_shows_and_what_it_cannot() -> None:
    def typed(kind: str, inside: str = "", formula: str = "", error: bool = False, **values: str) -> str:
        said = "".join(f' office:{name.replace("_", "-")}="{value}"' for name, value in values.items())
        kind = f' office:value-type="{kind}"' if kind else ""
        more = f' table:formula="{formula}"' if formula else ""
        more += ' calcext:value-type="error"' if error else ""
        return f"<table:table-cell{kind}{said}{more}>{inside}</table:table-cell>"

    body = table(
        row(
            typed("percentage", "<text:p>65%</text:p>", value="0.65"),
            typed("percentage", value="0.655"),
            typed("date", date_value="2018-08-31T00:00:00"),
            typed("string", string_value="甲"),
            typed("float", "<text:p>3</text:p>", formula="of:=1+2", value="3"),
            typed("", formula="of:=1+2"),
            typed("string", "<text:p>#REF!</text:p>", formula="of:=A1", error=True),
            typed("boolean", boolean_value="true"),
        )
    )
    found = sheet_pages(odf(body, sheet=True))
    assert [one.text for one in found.grids[0].rows[0]] == [
        "65%", "65.5%", "2018-08-31", "甲", "3", "", "#REF!", "TRUE",
    ]  # fmt: skip
    assert [one.marks for one in found.grids[0].rows[0]][4:7] == [
        ("formula",), ("error", "formula"), ("error", "formula"),
    ]  # fmt: skip
    assert [(one.code, one.incomplete, one.location.cell) for one in found.warnings] == [
        ("formula-without-value", True, "F1")
    ]


def test_tracked_changes_show_the_final_view() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>旧</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        + table(row("<text:p>甲<text:change text:change-id='1'/>乙</text:p>"))
    )
    found = text_pages(odf(body))
    assert (found.grids[0].rows[0][0].text, found.grids[0].rows[0][0].marks) == ("甲乙", ("revised",))
    assert [one.code for one in found.warnings] == ["revisions"]


def test_hidden_and_struck_text_is_read_and_marked() -> None:
    body = table(
        row(
            "<text:p>甲<text:span text:style-name='Child'>乙</text:span></text:p>",
            "<text:p><text:span text:style-name='S'>丙</text:span></text:p>",
            "<text:p text:style-name='PH'>丁</text:p>",
            "<text:section text:display='none'><text:p>戊</text:p></text:section>",
            "<text:p><text:hidden-text text:string-value='己' text:is-hidden='true'/></text:p>",
        )
    )
    found = text_pages(odf(body, named=STYLES))
    assert [(one.text, one.marks) for one in found.grids[0].rows[0]] == [
        ("甲乙", ("hidden",)), ("丙", ("struck",)), ("丁", ("hidden",)), ("戊", ("hidden",)), ("己", ("hidden",)),
    ]  # fmt: skip
    assert [one.code for one in found.warnings] == ["hidden-text"]


def test_nested_tables_and_text_boxes_are_read_into_the_cell() -> None:
    inner = table(row("甲", "乙"), row("丙", "丁"))
    box = "<text:p>戊<draw:frame><draw:text-box><text:p>己</text:p></draw:text-box></draw:frame>庚</text:p>"
    got = cells(odf(table(row(cell(inner), box))))[0]
    assert (got[0].text, got[0].marks) == ("甲\t乙\n丙\t丁", ("nested",))
    assert (got[1].text, got[1].marks) == ("己\n戊庚", ("nested",))


def test_notes_pictures_and_comments_are_said() -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>注</text:p></text:note-body></text:note>"
    body = table(
        row(
            f"<text:p>甲{note}<office:annotation><text:p>批</text:p></office:annotation></text:p>",
            "<text:p><draw:frame><draw:image/><svg:title>图</svg:title></draw:frame></text:p>",
        )
    )
    found = text_pages(odf(body))
    assert found.grids[0].rows[0][0].text == "甲"
    assert [(one.code, one.incomplete) for one in found.warnings] == [
        ("footnotes-not-read", True), ("picture-only", True),
    ]  # fmt: skip


def test_words_in_shapes_over_a_sheet_are_said() -> None:
    shape = "<draw:custom-shape><text:p>另见附件</text:p></draw:custom-shape>"
    found = sheet_pages(odf(table(row(shape + "<text:p>甲</text:p>")), sheet=True))
    assert found.grids[0].rows[0][0].text == "甲"
    assert [(one.code, one.incomplete) for one in found.warnings] == [("text-box-not-read", True)]


def test_numbers_of_lists_are_part_of_what_is_seen() -> None:
    def item(text: str, deeper: str = "") -> str:
        return f"<text:list-item><text:p>{text}</text:p>{deeper}</text:list-item>"

    deepest = f"<text:list>{item('丁')}</text:list>"
    deeper = f"<text:list>{item('乙')}{item('丙', deepest)}</text:list>"
    again = f'<text:list text:style-name="L" text:continue-numbering="true">{item("戊")}</text:list>'
    anew = f'<text:list text:style-name="L">{item("己")}</text:list>'
    bullet = f'<text:list text:style-name="B">{item("庚")}</text:list>'
    body = f'<text:list text:style-name="L">{item("甲", deeper)}</text:list>{table(row(again))}{anew}{bullet}'
    found = text_pages(odf(body, styles=STYLES))
    assert [one.text for one in found.paragraphs] == [
        "一、 甲", "（1） 乙", "（2） 丙", "2.1. 丁", "一、 己", "庚",
    ]  # fmt: skip
    assert [one.before for one in found.paragraphs] == [0, 0, 0, 0, 1, 1]
    assert found.grids[0].rows[0][0].text == "二、 戊"


def test_macros_and_links_are_said_and_never_followed() -> None:
    body = f'<text:section><text:section-source xlink:href="http://example.invalid/"/></text:section>{task_table()}'
    got = read(odf(body, Basic__Standard__M_xml=b"<x/>"))
    assert codes(got) == ["macros", "external-links"]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (odf(task_table(), META__INF__x=b""), ""),
        (odf("<text:p>甲"), "damaged"),
        (odf("", **{"encrypted-package": b"x"}), "encrypted"),
        (odf("<text:p>甲</text:p>"), "no-header"),
    ],
)
def test_refusals(source: Source, code: str) -> None:
    if not code:
        assert read(source).tasks
        return
    with pytest.raises(ReadError) as caught:
        read(source)
    assert caught.value.code == code


def test_a_manifest_that_speaks_of_encryption_and_a_doctype_are_refused() -> None:
    import io
    import zipfile

    for part, content, code in (
        ("META-INF/manifest.xml", "<m><encryption-data/></m>", "encrypted"),
        ("styles.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x/>', "doctype"),
    ):
        out = io.BytesIO(odf(task_table()).data)
        with zipfile.ZipFile(out, "a") as package:
            package.writestr(part, content)
        with pytest.raises(ReadError) as caught:
            read(Source("t.odt", out.getvalue()))
        assert caught.value.code == code


WHOLE = [odf(task_table()), odf(task_table(), sheet=True)]


@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=6),
    st.none() | st.integers(0, 4000),
)
@settings(max_examples=200, deadline=None)
def test_mutated_files_end_in_a_table_or_in_our_own_refusal(
    source: Source, flips: list[tuple[int, int]], cut: int | None
) -> None:
    data = bytearray(source.data)
    for at, value in flips:
        data[at % len(data)] = value
    try:
        got = read(Source(source.name, bytes(data[:cut])))
    except ReadError as error:
        assert error.sentence("zh")
    else:
        assert [task.report for task in got.tasks]


XML = st.lists(
    st.sampled_from(
        [
            "<text:p>",
            "</text:p>",
            "甲",
            "<table:table-row>",
            "</table:table-row>",
            "<table:table-cell>",
            "</table:table-cell>",
            "<table:table>",
            "</table:table>",
            "<text:list>",
            "</text:list>",
            "<text:list-item>",
            "<text:span>",
            "</text:span>",
            "<draw:text-box>",
            "<office:annotation>",
            "<text:h>",
            "<table:covered-table-cell/>",
            "<text:s/>",
        ]
    ),
    max_size=40,
)


@given(XML, st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_order_of_elements_is_survived(words: list[str], sheet: bool) -> None:
    """Elements closed in the right order but standing anywhere."""
    body: list[str] = []
    still: list[str] = []
    for word in words:
        if word.startswith("</"):
            name = word[2:-1]
            if name in still:
                while (last := still.pop()) != name:
                    body.append(f"</{last}>")
                body.append(word)
        else:
            body.append(word)
            if word.startswith("<") and not word.endswith("/>"):
                still.append(word[1:-1])
    body += [f"</{name}>" for name in reversed(still)]
    source = odf("".join(body), sheet=sheet)
    found = (sheet_pages if sheet else text_pages)(source)
    assert all(one.code != "not-read-whole" for one in found.warnings)
