"""GK104 unit-name: names of responsible units that nobody can be held to, or that change from row to row."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from gkcheck import (
    Bad,
    Case,
    Cleared,
    Context,
    Good,
    Hit,
    Options,
    Outcome,
    Reading,
    Row,
    Table,
    Text,
    table_rule,
)

_KINDS_OF_UNIT = frozenset("办处科室股局委队所站部") | {"中心", "单位", "部门", "科室", "处室"}
_NAMED = 5  # rows named in a message


class UnitNameOptions(Options):
    """Which names are known."""

    registered: tuple[str, ...] = Field(
        (),
        description="the official names and short forms; where given, any other name is a finding",
        json_schema_extra={"zh": "单位的规范名称和简称；填写后，其他写法都会列为问题"},
    )
    same: tuple[tuple[str, str], ...] = Field(
        (),
        description="pairs of spellings that are accepted side by side, such as a full name and its short form",
        json_schema_extra={"zh": "可以并用的写法，成对列出，例如全称和简称"},
    )


def _case(zh: str, en: str, ask: Text) -> Case:
    return Case(severity="low", verdict="weak", message=Text(zh, en), ask=ask)


_ONE_NAME = Text(
    "统一单位名称，用全称或规范简称", "Write each unit one way, in full or by its official short form"
)


@table_rule(
    "GK104",
    name="unit-name",
    title=Text("责任单位名称", "Unit names"),
    rationale=Text(
        "责任要落到写得清的单位。同一单位写法不一，按单位汇总就会分成两家；只写“办”“处”，不知道是谁。",
        "Duties rest on units that are named. One unit spelt two ways is counted as two; a mere 办 or 处 names nobody.",
    ),
    basis=(
        Text(
            "党政机关公文格式 GB/T 9704—2012：发文机关用全称或者规范化简称",
            "GB/T 9704-2012: organs are named in full or by their standard short form",
        ),
    ),
    cases={
        "two_spellings": _case(
            "责任单位“{here}”与第 {tasks} 项的“{other}”像是同一单位的两种写法",
            "“{here}” and “{other}” (task {tasks}) look like two spellings of one unit",
            _ONE_NAME,
        ),
        "two_sets": _case(
            "“{here}”与第 {tasks} 项的“{other}”其余单位都相同，像是同一组单位的两种写法",
            "“{here}” and “{other}” (task {tasks}), with all other units alike, look like one set written two ways",
            _ONE_NAME,
        ),
        "nobody": _case(
            "责任单位只写“{here}”，不知道是哪个单位",
            "“{here}” does not say which unit",
            Text("写明单位名称", "Name the unit"),
        ),
        "unregistered": _case(
            "责任单位“{here}”不在登记的名称里",
            "“{here}” is not among the registered names",
            Text("改用登记的名称", "Use the registered name"),
        ),
    },
    options=UnitNameOptions,
    since="0.1.0",
    good=(
        Good(
            rows=(
                Row("甲", "3月办结。", units="市政府办公室"),
                Row("乙", "4月办结。", units="市政府应急管理办公室"),
                Row("丙", "5月办结。", units="市委编办"),
            ),
            note="three offices",
        ),
        Good(
            rows=(
                Row("甲", "3月办结。", units="各处室"),
                Row("乙", "4月办结。", units="各有关单位"),
                Row("丙", "5月办结。", units="各县（市、区）"),
            )
        ),
        Good(rows=(Row("甲", "3月办结。", units="办公室"), Row("乙", "4月办结。", units="法规处"))),
        Good(
            rows=(
                Row("甲", "3月办结。", units="县农业局"),
                Row("乙", "4月办结。", units="县农业农村局"),
                Row("丙", "5月办结。", units="市教育局"),
                Row("丁", "5月办结。", units="县教育局"),
            ),
            note="names within longer names may be other units",
        ),
        Good(
            rows=(
                Row("甲", "3月办结。", units="市发改委"),
                Row("乙", "4月办结。", units="市发展改革委"),
            ),
            options={"same": (("市发改委", "市发展改革委"),)},
        ),
    ),
    bad=(
        Bad(
            rows=(
                Row("校车安全。", "检查校车86辆。", units="安全管理科"),
                Row("食堂安全。", "检查食堂41家。", units="安全科"),
            ),
            cases=("two_spellings", "two_spellings"),
        ),
        Bad(
            rows=(
                Row("甲", "3月办结。", units="州文化和旅游局"),
                Row("乙", "4月办结。", units="州文化和旅游局"),
                Row("丙", "5月办结。", units="州文旅局"),
            ),
            cases=("two_spellings",),
        ),
        Bad(
            rows=(
                Row("甲", "3月办结。", units="旗住房和城乡建设局"),
                Row("乙", "4月办结。", units="旗住房城乡建设局"),
            ),
            cases=("two_spellings", "two_spellings"),
            note="one row each: both are told",
        ),
        Bad(rows=(Row("甲", "3月办结。", units="处"),), cases=("nobody",)),
        Bad(
            rows=(Row("甲", "3月办结。", units="区城管局"), Row("乙", "3月办结。", units="区水利局")),
            options={"registered": ("区城管局",)},
            cases=("unregistered",),
        ),
        Bad(
            rows=(
                Row("甲", "3月办结。", units="县教育局"),
                Row("乙", "4月办结。", units="县教育局"),
                Row("丙", "5月办结。", units="教育局"),
            ),
            cases=("two_spellings",),
            note="the level left out",
        ),
    ),
)
def unit_name(table: Table, options: UnitNameOptions, context: Context) -> Iterator[Outcome]:
    """One hit a task at most, at the rarer spelling; at both where they are equally frequent."""
    outcomes = {
        hit.task: hit
        for hit in reversed((*_sets(table), *_spellings(table, options), *_single(table, options)))
    }
    for reading in table.readings:
        if reading.task.key in outcomes:
            yield outcomes[reading.task.key]
    if not outcomes and len(table.unit_names) > 1:
        yield Cleared(
            Text(
                f"{len(table.unit_names)} 个单位名称写法一致", f"{len(table.unit_names)} names, each one way"
            )
        )


def _sets(table: Table) -> Iterator[Hit]:
    for one, other, _ in table.unit_sets:
        for here, there in ((one, other), (other, one)):
            yield Hit(
                "two_sets",
                task=here.task.key,
                spans=(here.whole("units"),),
                params={
                    "here": here.task.units_text,
                    "other": there.task.units_text,
                    "tasks": there.task.id,
                },
                related=(there.task.key,),
            )


def _spellings(table: Table, options: UnitNameOptions) -> Iterator[Hit]:
    accepted = {frozenset(pair) for pair in options.same}
    for pair in table.unit_variants:
        if frozenset(pair) in accepted or (
            pair.full in options.registered and pair.short in options.registered
        ):
            continue
        full, short = table.unit_names[pair.full], table.unit_names[pair.short]
        if len(full) >= len(short):
            yield from _told(pair.short, short, pair.full, full)
        if len(short) >= len(full):
            yield from _told(pair.full, full, pair.short, short)


def _told(here: str, at: tuple[Reading, ...], other: str, there: tuple[Reading, ...]) -> Iterator[Hit]:
    tasks = tuple(reading.task.id for reading in there[:_NAMED])
    if len(there) > _NAMED:
        tasks = (*tasks, "…")
    for reading in at:
        yield Hit(
            "two_spellings",
            task=reading.task.key,
            spans=(reading.unit(here),),
            params={"here": here, "other": other, "tasks": tasks},
            related=tuple(one.task.key for one in there if one.task.key != reading.task.key),
        )


def _single(table: Table, options: UnitNameOptions) -> Iterator[Hit]:
    known = frozenset(options.registered)
    for name, readings in table.unit_names.items():
        case = "nobody" if name in _KINDS_OF_UNIT else "unregistered"
        if name in known or (
            case == "unregistered" and (not known or any(word in name for word in "各有所"))
        ):
            continue
        for reading in readings:
            yield Hit(case, task=reading.task.key, spans=(reading.unit(name),), params={"here": name})
