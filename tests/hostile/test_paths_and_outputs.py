"""Paths that are no files, outputs that nothing can get out of, no socket for any command, no personal data."""

from __future__ import annotations

import _socket
import json
import os
import socket
import sys
import unicodedata
import urllib.request
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from bad_files import EVIL, HEADS, OTHER, ROW, csv, docx, xlsx

from gkcheck import Config, UsageError, check, read
from gkcheck.cli import run
from gkcheck.cli.root import COMMANDS
from gkcheck.config import load
from gkcheck.errors import ConfigError, ReadError
from gkcheck.writers import FORMATS, render, write

PHONE, IDENTITY = "13800138000", "11010519491231002X"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


# E21: paths


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_passed_over_and_never_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "管.csv")
    (folder / "表.csv").write_text(csv(), encoding="utf-8")
    result = check(folder)
    assert [(Path(one.source).name, one.code) for one in result.warnings] == [("管.csv", "skipped")]
    with pytest.raises(ReadError):
        read(folder / "管.csv")


def test_devices_folders_and_links(folder: Path) -> None:
    (folder / "夹.csv").mkdir()
    with pytest.raises(ReadError):
        read(folder / "夹.csv")
    if Path("/dev/zero").exists():
        with pytest.raises(ReadError):
            read("/dev/zero")
    (folder / "表.csv").write_text(csv(), encoding="utf-8")
    try:
        (folder / "圈.csv").symlink_to(folder / "圈.csv")
        (folder / "断.csv").symlink_to(folder / "没有.csv")
        (folder / "同.csv").symlink_to(folder / "表.csv")
        (folder / "回").symlink_to(folder)
    except OSError:
        pytest.skip("no links here")
    result = check(folder)
    assert (
        len(result.submissions) == 1
    )  # the same file by two names is one; a link to a folder is not followed
    assert result.exit_code == 3
    assert {Path(one.source).name for one in result.warnings if one.incomplete} == {"圈.csv", "断.csv"}


def test_lock_files_are_passed_over_and_said(folder: Path) -> None:
    (folder / "~$表.docx").write_bytes(b"\x05user")
    (folder / "表.docx").write_bytes(docx())
    result = check(folder)
    assert [(Path(one.source).name, one.code) for one in result.warnings] == [("~$表.docx", "skipped")]


def same_file(table: Path) -> dict[str, Path]:
    """Other ways to write the path of one file: links, spellings, other letters where the disk takes them for the same."""
    folder = table.parent
    (folder / "夹").mkdir()
    found = {"itself": table, "absolute": table.absolute(), "dots": folder / "夹" / ".." / table.name}
    found["twice dots"] = folder / "." / "夹" / ".." / "." / table.name
    found["case"] = table.with_name(table.name.upper())
    found["decomposed"] = table.with_name(unicodedata.normalize("NFD", table.name))
    for name, link in (("soft", Path.symlink_to), ("hard", Path.hardlink_to)):
        try:
            link(folder / f"{name}.csv", table)
            link(folder / "夹" / f"{name}.csv", folder / f"{name}.csv")
        except OSError:
            continue
        found |= {name: folder / f"{name}.csv", f"{name} of {name}": folder / "夹" / f"{name}.csv"}
    try:
        (folder / "路").symlink_to(folder, target_is_directory=True)
        found["through a folder"] = folder / "路" / table.name
    except OSError:
        pass
    return {how: path for how, path in found.items() if path.exists()}


def test_an_input_is_never_written_over(folder: Path) -> None:
    table = folder / "caféa.csv"
    table.write_text(csv(), encoding="utf-8")
    result = check(table)
    ways = same_file(table)
    assert len(ways) >= 4
    before = sorted(str(one) for one in folder.rglob("*"))
    for how, target in ways.items():
        with pytest.raises(UsageError):
            write(result, target, format="csv")
        assert run(["check", table.name, "-o", f"csv:{target}"]) == 2, how
        assert run(["check", "*.csv", "-o", f"json:{target}"]) == 2, how
        assert run(["check", ".", "-o", f"json:{target}"]) == 2, how
        assert table.read_text(encoding="utf-8") == csv()
    assert sorted(str(one) for one in folder.rglob("*")) == before


