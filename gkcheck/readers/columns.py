"""Header words to fields: how a column heading is cleaned, and which roles it can play with what weight.

The head of a Chinese noun phrase stands last, so a heading is judged by its ending (…要求, …情况, …单位) and then
by the words before it (实际完成时间 is not a deadline). Nothing here looks at the cells below the heading.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

Role = Literal[
    "id",
    "section",
    "title",
    "requirement",
    "units",
    "lead_unit",
    "support",
    "deadline",
    "report",
    "status",
    "evidence",
    "remark",
    "score",
    "leader",
    "finish_date",
    "other",
]
Weights = Mapping[Role, int]

ROLE_NAMES: Mapping[str, Role] = {
    "id": "id",
    "no": "id",
    "task_id": "id",
    "section": "section",
    "title": "title",
    "task": "title",
    "requirement": "requirement",
    "units": "units",
    "unit": "units",
    "lead_unit": "lead_unit",
    "lead": "lead_unit",
    "support": "support",
    "deadline": "deadline",
    "report": "report",
    "编号": "id",
    "序号": "id",
    "类别": "section",
    "章节": "section",
    "任务": "title",
    "工作任务": "title",
    "标题": "title",
    "要求": "requirement",
    "工作要求": "requirement",
    "单位": "units",
    "责任单位": "units",
    "牵头单位": "lead_unit",
    "配合单位": "support",
    "时限": "deadline",
    "完成时限": "deadline",
    "报告": "report",
    "落实情况": "report",
    "完成情况": "report",
    "进展情况": "report",
}
"""What a caller may write for a field in `--columns` and in the configuration."""

LONGEST_HEADING = 24

# Traditional letters that occur in headings; a translation of whole texts is not wanted here.
_TRADITIONAL = str.maketrans(
    "務責單實況進報備註號標題項類別級領導門時間現狀態據證說內體執處辦牽頭協聯繫準評價結開舉總計劃監檢審點編當規範順機構"
    "職權員屬條區縣鎮鄉廳專業應對後長來請貫徹額數經費記錄資訊發佈問決討論參與會議負築設備療質達應將過遠對錯議觀幹",
    "务责单实况进报备注号标题项类别级领导门时间现状态据证说内体执处办牵头协联系准评价结开举总计划监检审点编当规范顺机构"
    "职权员属条区县镇乡厅专业应对后长来请贯彻额数经费记录资讯发布问决讨论参与会议负筑设备疗质达应将过远对错议观干",
)
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDE.update({ord("【"): ord("("), ord("】"): ord(")"), ord("〔"): ord("("), ord("〕"): ord(")")})
_WIDE.update({ord("["): ord("("), ord("]"): ord(")")})
_DROP = dict.fromkeys(map(ord, "*`:#\u200b\u200c\u200d\ufeff\u00ad"))
_SENTENCE = frozenset("。;!?,“”\"'<>《》=")

# Headings that say nothing by their ending, or whose ending says the wrong thing.
_EXACT: Mapping[str, Weights] = {
    "序": {"id": 10},
    "号": {"id": 8},
    "项次": {"id": 9},
    "no": {"id": 10},
    "no.": {"id": 10},
    "№": {"id": 10},
    "id": {"id": 10},
    "task_id": {"id": 10},
    "task": {"title": 10, "requirement": 5},
    "title": {"title": 10},
    "section": {"section": 9},
    "category": {"section": 9},
    "requirement": {"requirement": 10},
    "requirements": {"requirement": 10},
    "unit": {"units": 10},
    "units": {"units": 10},
    "department": {"units": 9},
    "units_text": {"units": 9},
    "lead": {"lead_unit": 9},
    "lead_unit": {"lead_unit": 10},
    "support": {"support": 9},
    "deadline": {"deadline": 10},
    "due": {"deadline": 9},
    "report": {"report": 10},
    "progress": {"report": 8},
    "status": {"status": 9, "report": 3},
    "remark": {"remark": 9},
    "remarks": {"remark": 9},
    "notes": {"remark": 9},
    "key": {"other": 9},
    "location": {"other": 9},
    "注": {"remark": 9},
    "优": {"score": 9},
    "良": {"score": 9},
    "中": {"score": 9},
    "差": {"score": 9},
    "一般": {"score": 9},
    "当前处理": {"report": 5},
    "实际实现": {"report": 5},
    "进度": {"status": 5, "report": 4},
    "意见": {"remark": 5, "requirement": 3},
    "电话": {"other": 9},
    "联系电话": {"other": 9},
    "联系方式": {"other": 9},
    "推广范围": {"remark": 5},
    "度量单位": {"other": 9},
    "计量单位": {"other": 9},
    "单位领导": {"leader": 8},
}

# The ending decides; longer endings are tried first. Roles of one heading compete by weight.
_ENDINGS: Mapping[str, Weights] = {
    # what the issuer asks
    "要求": {"requirement": 10},
    "标准": {"requirement": 8},
    "措施": {"requirement": 8, "report": 2},
    "举措": {"requirement": 7, "title": 5},
    "内容": {"requirement": 7, "title": 6},
    "内涵": {"requirement": 5},
    "目标": {"requirement": 7, "title": 5},
    "目标值": {"requirement": 7},
    "指标值": {"requirement": 7},
    "任务分解": {"requirement": 8, "title": 4},
    "要点": {"requirement": 6, "title": 5},
    "细则": {"requirement": 6},
    "规范": {"requirement": 5},
    "规定": {"requirement": 5},
    "方案": {"requirement": 5},
    "分工": {"requirement": 5},
    "职责": {"requirement": 4},
    "决策": {"requirement": 3},
    "计划": {"requirement": 5, "title": 4},
    "安排": {"requirement": 5, "title": 3},
    "指标说明": {"requirement": 7},
    "路径": {"requirement": 4},
    # the task
    "任务": {"title": 10, "requirement": 4, "section": 2},
    "事项": {"title": 8, "requirement": 4, "section": 2},
    "名称": {"title": 8},
    "任务名称": {"title": 10},
    "项目": {"title": 7, "section": 4},
    "工作": {"title": 8, "requirement": 3, "section": 2},
    "主题": {"title": 8},
    "标题": {"title": 8},
    "题目": {"title": 8},
    "议题": {"title": 7},
    "指标": {"title": 6, "requirement": 4, "section": 3},
    "检查项": {"title": 7},
    "考核项": {"title": 7},
    "测评项": {"title": 7},
    "问题": {"title": 6, "remark": 5},
    "清单": {"title": 4},
    # groups of tasks
    "类别": {"section": 9},
    "分类": {"section": 9},
    "类型": {"section": 9},
    "大类": {"section": 9},
    "小类": {"section": 8},
    "子类": {"section": 8},
    "领域": {"section": 8},
    "板块": {"section": 8},
    "模块": {"section": 8},
    "方面": {"section": 8},
    "章节": {"section": 8},
    "部分": {"section": 8},
    "条线": {"section": 8},
    "专题": {"section": 7},
    "维度": {"section": 8},
    "科目": {"section": 6},
    # who
    "单位": {"units": 7},
    "部门": {"units": 7},
    "科室": {"units": 7},
    "处室": {"units": 7},
    "股室": {"units": 7},
    "委室": {"units": 7},
    "机构": {"units": 6},
    "主体": {"units": 7},
    "责任方": {"units": 7},
    "责任处": {"units": 7},
    "责任科": {"units": 7},
    "责任局": {"units": 7},
    "乡镇": {"units": 4},
    "牵头": {"lead_unit": 9},
    "主办": {"lead_unit": 9},
    "主责": {"lead_unit": 9},
    "承办": {"units": 8},
    "负责": {"units": 6},
    "配合": {"support": 9},
    "协办": {"support": 9},
    "协助": {"support": 8},
    "领导": {"leader": 9},
    "人": {"leader": 8},
    "人员": {"leader": 7},
    "法人": {"other": 5},
    # when
    "时限": {"deadline": 10},
    "期限": {"deadline": 10},
    "时间": {"deadline": 7},
    "日期": {"deadline": 6},
    "节点": {"deadline": 8},
    "时序": {"deadline": 6},
    "时序进度": {"deadline": 6, "requirement": 3},
    "工期": {"deadline": 6},
    "进度安排": {"deadline": 6, "requirement": 4},
    "时间安排": {"deadline": 8},
    "截止": {"deadline": 7},
    # what was done
    "情况": {"report": 6},
    "进展": {"report": 9},
    "成效": {"report": 9},
    "成果": {"report": 6, "evidence": 4},
    "结果": {"report": 8},
    "落实": {"report": 9},
    "完成": {"report": 6, "status": 4},
    "概述": {"report": 5},
    "小结": {"report": 6},
    "总结": {"report": 6},
    "报告": {"report": 5},
    "做法": {"report": 7},
    "回复": {"report": 7},
    "答复": {"report": 7},
    "反馈": {"report": 6},
    "业绩": {"report": 6},
    "亮点": {"report": 4},
    "说明": {"report": 5, "requirement": 4},
    "结论": {"report": 5},
    "完成值": {"report": 6},
    "完成数": {"report": 6},
    "工作量": {"report": 5},
    # the rest, known and not read
    "状态": {"status": 9, "report": 2},
    "率": {"status": 7},
    "比例": {"status": 7},
    "进度": {"status": 6, "report": 5},
    "一致性": {"status": 5},
    "与否": {"status": 9, "report": 2},
    "依据": {"evidence": 8},
    "证据": {"evidence": 8},
    "佐证": {"evidence": 9},
    "材料": {"evidence": 8},
    "凭证": {"evidence": 8},
    "附件": {"evidence": 8},
    "台账": {"evidence": 7},
    "交付物": {"evidence": 8},
    "链接": {"evidence": 7},
    "网址": {"evidence": 7},
    "备注": {"remark": 9},
    "附注": {"remark": 9},
    "原因": {"remark": 8},
    "原因分析": {"remark": 8},
    "困难": {"remark": 8},
    "建议": {"remark": 7},
    "打算": {"remark": 7},
    "分": {"score": 7},
    "得分": {"score": 9},
    "分值": {"score": 9},
    "分数": {"score": 9},
    "评分": {"score": 9},
    "权重": {"score": 9},
    "等级": {"score": 8},
    "等次": {"score": 8},
    "评价": {"score": 7},
    "评级": {"score": 8},
    "序号": {"id": 10},
    "编号": {"id": 9},
    "代码": {"id": 6},
    "编码": {"id": 6},
    "号": {"id": 5},
    "意见": {"remark": 3, "requirement": 3},
    "签字": {"other": 8},
    "签名": {"other": 8},
    "盖章": {"other": 8},
    "方式": {"other": 5},
    "渠道": {"other": 5},
    "对象": {"other": 5},
    "频次": {"other": 5},
}
_LONGEST_ENDING = max(map(len, _ENDINGS))


class _Shift:
    """An ending read differently when one of some words stands in the heading (anywhere, or at its start)."""

    __slots__ = ("endings", "roles", "start", "words")

    def __init__(self, endings: str, words: str, roles: Weights, *, start: bool = False) -> None:
        self.endings = frozenset(endings.split())
        self.words = tuple(words.split())
        self.roles = roles
        self.start = start

    def fits(self, ending: str, heading: str) -> bool:
        if self.endings and ending not in self.endings:
            return False
        return heading.startswith(self.words) if self.start else any(word in heading for word in self.words)


_WHO = "单位 部门 科室 处室 股室 委室 机构 主体 责任方 责任处 责任科 责任局 负责 乡镇"
# The first that fits wins.
_SHIFTS: tuple[_Shift, ...] = (
    _Shift("", "是否", {"status": 9, "report": 3}, start=True),
    _Shift("", "下步 下一步 下阶段 下月 下年 下季度 拟采取", {"remark": 8}, start=True),
    _Shift(_WHO, "牵头 主办 主责 第一责任", {"lead_unit": 10}),
    _Shift(_WHO, "配合 协办 协作 协同 协助 参与 参加 会办 联办", {"support": 10}),
    _Shift(_WHO, "督办 督查 考核 考评 验收 填报 报送 审核 监督 评估", {"units": 3}),
    _Shift(_WHO, "指导 主管 监管", {"units": 5}),
    _Shift(_WHO, "责任 承办 负责", {"units": 10}),
    _Shift(_WHO, "实施 落实 执行 承担 公开 完成 整改", {"units": 9}),
    _Shift("工作量 完成值 完成数", "预计 计划 应", {"requirement": 4, "status": 4}),
    _Shift("要求", "时限 时间 期限 进度 节点", {"deadline": 9}),
    _Shift("要求 标准", "材料 佐证 证明", {"evidence": 8}),
    _Shift("标准 细则", "评分 计分 扣分", {"requirement": 5, "score": 3}),
    _Shift(
        "标准 内容 细则",
        "评价 考核 考评 评估 检查",
        {"requirement": 6, "title": 3, "score": 2},
    ),
    _Shift("任务 事项 工作 内容 目标", "具体 细化 分解 子任务", {"requirement": 8, "title": 6}),
    _Shift("内容 目标", "主要 重点", {"requirement": 8, "title": 6}),
    _Shift("时间 日期", "开始 启动 起始 起止", {"other": 6, "deadline": 1}),
    _Shift("时间 日期 节点", "计划 预计 拟 预定 要求 规定 截止 截至 限定 目标", {"deadline": 10}),
    _Shift(
        "时间 日期",
        "实际 办结 答复 回复 填报 填表 报送 更新 跟踪 检查 督查 接收 受理 交办 留言 发布 印发 成文",
        {"finish_date": 9},
    ),
    _Shift("日期", "完成", {"finish_date": 6, "deadline": 5}),
    _Shift("时间", "完成 整改 办理 公开 落实", {"deadline": 9}),
    _Shift("情况", "基本 背景 经费 人员", {"report": 2, "other": 2}),
    _Shift(
        "情况 结果 说明 概述",
        "落实 完成 进展 推进 执行 办理 整改 贯彻 实施 开展 化解 办结 解决 履行 达成 回复 反馈 工作情况",
        {"report": 10},
    ),
    _Shift("完成", "实际", {"report": 6, "status": 4}),
    _Shift("完成 结果 成果 工作", "已完成 已开展", {"report": 7}),
    _Shift("意见", "群众 专家 领导 审核 评审", {"remark": 7}),
    _Shift("意见", "答复 办理 反馈 回复", {"report": 7}),
    _Shift("问题", "存在", {"remark": 7, "title": 5}),
    _Shift("困难 问题", "困难 主要问题和 存在的困难 遇到", {"remark": 8}),
    _Shift("备注", "跟踪 进展", {"report": 5, "remark": 4}),
    _Shift("要点", "考核 评分 检查", {"requirement": 5, "evidence": 4}),
    _Shift("指标 事项 任务 目标", "一级", {"section": 9, "title": 3}, start=True),
    _Shift("指标 事项 任务 目标", "二级", {"section": 8, "title": 5, "requirement": 3}, start=True),
    _Shift("指标 事项 任务 目标", "三级 四级", {"title": 7, "requirement": 6, "section": 3}, start=True),
    _Shift("项目 指标", "可解释性 完整性", {"score": 5}, start=True),
)


def clean_heading(text: str) -> tuple[str, str]:
    """A heading without white space, brackets, marks and a trailing 截至…, simplified and half-width, in lower
    case; and apart from it what stood in the brackets."""
    if len(text) > 80:
        return "", ""
    plain = "".join(text.split()).translate(_WIDE).translate(_TRADITIONAL).translate(_DROP).lower()
    if "(" in plain:
        outside: list[str] = []
        inside: list[str] = []
        depth = 0
        for letter in plain:
            if letter == "(":
                depth += 1
            elif letter == ")":
                depth = max(0, depth - 1)
            else:
                (inside if depth else outside).append(letter)
        base, note = "".join(outside), "".join(inside)
    else:
        base, note = plain, ""
    for word in ("截至", "截止到", "截止20"):
        at = base.find(word)
        if at > 0:
            base = base[:at]
    return base.strip(".、-—/|"), note


@lru_cache(maxsize=8192)
def roles_of(text: str) -> Weights:
    """The roles a heading can play with their weights (10 certain, 2 hardly); empty when it is no heading."""
    base, note = clean_heading(text)
    if not base:
        base, note = note, ""
    if not base or len(base) > LONGEST_HEADING or not _SENTENCE.isdisjoint(base):
        return {}
    whole = _roles_of_word(base)
    parts = _parts(base)
    if len(parts) > 1:
        roles = [_roles_of_word(part) for part in parts]
        if all(roles):
            return _combined(parts, roles)
    if note and "units" in whole and "牵头" in note and "配合" not in note:
        return {"lead_unit": 10}
    if note and "units" in whole and "配合" in note and "牵头" not in note:
        return {"support": 10}
    return whole


def _roles_of_word(base: str) -> Weights:
    exact = _EXACT.get(base)
    if exact is not None:
        return exact
    for size in range(min(_LONGEST_ENDING, len(base)), 0, -1):
        ending = base[-size:]
        roles = _ENDINGS.get(ending)
        if roles is not None:
            return next((shift.roles for shift in _SHIFTS if shift.fits(ending, base)), roles)
    for shift in _SHIFTS[:2]:
        if shift.fits("", base):
            return shift.roles
    return {}


def _parts(base: str) -> list[str]:
    for joint in ("以及", "及其", "及", "和", "与", "、", "|"):
        base = base.replace(joint, "/")
    return [part for part in base.split("/") if part]


def _combined(parts: list[str], roles: list[Weights]) -> Weights:
    """One column for two things (工作任务及要求, 责任单位及责任人): the one that matters most to us."""
    if len(parts) > 1 and parts[-1] == "要求":
        roles = roles[:-1]
    tops = [max(one, key=lambda role: one[role]) for one in roles]
    if "report" in tops:
        return {"report": max(one.get("report", 0) for one in roles)}
    if "requirement" in tops and "title" in tops:
        return {"requirement": 8, "title": 7}
    for wanted in ("requirement", "title", "lead_unit", "units", "support", "deadline"):
        if wanted in tops:
            if wanted == "lead_unit" and ("units" in tops or "support" in tops):
                return {"units": 10}
            return roles[tops.index(wanted)]
    return roles[-1]


def best_role(text: str) -> Role | None:
    """The likeliest role of a heading, or None."""
    roles = roles_of(text)
    if not roles:
        return None
    return max(roles, key=lambda role: roles[role])


def looks_like_heading(text: str) -> bool:
    """Whether a text could be a column heading at all, whatever its role."""
    base, _ = clean_heading(text)
    return 0 < len(base) <= LONGEST_HEADING and _SENTENCE.isdisjoint(base)


# Words looked for in undecoded bytes and texts, spaces removed: enough to tell a right decoding from a wrong one.
_COMMON_HEADINGS = (
    "工作任务 工作要求 责任单位 落实情况 完成情况 进展情况 牵头单位 配合单位 完成时限 序号 备注 重点任务 主要任务 具体要求 "
    "责任部门 责任科室 工作内容 工作措施 整改情况 办理情况 工作任務 工作要求 責任單位 落實情況 完成情況 進展情況 牽頭單位 "
    "配合單位 完成時限 序號 備註 重點任務 主要任務 責任部門 辦理情況 整改情況"
)
COMMON_HEADINGS: tuple[str, ...] = tuple(_COMMON_HEADINGS.split())
