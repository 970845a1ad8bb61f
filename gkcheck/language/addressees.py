"""Addressees: whom a sentence of a requirement binds, where it names anybody before its modal verb."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from gkcheck.language.form import HAN, derive, fold
from gkcheck.language.pattern import Pattern

AddresseeKind = Literal[
    "all",  # 各部门、各单位、责任单位, or a list that stays open: whoever has the row is among them
    "field",  # the departments in charge of named fields (教育、卫生健康等行业主管部门)
    "lower",  # governments below: 各区、各乡镇、各功能区管委会
    "organ",  # one office by name, or a service centre
    "governed",  # those whom the office governs or serves: companies, schools, applicants
    "system",  # a platform, a hotline, a system
]
_REACH = 90  # letters from the start of a clause within which its subject must end


class Addressee(NamedTuple):
    """Who is bound: offsets in the text as submitted, the words, what kind of body, and the fields it names."""

    start: int
    end: int
    text: str
    kind: AddresseeKind
    fields: tuple[str, ...] = ()


def find_addressee(clause: str) -> Addressee | None:
    """Whom a clause names before its modal verb or its first act; None when it names nobody."""
    form = derive(clause)
    head = form.text[:_REACH]
    begin = _opening().match(head)
    at = begin.end() if begin else 0
    for pattern in (_modal(), _bare()):
        match = pattern.match(head, at)
        if match is None:
            continue
        group = "who" if match.group("who") else "many"
        words = match.group(group)
        kind = _kind(words)
        if kind is not None:
            start, end = form.span(match.start(group), match.end(group))
            return Addressee(start, end, clause[start:end], kind, _fields(words) if kind == "field" else ())
    return None


def binds(addressee: Addressee, unit: str) -> bool | None:
    """Whether an addressee includes a unit, by its name; None when that cannot be said."""
    if addressee.kind in ("all", "governed"):
        return True
    mine = fold(unit)
    who = fold(addressee.text)
    if addressee.kind == "lower":
        if _governed().search(who) and _COMPANY.search(mine):
            return True  # 各县政府和供水、供电企业, told by 县供电公司
        return not mine or _lower_unit().search(mine) is not None
    if addressee.kind == "field":
        if not mine:
            return None
        return any(_same_field(field, mine) for field in addressee.fields)
    if addressee.kind == "system":
        return None
    if not mine:
        return None
    core = _bare_name(who)
    return any(core in part or _bare_name(part) in who for part in re.split(r"[、，；;,/和\s]", mine) if part)


_COMPANY = Pattern("公司|集团|企业|[供排][水电气热]", needs="公司 集团 企业 供 排")


def _bare_name(name: str) -> str:
    """A unit's name without the place before it and the general word at its end."""
    short = re.sub(rf"^(?:各|由|本|{HAN}{{0,8}}(?:省|自治区|市|县|区|州|盟))", "", name)
    return short if len(short) >= 2 else name


def _same_field(field: str, unit: str) -> bool:
    """生态环境 in 市生态环境局; 文化和旅游 in 文旅局."""
    plain = re.sub(r"[和与及]", "", field)
    if plain and plain in re.sub(r"[和与及]", "", unit):
        return True
    return len(plain) >= 4 and plain[0] + plain[2] in unit


def _fields(words: str) -> tuple[str, ...]:
    head = re.sub(rf"等?{HAN}{{0,4}}(?:主管|行业|职能|监管){HAN}{{0,4}}$", "", words)
    return tuple(part for part in re.split(r"[、，]|以及", head) if len(part) >= 2)


