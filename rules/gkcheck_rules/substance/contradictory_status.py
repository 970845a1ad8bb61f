"""GK510 contradictory-status: two rows that exclude each other on one named thing."""

from __future__ import annotations

from collections.abc import Iterator

from gkcheck import Bad, Case, Context, Good, Hit, Options, Outcome, Row, Table, Text, table_rule


@table_rule(
    "GK510",
    name="contradictory-status",
    title=Text("跨行事实矛盾", "Contradictory status"),
    rationale=Text(
        "同一件事，一行写尚未办成，另一行写已经办成，至少有一处要更正。",
        "One row tells a thing as not yet done, another as done: at least one needs correcting.",
    ),
    basis=(Text("同一张表前后应当一致", "One table agrees with itself"),),
    cases={
        "stage": Case(
            severity="medium",
            verdict="contradicted",
            message=Text(
                "同一事项前后说法不一：这里写“{here}”，第{row}项写“{there}”",
                "One thing, two statuses: “{here}” here, “{there}” in row {row}",
            ),
            ask=Text(
                "按实际状态统一两处表述，并写明时间", "Tell the actual status in both rows, with its date"
            ),
        ),
        "nil": Case(
            severity="medium",
            verdict="contradicted",
            message=Text(
                "有与没有说法不一：这里写“{here}”，第{row}项写“{there}”",
                "None and some: “{here}” here, “{there}” in row {row}",
            ),
            ask=Text("核对两处事实，写明时间和范围", "Check both, and say when and where each holds"),
        ),
    },
    since="0.1.0",
    good=(
        Good(
            rows=(
                Row("迁移网站。", "将本局网站迁移到市统一平台。"),
                Row("整合网站。", "本局网站已迁移到市统一平台。"),
            ),
            note="one fact told twice",
        ),
        Good(
            rows=(
                Row("建设文化中心。", "城东文化艺术中心正在建设。"),
                Row("选址。", "城东文化艺术中心已完成立项。"),
            ),
            note="an earlier stage",
        ),
        Good(
            rows=(
                Row("修订条例配套制度。", "新修订的《城市绿化条例》出台后，我局将修订配套制度。"),
                Row("宣传条例。", "《城市绿化条例》修订草案公开征求意见。"),
            )
        ),
        Good(
            rows=(
                Row("建设医院。", "6月底前城南人民医院新院区尚未投入使用。"),
                Row("改善就医。", "城南人民医院新院区10月18日投入使用。"),
            ),
            note="different days",
        ),
        Good(
            rows=(
                Row("应急。", "未发生较大突发环境事件。"),
                Row("处置。", "处置突发环境事件1起。"),
            ),
            note="another class of event",
        ),
    ),
    bad=(
        Bad(
            rows=(
                Row("提升救援能力。", "城西消防救援站自10月18日投入执勤以来出动96起。"),
                Row(
                    "建设城西消防救援站。",
                    "城西消防救援站项目总投资3860万元。目前正在装修，预计明年一季度竣工并投入使用。",
                ),
            ),
            cases=("stage", "stage"),
            note="a later sentence tells of it without its name",
        ),
        Bad(
            rows=(
                Row("开展延包试点。", "2个试点村的延包合同于12月8日全部签订完成。"),
                Row("录入合同。", "柳塘村因延包合同尚未签订，合同录入未启动。"),
            ),
            cases=("stage", "stage"),
        ),
        Bad(
            rows=(
                Row("设立调解组织。", "会同司法局设立的医疗纠纷人民调解委员会于6月8日挂牌运行。"),
                Row("引导信访。", "待医疗纠纷人民调解委员会成立后，我委将建立对接渠道。"),
            ),
            cases=("stage", "stage"),
        ),
        Bad(
            rows=(
                Row("落实新条例。", "新修订的《中华人民共和国档案条例》出台后，我局将及时调整配套措施。"),
                Row(
                    "宣传条例。", "结合《中华人民共和国档案条例》实施十周年和新修订的条例出台，开展宣传活动。"
                ),
            ),
            cases=("stage", "stage"),
        ),
        Bad(
            rows=(
                Row("改善就医。", "区妇幼保健院新院10月18日投入使用。"),
                Row("发展托育。", "因区妇幼保健院新院尚未建成，托育中心暂借场地办公。"),
            ),
            cases=("stage", "stage"),
        ),
        Bad(
            rows=(
                Row("印发方案。", "《河道保洁实施方案》正在起草，预计明年印发。"),
                Row("落实保洁。", "按照5月印发《河道保洁实施方案》的要求落实保洁人员。"),
            ),
            cases=("stage", "stage"),
        ),
        Bad(
            rows=(
                Row("应急。", "全年未发生突发环境事件。"),
                Row("处置。", "处置突发环境事件1起。"),
            ),
            cases=("nil", "nil"),
        ),
    ),
)
def contradictory_status(table: Table, options: Options, context: Context) -> Iterator[Outcome]:
    """A hit on each of the two rows, quoting both."""
    for kind, one, said, other, told in table.contradictions:
        for reading, here, rival, there in ((one, said, other, told), (other, told, one, said)):
            yield Hit(
                kind,
                spans=(here, there),
                params={"here": here.text, "there": there.text, "row": rival.task.id},
                confidence="medium",
                related=(rival.task.key,),
                task=reading.task.key,
            )
