"""Dates and periods of official prose, exact or partial, with the day or the days they name.

旬 are 1-10, 11-20, 21-end; quarters and halves end on their last day; “X月底前” and “X日前” include the day by
office usage. A date without a year takes the reporting year.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.form import derive
from gkcheck.language.numerals import parse_number

Precision = Literal["day", "ten_days", "month", "quarter", "half", "year", "range"]
Relation = Literal["on", "by", "from", "until", "within"]


class DateFact(NamedTuple):
    """Words that name a day or a period; `first` and `last` are its days, None where the words do not tell.

    `relation`: by (前, 底前, 之前), until (截至, 至…止), from (自…起), within (…内, …期间), on otherwise.
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    precision: Precision
    relation: Relation
    year_given: bool


_D = r"[0-9]{1,2}|[一二三四五六七八九十]{1,3}|廿[一二三四五六七八九]?"
_Y = r"(?:19|20)[0-9]{2}|二[〇零][〇零一二三四五六七八九]{2}|[今本当去上前明次]年(?:度)?|同年|翌年"
_SHIFT = {"今": 0, "本": 0, "当": 0, "同": 0, "去": -1, "上": -1, "前": -2, "明": 1, "次": 1, "翌": 1}


@cache
def _date() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<lead>截至|截止到?|自|从|至|到|于|在)?"
        rf"(?:"
        rf"(?P<iso>(?P<iy>(?:19|20)[0-9]{{2}})(?P<sep>[-/.])(?P<im>[0-9]{{1,2}})(?P=sep)(?P<id>[0-9]{{1,2}})(?![0-9.]))"
        rf"|(?:(?P<y>{_Y})(?:年(?:度)?(?!级|轻|限|龄|鉴|报|检|审))?(?:的)?)?(?:"
        rf"(?P<m>{_D})月(?:份)?(?P<d>{_D})(?:日|号)(?:[至到\-~—](?:(?P<m2>{_D})月(?:份)?)?(?P<d2>{_D})(?:日|号))?"
        rf"|(?P<rm>{_D})月?(?:份)?[至到\-~—](?P<rm2>{_D})月(?:份)?(?P<rend>底|末)?"
        rf"|(?P<tm>{_D})月(?:份)?(?P<ten>上旬|中旬|下旬|初|中(?!心|国|小|学|共|标|期|央|医|考|型|介|层)|底|末)"
        rf"|(?P<om>{_D})月(?:份)?(?!度|均|薪|饼|球|租|结|票|报|卡)"
        rf"|第?(?P<q>[一二三四1-4])季度(?P<qend>末|底)?|(?P<h>上半年|下半年)"
        rf"|(?P<yend>年底|年末|年终|年内|年初|岁末)"
        rf")"
        rf"|(?P<fy>{_Y})(?:年(?:度)?)?(?P<fend>底|末|初|内)?(?!级|轻|限)"
        rf"|(?P<whole>全年|年底|年末|年终|年内(?!容)|年初|本年度|今年|岁末)"
        rf"|(?P<bare>月底|月末|季末|季度末)"
        rf")"
        rf"(?P<tail>以前|之前|前夕|前(?!后|期|台|置|提|进|往|沿|端|瞻|述|款|三|列|身|去|景|来|门|人)|以来|起|开始|为止|止|之内|以内|内(?!容|部|涵|设|地)|期间|以后|之后|后)?"
    )


@lru_cache(maxsize=512)
def find_dates(text: str, year: int | None = None) -> tuple[DateFact, ...]:
    """Every date or period in a text, in order; `year` is the reporting year, taken where none is written."""
    form = derive(text)
    letters = form.text
    found: list[DateFact] = []
    for match in _date().finditer(letters):
        if not _is_date(letters, match):
            continue
        named = _named(match, year)
        if named is None:
            continue
        first, last, precision, given = named
        begin = match.start()
        if match["lead"] in ("至", "到", "于", "在", "从", "自"):
            begin = match.end("lead")
        start, end = form.span(begin, match.end())
        found.append(DateFact(start, end, text[start:end], first, last, precision, _relation(match), given))
    return tuple(found)


def _is_date(letters: str, match: re.Match[str]) -> bool:
    start = match.start() + len(match["lead"] or "")
    before = letters[max(0, start - 1) : start]
    after = letters[match.end() : match.end() + 2]
    if before and (before.isdigit() or before in "〔第.-/'" or before == "每" or (before in "个" and match["om"])):
        return False
    if match["fy"]:
        word = match["fy"]
        if word.isdigit() and not letters[match.end("fy") : match.end("fy") + 1] == "年":
            return False
        if after.startswith(("第",)) and "年" in match.group():
            return False
    if match["om"] and (before == "个" or after.startswith(("个",))):
        return False
    bare_year = match["whole"] or (match["yend"] and not match["y"])
    return not (bare_year and (before in tuple("每一二两三四五六七八九十百半几数多近0123456789")))


