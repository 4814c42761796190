"""What should be reached by a day (进度计划).

Growth and other rates are never pro-rated: 9% for the year is 9% in March too, unless a table says otherwise.
What adds up, and a level on its way from a baseline, goes by one of the ways below. On the last day the target itself
is due, whatever the way.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol

from luoshi.calendar.period import Period
from luoshi.standing.aims import Aim, Nature

Day = datetime.date
ONE = datetime.timedelta(days=1)


class Counting(Protocol):
    """What is asked of a calendar: how many working days lie from one day to another, both included."""

    def count(self, first: Day, last: Day) -> int: ...


class Way(StrEnum):
    """How a target is approached, in the words of the page where one is chosen."""

    LINEAR = "按工作日均衡推进"
    TABLE = "分期目标"
    SEASONAL = "按上年同期进度"
    STEPS = "按节点"
    END = "到期一次比较"
    HOLD = "全年保持"


class Point(NamedTuple):
    """What is due by the end of a day: in the target's unit; for a seasonal way the share of the whole (0 to 1)."""

    day: Day
    value: float


@dataclass(frozen=True, slots=True)
class Trajectory:
    """A way from `start` to `due` (both included). points  of a table, a curve or steps, in the order of their days."""

    way: Way
    start: Day
    due: Day
    points: tuple[Point, ...] = ()
    days: tuple[Day, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.due < self.start:
            raise ValueError("完成时限早于起始日。")
        object.__setattr__(self, "points", tuple(sorted(Point(*p) for p in self.points)))
        object.__setattr__(self, "days", tuple(p.day for p in self.points))


def expected(aim: Aim, way: Trajectory, day: Day, calendar: Counting) -> float | None:
    """What should be reached at the end of `day`, in the target's unit; None where nothing is compared on that day:
    before the start, before the end of what is compared only then, or where a way has no beginning (no baseline)."""
    if day < way.start:
        return None
    if day >= way.due or way.way is Way.HOLD or aim.holds:
        return aim.goal
    if way.way is Way.END:
        return None
    if aim.base is None:
        return _as_such(aim, way, day)
    value = aim.base + (aim.goal - aim.base) * min(1.0, max(0.0, _share(aim, way, day, calendar)))
    return whole_part(aim, value)


def whole_part(aim: Aim, value: float) -> float:
    """Of things counted, only whole ones are asked for: with 1.9 of 5 due, one is."""
    if not aim.whole or aim.base is None or aim.nature is Nature.BUDGET:
        return value
    done = int(abs(value - aim.base) + 1e-9)
    return aim.base + (done if value >= aim.base else -done)


def elapsed(way: Trajectory, day: Day, calendar: Counting) -> float:
    """The share (0 to 1) of the working days from start to due that have passed at the end of `day`."""
    if day < way.start:
        return 0.0
    if day >= way.due:
        return 1.0
    whole = calendar.count(way.start, way.due)
    if whole == 0:  # a way that lies within a holiday
        return ((day - way.start).days + 1) / ((way.due - way.start).days + 1)
    return calendar.count(way.start, day) / whole


def curve(last_year: Iterable[tuple[Period, float]], start: Day, due: Day) -> tuple[Point, ...]:
    """Last year's way as shares of its whole, on the days of this year; () where it tells nothing.

    last_year  cumulative values by period; the last of them has to end its year. A correction downwards counts as a
    standstill, so that no month asks for less than the one before."""
    held = sorted((p.last, value, p) for p, value in last_year)
    if not held or (held[-1][0].month, held[-1][0].day) != (12, 31) or held[-1][1] <= 0:
        return ()
    total, reached, before, points = held[-1][1], 0.0, 0.0, []
    for last, value, period in held:
        reached = min(max(reached, value / total), 1.0)
        day = _this_year(period, last, due.year)
        if day < start:
            before = reached
        elif day <= due:
            points.append(Point(day, reached))
    # Of a way that is shorter than the year, what lies outside it counts for nothing.
    whole = points[-1].value - before if points else 0.0
    return tuple(Point(p.day, (p.value - before) / whole) for p in points) if whole > 0 else ()


def _this_year(period: Period, last: Day, year: int) -> Day:
    next_day = last + ONE
    if next_day.day == 1:  # the end of a month stays the end of a month
        return Day(year + (next_day.month == 1), next_day.month, 1) - ONE
    return Day(year, last.month, min(last.day, 28) if last.month == 2 else last.day)


def _share(aim: Aim, way: Trajectory, day: Day, calendar: Counting) -> float:
    """The share of the way from base to goal that is due by the end of the day."""
    if way.way is Way.LINEAR:
        return elapsed(way, day, calendar)
    base = aim.base or 0.0
    span = aim.goal - base
    if way.way is Way.SEASONAL:
        shares: Sequence[float] = [p.value for p in way.points]
    elif span:
        shares = [(p.value - base) / span for p in way.points]
    else:
        return 1.0
    if way.way is Way.STEPS:
        place = bisect_right(way.days, day)
        return shares[place - 1] if place else 0.0
    return _between(way, shares, day, calendar)


def _between(way: Trajectory, shares: Sequence[float], day: Day, calendar: Counting) -> float:
    """Between two points of a table or curve the working days count."""
    place = bisect_right(way.days, day)
    before, low = (way.days[place - 1], shares[place - 1]) if place else (way.start - ONE, 0.0)
    after, high = (way.days[place], shares[place]) if place < len(shares) else (way.due, 1.0)
    whole = calendar.count(before + ONE, after)
    part = calendar.count(before + ONE, day) / whole if whole else 1.0
    return low + (high - low) * part


def _as_such(aim: Aim, way: Trajectory, day: Day) -> float | None:
    """A rate, or a level without a baseline: the figure set for the stretch in which the day lies, never a part of it."""
    if way.way is Way.STEPS:
        place = bisect_right(way.days, day)
        return way.points[place - 1].value if place else None
    if way.way is Way.TABLE:
        place = bisect_left(way.days, day)
        return way.points[place].value if place < len(way.points) else aim.goal
    return aim.goal if aim.nature is not Nature.LEVEL else None
