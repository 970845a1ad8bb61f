"""The corpus of bad files: each ends as the list of threats says, quickly, in little memory, and never looks clean."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from bad_files import Bad, bad_files

from gkcheck import Config, Result, Submission, Task, check
from gkcheck.workers import Lost, can_fork, in_order

BAD = list(bad_files())
AS_OF = Config(as_of=date(2018, 12, 31))
SECONDS = 2.0  # of CPU, reading and judging
MEMORY = 300 << 20  # bytes beyond what the process began with


def test_every_row_of_files_has_its_files() -> None:
    rows = {one.row for one in BAD}
    # Rules (E15 to E17), paths (E21) and configurations (E22) are no files: threats.py names their tests.
    assert rows == {f"E{n}" for n in range(1, 26)} - {"E15", "E16", "E17", "E21", "E22"}
    assert len({one.name for one in BAD}) == len(BAD) >= 60


def _ended(path: Path) -> tuple[Result | str, float]:
    """What came of a file, in a process with little memory, and its CPU seconds."""
    _limit_memory()
    began = time.process_time()
    try:
        result: Result | str = check(path, AS_OF)
    except BaseException as error:  # noqa: BLE001 - it is told to the test
        result = f"{type(error).__name__}: {error}"
    return result, time.process_time() - began


def _limit_memory() -> None:
    if not sys.platform.startswith("linux"):
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _measured(path: Path) -> tuple[Result, float]:
    """What one file ends as in a process of its own, and the CPU seconds that took."""
    with closing(in_order([path], _ended, 1, 120.0)) as outcomes:
        (outcome,) = outcomes
    assert not isinstance(outcome, Lost), outcome
    result, seconds = outcome
    assert isinstance(result, Result), result
    return result, seconds


@pytest.mark.skipif(not can_fork(), reason="each file is read in a process of its own")
@pytest.mark.parametrize("bad", BAD, ids=[f"{one.row}-{one.name}" for one in BAD])
def test_a_bad_file_ends_as_it_should(bad: Bad, tmp_path: Path) -> None:
    check(
        [Submission(source="x", tasks=(Task(key="x", id="1", report="已办"),))], AS_OF
    )  # loads what is lazy
    path = tmp_path / bad.name
    path.write_bytes(bad.make())
    result, seconds = _measured(path)
    if seconds > SECONDS:  # a busy machine doubles even CPU time: the least of three is the file's own
        seconds = min(seconds, *(_measured(path)[1] for _ in range(2)))
    codes = {warning.code for warning in result.warnings}
    assert result.exit_code in bad.exits, codes
    assert not bad.code or bad.code in codes
    assert not codes & {"reader-failed", "check-failed", "process-ended"}
    assert not result.failures
    read = [len(one.tasks) for one in result.submissions]
    assert bad.tasks is None or read == [bad.tasks]
    if bad.exits == (3,):
        assert any(
            warning.incomplete and warning.message.zh and warning.message.en for warning in result.warnings
        )
    assert seconds <= SECONDS, f"{seconds:.1f} s of CPU"
