"""The hooks a plugin may answer. Called once at the start, to collect; the engine runs its own loop."""

from __future__ import annotations

from collections.abc import Sequence

import pluggy

from gkcheck.protocols import Reader, Writer
from gkcheck.rule_definition import Rule

hookspec = pluggy.HookspecMarker("gkcheck")
hookimpl = pluggy.HookimplMarker("gkcheck")


@hookspec
def gkcheck_rules() -> Sequence[Rule]:  # type: ignore[empty-body]  # a specification has no body
    """The rules of a plugin."""


@hookspec
def gkcheck_readers() -> Sequence[Reader]:  # type: ignore[empty-body]
    """The readers of a plugin."""


@hookspec
def gkcheck_writers() -> Sequence[Writer]:  # type: ignore[empty-body]
    """The writers of a plugin."""
