"""GK303 arithmetic: a sum, a rate or a list in the report that its own figures refute."""

from __future__ import annotations

from collections.abc import Iterator

from gkcheck import Bad, Case, Cleared, Context, Good, Hit, Options, Outcome, Reading, Text, Undecided, rule


@rule(
    "GK303",
    name="arithmetic",
    title=Text("数字勾稽", "Arithmetic"),
    rationale=Text(
        "同一句话里总数与分项、比例与分子分母、次数与所列日期应当对得上；对不上就一定有一个数要更正。",
        "Within one sentence a total and its parts, a rate and its figures, a count and its list must agree.",
    ),
    basis=(
        Text(
            "只核对句子本身写明的关系：其中、共、分别、括号、占、达到百分之几",
            "Only relations the sentence itself declares are added up",
        ),
    ),
    cases={
        "wrong": Case(
            severity="high",
            verdict="contradicted",
            message=Text(
                "“{stated}”与同一句所列的数对不上：{formula}",
                "“{stated}” does not agree with the figures of its own sentence: {formula}",
            ),
            ask=Text(
                "核对总数、分项和比例，更正其中有误的数",
                "Check the total, the parts and the rate, and correct the figure that is wrong",
            ),
        ),
        "exceeds": Case(
            severity="high",
            verdict="contradicted",
            message=Text(
                "部分大于总数：{formula}，请核对（如含上年结转，请写明）",
                "A part is larger than its whole: {formula}; if some were carried over, say so",
            ),
            ask=Text("核对两数的口径，更正或说明", "Check what the two figures cover; correct or explain"),
        ),
        "remainder": Case(
            severity="medium",
            verdict="contradicted",
            message=Text(
                "已完成数与其余数合起来不等于总数：{formula}",
                "What was done and what remains do not make the total: {formula}",
            ),
            ask=Text("核对总数、已完成数和其余数", "Check the total, the number done and the rest"),
        ),
        "listed": Case(
            severity="medium",
            verdict="contradicted",
            message=Text(
                "写明的数量与所列出的日期或文件数不同：{formula}",
                "The number stated and the number of days or documents listed differ: {formula}",
            ),
            ask=Text("补齐所列日期或文件，或更正数量", "Complete the list, or correct the number"),
        ),
    },
    since="0.1.0",
    good=(
        Good(
            "推进信息共享。",
            "归集信息38.6万条，推送31.2万条，推送及时率99.7%。",
            note="how many were in time is not told",
        ),
        Good("化解信访积案。", "化解积案87件，其中涉土地61件、涉劳资24件、其他2件。"),
        Good("推进网上办理。", "受理94件，其中网上61件，网办率65%。", note="64.9 rounds to 65"),
        Good("调整目录。", "目录现有43大项、608小项（处罚38大项、570小项；许可5大项、38小项）。"),
        Good("保障投入。", "下达资金1200万元，分两批拨付（3月700万元、9月500万元）。"),
        Good("培训骨干。", "参训60人，其中女性35人、党员30人。", note="traits of people overlap"),
        Good("查处线索。", "移送线索120条，其中立案80条、办结60条。", note="stages overlap"),
        Good("走访企业。", "走访企业约20家，其中规上12家、规下9家。", note="a rough total proves nothing"),
        Good("压减时限。", "审批时限由15个工作日压缩到6个工作日，压缩60%。"),
        Good("公开信息。", "公开政策12条，答复申请9件。", note="two figures without a declared total"),
        Good("建设中心。", "建成中心3个，其中设置床位200个、座椅300个。", note="another kind of thing"),
        Good("召开会议。", "召开调度会3次（2月26日、6月11日、11月19日）。"),
        Good(
            "办理来件。",
            "收到来件60件，其中电话24件、邮件21件、上门15件，结转下年3件。",
            note="where they came from, then what is left",
        ),
        Good(
            "推进自助办理。",
            "全年办理9000件。其中农机类自助办理1800件，农机类自助办理率90%。",
            note="a rate of another whole",
        ),
        Good("抽检食品。", "抽检500批次，合格490批次，合格率98%，其中农产品合格率99.2%。"),
    ),
    bad=(
        Bad(
            "清理证明事项。",
            "共梳理证明事项137项，其中取消52项、改为核验41项、保留34项。",
            cases=("wrong",),
            note="what became of every one is told",
        ),
        Bad(
            "改善水质。",
            "26个断面中，Ⅱ类的11个、Ⅲ类的12个、Ⅳ类的2个，无Ⅴ类断面。",
            cases=("wrong",),
            note="the last class closes the list",
        ),
        Bad(
            "改造小区。",
            "15个小区完工，惠及7012户，其中东片区6个小区2890户、西片区9个小区4022户。",
            cases=("wrong",),
            note="a list that is whole in one measure is whole in the other",
        ),
        Bad(
            "答复申请。",
            "23件中予以公开12件、部分公开4件、不予公开3件、本机关不掌握无法提供5件。",
            cases=("wrong",),
        ),
        Bad("落实惠企资金。", "兑现资金6.82亿元，其中奖补4.57亿元、贴息2.35亿元。", cases=("wrong",)),
        Bad("落实持证上岗。", "应持证3126人，已持证3064人，持证率98.9%。", cases=("wrong",)),
        Bad("保障水质。", "12个断面中11个达标，达标率100%。", cases=("wrong",)),
        Bad("办理来信。", "来信40件、来访50件，共80件。", cases=("wrong",)),
        Bad("整治隐患。", "整治隐患点30处（道路12处、桥梁9处、边坡10处）。", cases=("wrong",)),
        Bad("压减时限。", "环节由5个减至3个，减少3个。", cases=("wrong",)),
        Bad(
            "办理复核。",
            "新收复核33件，上年结转2件，共计35件，其中予以支持14件、部分支持9件、不予支持6件、不予受理3件，结转下年2件。",
            cases=("wrong",),
        ),
        Bad("推进自助办理。", "全年办理9000件。其中自助办理6300件，自助办理率78%。", cases=("wrong",)),
        Bad("办理申请。", "受理申请120件，办结125件。", cases=("exceeds",)),
        Bad("办理诉求。", "收到诉求120件，办结112件，其余6件正在办理。", cases=("remainder",)),
        Bad("召开会议。", "召开调度会4次（2月26日、6月11日、11月19日）。", cases=("listed",)),
    ),
)
def arithmetic(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One outcome for each relation that the report declares between its figures."""
    for relation in reading.relations:
        spans = (reading.span("report", relation.start, relation.end),)
        if relation.holds:
            yield Cleared(
                Text(f"已核算：{relation.formula}", f"added up: {relation.formula}"),
                spans=spans,
            )
        elif relation.holds is None:
            yield Undecided(
                Text(
                    f"所列各项可能交叉或口径不同，不能据此判定：{relation.formula}",
                    f"the parts may overlap or count other things: {relation.formula}",
                ),
                spans=spans,
            )
        else:
            yield Hit(
                _case(relation.kind),
                spans=spans,
                params={"stated": relation.stated, "formula": relation.formula},
                confidence="high" if relation.certain else "medium",
            )


def _case(kind: str) -> str:
    if kind in ("part", "order"):
        return "exceeds"
    return {"rest": "remainder", "listed": "listed"}.get(kind, "wrong")
