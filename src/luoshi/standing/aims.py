"""A target as it is compared: of what nature it is, where it starts, when it is met.

A target's figures are those of the breakdown form (measure, op, value, value2, unit). Their nature decides how a
reading is compared with them, and the plan's words only propose it: 产值80亿元 adds up in the year, 贷款余额80亿元 is a stock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from luoshi.drafting.grammar import table as drafting_table
from luoshi.standing.figures import PERCENT, places_written
from luoshi.standing.grammar import table


class Nature(StrEnum):
    """How a target's readings behave, in the words of the page where a person may choose another."""

    AMOUNT = "累计量"  # adds up from nought: built, brought in, earned in the year
    LEVEL = "水平"  # a stock, rate, standard: from a baseline to the target, up or down
    GROWTH = "增速"  # cumulative growth on last year, compared as such
    FALL = "降幅"  # the same downwards; a reading of 5 is a fall by 5%
    CEILING = "上限"  # each reading at most so much
    BUDGET = "累计上限"  # the year's sum at most so much
    BAND = "区间"  # each reading between the two figures


RATES = frozenset({Nature.GROWTH, Nature.FALL})  # never pro-rated
LIMITS = frozenset({Nature.CEILING, Nature.BUDGET})  # less is better
_ABOUT = 0.05  # 左右: half of the last figure written, but never more than this share of the target


@dataclass(frozen=True, slots=True)
class Aim:
    """One target. value  what is to be reached (of a range its lower figure), value2  a range's upper figure;
    baseline  where a level stood before; whole  counted in whole things, so that parts of one are not asked for;
    allowed  by how much 左右 lets a reading stay below."""

    name: str
    nature: Nature
    value: float
    unit: str = ""
    op: str = ">="
    value2: float | None = None
    baseline: float | None = None
    whole: bool = field(default=False)
    allowed: float = field(init=False)
    down: bool = field(init=False)

    def __post_init__(self) -> None:
        low, high = sorted((self.value, self.value if self.value2 is None else self.value2))
        object.__setattr__(self, "value", low)
        object.__setattr__(self, "value2", None if self.value2 is None else high)
        object.__setattr__(self, "allowed", _allowed(low) if self.op == "~" else 0.0)
        down = self.nature in LIMITS or (self.nature is Nature.LEVEL and self.op == "<=")
        object.__setattr__(self, "down", down)

    @property
    def goal(self) -> float:
        """The figure that counts: of a range the lower one, of a range that limits the upper one."""
        if self.nature in LIMITS and self.value2 is not None:
            return self.value2
        return self.value

    @property
    def base(self) -> float | None:
        """Where the way begins: 0 for what adds up, the baseline of a level; None where there is no way to go."""
        if self.nature is Nature.AMOUNT or self.nature is Nature.BUDGET:
            return 0.0
        if self.nature is not Nature.LEVEL or self.baseline is None or self.met_by(self.baseline):
            return None
        return self.baseline

    @property
    def holds(self) -> bool:
        """Whether a level stood at its target before the way began, so that it only has to stay there."""
        return self.nature is Nature.LEVEL and self.baseline is not None and self.met_by(self.baseline)

    @property
    def in_points(self) -> bool:
        """Whether its readings are percents and differ by percentage points."""
        return self.nature in RATES or self.unit in PERCENT

    def met_by(self, value: float) -> bool:
        """Whether a reading satisfies the target as the year's end asks for it."""
        if self.nature is Nature.BAND and self.value2 is not None and value > self.value2 + _dust(self.value2):
            return False
        if self.down:
            return value <= self.goal + self.allowed + _dust(self.goal)
        return value >= self.goal - self.allowed - _dust(self.goal)


class Guess(NamedTuple):
    """What nature a target probably has, and why."""

    nature: Nature
    why: str


