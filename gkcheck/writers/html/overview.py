"""The first screen: verdict, score with its subtraction, counts, coverage, and where it all comes from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gkcheck.finding import SEVERITIES, SEVERITY_TEXT, Finding
from gkcheck.result import DEMAND_STATUS_TEXT, DemandStatus, Result, SubmissionResult, TaskResult
from gkcheck.scoring import GRADE_TEXT, Cap, Score
from gkcheck.writers.grouping import by_file
from gkcheck.writers.html.book import Book, Ref, counts
from gkcheck.writers.html.charts import Bin, Part, histogram, stacked
from gkcheck.writers.html.words import (
    CAP_LINE,
    CHECK_SIGN,
    PROOF_SIGN,
    SEVERITY_SIGN,
    STATUS_SIGN,
    category,
    proof,
)
from gkcheck.writers.proofs import counted
from gkcheck.writers.summary import ending, unread
from gkcheck.writers.words import STATUS_TEXT, number, place, score_words

_FEW = 6  # tasks named as those to look at first


class RuleLoss(NamedTuple):
    """What one rule took from the mean, and on how many tasks."""

    words: str
    points: float
    tasks: tuple[Ref, ...]


class Loss(NamedTuple):
    """One line of the subtraction of a table: what it is for, what it takes from the mean of its tasks."""

    words: str
    points: float
    share: float
    rules: tuple[RuleLoss, ...]


class Worst(NamedTuple):
    """A task to look at first."""

    ref: Ref
    title: str
    score: float
    words: str


class Fact(NamedTuple):
    """One line of provenance."""

    name: str
    words: str
    code: bool = False


class Gauge(NamedTuple):
    """A score on a scale of 100: the lines of the grades and the range, in per cent."""

    value: float
    low: float
    width: float
    lines: tuple[tuple[float, str], ...]


class TableView(NamedTuple):
    """One table in the overview."""

    anchor: str
    source: str
    title: str
    facts: str
    score: Score
    grade: str
    verdict: str
    full: str
    gauge: Gauge | None
    losses: tuple[Loss, ...]
    mean: float
    rounding: bool
    severity: tuple[Part, ...]
    severity_counts: tuple[int, ...]
    total: int
    aside: tuple[str, ...]
    demands: int
    demand_parts: tuple[Part, ...]
    proof_parts: tuple[Part, ...]
    coverage: tuple[tuple[str, int, str], ...]
    without: tuple[Ref, ...]
    checks: tuple[Part, ...]
    checks_total: int
    distribution: tuple[Bin, ...]
    worst: tuple[Worst, ...]
    tasks: int
    provenance: tuple[Fact, ...]


class Alarm(NamedTuple):
    """Something that was not read or not run."""

    source: str
    where: str
    words: str


class Overview(NamedTuple):
    """`banner` is empty when everything was read and every rule ran."""

    banner: str
    alarms: tuple[Alarm, ...]
    tables: tuple[TableView, ...]
    totals: tuple[int, ...]
    tasks: int
    unread: tuple[str, ...]
    outcome: str
    tool: tuple[Fact, ...]


def overview_of(book: Book) -> Overview:
    """The overview of a whole run."""
    result, lang = book.result, book.lang
    kept = [one for one in result.findings if counts(one)]
    files = by_file(result)
    return Overview(
        banner=" ".join(line.plain.lstrip("■ ") for line in ending(result, lang)),
        alarms=tuple(_alarms(book)),
        tables=tuple(_table(one, files[one.source], book) for one in result.submissions),
        totals=tuple(sum(one.severity == code for one in kept) for code in SEVERITIES),
        tasks=sum(len(one.tasks) for one in result.submissions),
        unread=tuple(unread(result)),
        outcome=_outcome(book),
        tool=_tool(book),
    )


def _alarms(book: Book) -> Iterator[Alarm]:
    for warning in book.result.warnings:
        if warning.incomplete:
            yield Alarm(warning.source, place(warning.location, book.lang), warning.message.in_(book.lang))
    for failure in book.result.failures:
        rule = f"{failure.rule} {book.title(failure.rule)}".strip()
        where = book.named(failure.key, failure.task)
        yield Alarm(
            failure.source, where, book.said(f"规则 {rule} 出了故障，没有查", f"rule {rule} failed here")
        )


def _outcome(book: Book) -> str:
    """The exit code in words."""
    match book.result.exit_code:
        case 0:
            return book.said(
                "已全部读取、全部查完，没有达到 fail-on 级别的问题（退出码 0）",
                "everything was read and checked; nothing reaches the level set to fail (exit code 0)",
            )
        case 1:
            return book.said(
                "已全部读取、全部查完，有达到 fail-on 级别的问题（退出码 1）",
                "everything was read and checked; findings reach the level set to fail (exit code 1)",
            )
        case _:
            return book.said("检查不完整（退出码 3）", "the check is incomplete (exit code 3)")


def _tool(book: Book) -> tuple[Fact, ...]:
    tool = book.result.tool
    return (
        Fact(book.said("工具", "Tool"), f"{tool.name} {tool.version}"),
        Fact(book.said("评分规则", "Scoring policy"), tool.policy),
        Fact(book.said("规则", "Rules"), book.said(f"运行 {len(tool.rules)} 条", f"{len(tool.rules)} run")),
        Fact(book.said("规则来源", "Plugins"), book.said("、", ", ").join(tool.plugins)),
        Fact(book.said("核查日", "As of"), book.result.as_of),
    )


def _table(one: SubmissionResult, alone: Result, book: Book) -> TableView:
    lang = book.lang
    own = alone.findings
    kept = [finding for finding in own if counts(finding)]
    by_severity = Counter(finding.severity for finding in kept)
    ends: Counter[DemandStatus] = Counter(demand.status for task in one.tasks for demand in task.demands)
    checks: Counter[str] = Counter(check.status for check in alone.checks)
    losses, mean = _losses(one, book)
    return TableView(
        anchor=book.sheet[one.source],
        source=one.source,
        title=one.title or one.source,
        facts=" · ".join(
            word
            for word in (
                one.issuer,
                book.said(f"{one.year} 年度", f"reporting year {one.year}") if one.year else "",
                book.said(f"{len(one.tasks)} 项任务", f"{len(one.tasks)} tasks"),
            )
            if word
        ),
        score=one.score,
        grade=GRADE_TEXT[one.score.grade].in_(lang),
        verdict=_verdict(one, book),
        full=score_words(one.with_waived, lang) if one.with_waived else "",
        gauge=_gauge(one.score, book),
        losses=losses,
        mean=mean,
        rounding=abs(100 - sum(loss.points for loss in losses) - one.score.value) >= 0.05,
        severity=stacked(
            [
                (code, SEVERITY_SIGN[code], SEVERITY_TEXT[code].in_(lang), by_severity[code])
                for code in SEVERITIES
            ]
        ),
        severity_counts=tuple(by_severity[code] for code in SEVERITIES),
        total=len(kept),
        aside=tuple(_aside(own, book)),
        demands=sum(ends.values()),
        demand_parts=stacked(
            [
                (code, sign, DEMAND_STATUS_TEXT[code].in_(lang), ends[code])
                for code, sign in STATUS_SIGN.items()
            ]
        ),
        proof_parts=stacked(
            [
                (f"p-{code}", PROOF_SIGN[code], proof(code, lang), count)
                for code, count in counted(one.tasks).items()
            ]
        ),
        coverage=_coverage(ends, checks, book),
        without=tuple(
            Ref(task.id or task.title[:8] or "·", book.address[task.key])
            for task in one.tasks
            if not task.demands
        ),
        checks=stacked(
            [
                (f"c-{code}", CHECK_SIGN[code], text.in_(lang), checks[code])
                for code, text in STATUS_TEXT.items()
                if code in CHECK_SIGN
            ]
        ),
        checks_total=sum(checks.values()),
        distribution=histogram(
            [task.score.value for task in one.tasks], book.result.bands.pass_ if book.result.bands else 60
        ),
        worst=_worst(one, book),
        tasks=len(one.tasks),
        provenance=_provenance(one, book),
    )


def _verdict(one: SubmissionResult, book: Book) -> str:
    """The grade as a sentence. Where the check is incomplete it never stands alone."""
    words = score_words(one.score, book.lang)
    if book.result.status == "incomplete":
        words += book.said(
            "；检查不完整，只算读到、查到的部分", "; incomplete: only what was read and checked counts"
        )
    return words


def _gauge(score: Score, book: Book) -> Gauge | None:
    if score.grade == "none":
        return None
    bands = book.result.bands
    lines = (
        ((bands.pass_, "pass"), (bands.good, "good"), (bands.excellent, "excellent"))
        if bands is not None
        else ()
    )
    return Gauge(
        value=score.value,
        low=score.low,
        width=max(0.6, round(score.high - score.low, 2)),
        lines=tuple((at, f"{GRADE_TEXT[grade].in_(book.lang)} {number(at)}") for at, grade in lines),
    )


def _losses(one: SubmissionResult, book: Book) -> tuple[tuple[Loss, ...], float]:
    """What takes the mean of the tasks from 100 to the table's score, and that mean."""
    if not one.tasks:
        return (), 0.0
    size = len(one.tasks)
    by_rule: dict[str, dict[str, float]] = defaultdict(dict)
    caps: dict[Cap | None, float] = defaultdict(float)
    capped: dict[Cap | None, list[TaskResult]] = defaultdict(list)
    for task in one.tasks:
        for lost in task.lost:
            by_rule[lost.rule][task.key] = lost.points
        left = 100 - sum(lost.points for lost in task.lost) - task.score.value
        if task.score.cap and left > 0.05:
            caps[task.score.cap] += left
            capped[task.score.cap].append(task)
        elif left < -0.05:
            caps[None] += left
            capped[None].append(task)
    groups: dict[str, list[RuleLoss]] = defaultdict(list)
    for rule, tasks in sorted(by_rule.items(), key=lambda pair: -sum(pair[1].values())):
        code = book.rules[rule].category if rule in book.rules else "other"
        refs = tuple(Ref(book.tasks[key].id or "·", book.address[key]) for key in tasks)
        groups[code].append(RuleLoss(f"{rule} {book.title(rule)}".strip(), sum(tasks.values()) / size, refs))
    made = [
        (category(code, book.lang), sum(loss.points for loss in rules), tuple(rules))
        for code, rules in groups.items()
    ]
    made.sort(key=lambda line: -line[1])
    for cap, points in caps.items():
        words = (
            CAP_LINE[cap].in_(book.lang)
            if cap
            else book.said("扣到 0 分为止，退回", "no lower than 0, given back")
        )
        refs = tuple(Ref(task.id or "·", book.address[task.key]) for task in capped[cap])
        made.append((words, points / size, (RuleLoss("", points / size, refs),)))
    if one.deduction:
        made.append((book.said("整表问题", "findings on the table as a whole"), one.deduction, ()))
    most = max((points for _, points, _ in made), default=0) or 1
    losses = tuple(
        Loss(words, points, round(100 * max(0.0, points) / most, 1), rules) for words, points, rules in made
    )
    return losses, sum(task.score.value for task in one.tasks) / size


