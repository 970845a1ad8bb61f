"""What a log shows of deadlines, frequencies, rates and least numbers: verified, attached, or disproved."""

from __future__ import annotations

from pathlib import Path

import pytest
from logged import YEAR, checked, ended, hits, proofs

LIST = "清单名称,编制完成时间,备案时间,公开时间\n政务公开清单,{},{},{}\n"
FILED = (
    "编制政务公开清单，于2018年8月底前编制完成，并报市政府办公厅备案。2018年9月底前通过本单位政府网站公开。"
)
EVENTS = "场次,举办时间\n1,2018-02-01\n2,2018-05-18\n3,2018-09-03\n4,2018-11-20\n"


@pytest.mark.parametrize(
    ("made", "filed", "published", "expected"),
    [
        ("2018-08-27", "2018-08-31", "2018-09-30", ["verified", "verified"]),
        ("2018-08-27", "2018-09-03", "2018-09-20", ["contradicted", "verified"]),
        ("2018-08-27", "2018-08-29", "2018-10-12", ["verified", "contradicted"]),
        ("2018-08-27", "", "2018-09-20", ["attached", "verified"]),
        ("", "2018-08-29", "2018-09-20", ["attached", "attached"]),
    ],
)
def test_deadlines_by_the_dates_of_a_list(
    tmp_path: Path, made: str, filed: str, published: str, expected: list[str]
) -> None:
    log = LIST.format(made, filed, published)
    result = checked(tmp_path, FILED, "清单已编制并公开。", "list_log", log, title="政务公开清单")
    assert proofs(result, "deadline") == expected
    assert result.status == "complete"
    if expected == ["verified", "verified"]:
        assert ended(result, "GK203") == "cleared"


def test_one_column_for_two_deadlines_tells_neither(tmp_path: Path) -> None:
    asked = "2018年3月底前编制责任清单，2018年9月底前编制权力清单。"
    result = checked(tmp_path, asked, "清单均已编制。", "list_log", LIST.format("2018-02-01", "", ""))
    assert proofs(result, "deadline") == ["attached", "attached"]


def test_frequency_period_by_period(tmp_path: Path) -> None:
    asked = "每季度举办1次在线访谈。"
    result = checked(tmp_path, asked, "开展了在线访谈。", "event_log", EVENTS, title="在线访谈")
    assert proofs(result, "frequency") == ["verified"]
    assert ended(result, "GK204") == "cleared"
    bunched = EVENTS.replace("2018-09-03", "2018-05-28")
    unsure = checked(tmp_path, asked, "开展了在线访谈。", "event_log", bunched, title="在线访谈")
    assert proofs(unsure, "frequency") == ["attached"]  # nobody attests that the log is whole
    assert hits(unsure, "GK204", "GK702") == hits(
        checked(tmp_path, asked, "开展了在线访谈。", "event_log", bunched), "GK204"
    )
    sure = checked(tmp_path, asked, "开展了在线访谈。", "event_log", bunched, title="在线访谈", manifest=YEAR)
    assert proofs(sure, "frequency") == ["contradicted"]


def test_only_periods_that_have_ended_count(tmp_path: Path) -> None:
    asked = "每季度举办1次在线访谈。"
    first = "场次,举办时间\n1,2018-02-01\n2,2018-05-18\n"
    result = checked(tmp_path, asked, "开展在线访谈。", "event_log", first, as_of="2018-08-15", manifest=YEAR)
    assert proofs(result, "frequency") == ["verified"]


def test_least_numbers(tmp_path: Path) -> None:
    log = "编号,成文日期,公开时间\n1,2018-03-01,2018-03-02\n2,2018-03-05,2018-03-06\n"
    for least, manifest, expected in (
        (2, None, "verified"),
        (3, None, "attached"),
        (3, YEAR, "contradicted"),
        (3, {"period": "2018-01-01/2018-06-30"}, "attached"),
        (2, {"period": "2018年", "row_count": 5}, "attached"),  # at odds with its manifest
    ):
        asked = f"发布政策解读不少于{least}件。"
        result = checked(tmp_path, asked, "发布了政策解读。", "publication_log", log, manifest=manifest)
        assert proofs(result, "count") == [expected], (least, manifest)


RATE = "编号,转办时间,答复时间\nA,2018-03-06,2018-03-07\nB,2018-03-06,{}\n"


def test_rates_in_time_and_answered(tmp_path: Path) -> None:
    asked = "在2个工作日内答复转办的留言，按时答复率达到100%。"
    for day, expected in (("2018-03-08", "verified"), ("2018-03-20", "contradicted"), ("", "contradicted")):
        result = checked(tmp_path, asked, "留言均已处理。", "reply_log", RATE.format(day), title="留言办理")
        assert proofs(result, "rate") == [expected]
        cost = sum(one.points for one in result.findings if one.rule in ("GK201", "GK301", "GK701", "GK702"))
        assert cost == (0 if expected == "verified" else 25)  # one fault, one deduction
    half = checked(
        tmp_path,
        "在2个工作日内答复转办的留言，答复率不低于50%。",
        "留言均已处理。",
        "reply_log",
        RATE.format(""),
    )
    assert proofs(half, "rate") == ["verified"]


def test_a_log_for_part_of_the_year_verifies_no_window(tmp_path: Path) -> None:
    asked = "在2个工作日内答复转办的留言。"
    part: dict[str, object] = {"period": "2018-01-01/2018-06-30"}
    whole = checked(tmp_path, asked, "留言均已答复。", "reply_log", RATE.format("2018-03-08"), manifest=YEAR)
    some = checked(tmp_path, asked, "留言均已答复。", "reply_log", RATE.format("2018-03-08"), manifest=part)
    assert (proofs(whole, "window"), proofs(some, "window")) == (["verified"], ["attached"])
    assert hits(whole, "GK201") == []
    assert hits(some, "GK201") == [("GK201", "missing")]


def test_a_filter_by_outcome_is_no_whole_log(tmp_path: Path) -> None:
    chosen: dict[str, object] = {"period": "2018年", "filter": "状态=已办结"}
    result = checked(
        tmp_path,
        "在2个工作日内答复转办的留言。",
        "留言均已答复。",
        "reply_log",
        RATE.format("2018-03-08"),
        manifest=chosen,
    )
    assert proofs(result, "window") == ["attached"]
    assert ("GK703", "manifest") in hits(result, "GK703")


def test_what_a_log_has_nothing_to_do_with_stays_with_the_prose(tmp_path: Path) -> None:
    asked = "在2个工作日内答复转办的留言，每季度召开1次例会。"
    log = RATE.format("2018-03-08")
    result = checked(tmp_path, asked, "全年召开例会4次。", "reply_log", log, title="留言办理")
    assert proofs(result, "frequency") == ["asserted"]
    assert proofs(result, "window") == ["verified"]
