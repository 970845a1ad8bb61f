"""The manifest beside a log (FILE.manifest.json or FILE.manifest.toml): where the file comes from, checked first."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from gkcheck.evidence.ids import without_numbers
from gkcheck.evidence.moments import Moment, Moments
from gkcheck.evidence.opening import Opened, refused
from gkcheck.logs import LogManifest
from gkcheck.text import Text

_LARGEST = 1 << 20
_KEYS: Mapping[str, str] = {
    "系统": "system",
    "来源系统": "system",
    "导出人": "exported_by",
    "导出单位": "exported_by",
    "导出时间": "exported_at",
    "期间": "period",
    "统计期间": "period",
    "筛选": "filter",
    "筛选条件": "filter",
    "行数": "row_count",
    "记录数": "row_count",
    "校验值": "sha256",
}
_PARTIAL = re.compile(
    "已办结|已答复|已回复|已完成|按时(?!间)|按期|未超期|(?:不含|除)(?:在办|未办结|超期)|仅(?:限)?办结"
)
_WHOLE = re.compile("(?<!不)(?:包?含)(?:在办|未办结|超期)|全部状态|所有状态")
_KNOWN = frozenset(_KEYS.values())


def manifest_beside(path: Path) -> Path | None:
    """The manifest of a log by its place; None when there is none."""
    for ending in (".manifest.json", ".manifest.toml"):
        one = path.with_name(path.name + ending)
        if one.is_file():
            return one
    return None


def read_manifest(log: Opened) -> LogManifest | None:
    """The manifest beside a log, its hash compared. Raises ReadError when it is there and cannot be read."""
    path = manifest_beside(log.path) if log.path is not None else None
    if path is None:
        return None
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError
        text = path.read_text(encoding="utf-8-sig")
        values: object = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (OSError, ValueError, RecursionError):
        raise refused(
            str(path),
            "manifest",
            "说明文件读不懂，应为 JSON 或 TOML",
            "the manifest is neither JSON nor TOML",
        ) from None
    if not isinstance(values, dict):
        raise refused(str(path), "manifest", "说明文件应为键和值", "the manifest must be keys with values")
    return manifest_of(values, log.sha256, path.name)


def manifest_of(values: Mapping[str, object], sha256: str, name: str = "manifest") -> LogManifest:
    """A manifest from its values; what differs from the file, or cannot be read, stands in `problems`."""
    told = {_KEYS.get(str(key).strip(), str(key).strip()): value for key, value in values.items()}
    problems: list[Text] = []
    said = {
        key: without_numbers(str(told[key]))[:200]
        for key in ("system", "exported_by", "filter")
        if key in told
    }
    first, last = _period(told.get("period"), problems)
    count = told.get("row_count")
    if count is not None and (isinstance(count, bool) or not isinstance(count, int) or count < 0):
        problems.append(Text("行数不是整数", "row_count is no whole number"))
        count = None
    if _PARTIAL.search(said.get("filter", "")) and not _WHOLE.search(said.get("filter", "")):
        problems.append(
            Text(
                "筛选条件只取了一部分办理结果的记录，未办结或超期的可能不在其中",
                "the filter takes records of some outcomes only; open or late ones may be missing",
            )
        )
    digest = str(told.get("sha256", "")).strip().lower()
    if digest and digest != sha256:
        problems.append(
            Text(
                "校验值（sha256）与文件不符，文件在导出后有改动或不是同一份",
                "the sha256 is not that of the file: it was changed after the export, or is another one",
            )
        )
    return LogManifest(
        name=name,
        exported_at=_moment(told.get("exported_at"), problems),
        period_from=first.text if first else "",
        period_to=last.text if last else "",
        row_count=count,
        sha256=digest if re.fullmatch("[0-9a-f]{64}", digest) else "",
        problems=tuple(problems),
        **said,
    )


def with_rows(manifest: LogManifest, rows: int) -> LogManifest:
    """The manifest with the number of records compared."""
    if manifest.row_count in (None, rows):
        return manifest
    problem = Text(
        f"说明文件写 {manifest.row_count} 条记录，文件里是 {rows} 条",
        f"the manifest says {manifest.row_count} records, the file holds {rows}",
    )
    return manifest.model_copy(update={"problems": (*manifest.problems, problem)})


def _moment(value: object, problems: list[Text]) -> str:
    if value is None:
        return ""
    moment = Moments().read(str(value).strip())
    if moment is None:
        problems.append(Text("导出时间不是日期", "exported_at is no date"))
        return ""
    return moment.text


def _period(value: object, problems: list[Text]) -> tuple[Moment | None, Moment | None]:
    if value is None:
        return None, None
    if isinstance(value, dict):
        words = [str(value.get(key, "")) for key in ("from", "to")]
    elif isinstance(value, list):
        words = [str(one) for one in value]
    else:
        text = str(value).strip()
        year = re.fullmatch(r"(\d{4})年?(?:全年|度)?", text)
        if year:
            words = [f"{year[1]}-01-01", f"{year[1]}-12-31"]
        else:
            words = re.split(r"\s*(?:至|到|~|～|/(?=\d{4})|—|–)\s*", text)
    read = [Moments().read(word.strip()) for word in words]
    if len(read) != 2 or read[0] is None or read[1] is None or read[1].day < read[0].day:
        problems.append(
            Text("期间应写成 2018-01-01/2018-12-31", "period must be written as 2018-01-01/2018-12-31")
        )
        return None, None
    return Moment(read[0].day), Moment(read[1].day)
