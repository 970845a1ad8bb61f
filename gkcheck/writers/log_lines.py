"""What attached logs show, as lines of text: the window, the counts, the rate with what was left out, the records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gkcheck.logs import LOG_VERDICT_TEXT, LogManifest, LogRecord, LogResult, LogWindow
from gkcheck.text import Lang
from gkcheck.writers.lines import Line, Piece, Style, line
from gkcheck.writers.words import said

MOST = 10
"""Records named in full; the others are counted."""
_STYLES: dict[str, Style] = {"on_time": "ok", "late": "high", "open_overdue": "high"}
_GLYPHS = {
    "on_time": "√",
    "late": "×",
    "open_overdue": "×",
    "open_not_due": "○",
    "undetermined": "●",
    "faulty": "■",
}


def log_lines(log: LogResult, lang: Lang, *, most: int = MOST) -> Iterator[Line]:
    """One log; `most` records that are not on time are named."""
    total = log.counts.total
    head = said(f"  {log.title.zh}，{total} 条", f"  {log.title.en}, {total} records", lang)
    yield line(Piece(log.file, "head"), head)
    yield from _manifest(log.manifest, lang)
    if log.window is not None:
        yield line("  " + window_words(log.window, log.cut_off, lang))
    yield line("  " + counts_words(log, lang))
    if log.rate is not None:
        yield line("  " + rate_words(log, lang))
    for tally in log.tallies:
        if log.window is None or tally.code not in ("received", "ended", "not_ended"):
            yield line(f"  {tally.text.in_(lang)} {tally.count}")
    yield from _records(log.records, lang, most)
    for fault in log.faults:
        places = "、".join(fault.examples[:5]) if lang == "zh" else ", ".join(fault.examples[:5])
        more = "…" if fault.count > 5 and fault.examples else ""
        where = said(f"（{places}{more}）", f" ({places}{more})", lang) if places else ""
        yield line(
            Piece(said("  ■ 数据  ", "  ■ data  ", lang), "medium"),
            f"{fault.text.in_(lang)} {fault.count}{where}",
        )
    for pattern in log.patterns:
        yield line(
            Piece(said("  ○ 提示  ", "  ○ note  ", lang), "info"),
            f"{pattern.text.in_(lang)} {pattern.count}/{pattern.of}",
        )


def _manifest(manifest: LogManifest | None, lang: Lang) -> Iterator[Line]:
    if manifest is None:
        yield line(
            Piece(
                said("  没有说明文件（来源未核）", "  no manifest: its origin is not attested", lang), "dim"
            )
        )
        return
    facts = [
        (said("系统 ", "system ", lang), manifest.system),
        (said("导出 ", "exported by ", lang), manifest.exported_by),
        (said("时间 ", "at ", lang), manifest.exported_at),
        (said("期间 ", "period ", lang), "～".join(filter(None, (manifest.period_from, manifest.period_to)))),
        (said("筛选 ", "filter ", lang), manifest.filter),
    ]
    yield line(Piece("  " + " · ".join(label + value for label, value in facts if value), "dim"))


def window_words(window: LogWindow, cut_off: str, lang: Lang) -> str:
    """The limit, what it runs from and to, and how it was counted."""
    counted = [
        said("起算当日计入", "the first day counts", lang)
        if window.count_start_day
        else said("起算当日不计入", "the first day does not count", lang)
    ]
    if window.receipt_rollover:
        counted.append(
            said("休息日收到的顺延至工作日起算", "received on a day of rest: the next working day", lang)
        )
    if window.unit not in ("working_day", "hour", "minute"):
        rolled = (
            said("末日遇休息日顺延", "a last day of rest moves on", lang)
            if window.roll_over
            else said("末日不顺延", "a last day of rest does not move", lang)
        )
        counted.append(rolled)
    how = said("，", ", ", lang).join(counted)
    return said(
        f"时限 {window.text}：自{window.start.zh}至{window.end.zh}；{how}；未办结的判至 {cut_off}",
        f"limit {window.text}: from {window.start.en} to {window.end.en}; {how}; open records as of {cut_off}",
        lang,
    )


def counts_words(log: LogResult, lang: Lang) -> str:
    """How many ended in which way, those that occur."""
    words = [
        f"{text.in_(lang)} {count}"
        for verdict, text in LOG_VERDICT_TEXT.items()
        if (count := getattr(log.counts, verdict)) or verdict in ("on_time", "late")
    ]
    if log.window is None:
        sound = log.counts.total - log.counts.faulty
        faulty = said(f" · 数据有误 {log.counts.faulty}", f" · faulty data {log.counts.faulty}", lang)
        return said(f"计 {sound} 条", f"{sound} counted", lang) + (faulty if log.counts.faulty else "")
    return " · ".join(words)


def percent(value: float) -> str:
    """A percentage as people write it; never 100 for what is not all."""
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return "99.99" if short == "100" and value < 100 else short


def rate_words(log: LogResult, lang: Lang) -> str:
    """The rate with numerator and denominator, and what was left out, with its reasons."""
    rate = log.rate
    if rate is None:
        return ""
    if rate.percent is None:
        told = said("按时率 没有可计的记录", "rate: no record counts", lang)
    else:
        share = f"{rate.numerator}/{rate.denominator} = {percent(rate.percent)}%"
        told = said(f"按时率 {share}", f"on time {share}", lang)
    left = sum(one.count for one in rate.left_out)
    if left:
        reasons = said("、", ", ", lang).join(f"{one.reason.in_(lang)} {one.count}" for one in rate.left_out)
        told += said(f"；未计入 {left}：{reasons}", f"; left out {left}: {reasons}", lang)
    return told


def _records(records: Sequence[LogRecord], lang: Lang, most: int) -> Iterator[Line]:
    notable = [one for one in records if one.verdict in ("late", "open_overdue", "undetermined")]
    for one in notable[:most]:
        yield line(
            Piece(f"  {_GLYPHS[one.verdict]} ", _STYLES.get(one.verdict, "medium")), record_words(one, lang)
        )
    if len(notable) > most:
        rest = len(notable) - most
        yield line(said(f"  … 另有 {rest} 条（见 JSON）", f"  … {rest} more (see the JSON)", lang))


def record_words(one: LogRecord, lang: Lang) -> str:
    """A record in one line."""
    name = one.id or f"#{one.row}"
    start, due = one.start.replace("T", " "), one.due.replace("T", " ")
    end = one.end.replace("T", " ") or said("未办结", "open", lang)
    dates = said(f"{start} 起，应于 {due}，{end}", f"from {start}, due {due}, {end}", lang)
    if not due:
        dates = said(f"{start} 起，{end}", f"from {start}, {end}", lang) if start else end
    note = f"  {one.note.in_(lang)}" if one.note else ""
    return f"{name}  {dates}  {LOG_VERDICT_TEXT[one.verdict].in_(lang)}{note}"
