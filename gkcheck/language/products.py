"""Products: papers that a text asks to be made, published or filed (制定…办法, 公布…清单, 报…备案), and where one is named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.clauses import Clause, clause_role, split_clauses
from gkcheck.language.documents import find_titles
from gkcheck.language.form import Form, derive
from gkcheck.language.pattern import Pattern

Sort = Literal["list", "ledger", "rules", "plan", "report", "guide", "system", "filing"]

_SORTS: tuple[tuple[Sort, str], ...] = (
    ("list", "活动日历|清单|目录|名录|一览表|汇总表|明细表|名单"),
    ("ledger", "台账|工作档案|管理档案"),
    (
        "rules",
        "办法|规定|细则|规则|规程|规范|标准|条例|公约|章程|守则|准则|导则|实施意见|指导意见|若干意见|若干措施|工作意见|意见",
    ),
    ("plan", "方案|计划|规划|工作要点|预案|路线图|时间表"),
    ("report", "报告|总结|年报|白皮书|通报"),
    ("guide", "指南|手册|汇编|指引|流程图|示范文本"),
    ("system", "机制|制度|体系|规范性文件|配套文件"),
)
_STANDING_FOR: dict[Sort, frozenset[Sort]] = {
    "list": frozenset({"list", "ledger"}),
    "ledger": frozenset({"ledger", "list"}),
    "rules": frozenset({"rules", "system", "guide"}),
    "plan": frozenset({"plan", "rules"}),
    "report": frozenset({"report"}),
    "guide": frozenset({"guide", "rules", "list"}),
    "system": frozenset({"system", "rules", "plan"}),
    "filing": frozenset({"filing"}),
}
"""Sorts of papers that answer for one another when they speak of the same thing."""
MOST = 40
"""Products read from one requirement; nobody asks for more."""
_TITLES = 60  # titles looked at in one clause
_GENERIC = frozenset({"system", "ledger"})


class Product(NamedTuple):
    """A product asked for. `text[start:end]` are its words with the verb; `head` its noun, `about` what stands before
    the noun; `title` the name when it is given in 《》."""

    start: int
    end: int
    verb: str
    head: str
    sort: Sort
    about: str
    title: str = ""

    @property
    def generic(self) -> bool:
        """A mechanism or a system, which may be in place without a paper of its own."""
        return self.sort in _GENERIC and not self.title

    @property
    def name(self) -> str:
        """What to call it."""
        return f"《{self.title}》" if self.title else f"{self.about}{self.head}"

    def may_be(self, name: str) -> bool:
        """Whether a paper of that name may be it: a 登记台账 is no 办法 and a 办法 no 方案, unless the name bears the noun."""
        nouns = _nouns().findall(name)
        return self.head in name or not nouns or self.answered_by(_sort_of(nouns[-1]))

    def answered_by(self, sort: Sort) -> bool:
        """Whether a paper of another sort may stand for it."""
        return sort in _STANDING_FOR[self.sort]


class Named(NamedTuple):
    """A noun phrase of a report that names a paper: its words, what stands before the noun, and its sort."""

    start: int
    end: int
    about: str
    head: str
    sort: Sort


@cache
def _nouns() -> re.Pattern[str]:
    longest = sorted((noun for _, nouns in _SORTS for noun in nouns.split("|")), key=len, reverse=True)
    return re.compile("|".join(longest))


@cache
def _sort_of(noun: str) -> Sort:
    return next(sort for sort, nouns in _SORTS if noun in nouns.split("|"))


@cache
def _verbs() -> re.Pattern[str]:
    """Verbs of making, publishing and submitting; followed by 的 they only describe a paper."""
    return re.compile(
        r"(?P<verb>(?:(?:研究|抓紧|尽快|及时)?(?:制定|制订|出台|印发|编制|编写|编印|修订|拟定|拟订|起草|形成|建立|健全|公布|公示(?!系统|平台|栏|期|牌)|发布|提交|报送|上报|呈报)"
        r"(?:出台|印发|发布|公布|健全|完善|实施|并(?=制定|印发|公布|发布|出台|完善|健全)|和(?=制定|完善|健全|公布|印发|出台))?完?善?){1,2})"
        r"(?!的|情况|工作(?!方案|计划|制度|机制|规范|规则|规程|细则|意见|总结|报告|要点|指南|台账|办法|预案|手册)|时|后|前|以来|起)"
    )


@cache
def _turned() -> re.Pattern[str]:
    """The product before its verb: 完成…预案修订, 开展…目录编制工作, 将…清单向社会公布, 自评报告于11月底前报…."""
    return re.compile(
        r"(?:完成|开展|做好|抓好|启动|将|把)(?P<what>[^，。；《》]{1,40}?)(?:的)?(?:向社会|对外|在[^，。；]{2,16}|予以|及时)?"
        r"(?P<verb>编制|制定|制订|修订|编写|起草|公布|公示|印发)"
        r"|(?:^|[，；、])(?P<what2>[^，。；《》的]{2,16}?(?:报告|方案|清单|台账|总结|计划|目录))(?:应|要|须)?(?:于|在)[^，。；]{2,12}前"
        r"(?P<verb2>报送?(?!道)(?=[^，。；]{2,24})|上报|提交|印发|公布)"
    )


@cache
def _filing() -> Pattern:
    return Pattern(
        r"报(?![告名道价警废销酬考刊纸])[^，。；、]{0,20}?备[案查](?!审查|制度|登记|管理|事项|材料)|报备(?!案?审查|制度)|向[^，。；]{2,16}备案(?!审查|制度)",
        needs="备查 备案 报备",
    )


@cache
def _foreign() -> re.Pattern[str]:
    """Words before a verb by which others make the product, or nobody need."""
    return re.compile(
        r"督促|指导|引导|要求|鼓励|支持|协助|配合|探索|参与|帮助|组织[^，]{0,12}(?:企业|单位|学校|医院)|推动|由(?!我|本)[^，]{2,16}|等待|待|(?:国家|国务院|上级|省里?)(?:统一)?$"
        r"|不得|严禁|禁止|不再|未经|可以?$|凡|如|(?:按照|根据|依据|贯彻|落实|执行)[^，《》]{0,12}$"
    )


@cache
def _after_noun() -> re.Pattern[str]:
    """What may follow the noun of a product; anything else makes the noun a part of another word (清单管理)."""
    return re.compile(
        r"(?:[（(][^（）()]{0,20}[）)])?(?:等|草案|初稿)?(?:$|[，。；、：:”\"]|[和及与并以](?!式)|明确|确定|细化|规定|组织|推动|推进|落实|加强|规范|对|向|报|按|在|于|由|予以|统一|供|,)"
    )


@cache
def _others_say() -> Pattern:
    """制定政策时听取企业意见: what others say is not what is to be made."""
    return Pattern(
        r"时|听取|征求|采纳|反馈|提出|收集|吸收|尊重", needs="反馈 听取 吸收 尊重 征求 提出 收集 时 采纳"
    )


@cache
def _joins() -> Pattern:
    return Pattern(
        r"、|以及|[和及与]|并(?=明|公|报|印|向|组|在|按|对|上|抓|认|严)|，", needs="、 与 及 和 并 ，"
    )


@lru_cache(maxsize=512)
def find_products(text: str) -> tuple[Product, ...]:
    """The products a requirement asks of its reader, in order."""
    found: list[Product] = []
    form = derive(text)
    titles = [(form.position(one.start), form.position(one.end)) for one in find_titles(text)]
    for clause in split_clauses(text):
        if clause_role(clause.text) not in ("prohibition", "permission", "condition", "aim"):
            found += _in_clause(form, clause, titles)
    found.sort(key=lambda one: (one.start, one.end))
    first: dict[tuple[str, str], Product] = {}
    for one in found:
        first.setdefault((one.head, one.about), one)
    return tuple(first.values())[:MOST]


def _in_clause(form: Form, clause: Clause, all_titles: Sequence[tuple[int, int]]) -> Iterator[Product]:
    start, end = form.position(clause.start), form.position(clause.end)
    words = form.text[start:end]
    from_here = bisect_left(all_titles, (start, 0))
    titles = []
    for first, last in all_titles[from_here : from_here + _TITLES]:
        if first < end:
            titles.append((first - start, last - start))

    def free(at: int) -> bool:
        return not any(first <= at < last for first, last in titles)

    def foreign(at: int) -> bool:
        return _foreign().search(words[max(0, at - 30) : at]) is not None

    for match in _filing().finditer(words):
        if free(match.start()) and not foreign(match.start()):
            first, last = form.span(start + match.start(), start + match.end())
            yield Product(
                first, last, "报", "备案", "filing", match.group().removeprefix("报").removesuffix("备案")
            )
    reach = 0
    for match in _verbs().finditer(words):
        if (
            match.start() < reach
            or not free(match.start())
            or _foreign().search(words[max(0, match.start() - 24) : match.start()])
        ):
            continue
        for _, last, about, head, title in _objects(words, match.end(), titles):
            if not _fits(match["verb"], head):
                continue
            reach = last
            a, b = form.span(start + match.start(), start + last)
            yield Product(a, b, match["verb"], head, _sort_of(head), about, title)
    for match in _turned().finditer(words):
        what, verb = match["what"] or match["what2"], match["verb"] or match["verb2"]
        noun = _last_noun(what)
        if noun and free(match.start()) and not foreign(match.start()):
            about = what[: -len(noun)]
            a, b = form.span(start + match.start(), start + match.end())
            if _fits(verb, noun):
                yield Product(a, b, verb, noun, _sort_of(noun), _cut(about))


def _fits(verb: str, head: str) -> bool:
    """建立报告, 公布意见: not everything can be made in every way."""
    sort = _sort_of(head)
    if head in ("意见", "通报"):
        return re.search(r"制定|出台|印发", verb) is not None
    if re.search(r"提交|报送|上报|呈报", verb):
        return sort in ("report", "list", "plan", "ledger")
    if re.fullmatch(r"(?:及时)?(?:公布|公示|发布)", verb):
        return sort in ("list", "report", "guide", "rules", "plan") and head not in ("标准", "规范", "计划")
    if re.search(r"建立|健全", verb):
        return sort in ("system", "ledger", "list", "rules") and head not in ("标准", "规范")
    if verb.startswith("形成"):
        return sort in ("report", "list", "plan", "ledger")
    return sort != "ledger" or "建" in verb or "编" in verb or "制" in verb


def _objects(words: str, at: int, titles: list[tuple[int, int]]) -> Iterator[tuple[int, int, str, str, str]]:
    """The members of the list of objects that begins at `at`: (start, end, about, noun, title)."""
    begin, stop = at, min(len(words), at + 80)
    items: list[tuple[int, int, str, str, str]] = []
    while at < stop:
        title = next((one for one in titles if one[0] == at), None)
        if title is not None:
            name = words[at + 1 : title[1] - 1]
            noun = _last_noun(re.sub(r"[（(][^（）()]{1,16}[）)]$", "", name))
            if noun:
                items.append((at, title[1], name[: -len(noun)], noun, name))
            at = title[1]
        else:
            cut = _joins().search(words, at, stop)
            last = cut.start() if cut else stop
            item = words[at:last]
            for match in reversed(list(_nouns().finditer(item))):
                if not _after_noun().match(words[at + match.end() : at + match.end() + 30]):
                    continue
                if not _others_say().search(words[begin : at + match.start()]):
                    items.append((at, at + match.end(), _cut(item[: match.start()]), match.group(), ""))
                    break
            if "《" in item and title is None:
                at = next((one[0] for one in titles if one[0] > at), stop)
                if at >= last:
                    at = max(at, last)
                continue
            at = last
        joined = _joins().match(words, at, stop)
        if joined is None or joined.group() == "，" or joined.group().startswith("并"):
            break
        at = joined.end()
    told = [
        item
        for item in items
        if item[4] or re.sub(r"工作|管理|相关|有关|配套|相应|各项|具体|本|年度", "", item[2])
    ]
    yield from told or items[:1]


def _last_noun(words: str) -> str:
    """The noun a stretch ends with; empty when it ends otherwise."""
    return next((noun for noun in _nouns().pattern.split("|") if words.endswith(noun)), "")


def _cut(about: str) -> str:
    """What a product is about, without the words that only say whose or how it is to be made."""
    return re.sub(
        r"^(?:了|好|完善|健全|并|出台|印发|全面|进一步|切实|及时|本地区?|本(?:部门|单位|市|县|区|级|系统)|各(?:单位|部门)|一[套个份批项]|相应的?|科学|统一的?|具体的?)+",
        "",
        about,
    ).removesuffix("的")


@cache
def _phrase_cut() -> re.Pattern[str]:
    """Where a noun phrase of a report begins: after a verb, a particle or a mark."""
    return re.compile(
        r".*(?:[，。；：、（）()“”\"》《的了将把对在于由向并和及与]|按照|根据|制定|制订|出台|印发|编制|编写|修订|建立|健全|完善|形成|公布|公示|发布|列入|纳入|全部|梳理|推行|实行|更新|调整|提交|报送|上报|完成|执行|依托|理顺)"
    )


@lru_cache(maxsize=256)
def find_named(text: str) -> tuple[Named, ...]:
    """The noun phrases of a text that name a paper, outside 《》."""
    return tuple(_named(text))


def _named(text: str) -> Iterator[Named]:
    form = derive(text)
    covered = bytearray(len(form.text) + 1)
    for title in find_titles(text):
        first, last = form.position(title.start), form.position(title.end)
        covered[first:last] = b"\x01" * (last - first)
    for match in _nouns().finditer(form.text):
        at = match.start()
        if covered[at]:
            continue
        before = form.text[max(0, at - 24) : at]
        cut = _phrase_cut().match(before)
        about = before[cut.end() :] if cut else before
        start, end = form.span(at - len(about), match.end())
        yield Named(start, end, about, match.group(), _sort_of(match.group()))
