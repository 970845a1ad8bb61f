"""Personal information in a text (numbers of persons, home addresses): where it stands, and the text without it.

What is personal follows 政府信息公开条例 art. 15; how it is masked (138****1234, 35*************123) is what 永安市
prescribed in 2023 for published information. Hotlines, landlines of offices, numbers of papers and orders, codes of
organisations and the names of officers are not personal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from gkcheck.language.form import derive
from gkcheck.language.identifiers import is_card_number, is_identity_number, is_mobile_number

PersonalKind = Literal["identity", "mobile", "card", "phone", "address"]
STAR = "*"


class Personal(NamedTuple):
    """Personal information at text[start:end]; `masked` are those words as they may be shown, of the same length.

    `sure` is False for what only looks like it (after 身份证, a number whose check digit is wrong): it is masked, but
    nothing more is said of it.
    """

    kind: PersonalKind
    start: int
    end: int
    text: str
    masked: str
    sure: bool = True


def find_personal(text: str) -> tuple[Personal, ...]:
    """All personal information in a text, in order, without overlaps. At once where there are no such figures."""
    if not _worth_a_look().search(text):
        return ()
    found: list[Personal] = []
    reached = 0
    for one in sorted((*_numbers(text), *_in_words(text)), key=lambda one: (one.start, -one.end)):
        if one.start >= reached:
            found.append(one)
            reached = one.end
    return tuple(found)


def mask_personal(text: str) -> str:
    """The text with its personal information starred out, letter for letter: every offset stays what it was."""
    found = find_personal(text)
    if not found:
        return text
    pieces: list[str] = []
    done = 0
    for one in found:
        pieces += (text[done : one.start], one.masked)
        done = one.end
    pieces.append(text[done:])
    return "".join(pieces)


@cache
def _worth_a_look() -> re.Pattern[str]:
    """Eleven figures that signs or blanks may part, figures after a word for telephone, or words for a dwelling."""
    return re.compile(
        rf"(?=[\d电手联号Tt先女小阿大师住户家])(?:\d(?:[^\w，。；、]{{0,3}}\d){{10}}|{_RING}|(?:先生|女士|小姐|阿姨|大爷|师傅)[^。；]{{0,12}}\d"
        r"|住[^。；]{0,40}\d|户籍|家庭)"
    )


_RING = r"(?:电\s?话|手\s?机|联系|号\s?码|[Tt]el|TEL)"


def _shown(words: str, first: int, last: int) -> str:
    """Words with their figures starred, but for the `first` and the `last` few."""
    figures = [at for at, letter in enumerate(words) if letter.isdecimal() or letter in "XxＸｘ"]
    letters = list(words)
    for at in figures[first : len(figures) - last]:
        letters[at] = STAR
    return "".join(letters)


# Numbers: groups of figures, unbroken or parted by one blank or hyphen each


@cache
def _same() -> dict[int, str]:
    """Full-width figures and signs as ASCII, letters nobody sees as one such letter: letter for letter."""
    same = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    same.update(dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63"), "-"))
    same.update(dict.fromkeys(map(ord, "\u200c\u200d\u200e\u200f\u2060\ufeff\xad"), "\u200b"))
    return same


@cache
def _groups() -> re.Pattern[str]:
    return re.compile(r"\d[\d\u200b]*[Xx]?")


class _Group(NamedTuple):
    start: int
    end: int
    figures: str


def _numbers(text: str) -> Iterator[Personal]:
    words = text.translate(_same())
    for chain in _chains(words):
        at = 0
        while at < len(chain):
            for size in _sizes(chain, at):
                found = _judged(words, chain[at : at + size])
                if found is not None:
                    first, last = found.shown
                    start, end = chain[at].start, chain[at + size - 1].end
                    masked = _shown(text[start:end], first, last)
                    yield Personal(found.kind, start, end, text[start:end], masked, found.sure)
                    at += size - 1
                    break
            at += 1


def _chains(words: str) -> Iterator[list[_Group]]:
    """Groups of figures that stand one sign or blank apart."""
    chain: list[_Group] = []
    for match in _groups().finditer(words):
        group = _Group(match.start(), match.end(), match.group().replace("\u200b", ""))
        gap = words[chain[-1].end : group.start] if chain else ""
        if chain and not (len(gap) == 1 and (gap == "-" or gap.isspace())):
            yield chain
            chain = []
        chain.append(group)
    if chain:
        yield chain


def _sizes(chain: Sequence[_Group], at: int) -> Iterator[int]:
    """How many groups from one on may make a number; one that is a number by itself is never part of another."""
    total = 0
    for size, group in enumerate(chain[at : at + 19], start=1):
        total += len(group.figures)
        alone = is_mobile_number(group.figures) or is_identity_number(group.figures)
        if total > 19 or (size > 1 and alone):
            return
        if total in (11, 13, 15, 16, 17, 18, 19):
            yield size


_MOBILE_GROUPS = frozenset(
    {(11,), (3, 4, 4), (3, 8), (7, 4), (4, 3, 4), (3, 3, 5), (5, 6), (6, 5), (1,) * 11}
)


class _Judged(NamedTuple):
    """What figures are; how many of them may be shown at either end."""

    kind: PersonalKind
    shown: tuple[int, int]
    sure: bool = True


def _judged(words: str, groups: Sequence[_Group]) -> _Judged | None:
    """What some groups of figures are together; None where they are nothing personal."""
    figures = "".join(group.figures for group in groups)
    sizes = tuple(len(group.figures) for group in groups)
    code = 2 if sizes == (13,) and figures.startswith("86") else 0
    if code:
        figures, sizes = figures[code:], (11,)
    identity = is_identity_number(figures)
    mobile = not identity and sizes in _MOBILE_GROUPS and is_mobile_number(figures)
    in_fours = len(sizes) == 1 or (set(sizes[:-1]) == {4} and sizes[-1] <= 4)
    card = not identity and in_fours and is_card_number(figures)
    perhaps = len(figures) in (15, 18) and len(groups) <= 4
    if not (identity or mobile or card or perhaps):
        return None
    start, end = groups[0].start, groups[-1].end
    before, after = words[max(0, start - 20) : start], words[end : end + 6]
    if before.endswith(("86 ", "86-")):
        before = before[:-3].rstrip("+0")
    coded = _in_code(before) or _continues(after)
    if identity and not coded and (len(figures) == 18 or not _is_serial(before)):
        return _Judged("identity", (2, 3))
    if perhaps and "身份证" in before[-12:]:
        return _Judged("identity", (2, 3), sure=False)
    if coded or _is_serial(before) or _measured().match(after):
        return None
    if mobile:
        return _Judged("mobile", (code + 3, 4))
    if card and _of_a_person(before):
        named = any(word in before for word in ("卡", "账", "帐", "户", "银行"))
        return _Judged("card", (4, 4)) if named or figures.startswith("62") else None
    return None


@cache
def _serial() -> re.Pattern[str]:
    return re.compile(
        r"(?:编号|流水|序号|单号|工单|订单|案号|件号|批号|代码|编码|条码|条形码|证号|文号|票号|发票|保单|合同|批次|货号|型号|学号|工号|车架|机身"
        r"|许可证|登记号|受理号|备案号|注册号|税号|查询码|事项码|图斑|宗地|地块|坐标|卷号|档号|版本|ISBN|ISSN|[Nn][Oo]\.?|ID|URL)[^，。；、\d]{0,8}$"
    )


def _is_serial(before: str) -> bool:
    """Whether the words before a number say that it counts papers or things."""
    return _serial().search(before) is not None and "身份证" not in before and "卡" not in before[-8:]


@cache
def _measured() -> re.Pattern[str]:
    """What follows an amount: decimals, thousands, a measure."""
    return re.compile(
        r"\.\d|,\d{3}(?!\d)|\s?[余多几]?(?:元|万|亿|[人名](?=[次均，。；、]|$)|件|条|次|吨|米|亩|公里|公顷|千|字|%|‰|平方|立方|度|份|套|株|棵)"
    )


def _of_a_person(before: str) -> bool:
    return not any(
        word in before
        for word in ("对公", "专户", "基本户", "财政", "公户", "公司", "单位", "国库", "非税", "信用")
    )


@cache
def _spelt_out() -> re.Pattern[str]:
    return re.compile(r"(?:tel|phone|mobile|mob|wechat|weixin|wx|vx|qq|id|card|no)[:.]?\s?$", re.IGNORECASE)


def _in_code(before: str) -> bool:
    """Whether figures are a part of a web address, a file name or a code (t20190507_138…, A13800138000)."""
    last = before[-1:]
    if not last or not last.isascii() or last in " \t\r\n:(\"',;|~<>[]*+#!?{})":
        return False
    if last == "-":
        return before[-2:-1].isascii() and before[-2:-1].isalnum()
    if last == "/" and before[-8:-1].isdecimal():
        return False  # one telephone number after another
    return _spelt_out().search(before) is None and not (last == "." and not before[-2:-1].isascii())


def _continues(after: str) -> bool:
    """Whether a code goes on after the figures: _2, .html, letters."""
    if after[:1] == "/" and after[1:].isdecimal():
        return False
    if after[:1] and after[0] in "_./=":
        return after[1:2].isascii() and after[1:2].isalnum()
    return bool(after) and after[0].isascii() and after[0].isalnum()


# Words: a person of the public with a landline, and where a person lives

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹章云苏潘葛范彭郎鲁韦马苗方俞任袁柳鲍史唐费薛雷贺倪汤"
    "罗毕郝安常于傅齐康伍余顾孟黄萧尹姚邵汪毛米戴宋庞熊纪舒项祝董梁杜阮蓝季贾江颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍万柯卢莫房"
    "丁邓洪石崔龚程陆翁曾侯段钱覃黎易武乔赖文龙叶司白"
)
_CITIZEN = (
    r"(?:群众|居民|村民|市民|业主|当事人|申请人|信访人|投诉人|举报人|来电人|来访人|诉求人|反映人|家长|学生|患者|户主|低保户|贫困户|租客|房东"
    r"|残疾人|老人|职工|工人|农民|考生|乘客|消费者|顾客|本人|其子|其女|其妻)"
)


_COMPOUND = (
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|宇文|长孙|夏侯|轩辕|百里|呼延|南宫|独孤|端木|申屠|澹台|宗政|濮阳|淳于|单于"
    "|钟离|鲜于|闾丘|赫连"
)


@cache
def _name() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_COMPOUND}|[{_SURNAMES}])(?:[\u4e00-\u9fff]{{1,2}}|[某*＊xX×]{{1,3}}|先生|女士|小姐|同志|老师|师傅|阿姨|大爷)"
        r"|[\u4e00-\u9fff]{1,6}[·•][\u4e00-\u9fff]{1,6}(?:[·•][\u4e00-\u9fff]{1,6})?"
    )


def is_person_name(words: str) -> bool:
    """Whether a short text by itself reads as the name of a person; also true of some places and things (白皮书).

    For cells that are hidden when in doubt; in prose a name cannot be told by its letters.
    """
    return len(words) <= 20 and _name().fullmatch(words.strip()) is not None


def _in_words(text: str) -> Iterator[Personal]:
    form = derive(text)
    for kind, start, end in (*_phones(form.text), *_addresses(form.text)):
        first, last = form.span(start, end)
        words = text[first:last]
        figures = sum(letter.isdecimal() for letter in words)
        shown = (max(0, figures - (8 if figures in (8, 11, 12) else 7)) + 2, 1) if kind == "phone" else (0, 0)
        yield Personal(kind, first, last, words, _shown(words, *shown))


@cache
def _phone() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_CITIZEN}[:：]?(?:为|系|是)?[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?|[{_SURNAMES}][\u4e00-\u9fff]{{0,2}}(?:先生|女士|小姐|阿姨|大爷|师傅))"
        r"(?P<between>[^。；\d]{0,16})(?P<number>(?:\(?0\d{2,3}\)?[- ]?)?[2-8]\d{6,7})(?![\d.%元万件])"
    )


@cache
def _office() -> re.Pattern[str]:
    return re.compile(r"局|委|办|科|处|中心|窗口|值班|热线|咨询|监督|服务|总机|传真|单位|公司|大厅|所|站")


def _phones(words: str) -> Iterator[tuple[PersonalKind, int, int]]:
    """Landlines that follow the name of a person of the public; a mobile number is personal by itself."""
    if re.search(r"[2-8]\d{6}", words) is None:
        return
    for match in _phone().finditer(words):
        between = match["between"]
        if (re.search(_RING, between) or between.endswith(("(", ":", ",", "，"))) and not _office().search(
            between
        ):
            yield "phone", match.start("number"), match.end("number")


@cache
def _address() -> re.Pattern[str]:
    """Words for where a person lives, and in the same clause the number of a house, a flat or a household."""
    return re.compile(
        r"(?:家住|现住|现居|居住[于在]|家庭(?:住|地)址|(?:居住|户籍)地址|(?:住|现住)址|户籍(?:所在)?地"
        rf"|(?:先生|女士|{_CITIZEN}[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})"
        r"(?:[,，(](?:联系)?(?:电话|手机)[^，。；()]{0,20}(?=[,，]))?[,，(]?住(?:在|于)?)(?:为|是|在|于|[:：])?"
        r"(?P<place>[\u4e00-\u9fffA-Za-z]{2,24}?(?:\d{1,5}[号弄巷栋幢座组村期区街路队-]?[\u4e00-\u9fffA-Z-]{0,6}?){0,4}"
        r"\d{1,5}(?:号(?!线|文|令|公告|地块|楼|院|桥)|室|户(?!数|籍)|房(?!屋|产)))"
    )


@cache
def _institution() -> re.Pattern[str]:
    return re.compile(r"局|委员会|政府|中心|大厅|办事处|公司|学校|医院|登记|填写|变更|核对|公示")


def _addresses(words: str) -> Iterator[tuple[PersonalKind, int, int]]:
    if not any(word in words for word in ("住", "址", "户籍", "现居")) or not re.search(
        r"\d[号室户房]", words
    ):
        return
    for match in _address().finditer(words):
        place = match["place"]
        first = next(at for at, letter in enumerate(place) if letter.isdecimal())
        if _institution().search(place[:first]) is None:
            yield "address", match.start("place"), match.end("place")
