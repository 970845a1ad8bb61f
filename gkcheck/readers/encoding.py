"""Bytes to text: byte order mark, strict UTF-8, then the candidate whose text speaks of tasks; never a silent loss.

The usual ladder (UTF-8, then GB18030) reads Big5 wrongly nearly always, because GB18030 accepts almost any
bytes; so candidates are compared by the header words in their text and by how common their letters are.
"""

from __future__ import annotations

import codecs
from functools import cache
from typing import NamedTuple

from gkcheck.errors import ReadError
from gkcheck.model import Location, ReadWarning
from gkcheck.readers.columns import COMMON_HEADINGS
from gkcheck.text import Text

REPLACEMENT = "\ufffd"
MOST_BAD_PLACES = 20  # unreadable places in a file that is still read (and reported incomplete)
SAMPLE = 200_000  # letters looked at when candidates are compared

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
# GB2312 and GBK are parts of GB18030, and files called so often hold more.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}
_NOT_FOR_FILES = frozenset(
    {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"}
)

# Letters that make up about half of official Chinese, simplified and traditional, with the common marks.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三"
    "之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样"
    "与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位"
    "入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给"
    "色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万"
    "每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿"
    "须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型"
    "眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严责落督牵单位情况要求"
    "這個國時來們為對會發動過產說種後學經進著電裡現實兩體機當點從業應開還樣與關線內數質氣變條沒結問無軍總設長頭資邊級圖統較將組見計"
    "別農幾區強幹戰則據處隊給門規熱領東導壓爭濟階極聯認權證單風帶場車務萬達積議聲報類離華確張馬節話須際責督牽況備註"
    "，。、；：？！“”（）《》〔〕—…　"
)


class Decoded(NamedTuple):
    """The text with line feeds only, the encoding it was read in, and what could not be read."""

    text: str
    encoding: str
    warnings: tuple[ReadWarning, ...]


class _Candidate(NamedTuple):
    text: str
    encoding: str
    bad: int
    headings: int
    common: float


def decode(data: bytes, *, source: str, wanted: str | None = None, declared: str | None = None) -> Decoded:
    """The text of a file.

    `wanted` is what the caller says and wins; `declared` is what the file says of itself (an HTML meta) and is
    only the first guess. Raises ReadError("encoding") when the bytes fit no encoding or several ones mixed.
    """
    if wanted:
        return _finish(*_by_name(data, wanted, source), source)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text, bad = _lenient(data[len(bom) :], encoding)
            if bad > MOST_BAD_PLACES:
                raise _refused(source, encoding)
            return _finish(text, encoding, bad, source)
    return _finish(*_detect(data, source, declared), source)


def _by_name(data: bytes, wanted: str, source: str) -> tuple[str, str, int]:
    try:
        name = codecs.lookup(wanted).name.replace("_", "-")
        if name.replace("-", "_") in _NOT_FOR_FILES:
            raise LookupError(wanted)
        for bom, encoding in _BOMS:
            if data.startswith(bom) and encoding.startswith(name.removesuffix("-sig")):
                return data[len(bom) :].decode(encoding), encoding, 0
        return data.decode(_WIDER.get(name, name)), name, 0
    except LookupError as error:
        raise ReadError(
            Text(
                zh=f"不认识的编码“{wanted}”。常用：utf-8、gb18030、big5、utf-16。",
                en=f"unknown encoding {wanted!r}; common ones: utf-8, gb18030, big5, utf-16.",
            ),
            source=source,
            code="encoding",
        ) from error
    except ValueError as error:
        line = data[: getattr(error, "start", 0)].count(b"\n") + 1
        raise ReadError(
            Text(
                zh=f"按指定的编码 {wanted} 读不通（第 {line} 行附近）。请去掉 --encoding 让程序识别，或改用正确的编码。",
                en=f"does not decode as {wanted} (near line {line}); leave --encoding out or give the right one.",
            ),
            source=source,
            code="encoding",
        ) from error


def _detect(data: bytes, source: str, declared: str | None) -> tuple[str, str, int]:
    zeros = data.count(0)
    if zeros <= len(data) // 20:
        try:
            return data.decode("utf-8"), "utf-8", 0
        except UnicodeDecodeError:
            pass
    names = list(_CANDIDATES)
    if declared:
        try:
            name = codecs.lookup(declared).name.replace("_", "-")
            name = _WIDER.get(name, name)
            if name not in names and name.replace("-", "_") not in _NOT_FOR_FILES:
                names.append(name)
        except LookupError:
            pass
    candidates = [one for name in names if (one := _candidate(data, name)) is not None]
    if not candidates:
        raise _refused(source)
    best = max(candidates, key=lambda one: (one.headings > 0, one.headings, one.common - one.bad / 50))
    if best.bad > MOST_BAD_PLACES or (best.headings == 0 and best.common < 0.2):
        raise _refused(source)
    if best.encoding == "gb18030":
        _refuse_mixed(data, source)
    return best.text, best.encoding, best.bad


