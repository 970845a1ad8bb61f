"""Sound files of every format, spoiled by hypothesis: read, or refused by us; never another exception."""

from __future__ import annotations

import random
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "fuzz"))

from seeds import MADE, seeds
from spoiling import spoiled

from gkcheck.errors import GkcheckError
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers import read_source

HERE = ("docx", "xlsx", "html", "csv", "md", "txt", "json", "odt", "ods", "xls")  # read in this very process


@cache
def sound(suffix: str) -> list[bytes]:
    """Three files that read."""
    return seeds(suffix)[:3]


@pytest.mark.parametrize("suffix", MADE)
def test_the_sound_files_are_sound(suffix: str) -> None:
    if suffix not in HERE:
        pytest.skip("needs an extra")
    assert sound(suffix)
    for data in sound(suffix):
        assert read_source(Source(f"表.{suffix}", data), ReadOptions()).tasks


@pytest.mark.parametrize("suffix", HERE)
@given(number=st.integers(0, 2**32), again=st.integers(0, 3))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_spoiled_files_are_read_or_refused(suffix: str, number: int, again: int) -> None:
    dice = random.Random(number)
    data = dice.choice(sound(suffix))
    for _ in range(again + 1):
        data = spoiled(data, dice)
    try:
        submission = read_source(Source(f"表.{suffix}", data), ReadOptions())
    except GkcheckError as error:
        assert getattr(error, "code", "") != "reader-failed", error.__cause__
        assert error.text.zh and error.text.en
    else:
        assert submission.tasks
        keys = [task.key for task in submission.tasks]
        assert len(set(keys)) == len(keys)
