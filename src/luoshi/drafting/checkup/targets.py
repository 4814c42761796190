"""Findings on targets: one target with two figures, strengths or units; targets that only one side names."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from luoshi.drafting.checkup.layout import Layout, finding, is_master, number
from luoshi.drafting.draft import Finding, Target, Task
from luoshi.drafting.grammar import table

_QUOTES = str.maketrans("", "", "“”\"'‘’《》〈〉·•")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_CLAUSE_END = re.compile(r"[。；;，,\n]")
_SHOWN = 4  # passages that a finding shows at most
_COMPARED = 200  # names that one is compared with at most


@dataclass(frozen=True, slots=True)
class Measured:
    """A target made comparable. name  normalised; family, value, high  of its unit, in the family's base unit;
    strength  by the words in its text (">=", "<=", "~", "="); period  words that limit it in time; task  where it stands."""

    target: Target
    name: str
    family: str
    value: float
    high: float | None
    strength: str
    period: frozenset[str]
    task: Task | None


@lru_cache(maxsize=8192)
def normal_name(name: str) -> str:
    """What is measured, without whose, when, verbs and spelling: 全区新增规模以上工业企业数 → 规上工业企业."""
    words = table("findings")["targets"]
    text = "".join(unicodedata.normalize("NFKC", name).translate(_QUOTES).split())
    text = re.sub(r"^(?:19|20)\d\d年|\([^()]*\)$", "", text)
    for several, one in words["same"]:
        text = text.replace(several, one)
    changed = True
    while changed:
        changed = False
        for word in words["before"]:
            if "→" in word:
                long, short = word.split("→")
                if text.startswith(long):
                    text, changed = short + text[len(long) :], True
            elif text.startswith(word) and len(text) - len(word) >= 2:
                text, changed = text[len(word) :], True
        for word in words["after"]:
            if text.endswith(word) and len(text) - len(word) >= 3:
                text, changed = text[: -len(word)], True
    return text.strip("的和、")


def measure_up(layout: Layout) -> list[Measured]:
    """All targets with a usable figure and name."""
    words = table("findings")["targets"]
    families = words["families"]
    of_time = re.compile("|".join(map(re.escape, words["periods"])))
    of_strength = re.compile("|".join(re.escape(w) for signs in words["strength"].values() for w in signs))
    result = []
    for target in layout.draft.targets:
        name = normal_name(target.name)
        try:
            value = float(target.value)
            high = None if target.value2 is None else float(target.value2)
        except (TypeError, ValueError):
            continue
        if not name or not math.isfinite(value):
            continue
        unit = "".join(unicodedata.normalize("NFKC", target.unit).split())
        family, factor = families.get(unit, (unit, 1.0))
        start, end = layout.span(target.source.start, target.source.end)
        before = layout.text[max(start - 40, 0) : start]
        clause = _CLAUSE_END.split(before)[-1] + layout.text[start:end]
        period = {w for w in words["periods"] if w in clause} if of_time.search(clause) else set()
        period.update(y for y in _YEAR.findall(clause) if y != str(layout.draft.document.year))
        strength = "="
        for sign, signs in words["strength"].items() if of_strength.search(target.raw) else ():
            if any(w in target.raw for w in signs):
                strength = sign
        result.append(
            Measured(
                target,
                name,
                family,
                value * factor,
                None if high is None else high * factor,
                strength,
                frozenset(period),
                layout.task_at(start),
            )
        )
    return result


def findings(layout: Layout, measured: Sequence[Measured]) -> list[Finding]:
    """All findings on targets except those on who leads them."""
    groups: dict[tuple[str, str, str, frozenset[str]], list[Measured]] = defaultdict(list)
    general = set(table("findings")["targets"]["general"])
    for item in measured:
        if item.name not in general and len(item.name) >= 3:
            groups[item.name, item.family, item.target.measure, item.period].append(item)
    found = []
    for group in groups.values():
        if len(group) > 1:
            found.extend(_figures(layout, group))
    found.extend(_one_sided(layout, measured))
    return found


def _figures(layout: Layout, group: list[Measured]) -> list[Finding]:
    """One name, one kind of figure: are value, strength and unit the same everywhere?"""
    places = {(m.target.part, m.target.path) for m in group}
    values: dict[tuple[float, float | None], list[Measured]] = defaultdict(list)
    for item in group:
        values[round(item.value, 6), item.high].append(item)
    name = group[0].target.name
    if len(values) > 1:
        if len(places) < 2:
            return []
        chosen = _spread(list(values.values()))
        said = "、".join(f"{_where(layout, m)}写“{_said(m)}”" for m in chosen)
        in_master = any(is_master(layout, m.target.part) for m in chosen)
        apart = group[0].target.measure == "increase" and not in_master
        growing = [any(w in m.target.raw for w in table("findings")["targets"]["growing"]) for m in chosen]
        if apart and any(growing) and not all(growing):
            return []
        advice = "请核定一个数；若为分项数，请写明所指" if apart else "请核定一个数"
        return [
            finding(
                "target-conflict",
                f"“{name}”前后数字不一：{said}，{advice}。",
                [layout.quote(m.target.source.start, m.target.source.end) for m in chosen],
                "serious" if apart else "grave",
            )
        ]
    found = []
    strengths: dict[str, list[Measured]] = defaultdict(list)
    for item in group:
        strengths[item.strength].append(item)
    if len(strengths) > 1:
        chosen = _spread(list(strengths.values()))
        said = "、".join(f"{_where(layout, m)}写“{_said(m)}”" for m in chosen)
        found.append(
            finding(
                "target-strength",
                f"“{name}”数字相同而力度不一：{said}，请统一。",
                [layout.quote(m.target.source.start, m.target.source.end) for m in chosen],
                "serious" if "~" in strengths or "<=" in strengths else "minor",
            )
        )
    units: dict[str, list[Measured]] = defaultdict(list)
    for item in group:
        units[item.target.unit].append(item)
    if len(units) > 1 and group[0].family in ("count", "people"):
        chosen = _spread(list(units.values()))
        said = "、".join(f"{_where(layout, m)}用“{m.target.unit}”" for m in chosen)
        found.append(
            finding(
                "target-unit",
                f"“{name}”计数单位不一：{said}，请统一。",
                [layout.quote(m.target.source.start, m.target.source.end) for m in chosen],
            )
        )
    return found


def _spread(lists: list[list[Measured]]) -> list[Measured]:
    """One of each kind, the rarest kind first told against the others, in text order."""
    chosen = [items[0] for items in lists][:_SHOWN]
    return sorted(chosen, key=lambda m: m.target.source.start)


def _where(layout: Layout, item: Measured) -> str:
    return layout.label(item.target.part, item.target.path)


def _said(item: Measured) -> str:
    raw = "".join(item.target.raw.split())
    return raw if len(raw) <= 30 else f"{number(item.target.value)}{item.target.unit}"


def _one_sided(layout: Layout, measured: Sequence[Measured]) -> list[Finding]:
    """Targets of the master plan that no annex takes up; objectives of an annex that the master plan lacks."""
    master = [m for m in measured if is_master(layout, m.target.part)]
    annexes = [m for m in measured if not is_master(layout, m.target.part)]
    if not master or not annexes:
        return []
    starts = [layout.part_span(p.id) for p in layout.draft.parts if not is_master(layout, p.id)]
    annex_text = "\n".join("".join(layout.text[a:b].split()) for a, b in starts)
    in_annexes, in_master = _Index(annexes), _Index(master)
    found = []
    seen: set[str] = set()
    for item in master:
        if item.name in seen or item.period:
            continue
        seen.add(item.name)
        if not in_annexes.holds(item) and not _figure_in(item, annex_text):
            found.append(
                finding(
                    "target-only-master",
                    f"正文指标“{_said(item)}”在各附件中没有对应的指标，请在附件中明确由哪项任务、哪个单位承接。",
                    [layout.quote(item.target.source.start, item.target.source.end)],
                )
            )
    lacking: dict[str, list[Measured]] = defaultdict(list)
    for item in annexes:
        # an annex's objectives stand outside its tasks
        if item.task is None and layout.part_kind.get(item.target.part) == "annex" and not in_master.holds(item):
            lacking[item.target.part].append(item)
    for part, items in lacking.items():
        names = "、".join(dict.fromkeys(f"“{_said(m)}”" for m in items[:5]))
        more = f"等{len(items)}项" if len(items) > 5 else ""
        found.append(
            finding(
                "target-only-annex",
                f"{layout.label(part)}的目标{names}{more}在正文中没有提到，请确认是否写入正文。",
                [layout.quote(m.target.source.start, m.target.source.end) for m in items[:_SHOWN]],
            )
        )
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
