"""Windows counted over records: the vectors of the calendar through the log path, hours, pauses, extensions, the law."""

from __future__ import annotations

from datetime import date

import pytest
from made_logs import checked, record

from gkcheck.evidence import KINDS, Wishes, check_log, legal_limit, opened

VECTORS = [
    ("2018-09-28", "1个工作日", "2018-09-29"),
    ("2018-09-28", "2个工作日", "2018-09-30"),
    ("2018-09-29", "2个工作日", "2018-10-08"),
    ("2018-02-14", "2个工作日", "2018-02-23"),
    ("2018-02-09", "1个工作日", "2018-02-11"),
    ("2018-04-04", "2个工作日", "2018-04-09"),
    ("2018-06-16", "2个工作日", "2018-06-20"),
    ("2018-12-28", "1个工作日", "2018-12-29"),
    ("2018-12-28", "2个工作日", "2019-01-02"),
    ("2018-01-25", "20个工作日", "2018-02-27"),
    ("2018-09-10", "15个工作日", "2018-09-30"),
    ("2018-08-31", "2个工作日", "2018-09-04"),
    ("2018-09-13", "20日", "2018-10-08"),
    ("2018-12-12", "20日", "2019-01-02"),
    ("2018-01-31", "1个月", "2018-02-28"),
]


@pytest.mark.parametrize(("start", "window", "due"), VECTORS)
def test_vectors(start: str, window: str, due: str) -> None:
    next_day = date.fromordinal(date.fromisoformat(due).toordinal() + 1).isoformat()
    log = checked(
        [record(start, due, id="1"), record(start, next_day, id="2"), record(start, id="3")], window
    )
    assert [one.due for one in log.records] == [due] * 3
    assert [one.verdict for one in log.records] == ["on_time", "late", "open_overdue"]
    eve = checked([record(start)], window, as_of=date.fromisoformat(due))
    assert eve.records[0].verdict == "open_not_due", "the last day is not over"


def test_the_example_of_the_brief() -> None:
    log = checked(
        [
            record("2018-09-28 16:50", "2018-09-30 23:00", id="A"),
            record("2018-09-28", "2018-10-08", id="B"),
            record("2018-12-28", "2019-01-02", id="C"),
            record("2018-06-16", "2018-06-20", id="D"),
            record("2018-10-29", id="E", status="办理中"),
            record("2018-11-01", id="F", status="办理中"),
        ],
        pauses=[("F", "2018-11-02", "")],
    )
    assert {one.id: one.verdict for one in log.records} == {
        "A": "on_time",
        "B": "late",
        "C": "on_time",
        "D": "on_time",
        "E": "open_overdue",
        "F": "open_not_due",
    }
    assert log.rate is not None
    assert (log.rate.numerator, log.rate.denominator, log.rate.percent) == (3, 5, 60.0)
    assert [(one.code, one.count) for one in log.rate.left_out] == [("paused", 1)]


@pytest.mark.parametrize(
    ("start", "end", "verdict"),
    [
        ("2018-09-30 22:00", "2018-10-01 21:59", "on_time"),
        ("2018-09-30 22:00", "2018-10-01 22:00:00", "on_time"),
        ("2018-09-30 22:00", "2018-10-01 22:01", "late"),
        ("2018-09-30", "2018-10-01 10:00", "undetermined"),
        ("2018-09-30 22:00", "2018-10-01", "undetermined"),
        ("2018-09-30T14:00:00Z", "2018-10-01T22:00:00+08:00", "on_time"),
        ("2018-09-30 22:00", "", "open_overdue"),
    ],
)
def test_hours_run_through_nights_and_holidays(start: str, end: str, verdict: str) -> None:
    assert checked([record(start, end)], "24小时").records[0].verdict == verdict


@pytest.mark.parametrize(
    ("options", "due"),
    [
        ({}, "2018-06-20"),
        ({"count_start_day": True}, "2018-06-20"),
        ({"receipt_rollover": True}, "2018-06-21"),
    ],
)
def test_ways_of_counting(options: dict[str, bool], due: str) -> None:
    from gkcheck.evidence.limits import Counting

    log = checked([record("2018-06-16")], counting=Counting(**options))
    assert log.records[0].due == due
    assert log.window is not None and log.window.receipt_rollover is options.get("receipt_rollover", False)


def test_the_start_day_can_be_counted() -> None:
    from gkcheck.evidence.limits import Counting

    assert (
        checked([record("2018-09-28")], counting=Counting(count_start_day=True)).records[0].due
        == "2018-09-29"
    )


def test_pauses_are_taken_out_only_inside_the_limit() -> None:
    rows = [record("2018-09-03", "2018-09-12", id=one) for one in "ABCD"]
    pauses = [
        ("A", "2018-09-05", "2018-09-11"),  # inside: the 5th to the 11th do not count
        ("B", "2018-09-06", "2018-09-11"),  # began after the limit had run out
        ("C", "2018-08-20", "2018-08-31"),  # before the case came in
    ]
    log = checked(rows, pauses=pauses)
    assert {one.id: (one.due, one.verdict) for one in log.records} == {
        "A": ("2018-09-12", "on_time"),
        "B": ("2018-09-05", "late"),
        "C": ("2018-09-05", "late"),
        "D": ("2018-09-05", "late"),
    }
    assert [(one.code, one.count) for one in log.faults] == [("pause_outside", 2)]


