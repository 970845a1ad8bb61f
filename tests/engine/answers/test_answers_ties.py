"""What answers what: figures, days and bans told beside others, each held against the demand it belongs to."""

from __future__ import annotations

from datetime import date

import pytest

from gkcheck.known import Known
from gkcheck.language.placeholders import placeholder
from gkcheck.model import Submission, Task
from gkcheck.reading import Reading
from gkcheck.table import understand


def reading(asked: str, told: str, *, year: int = 2021, units: str = "县某局", deadline: str = "") -> Reading:
    task = Task(
        key="t!1", id="1", title="任务", requirement=asked, report=told, units_text=units, deadline=deadline
    )
    return understand(Submission(source="t", year=year, tasks=(task,)), date(year, 12, 31)).readings[0]


def ends(asked: str, told: str, kind: str, **more: str) -> list[tuple[str, str]]:
    answers = reading(asked, told, **more).answers  # type: ignore[arg-type]  # units and deadline are words
    return [(one.status, one.how) for one in answers if one.demand.kind == kind]


@pytest.mark.parametrize(
    ("asked", "told", "kind", "expected"),
    [
        # a number in a year is a number to reach, in the measure of things
        ("全年监督检查餐饮单位不少于300家。", "监督检查餐饮单位284家。", "count", ("contradicted", "exceeds")),
        ("全年监督检查餐饮单位不少于300家。", "监督检查餐饮单位316家。", "count", ("asserted", "stated")),
        # two least numbers in one measure: each count belongs to the one whose words it bears
        (
            "新栽行道树2000棵以上，补植绿篱苗木500棵以上。",
            "新栽行道树2130棵，补植绿篱苗木412棵。",
            "count",
            ("contradicted", "exceeds"),
        ),
        # an event with its day is one time
        ("主办省级以上展会不少于1次。", "9月主办全省农机展会。", "count", ("asserted", "listed")),
        ("主办省级以上展会不少于2次。", "9月主办全省农机展会。", "count", ("unanswered", "")),
        # two deadlines in one clause: a day belongs to the one whose name stands before it
        (
            "夏粮6月底前、秋粮10月底前收购入库。",
            "夏粮6月20日收购入库；秋粮11月8日收购入库。",
            "deadline",
            ("contradicted", "exceeds"),
        ),
        # a plan beyond the deadline says that it is missed, also on the day of assessment itself
        (
            "年底前建成应急物资库。",
            "应急物资库计划于2022年6月建成，目前正在办理用地手续。",
            "deadline",
            ("contradicted", "exceeds"),
        ),
        # each member of a list of bans that is pursued answers it
        (
            "严禁超载、疲劳驾驶和违规停放。",
            "夜查6次，查处超载车辆14辆、违规停放9起。",
            "ban",
            ("asserted", "enforced"),
        ),
        # what is forbidden may stand before the ban
        (
            "未列入目录的培训一律不得开展。",
            "按目录开展培训18期，未开展目录外培训。",
            "ban",
            ("asserted", "negative"),
        ),
        ("严禁以考代训。", "收到反映2件，经核查均不属实。", "ban", ("asserted", "negative")),
        ("做到应保尽保。", "与民政数据比对，无一户遗漏。", "universal", ("answered", "nil")),
        # what others are to make is not asked of this unit
        (
            "各乡镇人民政府要编制防汛转移清单。",
            "抽查乡镇9个。",
            "deliverable",
            ("not_addressed", ""),
        ),
        # a duty under a condition, and the case did not arise
        ("发现溃口险情的，应在1小时内上报。", "汛期巡堤412人次，未发现溃口险情，未发生溃口险情。", "window", ("answered", "nil")),
        # a rate by its own name is no answer to another, and one of several rates that is left out is missed
        ("公章备案公示率100%。", "清查印章门店41家，抽检率62%。", "rate", ("unanswered", "")),
        ("帮扶对象走访率、建档率、满意率均达100%。", "走访率、建档率均为100%。", "rate", ("unanswered", "")),
        ("帮扶对象走访率、建档率、满意率均达100%。", "三率均为100%。", "rate", ("asserted", "stated")),
        # 均 of another matter does not make a count a rate
        ("检查加油站覆盖率100%。", "检查加油站64座次；举报3件，均已答复。", "rate", ("unanswered", "")),
        ("自助终端覆盖全部乡镇。", "自助终端已覆盖全县14个乡镇。", "universal", ("asserted", "reported")),
        # an amount to be brought in, beside a larger one of another kind
        ("引进项目2个，到位资金2亿元以上。", "签约项目3个，总投资6亿元，到位资金1.4亿元。", "count", ("contradicted", "exceeds")),
        # the report itself counts the late ones
        ("诉求8个工作日内答复。", "8个工作日内答复诉求77件，逾期3件。", "window", ("contradicted", "exceeds")),
        # a rate that is another demand's own, and reaches it, contradicts no other
        (
            "村民参合率98%以上，五保户参合率100%。",
            "农业人口参合率98.7%；经比对，1206名五保户全部参合。",
            "rate",
            ("asserted", "reported"),
        ),
        # what is told of the same period with one of its words is told of it
        ("护理补助于每月20日前发放。", "全年发放护理补助312万元，每月16日至18日发放到位。", "frequency", ("asserted", "restated")),
        # 等 before a number: all of the list is counted
        ("接入养护站、泵站等不少于40座。", "接入站点42座。", "count", ("asserted", "stated")),
        # two frequencies: each number of times belongs to the one whose words it bears
        (
            "每月召开一次调度会，每季度召开一次河长全体会议。",
            "召开调度会12次、河长全体会议2次。",
            "frequency",
            ("contradicted", "exceeds"),
        ),
        # a rate of filings by others is no filing; a paper that waits is not out
        ("修订防汛方案，并报县防指备案。", "《防汛方案》3月8日印发；企业方案备案率97%。", "deliverable", ("unanswered", "")),
        ("修订防汛方案。", "《防汛方案》已通过评审，待人员调整后印发。", "deliverable", ("unanswered", "waiting")),
        # two places at once are no time; with the document itself is one
        ("事项变更后3个工作日内更新指南。", "编制指南，在大厅和网站同步上线。", "window", ("unanswered", "")),
        ("事项变更后3个工作日内更新指南。", "指南与变更决定同步更新。", "window", ("asserted", "stated")),
        # to decide is to answer
        ("自收到材料之日起5个工作日内作出决定。", "按照有关规定的程序办理。", "window", ("unanswered", "substituted")),
    ],
)  # fmt: skip
def test_each_answer_belongs_to_its_demand(
    asked: str, told: str, kind: str, expected: tuple[str, str]
) -> None:
    assert ends(asked, told, kind)[-1] == expected


