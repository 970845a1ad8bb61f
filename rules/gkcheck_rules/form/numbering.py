"""GK103 numbering: a gap, a repeat or disorder in the numbers of tasks or headings, a sign of lost rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from gkcheck import Bad, Case, Cleared, Context, Good, Hit, Options, Outcome, Row, Table, Text, table_rule


@table_rule(
    "GK103",
    name="numbering",
    title=Text("编号不连续", "Numbering"),
    rationale=Text(
        "编号断开、重复或颠倒，可能是漏报了行。",
        "A gap or a repeat in the numbers may mean that rows were lost.",
    ),
    basis=(Text("任务分解表编号应连续，便于逐项销号", "Tasks are numbered so that each can be ticked off"),),
    cases={
        "gap": Case(
            severity="low",
            verdict="weak",
            message=Text(
                "编号从 {before} 跳到 {here}，中间缺 {missing}",
                "The numbers jump from {before} to {here}; {missing} is missing",
            ),
            ask=Text("补报缺少的行，或说明编号", "Hand in the missing rows, or explain the numbers"),
        ),
        "repeat": Case(
            severity="low",
            verdict="weak",
            message=Text("编号 {here} 出现了两次", "The number {here} stands twice"),
            ask=Text("改正编号", "Correct the numbers"),
        ),
        "disorder": Case(
            severity="low",
            verdict="weak",
            message=Text("编号 {here} 排在 {before} 之后", "The number {here} stands after {before}"),
            ask=Text("改正编号或行的次序", "Correct the numbers or the order of the rows"),
        ),
        "heading": Case(
            severity="low",
            verdict="weak",
            message=Text(
                "标题编号从“{before}”到“{here}”不连续", "The headings jump from “{before}” to “{here}”"
            ),
            ask=Text("补报缺少的部分，或改正编号", "Hand in the missing part, or correct the numbers"),
        ),
    },
    since="0.1.0",
    good=(
        Good(
            rows=(
                Row("甲", "3月办结。", id="1"),
                Row("乙", "4月办结。", id="2"),
                Row("丙", "5月办结。", id="3"),
            )
        ),
        Good(
            rows=(
                Row("甲", "3月办结。", id="1", section=("一、甲部分", "（一）子")),
                Row("乙", "4月办结。", id="2", section=("一、甲部分", "（二）丑")),
                Row("丙", "5月办结。", id="3", section=("二、乙部分", "（三）寅")),
            ),
            note="headings may run on across parts",
        ),
        Good(
            rows=(
                Row("甲", "3月办结。", id="1", section=("一、甲部分",)),
                Row("乙", "4月办结。", id="2", section=("一、甲部分",)),
                Row("丙", "5月办结。", id="1", section=("二、乙部分",)),
            ),
            note="numbers may begin anew in each part",
        ),
    ),
    bad=(
        Bad(
            rows=(
                Row("甲", "3月办结。", id="1"),
                Row("乙", "4月办结。", id="2"),
                Row("丙", "5月办结。", id="4"),
            ),
            cases=("gap",),
        ),
        Bad(
            rows=(
                Row("甲", "3月办结。", id="1"),
                Row("乙", "4月办结。", id="2"),
                Row("丙", "5月办结。", id="2"),
            ),
            cases=("repeat",),
        ),
        Bad(
            rows=(
                Row("甲", "3月办结。", id="1"),
                Row("乙", "4月办结。", id="3"),
                Row("丙", "5月办结。", id="2"),
                Row("丁", "6月办结。", id="4"),
            ),
            cases=("disorder",),
        ),
        Bad(
            rows=(
                Row("甲", "3月办结。", id="1", section=("一、甲部分",)),
                Row("乙", "4月办结。", id="2", section=("三、丙部分",)),
            ),
            cases=("heading",),
        ),
    ),
)
def numbering(table: Table, options: Options, context: Context) -> Iterator[Outcome]:
    """Numbers of tasks and of headings in the order they stand."""
    numbered = [(reading, number) for reading, number in table.task_numbers if number is not None]
    found = False
    for outcome in (*_tasks(table), *_headings(table)):
        found = True
        yield outcome
    if not found and numbered:
        first, last = numbered[0][1], numbered[-1][1]
        yield Cleared(Text(f"编号 {first} 至 {last} 连续", f"numbers {first} to {last} run on"))


def _tasks(table: Table) -> Iterator[Outcome]:
    series = table.task_numbers
    present = {number for _, number in series}
    before: int | None = None
    section: tuple[str, ...] = ()
    seen: set[int] = set()
    for reading, number in series:
        task = reading.task
        if number is None:
            continue
        if number == 1 and before is not None and task.section != section:
            before, seen = None, set()
        params = {"before": before if before is not None else 0, "here": number}
        shares_title = any(
            mark.kind == "merged" and mark.field in ("id", "title") for mark in task.location.marks
        )
        spans = (reading.whole("title"),)
        if number in seen and not shares_title:
            yield Hit("repeat", task=task.key, spans=spans, params=params)
        elif before is not None and number < before and not shares_title:
            yield Hit("disorder", task=task.key, spans=spans, params=params)
        elif before is not None and number > before + 1:
            # Five are named: of a number with twelve digits not all that are missing before it are counted.
            missing = list(islice((one for one in range(before + 1, number) if one not in present), 5))
            if missing:
                names = tuple(str(one) for one in missing)
                yield Hit("gap", task=task.key, spans=spans, params={**params, "missing": names})
        seen.add(number)
        before, section = max(number, before or number), task.section


def _headings(table: Table) -> Iterator[Outcome]:
    before: dict[tuple[int, str], tuple[int, str]] = {}
    for heading in table.headings:
        level = (heading.level, heading.style)
        known = before.get(level)
        expected = {1} if known is None else {known[0] + 1, 1 if heading.begins_anew else known[0] + 1}
        if heading.number not in expected and known is not None:
            yield Hit(
                "heading",
                task=heading.reading.task.key,
                spans=(heading.span,),
                params={"before": known[1], "here": heading.text},
            )
        before[level] = (heading.number, heading.text)
