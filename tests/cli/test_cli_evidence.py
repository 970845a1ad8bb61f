"""`gkcheck evidence check`: text and JSON, exit codes, refusals."""

from __future__ import annotations

import json

import pytest

from gkcheck.cli import run

LOG = "工单编号,诉求人,转办时间,回复时间\nA,张三,2018-09-28 16:50,2018-09-30 23:00\nB,李四,2018-09-28,2018-10-08\n"


@pytest.fixture
def log(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "转办件.csv"
    path.write_text(LOG, encoding="utf-8")
    return "转办件.csv"


def test_text_and_json(log, capsys):
    words = ["evidence", "check", log, "--window", "2个工作日", "--trigger", "转办", "--as-of", "2019-01-31"]
    assert run(words) == 1
    told = capsys.readouterr().out
    assert "按时率 1/2 = 50%" in told and "B  2018-09-28 起，应于 2018-09-30，2018-10-08  超期" in told
    assert "张三" not in told
    told.encode("gbk")
    assert run([*words, "--lang", "en"]) == 1
    assert "on time 1/2 = 50%" in capsys.readouterr().out
    assert run([*words, "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "gkcheck.evidence/1"
    assert document["rate"] == {"numerator": 1, "denominator": 2, "percent": 50.0, "left_out": []}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["转办件.csv"], 2, "--window"),
        (["转办件.csv", "--window", "及时"], 2, "及时"),
        (["转办件.csv", "--window", "2个工作日", "--kind", "diary"], 2, "diary"),
        (["转办件.csv", "--window", "2个工作日", "--column", "x=y"], 2, "x=y"),
        (["转办件.csv", "--window", "2个工作日", "--as-of", "昨天"], 2, "昨天"),
        (["无.csv", "--window", "2个工作日"], 3, "无.csv"),
        (["转办件.csv", "--window", "2个工作日", "--kind", "list_log"], 3, "转办件.csv"),
    ],
)
def test_refusals_say_what_is_wrong(log, capsys, words, code, said):
    assert run(["evidence", "check", *words]) == code
    assert said in capsys.readouterr().err
