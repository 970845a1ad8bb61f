"""The drawings of a log: every record counted once, nothing called late that was not, nothing outside its frame."""

from __future__ import annotations

from datetime import date

import made_logs
from hypothesis import given, settings
from hypothesis import strategies as st

from gkcheck.logs import LogCounts, LogMonth, LogRecord, LogResult, LogUsed, made_up_log
from gkcheck.writers.html.logs import VERDICT_SIGN
from gkcheck.writers.html.timeline import MOST_BINS, MOST_MONTHS, MOST_ROWS, timeline_of


def drawn(log: LogResult, lang="zh"):
    return timeline_of(log, VERDICT_SIGN, lang)


def log_of(**changes: object) -> LogResult:
    log = made_up_log("2个工作日", LogCounts(on_time=1))
    assert log.window is not None
    window = log.window.model_copy(update={"number": 2, "unit": changes.pop("unit", "working_day")})
    return log.model_copy(update={"window": window, **changes})


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 400), st.integers(0, 10**6))
def test_every_record_of_a_log_is_drawn_once_and_inside(count, seed):
    log = made_logs.checked(made_logs.with_faults(count, seed))
    line = drawn(log)
    counts = log.counts
    assert sum(one.total for one in line.months) == counts.total - counts.faulty
    assert sum(one.bad for one in line.months) == counts.late + counts.open_overdue
    assert len(line.rows) + len(line.more_rows) + line.unnamed == counts.late + counts.open_overdue
    assert sum(one.amount for one in line.bins) == sum(one.count for one in log.used)
    for month in line.months:
        assert 0 <= month.x <= month.x + month.width <= 100.1
        assert all(-0.2 <= block.y <= block.y + block.height <= 84.2 for block in month.blocks)
    assert len(line.months) <= MOST_MONTHS and len(line.bins) <= MOST_BINS and len(line.rows) <= MOST_ROWS
    for row in (*line.rows, *line.more_rows):
        assert row.limit >= 0 and row.past > 0 and row.limit + row.past <= 101
    assert line.limit_x is None or 0 <= line.limit_x <= 100
    assert sum(one.amount for one in line.bins if one.late) <= counts.late + counts.undetermined


def test_months_without_records_keep_their_place():
    months = tuple(LogMonth(month=one, counts=LogCounts(on_time=1)) for one in ("2022-11", "2023-02"))
    line = drawn(log_of(months=months))
    assert [one.words for one in line.months] == ["11", "12", "1", "2"]
    assert [one.year for one in line.months] == ["2022", "", "2023", ""]
    long = (
        LogMonth(month="2010-01", counts=LogCounts(late=2)),
        LogMonth(month="2023-01", counts=LogCounts()),
    )
    years = drawn(log_of(months=long)).months
    assert [one.words for one in years] == [str(year) for year in range(2010, 2024)]
    assert years[0].bad == 2


def test_the_longest_over_comes_first_in_working_days():
    records = (
        LogRecord(row=2, id="B", start="2018-09-28", due="2018-09-30", end="2018-10-08", verdict="late"),
        LogRecord(row=3, id="E", start="2018-10-29", due="2018-10-31", verdict="open_overdue"),
        LogRecord(row=4, id="A", start="2018-09-28", due="2018-09-30", end="2018-09-30", verdict="on_time"),
    )
    log = log_of(records=records, counts=LogCounts(on_time=1, late=1, open_overdue=1), cut_off="2018-11-05")
    assert [(one.id, one.over) for one in drawn(log).rows] == [("E", "逾期 3个工作日"), ("B", "超 1个工作日")]
    assert [one.over for one in drawn(log, "en").rows] == ["3 working days overdue", "1 working day late"]
    unknown = log.model_copy(update={"cut_off": "2051-11-05"})  # no calendar: all of them in plain days
    assert drawn(unknown).rows[-1].over == "超 8天"


def test_hours_are_measured_to_the_moment():
    record = LogRecord(
        row=2,
        id="A",
        start="2018-03-01T10:00:00",
        due="2018-03-03T10:00:00",
        end="2018-03-03T16:00:00",
        verdict="late",
    )
    (row,) = drawn(log_of(unit="hour", records=(record,), counts=LogCounts(late=1))).rows
    assert row.over == "超 6小时" and "16:00 办结" in row.dates


def test_a_day_of_rest_that_moved_the_limit_is_not_drawn_as_late():
    used = (LogUsed(units=1, count=3), LogUsed(units=4, count=2))
    fair = drawn(log_of(unit="day", used=used, counts=LogCounts(on_time=5)))
    assert [one.words for one in fair.bins if one.over and one.amount] == ["4"]
    assert not any(one.late for one in fair.bins)
    late = drawn(log_of(unit="day", used=used, counts=LogCounts(on_time=3, late=2)))
    assert [one.words for one in late.bins if one.late and one.amount] == ["4"]


def test_a_long_tail_is_one_column():
    used = (LogUsed(units=0, count=9), LogUsed(units=500, count=1), LogUsed(units=999, count=1))
    line = drawn(log_of(used=used, counts=LogCounts(on_time=9, late=2)))
    assert len(line.bins) <= MOST_BINS
    assert line.bins[-1].words.endswith("+") and line.bins[-1].amount == 2


def test_the_longest_over_are_kept_of_a_large_log():
    rows = [
        made_logs.record(
            "2018-03-01", f"2018-{3 + number // 28:02d}-{number % 28 + 1:02d}", id=f"A{number:04d}"
        )
        for number in (*range(6, 260), *range(6, 260))
    ]
    rows = [{**row, "工单编号": f"{at}"} for at, row in enumerate(rows)]
    log = made_logs.checked(rows, as_of=date(2019, 1, 31))
    kept = sorted(one.end for one in log.records if one.verdict == "late")
    assert len(kept) == 200
    assert kept[0] >= sorted(row["回复时间"] for row in rows)[-200]


def test_a_column_ends_with_the_limit_even_where_columns_are_wide():
    used = tuple(LogUsed(units=units, count=1) for units in range(0, 100, 3))
    line = drawn(
        log_of(unit="hour", used=used, counts=LogCounts(on_time=9, late=25)).model_copy(
            update={"window": log_of(unit="hour").window.model_copy(update={"number": 24})}
        )
    )
    inside = [one.words for one in line.bins if not one.over]
    assert inside[-1].endswith("24")
    assert sum(one.amount for one in line.bins) == len(used)
    short = drawn(log_of(used=(LogUsed(units=0, count=3),), counts=LogCounts(on_time=3)))
    assert [one.words for one in short.bins] == ["0", "1", "2"]  # up to the limit, to show what was left
    months = drawn(log_of(unit="month", used=(LogUsed(units=60, count=1), LogUsed(units=120, count=1))))
    assert months.limit_x is None and len([one for one in months.bins if one.amount]) == 2
