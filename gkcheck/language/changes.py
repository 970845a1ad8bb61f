"""Changes held against their two ends: 由15个工作日压缩到6个工作日，压缩60%; 由5个减至3个，减少2个."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import islice

from gkcheck.language.figures import MOST, Figures, Relation, number
from gkcheck.language.form import HAN
from gkcheck.language.pattern import Pattern
from gkcheck.language.ratios import HUNDRED, gives

_LESS = "压缩|缩短|压减|精简|减少|降低|下降|缩减|减|降"
_MORE = "增加|增长|提高|提升|扩大|上升|增"


@cache
def _change() -> Pattern:
    return Pattern(
        rf"[由从](?P<context>[^，。；0-9]{{0,12}})(?P<a>[0-9]+(?:\.[0-9]+)?)(?P<unit>{HAN}{{1,5}}?)(?:{_LESS}|{_MORE})(?:至|到|为)"
        rf"(?P<b>[0-9]+(?:\.[0-9]+)?)(?P=unit)(?P<noun>[^，。；0-9%]{{0,6}})，[^，。；0-9%]{{0,8}}?"
        rf"(?P<verb>{_LESS}|{_MORE}|降幅|增幅|压缩率|压缩比例?)(?:了|达到|达|为)?(?P<c>[0-9]+(?:\.[0-9]+)?)(?P<sign>%|(?P=unit))",
        needs="从 由",
    )


def find_changes(figures: Figures) -> Iterator[Relation]:
    """由15个工作日压缩到6个工作日，压缩60%: the difference or the share of it, where both ends are written."""
    for match in islice(_change().finditer(figures.words), MOST):
        a, b, c = Decimal(match["a"]), Decimal(match["b"]), Decimal(match["c"])
        if not a or a == b:
            continue
        exponent = c.as_tuple().exponent
        digits = max(0, -exponent) if isinstance(exponent, int) else 0
        if match["sign"] == "%":
            holds = gives(abs(a - b), a, c, digits)
            true = (abs(a - b) / a * HUNDRED).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
            sign, formula = "%", f"|{number(b)}-{number(a)}|÷{number(a)} = {true}%"
        else:
            holds = abs(a - b) == c
            sign, formula = match["unit"], f"|{number(b)}-{number(a)}| = {number(abs(a - b))}"
        if not holds:
            formula += f" ≠ {number(c)}{sign if sign == '%' else ''}"
        start, end = figures.form.span(match.start(), match.end())
        stated = figures.form.slice(match.start("verb"), match.end())
        yield Relation(start, end, "change", holds, stated, formula)
