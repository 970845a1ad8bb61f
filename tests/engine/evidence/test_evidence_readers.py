"""Logs as files: three formats with one result, encodings, headings, manifests, what is refused, and what is never kept."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from made_logs import HEADING, csv_of, record

from gkcheck.errors import ReadError
from gkcheck.evidence import KINDS, Wishes, check_log, limit_of_words, opened
from gkcheck.logs import LogResult

ROWS = [
    record("2018-09-28", "2018-09-30", id="1", 诉求人="张三", 联系电话="13812345678"),
    record("2018-09-28", "2018-10-08", id="2", 诉求人="李四", 内容="身份证11010519491231002X"),
    record("2018-10-29", id="3", status="办理中"),
]
REPLY = KINDS["reply_log"]


def wishes(**more) -> Wishes:
    return Wishes(as_of=date(2019, 1, 31), limit=limit_of_words("2个工作日", "转办"), **more)


def read(data: bytes, name: str = "log.csv", **more) -> LogResult:
    return check_log(opened(data, name=name), REPLY, wishes(**more))


def facts(log: LogResult):
    return log.counts, log.rate, [(one.id, one.start, one.due, one.end, one.verdict) for one in log.records]


def workbook(rows, *, above=()) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for line in above:
        sheet.append(line)
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_csv_xlsx_and_json_give_one_result() -> None:
    expected = facts(read(csv_of(ROWS)))
    cells = [list(HEADING)] + [
        [
            datetime.fromisoformat(value) if name.endswith("时间") and value else value or None
            for name, value in ((name, row.get(name, "")) for name in HEADING)
        ]
        for row in ROWS
    ]
    assert facts(read(workbook(cells), "log.xlsx")) != expected, (
        "dates of a workbook carry midnight unless so formatted"
    )
    for row in cells[1:]:
        for at, value in enumerate(row):
            if isinstance(value, datetime):
                row[at] = value.date()
    assert facts(read(workbook(cells, above=[["2018年转办件台账"], []]), "log.xlsx")) == expected
    for text in (
        json.dumps(ROWS, ensure_ascii=False),
        json.dumps({"system": "平台", "records": ROWS}, ensure_ascii=False, indent=2),
        "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS),
    ):
        assert facts(read(text.encode(), "log.json")) == expected


def test_a_number_in_a_workbook_is_no_date() -> None:
    log = read(workbook([["工单编号", "转办时间", "回复时间"], ["1", 43371, 43373]]), "log.xlsx")
    assert [(one.code, one.count) for one in log.faults] == [("bad_date", 1)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    data = csv_of(ROWS).decode().encode(encoding)
    assert facts(read(data)) == facts(read(csv_of(ROWS)))


@pytest.mark.parametrize("separator", ["\t", ";", "|"])
def test_separators(separator: str) -> None:
    assert facts(read(csv_of(ROWS).replace(b",", separator.encode()))) == facts(read(csv_of(ROWS)))


def test_headings_by_their_sense_and_by_name() -> None:
    text = "流水号, 转办日期 （年月日）,反馈时间,办结时间\n1,2018-09-28,,2018-09-30\n"
    log = read(text.encode())
    assert log.counts.on_time == 1, "the end is the first of the columns that is filled"
    own = "单号,甲,乙\n1,2018-09-28,2018-09-30\n"
    with pytest.raises(ReadError):
        read(own.encode())
    named = {"id": "单号", "transferred_at": "甲", "replied_at": "乙"}
    assert read(own.encode(), columns=named).counts.on_time == 1


def test_statuses_of_one_s_own() -> None:
    data = csv_of([record("2018-09-28", id="1", status="待群众评价")])
    assert read(data).counts.undetermined == 1
    assert read(data, statuses={"open": ["待群众评价"]}).counts.open_overdue == 1


def test_lines_of_sums_and_blank_lines_are_no_records() -> None:
    data = csv_of(ROWS) + "合计,,,3,2,,,\n,,,,,,,\n\n".encode()
    assert facts(read(data)) == facts(read(csv_of(ROWS)))


def test_cells_beyond_the_heading_spoil_a_record() -> None:
    log = read(csv_of(ROWS) + "4,张三,139,2018-09-28,2018-09-28,已办结,,内容，有,逗号\n".encode())
    assert log.counts.faulty == 1 and log.faults[0].code == "cells"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "log.csv", "no-heading"),
        ("姓名,电话\n张三,13812345678\n".encode(), "log.csv", "no-heading"),
        ('工单编号,转办时间,回复时间\n1,2018-09-28,"张三\n'.encode(), "log.csv", "malformed"),
        (b"\xff\xfe\xff\xff\x00", "log.csv", "encoding"),
        ("工单编号,转办时间,转办时间,回复时间\n".encode(), "log.csv", "ambiguous-columns"),
        (b'[{"\xe5', "log.json", "encoding"),
        ('[{"工单编号": "1", "转办时间": "2018-09-28", "姓名": "张三"'.encode(), "log.json", "malformed"),
        ('[["工单编号"]]'.encode(), "log.json", "malformed"),
        (b"PK\x03\x04 nothing", "log.xlsx", "malformed"),
        (b"x", "log.pdf", "format"),
    ],
)
def test_what_is_malformed_is_refused_and_named(data: bytes, name: str, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, name)
    assert caught.value.code == code and caught.value.source == name
    for lang in ("zh", "en"):
        assert "张三" not in caught.value.sentence(lang) and "138" not in caught.value.sentence(lang)
    assert caught.value.__cause__ is None, "the cause could hold the content"


def test_a_workbook_that_declares_entities_is_refused() -> None:
    out = io.BytesIO(workbook([["工单编号", "转办时间"]]))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("xl/other.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    with pytest.raises(ReadError):
        read(out.getvalue(), "log.xlsx")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        opened(tmp_path / "无.csv")
    assert caught.value.code == "not-found"


def manifest(tmp_path: Path, **changes: object) -> LogResult:
    path = tmp_path / "log.csv"
    path.write_bytes(csv_of(ROWS))
    told = {
        "system": "网上留言平台",
        "exported_by": "信息科",
        "exported_at": "2019-01-31 09:00",
        "period": "2018-01-01/2018-12-31",
        "filter": "全部",
        "row_count": 3,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        **changes,
    }
    (tmp_path / "log.csv.manifest.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return check_log(opened(path), REPLY, wishes()._replace(as_of=date(2018, 12, 31)))


def test_the_manifest_is_compared(tmp_path: Path) -> None:
    log = manifest(tmp_path)
    assert log.manifest is not None and log.manifest.problems == () and log.cut_off == "2019-01-31"
    assert log.manifest.system == "网上留言平台" and log.faults == ()
    for changes, words in (
        ({"row_count": 4}, "4 条"),
        ({"sha256": "0" * 64}, "校验值"),
        ({"period": "去年"}, "期间"),
        ({"exported_at": "昨天"}, "导出时间"),
        ({"row_count": "三"}, "行数"),
    ):
        log = manifest(tmp_path, **changes)
        assert log.manifest is not None and any(words in one.zh for one in log.manifest.problems), changes
        assert log.faults[0].code == "manifest"
    log = manifest(tmp_path, period="2018-10-01/2018-12-31")
    assert log.counts.faulty == 2 and {one.code for one in log.faults} == {"outside"}


def test_a_manifest_in_toml_with_chinese_keys(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(csv_of(ROWS))
    told = '"系统" = "平台"\n"导出时间" = 2019-01-31\n"期间" = "2018-01-01至2018-12-31"\n"行数" = 3\n'
    (tmp_path / "log.csv.manifest.toml").write_text(told, encoding="utf-8")
    log = check_log(opened(path), REPLY, wishes())
    assert log.manifest is not None and log.manifest.row_count == 3 and log.manifest.problems == ()
    (tmp_path / "log.csv.manifest.toml").write_text("系统 = ", encoding="utf-8")
    with pytest.raises(ReadError):
        check_log(opened(path), REPLY, wishes())


def test_nothing_personal_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    rows = [
        *ROWS,
        record("2018-09-28", "2018-09-27", id="13912345678", 诉求人="王五", 内容="家住某路8号"),
        record("张三的电话13812345678", "李四", id="5"),
    ]
    path.write_bytes(csv_of(rows))
    log = check_log(opened(path), REPLY, wishes())
    told = log.model_dump_json() + repr(log)
    for word in ("张三", "李四", "王五", "13812345678", "13912345678", "11010519491231002X", "某路"):
        assert word not in told
    assert "personal" in {one.code for one in log.faults}


def test_every_kind_reads_its_own_log() -> None:
    made = {
        "publication_log": "文号,成文日期,公开属性,公开时间\n青政〔2018〕1号,2018-03-01,主动公开,2018-03-05\n",
        "guide_log": "事项编码,变更类型,完成审批时间,公开时间,实施时间\nX1,条件,2018-03-01,2018-03-02,\n",
        "request_log": "申请编号,申请方式,收到日期,答复日期,答复结果\n1,邮寄,2018-03-01,2018-03-05,公开\n",
        "proposal_log": "建议编号,类别,交办日期,答复日期,是否公开,理由\n1,建议,2018-03-01,2018-05-05,否,\n",
        "event_log": "时间,形式,网址\n2018-05-18,在线访谈,http://x\n",
        "list_log": "清单名称,编制完成时间,备案时间,回执编号\n公开清单,2018-08-27,2018-08-29,12\n",
        "media_log": "平台,发布时间\n微信,2018-05-01\n微信,2018-05-09\n",
        "inspection_log": "问题编号,检查时间,整改完成时间\n1,2018-05-01,2018-05-02\n",
    }
    for name, text in made.items():
        limit = limit_of_words("20个工作日") if name not in ("event_log", "media_log", "list_log") else None
        log = check_log(opened(text.encode(), name="log.csv"), KINDS[name], Wishes(date(2018, 12, 31), limit))
        assert log.counts.faulty == 0, name
        assert log.counts.total == text.count("\n") - 1
        if limit is not None and name != "proposal_log":
            assert log.counts.on_time == 1, name
    media = check_log(
        opened(made["media_log"].encode(), name="m.csv"), KINDS["media_log"], Wishes(date(2018, 12, 31))
    )
    assert {(one.code, one.count) for one in media.tallies} == {("received", 2), ("longest_gap", 8)}
