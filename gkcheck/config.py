"""One configuration: gkcheck.toml or [tool.gkcheck] of pyproject.toml, validated into one frozen model."""

import fnmatch
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gkcheck.errors import ConfigError
from gkcheck.finding import SEVERITIES, SEVERITY_TEXT, Severity
from gkcheck.known import Known, known_from
from gkcheck.known import load as load_known
from gkcheck.limits import LIMITS, Limits
from gkcheck.registry import Registry
from gkcheck.rule_definition import Options
from gkcheck.text import Lang, Text

FILE = "gkcheck.toml"


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class CopiesConfig(BaseModel):
    """What reports are compared with; paths are relative to the configuration."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=_kebab, populate_by_name=True)

    previous: tuple[str, ...] = Field((), description="tables of former years, to find what was carried over")
    template_files: tuple[str, ...] = Field(
        (), description="model reports and phrases that all were given: never a copy"
    )
    archive: str = Field("", description="an archive of reports to look every report up in")


class Config(BaseModel):
    """Everything a user may set. Keys are kebab-case in files; a Chinese severity word is as good as its code."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=_kebab, populate_by_name=True)

    select: tuple[str, ...] = Field(
        ("ALL",), description="rules to run: ids, names, titles, families such as GK2"
    )
    ignore: tuple[str, ...] = Field((), description="rules not to run")
    fail_on: Severity | Literal["never"] = Field(
        "high", description="the severity from which the run ends with 1"
    )
    as_of: date | None = Field(
        None, description="day of assessment; default: 31 December of the reporting year"
    )
    year: int | None = Field(None, description="reporting year, where the table does not say it")
    lang: Lang = Field("zh", description="language of the output")
    encoding: str | None = Field(None, description="encoding of text files; wins over detection")
    table: int | None = Field(None, description="which table of a document to check, from 1")
    columns: Mapping[str, tuple[str, ...] | str | int] = Field(
        default_factory=dict, description="field -> header words, or a column number from 1"
    )
    exclude: tuple[str, ...] = Field((), description="file patterns that are never checked")
    per_file_ignores: Mapping[str, tuple[str, ...]] = Field(
        default_factory=dict, description="file pattern -> rules not to run there"
    )
    severity: Mapping[str, Severity] = Field(
        default_factory=dict, description="rule, or rule:case -> another severity"
    )
    rule: Mapping[str, Mapping[str, object]] = Field(default_factory=dict, description="rule -> its options")
    score: Mapping[str, object] = Field(default_factory=dict, description="changes to the scoring policy")
    known: tuple[Mapping[str, object], ...] = Field(
        (), description="documents of your own for the registry: title, number, issued, effect"
    )
    known_files: tuple[str, ...] = Field(
        (), description="registry files of your own, relative to this configuration"
    )
    isolate: tuple[str, ...] = Field((), description="plugins whose rules run in a process of their own")
    limits: Limits = Field(LIMITS, description="how much of a file is read; see gkcheck.limits")
    copies: CopiesConfig = Field(CopiesConfig(), description="what reports are compared with")
    required_version: str | None = Field(None, description="versions of gkcheck this file is written for")
    source: str = Field("", exclude=True, description="the file this was read from")

    def registry_of_documents(self) -> Known:
        """The registry of known documents with the auditor's own; ConfigError when one of them is malformed."""
        own = [*known_from(self.known, self.source)]
        for name in self.known_files:
            own += load_known(Path(name))
        return Known(tuple(own))

    def ignored_in(self, source: str) -> tuple[str, ...]:
        """Rules not to run on one file, by `per-file-ignores`."""
        name = source.replace("\\", "/")
        return tuple(
            word
            for pattern, words in self.per_file_ignores.items()
            if fnmatch.fnmatch(name, pattern) or fnmatch.fnmatch(name.rsplit("/", 1)[-1], pattern)
            for word in words
        )


_ZH_SEVERITY = {text.zh: code for code, text in SEVERITY_TEXT.items()}


def find(start: Path) -> Path | None:
    """The nearest gkcheck.toml, or pyproject.toml with [tool.gkcheck], in a folder or above it."""
    for folder in (start, *start.parents):
        own = folder / FILE
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and _table_of(_parsed(project), project) is not None:
            return project
    return None


def load(path: Path) -> Config:
    """Reads one configuration file (`extend` first); ConfigError names the key and suggests the right one."""
    return _validated(_extended(path, ()), path.name)


def from_mapping(values: Mapping[str, object], source: str = "") -> Config:
    """A configuration from plain values, as a file would give them."""
    return _validated(dict(values), source)


def _parsed(path: Path) -> dict[str, object]:
    try:
        parsed: dict[str, object] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        text = Text(zh=f"配置文件读不出：{error}", en=f"the configuration cannot be read: {error}")
        raise ConfigError(text, source=path.name) from error
    return parsed


def _table_of(parsed: Mapping[str, object], path: Path) -> dict[str, object] | None:
    if path.name != "pyproject.toml":
        return dict(parsed)
    tool = parsed.get("tool")
    table = tool.get("gkcheck") if isinstance(tool, dict) else None
    return dict(table) if isinstance(table, dict) else None


