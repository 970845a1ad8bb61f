"""Small made-up tables, and the command line as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from made_tables import BAD, GOOD


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to stand in, with no configuration above it, and a good and a bad table."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GKCHECK_DEBUG", raising=False)
    (tmp_path / "好.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "差.csv").write_text(BAD, encoding="utf-8")
    return tmp_path


Process = subprocess.CompletedProcess[bytes]


@pytest.fixture
def gkcheck(tmp_path: Path) -> Callable[..., Process]:
    """Runs `python -m gkcheck …` and gives the bytes of both streams."""

    def run(*args: str, stdin: bytes = b"", **env: str) -> Process:
        clean = {
            k: v
            for k, v in os.environ.items()
            if k not in ("PYTHONIOENCODING", "PYTHONUTF8", "LC_ALL", "LANG")
        }
        return subprocess.run(
            [sys.executable, "-m", "gkcheck", *args],
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            env={**clean, "PYTHONUTF8": "1", **env},
            timeout=60,
            check=False,
        )

    return run
