"""`gkcheck new-rule`: the skeleton of a plugin with one rule, which its own examples already test."""

from __future__ import annotations

import re
from pathlib import Path

import click

from gkcheck.cli.init import create
from gkcheck.cli.output import say
from gkcheck.cli.speaking import Command, option, session_of, shared
from gkcheck.errors import UsageError
from gkcheck.text import Text

_ID = re.compile(r"[A-Z]{2,8}\d{2,4}")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_RULE = '''"""{title}: what the rule looks for, in one sentence."""

from collections.abc import Iterator

from gkcheck import Bad, Case, Cleared, Context, Good, Hit, Options, Outcome, Reading, Rule, Text, hookimpl, rule


@rule(
    "{id}",
    name="{name}",
    title=Text("{title}", "{english}"),
    rationale=Text("为什么要查这一点。", "Why this is looked at."),
    basis=(Text("依据的文件或约定", "The notice or convention this rests on"),),
    cases={{
        "missing": Case(
            severity="low",
            verdict="missing",
            message=Text("要求{word}，报告没有写明", "{word} is asked; the report does not say it"),
            ask=Text("补{word}的情况", "Say how {word} was done"),
        )
    }},
    since="0.1.0",
    good=(
        Good("组织{word}。", "{word}已于3月2日完成。"),
        Good("开展宣传。", "开展宣传4次。"),
        Good("按规定{word}。", "按规定{word}2次。"),
    ),
    bad=(
        Bad("组织{word}。", "已办理。", cases=("missing",)),
        Bad("按规定{word}。", "工作有序开展。", cases=("missing",)),
        Bad("定期{word}并公布。", "已公布。", cases=("missing",)),
    ),
)
def {function}(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """Looks for a word of the requirement in the report: replace this with what the rule is for."""
    asked = reading.task.requirement.find("{word}")
    if asked < 0 or not reading.reported:
        return
    told = reading.task.report.find("{word}")
    if told >= 0:
        span = reading.span("report", told, told + {length})
        yield Cleared(Text("报告写到了{word}", "the report speaks of it"), spans=(span,))
    else:
        yield Hit("missing", spans=(reading.span("requirement", asked, asked + {length}),))


@hookimpl
def gkcheck_rules() -> list[Rule]:
    """What this plugin offers."""
    return [{function}]
'''
_PROJECT = """[build-system]
requires = ["hatchling>=1.24"]
build-backend = "hatchling.build"

[project]
name = "{package}"
version = "0.1.0"
description = "A rule for gkcheck: {name}."
requires-python = ">=3.11"
dependencies = ["gkcheck"]

[project.entry-points.gkcheck]
{name} = "{module}"

[tool.hatch.build.targets.wheel]
only-include = ["{module}.py"]
"""


@click.command(
    "new-rule",
    cls=Command,
    text=Text(
        zh="""写一个规则插件的骨架：一个规则文件和一份 pyproject.toml；已有的文件不会被覆盖。

gkcheck new-rule SITE02 --name site-drill --title 应急演练
gkcheck test-rules gkcheck_site_drill.py      用它自带的正反例测试
python -m pip install -e .                    装上就和内置规则一起运行""",
        en="""Writes the skeleton of a plugin: one rule and a pyproject.toml; files that are there are not overwritten.

gkcheck new-rule SITE02 --name site-drill --title 应急演练
gkcheck test-rules gkcheck_site_drill.py      tests it by its own examples
python -m pip install -e .                    installs it beside the built-in rules""",
    ),
)
@click.argument("id", metavar="ID")
@option(
    "--name", required=True, metavar="NAME", text=Text("名称：小写英文，如 site-drill", "kebab-case name")
)
@option("--title", required=True, metavar="TEXT", text=Text("中文标题", "title in Chinese"))
@option("--title-en", "english", metavar="TEXT", text=Text("英文标题", "title in English"))
@option("--word", default="演练", metavar="TEXT", text=Text("骨架里用作例子的词", "word of the example"))
@option("--dir", "folder", default=".", metavar="DIR", text=Text("写到哪个文件夹", "folder to write to"))
@shared
@click.pass_context
def new_rule_command(
    context: click.Context,
    /,
    id: str,
    name: str,
    title: str,
    english: str | None,
    word: str,
    folder: str,
    lang: str | None,
) -> int:
    """See the help text."""
    _refuse(id, name, (title, english or "", word))
    from gkcheck import app

    registry = app.installed().registry
    taken = next((rule for rule in registry if id == rule.id or name == rule.name), None)
    if taken is not None:
        raise UsageError(
            Text(
                zh=f"{taken.id} {taken.name} 已有规则在用，请换一个",
                en=f"{taken.id} {taken.name} is taken; choose another",
            )
        )
    module = f"gkcheck_{name.replace('-', '_')}"
    values = {
        "id": id,
        "name": name,
        "title": title,
        "english": english or name.replace("-", " ").capitalize(),
        "word": word,
        "length": len(word),
        "function": name.replace("-", "_"),
        "module": module,
        "package": f"gkcheck-{name}",
    }
    target = Path(folder)
    if not target.is_dir():
        raise UsageError(
            Text(zh=f"没有文件夹 {folder}，请先建好", en=f"no such folder: {folder}; make it first")
        )
    create(target / f"{module}.py", _RULE.format(**values))
    create(target / "pyproject.toml", _PROJECT.format(**values))
    say(
        Text(
            zh=f"已写好 {module}.py 和 pyproject.toml；用 gkcheck test-rules {module}.py 测试",
            en=f"{module}.py and pyproject.toml are written; test with gkcheck test-rules {module}.py",
        ).in_(session_of(context).lang)
    )
    return 0


def _refuse(id: str, name: str, words: tuple[str, ...]) -> None:
    if not _ID.fullmatch(id):
        raise UsageError(
            Text(
                zh=f"编号“{id}”应为 2 到 8 个大写字母加 2 到 4 位数字，例：SITE02",
                en=f"id {id!r}: two to eight capitals and two to four digits, such as SITE02",
            )
        )
    if not _NAME.fullmatch(name):
        raise UsageError(
            Text(
                zh=f"名称“{name}”应为小写英文单词，用 - 连接，例：site-drill",
                en=f"name {name!r}: lower-case words joined by -, such as site-drill",
            )
        )
    for word in words:
        if re.search(r'["\\{}\n\r]', word):
            raise UsageError(
                Text(
                    zh=f"“{word}”里不要有引号、反斜杠、花括号",
                    en=f"{word!r}: no quotes, backslashes or braces",
                )
            )
