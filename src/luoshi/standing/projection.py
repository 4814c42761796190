"""Where a target will end, with a range that is honest about how little is known, and what that means for the target.

The range is meant to hold eight times of ten. Its width is the greater of two: how unevenly this year went so far, and
by how much the same way missed in earlier years at the same time of year. It never becomes narrower than a floor, for
figures that run too evenly were mostly made up. Of a sum without any earlier year nobody knows how the work lies in the
year: then what is still to come is taken as anything from half to twice of what the pace so far gives.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from luoshi.standing.aims import RATES, Aim, Nature
from luoshi.standing.course import Course, by_month, years_before
from luoshi.standing.extrapolation import SUMS, Estimate, estimate, spread, student
from luoshi.standing.figures import alike, places_for, places_written, plain
from luoshi.standing.pace import places_of
from luoshi.standing.trajectory import Counting, Day, Point

_FLOOR = 0.06  # of what is still to come, for sums and levels
_BLIND = 1 / 3  # without earlier years nothing is called missed while more than this share of the time is left
_FLOOR_POINTS = 0.6  # percentage points for a whole year ahead, for rates


_VERBS = {Nature.GROWTH: "增长", Nature.FALL: "下降", Nature.AMOUNT: "完成", Nature.BUDGET: "累计"}


class Verdict(StrEnum):
    """What the range says of the target."""

    REACHED = "reached"  # all of the range satisfies it
    OPEN = "open"  # part of it does
    MISSED = "missed"  # none of it does
    NONE = "none"  # no projection


@dataclass(frozen=True, slots=True)
class Projection:
    """value, low, high  in the target's unit, None where there is too little to say; by  the way, in words;
    verdict  what it means for the target; as_of  the day of the newest figure; tried  on how many earlier years the
    width rests; sentence  all of it, or why there is none."""

    aim: Aim
    due: Day
    verdict: Verdict
    sentence: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    by: str = ""
    as_of: Day | None = None
    tried: int = 0

    @property
    def warns(self) -> bool:
        """Whether the whole range misses the target."""
        return self.verdict is Verdict.MISSED


def project(aim: Aim, now: Course, past: Sequence[Course], calendar: Counting) -> Projection:
    """The projection to the course's due day. past  earlier years' whole courses; those that end on another day of the
    year, or have no end, are left out."""
    past = comparable(now, past)
    base = aim.base if aim.nature is Nature.LEVEL else None
    found = None
    if base is not None:
        # A level that is worked up from where it stood: the way gone so far is a sum like any other.
        sign = 1 if aim.goal > base else -1
        nature, walked, past = Nature.AMOUNT, _way_gone(now, base, sign), ()
        found = estimate(nature, walked, past, calendar)
    if base is None or found is None:  # a level that has not moved yet is projected as it stands
        base, sign, nature, walked = None, 1, aim.nature, now
        found = estimate(nature, walked, past, calendar)
    if found is None:
        return Projection(aim, now.due, Verdict.NONE, _why_none(aim, now))
    errors = past_errors(nature, walked, past, calendar)
    low, high = _range(nature, walked, past, calendar, found, errors)
    if base is not None:
        low, high = sorted((base + sign * low, base + sign * high))
        found = found._replace(value=base + sign * found.value)
    verdict = _verdict(aim, low, high)
    blind = nature in SUMS and not past
    if blind and found.left > _BLIND and verdict is Verdict.MISSED:
        verdict = Verdict.OPEN  # much of the year's work may lie in its second half: too early to say so
    sentence = _sentence(aim, now, found, low, high, verdict, blind)
    return Projection(
        aim, now.due, verdict, sentence, found.value, low, high, found.by, now.points[-1].day, len(errors)
    )


def _way_gone(now: Course, base: float, sign: int) -> Course:
    return Course(now.start, now.due, tuple(Point(p.day, sign * (p.value - base)) for p in now.points))


def comparable(now: Course, past: Sequence[Course]) -> tuple[Course, ...]:
    """The earlier whole years that lie as this one does, in order."""
    alike = (now.due.month, now.due.day, now.start.month, now.start.day)
    return tuple(
        sorted(
            (
                p
                for p in past
                if p.due < now.start
                and p.whole is not None
                and (p.due.month, p.due.day, p.start.month, p.start.day) == alike
            ),
            key=lambda p: p.due,
        )
    )


def past_errors(nature: Nature, now: Course, past: Sequence[Course], calendar: Counting) -> list[float]:
    """By how much the way missed in earlier years with what was known on the same day, each year judged by those before
    it alone. Sums: logarithm of come to / projected; rates and levels: the difference."""
    day, errors = now.points[-1].day, []
    for n, year in enumerate(past):
        if nature in SUMS and n == 0:
            continue  # without a year before it, it would have been projected in another way
        then = years_before(day, now.due.year - year.due.year)
        error = error_at(nature, year, past[:n], then, calendar)
        if error is not None:
            errors.append(error)
    return errors


def error_at(nature: Nature, year: Course, before: Sequence[Course], day: Day, calendar: Counting) -> float | None:
    """The error of a projection made on `day` of a year that is over; None where none could be made."""
    found = estimate(nature, year.until(day), before, calendar)
    if found is None or year.whole is None:
        return None
    if nature in SUMS:
        return math.log(year.whole / found.value) if year.whole > 0 and found.value > 0 else None
    return year.whole - found.value


def _range(
    nature: Nature, now: Course, past: Sequence[Course], calendar: Counting, found: Estimate, errors: Sequence[float]
) -> tuple[float, float]:
    own = spread(nature, now, past, calendar)
    last, seen = now.points[-1].value, _width_of_errors(errors)
    if nature not in SUMS:
        floor = (_FLOOR_POINTS if nature in RATES else _FLOOR * abs(found.value)) * found.left
        width = max(own or 0.0, floor, seen)
        least = found.value - width
        above_nought = nature not in RATES and all(p.value >= 0 for p in now.points)
        return max(least, 0.0) if above_nought else least, found.value + width
    coming = max(0.0, found.value - last)
    if not past:
        # How the year's work lies in the year is not known at all: what is still to come may be half of it, or twice.
        width = own or 0.0
        low, high = min(found.value - width, last + coming / 2), max(found.value + width, last + coming * 2)
    else:
        width = max(own or coming / 2, _FLOOR * max(coming, found.value * found.left))
        low = min(found.value - width, found.value * math.exp(-seen))
        high = max(found.value + width, found.value * math.exp(seen))
    never_fell = all(b.value >= a.value for a, b in pairwise(by_month(now).points))
    return max(low, last if never_fell else 0.0), high


def _width_of_errors(errors: Sequence[float]) -> float:
    if not errors:
        return 0.0
    if len(errors) == 1:
        return 2 * abs(errors[0])
    size = math.sqrt(sum(e * e for e in errors) / len(errors))
    return student(len(errors)) * size * math.sqrt(1 + 1 / len(errors))


def _verdict(aim: Aim, low: float, high: float) -> Verdict:
    if aim.nature is Nature.BAND and aim.value2 is not None:
        if high < aim.value or low > aim.value2:
            return Verdict.MISSED
        return Verdict.REACHED if aim.value <= low and high <= aim.value2 else Verdict.OPEN
    ends = (aim.met_by(low), aim.met_by(high))
    return Verdict.REACHED if all(ends) else Verdict.OPEN if any(ends) else Verdict.MISSED


def _why_none(aim: Aim, now: Course) -> str:
    if now.points and now.points[-1].day >= now.due:
        return "已到期，不再预测"
    if not now.points:
        return "尚无数据，暂不预测"
    if aim.nature in SUMS and now.points[-1].value <= 0:
        return "尚未起步，暂不预测"
    return f"只有{len(now.points)}期数据，数据太少，暂不预测"


def _sentence(aim: Aim, now: Course, found: Estimate, low: float, high: float, verdict: Verdict, blind: bool) -> str:
    places = min(max(places_for(aim.goal), places_written(aim.goal)), 4)
    if aim.in_points:
        places = places_of(aim)
    if aim.whole:
        places = 0
    value, least, most = alike((found.value, low, high), places)
    falls = aim.nature in RATES and value.startswith("-")
    until = "全年" if (now.due.month, now.due.day) == (12, 31) else f"到{now.due.month}月{now.due.day}日"
    verb = {Nature.GROWTH: "增长", Nature.FALL: "下降", Nature.AMOUNT: "完成", Nature.BUDGET: "累计"}.get(
        aim.nature, ""
    )
    verb = verb or ("年底为" if until == "全年" else "为")
    until = "" if verb == "年底为" else until
    unit = aim.unit or ("%" if aim.nature in RATES else "")
    span = f"{least}{unit}至{most}{unit}" if least.startswith("-") or most.startswith("-") else f"{least}—{most}{unit}"
    sure = "粗估" if blind else "八成可能"
    told = _of_target(aim, verdict, unit)
    told = f"按目前进度{told}，季节性强的除外" if blind and verdict is Verdict.MISSED else told
    if falls:  # a growth below nought is told as a fall, its range with its signs
        value, verb = value[1:], "下降" if aim.nature is Nature.GROWTH else "上升"
        span = f"{_VERBS[aim.nature]}{span}"
    return f"{found.by}，预计{until}{verb}{value}{unit}（{sure}在{span}之间），{told}"


def _of_target(aim: Aim, verdict: Verdict, unit: str) -> str:
    goal = plain(aim.goal, 4) + unit
    limit = aim.down and aim.nature is not Nature.LEVEL
    if aim.nature is Nature.BAND and aim.value2 is not None:
        goal = f"{plain(aim.value, 4)}—{plain(aim.value2, 4)}{unit}"
        return {Verdict.REACHED: f"可保持在{goal}区间内", Verdict.OPEN: f"能否保持在{goal}区间内尚无把握"}.get(
            verdict, f"将超出{goal}区间"
        )
    if limit:
        return {Verdict.REACHED: f"不会突破上限{goal}", Verdict.OPEN: f"有突破上限{goal}的可能"}.get(
            verdict, f"将突破上限{goal}"
        )
    return {Verdict.REACHED: f"可完成目标{goal}", Verdict.OPEN: f"能否完成目标{goal}尚无把握"}.get(
        verdict, f"完不成目标{goal}"
    )
