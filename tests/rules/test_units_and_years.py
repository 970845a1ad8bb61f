"""Pairs of units and of years, made up and labelled before the rules were run: who copied, and who did not."""

from __future__ import annotations

from pathlib import Path

import pytest

import gkcheck
from gkcheck.config import from_mapping
from gkcheck.model import Submission, Task
from gkcheck.result import Result

TOLD = (
    "对全县19家养老机构开展消防安全检查，发现隐患54处，当场整改31处，限期整改23处，"
    "11月底复查全部销号，并为14家机构更换了老旧线路。"
)
SAME_TASK = "开展安全隐患排查整治，确保整改到位。"


def table(
    issuer: str, *rows: tuple[str, str], unit: str = "", year: int = 2018, name: str = ""
) -> Submission:
    source = name or f"{issuer or unit}-{year}"
    tasks = tuple(
        Task(
            key=f"{source}#{at}",
            id=str(at),
            title=f"任务{at}",
            requirement=asked,
            units=(unit,) if unit else (),
            units_text=unit,
            report=told,
        )
        for at, (asked, told) in enumerate(rows, start=1)
    )
    return Submission(source=source, issuer=issuer, year=year, tasks=tasks)


def fired(result: Result, rule: str) -> list[tuple[str, str]]:
    return [(finding.source, finding.case) for finding in result.findings if finding.rule == rule]


def units(*tables: Submission, **options: object) -> list[tuple[str, str]]:
    return fired(
        gkcheck.check(tables, from_mapping({"rule": {"GK403": options}} if options else {})), "GK403"
    )


QUOTING = "根据《云岭县安全生产委员会关于开展冬季安全检查的通知》（云安委〔2018〕23号）要求，"
SAID = "《云岭县冬春火灾防控方案》提出，各单位要压实主体责任、盯紧高层建筑和人员密集场所、严格落实值班值守和应急处置措施。"
QUOTED = "按照县领导“安全工作要抓早抓小抓细、宁可十防九空、不可失防万一、一刻也不能放松”的批示，"

HONEST = {
    "two bodies with their own work": (
        table("云岭县民政局", (SAME_TASK, TOLD)),
        table(
            "云岭县教育局",
            (SAME_TASK, "检查学校47所，更换灭火器310具，封闭私开侧门6处，开学前逐校签字验收。"),
        ),
    ),
    "both quote one circular": (
        table("云岭县民政局", (SAME_TASK, QUOTING + "检查养老机构19家，整改隐患54处。")),
        table("云岭县教育局", (SAME_TASK, QUOTING + "检查学校47所，更换灭火器310具。")),
    ),
    "both quote what a plan says": (
        table("云岭县民政局", (SAME_TASK, SAID + "我局检查养老机构19家，整改隐患54处。")),
        table("云岭县教育局", (SAME_TASK, SAID + "我局检查学校47所，更换灭火器310具。")),
    ),
    "both quote one instruction": (
        table("云岭县民政局", (SAME_TASK, QUOTED + "检查养老机构19家，整改隐患54处。")),
        table("云岭县教育局", (SAME_TASK, QUOTED + "检查学校47所，更换灭火器310具。")),
    ),
    "both repeat what both were asked": (
        table("云岭县民政局", (SAME_TASK, "开展安全隐患排查整治，确保整改到位，查出54处。")),
        table("云岭县教育局", (SAME_TASK, "开展安全隐患排查整治，确保整改到位，查出81处。")),
    ),
    "joint work, named in the report": (
        table("云岭县民政局", (SAME_TASK, "与云岭县消防救援大队一道，" + TOLD)),
        table("云岭县消防救援大队", (SAME_TASK, "配合云岭县民政局，" + TOLD)),
    ),
    "the leading and the supporting unit": (
        table("", (SAME_TASK, TOLD), unit="县民政局"),
        table("", (SAME_TASK + "（县民政局牵头，县消防救援大队配合）", TOLD), unit="县消防救援大队"),
    ),
    "a body and its own division": (
        table("", (SAME_TASK, TOLD), unit="县民政局"),
        table("", (SAME_TASK, TOLD), unit="县民政局养老服务科"),
    ),
    "all offices and one office": (
        table("", (SAME_TASK, TOLD), unit="各处室"),
        table("", (SAME_TASK, TOLD), unit="执法协调处"),
    ),
    "one body's table twice": (
        table("云岭县民政局", (SAME_TASK, TOLD), name="a.docx"),
        table("云岭县民政局", (SAME_TASK, TOLD), name="a.xlsx"),
    ),
    "short formulas": (
        table("云岭县民政局", (SAME_TASK, "已按要求完成，无遗留问题。")),
        table("云岭县教育局", (SAME_TASK, "已按要求完成，无遗留问题。")),
    ),
}
NOTHING = "本年度本单位未收到行政复议申请，未发生行政诉讼案件，也没有相关信息需要公开。"
CALM = "全年未发生安全生产责任事故，未发生群体性事件，无重大舆情。"
NOT_OURS = "该项任务不涉及我单位职责，今年没有相关工作安排，无需报送进展情况。"
MEETING = "传达学习全县安全生产电视电话会议精神，会议强调要压实属地管理责任、部门监管责任和企业主体责任，坚决遏制重特大事故发生。"
WATCHWORDS = (
    "牢固树立安全发展理念，弘扬生命至上、安全第一的思想，坚持以人民为中心、一岗双责、齐抓共管、失职追责，"
)
for _name, (_mine, _theirs) in {
    "nothing to tell": (NOTHING, NOTHING),
    "nothing happened": (CALM, CALM),
    "not concerned": (NOT_OURS, NOT_OURS),
    "what one meeting asked of all": (MEETING, MEETING),
    "what one meeting asked, and own work": (
        MEETING + "我局排查养老机构19家。",
        MEETING + "我局排查学校47所。",
    ),
    "watchwords, and own work": (
        WATCHWORDS + "检查养老机构19家。",
        WATCHWORDS + "检查学校47所，培训教师90人。",
    ),
}.items():
    HONEST[_name] = (table("云岭县民政局", (SAME_TASK, _mine)), table("云岭县教育局", (SAME_TASK, _theirs)))
