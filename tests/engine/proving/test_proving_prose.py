"""GK702 and GK703 on real logs: what contradicts, what agrees, and above all what cannot be told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from logged import YEAR, checked, ended, hits

from gkcheck.logs import LogCounts, made_up_events, made_up_log
from gkcheck.model import Task
from gkcheck.proving import shown
from gkcheck.proving.prose import compared
from gkcheck.reading import Reading

ASKED = "在2个工作日内答复转办的网民留言。"
TITLE = "网民留言办理"
TEN = "编号,转办时间,答复时间\n" + "".join(
    f"LY-{at:02d},2018-{at:02d}-05,2018-{at:02d}-06\n" for at in range(1, 11)
)


def _ended(folder: Path, report: str, manifest: dict[str, object] | None = YEAR) -> str:
    result = checked(folder, ASKED, report, "reply_log", TEN, title=TITLE, manifest=manifest)
    found = hits(result, "GK702")
    return found[0][1] if found else ended(result, "GK702")


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ("2018年收到网民留言10件，均在2个工作日内答复，最长1个工作日。", "cleared"),
        ("2018年收到网民留言8件，均已答复。", "figure"),
        ("2018年答复网民留言11件。", "figure"),
        ("2018年1-6月收到网民留言6件。", "cleared"),
        ("2018年1-6月收到网民留言7件。", "figure"),
        ("截至9月底，收到留言9件，答复9件。", "cleared"),
        ("答复网民留言近10件。", "cleared"),
        ("答复网民留言10余件。", "cleared"),
        ("2018年答复网民留言约20件。", "figure"),
        ("2018年答复网民留言不少于12件。", "figure"),
        ("收到网民留言10件，其中咨询类4件、投诉类6件，均已答复。", "cleared"),
        ("全年未收到网民留言。", "nil"),
        ("网民留言按时答复率100%。", "cleared"),
        ("网民留言按时答复率90%。", "rate"),
        # what is not surely the same thing, or the same period, accuses nobody
        ("收到市长信箱留言3件，论坛留言7件。", "not_applicable"),
        ("收到信访来信3件。", "not_applicable"),
        ("答复重点网民留言4件。", "not_applicable"),
        ("收到网民留言12件，较去年增加2件。", "not_applicable"),
        ("月均办理留言1件。", "not_applicable"),
        ("2017年收到网民留言25件。", "not_applicable"),
        ("本年度未收到网民投诉。", "not_applicable"),
        ("全年无重复留言，未发生超期。", "not_applicable"),
        ("群众满意率98%。", "not_applicable"),
        ("网民留言答复工作由办公室负责，配备3人。", "not_applicable"),
        ("5月20日答复留言1件。", "not_applicable"),
        ("网民留言答复平均用时3个工作日。", "not_applicable"),
    ],
)
def test_prose_against_a_log_of_ten(tmp_path: Path, report: str, expected: str) -> None:
    assert _ended(tmp_path, report) == expected


def test_a_log_that_shows_less_disproves_only_where_it_is_whole(tmp_path: Path) -> None:
    report = "2018年收到网民留言37件。"
    assert _ended(tmp_path, report, None) == "undecided"
    assert _ended(tmp_path, report, {"period": "2018-01-01/2018-10-31"}) == "undecided"
    assert _ended(tmp_path, report, YEAR) == "figure"
    assert _ended(tmp_path, "2018年收到网民留言8件。", None) == "figure"  # more is more, whoever attests it


def test_a_log_at_odds_with_its_manifest_is_not_held_against_prose(tmp_path: Path) -> None:
    result = checked(
        tmp_path,
        ASKED,
        "2018年收到网民留言8件。",
        "reply_log",
        TEN,
        title=TITLE,
        manifest={"period": "2018年", "row_count": 12, "sha256": "0" * 64},
    )
    assert hits(result, "GK702", "GK703") == [("GK703", "manifest")]


def test_faulty_records_leave_a_margin(tmp_path: Path) -> None:
    log = TEN + "LY-11,2018-11-05,2018-11-01\n"  # answered before it came
    for count, expected in ((10, []), (11, []), (9, ["figure"]), (12, ["figure"])):
        result = checked(
            tmp_path,
            ASKED,
            f"2018年收到网民留言{count}件。",
            "reply_log",
            log,
            title=TITLE,
            manifest=YEAR,
        )
        assert [case for _, case in hits(result, "GK702")] == expected, count
        assert hits(result, "GK703") == [("GK703", "records")]


def test_one_late_record_refutes_100_percent_and_costs_once(tmp_path: Path) -> None:
    log = TEN.replace("2018-10-06", "2018-10-30")
    report = "2018年收到网民留言10件，均在2个工作日内答复，按时答复率100%，无一超期。"
    result = checked(tmp_path, ASKED, report, "reply_log", log, title=TITLE, manifest=YEAR)
    found = {(one.rule, one.case): one for one in result.findings}
    assert found["GK701", "late"].points == 25
    for case in ("in_time", "rate"):
        assert (found["GK702", case].points, found["GK702", case].subsumed_by) == (0, "GK701")
    assert "GK702", "figure" not in found
    assert {one.rule: one.points for one in result.submissions[0].tasks[0].lost}["GK701"] == 25


def test_late_records_take_the_cap_of_the_window_they_break(tmp_path: Path) -> None:
    log = TEN.replace("2018-10-06", "2018-10-30")
    result = checked(tmp_path, ASKED, "留言均已答复。", "reply_log", log, title=TITLE)
    (late,) = (one for one in result.findings if one.rule == "GK701")
    assert late.fault.startswith("GK201:")


def test_events_and_dates(tmp_path: Path) -> None:
    events = "场次,举办时间\n1,2018-03-01\n2,2018-05-18\n"
    for report, expected in (
        ("局长于5月18日做客在线访谈。", []),
        ("局长于6月18日做客在线访谈。", ["date"]),
        ("全年举办在线访谈2次。", []),
        ("全年举办在线访谈5次。", ["figure"]),
        ("局长于6月18日参加经济工作会议。", []),
        ("计划6月18日举办在线访谈。", []),
    ):
        result = checked(
            tmp_path, "举办在线访谈。", report, "event_log", events, title="在线访谈", manifest=YEAR
        )
        assert [case for _, case in hits(result, "GK702")] == expected, report


def test_patterns_are_told_and_cost_nothing(tmp_path: Path) -> None:
    log = "编号,转办时间,答复时间\n" + "".join(
        f"LY-{at:02d},2018-{at:02d}-08,2018-{at:02d}-10\n" for at in (1, 3, 5, 8, 11)
    )
    log += "".join(f"LY-{at:02d}x,2018-{at:02d}-15,2018-{at:02d}-17\n" for at in (1, 3, 5, 8, 10, 11))
    result = checked(tmp_path, ASKED, "留言均已答复。", "reply_log", log, title=TITLE)
    looks = [one for one in result.findings if (one.rule, one.case) == ("GK703", "look")]
    assert all(one.severity == "info" and one.points == 0 for one in looks)
    assert "不表示有问题" in "".join(one.message.zh for one in looks) or not looks


LETTERS = st.text(
    alphabet="全年收到留言网民均在工作日内答复办结率未投诉超期按时最长约余多月底前举办访谈次件起%0123456789，。、；“”年",
    max_size=80,
)


@settings(max_examples=300)
@given(
    LETTERS,
    st.integers(0, 12),
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(0, 3),
    st.booleans(),
    st.booleans(),
)
def test_any_prose_is_held_against_any_log_and_only_its_words_are_quoted(
    report: str, on_time: int, late: int, open_: int, faulty: int, whole: bool, events: bool
) -> None:
    reading = Reading(
        Task(key="k", id="1", title=TITLE, requirement=ASKED + "每季度举办1次访谈。", report=report),
        2018,
        date(2018, 12, 31),
    )
    counts = LogCounts(on_time=on_time, late=late, open_overdue=open_, faulty=faulty)
    log = (
        made_up_events("2018-03-01", "2018-05-18", whole_year=whole)
        if events
        else made_up_log("2个工作日", counts, demand=1, whole_year=whole)
    )
    logs = shown(reading, (log,))
    for one in compared(reading, logs):
        assert one.fault
        for span in one.spans:
            text = reading.task.text_of(span.field)
            assert text[span.start : span.end] == span.text


@settings(max_examples=200)
@given(st.integers(0, 30), st.integers(0, 12), st.integers(0, 4))
def test_a_true_count_is_never_called_wrong(on_time: int, late: int, faulty: int) -> None:
    counts = LogCounts(on_time=on_time, late=late, faulty=faulty)
    report = f"2018年全年收到网民留言{on_time + late}件，答复{on_time + late}件。"
    reading = Reading(
        Task(key="k", id="1", title=TITLE, requirement=ASKED, report=report),
        2018,
        date(2018, 12, 31),
    )
    logs = shown(reading, (made_up_log("2个工作日", counts, demand=1, whole_year=True),))
    assert [one for one in compared(reading, logs) if one.agrees is False] == []


def test_a_finding_on_a_log_is_known_again_wherever_it_is_checked_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = TEN.replace("2018-10-06", "2018-10-30")
    (tmp_path / "deep").mkdir()
    one = checked(tmp_path, ASKED, "留言均已答复。", "reply_log", log, title=TITLE)
    other = checked(tmp_path / "deep", ASKED, "留言均已答复。", "reply_log", log, title=TITLE)
    assert [one.fingerprint for one in one.findings] == [one.fingerprint for one in other.findings]


def test_two_logs_of_one_kind_are_summed_and_accuse_nobody() -> None:
    def found(count: int) -> list[bool | None]:
        report = f"2018年收到网民留言{count}件。"
        task = Task(key="k", id="1", title=TITLE, requirement=ASKED, report=report)
        reading = Reading(task, 2018, date(2018, 12, 31))
        web = made_up_log("2个工作日", LogCounts(on_time=3), demand=1, whole_year=True)
        line = made_up_log("2个工作日", LogCounts(on_time=7), demand=1, whole_year=True)
        return [one.agrees for one in compared(reading, shown(reading, (web, line)))]

    assert found(10) == [True, True]
    assert found(3) == [True, None]
    assert found(25) == [None, None]
