"""The working-day data: every day against two libraries, every exception with its notice, nothing beyond."""

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from gkcheck.calendar import china
from gkcheck.errors import ConfigError

SHARED = Path(__file__).parents[4] / "shared" / "data" / "calendar"
FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)


def every_day(first=FIRST, last=LAST):
    return [date.fromordinal(one) for one in range(first.toordinal(), last.toordinal() + 1)]


def test_it_covers_2004_to_2026():
    assert (china().first, china().last) == (FIRST, LAST)
    assert china() is china()


def test_every_day_as_holidays_says():
    holidays = pytest.importorskip("holidays")
    oracle = holidays.country_holidays("CN", years=range(2003, 2028))
    assert [day for day in every_day() if china().is_working(day) != oracle.is_working_day(day)] == []


def test_every_day_from_2006_as_chinese_calendar_says():
    chinese_calendar = pytest.importorskip("chinese_calendar")
    wrong = [
        day
        for day in every_day(date(2006, 1, 1))
        if china().is_working(day) != chinese_calendar.is_workday(day)
    ]
    assert wrong == []


def test_where_chinese_calendar_errs_the_notice_is_followed():
    day = china().day(date(2005, 12, 31))
    assert day.working is True
    assert day.notice.number == "国办发明电〔2005〕35号"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the notices' data is not beside the repository")
def test_every_day_from_2007_as_the_notices_data_says():
    said = {}
    for path in sorted(SHARED.glob("*.json")):  # a later year's notice may speak of the December before
        for day in json.loads(path.read_text(encoding="utf-8"))["days"]:
            said[date.fromisoformat(day["date"])] = not day["isOffDay"]
    for day in every_day(date(2007, 1, 1)):
        assert china().is_working(day) is said.get(day, day.weekday() < 5), day


@pytest.mark.parametrize(
    "day", [date(2003, 12, 31), date(2027, 1, 1), date(2027, 1, 4), date(1, 1, 1), date.max]
)
def test_outside_the_known_years_nothing_is_said(day):
    known = china().day(day)
    assert (known.working, known.notice) == (None, None)
    assert china().is_working(day) is None
    assert "2026-12-31" in known.reason.zh and "2026-12-31" in known.reason.en


def test_the_last_days_of_the_last_year_carry_a_caution():
    assert "下一年的放假通知未收录" in china().day(date(2026, 12, 31)).reason.zh
    assert "下一年" not in china().day(date(2026, 12, 28)).reason.zh
    assert "下一年" not in china().day(date(2025, 12, 31)).reason.zh


def test_2018_has_250_working_days_and_these_seven_make_up_days():
    days = every_day(date(2018, 1, 1), date(2018, 12, 31))
    assert sum(china().is_working(day) for day in days) == 250
    made_up = [f"{day:%m-%d}" for day in days if day.weekday() >= 5 and china().is_working(day)]
    assert made_up == ["02-11", "02-24", "04-08", "04-28", "09-29", "09-30", "12-29"]


@pytest.mark.parametrize(
    ("day", "working", "number"),
    [
        (date(2004, 5, 8), True, "国办发明电〔2003〕53号"),
        (date(2005, 1, 3), False, "国办发明电〔2004〕52号"),
        (date(2007, 12, 29), True, "国办发明电〔2007〕52号"),
        (date(2007, 12, 31), False, "国办发明电〔2007〕52号"),
        (date(2011, 12, 31), True, "国办发明电〔2011〕45号"),
        (date(2015, 9, 3), False, "国发明电〔2015〕1号"),
        (date(2015, 9, 6), True, "国发明电〔2015〕1号"),
        (date(2018, 9, 30), True, "国办发明电〔2017〕12号"),
        (date(2018, 12, 29), True, "国办发明电〔2018〕15号"),
        (date(2018, 12, 31), False, "国办发明电〔2018〕15号"),
        (date(2019, 4, 28), True, "国办发明电〔2019〕3号"),
        (date(2019, 5, 1), False, "国办发明电〔2019〕3号"),
        (date(2020, 1, 30), False, "国办发明电〔2019〕16号"),
        (date(2020, 1, 31), False, "国办发明电〔2020〕1号"),
        (date(2020, 2, 1), False, "国办发明电〔2020〕1号"),
        (date(2022, 12, 31), False, "国办发明电〔2022〕16号"),
        (date(2026, 2, 23), False, "国办发明电〔2025〕7号"),
        (date(2026, 10, 10), True, "国办发明电〔2025〕7号"),
    ],
)
def test_the_notice_of_a_day(day, working, number):
    known = china().day(day)
    assert (known.working, known.notice.number) == (working, number)


