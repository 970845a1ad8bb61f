"""Laws that every rule obeys on any text: it ends, repeats itself, quotes what stands there, speaks both languages."""

from __future__ import annotations

from gkcheck.engine import Judgement
from gkcheck.rule_definition import Example, Rule
from gkcheck.testing.cases import fired, submissions_of


def assert_lawful(rule: Rule, example: Example) -> Judgement:
    """Raises AssertionError when a rule breaks a law on this example; gives what it said."""
    first = fired(rule, example)
    assert not first.failures, f"{rule.id} failed: {first.failures[0].error}\n{first.failures[0].traceback}"
    assert fired(rule, example) == first, f"{rule.id} is not deterministic"
    tables, former = submissions_of(example)
    tasks = {task.key: task for table in (*tables, *former) for task in table.tasks}
    for finding in first.findings:
        assert finding.message.zh and finding.message.en, (
            f"{rule.id}:{finding.case} has no words in one language"
        )
        assert "{" not in rule.cases[finding.case].message.zh.format_map(_Anything()), "a broken template"
        for span in finding.spans:
            text = tasks[span.key].text_of(span.field)
            assert text[span.start : span.end] == span.text, f"{rule.id} quotes words that do not stand there"
    for check in first.checks:
        assert check.status != "failed"
        assert check.note is None or (check.note.zh and check.note.en), f"{rule.id}: a note lacks a language"
    return first


class _Anything(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return key
