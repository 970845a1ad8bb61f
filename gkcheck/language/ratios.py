"""Rates held against the figures beside them: 应持证3126人，已持证3064人，持证上岗率98%.

A rate is refuted only where the sentence ties it to its part and its whole, and no two figures around it give it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import pairwise

from gkcheck.language.figures import MOST, Figure, Figures, Relation, number
from gkcheck.language.measures import MONEY
from gkcheck.language.pattern import Pattern
from gkcheck.language.rates import Rate, find_rates

HUNDRED = Decimal(100)
_LEFT = ("其余", "另有", "剩余", "余下")
_SLIP = Decimal(15)  # points by which a rate is miscounted; one further off is of another whole
_NEAR = 16  # figures around a rate that may make it


def find_ratios(figures: Figures) -> Iterator[Relation]:
    """Every level (not a change) with figures beside it that give it or should."""
    rates = find_rates(figures.form.source)[:MOST]
    last_end = 0
    for rate in rates:
        start = figures.form.position(rate.start)
        end = figures.form.position(rate.end)
        if (
            not rate.change
            and not rate.approximate
            and rate.bound == "exact"
            and "%" in figures.words[start:end]
        ):
            yield from _rate(figures, rate, start, end, last_end)
        last_end = end


def _rate(figures: Figures, rate: Rate, start: int, end: int, before: int) -> Iterator[Relation]:
    first, stop = figures.sentence(start)
    digits = _digits(rate)
    if rate.value > HUNDRED and _at_most_all().search(rate.subject):
        begin, finish = figures.form.span(max(first, start - len(rate.subject)), end)
        yield Relation(begin, finish, "ratio", False, rate.text, f"{number(rate.value)}% > 100%")
        return
    told = _told_pair(figures, rate, first, start, before)
    around = [
        one for one in figures.within(max(0, first - 200), min(len(figures.words), stop)) if not one.loose
    ]
    around = [one for one in around if one.start < start][-_NEAR:] + [
        one for one in around if one.start > start
    ][:4]
    if told and rate.value == HUNDRED:  # 办结311件，其余7件…: what is left over is no part of what was done
        around = [one for one in around if not one.label.startswith(_LEFT)]
    pair = told if told and gives(told[0].value, told[1].value, rate.value, digits, told) else None
    sums = _giving(around, rate.value, digits) if pair is None else None
    if told and sums is not None:
        used = {*sums[0], *sums[1]}
        apart = not used & {*told} and all(one.start < first for one in used)
        if apart or (len(used) > 2 and any(one.start < first for one in used)):
            sums = None  # figures of another sentence that happen to give the rate
    if pair is not None:
        yield _made(figures, pair, start, end, rate, True, _formula([pair[0]], [pair[1]], digits))
    elif sums is not None:
        among = rate.subject and re.search("其中|[0-9][^，。]{0,12}[中里]，?", figures.words[first:start])
        if told or (among and len(sums[0]) + len(sums[1]) > 2):
            yield _made(figures, (*sums[0], *sums[1]), start, end, rate, True, _formula(*sums, digits))
    elif told:
        fine = Decimal(1).scaleb(-max(1, digits))
        true = (told[0].value / told[1].value * HUNDRED).quantize(fine, ROUND_HALF_UP)
        formula = f"{_show(told[0])}÷{_show(told[1])} = {true}% ≠ {number(rate.value)}%"
        yield _made(figures, told, start, end, rate, False, formula)


def _digits(rate: Rate) -> int:
    """How many digits after the point a rate is stated with."""
    exponent = rate.value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@cache
def _at_most_all() -> re.Pattern[str]:
    return re.compile(
        r"(?:满意|合格|达标|办结|回复|答复|反馈|整改|公开|知晓|及时|按时|按期|准确|优良|出庭|销号|化解|核实|处置)(?:率|度)$"
    )


# --- which two figures a rate is tied to -----------------------------------------------------------------------

_BARE = frozenset("率的了和与中其率度数比例占为达到上下全各总人员户件个项量工作情况个")
_NEUTRAL = Pattern(
    r"^(?:(?:总体|综合|平均|实际|整体|全市|全县|全区|总|累计|目前|全年|按[时期]|及时|其|规范|当前|已|首次)+)"
)


_QUALITY = Pattern("(?:及时|准确|合格|规范|达标|优良|优秀|完好|满意|有效|成功|按时|按期)$")


def _told_pair(
    figures: Figures, rate: Rate, first: int, start: int, before: int
) -> tuple[Figure, Figure] | None:
    """(part, whole) that a sentence ties to its rate; None where it does not."""
    known = [one for one in figures.within(max(first, before), start, figures.depths[start]) if not one.loose]
    known = [one for one in known if not one.aside]
    if not known:
        return None
    share = _share_of().search(figures.words[max(first, start - 40) : start])
    if share:
        return _share_pair(figures, known, max(first, start - 40) + share.start(), start)
    stem = re.sub(r"(?:率|比例|占比|比重)$", "", rate.subject)
    if not rate.subject or not stem:
        return None
    known = [one for one in known if not one.label.startswith(_LEFT)]
    for at in range(len(known) - 1, 0, -1):
        part = known[at]
        whole = next((one for one in reversed(known[:at]) if one.measure == part.measure), None)
        if whole is None or part.value > whole.value or not whole.value:
            continue
        if rate.value >= 10 and part.value * 1000 < whole.value:
            continue  # 评价217035条，…有效差评9条: another order of things
        between = figures.words[whole.end : part.start]
        after = figures.words[part.end : start]
        if len(after) > 40 or sum(one.measure == part.measure for one in known[at + 1 :]):
            return None
        said = _words_of(figures, part, start)
        shared = _shared(stem, said)
        before_it = _NEUTRAL.sub("", stem[: shared or 0])
        quality = _QUALITY.search(stem)
        if quality and not set(quality.group()) & set(said + part.tail):
            return None  # 推送31.2万条，推送及时率99.7%: how many were in time is not told
        if shared is not None and (not before_it or before_it in whole.label + whole.tail + part.label):
            return part, whole
        within = re.search(r"[中里]，?[^，。；]{0,16}$|其中，?[^，。；]{0,12}$", between)
        if within and after.count("，") <= 1 and set(stem) & set(said) - _BARE:
            return part, whole
    return _whole_before(figures, known, stem, rate.value, first, start) if len(known) == 1 else None


def _whole_before(
    figures: Figures, known: Sequence[Figure], stem: str, rate: Decimal, first: int, start: int
) -> tuple[Figure, Figure] | None:
    """登记8421件，其中…；网上受理5327件，网上办理率73.3%: the whole opens the sentence before and is divided."""
    part = known[0]
    opening, _ = figures.sentence(max(0, first - 2))
    before = [one for one in figures.within(opening, first, part.depth) if not one.loose and not one.aside]
    if first < 2 or not before or before[0].measure != part.measure or before[0].value < part.value:
        return None
    parts = [one.value for one in before[1:] if one.measure == part.measure]
    # 受理6200件。其中网上办理4030件，网上办理率65%: 其中 divides the one figure before it
    among = (
        len(before) == 1
        and figures.words.startswith("其中", first)
        and len(stem) <= 4
        and stem in _words_of(figures, part, start)
        and rate < HUNDRED
        and abs(part.value / before[0].value * HUNDRED - rate) <= _SLIP
    )
    divided = among or any(sum(parts[:size]) == before[0].value for size in range(2, len(parts) + 1))
    said = _words_of(figures, part, start)
    if not divided or _shared(stem, said) is None or len(figures.words[part.end : start]) > 60:
        return None
    return part, before[0]


@cache
def _share_of() -> Pattern:
    return Pattern(
        r"占(?!比|地|用|有率|道|据|线|位|领|压)(?:到|了|全[市县区]|[^，。；、]{0,30}?的)?[^，。；、]{0,30}$",
        needs="占",
    )


def _share_pair(
    figures: Figures, known: Sequence[Figure], share: int, start: int
) -> tuple[Figure, Figure] | None:
    """占总数188个的75%: the whole stands after 占, or is the one figure in that measure before the part."""
    parts = [one for one in known if one.end <= share]
    inner = [one for one in known if share <= one.start]
    if not parts or not re.fullmatch(
        r"[^，。；]{0,12}，?[^，。；0-9]{0,8}", figures.words[parts[-1].end : share]
    ):
        return None
    part = parts[-1]
    if inner:
        same = inner[-1].measure == part.measure or not {inner[-1].measure, part.measure} & MONEY
        return (part, inner[-1]) if same and inner[-1].value else None
    if figures.words[share + 1 : start].strip("到了") not in ("",):
        return None  # 占应检企业的80%: what it is of is named, and may stand elsewhere
    wholes = [one for one in parts[:-1] if one.measure == part.measure] or _divided(figures, part)
    return (part, wholes[-1]) if len(wholes) == 1 and wholes[0].value >= part.value > 0 else None


def _divided(figures: Figures, part: Figure) -> list[Figure]:
    """收到1499件。其中，网上1303件，占86.9%；来信172件，占11.5%: the figures before the 其中 that a part follows."""
    begin = max(0, part.start - 300)
    among = figures.words.rfind("其中", begin, part.start)
    if among < 0 or "。" in figures.words[among : part.start]:
        return []
    first, _ = figures.sentence(max(0, among - 2))
    before = figures.within(first, among, part.depth)
    return [one for one in before if one.measure == part.measure and not one.loose and not one.aside]


def _words_of(figures: Figures, part: Figure, start: int) -> str:
    """What is said of a part: its clause, up to the next mark."""
    return part.label + re.split("[，。；]", figures.words[part.end : start], maxsplit=1)[0]


def _shared(stem: str, words: str) -> int | None:
    """Where in the name of a rate a pair of letters begins that also stands in some words."""
    return next((at for at in range(len(stem) - 1) if stem[at : at + 2] in words), None)


# --- arithmetic ------------------------------------------------------------------------------------------------


def gives(part: Decimal, whole: Decimal, rate: Decimal, digits: int, used: Sequence[Figure] = ()) -> bool:
    """Whether part ÷ whole is the rate, rounded or cut off at its last digit."""
    if not whole:
        return False
    true = part / whole * HUNDRED
    step = Decimal(1).scaleb(-digits)
    spread = sum((true * one.grain / 2 / one.value for one in used if one.value), Decimal(0))
    return abs(true - rate) <= step / 2 + spread or 0 <= true - rate < step


def _giving(around: Sequence[Figure], rate: Decimal, digits: int) -> tuple[list[Figure], list[Figure]] | None:
    """Any figures in one measure that give a rate: one by one, or two together by two (part, whole)."""
    for measure in dict.fromkeys(one.measure for one in around):
        group = [one for one in around if one.measure == measure]
        terms = [[one] for one in group] + [list(pair) for pair in pairwise(group)]
        for whole in terms:
            for part in terms:
                if set(part) & set(whole):
                    continue
                a, b = _value(part), _value(whole)
                if rate == HUNDRED and a != b:
                    continue  # 23614÷(23614+4.3) is nearly all, and proves nothing
                used = (*part, *whole)
                if gives(a, b, rate, digits, used) or (
                    len(used) == 2 and gives(b - a, b, rate, digits, used)
                ):
                    return part, whole
    return None


def _value(figures: Sequence[Figure]) -> Decimal:
    return sum((one.value for one in figures), Decimal(0))


def _formula(part: Sequence[Figure], whole: Sequence[Figure], digits: int) -> str:
    true = _value(part) / _value(whole) * HUNDRED
    more = true.quantize(Decimal(1).scaleb(-digits - 1), ROUND_HALF_UP)
    return f"{_terms(part)}÷{_terms(whole)} = {number(more)}%"


def _terms(figures: Sequence[Figure]) -> str:
    return _show(figures[0]) if len(figures) == 1 else "(" + "+".join(map(_show, figures)) + ")"


def _show(figure: Figure) -> str:
    letters = {10_000: "万", 100_000_000: "亿"}.get(int(figure.scale), "")
    return f"{number(figure.value / figure.scale)}{letters}" if letters else number(figure.value)


def _made(
    figures: Figures, used: Sequence[Figure], start: int, end: int, rate: Rate, holds: bool, formula: str
) -> Relation:
    begin, finish = figures.form.span(
        min(start, *(one.start for one in used)), max(end, *(one.end for one in used))
    )
    return Relation(begin, finish, "ratio", holds, rate.text, formula)
