"""What stands around a table: its title, who hands it in, the reporting year, and text nobody expected there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import PurePath
from typing import NamedTuple

from gkcheck.language.form import HAN
from gkcheck.language.pattern import Pattern
from gkcheck.readers.columns import roles_of

SUBSTANCE = 60  # letters from which text outside the table is worth a warning
_LONGEST_TITLE = 80
_TITLE_ENDINGS = (
    "表", "台账", "清单", "情况", "报告", "汇总", "总结", "方案", "任务书", "分工", "要点", "计划", "一览", "明细", "公示", "总表",
    "清册", "落实", "情况说明", "通报", "反馈", "表格", "賬", "單", "況", "報告", "彙總", "總結", "計劃", "落實",
)  # fmt: skip
_ORGANISATIONS = (
    "局", "委", "委员会", "厅", "部", "办", "办公室", "政府", "处", "科", "中心", "院", "学校", "大学", "学院", "中学", "小学",
    "集团", "公司", "支队", "大队", "总队", "银行", "协会", "联合会", "法院", "检察院", "街道", "镇", "乡", "区", "县", "市", "管委会",
    "署", "司", "所", "站", "队", "党组", "党委", "总工会", "团委", "妇联", "馆", "园", "会", "办事处", "指挥部", "領導小組", "领导小组",
    "局機關", "廳", "處", "辦公室", "辦", "委員會", "學院", "大學",
)  # fmt: skip


class Line(NamedTuple):
    """One line of text outside the tasks; `strong` for a heading of the document (h1, #, a row merged across)."""

    text: str
    strong: bool = False


class Heading(NamedTuple):
    """Title, issuer, year; `rest` the lines that are none of these."""

    title: str
    issuer: str
    year: int | None
    rest: tuple[str, ...]


@cache
def _issuer_label() -> re.Pattern[str]:
    return re.compile(
        r"(?:填报|报送|编制|制表|填表|上报|报告|自查|单位名称|單位名稱|填報|報送|申报|汇总|单位|單位)\s?(?:单位|單位|部门|部門|机关|機關|名称)?"
        r"\s?(?:[（(](?:盖章|公章|章|加盖公章|蓋章)[)）])?\s?[:：]\s?([^\s:：]{2,40})"
    )


@cache
def _next_label() -> re.Pattern[str]:
    return re.compile(
        r"(?:填报|填表|报送|制表|上报|填報|報送)?(?:日期|时间|時間|人|联系电话|电话|负责人|联系人|领导|審核|审核人?)\s?[:：（(]|[（(](?:盖章|公章|章)[)）]"
    )


@cache
def _year() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\d)((?:19|20)\d{2})\s?(?:年|[-—～~至]\s?(?:19|20)?\d{2}\s?年)|([一二][九〇零○Ｏ0O][〇零○Ｏ0O一二三四五六七八九]{2})\s?年"
    )


@cache
def _cut_off() -> re.Pattern[str]:
    return re.compile(r"截[至止](?:到)?\s?((?:19|20)\d{2}|二[〇零○][〇零○一二三四五六七八九]{2})\s?[年./-]")


_CHINESE_DIGITS = str.maketrans("〇零○ＯO一二三四五六七八九", "00000123456789")


def year_in(text: str) -> int | None:
    """The first year written with 年 (2018年, 2018-2019年, 二〇一八年); years in document numbers do not count."""
    match = _year().search("".join(text.split()))
    if match is None:
        return None
    return int((match.group(1) or match.group(2)).translate(_CHINESE_DIGITS))


def cut_off_year(text: str) -> int | None:
    """The year of 截至2018年12月31日."""
    match = _cut_off().search(text)
    return int(match.group(1).translate(_CHINESE_DIGITS)) if match is not None else None


def read_heading(
    lines: Sequence[Line],
    after: Sequence[str] = (),
    *,
    document_title: str = "",
    sheet: str = "",
    header_words: Sequence[str] = (),
    file_name: str = "",
) -> Heading:
    """Title, issuer and year from the lines before the table, else from the document, its sheet and its name.

    `after` are the lines behind the table (a signature may stand there).
    """
    title, issuer = "", ""
    rest: list[str] = []
    scored: list[tuple[float, int]] = []
    texts = [Line(" ".join(line.text.split("\n")).strip(), line.strong) for line in lines]
    for at, line in enumerate(texts):
        labelled = _labelled_issuer(line.text)
        if labelled:
            issuer = issuer or labelled
            continue
        if is_note(line.text) or _is_annex(line.text):
            continue
        score = _title_score(line)
        if score > 0:
            scored.append((score, at))
        if score <= 4 and not issuer and is_organisation(line.text):
            issuer = line.text.strip()
            continue
        rest.append(line.text)
    if scored:
        best = max(scored, key=lambda one: (one[0], -one[1]))[1]
        title = texts[best].text
        rest = [text for text in rest if text != title]
        following = texts[best + 1].text if best + 1 < len(texts) else ""
        if following in rest and _continues_title(title, following):
            title += following
            rest.remove(following)
        before = texts[best - 1].text if best else ""
        if before in rest and not before.endswith(_TITLE_ENDINGS) and year_in(before) and not year_in(title):
            title = before + title
            rest.remove(before)
    if not title and document_title.strip():
        title = document_title.strip()
    if not title and len(sheet) > 4 and not sheet.lower().startswith("sheet") and year_in(sheet):
        title = sheet
    issuer = issuer or _issuer_in_title(title) or _signature(after)
    everything = [*(line.text for line in texts), *after]
    year = (
        year_in(title)
        or _year_among([line.text for line in texts])
        or next((year for text in [*header_words, *everything] if (year := cut_off_year(text))), None)
        or year_in(document_title)
        or year_in(sheet)
        or _year_of_file(file_name)
    )
    return Heading(title, issuer, year, tuple(rest))


