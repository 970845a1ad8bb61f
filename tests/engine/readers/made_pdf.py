"""PDF files written by hand, for the tests of their reader: letters without an embedded font, and ruled tables."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

SIZE = 10.0  # of the letters, in points
PADDING = 3.0
_TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    b"1 beginbfrange <0000> <FFFF> <0000> endbfrange\nendcmap end end"
)


class Sheet:
    """One page of 600 by 400 points; places count from the top left."""

    def __init__(self) -> None:
        self._drawn: list[str] = []

    def write(self, x: float, top: float, words: str) -> None:
        """Letters with their upper left corner at a place."""
        code = words.encode("utf-16-be").hex()
        self._drawn.append(f"BT /F {SIZE} Tf 1 0 0 1 {x} {400 - top - SIZE * 0.88} Tm <{code}> Tj ET")

    def table(self, top: float, edges: Sequence[float], rows: Sequence[Sequence[str]]) -> float:
        """A ruled table; lines of a cell are parted by line ends, a row of one cell covers the whole width."""
        for row in rows:
            height = max(text.count("\n") + 1 for text in row) * SIZE * 1.3 + 2 * PADDING
            ends = list(edges) if len(row) > 1 else [edges[0], edges[-1]]
            for x0, x1, text in zip(ends, ends[1:], row, strict=False):
                self._drawn.append(f"{x0} {400 - top - height} {x1 - x0} {height} re S")
                for at, line in enumerate(text.split("\n")):
                    self.write(x0 + PADDING, top + PADDING + at * SIZE * 1.3, line)
            top += height
        return top

    def raw(self, words: str) -> None:
        """Operators as they are."""
        self._drawn.append(words)

    @property
    def content(self) -> bytes:
        """The stream of the page."""
        return "\n".join(self._drawn).encode("ascii")


def pdf(*sheets: Sheet | bytes, known: bool = True, encrypted: bool = False) -> bytes:
    """A file of these pages (or of packed streams); without `known` the font does not say what its letters mean."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R]"
        + (b" /ToUnicode 5 0 R" if known else b"")
        + b" >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /W [32 126 500] /FontDescriptor 6 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(_TO_UNICODE), _TO_UNICODE),
        b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -120 1000 880] /Ascent 880 /Descent -120"
        b" /ItalicAngle 0 /CapHeight 880 /StemV 80 >>",
    ]
    kids = []
    for one in sheets:
        packed = one if isinstance(one, bytes) else zlib.compress(one.content)
        objects.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
        )
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 400] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b""
    if encrypted:
        lock = b" /Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>]" % (
            b"41" * 32,
            b"42" * 32,
        )
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, lock, at)
    return bytes(out)