def test_a_disk_that_knows_no_case(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are compared by what they lead to, never by their letters."""
    table = folder / "table.csv"
    table.write_text(csv(), encoding="utf-8")
    result = check(table)
    real, exists = os.stat, Path.exists
    lower = lambda path: os.path.join(os.path.dirname(path), os.path.basename(path).lower())  # noqa: E731, PTH118, PTH119, PTH120

    def stat(path: object, *args: object, **more: object) -> os.stat_result:
        return real(lower(os.fspath(path)) if isinstance(path, str | os.PathLike) else path, *args, **more)  # type: ignore[arg-type, call-overload]

    monkeypatch.setattr(os, "stat", stat)
    monkeypatch.setattr(Path, "exists", lambda self: exists(self.with_name(self.name.lower())))
    with pytest.raises(UsageError):
        write(result, folder / "TABLE.csv", format="csv")


ARCHIVE = ["archive", "build", "上年.csv", "-o", "库"]


@pytest.mark.parametrize(
    "option",
    [
        ["--previous", "上年.csv"], ["--template", "范文.txt"], ["--baseline", "上次.json"], ["--waivers", "豁免.toml"],
        ["--config", "配置.toml"], ["--evidence", "1=reply_log:台账.csv"], ["--evidence-file", "台账.toml"], [],
        ["--archive", "库"],
    ],
    ids=lambda option: option[0] if option else "evidence.toml",
)  # fmt: skip
def test_nothing_that_is_read_is_written_over(folder: Path, option: list[str]) -> None:
    """Not only the tables: what they are compared with, decided by, and proven by."""
    (folder / "表.csv").write_text(csv(OTHER), encoding="utf-8")
    (folder / "上年.csv").write_text(csv(ROW), encoding="utf-8")
    (folder / "范文.txt").write_text("高度重视，加强领导。", encoding="utf-8")
    (folder / "豁免.toml").write_text("", encoding="utf-8")
    (folder / "配置.toml").write_text("", encoding="utf-8")
    (folder / "台账.csv").write_text(
        "来信编号,收到时间,答复时间\n1,2018-03-01,2018-03-02\n", encoding="utf-8"
    )
    bound = '[[log]]\ntask = "1"\nkind = "reply_log"\nfile = "台账.csv"\n'
    (folder / "台账.toml").write_text(bound, encoding="utf-8")
    assert run(["check", "表.csv", "-o", "上次.json"]) in (0, 1)
    if option == ["--archive", "库"]:
        pytest.importorskip("numpy")
        assert run(ARCHIVE) == 0
        read = [one for one in (folder / "库").rglob("*") if one.is_file()]
    elif not option:
        (folder / "evidence.toml").write_text(bound, encoding="utf-8")
        read = [folder / "evidence.toml", folder / "台账.csv"]
    else:
        read = [folder / option[1].rpartition(":")[2]]
        read += [folder / "台账.csv"] if option[1] == "台账.toml" else []
    assert read
    assert run(["check", "表.csv", *option, "-o", "json:新.json"]) in (0, 1, 3)
    for target in read:
        before = target.read_bytes()
        assert run(["check", "表.csv", *option, "-o", f"json:{target}"]) == 2, target
        assert target.read_bytes() == before


def test_a_write_that_fails_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "表.csv").write_text(csv(), encoding="utf-8")
    result = check(folder / "表.csv")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(UsageError):
        write(result, folder / "结果.json")
    assert [one.name for one in folder.iterdir()] == ["表.csv"]


def test_one_document_cannot_pass_for_another(folder: Path) -> None:
    """The name a JSON document claims for itself decides neither where it is told nor which rules run on it."""
    (folder / "a.csv").write_text(csv((*ROW[:4], "")), encoding="utf-8")
    assert run(["read", "a.csv", "--format", "json", "-v"]) in (0, 3)
    from gkcheck.writers.submission import to_json

    claimed = to_json(read("a.csv"))
    for name in ("b.json", "c.json"):
        (folder / name).write_text(claimed, encoding="utf-8")
    config = Config(per_file_ignores={"a.csv": ("ALL",)})
    result = check(["a.csv", "b.json", "c.json"], config)
    assert [one.source for one in result.submissions] == ["a.csv", "b.json", "c.json"]
    by_file = {one.source for one in result.findings if one.rule == "GK101"}
    assert by_file == {"b.json", "c.json"}


# E22: configurations


@pytest.mark.parametrize(
    "text",
    [
        "selct = ['GK1']",
        "select = 5",
        "[limits]\nrows = -1",
        "extend = 'gkcheck.toml'",
        "a = [",
        "\x00",
        "[rule.NO]\nx = 1",
        "x" * 100_000,
    ],
)
def test_a_bad_configuration_checks_nothing(folder: Path, text: str) -> None:
    (folder / "gkcheck.toml").write_text(text, encoding="utf-8")
    (folder / "表.csv").write_text(csv(), encoding="utf-8")
    assert run(["check", "表.csv"]) == 2


def test_patterns_of_the_configuration_cannot_blow_up(folder: Path) -> None:
    """Globs of `exclude` and `per-file-ignores` are the only patterns a user writes."""
    import time

    (folder / ("a" * 200 + ".csv")).write_text(csv(), encoding="utf-8")
    evil = "*a" * 60 + "b"
    began = time.process_time()
    result = check(folder, Config(exclude=(evil,), per_file_ignores={evil: ("GK101",)}))
    assert len(result.submissions) == 1 and time.process_time() - began < 5


def test_no_setting_takes_a_pattern_of_its_own() -> None:
    """A setting that took regular expressions would need an engine that cannot blow up: there is none, by name or type."""
    import re

    from gkcheck.plugins import load as plugins

    models = [Config, *(type(rule.options()) for rule in plugins().registry)]
    for model in models:
        for name, field in model.model_fields.items():
            assert not re.search("pattern|regex|regexp", name), (model, name)
            assert "Pattern" not in str(field.annotation), (model, name)


@pytest.mark.parametrize(
    "text", ["a" * 5_000, "(" * 2_000, "[a-" * 500, "(a+)+$", "\\" * 999, "*" * 3_000, "?" * 3_000 + "["]
)
def test_words_of_the_configuration_are_never_patterns(folder: Path, text: str) -> None:
    """Header words, globs, template phrases: whatever a user writes is taken by its letters, and quickly."""
    import time

    (folder / "表.csv").write_text(csv((*ROW[:4], "a" * 5_000 + "！")), encoding="utf-8")
    began = time.process_time()
    config = Config(columns={"report": (text,)}, exclude=(text,), per_file_ignores={text: ("GK101",)})
    result = check([folder / "表.csv"], config)
    assert result.submissions or result.warnings
    assert time.process_time() - began < 5


def test_a_configuration_that_is_none(folder: Path) -> None:
    (folder / "gkcheck.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError):
        load(folder / "gkcheck.toml")


# E18, E19: outputs

INJECTED = (
    "=1+1",
    "＝cmd|' /C calc'!A0",
    "-11月",
    "+86",
    "@SUM(1)",
    "\tx",
    EVIL,
    "\u202e\u2066",
    "</script>",
    "]]>",
    "`x`|y",
)


@pytest.mark.parametrize(
    "form",
    [
        name
        for name in FORMATS
        if name not in ("annotated", "xlsx", "docx", "html", "json", "jsonl", "sarif", "gitlab")
    ],
)
@pytest.mark.parametrize("words", INJECTED)
def test_no_control_code_of_a_report_leaves_in_text(folder: Path, form: str, words: str) -> None:
    rows = [
        dict(
            zip(
                HEADS,
                ("1", words, f"{words}，在2个工作日内转办。", words, f"{words}，高度重视。"),
                strict=True,
            )
        )
    ]
    (folder / "表.json").write_text(json.dumps(rows), encoding="utf-8")
    data = render(check(folder / "表.json"), form)
    assert not set(data.decode("utf-8")) & {chr(code) for code in (*range(9), 11, 12, *range(14, 32), 127)}


def test_json_keeps_what_was_written(folder: Path) -> None:
    rows = [dict(zip(HEADS, (*ROW[:4], EVIL), strict=True))]
    (folder / "表.json").write_text(json.dumps(rows), encoding="utf-8")
    told = json.loads(render(check(folder / "表.json"), "json"))
    assert told["submissions"][0]["tasks"][0]["report"] == EVIL


# No socket


@pytest.fixture
def no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    for name in (
        "socket",
        "create_connection",
        "create_server",
        "getaddrinfo",
        "gethostbyname",
        "socketpair",
        "fromfd",
    ):
        monkeypatch.setattr(socket, name, refused)
    monkeypatch.setattr(_socket, "socket", refused)
    monkeypatch.setattr(urllib.request, "urlopen", refused)


CALLS = [
    ["check", "表.docx", "表.xlsx", "表.csv"],
    ["check", "."],
    [
        "check",
        "表.docx",
        *(
            word
            for name, form in FORMATS.items()
            for word in ("-o", f"{name}:结果{form.suffixes[0] if form.suffixes else '.txt'}")
        ),
    ],
    ["read", "表.docx"],
    ["read", "表.xlsx", "--format", "json"],
    ["explain", "GK201"],
    ["explain", "--row", "1", "表.csv"],
    ["rules"],
    ["calendar", "2018-09-28", "+2"],
    ["waive", "list"],
    ["schema", "config"],
    ["init", "--stdout"],
    ["doctor"],
    ["completion", "bash"],
    ["test-rules", "GK201"],
    ["new-rule", "SITE02", "--name", "site-drill", "--title", "应急演练"],
    ["report", "没有.json"],
    ["diff", "表.csv", "表.xlsx"],
]


@pytest.mark.usefixtures("no_socket")
@pytest.mark.parametrize("argv", CALLS, ids=lambda argv: " ".join(argv)[:40])
def test_no_command_opens_a_socket(folder: Path, argv: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "表.docx").write_bytes(docx(outside="http://127.0.0.1:9/evil.dotm"))
    (folder / "表.xlsx").write_bytes(xlsx())
    (folder / "表.csv").write_text(csv((*ROW[:4], "见 http://127.0.0.1:9/a")), encoding="utf-8")
    assert run(argv) in (0, 1, 2, 3)
    assert "a socket was opened" not in "".join(capfd.readouterr())


def test_the_calls_name_known_commands() -> None:
    assert {argv[0] for argv in CALLS} <= set(COMMANDS)


# Personal data


def test_read_masks_unless_told_not_to(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    report = f"已回复居民李大山（电话{PHONE}，身份证{IDENTITY}）。"
    (folder / "表.csv").write_text(csv((*ROW[:4], report)), encoding="utf-8")
    for form in ("json", "text"):
        run(["read", "表.csv", "--format", form])
        out, err = capfd.readouterr()
        assert PHONE not in out + err and IDENTITY not in out + err
    run(["read", "表.csv", "--format", "json", "--unmasked"])
    told = json.loads(capfd.readouterr().out)
    assert told["tasks"][0]["report"] == report


# The annotated copy is the file that was handed in, with its own words, for the one who handed it in.
@pytest.mark.parametrize("form", [name for name in FORMATS if name != "annotated"])
def test_no_format_tells_personal_data(folder: Path, form: str) -> None:
    report = f"已回复居民李大山（电话{PHONE}，身份证{IDENTITY}）。"
    (folder / "表.csv").write_text(csv((*ROW[:4], report), (*ROW[:4], report)), encoding="utf-8")
    data = render(check(folder / "表.csv"), form)
    if data.startswith(b"PK"):
        import io
        import zipfile

        with zipfile.ZipFile(io.BytesIO(data)) as package:
            data = b"".join(package.read(name) for name in package.namelist())
    assert PHONE.encode() not in data and IDENTITY.encode() not in data
