"""The submitted file handed back with a note beside the words of each finding; the input itself is only read."""

from __future__ import annotations

import hashlib
import zipfile
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from gkcheck.errors import UsageError
from gkcheck.result import Result, SubmissionResult
from gkcheck.text import Lang, Text
from gkcheck.writers.annotated.notes import notes_of

_AS_TEXT = (".doc", ".wps", ".rtf", ".odt", ".ott", ".pdf", ".ofd", ".docx", ".docm", ".dotx")
_AS_SHEET = (".xlsx", ".xlsm", ".xltx", ".xls", ".et", ".ods", ".ots")


class Annotated(NamedTuple):
    """The bytes of the annotated file, the ending it must have, and what a person must be told about it."""

    data: bytes
    suffix: str
    remarks: tuple[Text, ...]


def write(result: Result, lang: Lang) -> bytes:
    """The annotated copy of the one file of a result; UsageError when there is none to be made."""
    return annotated(result, lang).data


def refuse_other_ending(result: Result, target: Path) -> None:
    """UsageError when the target's ending is not that of the copy (.docx, of a workbook .xlsx), or none can be made."""
    refuse_ending(_only(result).source, target)


def refuse_ending(source: str, target: Path) -> None:
    """The same for the file by its name."""
    suffix = ending_for(source)
    if target.suffix.lower() == suffix:
        return
    raise UsageError(
        Text(
            zh=f"这份文件的批注本是 {suffix}，请把 {target.name} 的扩展名改成 {suffix}"
            + ("（写成 -o annotated:批注.xlsx，或用 gkcheck annotate）" if suffix == ".xlsx" else ""),
            en=f"the annotated copy of this file is a {suffix}; change the ending of {target.name}"
            + (" (-o annotated:notes.xlsx, or gkcheck annotate)" if suffix == ".xlsx" else ""),
        )
    )


def annotated(result: Result, lang: Lang) -> Annotated:
    """The annotated copy of the one file of a result, and what is to be said of it.

    Reads the file again by its path; UsageError when it is not there, was changed since, or is of a kind that
    carries no notes, and when the result has more than one file.
    """
    submission = _only(result)
    suffix = ending_for(submission.source)
    data = _data(submission)
    notes = notes_of(result, submission, lang)
    if suffix == ".xlsx":
        return _sheet(data, result, submission, lang)
    from gkcheck.writers.annotated.docx import Unopened, annotated_docx
    from gkcheck.writers.annotated.docx_built import built_docx

    remarks: list[Text] = []
    marked = None
    if _holds(data, "word/"):
        try:
            marked = annotated_docx(data, submission, notes, lang)
        except Unopened:
            marked = None
    if marked is None:
        made, placed = built_docx(submission, lang)
        marked = annotated_docx(made, placed, notes, lang)
        name = Path(submission.source).name
        remarks.append(
            Text(
                zh=f"{name} 不能直接加批注，批注写在按读出文字生成的 .docx 里（不是原件）",
                en=f"{name} cannot carry comments; they stand in a .docx made from its text (not the original)",
            )
        )
    if marked.loose:
        remarks.append(
            Text(
                zh=f"{marked.loose} 条批注没能对准原文的字，放在了单元格开头",
                en=f"{marked.loose} comments could not be put on their very words and stand at the cell's start",
            )
        )
    if marked.nowhere:
        remarks.append(
            Text(
                zh=f"{marked.nowhere} 条批注没找到单元格，放在了标题上",
                en=f"{marked.nowhere} comments whose cell was not found stand on the title",
            )
        )
    return Annotated(marked.data, ".docx", tuple(remarks))


def _sheet(data: bytes, result: Result, submission: SubmissionResult, lang: Lang) -> Annotated:
    from gkcheck.writers import ledger
    from gkcheck.writers.annotated.xlsx import annotated_xlsx, would_lose

    name = Path(submission.source).name
    if not _holds(data, "xl/"):
        remark = Text(
            zh=f"{name} 不是 .xlsx，不能加批注；写成了新的问题清单",
            en=f"{name} is no .xlsx and cannot carry notes; a ledger of findings was written instead",
        )
        return Annotated(ledger.write(result, lang), ".xlsx", (remark,))
    lost = would_lose(data)
    if lost:
        zh, en = "、".join(one.zh for one in lost), ", ".join(one.en for one in lost)
        remark = Text(
            zh=f"{name} 有{zh}，改写会丢失，所以没有加批注；写成了新的问题清单（“位置”列写明单元格）",
            en=f"{name} holds {en}, which rewriting would lose; a ledger of findings was written instead "
            "(its place column names the cells)",
        )
        return Annotated(ledger.write(result, lang), ".xlsx", (remark,))
    noted = annotated_xlsx(data, submission, notes_of(result, submission, lang), lang)
    remarks = []
    if noted.nowhere:
        remarks.append(
            Text(
                zh=f"{noted.nowhere} 条批注没找到单元格，放在了第一格",
                en=f"{noted.nowhere} notes whose cell was not found stand in the first cell",
            )
        )
    return Annotated(noted.data, ".xlsx", tuple(remarks))


def _only(result: Result) -> SubmissionResult:
    if len(result.submissions) != 1:
        raise UsageError(
            Text(
                zh=f"批注本一次只做一个文件（这次读到 {len(result.submissions)} 个）；"
                "逐个运行 gkcheck annotate，或用 -o 问题清单.xlsx",
                en=f"an annotated copy is made of one file at a time ({len(result.submissions)} were read); "
                "run gkcheck annotate on each, or use -o ledger.xlsx",
            )
        )
    return result.submissions[0]


def ending_for(source: str) -> str:
    """The ending of the annotated copy of a file: .docx, or .xlsx of a workbook. UsageError for any other kind."""
    suffix = Path(source).suffix.lower()
    if suffix in _AS_TEXT:
        return ".docx"
    if suffix in _AS_SHEET:
        return ".xlsx"
    raise UsageError(
        Text(
            zh=f"{suffix or source} 文件不能加批注；请用 -o 问题清单.xlsx 或 -o 报告.html",
            en=f"a {suffix or source} file cannot carry notes; use -o ledger.xlsx or -o report.html",
        )
    )


def _data(submission: SubmissionResult) -> bytes:
    path = Path(submission.source)
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(
            Text(
                zh=f"批注要用原文件，但 {path} 读不了：{reason}（压缩包里的请先解压）",
                en=f"the original is needed for the notes, but {path} cannot be read: {reason} "
                "(unpack archives first)",
            )
        ) from error
    if submission.sha256 and hashlib.sha256(data).hexdigest() != submission.sha256:
        raise UsageError(
            Text(
                zh=f"{path} 在检查之后改动过，请重新检查",
                en=f"{path} has changed since it was checked; check it again",
            )
        )
    return data


def _holds(data: bytes, folder: str) -> bool:
    """Whether the file is an Office package with that folder."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return any(name.startswith(folder) for name in package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
