"""Findings on targets: one target with two figures, strengths or units; targets that only one side names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from rapidfuzz import fuzz

from luoshi.drafting.checkup.layout import Layout, finding, is_master, number
from luoshi.drafting.checkup.measured import Measured, general, said
from luoshi.drafting.draft import Finding, Gravity, Passage
from luoshi.drafting.grammar import table

_SHOWN = 4  # passages that a finding shows at most
_MOST = 6  # so many targets that no annex takes up are too many, where they are most
_COMPARED = 200  # names that one is compared with at most


def findings(layout: Layout, measured: Sequence[Measured]) -> list[Finding]:
    """All findings on targets except those on who leads them."""
    groups: dict[tuple[str, str, str, frozenset[str]], list[Measured]] = defaultdict(list)
    for item in measured:
        if len(item.name) >= 3 and not general(item.name):
            groups[item.name, item.family, item.target.measure, item.limits].append(item)
    found = []
    for group in groups.values():
        for same in _by_stage(group) if len(group) > 1 else ():
            found.extend(_figures(layout, same))
    found.extend(_one_sided(layout, measured))
    return found


def _by_stage(group: list[Measured]) -> list[list[Measured]]:
    """Those of one stage together: 签约 30 is no other figure for 开工 20. Where all stages that are named are one, what
    names none belongs to it."""
    stages = {m.stage for m in group} - {""}
    if len(stages) <= 1:
        return [group]
    return [[m for m in group if m.stage == stage] for stage in sorted({m.stage for m in group})]


def _figures(layout: Layout, group: list[Measured]) -> list[Finding]:
    """One name, one kind of figure: are value, strength and unit the same everywhere?"""
    if len(group) < 2:
        return []
    if len({(round(m.value, 6), m.high) for m in group}) > 1:
        return _two_figures(layout, group)
    return [*_strengths(layout, group), *_units(layout, group)]


def _two_figures(layout: Layout, group: list[Measured]) -> list[Finding]:
    """Two places that have no figure in common contradict each other; one that tells more figures than another does not."""
    places: dict[tuple[str, str], dict[tuple[float, float | None], Measured]] = defaultdict(dict)
    for item in group:
        places[item.target.part, item.target.path].setdefault((round(item.value, 6), item.high), item)
    chosen: list[Measured] = []
    told: set[tuple[float, float | None]] = set()
    for values in places.values():
        if told.isdisjoint(values) and len(chosen) < _SHOWN:
            # 3个、180户 in one place: the one that is counted as elsewhere
            alike = [m for m in values.values() if any(m.target.unit == c.target.unit for c in chosen)]
            chosen.append(alike[0] if alike else next(iter(values.values())))
        told.update(values)
    if len(chosen) < 2:
        return []
    in_master = any(is_master(layout, m.target.part) for m in chosen)
    apart = group[0].target.measure == "increase" and not in_master
    growing = [any(w in m.target.raw for w in table("findings")["targets"]["growing"]) for m in chosen]
    if apart and any(growing) and not all(growing):
        return []
    advice = "请核定一个数；若为分项数，请写明所指" if apart else "请核定一个数"
    told_so = _told(layout, chosen)
    sentence = f"“{group[0].target.name}”前后数字不一：{told_so}，{advice}。"
    return [finding("target-conflict", sentence, _quoted(layout, chosen), "serious" if apart else "grave")]


def _strengths(layout: Layout, group: list[Measured]) -> list[Finding]:
    strengths: dict[str, list[Measured]] = defaultdict(list)
    for item in group:
        if item.strength:
            strengths[item.strength].append(item)
    if len(strengths) < 2:
        return []
    chosen = _first_of_each(strengths)
    sentence = f"“{group[0].target.name}”数字相同而力度不一：{_told(layout, chosen)}，请统一。"
    gravity: Gravity = "serious" if "~" in strengths or "<=" in strengths else "minor"
    return [finding("target-strength", sentence, _quoted(layout, chosen), gravity)]


def _units(layout: Layout, group: list[Measured]) -> list[Finding]:
    units: dict[str, list[Measured]] = defaultdict(list)
    for item in group:
        units[item.target.unit].append(item)
    if len(units) < 2 or group[0].family not in ("count", "people"):
        return []
    chosen = _first_of_each(units)
    used = "、".join(f"{_where(layout, m)}用“{m.target.unit}”" for m in chosen)
    sentence = f"“{group[0].target.name}”计数单位不一：{used}，请统一。"
    return [finding("target-unit", sentence, _quoted(layout, chosen))]


def _first_of_each(kinds: dict[str, list[Measured]]) -> list[Measured]:
    """One of each kind, in text order."""
    chosen = [items[0] for items in kinds.values()][:_SHOWN]
    return sorted(chosen, key=lambda m: m.target.source.start)


def _told(layout: Layout, chosen: list[Measured]) -> str:
    return "、".join(f"{_where(layout, m)}写“{_raw(m)}”" for m in chosen)


def _quoted(layout: Layout, chosen: Sequence[Measured]) -> list[Passage]:
    return [layout.quote(m.target.source.start, m.target.source.end) for m in chosen]


def _where(layout: Layout, item: Measured) -> str:
    return layout.label(item.target.part, item.target.path)


def _raw(item: Measured) -> str:
    raw = "".join(item.target.raw.split())
    return raw if len(raw) <= 30 else f"{number(item.target.value)}{item.target.unit}"


def _one_sided(layout: Layout, measured: Sequence[Measured]) -> list[Finding]:
    """Targets of the master plan that no annex takes up; objectives of an annex that the master plan lacks. Only
    annexes that are plans of their own answer for targets: not lists, tables, rules."""
    own = {t.part for t in layout.draft.tasks if layout.part_kind.get(t.part) == "annex"}
    master = [m for m in measured if is_master(layout, m.target.part)]
    annexes = [m for m in measured if not is_master(layout, m.target.part)]
    if not master or not annexes or not any(m.target.part in own for m in annexes):
        return []
    return [*_only_master(layout, master, annexes), *_only_annexes(layout, master, annexes)]


def _only_master(layout: Layout, master: list[Measured], annexes: list[Measured]) -> list[Finding]:
    """One finding a paragraph."""
    starts = [layout.part_span(p.id) for p in layout.draft.parts if not is_master(layout, p.id)]
    annex_text = "\n".join("".join(layout.text[a:b].split()) for a, b in starts)
    in_annexes = _Index(annexes)
    lacking: dict[int, list[Measured]] = defaultdict(list)
    seen: set[str] = set()
    for item in master:
        if item.name in seen or _of_another_time(item):
            continue
        seen.add(item.name)
        if not in_annexes.holds(item) and not _figure_in(item, annex_text):
            lacking[layout.paragraph_at(item.target.source.start)].append(item)
    count = sum(map(len, lacking.values()))
    if count >= _MOST and count > 0.6 * len(seen):
        return []  # the annexes are not there to take up this plan's targets
    found = []
    for items in lacking.values():
        names = "、".join(f"“{said(m)}”" for m in items)
        which = f"{_where(layout, items[0])}的指标{names}"
        each = "逐项" if len(items) > 1 else ""
        sentence = f"{which}在各附件中没有对应的指标，请在附件中{each}明确由哪项任务、哪个单位承接。"
        found.append(finding("target-only-master", sentence, _quoted(layout, items[:_SHOWN])))
    return found


def _of_another_time(item: Measured) -> bool:
    periods = table("findings")["targets"]["periods"]
    return any(limit.isdecimal() or limit in periods for limit in item.limits)


def _only_annexes(layout: Layout, master: list[Measured], annexes: list[Measured]) -> list[Finding]:
    in_master = _Index(master)
    lacking: dict[str, list[Measured]] = defaultdict(list)
    for item in annexes:
        # an annex's objectives stand outside its tasks
        if item.task is None and layout.part_kind.get(item.target.part) == "annex" and not in_master.holds(item):
            lacking[item.target.part].append(item)
    found = []
    for part, items in lacking.items():
        names = "、".join(dict.fromkeys(f"“{said(m)}”" for m in items[:5]))
        more = f"等{len(items)}项" if len(items) > 5 else ""
        sentence = f"{layout.label(part)}的目标{names}{more}在正文中没有提到，请确认是否写入正文。"
        found.append(finding("target-only-annex", sentence, _quoted(layout, items[:_SHOWN])))
    return found


class _Index:
    """Targets to look for likeness in, by the pairs of letters in their names and by their figures, so that each
    search meets few of them."""

    def __init__(self, items: Sequence[Measured]) -> None:
        self.names = {m.name for m in items}
        self.raws = {"".join(m.target.raw.split()) for m in items}
        self.by_pair: dict[str, list[Measured]] = defaultdict(list)
        self.by_value: dict[tuple[str, float], dict[str, Measured]] = defaultdict(dict)
        for item in {(m.name, m.family): m for m in items}.values():
            for pair in _pairs(item.name):
                self.by_pair[pair].append(item)
        for item in items:
            self.by_value[item.family, item.value].setdefault(item.name, item)

    def holds(self, item: Measured) -> bool:
        """Whether a target for the same thing, or something very like it, is there."""
        if item.name in self.names or "".join(item.target.raw.split()) in self.raws:
            return True
        same_value = self.by_value.get((item.family, item.value), {})
        if any(fuzz.ratio(item.name, name) >= 50 for name in list(same_value)[:_COMPARED]):
            return True
        shared: Counter[tuple[str, str]] = Counter()
        for pair in _pairs(item.name):
            for other in self.by_pair.get(pair, ())[:_COMPARED]:
                shared[other.name, other.family] += 1
        for (name, family), pairs in shared.items():
            if pairs >= 2 and family == item.family:
                short, long = sorted((item.name, name), key=len)
                # what a name is about stands at its end: 园区规上工业增加值 is a 规上工业增加值, 生产总值能耗 no 生产总值
                about = len(short) >= 3 and (long.endswith(short) or (short in long and len(short) >= 0.6 * len(long)))
                if about or fuzz.ratio(item.name, name) >= 72:
                    return True
        return False


def _pairs(name: str) -> set[str]:
    return {name[i : i + 2] for i in range(len(name) - 1)}


def _figure_in(item: Measured, text: str) -> bool:
    """Whether the annexes' text names both the thing and its figure close together, though no target was read there."""
    figure = number(item.target.value)
    at = text.find(item.name)
    while len(item.name) >= 4 and at >= 0:
        if figure in text[max(at - 20, 0) : at + len(item.name) + 20]:
            return True
        at = text.find(item.name, at + 1)
    return False
