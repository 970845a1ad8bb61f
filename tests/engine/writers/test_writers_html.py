"""The HTML report as text: whole, harmless, small, in both languages, made from a saved result."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import made_result
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as markup

import gkcheck
from gkcheck.comparison.changes import CHANGE_TEXT, compared
from gkcheck.finding import AppliedWaiver, QuotedSpan
from gkcheck.logs import (
    LogCounts,
    LogFault,
    LogLeftOut,
    LogMonth,
    LogRate,
    LogRecord,
    LogResult,
    LogUsed,
    LogWindow,
)
from gkcheck.model import Submission, Task
from gkcheck.result import (
    AnswerSpan,
    ClusterMember,
    CopyCluster,
    Decisions,
    DemandResult,
    Result,
    SkippedRule,
    Stretch,
)
from gkcheck.text import LANGS, Lang, Text
from gkcheck.waivers import WaiverUse
from gkcheck.writers import format_of, render
from gkcheck.writers.html import write_compared
from gkcheck.writers.html.letters import loud
from gkcheck.writers.html.marked import Mark, cut

ROOT = Path(__file__).resolve().parents[3]
REAL = ROOT.parent / "shared" / "data" / "xiamen-2018" / "table.docx"
HOSTILE = (
    "<script>window.ran=1</script>",
    '"><img src=x onerror="window.ran=1">',
    "</style><script>window.ran=1</script>",
    "' onmouseover='window.ran=1",
    "</textarea></title><svg onload=window.ran=1>",
    '<a href="javascript:window.ran=1">x</a>',
    "{{ 7*7 }}{% raw %}${7*7}",
    "<!--<script>",
    "]]><iframe src=//evil.example>",
    "\u202egnp.exe\u0000\u0007\ud800",
    "&lt;b&gt;&#x27;",
)


def page(result: Result, lang: Lang = "zh") -> str:
    return render(result, "html", lang).decode("utf-8")


def tree(result: Result, lang: Lang = "zh") -> markup.HtmlElement:
    return markup.document_fromstring(page(result, lang))


def words(element: markup.HtmlElement) -> str:
    """What a reader sees, without styles and scripts, white space folded."""
    parts = element.xpath(".//text()[not(ancestor::style) and not(ancestor::script)]")
    return re.sub(r"\s+", " ", "".join(parts))


def hostile() -> Result:
    """Every text that comes from outside is an attack."""
    every = "".join(HOSTILE)
    rows = tuple(
        Task(
            key=f"h#{at}{text}",
            id=text,
            title=text,
            section=(text,),
            requirement=f"在2个工作日内答复{text}，做到100%",
            units=(text,),
            units_text=text,
            deadline=text,
            report=f"按规定办理{text}",
        )
        for at, text in enumerate((*HOSTILE, every))
    )
    table = Submission(source=f"表{HOSTILE[1]}.csv", title=every, issuer=every, year=2018, tasks=rows)
    return gkcheck.check(table)


@pytest.mark.parametrize("ending", ["报告.html", "report.HTM"])
def test_the_ending_asks_for_it(ending: str) -> None:
    assert format_of(Path(ending)) == "html"


def test_every_task_and_every_finding_stands_in_it(result: Result) -> None:
    seen = tree(result)
    for task in result.submissions[0].tasks:
        card = seen.get_element_by_id(f"r{task.id}")
        assert task.title in words(card)
        assert task.requirement in re.sub(r"\d+[≠×?◐√…—]", "", words(card))
        assert task.report in re.sub(r"\d+[≠×?◐√…—]", "", words(card))
    cards = seen.xpath("//*[@id='tasks']")[0]
    for finding in result.findings:
        found = [
            one
            for one in cards.find_class("finding")
            if finding.rule in words(one) and finding.message.zh in words(one)
        ]
        assert found, finding.rule
    assert len(cards.find_class("finding")) == len(result.findings)


def test_nothing_is_left_out_without_scripts(result: Result) -> None:
    seen = tree(result)
    assert not seen.xpath("//*[@id='overview' or @id='tasks' or @id='units' or @id='copies'][@hidden]")
    assert {link.get("href")[1:] for link in seen.xpath("//a[starts-with(@href, '#')]")} <= {
        one.get("id") for one in seen.xpath("//*[@id]")
    }
    ids = [one.get("id") for one in seen.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))


def test_a_demand_links_to_what_answers_it_or_to_nothing(result: Result) -> None:
    asked, told = "答复来信，2个工作日内转办，年底前总结", "来信一律答复，按时转办"
    demands = (
        DemandResult(kind="action", text="答复来信", start=0, end=4, status="asserted", answers=(AnswerSpan(start=0, end=6, text=told[:6]),), proof="asserted"),
        DemandResult(kind="window", text="2个工作日内转办", start=5, end=13, status="unanswered", answers=(AnswerSpan(start=7, end=11, text=told[7:]),)),
        DemandResult(kind="deadline", text="年底前总结", start=14, end=19, status="unanswered"),
    )  # fmt: skip
    task = made_result.task("7", requirement=asked, report=told, demands=demands)
    seen = tree(with_tasks(result, task))
    card = seen.get_element_by_id("r7")
    assert card.xpath(".//a[@id='r7-q1']/@href") == ["#r7-a1"]
    assert card.xpath(".//a[@id='r7-a1']/@href") == ["#r7-d1"]
    assert card.xpath(".//a[@id='r7-q2']/@href") == ["#r7-d2"]
    assert not card.xpath(".//a[@id='r7-a2']")
    nearest, nothing = words(seen.get_element_by_id("r7-d2")), words(seen.get_element_by_id("r7-d3"))
    assert "没有找到回应的话" in nearest
    assert "最接近的：按时转办" in nearest
    assert "没有找到回应的话" in nothing
    assert "最接近" not in nothing


def with_tasks(result: Result, *tasks: object) -> Result:
    submission = result.submissions[0].model_copy(update={"tasks": tasks})
    return result.model_copy(
        update={"submissions": (submission,), "findings": (), "checks": (), "failures": ()}
    )


def test_an_incomplete_check_never_looks_clean(result: Result) -> None:
    for lang, banner, tag in (("zh", "检查不完整", "检查不完整"), ("en", "Incomplete", "incomplete")):
        seen = tree(result, lang)
        (alarm,) = seen.find_class("banner")
        assert alarm.get("role") == "alert"
        assert banner in words(alarm)
        assert "#REF!" in words(alarm)
        assert tag in words(seen.find_class("verdict")[0])
        assert len(seen.find_class("partial")) == 1
        assert "ValueError: 坏了" in words(seen.get_element_by_id("runs"))
    clean = tree(with_tasks(result, made_result.task("1")))
    assert "没有命中规则（检查不完整，见页首）" in words(clean)


def test_no_banner_when_everything_was_read(result: Result) -> None:
    whole = result.model_copy(update={"status": "complete", "exit_code": 1, "warnings": (), "failures": ()})
    assert not tree(whole).find_class("banner")


def test_a_run_that_read_nothing_says_so(result: Result) -> None:
    empty = result.model_copy(update={"submissions": (), "findings": (), "checks": (), "units": ()})
    seen = tree(empty)
    assert "没有读到任何任务表" in words(seen.get_element_by_id("overview"))
    assert seen.find_class("banner")


@pytest.mark.parametrize("lang", LANGS)
def test_submitted_text_is_text(lang: Lang) -> None:
    made = hostile()
    seen = tree(made, lang)
    assert len(seen.xpath("//script")) == 1
    assert len(seen.xpath("//style")) == 1
    assert not seen.xpath(
        "//img | //iframe | //a[not(starts-with(@href, '#'))] | //*[@src] | //form | //object"
    )
    assert not [name for name in seen.xpath("//@*") if name.attrname.startswith("on")]
    text = page(made, lang)
    assert "\u202e" not in text
    assert "[U+202E]" in text
    assert "{{ 7*7 }}" in text
    ids = [one.get("id") for one in seen.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[\w.-]+", id) for id in ids)
    # what was written can be read as it was written
    assert "<script>window.ran=1</script>" in words(seen.get_element_by_id("tasks"))


def test_the_policy_lets_only_our_own_script_run(result: Result) -> None:
    seen = tree(result)
    (policy,) = seen.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    (script,) = seen.xpath("//script/text()")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert rules["script-src"] == f"'sha256-{digest}'"
    assert script.isascii()
    assert not re.search(r"https?:|url\(|@import", page(result).split("</style>")[0])


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=8))
def test_cutting_loses_no_letter(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start, end, "d", number=str(at)) for at, (start, end) in enumerate(spans)]
    pieces = cut(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    opened = [mark.number for piece in pieces for mark in piece.opens]
    assert sorted(opened) == sorted(set(opened))
    at = 0
    for piece in pieces:
        inside = {number for number, (start, end) in enumerate(spans) if start <= at < min(end, len(text))}
        assert {int(mark.number) for mark in piece.marks} == inside
        at += len(piece.text)


@given(st.text(max_size=40))
def test_letters_that_cannot_be_seen_are_shown(text: str) -> None:
    shown = loud(text)
    assert not re.search("[\x00-\x08\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    assert loud(shown) == shown


def test_waivers_are_shown_with_reason_and_end(result: Result) -> None:
    waiver = AppliedWaiver(kind="联合承办", reason="由同一方案推进", approved_by="张某", expires="2019-06-30", evidence="附件7.xlsx")  # fmt: skip
    findings = tuple(
        one.model_copy(update={"waived": True, "waiver": waiver, "points": 0.0})
        if one.rule == "GK201"
        else one
        for one in result.findings
    )
    seen = tree(result.model_copy(update={"findings": findings}))
    for screen in ("tasks", "runs"):
        told = words(seen.get_element_by_id(screen))
        for word in ("联合承办", "由同一方案推进", "张某", "2019-06-30", "附件7.xlsx"):
            assert word in told, (screen, word)
    assert "GK201" not in words(seen.get_element_by_id("letters"))


def test_a_letter_asks_only_what_is_the_units_to_answer(result: Result) -> None:
    letters = tree(result).find_class("letter")
    told = {one.get("aria-label").partition("：")[2]: words(one) for one in letters}
    assert set(told) == {"信访科", "办公室"}
    assert "转办件数、最长用时" in told["信访科"]
    assert "似答非所问" not in told["信访科"]  # a doubt
    assert "编号从 18 跳到 22" not in " ".join(told.values())  # the issuer's own
    assert "不代表工作没有做" in told["信访科"]


def test_clusters_of_the_result_are_shown_with_shared_and_greyed_text(result: Result) -> None:
    members = tuple(
        ClusterMember(
            source=made_result.SOURCE, task=id, key=f"{made_result.SOURCE}#{id}", unit="办公室", year=2018,
            home=id == "22", likeness=100.0, shared=(Stretch(0, 10),), greyed=(Stretch(11, 17),),
        )
        for id in ("22", "23")
    )  # fmt: skip
    cluster = CopyCluster(kind="table", rule="GK401", members=members)
    (shown,) = tree(result.model_copy(update={"clusters": (cluster,)})).find_class("cluster")
    assert [one.text for one in shown.find_class("shared")] == [made_result.COPIED[:10]] * 2
    assert [one.text for one in shown.find_class("grey")] == [made_result.COPIED[11:17]] * 2
    home, copy = shown.find_class("member")
    assert "不扣分" in words(home)
    assert "疑似照搬" in words(copy)


def test_a_member_from_elsewhere_brings_its_own_text(result: Result) -> None:
    member = ClusterMember(
        source="去年.docx", task="9", key=None, unit="办公室", year=2017, home=True, likeness=96.5,
        shared=(Stretch(0, 4),), greyed=(), report="去年的话在此",
    )  # fmt: skip
    cluster = CopyCluster(kind="years", rule="GK404", members=(member,))
    (shown,) = tree(result.model_copy(update={"clusters": (cluster,)})).find_class("cluster")
    assert "去年的话在此" in words(shown)
    assert "2017" in words(shown)
    assert "不同年度之间" in words(shown)


def test_what_became_of_each_waiver_is_told(result: Result) -> None:
    use = WaiverUse(
        status="expired", findings=0, finding="gk:0123456789ab", scope="finding", rule="GK201", row="18", file="",
        kind="", reason="另附台账", approved_by="张某", expires="2019-06-30", evidence="",
    )  # fmt: skip
    decisions = Decisions(
        today="2019-07-01", waiver_file="gkcheck-waivers.toml", waivers=(use,), baseline="上次.json"
    )
    told = words(tree(result.model_copy(update={"decisions": decisions})).get_element_by_id("runs"))
    for word in (
        "gkcheck-waivers.toml",
        "按 2019-07-01 计",
        "gk:0123456789ab",
        "另附台账",
        "张某",
        "上次.json",
    ):
        assert word in told, word


def test_a_log_is_shown_with_its_rate_and_what_is_left_out(result: Result) -> None:
    log = LogResult(
        task="18", key=f"{made_result.SOURCE}#18", source=made_result.SOURCE, demand=0, kind="reply",
        title=Text("答复台账", "replies"), file="台账<b>.csv", sha256="a" * 64, cut_off="2018-12-31",
        window=LogWindow(text="2个工作日", number=2, unit="working_day", start=Text("收到", "received"), end=Text("答复", "answered")),
        counts=LogCounts(on_time=18, late=2, open_not_due=1),
        rate=LogRate(numerator=18, denominator=20, percent=90.0, left_out=(LogLeftOut(code="open", reason=Text("未到期", "not due"), count=1),)),
        longest=4,
        months=(LogMonth(month="2018-03", counts=LogCounts(on_time=18, late=2, open_not_due=1), ended=20),),
        used=(LogUsed(units=1, count=18), LogUsed(units=4, count=2)),
        faults=(LogFault(code="blank", text=Text("缺答复日", "no reply day"), count=1, examples=("第7行",)),),
        records=(LogRecord(row=3, id="A<3>", start="2018-03-01", due="2018-03-05", end="2018-03-07", verdict="late"),),
        more_records=20,
    )  # fmt: skip
    seen = tree(result.model_copy(update={"logs": (log,)}))
    (shown,) = seen.find_class("log")
    for word in (
        "2个工作日",
        "18/20 = 90%",
        "未到期 1",
        "缺答复日 1（第7行）",
        "A<3>",
        "台账<b>.csv",
        "另有 20 条只计数",
    ):
        assert word in words(shown), word
    assert "最长用时 4个工作日" in words(shown)
    assert shown.xpath(".//h3/a/@href") == ["#r18-d1"]
    assert seen.get_element_by_id("r18-d1") is not None
    english = tree(result.model_copy(update={"logs": (log,)}), "en").find_class("log")[0]
    assert "on time 18/20 = 90%" in words(english)


def test_rules_left_out_are_named(result: Result) -> None:
    skipped = SkippedRule(
        id="GK999", name="made-up", title=Text("某规则", "A rule"), reason=Text("未选用", "not chosen")
    )
    seen = tree(result.model_copy(update={"skipped": (skipped,)}))
    assert "GK999 某规则：未选用" in words(seen.get_element_by_id("runs"))


def test_several_tables_have_an_index_and_addresses_of_their_own(result: Result) -> None:
    first = result.submissions[0]
    second = first.model_copy(
        update={
            "source": "第二张.docx",
            "tasks": tuple(one.model_copy(update={"key": one.key + "b"}) for one in first.tasks),
        }
    )
    seen = tree(result.model_copy(update={"submissions": (first, second)}))
    assert seen.xpath("//table[contains(@class, 'index')]//a/@href") == ["#t1", "#t2"]
    assert seen.get_element_by_id("t1-r18") is not None
    assert seen.get_element_by_id("t2-r18") is not None


def test_english_is_whole(result: Result) -> None:
    english = tree(result, "en")
    assert english.get("lang") == "en"
    told = words(english.get_element_by_id("overview"))
    for word in ("Overview", "Where the points went", "How much was checked", "Look at these first"):
        assert word in told
    # What is left in Chinese is what was submitted, or quoted in an English sentence.
    texts = english.xpath("//body//text()[not(parent::script)] | //@aria-label | //@placeholder | //@data-th")
    left = re.findall(r"[\u4e00-\u9fff]+", "\n".join(texts))
    submitted = "".join(one.model_dump_json() for one in (*result.submissions, *result.units))
    submitted += "".join(failure.error for failure in result.failures)
    assert [word for word in left if word not in submitted] == []


def test_a_saved_result_gives_the_same_page(result: Result) -> None:
    again = Result.model_validate_json(result.to_json())
    for lang in LANGS:
        assert page(again, lang) == page(result, lang)


@pytest.mark.skipif(not REAL.is_file(), reason="the shared data is not here")
def test_the_real_table_stays_under_a_megabyte() -> None:
    made = gkcheck.check(REAL)
    data = render(made, "html", "zh")
    assert len(data) < 1_000_000
    seen = markup.document_fromstring(data.decode())
    assert len(seen.find_class("task")) >= 35
    assert len(seen.get_element_by_id("tasks").find_class("finding")) == len(made.findings)


def test_examples_of_a_quoted_span_beyond_its_text_do_no_harm(result: Result) -> None:
    strange = QuotedSpan(
        source="x", task="18", key="nobody#1", field="report", start=900, end=999, text="别处的话"
    )
    findings = (
        *result.findings,
        made_result.found("GK502", "18", spans=(strange,), message=Text("远处", "far")),
    )
    assert "别处的话" in words(tree(result.model_copy(update={"findings": findings})))


def test_two_rounds_open_on_what_became_of_each_finding(result: Result) -> None:
    gone = made_result.found("GK203", "18", message=Text("<b>旧</b>问题", "the <b>old</b> one"))
    old = result.model_copy(update={"findings": (*result.findings[1:], gone)})
    whole = {"status": "complete", "warnings": (), "failures": ()}
    comparison = compared(
        old.model_copy(update=whole), result.model_copy(update=whole), names=("上次", "这次")
    )
    seen = markup.document_fromstring(write_compared(result, comparison, "zh").decode())
    (screen,) = seen.xpath("//*[@id='changes']")
    assert seen.find_class("screen")[0] is screen
    told = words(screen)
    assert "上次 → 这次" in told
    assert "<b>旧</b>问题" in told
    for change in comparison.changes:
        assert CHANGE_TEXT[change.change].zh in told
        assert change.finding.message.zh in told
    assert set(screen.xpath(".//li/a/@href")) <= {f"#{one.get('id')}" for one in seen.xpath("//*[@id]")}
    assert not tree(result).xpath("//*[@id='changes']")
    english = words(
        markup.document_fromstring(write_compared(result, comparison, "en").decode()).get_element_by_id(
            "changes"
        )
    )
    assert "Since last time" in english
    assert "still there" in english


def test_a_comparison_with_an_incomplete_round_says_so(result: Result) -> None:
    comparison = compared(result, result, names=("a", "b"))
    seen = markup.document_fromstring(write_compared(result, comparison, "zh").decode())
    assert "其中一次检查不完整" in words(seen.get_element_by_id("changes"))


def test_a_unit_with_nothing_to_supply_gets_no_letter(result: Result) -> None:
    seen = tree(result.model_copy(update={"findings": ()}))
    assert not seen.find_class("letter")
    assert "没有需要补报的问题：信访科、办公室（检查不完整，见页首）" in words(
        seen.get_element_by_id("letters")
    )


def test_a_rate_just_below_a_hundred_is_not_rounded_up(result: Result) -> None:
    log = LogResult(
        task=None, key=None, source="", kind="reply", title=Text("台账", "log"), file="a.csv", sha256="", cut_off="2018-12-31",
        rate=LogRate(numerator=19999, denominator=20000, percent=99.995),
    )  # fmt: skip
    assert "19999/20000 = 99.99%" in words(
        tree(result.model_copy(update={"logs": (log,)})).find_class("log")[0]
    )
