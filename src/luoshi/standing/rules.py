"""By which rules a light is judged: conditions as data, dated and numbered, each with the sentence it comes from."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from luoshi.standing.readings import STRONGEST, Column


class Colour(StrEnum):
    """A light, in the one character that stands on screen."""

    RED = "红"
    YELLOW = "黄"
    GREEN = "绿"
    BLUE = "蓝"  # done
    GREY = "灰"  # not due, or nothing to judge by


SEVERITY = {Colour.RED: 3, Colour.YELLOW: 2, Colour.GREEN: 1, Colour.BLUE: 0, Colour.GREY: 0}


class On(StrEnum):
    """What a condition looks at. The unit of its figure stands behind."""

    BEHIND = "behind"  # behind what is due, points of the whole
    SHARE_SHORT = "share_short"  # percent of what is due that is missing: 1 - done/due
    USED = "used"  # a limit used up faster than time passes, points
    RATE = "rate"  # a rate below its figure, percentage points
    LEVEL = "level"  # a level short of its figure, percent of it
    BROKEN = "broken"  # a limit is passed
    OVERDUE = "overdue"  # past the due day and not done, days
    UNSTARTED = "unstarted"  # not begun, whole months
    LATE_STEPS = "late_steps"  # measures and milestones past their day, how many
    RED_TARGETS = "red_targets"  # targets of a task that are red, how many
    LAST_PLACE = "last_place"  # last in the ranking, periods in a row
    AGAIN = "again"  # the colour `of` in a row, this period included, periods
    SILENT = "silent"  # no new figure, periods


@dataclass(frozen=True, slots=True)
class Condition:
    """`colour` where what is looked at reaches `at` (`beyond`: exceeds it; 以上 reaches, 超过 exceeds).

    of  for AGAIN: the colour that repeats; places  for LAST_PLACE: how many places from the end count;
    source  the sentence of the plan; asks  what a person has still to settle before it counts; "" where nothing is open."""

    on: On
    colour: Colour
    at: float = 0.0
    beyond: bool = False
    of: Colour | None = None
    places: int = 1
    source: str = ""
    asks: str = ""

    def holds(self, figure: float) -> bool:
        """Whether a figure of the condition's own unit meets it. A gap of nought never does."""
        if figure > self.at + 1e-9:
            return True
        return not self.beyond and figure > 0 and figure >= self.at - 1e-9


@dataclass(frozen=True, slots=True)
class Rules:
    """One version of the rules of a plan. version  as it is quoted (“2026-1”); since  from which day it holds;
    columns  the figures it accepts, the strongest first; source  where it is laid down, "" for the usual ones."""

    version: str
    since: datetime.date
    conditions: tuple[Condition, ...]
    columns: tuple[Column, ...] = STRONGEST
    source: str = ""
    ordered: tuple[Condition, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        live = [c for c in self.conditions if not c.asks]
        # The gravest first, and of one colour the weightier figure: the reason told is the strongest that holds.
        live.sort(key=lambda c: (-SEVERITY[c.colour], _ORDER[c.on], -c.at))
        object.__setattr__(self, "ordered", tuple(live))

    @property
    def open_questions(self) -> tuple[Condition, ...]:
        """Conditions that count for nothing until a person settles them."""
        return tuple(c for c in self.conditions if c.asks)


_ORDER = {
    on: n
    for n, on in enumerate(
        (On.BROKEN, On.OVERDUE, On.UNSTARTED, On.BEHIND, On.SHARE_SHORT, On.USED, On.RATE, On.LEVEL, On.RED_TARGETS, On.LATE_STEPS, On.AGAIN, On.LAST_PLACE, On.SILENT)
    )
}  # fmt: skip


def usual(year: int, since: datetime.date | None = None, version: str = "") -> Rules:
    """The rules that hold where a plan lays down none. Few plans do; these are a proposal to be decided on."""
    red, yellow, grey = Colour.RED, Colour.YELLOW, Colour.GREY
    return Rules(
        version or f"{year}-1",
        since or datetime.date(year, 1, 1),
        (
            Condition(On.BROKEN, red),
            Condition(On.OVERDUE, red),
            Condition(On.UNSTARTED, red, 3),
            Condition(On.BEHIND, red, 15),
            Condition(On.BEHIND, yellow, 5),
            Condition(On.USED, yellow, 10),
            Condition(On.RATE, red, 3),
            Condition(On.RATE, yellow, 0),
            Condition(On.LEVEL, red, 10),
            Condition(On.LEVEL, yellow, 0),
            Condition(On.RED_TARGETS, yellow, 1),
            Condition(On.LATE_STEPS, yellow, 1),
            Condition(On.SILENT, grey, 4),
        ),
    )


def amended(
    rules: Rules, conditions: Iterable[Condition], version: str, since: datetime.date, source: str = ""
) -> Rules:
    """A new version: where a sentence of the plan speaks of something (of being behind, of what is not begun), its
    conditions take the place of the old ones of that colour; what it does not speak of stays.

    A plan that says when progress turns red by share of what is due thereby replaces the old red by points, and the
    other way round: two yardsticks for one thing would give two answers."""
    new = tuple(conditions)
    told = {(_subject(c.on), c.colour) for c in new if not c.asks and c.on is not On.AGAIN}
    kept = tuple(c for c in rules.conditions if (_subject(c.on), c.colour) not in told and c not in new)
    return replace(rules, version=version, since=since, conditions=kept + new, source=source or rules.source)


def in_force(versions: Iterable[Rules], day: datetime.date) -> Rules | None:
    """The version that holds on a day: the latest that has begun; None before the first."""
    begun = [r for r in versions if r.since <= day]
    return max(begun, key=lambda r: (r.since, r.version)) if begun else None


def _subject(on: On) -> str:
    return "progress" if on in (On.BEHIND, On.SHARE_SHORT) else on.value
