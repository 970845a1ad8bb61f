"""Products: what a requirement asks to be made, published or filed, and where a report names one."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.language.products import find_named, find_products
from gkcheck.model import Task
from gkcheck.reading import Reading


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("制定垃圾分类工作方案和考核办法。", ["垃圾分类工作方案", "考核办法"]),
        ("编制并公布收费目录清单。", ["收费目录清单"]),
        ("完成水库防汛预案修订，报县防办备案。", ["水库防汛预案", "县防办备案"]),
        ("将权力清单向社会公布。", ["权力清单"]),
        ("修订《云岭县停车管理办法》。", ["《云岭县停车管理办法》"]),
        ("根据《应急预案管理规定》制定部门预案。", ["部门预案"]),
        ("建立健全河长联席会议制度。", ["河长联席会议制度"]),
        ("于6月底前提交自查报告。", ["自查报告"]),
        ("不得公布学生成绩名单。", []),
        ("督促企业制定应急预案。", []),
        ("按照省里制定的实施方案推进。", []),
        ("出台专业性较强的方案时，要配发图解。", []),
        ("实行清单管理。", []),
        ("严格落实规范性文件备案审查制度。", []),
        ("1小时内报告市委、市政府。", []),
        ("制定政策时听取企业和商会意见。", []),
        ("加强方案编制的统筹协调。", []),
        ("可结合实际制定实施细则。", []),
        ("完善应急预案体系。", []),
    ],
)
def test_what_is_asked(text: str, found: list[str]) -> None:
    assert [product.name for product in find_products(text)] == found
    assert all(text[product.start : product.end] for product in find_products(text))


def test_where_a_report_names_one() -> None:
    text = "保留事项清单于5月20日在网站公布，27座水库防汛预案修订完毕，《甲方案》印发。"
    named = list(find_named(text))
    assert [one.head for one in named] == ["清单", "预案"]
    assert [text[one.start : one.end].endswith(one.head) for one in named] == [True, True]


@pytest.mark.parametrize(
    ("report", "status", "how"),
    [
        ("《河道保洁办法》（云水〔2018〕3号）3月印发。", "asserted", "named"),
        ("河道保洁办法于3月5日印发。", "asserted", "stated"),
        ("河道保洁办法已在门户网站公布。", "asserted", "stated"),
        ("我局已制定河道保洁办法并抓好落实。", "asserted", "restated"),
        ("河道保洁办法正在征求意见。", "unanswered", "waiting"),
        ("清理河道垃圾34处。", "unanswered", ""),
    ],
)
def test_how_it_is_answered(report: str, status: str, how: str) -> None:
    task = Task(key="a", id="1", requirement="制定河道保洁办法。", report=report)
    reading = Reading(task=task, year=2018, as_of=date(2018, 12, 31))
    (answer,) = [one for one in reading.answers if one.demand.kind == "deliverable"]
    assert (answer.status, answer.how) == (status, how)


@pytest.mark.parametrize(
    "text",
    [
        "制定" * 40_000,
        "报备案" * 30_000,
        "清单" * 40_000,
        "制定办法、" * 15_000,
        "完成" * 40_000,
        "将" * 90_000,
    ],
)
def test_linear_time(text: str) -> None:
    begun = time.process_time()
    find_products(text)
    list(find_named(text))
    assert time.process_time() - begun < 3


@given(st.text(alphabet="制定印发公布清单办法《》（）的、，。报备案和并2018〔〕号", max_size=60))
def test_any_text(text: str) -> None:
    for product in find_products(text):
        assert 0 <= product.start < product.end <= len(text)
    for named in find_named(text):
        assert text[named.start : named.end]
