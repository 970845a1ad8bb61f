"""What a run comes to: score, counts, coverage, what stayed undecided, units, files, statistics."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from gkcheck.finding import SEVERITIES, SEVERITY_TEXT, Check, Finding
from gkcheck.result import Result, SubmissionResult, UnitResult
from gkcheck.scoring import GRADE_TEXT
from gkcheck.text import Lang, Text
from gkcheck.waivers import USE_TEXT
from gkcheck.writers.grouping import ranges
from gkcheck.writers.lines import Line, Piece, Style, line, shortened, table
from gkcheck.writers.proofs import ladder_words
from gkcheck.writers.words import STATUS_TEXT, View, number, plural, said, score_words, severity_counts

FEW_UNDECIDED = 5
FEW_UNITS = 8


def standing(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that count as such: not waived, and more than a doubt."""
    return [finding for finding in findings if not finding.waived and finding.confidence != "low"]


def summary(submission: SubmissionResult, result: Result, lang: Lang) -> Iterator[Line]:
    """Score, counts by severity, coverage and day of assessment of one table."""
    own = [finding for finding in result.findings if finding.source == submission.source]
    yield line(
        Piece(said("得分 ", "Score ", lang) + score_words(submission.score, lang), _grade_style(submission)),
    )
    if submission.with_waived is not None:
        full = score_words(submission.with_waived, lang)
        yield line(said("  豁免的也计入则为 ", "  with the waived findings counted: ", lang), full)
    yield line(_counts(own, lang))
    checks: Counter[str] = Counter(
        check.status for check in result.checks if check.source == submission.source
    )
    yield line(coverage(checks, lang))
    yield line(said(f"核查日 {submission.as_of}", f"As of {submission.as_of}", lang))
    proven = ladder_words(submission.tasks, lang)
    if proven:
        yield line(proven)


def _grade_style(submission: SubmissionResult) -> Style:
    if submission.score.grade in ("excellent", "good", "pass"):
        return "ok"
    return "alarm" if submission.score.grade == "fail" else "medium"


def _counts(findings: Sequence[Finding], lang: Lang) -> str:
    kept = standing(findings)
    counts: Counter[str] = Counter(finding.severity for finding in kept)
    doubts = sum(1 for finding in findings if finding.confidence == "low" and not finding.waived)
    waived = sum(1 for finding in findings if finding.waived)
    known = sum(1 for finding in kept if finding.baseline == "known")
    subsumed = sum(1 for finding in kept if finding.subsumed_by is not None)
    words = said(f"问题 {len(kept)} 个", plural(len(kept), "finding"), lang)
    if kept:
        words += said("：", ": ", lang) + severity_counts(counts, lang)
    for count, zh, en in (
        (subsumed, "其中 {} 个并入他条，不另扣分", "{} of them counted under another"),
        (doubts, "疑点 {} 个，不扣分", "doubts without deduction: {}"),
        (waived, "已豁免 {} 个，不扣分", "{} waived, no deduction"),
        (known, "上次已有 {} 个，照扣分，不影响退出码", "{} known from the baseline, still deducted"),
    ):
        if count:
            words += said("；", "; ", lang) + said(zh, en, lang).format(count)
    return words


def coverage(checks: Mapping[str, int], lang: Lang) -> str:
    """How the rule × task pairs ended."""
    words = [f"{text.in_(lang)} {checks.get(status, 0)}" for status, text in STATUS_TEXT.items()]
    total = sum(checks.values())
    return said(f"规则×任务 {total} 次：", f"rule × task {total}: ", lang) + " · ".join(words)


