"""`gkcheck schema`: the JSON Schema of what gkcheck writes and reads."""

from __future__ import annotations

import click

from gkcheck.cli.output import emit_json
from gkcheck.cli.speaking import Command, shared
from gkcheck.text import Text


@click.command(
    "schema",
    cls=Command,
    text=Text(
        zh="""打印 JSON Schema：result（check 的结果，默认）、submission（read 的结果）、config（配置）、
diff（diff 的结果）、waivers（豁免文件）。

gkcheck schema config > gkcheck.schema.json    编辑器可据此提示配置项""",
        en="""Prints the JSON Schema of result (what check gives, the default), submission (what read gives), config,
diff (what diff gives) or waivers (the waiver file).

gkcheck schema config > gkcheck.schema.json    for an editor to complete the configuration""",
    ),
)
@click.argument(
    "name",
    metavar="[NAME]",
    default="result",
    type=click.Choice(["result", "submission", "config", "diff", "waivers"]),
)
@shared
def schema_command(name: str, lang: str | None) -> int:
    """See the help text."""
    import json

    from gkcheck.writers.schemas import schema

    emit_json(json.dumps(schema(name), ensure_ascii=False, indent=1) + "\n")
    return 0
