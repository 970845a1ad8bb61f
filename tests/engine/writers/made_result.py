"""A small made-up result: a copy cluster, a missed limit, a doubt, a fault of the issuer, an unread cell."""

from __future__ import annotations

from gkcheck.finding import Check, Finding, QuotedSpan, RuleFailure, TaskRef
from gkcheck.model import Location, TaskLocation
from gkcheck.result import DemandResult, Result, SourceWarning, SubmissionResult, TaskResult, Tool, UnitResult
from gkcheck.scoring import Lost, Score, TaskScore
from gkcheck.text import Text

SOURCE = "任务表.docx"
ASKED = "对群众来信要在2个工作日内转办，做到件件有回音，按月汇总办理情况并在网站公布。"
SAID = "按照规定时限及时转办群众来信，办理情况良好。"
COPIED = "组织业务培训，完善工作机制，明确专人负责，确保各项工作有序推进。"


def task(id: str, **fields: object) -> TaskResult:
    """A task with 100 points, whatever is not given."""
    values: dict[str, object] = {
        "key": f"{SOURCE}#{id}",
        "id": id,
        "title": f"任务{id}",
        "section": (),
        "requirement": "要求。",
        "units": ("办公室",),
        "units_text": "办公室",
        "lead_unit": "",
        "deadline": "",
        "report": "报告。",
        "location": TaskLocation(part="表1", row=int(id) + 1),
        "score": TaskScore(value=100, low=100, high=100),
        "lost": (),
        "demands": (),
        **fields,
    }
    return TaskResult.model_validate(values)


def quote(id: str, field: str, text: str, words: str) -> QuotedSpan:
    """A span on the first occurrence of some words."""
    start = text.index(words)
    return QuotedSpan(
        source=SOURCE,
        task=id,
        key=f"{SOURCE}#{id}",
        field=field,
        start=start,
        end=start + len(words),
        text=words,
    )


def found(rule: str, id: str | None, **fields: object) -> Finding:
    """A finding of high severity, whatever is not given."""
    values: dict[str, object] = {
        "rule": rule,
        "name": "made-up",
        "title": Text("示例规则", "Example rule"),
        "case": "only",
        "severity": "high",
        "confidence": "high",
        "verdict": "missing",
        "side": "unit",
        "source": SOURCE,
        "task": id,
        "key": None if id is None else f"{SOURCE}#{id}",
        "strength": 1.0,
        "message": Text("未见回应", "no answer"),
        "fingerprint": f"gk:{rule}{id}",
        **fields,
    }
    return Finding.model_validate(values)


def copies(ids: tuple[str, ...]) -> list[Finding]:
    """One finding a member, each naming all others."""
    return [
        found(
            "GK401",
            one,
            title=Text("行间雷同", "Copied report"),
            verdict="weak",
            points=25.0,
            case="copy",
            related=tuple(
                TaskRef(source=SOURCE, task=other, key=f"{SOURCE}#{other}") for other in ids if other != one
            ),
            message=Text("与别项的落实情况完全相同", "equals the report of others"),
            ask=Text("按本项要求填写", "report on this task"),
            spans=(quote(one, "report", COPIED, COPIED),),
        )
        for one in ids
    ]


def made() -> Result:
    """The result of one file of six tasks."""
    tasks = (
        task(
            "18",
            title="完善来信办理",
            requirement=ASKED,
            report=SAID,
            units=("信访科",),
            score=TaskScore(value=51.0, low=41.0, high=61.0, cap="evidence"),
            lost=(Lost(rule="GK201", points=25.0),),
            demands=(
                DemandResult(kind="window", text="2个工作日内", start=6, end=12, status="undetermined"),
            ),
        ),
        *(
            task(id, report=COPIED, score=TaskScore(value=75, low=75, high=75))
            for id in ("22", "23", "24", "25")
        ),
        task("26"),
    )
    findings = [
        found(
            "GK103",
            None,
            title=Text("编号断号", "Gap in numbering"),
            severity="low",
            side="issuer",
            message=Text("编号从 18 跳到 22", "numbers jump from 18 to 22"),
        ),
        found(
            "GK201",
            "18",
            title=Text("未回应时限", "Time limit not answered"),
            points=25.0,
            message=Text("要求2个工作日内转办，报告未见期限", "2 working days asked, none reported"),
            ask=Text("转办件数、最长用时", "cases and the longest time"),
            spans=(
                quote("18", "report", SAID, "按照规定时限及时转办"),
                quote("18", "requirement", ASKED, "在2个工作日内"),
                quote("18", "requirement", ASKED, "件件有回音"),
            ),
        ),
        found(
            "GK204",
            "18",
            confidence="medium",
            severity="medium",
            points=24.0,
            message=Text("未见按月汇总", "no monthly"),
        ),
        found("GK504", "18", subsumed_by="GK201", message=Text("部分未答", "partly")),
        found("GK502", "18", confidence="low", message=Text("似答非所问", "perhaps beside the point")),
        *copies(("22", "23", "24", "25")),
    ]
    checks = [
        Check(rule=f.rule, source=SOURCE, task=f.task, key=f.key, status="finding") for f in findings
    ] + [
        Check(
            rule="GK205",
            source=SOURCE,
            task=id,
            key=f"{SOURCE}#{id}",
            status="undecided",
            note=Text("没有写明年度", "no year given"),
        )
        for id in ("18", "22", "23", "24")
    ]
    checks.append(
        Check(rule="GK303", source=SOURCE, task="26", key="k", status="cleared", note=Text("5=2+3", "5=2+3"))
    )
    return Result(
        tool=Tool(name="gkcheck", version="0.1.0", policy="2026.1", rules=("GK201",), plugins=("builtin",)),
        as_of="2018-12-31",
        status="incomplete",
        exit_code=3,
        submissions=(
            SubmissionResult(
                source=SOURCE,
                sha256="0" * 64,
                title="年度任务表",
                issuer="某县",
                year=2018,
                as_of="2018-12-31",
                reader="docx",
                encoding=None,
                score=Score(value=75.2, low=73.5, high=76.8, grade="pass"),
                tasks=tasks,
            ),
        ),
        units=(
            UnitResult(name="信访科", score=Score(value=51, low=41, high=58, grade="fail"), tasks=1),
            UnitResult(name="办公室", score=Score(value=80, low=80, high=80, grade="good"), tasks=5),
        ),
        findings=tuple(findings),
        checks=tuple(checks),
        failures=(
            RuleFailure(
                rule="GK305", source=SOURCE, task="26", key="k", error="ValueError: 坏了", traceback=""
            ),
        ),
        warnings=(
            SourceWarning(
                source=SOURCE,
                code="cell-error",
                message=Text("单元格显示 #REF!", "the cell shows #REF!"),
                location=Location(part="表1", row=27),
                incomplete=True,
            ),
        ),
    )
