"""Measures findings against labels: which were right, which were false alarms, which were missed.

usage: python tests/gold/measure.py [--rules GK201,…] [--verbose] [TABLE.csv …]

Each table has its labels beside it (NAME.jsonl): one line a (task, rule), `fires` true or false, closed world: a pair
no line says fires must not fire. Labels and findings of low confidence count neither way. A label for task 0 speaks
of the table and is met by any finding of its rule.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import gkcheck
from gkcheck.result import Result

TABLES = Path(__file__).parent / "tables"
JUDGEMENT = frozenset({"GK501", "GK502", "GK503", "GK504", "GK508", "GK509", "GK510", "GK511", "GK512"})


@dataclass
class Measure:
    """Counts of one table or of many."""

    right: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    near_missed: list[str] = field(default_factory=list)
    decisive: int = 0

    def __add__(self, other: Measure) -> Measure:
        return Measure(
            self.right + other.right,
            self.wrong + other.wrong,
            self.missed + other.missed,
            self.near_missed + other.near_missed,
            self.decisive + other.decisive,
        )

    @property
    def precision(self) -> float:
        total = len(self.right) + len(self.wrong)
        return len(self.right) / total if total else 1.0

    @property
    def recall(self) -> float:
        total = len(self.right) + len(self.missed)
        return len(self.right) / total if total else 1.0

    def line(self, name: str) -> str:
        return (
            f"{name:<22} right {len(self.right):3}  wrong {len(self.wrong):3}  missed {len(self.missed):3}  "
            f"precision {self.precision:.3f}  recall {self.recall:.3f}  near-misses fired {len(self.near_missed)}"
        )


def compare(result: Result, labels: Path, rules: Collection[str], name: str = "") -> Measure:
    """One table's result against its labels, for some rules."""
    must: dict[tuple[str, str], dict[str, object]] = {}
    whole: dict[str, set[str]] = {}
    either: set[tuple[str, str]] = set()
    near: dict[tuple[str, str], str] = {}
    for line in labels.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        task, rule = str(label["task"]), str(label["rule"])
        if rule not in rules:
            continue
        if not label["fires"]:
            near[(task, rule)] = str(label["why"])
        elif task == "0":
            whole[rule] = {str(one) for one in label["related"] or ()}
            if label["confidence"] == "low":
                either.add((task, rule))
        elif label["confidence"] == "low":
            either.add((task, rule))
        else:
            must[(task, rule)] = label
    measure = Measure()
    seen: dict[tuple[str, str], list[gkcheck.Finding]] = {}
    for finding in result.findings:
        if finding.rule in rules:
            seen.setdefault((finding.task or "0", finding.rule), []).append(finding)
    for key, findings in sorted(seen.items()):
        told = f"{name} {key[0]} {key[1]} {findings[0].case}: {findings[0].message.zh[:70]}"
        if key in must:
            measure.right.append(told)
            measure.decisive += any(_decisive(span.text, must[key]) for one in findings for span in one.spans)
        elif (
            key in either
            or (key[1] in whole and (key[0] == "0" or key[0] in whole[key[1]]))
            or all(finding.confidence == "low" for finding in findings)
        ):
            continue
        else:
            measure.wrong.append(f"{told} | {near.get(key, '')}")
            if key in near:
                measure.near_missed.append(told)
    measure.missed += [
        f"{name} {key[0]} {key[1]}: {label['why']}" for key, label in must.items() if key not in seen
    ]
    for rule, related in whole.items():
        if ("0", rule) in either:
            continue
        if any(key[1] == rule for key in seen):
            measure.right.append(f"{name} 0 {rule}")
        else:
            measure.missed.append(f"{name} 0 {rule}: related {sorted(related)}")
    return measure


def _decisive(quote: str, label: dict[str, object]) -> bool:
    for side in ("span_requirement", "span_report"):
        wanted = str(label.get(side) or "")
        size = min(8, len(wanted))
        short_enough = len(quote) <= max(3 * len(wanted), len(wanted) + 12)
        if (
            size
            and short_enough
            and any(wanted[n : n + size] in quote for n in range(len(wanted) - size + 1))
        ):
            return True
    return False


def measure(tables: Sequence[Path], rules: Collection[str]) -> dict[str, Measure]:
    """Every table by name."""
    return {
        path.stem: compare(gkcheck.check(path), path.with_suffix(".jsonl"), rules, path.stem[:8])
        for path in tables
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="*", type=Path)
    parser.add_argument("--rules")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    tables = arguments.tables or sorted(TABLES.glob("*.csv"))
    known = {rule.id for rule in gkcheck.installed().registry}
    rules = set(arguments.rules.split(",")) if arguments.rules else known
    for group, ids in (("provable rules", rules - JUDGEMENT), ("judgement rules", rules & JUDGEMENT)):
        measures = measure(tables, ids)
        total = Measure()
        print(group)
        for name, one in measures.items():
            print(" ", one.line(name))
            total = total + one
        print(" ", total.line("all"), f" decisive words {total.decisive} of {len(total.right)}")
        if arguments.verbose:
            for word, told in (("wrong", total.wrong), ("missed", total.missed)):
                for line in told:
                    print("   ", word, line)


if __name__ == "__main__":
    main()
