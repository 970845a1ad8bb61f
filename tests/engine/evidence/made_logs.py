"""Made-up reply logs for tests, with or without faults, and the log path they are checked through."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from gkcheck.evidence import KINDS, Wishes, check_log, limit_of_words, opened
from gkcheck.logs import LogResult

HEADING = ("工单编号", "诉求人", "联系电话", "转办时间", "回复时间", "状态", "是否测试", "内容")


def csv_of(rows: Sequence[Mapping[str, str]], heading: Sequence[str] = HEADING) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, heading, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def checked(
    rows: Sequence[Mapping[str, str]],
    window: str = "2个工作日",
    as_of: date = date(2019, 1, 31),
    year: int | None = None,
    pauses: Sequence[tuple[str, str, str]] = (),
    heading: Sequence[str] = HEADING,
    kind: str = "reply_log",
    trigger: str = "转办",
    **more,
) -> LogResult:
    told = [dict(zip(("编号", "中止起", "中止止"), one, strict=True)) for one in pauses]
    paused = opened(csv_of(told, ("编号", "中止起", "中止止")), name="pauses.csv") if pauses else None
    wishes = Wishes(
        as_of=as_of,
        limit=limit_of_words(window, trigger),
        year=year,
        pauses=paused,
        strict_future=True,
        **more,
    )
    return check_log(opened(csv_of(rows, heading), name="log.csv"), KINDS[kind], wishes)


def record(start: str, end: str = "", id: str = "A", status: str = "", **more: str) -> dict[str, str]:
    return {"工单编号": id, "转办时间": start, "回复时间": end, "状态": status, "是否测试": "", **more}


def with_faults(count: int, seed: int) -> list[dict[str, str]]:
    """Records of 2018, most of them sound, with every kind of fault among them."""
    chance = random.Random(seed)
    rows: list[dict[str, str]] = []
    for number in range(count):
        start = datetime(2018, 1, 1) + timedelta(minutes=chance.randrange(360 * 24 * 60))
        end = start + timedelta(minutes=int(chance.expovariate(1 / 2500)))
        timed = chance.random() < 0.7
        shape = "%Y-%m-%d %H:%M" if timed else chance.choice(("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"))
        row = record(
            start.strftime(shape),
            end.strftime(shape),
            id=f"ZB{number:06d}",
            status=chance.choice(("已办结", "已回复")),
            诉求人="某甲",
            联系电话="13800138000",
            内容="路灯不亮，请尽快修复",
        )
        match chance.randrange(40):
            case 0:
                row["工单编号"] = f"ZB{chance.randrange(max(1, number)):06d}"
            case 1:
                row["回复时间"] = (start - timedelta(days=chance.randint(1, 9))).strftime(shape)
            case 2:
                row["回复时间"] = f"2019-0{chance.randint(2, 6)}-15"
            case 3:
                row["转办时间"] = chance.choice(("", "-", "无"))
            case 4:
                row["状态"] = "已回访"
            case 5:
                row["转办时间"] = f"2017-{chance.randint(1, 12):02d}-20"
            case 6:
                row["是否测试"] = "是"
            case 7:
                row["回复时间"] = chance.choice(
                    ("18-09-28", "28/09/2018", "43371", "2018-02-30", "9月28日", "待定")
                )
            case 8 | 9:
                row["回复时间"], row["状态"] = "", chance.choice(("办理中", "", "已受理"))
            case 10:
                row["回复时间"], row["状态"] = "", chance.choice(("已办结", "退回", "撤回", "已回访"))
            case 11:
                row["工单编号"] = ""
            case 12:
                row["转办时间"] = start.strftime("%Y-%m-%d 15:00")
                row["回复时间"] = start.strftime("%Y-%m-%d 09:00")
            case 13:
                row["转办时间"] = "2018-12-" + chance.choice(("27", "28"))
                row["回复时间"], row["状态"] = "", "办理中"
        rows.append(row)
    return rows
