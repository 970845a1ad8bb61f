"""How much of a submitted file is read, and how much a rule run apart may use: every limit, with its safe default.

A limit that strikes is never silent: the refusal or the warning names it with the key that changes it.
"""

from typing import Annotated

from pydantic import ByteSize, ConfigDict, Field, WithJsonSchema

from gkcheck.model import Frozen
from gkcheck.text import Text

Size = Annotated[ByteSize, WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string"}]})]
"""A number of bytes, or words such as 64MiB or 300KB."""


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class Limits(Frozen):
    """The table `[limits]` of a configuration. Sizes are bytes, or words such as "64MiB"; keys are kebab-case in files."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=_kebab, populate_by_name=True)

    file: Size = Field(ByteSize(128 << 20), gt=0, description="bytes of one file")
    text: Size = Field(ByteSize(16 << 20), gt=0, description="bytes of one text, HTML or JSON file")
    members: int = Field(2_000, gt=0, description="members of a package or an archive")
    part: Size = Field(ByteSize(64 << 20), gt=0, description="bytes of one member, unpacked")
    unpacked: Size = Field(ByteSize(256 << 20), gt=0, description="bytes of all members read, unpacked")
    ratio: int = Field(100, gt=1, description="unpacked to packed size of a member")
    ratio_from: Size = Field(
        ByteSize(10 << 20),
        ge=0,
        description="unpacked size from which the ratio counts: honest boilerplate packs well",
    )
    nesting: int = Field(1_000, gt=7, description="elements within elements")
    rows: int = Field(20_000, gt=0, description="rows of one table")
    columns: int = Field(64, gt=0, description="columns of one table")
    letters: int = Field(100_000, gt=0, description="letters of one cell or paragraph")
    cells: int = Field(400_000, gt=0, description="cells with text of all tables of a file")
    paragraphs: int = Field(50_000, gt=0, description="paragraphs outside the tables")
    lines: int = Field(400_000, gt=0, description="lines of a text file")
    gap: int = Field(1_000, gt=0, description="blank rows of a sheet after which reading stops")
    seconds: float = Field(120, gt=0, description="seconds for one file; with --jobs the worker is ended")
    rule_seconds: float = Field(10, gt=0, description="seconds of an isolated plugin on one file")
    rule_memory: Size = Field(ByteSize(512 << 20), gt=0, description="bytes of memory of an isolated plugin")


LIMITS = Limits()


def adjust(key: str) -> Text:
    """Where the limit that has just struck is set, as the end of a sentence in brackets."""
    name = _kebab(key)
    return Text(
        zh=f"（上限见配置 [limits] {name}）", en=f" (the limit is [limits] {name} of the configuration)"
    )


def sized(size: int) -> str:
    """Bytes as people write them: 64 MB, 300 KB, 12 bytes."""
    for unit, name in ((1 << 20, "MB"), (1 << 10, "KB")):
        if size >= unit:
            return f"{size / unit:.4g} {name}"
    return f"{size} bytes"
