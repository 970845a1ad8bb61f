"""JSON to tasks: what `gkcheck read --format json` printed, or rows as objects whose keys are headings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from gkcheck.errors import ReadError
from gkcheck.limits import Limits, adjust
from gkcheck.model import ReadWarning, Submission
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers.bounds import struck
from gkcheck.readers.encoding import REPLACEMENT, clean_text, decode
from gkcheck.readers.grid import Cell, Grid, Pages, Paragraph
from gkcheck.readers.sniff import looks_like_json
from gkcheck.text import Text

SCHEMA = "gkcheck.submission/1"
_ROW_KEYS = ("tasks", "rows", "data", "items", "records", "任务", "数据")
_MOST_NESTED = 100  # levels of JSON, whatever the configuration allows: walking deeper could end the program
_NAMED = 10  # places named in one warning
_TEXTS = ("id", "title", "requirement", "units_text", "lead_unit", "deadline", "report")
_DEEPEST = 3  # objects looked into for a list of rows


class JsonReader:
    """Reads .json: our own schema, a list of objects, or a list of lists with a header."""

    name = "json"
    suffixes: tuple[str, ...] = (".json",)

    def accepts(self, source: Source) -> bool:
        """Whether the bytes begin as a JSON object or list does."""
        return looks_like_json(source.data)

    def read(self, source: Source, options: ReadOptions) -> Submission:
        """The rows as a Submission. Raises ReadError."""
        decoded = decode(source.data, source=source.name, wanted=options.encoding)
        doubled: list[str] = []

        def pairs(found: list[tuple[str, object]]) -> dict[str, object]:
            made = dict(found)
            if len(made) < len(found) and len(doubled) < _NAMED:
                doubled.append(Counter(key for key, _ in found).most_common(1)[0][0])
            return made

        try:
            loaded: object = json.loads(decoded.text, object_pairs_hook=pairs)
            _refuse_deep(loaded, source, options.limits)
        except RecursionError as error:
            raise _too_deep(source, _MOST_NESTED) from error
        except ValueError as error:
            line = getattr(error, "lineno", None)
            where = Text(f"（第 {line} 行）", f" (line {line})") if line else Text("", "")
            raise _bad(
                source,
                f"不是有效的 JSON{where.zh}，请重新导出。",
                f"it is no valid JSON{where.en}; export it again.",
            ) from error
        value, spoiled = _cleaned(loaded)
        noticed = (*decoded.warnings, *_noticed(spoiled, doubled))
        if (
            isinstance(value, dict)
            and isinstance(schema := value.get("schema"), str)
            and schema.startswith("gkcheck.")
        ):
            if schema != SCHEMA:
                raise _bad(
                    source,
                    f"是 {schema}，不是报送表；这里只读 {SCHEMA}（gkcheck read --format json 的输出）。",
                    f"it is {schema}; only {SCHEMA} (the output of gkcheck read --format json) is read here.",
                )
            submission = _from_schema(value, source, options)
            if not noticed:
                return submission
            return submission.model_copy(update={"warnings": (*submission.warnings, *noticed)})
        from gkcheck.readers.table import to_submission

        pages = _pages(value, source, options.limits)._replace(warnings=noticed, encoding=decoded.encoding)
        return to_submission(pages, source, reader=self.name, options=options)


def _bad(source: Source, zh: str, en: str) -> ReadError:
    return ReadError(Text(zh=zh, en=en), source=source.name, code="bad-json")


def _noticed(spoiled: bool, doubled: Sequence[str]) -> Iterator[ReadWarning]:
    """Texts that no output can carry, and keys that stand twice in one object: only the last was kept."""
    if spoiled:
        zh = f"有不能保存的字符（NUL 或不成对的代理符），已用 {REPLACEMENT} 代替，请核对原文件。"
        en = (
            f"characters that cannot be kept (NUL, lone surrogates) became {REPLACEMENT}; check the original."
        )
        yield ReadWarning(code="unreadable-text", message=Text(zh=zh, en=en), incomplete=True)
    if doubled:
        keys = "、".join(dict.fromkeys(clean_text(key)[:20] for key in doubled))
        zh = f"同一对象里有重复的键（{keys}），只读了最后一个，其余未读取。"
        en = f"keys stand twice in one object ({keys}); only the last was read."
        yield ReadWarning(code="duplicate-keys", message=Text(zh=zh, en=en), incomplete=True)


def _refuse_deep(value: object, source: Source, limits: Limits) -> None:
    """Refuses values nested so deep that walking them could end the program."""
    most = min(limits.nesting, _MOST_NESTED)
    level: list[dict[object, object] | list[object]] = [value] if isinstance(value, dict | list) else []
    for _ in range(most):
        if not level:
            return
        inner = (outer.values() if isinstance(outer, dict) else outer for outer in level)
        level = [one for values in inner for one in values if isinstance(one, dict | list)]
    raise _too_deep(source, most)


def _too_deep(source: Source, most: int) -> ReadError:
    zh, en = f"JSON 嵌套超过 {most} 层", f"the JSON is nested deeper than {most}"
    ending = adjust("nesting")
    return ReadError(
        Text(zh=f"{zh}，未予读取{ending.zh}。", en=f"{en} and was not read{ending.en}."),
        source=source.name,
        code="too-large",
    )


def _cleaned(value: object) -> tuple[object, bool]:
    """The value with clean texts only, and whether any text had to be changed."""
    if isinstance(value, str):
        clean = clean_text(value)
        return clean, clean != value
    if isinstance(value, list):
        parts = [_cleaned(one) for one in value]
        return [one for one, _ in parts], any(bad for _, bad in parts)
    if isinstance(value, dict):
        pairs = [(_cleaned(key), _cleaned(one)) for key, one in value.items()]
        return {key[0]: one[0] for key, one in pairs}, any(key[1] or one[1] for key, one in pairs)
    return value, False


def _from_schema(value: Mapping[object, object], source: Source, options: ReadOptions) -> Submission:
    fields = {str(key): one for key, one in value.items() if key != "schema"}
    try:
        submission = Submission.model_validate(fields)
    except ValueError as error:
        first = str(error).split("\n")[1:2]
        where = first[0] if first else ""
        raise _bad(
            source, f"不合 {SCHEMA} 的格式：{where}。", f"it does not follow {SCHEMA}: {where}."
        ) from error
    if not submission.tasks:
        raise ReadError(
            Text(zh="里面没有任务。", en="it holds no tasks."), source=source.name, code="no-tasks"
        )
    counts = Counter(task.key for task in submission.tasks)
    if len(counts) < len(submission.tasks):
        repeated = next(key for key, count in counts.items() if count > 1)
        raise _bad(source, f"任务的 key 重复：{repeated}。", f"the key of a task is repeated: {repeated}.")
    submission = _within(submission, options.limits)
    return submission if options.year is None else submission.model_copy(update={"year": options.year})


def _within(submission: Submission, limits: Limits) -> Submission:
    """The table as far as the limits allow; what they cut off is said."""
    warnings: list[ReadWarning] = []
    tasks = submission.tasks
    if len(tasks) > limits.rows:
        zh, en = f"任务超过 {limits.rows} 项", f"more than {limits.rows} tasks"
        warnings.append(struck("too-many-rows", "rows", zh, en, location=tasks[limits.rows].location))
        tasks = tasks[: limits.rows]
    long = [task.id for task in tasks if any(len(getattr(task, name)) > limits.letters for name in _TEXTS)]
    if long:
        named = "、".join(one[:20] for one in long[:_NAMED])
        zh, en = (
            f"第 {named} 项有文字超过 {limits.letters} 字",
            f"tasks {named} hold texts of more than {limits.letters} letters",
        )
        warnings.append(struck("cell-too-long", "letters", zh, en))
        tasks = tuple(
            task.model_copy(update={name: getattr(task, name)[: limits.letters] for name in _TEXTS})
            for task in tasks
        )
    if not warnings:
        return submission
    return submission.model_copy(update={"tasks": tasks, "warnings": (*submission.warnings, *warnings)})


def _pages(value: object, source: Source, limits: Limits) -> Pages:
    rows = _rows(value, _DEEPEST)
    if not rows:
        raise ReadError(
            Text(
                zh="JSON 里没有任务行。需要对象的列表，键名如表头（工作任务、工作要求、责任单位、落实情况）。",
                en="the JSON holds no rows; a list of objects is needed whose keys are headings (工作任务, 落实情况 …).",
            ),
            source=source.name,
            code="no-header",
        )
    rows = rows[: limits.rows + 2]  # more than the limit, so that it shows
    objects = all(isinstance(row, dict) for row in rows)
    table = _from_objects(rows, limits.columns) if objects else _from_lists(rows, limits.columns)
    grid = Grid(
        "表1",
        tuple(
            tuple(Cell(text, number, column) for column, text in enumerate(row, start=1) if text is not None)
            for number, row in enumerate(table, start=1)
        ),
    )
    return Pages((grid,), tuple(_heading(value)))


def _rows(value: object, depth: int) -> list[object]:
    """The list of objects or lists in the value: itself, under a usual key, or the only such list there is."""
    if isinstance(value, list):
        whole = bool(value) and all(isinstance(one, dict) for one in value)
        return value if whole or (bool(value) and all(isinstance(one, list) for one in value)) else []
    if not isinstance(value, dict) or depth == 0:
        return []
    for key in _ROW_KEYS:
        if key in value and (found := _rows(value[key], depth - 1)):
            return found
    lists = [
        found for one in value.values() if isinstance(one, list | dict) and (found := _rows(one, depth - 1))
    ]
    return max(lists, key=len, default=[])


def _from_objects(rows: Sequence[object], most: int) -> list[list[str | None]]:
    """Keys as the header; a list under a section key becomes one column for each level. One column more than
    `most` is kept, so that it shows."""
    widths: dict[str, int] = {}
    for row in rows:
        if isinstance(row, dict):
            for key, one in row.items():
                if len(widths) > most and str(key) not in widths:
                    continue
                wide = min(len(one), most) if isinstance(one, list) and _is_section(str(key)) else 1
                widths[str(key)] = max(widths.get(str(key), 1), wide)
    table: list[list[str | None]] = [[key for key, wide in widths.items() for _ in range(wide)]]
    for row in rows:
        line: list[str | None] = []
        if isinstance(row, dict):
            for key, wide in widths.items():
                one = row.get(key)
                if key not in row:
                    line += [None] * wide
                elif wide > 1:
                    parts = one if isinstance(one, list) else [one]
                    line += [_text(part) for part in parts] + [""] * (wide - len(parts))
                else:
                    line.append(_text(one))
        table.append(line)
    return table


def _is_section(key: str) -> bool:
    from gkcheck.readers.columns import best_role

    return best_role(key) == "section"


def _from_lists(rows: Sequence[object], most: int) -> list[list[str | None]]:
    return [[_text(one) for one in row[: most + 1]] if isinstance(row, list) else [] for row in rows]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) and abs(value) < 1e15 else str(value)
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return "、".join(_text(one) for one in value)
    return json.dumps(value, ensure_ascii=False)


def _heading(value: object) -> list[Paragraph]:
    """Title, issuer and year written beside the rows, as the lines above a table would say them."""
    if not isinstance(value, dict):
        return []
    lines: list[str] = []
    title = next((value[key] for key in ("title", "标题", "名称") if isinstance(value.get(key), str)), "")
    issuer = next(
        (value[key] for key in ("issuer", "填报单位", "单位") if isinstance(value.get(key), str)), ""
    )
    year = next((value[key] for key in ("year", "年度", "年份") if isinstance(value.get(key), int | str)), "")
    if title:
        lines.append(str(title))
    if issuer:
        lines.append(f"填报单位：{issuer}")
    if year and str(year)[:4].isdigit():
        lines.append(f"{str(year)[:4]}年")
    return [Paragraph(line) for line in lines]
