"""Finding, loading and verifying plugins: the built-in rules come in through the same door as anyone's."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import NamedTuple

import pluggy

from gkcheck import hookspecs
from gkcheck.errors import PluginError
from gkcheck.protocols import Reader, Writer
from gkcheck.registry import Registry, build
from gkcheck.text import Text

GROUP = "gkcheck"


class Plugins(NamedTuple):
    """What all plugins offer together; `names` are those loaded, in order."""

    registry: Registry
    readers: tuple[Reader, ...] = ()
    writers: tuple[Writer, ...] = ()
    names: tuple[str, ...] = ()


def load(extra: Sequence[tuple[str, object]] = ()) -> Plugins:
    """Loads every entry point of the group `gkcheck`, then `extra` (name, module or object).

    One hook implementation is called at a time, so that one that raises is named and none is lost.
    Raises PluginError when a plugin cannot be loaded, answers an unknown hook, raises, or duplicates a rule.
    """
    manager = pluggy.PluginManager("gkcheck")
    manager.add_hookspecs(hookspecs)
    for point in sorted(entry_points(group=GROUP), key=lambda one: (one.name != "builtin", one.name)):
        _register(manager, point.name, _loaded(point))
    for name, plugin in extra:
        _register(manager, name, plugin)
    _verify(manager)
    readers: list[Reader] = []
    writers: list[Writer] = []
    for owner, offer in _collect(manager, "gkcheck_readers"):
        for one in offer:
            if not isinstance(one, Reader):
                raise _incomplete(owner, one, "gkcheck_readers", ("name", "suffixes", "accepts", "read"))
            readers.append(one)
    for owner, offer in _collect(manager, "gkcheck_writers"):
        for one in offer:
            if not isinstance(one, Writer):
                raise _incomplete(owner, one, "gkcheck_writers", ("name", "suffixes", "write"))
            writers.append(one)
    names = tuple(name for name, _ in manager.list_name_plugin())
    return Plugins(
        registry=build(_collect(manager, "gkcheck_rules")),
        readers=tuple(readers),
        writers=tuple(writers),
        names=names,
    )


def _loaded(point: EntryPoint) -> object:
    try:
        plugin: object = point.load()
    except Exception as error:
        text = Text(
            zh=f"插件 {point.name}（{point.value}）装入失败：{type(error).__name__}: {error}；请修复或卸载它",
            en=f"plugin {point.name} ({point.value}) cannot be loaded: {type(error).__name__}: {error}; mend or remove it",
        )
        raise PluginError(text, plugin=point.name) from error
    return plugin


def _register(manager: pluggy.PluginManager, name: str, plugin: object) -> None:
    try:
        manager.register(plugin, name=name)
    except (ValueError, pluggy.PluginValidationError) as error:
        text = Text(zh=f"插件 {name} 不能登记：{error}", en=f"plugin {name} cannot be registered: {error}")
        raise PluginError(text, plugin=name) from error
    if not manager.get_hookcallers(plugin):
        text = Text(
            zh=f"插件 {name} 什么也没有提供：钩子函数要叫 gkcheck_rules 等，并加上 @gkcheck.hookimpl",
            en=f"plugin {name} offers nothing: name its hooks gkcheck_rules and so on, and mark them @gkcheck.hookimpl",
        )
        raise PluginError(text, plugin=name)


def _verify(manager: pluggy.PluginManager) -> None:
    try:
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        name = manager.get_name(error.plugin) or "?"
        text = Text(
            zh=f"插件 {name} 实现了不存在的钩子：{error}（已有 gkcheck_rules、gkcheck_readers、gkcheck_writers）",
            en=f"plugin {name} answers a hook that does not exist: {error} "
            "(there are gkcheck_rules, gkcheck_readers, gkcheck_writers)",
        )
        raise PluginError(text, plugin=name) from error


def _collect(manager: pluggy.PluginManager, hook: str) -> list[tuple[str, Sequence[object]]]:
    caller: pluggy.HookCaller = getattr(manager.hook, hook)
    collected: list[tuple[str, Sequence[object]]] = []
    for implementation in caller.get_hookimpls():
        name = implementation.plugin_name
        try:
            offer: object = implementation.function()
        except Exception as error:
            text = Text(
                zh=f"插件 {name} 的 {hook} 出错：{type(error).__name__}: {error}",
                en=f"{hook} of plugin {name} raised {type(error).__name__}: {error}",
            )
            raise PluginError(text, plugin=name) from error
        if not isinstance(offer, Sequence) or isinstance(offer, str):
            text = Text(
                zh=f"插件 {name} 的 {hook} 应交回一个列表，实际是 {type(offer).__name__}",
                en=f"{hook} of plugin {name} must return a list, not {type(offer).__name__}",
            )
            raise PluginError(text, plugin=name)
        collected.append((name, offer))
    return collected


def _incomplete(owner: str, one: object, hook: str, parts: Sequence[str]) -> PluginError:
    text = Text(
        zh=f"插件 {owner} 的 {hook} 交来的 {type(one).__name__} 不全，应有 {'、'.join(parts)}",
        en=f"{type(one).__name__} from {hook} of plugin {owner} is incomplete, it needs {', '.join(parts)}",
    )
    return PluginError(text, plugin=owner)
