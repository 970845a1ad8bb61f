"""Real phrases: read as the category they carry, and with the values labelled by hand. Skipped without ../shared."""

import csv
import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from gkcheck.language.dates import find_dates
from gkcheck.language.frequency import find_frequencies
from gkcheck.language.quantities import find_counts, find_rates, find_universals
from gkcheck.language.speech import find_open_terms
from gkcheck.language.windows import find_windows

ROOT = Path(__file__).resolve().parents[3]
PHRASES = ROOT.parent / "shared" / "data" / "phrases" / "time_phrases.jsonl"
LABELS = Path(__file__).parent / "labels"

pytestmark = pytest.mark.skipif(not PHRASES.exists(), reason="the real phrases are not beside the repository")


def rows():
    return [json.loads(line) for line in PHRASES.read_text(encoding="utf-8").splitlines()]


def facts(category: str, text: str) -> Iterable[tuple]:
    windows, dates = find_windows(text), find_dates(text, 2018)
    match category:
        case "relative_from_event":
            return [window for window in windows if window.trigger]
        case "relative_plain":  # 本周五下班前 is a day
            return [*windows, *(one for one in dates if one.precision == "day" and one.relation == "by")]
        case "abs_date" | "period_month":
            return dates
        case "frequency":
            return find_frequencies(text)
        case "open_ended":
            return [*(one for one in find_frequencies(text) if one.period is None), *find_open_terms(text)]
        case "rate":
            return [*find_rates(text), *find_universals(text), *find_open_terms(text)]
        case "quantity":
            return [*find_counts(text), *windows, *find_rates(text)]
    return []


def test_nearly_all_are_read_as_what_they_are():
    missed = []
    for row in rows():
        phrase, sentence = row["phrase"], row["sentence"]
        at = sentence.find(phrase)
        there = at < 0 or any(
            fact.start < at + len(phrase) and at < fact.end for fact in facts(row["category"], sentence)
        )
        if not facts(row["category"], phrase) or not there:
            missed.append((row["id"], row["category"], phrase))
    print(*missed, sep="\n")
    assert len(missed) <= 0.02 * len(rows())


def labelled(name: str):
    phrases = {row["id"]: row["phrase"] for row in rows()}
    with (LABELS / f"{name}.csv").open(encoding="utf-8") as lines:
        for label in csv.DictReader(lines):
            yield label, phrases[label["id"]]


def test_windows_by_hand():
    for label, phrase in labelled("windows"):
        told = [(one.number, one.unit, one.trigger) for one in find_windows(phrase)]
        assert told == [(Decimal(label["number"]), label["unit"], label["trigger"])], phrase


def test_dates_by_hand():
    for label, phrase in labelled("dates"):
        told = [(str(one.last or ""), one.relation) for one in find_dates(phrase, 2018)]
        assert told == [(label["last"], label["relation"])], phrase


def test_frequencies_by_hand():
    for label, phrase in labelled("frequencies"):
        told = [
            (one.period, one.every, str(one.times or ""), one.at_least) for one in find_frequencies(phrase)
        ]
        wanted = (label["period"], int(label["every"]), label["times"], label["at_least"] == "yes")
        assert told == [wanted], phrase


def test_quantities_by_hand():
    for label, phrase in labelled("quantities"):
        if label["measure"] == "%":
            told = [(one.value, "%", one.bound) for one in find_rates(phrase)]
        else:
            told = [(one.value, one.measure, one.bound) for one in find_counts(phrase)]
        assert told == [(Decimal(label["value"]), label["measure"], label["bound"])], phrase