def noted(
    checks: Sequence[Check], status: str, titles: Mapping[str, Text], lang: Lang, view: View
) -> Iterator[Line]:
    """The checks that stayed undecided (or were cleared), those of one rule and reason together."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    count = 0
    for check in checks:
        if check.status == status and (not view.rows or check.task in view.rows):
            count += 1
            note = check.note.in_(lang) if check.note else ""
            groups[(check.rule, note)].append(check.task or "")
    if not count:
        return
    full = status in view.show
    glyph = "√" if status == "cleared" else "●"
    reason = said("，不算问题", ", not findings", lang) if status == "undecided" else ""
    yield line(Piece(f"{STATUS_TEXT[status].in_(lang)} {count}{reason}", "head"))
    shown = list(groups.items()) if full else list(groups.items())[:FEW_UNDECIDED]
    for (rule, note), ids in shown:
        title = titles[rule].in_(lang) if rule in titles else ""
        named = [one for one in ids if one]
        where = said(f"第 {ranges(named, lang)} 项", f"task {ranges(named, lang)}", lang) if named else ""
        words = "  ".join(word for word in (f"{rule} {title}".strip(), where) if word)
        yield line(f"  {glyph} {words}", said("：", ": ", lang) + note if note else "")
    left = len(groups) - len(shown)
    if left:
        yield line(
            "  ",
            said(
                f"另有 {left} 种，用 --show {status} 全部列出",
                f"{left} more kinds: --show {status} lists them",
                lang,
            ),
        )


def units(result: Result, lang: Lang, view: View) -> Iterator[Line]:
    """The responsible units by what they lost, the most first."""
    if len(result.units) < 2 and not view.statistics:
        return
    ordered = sorted(result.units, key=lambda unit: (unit.score.value, -unit.tasks, unit.name))
    shown = ordered if view.statistics else [unit for unit in ordered if unit.score.value < 100][:FEW_UNITS]
    if not shown:
        return
    yield line(Piece(said("责任单位（由低到高）", "Responsible units, lowest first", lang), "head"))
    header = [
        said("单位", "unit", lang),
        said("任务", "tasks", lang),
        said("平均扣分", "lost", lang),
        said("得分", "score", lang),
        "",
    ]
    rows = [header, *(_unit_row(unit, lang, view) for unit in shown)]
    for row in table(rows, right=frozenset({1, 2, 3}), ambiguous=view.ambiguous):
        yield line("  " + row)
    if len(ordered) > len(shown):
        left = len(ordered) - len(shown)
        yield line("  ", said(f"其余 {left} 个单位见 --statistics", f"{left} more units: --statistics", lang))


def _unit_row(unit: UnitResult, lang: Lang, view: View) -> list[str]:
    return [
        shortened(unit.name, 40, view.ambiguous),
        str(unit.tasks),
        number(100 - unit.score.value),
        number(unit.score.value),
        GRADE_TEXT[unit.score.grade].in_(lang),
    ]


def statistics(findings: Sequence[Finding], lang: Lang, view: View) -> Iterator[Line]:
    """Findings by rule, the most frequent first, in place of the findings themselves."""
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if not view.rows or finding.task in view.rows:
            by_rule[finding.rule].append(finding)
    if not by_rule:
        yield line(said("没有命中任何规则", "No findings", lang))
        return
    header = (
        said("数量", "count", lang),
        said("规则", "rule", lang),
        said("名称", "title", lang),
        said("最高级别", "gravest", lang),
        said("扣分", "points", lang),
        said("疑点", "doubts", lang),
    )
    rows: list[Sequence[str]] = [header]
    for rule, found in sorted(by_rule.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        gravest = min(found, key=lambda one: SEVERITIES.index(one.severity)).severity
        rows.append(
            (
                str(len(found)),
                rule,
                found[0].title.in_(lang),
                SEVERITY_TEXT[gravest].in_(lang),
                number(sum(one.points for one in found)),
                str(sum(one.confidence == "low" for one in found)),
            )
        )
    for row in table(rows, right=frozenset({0, 4, 5}), ambiguous=view.ambiguous):
        yield line(row)


def files(result: Result, lang: Lang, view: View) -> Iterator[Line]:
    """One line for each file of a run of several, and one for all of them."""
    header = [
        said("文件", "file", lang),
        said("任务", "tasks", lang),
        *(SEVERITY_TEXT[one].in_(lang) for one in SEVERITIES),
        said("得分", "score", lang),
        "",
    ]
    rows = [header]
    total: Counter[str] = Counter()
    by_source: dict[str, Counter[str]] = defaultdict(Counter)
    for finding in standing(result.findings):
        by_source[finding.source][finding.severity] += 1
    for submission in result.submissions:
        counts = by_source[submission.source]
        total.update(counts)
        rows.append(
            [
                submission.source,
                str(len(submission.tasks)),
                *(str(counts[one]) for one in SEVERITIES),
                number(submission.score.value),
                GRADE_TEXT[submission.score.grade].in_(lang),
            ]
        )
    for source in unread(result):
        rows.append([source, "-", *("-" for _ in SEVERITIES), "-", said("未能读取", "not read", lang)])
    tasks = sum(len(submission.tasks) for submission in result.submissions)
    rows.append([said("合计", "total", lang), str(tasks), *(str(total[one]) for one in SEVERITIES), "", ""])
    yield line(Piece(said("各文件", "Files", lang), "head"))
    for row in table(rows, right=frozenset(range(1, 8)), ambiguous=view.ambiguous):
        yield line("  " + row)


def unread(result: Result) -> list[str]:
    """The files of which nothing could be read, in order."""
    known = {submission.source for submission in result.submissions}
    return list(dict.fromkeys(w.source for w in result.warnings if w.incomplete and w.source not in known))


def decisions(result: Result, lang: Lang) -> Iterator[Line]:
    """Which earlier decisions were laid over the findings, and what became of each."""
    made = result.decisions
    if made is None:
        return
    if made.waiver_file:
        counts = Counter(use.status for use in made.waivers)
        words = [f"{text.in_(lang)} {counts[one]}" for one, text in USE_TEXT.items() if counts[one]]
        told = " · ".join(words) or said("没有豁免", "no waivers", lang)
        head = said(
            f"豁免文件 {made.waiver_file}（按 {made.today} 计）：",
            f"Waivers in {made.waiver_file} (as of {made.today}): ",
            lang,
        )
        yield line(head + told)
        for use in made.waivers:
            if use.scope == "rule" and use.status == "applied":
                count = said(f"盖住 {use.findings} 个问题", plural(use.findings, "finding"), lang)
                yield line(said(f"  整条规则 {use.rule}：", f"  the whole of {use.rule}: ", lang) + count)
    if made.baseline:
        known = sum(one.baseline == "known" for one in result.findings)
        new = sum(one.baseline == "new" for one in result.findings)
        counted = said(f"上次已有 {known} 个，新出现 {new} 个", f"{known} known, {new} new", lang)
        yield line(said(f"对照 {made.baseline}：", f"Against {made.baseline}: ", lang) + counted)
        if made.not_run_before:
            lead = said(
                "  上次没有运行、所以算新出现的规则：", "  not run then, and so counted as new: ", lang
            )
            yield line(lead, said("、", ", ", lang).join(made.not_run_before))


def ending(result: Result, lang: Lang) -> Iterator[Line]:
    """Why the run is incomplete, when it is."""
    if result.status != "incomplete":
        return
    sources = len({warning.source for warning in result.warnings if warning.incomplete})
    reasons = []
    if sources:
        reasons.append(said(f"{sources} 个文件没有读全", f"{plural(sources, 'file')} not read whole", lang))
    if result.failures:
        count = len(result.failures)
        reasons.append(said(f"规则故障 {count} 次", plural(count, "rule failure"), lang))
    if not reasons:
        reasons.append(said("没有读到任何任务表", "no task table was read", lang))
    words = said("，", ", ", lang).join(reasons)
    yield line(
        Piece(
            said(
                f"■ 检查不完整：{words}；以上结论只覆盖读到、查到的部分（退出码 3）",
                f"■ Incomplete: {words}; what stands above covers only what was read and checked (exit code 3)",
                lang,
            ),
            "alarm",
        )
    )