def _extended(path: Path, seen: Sequence[Path]) -> dict[str, object]:
    values = _table_of(_parsed(path), path) or {}
    if isinstance(files := values.get("known-files"), list):
        values["known-files"] = [str((path.parent / str(name)).resolve()) for name in files]
    if isinstance(copies := values.get("copies"), dict):
        values["copies"] = {key: _beside(path, value) for key, value in copies.items()}
    parent = values.pop("extend", None)
    if parent is None:
        return values
    base = (path.parent / str(parent)).resolve()
    if base in seen or base == path.resolve():
        raise ConfigError(
            Text(zh=f"extend 绕成了圈：{parent}", en=f"extend goes round in a circle: {parent}"),
            source=path.name,
            key="extend",
        )
    merged = _extended(base, (*seen, path.resolve()))
    for key, value in values.items():
        old = merged.get(key)
        if key in ("known", "known-files") and isinstance(old, list) and isinstance(value, list):
            merged[key] = [*old, *value]
            continue
        merged[key] = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _beside(path: Path, value: object) -> object:
    """A path, or a list of them, as seen from the configuration's folder."""
    if isinstance(value, list):
        return [_beside(path, one) for one in value]
    return str((path.parent / value).resolve()) if isinstance(value, str) else value


def _validated(values: dict[str, object], source: str) -> Config:
    for name in ("fail-on", "fail_on"):
        if isinstance(values.get(name), str):
            values[name] = _ZH_SEVERITY.get(str(values[name]), values[name])
    severity = values.get("severity")
    if isinstance(severity, dict):
        values["severity"] = {key: _ZH_SEVERITY.get(value, value) for key, value in severity.items()}
    try:
        config = Config.model_validate(values).model_copy(update={"source": source})
    except ValidationError as error:
        raise _explained(error, Config, source, "") from error
    _check_version(config)
    return config


def rule_options(config: Config, registry: Registry) -> dict[str, Options]:
    """The validated options of every rule, defaults where nothing is set. Keys of [rule.*] may be ids, names, titles."""
    given: dict[str, Mapping[str, object]] = {}
    for word, values in config.rule.items():
        given[registry.find(word).id] = values
    options: dict[str, Options] = {}
    for rule in registry:
        values = {key.replace("-", "_"): value for key, value in given.get(rule.id, {}).items()}
        try:
            options[rule.id] = rule.options.model_validate(values)
        except ValidationError as error:
            raise _explained(error, rule.options, config.source, f"rule.{rule.id}.") from error
    return options


def case_severities(config: Config, registry: Registry) -> dict[tuple[str, str], Severity]:
    """(rule id, case) -> severity, for every case whose severity the configuration changes."""
    changed: dict[tuple[str, str], Severity] = {}
    for word, severity in config.severity.items():
        name, _, case = word.partition(":")
        rule = registry.find(name)
        if case and case not in rule.cases:
            known = "、".join(rule.cases)
            raise ConfigError(
                Text(
                    zh=f"规则 {rule.id} 没有情形“{case}”（有 {known}）",
                    en=f"rule {rule.id} has no case {case!r} ({known})",
                ),
                source=config.source,
                key=f"severity.{word}",
            )
        for one in (case,) if case else rule.cases:
            changed[(rule.id, one)] = severity
    return changed


def _check_version(config: Config) -> None:
    if config.required_version is None:
        return
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    from gkcheck.version import __version__

    wanted = config.required_version
    try:
        fits = SpecifierSet(wanted).contains(__version__, prereleases=True)
    except InvalidSpecifier as error:
        text = Text(zh=f"required-version 写法不对：{wanted}", en=f"required-version is malformed: {wanted}")
        raise ConfigError(text, source=config.source, key="required-version") from error
    if not fits:
        text = Text(
            zh=f"这份配置要求 gkcheck {wanted}，现在是 {__version__}",
            en=f"this configuration wants gkcheck {wanted}, this is {__version__}",
        )
        raise ConfigError(text, source=config.source, key="required-version")


def _explained(error: ValidationError, model: type[BaseModel], source: str, prefix: str) -> ConfigError:
    """The first thing wrong, by its key, with the key the user probably meant."""
    from difflib import get_close_matches

    first = error.errors(include_url=False)[0]
    loc = first["loc"]
    if model is Config and len(loc) > 1 and loc[0] == "limits":
        model, prefix, loc = Limits, "limits.", loc[1:]
    key = ".".join(str(part) for part in loc)
    known = [_kebab(name) for name in model.model_fields if name != "source"]
    if first["type"] == "extra_forbidden":
        near = get_close_matches(_kebab(key), known, n=1, cutoff=0.5)
        meant_zh = f"，是不是想写 {near[0]}？" if near else f"（可用：{'、'.join(known) or '无'}）"
        meant_en = f"; did you mean {near[0]}?" if near else f" (known: {', '.join(known) or 'none'})"
        text = Text(zh=f"不认识的配置项 {prefix}{key}{meant_zh}", en=f"unknown key {prefix}{key}{meant_en}")
    elif "fail" in key or "severity" in key:
        words = "、".join(f"{SEVERITY_TEXT[one].zh}/{one}" for one in SEVERITIES)
        text = Text(
            zh=f"配置项 {prefix}{key} 的级别应为 {words}",
            en=f"{prefix}{key} must be one of {', '.join(SEVERITIES)}",
        )
    else:
        text = Text(
            zh=f"配置项 {prefix}{key} 不对：{first['msg']}", en=f"{prefix}{key} is wrong: {first['msg']}"
        )
    return ConfigError(text, source=source, key=prefix + key)
