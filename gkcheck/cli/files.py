"""The options of every command that reads files, and the configuration they come to."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import click

from gkcheck.cli import settings
from gkcheck.cli.speaking import Session, option, shared
from gkcheck.text import Text

if TYPE_CHECKING:
    from gkcheck.config import Config


class FileWishes(NamedTuple):
    """What was typed about the files and the configuration; None where nothing was."""

    config: str | None
    isolated: bool
    encoding: str | None
    column_words: tuple[str, ...]
    table: int | None
    year: int | None
    stdin_filename: str | None
    lang: str | None


def reading_options(command: Callable[..., int]) -> Callable[..., int]:
    """Adds the options; the command gets them as one `wishes`."""

    @functools.wraps(command)
    def packed(
        *args: object,
        config: str | None,
        isolated: bool,
        encoding: str | None,
        column_words: tuple[str, ...],
        table: int | None,
        year: int | None,
        stdin_filename: str | None,
        lang: str | None,
        **rest: object,
    ) -> int:
        wishes = FileWishes(config, isolated, encoding, column_words, table, year, stdin_filename, lang)
        return command(*args, wishes=wishes, **rest)

    decorated: Callable[..., int] = shared(packed)
    for add in (
        option(
            "--stdin-filename", metavar="NAME", text=Text("标准输入的文件名", "name of what comes on stdin")
        ),
        option(
            "--year",
            type=click.IntRange(1949, 2200),
            metavar="N",
            text=Text("报送年度（表上没写时）", "reporting year"),
        ),
        option(
            "--table",
            type=click.IntRange(1),
            metavar="N",
            text=Text("只读文件里的第几张表", "which table of a file, from 1"),
        ),
        option(
            "--columns",
            "column_words",
            multiple=True,
            metavar="F=C,…",
            text=Text("指定列：要求=3,落实情况=4", "name columns: requirement=3,report=4"),
        ),
        option("--encoding", metavar="NAME", text=Text("文本文件的编码", "encoding of text files")),
        option("--isolated", is_flag=True, text=Text("不读任何配置文件", "read no configuration")),
        option("--config", metavar="FILE", text=Text("用这份配置", "use this configuration")),
    ):
        decorated = add(decorated)
    return decorated


def configured(session: Session, wishes: FileWishes) -> Config:
    """The configuration with what was typed about files; the session speaks its language from here on."""
    config = settings.base(wishes.config, wishes.isolated)
    typed = settings.columns(wishes.column_words)
    config = settings.with_changes(
        config,
        {
            "lang": wishes.lang,
            "encoding": wishes.encoding,
            "table": wishes.table,
            "year": wishes.year,
            "columns": None if typed is None else {**config.columns, **typed},
        },
    )
    session.lang = config.lang
    return config
