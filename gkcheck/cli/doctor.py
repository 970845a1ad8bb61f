"""`gkcheck doctor`: what is installed and what works here, for a person who has to ask for help."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from typing import Literal, NamedTuple

import click

from gkcheck.cli.output import ambiguous_columns, emit_json, emit_lines, encoding
from gkcheck.cli.speaking import Command, option, session_of, shared
from gkcheck.errors import GkcheckError
from gkcheck.text import Lang, Text

State = Literal["ok", "absent", "wrong"]
GLYPHS = "√ × ● ○ ■ ▲ → │ ─"
_MARK = {"ok": "√", "absent": "○", "wrong": "×"}


class Fact(NamedTuple):
    """One thing looked at: `absent` is no fault, `wrong` is one and says what to do."""

    name: Text
    state: State
    value: Text


@click.command(
    "doctor",
    cls=Command,
    text=Text(
        zh="环境自检：版本、依赖、可选部件、插件、配置、日历、控制台编码。有不能用的退出码为 2。",
        en="Looks at versions, parts, extras, plugins, configuration, calendar and console. Ends with 2 when something "
        "is broken.",
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
def doctor_command(context: click.Context, /, form: str, lang: str | None) -> int:
    """See the help text."""
    facts = list(_facts())
    if form == "json":
        import json

        told = [
            {
                "name": {"zh": fact.name.zh, "en": fact.name.en},
                "state": fact.state,
                "value": {"zh": fact.value.zh, "en": fact.value.en},
            }
            for fact in facts
        ]
        emit_json(json.dumps({"schema": "gkcheck.doctor/1", "facts": told}, ensure_ascii=False) + "\n")
    else:
        _print(facts, session_of(context).lang)
    return 2 if any(fact.state == "wrong" for fact in facts) else 0


def _print(facts: list[Fact], lang: Lang) -> None:
    from gkcheck.writers.lines import line, table

    rows = [[_MARK[fact.state], fact.name.in_(lang), fact.value.in_(lang)] for fact in facts]
    emit_lines([line(row) for row in table(rows, right=frozenset(), ambiguous=ambiguous_columns())])


def _plain(value: str) -> Text:
    return Text(value, value)


def _facts() -> Iterator[Fact]:
    from gkcheck.version import __version__

    yield Fact(_plain("gkcheck"), "ok", _plain(__version__))
    yield Fact(_plain("Python"), "ok", _plain(f"{sys.version.split()[0]} {sys.platform}"))
    yield from _requirements()
    office = shutil.which("soffice") or shutil.which("libreoffice")
    yield Fact(
        _plain("LibreOffice"),
        "ok" if office else "absent",
        Text("有，只作读 .doc 的最后手段", "found; the last resort for .doc")
        if office
        else Text("没有，不影响使用", "not found; not needed"),
    )
    yield _plugins()
    yield _configuration()
    yield _calendar()
    yield _console()


def _requirements() -> Iterator[Fact]:
    """Every part gkcheck is built on; those of extras may be absent."""
    from packaging.requirements import Requirement

    extras: dict[str, list[Requirement]] = {"": []}
    for told in requires("gkcheck") or []:
        requirement = Requirement(told)
        extra = _extra_of(requirement)
        if requirement.name != "gkcheck" and extra not in ("test", "dev", "bench"):
            extras.setdefault(extra, []).append(requirement)
    for extra, parts in extras.items():
        missing: list[str] = []
        found: list[str] = []
        for part in parts:
            try:
                have = version(part.name)
            except PackageNotFoundError:
                missing.append(part.name)
                continue
            found.append(f"{part.name} {have}")
            if not part.specifier.contains(have, prereleases=True):
                missing.append(f"{part.name}{part.specifier}")
        name = Text(f"可选部件 [{extra}]", f"extra [{extra}]") if extra else Text("部件", "parts")
        if not missing:
            yield Fact(name, "ok", _plain(", ".join(found)))
            continue
        listed, install = (
            ", ".join(missing),
            f'pip install "gkcheck[{extra}]"' if extra else "pip install gkcheck",
        )
        yield Fact(
            name,
            "absent" if extra else "wrong",
            Text(f"缺 {listed}；需要时 {install}", f"without {listed}; {install} adds them"),
        )


def _extra_of(requirement: object) -> str:
    import re

    marker = str(getattr(requirement, "marker", None) or "")
    found = re.search(r"extra\s*==\s*['\"]([\w-]+)['\"]", marker)
    return found[1] if found else ""


def _plugins() -> Fact:
    from gkcheck import app

    name = Text("插件与规则", "plugins and rules")
    try:
        plugins = app.installed()
    except GkcheckError as error:
        return Fact(name, "wrong", error.text)
    count = len(plugins.registry)
    listed = ", ".join(plugins.names)
    return Fact(name, "ok", Text(f"{count} 条规则，来自 {listed}", f"{count} rules from {listed}"))


def _configuration() -> Fact:
    from pathlib import Path

    from gkcheck import app
    from gkcheck.config import case_severities, find, load, rule_options

    name = Text("配置", "configuration")
    found = find(Path.cwd())
    if found is None:
        return Fact(
            name, "absent", Text("没有配置文件，用默认值", "no configuration file, defaults are used")
        )
    try:
        config = load(found)
        registry = app.installed().registry
        rule_options(config, registry)
        case_severities(config, registry)
        registry.select(config.select, config.ignore)
    except GkcheckError as error:
        return Fact(name, "wrong", error.text)
    return Fact(name, "ok", _plain(str(found)))


def _calendar() -> Fact:
    from gkcheck.calendar import china

    first, last = china().first, china().last
    return Fact(
        Text("工作日历", "working days"),
        "ok",
        Text(f"{first} 至 {last}，之外的无法判定", f"{first} to {last}; undetermined outside"),
    )


def _console() -> Fact:
    name = Text("控制台编码", "console encoding")
    own = encoding()
    try:
        (GLYPHS + "中文").encode(own)
    except (UnicodeEncodeError, LookupError):
        return Fact(
            name,
            "absent",
            Text(
                f"{own} 写不全中文，缺的字显示为 ?；可设 PYTHONIOENCODING=utf-8",
                f"{own} lacks Chinese letters, shown as ?; PYTHONIOENCODING=utf-8 helps",
            ),
        )
    return Fact(name, "ok", _plain(f"{own}  {GLYPHS}"))
