"""GK512 not-addressee: a requirement that binds others than the unit, or a report that says so without a reason."""

from __future__ import annotations

from collections.abc import Iterator

from gkcheck import Bad, Case, Context, Good, Hit, Options, Outcome, Pattern, Reading, Row, Text, rule


@rule(
    "GK512",
    name="not-addressee",
    title=Text("责任主体不符", "Not the addressee"),
    rationale=Text(
        "要求点名的是别的单位时，不应按未落实扣分，请人工确认是否列为不适用。",
        "Where a requirement names others, the unit must not be marked down; a person decides whether the task applies.",
    ),
    basis=(Text("要求本身点名的责任主体", "The addressee named in the requirement"),),
    cases={
        "others": Case(
            severity="medium",
            verdict="weak",
            message=Text(
                "要求点名的是“{who}”，看不出包括本单位，建议人工确认是否列为不适用",
                "The requirement names “{who}”, which does not seem to include this unit; a person should decide",
            ),
            side="issuer",
        ),
        "unexplained": Case(
            severity="info",
            verdict="weak",
            message=Text(
                "落实情况写“{told}”，没有说明理由，请人工确认是否列为不适用",
                "The report says “{told}” without a reason; a person should decide whether the task applies",
            ),
            ask=Text(
                "说明不涉及的理由，或由哪个单位承担", "Why it does not concern the unit, or who is in charge"
            ),
        ),
        "partly": Case(
            severity="info",
            verdict="weak",
            message=Text(
                "要求中“{who}”一条点名的是别的主体，本单位写明自己承担的部分即可",
                "One duty names “{who}”; the unit need only report its own part",
            ),
            side="issuer",
        ),
    },
    since="0.1.0",
    good=(
        Good("各区各部门要公布本地、本部门抽查清单。", "公布抽查清单32项。"),
        Good(rows=(Row("各镇街要配备网格员。", "配备网格员86名。", units="各镇（街道）"),)),
        Good(rows=(Row("教育、卫生健康等主管部门要公布监管清单。", "公布监管清单21项。", units="市教育局"),)),
        Good(
            "学校应在开学前完成校舍检查。",
            "47所学校开学前全部完成校舍检查。",
            note="those whom the unit governs",
        ),
        Good("开展食品抽检。", "抽检食品320批次。"),
        Good(
            "编制水源保护方案。",
            "本项不涉及我局，因水源保护职能已于3月划转县生态环境分局。",
            note="the reason is told",
        ),
    ),
    bad=(
        Bad(
            rows=(
                Row(
                    "各县（市、区）政府和供水、供电、供气企业要推行联合报装、一次踏勘。",
                    "我局积极配合有关方面做好服务提升工作，取得良好成效。",
                    units="市统计局",
                ),
            ),
            cases=("others",),
            note="neither a government below nor a company",
        ),
        Bad(
            rows=(
                Row(
                    "教育、卫生健康、住房保障等行业主管部门要制定公共企事业单位公开办法。",
                    "我局不断完善内部公开制度。",
                    units="城市管理局",
                ),
            ),
            cases=("others",),
        ),
        Bad(
            rows=(Row("各县、各功能区管委会要配齐消防专干。", "本项不涉及我局。", units="市统计局"),),
            cases=("others",),
        ),
        Bad(rows=(Row("编制水源保护方案。", "不涉及。", units="县农业农村局"),), cases=("unexplained",)),
    ),
)
def not_addressee(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """Never deducts by itself: it proposes that a person decide whether the task applies."""
    duties = [one for one in reading.answers if one.demand.kind == "action" and one.demand.action is not None]
    others = [one for one in duties if one.status == "not_addressed"]
    text = reading.folded("report")
    denied = _DENIES.match(text)
    bare = denied is not None and _REASON.search(text) is None
    if others and 3 * len(others) >= 2 * len(duties):
        first = others[0].demand
        addressee = first.action.addressee if first.action is not None else None
        if addressee is None:
            return
        who = reading.span("requirement", addressee.start, addressee.end)
        report = reading.decisive_report() if reading.reported else ()
        firm = addressee.kind == "field" or denied is not None
        yield Hit(
            "others",
            spans=(who, *report),
            params={"who": who.text},
            confidence="high" if denied is not None else "medium" if firm else "low",
        )
    elif bare:
        yield Hit(
            "unexplained",
            spans=(reading.head(reading.whole("requirement")), *reading.decisive_report()),
            params={"told": reading.head(reading.whole("report"), 24).text},
            confidence="medium",
        )
    else:
        for one in duties:
            action = one.demand.action
            if (
                action is None
                or action.addressee is None
                or action.addressee.kind not in ("organ", "field", "lower")
            ):
                continue
            if one.status in ("not_addressed", "undetermined"):
                who = reading.span("requirement", action.addressee.start, action.addressee.end)
                yield Hit("partly", spans=(who,), params={"who": who.text}, confidence="low")
                return
        place = _PLACES.search(reading.task.requirement)
        if place is not None and not _PLACES_OWN.search(reading.task.units_text):
            who = reading.span("requirement", *place.span())
            yield Hit("partly", spans=(who,), params={"who": who.text}, confidence="low")


_DENIES = Pattern(
    r"(?:经[^，。；]{0,8}[，]?)?(?:本项|该项|此项|本任务|本条)?(?:工作|任务|要求)?(?:我局|我委|我办|本单位|我单位|本局|我镇|我县)?"
    r"(?:暂)?(?:不涉及|未涉及|不属于|不适用|无此项|与我[^，。；]{1,6}无关)",
    needs="不属于 不涉及 不适用 与我 无此项 未涉及",
)
_PLACES = Pattern(
    r"各(?:级)?[\u4e00-\u9fff]{0,6}(?:服务中心|政务中心|办事大厅|服务大厅)",
    needs="办事大厅 政务中心 服务中心 服务大厅",
)
_PLACES_OWN = Pattern(r"中心|大厅|审批|政务服务|街道|镇|乡|各", needs="中心 乡 各 大厅 审批 政务服务 街道 镇")
_REASON = Pattern(
    r"因|由于|鉴于|划转|移交|职能|职责|属于(?!本)|由[^，。；]{2,20}(?:负责|承担|牵头|落实)|隶属",
    needs="划转 因 属于 承担 牵头 由于 移交 职能 职责 落实 负责 鉴于 隶属",
)
