"""Least numbers: which counts of a requirement are numbers to reach, and which counts of a report reach them."""

from __future__ import annotations

from datetime import date

import pytest

from gkcheck.model import Task
from gkcheck.reading import Reading


def answers(requirement: str, report: str) -> list[tuple[str, str]]:
    task = Task(key="1", id="1", title="示例", requirement=requirement, report=report)
    reading = Reading(task=task, year=2018, as_of=date(2018, 12, 31))
    return [(one.status, one.found) for one in reading.answers if one.demand.kind == "count"]


@pytest.mark.parametrize(
    ("requirement", "number"),
    [
        ("解读材料不少于3件。", 1),
        ("新增托位600个以上。", 1),
        ("创建示范街区，至少建成5条。", 1),
        ("培育5家以上龙头企业。", 1),
        ("新增公办学位1500个以上、普惠学位3000个以上。", 2),
        ("每年至少召开2次会议。", 0),
        ("规范二级以上医院管理。", 0),
        ("发生死亡3人以上事故的，提级调查。", 0),
        ("投资500万元以上项目须公开招标。", 0),
        ("公示期不少于5个工作日。", 1),  # for so long it is to stay up
        ("每次培训不少于5个工作日。", 0),
        ("合格率不低于95%。", 0),
    ],
)
def test_what_is_a_number_to_reach(requirement: str, number: int) -> None:
    assert len(answers(requirement, "按时完成。")) == number


@pytest.mark.parametrize(
    ("requirement", "report", "status"),
    [
        ("新建社区食堂不少于12个。", "新建社区食堂9个，在建社区食堂3个。", "contradicted"),
        ("新建社区食堂不少于12个。", "新建社区食堂15个。", "asserted"),
        ("新建改建农村公路50公里以上。", "新建农村公路32公里、改建农村公路25公里。", "asserted"),
        ("新增托位600个以上。", "新增托位548个，其中社区366个、园所182个。", "contradicted"),
        ("推送典型案例不少于3个。", "推送《甲》《乙》《丙》。", "asserted"),
        ("每个社区配备不少于1名网格员。", "配备网格员120名。", "undetermined"),
        ("每个社区配备不少于1名网格员。", "每个社区配备2名网格员。", "asserted"),
        ("专家义诊不少于40场。", "12支医疗队赴村义诊。", "unanswered"),
        ("开展法治宣传不少于6场次。", "举办宪法宣传、宪法宣讲等活动8场。", "asserted"),
    ],
)
def test_what_reaches_it(requirement: str, report: str, status: str) -> None:
    assert [one for one, _ in answers(requirement, report)] == [status]
