"""What a command writes: the result on stdout in one format, and in the files that -o asks for."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gkcheck.cli import settings
from gkcheck.cli.output import ambiguous_columns, columns, emit, emit_json, emit_lines, encoding, say
from gkcheck.cli.speaking import Session, option
from gkcheck.errors import UsageError
from gkcheck.text import Lang, Text
from gkcheck.writers import FORMATS

if TYPE_CHECKING:
    from gkcheck.plugins import Plugins
    from gkcheck.result import Result
    from gkcheck.writers.words import View

_FORMATS = [name for name in FORMATS if name != "text"]


class OutputWishes(NamedTuple):
    """What was typed about the output."""

    form: str
    outputs: tuple[str, ...]
    statistics: bool
    show: tuple[str, ...]
    row: str | None
    quiet: bool


def result_options(command: Callable[..., int]) -> Callable[..., int]:
    """Adds the options of every command that shows a result; the command gets them as one `output`."""

    @functools.wraps(command)
    def packed(
        *args: object,
        form: str,
        outputs: tuple[str, ...],
        statistics: bool,
        show: tuple[str, ...],
        row: str | None,
        quiet: bool,
        **rest: object,
    ) -> int:
        return command(*args, output=OutputWishes(form, outputs, statistics, show, row, quiet), **rest)

    decorated: Callable[..., int] = packed
    for add in (
        option("-q", "--quiet", is_flag=True, text=Text("只列问题", "findings only")),
        option("--row", "row", metavar="18,22-25", text=Text("只显示这些项", "show only these tasks")),
        option(
            "--show",
            multiple=True,
            metavar="WORDS",
            text=Text("全部列出 undecided,cleared,low,fingerprint", "undecided,cleared,low,fingerprint,all"),
        ),
        option(
            "--statistics",
            is_flag=True,
            text=Text("只列各规则、各单位的数量", "counts by rule and unit only"),
        ),
        option(
            "-o",
            "--output",
            "outputs",
            multiple=True,
            metavar="PATH",
            text=Text(
                "另写文件，按扩展名，或 格式:路径；可重复", "also write a file; repeatable; FORMAT:PATH"
            ),
        ),
        option(
            "--format",
            "form",
            default="text",
            text=Text(
                f"标准输出的格式：text（默认）、{'、'.join(_FORMATS)}",
                f"format of stdout: text (default), {', '.join(_FORMATS)}",
            ),
        ),
    ):
        decorated = add(decorated)
    return decorated


class Documents(NamedTuple):
    """Where a result goes: stdout in one format, and files; all known to be writable as far as can be known."""

    form: str
    files: tuple[tuple[str, Path], ...]
    view: View
    plugins: Plugins

    def write(self, result: Result, session: Session) -> None:
        """Writes all of it; what a person must hear is said even when stdout is not for people."""
        self._show(result, session.lang)
        self._files(result, session.lang)
        if self.form != "text":
            from gkcheck.writers.summary import decisions, ending

            for line in (*decisions(result, session.lang), *ending(result, session.lang)):
                say(line.plain)
        if self.view.rows:
            known = {task.id for submission in result.submissions for task in submission.tasks}
            missing = "、".join(sorted(self.view.rows - known))
            if missing:
                say(Text(zh=f"没有第 {missing} 项", en=f"no task {missing}").in_(session.lang))

    def refuse(self, read: Callable[[], Iterable[str]]) -> None:
        """UsageError when one of the files is among those that are read besides the tables."""
        if not self.files:
            return
        from gkcheck.writers import refuse_input

        inputs = list(read())
        for _, target in self.files:
            refuse_input(target, inputs)

    def _show(self, result: Result, lang: Lang) -> None:
        if self.form == "text":
            from gkcheck.writers.terminal import document

            emit_lines(document(result, lang, self.view))
            return
        from gkcheck.writers import render, rendered

        if self.form == "json" and encoding() == "utf-8":
            emit(rendered(result, self.form, lang))  # piece by piece: of thousands of files it is large
            return
        data = render(result, self.form, lang, extra=lambda: self.plugins.writers)
        stream = FORMATS[self.form].stream if self.form in FORMATS else "bytes"
        if stream == "json":
            emit_json(data.decode("utf-8"))
        else:
            emit(data.decode("utf-8") if stream == "text" else data)

    def _files(self, result: Result, lang: Lang) -> None:
        from gkcheck.writers import write

        for form, target in self.files:
            if form == "annotated":
                write_annotated(result, target, lang)
                continue
            write(result, target, lang=lang, format=form, extra=lambda: self.plugins.writers)


def write_annotated(result: Result, target: Path, lang: Lang) -> None:
    """Writes the annotated copy and says what is to be said of it."""
    from gkcheck.writers import put, refuse_input
    from gkcheck.writers.annotated import annotated, refuse_other_ending

    refuse_other_ending(result, target)
    made = annotated(result, lang)
    refuse_input(target, [one.source for one in result.submissions])
    put(target, made.data)
    for remark in made.remarks:
        say(remark.in_(lang))


def prepared(output: OutputWishes, paths: Sequence[str], plugins: Plugins) -> Documents:
    """What was asked for, refused before anything is done when it cannot be: an unknown format, a file of `paths`."""
    from gkcheck.writers import writer_of
    from gkcheck.writers.grouping import rows_named
    from gkcheck.writers.words import View

    view = View(
        show=settings.shown(output.show),
        rows=rows_named(output.row or ""),
        quiet=output.quiet,
        statistics=output.statistics,
        columns=columns(),
        ambiguous=ambiguous_columns(),
        titles={rule.id: rule.title for rule in plugins.registry},
    )
    writer_of(output.form, lambda: plugins.writers)
    files = _wanted(output.outputs, paths, plugins)
    return Documents(output.form, tuple(files), view, plugins)


def _wanted(words: Sequence[str], paths: Sequence[str], plugins: Plugins) -> list[tuple[str, Path]]:
    """What -o asks for, as (format, path); refused before anything is checked when it cannot be written."""
    from gkcheck.writers import format_of, refuse_input

    names = {*FORMATS, *(writer.name for writer in plugins.writers)}
    files: list[tuple[str, Path]] = []
    for word in words:
        prefix, colon, rest = word.partition(":")
        target = Path(rest if colon and prefix in names else word)
        if str(target) in ("-", "."):
            raise UsageError(
                Text(
                    zh="-o 后面要写文件名；写到标准输出请用 --format",
                    en="-o wants the name of a file; use --format for stdout",
                )
            )
        form = prefix if colon and prefix in names else format_of(target, lambda: plugins.writers)
        if not target.absolute().parent.is_dir():
            raise UsageError(
                Text(
                    zh=f"没有文件夹 {target.parent}，请先建好",
                    en=f"no such folder: {target.parent}; make it first",
                )
            )
        refuse_input(target, paths)
        if form == "annotated" and not any(path.lower().endswith(".json") for path in paths):
            _refuse_unannotatable(target, paths)
        files.append((form, target))
    return files


def _refuse_unannotatable(target: Path, paths: Sequence[str]) -> None:
    """An annotated copy is of one file, and of its kind: said before anything is checked."""
    from gkcheck.writers.annotated import refuse_ending

    if len(paths) != 1 or paths[0] == "-" or Path(paths[0]).is_dir():
        raise UsageError(
            Text(
                zh=f"批注本（{target.name}）一次只做一个文件；多个文件请用 -o 问题清单.xlsx",
                en=f"an annotated copy ({target.name}) is made of one file; for several, use -o ledger.xlsx",
            )
        )
    refuse_ending(paths[0], target)
