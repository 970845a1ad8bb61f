"""rules/README.md is what the rules say."""

from __future__ import annotations

from pathlib import Path

from gkcheck.testing.catalogue import builtin, catalogue


def test_catalogue_is_not_stale() -> None:
    path = Path(__file__).resolve().parents[2] / "rules" / "README.md"
    assert path.read_text(encoding="utf-8") == catalogue(builtin()), (
        "stale: python -m gkcheck.testing.catalogue > rules/README.md"
    )
