"""The options that name what reports are compared with: tables of former years, template text, an archive."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from gkcheck.cli.speaking import option
from gkcheck.text import Text

if TYPE_CHECKING:
    from gkcheck.config import Config


class CompareWishes(NamedTuple):
    """What was typed about comparing; empty where nothing was."""

    previous: tuple[str, ...]
    template: tuple[str, ...]
    archive: str | None

    def over(self, config: Config) -> Config:
        """The configuration with what was typed in place of what it says."""
        wishes = (("previous", self.previous), ("template_files", self.template), ("archive", self.archive))
        typed = {name: value for name, value in wishes if value}
        return (
            config.model_copy(update={"copies": config.copies.model_copy(update=typed)}) if typed else config
        )


def compare_options(command: Callable[..., int]) -> Callable[..., int]:
    """Adds the options; the command gets them as one `compared`."""

    @functools.wraps(command)
    def packed(
        *args: object,
        previous: tuple[str, ...],
        template: tuple[str, ...],
        archive: str | None,
        **rest: object,
    ) -> int:
        return command(*args, compared=CompareWishes(previous, template, archive), **rest)

    decorated: Callable[..., int] = packed
    for add in (
        option(
            "--archive",
            metavar="ARCHIVE",
            text=Text(
                "在档案库里查雷同（gkcheck archive）", "look reports up in an archive (gkcheck archive)"
            ),
        ),
        option(
            "--template",
            multiple=True,
            metavar="FILE",
            text=Text(
                "上级下发的范文，不算雷同；可重复", "model text given to all, never a copy; repeatable"
            ),
        ),
        option(
            "--previous",
            multiple=True,
            metavar="FILE",
            text=Text("上年的表，查沿用；可重复", "last year's table, to compare with; repeatable"),
        ),
    ):
        decorated = add(decorated)
    return decorated
