"""The plugin door: what a good plugin gets, and how each kind of broken one ends."""

from __future__ import annotations

import types
from collections.abc import Iterator
from importlib.metadata import EntryPoint

import pytest

import gkcheck
from gkcheck import Case, Context, Hit, Options, Outcome, Reading, Rule, Text, hookimpl, plugins
from gkcheck import rule as make_rule
from gkcheck.errors import PluginError


def some_rule(id: str = "ZZ01", name: str = "some-rule") -> Rule:
    @make_rule(id, name=name, title=Text(name, name), cases={"hit": Case("low", "weak", Text("话", "words"))})
    def judge(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
        yield Hit("hit")

    return judge


def plugin(**hooks: object) -> types.SimpleNamespace:
    return types.SimpleNamespace(**{name: hookimpl(hook) for name, hook in hooks.items()})


def test_rules_come_through_the_door_beside_ours() -> None:
    loaded = plugins.load([("mine", plugin(gkcheck_rules=lambda: [some_rule()]))])
    assert "ZZ01" in loaded.registry.rules
    assert "GK201" in loaded.registry.rules
    assert loaded.registry.owners["ZZ01"] == "mine"
    assert loaded.registry.owners["GK201"] == "builtin"


def test_duplicate_id_names_both_owners() -> None:
    with pytest.raises(PluginError) as error:
        plugins.load([("mine", plugin(gkcheck_rules=lambda: [some_rule("GK201", "other-name")]))])
    assert "builtin" in str(error.value) and "mine" in str(error.value)
    assert error.value.exit_code == 2


def test_duplicate_name_is_refused() -> None:
    with pytest.raises(PluginError, match="builtin"):
        plugins.load([("mine", plugin(gkcheck_rules=lambda: [some_rule("ZZ01", "reply-window")]))])


def test_misspelt_hook_is_refused() -> None:
    with pytest.raises(PluginError, match="gkcheck_rulez"):
        plugins.load([("mine", plugin(gkcheck_rulez=lambda: []))])


def test_forgotten_marker_is_refused() -> None:
    with pytest.raises(PluginError, match="hookimpl"):
        plugins.load([("mine", types.SimpleNamespace(gkcheck_rules=lambda: []))])


def test_broken_import_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = EntryPoint(name="broken", value="no_such_module_anywhere", group="gkcheck")
    real = plugins.entry_points(group="gkcheck")
    monkeypatch.setattr(plugins, "entry_points", lambda group: [*real, broken])
    with pytest.raises(PluginError, match="no_such_module_anywhere") as error:
        plugins.load()
    assert error.value.plugin == "broken"


def test_no_entry_points_is_no_clean_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "entry_points", lambda group: [])
    with pytest.raises(PluginError, match="没有找到任何规则"):
        plugins.load()


def test_raising_hook_is_named() -> None:
    def boom() -> list[Rule]:
        raise RuntimeError("no network")

    with pytest.raises(PluginError, match=r"mine.*no network"):
        plugins.load([("mine", plugin(gkcheck_rules=boom))])


@pytest.mark.parametrize("offer", [None, "GK", 3, [1], {"a": 1}])
def test_wrong_offers_are_refused(offer: object) -> None:
    with pytest.raises(PluginError, match="mine"):
        plugins.load([("mine", plugin(gkcheck_rules=lambda: offer))])


def test_reader_without_its_parts_is_refused() -> None:
    with pytest.raises(PluginError, match="accepts"):
        plugins.load([("mine", plugin(gkcheck_readers=lambda: [object()]))])


def test_front_door_gives_every_name_it_promises() -> None:
    for name in gkcheck.__all__:
        assert getattr(gkcheck, name) is not None
    with pytest.raises(AttributeError):
        getattr(gkcheck, "no_such_name")  # noqa: B009


def test_front_door_lists_agree() -> None:
    assert sorted(gkcheck.__all__) == sorted(["__version__", *gkcheck._WHERE])
