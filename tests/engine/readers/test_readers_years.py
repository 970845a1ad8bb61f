"""A table that does not say its year."""

from __future__ import annotations

import pytest

from gkcheck.model import Submission, Task
from gkcheck.readers.years import with_year, year_of_reports


def tasks(*reports: str) -> tuple[Task, ...]:
    return tuple(Task(key=str(n), id=str(n), report=report) for n, report in enumerate(reports))


@pytest.mark.parametrize(
    ("reports", "year"),
    [
        (("2021年1-11月办理63件", "2021年公开11件", "比2020年增加"), 2021),
        (("2021 年办理", "2021年公开"), 2021),
        (("2021年办理",), None),
        (("2021年办理", "2020年办理", "2021年公开", "2020年公开"), None),
        (("印发通知（云政〔2021〕3号）", "云政〔2021〕4号", "2021年第5号公告"), None),
        ((), None),
    ],
)
def test_year_of_reports(reports: tuple[str, ...], year: int | None) -> None:
    assert year_of_reports(tasks(*reports)) == year


def test_an_inferred_year_is_said_aloud_and_a_written_one_is_kept() -> None:
    submission = Submission(source="表.csv", tasks=tasks("2021年办理", "2021年公开"))
    told = with_year(submission)
    assert told.year == 2021
    assert [warning.code for warning in told.warnings] == ["year-inferred"]
    assert not told.warnings[0].incomplete
    written = submission.model_copy(update={"year": 2019})
    assert with_year(written) == written
