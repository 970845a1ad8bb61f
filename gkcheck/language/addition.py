"""Adding up the items of a list against a total, and when a sum that does not fit proves an error."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gkcheck.language.figures import Figure, Figures, Kind, Relation, number
from gkcheck.language.lists import CARRIED, FigureList, Item
from gkcheck.language.pattern import Pattern

FAR = Decimal("0.5")
"""A sum that misses its total by more than half of it counts something else; errors of adding up are small."""


def measures_of(parts: FigureList) -> list[str]:
    """The measures a list counts in, in order."""
    return list(dict.fromkeys(item.figure.measure for item in parts.items))


def unsure(items: Sequence[Item]) -> bool:
    """Whether a figure of a list is rough or set beside it, so that nothing can be added up."""
    return any(item.figure.loose or item.figure.aside for item in items)


def fitting_total(
    totals: Sequence[Figure], items: Sequence[Item], shorter: bool = False
) -> tuple[Figure, Sequence[Item]] | None:
    """A total that the items add up to; with `shorter` also the first two or more of them."""
    for size in range(len(items), 1 if shorter else len(items) - 1, -1):
        for total in reversed(totals):
            if adds_up(total, items[:size]):
                return total, items[:size]
    return None


def alike(items: Sequence[Item]) -> bool:
    """Whether no item, or every item in the same words, tells a stage of work: 网上40件，办结98件 are no list."""
    found = [_STAGES.search(item.label[-6:]) for item in items if not _NOT_YET.search(item.label)]
    return len({match.group() if match else "" for match in found}) <= 1


def total_of(items: Sequence[Item]) -> Decimal:
    """What the items add up to."""
    return sum((item.figure.value for item in items), Decimal(0))


def slack(total: Figure, items: Sequence[Item]) -> Decimal:
    """How far rounding alone may carry a sum from its total: half of the last digit of each rounded figure."""
    return (total.grain + sum((item.figure.grain for item in items), Decimal(0))) / 2


def adds_up(total: Figure, items: Sequence[Item]) -> bool:
    """Whether the items give the total, as far as rounding allows."""
    return not total.loose and abs(total_of(items) - total.value) <= slack(total, items)


def broken(total: Figure, items: Sequence[Item]) -> bool | None:
    """False when a sum that does not fit proves an error, None when the parts may overlap or count another thing."""
    if abs(total_of(items) - total.value) > max(total.value, Decimal(2)) * FAR:
        return None
    if _overlapping(items) or another_thing(total, items):
        return None
    return False


_TRAITS = Pattern(
    r"女|男|党员|团员|民族|[0-9]岁|青年|中年|老年|学历|本科|硕士|博士|研究生|大专|职称|退伍|退役|军人|残疾|低保|脱贫|农村户籍|"
    r"未成年|留守|高龄|独居|持证|在职|编制"
)
_STAGES = Pattern(
    r"受理|立案|办结|结案|整改|回复|答复|反馈|移送|移交|处罚|罚款|公开|公示|验收|完工|竣工|开工|建成|投用|使用|签约|落地|满意|采纳|合格|达标|"
    r"上线|审结|查实|完成|启动|销号|化解|调解|办理|交付|拨付|到位|通过|发现|检查|责令|约谈|通报|问责|收回|发放|申请|登记|备案|认定|审核|复核|回访"
)
_NOT_YET = Pattern(
    r"未|正在|尚|待|不|在办|在建|续建|新|未能|逾期|延期|撤",
    needs="不 在办 在建 尚 延期 待 撤 新 未 正在 续建 逾期",
)


_KEPT = Pattern("保留|继续有效|予以保留", needs="保留 继续有效")
_SORTED = Pattern("取消|废止|失效|宣布|修改|修订|改为|调整|合并|下放|保留|继续有效|整合|剥离|替代")


def sorted_out(items: Sequence[Item]) -> bool:
    """Whether a list tells what became of every case of a clearing: 取消52项、改为核验41项、保留34项."""
    kept = any(_KEPT.search(item.label) for item in items)
    return kept and len(items) >= 3 and all(_SORTED.search(item.label) for item in items)


def outcomes(items: Sequence[Item]) -> bool:
    """Whether most of a list's items tell how a case ended (予以公开, 不予处理), so that each case is in one of them."""
    ended = [item for item in items if _STAGES.search(item.label) or item.label.startswith(("不予", "不属"))]
    return len(ended) >= 2 and len(ended) * 2 >= len(items)


def _overlapping(items: Sequence[Item]) -> bool:
    """Whether parts may share members: traits of people, or stages that one thing passes through in turn."""
    items = [item for item in items if not CARRIED.match(item.label)]
    if any(_TRAITS.search(item.label) for item in items):
        return True
    stages = {
        match.group()
        for item in items
        if not _NOT_YET.search(item.label)
        for match in [_STAGES.search(item.label[-6:])]
        if match is not None
    }
    return len(stages) >= 2


_THINGS = Pattern(
    r"(?<!无法)(?<!不能)(?<![未不])(?:设置|配备|安装|投放|发放|涉及|出动|投入|惠及|服务(?!企业|机构|中心|站|业|单位|公司|窗口|大厅|类|平台)|覆盖|吸纳|带动|提供|张贴|悬挂|组织|参与|培训|新增)"
)


def another_thing(total: Figure, items: Sequence[Item]) -> bool:
    """Whether parts may count another kind of thing than the total: 建成中心3个，其中设置床位200个."""
    noun = total.tail or total.label
    for item in items:
        if _THINGS.search(item.label) and not _THINGS.search(total.label):
            return True
        tail = re.sub(
            r"^(?:均|已|全部|都|是|为|由|在|通过|正|尚|还|因|涉|符|属|系|用|等).*", "", item.figure.tail
        )
        if tail and noun and len(tail) >= 2 and tail[-2:] not in noun and not set(tail) & set(noun):
            return True
    return False


def sum_relation(
    figures: Figures,
    total: Figure,
    items: Sequence[Item],
    holds: bool | None,
    kind: Kind = "sum",
    certain: bool = True,
) -> Relation:
    """A total against its items: 43大项 = 18+18+1+1+5, or 4.57+2.35 = 6.92亿元 ≠ 6.82亿元."""
    unit = number(total.scale)
    letters = {"10000": "万", "100000000": "亿", "1000": "千", "100": "百"}.get(unit, "")
    scale = total.scale if letters else Decimal(1)
    added = "+".join(number(item.figure.value / scale) for item in items)
    same = "=" if total_of(items) == total.value else "≈"
    result = f"{number(total_of(items) / scale)}{letters}{total.measure}"
    said = f"{number(total.value / scale)}{letters}{total.measure}"
    formula = f"{said} {same} {added}" if holds else f"{added} = {result} ≠ {said}"
    return relation(figures, total, [item.figure for item in items], kind, holds, formula, certain)


def relation(
    figures: Figures,
    total: Figure,
    parts: Sequence[Figure],
    kind: Kind,
    holds: bool | None,
    formula: str,
    certain: bool,
) -> Relation:
    """A relation that quotes from the first of its figures to the last."""
    together = (total, *parts)
    start, end = figures.form.span(min(one.start for one in together), max(one.end for one in together))
    return Relation(start, end, kind, holds, total.text, formula, certain)