def _named(match: re.Match[str], year: int | None) -> tuple[date | None, date | None, Precision, bool] | None:
    written = match["y"] or match["fy"] or match["iy"]
    given = bool(written and (written[0].isdigit() or written[0] == "二"))
    base = _year(written, year)
    if match["iso"]:
        day = _day(base, int(match["im"]), int(match["id"]))
        return (day, day, "day", True) if day else None
    if match["d"]:
        return _days(match, base, given)
    if match["rm"]:
        one, two = _number(match["rm"]), _number(match["rm2"])
        if one is None or two is None or not (1 <= one <= 12 and 1 <= two <= 12):
            return None
        if base is None:
            return None, None, "range", given
        until = base if two >= one else base + 1
        return date(base, one, 1), _month_end(until, two), "range", given
    if match["tm"]:
        return _ten_days(_number(match["tm"]), match["ten"], base, given)
    if match["om"]:
        month = _number(match["om"])
        if month is None or not 1 <= month <= 12:
            return None
        return (date(base, month, 1), _month_end(base, month), "month", given) if base else (None, None, "month", given)
    if match["q"]:
        quarter = _number(match["q"]) or 1
        if base is None:
            return None, None, "quarter", given
        return date(base, quarter * 3 - 2, 1), _month_end(base, quarter * 3), "quarter", given
    if match["h"]:
        if base is None:
            return None, None, "half", given
        upper = match["h"] == "上半年"
        return (date(base, 1, 1), date(base, 6, 30), "half", given) if upper else (date(base, 7, 1), date(base, 12, 31), "half", given)
    if match["bare"]:
        return None, None, "month", False
    if match["whole"] in ("年初",) or match["yend"] == "年初" or match["fend"] == "初":
        return (date(base, 1, 1), None, "year", given) if base else (None, None, "year", given)
    return (date(base, 1, 1), date(base, 12, 31), "year", given) if base else (None, None, "year", given)


def _year(written: str | None, year: int | None) -> int | None:
    if written is None:
        return year
    if written[0].isdigit():
        return int(written)
    if written[0] == "二" and written[1] in "〇零":
        return int("".join(str("〇一二三四五六七八九".index(one.replace("零", "〇"))) for one in written))
    return year + _SHIFT[written[0]] if year is not None else None


def _number(word: str | None) -> int | None:
    value = parse_number(word) if word else None
    return int(value) if value is not None and value == int(value) else None


def _day(year: int | None, month: int | None, day: int | None) -> date | None:
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _days(match: re.Match[str], base: int | None, given: bool) -> tuple[date | None, date | None, Precision, bool] | None:
    month, day = _number(match["m"]), _number(match["d"])
    if month is None or day is None or not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    first = _day(base, month, day)
    if base is not None and first is None:
        return None
    last, precision = first, "day"
    if match["d2"]:
        last = _day(base, _number(match["m2"]) or month, _number(match["d2"])) or first
        return first, last, "range", given
    return first, last, "day", given if precision else given


def _ten_days(month: int | None, part: str, base: int | None, given: bool) -> tuple[date | None, date | None, Precision, bool] | None:
    if month is None or not 1 <= month <= 12:
        return None
    precision: Precision = "month" if part in ("底", "末") else "ten_days"
    if base is None:
        return None, None, precision, given
    end = _month_end(base, month)
    if part in ("上旬", "初"):
        return date(base, month, 1), date(base, month, 10), precision, given
    if part.startswith("中"):
        return date(base, month, 11), date(base, month, 20), precision, given
    if part == "下旬":
        return date(base, month, 21), end, precision, given
    return end - timedelta(days=end.day - 21), end, precision, given


def _relation(match: re.Match[str]) -> Relation:
    tail, lead = match["tail"] or "", match["lead"] or ""
    if tail in ("以前", "之前", "前", "前夕"):
        return "by"
    if tail == "以来" or lead.startswith("截") or tail in ("止", "为止"):
        return "until"
    if tail in ("起", "开始", "以后", "之后", "后") or (lead in ("自", "从") and not tail):
        return "from"
    if tail in ("之内", "以内", "内", "期间") or match["fend"] == "内" or match["whole"] == "年内" or match["yend"] == "年内":
        return "within"
    return "on"
