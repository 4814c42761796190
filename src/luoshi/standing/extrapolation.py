"""Where a course will end: simple ways that a person can follow with a pocket calculator.

- sums with earlier years   what is done, and of what remained last year the same, times the growth so far, damped while
                            little of the year has passed
- sums alone                what is done, and for the days left the mean of the year's pace and of its newest part
- growth                    the cumulative rate stays: each month weighs less than all before it
- levels                    the last figure, and half of its drift for the time left

The spread is that of the course's own steps: how unevenly it went says how surely it will go on.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from luoshi.standing.aims import RATES, Nature
from luoshi.standing.course import Course, by_month, share_done, share_passed
from luoshi.standing.trajectory import Counting

SUMS = (Nature.AMOUNT, Nature.BUDGET)
FEWEST = 3  # figures below which nothing is said
EARLY = 0.06  # share of the year's days, or of earlier years' work, below which nothing is said
_SETTLES = 0.1  # where this share of the year's work is done, half of the growth so far is carried on
_DRIFT = 0.5
_RECENT = 3  # so many of the newest steps make the newest pace

# Steps are not independent: a weak month is followed by another. Widths grow by sqrt((1 + r) / (1 - r)), for rates with
# a likeness r of one month to the next of a half, for levels of a third.
_LASTS, _WANDERS = math.sqrt(3), math.sqrt(2)

# One-sided 90% quantiles of Student's t for 1, 2, 3 … degrees of freedom: both sides together leave 20% outside.
_T = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356, 1.350, 1.345, 1.341)


class Estimate(NamedTuple):
    """value  where it ends; by  the way in words; left  the share of the work or time that is left (0 to 1)."""

    value: float
    by: str
    left: float


def student(freedom: int) -> float:
    """How many spreads wide an 80% range is on each side, the wider the fewer figures it rests on."""
    if freedom < 1:
        return _T[0] * 2
    return _T[freedom - 1] if freedom <= len(_T) else 1.282 + 0.9 / freedom


def estimate(nature: Nature, now: Course, past: Sequence[Course], calendar: Counting) -> Estimate | None:
    """Where the course ends by its nature's way; None where there is too little to say."""
    if not now.points or now.points[-1].day >= now.due:
        return None
    day, value = now.points[-1]
    passed = share_passed(now, day, calendar)
    if nature in SUMS:
        done = share_done(past, now, day, calendar)
        if done is not None and done >= EARLY and value > 0:
            return _by_earlier_years(now, past, done)
        if done is not None or len(now.points) < FEWEST or passed < EARLY or value <= 0:
            return None
        return _by_pace(now, passed, calendar)
    if len(now.points) < (2 if nature in RATES and past else FEWEST) or passed < EARLY:
        return None
    if nature in RATES:
        return Estimate(value, "按累计增速延续推算" if nature is Nature.GROWTH else "按累计降幅延续推算", 1 - passed)
    return _by_drift(now, passed, calendar)


def spread(nature: Nature, now: Course, past: Sequence[Course], calendar: Counting) -> float | None:
    """Half the width of the 80% range by the unevenness of the course's own steps; None with too few of them."""
    told = by_month(now)
    if len(told.points) < FEWEST:
        return None
    weights, changes = _steps(nature, told, past, calendar)
    if len(weights) < 2 or sum(weights) <= 0:
        return None
    whole = sum(weights)
    mean = sum(changes) / whole
    uneven = sum((c - mean * w) ** 2 / w for c, w in zip(changes, weights, strict=True)) / (len(weights) - 1)
    passed = share_passed(told, told.points[-1].day, calendar)
    left = 1 - (share_done(past, told, told.points[-1].day, calendar) or passed) if nature in SUMS else 1 - passed
    left = min(1.0, max(0.0, left))
    # What the days left will bring by chance, and how surely the mean so far is known.
    carried = 1.0 if nature in SUMS or nature in RATES else _DRIFT
    width = student(len(weights) - 1) * math.sqrt(uneven * (left + carried * left * left / whole))
    if nature in SUMS:
        return width * math.sqrt(1 + 1 / len(past)) if past else width  # a curve of few years is itself uncertain
    return width * (_LASTS if nature in RATES else _WANDERS)


def _steps(nature: Nature, now: Course, past: Sequence[Course], calendar: Counting) -> tuple[list[float], list[float]]:
    """The steps of a course: of what weight each was (share of the work or time), and by how much it changed the sum."""

    def at(n: int) -> float:
        day = now.points[n].day
        done = share_done(past, now, day, calendar) if nature in SUMS else None
        return share_passed(now, day, calendar) if done is None else done

    shares = [at(n) for n in range(len(now.points))]
    values = [p.value for p in now.points]
    if nature in RATES:  # the rate of each step alone, by what it did to the cumulative rate
        values = [s * v for s, v in zip(shares, values, strict=True)]
    weights, changes = [], []
    if nature in SUMS or nature in RATES:
        shares, values = [0.0, *shares], [0.0, *values]
    for (a, x), (b, y) in pairwise(zip(shares, values, strict=True)):
        if b - a > 1e-6:
            weights.append(b - a)
            changes.append(y - x)
    return weights, changes


def _by_earlier_years(now: Course, past: Sequence[Course], done: float) -> Estimate:
    value = now.points[-1].value
    last = max((p for p in past if p.whole), key=lambda p: p.due)
    whole = last.whole or 0.0
    growth = value / (whole * done)
    damped = growth ** (done / (done + _SETTLES))
    return Estimate(value + whole * (1 - done) * damped, "按往年同期进度推算", 1 - done)


def _by_pace(now: Course, passed: float, calendar: Counting) -> Estimate:
    value = now.points[-1].value
    overall = value / passed
    before = now.points[-1 - min(_RECENT, len(now.points) - 1)]
    since = passed - share_passed(now, before.day, calendar)
    newest = (value - before.value) / since if since > 0 else overall
    pace = max(0.0, (overall + newest) / 2)
    return Estimate(value + pace * (1 - passed), "没有往年数据，按今年以来和近期进度推算", 1 - passed)


def _by_drift(now: Course, passed: float, calendar: Counting) -> Estimate:
    first, last = now.points[max(0, len(now.points) - 1 - 2 * _RECENT)], now.points[-1]
    since = passed - share_passed(now, first.day, calendar)
    drift = (last.value - first.value) / since if since > 0 else 0.0
    # No further than it has come: two early figures far apart are no trend for a year.
    ahead = min(1 - passed, since) * drift * _DRIFT
    return Estimate(last.value + ahead, "按近期变化推算", 1 - passed)
