"""The six records A to F of one reply log, bound to a task on the command line: in time, late, open, stopped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gkcheck.cli import run

TABLE = (
    "2018年政务公开重点任务落实情况表,,,,\n序号,工作任务,工作要求,责任单位,落实情况\n"
    "18,投诉办理,确保100%及时回复，在2个工作日内对转办的投诉进行处理和回复。,督查处,{}\n"
)
LOG = """工单编号,诉求人,转办时间,回复时间,状态
A,张三,2018-09-28 16:50,2018-09-30 23:00,已办结
B,李四,2018-09-28,2018-10-08,已办结
C,王五,2018-12-28,2019-01-02,已办结
D,赵六,2018-06-16,2018-06-20,已办结
E,钱七,2018-10-29,,办理中
F,孙八,2018-11-05,,补正中
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "转办件.csv").write_text(LOG, encoding="utf-8")
    (tmp_path / "中止.csv").write_text("编号,中止时间,恢复时间,原因\nF,2018-11-06,,补正\n", encoding="utf-8")
    return tmp_path


def _checked(folder: Path, report: str, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    (folder / "表.csv").write_text(TABLE.format(report), encoding="utf-8")
    (folder / "evidence.toml").write_text(
        '[[log]]\ntask = "18"\nkind = "reply_log"\nfile = "转办件.csv"\npauses = "中止.csv"\n',
        encoding="utf-8",
    )
    assert run(["check", "表.csv", "--as-of", "2019-01-31", "--format", "json"]) == 1
    told: dict[str, object] = json.loads(capsys.readouterr().out)
    return told


def test_the_six_records_bound_to_their_task(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = "全年转办投诉6件，均在2个工作日内回复，按时回复率100%。"
    result = _checked(folder, report, capsys)
    (log,) = result["logs"]  # type: ignore[misc]  # plain JSON
    assert {one["id"]: one["verdict"] for one in log["records"]} == {
        "A": "on_time",
        "B": "late",
        "C": "on_time",
        "D": "on_time",
        "E": "open_overdue",
        "F": "open_not_due",
    }
    assert (log["rate"]["numerator"], log["rate"]["denominator"], log["rate"]["percent"]) == (3, 5, 60.0)
    assert sum(one["count"] for one in log["rate"]["left_out"]) == 1
    (task,) = result["submissions"][0]["tasks"]  # type: ignore[index]
    assert {one["kind"]: one["proof"] for one in task["demands"] if one["kind"] in ("window", "rate")} == {
        "window": "contradicted",
        "rate": "contradicted",
    }
    found = {(one["rule"], one["case"]): one for one in result["findings"]}  # type: ignore[attr-defined]
    assert found["GK701", "late"]["points"] == 25
    assert found["GK702", "in_time"]["subsumed_by"] == found["GK702", "rate"]["subsumed_by"] == "GK701"
    assert "张三" not in json.dumps(result, ensure_ascii=False)


def test_a_silent_report_beside_the_six_records_costs_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = _checked(folder, "按照规定时限及时处理答复投诉。", capsys)
    costs = {one["rule"]: one["points"] for one in result["findings"] if one["fault"]}  # type: ignore[attr-defined]
    assert costs == {"GK201": 0, "GK301": 0, "GK701": 25}


def test_the_same_by_one_option(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "表.csv").write_text(TABLE.format("均已回复。"), encoding="utf-8")
    words = ["check", "表.csv", "--evidence", "18=reply_log:转办件.csv", "--as-of", "2019-01-31"]
    assert run(words) == 1
    told = capsys.readouterr().out
    assert "按时率 50.0%" in told  # without the record of its stop, F is overdue too
    assert "B、E、F" in told
