"""The counting of time limits: the eleven rules, worked examples of 2018, laws for every day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.calendar import (
    SHANGHAI,
    UNIT_TEXT,
    Stop,
    china,
    due,
    half_end,
    month_end,
    part_end,
    quarter_end,
)
from gkcheck.text import Text

CN = china()


def d(word: str) -> date:
    return date.fromisoformat(word)


def on(start: str, number: int, unit, **rest) -> date | None:
    return CN.due(d(start), number, unit, **rest).on


VECTORS = [
    ("2018-09-28", 1, "2018-09-29"),
    ("2018-09-28", 2, "2018-09-30"),
    ("2018-09-29", 2, "2018-10-08"),
    ("2018-02-14", 2, "2018-02-23"),
    ("2018-02-09", 1, "2018-02-11"),
    ("2018-04-04", 2, "2018-04-09"),
    ("2018-06-16", 2, "2018-06-20"),
    ("2018-12-28", 1, "2018-12-29"),
    ("2018-12-28", 2, "2019-01-02"),
    ("2018-01-25", 20, "2018-02-27"),
    ("2018-09-10", 15, "2018-09-30"),
    ("2018-08-31", 2, "2018-09-04"),
]


@pytest.mark.parametrize(("start", "number", "end"), VECTORS)
def test_working_days_of_2018(start, number, end):
    assert CN.add_working_days(d(start), number) == d(end)
    assert on(start, number, "working_day") == d(end)
    assert CN.working_days_between(d(start), d(end)) == number


@pytest.mark.parametrize(
    ("start", "nominal", "end"),
    [("2018-09-13", "2018-10-03", "2018-10-08"), ("2018-12-12", "2019-01-01", "2019-01-02")],
)
def test_twenty_natural_days_of_2018(start, nominal, end):
    for unit in ("natural_day", "day"):
        got = CN.due(d(start), 20, unit)
        assert (got.nominal, got.on) == (d(nominal), d(end))


def test_the_two_deadlines_of_a_plan_fell_on_working_days():
    assert CN.is_working(d("2018-08-31")) and CN.is_working(d("2018-09-30"))
    assert CN.is_working(d("2018-12-31")) is False


# 1 the start day


def test_the_start_day_does_not_count_unless_asked():
    assert on("2018-09-03", 2, "working_day") == d("2018-09-05")
    assert on("2018-09-03", 2, "working_day", count_start_day=True) == d("2018-09-04")
    assert on("2018-09-03", 3, "natural_day", count_start_day=True) == d("2018-09-05")


def test_a_start_on_a_day_of_rest_counts_from_the_next_working_day_even_when_counted():
    assert on("2018-06-16", 1, "working_day", count_start_day=True) == d("2018-06-19")


def test_a_month_with_its_first_day_counted_ends_the_day_before():
    assert on("2018-03-01", 1, "month", count_start_day=True, roll_over=False) == d("2018-03-31")
    assert on("2018-01-31", 1, "month", count_start_day=True, roll_over=False) == d("2018-02-28")


# 2 the last day


def test_a_last_day_of_rest_moves_on_and_a_plan_date_does_not():
    assert on("2018-09-01", 21, "day") == d("2018-09-25")  # 22 Sept is a Saturday, 24 Sept the festival
    assert on("2018-09-01", 21, "day", roll_over=False) == d("2018-09-22")
    assert on("2018-11-30", 1, "month", roll_over=False) == d("2018-12-30")
    assert on("2018-11-30", 1, "month") == d("2019-01-02")


def test_a_last_day_on_a_made_up_weekend_day_stays():
    assert on("2018-09-19", 10, "natural_day") == d("2018-09-29")


# 3 working days: the data tests. 4 two notices, beyond the data


def test_a_limit_across_the_year_uses_both_notices():
    assert on("2018-12-27", 2, "working_day") == d("2018-12-29")
    assert on("2019-12-30", 3, "working_day") == d("2020-01-03")


@pytest.mark.parametrize(
    ("start", "number", "unit"),
    [("2026-12-30", 2, "working_day"), ("2026-12-20", 15, "day"), ("2003-12-30", 5, "working_day")],
)
def test_beyond_the_data_nothing_is_guessed(start, number, unit):
    got = CN.due(d(start), number, unit)
    assert (got.on, got.at) == (None, None)
    assert "2026-12-31" in got.undetermined.zh
    assert got.in_time(d("2026-12-31")) is None
    assert got.steps[-1].zh.startswith("无法判定")
    assert got.skipped == ()


def test_what_needs_no_calendar_is_known_beyond_it():
    got = CN.due(d("2030-01-31"), 1, "month", roll_over=False)
    assert got.on == d("2030-02-28")
    assert CN.due(d("2026-12-20"), 15, "day").nominal == d("2027-01-04")
    assert CN.due(datetime(2030, 1, 1, 9), 24, "hour").at == datetime(2030, 1, 2, 9, tzinfo=SHANGHAI)


def test_local_stops_come_from_a_list_only():
    typhoon = {d("2018-09-17"): "市防汛办停工通知"}
    local = CN.with_overrides(extra_off=typhoon)
    assert local.due(d("2018-09-14"), 1, "working_day").on == d("2018-09-18")
    assert any("市防汛办停工通知" in step.zh for step in local.due(d("2018-09-14"), 1, "working_day").steps)


# 5 days are natural days unless the law says working days


def test_days_are_natural_days_unless_working_days_are_asked_for():
    assert on("2021-09-24", 3, "day") == d("2021-09-27")
    assert on("2021-09-24", 3, "working_day") == d("2021-09-28")


# 6 hours


def test_hours_run_through_nights_and_holidays():
    got = CN.due(datetime(2018, 9, 30, 17, 30), 48, "hour")
    assert got.at == datetime(2018, 10, 2, 17, 30, tzinfo=SHANGHAI)
    assert got.on == d("2018-10-02")
    assert got.skipped == ()
    assert CN.due(datetime(2018, 9, 30, 23, 50), 30, "minute").at.isoformat() == "2018-10-01T00:20:00+08:00"


def test_hours_are_counted_in_china_wherever_the_clock_stood():
    got = CN.due(datetime(2018, 9, 30, 20, 0, tzinfo=UTC), 5, "hour")
    assert got.at.isoformat() == "2018-10-01T09:00:00+08:00"
    assert CN.due(datetime(2018, 9, 28, 20, 0, tzinfo=UTC), 1, "working_day").on == d("2018-09-30")


def test_hours_from_a_bare_date_cannot_be_judged():
    got = CN.due(d("2018-09-30"), 24, "hour")
    assert (got.on, got.at) == (None, None)
    assert "时刻" in got.undetermined.zh and "time of day" in got.undetermined.en
    assert got.in_time(datetime(2018, 9, 30, 12)) is None


def test_an_answer_with_a_bare_date_proves_an_hour_limit_only_off_the_last_day():
    limit = CN.due(datetime(2018, 9, 28, 9), 48, "hour")  # until 30 September 09:00
    assert limit.in_time(d("2018-09-29")) is True
    assert limit.in_time(d("2018-09-30")) is None
    assert limit.in_time(d("2018-10-01")) is False
    assert limit.in_time(d("2018-09-27")) is None
    assert limit.in_time(datetime(2018, 9, 30, 9, 0)) is True
    assert limit.in_time(datetime(2018, 9, 30, 9, 0), inclusive=False) is False
    assert limit.in_time(datetime(2018, 9, 30, 9, 1)) is False
    assert limit.in_time(datetime(2018, 9, 28, 8, 59)) is None


# 7 months and years


@pytest.mark.parametrize(
    ("start", "number", "unit", "end"),
    [
        ("2018-01-31", 1, "month", "2018-02-28"),
        ("2020-01-31", 1, "month", "2020-02-29"),
        ("2018-02-28", 1, "month", "2018-03-28"),
        ("2018-08-15", 6, "month", "2019-02-15"),
        ("2018-12-31", 2, "month", "2019-02-28"),
        ("2016-02-29", 1, "year", "2017-02-28"),
        ("2018-05-04", 1, "year", "2019-05-04"),
        ("2018-05-04", 1, "week", "2018-05-11"),
    ],
)
def test_months_and_years_end_on_the_same_day_or_at_the_end_of_the_month(start, number, unit, end):
    assert on(start, number, unit, roll_over=False) == d(end)


# 8 bounds


def test_within_includes_the_last_day_and_less_than_does_not():
    limit = CN.due(d("2018-09-28"), 2, "working_day")
    assert limit.in_time(d("2018-09-30")) is True
    assert limit.in_time(datetime(2018, 9, 30, 23, 59)) is True
    assert limit.in_time(d("2018-10-01")) is False
    assert limit.in_time(d("2018-09-30"), inclusive=False) is False
    assert limit.in_time(d("2018-09-29"), inclusive=False) is True


# 9 named periods


def test_the_ends_of_named_periods():
    assert [part_end(2018, 8, part) for part in ("early", "middle", "late")] == [
        d("2018-08-10"),
        d("2018-08-20"),
        d("2018-08-31"),
    ]
    assert [f"{quarter_end(2018, q):%m-%d}" for q in (1, 2, 3, 4)] == ["03-31", "06-30", "09-30", "12-31"]
    assert [f"{half_end(2018, half):%m-%d}" for half in (1, 2)] == ["06-30", "12-31"]
    assert (month_end(2020, 2), month_end(2018, 12)) == (d("2020-02-29"), d("2018-12-31"))
    for wrong in (
        lambda: quarter_end(2018, 5),
        lambda: half_end(2018, 0),
        lambda: month_end(2018, 13),
        lambda: month_end(2018, 0),
    ):
        with pytest.raises(ValueError):
            wrong()


# 10 stops, extensions, receipt


def test_days_of_a_stop_do_not_count():
    stop = Stop(d("2018-09-04"), d("2018-09-06"), Text("等待补正", "waiting for a correction"))
    got = CN.due(d("2018-09-03"), 2, "working_day", stops=[stop])
    assert got.on == d("2018-09-10")
    assert any("等待补正" in step.zh and "不计" in step.zh for step in got.steps)
    assert CN.due(d("2018-09-03"), 3, "day", stops=[stop]).nominal == d("2018-09-09")
    assert any("等待补正" in step.zh for step in CN.due(d("2018-09-03"), 3, "day", stops=[stop]).steps)
    assert CN.due(d("2018-09-03"), 1, "month", stops=[stop]).nominal == d("2018-10-06")
    first = Stop(d("2018-09-03"), d("2018-09-03"), stop.reason)
    assert CN.due(d("2018-09-03"), 3, "day", count_start_day=True, stops=[first]).nominal == d("2018-09-06")
    assert CN.due(datetime(2018, 9, 3, 9), 24, "hour", stops=[stop]).undetermined is not None
    assert CN.due(d("2026-12-30"), 5, "working_day", stops=[stop]).undetermined is not None


def test_an_extension_counts_only_with_a_decision_inside_the_first_period():
    first = CN.due(d("2018-09-03"), 15, "working_day")
    assert first.on == d("2018-09-25")
    assert first.extended(15, decided=d("2018-09-25")).on == CN.add_working_days(d("2018-09-03"), 30)
    for late in (None, d("2018-09-26"), d("2018-09-02")):
        assert first.extended(15, decided=late) is None
    assert CN.due(d("2026-12-30"), 15, "working_day").extended(15, decided=d("2026-12-31")) is None


def test_receipt_on_a_day_of_rest_is_that_day_unless_the_office_books_the_next():
    assert on("2018-10-01", 7, "day") == d("2018-10-08")
    booked = CN.due(d("2018-10-01"), 7, "day", receipt_rollover=True)
    assert booked.on == d("2018-10-15")
    assert booked.steps[0].zh.startswith("2018-10-01") and "下一工作日" in booked.steps[0].zh
    assert CN.due(d("2027-02-01"), 7, "day", receipt_rollover=True).undetermined is not None
    assert on("2018-06-16", 1, "working_day", receipt_rollover=True) == d("2018-06-20")
    assert "下一工作日" not in CN.due(d("2018-06-15"), 1, "day", receipt_rollover=True).steps[0].zh


# 11 the same day, negative durations


def test_the_same_day_is_in_time_and_an_answer_before_the_start_is_a_fault_of_the_data():
    limit = CN.due(d("2018-09-28"), 2, "working_day")
    assert limit.in_time(d("2018-09-28")) is True
    assert limit.in_time(d("2018-09-27")) is None
    assert CN.working_days_between(d("2018-09-28"), d("2018-09-28")) == 0
    assert CN.working_days_between(d("2018-09-28"), d("2018-09-27")) == -1


# sentences


def test_the_steps_tell_the_whole_counting():
    zh = [step.zh for step in CN.due(d("2018-01-25"), 20, "working_day").steps]
    assert zh[0] == "自2018-01-25（星期四，工作日）起算，当日不计入（参照《民法总则》第二百零一条）"
    assert "2018-02-11（春节调休上班，国办发明电〔2017〕12号）计入" in zh
    assert "2018-02-15～02-21（春节放假，国办发明电〔2017〕12号）不计" in zh
    assert zh[-1] == "第20个工作日：2018-02-27（星期二，工作日）"


def test_every_day_left_out_is_named_once():
    got = CN.due(d("2018-09-20"), 7, "working_day")
    assert [f"{day.date:%m-%d}" for day in got.skipped] == ["09-22", "09-23", "09-24"]
    assert CN.due(d("2018-09-13"), 20, "day").skipped[0].date == d("2018-10-03")
    assert len(CN.due(d("2018-09-13"), 20, "day").skipped) == 5


@pytest.mark.parametrize(
    ("start", "law"),
    [
        ("2021-01-04", "《民法典》第二百零一条"),
        ("2018-01-04", "《民法总则》"),
        ("2016-01-04", "《民法通则》第一百五十四条"),
    ],
)
def test_the_article_is_that_of_the_day(start, law):
    assert law in CN.due(d(start), 3, "day").steps[0].zh


@pytest.mark.parametrize("unit", list(UNIT_TEXT))
def test_every_unit_explains_itself_in_both_languages(unit):
    got = CN.due(datetime(2018, 9, 28, 9), 3, unit, count_start_day=unit == "week")
    assert got.on is not None
    for step in got.steps:
        assert step.zh and step.en
        step.zh.encode("gbk")
        step.en.encode("gbk")


# refusals and edges


@pytest.mark.parametrize(("number", "unit"), [(-1, "day"), (1, "fortnight")])
def test_what_is_no_limit_is_refused(number, unit):
    with pytest.raises(ValueError):
        due(CN, d("2018-01-01"), number, unit)


@pytest.mark.parametrize("unit", ["day", "week", "month", "year", "hour", "minute", "working_day"])
def test_no_number_is_too_large(unit):
    assert CN.due(datetime(2018, 1, 1), 10**12, unit).undetermined is not None


def test_zero_is_the_day_itself():
    for unit in ("working_day", "day", "month"):
        assert on("2018-10-01", 0, unit) == d("2018-10-01")


def test_backwards():
    assert CN.add_working_days(d("2018-10-08"), -1) == d("2018-09-30")
    assert CN.add_working_days(d("2018-10-08"), -1, count_start_day=True) == d("2018-10-08")
    assert CN.add_working_days(d("2004-01-02"), -2) is None


def test_on_or_after():
    assert CN.on_or_after(d("2018-10-01")) == d("2018-10-08")
    assert CN.on_or_after(d("2018-10-08")) == d("2018-10-08")
    assert CN.on_or_after(d("2027-01-01")) is None


def test_counting_over_an_unknown_year_is_not_known():
    assert CN.working_days_between(d("2026-12-30"), d("2027-01-02")) is None
    assert CN.working_days_between(d("2003-12-30"), d("2004-01-02")) is None
    assert CN.working_days_between(d("2018-10-08"), d("2018-10-12"), count_start_day=True) == 5
    assert CN.working_days_between(d("2018-10-12"), d("2018-10-08"), count_start_day=True) == -5


# laws

DAYS = st.dates(date(2004, 1, 1), date(2025, 12, 31))
NUMBERS = st.integers(1, 120)
NATURAL = st.sampled_from(["day", "natural_day", "week", "month"])


@given(DAYS, NUMBERS)
def test_law_adding_then_counting_gives_the_number_back(start, number):
    end = CN.add_working_days(start, number)
    assert end is not None and end > start and CN.is_working(end)
    assert CN.working_days_between(start, end) == number


@given(st.dates(date(2006, 1, 1), date(2026, 12, 31)), NUMBERS)
def test_law_the_same_backwards(start, number):
    end = CN.add_working_days(start, -number)
    assert end is not None and end < start and CN.is_working(end)
    assert CN.working_days_between(start, end) == -number


@given(DAYS, st.integers(0, 30), NUMBERS)
def test_law_a_later_start_never_ends_earlier(start, later, number):
    first, second = (CN.add_working_days(day, number) for day in (start, start + timedelta(days=later)))
    assert second is None or first <= second


@given(DAYS, NUMBERS, st.integers(0, 60))
def test_law_two_steps_are_one(start, one, two):
    middle = CN.add_working_days(start, one)
    assert CN.add_working_days(middle, two) == CN.add_working_days(start, one + two)


@given(DAYS, NUMBERS, NATURAL)
def test_law_natural_limits_end_on_a_working_day_no_earlier_than_the_nominal_day(start, number, unit):
    got = CN.due(start, number, unit)
    if got.on is None:
        assert got.undetermined is not None
        return
    assert got.nominal <= got.on and CN.is_working(got.on)
    assert all(not day.working for day in got.skipped)
    assert (got.on - got.nominal).days == len(got.skipped)
    assert got.in_time(got.on) is True and got.in_time(got.on + timedelta(days=1)) is False


@given(DAYS, NUMBERS)
def test_law_counted_and_skipped_days_fill_the_span(start, number):
    got = CN.due(start, number, "working_day")
    assert (got.on - start).days == number + len(got.skipped)


@given(DAYS, DAYS, DAYS)
def test_law_counts_add_up(one, two, three):
    first, second, third = sorted((one, two, three))
    whole = CN.working_days_between(first, third)
    assert whole == CN.working_days_between(first, second) + CN.working_days_between(second, third)
