"""Made-up reports with known copies: a small grammar, a fixed seed."""

from __future__ import annotations

import random

from gkcheck.archive.record import Record

_WHAT = "台账 清单 目录 指南 平台 系统 流程 材料 标准 方案 通知 专栏 档案 数据 证照 留言 投诉 建议 提案 案件 许可 项目 资金 指标".split()  # noqa: SIM905
_DID = "推进 完善 建立 健全 落实 开展 组织 优化 规范 强化 细化 梳理 公开 发布 编制 修订 清理 整合 升级 推行 督促 检查".split()  # noqa: SIM905
_WHERE = "大厅 窗口 网站 社区 街道 学校 医院 市场 公园 车站 工地 企业 村居 养老院 图书馆 体育馆 河道 林场 码头 园区".split()  # noqa: SIM905
_WHO = "办公室 法规处 督查处 信息中心 人事处 财务处 规划处 宣传科 法制科 综合科 监督科 窗口科".split()  # noqa: SIM905


def clause(rng: random.Random) -> str:
    return (
        f"{rng.choice(_WHO)}在{rng.choice(_WHERE)}{rng.choice(_DID)}{rng.choice(_WHAT)}{rng.randint(2, 999)}件并"
        f"{rng.choice(_DID)}{rng.choice(_WHERE)}{rng.choice(_WHAT)}"
    )


def text(rng: random.Random, clauses: int = 6) -> str:
    return "，".join(clause(rng) for _ in range(clauses)) + "。"


def edited(rng: random.Random, told: str) -> str:
    letters = list(told)
    for at in rng.sample(range(len(letters)), len(letters) // 10):
        letters[at] = rng.choice(told)
    return "".join(letters)


def reports(number: int, seed: int = 7) -> tuple[list[Record], set[frozenset[int]]]:
    """So many records, and the pairs among them that are copies: equal, edited, sharing a passage, by place."""
    rng = random.Random(seed)
    texts: list[str] = []
    pairs: set[frozenset[int]] = set()
    while len(texts) < number:
        at = len(texts)
        first = text(rng)
        kind = rng.random()
        if kind < 0.1:
            texts += [first, first]
        elif kind < 0.2:
            texts += [first, edited(rng, first)]
        elif kind < 0.3:
            passage = text(rng, 3)
            texts += [passage + text(rng, 4), text(rng, 4) + passage]
        else:
            texts.append(first)
            continue
        pairs.add(frozenset((at, at + 1)))
    records = [
        Record(
            one,
            unit=f"单位{at % 40}",
            issuer=f"某县局{at % 40}",
            year=2015 + at % 4,
            source=f"{at % 9}.docx",
            task=str(at),
        )
        for at, one in enumerate(texts)
    ]
    return records, pairs
