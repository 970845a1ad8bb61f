"""Patterns that are compiled late find what they would find at once: every match holds one of the words they need."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkcheck.language.pattern import Pattern

PACKAGES = ("answers", "claims", "demands", "known", "language", "readers", "similarity")


def _modules() -> Iterator[object]:
    for name in (*(f"gkcheck.{name}" for name in PACKAGES), "gkcheck_rules"):
        module = importlib.import_module(name)
        yield module
        for found in pkgutil.walk_packages(getattr(module, "__path__", ()), f"{name}."):
            yield importlib.import_module(found.name)


def _inside(value: object) -> Iterator[Pattern]:
    """The patterns of a value: itself, or what its tuples hold."""
    if isinstance(value, Pattern):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _inside(one)


def _patterns() -> dict[str, Pattern]:
    """The patterns with words they need, by name: constants, and what functions without parameters keep."""
    found: dict[str, Pattern] = {}
    for module in _modules():
        for name, value in vars(module).items():
            made: object = value
            if hasattr(value, "cache_info") and not inspect.signature(value).parameters:
                told = str(inspect.signature(value).return_annotation)
                made = value() if "Pattern" in told or "Sign" in told else None
            for at, pattern in enumerate(_inside(made)):
                if pattern.needs:
                    found[f"{getattr(module, '__name__', '')}.{name}.{at}"] = pattern
    return found


PATTERNS = _patterns()


def test_there_are_some() -> None:
    assert len(PATTERNS) > 20


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_what_a_pattern_needs_stands_in_all_it_finds(name: str) -> None:
    pattern = PATTERNS[name]
    plain = re.compile(pattern.pattern)
    words = sorted({*re.findall(r"[\u4e00-\u9fff]{2,}|[\u4e00-\u9fff]", pattern.pattern)})
    pieces = st.sampled_from([*words, *"1，。、；：:《》()的全", "12", "100%", "a"])

    @settings(max_examples=40)
    @given(st.lists(pieces, max_size=10).map("".join))
    def holds(text: str) -> None:
        assert plain.search(text) is None or any(word in text for word in pattern.needs)

    holds()


def test_it_is_used_as_a_compiled_pattern_is() -> None:
    late, plain = (
        Pattern(r"(?:按|如)期(?:完成|完工)", needs="按期 如期"),
        re.compile(r"(?:按|如)期(?:完成|完工)"),
    )
    for text in ("", "已完成", "如期完工，按期完成", "按期"):
        assert [one.span() for one in late.finditer(text)] == [one.span() for one in plain.finditer(text)]
        assert late.findall(text) == plain.findall(text)
        assert late.sub("。", text) == plain.sub("。", text)
        assert late.sub(re.Match.group, text) == plain.sub(re.Match.group, text)
        assert late.split(text) == plain.split(text)
        for way in ("search", "match", "fullmatch"):
            for places in ((), (5,), (5, 9)):
                mine, other = getattr(late, way)(text, *places), getattr(plain, way)(text, *places)
                assert (mine and mine.span()) == (other and other.span())
