"""The unit directory: every unit that duties and task forces name, once, with its other names.

Names of one key (`unit_names`) are one unit without question. What the tables do not settle is compared for
likeness: typing variants, shorter forms with the letters in order, a compound bureau named by half. Those
merges are proposed, with their evidence, for a person to confirm.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from luoshi.drafting.draft import Alias, Draft, Source, Unit
from luoshi.drafting.unit_blocks import Blocks
from luoshi.drafting.unit_likeness import Likeness, like
from luoshi.drafting.unit_mentions import Named, unit_mentions
from luoshi.drafting.unit_names import (
    Home,
    UnitName,
    grammar,
    home_of,
    is_open_class,
    plain,
    read_name,
)
from luoshi.reading.document import Document


@dataclass(slots=True)
class _Group:
    """Names of one key. likeness  set where the group was joined to another by likeness."""

    names: list[UnitName]
    count: int
    likeness: Likeness | None = None
    joined: list[_Group] = field(default_factory=list)

    @property
    def head(self) -> UnitName:
        return self.names[0]


def directory(document: Document, draft: Draft) -> tuple[Unit, ...]:
    """All units of the draft in the order of their first mention, each with aliases and duties.

    An alias with `proposed` is merged here too; who refuses it splits it off again. Classes (各镇) are units of
    their own with `open_class`, equal only to themselves.
    """
    mentions = unit_mentions(document, draft)
    counts = Counter(named.name for named in mentions)
    named_as: dict[str, list[Named]] = defaultdict(list)
    for named in mentions:
        named_as[named.name].append(named)
    home = home_of((draft.document.issuer, draft.document.title), counts)
    order = {written: i for i, written in enumerate(counts)}
    units: list[tuple[int, Unit]] = []
    closed: list[UnitName] = []
    classes: dict[str, list[str]] = defaultdict(list)
    for written in counts:
        if is_open_class(written):
            classes[plain(written)].append(written)
        else:
            closed.append(read_name(written, home))
    for spellings in classes.values():
        spellings.sort(key=lambda w: (-counts[w], order[w]))
        aliases = [_alias(w, "空格或标点写法不同", 1.0, False, named_as) for w in spellings[1:]]
        units.append((min(order[w] for w in spellings), _unit(spellings[0], spellings, aliases, named_as)))
    for group in _groups(closed, counts, home):
        names = [n for g in (group, *group.joined) for n in g.names]
        shown = _shown(group, counts)
        aliases = []
        for part in (group, *group.joined):
            for name in part.names:
                if name is not shown:
                    aliases.append(_explained(name, shown, part.likeness, named_as))
        written_names = [n.written for n in names]
        first = min(order[w] for w in written_names)
        units.append((first, _unit(shown.written, written_names, aliases, named_as)))
    units.sort(key=lambda pair: pair[0])
    return tuple(unit for _, unit in units)


def _unit(shown: str, names: Sequence[str], aliases: Sequence[Alias], named_as: dict[str, list[Named]]) -> Unit:
    """Every duty of every name; a unit is mentioned once a duty."""
    owed = tuple(named.duty for n in names for named in named_as[n])
    ranked = sorted(aliases, key=lambda a: (-a.count, a.name))
    return Unit(shown, len(owed), tuple(ranked), owed, _first(named_as[shown]), is_open_class(shown))


def _first(mentions: Sequence[Named]) -> Source:
    """Where a name stands first in the text."""
    return min((named.source for named in mentions), key=lambda source: source.start)


def _alias(name: str, evidence: str, certainty: float, proposed: bool, named_as: dict[str, list[Named]]) -> Alias:
    return Alias(name, evidence, certainty, proposed, len(named_as[name]), _first(named_as[name]))


def _shown(group: _Group, counts: Counter[str]) -> UnitName:
    """The fullest usual name: the most frequent, then the longest; one without brackets and likeness before others."""
    return max(
        group.names,
        key=lambda n: (not n.look, not n.seconds and n.written == n.plain, counts[n.written], len(n.plain)),
    )


def _groups(names: Sequence[UnitName], counts: Counter[str], home: Home) -> list[_Group]:
    """Group by key and level, put bare names to their only level, then join what is alike."""
    by_key: dict[tuple[str, tuple[str, ...]], list[UnitName]] = defaultdict(list)
    levels: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in names:
        if name.level not in levels[name.key]:
            levels[name.key].append(name.level)
        by_key[name.level, name.key].append(name)
    for key, found in levels.items():
        if "" in found and len(found) > 1:
            others = [level for level in found if level]
            level = home.level if home.level in others else others[0]
            if level == home.level or len(others) == 1:
                by_key[level, key].extend(by_key.pop(("", key)))
    groups = [_Group(members, sum(counts[n.written] for n in members)) for members in by_key.values()]
    groups.sort(key=lambda g: -g.count)
    return _join(groups, home)


def _join(groups: list[_Group], home: Home) -> list[_Group]:
    """Join each group to the more frequent one that it is like; ambiguous likeness joins nothing."""
    seconds: dict[str, set[int]] = defaultdict(set)
    for i, group in enumerate(groups):
        for name in group.names:
            for second in name.seconds:
                seconds[second].add(i)
    blocks = Blocks([group.names for group in groups], [group.count for group in groups], home)
    joined: dict[int, int] = {}

    def root(i: int) -> int:
        while i in joined:
            i = joined[i]
        return i

    for i, group in enumerate(groups):
        found: dict[int, Likeness] = {}
        for j in blocks.near(i):  # groups are sorted: likeness goes towards the more frequent
            likeness = like(group.names, group.count, groups[j].names, groups[j].count, home)
            if likeness is not None:
                found[root(j)] = max(found.get(root(j), likeness), likeness, key=lambda x: x.certainty)
        holders = {j for n in group.names for j in seconds.get(n.plain, ()) if root(j) != root(i)}
        if not found and len(holders) == 1:
            j = next(iter(holders))
            found[root(j)] = Likeness(f"挂牌机构：“{groups[j].head.base}”的括号里写着“{group.head.plain}”", 0.7)
        if found:
            best = max(x.certainty for x in found.values())
            targets = [j for j, x in found.items() if x.certainty == best and j != i]
            if len(targets) == 1:
                joined[i] = targets[0]
                group.likeness = found[targets[0]]
    result = []
    for i, group in enumerate(groups):
        if i not in joined:
            result.append(group)
    for i in joined:
        groups[root(i)].joined.append(groups[i])
    return result


def _explained(name: UnitName, shown: UnitName, likeness: Likeness | None, named_as: dict[str, list[Named]]) -> Alias:
    return _alias(name.written, *_evidence(name, shown, likeness), named_as)


def _evidence(name: UnitName, shown: UnitName, likeness: Likeness | None) -> tuple[str, float, bool]:
    """Why a name is taken for the shown one, how sure, and whether a person should look."""
    if likeness is not None:
        return likeness.evidence, likeness.certainty, True
    if name.look != shown.look:
        return f"可能是同一单位的不同叫法：{shown.base}→{name.base}", 0.7, True
    if name.plain == shown.plain:
        return "空格或标点写法不同", 1.0, False
    if name.base == shown.base:
        inner = "、".join(name.seconds or shown.seconds)
        return f"括号内为挂牌或内设机构：{inner}", 0.95, False
    if ("分局" in name.base) != ("分局" in shown.base):
        return f"分局与局：{shown.base}→{name.base}", 0.8, True
    if name.written != name.plain and not name.seconds:
        return f"空格或分写不同：{shown.base}→{name.written}", 0.95, False
    if name.core == shown.core:
        return f"省写地名或层级：{shown.base}→{name.base}", 0.95, False
    first, second = _without_ending(shown.core, name.core)
    return (f"简称：{first}→{second}" if len(first) >= len(second) else f"全称：{first}→{second}"), 0.95, False


def _without_ending(a: str, b: str) -> tuple[str, str]:
    """Both cores without the ending that they share (局, 中心), where enough is left to read."""
    for ending in sorted(grammar()["kinds"]["words"], key=len, reverse=True):
        if a.endswith(ending) and b.endswith(ending) and min(len(a), len(b)) >= len(ending) + 2:
            return a[: -len(ending)], b[: -len(ending)]
    return a, b


def names_of(units: Iterable[Unit]) -> dict[str, Unit]:
    """Every written name (shown names and aliases) and the unit it stands for."""
    return {name: unit for unit in units for name in (unit.name, *(a.name for a in unit.aliases))}
