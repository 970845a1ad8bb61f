"""The options that bring earlier decisions into a run: the waiver file, and the result that serves as baseline."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gkcheck.cli.files import FileWishes
from gkcheck.cli.output import say
from gkcheck.cli.speaking import option
from gkcheck.errors import UsageError
from gkcheck.text import Lang, Text

if TYPE_CHECKING:
    from gkcheck.app import Baseline
    from gkcheck.waivers import WaiverFile


class DecisionWishes(NamedTuple):
    """What was typed about earlier decisions."""

    waivers: str | None
    no_waivers: bool
    baseline: str | None


def waiver_option(command: Callable[..., int]) -> Callable[..., int]:
    """Adds --waivers alone."""
    return option(
        "--waivers",
        metavar="FILE",
        text=Text("豁免文件（默认 gkcheck-waivers.toml）", "the waiver file (gkcheck-waivers.toml)"),
    )(command)


def decision_options(command: Callable[..., int]) -> Callable[..., int]:
    """Adds the options; the command gets them as one `decided`."""

    @functools.wraps(command)
    def packed(
        *args: object, waivers: str | None, no_waivers: bool, baseline: str | None, **rest: object
    ) -> int:
        return command(*args, decided=DecisionWishes(waivers, no_waivers, baseline), **rest)

    decorated: Callable[..., int] = packed
    for add in (
        option(
            "--baseline",
            metavar="RESULT.json",
            text=Text("上次的结果：上次已有的不影响退出码", "an earlier result: what stood there is known"),
        ),
        option("--no-waivers", is_flag=True, text=Text("不用任何豁免", "use no waivers")),
        waiver_option,
    ):
        decorated = add(decorated)
    return decorated


def decisions(
    decided: DecisionWishes, wishes: FileWishes, paths: Sequence[str], lang: Lang
) -> tuple[WaiverFile | None, Baseline | None]:
    """The waivers and the baseline of a run, None where there is none."""
    if decided.waivers is not None and decided.no_waivers:
        raise UsageError(
            Text("--waivers 和 --no-waivers 不能同时用", "--waivers and --no-waivers cannot be used together")
        )
    waivers = None
    if not decided.no_waivers:
        found = waiver_path(decided.waivers, wishes)
        if decided.waivers is None and found.is_file() and _inside(found, paths):
            say(
                Text(
                    zh=f"{found} 在被检查的文件夹里，没有采用；确是核查方的文件，请写 --waivers {found}",
                    en=f"{found} lies in a folder that is checked and was not used; "
                    f"write --waivers {found} if it is the auditor's",
                ).in_(lang)
            )
        elif decided.waivers is not None or found.is_file():
            from gkcheck.waivers import load

            waivers = load(found)
    baseline = None
    if decided.baseline is not None:
        from gkcheck.app import Baseline
        from gkcheck.cli.report import load_result

        baseline = Baseline(decided.baseline, load_result(decided.baseline))
    return waivers, baseline


def waiver_path(typed: str | None, wishes: FileWishes) -> Path:
    """The waiver file named, else the one beside the configuration, else in the current folder; it need not exist.

    Never looked for beside the submitted files: what a unit hands in cannot bring its own waivers.
    """
    if typed is not None:
        return Path(typed)
    from gkcheck.waivers import FILE

    if wishes.config is not None:
        return Path(wishes.config).parent / FILE
    if wishes.isolated:
        return Path(FILE)
    from gkcheck.config import find

    configuration = find(Path.cwd())
    if configuration is None or configuration.parent == Path.cwd():
        return Path(FILE)
    return configuration.parent / FILE


def _inside(file: Path, paths: Sequence[str]) -> bool:
    """Whether a file lies in one of the folders that are checked."""
    own = file.resolve().parent
    folders = [Path(one).resolve() for one in paths if Path(one).is_dir()]
    return any(folder == own or folder in own.parents for folder in folders)
