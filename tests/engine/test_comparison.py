"""Two rounds compared: a swap is new, other words are no answer, and fixed is said only of what was looked at."""

from __future__ import annotations

import json

import jsonschema
import pytest

import gkcheck
from gkcheck.comparison.changes import Change, Comparison, compared
from gkcheck.config import Config
from gkcheck.result import Result

HEADER = "序号,工作任务,工作要求,责任单位,落实情况\n"
GUIDE = "1,修订办事指南,6月底前修订办事指南并公开。,政务科,{}\n"
LETTERS = "2,来信办理,对群众来信在2个工作日内转办。,信访科,{}\n"
VAGUE = "高度重视来信办理工作，加强领导，取得明显成效。"
OTHER_VAGUE = "认真对待来信办理工作，健全机制，确保工作顺利开展。"
ANSWERED = "全年收到群众来信40件，均在2个工作日内转办，最长1个工作日。"
DONE = "2018年5月3日印发《办事指南》（示政办〔2018〕12号），当日在县政府网站公开，共36项。"


def result(*rows: str, name: str = "表.csv", config: Config | None = None) -> Result:
    return gkcheck.check((HEADER + "".join(rows)).encode(), config, name=name)


def diff(old: Result, new: Result) -> Comparison:
    return compared(old, new, names=("旧", "新"))


def changes(comparison: Comparison, change: Change) -> set[tuple[str, str | None]]:
    return {(one.finding.rule, one.finding.task) for one in comparison.changes if one.change == change}


def test_the_same_table_has_nothing_new() -> None:
    one = result(GUIDE.format(""), LETTERS.format(VAGUE))
    done = diff(one, one)
    assert {change.change for change in done.changes} == {"still"} and done.exit_code == 0
    assert done.scores[0].old == done.scores[0].new


def test_rows_moved_and_files_renamed_are_the_same() -> None:
    old = result(GUIDE.format(""), LETTERS.format(VAGUE))
    new = result("1" + LETTERS[1:].format(VAGUE), "2" + GUIDE[1:].format(""), name="二稿.csv")
    assert {change.change for change in diff(old, new).changes} == {"still"}


def test_an_answer_is_fixed_and_the_score_goes_up() -> None:
    done = diff(
        result(GUIDE.format(""), LETTERS.format(VAGUE)), result(GUIDE.format(DONE), LETTERS.format(ANSWERED))
    )
    assert ("GK101", "1") in changes(done, "fixed") and ("GK201", "2") in changes(done, "fixed")
    score = done.scores[0]
    assert score.old is not None and score.new is not None and score.new.value > score.old.value
    assert done.exit_code == 0


def test_other_words_without_an_answer_are_no_fix() -> None:
    done = diff(result(LETTERS.format(VAGUE)), result(LETTERS.format(OTHER_VAGUE)))
    assert ("GK201", "2") in changes(done, "reworded")
    assert not changes(done, "new") and done.exit_code == 0
    assert ("GK201", "2") not in changes(done, "fixed")


def test_a_fault_swapped_for_another_is_new() -> None:
    old = result(GUIDE.format(""), LETTERS.format(ANSWERED))
    new = result(GUIDE.format(DONE), LETTERS.format(VAGUE))
    assert len([f for f in old.findings if f.severity in ("critical", "high")]) >= 1
    done = diff(old, new)
    assert ("GK101", "1") in changes(done, "fixed")
    assert ("GK201", "2") in changes(done, "new") and done.exit_code == 1
    assert compared(old, new, names=("", ""), fail_on="never").exit_code == 0


def test_a_swap_within_one_rule_and_task_is_new_too() -> None:
    two = "3,投诉办理,对投诉在2个工作日内答复；对举报在5个工作日内办结。,信访科,{}\n"
    old = result(two.format("共收到投诉12件，均在2个工作日内答复。举报办理情况良好。"))
    new = result(two.format("共收到举报9件，均在5个工作日内办结。投诉办理情况良好。"))
    before = {one.fingerprint for one in old.findings if one.rule == "GK201"}
    after = {one.fingerprint for one in new.findings if one.rule == "GK201"}
    if not (before and after and before.isdisjoint(after)):
        pytest.skip("the rule judges these made-up rows in another way now")
    assert ("GK201", "3") in changes(diff(old, new), "new")


def test_a_task_that_is_gone_is_not_fixed() -> None:
    done = diff(result(GUIDE.format(""), LETTERS.format(VAGUE)), result(GUIDE.format("")))
    assert ("GK201", "2") in changes(done, "gone") and not changes(done, "fixed") & {("GK201", "2")}
    assert done.scores[0].tasks_gone == ("2 来信办理",)
    back = diff(result(GUIDE.format("")), result(GUIDE.format(""), LETTERS.format(VAGUE)))
    assert back.scores[0].tasks_added == ("2 来信办理",) and ("GK201", "2") in changes(back, "new")


def test_what_did_not_run_is_unclear_and_what_did_not_run_before_is_not_new() -> None:
    whole = result(LETTERS.format(VAGUE))
    part = result(LETTERS.format(VAGUE), config=Config(ignore=("GK201",)))
    done = diff(whole, part)
    assert ("GK201", "2") in changes(done, "unclear") and ("GK201", "2") not in changes(done, "fixed")
    assert any("GK201" in note.zh for note in done.notes)
    back = diff(part, whole)
    assert ("GK201", "2") in changes(back, "not_run_before")
    assert ("GK201", "2") not in changes(back, "new") and back.exit_code == 0


def test_an_incomplete_run_makes_an_incomplete_comparison() -> None:
    one = result(LETTERS.format(VAGUE))
    broken = one.model_copy(update={"status": "incomplete"})
    assert diff(one, broken).exit_code == 3


def test_waived_findings_and_doubts_do_not_decide() -> None:
    old, new = result(LETTERS.format(ANSWERED)), result(LETTERS.format(VAGUE))
    waived = tuple(one.model_copy(update={"waived": True}) for one in new.findings)
    assert diff(old, new).exit_code == 1
    assert diff(old, new.model_copy(update={"findings": waived})).exit_code == 0


def test_the_json_says_all_of_it_and_fits_its_schema() -> None:
    done = diff(result(GUIDE.format(""), LETTERS.format(VAGUE)), result(LETTERS.format(OTHER_VAGUE)))
    told = json.loads(done.to_json())
    assert told["schema"] == "gkcheck.diff/1"
    jsonschema.validate(told, Comparison.model_json_schema(mode="serialization"))
    assert Comparison.model_validate_json(done.to_json()) == done
    assert {one["change"] for one in told["changes"]} >= {"gone", "reworded"}