def _aside(own: Sequence[Finding], book: Book) -> Iterator[str]:
    for count, zh, en in (
        (
            sum(counts(one) and one.subsumed_by is not None for one in own),
            "其中 {} 个并入他条，不另扣分",
            "{} of them counted under another",
        ),
        (
            sum(counts(one) and one.side == "issuer" for one in own),
            "其中 {} 个属制表一方，不扣分",
            "{} of them about the issuer's text, no deduction",
        ),
        (
            sum(one.confidence == "low" and not one.waived for one in own),
            "另有疑点 {} 个，不扣分",
            "beside them {} doubts without deduction",
        ),
        (sum(one.waived for one in own), "已豁免 {} 个，不扣分", "{} waived, no deduction"),
        (
            sum(counts(one) and one.baseline == "known" for one in own),
            "上次已有 {} 个，照扣分，不影响退出码",
            "{} known from the baseline, still deducted",
        ),
    ):
        if count:
            yield book.said(zh, en).format(count)


def _coverage(
    ends: Counter[DemandStatus], checks: Counter[str], book: Book
) -> tuple[tuple[str, int, str], ...]:
    """Demands, those that can be checked, those that were, those that could not be judged, and rule failures."""
    whole = sum(ends.values())
    beside = ends["not_due"] + ends["not_addressed"]
    unknown = ends["undetermined"]
    return (
        (book.said("要求点", "demands"), whole, ""),
        (
            book.said("可查", "to be checked"),
            whole - beside,
            book.said(f"未到期或不属本单位 {beside}", f"not due or not addressed: {beside}")
            if beside
            else "",
        ),
        (book.said("已查", "checked"), whole - beside - unknown, ""),
        (book.said("无法判定", "undetermined"), unknown, ""),
        (book.said("规则故障", "rule failures"), checks["failed"], ""),
    )


def _worst(one: SubmissionResult, book: Book) -> tuple[Worst, ...]:
    low = sorted((task for task in one.tasks if task.score.value < 100), key=lambda task: task.score.value)
    made = []
    for task in low[:_FEW]:
        own = [
            finding for finding in book.findings.get(task.key, ()) if counts(finding) and finding.points > 0
        ]
        words = book.said("；", "; ").join(finding.message.in_(book.lang) for finding in own[:2])
        made.append(
            Worst(
                Ref(book.number(task), book.address[task.key]),
                task.title,
                task.score.value,
                words,
            )
        )
    return tuple(made)


def _provenance(one: SubmissionResult, book: Book) -> tuple[Fact, ...]:
    none = book.said("不适用", "not applicable")
    return (
        Fact(book.said("文件", "File"), one.source),
        Fact("SHA-256", one.sha256 or none, code=True),
        Fact(book.said("读取器", "Reader"), one.reader or none),
        Fact(book.said("编码", "Encoding"), one.encoding or none),
        Fact(
            book.said("年度", "Reporting year"), str(one.year) if one.year else book.said("未识别", "unknown")
        ),
        Fact(book.said("核查日", "As of"), one.as_of),
    )
