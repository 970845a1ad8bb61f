"""What two rows say of one thing: figures that differ, statuses that exclude each other."""

from __future__ import annotations

import pytest

from gkcheck.model import Task
from gkcheck.similarity.figure_conflicts import find_conflicts
from gkcheck.similarity.statuses import find_contradictions


def rows(*reports: str, units: str = "甲局") -> list[Task]:
    return [
        Task(key=str(at), id=str(at), units_text=units, report=report) for at, report in enumerate(reports, 1)
    ]


def test_one_stock_with_two_values_is_told_once() -> None:
    tasks = rows("14名县级河长全年巡河185人次。", "全县设县级河长16名、乡级河长58名。", "县级河长14名。")
    conflicts = find_conflicts(tasks, 2019)
    assert [(one.one.task, one.other.task) for one in conflicts] == [(0, 1)]
    assert tasks[1].report[conflicts[0].other.start : conflicts[0].other.end] == "县级河长16名"


@pytest.mark.parametrize(
    "reports",
    [
        ("组建家庭医生团队86个。", "家庭医生团队86支。"),
        ("检查危险化学品企业138家。", "检查工贸企业447家。"),
        ("3月培训网格管理员120人。", "9月培训网格管理员80人。"),
        ("柳溪镇设河道公示牌12块。", "石泉乡设河道公示牌9块。"),
        ("新增公办学位1500个。", "公办学位32000个。"),
        ("约有社区网格员400名。", "有社区网格员412名。"),
        ("培训500人。", "培训300人。"),
    ],
)
def test_figures_of_different_things_are_left_alone(reports: tuple[str, str]) -> None:
    assert not find_conflicts(rows(*reports), 2019)


@pytest.mark.parametrize(
    "reports",
    [
        ("新修订的《中华人民共和国档案条例》出台后，我局将及时调整措施。", "结合《中华人民共和国档案条例》实施和新修订的条例出台开展宣传。"),
        ("因区妇幼保健院新院尚未建成，暂借场地。", "区妇幼保健院新院10月18日投入使用。"),
        ("市档案馆新馆正在建设。", "市档案馆新馆启用后接待2000人次。"),
        ("《城市更新条例》正在征求意见。", "《城市更新条例》于6月印发。"),
        ("将建设城南污水处理厂。", "城南污水处理厂已建成投运。"),
        ("全年未收到政府信息公开申请。", "受理政府信息公开申请14件。"),
    ],
)  # fmt: skip
def test_statuses_that_exclude_each_other(reports: tuple[str, str]) -> None:
    assert len(find_contradictions(rows(*reports), 2019)) == 1


@pytest.mark.parametrize(
    "reports",
    [
        ("将本局网站迁移到市统一平台。", "本局网站已迁移到市统一平台。"),
        ("城东文化艺术中心正在建设。", "城东文化艺术中心已完成立项。"),
        ("《城市更新条例》正在征求意见。", "组织学习《城市更新条例》。"),
        ("6月底前城南人民医院新院区尚未投入使用。", "城南人民医院新院区10月18日投入使用。"),
        ("全年未发生重大突发环境事件。", "处置突发环境事件1起。"),
        ("新平台尚未上线。", "旧平台已上线。"),
        ("其余单位未收到政府信息公开申请。", "受理政府信息公开申请14件。"),
    ],
)
def test_statuses_that_agree(reports: tuple[str, str]) -> None:
    assert not find_contradictions(rows(*reports), 2019)


def test_another_unit_may_have_had_what_this_one_had_not() -> None:
    one = rows("全年未收到政府信息公开申请。")[0]
    other = Task(key="2", id="2", units_text="乙局", report="受理政府信息公开申请14件。")
    assert not find_contradictions([one, other], 2019)