def nature_of(measure: str, op: str, unit: str, name: str, raw: str = "") -> Guess:
    """The nature that a target's words propose. measure, op, unit  as in the breakdown form; raw  its words."""
    if measure == "growth":
        return Guess(Nature.GROWTH, "同比增速指标，按累计增速比较")
    percent = unit in PERCENT
    if measure == "decrease":
        if percent:
            return Guess(Nature.FALL, "同比降幅指标，按累计降幅比较")
        return Guess(Nature.AMOUNT, "减少的数量逐步累计")
    if measure == "increase":
        if op == "<=":
            return Guess(Nature.BUDGET, "全年累计不得超过的数量")
        return Guess(Nature.AMOUNT, "年内新增（完成）的数量逐步累计")
    flows = measure == "level" and _flows(unit, name)
    less = ends_in(name, "less") or (unit == "类" and _any(name, tuple(table("natures")["less"]["classes"])))
    if less and op in ("=", "~") and not _any(raw, tuple(table("natures")["falling"]["words"])):
        return Guess(Nature.CEILING, "越低越好的指标，按上限比较")
    if op == "<=":
        if _any(raw, tuple(table("natures")["falling"]["words"])):
            return Guess(Nature.LEVEL, "由现有水平降到目标值")
        return Guess(Nature.BUDGET if flows else Nature.CEILING, "全年不得突破的上限")
    if flows:
        return Guess(Nature.AMOUNT, "年度总量从年初累计")
    if op == "range" and (measure == "share" or "/" in unit):
        return Guess(Nature.BAND, "须保持在规定区间内")
    return Guess(Nature.LEVEL, "存量或水平，与目标值直接比较；有基期数的按基期到目标值的进度比较")


def is_counted(unit: str, value: float) -> bool:
    """Whether the unit counts whole things (家, 个, 座), so that a part of one is none."""
    return unit in _counted() and float(value).is_integer()


def aim(
    name: str,
    measure: str,
    op: str,
    value: float,
    unit: str = "",
    value2: float | None = None,
    baseline: float | None = None,
    *,
    raw: str = "",
    nature: Nature | None = None,
) -> Aim:
    """The target of a plan as it is compared. nature  what a person chose; else what the words propose."""
    whole = is_counted(unit, value) and (baseline is None or float(baseline).is_integer())
    chosen = nature or nature_of(measure, op, unit, name, raw).nature
    return Aim(name, chosen, value, unit, op, value2, baseline, whole)


def ends_in(name: str, kind: str) -> bool:
    """Whether the name ends with one of the words of that table (flow, ramp, hold)."""
    return name.endswith(tuple(table("natures")[kind]["ends"]))


def ramps(aim: Aim) -> bool:
    """Whether a rate begins at nought each year and is worked up."""
    whole = aim.goal == 100 and aim.in_points and aim.name.endswith(tuple(table("natures")["ramp"]["whole"]))
    return whole or ends_in(aim.name, "ramp")


def is_harvest(name: str) -> bool:
    """Whether there is nothing of it before it is harvested."""
    return ends_in(name, "harvest") and _any(name, tuple(table("natures")["harvest"]["words"]))


def _flows(unit: str, name: str) -> bool:
    words = table("natures")
    if (
        "/" in unit
        or unit in PERCENT
        or unit in words["standard"]["units"]
        or _any(name, tuple(words["flow"]["stock"]))
    ):
        return False
    return unit in words["flow"]["units"] or ends_in(name, "flow")


def _any(text: str, words: tuple[str, ...]) -> bool:
    return any(w in text for w in words)


@cache
def _counted() -> frozenset[str]:
    whole_times = {"个工作日", "工作日", "天"}
    return frozenset(drafting_table("measures")["units"]["count"]) - {"倍", "成", "分", "万件", "亿件"} | whole_times


def _allowed(value: float) -> float:
    """What 左右 leaves open: half of the last figure written (3.7 → 0.05), never above the share _ABOUT of it."""
    places = places_written(value)
    last = 10.0**-places
    while places == 0 and value and value % (last * 10) == 0:
        last *= 10
    return min(last / 2, abs(value) * _ABOUT)


def _dust(value: float) -> float:
    return 1e-9 * max(1.0, abs(value))
