"""Office packages that are the same, byte for byte, whenever they are made: no clock in them."""

from __future__ import annotations

import io
import re
import zipfile

_FIRST = (1980, 1, 1, 0, 0, 0)  # the first day a zip file knows
_STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def timeless(data: bytes, *, ours: bool = False) -> bytes:
    """The same package with no times of its entries; with `ours` also without those of the document's properties."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for info in source.infolist():
            entry = zipfile.ZipInfo(info.filename, _FIRST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = source.read(info)
            if ours and info.filename == "docProps/core.xml":
                content = _STAMPS.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            target.writestr(entry, content)
    return made.getvalue()
