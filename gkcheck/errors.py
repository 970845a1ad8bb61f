"""What gkcheck refuses to do, each as an exception that keeps its facts and makes its own sentence.

A finding is never an error, and an error is never a finding.
"""

from __future__ import annotations

from gkcheck.text import Lang, Text


class GkcheckError(Exception):
    """Base of all refusals. `text` says what is wrong and what to do; `exit_code` is what the command ends with."""

    exit_code = 2

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text

    def sentence(self, lang: Lang = "zh") -> str:
        """The whole sentence in one language."""
        return self.text.in_(lang)


class UsageError(GkcheckError):
    """The call itself is wrong: an unknown rule, no file matched, an output over an input."""


class ConfigError(GkcheckError):
    """A configuration file cannot be used; `source` and `key` say where."""

    def __init__(self, text: Text, *, source: str = "", key: str = "") -> None:
        where = f"{source}: " if source else ""
        super().__init__(Text(zh=where + text.zh, en=where + text.en))
        self.source = source
        self.key = key


class PluginError(GkcheckError):
    """A plugin cannot be loaded or breaks the contract; `plugin` names it."""

    def __init__(self, text: Text, *, plugin: str) -> None:
        super().__init__(text)
        self.plugin = plugin


class ReadError(GkcheckError):
    """A submitted file cannot be read at all; `source` is the file, `code` a stable kebab-case word."""

    exit_code = 3

    def __init__(self, text: Text, *, source: str, code: str) -> None:
        super().__init__(Text(zh=f"{source}：{text.zh}", en=f"{source}: {text.en}"))
        self.source = source
        self.code = code
        self.reason = text
