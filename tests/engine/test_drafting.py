"""The list of logs drafted for a table: what it suggests, that it is read again, and what it never quotes."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gkcheck
from gkcheck.binding import Binding, read_bindings
from gkcheck.drafting import drafted, quoted, toml_text
from gkcheck.model import Submission, Task
from gkcheck.table import understand

ROWS = {
    "1": ("答复留言", "对网民留言自收到之日起2个工作日内答复，复杂的5个工作日内答复，按时答复率达到100%。"),
    "2": ("更新指南", "办事指南自变更之日起1个工作日内更新。"),
    "3": ("解读政策", "重要文件公布后3个工作日内发布解读材料，全年解读不少于4件。"),
    "4": ("办理提案", "政协提案自交办之日起3个月内答复。"),
    "5": ("组织培训", "每季度至少组织1次业务培训，群众满意率达到95%。"),
    "6": ("编制清单", "6月底前编制权责清单并报市司法局备案。"),
    "7": ("提高认识", "加强领导，提高认识。"),
    "9": ("办好代表建议和政协提案", "办理结果应全部公开，按期答复率达到100%。"),
    "8": ("发微信", "官方微信全年推送不少于300条。"),
}


def table(rows: dict[str, tuple[str, str]] = ROWS) -> Submission:
    tasks = [
        Task(key=f"k{at}", id=id, title=title, requirement=asked, report="已完成。")
        for at, (id, (title, asked)) in enumerate(rows.items())
    ]
    return Submission(source="表.csv", year=2023, tasks=tuple(tasks))


def uncommented(text: str) -> str:
    return re.sub(r"(?m)^# (?=\[\[log\]\]$|\w+ = \")", "", text)


def bindings(text: str, folder: Path) -> tuple[Binding, ...]:
    path = folder / "evidence.toml"
    path.write_text(text, encoding="utf-8")
    return read_bindings(path)


def test_each_demand_gets_the_log_that_would_show_it():
    found = {(one.task, one.kind, one.window) for one in drafted(table()).wanted}
    assert found == {
        ("1", "reply_log", "自收到之日起2个工作日内"),
        ("1", "reply_log", "5个工作日内"),
        ("2", "guide_log", "自变更之日起1个工作日内"),
        ("3", "publication_log", "重要文件公布后3个工作日内"),
        ("4", "proposal_log", "自交办之日起3个月内"),
        ("5", "event_log", ""),
        ("6", "list_log", ""),
        ("8", "media_log", ""),
        ("9", "proposal_log", ""),
    }
    assert [(id, kind) for id, kind, _ in drafted(table()).without] == [("5", "rate")]


def test_a_table_without_a_year_has_deadlines_too():
    kinds = [one.kind for one in drafted(table().model_copy(update={"year": None})).wanted if one.task == "6"]
    assert kinds == ["list_log"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_read_again_as_it_stands_and_with_every_entry(tmp_path, lang):
    draft = drafted(table())
    text = toml_text(draft, lambda _: False, lang).text
    assert bindings(text, tmp_path) == ()  # nothing is bound before its log is there
    read = bindings(uncommented(text), tmp_path)
    assert [(one.task, one.kind, one.window) for one in read] == [
        (one.task, one.kind, one.window) for one in draft.wanted
    ]
    assert len({one.file for one in read}) == len(read)
    assert all(one.meant_for(str(tmp_path / "表.csv")) for one in read)
    for words in ("自收到之日起2个工作日内", "每季度至少组织1次业务培训", "6月底前编制权责清单"):
        assert words in text


def test_a_log_that_is_there_is_bound_at_once(tmp_path):
    written = toml_text(drafted(table()), lambda name: name == "2-办事指南变更台账.xlsx", "zh")
    assert written.ready == 1
    (one,) = bindings(written.text, tmp_path)
    assert (one.task, Path(one.file).name) == ("2", "2-办事指南变更台账.xlsx")


def test_what_is_drafted_proves_the_window_it_quotes_and_the_rate_beside_it(tmp_path):
    (tmp_path / "1-答复台账-1.csv").write_text(
        "编号,收到时间,答复时间\nA,2023-03-06,2023-03-07\n", encoding="utf-8"
    )
    draft = drafted(table())
    logs = bindings(toml_text(draft, lambda name: (tmp_path / name).is_file(), "zh").text, tmp_path)
    assert len(logs) == 1
    submission = table().model_copy(update={"source": str(tmp_path / "表.csv")})
    result = gkcheck.check(submission, logs=logs)
    assert [log.window.source for log in result.logs if log.window] == ["requirement"]
    proofs = {demand.text: demand.proof for demand in result.submissions[0].tasks[0].demands}
    assert [words for words, proof in proofs.items() if proof == "verified"] == [
        words for words in proofs if "2个工作日" in words or "按时答复率" in words
    ]


def test_tasks_that_cannot_be_bound_are_named():
    twins = Submission(
        source="表.csv",
        year=2023,
        tasks=tuple(
            Task(key=key, id=id, title=title, requirement="在2个工作日内答复网民留言。", report="")
            for key, id, title in (
                ("a", "1", "甲"),
                ("b", "1", "乙"),
                ("c", "", "丙"),
                ("d", "13812345678", "丁"),
            )
        ),
    )
    draft = drafted(twins)
    assert draft.wanted == ()
    assert [why.zh for _, why in draft.unbindable] == ["序号重复", "没有序号", "序号像个人信息"]
    told = toml_text(draft, lambda _: False, "zh").text
    assert tomllib.loads(told) == {}
    assert "13812345678" not in told


def test_nothing_personal_is_quoted():
    rows = {"1": ("答复13812345678", "对13812345678（身份证110101199003074610）的来信在2个工作日内答复。")}
    told = toml_text(drafted(table(rows)), lambda _: False, "zh").text
    assert "2个工作日" in told
    assert "13812345678" not in told and "110101199003074610" not in told


@given(st.text(max_size=60), st.text(max_size=20))
def test_whatever_stands_in_a_table_the_file_stays_toml(words, id):
    draft = drafted(
        table({id: (words, f"{words}在2个工作日内答复{words}网民留言，全年发布{words}信息不少于3条。")})
    )
    text = toml_text(draft, lambda _: True, "zh").text
    told = tomllib.loads(text.encode("utf-8").decode("utf-8"))
    assert len(told.get("log", ())) == len(draft.wanted)
    assert set(told) <= {"log"}


@given(st.text())
def test_a_quoted_string_is_the_string(words):
    plain = words.encode("utf-8", "replace").decode("utf-8")
    assert tomllib.loads(f"a = {quoted(words)}") == {"a": plain}


TABLES = sorted((Path(__file__).parents[2] / "examples").glob("*.csv")) + sorted(
    (Path(__file__).parents[1] / "gold" / "tables").glob("*.csv")
)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_what_is_drafted_for_real_tables_is_read_again_and_held(tmp_path, path):
    submission = gkcheck.read(path)
    draft = drafted(submission)
    text = toml_text(draft, lambda _: False, "zh").text
    read = bindings(uncommented(text), tmp_path)
    assert len(read) == len(draft.wanted)
    asked = {
        demand.span.text
        for reading in understand(submission, date(2030, 1, 1)).readings
        for demand in reading.demands
        if demand.window is not None and demand.window.number is not None
    }
    for one in draft.wanted:
        assert one.asked
        windows = [words for kind, words in one.asked if kind == "window"]
        assert bool(windows) == bool(one.window or one.unnumbered)
        assert all(any(words[:40] in demand for demand in asked) or one.unnumbered for words in windows)
    assert {id for id, _, _ in draft.without} <= {task.id for task in submission.tasks}
