"""Pictures of copies as inline SVG: which units share texts, and which years repeat which. Pure functions of clusters.

Colours come from the page by `currentColor` and one hue with an opacity; every cell and arc has a `<title>`, so that
the pictures say in words what they show. Names of units are submitted text and are escaped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from itertools import combinations

from gkcheck.result import ClusterMember, CopyCluster
from gkcheck.text import Lang, Text
from gkcheck.writers.html.letters import loud

MOST_UNITS = 40  # rows and columns of the heat map; the units that share least are left out and counted
_CELL = 22
_LETTER = 13  # width of one Chinese letter in the labels
_LABEL = 14  # letters of a label
_HUE = "#b3261e"


def unit_heat_map(clusters: Sequence[CopyCluster], lang: Lang = "zh") -> str:
    """Unit by unit, how many clusters they have together, as one `<svg>`; empty where no two units share a text."""
    pairs = _unit_pairs(clusters)
    if not pairs:
        return ""
    weight: Counter[str] = Counter()
    for (one, other), count in pairs.items():
        weight[one] += count
        weight[other] += count
    ranked = sorted(weight, key=lambda unit: (-weight[unit], unit))
    units, left_out = ranked[:MOST_UNITS], len(ranked) - MOST_UNITS
    most = max(pairs.values())
    labels = [_shortened(unit) for unit in units]
    margin = _LETTER * max(len(label) for label in labels) + 12
    side = margin + _CELL * len(units)
    parts = [
        _opening(
            side + 4,
            side + (24 if left_out > 0 else 4),
            Text("单位之间的雷同", "Copies among units").in_(lang),
        )
    ]
    for at, (unit, label) in enumerate(zip(units, labels, strict=True)):
        middle = margin + _CELL * at + _CELL / 2
        parts.append(_text(margin - 6, middle + 4, label, "end", unit))
        parts.append(_text(middle + 4, margin - 6, label, "start", unit, turned=True))
    for row, one in enumerate(units):
        for column, other in enumerate(units):
            count = pairs.get((min(one, other), max(one, other)), 0) if one != other else 0
            told = Text(f"{one} 与 {other}：{count} 组", f"{one} and {other}: {count}").in_(lang)
            parts.append(
                _cell(margin + _CELL * column, margin + _CELL * row, count, most, told, one == other)
            )
    if left_out > 0:
        said = Text(f"另有 {left_out} 个单位未画出", f"{left_out} more units are not drawn").in_(lang)
        parts.append(_text(margin, side + 18, said, "start", said))
    return "".join([*parts, "</svg>"])


def year_timeline(clusters: Sequence[CopyCluster], lang: Lang = "zh") -> str:
    """Years on a line with an arc for every two that share texts, as one `<svg>`; empty where no years do."""
    pairs = _year_pairs(clusters)
    if not pairs:
        return ""
    first, last = min(one for one, _ in pairs), max(other for _, other in pairs)
    years = range(first, last + 1)
    step, left = 70, 40
    reach = max(other - one for one, other in pairs)
    base = 30 + min(160, 26 + reach * step * 0.35)
    parts = [
        _opening(
            left * 2 + step * (len(years) - 1),
            base + 36,
            Text("年度之间的沿用", "Texts carried over the years").in_(lang),
        )
    ]
    parts.append(
        f'<line x1="{left}" y1="{base:g}" x2="{left + step * (len(years) - 1)}" y2="{base:g}" stroke="currentColor"/>'
    )
    most = max(pairs.values())
    for (one, other), count in sorted(pairs.items()):
        begin, end = left + step * (one - first), left + step * (other - first)
        height = min(160, 26 + (end - begin) * 0.35)
        told = Text(f"{other} 年沿用 {one} 年：{count} 组", f"{other} repeats {one}: {count}").in_(lang)
        parts.append(
            f'<path d="M{begin} {base:g} Q{(begin + end) / 2:g} {base - 2 * height:g} {end} {base:g}" fill="none" '
            f'stroke="{_HUE}" stroke-width="{1.5 + 4.5 * count / most:.1f}" stroke-opacity="0.75">'
            f"<title>{_safe(told)}</title></path>"
        )
        parts.append(_text((begin + end) / 2, base - height - 4, str(count), "middle", told))
    for year in years:
        at = left + step * (year - first)
        parts.append(f'<circle cx="{at}" cy="{base:g}" r="4" fill="currentColor"/>')
        parts.append(_text(at, base + 22, str(year), "middle", str(year)))
    return "".join([*parts, "</svg>"])


def _unit_pairs(clusters: Iterable[CopyCluster]) -> Counter[tuple[str, str]]:
    pairs: Counter[tuple[str, str]] = Counter()
    for cluster in clusters:
        if cluster.kind in ("units", "archive"):
            pairs.update(combinations(sorted({member.unit for member in cluster.members if member.unit}), 2))
    return pairs


def _year_pairs(clusters: Iterable[CopyCluster]) -> Counter[tuple[int, int]]:
    pairs: Counter[tuple[int, int]] = Counter()
    for cluster in clusters:
        if cluster.kind in ("years", "archive"):
            pairs.update(combinations(_years(cluster.members), 2))
    return pairs


def _years(members: Iterable[ClusterMember]) -> list[int]:
    return sorted({member.year for member in members if member.year is not None})


def _shortened(unit: str) -> str:
    return unit if len(unit) <= _LABEL else unit[: _LABEL - 1] + "…"


def _safe(words: str) -> str:
    """Submitted text inside markup: escaped, and nothing in it unseen."""
    return escape(loud(words))


def _opening(width: float, height: float, title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" font-size="12" aria-label="{escape(title)}"><title>{escape(title)}</title>'
    )


def _text(x: float, y: float, words: str, anchor: str, whole: str, *, turned: bool = False) -> str:
    turn = f' transform="rotate(-90 {x:g} {y:g})"' if turned else ""
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="currentColor"{turn}>{_safe(words)}'
        f"<title>{_safe(whole)}</title></text>"
    )


def _cell(x: float, y: float, count: int, most: int, told: str, own: bool) -> str:
    opacity = 0 if own or not count else 0.15 + 0.85 * count / most
    dark = opacity > 0.55
    number = (
        f'<text x="{x + _CELL / 2:g}" y="{y + _CELL / 2 + 4:g}" text-anchor="middle" font-size="11" '
        f'fill="{"#fff" if dark else "currentColor"}">{count}</text>'
        if count
        else ""
    )
    return (
        f'<g><title>{_safe(told)}</title><rect x="{x:g}" y="{y:g}" width="{_CELL - 2}" height="{_CELL - 2}" '
        f'fill="{_HUE}" fill-opacity="{opacity:.2f}" stroke="currentColor" '
        f'stroke-opacity="{0.08 if own else 0.25}"/>{number}</g>'
    )
