"""The command as a process: encodings, pipes, start-up."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gkcheck.cli.root import COMMANDS

EVERY = [
    ["--version"],
    ["--help"],
    ["check", "--help"],
    ["check", "差.csv"],
    ["check", "差.csv", "好.csv", "--show", "all"],
    ["check", "差.csv", "--statistics"],
    ["check", "差.csv", "--format", "json"],
    ["read", "差.csv"],
    ["read", "差.csv", "--format", "json"],
    ["rules"],
    ["rules", "--format", "json"],
    ["explain", "GK101", "GK201", "GK401"],
    ["explain", "--row", "2", "差.csv"],
    ["calendar", "2018-09-28", "+2"],
    ["check", "没有.csv"],
    ["annotate", "差.csv"],
    ["diff", "好.csv", "差.csv"],
    ["diff", "好.csv", "差.csv", "--format", "json"],
    ["archive"],
    ["waive"],
    ["waive", "add", "差.csv", "--row", "1", "--rule", "GK101", "--reason", "已核对"],
    ["waive", "list", "--lang", "en"],
    ["check", "差.csv", "--format", "md"],
    ["report", "没有.json"],
    ["init", "--stdout"],
    ["init", "--evidence", "差.csv", "--stdout"],
    ["new-rule", "SITE02", "--name", "site-drill", "--title", "应急演练"],
    ["test-rules", "GK201"],
    ["doctor"],
    ["schema", "config"],
    ["completion", "bash"],
    ["evidence", "--help"],
]


def test_every_command_is_tried_on_a_chinese_console():
    assert {argv[0] for argv in EVERY} >= set(COMMANDS)


@pytest.mark.parametrize("argv", EVERY, ids=" ".join)
def test_a_strict_gbk_console(gkcheck, argv):
    done = gkcheck(*argv, PYTHONIOENCODING="gbk:strict", PYTHONUTF8="0")
    out, err = done.stdout.decode("gbk"), done.stderr.decode("gbk")
    assert done.returncode in (0, 1, 2)
    assert "Traceback" not in err and "程序出错" not in err
    assert "?" not in out + err
    if "json" in argv:
        assert json.loads(out) == json.loads(done.stdout)  # any reader decodes it


def test_json_has_the_same_content_on_every_console(gkcheck):
    plain = json.loads(gkcheck("check", "差.csv", "--format", "json").stdout)
    for encoding in ("gbk:strict", "ascii", "utf-16-le"):
        done = gkcheck("check", "差.csv", "--format", "json", PYTHONIOENCODING=encoding)
        codec = encoding.partition(":")[0]
        assert json.loads(done.stdout.decode(codec)) == plain


def test_rare_letters_do_not_stop_a_gbk_console(gkcheck, folder):
    table = (folder / "差.csv").read_text("utf-8").replace("高度重视", "✓高度重视😀")
    (folder / "表.csv").write_text(table, encoding="utf-8")
    done = gkcheck("check", "表.csv", PYTHONIOENCODING="gbk:strict", PYTHONUTF8="0")
    assert done.returncode == 1 and b"GK101" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="head")
@pytest.mark.parametrize(
    "command", ["rules", "check 差.csv --show all", "check 差.csv --format json", "--help", "explain GK"]
)
def test_a_closed_pipe_is_quiet(folder, command):
    shell = f"'{sys.executable}' -m gkcheck {command} | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", shell], cwd=folder, capture_output=True, timeout=60, check=False)
    assert done.stderr == b""
    assert done.stdout.splitlines()[-1] in (b"0", b"1")


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe nobody reads")
@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["check", "好.csv", "--fail-on", "never"], 0),
        (["check", "差.csv"], 1),
        (["rules"], 0),
        (["--help"], 0),
        (["calendar", "2018-09-29"], 0),
    ],
)
def test_a_pipe_closed_beforehand_changes_no_exit_code(folder, argv, code):
    import os

    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "gkcheck", *argv],
        cwd=folder,
        stdout=write,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(write)
    assert done.stderr == b""
    assert done.returncode == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_is_2_not_silence(folder):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "gkcheck", "rules"],
            cwd=folder,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2 and b"Traceback" not in done.stderr


HEAVY = (
    "pydantic",
    "pluggy",
    "rapidfuzz",
    "rich",
    "lxml",
    "python_calamine",
    "gkcheck.app",
    "gkcheck.config",
)


@pytest.mark.parametrize("argv", [["--version"], ["--help"], ["check", "--help"], ["rules", "--help"]])
def test_version_and_help_import_nothing_heavy(argv):
    code = (
        "import sys\nfrom gkcheck.cli import run\n"
        f"code = run({argv!r})\n"
        f"heavy = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "sys.exit(code or ','.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_a_check_does_not_import_rich_nor_the_network(folder):
    code = (
        "import sys\nfrom gkcheck.cli import run\nrun(['check', '差.csv'])\n"
        "sys.exit(','.join(name for name in ('rich', 'ssl', 'http.client') if name in sys.modules) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


def test_no_colour_codes_when_piped_even_if_the_terminal_has_some(gkcheck):
    done = gkcheck("check", "差.csv", TERM="xterm-256color", COLORTERM="truecolor")
    assert b"\x1b" not in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pty")
@pytest.mark.parametrize(
    ("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour_on_a_terminal_unless_refused(folder, env, coloured):
    import os
    import pty

    main, child = pty.openpty()
    kept = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    process = subprocess.Popen(
        [sys.executable, "-m", "gkcheck", "check", "差.csv"],
        cwd=folder, stdout=child, stderr=subprocess.PIPE, env={**kept, "TERM": "xterm-256color", **env},
    )  # fmt: skip
    os.close(child)
    data = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:
            break
        if not piece:
            break
        data += piece
    assert process.wait(timeout=60) == 1
    assert (b"\x1b[" in data) == coloured
    assert "GK101" in data.decode("utf-8")
    os.close(main)
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()


def test_as_a_module_and_by_its_version(gkcheck):
    from gkcheck.version import __version__

    assert gkcheck("--version").stdout.decode().split() == ["gkcheck", __version__]