def _kind(words: str) -> AddresseeKind | None:
    if re.search(rf"(?:主管|行业|监管){HAN}{{0,2}}部门$", words) and re.search(r"[、和]|等", words):
        return "field"
    if _inclusive().search(words):
        return "all"
    if _lower().fullmatch(words):
        return "lower"
    if re.search(r"(?:热线|平台|系统|客户端|APP|网站|数据库|专线)\"?$", words):
        return "system"
    if _governed().search(words):
        above = re.split("(?<=政府)[和及、]", words)[0]
        return "lower" if above != words and _lower().fullmatch(above) else "governed"
    if re.search(
        r"(?:[委局厅院办署社]|办公室|中心|大队|支队|总队|政府|大厅|指挥部|公司|银行|联合会|法院|检察院)$",
        words,
    ):
        return "organ"
    return None


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(
        r"(?:[一二三四五六七八九十]{1,3}是|\(?[一二三四五六七八九十\d]{1,2}[)、.])?(?:由|请|督促|指导)?"
    )


@cache
def _modal() -> re.Pattern[str]:
    return re.compile(
        r"(?P<who>[^，。；：《》]{2,80}?)"
        r"(?:均|都|也)?(?:应当|必须|须|负责(?!人)|(?<![响相反对供回适效感])应(?![急用对诉届聘收邀付缴持尽保救助检变援纳])"
        r"|(?<![重主需必纪概摘简])要(?![求素点件闻害务]))"
    )


@cache
def _bare() -> Pattern:
    """A body of many named at the head of a clause without a modal verb (各区、各功能区管委会配齐…)."""
    return Pattern(
        r"(?P<who>(?:[市省县区]|国家|全[市省县区])[^，。；]{2,16}(?:系统|平台|热线)(?:、[^，。；]{2,12}?(?:系统|平台|APP|热线))?)(?=采用|要|实现|增加|提供)"
        rf"|(?P<many>(?:各(?:级|地|有关|相关|区|县|市|乡镇|镇街?|街道|功能区|部门|单位|行政服务中心){HAN}{{0,6}}?、?){{1,4}}"
        r"(?:政府|管委会|街道办|办事处|部门|单位)?)(?=[^的])",
        needs="各 平台 热线 系统",
    )


@cache
def _inclusive() -> Pattern:
    return Pattern(
        r"各(?:级)?(?:有关|相关|责任|成员|行政|执法|窗口|审批|业务|牵头|参与|职能|直属)?(?:部门|单位|处室|科室|机关|成员)"
        r"|本(?:单位|部门|机关|局|级)|责任(?:单位|部门)|牵头|起草|承办|受理(?:单位|机关|部门)|登记机关|行政机关|有关(?:部门|单位)|相关(?:部门|单位)"
        r"|主要(?:领导|负责)|负责人|分管|全体|窗口单位|河长|行政审批部门|执法(?:部门|机关|人员)",
        needs="主要 全体 分管 单位 受理 处室 成员 执法 承办 有关 本 机关 河长 牵头 相关 科室 负责人 责任 起草 部门",
    )


@cache
def _lower() -> Pattern:
    place = r"(?:各)?(?:级)?(?:区|县|市|县\(市、区\)|县市区|县区|乡镇|乡|镇|镇街|镇\(街\)|乡镇\(街道\)|街道|功能区|开发区|园区|村|村居|社区|旗)"
    body = r"(?:人民政府|政府|管委会|街道办|办事处|村委会|居委会)?"
    return Pattern(rf"各{place}{body}(?:[、和及]{place}{body}){{0,5}}", needs="各")


@cache
def _lower_unit() -> re.Pattern[str]:
    return re.compile(
        r"各(?:县|区|市|镇|乡|街|功能区|开发区|园区)|(?:[镇乡]|街道|管委会|街道办|区政府|县政府|办事处|社区|村)(?:、|，|$)"
    )


@cache
def _governed() -> Pattern:
    return Pattern(
        r"(?:企业|公民|群众|申请人|当事人|家长|学校|医院|机构|单位|公司|市场|场所|人员|教师|医生|村民|业主|商户|经营者|负责人|学生|职工)$",
        needs="业主 人员 企业 公司 公民 医生 医院 单位 商户 场所 学校 学生 家长 市场 当事人 教师 机构 村民 申请人 经营者 群众 职工 负责人",
    )
