"""The whole library in one call: read, understand, judge, score. No printing, no global state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gkcheck.assembly import Baseline, assembled, decided, told_of
from gkcheck.config import Config, case_severities, rule_options
from gkcheck.corpus import corpus_of
from gkcheck.engine import Active, Runner, default_as_of, judge_corpus, merged
from gkcheck.errors import GkcheckError, ReadError, UsageError
from gkcheck.inputs import Item, Packed, inside, member_of, only_table, opened, unread
from gkcheck.language.personal import mask_personal
from gkcheck.limits import adjust
from gkcheck.model import Location, Submission
from gkcheck.parts import FilePart, part_of
from gkcheck.plugins import Plugins, load
from gkcheck.privacy import veiled
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers import files, read_source
from gkcheck.readers.endings import listed
from gkcheck.references import archived_like, references
from gkcheck.result import Result, SourceWarning
from gkcheck.same_table import former_years, handed_in_twice
from gkcheck.scoring import policy_with
from gkcheck.similarity.templates import NO_TEMPLATE, Template
from gkcheck.table import Table, understand
from gkcheck.text import Text

if TYPE_CHECKING:
    from gkcheck.binding import Binding
    from gkcheck.waivers import WaiverFile
    from gkcheck.workers import Lost

__all__ = ["Baseline", "Given", "Progress", "check", "installed", "read", "read_options"]

Given = str | Path | Submission | Source
Progress = Callable[[int, int], None]
_FEW = 16  # tables of a run that are kept as understood; of more, what rules on all of them need is made anew


@cache
def installed() -> Plugins:
    """The plugins of this environment, loaded once."""
    return load()


def check(
    given: Given | bytes | Sequence[Given],
    config: Config | None = None,
    *,
    name: str = "",
    plugins: Plugins | None = None,
    skip_tableless: bool = False,
    waivers: WaiverFile | None = None,
    baseline: Baseline | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
    logs: Sequence[Binding] = (),
) -> Result:
    """Checks files, folders, globs, bytes (with a `name`) or submissions.

    A file that cannot be read never stops the others: it stands in `warnings`, and the result is incomplete.
    With `skip_tableless`, a text file without a task table is named in a warning and does not count as unread.
    `waivers`: what the auditor set aside; they expire by the day of assessment where the configuration names one,
    else by today. `baseline`: an earlier result, whose findings do not decide the exit code again.
    `jobs`: processes that read and judge, 0 for one a processor; the result is the same for any number.
    `progress`: told how many files are done, and of how many, whenever one more is.
    `logs`: logs of records bound to tasks, held against the windows of those tasks.
    Raises UsageError when nothing matched, ConfigError and PluginError when nothing can be checked.
    """
    config = config or Config()
    today = date.today()
    work = Work(config, plugins, today, skip_tableless, logs)
    compared = references(config.copies, work.read)
    work.template = compared.template
    policy = policy_with(config.score, config.source)
    items = list(_items(_many(given, name), config))
    if logs:
        from gkcheck.binding import no_table

        items = [(isinstance(one, Path) and no_table(one, logs)) or one for one in items]
    _refuse_twins(items)
    parts: list[FilePart] = []
    warnings: list[SourceWarning] = [*compared.warnings]
    done = 0
    with closing(_outcomes(items, work, jobs)) as outcomes:  # however this ends, no process stays behind
        for outcome in outcomes:
            done += 1
            if progress is not None:
                progress(done, len(items))
            if isinstance(outcome, SourceWarning):
                warnings.append(outcome)
            else:
                parts.append(outcome)
                warnings.extend(_from_reader(outcome.submission))
                warnings.extend(outcome.warnings)
    _refuse_same_keys(parts)
    if logs:
        from gkcheck.binding import unbound

        ids = {part.submission.source: [task.id for task in part.submission.tasks] for part in parts}
        warnings.extend(unbound(logs, ids))
    as_of = config.as_of or max((part.as_of for part in parts), default=today)
    submissions = [part.submission for part in parts]
    warnings.extend(handed_in_twice(submissions))
    previous, not_former = former_years(compared.previous, submissions)
    warnings.extend(not_former)
    former = [understand(one, default_as_of(one.year, today)) for one in previous]
    archived = archived_like(config.copies, submissions)
    corpus = corpus_of(
        [work.table_of(part) for part in parts],
        as_of,
        former,
        compared.template,
        [understand(one, as_of) for one in archived],
    )
    across = judge_corpus(corpus, work.active, known=work.known, run=work.run)
    judgement = merged(work.active, [*(part.judged for part in parts), across])
    skip = {part.submission.source: work.skipped(part.submission.source) for part in parts}
    told = told_of(policy, work.active, skip, work.plugins)
    judgement, decisions = decided(judgement, parts, waivers, baseline, config.as_of or today)
    result = assembled(parts, judgement, warnings, config, policy, as_of, told, decisions)
    return veiled(result, [*submissions, *compared.previous, *archived])


class Refused(NamedTuple):
    """What is wrong with the call rather than with one file, found while reading it."""

    text: Text


class Work:
    """What is done with each file, in this process or another: read, understand, judge by the rules on one table."""

    def __init__(
        self,
        config: Config,
        plugins: Plugins | None,
        today: date,
        skip_tableless: bool,
        logs: Sequence[Binding] = (),
    ) -> None:
        self.config = config
        self.logs = tuple(logs)
        self.today = today
        self.skip_tableless = skip_tableless
        self.template = NO_TEMPLATE
        self._prepare(plugins or installed())

    def _prepare(self, plugins: Plugins) -> None:
        self.keep = False  # whether tables are kept as understood, for the rules on all of them
        self.kept: dict[str, Table] = {}
        self.plugins = plugins
        self.active = _active(self.config, self.plugins)
        self.known = self.config.registry_of_documents()
        self.run = _apart(self.config, plugins, self.active)

    def __getstate__(
        self,
    ) -> tuple[Config, date, bool, Template, tuple[Binding, ...]]:  # rules are functions and cannot travel
        return self.config, self.today, self.skip_tableless, self.template, self.logs

    def __setstate__(self, state: tuple[Config, date, bool, Template, tuple[Binding, ...]]) -> None:
        self.config, self.today, self.skip_tableless, self.template, self.logs = state
        self._prepare(installed())

    def read(self, item: Path | Source | Packed) -> Submission:
        """One file as a table. Raises ReadError."""
        return _submission(item, self.config, self.plugins)

    def table_of(self, part: FilePart) -> Table:
        """The table of a part: as it was understood where it was kept, else anew, which costs nothing until a rule asks."""
        kept = self.kept.get(part.submission.source)
        return kept or understand(part.submission, part.as_of, self.template)

    def skipped(self, source: str) -> frozenset[str]:
        """The rules that do not run on a file, by its name."""
        words = self.config.ignored_in(source)
        return frozenset(rule.id for word in words for rule in self.plugins.registry.matching(word))

    def __call__(self, item: Item) -> FilePart | SourceWarning | Refused:
        """One file judged, or why it is not; raises nothing but an interrupt."""
        if isinstance(item, SourceWarning):
            return item
        try:
            submission = item if isinstance(item, Submission) else _named(item, self.config, self.plugins)
            as_of = self.config.as_of or default_as_of(submission.year, self.today)
            skip = self.skipped(submission.source)
            table = understand(submission, as_of, self.template)
            if self.keep:
                self.kept[submission.source] = table
            if not self.logs:
                return part_of(table, self.active, skip, self.known, self.run)
            from gkcheck.binding import attached

            bound = attached(table, self.logs)
            part = part_of(table, self.active, skip, self.known, self.run, bound.logs)
            return part._replace(warnings=bound.warnings)
        except ReadError as error:
            return unread(error, self.skip_tableless)
        except GkcheckError as error:
            return Refused(error.text)
        except Exception as error:  # noqa: BLE001 - one file that gkcheck itself fails on must not end the others
            return _failed(name_of(item), error)


def _apart(config: Config, plugins: Plugins, active: Sequence[Active]) -> Runner | None:
    """What runs the rules of isolated plugins in processes of their own; None where none is isolated."""
    if not config.isolate:
        return None
    unknown = next((name for name in config.isolate if name not in plugins.names), None)
    if unknown is not None:
        names = plugins.names
        raise UsageError(
            Text(
                zh=f"没有插件“{unknown}”，已装：{'、'.join(names)}",
                en=f"no plugin {unknown!r}; there are {', '.join(names)}",
            )
        )
    from gkcheck.isolation import Apart

    chosen = [one for one in active if plugins.registry.owners[one.rule.id] in config.isolate]
    return Apart(chosen, partial(_isolated, config), config.limits)


def _isolated(config: Config) -> Sequence[Active]:
    """The rules of isolated plugins made anew, in a process that is no copy of the one that asks."""
    plugins = installed()
    owners = plugins.registry.owners
    return [one for one in _active(config, plugins) if owners[one.rule.id] in config.isolate]


def _outcomes(
    items: Sequence[Item], work: Work, jobs: int
) -> Generator[FilePart | SourceWarning, None, None]:
    """What came of each item, in their order. Raises UsageError for what is wrong with all of them."""
    if jobs != 1 and len(items) > 1:
        from gkcheck.workers import Lost, can_fork, in_order, processors

        if can_fork() or work.plugins is installed():
            seconds = work.config.limits.seconds
            many = jobs if jobs > 0 else processors()
            with closing(in_order(items, work, many, seconds)) as found:
                for item, outcome in zip(items, found, strict=True):
                    if isinstance(outcome, Lost):
                        yield _lost(name_of(item), outcome, seconds)
                    else:
                        yield _settled(outcome)
            return
    work.keep = len(items) <= _FEW
    yield from map(_settled, map(work, items))


def _settled(outcome: FilePart | SourceWarning | Refused) -> FilePart | SourceWarning:
    if isinstance(outcome, Refused):
        raise UsageError(outcome.text)
    return outcome


def name_of(item: Item) -> str:
    """What an item of a run is called in the result."""
    if isinstance(item, Submission | SourceWarning):
        return item.source
    return item.name if isinstance(item, Source | Packed) else str(item)


def _refuse_twins(items: Sequence[Item]) -> None:
    """Two tables under one name could not be told apart in the result."""
    names = Counter(name_of(item) for item in items if not isinstance(item, SourceWarning))
    twin = next((name for name, count in names.items() if count > 1), None)
    if twin is not None:
        raise UsageError(
            Text(
                zh=f"有两份报送表同名：{twin}，请给它们不同的名字",
                en=f"two tables have the name {twin}; name them apart",
            )
        )


def _refuse_same_keys(parts: Sequence[FilePart]) -> None:
    keys: dict[str, str] = {}
    for part in parts:
        for task in part.submission.tasks:
            other = keys.setdefault(task.key, part.submission.source)
            if other != part.submission.source:
                raise UsageError(
                    Text(
                        zh=f"{other} 与 {part.submission.source} 的任务 key 相同：{task.key}",
                        en=f"{other} and {part.submission.source} share the task key {task.key}",
                    )
                )


def _failed(source: str, error: Exception) -> SourceWarning:
    told = mask_personal(f"{type(error).__name__}: {error}")[:200]
    message = Text(
        zh=f"核对这个文件时程序出错（{told}），没有得出结论。请把它报告给我们。",
        en=f"gkcheck failed on this file ({told}) and says nothing of it; please report this.",
    )
    return SourceWarning(source=source, code="check-failed", message=message, incomplete=True)


def _lost(source: str, lost: Lost, seconds: float) -> SourceWarning:
    if lost.why == "slow":
        ending = adjust("seconds")
        zh = f"核对这个文件超过 {seconds:g} 秒，已中止，没有得出结论{ending.zh}。"
        en = f"checking this file took over {seconds:g} seconds and was ended{ending.en}."
        code = "too-slow"
    else:
        zh = f"核对这个文件的进程意外结束（代码 {lost.code}，可能是内存不足），没有得出结论。"
        en = f"the process that checked this file ended by itself (code {lost.code}, perhaps for want of memory)."
        code = "process-ended"
    return SourceWarning(source=source, code=code, message=Text(zh=zh, en=en), incomplete=True)


def _named(item: Path | Source | Packed, config: Config, plugins: Plugins) -> Submission:
    """The table of a file under the name of that file, whatever name a JSON document claims for itself."""
    submission = _submission(item, config, plugins)
    name, claimed = name_of(item), submission.source
    if claimed == name:
        return submission
    tasks = tuple(
        task.model_copy(update={"key": f"{name}#{task.key.removeprefix(f'{claimed}#')}"})
        for task in submission.tasks
    )
    return submission.model_copy(update={"source": name, "tasks": tasks})


def read(
    given: str | Path | bytes | Source,
    config: Config | None = None,
    *,
    name: str = "",
    plugins: Plugins | None = None,
) -> Submission:
    """Reads one file without judging it; raises ReadError when there is no task table to read."""
    config = config or Config()
    item = _many(given, name)[0]
    if isinstance(item, Submission):
        return item
    place = inside(item) if isinstance(item, str | Path) else None
    if place is not None:
        return _submission(member_of(*place, config), config, plugins)
    found = list(opened(item, config))
    if len(found) == 1 and isinstance(found[0], Path | Source):
        return _submission(found[0], config, plugins)
    return only_table(
        found,
        name_of(Path(item) if isinstance(item, str) else item),
        lambda one: _submission(one, config, plugins),
    )


def _many(given: Given | bytes | Sequence[Given], name: str) -> list[Given]:
    if isinstance(given, bytes):
        return [Source(name=name or "<bytes>", data=given)]
    if isinstance(given, str | Path | Submission | Source):
        return [given]
    return list(given)


def _items(given: Iterable[Given], config: Config) -> Iterator[Item]:
    """Files found in the order given, the members of archives among them; and what was passed over, as warnings."""
    for one in given:
        if not isinstance(one, str | Path):
            yield from _opened(one, config)
            continue
        place = inside(one)
        if place is not None:
            try:
                yield member_of(*place, config)
            except ReadError as error:
                yield unread(error, skip_tableless=False)
            continue
        found = files.find_files([str(one)], exclude=config.exclude)
        if found.missing and not found.files:
            raise UsageError(
                Text(
                    zh=f"没有找到文件：{one}（请检查路径；含空格的路径要加引号）",
                    en=f"no such file: {one} (check the path; quote a path with spaces)",
                )
            )
        for path in found.files:
            yield from _opened(path, config)
        for path, reason in found.skipped:
            yield SourceWarning(source=str(path), code="skipped", message=reason, location=Location())
        if not found.files and not found.skipped:
            raise UsageError(
                Text(
                    zh=f"{one} 里没有可检查的文件（{listed()}）",
                    en=f"nothing to check in {one} ({listed()})",
                )
            )


def _opened(item: Path | Source | Submission, config: Config) -> Iterator[Item]:
    try:
        yield from opened(item, config)
    except ReadError as error:
        yield unread(error, skip_tableless=False)


def _submission(item: Given | Packed, config: Config, plugins: Plugins | None) -> Submission:
    if isinstance(item, Submission):
        return item
    options = read_options(config)
    if isinstance(item, Packed):
        source = item.load()
    else:
        source = item if isinstance(item, Source) else files.load(Path(item), options.limits)
    extra = plugins.readers if plugins is not None else ()
    return read_source(source, options, extra)


def read_options(config: Config) -> ReadOptions:
    """What a configuration says about reading: column numbers apart from header words."""
    numbers: dict[str, str] = {}
    words: dict[str, tuple[str, ...]] = {}
    for field, value in config.columns.items():
        if isinstance(value, int):
            numbers[field] = str(value)
        elif isinstance(value, str):
            numbers[field] = value
        else:
            words[field] = tuple(value)
    return ReadOptions(
        encoding=config.encoding,
        columns=numbers,
        header_words=words,
        table=config.table,
        year=config.year,
        limits=config.limits,
    )


def _from_reader(submission: Submission) -> Iterator[SourceWarning]:
    for warning in submission.warnings:
        yield SourceWarning(
            source=submission.source,
            code=warning.code,
            message=warning.message,
            location=warning.location,
            incomplete=warning.incomplete,
        )


def _active(config: Config, plugins: Plugins) -> list[Active]:
    registry = plugins.registry
    options = rule_options(config, registry)
    severities = case_severities(config, registry)
    chosen = registry.select(config.select, config.ignore)
    return [
        Active(
            rule=rule,
            options=options[rule.id],
            severities={case: severity for (id, case), severity in severities.items() if id == rule.id},
            foreign=registry.owners[rule.id] != "builtin",
        )
        for rule in chosen
    ]
