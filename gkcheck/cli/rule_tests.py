"""`gkcheck test-rules`: the good and bad examples of rules, run as their tests."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from gkcheck.cli.output import emit_lines
from gkcheck.cli.speaking import Command, option, session_of, shared
from gkcheck.errors import PluginError, UsageError
from gkcheck.text import Lang, Text

if TYPE_CHECKING:
    from gkcheck.plugins import Plugins
    from gkcheck.rule_definition import Rule
    from gkcheck.writers.lines import Line


class Trial(NamedTuple):
    """One example of one rule and how it ended; `fault` is None where it came out as written."""

    rule: str
    example: str
    fault: Text | None


@click.command(
    "test-rules",
    cls=Command,
    text=Text(
        zh="""运行规则自带的正反例：反例要给出写明的情形，正例要没有命中。
WORD 是已装插件的名字、规则编号，或一个 .py 文件；不写则测试全部外来插件，--all 连内置规则。

退出码：0 全部通过；1 有不符；2 找不到规则或插件装不上。""",
        en="""Runs the examples of rules: a bad one gives the cases it names, a good one gives none.
WORD is the name of an installed plugin, the id of a rule, or a .py file; without it all foreign plugins are
tested, with --all the built-in rules too.

Exit codes: 0 all as written; 1 some are not; 2 no such rule, or a plugin that cannot be loaded.""",
    ),
)
@click.argument("words", nargs=-1, metavar="[WORD…]")
@option("--all", "everything", is_flag=True, text=Text("连内置规则一起测试", "the built-in rules too"))
@shared
@click.pass_context
def test_rules_command(
    context: click.Context, /, words: tuple[str, ...], everything: bool, lang: str | None
) -> int:
    """See the help text."""
    from gkcheck.plugins import load

    files = [word for word in words if word.endswith(".py")]
    plugins = load(tuple((Path(word).stem, _module(Path(word))) for word in files))
    rules = _chosen(plugins, words, everything)
    trials = [trial for rule in rules for trial in _trials(rule)]
    emit_lines(list(_lines(rules, trials, session_of(context).lang)))
    return 1 if any(trial.fault for trial in trials) else 0


def _module(path: Path) -> object:
    """A plugin that is not installed, imported from its file."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise UsageError(Text(zh=f"没有找到文件：{path}", en=f"no such file: {path}"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
        raise PluginError(
            Text(zh=f"{path} 装入失败：{told}", en=f"{path} cannot be loaded: {told}"), plugin=path.stem
        ) from error
    return module


def _chosen(plugins: Plugins, words: Sequence[str], everything: bool) -> list[Rule]:
    registry = plugins.registry
    chosen: dict[str, Rule] = {}
    for word in words:
        owner = Path(word).stem if word.endswith(".py") else word
        if owner in plugins.names:
            chosen.update({rule.id: rule for rule in registry if registry.owners[rule.id] == owner})
        else:
            chosen.update({rule.id: rule for rule in registry.matching(word)})
    if not words:
        chosen = {rule.id: rule for rule in registry if everything or registry.owners[rule.id] != "builtin"}
    if not chosen:
        raise UsageError(
            Text(
                zh="没有可测试的规则：没有装外来插件（内置规则用 --all）",
                en="no rule to test: no foreign plugin is installed (--all tests the built-in ones)",
            )
        )
    return list(chosen.values())


def _trials(rule: Rule) -> Iterator[Trial]:
    from gkcheck.testing import example_cases, fired

    if not rule.bad:
        unproven = Text("没有反例，规则从未证明能命中", "no bad example: nothing shows that it can fire")
        yield Trial(rule.id, rule.id, unproven)
    for name, example, wanted in example_cases(rule):
        judgement = fired(rule, example)
        given = tuple(finding.case for finding in judgement.findings)
        fault: Text | None = None
        if judgement.failures:
            error = judgement.failures[0].error
            fault = Text(f"规则出错：{error}", f"the rule failed: {error}")
        elif given != wanted:
            fault = Text(
                f"应为 {_cases(wanted, '没有命中')}，实为 {_cases(given, '没有命中')}",
                f"should give {_cases(wanted, 'nothing')}, gives {_cases(given, 'nothing')}",
            )
        yield Trial(rule.id, name, fault)


def _cases(cases: Sequence[str], none: str) -> str:
    return ", ".join(cases) or none


def _lines(rules: Sequence[Rule], trials: Sequence[Trial], lang: Lang) -> Iterator[Line]:
    from gkcheck.writers.lines import Piece, line
    from gkcheck.writers.words import said

    for rule in rules:
        own = [trial for trial in trials if trial.rule == rule.id]
        broken = [trial for trial in own if trial.fault]
        mark = Piece("×", "mark") if broken else Piece("√", "ok")
        passed = len(own) - len(broken)
        yield line(mark, f" {rule.id} {rule.title.in_(lang)}  {passed}/{len(own)}")
        for trial in broken:
            if trial.fault is not None:
                yield line(f"    {trial.example}{said('：', ': ', lang)}{trial.fault.in_(lang)}")
    wrong = sum(trial.fault is not None for trial in trials)
    yield line(
        said(
            f"{len(rules)} 条规则，{len(trials)} 个例子，{wrong} 个不符",
            f"{len(rules)} rules, {len(trials)} examples, {wrong} not as written",
            lang,
        )
    )
