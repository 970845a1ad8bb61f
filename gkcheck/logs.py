"""What the records attached to a task show, as frozen values: counts, rate, verdicts, faults, patterns. Part of Result.

Nothing personal can stand here: records are known by their ids (masked where one looks personal), never by names or text.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from gkcheck.model import Frozen
from gkcheck.text import Text

LogVerdict = Literal["on_time", "late", "open_not_due", "open_overdue", "undetermined", "faulty"]
LOG_VERDICT_TEXT: Mapping[LogVerdict, Text] = {
    "on_time": Text("按时", "on time"),
    "late": Text("超期", "late"),
    "open_not_due": Text("未到期", "open, not due"),
    "open_overdue": Text("逾期未办结", "open, overdue"),
    "undetermined": Text("无法判定", "undetermined"),
    "faulty": Text("数据有误", "faulty data"),
}
Proof = Literal["silent", "asserted", "attached", "verified", "contradicted"]
"""How far a demand is proven. The first four are a ladder; `contradicted`: a log was attached and shows otherwise."""
PROOF_TEXT: Mapping[Proof, Text] = {
    "silent": Text("未提及", "silent"),
    "asserted": Text("仅有陈述", "asserted in prose"),
    "attached": Text("附有台账", "log attached"),
    "verified": Text("台账核实", "verified by the log"),
    "contradicted": Text("台账不符", "contradicted by the log"),
}
USED_TEXT: Mapping[str, Text] = {
    "working_day": Text("个工作日", "working days"),
    "day": Text("天", "days"),
    "hour": Text("小时", "hours"),
    "minute": Text("分钟", "minutes"),
}
"""Units of the time used, as they stand behind a number."""
MOST_RECORDS = 200
"""Records of one log that a result keeps; the others are only counted."""


class LogManifest(Frozen):
    """What the manifest beside a log says of it; `problems` are the points in which the file differs."""

    name: str
    system: str = ""
    exported_by: str = ""
    exported_at: str = ""
    period_from: str = ""  # YYYY-MM-DD, inclusive
    period_to: str = ""
    filter: str = ""
    row_count: int | None = None
    sha256: str = ""
    problems: tuple[Text, ...] = ()


class LogWindow(Frozen):
    """The limit the records were held against, where it comes from, and how it was counted."""

    text: str  # 2个工作日
    number: int
    unit: str  # working_day, day, natural_day, hour, minute, week, month, year
    trigger: str = ""  # the event it runs from, as asked
    source: Literal["requirement", "binding", "law"] = "requirement"
    basis: tuple[Text, ...] = ()  # of a legal limit: its articles, one for each span of time
    start: Text  # the column it runs from
    end: Text  # the column that ends it
    count_start_day: bool = False
    roll_over: bool = True
    receipt_rollover: bool = False

    @property
    def used_unit(self) -> str:
        """What the time used is counted in: working_day, hour, minute, else day (weeks, months and years too)."""
        return self.unit if self.unit in USED_TEXT else "day"


class LogCounts(Frozen):
    """How many records ended in which way; together all records of the log."""

    on_time: int = 0
    late: int = 0
    open_not_due: int = 0
    open_overdue: int = 0
    undetermined: int = 0
    faulty: int = 0

    @property
    def total(self) -> int:
        """All records."""
        return (
            self.on_time + self.late + self.open_not_due + self.open_overdue + self.undetermined + self.faulty
        )


class LogLeftOut(Frozen):
    """Records that stand neither in the numerator nor in the denominator, and why."""

    code: str
    reason: Text
    count: int


class LogRate(Frozen):
    """on_time / (on_time + late + open_overdue); the rest is left out and counted. `percent` None where nothing counts."""

    numerator: int
    denominator: int
    percent: float | None
    left_out: tuple[LogLeftOut, ...] = ()


class LogRecord(Frozen):
    """One record: its place in the file, its id, when it ran from, was due and ended (local time), and its verdict."""

    row: int  # line of a text file, row of a sheet, number of a record in JSON
    id: str
    start: str = ""  # YYYY-MM-DD, with THH:MM:SS where the log gives a time of day
    due: str = ""
    end: str = ""
    verdict: LogVerdict
    note: Text | None = None


class LogFault(Frozen):
    """One kind of fault in the data, how often it occurs, and the first places (row, or id where the row is read)."""

    code: str
    text: Text
    count: int
    examples: tuple[str, ...] = ()


class LogPattern(Frozen):
    """Something a reader may want to look at: so many of so many. It shows nothing and accuses nobody."""

    code: str
    text: Text
    count: int
    of: int


class LogTally(Frozen):
    """A figure that prose may state: how many were received, answered, published, held."""

    code: str
    text: Text
    count: int


class LogMonth(Frozen):
    """The records that began in one month (YYYY-MM), by verdict, and how many were ended in that month."""

    month: str
    counts: LogCounts
    ended: int = 0


class LogDates(Frozen):
    """The first and last day in one column of dates, and how many records fill it or leave it blank."""

    column: str
    text: Text
    first: str = ""
    last: str = ""
    filled: int = 0
    blank: int = 0


class LogUsed(Frozen):
    """How many ended records took so many whole units of the window (0: the same day)."""

    units: int
    count: int


class LogShown(Frozen):
    """What a log shows of one demand of its task, by the demand's place. `fault`: of Hit, where it disproves the demand."""

    demand: int
    proof: Proof  # attached, verified or contradicted
    text: Text
    fault: str = ""


