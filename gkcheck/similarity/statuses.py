"""One named thing told as done in one row and as not yet done in another, or as never having happened and counted.

A thing is named by a title in 《》 or by at least five letters; a stage (批准, 建成, 投用 …) is held only against
a stage of the same course that is as far or further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from gkcheck.language.clauses import Clause, split_clauses
from gkcheck.language.dates import find_dates
from gkcheck.language.documents import find_titles
from gkcheck.language.form import HAN, derive, fold, is_han
from gkcheck.language.pattern import Pattern
from gkcheck.language.tense import tensed_clauses
from gkcheck.model import Task

NAMED = 5
_LONGEST = 400  # letters of a clause that are read for a status
Course = Literal["building", "paper", "deal"]

_STAGES: dict[Course, tuple[tuple[str, ...], ...]] = {
    "building": (
        ("论证", "立项", "完成立项", "选址", "可研"),
        ("招标", "招投标", "采购"),
        ("开工", "动工", "施工"),
        ("封顶", "主体完工"),
        ("建成", "完工", "竣工", "建好", "建设", "搬迁", "迁建", "改造", "成立", "设立", "组建"),
        ("验收",),
        (
            "交付",
            "投用",
            "投入使用",
            "启用",
            "投入运行",
            "投入执勤",
            "运行",
            "开放",
            "上线",
            "开通",
            "启动运行",
            "试运行",
            "运营",
            "揭牌",
            "挂牌",
        ),
    ),
    "paper": (
        ("起草", "编制", "修订"),
        ("征求意见",),
        ("审议", "审定", "评审"),
        ("印发", "出台", "发布", "公布", "颁布", "下发", "批复", "批准"),
        ("施行", "实施", "生效"),
    ),
    "deal": (("签订", "签署", "签约"),),
}


class Status(NamedTuple):
    """A thing and a stage at report[start:end] of a row; `names` are the ways the thing may be called elsewhere."""

    task: int
    start: int
    end: int
    names: tuple[str, ...]
    course: Course
    stage: int


class Contradiction(NamedTuple):
    """Where a thing is not yet done, and where it is (or: where nothing happened, and where it is counted)."""

    open: Status
    done: Status
    kind: Literal["stage", "nil"]


def find_contradictions(tasks: Sequence[Task], year: int | None) -> tuple[Contradiction, ...]:
    """Every pair of rows that exclude each other on one named thing; places are those in `tasks`."""
    found: list[Contradiction] = []
    folded = [fold(task.report) for task in tasks]
    known = [
        f"{report}。{fold(task.title)}。{fold(task.requirement)}"
        for report, task in zip(folded, tasks, strict=True)
    ]
    for place, task in enumerate(tasks):
        for status in _open(place, task):
            for other, rival in enumerate(tasks):
                if other == place or not any(name in known[other] for name in status.names):
                    continue
                if (done := _done(other, rival, status, task, year)) is not None:
                    found.append(Contradiction(status, done, "stage"))
        for nil in _nils(place, task):
            for other, rival in enumerate(tasks):
                if other == place or nil.names[0] not in folded[other]:
                    continue
                if (told := _counted(other, rival, task, nil)) is not None:
                    found.append(Contradiction(nil, told, "nil"))
    return tuple(found)


# --- not yet ---------------------------------------------------------------------------------------------------

_LEAD = Pattern(
    r"^(?:因此?|由于|鉴于|目前|其中|待|截至[^，]{0,8}|现|但|而|且|同时|另外|此外|我[局市县区委办]|本[局市县区级]|全[市县区]|[0-9]{1,2}月底?)*"
)


@cache
def _stage_words() -> dict[str, tuple[Course, int]]:
    return {
        word: (course, stage)
        for course, stages in _STAGES.items()
        for stage, words in enumerate(stages)
        for word in words
    }


@cache
def _verbs() -> str:
    return "|".join(sorted(_stage_words(), key=lambda one: (-len(one), one)))


@cache
def _not_yet() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<thing>[^，。；]{{2,60}}?)(?:尚未|还未|还没有?|仍未|暂未|未能?)(?:正式|全面|完全|如期)?(?P<verb>{_verbs()})"
        rf"|(?P<thing2>[^，。；]{{2,60}}?)(?:仍|还)?正在(?:抓紧|加快|有序|组织)?(?P<verb2>{_verbs()})"
        rf"|(?P<thing3>[^，。；]{{2,60}}?)(?:正式|全面)?(?P<verb3>{_verbs()})(?:之)?后$"
        rf"|(?:将|拟|计划|预计|力争|争取)[^，。；《]{{0,12}}?(?P<verb4>{_verbs()})(?P<thing4>《?[^，。；]{{2,60}})"
        r"|(?P<thing6>[^，。；]{2,60}?(?:工程|项目))(?:目前|现)?(?:仍|还|尚)?(?:正在|处于|在)(?P<verb6>(?:进行|抓紧|加快)?[^，。；]{0,16}?(?:安装|施工|调试|建设))"
        rf"|(?P<thing5>[^，。；]{{2,60}}?)(?:将|拟|计划|预计|力争|争取|有望)(?:于|在)?[^，。；]{{0,12}}?(?P<verb5>{_verbs()})"
    )


def _open(place: int, task: Task) -> Iterator[Status]:
    for told in tensed_clauses(task.report):
        if not told.open or told.carried:
            continue
        clause = told.clause
        form = derive(clause.text)
        words = form.text
        match = _not_yet().search(words[:_LONGEST])
        if match is None:
            continue
        number = next(n for n in ("", "2", "3", "4", "5", "6") if match[f"verb{n}"])
        if number == "3" and told.tense != "waiting":
            continue
        verb = match[f"verb{number}"]
        lead = _LEAD.match(match[f"thing{number}"])
        because = _BECAUSE.search(match[f"thing{number}"])
        cut = max(lead.end() if lead else 0, because.end() if because else 0)
        thing = match[f"thing{number}"][cut:].strip()
        course, stage = _stage_words()["建成" if number == "6" else verb]
        names = _names(thing, NAMED - 1 if course == "deal" else NAMED) or _named_before(task, clause, course)
        if not names:
            continue
        first = match.start(f"thing{number}") + cut
        begin = match.start() if number == "4" else first
        start, end = form.span(min(begin, match.start(f"verb{number}")), match.end())
        yield Status(place, clause.start + start, clause.start + end, names, course, stage)


_KINDS = (
    "条例",
    "办法",
    "规定",
    "细则",
    "规划",
    "方案",
    "意见",
    "规程",
    "标准",
    "章程",
    "制度",
    "目录",
    "清单",
)


_BECAUSE = re.compile(".*(?:因|由于|鉴于)(?!此)")
_WORKS = re.compile(
    rf"^(?:{HAN}{{0,4}}[局委办]|目前)?，?(?P<thing>{HAN}{{4,16}}?(?:站|馆|中心|厂|医院|学校|园区|平台|大桥|公园|基地|水库|隧道))(?:项目|工程)"
)


def _named_before(task: Task, clause: Clause, course: Course) -> tuple[str, ...]:
    """What the report as a whole is about, where a later sentence tells of it without its name: 城西消防救援站项目…."""
    match = _WORKS.match(fold(task.report[:60])) if course == "building" and clause.start else None
    return (match["thing"],) if match is not None else ()


def _names(thing: str, least: int = NAMED) -> tuple[str, ...]:
    """How a thing may be called: its full words; a title alone; 新修订的条例 of 新修订的《…条例》."""
    titles = find_titles(thing)
    if titles:
        title = titles[0]
        names = [title.text]
        kind = next((one for one in _KINDS if title.name.rstrip("》").endswith(one)), "")
        before = thing[: title.start]
        newly = re.search(r"新(?:修订|修正|制定|出台|颁布|印发)?的?$", before)
        if kind and newly:
            names += [f"{newly.group()}{kind}", f"新{kind}", f"新修订{kind}"]
        return tuple(dict.fromkeys(names))
    thing = re.sub(r"(?:的|项目|工程|工作|事项|至今|目前|仍然?|现)+$", "", thing)
    plain = all(
        is_han(letter) or (letter.isascii() and letter.isalnum()) or letter in '“”"·（）()'
        for letter in thing
    )
    if not plain or sum(map(is_han, thing)) < least or thing.startswith(("并", "且", "和", "及", "于", "在")):
        return ()
    shorter = re.sub("(?:改造|扩建|新建|建设|提升|升级)+$", "", thing)  # 提标改造工程 is elsewhere 提标工程
    return tuple(dict.fromkeys((thing, shorter))) if sum(map(is_han, shorter)) >= NAMED + 3 else (thing,)


# --- done ------------------------------------------------------------------------------------------------------

_OPEN_WORDS = Pattern(
    r"未|尚|待|拟|将|计划|预计|力争|争取|正在|筹备|推进|前期|方案|规划|设计|加快|抓紧|(?:之)?[后前时]$"
)


def _done(place: int, task: Task, status: Status, other: Task, year: int | None) -> Status | None:
    """Where a row tells the thing as far as the stage that another says is not reached."""
    for name in status.names:
        short = name != status.names[0] and "《" in status.names[0]
        if short and status.names[0] not in fold(f"{task.title}\n{task.requirement}\n{task.report}"):
            continue
        entitled = "《" not in name and name in fold(f"{task.title}。{task.requirement}")
        for told in tensed_clauses(task.report):
            found = None if told.open else _done_in(place, told.clause, name, status)
            if found is None and entitled and not told.open:  # 建设协同办公平台: 平台于9月22日上线运行
                found = _done_in(place, told.clause, name[-2:], status, opening=True)
            if found is not None and not _later(task, found, other, status, year):
                return found
    return None


def _done_in(
    place: int, clause: Clause, name: str, status: Status, *, opening: bool = False
) -> Status | None:
    form = derive(clause.text)
    words = form.text
    at = words.find(name)
    if at < 0 or (opening and words[:at].strip(" ，；") not in ("", "该", "本")):
        return None
    after = words[at + len(name) :]
    verb = re.match(rf"[^，。；]{{0,14}}?(?P<verb>{_verbs()})(?P<rest>.{{0,6}})", after)
    begin, finish = at, at + len(name) + (verb.end("verb") if verb else 0)
    if verb is None:
        lead = re.search(rf"(?P<verb>{_verbs()})(?:了)?$", words[:at])
        if lead is None:
            return None
        begin, said = lead.start(), lead["verb"]
        beside = words[max(0, begin - 8) : begin]
    else:
        said = verb["verb"]
        beside = words[max(0, at - 8) : at] + after[: verb.start("verb")]
        if re.match(r"(?:之)?[前时]|以前|之际", verb["rest"]):
            return None
    course, stage = _stage_words()[said]
    if course != status.course or stage < status.stage or said in ("建设", "改造", "实施", "编制", "修订"):
        return None
    if _OPEN_WORDS.search(re.sub("《[^》]*》", "", beside)):
        return None
    start, end = form.span(begin, finish)
    return Status(place, clause.start + start, clause.start + end, (name,), course, stage)


def _later(task: Task, done: Status, other: Task, open_: Status, year: int | None) -> bool:
    """Whether the one row speaks of a day after that of the other: not yet in June, done in October."""
    told, waited = _days(task.report, done, year), _days(other.report, open_, year)
    return any(one > another for one in told for another in waited)


def _days(text: str, status: Status, year: int | None) -> list[date]:
    """The first days of what the clauses of a status date themselves by."""
    near = [one for one in split_clauses(text) if one.start < status.end and status.start < one.end]
    return [
        fact.first
        for fact in find_dates(text, year)
        if near and near[0].start <= fact.start < near[-1].end and fact.first and fact.precision != "year"
    ]


# --- nothing here, counted there -------------------------------------------------------------------------------


@cache
def _nil() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<word>(?:未|没有)(?:曾|再)?(?:收到|接到|受理|发生|出现|产生))(?P<thing>(?:{HAN}|\"){{4,16}}?)(?:的?(?:情况|情形|现象|问题))?$"
    )


def _nils(place: int, task: Task) -> Iterator[Status]:
    for clause in split_clauses(task.report):
        form = derive(clause.text)
        match = _nil().search(form.text)
        if match is None or re.search(
            r"其余|其他|此外|另|部分|个别|较大|重大|再", form.text[: match.end("word")]
        ):
            continue
        start, end = form.span(match.start(), match.end())
        yield Status(place, clause.start + start, clause.start + end, (match["thing"],), "paper", 0)


def _counted(place: int, task: Task, other: Task, nil: Status) -> Status | None:
    """Where a row of the same unit counts at least one of what another says there was none of."""
    if task.units_text.strip() != other.units_text.strip():
        return None
    form = derive(task.report)
    thing = re.escape(nil.names[0])
    match = re.search(
        rf"{thing}(?P<a>[1-9][0-9]*)[件起次例条宗个]|(?<![0-9.])(?P<b>[1-9][0-9]*)[件起次例条宗个]{thing}",
        form.text,
    )
    if match is None:
        return None
    start, end = form.span(match.start(), match.end())
    return Status(place, start, end, nil.names, "paper", 0)
