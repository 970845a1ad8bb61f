"""Headings of one table to fields: which column is the requirement when several could be, and when to refuse."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from gkcheck.errors import UsageError
from gkcheck.protocols import ReadOptions
from gkcheck.readers.columns import ROLE_NAMES, Role, Weights, clean_heading, roles_of
from gkcheck.readers.rows import Row
from gkcheck.text import Text

CORE: tuple[Role, ...] = ("title", "requirement", "units", "report")
SAMPLE_ROWS = 200
_BONUS: Mapping[Role, float] = {"report": 20, "title": 4, "requirement": 4}
_MOST_CANDIDATES = 8
_FROM_CALLER = 100


class Wishes(NamedTuple):
    """What the caller says about columns: fixed ones by role, and header words of their own."""

    columns: dict[Role, tuple[str, ...]]
    words: dict[str, Role]


class Assignment(NamedTuple):
    """Columns by role (several are read one after the other), and what could not be placed.

    `unused` are headings with text below that no field took; `unclear` a sentence when two columns fit equally.
    """

    fields: dict[Role, tuple[int, ...]]
    unused: tuple[str, ...]
    unclear: Text | None

    def complete(self) -> bool:
        """Whether there is something to judge: a report, and a task or a requirement."""
        return "report" in self.fields and ("title" in self.fields or "requirement" in self.fields)

    def core(self) -> int:
        """How many of the four fields there are; one text column for task and requirement counts for both."""
        found = sum(role in self.fields for role in CORE)
        if "units" not in self.fields and ("lead_unit" in self.fields or "support" in self.fields):
            found += 1
        return found


def wishes_of(options: ReadOptions) -> Wishes:
    """The caller's columns and header words by role; UsageError when a field name is unknown."""
    columns: dict[Role, tuple[str, ...]] = {}
    for name, value in options.columns.items():
        parts = tuple(part.strip() for part in value.split("+") if part.strip())
        numbers = all(part.isascii() and part.isdigit() for part in parts)
        columns[_role_named(name)] = parts if numbers else (value.strip(),)  # 互联网+服务情况 is one heading
    words: dict[str, Role] = {}
    for name, spellings in options.header_words.items():
        role = _role_named(name)
        for spelling in spellings:
            words[clean_heading(spelling)[0] or spelling] = role
    return Wishes(columns, words)


def _role_named(name: str) -> Role:
    role = ROLE_NAMES.get(name.strip().lower()) or ROLE_NAMES.get(name.strip())
    if role is None:
        known = "id, section, title, requirement, units, lead_unit, support, deadline, report"
        raise UsageError(
            Text(
                zh=f"不认识的字段名“{name}”。可用：{known}，或 序号、类别、任务、要求、单位、时限、报告。",
                en=f"unknown field {name!r}; use one of {known}.",
            )
        )
    return role


def assign(
    headings: Mapping[int, str], spans: Mapping[int, tuple[int, ...]], below: Sequence[Row], wishes: Wishes
) -> Assignment:
    """Gives each column its role.

    `headings` are the words by column (first column of a spanned heading only), `spans` all the columns a
    heading stands over, `below` the rows under the header. Roles are chosen together, so that 工作内容 is the
    task beside 工作要求 and the requirement without it.
    """
    fixed, missing = _fixed_columns(headings, wishes)
    taken = {column for columns in fixed.values() for column in columns}
    weights: dict[int, Weights] = {}
    for column, heading in headings.items():
        if column in taken:
            continue
        role = wishes.words.get(clean_heading(heading)[0])
        found: Weights = {role: _FROM_CALLER} if role else roles_of(heading)
        weights[column] = {role: weight for role, weight in found.items() if role not in fixed}
    chosen, unclear = _choose_texts(weights, headings, below, fixed)
    fields: dict[Role, tuple[int, ...]] = dict(fixed)
    for role, column in chosen.items():
        fields[role] = (column,)
    rest = {column: one for column, one in weights.items() if column not in chosen.values()}
    unused = _place_rest(rest, headings, below, fields)
    _use_spans(fields, spans, below, fixed)
    _number_column_without_heading(fields, headings, below)
    return Assignment(fields, unused, missing or unclear)


