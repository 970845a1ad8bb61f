"""Two rounds compared, as a screen before the others: scores then and now, and what became of each finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gkcheck.comparison.changes import CHANGE_TEXT, Change, Changed, Comparison, ScoreChange
from gkcheck.finding import SEVERITIES, Finding
from gkcheck.writers.html.book import Book, Ref
from gkcheck.writers.html.charts import Part, stacked
from gkcheck.writers.html.words import Key, severity, shortened
from gkcheck.writers.words import number, score_words

CHANGE_SIGN: Mapping[Change, str] = {
    "new": "+",
    "reworded": "~",
    "still": "=",
    "fixed": "√",
    "gone": "○",
    "unclear": "?",
    "not_run_before": "○",
}


class Item(NamedTuple):
    """One finding of a group; `was` and `now` are the words of the report where they changed."""

    severity: Key
    rule: str
    where: Ref
    message: str
    why: str
    was: str
    now: str
    tags: tuple[str, ...]


class Group(NamedTuple):
    """All findings of which the same became."""

    change: Key
    items: tuple[Item, ...]


class ScoreView(NamedTuple):
    """One table then and now; values are per cent of a bar, None where a round does not have it."""

    name: str
    old: float | None
    new: float | None
    old_words: str
    new_words: str
    step: str
    notes: tuple[str, ...]


class Changes(NamedTuple):
    """The whole comparison."""

    old: str
    new: str
    incomplete: bool
    parts: tuple[Part, ...]
    groups: tuple[Group, ...]
    scores: tuple[ScoreView, ...]
    notes: tuple[str, ...]
    total: int


def changes_of(comparison: Comparison, book: Book) -> Changes:
    """What the screen shows; `book` is that of the newer round, whose tasks the links lead to."""
    lang = book.lang
    amounts = Counter(one.change for one in comparison.changes)
    keys = [Key(f"x-{code}", CHANGE_SIGN[code], text.in_(lang)) for code, text in CHANGE_TEXT.items()]
    groups = []
    for code, key in zip(CHANGE_TEXT, keys, strict=True):
        own = [one for one in comparison.changes if one.change == code]
        own.sort(key=lambda one: (one.finding.confidence == "low", SEVERITIES.index(one.finding.severity)))
        if own:
            groups.append(Group(key, tuple(_item(one, book) for one in own)))
    return Changes(
        old=comparison.old,
        new=comparison.new,
        incomplete=comparison.status == "incomplete",
        parts=stacked(
            [
                (key.code, key.sign, key.words, amounts[code])
                for code, key in zip(CHANGE_TEXT, keys, strict=True)
            ]
        ),
        groups=tuple(groups),
        scores=tuple(_score(one, book) for one in comparison.scores),
        notes=tuple(note.in_(lang) for note in comparison.notes),
        total=len(comparison.changes),
    )


def _item(one: Changed, book: Book) -> Item:
    finding = one.finding
    return Item(
        severity=severity(finding.severity, book.lang),
        rule=f"{finding.rule} {finding.title.in_(book.lang)}",
        where=_where(one, book),
        message=finding.message.in_(book.lang),
        why=one.why.in_(book.lang) if one.why else "",
        was=_report(one.old, book) if one.change == "reworded" else "",
        now=_report(one.new, book) if one.change == "reworded" else "",
        tags=tuple(_tags(finding, book)),
    )


def _where(one: Changed, book: Book) -> Ref:
    """The task in the newer round; an older finding is told by its number alone, for nothing stands there to link to."""
    if one.new is not None:
        return Ref(
            book.named(one.new.key, one.new.task, one.new.source), book.address.get(one.new.key or "", "")
        )
    task = one.finding.task
    if task is None:
        return Ref(book.said("整表（旧）", "the table (old)"), "")
    return Ref(book.said(f"旧表第 {task} 项", f"task {task} (old)"), "")


def _tags(finding: Finding, book: Book) -> Iterator[str]:
    if finding.confidence == "low":
        yield book.said("疑点", "doubt")
    if finding.waived:
        yield book.said("已豁免", "waived")
    if finding.points:
        yield book.said(f"扣 {number(finding.points)} 分", f"−{number(finding.points)} points")


def _report(finding: Finding | None, book: Book) -> str:
    spans = finding.spans if finding else ()
    words = [span.text for span in spans if finding and span.field == "report" and span.key == finding.key]
    return shortened(" … ".join(words)) if any(words) else book.said("（没有写）", "(nothing)")


def _score(one: ScoreChange, book: Book) -> ScoreView:
    step = ""
    if one.old is not None and one.new is not None:
        step = f"{one.new.value - one.old.value:+.1f}"
    notes = [
        f"{label}{len(tasks)}{book.said('：', ': ')}{book.said('、', ', ').join(shortened(task, 40) for task in tasks)}"
        for label, tasks in (
            (book.said("新增任务 ", "tasks added "), one.tasks_added),
            (book.said("不在新表里的任务 ", "tasks gone "), one.tasks_gone),
        )
        if tasks
    ]
    return ScoreView(
        name=one.title or one.new_source or one.old_source or "",
        old=one.old.value if one.old else None,
        new=one.new.value if one.new else None,
        old_words=score_words(one.old, book.lang) if one.old else book.said("没有这张表", "not there"),
        new_words=score_words(one.new, book.lang) if one.new else book.said("没有这张表", "not there"),
        step=step,
        notes=tuple(notes),
    )
