"""An evidence.toml drafted for one table: which log would prove which demand, to be filled in by the one who has the logs.

A suggestion rests on the kind of the demand and on plain words in its clause, and is never more than that: every entry
quotes what it is for, and demands that no kind of log shows are listed as such.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from gkcheck.demands import Demand, DemandKind
from gkcheck.engine import default_as_of
from gkcheck.errors import UsageError
from gkcheck.evidence import KINDS, limit_of, limit_of_words
from gkcheck.model import Submission
from gkcheck.privacy import veiled_submission
from gkcheck.proving import kind_for
from gkcheck.reading import Reading
from gkcheck.table import understand
from gkcheck.text import Lang, Text

_ENDINGS = (".csv", ".xlsx", ".json")
_LONGEST = 120  # letters of a quotation
_ASKED: dict[DemandKind, Text] = {
    "window": Text("时限", "window"),
    "deadline": Text("期限", "deadline"),
    "frequency": Text("频次", "frequency"),
    "rate": Text("比例", "rate"),
    "universal": Text("全部", "all of them"),
    "count": Text("数量", "count"),
}
_NEEDED: frozenset[DemandKind] = frozenset(("window", "deadline", "frequency", "rate", "count"))
"""Kinds of demands that are said to have no log where none fits; of 全部 that would be noise."""


class Wanted(NamedTuple):
    """A log that would show something of one task. `window` in words, or "" where the task's own is the only one."""

    task: str
    title: str
    kind: str
    asked: tuple[tuple[DemandKind, str], ...]  # (kind of the demand, its words)
    window: str = ""
    start: str = ""  # headings of the log, where others than the usual ones begin and end it
    end: str = ""
    unnumbered: bool = False  # the window names no number (规定时限): it must be written


class Draft(NamedTuple):
    """What was found for a table: the logs wanted, demands that no log shows, tasks that cannot be bound and why."""

    source: str
    wanted: tuple[Wanted, ...]
    without: tuple[tuple[str, DemandKind, str], ...]  # (id of the task, kind, words)
    unbindable: tuple[tuple[str, Text], ...]  # (id or title, why)


class Written(NamedTuple):
    """The text of an evidence.toml, and how many of its entries are ready (their file is there)."""

    text: str
    ready: int


def drafted(submission: Submission) -> Draft:
    """The logs that would prove what a table asks, task by task. Pure; personal information is masked before it is quoted."""
    wanted: list[Wanted] = []
    without: list[tuple[str, DemandKind, str]] = []
    unbindable: list[tuple[str, Text]] = []
    year = submission.year or 2000  # any year tells a deadline from other words
    veiled = veiled_submission(submission).model_copy(update={"year": year})
    shown = understand(veiled, default_as_of(year, date.max)).readings
    times = Counter(task.id for task in submission.tasks)
    for task, reading in zip(submission.tasks, shown, strict=True):
        own = [*_of_task(reading, without)]
        if not own:
            continue
        if not task.id:
            unbindable.append((reading.task.title, Text("没有序号", "it has no number")))
        elif times[task.id] > 1:
            unbindable.append((reading.task.id, Text("序号重复", "its number comes more than once")))
        elif task.id != reading.task.id:
            unbindable.append((reading.task.id, Text("序号像个人信息", "its number looks personal")))
        else:
            wanted += own
    return Draft(submission.source, tuple(wanted), tuple(without), tuple(dict.fromkeys(unbindable)))


def _of_task(reading: Reading, without: list[tuple[str, DemandKind, str]]) -> Iterator[Wanted]:
    """The logs of one task: one for each kind, and one for each window where a kind has several."""
    windows: dict[str, list[Demand]] = {}
    others: dict[str, list[Demand]] = {}
    for demand in reading.demands:
        if demand.kind not in _ASKED:
            continue
        kind = kind_for(demand, reading.task.title)
        if kind:
            (windows if demand.kind == "window" else others).setdefault(kind, []).append(demand)
        elif demand.kind in _NEEDED:
            without.append((reading.task.id, demand.kind, _one_line(demand.span.text)))
    for kind in dict.fromkeys((*windows, *others)):
        beside = tuple((one.kind, _one_line(one.span.text)) for one in others.get(kind, ()))
        base = Wanted(reading.task.id, reading.task.title, kind, beside)
        held = windows.get(kind, [])
        if not held:
            yield base
        for at, demand in enumerate(held):
            quoted: tuple[tuple[DemandKind, str], ...] = (("window", _one_line(demand.span.text)),)
            yield base._replace(
                asked=quoted + (beside if at == 0 else ()),
                window=_words(demand),
                unnumbered=not _words(demand),
                **_columns(kind, demand),
            )


def _words(demand: Demand) -> str:
    """The words of a window that are read back as the same window; "" where they set none."""
    window = demand.window
    limit = limit_of(window) if window is not None else None
    if window is None or limit is None:
        return ""
    try:
        again = limit_of_words(window.text)
    except UsageError:
        return ""
    return window.text if (again.number, again.unit) == (limit.number, limit.unit) else ""


