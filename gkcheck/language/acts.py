"""What people in offices do, as families of verbs: answering, publishing, submitting, producing, holding.

A family says which words of a report may answer which words of a requirement. The words are those of office
Chinese at large (党政机关公文处理工作条例, 政府信息公开条例 and daily usage), not of any one table.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

Family = Literal["reply", "publish", "submit", "produce", "hold", "change", "finish"]

FAMILIES: Mapping[Family, tuple[str, ...]] = {
    "reply": (
        "答复", "回复", "反馈", "处理", "办结", "回应", "告知", "整改", "办理", "处置", "受理", "解决", "响应",
        "办复", "签收", "转办", "核实", "回访", "审核", "审批", "批复", "核查", "到场", "赶到", "接诉", "办毕",
        "处结", "答覆", "化解", "修复", "维修", "抢修", "核报", "核验", "作出决定", "作出受理", "作出是否", "作出处理",
    ),
    "publish": (
        "公开", "公布", "发布", "公示", "更新", "上网", "上传", "挂网", "公告", "披露", "推送", "刊登", "通报",
        "发出", "解读",
    ),
    "submit": ("报送", "上报", "报备", "备案", "提交", "移交", "移送", "抄送", "报告", "汇报", "呈报"),
    "produce": (
        "编制", "制定", "制订", "出台", "印发", "修订", "起草", "建立", "建成", "编写", "梳理", "完善", "组建",
        "设立", "开通", "上线", "搭建", "建设", "新建", "改造", "开工", "竣工", "交付", "投入使用", "投用",
    ),
    "hold": (
        "召开", "举办", "开展", "组织", "进行", "检查", "巡查", "抽查", "培训", "演练", "研究", "调度", "会商",
        "访谈", "解读", "宣传", "督查", "督导", "走访", "考核", "评估", "监测", "清理", "维护", "排查", "参加",
        "接待", "学习", "听取", "分析", "研判", "调研", "体检", "巡河", "巡护", "值班", "轮训", "消毒", "慰问",
    ),
    "change": ("变化", "变更", "调整", "修订", "修改", "更新", "完善", "形成", "制作", "制定", "印发", "作出",
               "审批", "获取", "出台", "生效", "批准", "取消", "下放", "废止", "产生"),
    "finish": ("完成", "办结", "销号", "到位", "落实", "实现", "达到", "完工", "验收", "整治", "清零", "消除"),
}  # fmt: skip


@lru_cache(maxsize=1024)
def families_in(text: str) -> frozenset[Family]:
    """The families whose verbs stand in a text."""
    return frozenset(family for family, verbs in FAMILIES.items() if any(verb in text for verb in verbs))


def first_act(text: str, families: tuple[Family, ...]) -> tuple[int, Family, str] | None:
    """The earliest verb of the given families in a text: (offset, family, verb); the longer verb of equals."""
    best: tuple[int, int, Family, str] | None = None
    for family in families:
        for verb in FAMILIES[family]:
            at = text.find(verb)
            if at >= 0 and (best is None or (at, -len(verb)) < best[:2]):
                best = (at, -len(verb), family, verb)
    return (best[0], best[2], best[3]) if best else None


def last_act(text: str, families: tuple[Family, ...]) -> tuple[int, Family, str] | None:
    """The latest verb of the given families in a text: (offset, family, verb)."""
    best: tuple[int, int, Family, str] | None = None
    for family in families:
        for verb in FAMILIES[family]:
            at = text.rfind(verb)
            if at >= 0 and (best is None or (at, len(verb)) > best[:2]):
                best = (at, len(verb), family, verb)
    return (best[0], best[2], best[3]) if best else None


def verbs_in(text: str) -> frozenset[str]:
    """All verbs of all families that stand in a text."""
    return frozenset(verb for verbs in FAMILIES.values() for verb in verbs if verb in text)
