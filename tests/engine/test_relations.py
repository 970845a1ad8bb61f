"""Relations between figures: what a text declares, what holds, and what must never be called wrong."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.language.relations import find_relations


def told(text: str) -> list[tuple[str, bool | None]]:
    return [(one.kind, one.holds) for one in find_relations(text)]


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("现有43大项,608小项（处罚38大项，570小项；许可5大项，38小项）。", "43大项 = 38+5"),
        ("新增税收6.82亿元，其中甲类4.47亿元、乙类2.35亿元。", "6.82亿元 = 4.47+2.35"),
        ("事故87起、死亡52人，同比减少13起。其中道路61起41人、矿山24起10人、其他2起1人。", "87起 = 61+24+2"),
        ("资金1200万元分两批拨付（4月14日700万元、6月20日500万元）", "1200万元 = 700+500"),
        ("收到诉求1426件，已办结1419件，其余7件正在会商", "1426件 = 1419+7"),
        ("甲类12件，乙类8件，共计20件", "20件 = 12+8"),
        ("受理94件，其中网上61件，网上办理率65%", "61÷94 = 64.9%"),
        ("办理88件许可、6件备案，其中55件许可、6件备案走网上，网办率达到65%", "(55+6)÷(88+6) = 64.9%"),
        ("共有120个点位，整治141个，占应整治点位188个的75%", "141÷188 = 75%"),
        ("召开会议3次（2月26日、6月11日、11月19日）", "3次 = 3"),
        ("先后三次印发通知（甲发〔2017〕4号）通知（甲发〔2018〕8号）通知（甲发〔2018〕9号）", "3次 = 3"),
        ("办理时限由15个工作日压缩到6个工作日，压缩60%", "|6-15|÷15 = 60%"),
        ("收到申请1499件。其中，网上1303件，占86.92%；来信172件，占11.47%。", "172÷1499 = 11.474%"),
        ("受理投诉143件，3日内反馈129件，5日内反馈10件，复杂的4件随后反馈", "143件 = 129+10+4"),
    ],
)
def test_what_is_right_is_shown_added_up(text: str, formula: str) -> None:
    assert formula in [one.formula for one in find_relations(text) if one.holds]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("新增税收6.82亿元，其中甲类4.57亿元、乙类2.35亿元。", "sum"),
        ("受理100件，其中：甲类40件；乙类30件；丙类35件。", "sum"),
        ("信访件30件。其中：涉农12件、涉法10件、其他9件。", "sum"),
        ("培训12场（镇5场、村8场）", "sum"),
        ("发放资料5000份，分别为手册3000份、折页1800份", "sum"),
        ("召开会议3次、培训5次，共9次。", "sum"),
        ("应持证3126人，已持证3064人，持证率98.9%", "ratio"),
        ("查出隐患1042条，整改1011条，隐患整改率99.0%", "ratio"),
        ("12个断面中11个优良，优良比例100%", "ratio"),
        ("群众满意率102%", "ratio"),
        ("收到申请1499件。其中，网上1303件，占86.92%；来信172件，占14.47%。", "ratio"),
        ("环节由5个减至3个，减少3个", "change"),
        ("收到诉求120件，办结112件，其余6件正在办理", "rest"),
        ("受理94件，其中网上97件。", "part"),
        ("受理120件，办结125件", "order"),
        ("召开会议4次（2月26日、6月11日、11月19日）", "listed"),
        ("印发《甲办法》《乙规定》《丙规则》等2项制度", "listed"),
    ],
)
def test_what_is_wrong(text: str, kind: str) -> None:
    assert (kind, False) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "公开63件，受理申请14件。",
        "现有43大项（处罚38大项、许可5大项）；其他权责事项35大项、39小项。",
        "参训60人，其中女性35人、党员30人",
        "线索120条，其中立案80条、办结60条",
        "受理100件，其中网上40件，办结98件。",
        "建成中心3个，其中设置床位200个、座椅300个",
        "走访约20家，其中规上12家、规下9家",
        "文化活动86场，其中送戏61场；阅读活动43场",
        "完成改造326户（任务300户、超额26户）",
        "抽检500批次，合格490批次，合格率98%，其中农产品合格率99.2%",
        "完成任务103户，完成率103%",
        "培训1期（6月1日、2日）",
        "受理120件，办结125件（含上年结转8件）",
        "受理举报115件，办结146件（部分为此前受理）",
        "省实事11件15项中有9项提前完成，占比60%；3项进展较快，占比27%；3项偏慢，占比20%。",
        "整治项目293个，已开工290个，开工率99%。其中，市区152个，已开工149个，开工率98%，剩余3个预计月底开工",
        "已完成改造37条，完成率106%。其中新增11条，优化26条。",
        "投入3.5亿元，其中甲1.2亿元、乙2.4亿元",
        "同比分别减少13起、9人，下降13%、14.8%",
        "办理件由法定15个工作日压缩到6个工作日，另一类由10个工作日压缩到6个工作日",
        "印发《甲办法》等3项制度",
        "12319热线与12345两号并存，IPv6改造完成",
        "全年走访企业45家，其中40家规模以上，解决问题52个",
        "收取材料由5份减为3份，其中2份改为部门核验",
    ],
)
def test_what_must_not_be_called_wrong(text: str) -> None:
    assert False not in [holds for _, holds in told(text)]


@given(st.lists(st.integers(1, 500), min_size=2, max_size=6), st.integers(1, 40))
def test_any_right_sum_holds_and_any_broken_one_does_not(parts: list[int], error: int) -> None:
    kinds = "甲乙丙丁戊己"
    listed = "、".join(f"{kind}类{part}件" for kind, part in zip(kinds, parts, strict=False))
    total = sum(parts)
    assert ("sum", True) in told(f"受理{total}件，分别为{listed}。")
    assert (False in [holds for _, holds in told(f"受理{total + error}件，分别为{listed}。")]) == (
        error <= (total + error) / 2
    )


@given(st.integers(1, 400), st.integers(1, 400))
def test_a_rate_rounded_to_its_digits_is_never_wrong(one: int, other: int) -> None:
    part, whole = sorted((one, other))
    for digits in (0, 1, 2):
        text = f"抽查{whole}家，合格{part}家，合格率{part / whole * 100:.{digits}f}%"
        assert ("ratio", False) not in told(text)


@given(st.text(alphabet="1234567890件次家%（）()其中共占、，。；由减至《》分别为余 \n", max_size=80))
def test_any_text_ends_and_quotes_what_stands_there(text: str) -> None:
    for one in find_relations(text):
        assert 0 <= one.start < one.end <= len(text)


@pytest.mark.parametrize("piece", ["一", "(", "其中", "占", "《", "3次(3月1日、", "分别为1件，", "由5个减"])
def test_linear(piece: str) -> None:
    begun = time.process_time()
    find_relations(piece * (100_000 // len(piece)))
    assert time.process_time() - begun < 5