class LogResult(Frozen):
    """One log held against one window (or only counted, where `window` is None)."""

    task: str | None  # the id as printed; None for a log checked without a table
    key: str | None
    source: str  # the table's file; "" without one
    demand: int | None = None  # which of the task's demands the window is, by its place
    kind: str
    title: Text  # of the kind
    file: str
    sha256: str
    manifest: LogManifest | None = None
    period_from: str = ""  # the records' own first and last day
    period_to: str = ""
    cut_off: str  # the day up to which open records are judged
    window: LogWindow | None = None
    counts: LogCounts = LogCounts()
    rate: LogRate | None = None
    longest: float | None = None  # the most units of the window one ended record took
    tallies: tuple[LogTally, ...] = ()
    dates: tuple[LogDates, ...] = ()
    months: tuple[LogMonth, ...] = ()
    used: tuple[LogUsed, ...] = ()
    faults: tuple[LogFault, ...] = ()
    patterns: tuple[LogPattern, ...] = ()
    records: tuple[LogRecord, ...] = ()  # in file order; kept first: late and overdue, the longest over
    more_records: int = 0
    shown: tuple[LogShown, ...] = ()  # what it shows of the demands it could speak of

    @property
    def file_name(self) -> str:
        """The name of the file without its folders, wherever it was called from."""
        return self.file.replace("\\", "/").rpartition("/")[2]

    @property
    def broken(self) -> bool:
        """Whether records are late or overdue."""
        return self.window is not None and bool(self.counts.late or self.counts.open_overdue)

    @property
    def proven(self) -> bool:
        """Whether every record that counts was in time, and none is faulty, undetermined or at odds with its manifest."""
        counts = self.counts
        bad = counts.late or counts.open_overdue or counts.undetermined or counts.faulty
        at_odds = self.manifest is not None and self.manifest.problems
        return self.window is not None and bool(counts.on_time) and not bad and not at_odds

    @property
    def longest_text(self) -> Text | None:
        """The longest time used with its unit; None where no record has ended."""
        if self.longest is None or self.window is None:
            return None
        unit = USED_TEXT[self.window.used_unit]
        one = unit.en.removesuffix("s") if self.longest == 1 else unit.en
        return Text(f"{self.longest:g}{unit.zh}", f"{self.longest:g} {one}")

    @property
    def proof(self) -> Proof:
        """What this log by itself proves: of all the demands it could speak of, else of the window it was held against."""
        if self.broken or any(one.proof == "contradicted" for one in self.shown):
            return "contradicted"
        proven = all(one.proof == "verified" for one in self.shown) if self.shown else self.proven
        return "verified" if proven else "attached"


