"""Spoils sound files and reads them, for so many seconds: no exception but ours, no hang.

    python tests/fuzz/fuzz_readers.py docx xlsx --seconds 600 --seed 1 --keep FOLDER [--data FOLDER]

What fails is written to the folder of --keep with its traceback; the last line of each format says how many
inputs were tried, how many could be read, and how many failed. Each format has its own random numbers, so that
the same seed finds the same again.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import signal
import sys
import time
import traceback
from collections import Counter
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from archives import sound_archives, spoiled_archive
from seeds import MADE, seeds
from spoiling import spoiled

from gkcheck.app import check
from gkcheck.config import Config
from gkcheck.errors import GkcheckError
from gkcheck.inputs import Packed, opened
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers import read_source

SLOW = 2.0  # seconds of CPU for one input
HUNG = 150  # seconds after which an input is given up; LibreOffice itself is ended after 60


class Hung(BaseException):
    """An input that does not come to an end."""


def hung(*_: object) -> None:
    raise Hung


def once(source: Source, *, whole: bool) -> str:
    """What came of one input; raises whatever is not ours."""
    ended = archive(source) if source.name.endswith(".zip") else told(source)
    if ended != "read":
        return ended
    if whole:
        result = check([source], Config(as_of=date(2018, 12, 31)))
        failed = [*result.failures, *(one for one in result.warnings if one.code == "check-failed")]
        if failed:
            raise AssertionError(str(failed[0])[:3000])
    return "read"


def told(source: Source) -> str:
    """What one file ends with: "read", or the code of the refusal."""
    try:
        read_source(source, ReadOptions())
    except GkcheckError as error:
        code = getattr(error, "code", type(error).__name__)
        if code == "reader-failed":  # an exception of ours stands behind it
            raise error.__cause__ or error from error
        return str(code)
    return "read"


def archive(source: Source) -> str:
    """What an archive ends with: "read" when one of its members is."""
    ended = set()
    try:
        for item in opened(source, Config()):
            if isinstance(item, Packed):
                try:
                    ended.add(told(item.load()))
                except GkcheckError as error:
                    ended.add(str(getattr(error, "code", "")))
            elif isinstance(item, Source):
                ended.add(told(item))
            else:
                ended.add(str(getattr(item, "code", "")))
    except GkcheckError as error:
        ended.add(str(getattr(error, "code", "")))
    return "read" if "read" in ended else min(ended, default="nothing")


def stay_inside() -> None:
    """No other process: .doc without LibreOffice, .pdf parsed here. Many more inputs in the same time."""
    import json

    from gkcheck.limits import Limits
    from gkcheck.readers import pdf, pdf_child, pdf_pages, soffice

    def here(data: bytes, _: Limits) -> list[pdf_pages.PdfPage]:
        answer = json.loads(json.dumps(pdf_child.answer_to(data)))
        if "failure" in answer:
            raise pdf_pages.PdfError(str(answer["failure"]), str(answer.get("why", "")))
        return [pdf_pages._page(one) for one in answer["pages"]]

    soffice.program = lambda: None
    pdf.read_pages = here


def sound_files(suffix: str, data: Path | None) -> list[bytes]:
    """What a format is fuzzed from."""
    if suffix != "zip":
        return seeds(suffix, data)
    files = [(one, found[0]) for one in (*MADE, "xls") if one != "rtf" and (found := seeds(one))]
    return sound_archives(files)


def fuzz(suffix: str, seconds: float, seed: int, keep: Path, data: Path | None) -> int:
    """Fuzzes one format; how many inputs failed."""
    sound = sound_files(suffix, data)
    spoil = spoiled_archive if suffix == "zip" else spoiled
    if not sound:
        print(f"{suffix}: no sound file to begin with")
        return 0
    dice = random.Random(f"{suffix}{seed}")
    outcomes: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    slowest = 0.0
    until = time.monotonic() + seconds
    tried = 0
    last = sound[0]
    while time.monotonic() < until:
        # Now and then the last spoiled file is spoiled further.
        last = spoil(last if dice.random() < 0.2 else dice.choice(sound), dice)[: 8 << 20]
        tried += 1
        began = time.process_time()
        fault = ""
        signal.alarm(HUNG)
        try:
            outcomes[once(Source(f"表.{suffix}", last), whole=tried % 20 == 0)] += 1
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - that is what is looked for
            fault = f"{type(error).__name__} {traceback.extract_tb(error.__traceback__)[-1][:3]}"
            trace = traceback.format_exc()
        finally:
            signal.alarm(0)
        took = time.process_time() - began
        slowest = max(slowest, took)
        if not fault and took > SLOW:
            fault, trace = "slow", f"{took:.1f} s"
        if fault:
            faults[fault] += 1
            if faults[fault] <= 3:
                keep.mkdir(parents=True, exist_ok=True)
                name = keep / f"{hashlib.sha256(last).hexdigest()[:12]}.{suffix}"
                name.write_bytes(last)
                name.with_name(name.name + ".trace").write_text(trace, encoding="utf-8", errors="replace")
                print(f"{suffix}: {fault} -> {name.name}", flush=True)
    read = outcomes.pop("read", 0)
    refused = ", ".join(f"{code} {count}" for code, count in outcomes.most_common(6))
    print(
        f"{suffix}: {tried} inputs in {seconds:.0f} s, {read} read, refused: {refused}; slowest {slowest:.2f} s CPU; "
        f"failed {sum(faults.values())} ({len(faults)} kinds)",
        flush=True,
    )
    return sum(faults.values())


def main() -> int:
    """Reads the command line and fuzzes one format after the other."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("formats", nargs="+")
    parser.add_argument("--seconds", type=float, default=60, help="for each format")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, required=True, help="a folder for inputs that fail")
    parser.add_argument("--data", type=Path, help="a folder with more sound files")
    parser.add_argument("--inside", action="store_true", help="start no other process (doc, pdf)")
    given = parser.parse_args()
    if given.inside:
        stay_inside()
    signal.signal(signal.SIGALRM, hung)
    return int(sum(fuzz(one, given.seconds, given.seed, given.keep, given.data) for one in given.formats) > 0)


if __name__ == "__main__":
    sys.exit(main())
