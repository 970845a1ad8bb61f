"""Rules of a plugin run apart: in a child process, with a limit on time for each rule and one on memory for all.

A rule that hangs, ends its process or eats the memory becomes a failure of that rule; the others go on. What
comes back is plain data, checked by the engine like the words of any rule. It keeps faults in, not malice: the child
is the same user with the same files, and the plugin's module was loaded before.
"""

from __future__ import annotations

import json
import multiprocessing
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from gkcheck.corpus import Corpus
from gkcheck.engine import Active, Ran, run_here
from gkcheck.finding import Cleared, CopiedText, Copies, Hit, Outcome, RuleFailure, Undecided
from gkcheck.limits import Limits, adjust
from gkcheck.model import Span, Task
from gkcheck.reading import Reading
from gkcheck.rule_definition import Context, Subject
from gkcheck.table import Table
from gkcheck.text import Text
from gkcheck.workers import can_fork

_LARGEST = 64 << 20  # bytes of what one rule says of one subject
Remake = Callable[[], Sequence[Active]]


def memory_limited() -> bool:
    """Whether this system can limit the memory of a child; where not, only the time is limited."""
    return sys.platform.startswith("linux")


class _Job(NamedTuple):
    """One rule and one subject."""

    one: Active
    subject: Subject

    @property
    def key(self) -> tuple[str, str]:
        """What its answer is kept under."""
        return self.one.rule.id, self.subject.task.key if isinstance(self.subject, Reading) else ""


class Apart:
    """Runs some rules in children and all others here; the engine calls it for every rule and subject.

    `remake` makes the same rules anew, for children that are no copies of this process.
    """

    def __init__(
        self, active: Sequence[Active], remake: Remake, limits: Limits, *, fork: bool | None = None
    ) -> None:
        self._active = list(active)
        self._ids = frozenset(one.rule.id for one in active)
        self._remake = remake
        self._limits = limits
        self._fork = can_fork() if fork is None else fork
        self._root: Table | Corpus | None = None
        self._answers: dict[tuple[str, str], object] = {}

    def __call__(
        self, one: Active, subject: Subject, context: Context, source: str, home: Task | None
    ) -> Ran:
        """What the rule yields on the subject, and its failure."""
        if one.rule.id not in self._ids:
            return run_here(one, subject, context, source, home)
        root = subject if isinstance(subject, Corpus) else context.table
        if root is not None and root is not self._root:
            self._root, self._answers = root, {}
            self._all(root, context)
        answer = self._answers.get((one.rule.id, home.key if home else ""), {"error": "no answer"})
        try:
            return _told(answer, one, source, home)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            return (), _failure(one, source, home, f"an answer that makes no sense: {error}")

    def _all(self, root: Table | Corpus, context: Context) -> None:
        """Every isolated rule over every subject of a table (or over all tables), child after child."""
        jobs = _jobs(self._active, root)
        at = 0
        while at < len(jobs):
            at = self._one_child(jobs, at, root, context)

    def _one_child(self, jobs: Sequence[_Job], start: int, root: Table | Corpus, context: Context) -> int:
        """Runs jobs from `start` on in one child; where the next child has to begin."""
        method = multiprocessing.get_context("fork" if self._fork else "spawn")
        ours, theirs = method.Pipe(duplex=False)
        remake = None if self._fork else self._remake
        given = (theirs, self._active if self._fork else None, remake, root, context, start, self._limits)
        child = method.Process(target=_serve, args=given, daemon=False)  # type: ignore[attr-defined]  # BaseContext has it
        child.start()
        theirs.close()
        at = start
        # The first answer of a child that is no copy waits for its imports.
        until = monotonic() + self._limits.rule_seconds + (0 if self._fork else 30)
        try:
            while at < len(jobs):
                why = ""
                try:
                    if not ours.poll(max(0.0, until - monotonic())):
                        ending = adjust("rule_seconds")
                        why = f"超过 {self._limits.rule_seconds:g} 秒，已中止{ending.zh} / over {self._limits.rule_seconds:g} s, ended{ending.en}"
                    else:
                        self._answers[jobs[at].key] = json.loads(ours.recv_bytes(_LARGEST))
                except (EOFError, OSError, ValueError):
                    child.join(2)
                    why = f"所在进程意外结束（代码 {child.exitcode}） / its process ended (code {child.exitcode})"
                if why:
                    # All that this rule has not said yet has failed with it.
                    rule = jobs[at].one.rule.id
                    while at < len(jobs) and jobs[at].one.rule.id == rule:
                        self._answers[jobs[at].key] = {"error": f"Isolated: {why}"}
                        at += 1
                    return at
                at += 1
                if at < len(jobs) and jobs[at].one.rule.id != jobs[at - 1].one.rule.id:
                    until = monotonic() + self._limits.rule_seconds
            return at
        finally:
            ours.close()
            child.kill()
            child.join()
            child.close()


def _jobs(active: Sequence[Active], root: Table | Corpus) -> list[_Job]:
    whole = isinstance(root, Corpus)
    jobs: list[_Job] = []
    for one in active:
        if whole != (one.rule.scope == "corpus"):
            continue
        subjects: Sequence[Subject] = (
            root.readings if isinstance(root, Table) and one.rule.scope == "task" else (root,)
        )
        jobs += [_Job(one, subject) for subject in subjects]
    return jobs


