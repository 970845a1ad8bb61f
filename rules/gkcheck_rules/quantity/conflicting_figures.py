"""GK305 conflicting-figures: one measure told with two values in two rows of a table."""

from __future__ import annotations

from collections.abc import Iterator

from gkcheck import Bad, Case, Context, Good, Hit, Options, Outcome, Row, Table, Text, table_rule


@table_rule(
    "GK305",
    name="conflicting-figures",
    title=Text("跨行数字不一", "Conflicting figures"),
    rationale=Text(
        "一张表是一份记录，同一事项的数前后应当一致；口径不同就要写明。",
        "One table is one record: a measure has one value, or says what it covers each time.",
    ),
    basis=(Text("同一数据应当同源一致", "One datum, one source"),),
    cases={
        "values": Case(
            severity="medium",
            verdict="weak",
            message=Text(
                "这里写“{here}”，第{row}项写“{there}”，两数不同，请说明口径",
                "This row says “{here}”, row {row} says “{there}”; please say what each covers",
            ),
            ask=Text(
                "两处数字的统计口径和时点，有误的更正",
                "What each figure covers and as of when; correct if wrong",
            ),
        ),
    },
    since="0.1.0",
    good=(
        Good(
            rows=(
                Row("办好家庭医生签约。", "组建家庭医生团队86个。"),
                Row("做好慢病管理。", "组建家庭医生团队86支。"),
            )
        ),
        Good(
            rows=(
                Row("检查危化企业。", "检查危险化学品企业138家。"),
                Row("执法检查。", "检查各类工贸企业447家。"),
            ),
            note="different things",
        ),
        Good(
            rows=(
                Row("培训。", "3月培训网格管理员120人。"),
                Row("再培训。", "9月培训网格管理员80人。"),
            ),
            note="different times",
        ),
        Good(
            rows=(
                Row("配备人员。", "配备专职联络员12名。", units="甲局"),
                Row("配备人员。", "配备专职联络员9名。", units="乙局"),
            ),
            note="each unit has its own",
        ),
        Good(
            rows=(
                Row("设立公示牌。", "柳溪镇设河道公示牌12块。"),
                Row("更换公示牌。", "石泉乡设河道公示牌9块。"),
            ),
            note="different places",
        ),
    ),
    bad=(
        Bad(
            rows=(
                Row("稳定就业。", "发放稳岗补贴412万元，惠及企业136家。"),
                Row("减轻负担。", "为136家企业发放稳岗补贴421万元。"),
            ),
            cases=("values", "values"),
            note="the same 136 stands beside both",
        ),
        Bad(
            rows=(
                Row("清理事项。", "梳理政务服务事项1386项。"),
                Row("公开事项。", "公布政务事项1368项，均可查询。"),
            ),
            cases=("values", "values"),
            note="names that are akin: a doubt",
        ),
        Bad(
            rows=(
                Row("办理申请。", "全年共收到信息公开申请37件。"),
                Row("加强考核。", "受理信息公开申请41件，考核结果已通报。"),
            ),
            cases=("values", "values"),
        ),
        Bad(
            rows=(
                Row("饮水。", "全县农村自来水普及率达到91.2%。"),
                Row("项目。", "全县农村自来水普及率达到88.7%。"),
            ),
            cases=("values", "values"),
        ),
        Bad(
            rows=(
                Row("落实巡河。", "14名县级河长全年巡河185人次。"),
                Row("设立河长。", "全县设县级河长16名、乡级河长58名。"),
            ),
            cases=("values", "values"),
        ),
        Bad(
            rows=(
                Row("清理事项。", "现有政务服务事项1386项。"),
                Row("提高网办率。", "1368项政务服务事项全部上网。"),
            ),
            cases=("values", "values"),
        ),
        Bad(
            rows=(
                Row("办好食堂。", "全县现有老年食堂共37家。"),
                Row("补贴食堂。", "全县设老年食堂41家，均获补贴。"),
            ),
            cases=("values", "values"),
        ),
        Bad(
            rows=(
                Row("建强队伍。", "全区有社区网格员412名。"),
                Row("开展培训。", "全区有社区网格员398名，均参加培训。"),
            ),
            cases=("values", "values"),
        ),
    ),
)
def conflicting_figures(table: Table, options: Options, context: Context) -> Iterator[Outcome]:
    """A hit on each of the two rows, quoting both."""
    for one, other in table.conflicting_figures:
        for here, there in ((one, other), (other, one)):
            yield Hit(
                "values",
                spans=(here.span, there.span),
                params={"here": here.span.text, "there": there.span.text, "row": there.reading.task.id},
                confidence=here.confidence,
                related=(there.reading.task.key,),
                task=here.reading.task.key,
            )
