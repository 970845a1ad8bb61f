"""Enumerations: the members of a list in a duty, from three on; modifiers and adverbs in a row are none."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from gkcheck.language.addressees import find_addressee
from gkcheck.language.clauses import Clause
from gkcheck.language.duty_words import leading, subject
from gkcheck.language.form import HAN

LONGEST_LIST = 400  # letters of a clause in which a list is looked for
FEWEST_ITEMS = 3  # a list of two is one duty; from three on each item can be asked after by itself


def find_items(text: str, start: int, end: int) -> tuple[Clause, ...]:
    """The members of a list of three or more things; modifiers before 的 are none."""
    words = text[start : min(end, start + LONGEST_LIST)]
    marks = [match.start() for match in re.finditer("、", words) if not _bracketed(words, match.start())]
    if not marks:
        return ()
    if leading().fullmatch(words[: marks[0]]):
        return ()  # 多渠道、全方位公开
    named = find_addressee(words)
    first = _list_begin(words[: marks[0]], named.end if named and named.end < marks[0] else 0)
    stop = re.search(r"等(?![级候待额同次])", words[marks[0] :])
    last = marks[0] + stop.start() if stop else len(words)
    marks = [at for at in marks if at < last]
    cuts = [(at, at + 1) for at in marks]
    tail = re.search(rf"以及(?:有关|相关)?|(?<={HAN}{{2}})[和及](?={HAN}{{2}})", words[marks[-1] : last])
    if tail:
        cuts.append((marks[-1] + tail.start(), marks[-1] + tail.end()))
    if not stop:
        end_ = cuts[-1][1]
        noun = re.search(r"的", words[end_ : last - 1])
        if noun and len(cuts) < FEWEST_ITEMS:
            return ()  # 涉及公共利益、公众权益的政策文件: what stands before 的 describes, and is not asked
        if noun:
            last = end_ + noun.start()
    if any("的" in words[a:b] for (_, a), (b, _) in pairwise(cuts)):
        return ()  # 留言、咨询的受理、转办: two lists in one
    edges = [first, *(edge for cut in cuts for edge in cut), last]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    kept = tuple(Clause(start + a, start + b, words[a:b]) for a, b in pairs if len(words[a:b].strip()) >= 2)
    if len(kept) < FEWEST_ITEMS or max(len(part.text) for part in kept) > 40:
        return ()
    return kept


def _list_begin(head: str, begin: int) -> int:
    """Where the first member of a list begins: after the subject, the adverbs and the verbs before it."""
    bound = subject().match(head)
    if bound is not None:
        begin = max(begin, bound.end())
    while True:
        match = leading().match(head, begin) or _list_opening().match(head, begin)
        if match is None or match.end() == begin or len(head) - match.end() < 2:
            break
        begin = match.end()
    for word in ("的", "进行"):
        at = head.rfind(word, begin)
        if at >= 0 and len(head) - at > len(word) + 1:
            begin = at + len(word)
    return begin


def _bracketed(words: str, at: int) -> bool:
    return any(
        words.count(left, 0, at) > words.count(right, 0, at)
        for left, right in (("（", "）"), ("(", ")"), ("《", "》"), ("“", "”"))
    )


@cache
def _list_opening() -> re.Pattern[str]:
    return re.compile(
        r"包括|包含|涵盖|覆盖|体现|注重|明确|完善|健全|建立|加强|做好|抓好|推进|推动|推广|运用|实行|推行|采用|开展|组织|规范|强化|落实|贯彻|编制|制定|修订"
        r"|严查|查处|检查|进行|采用|统一的|深入|从|取消|解读好?|讲清楚|清理|保护好|提供|增加|整治|防范|公开|公布|公示|发布"
    )
