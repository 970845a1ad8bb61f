"""GK607 document-without-number: an own document offered as proof by its title alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gkcheck import (
    Bad,
    Case,
    Cleared,
    Context,
    Good,
    Hit,
    Options,
    Outcome,
    Pattern,
    Reading,
    Span,
    Text,
    rule,
)

_DRAFT = Pattern(
    r"[（(]?(?:修订|送审|报批|征求意见|讨论|代拟|初)?(?:稿|草案|初稿|文本)(?!件)", needs="文本 稿 草案"
)
_ISSUED = Pattern(
    "印发|发布|公布|公开|出台|施行|实施|执行|生效|通过|上网|登载|刊发|下发|签订|签署|报送|上报|送达|报备|备案|批复|修订|起"
)
_LINK = Pattern("https?:|www[.]|网址|[.](?:cn|com)")
_PASSED = Pattern(
    r"经[^，。；《》]{2,24}(?:审议|审定|批准|批复|同意)|(?:常务|党组|局务|办公|全体)会议?[^，。；]{0,6}(?:审议|通过)",
    needs="同意 审定 审议 批准 批复 通过",
)
_PAPERS = re.compile(
    r"(?:通知|办法|方案|意见|规定|细则|规则|制度|机制|规范|标准|清单|目录|名录|规程|预案|计划|要点|指南|手册|报告|规划|公约|流程|决定|公告|通告"
    r"|通报|措施|协议|备忘录|汇编|指引|导则|守则|准则|总结|台账|条|办法书|责任书|建议|纲要|图)$"
)
"""How titles of papers end; of books, films and columns they do not."""


@rule(
    "GK607",
    name="document-without-number",
    title=Text("文件无文号无日期", "Document without number"),
    rationale=Text(
        "只写名称，没有文号、日期或网址，无法调阅核对。",
        "A document by its title alone, without number, date or link, cannot be fetched.",
    ),
    basis=(Text("引用公文先引标题、后引发文字号", "Official documents are cited by title, then number"),),
    cases={
        "bare": Case(
            severity="info",
            verdict="weak",
            message=Text("{titles}只有名称，没有文号、日期或网址", "{titles}: no number, date or link"),
            ask=Text("补写文号、印发日期或公开网址", "Its number, date or link"),
        ),
    },
    since="0.1.0",
    good=(
        Good("编写指南。", "《夜间施工指南》修订稿已送专家评审。", note="a draft has no number yet"),
        Good("制定办法。", "印发《采砂管理办法》（云水〔2018〕26号）。"),
        Good("公布清单。", "《随机抽查事项清单（2018年版）》于3月9日在局网站公布。"),
        Good("依法监管。", "按照《中华人民共和国水法》查处案件3件。", note="a law"),
        Good(
            "落实《云岭县采砂管理办法》。",
            "按照《云岭县采砂管理办法》查处案件3件。",
            note="the issuer's document",
        ),
        Good("宣传。", "拍摄专题片《清水长流》，播放120场。", note="a film"),
        Good(
            "制定办法。",
            "印发《采砂管理办法》（云水〔2018〕26号），按照《采砂管理办法》巡查48次。",
            note="its number stands elsewhere",
        ),
        Good("公布目录。", "编制《信息公开目录》，见www.yunling.gov.cn/ml。", note="a link"),
    ),
    bad=(
        Bad(
            "健全内控制度。",
            "修订《经办内部控制规程》，9月开展内控检查。",
            cases=("bare",),
            note="the date is that of the inspection",
        ),
        Bad("组织演练。", "组织演练并形成《防汛演练评估报告》。", cases=("bare",)),
        Bad("完善制度。", "修订《舆情响应机制》，加强培训。", cases=("bare",)),
        Bad("完善制度。", "制定《窗口服务规范》和《首问负责制度（试行）》，统一标准。", cases=("bare",)),
    ),
)
def document_without_number(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One finding for all bare titles of a report."""
    papers = context.table.papers if context.table else ()
    numbered = [named.paper for named in papers if named.paper.keys]
    dated = [
        claim.span.start
        for claim in reading.claims
        if claim.kind == "link"
        or (
            claim.kind == "date"
            and not claim.vague
            and claim.date is not None
            and claim.date.precision != "year"
        )
    ]
    for firm in (True, False):
        bare = []
        for paper in reading.papers_told:
            if not paper.title or paper.role == "basis" or (paper.role == "produced") is not firm:
                continue
            name = re.sub(r"[（(][^（）()]{1,20}[）)]$", "", paper.name.strip())
            if paper.is_law or not _PAPERS.search(name) or context.known.named(paper.name):
                continue
            if not firm and any(paper.same_title(asked) for asked in reading.papers_asked):
                continue
            span = reading.span("report", paper.start, paper.end)
            sentence = reading.sentence_at("report", paper.start)
            if paper.keys or _dated(reading, sentence, paper.end, dated):
                yield Cleared(Text("有文号、日期或网址", "has a number, a date or a link"), spans=(span,))
            elif _DRAFT.match(reading.task.report, paper.end):
                yield Cleared(Text("尚是草稿，未编文号", "a draft as yet, without a number"), spans=(span,))
            elif _PASSED.search(reading.words_of(reading.head(sentence, 400))):
                yield Cleared(Text("写明由谁审议通过", "says who passed it"), spans=(span,))
            elif any(paper.same_title(other) for other in numbered):
                yield Cleared(Text("文号见他处", "its number stands elsewhere"), spans=(span,))
            else:
                bare.append(span)
        if bare:
            yield Hit(
                "bare",
                spans=tuple(reading.head(span, 60) for span in bare[:3]),
                params={
                    "titles": "、".join(span.text for span in bare[:3]) + ("等" if len(bare) > 3 else "")
                },
                confidence="medium" if firm and not _dated_after(reading, bare, dated) else "low",
            )


def _dated(reading: Reading, sentence: Span, end: int, dated: Sequence[int]) -> bool:
    """Whether a date or link of a title's sentence may be the document's.

    修订《规程》，于9月印发 dates the document, 修订《规程》，9月开展检查 does not: after a comma it needs a word of issue.
    """
    text = reading.task.report
    for at in dated:
        if not sentence.start <= at < sentence.end:
            continue
        between = text[end : min(at, end + 200)] if at > end else ""
        rest = text[max(at, end) : sentence.end][:40]
        following = re.split("[，,；;]", rest)[0]
        if not re.search("[，,；;]", between) or _ISSUED.search(following) or _LINK.search(rest):
            return True
    return False


def _dated_after(reading: Reading, bare: Sequence[Span], dated: Sequence[int]) -> bool:
    """Whether the sentence after a title gives a day, which may be the document's: 新目录7月8日审定."""
    for span in bare:
        here = reading.sentence_at("report", span.start)
        after = reading.sentence_at("report", here.end + 1)
        if any(after.start <= at < after.end for at in dated):
            return True
    return False
