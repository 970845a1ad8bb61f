"""What a person must know about a sheet before judging its cells, as warnings; the same for every workbook format."""

from __future__ import annotations

from gkcheck.limits import Limits
from gkcheck.model import Location, ReadWarning
from gkcheck.readers.bounds import struck
from gkcheck.readers.ooxml import warning
from gkcheck.readers.sheet import SheetCells
from gkcheck.readers.unseen import unseen_warning
from gkcheck.readers.xlsx_names import column_letters

_NAMED = 20  # places named in one warning


def sheet_warnings(
    sheet: SheetCells, name: str, hidden: bool, whole: bool, word: str = "工作表"
) -> list[ReadWarning]:
    """All that is odd about a sheet called `name`; `whole` says whether every merged place was filled, `word` what such a
    sheet is called in Chinese.
    """
    found = []
    limits = sheet.limits
    where = Location(part=name)
    if hidden:
        found.append(
            warning(
                "hidden-sheet",
                f"{word}“{name}”是隐藏的，已读取并标注。",
                f"The hidden sheet {name} was read.",
                location=where,
            )
        )
    rows = sorted(sheet.hidden_rows)
    if rows:
        listed = some([str(row) for row in rows])
        zh, en = (
            f"{word}“{name}”有隐藏行（{listed}），已读取并标注。",
            f"Sheet {name}: hidden rows {listed} were read.",
        )
        found.append(warning("hidden-rows", zh, en, location=Location(part=name, row=rows[0])))
    used = {cell.column for cells in sheet.rows.values() for cell in cells} if sheet.hidden_columns else set()
    columns = sorted(sheet.hidden_columns & used)
    if columns:
        listed = some([column_letters(column) for column in columns])
        zh, en = (
            f"{word}“{name}”有隐藏列（{listed}），已读取并标注。",
            f"Sheet {name}: hidden columns {listed} were read.",
        )
        found.append(warning("hidden-columns", zh, en, location=Location(part=name, column=columns[0])))
    if sheet.unseen:
        listed = some(sheet.unseen)
        place = Location(part=name, cell=sheet.unseen[0])
        found.append(unseen_warning(f"（{word}“{name}”：{listed}）", f" (sheet {name}: {listed})", place))
    for code, cells, zh, en in (
        (
            "formula-without-value",
            sheet.unstored,
            "公式没有保存计算结果，未能读取。请用 Excel 或 WPS 打开后保存一次",
            "formulas without a stored value were not read; open the file in Excel or WPS and save it",
        ),
        ("text-missing", sheet.broken, "所引用的文字不存在，未能读取", "cells refer to texts that do not exist"),
    ):  # fmt: skip
        if cells:
            listed = some(cells)
            location = Location(part=name, cell=cells[0])
            whole_zh, whole_en = f"{word}“{name}”：{zh}（{listed}）。", f"Sheet {name}: {en} ({listed})."
            found.append(warning(code, whole_zh, whole_en, location=location, incomplete=True))
    for code, key, cells, zh, en in (
        ("cell-too-long", "letters", sheet.too_long, f"有单元格超过 {limits.letters} 字", f"cells of more than {limits.letters} letters"),
        ("too-many-columns", "columns", sheet.too_many_columns, f"超过 {limits.columns} 列", f"more than {limits.columns} columns"),
    ):  # fmt: skip
        if cells:
            listed = some(cells)
            location = Location(part=name, cell=cells[0])
            whole_zh, whole_en = f"{word}“{name}”{zh}（{listed}）", f"Sheet {name}: {en} ({listed})"
            found.append(struck(code, key, whole_zh, whole_en, location=location))
    if sheet.stopped is not None:
        found.append(_stopped(sheet.stopped, name, limits, word))
    if not whole:
        zh, en = (
            f"{word}“{name}”的合并单元格过多，未能全部展开。",
            f"Sheet {name}: too many merged cells to fill.",
        )
        found.append(warning("too-many-merges", zh, en, location=where, incomplete=True))
    return found


def _stopped(stopped: tuple[str, int, int], name: str, limits: Limits, word: str) -> ReadWarning:
    why, last, following = stopped
    place = Location(part=name, row=following)
    if why == "rows":
        zh = f"{word}“{name}”超过 {limits.rows} 行，第 {following} 行起"
        en = f"Sheet {name} has more than {limits.rows} rows, row {following} is beyond them"
        return struck("too-many-rows", "rows", zh, en, location=place)
    if why == "equal":
        zh = f"{word}“{name}”有一行原样重复过多，第 {following} 行起未读取。请删去重复的行。"
        en = (
            f"Sheet {name}: a row is repeated too many times; row {following} and what follows were not read."
        )
        return warning("too-many-equal-rows", zh, en, location=place, incomplete=True)
    if why == "cells":
        zh = f"各表合计超过 {limits.cells} 格，{word}“{name}”第 {following} 行起"
        en = f"All sheets together have more than {limits.cells} cells; sheet {name}, row {following} is beyond them"
        return struck("too-many-cells", "cells", zh, en, location=place)
    zh = f"{word}“{name}”第 {last} 行之后空行超过 {limits.gap} 行，第 {following} 行起还有内容"
    en = f"Sheet {name}: row {following} stands after more than {limits.gap} blank rows behind row {last}"
    return struck("blank-gap", "gap", zh, en, location=place)


def some(names: list[str]) -> str:
    """The first names in one line, and how many there are."""
    more = f" …（共 {len(names)}）" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more
