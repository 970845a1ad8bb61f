"""Sentences in two languages: filled in last, never interpreted."""

from __future__ import annotations

import pytest

from gkcheck.errors import ConfigError, GkcheckError, PluginError, ReadError, UsageError
from gkcheck.text import Text


def test_parameters_are_inserted_not_interpreted() -> None:
    text = Text("写的是“{word}”", "it says “{word}”")
    assert text.fill({"word": "{other}"}).zh == "写的是“{other}”"
    assert text.render("en", {"word": "{0.__class__}"}) == "it says “{0.__class__}”"
    with pytest.raises(KeyError):
        text.render("zh", {})


def test_parameters_speak_both_languages() -> None:
    text = Text("第 {tasks} 项{how}", "tasks {tasks} {how}")
    filled = text.fill({"tasks": ("3", "5"), "how": Text("相同", "are equal")})
    assert filled == Text("第 3、5 项相同", "tasks 3, 5 are equal")
    assert Text("{n}", "{n}").fill({"n": 65.0}).zh == "65"


def test_each_refusal_has_its_exit_code_and_sentence() -> None:
    text = Text("不行", "no")
    assert (
        UsageError(text).exit_code
        == ConfigError(text).exit_code
        == PluginError(text, plugin="p").exit_code
        == 2
    )
    error = ReadError(text, source="表.docx", code="broken")
    assert error.exit_code == 3
    assert error.sentence() == "表.docx：不行"
    assert error.sentence("en") == "表.docx: no"
    assert isinstance(error, GkcheckError)
