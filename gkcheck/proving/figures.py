"""Counts and shares that a report states, held against a log."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from gkcheck.language.counts import Count
from gkcheck.language.form import fold
from gkcheck.language.rates import Rate
from gkcheck.logs import LogResult
from gkcheck.model import Span
from gkcheck.proving.facts import Days, Figure, fault_of, late_fault, left_out, percent, tally
from gkcheck.proving.saying import Held, Said, Saying, sayings
from gkcheck.reading import Reading
from gkcheck.text import Text

Role = Literal["received", "ended", "either", "on_time", "late", "open", "public"]
_ROLE_TEXT: dict[Role, Text] = {
    "received": Text("收到", "received"),
    "ended": Text("办结（答复、公开）", "ended"),
    "either": Text("收到或办结", "received or ended"),
    "on_time": Text("按时", "in time"),
    "late": Text("超期或逾期未办结", "late, or open and overdue"),
    "open": Text("未办结", "not ended"),
    "public": Text("公开", "public"),
}
_MEASURES = {
    "reply_log": "件条起宗封个项例单",
    "request_log": "件条份宗起",
    "proposal_log": "件条份项",
    "publication_log": "件条篇份则项",
    "guide_log": "项件处个条",
    "event_log": "次场期",
    "media_log": "条篇则",
    "inspection_log": "个处项件条起",
}
_REPLIES = ("reply_log", "request_log", "proposal_log")
_CAME = re.compile("收到|受理|接到|接收|接报|承办|登记|接办|交办|转办|来信|来电|共有")
_WORDS: dict[str, tuple[tuple[Role, re.Pattern[str]], ...]] = {
    "publication_log": (("ended", re.compile("主动公开|公开|公布|发布")),),
    "guide_log": (
        ("received", re.compile("变更|调整|修订|变化")),
        ("ended", re.compile("公开|公布|更新|发布")),
    ),
    "event_log": (("received", re.compile("举办|召开|开展|组织|访谈|培训|演练|做客")),),
    "media_log": (("received", re.compile("发布|推送|发文|推文")),),
    "inspection_log": (
        ("received", re.compile("发现")),
        ("ended", re.compile("整改完成|完成整改|整改到位|整改|销号")),
    ),
}
_ENDED = re.compile("答复|回复|办结|办复|反馈|处理完毕|处置完毕")
_HANDLED = re.compile("办理|处理|处置|回应")
_ON_TIME = re.compile("按[时期]|准时|如期|时限内|期限内|规定时间内|及时")
_LATE = re.compile("(?<![未无零没])(?:超期|逾期|超时)")
_OPEN = re.compile("未办结|未答复|未回复|在办|正在办理|办理中|待办|未整改")
_PART = re.compile(
    "其中|同比|环比|较[上去]年|比[上去]年|增加|减少|增长|下降|日均|月均|平均|各|每|分别|不予|部分|退回|撤回|再次|重复|满意|包括|含|余下|其余|另|去年|上年|历年|同期"
)
_SUBJECT = ("按时", "按期", "及时", "时限")


class _Told(NamedTuple):
    told: Count
    span: Span
    role: Role
    days: Days
    named: bool  # whether it names the whole year


def counted(reading: Reading, held: Held) -> Iterator[Said]:
    """Each count of the acts that the log records, of the task's own object and a period that the log can tell."""
    told = [one for saying in sayings(reading) for one in _told(saying, held.log)]
    for role in dict.fromkeys(one.role for one in told):
        own = [one for one in told if one.role == role]
        same = {one.days for one in own}
        values = {one.told.value for one in own}
        several = len(own) > 1 and len(same) < len(own) and len(values) > 1
        for one in own:
            yield from _compared(one, held, parts=own if several else ())


def _told(saying: Saying, log: LogResult) -> Iterator[_Told]:
    measures = _MEASURES.get(log.kind)
    if measures is None:
        return
    for claim in saying.of("count"):
        count = claim.count
        if count is None or (count.measure.removesuffix("次") or "次") not in measures:
            continue
        before = fold(saying.reading.task.report[saying.clause.start : claim.span.start])
        rest = fold(saying.reading.task.report[claim.span.end : saying.clause.end])
        near = re.split("[0-9一二两三四五六七八九十百]+[件条个项次起份]", before)[-1]
        if _PART.search(before[-16:]) or _PART.search(rest[:6]):
            continue
        role, verb = _role(log, near, rest)
        if role is None:
            continue
        thing = near.replace(verb, " ", 1) if verb else near
        if role in ("ended", "on_time", "either"):
            thing = _ON_TIME.sub(" ", _ENDED.sub(" ", _CAME.sub(" ", thing)))
        noun = fold(count.noun)
        noun = "" if re.match("均|已|全部|都|，|,", noun) else re.split("均|全部|都|已|，", noun)[0]
        if not saying.is_of_the_task(f"{_CAME.sub(' ', thing)} {noun}"):
            continue
        days = saying.period()
        if days is not None:
            yield _Told(count, claim.span, role, days, saying.names_the_year)


