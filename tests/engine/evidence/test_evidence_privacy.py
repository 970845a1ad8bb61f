"""Nothing personal of a log stands in any output, wherever in the log it stood: columns, headings, ids, faulty rows."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

import gkcheck
from gkcheck.binding import Binding
from gkcheck.cli import run
from gkcheck.evidence.tallying import shown_id
from gkcheck.writers import FORMATS, render

PHONE, OTHER, CARD, NAME, HOME = (
    "13812345678",
    "15987654321",
    "110101199003074610",
    "欧阳明珠",
    "幸福里小区7栋302室",
)
FOURTH, FIFTH = "司马青松", "18611112222"
SECRETS = (PHONE, OTHER, CARD, NAME, HOME, FOURTH, FIFTH, "0592-5551234", "路灯坏了请来修")
HEADING = (
    "工单编号", "姓名", "联系电话", f"转办时间（经办{FOURTH}{FIFTH}）", "身份证号", "住址", f"答复时间({FOURTH})", "状态", "来源", "答复内容",
)  # fmt: skip


def records() -> Iterator[tuple[str, ...]]:
    def row(id: str, start: str, end: str, status: str = "已办结", source: str = "热线") -> tuple[str, ...]:
        return (id, NAME, PHONE, start, CARD, HOME, end, status, source, f"{NAME}{PHONE}路灯坏了请来修")

    for at in range(1, 25):
        if at != 7:  # a gap in a run of ids that begin with a telephone number
            yield row(f"{OTHER}-{at}", "2023-03-06", "2023-03-20")
    for id in (PHONE, CARD, f"{PHONE}_2", f"LY{PHONE}", f"{NAME}", f"{NAME[:2]}先生", "0592-5551234", f"A,{NAME},{PHONE}", f"{'甲' * 55}{PHONE}"):  # fmt: skip
        yield row(id, "2023-03-06", "2023-03-20")
        yield row(id, "2023-03-06", "")  # the same id twice
    yield row("Z1", NAME, "2023-03-20")  # a name for a date
    yield row("Z2", "2023-03-06", f"{PHONE}")
    yield row("Z3", "2023-03-06", "", status=f"{NAME}已回访{PHONE}", source=f"{NAME}{CARD}")
    yield row("", "2023-03-06", "2023-03-01")


def odd_rows() -> tuple[tuple[str, ...], ...]:
    """Rows that do not fit the heading: one cell too many, the first one missing, all of it in one cell."""
    whole = ("Z9", NAME, PHONE, "2023-03-06", CARD, HOME, "2023-03-20", "已办结", "热线", "好")
    return ((*whole, PHONE), (NAME, *whole[2:]), (",".join(whole),))


def manifest() -> dict[str, object]:
    return {
        "system": f"热线平台 {PHONE}", "exported_by": f"办公室 {OTHER}", "exported_at": f"{PHONE}", "filter": f"来电={CARD}",
        "period": f"{NAME}{PHONE}", "row_count": 3, "sha256": CARD, "联系人": f"{NAME}{PHONE}",
    }  # fmt: skip


def as_csv(folder: Path) -> Path:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([f"经办人：{NAME} {PHONE}"])
    writer.writerow(HEADING)
    writer.writerows((*records(), *odd_rows()))
    path = folder / "log.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def as_xlsx(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = f"{NAME}{PHONE}"
    sheet.append([f"经办人：{NAME} {PHONE}"])
    for row in (HEADING, *records(), *odd_rows()):
        sheet.append([int(cell) if cell in (PHONE, CARD) else cell for cell in row])
    sheet["A2"].comment = openpyxl.comments.Comment(f"{NAME}{PHONE}", NAME)
    path = folder / "log.xlsx"
    book.save(path)
    return path


def as_json(folder: Path) -> Path:
    told: list[dict[str, object]] = [dict(zip(HEADING, row, strict=True)) for row in records()]
    told.append({HEADING[0]: int(PHONE), HEADING[3]: "2023-03-06", PHONE: NAME})
    told.append({HEADING[0]: {NAME: PHONE}, HEADING[3]: ["2023-03-06", PHONE]})
    path = folder / "log.json"
    path.write_text(
        json.dumps({"经办人": f"{NAME}{PHONE}", "records": told}, ensure_ascii=False), encoding="utf-8"
    )
    return path


@pytest.fixture(params=[as_csv, as_xlsx, as_json], ids=["csv", "xlsx", "json"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path: Path = request.param(tmp_path)
    path.with_name(path.name + ".manifest.json").write_text(
        json.dumps(manifest(), ensure_ascii=False), encoding="utf-8"
    )
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "表.csv"
    path.write_text(
        "序号,工作任务,工作要求,责任单位,落实情况\n"
        f"1,留言办理,接到{PHONE}等投诉转办后2个工作日内答复{PHONE}。,信访局,收到3件，均在2个工作日内答复。\n",
        encoding="utf-8",
    )
    return path


def refuse(told: str) -> None:
    for secret in SECRETS:
        assert secret not in told, (secret, told[max(0, told.find(secret) - 60) : told.find(secret) + 60])


def test_no_format_of_a_result_tells_it(log: Path, table: Path, tmp_path: Path) -> None:
    result = gkcheck.check(table, logs=[Binding("1", "reply_log", str(log))])
    (shown,) = result.logs
    assert shown.counts.late and shown.counts.faulty and shown.faults and shown.manifest
    assert "personal" in {fault.code for fault in shown.faults}
    assert {"GK701", "GK703"} <= {finding.rule for finding in result.findings}
    for lang in ("zh", "en"):
        for form in FORMATS:
            if form == "annotated":
                continue
            data = render(result, form, lang)
            if form == "xlsx" or data[:2] == b"PK":
                sheets = openpyxl.load_workbook(io.BytesIO(data)).worksheets
                refuse(
                    "\n".join(str(cell.value) for one in sheets for row in one.iter_rows() for cell in row)
                )
                continue
            refuse(data.decode("utf-8"))
            if data.lstrip()[:1] in (b"{", b"["):
                refuse(
                    json.dumps(
                        json.loads(data.decode("utf-8").splitlines()[0])
                        if form == "jsonl"
                        else json.loads(data),
                        ensure_ascii=False,
                    )
                )


def test_no_command_tells_it(log: Path, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for argv in (
        ["evidence", "check", str(log), "--window", "2个工作日", "--trigger", "转办"],
        ["evidence", "check", str(log), "--window", "2个工作日", "--format", "json", "--lang", "en"],
        ["evidence", "check", str(log), "--kind", "event_log"],
        ["evidence", "check", str(log), "--kind", "media_log", "-v"],
        ["check", str(table), "--evidence", f"1=reply_log:{log}", "--show", "all"],
        ["check", str(table), "--evidence", f"{PHONE}=reply_log:{log}"],
        ["explain", "--row", "1", str(table)],
        ["init", "--evidence", str(table), "--stdout"],
        ["check", str(log.parent), "--evidence", f"1=reply_log:{log}"],
    ):
        assert run(argv) in (0, 1, 2, 3)
        streams = capsys.readouterr()
        refuse(streams.out + streams.err)


def test_no_annotated_copy_tells_it(log: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["序号", "工作任务", "工作要求", "责任单位", "落实情况"])
    book.active.append(["1", "留言办理", "在2个工作日内答复转办的留言。", "信访局", "均在2个工作日内答复。"])
    book.save(tmp_path / "表.xlsx")
    copy = tmp_path / "批注.xlsx"
    assert run(
        ["check", str(tmp_path / "表.xlsx"), "--evidence", f"1=reply_log:{log}", "-o", f"annotated:{copy}"]
    ) in (1, 3)
    with zipfile.ZipFile(copy) as package:
        parts = [
            package.read(name).decode("utf-8") for name in package.namelist() if name.endswith(("xml", "vml"))
        ]
    assert any("GK701" in part for part in parts)
    refuse("\n".join(parts))


def test_a_list_of_persons_taken_for_a_table_is_not_quoted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(
        f"{NAME},{PHONE},{CARD},2023-03-06\n{FOURTH},{OTHER},{CARD},2023-03-07\n", encoding="utf-8"
    )
    for argv in (["check", str(path)], ["read", str(path)], ["init", "--evidence", str(path)]):
        assert run(argv) == 3
        streams = capsys.readouterr()
        refuse(streams.out + streams.err)
        assert PHONE[:10] not in streams.out + streams.err


@pytest.mark.parametrize(
    "heading", ["姓名", "联系电话", "身份证号", "手机号码", "住址", "留言人", "联系人", "答复内容"]
)
def test_a_column_of_persons_is_never_taken(
    log: Path, heading: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evidence", "check", str(log), "--window", "2个工作日", "--column", f"id={heading}"]) == 2
    streams = capsys.readouterr()
    assert heading in streams.err
    refuse(streams.out + streams.err)


@pytest.mark.parametrize(
    ("id", "shown"),
    [
        ("LY-01", "LY-01"),
        ("平政发〔2023〕5号", "平政发〔2023〕5号"),
        ("FZ12345-20230101-0001", "FZ12345-20230101-0001"),
        ("20230101000123", "20230101000123"),
        ("权责清单（2023年版）", "权责清单（2023年版）"),
        (PHONE, "138****5678"),
        (f"LY{PHONE}", "LY138****5678"),
        (f"{PHONE}_2", "138****5678_2"),
        (NAME, ""),
        ("张某某", ""),
        ("李女士", ""),
        (f"A,{NAME}", ""),
    ],
)
def test_ids_are_shown_but_no_persons(id: str, shown: str) -> None:
    assert shown_id(id) == shown


BROKEN = {
    "quote.csv": f'编号,姓名,转办时间,答复时间\nA1,"{NAME}{PHONE},2023-03-06,2023-03-07\n',
    "twice.csv": f"编号,转办时间,转办时间（{FOURTH}{FIFTH}）,答复时间\nA1,{NAME},2023-03-06,2023-03-07\n",
    "headless.csv": f"{NAME},{PHONE},{CARD}\n{FOURTH},{OTHER},{CARD}\n",
    "cut.json": f'[{{"编号": "{PHONE}", "姓名": "{NAME}", "转办时间": "2023-03-06"',
    "list.json": f'["{NAME}", "{PHONE}"]',
    "lines.jsonl": f'{{"编号": "A1", "姓名": "{NAME}", "转办时间": "2023-03-06"}}\n{NAME}{PHONE}\n',
    "book.xlsx": f"{NAME}{PHONE}",
    "log.csv.manifest.json": f'{{"系统": "{NAME}{PHONE}"',
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_not_quoted(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text(BROKEN[name], encoding="utf-8")
    log = tmp_path / name.removesuffix(".manifest.json")
    if not log.exists():
        log.write_text("编号,转办时间,答复时间\nA1,2023-03-06,2023-03-07\n", encoding="utf-8")
    table = tmp_path / "表.csv"
    table.write_text(
        "序号,工作任务,工作要求,责任单位,落实情况\n1,留言,在2个工作日内答复转办的留言。,信访局,已答复。\n",
        encoding="utf-8",
    )
    for argv in (
        ["evidence", "check", str(log), "--window", "2个工作日"],
        ["evidence", "check", str(log), "--window", "2个工作日", "--trigger", "转办", "-v", "--lang", "en"],
        ["check", str(table), "--evidence", f"1=reply_log:{log}"],
        ["check", str(table), "--evidence", f"1=reply_log:{log}", "--format", "json"],
    ):
        assert run(argv) in ((0, 1) if name == "twice.csv" else (3,))
        streams = capsys.readouterr()
        refuse(streams.out + streams.err)


@pytest.mark.parametrize(("ending", "encoding"), [(".tsv", "utf-8"), (".txt", "gb18030"), (".csv", "utf-16")])
def test_other_encodings_and_separators_are_no_way_out(
    ending: str, encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    separator = "\t" if ending == ".tsv" else "|"
    rows = (HEADING, *(row for row in records() if not any(separator in cell for cell in row)))
    path = tmp_path / f"log{ending}"
    path.write_text("\n".join(separator.join(row) for row in rows), encoding=encoding)
    for form in ("text", "json"):
        assert (
            run(
                [
                    "evidence",
                    "check",
                    str(path),
                    "--window",
                    "2个工作日",
                    "--trigger",
                    "转办",
                    "--format",
                    form,
                ]
            )
            == 1
        )
        streams = capsys.readouterr()
        refuse(streams.out + streams.err)
