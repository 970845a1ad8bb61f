"""Files and saved results alike as results: what `waive`, `diff` and others look findings up in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gkcheck.config import Config
    from gkcheck.plugins import Plugins
    from gkcheck.result import Result
    from gkcheck.waivers import WaiverFile

_SCHEMA = re.compile(rb'\s*\{\s*"schema"\s*:\s*"gkcheck\.result/1"')


def is_result(path: str) -> bool:
    """Whether a file is a saved result and not a table."""
    try:
        with Path(path).open("rb") as stream:
            return _SCHEMA.match(stream.read(200).removeprefix(b"\xef\xbb\xbf")) is not None
    except OSError:
        return False


def results_of(
    paths: Sequence[str],
    config: Config,
    plugins: Plugins,
    waivers: WaiverFile | None = None,
    stdin_filename: str | None = None,
) -> list[Result]:
    """The saved results among the paths as they are, and one run over all the tables."""
    from gkcheck import app
    from gkcheck.cli import settings
    from gkcheck.cli.report import load_result

    saved = [path for path in paths if is_result(path)]
    tables = [path for path in paths if path not in saved]
    results = [load_result(path) for path in saved]
    if tables:
        given = settings.given(tables, stdin_filename)
        logs = settings.bindings((), None, tables)
        results.append(app.check(given, config, plugins=plugins, waivers=waivers, logs=logs))
    return results
