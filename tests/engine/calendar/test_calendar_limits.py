"""The legal limits: each with its validity, no two at once, none looked up where it is not known."""

from datetime import date, timedelta

import pytest

from gkcheck.calendar import china, limit_on, limits
from gkcheck.calendar.counting import UNIT_TEXT


def test_the_reply_to_a_request_took_15_working_days_until_the_new_regulation():
    assert limit_on("information-reply", date(2018, 6, 1)).number == 15
    assert limit_on("information-reply", date(2019, 5, 14)).number == 15
    new = limit_on("information-reply", date(2019, 5, 15))
    assert (new.number, new.unit, new.extended_to) == (20, "working_day", 40)
    assert "2019" in new.source
    assert limit_on("information-reply", date(2008, 4, 30)) is None


def test_a_petition_runs_thirty_times_longer_than_two_days_and_in_natural_days():
    limit = limit_on("petition-settlement", date(2018, 6, 1))
    assert (limit.number, limit.unit, limit.extended_to) == (60, "natural_day", 90)


def test_five_hours_stand_in_the_second_document_only():
    assert limit_on("incident-information", date(2016, 8, 15)) is None
    assert limit_on("incident-information", date(2016, 12, 1)).number == 5
    assert limit_on("incident-press-conference", date(2016, 8, 15)).number == 24


def test_a_fixed_day_of_the_year():
    assert limit_on("annual-report-department", date(2018, 3, 1)).by == (3, 31)
    assert limit_on("annual-report-department", date(2020, 1, 15)).by == (1, 31)
    assert limit_on("annual-report-government", date(2020, 1, 15)).by == (3, 31)


def test_a_minimum_is_marked():
    limit = limit_on("public-comment", date(2020, 1, 1))
    assert limit.minimum and limit.number == 30
    assert [one.id for one in limits() if one.minimum] == ["public-comment"]


def test_a_local_limit_without_known_validity_is_listed_but_never_looked_up():
    assert any(one.id == "hotline-inquiry" and one.region == "厦门" for one in limits())
    assert limit_on("hotline-inquiry", date(2018, 6, 1), region="厦门") is None


def test_a_region_falls_back_on_the_country():
    assert limit_on("information-reply", date(2018, 6, 1), region="厦门").number == 15


def test_an_unknown_duty_is_an_error():
    with pytest.raises(KeyError):
        limit_on("nonsense", date(2018, 1, 1))


@pytest.mark.parametrize("limit", limits(), ids=lambda one: f"{one.id}-{one.region}-{one.valid_from}")
def test_every_limit_is_complete(limit):
    assert limit.duty.zh and limit.duty.en and limit.trigger.zh and limit.trigger.en and limit.source
    assert limit.certainty in ("S", "M", "R")
    assert (limit.by is None) != (limit.number is None)
    assert (limit.number is None) == (limit.unit is None)
    assert limit.unit is None or limit.unit in UNIT_TEXT
    assert limit.by is None or date(2019, *limit.by)
    assert limit.extended_to is None or limit.extended_to > limit.number
    assert limit.valid_from is not None or limit.region
    assert limit.valid_to is None or limit.valid_from < limit.valid_to


def test_no_two_limits_of_one_duty_and_place_hold_at_once():
    known = [one for one in limits() if one.valid_from]
    for one in known:
        for other in known:
            if one is not other and (one.id, one.region) == (other.id, other.region):
                assert not other.in_force(one.valid_from)


def test_the_limits_feed_the_counting():
    limit = limit_on("information-reply", date(2018, 9, 10))
    assert china().due(date(2018, 9, 10), limit.number, limit.unit).on == date(2018, 9, 30)
    assert limit.in_force(limit.valid_to) and not limit.in_force(limit.valid_to + timedelta(days=1))
