"""What a template leaves behind when nobody filled it in: XX份, ____, （填写…）, {name}, 示例：, lorem ipsum.

Not meant: X光, 7×24小时, 1+X, a masked name or number (张××, 138****1234, 闽D×××××), an unnamed party (某公司, 查处××公司).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from gkcheck.language.form import HAN, Form, derive
from gkcheck.language.pattern import Pattern

LeftoverKind = Literal["blank", "instruction", "sample"]


class Leftover(NamedTuple):
    """A leftover at text[start:end]: a blank to fill in, an instruction to the writer, or a sample text.

    `sure` is False where the same words may also be meant (XX局 for a party that is not named).
    """

    kind: LeftoverKind
    start: int
    end: int
    sure: bool = True


def find_leftovers(text: str) -> tuple[Leftover, ...]:
    """Every leftover in a text, in order, without overlaps. Linear in the length of the text."""
    form = derive(text)
    found = sorted((*_crosses(form), *_others(form, text)), key=lambda one: (one.start, -one.end))
    kept: list[Leftover] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


_COUNTED = (
    r"(?:年(?!级)|月|日(?!用)|时|点|个|件|次|场|份|条|项|期|批|名|人(?!民)|位|家(?!庭|属)|户|篇|台|套|辆|处|栋|座|间|亩|吨|米|公里|平方|万|亿|元|%"
    r"|余|多|小时|天|周|季|部(?!门|委|队)|册|幅|块|张|类|支|所|宗|起|届|号)"
)
_PARTY = r"(?:[省市县区州镇乡村]|街道|社区|局|委|办|部门|单位|中心|学校|医院|处室|科室)"


@cache
def _cross() -> re.Pattern[str]:
    """A row of X, × or ＊ that no Latin word, number or formula goes on from, with what stands before and after."""
    return re.compile(r"(?<![A-Za-z0-9×*+~/.-])(?P<row>[Xx×]{1,12}|[*]{2,12}|[O〇]{2,12})(?![A-Za-z0-9×*+-])")


@cache
def _after_cross() -> re.Pattern[str]:
    return re.compile(rf"(?P<counted>{_COUNTED})|(?P<party>{_PARTY})")


_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹章苏潘葛范彭郎鲁韦马苗方俞任袁柳鲍史唐费薛雷贺倪汤"
    "罗毕郝安常傅齐康伍余顾孟黄萧尹姚邵汪毛米戴宋庞熊纪舒项祝董梁杜阮蓝季贾江颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍万柯卢莫房"
    "丁邓洪石崔龚程陆翁曾侯段覃黎易武乔赖文龙叶司白"
)
_NUMBERED = (
    "共",
    "计",
    "达",
    "约",
    "第",
    "于",
    "至",
    "到",
    "为",
    "了",
    "有",
    "在",
    "超过",
    "以上",
    "累计",
    "完成",
    "发放",
)
_HELD = ("开展", "举办", "召开", "组织", "印发", "制定", "出台", "建立", "推进", "实施", "关于", "做好")
_REDACTED = Pattern(r"(?:查处|处罚|约谈|通报|立案|取缔|关停|曝光|诉|案|对|某|如|例如|即|称|叫|名为|以)$")


def _crosses(form: Form) -> Iterator[Leftover]:
    words = form.text
    if not any(cross in words for cross in "Xx×*O〇"):
        return
    for match in _cross().finditer(words):
        start, end = match.span("row")
        row, before = match["row"], words[max(0, start - 6) : start]
        after = _after_cross().match(words, end)
        if _quoted(words, start, end) or (row[0] in "O〇" and after is None):
            continue
        person = before[-1:] in _SURNAMES and len(row) <= 2
        if after is not None and after["counted"]:
            told = before.endswith(_NUMBERED)
            if len(row) == 1 and not told and after["counted"] not in ("年", "月", "日"):
                yield from _leftover(form, start, after.end(), sure=False)
            elif not (person and after["counted"] in ("人", "名", "位", "号", "家", "户") and not told):
                yield from _leftover(form, start, after.end(), sure=row[0] not in "O〇*" or told)
        elif after is not None and len(row) >= 2 and not person:
            yield from _leftover(
                form, start, after.end(), sure=_REDACTED.search(before) is None and row[0] in "Xx×"
            )
        elif len(row) == 2 and row[0] == "×" and before.endswith(_HELD) and words[end : end + 1].isalpha():
            yield from _leftover(form, start, end)  # 开展××宣传活动
        elif len(row) >= 2 and not person and row[0] in "Xx" and not before[-1:].isascii():
            yield from _leftover(form, start, end, sure=False)


def _quoted(words: str, start: int, end: int) -> bool:
    """Whether the crosses stand in quotation marks or a title, as the name of a form does (“××码”, 《××目录》)."""
    opened = max(words.rfind(mark, max(0, start - 30), start) for mark in '"《')
    return opened >= 0 and '"' in words[end : end + 30] + ("" if words[opened] == '"' else '"')


def _leftover(
    form: Form, start: int, end: int, *, kind: LeftoverKind = "blank", sure: bool = True
) -> Iterator[Leftover]:
    first, last = form.span(start, end)
    yield Leftover(kind, first, last, sure)


class _Sign(NamedTuple):
    """What to look for in derived form; nothing is searched where none of `needles` stands."""

    kind: LeftoverKind
    needles: tuple[str, ...]
    pattern: Pattern


@cache
def _signs() -> tuple[_Sign, ...]:
    fill = r"(?:填写|填报|填入|补充|插入|注明|说明|概述|列出|简述)"
    sample = r"(?:示例|样例|范例|范文|例文|样本|模板|参考模板|参考范文|填写示例|填报示例|仅供参考)"
    return (
        _Sign("blank", ("20X", "20x", "20×", "20*"), Pattern(r"(?<!\d)20[Xx×*]{2}(?=年|[-.])")),
        _Sign("blank", ("__",), Pattern(r"(?<![A-Za-z0-9/])_{2,}(?![A-Za-z0-9/])")),
        _Sign(
            "blank", ("【】", "[]", "()", "〔〕", "《》"), Pattern(r"【】|\[\]|\(\)(?![A-Za-z])|〔〕|《》")
        ),
        _Sign(
            "blank",
            ("{", "«"),
            Pattern(r"\{\{[^{}\n]{1,30}\}\}|\$\{[^{}\n]{1,30}\}|\{" + HAN + r"{2,12}\}|«[^«»\n]{1,20}»"),
        ),
        _Sign(
            "instruction",
            ("(", "【", "[", "<", "〈"),
            Pattern(
                rf"[(【\[<〈](?:(?:请|此处|在此|这里)[^)】\]>〉\n]{{0,12}}{fill}[^)】\]>〉\n]{{0,40}}"
                rf"|{fill}(?:本|具体|单位|日期|时间|数字|数量|内容|情况|名称|完成|工作|文号|人数|金额)[^)】\]>〉\n]{{0,40}}"
                r"|(?:单位名称|单位全称|年份|姓名|文号|具体内容|具体措施|具体数字)"
                r"|(?:数据|数字|数量|内容|情况|文号|日期|时间|具体)?[^)】\]>〉\n]{0,8}待(?:补充?|填写?|填报)"
                r"|(?:不少于|不超过|限)\d{2,4}字(?:以内|左右)?)[)】\]>〉]",
                needs="填 补充 插入 注明 说明 概述 列出 简述 单位名称 单位全称 年份 姓名 文号 具体 待 字",
            ),
        ),
        _Sign(
            "instruction",
            ("此处", "TODO", "TBD", "FIXME"),
            Pattern(r"此处(?:填写|插入|为?空|省略|应填)|(?<![A-Za-z])(?:TODO|TBD|FIXME)(?![A-Za-z])"),
        ),
        _Sign(
            "sample",
            ("示例", "样例", "范例", "范文", "例文", "样本", "模板", "仅供参考"),
            Pattern(rf"[(【\[]{sample}[)】\]]"),
        ),
        _Sign(
            "sample",
            ("示例", "样例", "范例", "范文", "例文", "模板"),
            Pattern(
                r"(?:^|[\n。；])(?:示例|样例|范例|范文|例文|填写示例|填报示例|参考范文)[一二三\d]?[:：]|以下(?:为|是)(?:示例|范文|模板)"
            ),
        ),
        _Sign(
            "sample",
            ("orem", "dolor", "测试", "这里"),
            Pattern(r"[Ll]orem ipsum|dolor sit amet|测试(?:文本|文字|内容)(?=$|[。，；\d])|这里是正文"),
        ),
    )


@cache
def _in_year() -> re.Pattern[str]:
    """A sentence that says when its work was done by a year alone: 2017年，我局…; 2017年度共…."""
    return re.compile(
        r"(?:^|[。；，\n])[一二三四五六七八九十\d]{0,2}[、.]?(?P<frame>(?P<year>20\d\d)年(?:度|全年)?)"
        r"(?:[，,]|(?=我[局委办县市区镇校院单]|全[市县区局]|共|累计|先后|已))(?!为|根据|按|以来)"
    )


def find_year_frames(text: str) -> tuple[tuple[int, int, int], ...]:
    """(year, start, end) of each sentence that opens with a year as the time of what it tells."""
    form = derive(text)
    return tuple(
        (int(match["year"]), *form.span(*match.span("frame"))) for match in _in_year().finditer(form.text)
    )


def _others(form: Form, text: str) -> Iterator[Leftover]:
    words = form.text
    for sign in _signs():
        if any(needle in words for needle in sign.needles):
            for match in sign.pattern.finditer(words):
                called = words[max(0, match.start() - 1) : match.start()].isascii() and match.start() > 0
                if not (match.group() in ("()", "[]") and called):  # f(), a[]
                    yield from _leftover(form, *match.span(), kind=sign.kind)
    if "  " in text or any(blank in text for blank in "\t\xa0\u3000"):
        for match in _gap().finditer(text):
            yield Leftover("blank", match.start("gap"), match.end())


@cache
def _gap() -> re.Pattern[str]:
    """Blanks where a number belongs: 共    件."""
    return re.compile(
        r"(?:共计?|累计|合计|达到?|约|发放|开展|举办|召开|处理|办结)(?P<gap>[ \t\xa0\u3000]{2,20})(?:余|多)?[件份次场个条项人户期名篇家万元](?!"
        + HAN
        + r"{0,2}[ \t\xa0\u3000])"
    )
