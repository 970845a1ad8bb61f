"""Template text: what a superior sent round for all to fill in, given or learnt, and how it is left out of a text.

What is left out is blind to small edits: short gaps between left-out runs belong to the template, and a sentence
nearly equal to one of the template's goes with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from gkcheck.similarity.passages import grams

RUN = 10  # letters that must stand together to belong to a template
GAP = 8  # letters between two such runs that were filled in or edited
SENTENCE = 12  # letters from which a whole sentence is compared
ALIKE = 80.0  # 0-100, from which a sentence is the template's, edited


class Template(NamedTuple):
    """Template text in comparison form: its runs of `RUN` letters, and its sentences."""

    runs: frozenset[str] = frozenset()
    sentences: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.runs)


NO_TEMPLATE = Template()


def template_of(sentences: Sequence[str]) -> Template:
    """The template made of these sentences, each in comparison form."""
    told = tuple(dict.fromkeys(one for one in sentences if len(one) >= RUN))
    return Template(frozenset().union(*(grams(one, RUN) for one in told)), told)


def learnt(
    texts: Sequence[str],
    bodies: Sequence[str],
    *,
    least: int,
    share: float,
    every: Collection[str] = frozenset(),
) -> Template:
    """What stands in the texts of at least `least` different bodies, and of at least this share (0-1) of them all.

    `bodies` says whose each text is, `every` who else reports; texts in comparison form. Empty where too few bodies
    report.
    """
    many = len({*bodies, *every})
    needed = max(least, -(-many * share // 1))
    if len(set(bodies)) < needed:
        return Template()
    seen: dict[str, set[str]] = defaultdict(set)
    for text, body in zip(texts, bodies, strict=True):
        for run in grams(text, RUN):
            seen[run].add(body)
    return Template(frozenset(run for run, whose in seen.items() if len(whose) >= needed))


def hidden_by(text: str, template: Template, sentences: Sequence[tuple[int, int]] = ()) -> bytearray:
    """For each letter of a text in comparison form, 1 where it is the template's; `sentences` are its own, by place."""
    hidden = bytearray(len(text))
    last = -1
    for at in range(len(text) - RUN + 1):
        if text[at : at + RUN] in template.runs:
            start = last if last >= 0 and at - last <= GAP else at
            hidden[start : at + RUN] = b"\x01" * (at + RUN - start)
            last = at + RUN
    if template.sentences:
        from rapidfuzz import fuzz, process

        for start, end in sentences:
            if end - start >= SENTENCE and not all(hidden[start:end]):
                near = process.extractOne(
                    text[start:end], template.sentences, scorer=fuzz.ratio, score_cutoff=ALIKE
                )
                if near is not None:
                    hidden[start:end] = b"\x01" * (end - start)
    return hidden
