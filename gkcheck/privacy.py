"""A Result that repeats no personal information: everything told to a person or a file goes through one veil.

Masking keeps every length, so that offsets and quotations stay true to the masked text. What a rule judges is the
text as read; only what leaves is veiled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TypeVar

from pydantic import BaseModel

from gkcheck.finding import Check, Finding, QuotedSpan
from gkcheck.language.form import fold
from gkcheck.language.personal import Personal, find_personal, mask_personal
from gkcheck.logs import LogResult
from gkcheck.model import Submission, Task
from gkcheck.result import DemandResult, Result, SubmissionResult, TaskResult
from gkcheck.text import Text

__all__ = ["Veil", "find_personal", "mask_personal", "veiled", "veiled_submission"]

_FIELDS = ("id", "title", "requirement", "units_text", "lead_unit", "deadline", "report")
M = TypeVar("M", bound=BaseModel)


class Veil:
    """Hides what is personal in some texts wherever it comes back: in a message, a title, a quotation cut short."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._figures: dict[str, str] = {}
        self._words: dict[str, str] = {}
        for text in texts:
            for one in find_personal(text):
                if one.kind == "address":
                    self._words.update({one.text: one.masked, fold(one.text): fold(one.masked)})
                else:
                    self._figures.update(_unbroken(one))

    def __bool__(self) -> bool:
        """Whether there is anything to hide."""
        return bool(self._figures or self._words)

    def over(self, text: str) -> str:
        """The text, of the same length, without what is hidden; also where only a part of a number came along."""
        text = mask_personal(text)
        for words, masked in self._words.items():
            text = text.replace(words, masked)
        return _run().sub(self._part, text) if self._figures else text

    def _part(self, found: re.Match[str]) -> str:
        run = found.group()
        for figures, masked in self._figures.items():
            at = figures.find(run)
            if at >= 0:
                return masked[at : at + len(run)]
        return run


@cache
def _run() -> re.Pattern[str]:
    """Figures long enough to lead to a person when they are a part of a number to hide."""
    return re.compile(r"\d{7,18}[Xx]?")


def _unbroken(one: Personal) -> Iterator[tuple[str, str]]:
    """The figures of a number without the gaps between them, as written and as ASCII, each with its mask."""
    kept = [at for at, letter in enumerate(one.text) if letter.isalnum()]
    figures, masked = "".join(one.text[at] for at in kept), "".join(one.masked[at] for at in kept)
    yield figures, masked
    yield "".join(fold(letter) for letter in figures), masked


def veiled(result: Result, submissions: Iterable[Submission]) -> Result:
    """A result without the personal information of the tables it was made from; itself where there is none.

    Raises nothing; `submissions` are the tables as read, of which every text is looked at.
    """
    veil = Veil(text for submission in submissions for text in _texts(submission))
    if not veil:
        return result
    tasks = {task.key: _task(task, veil) for submission in result.submissions for task in submission.tasks}
    return _told(
        result.model_copy(
            update={
                "submissions": tuple(_submission(one, tasks, veil) for one in result.submissions),
                "findings": tuple(_finding(one, tasks, veil) for one in result.findings),
                "logs": tuple(_log(one, veil) for one in result.logs),
            }
        ),
        ("units", "checks", "failures", "warnings", "clusters"),
        veil,
    )


def veiled_submission(submission: Submission) -> Submission:
    """A table as read without its personal information; every text keeps its length."""
    veil = Veil(_texts(submission))
    if not veil:
        return submission
    told = _told(submission, ("title", "issuer", "warnings"), veil)
    fields = (*_FIELDS, "section", "units", "location")
    return told.model_copy(update={"tasks": tuple(_told(task, fields, veil) for task in submission.tasks)})


def _texts(submission: Submission) -> Iterator[str]:
    yield f"{submission.title}\n{submission.issuer}"
    for task in submission.tasks:
        yield from (getattr(task, field) for field in _FIELDS)
        yield "\n".join(task.section)
        yield from (mark.note for mark in task.location.marks if mark.note)
    yield from (warning.message.zh for warning in submission.warnings)


def _submission(one: SubmissionResult, tasks: Mapping[str, TaskResult], veil: Veil) -> SubmissionResult:
    return one.model_copy(
        update={
            "title": veil.over(one.title),
            "issuer": veil.over(one.issuer),
            "tasks": tuple(tasks[task.key] for task in one.tasks),
        }
    )


def _task(task: TaskResult, veil: Veil) -> TaskResult:
    masked = task.model_copy(update={field: veil.over(getattr(task, field)) for field in _FIELDS})
    masked = _told(masked, ("section", "units", "location"), veil)
    return masked.model_copy(
        update={"demands": tuple(_demand(one, task, masked, veil) for one in task.demands)}
    )


def _demand(one: DemandResult, task: TaskResult, masked: TaskResult, veil: Veil) -> DemandResult:
    answers = tuple(
        words.model_copy(update={"text": masked.report[words.start : words.end]}) for words in one.answers
    )
    text = veil.over(one.text)
    for before, after in ((task.requirement, masked.requirement), (task.deadline, masked.deadline)):
        if before[one.start : one.end] == one.text:
            text = after[one.start : one.end]
            break
    return one.model_copy(update={"text": text, "answers": answers})


def _log(one: LogResult, veil: Veil) -> LogResult:
    """What a log takes from its task: the number of the task, the words of the limit."""
    task = None if one.task is None else veil.over(one.task)
    window = None if one.window is None else _told(one.window, ("text", "trigger"), veil)
    return one.model_copy(update={"task": task, "window": window})


def _finding(one: Finding, tasks: Mapping[str, TaskResult], veil: Veil) -> Finding:
    spans = tuple(_span(span, tasks, veil) for span in one.spans)
    return _told(one.model_copy(update={"spans": spans}), ("task", "related", "message", "ask"), veil)


def _span(span: QuotedSpan, tasks: Mapping[str, TaskResult], veil: Veil) -> QuotedSpan:
    task = tasks.get(span.key)
    text = _text_of(task, span.field)[span.start : span.end] if task is not None else veil.over(span.text)
    return span.model_copy(update={"text": text, "task": veil.over(span.task)})


def _text_of(task: TaskResult, field: str) -> str:
    plain = Task.model_construct(
        **{name: getattr(task, name) for name in (*_FIELDS, "section")}, key=task.key, units=task.units
    )
    return plain.text_of(field)  # type: ignore[arg-type]  # a QuotedSpan's field is a FieldName


def _told(model: M, fields: Iterable[str], veil: Veil) -> M:
    """A model with some of its fields veiled all the way down; keys, sources and fingerprints are none of them."""
    return model.model_copy(update={field: _over(getattr(model, field), veil) for field in fields})


_NAMES = frozenset(
    {"key", "source", "fingerprint", "rule", "sha256", "part", "cell", "code", "status", "kind"}
)


def _over(value: object, veil: Veil) -> object:
    if isinstance(value, str):
        return veil.over(value)
    if isinstance(value, Text):
        return Text(zh=veil.over(value.zh), en=veil.over(value.en))
    if isinstance(value, tuple):
        make: Callable[[Iterable[object]], object] = getattr(type(value), "_make", tuple)
        return make(_over(one, veil) for one in value)
    if isinstance(value, Check):
        if value.note is None and value.task is None:
            return value
        task = None if value.task is None else veil.over(value.task)
        note = None if value.note is None else Text(veil.over(value.note.zh), veil.over(value.note.en))
        return replace(value, task=task, note=note)
    if isinstance(value, BaseModel):
        return _told(value, [name for name in type(value).model_fields if name not in _NAMES], veil)
    return value
