"""The files that a call reads besides the tables, and that nothing may be written over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gkcheck.cli.decisions import DecisionWishes, waiver_path
from gkcheck.cli.files import FileWishes

if TYPE_CHECKING:
    from gkcheck.binding import Binding
    from gkcheck.config import Config


def read_besides(
    config: Config,
    wishes: FileWishes,
    decided: DecisionWishes,
    logs: Sequence[Binding] = (),
    evidence_file: str | None = None,
) -> list[str]:
    """Configuration, waivers, baseline, logs with their lists, tables of former years, templates, the archive."""
    from gkcheck.config import find
    from gkcheck.readers.files import find_files

    found = [wishes.config, decided.baseline, evidence_file, str(waiver_path(decided.waivers, wishes))]
    if wishes.config is None and not wishes.isolated:
        nearest = find(Path.cwd())
        found.append(str(nearest) if nearest is not None else None)
    for log in logs:
        found += [log.file, log.pauses, str(Path(log.beside) / "evidence.toml") if log.beside else None]
    copies = config.copies
    found += [str(path) for path in find_files((*copies.previous, *copies.template_files)).files]
    if copies.archive and Path(copies.archive).is_dir():
        found += [str(path) for path in Path(copies.archive).rglob("*") if path.is_file()]
    return [one for one in found if one]
