"""One table handed in twice, and tables named as a former year's that are the very one or no earlier."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gkcheck.language.form import fold
from gkcheck.model import Submission
from gkcheck.result import SourceWarning
from gkcheck.similarity.bodies import akin
from gkcheck.text import Text

LEAST = (
    40  # letters all reports of a table must have together, for two such tables to be one rather than alike
)

_Rows = tuple[tuple[str, str, str], ...]


def handed_in_twice(submissions: Sequence[Submission]) -> tuple[SourceWarning, ...]:
    """A warning for every table that holds, row by row, what an earlier one of the same body and year holds.

    Such tables (one as .docx and as .pdf, a file under two names) are checked each and are no copies of one another.
    """
    if len(submissions) < 2:
        return ()
    firsts: dict[_Rows, list[Submission]] = {}
    warnings: list[SourceWarning] = []
    for one in submissions:
        rows = _rows(one)
        if sum(len(report) for *_, report in rows) < LEAST:
            continue
        known = firsts.setdefault(rows, [])
        first = next((other for other in known if _may_be_one(one, other)), None)
        if first is None:
            known.append(one)
            continue
        count = len(rows)
        warnings.append(
            SourceWarning(
                source=one.source,
                code="same-table",
                message=Text(
                    zh=f"与 {first.source} 像是同一份表：{count} 项的任务、单位、落实情况都相同。两份都核对了，彼此不算雷同；"
                    "汇总时请只留一份。",
                    en=f"looks like the same table as {first.source}: task, unit and report are equal in all {count} rows. "
                    "Both were checked and are no copies of one another; keep one of them in a summary.",
                ),
            )
        )
    return tuple(warnings)


def former_years(
    previous: Sequence[Submission], submissions: Sequence[Submission]
) -> tuple[tuple[Submission, ...], tuple[SourceWarning, ...]]:
    """Of the tables named as former ones those that may be, and warnings about the others.

    Where none is left, nothing could be compared, and the run is incomplete.
    """
    kept: list[Submission] = []
    dropped: list[tuple[Submission, Text]] = []
    for one in previous:
        same = next((other for other in submissions if _is_file(one, other)), None)
        later = [other for other in submissions if _is_later(other, one)]
        if same is not None and not later:
            dropped.append((one, _itself(same)))
        elif submissions and not later and all(other.year and one.year for other in submissions):
            dropped.append((one, _no_earlier(one)))
        else:
            kept.append(_apart(one) if same is not None else one)
    return tuple(kept), tuple(
        SourceWarning(source=one.source, code="not-a-former-table", message=reason, incomplete=not kept)
        for one, reason in dropped
    )


def _is_file(one: Submission, other: Submission) -> bool:
    return one.source == other.source or bool(one.sha256 and one.sha256 == other.sha256)


def _is_later(one: Submission, other: Submission) -> bool:
    return bool(one.year and other.year and one.year > other.year)


def _apart(one: Submission) -> Submission:
    """A table that is checked and compared with as well: its rows under keys of their own."""
    tasks = tuple(task.model_copy(update={"key": f"previous:{task.key}"}) for task in one.tasks)
    return one.model_copy(update={"tasks": tasks})


def _itself(same: Submission) -> Text:
    return Text(
        zh=f"就是这次核对的 {same.source}，没有当作往年表比较（--previous）",
        en=f"is {same.source} itself, which is checked here, and was not compared with as a former year's (--previous)",
    )


def _no_earlier(one: Submission) -> Text:
    return Text(
        zh=f"是 {one.year} 年的表，不早于这次核对的表，没有当作往年表比较（--previous）",
        en=f"is of {one.year}, not earlier than what is checked here, and was not compared with as a former year's "
        "(--previous)",
    )


def _rows(submission: Submission) -> _Rows:
    """What of a table is the same in whatever format it comes."""
    return tuple(
        sorted(
            (_plain(task.title), _plain(task.units_text), _plain(task.report))
            for task in submission.tasks
            if task.report.strip()
        )
    )


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))


def _may_be_one(one: Submission, other: Submission) -> bool:
    if one.year and other.year and one.year != other.year:
        return False
    return not (one.issuer and other.issuer) or akin(one.issuer, other.issuer)
