"""Waivers: read strictly, laid over findings that exist, one for one, and back on the day after they expire."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gkcheck
from gkcheck.app import Baseline
from gkcheck.comparison.matching import matched, with_baseline
from gkcheck.config import Config
from gkcheck.errors import ConfigError
from gkcheck.finding import Finding
from gkcheck.text import Text
from gkcheck.waivers import Waiver, WaiverFile, applied, parsed, row_name

DAY = date(2019, 6, 30)
TABLE = (
    "序号,工作任务,工作要求,责任单位,落实情况\n"
    "1,修订办事指南,6月底前修订办事指南并公开。,政务科,\n"
    "2,来信办理,对群众来信在2个工作日内转办。,信访科,高度重视来信办理工作，加强领导，取得明显成效。\n"
)


def finding(
    mark: str = "a", *, task: str = "1", source: str = "表.docx", rule: str = "GK201", row: int = 1
) -> Finding:
    return Finding(
        rule=rule,
        name="reply-window",
        title=Text("答复时限", "Reply window"),
        case="unanswered",
        severity="high",
        confidence="high",
        verdict="missing",
        side="unit",
        source=source,
        task=task,
        key=f"{source}#表1!{row}",
        strength=1.0,
        message=Text("没有写", "not written"),
        fingerprint="gk:" + mark * 12,
    )


def waiver(mark: str = "a", **more: object) -> Waiver:
    return Waiver.model_validate({"finding": "gk:" + mark * 12, "reason": "另附台账", **more})


def waived(findings: list[Finding], waivers: list[Waiver], day: date = DAY) -> list[bool]:
    rows = {one.key or "": row_name(one.task or "", "推动公开") for one in findings}
    return [one.waived for one in applied(findings, waivers, day, rows).findings]


def test_a_waiver_sets_aside_its_finding_and_no_other() -> None:
    done = applied([finding("a"), finding("b")], [waiver("a", **{"approved-by": "张某"})], DAY)
    assert [one.waived for one in done.findings] == [True, False]
    kept = done.findings[0].waiver
    assert kept is not None and (kept.reason, kept.approved_by) == ("另附台账", "张某")
    assert [(one.status, one.findings) for one in done.uses] == [("applied", 1)]


def test_a_waiver_without_a_finding_changes_nothing_and_is_told() -> None:
    done = applied([finding("a")], [waiver("b")], DAY)
    assert done.findings == (finding("a"),)
    assert [one.status for one in done.uses] == ["unused"]


def test_the_day_of_expiry_counts_and_the_day_after_the_finding_is_back_with_a_note() -> None:
    until = [waiver("a", expires=date(2019, 6, 30))]
    assert waived([finding()], until, date(2019, 6, 30)) == [True]
    back = applied([finding()], until, date(2019, 7, 1))
    assert not back.findings[0].waived and back.findings[0].waiver is None
    note = back.findings[0].note
    assert note is not None and "2019-06-30" in note.zh and "另附台账" in note.zh and "expired" in note.en
    assert [one.status for one in back.uses] == ["expired"]


@pytest.mark.parametrize("expires", ["2019-6-31", "明年", "", "2019-13-01"])
def test_a_date_that_is_none_counts_as_past(expires: str) -> None:
    assert waived([finding()], [waiver("a", expires=expires)], date(1900, 1, 1)) == [False]


def test_a_bare_date_that_is_none_makes_one_waiver_lapse_and_not_the_file_unreadable() -> None:
    text = (
        '[[waiver]]\nfinding = "gk:aaaaaaaaaaaa"\nreason = "一"\nexpires = 2019-06-31 # 六月没有31日\n'
        '[[waiver]]\nfinding = "gk:bbbbbbbbbbbb"\nreason = "二"\nexpires = 2019-06-30\n'
    )
    first, second = parsed(text, "f")
    assert first.expires == "2019-06-31" and second.expires == date(2019, 6, 30)
    assert waived([finding("a"), finding("b")], [first, second]) == [False, True]


def test_the_same_words_twice_need_two_waivers_or_a_row() -> None:
    two = [finding(task="3", row=3), finding(task="7", row=7)]
    assert waived(two, [waiver()]) == [False, False]
    note = applied(two, [waiver()], DAY).findings[0].note
    assert note is not None and "2 处" in note.zh
    assert waived(two, [waiver(), waiver()]) == [True, True]
    assert waived(two, [waiver(row="7 推动公开")]) == [False, True]
    assert waived(two, [waiver(row="3")]) == [True, False]


def test_a_mended_row_lends_its_waiver_to_no_other() -> None:
    rows = {"表.docx#表1!3": "3 推动公开", "表.docx#表1!7": "7 推动公开"}
    left = [finding(task="7", row=7)]
    assert not applied(left, [waiver(row="3 推动公开")], DAY, rows).findings[0].waived
    renumbered = {"表.docx#表1!7": "7 推动公开"}
    assert applied(left, [waiver(row="3 推动公开")], DAY, renumbered).findings[0].waived


def test_a_file_limits_a_waiver() -> None:
    two = [finding(source="x/甲.docx"), finding(source="x/乙.docx")]
    assert waived(two, [waiver(file="甲.docx")]) == [True, False]
    assert waived(two, [waiver(file="x/乙.docx")]) == [False, True]
    assert waived(two, [waiver(file="丙.docx")]) == [False, False]


def test_a_whole_rule_needs_the_word_for_it() -> None:
    whole = Waiver.model_validate({"scope": "rule", "rule": "答复时限", "reason": "另查"})
    three = [finding("a"), finding("b"), finding("c", rule="GK101")]
    three[2] = three[2].model_copy(update={"title": Text("空", "x"), "name": "empty"})
    done = applied(three, [whole], DAY)
    assert [one.waived for one in done.findings] == [True, True, False]
    assert done.uses[0].findings == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[waiver]]\nfinding = "gk:aaaaaaaaaaaa"\n', "没有写理由"),
        ('[[waiver]]\nfinding = "gk:aaaaaaaaaaaa"\nreason = " "\n', "没有写理由"),
        ('[[waiver]]\nrule = "GK201"\nreason = "x"\n', 'scope = "rule"'),
        ('[[waiver]]\nfinding = "gk:7f3a"\nreason = "x"\n', "12 位指纹"),
        ('[[waiver]]\nfinding = "gk:aaaaaaaaaaaa"\nreason = "x"\nexpire = 2019-01-01\n', "expires"),
        ('[waiver]\nfinding = "gk:aaaaaaaaaaaa"\nreason = "x"\n', "两重方括号"),
        ("ignore = ['GK201']\n", "不认识的项 ignore"),
        ("[[waiver]\n", "TOML"),
    ],
)
def test_a_waiver_that_is_not_whole_is_refused_by_its_number(text: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parsed(text, "gkcheck-waivers.toml")
    assert words in caught.value.sentence("zh") and "gkcheck-waivers.toml" in caught.value.sentence("zh")


marks = st.lists(st.sampled_from("abc"), max_size=6)


@given(marks, marks)
def test_never_more_findings_are_waived_than_waivers_stand(found: list[str], given_: list[str]) -> None:
    findings = [finding(mark, task=str(at), row=at) for at, mark in enumerate(found)]
    done = applied(findings, [waiver(mark) for mark in given_], DAY)
    for mark in "abc":
        count = sum(one.waived for one in done.findings if one.fingerprint == "gk:" + mark * 12)
        assert count <= given_.count(mark)
        assert count in (0, found.count(mark))
    assert len(done.uses) == len(given_)


@given(marks, marks)
def test_a_baseline_is_a_multiset_of_fingerprints(old: list[str], new: list[str]) -> None:
    before = [finding(mark, task=str(at), row=at) for at, mark in enumerate(old)]
    after = [finding(mark, task=str(-at), row=at + 50) for at, mark in enumerate(new)]
    pairs = matched(before, after, ["表.docx"], ["表.docx"])
    assert len(set(pairs.values())) == len(pairs)
    for mark in "abc":
        known = sum(after[at].fingerprint == "gk:" + mark * 12 for at in pairs)
        assert known == min(old.count(mark), new.count(mark))


def test_the_same_fault_in_another_file_is_new() -> None:
    before, after = [finding(source="甲.docx")], [finding(source="乙.docx")]
    assert matched(before, after, ["甲.docx"], ["甲.docx", "乙.docx"]) == {}
    assert matched(before, after, ["甲.docx"], ["乙.docx"]) == {0: 0}  # renamed


def test_waivers_in_a_whole_run() -> None:
    plain = gkcheck.check(TABLE.encode(), name="表.csv")
    counted = [one for one in plain.findings if one.points > 0 and one.severity in ("critical", "high")]
    assert plain.exit_code == 1 and counted and plain.decisions is None
    file = WaiverFile(
        "w.toml", tuple(Waiver(finding=one.fingerprint, reason="已当面核实") for one in plain.findings)
    )
    done = gkcheck.check(TABLE.encode(), name="表.csv", waivers=file)
    assert done.exit_code == 0
    assert len(done.findings) == len(plain.findings) and all(one.waived for one in done.findings)
    assert all(one.points == 0 for one in done.findings)
    (table,) = done.submissions
    assert table.with_waived == plain.submissions[0].score and table.score.value > table.with_waived.value
    assert table.tasks[0].with_waived == plain.submissions[0].tasks[0].score
    assert done.decisions is not None and {one.status for one in done.decisions.waivers} == {"applied"}


def test_the_day_is_the_day_of_assessment_where_one_is_named() -> None:
    plain = gkcheck.check(TABLE.encode(), name="表.csv")
    until = date(2019, 6, 30)
    file = WaiverFile(
        "w.toml", tuple(Waiver(finding=one.fingerprint, reason="x", expires=until) for one in plain.findings)
    )
    for day, count in ((until, len(plain.findings)), (date(2019, 7, 1), 0)):
        config = Config(as_of=day, year=2018)
        done = gkcheck.check(TABLE.encode(), config, name="表.csv", waivers=file)
        assert sum(one.waived for one in done.findings) == count


def test_a_baseline_takes_away_no_points_and_reports_a_swap_as_new() -> None:
    plain = gkcheck.check(TABLE.encode(), name="表.csv")
    again = gkcheck.check(TABLE.encode(), name="表.csv", baseline=Baseline("r.json", plain))
    assert again.exit_code == 0 and {one.baseline for one in again.findings} == {"known"}
    assert again.submissions[0].score == plain.submissions[0].score
    swapped = TABLE.replace(
        "高度重视来信办理工作，加强领导，取得明显成效。", "共转办来信40件，均在15个工作日内转办。"
    ).replace("政务科,\n", "政务科,2018年5月3日修订办事指南并在县政府网站公开，共36项。\n")
    next_ = gkcheck.check(swapped.encode(), name="表.csv", baseline=Baseline("r.json", plain))
    assert next_.exit_code == 1
    assert any(one.baseline == "new" and one.task == "2" for one in next_.findings)


def test_with_baseline_of_nothing_is_all_new() -> None:
    empty = gkcheck.check(TABLE.encode(), name="表.csv").model_copy(update={"findings": ()})
    assert [one.baseline for one in with_baseline([finding()], ["表.docx"], empty)] == ["new"]
