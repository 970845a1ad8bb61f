"""`gkcheck archive` and `check --archive`: built from what people have, asked by what they hand in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("numpy")

from gkcheck.cli import run

TOLD = (
    "对全县19家养老机构开展消防安全检查，发现隐患54处，当场整改31处，限期整改23处，"
    "11月底复查全部销号，并为14家机构更换了老旧线路。"
)
OTHER = "检查学校47所，更换灭火器310具，封闭私开侧门6处，开学前由分管校长逐校签字验收。"


def table(path: Path, issuer: str, year: int, told: str, unit: str = "办公室") -> Path:
    head = f"{issuer}{year}年重点任务落实情况表,,,,\n序号,工作任务,工作要求,责任单位,落实情况\n"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{head}1,安全,开展安全隐患排查整治。,{unit},{told}\n", encoding="utf-8-sig")
    return path


@pytest.fixture
def archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    table(tmp_path / "old" / "health.csv", "云岭县卫健局", 2016, TOLD)
    table(tmp_path / "old" / "civil.csv", "云岭县民政局", 2017, OTHER)
    lines = [{"report": OTHER.replace("47", "61"), "unit": "清溪县教育局", "year": 2015}, "不成句的一条"]
    (tmp_path / "old" / "more.jsonl").write_text(
        "\n".join(json.dumps(one) for one in lines), encoding="utf-8"
    )
    path = tmp_path / "archive"
    assert run(["archive", "build", str(tmp_path / "old"), "-o", str(path)]) == 0
    assert "4 条报告" in capsys.readouterr().out
    return path


def test_lookup(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now = table(tmp_path / "now.csv", "云岭县民政局", 2018, TOLD)
    assert run(["archive", "lookup", str(now), "-a", str(archive)]) == 0
    out = capsys.readouterr().out
    assert "完全相同" in out and "2016 云岭县卫健局办公室" in out and "health.csv" in out
    assert run(["archive", "lookup", str(now), "-a", str(archive), "--format", "json"]) == 0
    (told,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert told["ratio"] == 100 and told["found"]["unit"] == "办公室" and told["found"]["year"] == 2016
    plain = table(tmp_path / "plain.csv", "云岭县水利局", 2018, "清淤河道8.4公里，加固堤防两处。")
    assert run(["archive", "lookup", str(plain), "-a", str(archive), "--lang", "en"]) == 0
    assert "none of 1 tasks" in capsys.readouterr().out


def check(
    path: Path, archive: Path, capsys: pytest.CaptureFixture[str]
) -> dict[str, list[dict[str, object]]]:
    run(["check", str(path), "--archive", str(archive), "--format", "json"])
    told: dict[str, list[dict[str, object]]] = json.loads(capsys.readouterr().out)
    return told


def test_check_names_where_a_copy_comes_from(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = check(table(tmp_path / "now.csv", "云岭县民政局", 2018, TOLD), archive, capsys)
    (finding,) = [one for one in result["findings"] if one["rule"] == "GK403"]
    assert "档案库中2016年云岭县卫健局" in finding["message"]["zh"]  # type: ignore[index]
    (cluster,) = result["clusters"]
    assert cluster["kind"] == "archive"
    assert [one["report"] for one in cluster["members"]] == ["", TOLD]  # type: ignore[attr-defined]


def test_what_many_bodies_tell_may_have_been_sent_round(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bodies = ("卫健局", "林业局", "水利局", "商务局", "司法局")
    for body in bodies:
        table(tmp_path / "old" / f"{body}.csv", f"云岭县{body}", 2017, TOLD)
    path = tmp_path / "archive"
    assert run(["archive", "build", str(tmp_path / "old"), "-o", str(path)]) == 0
    now = table(tmp_path / "now.csv", "云岭县民政局", 2018, TOLD)
    capsys.readouterr()
    (finding,) = [one for one in check(now, path, capsys)["findings"] if one["rule"] == "GK403"]
    assert (finding["case"], finding["severity"]) == ("widespread", "low")
    assert "至少 5 个单位" in finding["message"]["zh"]  # type: ignore[index]


def test_check_tells_last_year_of_the_same_body_from_its_own_table(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    same = check(table(tmp_path / "same.csv", "云岭县民政局", 2017, OTHER), archive, capsys)
    assert not [one for one in same["findings"] if one["rule"] == "GK404"], "the very table that is archived"
    stale = check(table(tmp_path / "stale.csv", "云岭县民政局", 2018, OTHER), archive, capsys)
    assert [one["case"] for one in stale["findings"] if one["rule"] == "GK404"] == ["whole"]


def test_unread_files_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table(tmp_path / "old" / "a.csv", "云岭县卫健局", 2016, TOLD)
    (tmp_path / "old" / "b.docx").write_bytes(b"nothing of the kind")
    (tmp_path / "old" / "c.jsonl").write_text("{no json", encoding="utf-8")
    assert run(["archive", "build", str(tmp_path / "old"), "-o", str(tmp_path / "x")]) == 3
    told = capsys.readouterr()
    assert "b.docx" in told.err and "c.jsonl" in told.err and "1 条报告" in told.out


def test_parquet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = {
        "落实情况": [TOLD, OTHER, None],
        "单位": ["甲县民政局", "乙县教育局", ""],
        "年度": [2016, 2017, 2018],
    }
    parquet.write_table(arrow.table(rows), tmp_path / "all.parquet")
    assert run(["archive", "build", str(tmp_path / "all.parquet"), "-o", str(tmp_path / "x")]) == 0
    assert run(["archive", "add", str(tmp_path / "all.parquet"), "-o", str(tmp_path / "x")]) == 0
    capsys.readouterr()
    assert run(["archive", "clusters", "-a", str(tmp_path / "x"), "--format", "json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [[one["unit"] for one in cluster["members"]] for cluster in found] == [
        ["甲县民政局"] * 2,
        ["乙县教育局"] * 2,
    ]
    assert run(["archive", "verify", "-a", str(tmp_path / "x")]) == 0


def test_refusals(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["archive", "build", str(tmp_path / "old"), "-o", str(archive)]) == 2
    assert "archive add" in capsys.readouterr().err
    assert run(["archive", "lookup", str(tmp_path / "old" / "civil.csv"), "-a", str(tmp_path / "none")]) == 2
    assert run(["archive", "build", str(tmp_path / "nowhere"), "-o", str(tmp_path / "x")]) == 2
    assert run(["check", str(tmp_path / "old" / "civil.csv"), "--archive", str(tmp_path / "none")]) == 2
    capsys.readouterr()
