"""Whether a clause tells what was done, what is going on, what is planned, put off, or waited for.

将 is the future before an adverb or a verb (将及时调整) and a mark of the object before a noun (将网站迁移到平台).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.acts import families_in
from gkcheck.language.clauses import Clause, split_clauses, split_sentences
from gkcheck.language.form import fold
from gkcheck.language.pattern import Pattern

Tense = Literal["done", "plain", "progress", "future", "deferred", "waiting"]


class TensedClause(NamedTuple):
    """A clause with its tense; `mark` is the word that decides it, `carried` when a clause before it does."""

    clause: Clause
    tense: Tense
    mark: str
    carried: bool = False

    @property
    def open(self) -> bool:
        """Whether nothing is told as done yet."""
        return self.tense in ("progress", "future", "deferred", "waiting")

    @property
    def acts(self) -> bool:
        """Whether it names something that offices do (修订, 检查), beyond taking a matter seriously."""
        return bool(families_in(fold(self.clause.text)) - {"finish"})


_SURE = (
    "会|要(?!求|素|件|点|闻|害)|于|进一步|继续|及时|适时|抓紧|尽快|尽早|加快|持续|不断|积极(?!性)|努力|全面|严格|认真|切实|着力|逐步|陆续|再|争取|力争|择期"
    "|择机|同步|如期|更(?:加|好)|大力|扎实|深入|充分|有序|稳步|分期|分批|分步|视情|继而|深化|强化|以此为|一如既往|统筹|结合|按照|根据|围绕|针对|聚焦|依托"
)
_NOUNS = "(?!工作|项目|任务|领域|区域|企业|行业|单位|人群|对象|事项|关系|机构|资金|工程|系统|平台|的)"
_VERBS = (
    "启动|开展|组织|完善|加强|加大|推进|推动|推行|制定|制订|出台|印发|研究|建立|健全|落实|实施|召开|举办|开工|建设|安排|编制|修订|采取"
    "|做好|抓好|优化|提升|提高|探索|开发|升级|改造|建成|完成|重点|对|在(?!建|线|岗|校|职|册|编|途|办|读|用|籍|库)|由|通过|与|为(?=.{2,16}提供)|正式"
)
_DISPOSED = "纳入|列入|并入|归入|录入|计入|移交|移送|划转|转入|转为|转至|迁移|整合|报送|报(?=[市省县区国])|拨付|下放|作为|上传|接入|压缩|压减|通报|送达|分解|汇总|合并|公布|公示|发放|推送|减至|增至|延长"


@cache
def _future() -> Pattern:
    return Pattern(
        rf"(?=[下接今明来后将拟计力争有预准打择])(?:(?P<next>^(?:下一步|下一阶段|下阶段|下步|接下来|今后|明年|下一年|来年|下年度|后续(?:将|工作))(?!已|均已))"
        rf"|(?P<sure>(?<![即必终])将(?:{_SURE}))"
        rf"|(?P<verb>(?<![即必终])将(?:{_VERBS}){_NOUNS}(?!.{{0,24}}(?:{_DISPOSED})))"
        r"|拟(?:于|在|对|将|按|开展|组织|出台|印发|建|启动|召开|举办|申请|提请|报请|提交|采取|安排|邀请|投入|新|进一步|与|通过|由|报)"
        r"|(?<!工作)(?<!检查)(?<!抽查)(?<!培训)(?<!演练)(?<!年度)(?<!行动)(?<!执法)(?<!建设)(?<!实施)(?<!发展)(?<!发文)(?<!监管)(?<!年)"
        r"计划(?:于|在|明年|年底|年内|下半年|下一?年|20[0-9]{2}年|[0-9]{1,2}月|开展|组织|启动|建设|新建|出台|召开|举办|实施|将|采用|通过)"
        r"|力争|争取(?=在|于|明年|早日|尽快|[0-9]|年内|年底|上级)|有望|预计|准备(?:于|在|开展|组织|启动)|打算|择机|择期)",
        needs="下一年 下一步 下一阶段 下年度 下步 下阶段 争取 今后 准备 力争 后续工作 将 打算 拟 择期 择机 接下来 明年 有望 来年 计划 预计",
    )


@cache
def _progress() -> re.Pattern[str]:
    return re.compile(
        r"正在|正(?=按|抓紧|加快|积极|有序|稳步|推进|进行|开展|研究|起草|编制|征求|履行|办理|对接|筹备|报批|组织|处于|在)|处于.{0,10}阶段"
        r"|尚(?:未|在|需|处|无法|不具备)|还(?:未|在|没有?|需)|(?:推进|进行|筹备|研究|论证|起草|办理|编制|建设|实施|审批|报批|公示|招标|洽谈|对接|完善)(?:之)?中$"
        r"|(?<![从并])未(?:完成|启动(?!.{0,6}(?:预案|响应|问责))|开工|建成|出台|印发|开展|制定)|已(?:经)?(?:启动|着手|开始|进入|起草|初步)|着手(?:开展|推进|编制|起草|研究|准备)|初稿|前期工作"
    )


@cache
def _deferred() -> Pattern:
    return Pattern(
        r"(?:纳入|列入)(?!《)[^，。；《]{0,24}(?:计划|规划|建设内容|项目库|议事日程|日程|盘子|[明次下]年|20[0-9]{2}年.{0,12}(?:安排|预算|项目))(?!.{0,12}(?:并|且|已))"
        r"|(?:由|交由|待).{1,16}统一(?:建设|安排|实施|部署|考虑|推进|组织)|统筹考虑|暂缓|推迟|延期(?=至|到|实施|建设|开)|延至|顺延|(?:推|移|转)至(?:明|次|下)年",
        needs="列入 延期 延至 推至下年 推至明年 推至次年 推迟 暂缓 移至下年 移至明年 移至次年 纳入 统一 统筹考虑 转至下年 转至明年 转至次年 顺延",
    )


@cache
def _waiting() -> Pattern:
    return Pattern(
        r"(?<![等接期招对看优厚亏])待(?!遇|办|命|业|岗|客|查|考).{1,30}后|(?:条件|时机)成熟(?:后|时)|一(?:旦|经).{1,24}(?:后|即|将)",
        needs="一旦 一经 待 成熟",
    )


@cache
def _event() -> re.Pattern[str]:
    """出台后, 印发后: an event not yet there when a future follows it in the sentence."""
    return re.compile(
        r"(?:出台|印发|下达|批复|到位|明确|发布|公布|施行|实施|建成|确定|下发|审批|批准)(?:之)?(?:后|以后)$"
    )


@cache
def _done() -> re.Pattern[str]:
    return re.compile(
        r"(?<![对将])已(?!经?(?:启动|着手|开始|进入|起草|初步|列入|纳入))|(?<![为除明])了(?!解)|完成(?!后|率|时限|情况)|完毕|到位(?!后)|办结|建成(?!后)|竣工|完工|投入使用|投用|启用|印发|召开了?|举办"
        r"|备案|验收|挂牌|授牌|通过(?=.{0,10}(?:审|验|评|认))|设立|成立|开通|上线|更新|公开了|[0-9]"
    )


@lru_cache(maxsize=256)
def tensed_clauses(text: str) -> tuple[TensedClause, ...]:
    """Every clause of a text with its tense; a future carries on to the clauses after it in its sentence."""
    found: list[TensedClause] = []
    clauses = iter(split_clauses(text))
    clause = next(clauses, None)
    for sentence in split_sentences(text):
        inside: list[Clause] = []
        while clause is not None and clause.start < sentence.end:
            inside.append(clause)
            clause = next(clauses, None)
        found.extend(_sentence(inside))
    return tuple(found)


def _sentence(clauses: list[Clause]) -> Iterator[TensedClause]:
    carried = ""
    words = [fold(one.text)[:300] for one in clauses]
    for at, (clause, said) in enumerate(zip(clauses, words, strict=True)):
        tense, mark = _tense(said)
        later = any(_future().search(one) for one in words[at + 1 : at + 3])
        if tense in ("plain", "done") and _event().search(said) and later:
            tense, mark = "waiting", said[-3:]
        if tense == "plain" and carried:
            yield TensedClause(clause, "future", carried, carried=True)
            continue
        if tense == "done" and carried and not re.search(r"已|了|[0-9]", said):
            yield TensedClause(clause, "future", carried, carried=True)
            continue
        if tense in ("future", "waiting"):
            carried = mark
        elif tense == "done":
            carried = ""
        yield TensedClause(clause, tense, mark)


def _tense(words: str) -> tuple[Tense, str]:
    patterns: tuple[tuple[Tense, re.Pattern[str] | Pattern], ...] = (
        ("deferred", _deferred()),
        ("waiting", _waiting()),
        ("future", _future()),
        ("progress", _progress()),
    )
    for tense, pattern in patterns:
        match = pattern.search(words)
        if match is not None:
            return tense, match.group()
    match = _done().search(words)
    return ("done", match.group()) if match is not None else ("plain", "")
