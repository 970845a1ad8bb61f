"""The result made by hand, as a fixture."""

from __future__ import annotations

import made_result
import pytest

from gkcheck.result import Result


@pytest.fixture
def result() -> Result:
    """One file of six tasks; see made_result."""
    return made_result.made()
