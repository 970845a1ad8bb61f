"""`gkcheck archive`: the group of commands that keep and ask an archive of reports."""

from __future__ import annotations

from gkcheck.cli.group import Commands, LazyGroup
from gkcheck.text import Text

_COMMANDS: Commands = {
    "build": (
        "gkcheck.cli.archive_write",
        "build_command",
        Text("用文件夹、JSONL 或 Parquet 建库", "make one from folders, JSON lines or Parquet"),
    ),
    "add": (
        "gkcheck.cli.archive_write",
        "add_command",
        Text("往库里加", "add to one"),
    ),
    "lookup": (
        "gkcheck.cli.archive_ask",
        "lookup_command",
        Text("查一张表的报告在库里有没有雷同", "look the reports of a table up"),
    ),
    "clusters": (
        "gkcheck.cli.archive_ask",
        "clusters_command",
        Text("列出库里的全部雷同组", "list all clusters of copies in it"),
    ),
    "verify": (
        "gkcheck.cli.archive_ask",
        "verify_command",
        Text("核对库的校验和", "compare it with its checksums"),
    ),
}
_HELP = Text(
    zh="""档案库：把历年、各单位的报告建成一个索引，从中查雷同。一百万条报告里查一张表只多花几十毫秒。
建库要装 gkcheck[archive]（numpy、pyarrow），查库不用。中途打断不会损坏原有的库。

gkcheck archive build 历年报告/ -o 库
gkcheck archive add 今年/ -o 库
gkcheck archive lookup 任务表.docx -a 库
gkcheck check 任务表.docx --archive 库""",
    en="""Archives: the reports of many years and units in one index, to find copies in. Looking a table up among a
million reports takes some tens of milliseconds. Building wants gkcheck[archive] (numpy, pyarrow), looking up does
not. An interrupted build leaves what was there as it was.

gkcheck archive build reports/ -o ARCHIVE
gkcheck archive add this-year/ -o ARCHIVE
gkcheck archive lookup table.docx -a ARCHIVE
gkcheck check table.docx --archive ARCHIVE""",
)
archive_command = LazyGroup("archive", _COMMANDS, _HELP)
