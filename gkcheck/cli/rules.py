"""`gkcheck rules`: every rule that is installed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from gkcheck.cli.output import ambiguous_columns, emit_json, emit_lines
from gkcheck.cli.speaking import Command, option, session_of, shared
from gkcheck.text import Lang, Text

if TYPE_CHECKING:
    from gkcheck.finding import Severity
    from gkcheck.registry import Registry
    from gkcheck.rule_definition import Rule
    from gkcheck.writers.lines import Line


@click.command(
    "rules",
    cls=Command,
    text=Text(
        zh="列出全部规则：编号、名称、标题、级别、来自哪个插件、从哪个版本起有。",
        en="Lists all rules: id, name, title, severities, the plugin each comes from, since which version.",
    ),
)
@option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    text=Text("输出格式，默认 text", "format of the output, default text"),
)
@shared
@click.pass_context
def rules_command(context: click.Context, /, form: str, lang: str | None) -> int:
    """See the help text."""
    from gkcheck import app

    registry = app.installed().registry
    if form == "json":
        import json

        told = {"schema": "gkcheck.rules/1", "rules": [_told(rule, registry) for rule in registry]}
        emit_json(json.dumps(told, ensure_ascii=False) + "\n")
    else:
        emit_lines(list(_lines(registry, session_of(context).lang)))
    return 0


def severities(rule: Rule) -> list[Severity]:
    """The severities a rule's cases have, the gravest first."""
    from gkcheck.finding import SEVERITIES

    own = {case.severity for case in rule.cases.values()}
    return [one for one in SEVERITIES if one in own]


def _told(rule: Rule, registry: Registry) -> dict[str, object]:
    return {
        "id": rule.id,
        "name": rule.name,
        "title": {"zh": rule.title.zh, "en": rule.title.en},
        "scope": rule.scope,
        "severities": severities(rule),
        "plugin": registry.owners[rule.id],
        "since": rule.since,
    }


def _lines(registry: Registry, lang: Lang) -> Iterator[Line]:
    from gkcheck.finding import SEVERITY_TEXT
    from gkcheck.writers.lines import Piece, line, table
    from gkcheck.writers.words import said

    header = [
        said("编号", "id", lang),
        said("名称", "name", lang),
        said("标题", "title", lang),
        said("级别", "severities", lang),
        said("插件", "plugin", lang),
        said("始于", "since", lang),
    ]
    rows = [
        [
            rule.id,
            rule.name,
            rule.title.in_(lang),
            said("、", ", ", lang).join(SEVERITY_TEXT[one].in_(lang) for one in severities(rule)),
            registry.owners[rule.id],
            rule.since,
        ]
        for rule in registry
    ]
    first, *rest = table([header, *rows], right=frozenset(), ambiguous=ambiguous_columns())
    yield line(Piece(first, "head"))
    for row in rest:
        yield line(row)
    yield line(
        said(
            f"共 {len(rows)} 条；gkcheck explain 编号 看详情", f"{len(rows)} rules; gkcheck explain ID", lang
        )
    )
