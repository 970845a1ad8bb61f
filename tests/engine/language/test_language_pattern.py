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

PACKAGES = ("answers", "claims", "demands", "known", "language", "similarity")


def _modules() -> Iterator[object]:
    for name in PACKAGES:
        module = importlib.import_module(f"gkcheck.{name}")
        yield module
        for found in pkgutil.iter_modules(getattr(module, "__path__", ())):
            yield importlib.import_module(f"gkcheck.{name}.{found.name}")


def _patterns() -> dict[str, Pattern]:
    """The patterns with words they need, by name: constants, and what functions without parameters make."""
    found: dict[str, Pattern] = {}
    for module in _modules():
        for name, value in vars(module).items():
            made: object = value
            told = getattr(inspect.unwrap(value), "__annotations__", {}) if callable(value) else {}
            if told == {"return": "Pattern"}:
                made = value()
            if isinstance(made, Pattern) and made.needs:
                found[f"{getattr(module, '__name__', '')}.{name}"] = made
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
        for way in ("search", "match", "fullmatch"):
            for places in ((), (5,), (5, 9)):
                mine, other = getattr(late, way)(text, *places), getattr(plain, way)(text, *places)
                assert (mine and mine.span()) == (other and other.span())
