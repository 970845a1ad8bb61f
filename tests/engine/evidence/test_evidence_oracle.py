"""Every verdict against an independent plain script, on ten thousand records with every fault; and laws of the rate."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from made_logs import checked, csv_of, record, with_faults
from plain_oracle import rate, verdicts

from gkcheck.evidence import KINDS, Wishes, limit_of_words, opened
from gkcheck.evidence.checking import check_log
from gkcheck.evidence.tallying import Tally

EXPORTED = date(2019, 1, 31)
NAMES = ("on_time", "late", "open_not_due", "open_overdue", "undetermined", "faulty")


def every_verdict(rows, monkeypatch, **wishes) -> tuple[list[str], object]:
    """The verdicts of all records, not only of those a result keeps."""
    found: dict[int, str] = {}
    plain = Tally.add

    def noted(self, one, weight=1):
        if weight > 0:
            found[one.row] = one.verdict
        plain(self, one, weight)

    monkeypatch.setattr(Tally, "add", noted)
    log = checked(rows, **wishes)
    monkeypatch.undo()
    return [found[at] for at in sorted(found)], log


def test_ten_thousand_records_with_every_fault(monkeypatch) -> None:
    rows = with_faults(10_000, seed=7)
    pauses = [
        (f"ZB{n:06d}", (datetime(2018, 1, 1) + timedelta(n % 360)).strftime("%Y-%m-%d"), "")
        if n % 3 == 0
        else (
            f"ZB{n:06d}",
            (datetime(2018, 1, 1) + timedelta(n % 350)).strftime("%Y-%m-%d"),
            (datetime(2018, 1, 1) + timedelta(n % 350 + 6)).strftime("%Y-%m-%d"),
        )
        for n in range(0, 10_000, 5)
    ]
    stopped = {
        id: [(date.fromisoformat(first), date.fromisoformat(last) if last else None)]
        for id, first, last in pauses
    }
    for window, number, unit in (("2个工作日", 2, "个工作日"), ("20日", 20, "日")):
        expected = verdicts(rows, number, unit, EXPORTED, 2018, EXPORTED, stopped)
        found, log = every_verdict(rows, monkeypatch, window=window, as_of=EXPORTED, year=2018, pauses=pauses)
        assert by_id(rows, found) == by_id(rows, expected)
        assert {name: getattr(log.counts, name) for name in NAMES} == {
            name: expected.count(name) for name in NAMES
        }
        assert (log.rate.numerator, log.rate.denominator) == rate(expected)
        assert {one.code for one in log.faults} >= {
            "duplicate", "before", "future", "no_start", "unknown_status", "outside", "test", "bad_date", "no_id", "gaps",
        }  # fmt: skip
        told = sum(one.count for one in log.rate.left_out)
        assert told + log.rate.denominator == log.counts.total == 10_000


days = st.integers(0, 364).map(lambda n: date(2018, 1, 1) + timedelta(n))
lasting = st.integers(0, 40)


@st.composite
def some_rows(draw, least: int = 0):
    rows = []
    for _ in range(draw(st.integers(least, 12))):
        start = draw(days)
        end = draw(st.one_of(st.none(), lasting))
        id = draw(st.sampled_from(["", *"ABCDEFGH"]))
        status = draw(st.sampled_from(["", "办理中", "已办结", "退回", "已回访"]))
        when = (start + timedelta(end)).isoformat() if end is not None else ""
        rows.append(record(start.isoformat(), when, id=id, status=status))
    return rows


some_pauses = st.lists(
    st.tuples(st.sampled_from("ABCDEFGH"), days, st.integers(0, 30)).map(
        lambda one: (one[0], one[1].isoformat(), (one[1] + timedelta(one[2])).isoformat())
    ),
    max_size=3,
)
windows = st.sampled_from([(1, "个工作日"), (2, "个工作日"), (5, "个工作日"), (7, "日"), (20, "日")])


def by_id(rows, found) -> dict[str, list[str]]:
    """Verdicts by id (by place where there is none): which of two equal records of one id counts is of no matter."""
    told: dict[str, list[str]] = {}
    for at, (row, one) in enumerate(zip(rows, found, strict=True)):
        id = row["工单编号"]
        told.setdefault(id if id not in ("", "-", "无") else f"#{at}", []).append(one)
    return {id: sorted(all_) for id, all_ in told.items()}


def share(log) -> tuple[int, int]:
    return log.rate.numerator, log.rate.denominator


@settings(max_examples=150, deadline=None)
@given(rows=some_rows(1), pauses=some_pauses, window=windows)
def test_verdicts_are_the_oracle_s(rows, pauses, window) -> None:
    number, unit = window
    stopped: dict[str, list[tuple[date, date | None]]] = {}
    for id, first, last in pauses:
        stopped.setdefault(id, []).append((date.fromisoformat(first), date.fromisoformat(last)))
    log = checked(rows, f"{number}{unit}", as_of=EXPORTED, year=2018, pauses=pauses)
    expected = verdicts(rows, number, unit, EXPORTED, 2018, EXPORTED, stopped)
    assert by_id(rows, [one.verdict for one in log.records]) == by_id(rows, expected)
    assert share(log) == rate(expected)


@settings(max_examples=100, deadline=None)
@given(
    rows=some_rows(1), start=days, took=lasting, window=windows, id=st.sampled_from(["", *"ABCDEFGH", "新"])
)
def test_one_record_more(rows, start, took, window, id) -> None:
    """One more record on time never lowers the rate, one more late one never raises it."""
    number, unit = window
    words = f"{number}{unit}"
    more = record(start.isoformat(), (start + timedelta(took)).isoformat(), id=id)
    verdict = checked([more], words, as_of=EXPORTED).records[0].verdict
    before, after = share(checked(rows, words)), share(checked([*rows, more], words))
    if before[1] and after[1]:
        low, high = before[0] * after[1], after[0] * before[1]
        assert high >= low if verdict == "on_time" else high <= low


@settings(max_examples=60, deadline=None)
@given(rows=some_rows(1), pauses=some_pauses, data=st.data())
def test_order_does_not_matter(rows, pauses, data) -> None:
    other = data.draw(st.permutations(rows))
    one, two = checked(rows, pauses=pauses), checked(other, pauses=pauses[::-1])
    assert one.counts == two.counts and one.rate == two.rate and one.months == two.months
    assert one.used == two.used and one.patterns == two.patterns
    assert {(f.code, f.count) for f in one.faults} == {(f.code, f.count) for f in two.faults}


@settings(max_examples=60, deadline=None)
@given(start=days, took=lasting, window=windows, pauses=some_pauses, more=some_pauses)
def test_pauses_only_lengthen(start, took, window, pauses, more) -> None:
    words = f"{window[0]}{window[1]}"
    row = [record(start.isoformat(), (start + timedelta(took)).isoformat())]
    own = [("A", *one[1:]) for one in pauses]
    also = [("A", *one[1:]) for one in more]
    few, many = checked(row, words, pauses=own), checked(row, words, pauses=[*own, *also])
    assert few.records[0].due <= many.records[0].due
    assert not (few.records[0].verdict == "on_time" and many.records[0].verdict == "late")


@settings(max_examples=60, deadline=None)
@given(
    rows=some_rows(1),
    number=st.integers(0, 25),
    more=st.integers(0, 10),
    unit=st.sampled_from(["个工作日", "日"]),
)
def test_monotone_in_the_window(rows, number, more, unit) -> None:
    """A longer window never turns a record that was on time into a late one."""
    order = {"on_time": 0, "open_not_due": 0, "late": 1, "open_overdue": 1}
    alone = [[row] for row in rows]
    for row in alone:
        short = checked(row, f"{number}{unit}").records[0].verdict
        long = checked(row, f"{number + more}{unit}").records[0].verdict
        assert order.get(long, -1) <= order.get(short, -1)


def test_what_is_kept_does_not_grow_with_the_records() -> None:
    import tracemalloc

    def peak(count: int) -> int:
        rows = [
            record("2018-03-01 10:00", "2018-03-02 11:00", id=f"ZB{n:07d}", status="已办结")
            for n in range(count)
        ]
        log = opened(csv_of(rows), name="log.csv")
        del rows
        wishes = Wishes(as_of=EXPORTED, limit=limit_of_words("2个工作日", "转办"))
        tracemalloc.start()
        result = check_log(log, KINDS["reply_log"], wishes)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert result.counts.on_time == count and result.more_records == count - 200
        return most

    small, large = peak(2_000), peak(12_000)
    assert large - small < 10_000 * 40, "eight bytes a record for its id, and room to grow"