def _columns(kind: str, demand: Demand) -> dict[str, str]:
    """Headings for a window that does not run between the usual columns: from a publication to its interpretation."""
    if kind == "publication_log" and "解读" in demand.clause.text:
        return {"start": "发布时间", "end": "解读时间"}
    return {}


def file_name(one: Wanted, ending: str = _ENDINGS[0]) -> str:
    """The name a log is suggested under: 18-答复台账.csv, with its window where there are several of a kind."""
    id = re.sub(r"[^\w.-]", "_", one.task).strip(".")[:24]
    return f"{id}-{KINDS[one.kind].title.zh}{ending}"


def toml_text(draft: Draft, exists: Callable[[str], bool], lang: Lang) -> Written:
    """The file. An entry whose log is there already (`exists`: by name) is ready; the others wait behind a #."""
    lines = [*_head(draft, lang)]
    ready = 0
    names = Counter(file_name(one) for one in draft.wanted)
    seen: Counter[str] = Counter()
    for one in draft.wanted:
        plain = file_name(one)
        seen[plain] += 1
        stem = plain.removesuffix(_ENDINGS[0]) + (f"-{seen[plain]}" if names[plain] > 1 else "")
        there = next((stem + ending for ending in _ENDINGS if exists(stem + ending)), "")
        ready += bool(there)
        lines += ["", *_entry(one, there or stem + _ENDINGS[0], bool(there), lang)]
    lines += _tail(draft, lang)
    return Written("\n".join(lines) + "\n", ready)


def _head(draft: Draft, lang: Lang) -> Iterator[str]:
    zh = (
        f"# 台账绑定：{_one_line(draft.source)}。由 gkcheck init --evidence 按要求里的时限、期限、频次、比例、数量列出。",
        "# 把台账存成下面的文件名（或改 file），再去掉该条行首的 #；没有的台账留着 # 即可。",
        "# 只读白名单里的列，姓名、电话、内容不读。种类、时限只是建议，请对照所引要求核一遍。",
    )
    en = (
        f"# Logs bound to tasks: {_one_line(draft.source)}. Drafted by gkcheck init --evidence from the windows, deadlines,",
        "# frequencies, rates and counts it asks for. Save a log under the name below (or change file), then take the #",
        "# away; leave the # where there is no log. Only columns of an allow-list are read, never names or telephones.",
        "# Kinds and windows are suggestions: compare them with the words quoted.",
    )
    yield from en if lang == "en" else zh


def _entry(one: Wanted, name: str, ready: bool, lang: Lang) -> Iterator[str]:
    kind = KINDS[one.kind]
    title = f"  {_one_line(one.title)}" if one.title else ""
    english = lang == "en"
    yield f"# {'task' if english else '任务'} {_one_line(one.task)}{title}"
    for asked, words in one.asked:
        yield f"#   {_ASKED[asked].in_(lang)}  {words}"
    starts, ends = (
        given or " / ".join(kind.column(name).text.in_(lang) for name in names)
        for given, names in ((one.start, kind.stretches[0].starts), (one.end, kind.stretches[0].ends))
    )
    id = kind.column("id").text.in_(lang)
    needed = f"{id}, {starts}" if english else f"{id}、{starts}"
    if starts != ends:
        needed += f" → {ends}"
    yield f"#   {kind.title.en}; columns: {needed}" if english else f"#   {kind.title.zh}，要有的列：{needed}"
    if one.unnumbered:
        yield (
            "#   the requirement names no number: write window, or the records are only counted"
            if english
            else "#   要求没有写明天数：请写 window，否则只作统计"
        )
    keys = [("task", one.task), ("kind", one.kind), ("file", name)]
    keys += [(key, value) for key in ("window", "start", "end") if (value := str(getattr(one, key)))]
    mark = "" if ready else "# "
    yield f"{mark}[[log]]"
    for key, value in keys:
        yield f"{mark}{key} = {quoted(value)}"


def _tail(draft: Draft, lang: Lang) -> Iterator[str]:
    for words, why in draft.unbindable:
        yield ""
        yield (
            f"# task {_one_line(words)!r} cannot be bound: {why.en}"
            if lang == "en"
            else f"# 任务“{_one_line(words)}”绑不了台账：{why.zh}"
        )
    if draft.without:
        yield ""
        yield "# Not shown by any kind of log:" if lang == "en" else "# 下列要求没有合适的台账种类："
        for id, kind, words in draft.without:
            yield f"#   {_one_line(id)}  {_ASKED[kind].in_(lang)}  {words}"


def quoted(words: str) -> str:
    """A TOML basic string. What TOML forbids in one is escaped, and a lone surrogate replaced."""
    told = json.dumps(words.encode("utf-8", "replace").decode("utf-8"), ensure_ascii=False)
    return told.replace("\x7f", "\\u007f")


def _one_line(words: str) -> str:
    """Words that stay inside a comment: one line, no controls, not too long."""
    plain = " ".join(re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", " ", words).split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