def _role(log: LogResult, near: str, rest: str) -> tuple[Role | None, str]:
    """What a count counts, by the verb nearest before it, and that verb."""
    if log.kind not in _REPLIES:
        for role, pattern in _WORDS.get(log.kind, ()):
            if (found := _last(pattern, near)) is not None:
                return role, found
        return None, ""
    if _LATE.search(near):
        return "late", _last(_LATE, near) or ""
    if _OPEN.search(near):
        return "open", _last(_OPEN, near) or ""
    if "公开" in near and log.kind == "proposal_log":
        return "public", "公开"
    done, came, handled = (_last(one, near) for one in (_ENDED, _CAME, _HANDLED))
    if done is not None and (came is None or near.rfind(done) > near.rfind(came)):
        on_time = _ON_TIME.search(near) is not None
        return ("on_time" if on_time and log.window is not None else "ended"), done
    if came is not None:
        return "received", came
    if handled is not None:
        return "either", handled
    return "either", ""


def _last(pattern: re.Pattern[str], words: str) -> str | None:
    found = None
    for match in pattern.finditer(words):
        found = match.group()
    return found


def _figure(role: Role, held: Held, days: Days) -> tuple[Figure, ...]:
    log = held.log
    figures: tuple[Figure | None, ...]
    if role == "received":
        figures = (held.received(days),)
    elif role == "ended":
        figures = (held.ended(days),)
    elif role == "either":
        figures = (held.received(days), held.ended(days))
    else:
        came = held.received(days)
        if came is None or came.value != log.counts.total - log.counts.faulty:
            return ()  # only of the whole log
        counts = log.counts
        doubt = counts.undetermined + counts.faulty
        if role == "public":
            public = tally(log, "public")
            return (Figure(public, public, public + counts.faulty),) if public is not None else ()
        if log.window is None and role != "open":
            return ()
        value = {
            "on_time": counts.on_time,
            "late": counts.late + counts.open_overdue,
            "open": tally(log, "not_ended") or 0,
        }[role]
        low = counts.late if role == "late" else value
        figures = (Figure(value, low, value + doubt),)
    return tuple(one for one in figures if one is not None)


def _compared(one: _Told, held: Held, parts: Sequence[_Told]) -> Iterator[Said]:
    figures = _figure(one.role, held, one.days)
    if not figures:
        return
    told = one.told
    log = held.log
    role = _ROLE_TEXT[one.role] if log.kind in _REPLIES else Text("计", "in all")
    shown = Text(f"台账{role.zh} {figures[0].value}", f"the log has {figures[0].value} ({role.en})")
    if one.role in ("late", "on_time") and log.broken:
        fault = late_fault(log)
    else:
        asked = (shown.fault for shown in log.shown if shown.fault.startswith(("GK204", "GK302")))
        fault = next(
            asked, fault_of("GK302", log, one.role)
        )  # the number that was asked, where it is that one
    agrees: bool | None = None
    sure = held.covers(one.days)
    if any(_fits(told, figure) for figure in figures):
        exact = any(figure.low == figure.high for figure in figures)
        agrees = True if exact or any(told.value == figure.value for figure in figures) else None
    elif parts or held.beside:
        agrees = None
        total = sum((part.told.value for part in parts), Decimal(0))
        if parts and any(total == figure.value for figure in figures):
            agrees = True
        if held.beside and told.value in _sums(one, held):
            agrees = True
    elif all(told.value > figure.high for figure in figures):
        agrees = False if sure else None
    else:
        agrees = False
        sure = sure and one.named
    yield Said("figure", agrees, (one.span,), told.text, shown, fault, sure)


