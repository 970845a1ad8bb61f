"""`gkcheck init`: a commented configuration, or list of logs, to start from."""

from __future__ import annotations

from pathlib import Path

import click

from gkcheck.cli.output import emit, say
from gkcheck.cli.speaking import Command, Session, option, session_of, shared
from gkcheck.errors import UsageError
from gkcheck.text import Text

FILE = "gkcheck.toml"
TEMPLATE = Text(
    zh="""# gkcheck 的配置。每一项都可以不写；去掉行首的 # 即生效。全部配置项：gkcheck schema config
# 多个单位共用一份：extend = "../市级统一规则.toml"

# 从哪一级起退出码为 1：严重、重要、一般、轻微、提示、never
# fail-on = "重要"
# 核查日；不写时取报送年度 12 月 31 日，未到则取当天
# as-of = 2024-12-31
# 用哪些规则、不用哪些：编号、名称、标题或类（gkcheck rules 列出全部）
# select = ["ALL"]
# ignore = ["GK106"]
# 从不检查的文件
# exclude = ["草稿/**"]
# 不早于哪个版本
# required-version = ">=0.1"

# 表头另有叫法时，写明哪个字段对应哪些表头（或列号）
# [columns]
# report = ["办理进度", "完成情况说明"]

# 某些文件不用某些规则
# [per-file-ignores]
# "历史/**" = ["GK401"]

# 改规则或其中一种情形的级别
# [severity]
# "GK203:late" = "严重"

# 规则的选项（gkcheck explain GK402 列出）
# [rule.GK402]
# share = 0.6

# 评分办法的改动（默认值见 gkcheck/policy.toml）
# [score.grade]
# excellent = 90
""",
    en="""# Configuration of gkcheck. Nothing here is required; take the # away to set a key. All keys: gkcheck schema config
# One file for many units: extend = "../city-rules.toml"

# The severity from which the run ends with 1: critical, high, medium, low, info, never
# fail-on = "high"
# Day of assessment; default: 31 December of the reporting year, or today where that is not past
# as-of = 2024-12-31
# Which rules run: ids, names, titles or families (gkcheck rules lists them)
# select = ["ALL"]
# ignore = ["GK106"]
# Files that are never checked
# exclude = ["drafts/**"]
# The oldest version this file is written for
# required-version = ">=0.1"

# Header words of your own: field = words of the heading, or a column number
# [columns]
# report = ["办理进度", "完成情况说明"]

# Rules that do not run on some files
# [per-file-ignores]
# "history/**" = ["GK401"]

# Another severity for a rule or one of its cases
# [severity]
# "GK203:late" = "critical"

# Options of rules (gkcheck explain GK402 lists them)
# [rule.GK402]
# share = 0.6

# Changes to the scoring policy (defaults: gkcheck/policy.toml)
# [score.grade]
# excellent = 90
""",
)


@click.command(
    "init",
    cls=Command,
    text=Text(
        zh="""在当前文件夹写一份带说明的 gkcheck.toml；已经有的不会被覆盖。

gkcheck init --evidence 任务表.docx     按表里的时限、频次、数量写一份台账清单 evidence.toml，放在表旁""",
        en="""Writes a commented gkcheck.toml into the current folder; one that is there is never overwritten.

gkcheck init --evidence table.docx     a list of logs, evidence.toml, beside the table, drafted from what it asks""",
    ),
)
@option("--stdout", "to_stdout", is_flag=True, text=Text("只打印，不写文件", "print it, write no file"))
@option(
    "--evidence",
    metavar="TABLE",
    text=Text("为这张任务表写台账清单 evidence.toml", "write an evidence.toml for this table"),
)
@shared
@click.pass_context
def init_command(context: click.Context, /, to_stdout: bool, evidence: str | None, lang: str | None) -> int:
    """See the help text."""
    session = session_of(context)
    if evidence is not None:
        return _init_evidence(evidence, to_stdout, session)
    template = TEMPLATE.in_(session.lang)
    if to_stdout:
        emit(template)
        return 0
    create(Path(FILE), template)
    say(Text(zh=f"已写好 {FILE}", en=f"{FILE} is written").in_(session.lang))
    return 0


def _init_evidence(table: str, to_stdout: bool, session: Session) -> int:
    """Writes the list of logs beside the table, and says what is in it."""
    from gkcheck import app
    from gkcheck.binding import FILE_NAME
    from gkcheck.cli import settings
    from gkcheck.drafting import drafted, toml_text

    path = Path(table)
    if not path.is_file():
        raise UsageError(
            Text(
                zh=f"--evidence 要一个任务表文件（不是文件夹、压缩包里的文件或 -）：{table}",
                en=f"--evidence wants the file of one table (no folder, no member of an archive, no -): {table}",
            )
        )
    target = path.parent / FILE_NAME
    if not to_stdout and target.exists():
        raise UsageError(_there(target))
    submission = app.read(path, settings.base(None, isolated=False), plugins=app.installed())
    draft = drafted(submission)
    written = toml_text(draft, lambda name: (path.parent / name).is_file(), session.lang)
    if to_stdout:
        emit(written.text)
    else:
        create(target, written.text)
        logs, tasks = len(draft.wanted), len({one.task for one in draft.wanted})
        say(
            Text(
                zh=f"已写好 {target}：{tasks} 项任务可用 {logs} 份台账核对，{written.ready} 份已在表旁并已启用；"
                f"其余存好台账后去掉行首的 #。另有 {len(draft.without)} 个要求没有合适的台账。",
                en=f"{target} is written: {logs} logs for {tasks} tasks, of which {written.ready} are there and ready; "
                f"take the # away from the others when their logs are saved. {len(draft.without)} demands have no log.",
            ).in_(session.lang)
        )
    incomplete = any(warning.incomplete for warning in submission.warnings)
    if incomplete:
        say(
            Text(
                "任务表没有读全，清单可能有缺（见 gkcheck read）",
                "the table was not read whole; see gkcheck read",
            ).in_(session.lang)
        )
    return 3 if incomplete else 0


def create(path: Path, content: str) -> None:
    """Writes a new text file as UTF-8; UsageError when it is there already or cannot be written."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(content)
    except FileExistsError as error:
        raise UsageError(_there(path)) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(Text(zh=f"写不了 {path}：{reason}", en=f"cannot write {path}: {reason}")) from error


def _there(path: Path) -> Text:
    return Text(zh=f"{path} 已经有了，不覆盖", en=f"{path} is there already and is not overwritten")
