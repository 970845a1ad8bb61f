"""Groups of copies: edited, reordered, contained, assembled; the clusters of the real table; what a result tells."""

from __future__ import annotations

from pathlib import Path

import pytest

import gkcheck
from gkcheck.model import Submission, Task
from gkcheck.similarity.copies import Entry, Thresholds, copy_groups

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "xiamen-2018" / "table.docx"

A = "四月至十月组织志愿者在六个社区的广场上设立咨询台逐户发放普法读本现场讲解民法典的常见问题"
B = "十一月九日在体育馆组织消防疏散演练由消防大队到场讲评参演人员从三个出口撤离到集合点清点人数"
C = "对城北路沿线的占道摊点登记造册划定疏导点两处引导摊主入市经营并安排早晚两班人员上路值守"


def groups(*rows: tuple[str, str]) -> list[list[tuple[int, bool, str]]]:
    entries = [Entry(text, asked, str(at)) for at, (asked, text) in enumerate(rows)]
    return [
        [(member.entry, member.home, member.how) for member in group.members]
        for group in copy_groups(entries, Thresholds())
    ]


def test_equal() -> None:
    assert groups(("普法进社区", A), ("应急演练", A), ("整治", B)) == [
        [(0, True, "equal"), (1, False, "equal")]
    ]


def test_edited() -> None:
    edited = A.replace("志愿者", "工作人员").replace("六个", "九个").replace("现场", "当面")
    assert groups(("普法进社区发放读本", A), ("应急演练", edited)) == [
        [(0, True, "edited"), (1, False, "edited")]
    ]


def test_reordered() -> None:
    assert groups(("普法和消防演练", A + B), ("整治", B + A)) == [
        [(0, True, "reordered"), (1, False, "reordered")]
    ]


def test_contained() -> None:
    assert groups(("普法、演练、整治占道摊点", A + B + C), ("信息公开", B)) == [
        [(0, True, "contained"), (1, False, "contained")]
    ]


def test_assembled_from_parts_of_several() -> None:
    one, two = A + "全年接受咨询四百三十人次群众反映良好", B + "演练之后修订了应急预案两处"
    assert groups(("普法进社区", one), ("消防演练", two), ("信息公开", A[4:] + B[:-4])) == [
        [(0, True, "source"), (1, True, "source"), (2, False, "assembled")]
    ]


def test_a_whole_is_no_copy_of_what_was_taken_from_it() -> None:
    """The long report answers its own task; the two that each repeat a part of it do not answer theirs."""
    whole = "普法进社区和消防疏散演练", A + B
    assert groups(whole, ("信息公开", A), ("信访接待", B)) == [
        [(0, True, "contained"), (1, False, "contained"), (2, False, "contained")]
    ]


def test_what_both_were_asked_is_nobodys_copy() -> None:
    asked = "组织志愿者在社区广场上设立咨询台逐户发放普法读本"
    assert not groups((asked, asked + "发放读本六百册"), (asked + "并接待来访", asked + "接待来访二十三人"))


def test_no_copies_among_honest_texts() -> None:
    assert not groups(("普法", A), ("演练", B), ("整治", C), ("公开", A[:14] + C[14:]))


def task(number: int, requirement: str, report: str) -> Task:
    return Task(
        key=f"t#{number}", id=str(number), title=f"任务{number}", requirement=requirement, report=report
    )


def test_clusters_of_a_result_quote_what_stands_there() -> None:
    told = "根据《云岭县普法工作办法》（云政〔2018〕3号），" + A
    rows = (task(1, "普法进社区", told), task(2, "应急演练", told), task(3, "整治", C))
    result = gkcheck.check(Submission(source="t", year=2018, tasks=rows))
    (cluster,) = result.clusters
    assert (cluster.kind, cluster.rule) == ("table", "GK401")
    assert [(one.task, one.home, one.likeness) for one in cluster.members] == [
        ("1", True, 100),
        ("2", False, 100),
    ]
    first = cluster.members[0]
    assert [told[one.start : one.end] for one in first.shared] == [A]
    assert any("云岭县普法工作办法" in told[one.start : one.end] for one in first.greyed)


@pytest.mark.skipif(not REAL.is_file(), reason="the real table is not here")
def test_the_real_table() -> None:
    result = gkcheck.check(REAL)
    found = [[one.task for one in cluster.members] for cluster in result.clusters]
    assert found == [["2", "8"], ["13", "14"], ["15", "16"], ["19", "20", "21"], ["22", "23", "24", "25"]]
    homes = [one.task for cluster in result.clusters for one in cluster.members if one.home]
    assert homes == ["2", "14", "15", "19", "22"]