def _serve(
    pipe: Connection,
    active: Sequence[Active] | None,
    remake: Remake | None,
    root: Table | Corpus,
    context: Context,
    start: int,
    limits: Limits,
) -> None:
    """The life of a child: job after job, each answered by one message."""
    with suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    jobs = _jobs(active if active is not None else remake() if remake is not None else (), root)
    if hasattr(signal, "alarm"):  # nobody waits for it longer than this, should its parent be gone
        signal.alarm(int(limits.rule_seconds * max(1, len({job.one.rule.id for job in jobs}))) + 60)
    _limit_memory(limits)
    source = root.submission.source if isinstance(root, Table) else ""
    for job in jobs[start:]:
        home = job.subject.task if isinstance(job.subject, Reading) else None
        outcomes, failure = run_here(job.one, job.subject, context, source, home)
        try:
            answer: dict[str, object] = {"outcomes": [_plain(one) for one in outcomes]}
            if failure is not None:
                answer |= {"error": failure.error, "traceback": failure.traceback}
            message = json.dumps(answer).encode()
        except Exception as error:  # noqa: BLE001 - whatever the rule put into its outcomes
            message = json.dumps({"error": f"{type(error).__name__} in what it yields"}).encode()
        pipe.send_bytes(message)


def _limit_memory(limits: Limits) -> None:
    """What the child may take beyond what it began with. Asked of the system, where it can be."""
    if not memory_limited():
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + limits.rule_memory
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


# -- outcomes as plain data ---------------------------------------------------------------------------------------


def _plain(outcome: Outcome) -> dict[str, object]:
    if isinstance(outcome, Hit):
        return {
            "hit": outcome.case,
            "spans": [_plain_span(span) for span in outcome.spans],
            "params": {name: _plain_param(value) for name, value in outcome.params.items()},
            "confidence": outcome.confidence,
            "strength": outcome.strength,
            "related": list(outcome.related),
            "task": outcome.task,
            "copies": _plain_copies(outcome.copies) if outcome.copies else None,
        }
    note, word = (outcome.note, "cleared") if isinstance(outcome, Cleared) else (outcome.reason, "undecided")
    return {
        word: [note.zh, note.en],
        "spans": [_plain_span(span) for span in outcome.spans],
        "task": outcome.task,
    }


def _plain_span(span: Span) -> list[object]:
    return [span.task, span.field, span.start, span.end, span.text]


def _plain_param(value: object) -> object:
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, tuple):
        return [_plain_param(one) for one in value]
    if isinstance(value, str | int | float):
        return value
    raise TypeError(f"a parameter of type {type(value).__name__}")


def _plain_copies(copies: Copies) -> dict[str, object]:
    members = [
        {
            **member._asdict(),
            "shared": [_plain_span(span) for span in member.shared],
            "greyed": [_plain_span(span) for span in member.greyed],
        }
        for member in copies.members
    ]
    return {"kind": copies.kind, "members": members}


def _told(answer: object, one: Active, source: str, home: Task | None) -> Ran:
    """An answer as outcomes; raises what it meets where the answer is none."""
    if not isinstance(answer, dict):
        raise TypeError(type(answer).__name__)
    failure = None
    if "error" in answer:
        failure = _failure(one, source, home, str(answer["error"]), str(answer.get("traceback", "")))
    return tuple(_outcome(plain) for plain in answer.get("outcomes", ())), failure


def _failure(one: Active, source: str, home: Task | None, error: str, trace: str = "") -> RuleFailure:
    return RuleFailure(
        rule=one.rule.id,
        source=source,
        task=home.id if home else None,
        key=home.key if home else None,
        error=error[:500],
        traceback=trace[-4000:],
    )


def _outcome(plain: dict[str, object]) -> Outcome:
    spans = tuple(_span(one) for one in _listed(plain.get("spans")))
    task = plain.get("task")
    home = None if task is None else str(task)
    if "hit" in plain:
        params = plain.get("params")
        strength, confidence = plain.get("strength"), plain.get("confidence")
        return Hit(
            case=str(plain["hit"]),
            spans=spans,
            params={name: _param(value) for name, value in params.items()}
            if isinstance(params, dict)
            else {},
            confidence=confidence,  # type: ignore[arg-type]  # the engine refuses what is none
            strength=float(strength) if isinstance(strength, int | float) else None,
            related=tuple(str(one) for one in _listed(plain.get("related"))),
            task=home,
            copies=_copies(plain.get("copies")),
        )
    zh, en = _listed(plain.get("cleared") or plain.get("undecided"))
    words = Text(str(zh), str(en))
    return Cleared(words, spans, home) if "cleared" in plain else Undecided(words, spans, home)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _span(plain: object) -> Span:
    task, field, start, end, text = _listed(plain)
    if not (isinstance(start, int) and isinstance(end, int)):
        raise TypeError("a span without places")
    return Span(str(task), field, start, end, str(text))  # type: ignore[arg-type]  # the engine looks at the field


def _param(plain: object) -> str | int | float | Text | tuple[str | int | float | Text, ...]:
    if isinstance(plain, dict):
        return Text(str(plain["zh"]), str(plain["en"]))
    if isinstance(plain, list):
        return tuple(one for one in map(_param, plain) if not isinstance(one, tuple))
    return plain if isinstance(plain, int | float) else str(plain)


def _copies(plain: object) -> Copies | None:
    if not isinstance(plain, dict):
        return None
    members = tuple(
        CopiedText(
            **{
                **member,
                "shared": tuple(_span(one) for one in _listed(member.get("shared"))),
                "greyed": tuple(_span(one) for one in _listed(member.get("greyed"))),
            }
        )
        for member in _listed(plain.get("members"))
        if isinstance(member, dict)
    )
    return Copies(kind=plain["kind"], members=members)