HONEST["the government's table and that of a bureau"] = (
    table("云岭县人民政府", (SAME_TASK, TOLD)),
    table("云岭县民政局", (SAME_TASK, TOLD), unit="办公室"),
)
HONEST["a row of the government's table and that bureau's own"] = (
    table("云岭县人民政府", (SAME_TASK, TOLD), unit="民政局"),
    table("云岭县民政局", (SAME_TASK, TOLD), unit="办公室"),
)
COPIED = {
    "the same words": (
        (table("云岭县民政局", (SAME_TASK, TOLD)), table("云岭县卫健局", (SAME_TASK, TOLD))),
        ["alike", "alike"],
    ),
    "a few words changed": (
        (
            table("云岭县民政局", (SAME_TASK, TOLD)),
            table(
                "云岭县卫健局",
                (SAME_TASK, TOLD.replace("养老", "医疗").replace("19", "21").replace("并", "同时")),
            ),
        ),
        ["alike", "alike"],
    ),
    "another body's name came along": (
        (
            table("云岭县民政局", (SAME_TASK, "云岭县民政局" + TOLD)),
            table("云岭县卫健局", (SAME_TASK, "云岭县民政局" + TOLD)),
        ),
        ["home", "copy"],
    ),
    "under another task of the other table": (
        (
            table("云岭县民政局", ("开展养老机构消防安全检查，整改隐患。", TOLD)),
            table("云岭县信访局", ("及时回复群众来信。", TOLD)),
        ),
        ["home", "copy"],
    ),
    "beside a quotation that both make": (
        (
            table("云岭县民政局", (SAME_TASK, QUOTING + TOLD)),
            table("云岭县卫健局", (SAME_TASK, QUOTING + TOLD)),
        ),
        ["alike", "alike"],
    ),
    "one bureau in the government's table, another's own table": (
        (
            table("云岭县人民政府", (SAME_TASK, TOLD), unit="教育局"),
            table("云岭县民政局", (SAME_TASK, TOLD), unit="办公室"),
        ),
        ["alike", "alike"],
    ),
    "two bureaus in the government's table": (
        (
            table("云岭县人民政府", (SAME_TASK, TOLD), unit="云岭县教育局", name="a"),
            table("云岭县人民政府", (SAME_TASK, TOLD), unit="云岭县民政局", name="b"),
        ),
        ["alike", "alike"],
    ),
    "beside what one meeting asked of all": (
        (
            table("云岭县民政局", (SAME_TASK, MEETING + TOLD)),
            table("云岭县卫健局", (SAME_TASK, MEETING + TOLD)),
        ),
        ["alike", "alike"],
    ),
    "beside that nothing happened": (
        (table("云岭县民政局", (SAME_TASK, TOLD + CALM)), table("云岭县卫健局", (SAME_TASK, TOLD + CALM))),
        ["alike", "alike"],
    ),
    "inner offices of two bodies, of one name": (
        (
            table("云岭县民政局", (SAME_TASK, TOLD), unit="办公室"),
            table("云岭县卫健局", (SAME_TASK, TOLD), unit="办公室"),
        ),
        ["alike", "alike"],
    ),
}


