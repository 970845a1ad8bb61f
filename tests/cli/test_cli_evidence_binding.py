"""Logs bound to tasks: what `gkcheck check` proves, disproves, and names as not read."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

import gkcheck
from gkcheck.binding import Binding, binding_of, read_bindings
from gkcheck.cli import run
from gkcheck.errors import UsageError
from gkcheck.logs import PROOF_TEXT
from gkcheck.model import Submission, Task

EXAMPLE = Path(__file__).parents[2] / "examples" / "evidence"
TABLE = EXAMPLE / "任务表.csv"


def _proofs(result: gkcheck.Result) -> list[str]:
    return [
        demand.proof
        for task in result.submissions[0].tasks
        for demand in task.demands
        if demand.kind == "window"
    ]


def test_one_window_is_proven_and_two_are_broken() -> None:
    result = gkcheck.check(TABLE, logs=read_bindings(EXAMPLE / "evidence.toml"))
    assert result.status == "complete"
    assert [
        (log.task, log.counts.on_time, log.counts.late, log.counts.open_overdue) for log in result.logs
    ] == [
        ("1", 5, 0, 0),
        ("2", 2, 1, 1),
        ("3", 5, 1, 0),
        ("4", 0, 0, 0),
        ("5", 0, 0, 0),
    ]
    assert _proofs(result) == ["verified", "contradicted", "contradicted"]
    assert [(one.task, one.rule) for one in result.findings if one.rule in ("GK201", "GK701")] == [
        ("2", "GK701"),
        ("3", "GK701"),
    ]
    prose = [one for one in result.findings if one.rule == "GK702"]
    assert [(one.task, one.case, one.points, one.subsumed_by) for one in prose] == [
        ("2", "in_time", 0, "GK701"),
        ("3", "in_time", 0, "GK701"),
        ("4", "figure", 25, None),
    ]
    assert [one.proof for one in result.submissions[0].tasks[4].demands if one.kind == "deadline"] == [
        "verified",
        "verified",
    ]
    assert all(log.manifest and not log.manifest.problems for log in result.logs)
    cleared = [one for one in result.checks if one.task == "1" and one.rule == "GK201"]
    assert cleared[0].status == "cleared"
    assert cleared[0].note is not None
    assert "台账核实" in cleared[0].note.zh


def test_without_its_log_the_first_task_has_a_finding() -> None:
    result = gkcheck.check(TABLE)
    assert result.logs == ()
    assert [one.task for one in result.findings if one.rule == "GK201"] == ["1"]


def test_the_same_with_several_processes(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text(
        "序号,工作任务,工作要求,责任单位,落实情况\n9,宣传,开展宣传。,办公室,开展宣传2次。\n", encoding="utf-8"
    )
    logs = read_bindings(EXAMPLE / "evidence.toml")
    assert gkcheck.check([TABLE, other], logs=logs, jobs=2) == gkcheck.check([TABLE, other], logs=logs)


def test_a_log_for_an_unknown_task_or_without_a_file_is_named() -> None:
    logs = [
        Binding("77", "reply_log", str(EXAMPLE / "留言台账.csv")),
        Binding("1", "reply_log", str(EXAMPLE / "没有.csv")),
    ]
    result = gkcheck.check(TABLE, logs=logs)
    assert result.exit_code == 3
    assert {one.code for one in result.warnings if one.incomplete} == {"log-task", "not-found"}


@pytest.mark.parametrize(
    "words", ["18", "18=reply_log", "18=reply_log:", "=reply_log:a.csv", "18=diary:a.csv", "1=pauses:a"]
)
def test_bad_words_are_wrong_usage(words: str) -> None:
    with pytest.raises(UsageError):
        binding_of(words)


@pytest.mark.parametrize(
    "text", ["x = 1", "[[log]]\ntask='1'", "[[log]]\ntask='1'\nkind='diary'\nfile='a'", "[["]
)
def test_a_bad_list_is_wrong_usage(tmp_path: Path, text: str) -> None:
    path = tmp_path / "evidence.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        read_bindings(path)


def test_nothing_personal_of_a_log_stands_in_the_result(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        "编号,姓名,电话,身份证号,转办时间,答复时间\nA1,欧阳某甲,13812345678,110101199003074610,2023-03-06,2023-03-20\n",
        encoding="utf-8",
    )
    result = gkcheck.check(TABLE, logs=[Binding("1", "reply_log", str(log))])
    assert result.logs[0].counts.late == 1
    whole = json.dumps(json.loads(result.to_json()), ensure_ascii=False)
    for ending in (".html", ".txt", ".md"):
        result.write(tmp_path / f"out{ending}")
        whole += (tmp_path / f"out{ending}").read_text(encoding="utf-8")
    for secret in ("欧阳某甲", "13812345678", "110101199003074610"):
        assert secret not in whole


def test_a_report_with_a_log_is_not_called_empty_of_facts() -> None:
    bare = {finding.task for finding in gkcheck.check(TABLE).findings if finding.rule == "GK501"}
    bound = gkcheck.check(TABLE, logs=read_bindings(EXAMPLE / "evidence.toml"))
    assert bare == {"1"}
    assert not [finding for finding in bound.findings if finding.rule == "GK501"]


def test_the_ladder_is_told_in_every_output_for_people(tmp_path: Path) -> None:
    result = gkcheck.check(TABLE, logs=read_bindings(EXAMPLE / "evidence.toml"))
    for lang in ("zh", "en"):
        for ending in (".html", ".txt", ".md", ".xlsx"):
            result.write(tmp_path / f"{lang}{ending}", lang=lang)
        for ending in (".html", ".txt", ".md"):
            told = (tmp_path / f"{lang}{ending}").read_text(encoding="utf-8")
            for proof in ("verified", "contradicted", "asserted"):
                assert PROOF_TEXT[proof].in_(lang) in told, (lang, ending, proof)
        sheet = openpyxl.load_workbook(tmp_path / f"{lang}.xlsx").worksheets
        cells = "\n".join(str(cell.value) for one in sheet for row in one.iter_rows() for cell in row)
        assert PROOF_TEXT["verified"].in_(lang) in cells
    text = (tmp_path / "zh.txt").read_text(encoding="utf-8")
    assert "未提及 0" in text and "台账核实 3 · 台账不符 3" in text


def test_without_logs_prose_asserts_at_most() -> None:
    result = gkcheck.check(TABLE)
    assert {demand.proof for task in result.submissions[0].tasks for demand in task.demands} <= {
        "silent",
        "asserted",
    }


def test_a_report_at_odds_with_its_requirement_is_asserted_not_refuted_by_a_log() -> None:
    task = Task(
        key="k",
        id="1",
        title="答复留言",
        requirement="网民留言在2个工作日内答复。",
        report="留言均在10个工作日内答复。",
    )
    result = gkcheck.check(Submission(source="表", year=2023, tasks=(task,)))
    (demand,) = (one for one in result.submissions[0].tasks[0].demands if one.kind == "window")
    assert (demand.status, demand.proof) == ("contradicted", "asserted")


def test_explain_shows_the_ladder_and_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "--row", "2", str(TABLE)]) == 0
    told = capsys.readouterr().out
    assert "台账不符" in told and "TS-02" in told and "按时率 2/4 = 50%" in told
    assert run(["explain", "--row", "1", str(TABLE), "--lang", "en"]) == 0
    assert "verified by the log" in capsys.readouterr().out


def test_a_bound_log_in_a_folder_is_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(EXAMPLE)]) == 1
    told = capsys.readouterr().out
    assert "未能读取" not in told and "是任务“2”的台账" in told
    assert run(["check", str(EXAMPLE), "--evidence", f"2=reply_log:{EXAMPLE}/没有.csv"]) == 3


def test_words_of_persons_bind_no_column(tmp_path: Path) -> None:
    path = tmp_path / "evidence.toml"
    path.write_text('[[log]]\ntask="1"\nkind="reply_log"\nfile="a.csv"\nstart="联系电话"\n', encoding="utf-8")
    with pytest.raises(UsageError, match="联系电话"):
        read_bindings(path)


def test_a_log_that_gkcheck_fails_on_is_named_and_its_words_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ValueError("13812345678 欧阳明珠")

    monkeypatch.setattr("gkcheck.evidence.checking.rows_of", fails)
    result = gkcheck.check(TABLE, logs=read_bindings(EXAMPLE / "evidence.toml"))
    assert result.exit_code == 3
    assert {one.code for one in result.warnings} == {"log-failed"}
    assert "13812345678" not in result.to_json() and "欧阳明珠" not in result.to_json()


def test_the_longest_time_is_told_with_its_unit() -> None:
    result = gkcheck.check(TABLE, logs=read_bindings(EXAMPLE / "evidence.toml"))
    told = [one.message for one in result.findings if one.rule == "GK701"]
    assert "最长 8个工作日（" in told[0].zh and "longest 11 days (" in told[1].en


def test_a_log_that_is_meant_to_be_counted_needs_no_window(tmp_path: Path) -> None:
    log = tmp_path / "清单.csv"
    log.write_text("编号,编制完成日期,备案日期\nA1,2023-06-01,2023-06-20\n", encoding="utf-8")

    def checked(asked: str) -> gkcheck.Result:
        task = Task(
            key="k", id="1", title="编制清单", requirement=asked, report="已编制清单1份，2023年6月1日完成。"
        )
        made = Submission(source="表", year=2023, tasks=(task,))
        return gkcheck.check(made, logs=[Binding("1", "list_log", str(log))])

    assert checked("6月底前编制权责清单并报市司法局备案。").warnings == ()
    assert [one.code for one in checked("编制权责清单。").warnings] == ["log-window"]


def test_every_command_that_checks_looks_at_the_logs_beside_the_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "e")
    book = openpyxl.Workbook()
    for row in csv.reader(TABLE.read_text(encoding="utf-8").splitlines()):
        book.active.append(row)
    book.save(tmp_path / "e" / "任务表.xlsx")
    (tmp_path / "e" / "任务表.csv").unlink()
    table = str(tmp_path / "e" / "任务表.xlsx")
    assert run(["annotate", table, "-o", str(tmp_path / "批注.xlsx")]) == 0
    with zipfile.ZipFile(tmp_path / "批注.xlsx") as package:
        notes = "".join(package.read(name).decode() for name in package.namelist() if "comments" in name)
    assert "GK701" in notes and "GK201" not in notes
    assert run(["annotate", table, "-o", str(tmp_path / "e" / "evidence.toml")]) == 2
    assert run(["diff", table, table, "--format", "json"]) in (0, 1)
    assert "GK701" in capsys.readouterr().out


def test_what_a_log_shows_of_numbers_and_dates_is_told_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("表.csv").write_text(
        "序号,工作任务,工作要求,责任单位,落实情况\n3,培训,每季度至少组织1次业务培训。,人社局,组织了培训。\n"
        "4,清单,6月底前编制权责清单。,编办,已编制。\n",
        encoding="utf-8",
    )
    days = "".join(f"{at},2023-{at * 3 - 1:02d}-01\n" for at in range(1, 5))
    Path("活动.csv").write_text(f"编号,举办日期\n{days}", encoding="utf-8")
    Path("清单.csv").write_text("编号,编制完成日期,备案日期\n1,2023-07-09,2023-07-10\n", encoding="utf-8")
    words = ["--evidence", "3=event_log:活动.csv", "--evidence", "4=list_log:清单.csv", "--year", "2023"]
    run(["check", "表.csv", *words, "-o", "a.html", "-o", "a.md", "-o", "a.json"])
    shown = [
        ("台账核实", "台账 4 次，应有的 4 期每期不少于 1 次"),
        ("台账不符", "台账“编制完成时间”最早 2023-07-09，期限 2023-06-30"),
    ]
    texts = [capsys.readouterr().out, Path("a.html").read_text("utf-8"), Path("a.md").read_text("utf-8")]
    for told in texts:
        for proof, why in shown:
            assert proof in told and why in told.replace("\\", "")
    result = json.loads(Path("a.json").read_text("utf-8"))
    demands = [one for task in result["submissions"][0]["tasks"] for one in task["demands"]]
    assert [one["proof"] for one in demands if one["kind"] in ("frequency", "deadline")] == [
        "verified",
        "contradicted",
    ]
    Path("evidence.toml").write_text(
        '[[log]]\ntask="3"\nkind="event_log"\nfile="活动.csv"\n', encoding="utf-8"
    )
    run(["explain", "--row", "3", "表.csv", "--year", "2023"])
    assert "台账│台账 4 次，应有的 4 期每期不少于 1 次" in capsys.readouterr().out