def _candidate(data: bytes, encoding: str) -> _Candidate | None:
    try:
        text, bad = _lenient(data, encoding)
    except LookupError:
        return None
    if bad > MOST_BAD_PLACES * 5 and bad > len(text) // 100:
        return None
    sample = text[:SAMPLE]
    close = "".join(sample.split())
    headings = sum(word in close for word in COMMON_HEADINGS)
    foreign = sum(letter > "\x7f" for letter in sample)
    common = sum(letter in _COMMON for letter in sample) / foreign if foreign else 0.0
    return _Candidate(text, encoding, bad, headings, common)


def _lenient(data: bytes, encoding: str) -> tuple[str, int]:
    """Text and the number of unreadable places, each of which became U+FFFD."""
    try:
        return data.decode(encoding), 0
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        return text, max(1, text.count(REPLACEMENT))


def _refuse_mixed(data: bytes, source: str) -> None:
    """Lines of UTF-8 in a GBK file: GB18030 would read them as noise without an error."""
    mixed: list[int] = []
    for number, line in enumerate(data.split(b"\n"), start=1):
        if sum(byte > 0x7F for byte in line[:3000]) < 9:
            continue
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        mixed.append(number)
    if mixed:
        where = "、".join(map(str, mixed[:5]))
        raise ReadError(
            Text(
                zh=f"文件里混有两种编码：多数行是 GBK，第 {where} 行等 {len(mixed)} 行是 UTF-8。请统一编码后再读。",
                en=f"two encodings in one file: most lines are GBK, {len(mixed)} are UTF-8 (lines {where}); "
                "save it in one encoding.",
            ),
            source=source,
            code="encoding",
        )


def _refused(source: str, encoding: str = "") -> ReadError:
    known = f"（带有 {encoding} 标记，但内容读不通）" if encoding else ""
    return ReadError(
        Text(
            zh=f"认不出文字编码{known}，或文件已损坏。请用 WPS、Excel 或记事本另存为 UTF-8，或用 --encoding 指明。",
            en="the text encoding is not recognised or the file is damaged; save it as UTF-8 or give --encoding.",
        ),
        source=source,
        code="encoding",
    )


def _finish(text: str, encoding: str, bad: int, source: str) -> Decoded:
    warnings: list[ReadWarning] = []
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if bad:
        lines = lines_with(text, REPLACEMENT)
        warnings.append(unreadable(lines, encoding))
    clean = clean_text(text)
    if clean != text:
        lines = [number for number, line in enumerate(text.split("\n"), start=1) if clean_text(line) != line]
        warnings.append(unreadable(lines, encoding))
    if not clean.strip():
        raise ReadError(
            Text(zh="文件里没有文字。", en="the file holds no text."), source=source, code="empty-file"
        )
    return Decoded(clean, encoding, tuple(warnings))


def unreadable(lines: list[int], encoding: str) -> ReadWarning:
    """The warning for letters that became U+FFFD, naming their lines."""
    where = "、".join(map(str, lines[:10])) + ("…" if len(lines) > 10 else "")
    return ReadWarning(
        code="unreadable-bytes",
        message=Text(
            zh=f"按 {encoding} 读取时，第 {where} 行有读不出的字符（以 � 代替），请核对原文件。",
            en=f"read as {encoding}, line {where} holds unreadable characters (shown as �); check the original.",
        ),
        location=Location(line=lines[0] if lines else None),
        incomplete=True,
    )


def lines_with(text: str, letter: str) -> list[int]:
    """Numbers from 1 of the lines that hold a letter."""
    return [number for number, line in enumerate(text.split("\n"), start=1) if letter in line]


_NEVER = dict.fromkeys([0, *range(0xD800, 0xE000)], REPLACEMENT)


def clean_text(text: str) -> str:
    """A text without NUL and lone surrogates, which no output format can carry: each becomes U+FFFD."""
    if "\x00" not in text:
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            return text.translate(_NEVER)
        return text
    return text.translate(_NEVER)


# What UTF-8 looks like when somebody read it as GBK (钀藉疄) or as Western text (å·¥ä½œ), and traces of lost bytes.
_TRACES = ("锟斤拷", "烫烫烫", "屯屯屯", "ï»¿")


@cache
def _suspects() -> frozenset[str]:
    """Letters whose GBK bytes begin as a Han letter does in UTF-8: rare in real text, a third of garbled text."""
    pairs = (bytes((lead, trail)) for lead in range(0xE4, 0xEA) for trail in range(0x80, 0xC0))
    return frozenset("".join(pair.decode("gb18030", errors="ignore") for pair in pairs)) | frozenset(
        "锟烫屯ÃåæçèéäïÂ"
    )


def garbled(text: str) -> bool:
    """Whether a text was decoded wrongly before we got it."""
    suspects = _suspects()
    if suspects.isdisjoint(text):
        return False
    if any(trace in text for trace in _TRACES):
        return True
    part = text[:400]
    foreign = sum(letter > "\x7f" for letter in part)
    found = [letter for letter in part if letter in suspects]
    return len(set(found)) >= 3 and len(found) >= 0.2 * foreign
