"""Rules by id, name or Chinese title, and the choice of which run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gkcheck.errors import PluginError, UsageError
from gkcheck.rule_definition import Rule
from gkcheck.text import Text

ALL = "ALL"


@dataclass(frozen=True)
class Registry:
    """All rules of a run in the order of their ids; `owners` says which plugin each came from."""

    rules: Mapping[str, Rule]
    owners: Mapping[str, str]

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules.values())

    def __len__(self) -> int:
        return len(self.rules)

    def find(self, word: str) -> Rule:
        """The rule with this id, name or title in any letter case; UsageError with a suggestion when none."""
        wanted = word.strip()
        for rule in self:
            if (
                wanted.upper() == rule.id
                or wanted.lower() == rule.name
                or wanted in (rule.title.zh, rule.title.en)
            ):
                return rule
        raise UsageError(_unknown(wanted, self))

    def matching(self, word: str) -> tuple[Rule, ...]:
        """The rules a selection word means: ALL, a rule, or a family or prefix such as GK2."""
        wanted = word.strip()
        if wanted.upper() == ALL:
            return tuple(self)
        family = tuple(rule for rule in self if rule.id.startswith(wanted.upper())) if wanted else ()
        return family or (self.find(wanted),)

    def select(self, select: Sequence[str] = (ALL,), ignore: Sequence[str] = ()) -> tuple[Rule, ...]:
        """The rules chosen; a more exact word wins over a family, as in ruff (ignore GK2, select GK201)."""
        chosen: dict[str, int] = {}
        for word in select:
            for rule in self.matching(word):
                chosen[rule.id] = max(chosen.get(rule.id, 0), self._weight(word, rule))
        for word in ignore:
            for rule in self.matching(word):
                if chosen.get(rule.id, -1) <= self._weight(word, rule):
                    chosen.pop(rule.id, None)
        return tuple(rule for rule in self if rule.id in chosen)

    @staticmethod
    def _weight(word: str, rule: Rule) -> int:
        wanted = word.strip().upper()
        if wanted == ALL:
            return 0
        return len(wanted) if rule.id.startswith(wanted) else len(rule.id)


def build(offered: Iterable[tuple[str, Sequence[object]]]) -> Registry:
    """A registry of what each plugin offers; a duplicate id or name is refused and names both owners."""
    rules: dict[str, Rule] = {}
    owners: dict[str, str] = {}
    names: dict[str, str] = {}
    for owner, offer in offered:
        for rule in offer:
            if not isinstance(rule, Rule):
                text = Text(
                    zh=f"插件 {owner} 交来的不是规则，而是 {type(rule).__name__}",
                    en=f"plugin {owner} offers a {type(rule).__name__}, not a rule",
                )
                raise PluginError(text, plugin=owner)
            first = owners.get(rule.id) or names.get(rule.name)
            if first is not None:
                text = Text(
                    zh=f"规则 {rule.id} {rule.name} 重复：插件 {first} 与插件 {owner} 都提供了它，请卸载其一或改编号",
                    en=f"rule {rule.id} {rule.name} is offered twice, by {first} and by {owner}: remove one or renumber it",
                )
                raise PluginError(text, plugin=owner)
            rules[rule.id] = rule
            owners[rule.id] = owner
            names[rule.name] = owner
    if not rules:
        text = Text(
            zh="没有找到任何规则：gkcheck 的安装不完整，请重新安装（pip install --force-reinstall gkcheck）",
            en="no rule was found: gkcheck is not installed whole; install it again (pip install --force-reinstall gkcheck)",
        )
        raise PluginError(text, plugin="gkcheck")
    return Registry(rules={id: rules[id] for id in sorted(rules)}, owners=owners)


def _unknown(word: str, registry: Registry) -> Text:
    from difflib import get_close_matches

    known = [name for rule in registry for name in (rule.id, rule.name, rule.title.zh)]
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    hint_zh = f"，是不是想写 {near[0]}？" if near else ""
    hint_en = f"; did you mean {near[0]}?" if near else ""
    return Text(
        zh=f"没有规则“{word}”{hint_zh}（gkcheck rules 列出全部规则）",
        en=f"no rule {word!r}{hint_en} (gkcheck rules lists them all)",
    )