def _year_among(lines: Sequence[str]) -> int | None:
    """A year in the lines above the table, but not the date of filling in, which is often next year's."""
    for text in lines:
        if len(text) <= _LONGEST_TITLE and not any(
            word in text for word in ("日期", "时间", "時間", "印发", "〔")
        ):
            year = year_in(text)
            if year is not None:
                return year
    return None


def _year_of_file(name: str) -> int | None:
    stem = PurePath(name.replace("\\", "/")).stem
    match = re.search(
        r"(?<!\d)((?:19|20)\d{2})(?!\d)|(?<!\d)((?:19|20)\d{2})(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)", stem
    )
    if match is None:
        return year_in(stem)
    return int(match.group(1) or match.group(2))


def _labelled_issuer(text: str) -> str:
    if "：" not in text and ":" not in text:
        return ""
    match = _issuer_label().match(text.strip())
    if match is None:
        return ""
    name = match.group(1)
    stop = _next_label().search(name)
    return (name[: stop.start()] if stop is not None else name).strip("，,；; ")


def is_organisation(text: str) -> bool:
    """Whether a line is the name of an organisation and nothing else."""
    name = "".join(text.split())
    return (
        4 <= len(name) <= 30
        and name.endswith(_ORGANISATIONS)
        and not any(letter in "，。；：:、,;《》（）()0123456789" for letter in name)
        and not roles_of(name)
    )


@cache
def _issuer_before_year() -> Pattern:
    return Pattern(
        rf"({HAN}{{2,24}}?(?:委员会|办公室|管委会|领导小组|办事处|人民政府|局|委|厅|署|中心|集团|公司|学院|大学|街道|镇|乡))"
        r"(?=(?:关于|(?:19|20)\d{2}|二[〇零○]))",
        needs="中心 乡 人民政府 公司 办事处 办公室 厅 大学 委 学院 局 署 街道 镇 集团 领导小组",
    )


def _issuer_in_title(title: str) -> str:
    match = _issuer_before_year().match("".join(title.split()))
    return match.group(1) if match is not None else ""


def _signature(after: Sequence[str]) -> str:
    """An organisation right before a date at the very end, as letters are signed."""
    lines = [text.strip() for text in after if text.strip()][-3:]
    for name, date in pairwise(lines):
        if is_organisation(name) and year_in(date) and len(date) <= 20:
            return name
    return next((found for text in after if (found := _labelled_issuer(text))), "")


def _is_annex(text: str) -> bool:
    word = "".join(text.split()).rstrip(":：")
    return (
        len(word) <= 6
        and word.startswith(("附件", "附表", "附录", "附：", "附"))
        and not word.endswith(("单", "告"))
    )


def _title_score(line: Line) -> float:
    text = "".join(line.text.split())
    if not 4 <= len(text) <= _LONGEST_TITLE or "。" in text or text.endswith(("：", ":", "；", "，")):
        return 0
    bare = text
    while bare.endswith(("）", ")")):
        opened = max(bare.rfind("（"), bare.rfind("("))
        if opened <= 0:
            break
        bare = bare[:opened]
    score = 0.0
    if bare.endswith(_TITLE_ENDINGS):
        score += 4
    if year_in(text):
        score += 3
    if line.strong:
        score += 2
    if score and (text.startswith(("（", "(", "—", "“")) or "：" in text):
        score -= 3
    return score


def _continues_title(title: str, following: str) -> bool:
    """A title on two lines: the second is short, ends as titles do and has no year of its own."""
    return (
        len(following) <= 24
        and following.endswith(_TITLE_ENDINGS)
        and not year_in(following)
        and (not title.endswith(("表", "台账", "清单", "报告")) or following in ("（表）",))
        and not is_organisation(following)
    )


@cache
def _note_start() -> Pattern:
    word = (
        r"注意|备注|备註|说明|填表说明|填报说明|填表要求|填报人|填表人|制表人?|经办人|审核人?|审批人|复核人?|签发人?|负责人|单位负责人|分管领导"
        r"|主要领导|主要负责人|联系人|联系电话|电话|手机|传真|邮箱|填报日期|填表日期|填报时间|报送时间|制表时间|填报单位|报送单位|单位盖章|签字|签名"
        r"|備註|說明|填報人|聯繫人|聯繫電話|填報日期"
    )
    return Pattern(
        rf"[*＊※\s]{{0,3}}(?:注\s?\d{{0,2}}\s?[:：.．、]|[（(]注[:：]|(?:{word})\s?(?:[（(][^）)]{{0,8}}[)）])?\s?(?:签字|签名)?\s?[:：]"
        r"|[（(](?:盖章|公章|签字)[)）])",
        needs="注 盖章 公章 签字 " + word.replace("人?", "").replace("|", " "),
    )


_TOTALS = frozenset("合计 总计 小计 共计 合計 總計 小計 共計 平均 总分 合计得分 总得分".split())  # noqa: SIM905 - a line


def is_note(text: str) -> bool:
    """Whether a row or line is a note, a signature line or a total, and no task: 注：…, 填表人：…, 合计."""
    start = text[:40].lstrip()
    if "".join(start.split()).rstrip(":：") in _TOTALS:
        return True
    return _note_start().match(start) is not None


def note_name(text: str) -> str:
    """The word a note begins with, safe to show: what follows may be a name or a telephone number."""
    word = "".join(text[:40].split())
    for mark in "：:.．、（(":
        at = word.find(mark)
        if at > 0:
            word = word[:at]
    return word[:10]
