"""OpenDocument files written by hand, for the tests of their readers."""

from __future__ import annotations

import io
import zipfile

from gkcheck.protocols import Source

SPACES = " ".join(
    [
        *(
            f'xmlns:{word}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
            for word, name in (
                ("office", "office"),
                ("text", "text"),
                ("table", "table"),
                ("style", "style"),
                ("draw", "drawing"),
                ("svg", "svg-compatible"),
                ("fo", "xsl-fo-compatible"),
            )
        ),
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
    ]
)
HEADER = ("序号", "工作任务", "工作要求", "责任单位", "落实情况")
TASKS = (
    ("1", "公开预算", "3月底前公开部门预算。", "财务处", "3月20日已在门户网站公开部门预算。"),
    ("2", "答复来信", "来信在5个工作日内答复。", "办公室", "全年收到来信12件，均在3个工作日内答复。"),
)


def odf(
    body: str, *, sheet: bool = False, styles: str = "", named: str = "", name: str = "", **parts: bytes
) -> Source:
    """A file whose body is this XML; `styles` its automatic styles, `named` those of styles.xml."""
    kind = "spreadsheet" if sheet else "text"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            zipfile.ZipInfo("mimetype"), f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED
        )
        package.writestr("content.xml", content)
        if named:
            package.writestr(
                "styles.xml", f"<office:document-styles {SPACES}>{named}</office:document-styles>"
            )
        for part, data in parts.items():
            package.writestr(part.replace("__", "/").replace("_xml", ".xml"), data)
    return Source(name or ("t.ods" if sheet else "t.odt"), out.getvalue())


def cell(inside: str, **attributes: object) -> str:
    """A cell; plain text becomes a paragraph, attributes are written with _ for - and without prefix."""
    if not inside.startswith("<") and inside:
        inside = f"<text:p>{inside}</text:p>"
    said = "".join(
        f' {"office" if name in ("value", "value_type") else "table"}:{name.replace("_", "-")}="{value}"'
        for name, value in attributes.items()
    )
    return f"<table:table-cell{said}>{inside}</table:table-cell>"


def row(*cells: str, said: str = "") -> str:
    """A row of cells; plain text becomes a cell."""
    inside = "".join(one if one.startswith("<table:") else cell(one) for one in cells)
    return f"<table:table-row{said}>{inside}</table:table-row>"


def table(*rows: str, name: str = "分解表", style: str = "", columns: str = "") -> str:
    """A table of rows."""
    return (
        f'<table:table table:name="{name}" table:style-name="{style}">{columns}{"".join(rows)}</table:table>'
    )


def task_table() -> str:
    """A small table of tasks."""
    return table(row(*HEADER), *(row(*one) for one in TASKS))
