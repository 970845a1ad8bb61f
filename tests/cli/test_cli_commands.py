"""report, schema, init, new-rule, test-rules, doctor, completion: what they print, write and refuse."""

from __future__ import annotations

import json
import re
import tomllib

import jsonschema
import pytest
from made_tables import BAD

from gkcheck.binding import read_bindings
from gkcheck.cli import run
from gkcheck.cli.init import TEMPLATE
from gkcheck.config import from_mapping


@pytest.fixture
def saved(folder, capsys):
    assert run(["check", "差.csv", "-o", "结果.json"]) == 1
    return capsys.readouterr().out


def test_report_says_what_check_said(saved, capsys):
    assert run(["report", "结果.json"]) == 1
    assert capsys.readouterr().out == saved
    assert run(["report", "结果.json", "--exit-zero", "--format", "json"]) == 0


def test_report_writes_every_format_check_writes(saved, folder, capsys):
    for name in ("甲.md", "甲.csv", "甲.sarif", "甲.xml", "gitlab:甲.json"):
        path = folder / name.rpartition(":")[2]
        assert run(["check", "差.csv", "-o", name]) == 1
        first = path.read_bytes()
        path.unlink()
        assert run(["report", "结果.json", "-o", name]) == 1
        assert path.read_bytes() == first, name


def test_report_never_writes_over_the_result(saved, folder, capsys):
    before = (folder / "结果.json").read_bytes()
    assert run(["report", "结果.json", "-o", "结果.json"]) == 2
    assert (folder / "结果.json").read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[1]", b'{"schema": "gkcheck.result/9"}', "差".encode("gbk")]
)
def test_report_refuses_what_is_no_result(folder, capsys, content):
    (folder / "坏.json").write_bytes(content)
    assert run(["report", "坏.json"]) == 2
    assert "不是 gkcheck 的结果" in capsys.readouterr().err


def test_report_of_an_incomplete_run_stays_incomplete(folder, capsys):
    (folder / "空.docx").write_bytes(b"")
    assert run(["check", "差.csv", "空.docx", "-o", "结果.json"]) == 3
    assert run(["report", "结果.json", "--exit-zero"]) == 3
    assert "检查不完整" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["result", "submission", "config", "diff", "waivers"])
def test_schema_is_a_schema(capsys, name):
    assert run(["schema", name]) == 0
    told = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(told)


def test_what_is_written_fits_its_schema(saved, folder, capsys):
    assert run(["read", "差.csv", "--format", "json"]) == 0
    documents = {
        "result": json.loads((folder / "结果.json").read_text("utf-8")),
        "submission": json.loads(capsys.readouterr().out),
        "config": tomllib.loads(uncommented(TEMPLATE.en)),
    }
    for name, document in documents.items():
        if name == "config":
            document = json.loads(json.dumps(document, default=str))
        assert run(["schema", name]) == 0
        jsonschema.Draft202012Validator(json.loads(capsys.readouterr().out)).validate(document)
        broken = {**document, "tasks": 1, "findings": 1, "select": 1}
        with pytest.raises(jsonschema.ValidationError):
            assert run(["schema", name]) == 0
            jsonschema.Draft202012Validator(json.loads(capsys.readouterr().out)).validate(broken)


def uncommented(template: str) -> str:
    """The template with every key set: what looks like TOML behind a # is TOML."""
    key = re.compile(r'# (?=\[[\w".-]+\]$|["\w*/:.-]+ = )')
    return "\n".join(key.sub("", line) for line in template.splitlines())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_key_of_the_template_is_valid(lang):
    values = tomllib.loads(uncommented(TEMPLATE.in_(lang)))
    config = from_mapping(values)
    assert config.ignore == ("GK106",) and config.fail_on == "high" and config.exclude
    assert {"columns", "severity", "rule", "score", "per-file-ignores"} <= set(values)


def test_init_writes_once(folder, capsys):
    assert run(["init"]) == 0
    first = (folder / "gkcheck.toml").read_bytes()
    assert b"\r" not in first and tomllib.loads(first.decode("utf-8")) == {}
    assert run(["init"]) == 2
    assert (folder / "gkcheck.toml").read_bytes() == first
    assert "不覆盖" in capsys.readouterr().err
    assert run(["check", "差.csv", "-q"]) == 1


def test_init_evidence_writes_a_list_beside_the_table_once(folder, capsys):
    inner = folder / "报送"
    inner.mkdir()
    (inner / "表.csv").write_text(
        "序号,工作任务,工作要求,责任单位,落实情况\n1,答复留言,在2个工作日内答复网民留言。,信访局,已答复。\n",
        encoding="utf-8",
    )
    (inner / "1-答复台账.csv").write_text(
        "编号,收到时间,答复时间\nA,2023-03-06,2023-03-07\n", encoding="utf-8"
    )
    assert run(["init", "--evidence", "报送/表.csv", "--stdout", "--lang", "en"]) == 0
    assert "logs bound to tasks" in capsys.readouterr().out.lower()
    assert not (inner / "evidence.toml").exists()
    assert run(["init", "--evidence", "报送/表.csv"]) == 0
    assert "1 项任务可用 1 份台账核对，1 份已在表旁并已启用" in capsys.readouterr().err
    first = (inner / "evidence.toml").read_bytes()
    assert b"\r" not in first
    assert len(read_bindings(inner / "evidence.toml")) == 1
    assert not (folder / "evidence.toml").exists()
    assert run(["init", "--evidence", "报送/表.csv"]) == 2
    assert "不覆盖" in capsys.readouterr().err
    assert run(["init", "--evidence", "报送/表.csv", "--lang", "en"]) == 2
    assert "not overwritten" in capsys.readouterr().err
    assert (inner / "evidence.toml").read_bytes() == first
    run(["check", "报送/表.csv", "--format", "json"])
    (log,) = json.loads(capsys.readouterr().out)["logs"]
    assert log["counts"]["on_time"] == 1


