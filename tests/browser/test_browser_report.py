"""The HTML report in a headless Chromium: what a person does with it, and what it must never do."""

from __future__ import annotations

import os
import random
import re
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import chrome
import pytest

import gkcheck
from gkcheck.binding import Binding
from gkcheck.model import Submission, Task
from gkcheck.result import Result
from gkcheck.writers import render

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "data" / "xiamen-2018" / "table.docx"
EXAMPLE = ROOT / "examples" / "songxi-2023.csv"
pytestmark = pytest.mark.skipif(
    not (chrome.DRIVER and chrome.BROWSER), reason="needs chromium and chromedriver"
)
AXE = os.environ.get("AXE", "")
COPIED = "组织业务培训四场，完善工作机制，明确专人负责，确保各项工作有序推进，取得了良好成效。"
ATTACKS = (
    "<script>document.title='ran'</script>",
    '"><img src="https://example.invalid/a.png" onerror="document.title=\'ran\'">',
    "</style></script><script>document.title='ran'</script>",
    "<a href=\"javascript:document.title='ran'\" autofocus onfocus=\"document.title='ran'\">x</a>",
    "<svg onload=\"document.title='ran'\"><iframe src=https://example.invalid>",
    "<link rel=stylesheet href=https://example.invalid/a.css><meta http-equiv=refresh content='0;url=https://example.invalid'>",
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[chrome.Chrome]:
    with chrome.Chrome(tmp_path_factory.mktemp("profile") / "fresh") as one:
        yield one


@pytest.fixture
def page(browser: chrome.Chrome) -> Iterator[chrome.Chrome]:
    """The browser as new: scripts on, window wide, logs read."""
    browser.devtools("Emulation.setScriptExecutionDisabled", value=False)
    browser.devtools("Emulation.clearDeviceMetricsOverride")
    browser.open("about:blank")
    browser.log("performance")
    browser.log("browser")
    yield browser


def saved(result: Result, folder: Path, lang: str = "zh") -> str:
    """The address of the report of a result."""
    path = folder / "报告.html"
    path.write_bytes(render(result, "html", lang))
    return path.as_uri()


def hostile() -> Result:
    tasks = [
        Task(key=f"k{at}", id=f"{at}", title=attack, requirement=f"在2个工作日内办理{attack}", units=(attack,), units_text=attack, report=COPIED + (attack if at < 3 else ""))
        for at, attack in enumerate(ATTACKS, 1)
    ]  # fmt: skip
    return gkcheck.check(
        Submission(source=ATTACKS[1], title=ATTACKS[0], issuer=ATTACKS[2], year=2018, tasks=tuple(tasks))
    )


def shown_tasks(page: chrome.Chrome) -> list[str]:
    found = page.run(
        "return [...document.querySelectorAll('.task[id]')].filter(e => e.offsetParent).map(e => e.id)"
    )
    assert isinstance(found, list)
    return found


def choose(page: chrome.Chrome, css: str, value: str) -> None:
    """Chooses an entry of a list as a person does."""
    page.run(
        "const s = document.querySelector(arguments[0]); s.value = arguments[1]; s.dispatchEvent(new Event('change'))",
        css,
        value,
    )


def test_filters_narrow_the_tasks(page: chrome.Chrome, tmp_path: Path) -> None:
    result = gkcheck.check(EXAMPLE)
    page.open(saved(result, tmp_path))
    page.click("a[data-screen=tasks]")
    tasks = result.submissions[0].tasks
    assert len(shown_tasks(page)) == len(tasks)

    place = next(at for at, unit in enumerate(result.units) if unit.tasks < len(tasks))
    choose(page, "#by-unit", str(place))
    wanted = [
        f"r{task.id}" for task in tasks if result.units[place].name in (task.units or (task.units_text,))
    ]
    assert shown_tasks(page) == wanted
    assert f"{len(wanted)} / {len(tasks)}" in str(
        page.run("return document.getElementById('matches').textContent")
    )
    page.click("#reset")
    assert len(shown_tasks(page)) == len(tasks)

    rule = result.findings[0].rule
    choose(page, "#by-rule", rule)
    keys = {finding.key for finding in result.findings if finding.rule == rule}
    assert shown_tasks(page) == [f"r{task.id}" for task in tasks if task.key in keys]
    others = page.run("return [...document.querySelectorAll('#tasks .finding')].filter(e => e.offsetParent && e.dataset.rule !== arguments[0]).length", rule)  # fmt: skip
    assert others == 0
    page.click("#reset")

    page.click("input[name=severity][value=high]")
    keys = {finding.key for finding in result.findings if finding.severity == "high"}
    assert shown_tasks(page) == [f"r{task.id}" for task in tasks if task.key in keys]
    page.click("#reset")

    word = tasks[3].title
    page.type("#seek", word)
    assert f"r{tasks[3].id}" in shown_tasks(page)
    assert len(shown_tasks(page)) < len(tasks)
    choose(page, "#by-status", "unanswered")
    page.type("#seek", "没有这几个字")
    assert shown_tasks(page) == []
    assert page.shown("#none")


def test_a_deep_link_opens_its_screen_and_its_place(page: chrome.Chrome, tmp_path: Path) -> None:
    result = gkcheck.check(EXAMPLE)
    address = saved(result, tmp_path)
    last = result.submissions[0].tasks[-1]
    page.open(f"{address}#r{last.id}")
    assert page.shown(f"#r{last.id}")
    assert not page.shown("#h-overview")
    top = page.run(f"return document.getElementById('r{last.id}').getBoundingClientRect().top")
    assert isinstance(top, int | float)
    assert -5 < top < 900
    # a link to a task that a filter hides takes the filter away
    choose(page, "#by-status", "waived")
    assert shown_tasks(page) == []
    page.run("location.hash = 'tasks'")
    page.run("location.hash = arguments[0]", f"r{last.id}")
    page.wait(f"document.getElementById('r{last.id}').offsetParent")


def test_a_demand_leads_to_the_words_that_answer_it(page: chrome.Chrome, tmp_path: Path) -> None:
    result = gkcheck.check(EXAMPLE)
    page.open(saved(result, tmp_path) + "#tasks")
    task = next(
        one for one in result.submissions[0].tasks
        if one.demands and one.demands[0].status in ("answered", "asserted") and one.demands[0].answers
    )  # fmt: skip
    page.click(f"#r{task.id}-q1")
    page.wait(f"location.hash === '#r{task.id}-a1'")
    lit = page.run("return [...document.querySelectorAll('.on')].map(e => e.textContent).join('|')")
    assert task.demands[0].answers[0].text[:6] in str(lit)


def test_keys_move_and_can_be_switched_off(page: chrome.Chrome, tmp_path: Path) -> None:
    result = gkcheck.check(EXAMPLE)
    page.open(saved(result, tmp_path) + "#tasks")
    first, second = (task.id for task in result.submissions[0].tasks[:2])
    page.type("body", "j")
    page.wait(f"location.hash === '#r{first}'")
    page.type("body", "j")
    page.wait(f"location.hash === '#r{second}'")
    page.type("body", "4")
    page.wait("location.hash === '#copies'")
    page.type("body", "/")
    page.wait("document.activeElement.id === 'seek'")
    page.run("document.getElementById('keys').checked = false; document.activeElement.blur()")
    page.type("body", "1")
    assert page.run("return location.hash") == "#tasks"


def test_a_cluster_opens(page: chrome.Chrome, tmp_path: Path) -> None:
    result = hostile()
    assert result.clusters
    page.open(saved(result, tmp_path) + "#copies")
    page.run("document.querySelectorAll('.cluster').forEach(one => one.removeAttribute('open'))")
    assert not page.shown(".member")
    page.click(".cluster summary")
    assert page.shown(".member")
    assert page.run("return document.querySelectorAll('.member .shared').length") >= 2


def test_nothing_is_fetched_and_nothing_submitted_runs(page: chrome.Chrome, tmp_path: Path) -> None:
    address = saved(hostile(), tmp_path)
    page.open(address)
    for screen in ("tasks", "units", "copies", "figures", "runs", "overview"):
        page.click(f"a[data-screen={screen}]")
    page.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    for css in ("#r1 h3 a", "#r1-q1"):
        page.run("location.hash = 'r1'")
        page.click(css)
    assert page.run("return document.title").startswith(ATTACKS[0])
    assert page.run("return document.scripts.length") == 1
    assert (
        page.run(
            "return document.querySelectorAll('img, iframe, link:not([rel=icon]), object, embed').length"
        )
        == 0
    )
    assert {url.partition("#")[0] for url in page.requested() if not url.startswith("data:")} == {address}
    # even a script that got in would not run: the policy names our own by its hash
    page.run(
        "const s = document.createElement('script'); s.textContent = \"document.title = 'ran'\"; document.body.append(s)"
    )
    assert page.run("return document.title") != "ran"
    assert [entry for entry in page.log("browser") if "Content Security Policy" in entry["message"]]


def test_no_complaint_in_the_console(page: chrome.Chrome, tmp_path: Path) -> None:
    page.open(saved(gkcheck.check(EXAMPLE), tmp_path))
    assert page.log("browser") == []


def test_everything_is_there_with_scripts_off(page: chrome.Chrome, tmp_path: Path) -> None:
    result = gkcheck.check(EXAMPLE)
    page.devtools("Emulation.setScriptExecutionDisabled", value=True)
    page.open(saved(result, tmp_path))
    for id in ("overview", "tasks", "units", "copies", "figures", "runs"):
        assert page.shown(f"#h-{id}"), id
    for task in result.submissions[0].tasks:
        assert page.shown(f"#r{task.id}"), task.id
    assert not page.shown(".tools")
    assert not page.shown(".letter")  # folded, and opened without a script
    page.click(".envelope summary")
    assert page.shown(".letter")
    seen = page.run("return document.getElementById('tasks').innerText")
    for finding in result.findings:
        assert finding.message.zh in str(seen)


def test_a_phone_never_scrolls_sideways(page: chrome.Chrome, tmp_path: Path) -> None:
    address = saved(gkcheck.check(REAL if REAL.is_file() else EXAMPLE), tmp_path)
    page.phone(390, 844)
    for screen in ("overview", "tasks", "units", "copies", "figures", "runs", "letter-1"):
        page.open(f"{address}#{screen}")
        page.run("document.querySelectorAll('details').forEach(one => one.open = true)")
        width = page.run("return document.documentElement.scrollWidth")
        assert isinstance(width, int)
        assert width <= 390, screen


def pdf_text(data: bytes, path: Path) -> str:
    path.write_bytes(data)
    told = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return re.sub(r"\s+", "", told.stdout)


def test_it_prints_whole_and_a_letter_prints_alone(page: chrome.Chrome, tmp_path: Path) -> None:
    if chrome.shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext")
    result = gkcheck.check(EXAMPLE)
    address = saved(result, tmp_path)
    page.open(address)
    whole = pdf_text(page.paper(), tmp_path / "whole.pdf")
    for word in ("总览", "任务对照", "责任单位", "雷同", "时限与数字", "规则与豁免"):
        assert word in whole
    for finding in result.findings:
        assert re.sub(r"\s+", "", finding.message.zh)[:12] in whole
    assert "单位回复" not in whole
    page.open(f"{address}#letter-1")
    letter = pdf_text(page.paper(), tmp_path / "letter.pdf")
    assert "整改通知单" in letter
    assert result.units[0].name in letter
    assert letter.count("整改通知单") == 1
    assert "分从哪里扣的" not in letter


@pytest.mark.skipif(not AXE, reason="set AXE to the path of axe.min.js (npm package axe-core)")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_axe_finds_no_serious_fault(page: chrome.Chrome, tmp_path: Path, lang: str) -> None:
    axe = Path(AXE).read_text(encoding="utf-8")
    made = [gkcheck.check(EXAMPLE), hostile(), reply_log(tmp_path, 300)] + (
        [gkcheck.check(REAL)] if REAL.is_file() else []
    )
    for at, result in enumerate(made):
        folder = tmp_path / str(at)
        folder.mkdir()
        address = saved(result, folder, lang)
        for screen in ("overview", "tasks", "units", "copies", "figures", "runs"):
            page.open(f"{address}#{screen}")
            page.run("document.querySelectorAll('details').forEach(one => one.open = true)")
            page.run(axe)
            page.run("window.told = null; axe.run().then(found => { window.told = found })")
            page.wait("window.told", 120)
            grave = page.run(
                "return told.violations.filter(v => ['serious', 'critical'].includes(v.impact))"
                ".map(v => v.id + ' ' + v.nodes.length + ' ' + v.nodes[0].html.slice(0, 160) + ' ' + v.nodes[0].failureSummary)"
            )
            light = page.run("return told.violations.map(v => v.id + ':' + v.impact)")
            print(lang, at, screen, "passes", page.run("return told.passes.length"), light)
            assert grave == [], (screen, grave)


def reply_log(folder: Path, count: int) -> Result:
    """A table with one task and a made-up reply log of so many records, some late, some open."""
    chance = random.Random(5)
    lines = ["编号,姓名,转办时间,答复时间,状态"]
    for at in range(count):
        start = date(2018, 1, 2) + timedelta(days=chance.randrange(350))
        end = start + timedelta(days=int(chance.expovariate(0.5)))
        open_ = chance.random() < 0.05
        lines.append(
            f"{'转办单' * (at % 4)}ZB{at:05d},某甲,{start},{'' if open_ else end},{'办理中' if open_ else '已办结'}"
        )
    (folder / "台账.csv").write_text("\n".join(lines), encoding="utf-8")
    task = Task(
        key="k",
        id="18",
        title="网站反馈",
        requirement="在2个工作日内答复转办的网民留言。",
        report="均已答复。",
    )
    return gkcheck.check(
        Submission(source=str(folder / "表.csv"), year=2018, tasks=(task,)),
        logs=[Binding("18", "reply_log", str(folder / "台账.csv"))],
    )


def overlaps(page: chrome.Chrome, css: str) -> object:
    """Pairs of words of a drawing that cover one another."""
    return page.run(
        """
        const boxes = [...document.querySelectorAll(arguments[0])].map(e => [e.textContent, e.getBoundingClientRect()]);
        const found = [];
        boxes.forEach(([a, r], i) => boxes.slice(i + 1).forEach(([b, q]) => {
          const wide = Math.min(r.right, q.right) - Math.max(r.left, q.left);
          const high = Math.min(r.bottom, q.bottom) - Math.max(r.top, q.top);
          if (wide > 2 && high > 4) found.push(a + '|' + b);
        }));
        return found;""",
        css,
    )


@pytest.mark.parametrize("count", [4, 10_000])
@pytest.mark.parametrize("size", [(1280, 900), (390, 844)])
def test_a_log_is_read_at_a_glance(
    page: chrome.Chrome, tmp_path: Path, count: int, size: tuple[int, int]
) -> None:
    result = reply_log(tmp_path, count)
    log = result.logs[0]
    page.phone(*size)
    page.open(saved(result, tmp_path) + "#figures")
    assert page.run("return document.documentElement.scrollWidth") <= size[0]
    bad = log.counts.late + log.counts.open_overdue
    told = page.run("return [...document.querySelectorAll('.months .bad')].map(e => e.textContent)")
    assert isinstance(told, list)
    assert sum(int(one.lstrip("×")) for one in told) == bad
    rows = page.run("return [...document.querySelectorAll('.spans .who')].map(e => e.textContent.trim())")
    assert isinstance(rows, list)
    assert len(rows) == min(bad, 200)
    for row in rows:  # not by colour alone
        assert row.startswith(("×", "■")) and ("超" in row or "逾期" in row)
    assert page.run("return document.querySelectorAll('.spans svg line, .months line.limit').length") >= min(
        bad, 1
    )
    assert overlaps(page, ".months text") == []
    unnamed = page.run(
        "return [...document.querySelectorAll('.log svg[role=img]')].filter(e => !e.getAttribute('aria-label') &&"
        " !(e.querySelector(':scope > title') && e.querySelector(':scope > desc').textContent)).length"
    )
    assert unnamed == 0
    # bars are on one scale, whatever the length of the ids
    places = page.run(
        "return [...document.querySelectorAll('.spans svg')].filter(e => e.getClientRects().length)"
        ".map(e => { const r = e.getBoundingClientRect(); return Math.round(r.left) + ' ' + Math.round(r.width) })"
    )
    assert isinstance(places, list)
    assert len(set(places)) == 1
    # bars stay inside the card, and the task leads to them
    out = page.run(
        "const w = document.querySelector('.log').getBoundingClientRect().right;"
        "return [...document.querySelectorAll('.spans rect')].filter(e => e.getBoundingClientRect().right > w).length"
    )
    assert out == 0
    page.run("location.hash = 'tasks'")
    page.click(".attached a")
    page.wait("location.hash === '#log-1'")
    assert page.shown("#log-1 .months")


def test_the_time_line_prints_on_a4(page: chrome.Chrome, tmp_path: Path) -> None:
    if chrome.shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext")
    result = reply_log(tmp_path, 300)
    page.open(saved(result, tmp_path))
    told = pdf_text(page.paper(), tmp_path / "log.pdf")
    worst = next(one for one in result.logs[0].records if one.verdict == "open_overdue")
    for word in ("按起算月份", "超得最久的在前", "办结用时", worst.id, "时限之内"):
        assert word in told
    assert "某甲" not in told