def _fixed_columns(
    headings: Mapping[int, str], wishes: Wishes
) -> tuple[dict[Role, tuple[int, ...]], Text | None]:
    fixed: dict[Role, tuple[int, ...]] = {}
    missing: Text | None = None
    for role, asked in wishes.columns.items():
        columns: list[int] = []
        joined = len(asked) == 1 and "+" in asked[0] and not _named(asked[0], headings)
        parts = tuple(asked[0].split("+")) if joined else asked
        for part in parts:
            found = [int(part)] if part.isascii() and part.isdigit() else _named(part, headings)
            columns += found[:1]
            if not found and missing is None:
                seen = "、".join(word for word in headings.values() if word)
                missing = Text(
                    zh=f"--columns 指定的列“{part}”不在表头里，表头有：{seen}。",
                    en=f"--columns names {part!r}, which is not in the header: {seen}.",
                )
        fixed[role] = tuple(dict.fromkeys(columns))
    return {role: columns for role, columns in fixed.items() if columns}, missing


def _named(word: str, headings: Mapping[int, str]) -> list[int]:
    """The columns whose heading is the word, or else holds it."""
    wanted = clean_heading(word)[0] or word
    exact = [column for column, heading in headings.items() if clean_heading(heading)[0] == wanted]
    return exact or [c for c, heading in headings.items() if wanted in clean_heading(heading)[0]]


def _choose_texts(
    weights: Mapping[int, Weights],
    headings: Mapping[int, str],
    below: Sequence[Row],
    fixed: Mapping[Role, tuple[int, ...]],
) -> tuple[dict[Role, int], Text | None]:
    """Title, requirement and report together: the choice with the greatest total weight."""
    roles: tuple[Role, ...] = ("title", "requirement", "report")
    options: list[list[int | None]] = []
    for role in roles:
        able = sorted((c for c in weights if role in weights[c]), key=lambda c: -weights[c][role])
        options.append([None, *able[:_MOST_CANDIDATES]] if role not in fixed else [None])
    elsewhere = {
        column: max((weight for role, weight in one.items() if role not in roles), default=0)
        for column, one in weights.items()
    }
    best: tuple[float, dict[Role, int]] = (0.0, {})
    for title in options[0]:
        for requirement in options[1]:
            if requirement is not None and requirement == title:
                continue
            for report in options[2]:
                if report is not None and report in (title, requirement):
                    continue
                picked = {
                    role: column
                    for role, column in zip(roles, (title, requirement, report), strict=True)
                    if column is not None
                }
                total = sum(weights[c][r] - elsewhere[c] + _BONUS[r] for r, c in picked.items())
                if title is not None and requirement is not None and title < requirement:
                    total += 1
                if total > best[0]:
                    best = (total, picked)
    chosen = dict(best[1])
    unclear: Text | None = None
    for role in roles:
        unclear = _settle(role, chosen, weights, headings, below) or unclear
    return chosen, unclear


def _settle(
    role: Role,
    chosen: dict[Role, int],
    weights: Mapping[int, Weights],
    headings: Mapping[int, str],
    below: Sequence[Row],
) -> Text | None:
    """Equal candidates for one role: decided by what stands below them, or said to be unclear."""
    if role not in chosen:
        return None
    weight = weights[chosen[role]][role]
    rivals = [
        column
        for column, one in weights.items()
        if one.get(role) == weight and (column == chosen[role] or column not in chosen.values())
    ]
    if len(rivals) < 2:
        return None
    lengths = {column: _mean_length(column, below) for column in rivals}
    if role == "title":
        # 重点任务 | 工作任务 | 工作要求: the left one groups the tasks, the right one names them.
        grouping = [column for column in rivals if "section" in weights[column]]
        if len(grouping) >= len(rivals) - 1:
            chosen[role] = max(rivals)
            return None
    first, second = sorted(rivals, key=lambda column: -lengths[column])[:2]
    if lengths[second] == 0 or (lengths[second] <= 8 and lengths[first] >= 3 * lengths[second]):
        chosen[role] = first
        return None
    names = [headings[column] for column in sorted(rivals)]
    return Text(
        zh=f"有 {len(rivals)} 列都像“{_ROLE_ZH[role]}”（{'、'.join(f'第{c}列 {headings[c]}' for c in sorted(rivals))}），"
        f"分不清以哪一列为准。请用 --columns {role}=列号 指定；几列合读写成 {role}={'+'.join(map(str, sorted(rivals)))}。",
        en=f"{len(rivals)} columns look like the {role} ({', '.join(names)}); say which with --columns {role}=NUMBER "
        f"(several: {role}={'+'.join(map(str, sorted(rivals)))}).",
    )


