"""`gkcheck explain`: everything that stands in a rule; or, with --row, everything that was found on one task."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from gkcheck.cli import settings
from gkcheck.cli.files import FileWishes, configured, reading_options
from gkcheck.cli.output import ambiguous_columns, columns, emit_lines
from gkcheck.cli.speaking import Command, option, session_of
from gkcheck.errors import UsageError
from gkcheck.text import Lang, Text

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from gkcheck.config import Config
    from gkcheck.rule_definition import Case, Example, Rule
    from gkcheck.writers.lines import Line


@click.command(
    "explain",
    cls=Command,
    text=Text(
        zh="""解释规则：查什么、依据什么、有哪些情形、有哪些选项、正反例。规则可写编号、名称或标题。

gkcheck explain GK201
gkcheck explain --row 18 任务表.docx    这一项的要求点和全部结论""",
        en="""Explains rules: what they look for, what they rest on, their cases, options and examples. A rule is
named by id, name or title.

gkcheck explain GK201
gkcheck explain --row 18 table.docx     the demands of one task, and all that was concluded""",
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="RULE…|FILE…")
@option("--row", metavar="18,22-25", text=Text("解释文件里的这些项", "explain these tasks of a file"))
@option("--as-of", metavar="DATE", text=Text("核查日，默认年度末日", "day of assessment"))
@reading_options
@click.pass_context
def explain_command(
    context: click.Context, /, words: tuple[str, ...], row: str | None, as_of: str | None, wishes: FileWishes
) -> int:
    """See the help text."""
    session = session_of(context)
    if row is not None:
        config = settings.with_changes(configured(session, wishes), {"as_of": settings.day(as_of)})
        return _explain_rows(words, row, config, wishes.stdin_filename)
    from gkcheck import app

    registry = app.installed().registry
    rules = [rule for word in settings.listed(words) for rule in registry.matching(word)]
    lines: list[Line] = []
    for rule in dict.fromkeys(rule.id for rule in rules):
        lines += rule_lines(registry.rules[rule], registry.owners[rule], session.lang)
    emit_lines(lines[:-1])
    return 0


def _explain_rows(words: tuple[str, ...], wish: str, config: Config, stdin_filename: str | None) -> int:
    from gkcheck import app
    from gkcheck.writers.grouping import rows_named
    from gkcheck.writers.task_lines import task_document
    from gkcheck.writers.words import View

    plugins = app.installed()
    logs = settings.bindings((), None, words)
    result = app.check(settings.given(words, stdin_filename), config, plugins=plugins, logs=logs)
    rows = rows_named(wish)
    known = {task.id for submission in result.submissions for task in submission.tasks}
    if result.submissions and not rows & known:
        named = "、".join(sorted(rows))
        raise UsageError(Text(zh=f"表里没有第 {named} 项", en=f"no task {named} in the table"))
    view = View(
        show=frozenset({"undecided", "cleared", "low"}),
        rows=rows,
        columns=columns(),
        ambiguous=ambiguous_columns(),
        titles={rule.id: rule.title for rule in plugins.registry},
    )
    emit_lines(task_document(result, config.lang, view))
    return 3 if result.exit_code == 3 else 0


def rule_lines(rule: Rule, owner: str, lang: Lang) -> Iterator[Line]:
    """A rule as a page of text, with a blank line at the end."""
    from gkcheck.writers.lines import Piece, line
    from gkcheck.writers.words import said

    other: Lang = "en" if lang == "zh" else "zh"
    titles = rule.title.zh + f"  {rule.title.in_(other)}" if lang == "zh" else rule.title.en
    yield line(Piece(f"{rule.id} {rule.name}  {titles}", "head"))
    scopes = {
        "task": ("逐项", "task by task"),
        "table": ("整张表", "over the table"),
        "corpus": ("跨表", "over all tables"),
    }
    yield line(
        "  ",
        said("范围 ", "scope ", lang),
        said(*scopes[rule.scope], lang),
        said("  插件 ", "  plugin ", lang),
        owner,
    )
    if rule.since:
        yield line("  ", said("始于 ", "since ", lang), rule.since)
    if rule.rationale.in_(lang):
        yield line()
        yield line("  ", rule.rationale.in_(lang))
    if rule.basis:
        yield line()
        yield line(Piece(said("依据", "Basis", lang), "head"))
        for basis in rule.basis:
            yield line("  ", basis.in_(lang))
    yield line()
    yield line(Piece(said("情形", "Cases", lang), "head"))
    for name, case in rule.cases.items():
        yield from _case_lines(name, case, lang)
    yield from _option_lines(rule, lang)
    for title, examples in (
        (said("不应命中的例子", "Good examples", lang), rule.good),
        (said("应命中的例子", "Bad examples", lang), rule.bad),
    ):
        if examples:
            yield line()
            yield line(Piece(title, "head"))
        for at, example in enumerate(examples, start=1):
            yield from _example_lines(at, example, getattr(example, "cases", ()), lang)
    yield line()


def _case_lines(name: str, case: Case, lang: Lang) -> Iterator[Line]:
    from gkcheck.finding import SEVERITY_TEXT, VERDICT_TEXT
    from gkcheck.writers.lines import Piece, line
    from gkcheck.writers.words import ASK, said

    facts = [SEVERITY_TEXT[case.severity].in_(lang), VERDICT_TEXT[case.verdict].in_(lang)]
    if case.side == "issuer":
        facts.append(said("属制表一方，不扣分", "the issuer's text, no deduction", lang))
    yield line("  ", Piece(name, case.severity), "  " + " · ".join(facts))
    yield line("    ", case.message.in_(lang))
    if case.ask is not None:
        yield line(f"    {ASK.in_(lang)}│", case.ask.in_(lang))


def _option_lines(rule: Rule, lang: Lang) -> Iterator[Line]:
    from gkcheck.writers.lines import Piece, line
    from gkcheck.writers.words import said

    fields: dict[str, FieldInfo] = rule.options.model_fields
    if not fields:
        return
    yield line()
    from gkcheck.rule_definition import option_text

    where = said(
        f"选项（写在 gkcheck.toml 的 [rule.{rule.id}]）",
        f"Options (in [rule.{rule.id}] of gkcheck.toml)",
        lang,
    )
    yield line(Piece(where, "head"))
    for name, field in fields.items():
        default = field.get_default(call_default_factory=True)
        yield line(f"  {name.replace('_', '-')} = {default!r}", f"  {option_text(field).in_(lang)}")


def _example_lines(at: int, example: Example, cases: tuple[str, ...], lang: Lang) -> Iterator[Line]:
    from gkcheck.writers.lines import line
    from gkcheck.writers.words import FIELD_TEXT, said

    told = said(" → ", " -> ", lang) + said("、", ", ", lang).join(cases) if cases else ""
    note = f"  {example.note}" if example.note else ""
    chosen = "".join(f"  {name}={value!r}" for name, value in example.options.items())
    yield line(f"  {at}.{told}{chosen}{note}")
    for row in example.table:
        for field in ("title", "requirement", "deadline", "report"):
            text = getattr(row, field)
            if text and (field != "title" or len(example.table) > 1):
                yield line(f"    {FIELD_TEXT[field].in_(lang)}│", text)
            elif field == "report" and not text:
                yield line(f"    {FIELD_TEXT[field].in_(lang)}│", said("（空）", "(empty)", lang))
