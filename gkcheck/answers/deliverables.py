"""What answers a deliverable: a paper of its name, a phrase that names one with something to look up, a nil return."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from gkcheck.answers.answer import Answer, Report, nil_answers, of_others
from gkcheck.claims import CHECKABLE
from gkcheck.demands import Demand, terms_of
from gkcheck.language.form import fold
from gkcheck.language.papers import Paper, find_papers
from gkcheck.language.pattern import Pattern
from gkcheck.language.products import Named, Product, find_named
from gkcheck.language.tense import tensed_clauses
from gkcheck.model import Span

_AROUND = 160  # letters of a sentence looked at on both sides of a phrase
_MOST = 40  # phrases of a report looked at for one product


@cache
def _made() -> re.Pattern[str]:
    return re.compile(
        r"制定|制订|制成|出台|印发|编制|编写|编印|编成|修订|修编|修改|拟定|起草|形成|建立|建成|健全|完善|公布|公示|公开|发布|报|更新|调整|完成"
        r"|通过|批准|列入|纳入|梳理|实施|施行|执行|下发|制作|张贴|提交|备案|有效|推行|实行|运行|签订|汇编|登记|落实|按照"
    )


@cache
def _pending() -> re.Pattern[str]:
    return re.compile(
        r"正在|拟(?!定)|将(?:于|会|尽快|适时|按|抓紧|进一步|根据)|(?:^|[，、我局委办]|目前|单位)计划|预计|力争|下一步|尚未|还未|未(?:制定|出台|印发|编制|形成|完成|公布)|待[^，。；]{0,16}后|起草中|修订中|编制中|征求意见中"
    )


@cache
def _waits() -> Pattern:
    """What follows a paper that is not out yet: 待机构改革后印发."""
    return Pattern(
        r"(?:拟|将|待|预计|计划|尚未|还未)[^，。；]{0,24}(?:印发|出台|发布|公布|实施|施行)",
        needs="公布 出台 印发 发布 实施 施行",
    )


@cache
def _filed() -> Pattern:
    return Pattern(
        r"(?<![改变转]为)(?<![改变转])备案(?!率|数|企业|单位|情况检查|制|类|管理|事项|[0-9]+[项件家])|报备|备查|回执|收文|报送|上报|呈报|抄报|抄送|已报|书面报告|报(?![告名道价警废销酬考刊纸])[^，。；、]{1,16}(?:局|委|办|厅|府|部|院|处|室|中心|署|组|所)",
        needs="回执 备查 备案 抄送 报 收文",
    )


@cache
def _place() -> re.Pattern[str]:
    """Where a paper was published, or who passed it: as good as a date to look it up by."""
    return re.compile(
        r"网站|官网|公众号|微信|微博|公示栏|公告栏|专栏|张贴|门户|政务网|服务网|客户端|栏目|报纸|电视|公报|平台"
        r"|通过[^，。；]{0,12}(?:评审|审议|审核|验收|论证|审查)|经[^，。；]{1,20}(?:批准|同意|审定|审议|通过|研究)|以[^，。；]{2,20}名义|批复|批示"
    )


def answer(demand: Demand, report: Report, as_of: date) -> Answer:
    """Whether the product is told, and with what an auditor could find it."""
    product = demand.product
    assert product is not None
    if of_others(demand, report):
        return Answer(demand=demand, status="not_addressed")
    nil = [
        claim
        for claim in report.of("nil")
        if nil_answers(demand, report, claim) and terms_of(report.clause_of(claim.span).text) & demand.terms
    ]
    if nil:
        return Answer(demand=demand, status="answered", how="nil", words=(report.clause_of(nil[0].span),))
    found = (
        _filing(demand, report)
        if product.sort == "filing"
        else _titled(demand, product, report, as_of) or _plain(demand, product, report)
    )
    if found is not None and found.status != "unanswered":
        return found
    if _not_due(demand, report, as_of):
        return Answer(demand=demand, status="not_due")
    return found or Answer(demand=demand, status="unanswered")


def _filing(demand: Demand, report: Report) -> Answer | None:
    for clause in report.clauses:
        words = fold(clause.text)
        if _filed().search(words):
            if _pending().search(words):
                return Answer(demand=demand, status="unanswered", how="waiting", words=(clause,))
            return Answer(demand=demand, status="asserted", how="stated", words=(clause,))
    return None


def _titled(demand: Demand, product: Product, report: Report, as_of: date) -> Answer | None:
    """A paper in 《》 that speaks of the same thing, or bears the name that is asked."""
    text = report.task.report
    for paper in find_papers(text):
        if not paper.title or paper.is_law:
            continue
        span = Span(
            task=report.task.key,
            field="report",
            start=paper.start,
            end=paper.end,
            text=text[paper.start : paper.end],
        )
        clause = report.clause_of(span)
        shared = len(terms_of(paper.name) & demand.terms)
        sure = shared * 3 >= len(demand.terms) * 2
        if not sure and (paper.role == "basis" or not product.may_be(paper.name)):
            continue
        if (
            shared >= 2
            or (shared and product.may_be(paper.name) and _few(demand))
            or (shared and shared * 2 >= len(demand.terms))
            or (_says_nothing(product.about) and paper.name.endswith(product.head))
            # 《依申请公开工作规程》…对登记、审核、办理逐一明确: the sentence tells what it is about
            or (
                product.head in paper.name
                and len(terms_of(report.sentence_of(span).text) & terms_of(demand.span.text)) >= 2
            )
        ):
            after = next((one for one in report.clauses if one.start >= clause.end), None)
            same = after is not None and after.start < report.sentence_of(span).end
            waits = same and after is not None and _waits().match(fold(after.text))
            if _pending().search(fold(clause.text)) or waits:
                return Answer(demand=demand, status="unanswered", how="waiting", words=(clause,))
            if _is_old(product, paper, fold(report.sentence_of(span).text), as_of):
                return Answer(
                    demand=demand, status="unanswered", how="restated", words=(span,), confidence="medium"
                )
            return Answer(demand=demand, status="asserted", how="named", words=(span,))
    return None


def _says_nothing(about: str) -> bool:
    """Whether what stands before the noun of a paper tells only whose it is or of what sort: 制定区级方案."""
    return _WHOSE.fullmatch(about) is not None


_WHOSE = Pattern(
    "(?:[省市区县镇乡州]级|本(?:级|地|单位|部门|[市区县局])|具体|相应|配套|年度|实施|工作|行动|有关|相关)*"
)


def _few(demand: Demand) -> bool:
    """Whether what a paper is about takes one word beside the year (年度普法计划), which 普法工作要点 bears."""
    return not re.sub("年度|工作|[0-9]+年|全年|本年", "", demand.product.about if demand.product else "")[3:]


def _is_old(product: Product, paper: Paper, sentence: str, as_of: date) -> bool:
    """Whether what is told of a revision is the paper of an earlier year, with no word of revising it."""
    return (
        re.search("修订|修编|修改|更新", product.verb) is not None
        and bool(paper.years)
        and max(paper.years) < as_of.year - 1
        and re.search("修订|修编|修改|更新|调整|补充|完善", sentence) is None
    )


def _plain(demand: Demand, product: Product, report: Report) -> Answer | None:
    """A noun phrase for a paper of that sort: with a date, count, number, link or place it is shown, else only told."""
    text = report.task.report
    best: Answer | None = None
    same = [named for named in find_named(text) if _same(demand, product, named)]
    for named in same[:_MOST]:
        span = Span(
            task=report.task.key,
            field="report",
            start=named.start,
            end=named.end,
            text=text[named.start : named.end],
        )
        clause, sentence = report.clause_of(span), report.sentence_of(span)
        words, around = _near(text, clause, named), _near(text, sentence, named)
        bare = not terms_of(named.about) & demand.terms
        if bare and not _made().search(words):
            continue
        if _pending().search(words) or _to_come(report, clause):
            one = Answer(demand=demand, status="unanswered", how="waiting", words=(clause,))
        elif not _made().search(around):
            one = Answer(demand=demand, status="undetermined", how="named", words=(clause,))
        elif _shown(report, sentence, around):
            return Answer(demand=demand, status="asserted", how="stated", words=(clause,))
        else:
            one = Answer(demand=demand, status="asserted", how="restated", words=(clause,))
        if best is None or (best.status == "unanswered" and one.status != "unanswered"):
            best = one
    return best


def _to_come(report: Report, clause: Span) -> bool:
    """届时将统一标识，并公布目录: a future told before carries on to the clause."""
    return any(
        one.carried and one.tense in ("future", "waiting") and one.clause.start == clause.start
        for one in tensed_clauses(report.task.report)
    )


def _near(text: str, stretch: Span, named: Named) -> str:
    """The derived words of a clause or sentence around a phrase, no more than a reader takes in at once."""
    return fold(text[max(stretch.start, named.start - _AROUND) : min(stretch.end, named.end + _AROUND)])


def _same(demand: Demand, product: Product, named: Named) -> bool:
    """Whether a phrase names the product: a paper of its sort about the same thing, or about nothing in particular."""
    if not product.answered_by(named.sort):
        return False
    about = terms_of(named.about)
    if about & demand.terms or (not demand.terms and named.head == product.head):
        return True
    vague = not about or re.fullmatch(
        r"(?:现行|该|此|本|上述|有关|相关|配套|工作|管理|实施|最新|新|年度|\d|份|项|个|部门|各类|一|本局|我局){0,6}",
        named.about,
    )
    return bool(vague) and (named.head == product.head or not demand.terms)


def _shown(report: Report, sentence: Span, around: str) -> bool:
    """Whether the sentence gives something by which the paper could be found or counted."""
    if _place().search(around):
        return True
    return any(
        claim.kind in CHECKABLE and not claim.vague and sentence.start <= claim.span.start < sentence.end
        for claim in report.claims
    )


def _not_due(demand: Demand, report: Report, as_of: date) -> bool:
    """Whether the time set for it had not come on the day of assessment."""
    return any(
        other.deadline is not None
        and other.deadline.last is not None
        and other.deadline.last > as_of
        and (
            other.span.field == "deadline" or _one_sentence(report.task.requirement, other.span, demand.span)
        )
        for other in report.demands
    )


def _one_sentence(text: str, one: Span, other: Span) -> bool:
    first, second = sorted((one, other), key=lambda span: span.start)
    return not any(mark in text[first.end : second.start] for mark in "。；;\n")
