"""What changes the spelling of a table, or the order of its rows, changes no finding.

Each table is read, its texts or rows are changed, and it is judged again: the same findings (rule, task, case) with
the same fingerprints, but for the rules that are about that very thing.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import gkcheck
from gkcheck.model import Submission, Task

TABLES = sorted((Path(__file__).parent / "tables").glob("*.csv"))
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "xiamen-2018" / "table.csv"
PATHS = [*TABLES, *([REAL] if REAL.exists() else [])]
SPELLING = frozenset({"GK106", "GK603"})  # rules on how things are spelt
ORDER = frozenset({"GK103"})  # rules on the order of rows
FIELDS = ("title", "requirement", "units_text", "deadline", "report")

Change = Callable[[str], str]


def spaced(text: str) -> str:
    """18个工作日 as 18 个工作日, 2018年 as 2018 年: blanks between numbers and Chinese letters."""
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text)


def split_figures(text: str) -> str:
    """18 as 1 8: a blank within numbers of two or three figures that stand alone."""
    return re.sub(r"(?<![\d.,/:~-])(\d)(\d{1,2})(?![\d.,/:~-])", r"\1 \2", text)


def full_width(text: str) -> str:
    """１８ for 18."""
    return re.sub(r"[0-9]", lambda figure: chr(ord(figure.group()) + 0xFEE0), text)


def full_width_signs(text: str) -> str:
    """＋ for +, ％ for %, and other signs that have a full-width twin."""
    return text.translate(str.maketrans("+%()", "＋％（）"))


def half_width_brackets(text: str) -> str:
    """(3件) for （3件）."""
    return text.translate(str.maketrans("（）：", "():"))


def carriage_returns(text: str) -> str:
    """Line breaks as Windows and old Macs write them."""
    return text.replace("\n", "\r\n")


def broken_lines(text: str) -> str:
    """A line break after each sentence."""
    return re.sub(r"(?<=。)(?=.)", "\n", text)


def indented(text: str) -> str:
    """Blanks before and after, and after each line break."""
    return "　　" + text.replace("\n", "\n　　") + " " if text.strip() else text


def unseen_in_figures(text: str) -> str:
    """A zero-width letter within every number."""
    return re.sub(r"(?<=\d)(?=\d)", "\u200b", text)


CHANGES: tuple[Change, ...] = (
    spaced,
    split_figures,
    full_width,
    full_width_signs,
    half_width_brackets,
    carriage_returns,
    broken_lines,
    indented,
    unseen_in_figures,
)


def changed(submission: Submission, change: Change) -> Submission:
    def rewritten(task: Task) -> Task:
        texts = {field: change(getattr(task, field)) for field in FIELDS}
        units = tuple(change(unit).strip() for unit in task.units)
        return task.model_copy(update={**texts, "units": units, "lead_unit": change(task.lead_unit).strip()})

    return submission.model_copy(update={"tasks": tuple(rewritten(task) for task in submission.tasks)})


def told(submission: Submission, without: frozenset[str]) -> set[tuple[str, str | None, str, str]]:
    """(rule, task, case, fingerprint) of every finding."""
    result = gkcheck.check(submission)
    assert not result.failures, result.failures[0].traceback
    return {
        (finding.rule, finding.task, finding.case, finding.fingerprint)
        for finding in result.findings
        if finding.rule not in without
    }


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem if path != REAL else "real")
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_spelling_changes_nothing(path: Path, change: Change) -> None:
    submission = gkcheck.read(path)
    before, after = told(submission, SPELLING), told(changed(submission, change), SPELLING)
    assert {one[:3] for one in before} == {one[:3] for one in after}, sorted(
        {one[:3] for one in before} ^ {one[:3] for one in after}, key=str
    )
    assert before == after, sorted(before ^ after, key=str)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem if path != REAL else "real")
@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_changes_nothing(path: Path, seed: int) -> None:
    submission = gkcheck.read(path)
    tasks = list(submission.tasks)
    random.Random(seed).shuffle(tasks)
    shuffled = submission.model_copy(update={"tasks": tuple(tasks)})
    before, after = told(submission, ORDER), told(shuffled, ORDER)
    assert before == after, sorted(before ^ after, key=str)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem if path != REAL else "real")
def test_two_runs_are_equal(path: Path) -> None:
    assert gkcheck.check(path).to_json() == gkcheck.check(path).to_json()