def shown_of(logs: Sequence[LogResult], demand: int) -> LogShown | None:
    """What all logs of a task together show of one demand: one that disproves it goes first, one that only is there last."""
    found = [one for log in logs for one in log.shown if one.demand == demand]
    for proof in ("contradicted", "attached", "verified"):
        for one in found:
            if one.proof == proof:
                return one
    return None


def made_up_log(
    window: str,
    counts: LogCounts,
    *,
    demand: int | None = 0,
    longest: float | None = None,
    ids: tuple[str, ...] = (),
    whole_year: bool = False,
    problems: tuple[Text, ...] = (),
    faults: tuple[LogFault, ...] = (),
    patterns: tuple[LogPattern, ...] = (),
) -> LogResult:
    """A reply log for the examples of a rule: held against a window in its words; `ids` are its late records.

    `whole_year`: its manifest attests that it holds all of 2018; `problems` are what its manifest differs in.
    """
    below = counts.on_time + counts.late + counts.open_overdue
    ended, sound = counts.on_time + counts.late, counts.total - counts.faulty
    return LogResult(
        task="1",
        key=None,
        source="",
        demand=demand,
        kind="reply_log",
        title=Text("答复台账", "reply log"),
        file="台账.csv",
        sha256="",
        manifest=_made_up_manifest(problems) if whole_year or problems else None,
        cut_off="2018-12-31",
        window=LogWindow(
            text=window,
            number=_number(window),
            unit="working_day" if "工作日" in window else "hour" if "小时" in window else "day",
            start=Text("转办时间", "transferred"),
            end=Text("答复时间", "replied"),
        ),
        counts=counts,
        rate=LogRate(
            numerator=counts.on_time,
            denominator=below,
            percent=round(100 * counts.on_time / below, 4) if below else None,
        ),
        longest=longest,
        tallies=(
            LogTally(code="received", text=Text("收到", "received"), count=sound),
            LogTally(code="ended", text=Text("办结（答复）", "answered"), count=ended),
            LogTally(code="not_ended", text=Text("未办结", "not answered"), count=sound - ended),
        ),
        months=(LogMonth(month="2018-06", counts=counts, ended=ended),),
        faults=faults,
        patterns=patterns,
        records=tuple(LogRecord(row=at, id=id, verdict="late") for at, id in enumerate(ids, 2)),
    )


def _number(words: str) -> int:
    figures = "".join(letter for letter in words if letter.isdigit())
    return (
        int(figures)
        if figures
        else next((at for at, one in enumerate("零一二三四五六七八九十") if one in words), 1)
    )


def made_up_events(*days: str, whole_year: bool = False) -> LogResult:
    """A log of events for the examples of a rule, one on each day (YYYY-MM-DD); `whole_year` as of made_up_log."""
    months = sorted({day[:7] for day in days})
    return LogResult(
        task="1",
        key=None,
        source="",
        kind="event_log",
        title=Text("活动台账", "event log"),
        file="活动.csv",
        sha256="",
        manifest=_made_up_manifest(()) if whole_year else None,
        cut_off="2018-12-31",
        counts=LogCounts(undetermined=len(days)),
        tallies=(LogTally(code="received", text=Text("合计", "in all"), count=len(days)),),
        dates=(
            LogDates(
                column="held_at",
                text=Text("举办时间", "held"),
                first=min(days),
                last=max(days),
                filled=len(days),
            ),
        ),
        months=tuple(
            LogMonth(
                month=month,
                counts=LogCounts(undetermined=sum(day.startswith(month) for day in days)),
                ended=sum(day.startswith(month) for day in days),
            )
            for month in months
        ),
        records=tuple(
            LogRecord(row=at, id="", start=day, end=day, verdict="undetermined")
            for at, day in enumerate(days, 2)
        ),
    )


def _made_up_manifest(problems: tuple[Text, ...]) -> LogManifest:
    return LogManifest(
        name="台账.csv.manifest.json", period_from="2018-01-01", period_to="2018-12-31", problems=problems
    )
