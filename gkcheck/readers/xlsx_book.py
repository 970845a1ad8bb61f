"""What the sheets of one workbook share: its list of sheets, its texts, its number formats; each read when needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from gkcheck.limits import adjust
from gkcheck.readers.ooxml import (
    SHEET_NAMESPACES,
    Attributes,
    each_element,
    main_part,
    new_parser,
    related,
    relations,
    run,
)
from gkcheck.readers.package import Package
from gkcheck.readers.plain_xml import LARGEST, resolved, split, tokens
from gkcheck.readers.xlsx_formats import BUILT_IN, show_number, show_text, touches_text
from gkcheck.readers.xlsx_look import LOOKS, Font, Looks

_YES = ("1", "true", "on")


class SheetEntry(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


class Book:
    """A workbook without its cells."""

    def __init__(self, package: Package) -> None:
        self._package = package
        part = main_part(package, "xl/workbook.xml")
        found = relations(package, part)
        self._texts_part = related(found, "sharedStrings")
        self._styles_part = related(found, "styles")
        self._texts: Sequence[str] | None = None
        self._formats: list[str] | None = None
        self._touching: dict[str, str] = {}  # style to format, of the few formats that change or hide text
        self._looks = Looks()
        self._pale: frozenset[str] = frozenset()
        self._coloured: dict[int, tuple[Font, ...]] = {}  # shared texts with runs of their own look
        self._from_1904 = False
        self.sheets: list[SheetEntry] = []

        def visit(local: str, attributes: Attributes) -> None:
            if local == "workbookPr":
                self._from_1904 = attributes.get("date1904") in _YES
            elif local == "sheet":
                id_ = next((value for name, value in attributes.items() if name.endswith(" id")), "")
                relation = found.get(id_)
                name = attributes.get("name", "")
                if relation is None or relation.target not in package:
                    raise package.refuse("missing-part", f"工作表“{name}”", f"the sheet {name}")
                if relation.kind == "worksheet":  # and no chart, which holds no cells
                    hidden = attributes.get("state", "visible") != "visible"
                    self.sheets.append(SheetEntry(name, relation.target, hidden))

        each_element(package, part, visit)

    def texts(self) -> Sequence[str]:
        """The shared texts, by the number that cells give."""
        if self._texts is None:
            self._texts = self._read_texts()
        return self._texts

    def text(self, index: str) -> str | None:
        """A shared text by its number; None when there is none."""
        texts = self.texts()
        try:
            number = int(index)
        except ValueError:
            return None
        return texts[number] if 0 <= number < len(texts) else None

    def number(self, raw: str, style: str | None) -> str:
        """A stored number as its cell shows it; "" when its format hides it."""
        formats = self._formats if self._formats is not None else self._read_formats()
        index = int(style) if style and style.isascii() and style.isdigit() and len(style) < 6 else 0
        code = formats[index] if index < len(formats) else ""
        if not code and raw.isascii() and raw.isdigit() and len(raw) < 12:
            return raw
        return show_number(raw, code, from_1904=self._from_1904)

    def shown(self, text: str, style: str) -> str:
        """A text as a cell of that style shows it; "" when it does not show it at all."""
        if self._formats is None:
            self._read_formats()
        code = self._touching.get(style)
        return text if code is None else show_text(text, code)

    def touches(self, style: str) -> bool:
        """Whether cells of that style show texts in another way than they stand."""
        if self._formats is None:
            self._read_formats()
        return style in self._touching

    def pale(self) -> frozenset[str]:
        """The styles whose cells nobody can read: the words are of the colour of their cell, or a point high."""
        if self._formats is None:
            self._read_formats()
        return self._pale

    def is_pale_run(self, index: str, style: str | None) -> bool:
        """Whether a shared text has words of a look of their own that nobody sees in a cell of this style."""
        fonts = self._coloured.get(int(index)) if self._coloured and index.isdecimal() else None
        return fonts is not None and self.are_pale(fonts, style)

    def are_pale(self, fonts: Iterable[Font], style: str | None) -> bool:
        """Whether nobody sees words in one of these fonts in a cell of this style."""
        if self._formats is None:
            self._read_formats()
        return self._looks.are_unseen(fonts, style)

    def unescaped(self, text: str) -> str:
        """A text with its _x000D_ escapes resolved, except those of letters no text may hold."""
        if "_x" not in text:
            return text
        return _escape().sub(_letter, text).replace("\r\n", "\n").replace("\r", "\n")

    def _read_formats(self) -> list[str]:
        formats: list[str] = []
        self._formats = formats
        part = self._styles_part
        if part is None or part not in self._package:
            return formats
        own: dict[str, str] = {}
        within = False
        looks = self._looks

        def visit(local: str, attributes: Attributes) -> None:
            nonlocal within
            if local in LOOKS:
                looks.visit(local, attributes)
            elif local == "numFmt":
                own.setdefault(attributes.get("numFmtId", ""), attributes.get("formatCode", ""))
            elif local == "cellXfs":
                within = True
                looks.close()
            elif local in ("cellStyleXfs", "cellStyles", "dxfs"):
                within = False
                looks.close()
            elif local == "xf" and within:
                looks.style(attributes)
                id_ = attributes.get("numFmtId", "0")
                built_in = (
                    BUILT_IN.get(int(id_), "") if id_.isascii() and id_.isdigit() and len(id_) < 6 else ""
                )
                code = own.get(id_, built_in)
                formats.append("" if code == "General" else code)

        each_element(self._package, part, visit)
        self._pale = looks.unseen
        self._touching = {str(at): code for at, code in enumerate(formats) if touches_text(code)}
        return formats

    def _read_texts(self) -> Sequence[str]:
        texts: list[str] = []
        part = self._texts_part
        if part is None or part not in self._package:
            return texts
        raw: list[bytes] | None = None
        if self._package.size(part) <= LARGEST:
            raw = [self._package.read(part)]
            plain = None if b"_x" in raw[0] else _plain_texts(raw[0])
            if plain is not None and len(plain[0]) <= self._package.limits.cells:
                run(new_parser(self._package, part), self._package, part, [plain[1]])
                return plain[0]
        most = self._package.limits.cells
        parser = new_parser(self._package, part)
        chunks: list[str] = []
        runs: list[str] = []
        fonts: list[Font] = []  # of the runs of one text with words in them
        font = Font()
        phonetic = False
        ends_text, begins_text, sound, items, begins_run, colours, sizes = (
            frozenset(f"{uri} {local}" for uri in SHEET_NAMESPACES)
            for local in ("t", "t", "rPh", "si", "r", "color", "sz")
        )

        def start(name: str, attributes: Attributes) -> None:
            nonlocal phonetic, font
            if name in begins_text:
                chunks.clear()
            elif name in sound:
                phonetic = True
            elif name in begins_run:
                font = Font()
            elif name in colours:
                font = font.coloured(attributes)
            elif name in sizes:
                font = font.sized(attributes)

        def end(name: str) -> None:
            nonlocal phonetic, font
            if name in ends_text:
                if not phonetic:
                    runs.append("".join(chunks))
                    if font.is_odd and runs[-1].strip():
                        fonts.append(font)
            elif name in items:
                if len(texts) >= most:
                    zh, en = f"{part} 超过 {most} 条文字", f"{part} holds more than {most} texts"
                    raise self._package.refuse("too-large", zh + adjust("cells").zh, en + adjust("cells").en)
                if fonts:
                    self._coloured[len(texts)] = tuple(fonts)
                    fonts.clear()
                texts.append(self.unescaped(runs[0] if len(runs) == 1 else "".join(runs)))
                runs.clear()
                font = Font()
            elif name in sound:
                phonetic = False

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = chunks.append
        run(parser, self._package, part, raw)
        return texts


@cache
def _text_pattern() -> re.Pattern[str]:
    return re.compile('(<si><t(?: xml:space="preserve")?>([^<]*)</t></si>)')


def _plain_texts(raw: bytes) -> tuple[Sequence[str], bytes] | None:
    """The shared texts when none has runs of its own or phonetics, and the XML that is left."""
    plain = split(raw, b"<sst ", b"</sst>")
    found = tokens(_text_pattern(), plain.inside) if plain is not None else None
    if plain is None or found is None or f'xmlns="{SHEET_NAMESPACES[1]}"'.encode() not in plain.outside:
        return None
    texts = resolved([one[1] for one in found], plain.inside)
    return None if texts is None else (texts, plain.outside)


@cache
def _escape() -> re.Pattern[str]:
    return re.compile("_x([0-9A-Fa-f]{4})_")


def _letter(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    allowed = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code <= 0xFFFD
    return chr(code) if allowed else match[0]
