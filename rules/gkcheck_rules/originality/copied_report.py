"""GK401 copied-report: one report pasted under several tasks with different requirements."""

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
    Good,
    Hit,
    Options,
    Outcome,
    Row,
    Table,
    Text,
    table_rule,
)


class CopiedReportOptions(Options):
    """When two reports are copies of one another; names, official titles, document numbers, quotations and
    nil returns are left out first."""

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
    letters: int = Field(
        12,
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
    covered: float = Field(
        80.0,
        ge=0,
        le=100,
        description="part of the shorter text that stands in the other, in whatever order",
        json_schema_extra={"zh": "较短文本有多大部分见于另一文本，不论次序"},
    )
    same_requirement: float = Field(
        80.0,
        ge=0,
        le=100,
        description="requirements as alike as this may share an answer",
        json_schema_extra={"zh": "要求相似到这个程度，可以使用同一答复"},
    )


_LONG = "本年度组织普法宣传进社区活动，发放宣传单，设置咨询台，安排志愿者现场讲解法律知识，受到居民欢迎。"
_TOLD = "4月至10月组织志愿者在六个社区的广场上设立咨询台，逐户发放普法读本，现场讲解民法典的常见问题。"
_DRILL = "11月9日在体育馆组织消防疏散演练，由消防大队到场讲评，参演人员从三个出口撤离到集合点清点人数。"
_NAMED = 10  # of more others than a group tells of

_NOTHING = "本年度未收到相关申请，没有需要公开的信息。"
_MEETING = "传达学习全县安全生产电视电话会议精神，会议强调要压实属地管理责任、部门监管责任和企业主体责任。"


@table_rule(
    "GK401",
    name="copied-report",
    title=Text("行间雷同", "Copied report"),
    rationale=Text(
        "要求不同的任务贴了同一段话，说明至少有几项没有如实填写。",
        "The same words under tasks with different requirements mean that some of them were not answered.",
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
                "与第 {others} 项的落实情况{likeness}，而工作要求不同；这段话更像是答第 {home} 项的",
                "The report {likeness} that of task {others} though the requirements differ; it suits task {home} better",
            ),
            ask=Text("按本项要求重新填写", "Report on this task's own requirement"),
        ),
        "assembled": Case(
            severity="high",
            verdict="weak",
            message=Text(
                "落实情况有 {percent}% 的文字来自第 {others} 项，像是拼接而成，而工作要求不同",
                "{percent}% of the report stands in the reports of task {others} and looks put together from them, "
                "though the requirements differ",
            ),
            ask=Text("按本项要求重新填写", "Report on this task's own requirement"),
        ),
        "home": Case(
            severity="info",
            verdict="weak",
            message=Text(
                "这段话也出现在第 {others} 项下；本项与它最相符",
                "The same words stand under task {others}; they suit this one best",
            ),
        ),
    },
    options=CopiedReportOptions,
    since="0.1.0",
    good=(
        Good(
            rows=(
                Row("开展普法宣传。", _LONG, title="普法"),
                Row("开展消防演练。", "11月9日组织消防演练1次，参加86人。", title="消防"),
            )
        ),
        Good(
            rows=(
                Row("开展普法宣传进社区活动，提高居民法治意识。", _LONG, title="普法"),
                Row("开展普法宣传进社区活动，提高居民法治意识。", _LONG, title="普法（续）"),
            ),
            note="the same requirement may share one answer",
        ),
        Good(
            rows=(Row("甲要求", "已完成。", title="甲"), Row("乙要求", "已完成。", title="乙")),
            note="GK101's business",
        ),
        Good(
            rows=(
                Row(
                    "修订目录。",
                    "印发《云岭县人民政府办公室关于公布行政许可事项目录的通知》（云政办〔2018〕3号）。",
                    title="甲",
                ),
                Row(
                    "公布收费。",
                    "见《云岭县人民政府办公室关于公布行政许可事项目录的通知》（云政办〔2018〕3号）附表。",
                    title="乙",
                ),
            ),
            note="only the title is shared",
        ),
        Good(
            rows=(
                Row("依法办理行政复议。", _NOTHING, title="复议"),
                Row("公布依申请公开的收费情况。", _NOTHING, title="收费"),
            ),
            note="nothing happened in either, and nothing is what both say",
        ),
        Good(
            rows=(
                Row("落实水库安全责任。", _MEETING + "排查水库19座。", title="水库"),
                Row("落实森林防火责任。", _MEETING + "清理林缘可燃物12处。", title="防火"),
            ),
            note="both pass on what one meeting asked, and tell work of their own",
        ),
        Good(
            rows=(Row("", _TOLD, title="普法"), Row("", _TOLD, title="普法")),
            note="one task in two rows of a table without requirements",
        ),
    ),
    bad=(
        Bad(
            rows=(
                Row("开展普法宣传进社区。", _LONG, title="普法"),
                Row("完善应急预案并组织演练。", _LONG, title="应急"),
            ),
            cases=("home", "copy"),
        ),
        Bad(
            rows=(
                Row("开展普法宣传进社区。", _LONG, title="普法"),
                Row(
                    "完善应急预案并组织演练。",
                    _LONG.replace("社区", "小区").replace("受到居民欢迎", "效果良好"),
                    title="应急",
                ),
            ),
            cases=("home", "copy"),
        ),
        Bad(
            rows=(
                Row("完善应急预案并组织演练。", _LONG, title="应急"),
                Row(
                    "开展普法宣传进社区，编印普法读本。",
                    "编印普法读本3种，印发2000册，送到12个社区。" + _LONG,
                    title="普法",
                ),
            ),
            cases=("copy", "home"),
        ),
        Bad(
            rows=(
                Row("开展普法宣传进社区。", _TOLD + _DRILL, title="普法"),
                Row("整治占道经营。", _DRILL + _TOLD, title="整治"),
            ),
            cases=("home", "copy"),
            note="the same sentences in another order",
        ),
        Bad(
            rows=(
                Row("开展普法宣传进社区。", _TOLD + "全年接受咨询430人次。", title="普法"),
                Row("组织应急演练。", _DRILL + "演练后修订预案两处。", title="演练"),
                Row("整治占道经营。", _TOLD + _DRILL, title="整治"),
            ),
            cases=("home", "home", "assembled"),
            note="put together from two other reports",
        ),
    ),
)
def copied_report(table: Table, options: CopiedReportOptions, context: Context) -> Iterator[Outcome]:
    """One finding a member of each group, naming the others; the home row is only told."""
    groups = table.copies(
        ratio=options.ratio,
        partial=options.partial,
        letters=options.letters,
        partial_letters=options.partial_letters,
        covered=options.covered,
        same_requirement=options.same_requirement,
    )
    hits = [hit for group in groups for hit in _hits(group)]
    order = {reading.task.key: at for at, reading in enumerate(table.readings)}
    yield from sorted(hits, key=lambda hit: order[hit.task or ""])


