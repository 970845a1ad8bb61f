"""The kinds of logs: which columns each has, under which headings, and which two dates a window runs between.

Only the columns named here are ever loaded: names, telephones, addresses and free text have no place in them. Two
roles keep even less: of a `mark` only whether the cell is filled is known, of a `digest` only a hash.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

from gkcheck.text import Text

Role = Literal["id", "time", "word", "mark", "digest"]
Purpose = Literal["reply", "update", "other"]


class Column(NamedTuple):
    """One column that may be loaded. `headings` in order of preference; a time also takes each with 时间 or 日期."""

    name: str
    text: Text
    headings: tuple[str, ...]
    role: Role = "word"


class Stretch(NamedTuple):
    """Two dates of a record that a window runs between: the first column there is of each, in order of preference."""

    name: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    duty: str = ""  # the legal limit that applies where nothing else sets one


class Kind(NamedTuple):
    """A kind of log. `purpose`: which windows of a requirement it can prove; `counts`: what a record of it counts as."""

    name: str
    title: Text
    columns: tuple[Column, ...]
    stretches: tuple[Stretch, ...]
    purpose: Purpose = "other"
    unique: bool = True  # one id, one record
    counts: Text = Text("件", "cases")

    def at(self, column: str) -> int:
        """The place of a column; -1 when the kind has none of that name."""
        return next((at for at, one in enumerate(self.columns) if one.name == column), -1)

    def column(self, name: str) -> Column:
        """A column by its name."""
        return self.columns[self.at(name)]


def _time(name: str, zh: str, en: str, *headings: str) -> Column:
    return Column(name, Text(zh, en), headings, "time")


_ID = Column("id", Text("编号", "id"), ("留言编号", "工单编号", "流水号", "办件编号", "受理编号", "信件编号", "工单号", "编号", "workordercode"), "id")  # fmt: skip
_STATUS = Column(
    "status", Text("状态", "status"), ("办理状态", "状态", "工单状态", "当前状态", "办件状态", "state")
)
_TEST = Column("is_test", Text("测试", "test"), ("是否测试", "测试件", "测试"))
_SUBMITTED = _time("submitted_at", "提交时间", "submitted", "提交", "留言", "来信", "投诉", "反映", "登记")
_RECEIVED = _time("received_at", "收到时间", "received", "收到", "接收", "收件", "来件", "签收", "接件")
_ACCEPTED = _time("accepted_at", "受理时间", "accepted", "受理")
_TRANSFERRED = _time("transferred_at", "转办时间", "transferred", "转办", "交办", "批转", "派单", "分派", "下派", "dispatchtime")  # fmt: skip
_CONFIRMED = _time("confirmed_at", "确认时间", "confirmed", "双方确认", "确认", "确认收到")
_REPLIED = _time("replied_at", "答复时间", "replied", "答复", "回复", "反馈", "回应")
_CLOSED = _time("closed_at", "办结时间", "closed", "办结", "处理完成", "办理完成", "完成", "结案", "processtime")  # fmt: skip
_PUBLISHED = _time("published_at", "公开时间", "published", "公开", "发布", "公布", "更新", "公示")
_EXTENDED_TO = _time("extended_to", "延期至", "extended to", "延期至", "延期截止", "延期到", "延长至")
_EXTENSION_AT = _time("extension_at", "延期决定时间", "extension decided", "延期决定", "延期审批", "延期申请", "延期批准", "延期告知")  # fmt: skip
_URL = Column("url", Text("网址", "address"), ("网址", "链接", "公开网址", "发布网址", "网页地址"), "mark")

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "reply_log",
            Text("答复台账", "reply log"),
            (
                _ID,
                _STATUS,
                _TEST,
                _SUBMITTED,
                _RECEIVED,
                _ACCEPTED,
                _TRANSFERRED,
                _CONFIRMED,
                _REPLIED,
                _CLOSED,
                _EXTENDED_TO,
                _EXTENSION_AT,
                Column("source", Text("来源", "source"), ("来源", "来件渠道", "渠道", "留言来源")),
                Column(
                    "category", Text("类别", "category"), ("类别", "类型", "诉求类型", "分类", "事项类别")
                ),
                Column("reopened", Text("重办", "reopened"), ("是否重办", "重办", "重办次数", "二次办理")),
                Column(
                    "reply_text",
                    Text("答复内容", "reply text"),
                    ("答复内容", "回复内容", "办理结果", "反馈内容"),
                    "digest",
                ),
            ),
            (
                Stretch(
                    "reply",
                    ("received_at", "accepted_at", "transferred_at", "submitted_at", "confirmed_at"),
                    ("replied_at", "closed_at"),
                ),
            ),
            "reply",
        ),
        Kind(
            "request_log",
            Text("依申请公开台账", "request log"),
            (
                _ID._replace(headings=("申请编号", "受理编号", "登记编号", "回执编号", "编号", "流水号")),
                _STATUS,
                _TEST,
                _RECEIVED._replace(headings=("收到", "收到申请", "申请", "受理", "收件", "接收", "登记")),
                _CONFIRMED,
                _time("corrected_at", "收到补正时间", "correction received", "收到补正", "补正", "补正收到"),
                _REPLIED,
                _EXTENDED_TO,
                _EXTENSION_AT,
                Column("method", Text("方式", "method"), ("申请方式", "方式", "提交方式", "受理方式")),
                Column(
                    "result", Text("答复结果", "result"), ("答复结果", "办理结果", "答复类型", "处理结果")
                ),
            ),
            (Stretch("reply", ("received_at",), ("replied_at",), "information-reply"),),
            "reply",
        ),
        Kind(
            "proposal_log",
            Text("建议提案台账", "proposal log"),
            (
                _ID._replace(headings=("建议编号", "提案编号", "建议提案编号", "案号", "编号", "提案号")),
                _STATUS,
                _TEST,
                Column("type", Text("类别", "kind"), ("类别", "类型", "建议或提案")),
                _time("assigned_at", "交办时间", "assigned", "交办", "转办", "收到"),
                _REPLIED,
                Column(
                    "public", Text("是否公开", "public"), ("是否公开", "公开", "答复是否公开", "公开情况")
                ),
                Column(
                    "reason",
                    Text("不公开理由", "reason"),
                    ("不公开理由", "不公开原因", "理由", "原因"),
                    "mark",
                ),
                _URL,
            ),
            (Stretch("reply", ("assigned_at",), ("replied_at",), "deputy-proposal"),),
            "reply",
        ),
        Kind(
            "publication_log",
            Text("公开台账", "publication log"),
            (
                _ID._replace(headings=("文号", "索引号", "信息编号", "发文字号", "编号", "流水号")),
                _STATUS,
                _TEST,
                _time("formed_at", "形成时间", "formed", "成文", "形成", "制作", "印发", "生成"),
                Column(
                    "publicity", Text("公开属性", "publicity"), ("公开属性", "公开方式", "公开类别", "属性")
                ),
                _PUBLISHED,
                _URL,
                _time("interpretation_at", "解读时间", "interpreted", "解读", "解读发布", "解读材料发布"),
            ),
            (
                Stretch("publication", ("formed_at",), ("published_at",), "proactive-publication"),
                Stretch("interpretation", ("published_at",), ("interpretation_at",), "policy-interpretation"),
            ),
            "update",
            counts=Text("条", "items"),
        ),
        Kind(
            "guide_log",
            Text("办事指南变更台账", "service guide log"),
            (
                _ID._replace(headings=("变更编号", "事项编码", "事项编号", "编号")),
                _STATUS,
                _TEST,
                Column(
                    "change", Text("变更类型", "change"), ("变更类型", "变更类别", "变更情形", "变更要素")
                ),
                _time("changed_at", "变更时间", "changed", "变更", "变化", "调整", "修订"),
                _time("approved_at", "完成审批时间", "approved", "完成审批", "审批完成", "审批", "批准"),
                _PUBLISHED,
                _time("effective_at", "实施时间", "effective", "实施", "施行", "生效"),
                Column("version", Text("版本", "version"), ("版本", "版本号")),
                _URL,
            ),
            (Stretch("publication", ("approved_at", "changed_at"), ("published_at",)),),
            "update",
            unique=False,
            counts=Text("项", "changes"),
        ),
        Kind(
            "event_log",
            Text("活动台账", "event log"),
            (
                _ID._replace(headings=("编号", "序号", "期次", "场次")),
                _TEST,
                _time("held_at", "举办时间", "held", "举办", "活动", "召开", "开展", "访谈", "解读", ""),
                Column("form", Text("形式", "form"), ("形式", "活动形式", "解读形式", "方式")),
                _URL,
            ),
            (Stretch("event", ("held_at",), ("held_at",)),),
            unique=False,
            counts=Text("次", "events"),
        ),
        Kind(
            "list_log",
            Text("清单编制台账", "list log"),
            (
                _ID._replace(headings=("成果编号", "清单编号", "编号", "清单名称", "成果名称", "名称")),
                _TEST,
                _time("made_at", "编制完成时间", "made", "编制完成", "完成", "编制", "印发", "制定"),
                _time("filed_at", "备案时间", "filed", "备案", "报备", "报送", "上报"),
                Column(
                    "receipt_no",
                    Text("回执", "receipt"),
                    ("回执编号", "回执号", "收文号", "备案号", "回执"),
                    "mark",
                ),
                _PUBLISHED,
                _URL,
            ),
            (Stretch("filing", ("made_at",), ("filed_at", "published_at")),),
            counts=Text("份", "documents"),
        ),
        Kind(
            "media_log",
            Text("新媒体发布台账", "media log"),
            (
                _ID._replace(headings=("信息编号", "编号", "序号", "文章编号")),
                _TEST,
                Column("platform", Text("平台", "platform"), ("平台", "渠道", "发布平台")),
                _time("posted_at", "发布时间", "posted", "发布", "推送", "发文", ""),
                _URL,
            ),
            (Stretch("post", ("posted_at",), ("posted_at",)),),
            unique=False,
            counts=Text("条", "posts"),
        ),
        Kind(
            "inspection_log",
            Text("检查整改台账", "inspection log"),
            (
                _ID._replace(headings=("问题编号", "检查编号", "编号", "序号")),
                _STATUS,
                _TEST,
                _time("found_at", "检查时间", "found", "检查", "发现", "巡查", "抽查", ""),
                _time("fixed_at", "整改完成时间", "fixed", "整改完成", "整改", "办结", "完成整改", "销号"),
            ),
            (Stretch("correction", ("found_at",), ("fixed_at",)),),
            counts=Text("个", "findings"),
        ),
        Kind(
            "pauses",
            Text("中止记录", "pauses"),
            (
                _ID._replace(headings=(*_ID.headings, "申请编号", "建议编号", "提案编号")),
                _time(
                    "from", "中止起", "from", "中止", "开始", "起始", "暂停", "补正通知", "自", "中止起", "起"
                ),
                _time("to", "中止止", "to", "恢复", "结束", "终止", "截止", "补正收到", "至", "中止止", "止"),
                Column("reason", Text("原因", "reason"), ("原因", "中止原因", "事由", "中止事由", "理由")),
            ),
            (),
            unique=False,
        ),
    )
}
"""By name. `pauses` go with another log; no window runs over them."""

TRIGGERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("转办|交办|批转|派单|分派|transfer", ("transferred_at", "assigned_at", "received_at")),
    ("补正", ("corrected_at", "received_at")),
    ("受理|accept", ("accepted_at", "received_at")),
    ("确认|confirm", ("confirmed_at", "received_at")),
    ("提交|留言|来信|投诉|反映|申请|submit", ("submitted_at", "received_at")),
    ("收到|接到|接收|接报|签收|来件|receiv", ("received_at", "transferred_at", "assigned_at", "accepted_at")),
    ("审批|批准|批复|approv", ("approved_at",)),
    ("形成|成文|制作|印发|生成|form", ("formed_at",)),
    ("变更|变化|调整|修订|chang", ("changed_at", "approved_at", "formed_at")),
    ("公开|发布|公布|publish", ("published_at",)),
    ("检查|发现|巡查", ("found_at",)),
)
"""Words of an event, and the columns that tell when it was, the best first; the first line that speaks of it holds."""


def columns_for(trigger: str) -> tuple[str, ...]:
    """The columns that tell when an event was; none for words that name no column."""
    return next((columns for words, columns in TRIGGERS if re.search(words, trigger)), ())


@cache
def _headings(kind: str) -> Mapping[str, tuple[int, int]]:
    """Folded heading -> (place of the column, rank among its headings)."""
    found: dict[str, tuple[int, int]] = {}
    for at, column in enumerate(KINDS[kind].columns):
        words = [column.name]
        for heading in column.headings:
            if column.role == "time":
                words += [f"{heading}时间", f"{heading}日期", f"{heading}时刻"]
                words += [heading] if heading.isascii() and heading else []
                words += [heading] if heading.endswith(("至", "到", "起", "止")) else []
            else:
                words.append(heading)
        for rank, word in enumerate(words):
            found.setdefault(folded(word), (at, rank))
    return found


def folded(heading: str) -> str:
    """A heading without blanks, marks and what stands in brackets, in lower case."""
    return re.sub(r"[\s\u3000:：*﹡]+", "", unbracketed(heading)).lower()


def unbracketed(heading: str) -> str:
    """A heading without what stands in brackets."""
    return re.sub(r"[（(【\[][^）)】\]]{0,40}[）)】\]]", "", heading)


def is_of_persons(kind: Kind, column: str, heading: str) -> bool:
    """Whether a heading named for a column says that persons stand below it; what is never shown may be taken."""
    if kind.column(column).role in ("mark", "digest"):
        return False
    word = folded(heading)
    if re.search("身份证|证件|电话|手机|住址|地址|姓名|微信|邮箱", word):
        return True
    return re.search(r"人$|联系|内容|正文|备注|当事人|称呼|称谓", word) is not None and not word.endswith(
        ("时间", "日期", "时刻")
    )


def columns_of(kind: Kind, cells: tuple[str, ...], given: Mapping[str, str] | None = None) -> dict[int, int]:
    """Place of a column of the kind -> place of the cell that is its heading.

    `given` (column -> heading) goes first. Of two cells for one column the preferred heading wins.
    """
    wanted = {folded(heading): kind.at(name) for name, heading in (given or {}).items()}
    known = _headings(kind.name)
    best: dict[int, tuple[int, int]] = {}
    for place, cell in enumerate(cells):
        word = folded(cell)
        at, rank = (wanted[word], -1) if word in wanted else known.get(word, (-1, 0))
        if at >= 0 and (at not in best or rank < best[at][0]):
            best[at] = (rank, place)
    return {at: place for at, (_, place) in best.items()}