def test_hours_with_pauses_to_the_moment() -> None:
    rows = [record("2018-09-03 10:00", "2018-09-05 11:00")]
    assert checked(rows, "24小时").records[0].verdict == "late"
    paused = checked(rows, "24小时", pauses=[("A", "2018-09-03 12:00", "2018-09-05 09:00")])
    assert paused.records[0].due == "2018-09-06T07:00:00"
    by_day = checked(rows, "24小时", pauses=[("A", "2018-09-03", "2018-09-05")])
    assert by_day.records[0].verdict == "undetermined"


def test_an_extension_wants_a_decision_inside_the_first_limit() -> None:
    heading = ("工单编号", "转办时间", "回复时间", "延期至", "延期决定时间")
    rows = [
        record("2018-09-03", "2018-09-14", id="A", 延期至="2018-09-14", 延期决定时间="2018-09-05"),
        record("2018-09-03", "2018-09-14", id="B", 延期至="2018-09-14", 延期决定时间="2018-09-06"),
        record("2018-09-03", "2018-09-14", id="C", 延期至="2018-09-14"),
        record("2018-09-03", "2018-09-05", id="D", 延期至="2018-09-04", 延期决定时间="2018-09-03"),
    ]
    kept = [{key: row[key] for key in heading if key in row} for row in rows]
    log = checked(kept, heading=heading)
    assert [one.verdict for one in log.records] == ["on_time", "late", "late", "on_time"]
    assert {one.code for one in log.faults} == {"extension_outside", "extension_undated"}


def test_the_law_of_the_day() -> None:
    text = (
        "申请编号,申请方式,收到日期,双方确认时间,补正收到时间,答复日期\n"
        "1,邮寄,2019-05-14,,,2019-06-05\n"  # 15 working days: due on 4 June
        "2,邮寄,2019-05-15,,,2019-06-12\n"  # 20 working days
        "3,互联网,2019-05-20,2019-05-22,,2019-06-20\n"  # from the day both confirmed
        "4,当面,2019-05-20,2019-05-22,,2019-06-20\n"
        "5,邮寄,2019-05-20,,2019-06-03,2019-07-02\n"  # from the correction
        "6,邮寄,2007-05-15,,,2007-06-12\n"
    )
    log = check_log(
        opened(text.encode(), name="requests.csv"),
        KINDS["request_log"],
        Wishes(as_of=date(2019, 12, 31), limit=legal_limit("information-reply")),
    )
    assert [(one.due, one.verdict) for one in log.records] == [
        ("2019-06-04", "late"),
        ("2019-06-13", "on_time"),
        ("2019-06-20", "on_time"),
        ("2019-06-18", "late"),
        ("2019-07-02", "on_time"),
        ("", "undetermined"),
    ]
    assert log.window is not None and len(log.window.basis) == 2 and log.window.source == "law"


def test_outside_the_known_calendar_nothing_is_guessed() -> None:
    log = checked([record("2090-01-05", "2090-01-06")], as_of=date(2090, 12, 31))
    assert log.records[0].verdict == "undetermined" and log.rate is not None
    assert [one.code for one in log.rate.left_out] == ["calendar"]
    hours = checked([record("2090-01-05 10:00", "2090-01-06 09:00")], "24小时", as_of=date(2090, 12, 31))
    assert hours.records[0].verdict == "on_time", "hours need no calendar"


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("2018-09-28", True),
        ("2018-9-8", True),
        ("2018/9/28 8:05", True),
        ("2018年9月28日", True),
        ("2018年9月28日16时50分", True),
        ("2018-09-28T16:50:00.000", True),
        ("18-09-28", False),
        ("28/09/2018", False),
        ("09/28/2018", False),
        ("43371", False),
        ("20180928", False),
        ("2018-02-30", False),
        ("2018-09-28 25:00", False),
        ("2018-09", False),
        ("２０１８-09-28", False),
        ("9月28日", False),
    ],
)
def test_dates_are_read_strictly(text: str, fine: bool) -> None:
    log = checked([record(text)])
    assert (log.records[0].verdict != "faulty") is fine
    assert (log.faults == ()) is fine


def test_an_event_without_its_column_is_undetermined() -> None:
    log = checked([record("2018-09-28", "2018-09-29")], trigger="受理")
    assert log.counts.undetermined == 1
    assert log.rate is not None and log.rate.left_out[0].code == "no_start_column"


def test_the_worst_of_one_id_counts() -> None:
    rows = [
        record("2018-09-03", "2018-09-04", id="A"),
        record("2018-09-03", "2018-09-20", id="A"),
        record("2018-09-03", "2018-09-04", id="B"),
        record("2018-09-03", "2018-09-04", id="B", status="重办"),
    ]
    log = checked(rows)
    assert (log.counts.on_time, log.counts.late, log.counts.faulty) == (2, 1, 1)
    assert {one.code for one in log.faults} == {"duplicate"}