def test_wages_paid_by_the_month_are_no_frequency() -> None:
    assert not ends("护林员劳务费按月发放，每人每月不低于800元。", "发放劳务费。", "frequency")
    assert ends("每月通报一次进展。", "进展顺利。", "frequency") == [("unanswered", "")]


def test_a_word_that_stands_for_nothing_is_no_report() -> None:
    for words in ("同上。", "已完成", "按要求落实", "详见附件2", "同第3项"):
        assert placeholder(words) and not reading("8月底前修订方案。", words).reported
    assert not placeholder("已完成修订，8月5日印发。")


def test_a_rule_of_one_place_is_no_slip_for_a_national_one() -> None:
    known = Known()
    assert known.nearly("云岭省优化营商环境条列") is None
    assert known.nearly("优化营商环境条列") is not None


def test_to_spend_a_day_at_least_is_no_limit() -> None:
    assert not ends("每季度至少下沉社区2天，下沉安排提前公示。", "下沉36人次。", "window")


def test_villages_named_for_a_count_are_counted() -> None:
    told = "建成示范社区4个：东关社区、西苑社区、北岭社区。"
    assert [one.holds for one in reading("建成示范社区。", told).relations if one.kind == "listed"] == [False]
    assert any(one.kind == "name" for one in reading("建成示范社区4个。", told).own_claims)


def test_what_can_be_done_on_the_spot_is_no_limit() -> None:
    assert not ends("当场能办的立即办，不能当场办的说明原因。", "办理9件。", "window")


def test_too_many_rates_or_too_long_a_clause_is_said_aloud() -> None:
    many = "，".join(f"第{at}组合格率达到90%以上" for at in range(130))
    assert set(ends(many, "合格率96%。", "rate")) == {("undetermined", "too_much")}
    long = f"群众{'甲乙' * 300}满意率达到90%以上。"
    assert set(ends(long, "满意率96%。", "rate")) == {("undetermined", "too_much")}
