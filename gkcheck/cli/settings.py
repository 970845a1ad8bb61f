"""Options of the command line to one Config: the nearest configuration file first, then what was typed."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gkcheck.errors import UsageError
from gkcheck.language.pattern import Pattern
from gkcheck.text import Text

if TYPE_CHECKING:
    from gkcheck.binding import Binding
    from gkcheck.config import Config
    from gkcheck.protocols import Source

_COMMAS = Pattern("[,，、;；]")


def base(config: str | None, isolated: bool) -> Config:
    """The configuration named, none, or the nearest from the current folder upwards."""
    from gkcheck.config import Config, find, load

    if isolated:
        if config is not None:
            raise UsageError(
                Text("--config 和 --isolated 不能同时用", "--config and --isolated cannot be used together")
            )
        return Config()
    if config is not None:
        return load(Path(config))
    found = find(Path.cwd())
    return load(found) if found else Config()


def with_changes(config: Config, changes: dict[str, object]) -> Config:
    """The configuration with what was typed; what was not typed (None) stays."""
    typed = {name: value for name, value in changes.items() if value is not None}
    return config.model_copy(update=typed)


def listed(words: Iterable[str]) -> tuple[str, ...]:
    """Repeatable comma lists as one list; Chinese commas count."""
    return tuple(one.strip() for word in words for one in _COMMAS.split(word) if one.strip())


def selection(config: Config, select: Sequence[str], ignore: Sequence[str]) -> dict[str, object]:
    """What --select and --ignore change: a typed --select starts anew, --ignore alone adds to the configuration."""
    chosen, left_out = listed(select), listed(ignore)
    if chosen:
        return {"select": chosen, "ignore": left_out}
    return {"ignore": (*config.ignore, *left_out)} if left_out else {}


def severity(word: str | None) -> str | None:
    """A severity in English or Chinese, or never."""
    if word is None:
        return None
    from gkcheck.finding import SEVERITIES, SEVERITY_TEXT

    known = {code: code for code in (*SEVERITIES, "never")} | {
        SEVERITY_TEXT[code].zh: code for code in SEVERITIES
    }
    code = {**known, "从不": "never"}.get(word.strip().lower())
    if code is None:
        words = "、".join(f"{SEVERITY_TEXT[one].zh}/{one}" for one in SEVERITIES)
        raise UsageError(
            Text(
                zh=f"--fail-on 不认识“{word}”，可用：{words}、never",
                en=f"--fail-on: unknown severity {word!r}; use {', '.join(SEVERITIES)} or never",
            )
        )
    return code


def bindings(typed: Sequence[str], file: str | None, paths: Sequence[str]) -> tuple[Binding, ...]:
    """The logs bound to tasks: those typed, and those of the file named or else of evidence.toml beside each table."""
    folders = {path if path.is_dir() else path.parent for path in map(Path, paths) if path.exists()}
    files = sorted(one for folder in folders if (one := folder / "evidence.toml").is_file())
    if not (typed or file or files):
        return ()
    from gkcheck.binding import binding_of, read_bindings

    if file is not None:  # named outright: meant for whatever is checked
        listed = [one._replace(beside="") for one in read_bindings(Path(file))]
    else:
        listed = [one for path in files for one in read_bindings(path)]
    return (*map(binding_of, typed), *listed)


def day(word: str | None) -> date | None:
    """A date in one of the usual spellings: 2018-12-31, 2018/12/31, 2018年12月31日."""
    if word is None:
        return None
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", word.strip())
    try:
        if found is not None:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise UsageError(
        Text(
            zh=f"--as-of 的“{word}”不是日期（例：2018-12-31）",
            en=f"--as-of: {word!r} is not a date (such as 2018-12-31)",
        )
    )


def columns(words: Sequence[str]) -> dict[str, str] | None:
    """Fields to columns, as typed: 要求=3,落实情况=完成情况; the readers know the names of the fields."""
    if not words:
        return None
    named: dict[str, str] = {}
    for one in listed(words):
        field, sign, value = one.replace("＝", "=").partition("=")
        if not sign or not field.strip() or not value.strip():
            raise UsageError(
                Text(
                    zh=f"--columns 的“{one}”应写成 字段=列号 或 字段=表头，例：要求=3,落实情况=4",
                    en=f"--columns: write {one!r} as field=number or field=heading, such as requirement=3,report=4",
                )
            )
        named[field.strip()] = value.strip()
    return named


def shown(words: Sequence[str]) -> frozenset[str]:
    """What --show asks for, in English or Chinese."""
    known = {
        "undecided": "undecided",
        "无法判定": "undecided",
        "cleared": "cleared",
        "核对无误": "cleared",
        "low": "low",
        "疑点": "low",
        "fingerprint": "fingerprint",
        "指纹": "fingerprint",
    }
    wanted: set[str] = set()
    for word in listed(words):
        if word in ("all", "全部"):
            wanted.update(known.values())
        elif word.lower() in known:
            wanted.add(known[word.lower()])
        else:
            raise UsageError(
                Text(
                    zh=f"--show 不认识“{word}”，可用：undecided（无法判定）、cleared（核对无误）、low（疑点）、fingerprint（指纹）、all",
                    en=f"--show: unknown word {word!r}; use undecided, cleared, low, fingerprint or all",
                )
            )
    return frozenset(wanted)


def given(paths: Sequence[str], stdin_filename: str | None) -> list[str | Source]:
    """The paths, with the bytes of stdin where one is `-`."""
    if stdin_filename is not None and "-" not in paths:
        raise UsageError(
            Text(
                zh="--stdin-filename 要和 - 一起用（从标准输入读）",
                en="--stdin-filename goes with - (read from stdin)",
            )
        )
    if list(paths).count("-") > 1:
        raise UsageError(Text("标准输入 - 只能写一次", "stdin (-) can be given only once"))
    return [_stdin(stdin_filename) if one == "-" else one for one in paths]


def _stdin(name: str | None) -> Source:
    from gkcheck.protocols import Source

    if sys.stdin is None:
        raise UsageError(Text("没有标准输入可读", "there is no stdin to read"))
    return Source(name=name or "<stdin>", data=sys.stdin.buffer.read())