def _sums(one: _Told, held: Held) -> tuple[int, ...]:
    """What all logs of one kind show together: one of the web site, one of the hotline."""
    each = [_figure(one.role, Held(log), one.days) for log in (held.log, *held.beside)]
    if not all(each):
        return ()
    return tuple(
        sum(figures[min(at, len(figures) - 1)].value for figures in each) for at in range(len(each[0]))
    )


def _fits(told: Count, figure: Figure) -> bool:
    """Whether a count may be what the log shows: its bound, or for a rough one a margin, taken into account."""
    value = told.value
    if told.low is not None:
        return figure.high >= told.low and figure.low <= value
    if told.bound == "at_least":
        return figure.high >= value
    if told.bound == "over":
        return figure.high > value
    if told.bound == "at_most":
        return figure.low <= value
    if told.bound == "under":
        return figure.low < value
    if told.approximate:
        step = Decimal(10) ** max(0, value.adjusted())
        return figure.high >= value * Decimal("0.8") and figure.low < value + step
    return figure.low <= value <= figure.high


def rated(saying: Saying, held: Held) -> Iterator[Said]:
    """按时回复率100%; 办结率98%."""
    log = held.log
    if log.kind not in (*_REPLIES, "inspection_log", "publication_log", "guide_log"):
        return
    for claim in saying.of("rate"):
        told = claim.rate
        if told is None or told.change or told.softened or not saying.speaks_of(log):
            continue
        words = fold(told.subject) or saying.words
        bare = re.sub("[^，。；]{0,2}(?:达到?|为|是)$", "", words)
        days = saying.period()
        if days is None or re.search("满意|知晓|群众|测评|同比|上年|网办|签收|接通", words):
            continue
        found = _share(log, words, held, days)
        if found is None:
            continue
        low, high, shown, late = found
        thing = re.sub(
            "按[时期]|及时|准时|答复|回复|办结|办复|反馈|处理|处置|办理|整改|公开|完成|销号|率|比例|[0-9.]+%.*",
            " ",
            bare,
        )
        if not saying.is_of_the_task(thing) and fold(told.subject):
            continue
        fits = _rate_fits(told, low, high)
        agrees: bool | None = (True if low == high else None) if fits else False
        if agrees is False and held.beside:
            agrees = None
        same = log.broken and (late or log.counts.open_overdue > 0)
        fault = late_fault(log) if same else fault_of("GK301", log, "in_time" if late else "ended")
        yield Said("rate", agrees, (saying.clause,), told.text, shown, fault, sure=True)


def _share(log: LogResult, words: str, held: Held, days: Days) -> tuple[float, float, Text, bool] | None:
    """The least and the most that a share may be by the log, in words, and whether it is that of the ones in time."""
    counts = log.counts
    came = held.received(days)
    if came is None or came.value != counts.total - counts.faulty or not came.value:
        return None
    if any(word in words for word in _SUBJECT):
        rate = log.rate
        if rate is None or rate.percent is None:
            return None
        doubt = counts.undetermined - left_out(log, "withdrawn") + counts.faulty
        below = rate.denominator + doubt
        shown = Text(
            f"台账按时率 {rate.numerator}/{rate.denominator} = {percent(rate.percent)}",
            f"in time {rate.numerator}/{rate.denominator} = {percent(rate.percent)} by the log",
        )
        return 100 * rate.numerator / below, 100 * (rate.numerator + doubt) / below, shown, True
    done = held.ended(days)
    if done is None or not re.search("答复|回复|办结|办复|反馈|整改|销号|公开|完成", words):
        return None
    due = max(1, came.value - left_out(log, "withdrawn", "open_not_due", "paused"))
    least, most = 100 * done.low / came.high, min(100.0, 100 * done.high / due)
    shown = Text(f"台账 {done.value}/{came.value}", f"{done.value}/{came.value} by the log")
    return least, most, shown, False


def _rate_fits(told: Rate, low: float, high: float) -> bool:
    """Whether a stated share may be the log's, rounded or cut off as stated; 100% only where it is all."""
    value = float(told.value)
    if told.bound in ("at_least", "over"):
        return high >= value
    if told.bound in ("at_most", "under"):
        return low <= value
    if value == 100 and not told.approximate:
        return high >= 100
    exponent = told.value.as_tuple().exponent
    step = 10.0 ** (exponent if isinstance(exponent, int) and exponent < 0 else 0)
    margin = max(step, 2.0 if told.approximate else 0.0)
    return low - margin < value < high + margin