_ROLE_ZH: Mapping[str, str] = {"title": "工作任务", "requirement": "工作要求", "report": "落实情况"}


def _mean_length(column: int, below: Sequence[Row]) -> float:
    lengths = [len(text) for row in below[:SAMPLE_ROWS] if (text := row.text(column))]
    return sum(lengths) / len(lengths) if lengths else 0.0


def _place_rest(
    rest: Mapping[int, Weights],
    headings: Mapping[int, str],
    below: Sequence[Row],
    fields: dict[Role, tuple[int, ...]],
) -> tuple[str, ...]:
    """The roles that may have several columns, or weak ones; returns the headings nobody took."""
    text_column = min((fields[role][0] for role in ("title", "requirement") if role in fields), default=0)
    by_role: dict[Role, list[int]] = {}
    unused: list[int] = []
    for column in sorted(rest):
        one = dict(rest[column])
        grouping = one.get("section", 0) >= 4 or column < text_column
        for role in ("title", "requirement", "report"):
            one.pop(role, None)
        if "section" in one and not grouping:
            del one["section"]
        if one and max(one.values()) >= 2:
            by_role.setdefault(max(one, key=lambda role: one[role]), []).append(column)
        elif rest[column] or headings[column].strip():
            unused.append(column)
    for role, columns in by_role.items():
        if role in fields:
            continue
        if role == "section":
            fields[role] = tuple(sorted(columns, key=lambda column: (_level_word(headings[column]), column)))
        elif role in ("units", "lead_unit", "support", "deadline", "id"):
            top = max(rest[column][role] for column in columns)
            equal = tuple(column for column in columns if rest[column][role] == top)
            if role == "units" and top < 7 and ("lead_unit" in by_role or "lead_unit" in fields):
                continue
            fields[role] = equal[:1] if role == "id" else equal
    return tuple(headings[column] for column in unused if _mean_length(column, below) > 0)


def _level_word(heading: str) -> int:
    base = clean_heading(heading)[0]
    return next((n for n, word in enumerate(("一级", "二级", "三级", "四级")) if word in base), 9)


def _use_spans(
    fields: dict[Role, tuple[int, ...]],
    spans: Mapping[int, tuple[int, ...]],
    below: Sequence[Row],
    fixed: Mapping[Role, tuple[int, ...]],
) -> None:
    """A heading over several columns without headings of their own: the columns below belong together."""
    for role, columns in list(fields.items()):
        if role in fixed:
            continue
        wide = tuple(dict.fromkeys(one for column in columns for one in spans.get(column, (column,))))
        used = [column for column in wide if _stands_alone(column, below)]
        if len(used) < 2:
            fields[role] = tuple(used) or columns
            continue
        if "id" not in fields and _mostly_numbers(used[0], below):
            fields["id"] = (used[0],)
            used = used[1:]
        if role == "title" and len(used) > 1:
            fields["section"] = (*fields.get("section", ()), *used[:-1])
            used = used[-1:]
        fields[role] = tuple(used)


def _stands_alone(column: int, below: Sequence[Row]) -> bool:
    """Whether some cell of the column begins there, with text, under no wider cell."""
    return any(
        row.text(column) and row.origin(column)[1] == column
        for row in below[:SAMPLE_ROWS]
        if column in row.cells
    )


@cache
def _number() -> re.Pattern[str]:
    return re.compile(
        r"[（(]?(?:\d{1,4}(?:[.\-]\d{1,3}){0,3}|[一二三四五六七八九十百]{1,4}|[①-⑳])[)）]?[.．、]?"
    )


def _mostly_numbers(column: int, below: Sequence[Row]) -> bool:
    texts = [text for row in below[:SAMPLE_ROWS] if (text := row.text(column)) and not row.from_above(column)]
    return bool(texts) and sum(_number().fullmatch(text) is not None for text in texts) > 0.6 * len(texts)


def _number_column_without_heading(
    fields: dict[Role, tuple[int, ...]], headings: Mapping[int, str], below: Sequence[Row]
) -> None:
    if "id" in fields:
        return
    first_text = min((columns[0] for columns in fields.values()), default=0)
    for column in range(1, first_text):
        if not headings.get(column, "").strip() and _mostly_numbers(column, below):
            fields["id"] = (column,)
            return
