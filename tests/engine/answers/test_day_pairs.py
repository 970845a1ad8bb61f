"""Lengths of time told by two days, and least lengths told by a first and a last day."""

from __future__ import annotations

from datetime import date

import pytest

from gkcheck.model import Task
from gkcheck.reading import Reading


def ended(requirement: str, report: str, kind: str) -> list[tuple[str, str]]:
    task = Task(key="1", id="1", title="示例", requirement=requirement, report=report)
    reading = Reading(task=task, year=2023, as_of=date(2023, 12, 31))
    return [(one.status, one.how) for one in reading.answers if one.demand.kind == kind]


UPDATE = "机构信息变动的，应在3个工作日内更新网站信息。"
REPLY = "来信自收到之日起5个工作日内答复。"


@pytest.mark.parametrize(
    ("requirement", "report", "expected"),
    [
        # Friday 1 September to Wednesday the 6th: three working days; the 7th is one too late
        (UPDATE, "9月1日电话变更，9月6日完成网站更新。", ("asserted", "stated")),
        (UPDATE, "9月1日电话变更，9月7日完成网站更新。", ("contradicted", "exceeds")),
        # over the holidays of 2023 (29 September to 6 October; 7 and 8 October were worked)
        (UPDATE, "9月28日电话变更，10月9日完成网站更新。", ("asserted", "stated")),
        (UPDATE, "9月28日电话变更，10月10日完成网站更新。", ("contradicted", "exceeds")),
        (REPLY, "来信3月6日收到，3月13日答复。", ("asserted", "stated")),
        (REPLY, "来信3月6日收到，3月20日答复。", ("contradicted", "exceeds")),
        # a day of another case, of the same clause's other day, or before: nothing is computed
        (REPLY, "3月6日召开座谈会，3月20日答复来信2件。", ("undetermined", "listed")),
    ],
)
def test_two_days_make_a_length_of_time(requirement: str, report: str, expected: tuple[str, str]) -> None:
    assert ended(requirement, report, "window") == [expected]


@pytest.mark.parametrize(
    ("requirement", "report", "expected"),
    [
        ("征求意见不少于30日。", "8月1日至8月30日公开征求意见。", ("asserted", "stated")),
        ("征求意见不少于30日。", "8月2日至8月20日公开征求意见。", ("contradicted", "exceeds")),
        ("名单公示不少于5个工作日。", "名单于3月6日至3月10日公示。", ("asserted", "stated")),
        ("名单公示不少于5个工作日。", "名单于3月9日至3月14日公示。", ("contradicted", "exceeds")),
        ("名单公示不少于7日。", "名单公示7日，无异议。", ("asserted", "stated")),
        ("名单公示不少于7日。", "名单已在公示栏公示。", ("unanswered", "")),
    ],
)
def test_first_and_last_day_make_a_least_length(
    requirement: str, report: str, expected: tuple[str, str]
) -> None:
    assert ended(requirement, report, "count") == [expected]