def _hits(group: tuple[Copy, ...]) -> Iterator[Hit]:
    copies = Copies(
        "table",
        tuple(
            CopiedText(copy.reading.task.key, copy.home, copy.likeness, copy.shared, copy.greyed)
            for copy in group
        ),
    )
    homes = {copy.reading.task.key: copy.reading.task.id for copy in group if copy.home}
    for copy in group:
        words = copy.shared or (copy.reading.whole("report"),)
        yield Hit(
            "home" if copy.home else "assembled" if copy.how == "assembled" else "copy",
            task=copy.reading.task.key,
            related=tuple(other.task.key for other in copy.others),
            spans=tuple(copy.reading.head(span) for span in words[:3]),
            strength=min(1.0, copy.likeness / 100),
            params={
                "others": _others(copy),
                "home": next((homes[one.task.key] for one in copy.of if one.task.key in homes), ""),
                "likeness": _likeness(copy),
                "percent": round(copy.likeness),
            },
            copies=copies,
        )


def _others(copy: Copy) -> tuple[str | Text, ...]:
    """The numbers of the other tasks; of very many the first ones, and how many there are."""
    ids = tuple(other.task.id for other in copy.of)
    if copy.total <= len(ids):
        return ids
    more = copy.total - _NAMED
    last = ids[_NAMED - 1]
    return (*ids[: _NAMED - 1], Text(f"{last} 等 {copy.total}", f"{last} and {more} more"))


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
        case _:
            return Text(f"相似度 {percent}", f"is {percent} alike to")
