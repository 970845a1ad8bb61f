"""Requirements taken apart into duties, and how far reports speak of them: tables of cases from many trades."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkcheck.language.addressees import binds, find_addressee
from gkcheck.language.everyday import bears_meaning
from gkcheck.language.obligations import find_obligations
from gkcheck.model import Submission, Task
from gkcheck.similarity.coverage import cover
from gkcheck.similarity.placement import placements, strays
from gkcheck.table import Table, understand


def table(*rows: tuple[str, str, str], units: str = "县某局") -> Table:
    tasks = tuple(
        Task(key=f"t!{at}", id=str(at), title=title, requirement=asked, report=told, units_text=units)
        for at, (title, asked, told) in enumerate(rows, start=1)
    )
    return understand(Submission(source="t", year=2020, tasks=tasks), date(2020, 12, 31))


def answers(
    asked: str, told: str, kind: str, *, title: str = "任务", units: str = "县某局"
) -> list[tuple[str, str, str]]:
    reading = table((title, asked, told), units=units).readings[0]
    return [(one.demand.span.text, one.status, one.how) for one in reading.answers if one.demand.kind == kind]


@pytest.mark.parametrize(
    ("asked", "duties"),
    [
        ("清查围墙，修缮教室。", ["清查围墙", "修缮教室"]),
        ("以公开促落实，加强巡护，营造爱护湿地的氛围。", ["加强巡护"]),
        ("按照省里统一部署，开展燃气检查，提高安全水平。", ["开展燃气检查"]),
        ("按照《燃气管理办法》要求开展入户检查。", ["按照《燃气管理办法》要求开展入户检查"]),
        ("贯彻落实《湿地保护条例》，划定保护区。", ["划定保护区"]),
        ("清理中介事项并公布清单。", ["清理中介事项", "并公布清单"]),
        ("制定并公布收费清单。", ["制定并公布收费清单"]),
        ("修订预案，并报市应急局备案。", ["修订预案", "并报市应急局备案"]),
        ("公布目录，不得另行收费，条件成熟的可扩大范围。", ["公布目录"]),
        ("做好校车管理，工作情况纳入年度绩效考核。", ["做好校车管理"]),
        ("落实主体责任，确保群众满意，自觉接受社会监督。", []),
        ("", []),
    ],
)
def test_duties(asked: str, duties: list[str]) -> None:
    assert [one.text for one in find_obligations(asked)] == duties


@pytest.mark.parametrize(
    ("asked", "items"),
    [
        ("完善导办台、自助终端、电子屏、轮椅等设施。", ["导办台", "自助终端", "电子屏", "轮椅"]),
        ("讲清楚问题成因、解决方案和制约因素。", ["问题成因", "解决方案", "制约因素"]),
        ("推进财政资金、重大项目、公共服务等领域信息公开。", ["财政资金", "重大项目", "公共服务"]),
        ("做好防火、防盗工作。", []),
        ("制定涉及公共利益、公众权益的文件。", []),
        ("多渠道、全方位、多形式公开信息。", []),
    ],
)
def test_items(asked: str, items: list[str]) -> None:
    (duty,) = find_obligations(asked)
    assert [one.text for one in duty.items] == items
    assert all(asked[one.start : one.end] == one.text for one in duty.items)


@pytest.mark.parametrize(
    ("asked", "waits"),
    [
        ("办事条件变化的，应及时更新指南。", True),
        ("对落实不力的单位予以通报。", True),
        ("如有规章废止，及时公布目录。", True),
        ("对符合条件的家庭及时发放补贴。", False),
        ("没有法律依据的一律取消。", False),
    ],
)
def test_conditions(asked: str, waits: bool) -> None:
    assert [one.condition for one in find_obligations(asked)] == [waits]


@pytest.mark.parametrize(
    ("clause", "kind", "unit", "included"),
    [
        ("各区各部门要公布清单", "all", "市统计局", True),
        ("教育、卫生健康等行业主管部门要制定办法", "field", "城市管理局", False),
        ("教育、卫生健康等行业主管部门要制定办法", "field", "市教育局", True),
        ("文化和旅游、体育等主管部门应当检查场馆", "field", "县文化和旅游局", True),
        ("各区、各功能区管委会要配齐专干", "lower", "市统计局", False),
        ("各区、各功能区管委会要配齐专干", "lower", "各区、市应急局", True),
        ("学校应在24小时内回应", "governed", "区教育局", True),
        ("“12345热线”要增加图文功能", "system", "市城管局", None),
        ("市教育局要开展检查", "organ", "市公安局", False),
        ("市教育局要开展检查", "organ", "教育局", True),
    ],
)
def test_addressees(clause: str, kind: str, unit: str, included: bool | None) -> None:
    found = find_addressee(clause)
    assert found is not None and found.kind == kind
    assert clause[found.start : found.end] == found.text
    assert binds(found, unit) is included


@pytest.mark.parametrize(
    "clause",
    [
        "应急预案要素齐全",
        "主要任务要求明确",
        "12345热线转办工单应在1个工作日内签收",
        "反应迅速",
        "需要公开的事项",
        "",
    ],
)
def test_no_addressee(clause: str) -> None:
    assert find_addressee(clause) is None


def test_cover_counts_words_that_tell() -> None:
    assert cover("完善政务服务机制", "加强政府信息公开工作").share < 0.4
    assert cover("更换破损井盖", "更换破损井盖86个").share == 1
    assert cover("更换破损井盖", "植树造林1.2万亩").share == 0
    assert cover("印发通知", "").letters >= 0


def test_cover_knows_kin() -> None:
    assert cover("公布收费目录", "收费清单在门户网站公示").core >= 0.5
    assert cover("编制风险清单", "形成风险一览表").share > 0.5
    assert cover("医保基金监管", "追回资金1240万元").kin


def test_cover_topic_counts_little() -> None:
    alone = cover("公布开放学校目录", "推进学校体育场馆开放")
    known = cover("公布开放学校目录", "推进学校体育场馆开放", "学校体育场馆开放")
    assert known.share < alone.share and known.core == 0


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_cover_is_a_share(asked: str, told: str, topic: str) -> None:
    found = cover(asked, told, topic)
    assert 0 <= found.share <= 1 and 0 <= found.core <= 1 and found.letters >= 0
    assert cover(asked, told, topic) == found


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_requirement(asked: str) -> None:
    for duty in find_obligations(asked):
        assert asked[duty.start : duty.end] == duty.text
        for item in duty.items:
            assert asked[item.start : item.end] == item.text
            assert duty.start <= item.start < item.end <= duty.end


@pytest.mark.parametrize(
    ("asked", "told", "expected"),
    [
        ("修建隔离带，组建扑火队。", "修建隔离带86公里。", ["asserted", "unanswered"]),
        ("公布招生计划，如有调整及时说明。", "4月公布招生计划，年内未作调整。", ["asserted", "answered"]),
        ("改善候车条件。", "新增座椅120张。", ["undetermined"]),
        ("每月巡查河道不少于2次。", "1至12月巡查河道26次。", ["asserted"]),
    ],
)
def test_actions(asked: str, told: str, expected: list[str]) -> None:
    assert [status for _, status, _ in answers(asked, told, "action")] == expected


def test_a_doubt_as_long_as_figures_are_to_spare() -> None:
    reading = table(
        ("停车", "新增停车泊位，引导共享停车。", "新增泊位3120个；23家单位夜间向周边居民开放。")
    ).readings[0]
    silent = [one for one in reading.answers if one.status == "unanswered"]
    assert silent and all(one.confidence == "low" for one in silent)


def test_to_file_leaves_a_word() -> None:
    reading = table(
        ("预案", "修订应急预案，并报市应急局备案。", "专家评审应急预案，收集意见26条。")
    ).readings[0]
    silent = [one for one in reading.answers if one.demand.kind == "action" and one.status == "unanswered"]
    assert [one.demand.span.text for one in silent] == ["并报市应急局备案"] and silent[0].confidence != "low"


@pytest.mark.parametrize(
    ("asked", "told", "expected"),
    [
        ("不得另行收取押金。", "抽查38户，未发现另行收取押金。", ("asserted", "negative")),
        ("禁止露天烧烤。", "查处露天烧烤摊点46个。", ("asserted", "enforced")),
        ("不得组织入学笔试。", "检查发现3所学校组织入学笔试。", ("contradicted", "admitted")),
        ("不得违规加分。", "加分考生37人名单公示7日，发现问题0个。", ("asserted", "named")),
        ("不得采购散装食用油。", "供应商8家实行招标。", ("unanswered", "")),
        ("禁止经营者哄抬价格。", "立案18件，罚款46万元。", ("asserted", "enforced")),
    ],
)
def test_bans(asked: str, told: str, expected: tuple[str, str]) -> None:
    ((_, status, how),) = answers(asked, told, "ban")
    assert (status, how) == expected


@pytest.mark.parametrize(
    "asked",
    [
        "做到问题不再发生。",
        "对落实不得力的单位予以通报。",
        "每次不得少于3人。",
        "确保资金不得挪用之外另有安排。",
    ][:3],
)
def test_no_bans(asked: str) -> None:
    assert answers(asked, "报告。", "ban") == []


@pytest.mark.parametrize(
    ("asked", "told", "expected"),
    [
        ("通过政府网站公布目录。", "目录在局官网公布。", [("政府网站", "asserted", "named")]),
        ("通过政府网站公布目录。", "目录在公告栏张贴。", [("政府网站", "unanswered", "elsewhere")]),
        (
            "通过政府网站公布目录。",
            "目录见 http://www.example.gov.cn/ml",
            [("政府网站", "answered", "listed")],
        ),
        ("召开新闻发布会解读规划。", "发布图文解读2件。", [("新闻发布会", "unanswered", "")]),
        ("群众通过“民声”平台反映的问题及时办理。", "办理问题32件。", []),
        ("完善政府网站检索功能。", "新增检索6类。", []),
        ("可通过广播宣传。", "张贴海报。", []),
    ],
)
def test_channels(asked: str, told: str, expected: list[tuple[str, str, str]]) -> None:
    assert answers(asked, told, "channel") == expected


def test_placements_find_the_swapped() -> None:
    asked = [
        "修剪行道树，补植苗木，清运枯枝。",
        "更换破损井盖，清掏雨水井，疏通管道。",
        "举办读书会，更新馆藏图书。",
    ]
    told = ["更换破损井盖86个，清掏雨水井1420座。", "修剪行道树1260株，补植苗木340株。", "举办读书会12期。"]
    placed = placements(asked, told)
    assert [one.other for one in placed[:2]] == [1, 0]
    assert placed[0].theirs > 0.5 > placed[0].own and placed[2].own > placed[2].theirs


def test_placements_of_nothing() -> None:
    assert placements([], []) == ()
    assert placements(["，。"], [""])[0].other is None


def test_strays_are_long_and_foreign() -> None:
    other = "讲清楚停水原因抢修进度和恢复时间主动回应住户关切"
    found = strays(["建立值班备勤制度储备防汛物资", other], ["建立值班备勤制度" + other, "停水三次"])
    assert [(one.report, one.other) for one in found] == [(0, 1)]
    assert strays([other, other], [other, other]) == ()


def test_bears_meaning() -> None:
    assert bears_meaning("更换井盖") and not bears_meaning("及时完成") and not bears_meaning("认真落实")


def test_governments_below_and_companies_bind_both_and_nobody_else() -> None:
    who = find_addressee("各县（市、区）政府和供水、供电、供气企业要推行联合报装。")
    assert who is not None
    assert who.kind == "lower"
    assert [binds(who, unit) for unit in ("市统计局", "县供电公司", "临溪区政府")] == [False, True, True]