@pytest.mark.parametrize("name", HONEST)
def test_honest_units_are_not_accused(name: str) -> None:
    assert not units(*HONEST[name])


@pytest.mark.parametrize("name", COPIED)
def test_copying_units_are_found(name: str) -> None:
    tables, cases = COPIED[name]
    assert [case for _, case in units(*tables)] == cases


def test_the_text_of_most_bodies_is_a_template() -> None:
    bodies = ("民政局", "教育局", "水利局", "商务局", "林业局", "司法局")
    model = "各科室按照责任清单逐项自查，建立问题台账并实行销号管理，每月向局党组报告一次进展，年底组织验收。"
    tables = [
        table(
            f"云岭县{body}",
            (SAME_TASK, model.replace("每月", ("每季度", "每月")[at % 2]) + f"{body}查出{at + 3}处。"),
        )
        for at, body in enumerate(bodies)
    ]
    assert not units(*tables)
    assert len(units(*tables[:2])) == 2, "two bodies make no template"


def test_a_copy_beside_a_template_is_still_found() -> None:
    model = "各科室按照责任清单逐项自查，建立问题台账并实行销号管理，每月向局党组报告一次进展，年底组织验收。"
    bodies = ("民政局", "教育局", "水利局", "商务局", "林业局", "司法局")
    told = {"民政局": TOLD, "教育局": TOLD}
    tables = [
        table(f"云岭县{body}", (SAME_TASK, model + told.get(body, f"本局查出{at}处。")))
        for at, body in enumerate(bodies)
    ]
    assert [source for source, _ in units(*tables)] == ["云岭县民政局-2018", "云岭县教育局-2018"]


@pytest.fixture
def compared(tmp_path: Path):  # type: ignore[no-untyped-def]
    def run(now: str, before: str, *, unit: str = "办公室", former_unit: str = "办公室") -> Result:
        path = tmp_path / "2017.csv"
        head = "云岭县民政局2017年重点任务落实情况表,,,,\n序号,工作任务,工作要求,责任单位,落实情况\n"
        path.write_text(head + f"1,安全,{SAME_TASK},{former_unit},{before}\n", encoding="utf-8-sig")
        config = from_mapping({"copies": {"previous": [str(path)]}})
        return gkcheck.check([table("云岭县民政局", (SAME_TASK, now), unit=unit)], config)

    return run


KEPT = {
    "new figures": TOLD.replace("19", "22")
    .replace("54", "37")
    .replace("31", "20")
    .replace("23", "17")
    .replace("14", "9"),
    "one new figure": TOLD.replace("54处", "61处"),
    "other work": "检查学校47所，更换灭火器310具，封闭私开侧门6处，开学前逐校签字验收合格。",
    "a short formula": "已按要求完成，无遗留问题。",
}
CARRIED = {
    "word for word": (TOLD, "whole"),
    "the year alone is new": ("2018年，" + TOLD, "whole"),
    "a word changed": (TOLD.replace("开展", "组织"), "whole"),
    "beside new work": (
        TOLD
        + "新建消防水源5处，培训护理员126人，组织夜间疏散演练3次，购置微型消防站器材11套，全年未发生火情。",
        "sentence",
    ),
}


@pytest.mark.parametrize("name", KEPT)
def test_an_update_is_no_copy(compared, name: str) -> None:  # type: ignore[no-untyped-def]
    assert not fired(compared(KEPT[name], "2017年，" + TOLD), "GK404")


@pytest.mark.parametrize("name", CARRIED)
def test_what_was_carried_over_is_found(compared, name: str) -> None:  # type: ignore[no-untyped-def]
    now, case = CARRIED[name]
    result = compared(now, "2017年，" + TOLD)
    assert [one for _, one in fired(result, "GK404")] == [case]
    (cluster,) = [one for one in result.clusters if one.kind == "years"]
    assert [member.year for member in cluster.members] == [2018, 2017]
    assert TOLD in cluster.members[1].report and not cluster.members[0].report
    quoted = [span for finding in result.findings if finding.rule == "GK404" for span in finding.spans]
    assert {span.source.endswith("2017.csv") for span in quoted} == {True, False}, "both sides are quoted"


def test_an_update_is_told_as_cleared(compared) -> None:  # type: ignore[no-untyped-def]
    result = compared(KEPT["new figures"], TOLD)
    assert [check.status for check in result.checks if check.rule == "GK404" and check.task == "1"] == [
        "cleared"
    ]


def test_the_former_report_of_another_unit_is_another_matter(compared) -> None:  # type: ignore[no-untyped-def]
    assert not fired(compared(TOLD, TOLD, unit="养老服务科", former_unit="财务科"), "GK404")
