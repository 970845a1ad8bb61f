"""Configuration: found, validated, explained."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gkcheck.config import Config, case_severities, find, from_mapping, load, rule_options
from gkcheck.errors import ConfigError, UsageError
from gkcheck.plugins import load as load_plugins

REGISTRY = load_plugins().registry


def write(folder: Path, text: str, name: str = "gkcheck.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_everything_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        select = ["GK2", "GK401"]
        fail-on = "一般"
        as-of = 2018-12-31
        [columns]
        report = ["办理进度"]
        requirement = 3
        [severity]
        GK201 = "轻微"
        "GK203:late" = "critical"
        [rule.copied-report]
        partial-letters = 60
        """,
    )
    config = load(path)
    assert config.fail_on == "medium"
    assert config.as_of == date(2018, 12, 31)
    assert config.columns == {"report": ("办理进度",), "requirement": 3}
    options = rule_options(config, REGISTRY)["GK401"]
    assert options.model_dump()["partial_letters"] == 60
    severities = case_severities(config, REGISTRY)
    assert severities[("GK201", "missing")] == "low"
    assert severities[("GK203", "late")] == "critical"
    assert ("GK203", "date_missing") not in severities


def test_pyproject_and_the_nearest_file_win(tmp_path: Path) -> None:
    write(tmp_path, '[tool.gkcheck]\nlang = "en"\n', "pyproject.toml")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert find(inner) == tmp_path / "pyproject.toml"
    assert load(tmp_path / "pyproject.toml").lang == "en"
    write(tmp_path / "a", 'lang = "zh"\n')
    assert find(inner) == tmp_path / "a" / "gkcheck.toml"


def test_pyproject_without_our_table_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "[tool.other]\nx = 1\n", "pyproject.toml")
    found = find(tmp_path)
    assert found is None or found.parent != tmp_path


def test_extend_merges_and_circles_are_refused(tmp_path: Path) -> None:
    write(tmp_path, 'ignore = ["GK5"]\nlang = "en"\n[severity]\nGK201 = "low"\n', "base.toml")
    path = write(tmp_path, 'extend = "base.toml"\nlang = "zh"\n[severity]\nGK203 = "low"\n')
    config = load(path)
    assert config.ignore == ("GK5",) and config.lang == "zh"
    assert set(config.severity) == {"GK201", "GK203"}
    write(tmp_path, 'extend = "gkcheck.toml"\n', "base.toml")
    with pytest.raises(ConfigError, match="圈"):
        load(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('sellect = ["GK201"]', "select"),
        ('fail-on = "很严重"', "级别"),
        ("as-of = 3", "as-of"),
        ("not toml", "读不出"),
        ('required-version = ">=99"', "99"),
        ('required-version = "?"', "required-version"),
    ],
)
def test_mistakes_are_explained(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words) as error:
        load(write(tmp_path, text))
    assert error.value.exit_code == 2
    assert "gkcheck.toml" in str(error.value)


def test_rule_options_are_validated() -> None:
    with pytest.raises(ConfigError, match="partial-letters"):
        rule_options(from_mapping({"rule": {"GK401": {"partial-leters": 3}}}), REGISTRY)
    with pytest.raises(ConfigError, match="ratio"):
        rule_options(from_mapping({"rule": {"GK401": {"ratio": 300}}}), REGISTRY)
    with pytest.raises(UsageError, match="GK201"):
        rule_options(from_mapping({"rule": {"GK2O1": {}}}), REGISTRY)
    with pytest.raises(ConfigError, match="missing"):
        case_severities(from_mapping({"severity": {"GK201:nonesuch": "low"}}), REGISTRY)


def test_selection() -> None:
    ids = lambda *a, **k: [rule.id for rule in REGISTRY.select(*a, **k)]  # noqa: E731
    assert ids() == [rule.id for rule in REGISTRY]
    assert ids(("答复时限", "required-rate")) == ["GK201", "GK301"]
    assert ids(("GK2",), ("GK203",)) == [
        rule.id for rule in REGISTRY if rule.family == "GK2" and rule.id != "GK203"
    ]
    assert ids(("ALL", "GK201"), ("GK2",)) == [
        rule.id for rule in REGISTRY if rule.family != "GK2" or rule.id == "GK201"
    ]
    with pytest.raises(UsageError, match="reply-window"):
        ids(("replywindow",))


def test_per_file_ignores() -> None:
    config = Config.model_validate({"per-file-ignores": {"历史/**": ("GK204",), "old.csv": ("GK2",)}})
    assert config.ignored_in("历史/2016/a.docx") == ("GK204",)
    assert config.ignored_in("x\\old.csv") == ("GK2",)
    assert config.ignored_in("new.csv") == ()
