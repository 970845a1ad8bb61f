"""The project's own promises about packaging: one version, entry points, what a wheel would hold, no machine paths."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest

import gkcheck

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_version_is_one() -> None:
    assert version("gkcheck") == gkcheck.__version__
    assert f"## {gkcheck.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_own_rules_come_through_the_entry_point() -> None:
    assert "builtin" in {point.name for point in entry_points(group="gkcheck")}
    assert PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == [
        "gkcheck",
        "rules/gkcheck_rules",
    ]


def test_packages_are_typed_and_data_stands_beside_code() -> None:
    assert (ROOT / "gkcheck" / "py.typed").is_file()
    assert (ROOT / "rules" / "gkcheck_rules" / "py.typed").is_file()
    assert (ROOT / "gkcheck" / "policy.toml").is_file()


def test_every_module_opens_with_a_sentence() -> None:
    for path in [*(ROOT / "gkcheck").rglob("*.py"), *(ROOT / "rules").rglob("*.py")]:
        assert path.read_text(encoding="utf-8").startswith('"""'), path.relative_to(ROOT)


def test_no_folder_is_a_drawer() -> None:
    for path in (ROOT / "gkcheck").rglob("*"):
        assert path.name not in {
            "utils",
            "helpers",
            "common",
            "core",
            "utils.py",
            "helpers.py",
            "common.py",
            "core.py",
        }


def test_no_machine_path_in_tracked_files() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    pattern = re.compile(r"(?<![\w.])/(?:home|Users|root)/[a-z]")
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".json", ".csv"} and path.is_file():
            assert not pattern.search(path.read_text(encoding="utf-8", errors="replace")), name
