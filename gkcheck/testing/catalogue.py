"""The catalogue of rules in Chinese and English, made from the rules themselves.

`python -m gkcheck.testing.catalogue > rules/README.md` writes it; a test fails when that file is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from gkcheck.finding import SEVERITY_TEXT, VERDICT_TEXT
from gkcheck.plugins import load
from gkcheck.rule_definition import Bad, Example, Rule, option_text


def catalogue(rules: tuple[Rule, ...]) -> str:
    """The whole catalogue as Markdown."""
    lines = [
        "# 规则目录 · The catalogue of rules",
        "",
        "由 `python -m gkcheck.testing.catalogue` 从规则生成，请勿手改。Made from the rules; do not edit.",
        "",
        "| 编号 id | 名称 name | 规则 rule | 级别 severities |",
        "|---|---|---|---|",
    ]
    for rule in rules:
        grave = dict.fromkeys(case.severity for case in rule.cases.values())
        words = "、".join(SEVERITY_TEXT[one].zh for one in grave)
        lines.append(
            f"| [{rule.id}](#{rule.id.lower()}) | {rule.name} | {rule.title.zh} {rule.title.en} | {words} |"
        )
    for rule in rules:
        lines += ["", *_entry(rule)]
    return "\n".join(lines) + "\n"


def _entry(rule: Rule) -> Iterator[str]:
    yield f'## <a id="{rule.id.lower()}"></a>{rule.id} {rule.name}'
    yield ""
    yield f"**{rule.title.zh}** {rule.rationale.zh}"
    yield ""
    yield f"**{rule.title.en}** {rule.rationale.en}"
    yield ""
    for basis in rule.basis:
        yield f"- 依据 basis: {_plain(basis.zh)} · {_plain(basis.en)}"
    for name, case in rule.cases.items():
        grade = f"{SEVERITY_TEXT[case.severity].zh} {case.severity}"
        verdict = f"{VERDICT_TEXT[case.verdict].zh} {case.verdict}"
        yield f"- `{name}` {grade}，{verdict}: {_plain(case.message.zh)} · {_plain(case.message.en)}"
        if case.ask is not None:
            yield f"  - 补报 supply: {_plain(case.ask.zh)} · {_plain(case.ask.en)}"
    for name, field in rule.options.model_fields.items():
        yield f"- 选项 option `{name.replace('_', '-')}` = `{field.default!r}`: {_plain(option_text(field).zh)} · {_plain(option_text(field).en)}"
    yield ""
    yield "反例 fires:"
    for bad in rule.bad:
        yield from _example(bad, "、".join(bad.cases))
    yield ""
    yield "正例 silent:"
    for good in rule.good:
        yield from _example(good, "")


def _example(example: Example, cases: str) -> Iterator[str]:
    told = f"（{cases}）" if isinstance(example, Bad) else ""
    note = f" — {_plain(example.note)}" if example.note else ""
    sheets = [
        ("", example.table),
        *((f"{one.issuer}另一表 another table: ", one.rows) for one in example.others),
    ]
    sheets += [(f"{one.year} 年 former year: ", one.rows) for one in example.previous]
    for whose, rows in sheets[:3]:
        for row in rows[:3]:
            yield f"- {whose}要求“{_plain(row.requirement)}” 落实“{_plain(row.report)}”{told}{note}"
            told = note = ""


def _plain(text: str) -> str:
    """Text that cannot become markup, on one line and of a readable length."""
    line = " ".join(text.split()).replace("<", "＜").replace("|", "｜").replace("[", "［").replace("`", "'")
    line = line.replace("*", "＊").replace("_", "＿")
    return line if len(line) <= 120 else line[:118] + "…"


def main() -> None:
    """Prints the catalogue of the built-in rules."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a text stream wherever this is run
    sys.stdout.write(catalogue(builtin()))


def builtin() -> tuple[Rule, ...]:
    """The rules that come with gkcheck, without those of other plugins."""
    registry = load().registry
    return tuple(rule for rule in registry if registry.owners[rule.id] == "builtin")


if __name__ == "__main__":
    main()
