"""A waiver and the file it stands in: gkcheck-waivers.toml, read strictly, for a slip there hides findings."""

import re
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from gkcheck.errors import ConfigError
from gkcheck.language.pattern import Pattern
from gkcheck.text import Text

_DATE = Pattern(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
# A date that is none (2019-06-31) would make the whole file unreadable; as words it makes one waiver lapse.
_BARE_EXPIRES = Pattern(r"(?m)^([ \t]*expires[ \t]*=[ \t]*)([^\s\"'#][^#\r\n]*?)([ \t]*(?:#.*)?)$")


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class Waiver(BaseModel):
    """One decision: this finding (or, with scope "rule", every finding of a rule) is set aside, for this reason.

    One waiver covers one finding. Where the same words stand in several rows, `row` (the number of the row, or
    number and title) says which is meant; `file` limits it to the file of that name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=_kebab, populate_by_name=True)

    finding: str | None = Field(None, pattern=r"^gk:[0-9a-f]{12}$")
    scope: Literal["finding", "rule"] = "finding"
    rule: str = ""
    row: str = ""
    file: str = ""
    kind: str = ""
    reason: str
    approved_by: str = ""
    expires: date | str | None = None
    evidence: str = ""

    @field_validator("rule", "row", "file", "kind", "approved_by", "evidence", mode="before")
    @classmethod
    def _as_text(cls, value: object) -> object:
        return str(value) if isinstance(value, int) else value

    @field_validator("expires", mode="before")
    @classmethod
    def _as_date(cls, value: object) -> object:
        if isinstance(value, datetime):
            return value.date()
        if value is None or isinstance(value, date):
            return value
        return spelled_date(str(value)) or str(value)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.reason.strip():
            raise ValueError("reason")
        if self.scope == "rule" and (not self.rule.strip() or self.finding is not None):
            raise ValueError("scope-rule")
        if self.scope == "finding" and self.finding is None:
            raise ValueError("finding")
        return self

    def lapsed(self, today: date) -> Text | None:
        """Why the waiver no longer counts on a day; None while it does. The day it expires still counts."""
        if self.expires is None:
            return None
        if isinstance(self.expires, str):
            return Text(
                zh=f"豁免的到期日“{self.expires}”不是日期，按已到期处理",
                en=f"the waiver's expiry {self.expires!r} is not a date and counts as past",
            )
        if today <= self.expires:
            return None
        return Text(
            zh=f"豁免已于 {self.expires} 到期（按 {today} 计）",
            en=f"the waiver expired on {self.expires} (seen on {today})",
        )

    @property
    def expires_text(self) -> str | None:
        """The last day as written in results: YYYY-MM-DD, or the words that were no date."""
        return None if self.expires is None else str(self.expires)


class WaiverFile(NamedTuple):
    """The waivers of one file in their order, and the name of the file."""

    name: str
    waivers: tuple[Waiver, ...]


def spelled_date(word: str) -> date | None:
    """A date in one of the usual spellings (2019-06-30, 2019/6/30, 2019年6月30日); None when it is none."""
    found = _DATE.fullmatch(word.strip())
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def load(path: Path) -> WaiverFile:
    """Reads a waiver file; ConfigError when it cannot be read or one of its waivers is not whole."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ConfigError(
            Text(zh=f"豁免文件读不出：{reason}", en=f"the waiver file cannot be read: {reason}"),
            source=str(path),
        ) from error
    return WaiverFile(str(path), parsed(text, str(path)))


def parsed(text: str, source: str) -> tuple[Waiver, ...]:
    """The waivers of a file's text, in order; ConfigError names the waiver and what it lacks."""
    values = _values(text, source)
    entries = values.pop("waiver", [])
    if values:
        key = next(iter(values))
        raise ConfigError(
            Text(
                zh=f"不认识的项 {key}（豁免写在 [[waiver]] 下）",
                en=f"unknown key {key} (waivers stand under [[waiver]])",
            ),
            source=source,
            key=key,
        )
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigError(
            Text(zh="豁免要写成 [[waiver]]（两重方括号）", en="write [[waiver]], in double brackets"),
            source=source,
            key="waiver",
        )
    return tuple(_waiver(entry, at, source) for at, entry in enumerate(entries, start=1))


def _values(text: str, source: str) -> dict[str, object]:
    try:
        return dict(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        try:
            return dict(tomllib.loads(_BARE_EXPIRES.sub(_quoted, text)))
        except tomllib.TOMLDecodeError:
            raise ConfigError(
                Text(zh=f"豁免文件不是合格的 TOML：{error}", en=f"the waiver file is no valid TOML: {error}"),
                source=source,
            ) from error


def _quoted(found: re.Match[str]) -> str:
    before, value, after = found.groups()
    if spelled_date(value) is not None and "-" in value:
        return found.group()
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{before}"{escaped}"{after}'


def _waiver(entry: dict[str, object], at: int, source: str) -> Waiver:
    try:
        return Waiver.model_validate(entry)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        lacking = str(first["ctx"]["error"]) if first["type"] == "value_error" else ""
        text = _complaint(first["type"], key, lacking)
        finding = entry.get("finding")
        named = (f"（{finding}）", f" ({finding})") if isinstance(finding, str) else ("", "")
        raise ConfigError(
            Text(
                zh=f"第 {at} 条豁免{named[0]}{text.zh}",
                en=f"waiver {at}{named[1]} {text.en}",
            ),
            source=source,
            key=key or lacking,
        ) from error


def _complaint(kind: str, key: str, lacking: str) -> Text:
    """What is wrong with a waiver, to be read after its number."""
    known = [_kebab(name) for name in Waiver.model_fields]
    if lacking == "reason" or (kind == "missing" and key == "reason"):
        return Text(zh="没有写理由（reason）", en="gives no reason")
    if lacking == "scope-rule":
        return Text(
            zh="对整条规则豁免要写 rule，不写 finding", en="waives a whole rule: give rule, not finding"
        )
    if lacking == "finding":
        return Text(
            zh='没有写 finding；要豁免整条规则，请写明 scope = "rule"',
            en='names no finding; to waive a whole rule, write scope = "rule"',
        )
    if kind == "extra_forbidden":
        from difflib import get_close_matches

        near = get_close_matches(key, known, n=1, cutoff=0.5)
        hint = (f"，是不是想写 {near[0]}？", f"; did you mean {near[0]}?") if near else ("", "")
        return Text(zh=f"有不认识的项 {key}{hint[0]}", en=f"has the unknown key {key}{hint[1]}")
    if key == "finding":
        return Text(
            zh="的 finding 应是 gk: 加 12 位指纹", en="has a finding that is not gk: and 12 hex digits"
        )
    return Text(zh=f"的 {key} 写法不对", en=f"has a malformed {key}")