@pytest.mark.parametrize("given", [".", "-", "没有.csv", "a.zip/表.csv"])
def test_init_evidence_wants_one_file(folder, capsys, given):
    assert run(["init", "--evidence", given]) == 2
    assert given in capsys.readouterr().err


def test_a_new_rule_passes_its_own_examples(folder, capsys):
    assert run(["new-rule", "SITE02", "--name", "site-drill", "--title", "应急演练"]) == 0
    assert {"gkcheck_site_drill.py", "pyproject.toml"} <= {one.name for one in folder.iterdir()}
    project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["entry-points"]["gkcheck"] == {"site-drill": "gkcheck_site_drill"}
    assert run(["test-rules", "gkcheck_site_drill.py"]) == 0
    assert "√ SITE02 应急演练  6/6" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["new-rule", "site02", "--name", "a", "--title", "题"], "大写字母"),
        (["new-rule", "SITE02", "--name", "A b", "--title", "题"], "小写英文"),
        (["new-rule", "SITE02", "--name", "a", "--title", '题"'], "引号"),
        (["new-rule", "GK201", "--name", "a", "--title", "题"], "已有规则在用"),
        (["new-rule", "SITE02", "--name", "reply-window", "--title", "题"], "已有规则在用"),
        (["new-rule", "SITE02", "--name", "a", "--title", "题", "--dir", "无"], "没有文件夹"),
        (["test-rules", "没有.py"], "没有找到文件"),
        (["test-rules", "GK999"], "没有规则"),
        (["test-rules"], "没有可测试的规则"),
    ],
)
def test_refusals(folder, capsys, argv, said):
    before = sorted(one.name for one in folder.iterdir())
    assert run(argv) == 2
    assert said in capsys.readouterr().err
    assert sorted(one.name for one in folder.iterdir()) == before


def test_a_rule_that_does_not_do_what_its_examples_say(folder, capsys):
    run(["new-rule", "SITE03", "--name", "site-broken", "--title", "坏"])
    path = folder / "gkcheck_site_broken.py"
    text = path.read_text("utf-8")
    path.write_text(text.replace("if told >= 0:", "if told < 0:"), encoding="utf-8")
    assert run(["test-rules", str(path)]) == 1
    out = capsys.readouterr().out
    assert "应为 没有命中，实为 missing" in out and "× SITE03" in out
    path.write_text(text.replace("asked = ", "raise ValueError('x')\n    asked = "), encoding="utf-8")
    assert run(["test-rules", str(path)]) == 1
    assert "规则出错：ValueError: x" in capsys.readouterr().out
    path.write_text("import 没有的模块\n", encoding="utf-8")
    assert run(["test-rules", str(path)]) == 2


def test_doctor_tells_and_ends_with_2_when_something_is_broken(folder, capsys):
    assert run(["doctor"]) == 0
    out = capsys.readouterr().out
    assert "条规则" in out and "2004-01-01" in out and "pydantic" in out
    (folder / "gkcheck.toml").write_text("selct = 1\n", encoding="utf-8")
    assert run(["doctor", "--format", "json"]) == 2
    facts = json.loads(capsys.readouterr().out)["facts"]
    (wrong,) = [fact for fact in facts if fact["state"] == "wrong"]
    assert "是不是想写 select" in wrong["value"]["zh"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_name_the_command(capsys, shell):
    assert run(["completion", shell]) == 0
    assert "_GKCHECK_COMPLETE" in capsys.readouterr().out


def test_completion_offers_commands_and_options(gkcheck):
    done = gkcheck(_GKCHECK_COMPLETE="bash_complete", COMP_WORDS="gkcheck re", COMP_CWORD="1")
    assert {"read", "report"} <= {line.partition(",")[2] for line in done.stdout.decode().splitlines()}
    done = gkcheck(_GKCHECK_COMPLETE="bash_complete", COMP_WORDS="gkcheck check --fa", COMP_CWORD="2")
    assert "plain,--fail-on" in done.stdout.decode()


def test_several_outputs_in_one_run(folder, capsys):
    (folder / "差.csv").write_text(BAD, encoding="utf-8")
    argv = ["check", "差.csv", "-o", "a.md", "-o", "b.sarif", "-o", "junit:c.txt", "-o", "d.jsonl"]
    assert run(argv) == 1
    assert {"a.md", "b.sarif", "c.txt", "d.jsonl"} <= {one.name for one in folder.iterdir()}
    assert (folder / "c.txt").read_bytes().startswith(b"<?xml")