@pytest.mark.parametrize("day", [date(2020, 2, 3), date(2018, 6, 16), date(2019, 5, 6)])
def test_a_plain_day_has_no_notice(day):
    assert china().day(day).notice is None


def test_reasons_name_the_weekday_and_the_festival():
    day = china().day(date(2018, 9, 29))
    assert day.reason.zh == "星期六，国庆节调休上班"
    assert day.reason.en == "Saturday, worked in exchange for National Day"
    both = china().day(date(2020, 10, 5))
    assert both.reason.en == "Monday, off for National Day and Mid-Autumn Festival"
    assert china().day(date(2018, 6, 16)).reason.zh == "星期六，休息日"


def test_every_notice_is_complete_and_precedes_what_it_arranges():
    notices = {arranged.notice for arranged in china().exceptions.values()}
    assert len(notices) == 23 + 3
    for ordinal, arranged in china().exceptions.items():
        assert arranged.notice.date < date.fromordinal(ordinal), arranged.notice
    for notice in notices:
        assert re.fullmatch(r"国办?发明电〔20\d\d〕\d{1,2}号", notice.number)
        assert f"〔{notice.date.year}〕" in notice.number
        assert notice.title.startswith("国务院") and notice.title.endswith("通知")
        assert notice.url.startswith("http")
    assert max(Counter(notice.number for notice in notices).values()) == 1


def test_only_weekend_days_are_made_up():
    for ordinal, arranged in china().exceptions.items():
        assert not arranged.working or date.fromordinal(ordinal).weekday() >= 5


def test_a_datetime_is_a_day_too():
    from datetime import datetime

    moment = datetime(2018, 9, 29, 17, 30)
    assert china().is_working(moment) is True
    assert china().day(moment).date == date(2018, 9, 29)
    assert type(china().day(moment).date) is date


def test_local_days_come_with_their_source():
    stopped = {date(2018, 9, 17): "市防汛办停工通知"}
    local = china().with_overrides(extra_off=stopped, extra_work={date(2018, 9, 22): "本局补班安排"})
    assert local.is_working(date(2018, 9, 17)) is False
    assert local.is_working(date(2018, 9, 22)) is True
    assert "市防汛办停工通知" in local.day(date(2018, 9, 17)).reason.zh
    assert local.day(date(2018, 9, 17)).notice.cited == "市防汛办停工通知"
    assert china().is_working(date(2018, 9, 17)) is True  # the built-in calendar is untouched


def test_a_local_day_beyond_the_known_years_is_known_alone():
    local = china().with_overrides(extra_off={date(2027, 1, 4): "本局通知"})
    assert local.is_working(date(2027, 1, 4)) is False
    assert local.is_working(date(2027, 1, 5)) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"extra_off": {date(2018, 9, 17): " "}},
        {"extra_off": {date(2018, 9, 17): "甲"}, "extra_work": {date(2018, 9, 17): "乙"}},
    ],
)
def test_a_local_day_without_a_source_or_listed_twice_is_refused(wrong):
    with pytest.raises(ConfigError) as caught:
        china().with_overrides(**wrong)
    assert "2018-09-17" in caught.value.text.zh and "2018-09-17" in caught.value.text.en


def test_the_calendar_cannot_be_changed():
    with pytest.raises(AttributeError):
        china().last = date(2030, 12, 31)
    assert repr(china()) == "Calendar(2004-01-01..2026-12-31, 766 exceptions)"


def test_nothing_is_read_before_it_is_asked_for():
    code = (
        "import sys, gkcheck.calendar; "
        "print([m for m in sys.modules if m.startswith('gkcheck.calendar.') or m == 'tomllib'])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_everything_promised_can_be_had():
    import gkcheck.calendar

    for name in gkcheck.calendar.__all__:
        assert getattr(gkcheck.calendar, name) is not None
    assert set(gkcheck.calendar.__all__) <= set(dir(gkcheck.calendar))
    with pytest.raises(AttributeError):
        _ = gkcheck.calendar.nonsense


def test_monday_to_friday_is_wrong_as_often_as_said():
    """The measured cost of ignoring the notices in 2018: 35, 43 and 187 of 365 start days."""

    def plain(start, number):
        day = start
        while number:
            day += timedelta(days=1)
            number -= day.weekday() < 5
        return day

    days = every_day(date(2018, 1, 1), date(2018, 12, 31))
    for number, wrong in ((1, 35), (2, 43), (20, 187)):
        assert sum(china().add_working_days(day, number) != plain(day, number) for day in days) == wrong
