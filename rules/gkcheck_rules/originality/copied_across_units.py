"""GK403 copied-across-units: the same text handed in by units that have nothing to do with each other."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from gkcheck import (
    Bad,
    Case,
    Context,
    CopiedText,
    Copies,
    Copy,
    Corpus,
    Good,
    Hit,
    Options,
    Outcome,
    Reading,
    Row,
    Sheet,
    Text,
    UnitCopies,
    corpus_rule,
)


class CopiedAcrossUnitsOptions(Options):
    """When reports of two units are copies; titles, numbers, names, quotations, what both were asked and template
    text are left out first."""

    ratio: float = Field(
        80.0,
        ge=0,
        le=100,
        description="likeness of the whole texts, 0-100",
        json_schema_extra={"zh": "两份全文的相似度，0 至 100"},
    )
    partial: float = Field(
        95.0,
        ge=0,
        le=100,
        description="likeness of the shorter text to a part of the longer",
        json_schema_extra={"zh": "较短文本与较长文本一部分的相似度"},
    )
    covered: float = Field(
        80.0,
        ge=0,
        le=100,
        description="part of the shorter text that stands in the other, in whatever order",
        json_schema_extra={"zh": "较短文本有多大部分见于另一文本，不论次序"},
    )
    letters: int = Field(
        20,
        ge=1,
        description="a shorter text is never a copy",
        json_schema_extra={"zh": "少于多少字的文本不判断雷同"},
    )
    partial_letters: int = Field(
        40,
        ge=1,
        description="the least length of a text that stands within another",
        json_schema_extra={"zh": "包含在另一文本之中的文本至少多少字"},
    )
    passage: int = Field(
        60,
        ge=0,
        description="letters of one unbroken passage that is enough though the rest differs; 0: never",
        json_schema_extra={"zh": "连续相同多少字即可认定，其余不同也算；0 表示不用此项"},
    )
    template_units: int = Field(
        5,
        ge=2,
        description="text in the reports of so many bodies is the superior's template …",
        json_schema_extra={"zh": "有多少个单位写有同样文字，视为上级提供的模板……"},
    )
    template_share: float = Field(
        0.5,
        ge=0,
        le=1,
        description="… if it is in the reports of this part of all bodies",
        json_schema_extra={"zh": "……并且占全部单位的多大部分"},
    )


_TOLD = "3月起对辖区42家企业逐户走访，收集用工、融资问题117个，分三批转交办理，已办结109个，其余8个列入第四季度清单并明确了责任人。"
_OTHER = "全年办理群众来信61件，平均用时4天，回访满意率97%，对两件重复来信由负责人当面答复并说明了依据。"
_ASKED = "开展企业走访，收集并解决企业反映的问题。"


@corpus_rule(
    "GK403",
    name="copied-across-units",
    title=Text("单位间雷同", "Copied across units"),
    rationale=Text(
        "互不隶属、没有分工关系的单位交来同一段话，至少有一家没有写自己的工作。共同引用的文件、上级范文和共同承担的工作不在此列。",
        "Where units that neither belong together nor share the work hand in the same words, at least one did not "
        "report its own work. Documents both quote, a superior's model text and joint work do not count.",
    ),
    basis=(
        Text(
            "国办公开办函〔2021〕30号：对内容雷同、敷衍塞责的要追究责任",
            "State Council General Office letter 2021 No. 30 names copied content",
        ),
    ),
    cases={
        "copy": Case(
            severity="high",
            verdict="weak",
            message=Text(
                "与{others}的落实情况{likeness}；从内容看，这段话更像是{home}写的",
                "The report {likeness} that of {others}; by what it says it suits {home} better",
            ),
            ask=Text("按本单位实际工作重新填写", "Report on this unit's own work"),
        ),
        "alike": Case(
            severity="high",
            verdict="weak",
            message=Text(
                "与{others}的落实情况{likeness}，无法判断由谁起草",
                "The report {likeness} that of {others}; nothing shows who wrote it",
            ),
            ask=Text(
                "说明是否共同承担此项工作；不是的，写明本单位的做法和数据",
                "Say whether the work was shared; if not, tell this unit's own work and figures",
            ),
        ),
        "widespread": Case(
            severity="low",
            verdict="weak",
            message=Text(
                "档案库中至少 {count} 个单位写有与此相同或相近的话（如{others}）；可能是上级统一提供的文字，也可能是照抄，无法判断",
                "At least {count} bodies in the archive tell the same or nearly the same (such as {others}); the text "
                "may have been sent round or copied, which nothing shows",
            ),
            ask=Text(
                "说明这段文字的来源；不是统一提供的，写明本单位的做法和数据",
                "Say where the text comes from; if it was not sent round, tell this unit's own work and figures",
            ),
        ),
        "passage": Case(
            severity="medium",
            verdict="weak",
            message=Text(
                "有 {letters} 字的一段与{others}的落实情况相同",
                "A passage of {letters} letters also stands in the report of {others}",
            ),
            ask=Text(
                "以本单位的做法和数据替换相同的部分",
                "Replace what is the same by this unit's own work and figures",
            ),
        ),
        "home": Case(
            severity="info",
            verdict="weak",
            message=Text(
                "这段话也出现在{others}的落实情况里；从内容看是本单位的",
                "The same words stand in the report of {others}; by what they say they are this unit's own",
            ),
        ),
    },
    options=CopiedAcrossUnitsOptions,
    since="0.1.0",
    good=(
        Good(
            rows=(
                Row(
                    "办理居民来信。",
                    "全年收到来信72件，按期办结72件，按期办结率100%，平均用时3天。",
                    units="云岭县民政局",
                ),
            ),
            issuer="云岭县民政局",
            others=(
                Sheet(
                    (
                        Row(
                            "办理居民来信。",
                            "全年收到来信418件，按期办结418件，按期办结率100%，平均用时5天。",
                            units="云岭县水利局",
                        ),
                    ),
                    "云岭县水利局",
                ),
            ),
            note="figures of their own in the set phrases of statistics",
        ),
        Good(
            rows=(Row(_ASKED, _TOLD, title="走访", units="云岭县商务局"),),
            issuer="云岭县商务局",
            others=(
                Sheet((Row("办理群众来信。", _OTHER, title="来信", units="云岭县信访局"),), "云岭县信访局"),
            ),
        ),
        Good(
            rows=(
                Row(
                    "落实放管服要求。",
                    "根据《云岭县人民政府办公室关于深化简政放权的通知》（云政办〔2018〕23号）要求，取消证明材料12项。",
                    units="云岭县民政局",
                ),
            ),
            issuer="云岭县民政局",
            others=(
                Sheet(
                    (
                        Row(
                            "落实放管服要求。",
                            "根据《云岭县人民政府办公室关于深化简政放权的通知》（云政办〔2018〕23号）要求，将审批时限由20天压到9天。",
                            units="云岭县水利局",
                        ),
                    ),
                    "云岭县水利局",
                ),
            ),
            note="both quote one document",
        ),
        Good(
            rows=(
                Row(
                    "整治校园周边环境。",
                    "会同云岭县公安局对18所学校周边开展整治，拆除违规广告牌73块，规范摊点46处，设置护学岗18个。",
                    units="云岭县教育局",
                ),
            ),
            issuer="云岭县教育局",
            others=(
                Sheet(
                    (
                        Row(
                            "整治校园周边环境。",
                            "会同云岭县教育局对18所学校周边开展整治，拆除违规广告牌73块，规范摊点46处，设置护学岗18个。",
                            units="云岭县公安局",
                        ),
                    ),
                    "云岭县公安局",
                ),
            ),
            note="joint work, and each says so",
        ),
        Good(
            rows=(
                Row(_ASKED, _TOLD, title="走访", units="各处室"),
                Row(_ASKED, _TOLD, title="走访", units="综合处"),
            ),
            note="one of the units is part of the other",
        ),
        Good(
            rows=(Row("报送工作总结。", "按照统一部署，" + _TOLD, units="云岭县商务局"),),
            issuer="云岭县商务局",
            others=(
                Sheet(
                    (Row("报送工作总结。", _TOLD.replace("42", "40"), units="云岭县工信局"),), "云岭县工信局"
                ),
            ),
            template=(_TOLD,),
            note="the superior's model text, slightly edited, was given as a template",
        ),
        Good(
            rows=(Row(_ASKED, _ASKED.replace("。", "，") + "走访42家。", units="云岭县商务局"),),
            issuer="云岭县商务局",
            others=(
                Sheet(
                    (Row(_ASKED, _ASKED.replace("。", "，") + "走访57户次。", units="云岭县工信局"),),
                    "云岭县工信局",
                ),
            ),
            note="both repeat what both were asked",
        ),
    ),
    bad=(
        Bad(
            rows=(Row(_ASKED, _TOLD, title="走访", units="云岭县商务局"),),
            issuer="云岭县商务局",
            others=(Sheet((Row(_ASKED, _TOLD, title="走访", units="云岭县工信局"),), "云岭县工信局"),),
            cases=("alike", "alike"),
        ),
        Bad(
            rows=(Row(_ASKED, "云岭县商务局" + _TOLD, title="走访", units="云岭县商务局"),),
            issuer="云岭县商务局",
            others=(
                Sheet(
                    (Row(_ASKED, "云岭县商务局" + _TOLD.replace("逐户", "上门"), units="云岭县工信局"),),
                    "云岭县工信局",
                ),
            ),
            cases=("home", "copy"),
            note="edited, and the other unit's name came along",
        ),
        Bad(
            rows=(
                Row(_ASKED, _TOLD, title="走访", units="云岭县商务局"),
                Row(_ASKED, _TOLD, title="走访", units="云岭县工信局"),
            ),
            cases=("alike", "alike"),
            note="one task given to two units in one table",
        ),
        Bad(
            rows=(
                Row(
                    _ASKED,
                    "2月印发走访方案，成立5个小组，由班子成员带队，编印惠企手册3000册。"
                    + _TOLD
                    + "12月回头看9家。",
                    units="云岭县商务局",
                ),
            ),
            issuer="云岭县商务局",
            others=(Sheet((Row("办理群众来信。", _OTHER + _TOLD, units="云岭县信访局"),), "云岭县信访局"),),
            cases=("passage", "passage"),
            note="the rest differs",
        ),
    ),
)
def copied_across_units(
    corpus: Corpus, options: CopiedAcrossUnitsOptions, context: Context
) -> Iterator[Outcome]:
    """One finding a report, naming the units it is alike to; the one whose own text it is, is only told."""
    groups = corpus.copies_across_units(**options.model_dump())
    hits = [hit for group in groups for hit in _hits(corpus, group, options.template_units)]
    order = {reading.task.key: at for at, reading in enumerate(r for t in corpus.tables for r in t.readings)}
    yield from sorted(hits, key=lambda hit: order[hit.task or ""])


def _hits(corpus: Corpus, group: UnitCopies, many: int) -> Iterator[Hit]:
    own = group.own.task.key if group.own else None
    archived = any(corpus.is_archived(copy.reading) for copy in group.copies)
    copies = Copies(
        "archive" if archived else "units",
        tuple(
            CopiedText(
                copy.reading.task.key, copy.reading.task.key == own, copy.likeness, copy.shared, copy.greyed
            )
            for copy in group.copies
        ),
    )
    for copy in group.copies:
        if not corpus.judges(copy.reading):
            continue
        words = copy.shared or (copy.reading.whole("report"),)
        bodies = len({corpus.body_of(one) for one in copy.of if corpus.is_archived(one)})
        case = _case(copy, own)
        if case == "alike" and bodies >= many:
            case = "widespread"  # nobody can tell a template from a copy by what an archive holds of it
        yield Hit(
            case,
            task=copy.reading.task.key,
            related=tuple(other.task.key for other in copy.others),
            spans=tuple(copy.reading.head(span) for span in words[:3]),
            confidence="high" if own else "medium",
            strength=min(1.0, copy.likeness / 100),
            params={
                "others": _others(corpus, copy),
                "home": _name(corpus, group.own) if group.own else "",
                "likeness": _likeness(copy),
                "count": bodies,
                "letters": max(span.end - span.start for span in words),
            },
            copies=copies,
        )


def _case(copy: Copy, own: str | None) -> str:
    if copy.reading.task.key == own or copy.how == "source":
        return "home"
    if copy.how == "passage":
        return "passage"
    return "copy" if own else "alike"


def _name(corpus: Corpus, reading: Reading) -> Text:
    submission = corpus.table_of(reading).submission
    unit = corpus.unit_of(reading) or submission.source
    if corpus.is_archived(reading):
        year = f"{submission.year}年" if submission.year else ""
        return Text(
            f"档案库中{year}{unit}（{submission.source} 第 {reading.task.id} 项）",
            f"{unit} in the archive ({submission.source}, task {reading.task.id}, {submission.year or 'no year'})",
        )
    return Text(f"{unit}第 {reading.task.id} 项", f"{unit} (task {reading.task.id})")


def _others(corpus: Corpus, copy: Copy) -> tuple[str | Text, ...]:
    """The names of the others; of very many the first ones."""
    names = tuple(dict.fromkeys(_name(corpus, one) for one in copy.of))
    if copy.total <= len(copy.of):
        return names
    return (*names[:9], Text(f"等（共 {copy.total} 份报告）", f"and others ({copy.total} reports in all)"))


def _likeness(copy: Copy) -> Text:
    percent = f"{copy.likeness:.0f}%"
    match copy.how:
        case "equal":
            return Text("完全相同", "equals")
        case "reordered":
            return Text(
                f"文字相同、次序不同（{percent}）", f"has the same words in another order ({percent}) as"
            )
        case "contained":
            return Text("有整段相同", "shares a whole passage with")
        case "assembled":
            return Text(f"有 {percent} 的文字相同，像是拼接而成", f"is put together, {percent} of it, from")
        case _:
            return Text(f"相似度 {percent}", f"is {percent} alike to")
