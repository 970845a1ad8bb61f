"""The reporting year of a table that does not say it: taken from the dates its own reports give, and said aloud."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from gkcheck.model import ReadWarning, Submission, Task
from gkcheck.text import Text

LEAST = 2  # mentions; one alone may be a comparison with another year
SHARE = 0.6  # of all years written in the reports


@cache
def _year() -> re.Pattern[str]:
    # a year in 〔2017〕 is a document's, and has no 年 behind it
    return re.compile(r"(?<![0-9〔\[(（])((?:19|20)[0-9]{2})\s*年(?!第)")


def year_of_reports(tasks: Sequence[Task]) -> int | None:
    """The year that most dates in the reports name; None where they are few or do not agree."""
    counts = Counter(int(word) for task in tasks for word in _year().findall(task.report))
    if not counts:
        return None
    year, times = counts.most_common(1)[0]
    return year if times >= LEAST and times >= SHARE * sum(counts.values()) else None


def with_year(submission: Submission) -> Submission:
    """The submission with a year, and a warning where that is not the table's own word."""
    if submission.year is not None:
        return submission
    year = year_of_reports(submission.tasks)
    if year is None:
        return submission
    warning = ReadWarning(
        code="year-inferred",
        message=Text(
            zh=f"表上没有写年度，按落实情况里的日期当作 {year} 年（不对的话用 --year 指定）",
            en=f"the table does not say its year; by the dates in its reports it is taken for {year} (else use --year)",
        ),
    )
    return submission.model_copy(update={"year": year, "warnings": (*submission.warnings, warning)})
