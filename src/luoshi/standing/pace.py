"""Where a target stands beside what should be reached (序时进度): two figures of one day, and their gap.

A figure of 3月中旬 is compared with what was due on 20 March, not with what is due today: how old it is, is said apart.
Three kinds of gap are kept, since their sizes mean different things:

- progress   points of the whole way (应完成20.8%，已完成12.0%: 8.8)
- rate       percentage points of the figure itself (增长8.2%，目标9%: 0.8)
- share      percent of the figure due, for levels and standards (700元/月，应740元/月: 5.4)

All are free of the unit, positive when behind, and rounded to 0.1 as they are shown: what is judged is what is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from luoshi.calendar.period import Kind, Period
from luoshi.standing.aims import LIMITS, RATES, Aim, Nature
from luoshi.standing.figures import places_written, scaled
from luoshi.standing.readings import STRONGEST, Column, Reading, State, age, latest_word, newest_ended, resting_on
from luoshi.standing.trajectory import Counting, Day, Trajectory, Way, expected

BUILT = 30.0  # a rate that is to rise by so many points is worked up in the year; by less, its own points say more
FAR = 1000.0  # percent: beyond it a level is just far off (what was due may be next to nothing)
GRACE = 10  # days after the due day in which the last figures may still come in
PUBLISHED = 40  # the same for growth: the year's figures are published in the second half of January, some in February


class Standing(StrEnum):
    """What can be said of a target on a day."""

    COMPARED = "compared"
    DONE = "done"
    OVERDUE = "overdue"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"


class Gap(StrEnum):
    """Of what kind the gap is."""

    PROGRESS = "progress"
    RATE = "rate"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Pace:
    """One comparison.

    expected, done      in the target's unit; expected_share, done_share  of the whole way (1 is all of it), where it has one
    gap                 in the target's unit, positive when behind; short  the same free of the unit, see above; None where
                        nothing is compared
    period, column      what the figure is of and who stands for it; firmer  a stronger figure of an earlier period
    age                 how many periods of the rhythm have ended since; met  the target itself is satisfied
    broken              a limit is passed; overdue_days  since the due day, 0 before it
    unstarted_months    whole months since the start with nothing done; 0 once begun
    claims_not_due      the newest word says 未到期 although the way asks for something"""

    aim: Aim
    way: Trajectory
    day: Day
    standing: Standing
    kind: Gap
    expected: float | None = None
    done: float | None = None
    expected_share: float | None = None
    done_share: float | None = None
    gap: float | None = None
    short: float | None = None
    period: Period | None = None
    column: Column | None = None
    firmer: Reading | None = None
    age: int = 0
    met: bool = False
    broken: bool = False
    overdue_days: int = 0
    unstarted_months: int = 0
    claims_not_due: bool = False


def pace(
    aim: Aim,
    way: Trajectory,
    readings: Sequence[Reading],
    day: Day,
    calendar: Counting,
    every: Kind = Kind.MONTH,
    columns: Sequence[Column] = STRONGEST,
) -> Pace:
    """The comparison on `day`. readings  those in force (what was corrected away left out), in the order of time; what
    ended before the way began counts for nothing; every  the rhythm in which
    figures are due, by which their age is counted; columns  which figures count, the strongest first."""
    reading = resting_on(readings, day, columns, since=way.start)
    kind = _kind(aim, way)
    late = max(0, (day - way.due).days)
    if reading is None or reading.figure is None:
        return _without_figure(aim, way, readings, day, calendar, every, kind, late)
    done, period = reading.figure, reading.period
    at = min(period.last, day)
    due = expected(aim, way, at, calendar)
    met = aim.met_by(done)
    if due is None and met and at >= way.start:
        due = aim.goal  # what is compared only at the end may be called reached before it
    broken = _broken(aim, done)
    finished = met and (at >= way.due or _once_for_all(aim, way))
    overdue = late > 0 and not met and (at >= way.due or late > _grace(aim))
    if overdue:
        due = aim.goal
    standing = Standing.COMPARED
    if finished:
        standing, due = Standing.DONE, aim.goal if due is None else due
    elif overdue:
        standing = Standing.OVERDUE
    elif due is None and not broken:
        standing = Standing.NOT_DUE
    expected_share = done_share = None
    base = aim.base
    if base is not None and way.way is not Way.HOLD and aim.goal != base:
        span = aim.goal - base
        done_share = (done - base) / span
        if due is not None:
            expected_share = (due - base) / span
    gap, short = _gap(aim, kind, due, done, expected_share, done_share)
    firmer = None
    if columns and reading.column is not columns[0]:
        firmer = resting_on(readings, day, columns[:1], before=period.last, since=way.start)
    return Pace(
        aim, way, day, standing, kind, due, done, expected_share, done_share, gap, short, period, reading.column, firmer,
        age(period, every, day), met, broken, late if not finished else 0,
        0 if _begun(aim, way, due, readings, day) else unstarted_months(way.start, day),
    )  # fmt: skip


def places_of(aim: Aim) -> int:
    """To how many places percents of this target are shown and judged."""
    return max(1, min(3, places_written(aim.goal)))


def unstarted_months(start: Day, day: Day) -> int:
    """How many whole months have passed since `start`: three on 1 April for what was to begin on 1 January."""
    if day < start:
        return 0
    return max(0, (day.year - start.year) * 12 + day.month - start.month - (day.day < start.day))


def _kind(aim: Aim, way: Trajectory) -> Gap:
    base = aim.base
    if base is None or way.way is Way.HOLD or aim.goal == base:
        return Gap.RATE if aim.in_points else Gap.SHARE
    if aim.in_points and abs(aim.goal - base) < BUILT:
        return Gap.RATE
    return Gap.PROGRESS


def _gap(
    aim: Aim, kind: Gap, due: float | None, done: float, expected_share: float | None, done_share: float | None
) -> tuple[float | None, float | None]:
    """The gap in the unit and free of it. What 左右 allows, and a limit that is kept, is no gap."""
    if due is None:
        return None, None
    gap = done - due if aim.down else due - done
    if kind is Gap.PROGRESS and expected_share is not None and done_share is not None:
        points = (scaled(expected_share * 100, 1) - scaled(done_share * 100, 1)) / 10
        return gap, -points if aim.nature is Nature.BUDGET else points
    if aim.nature is Nature.BAND and aim.value2 is not None and done > aim.value2:
        gap = done - aim.value2
    if 0 < gap <= aim.allowed + 1e-9:
        return gap, 0.0
    if kind is Gap.RATE:
        places = places_of(aim)
        return gap, round(abs(scaled(due, places) - scaled(done, places)) / 10.0**places, places) * (
            1 if gap > 0 else -1
        )
    return gap, scaled(max(-FAR, min(FAR, gap / abs(due) * 100)), 1) / 10 if due else (100.0 if gap > 0 else 0.0)


def _broken(aim: Aim, done: float) -> bool:
    if aim.nature in LIMITS:
        return not aim.met_by(done)
    return aim.nature is Nature.BAND and aim.value2 is not None and done > aim.value2 + 1e-9 * max(1.0, abs(aim.value2))


def _grace(aim: Aim) -> int:
    return PUBLISHED if aim.nature in RATES else GRACE


def _once_for_all(aim: Aim, way: Trajectory) -> bool:
    """Whether reaching it before the due day is reaching it: not for rates, percents, limits and what has to hold."""
    return aim.nature is Nature.AMOUNT or (aim.nature is Nature.LEVEL and way.way is not Way.HOLD and not aim.in_points)


def _begun(aim: Aim, way: Trajectory, due: float | None, readings: Sequence[Reading], day: Day) -> bool:
    """Whether anything was done yet, or nothing need be. Rates, limits and levels stand somewhere always."""
    if aim.nature is not Nature.AMOUNT or not due:
        return True
    return any(r.figure for r in readings if r.period.first <= day and r.period.last >= way.start)


def _without_figure(
    aim: Aim,
    way: Trajectory,
    readings: Sequence[Reading],
    day: Day,
    calendar: Counting,
    every: Kind,
    kind: Gap,
    late: int,
) -> Pace:
    newest = newest_ended(every, day)
    at = min(newest.last, day) if late == 0 else day
    due = expected(aim, way, at, calendar)
    base = aim.base
    asked = due is not None and (base is None or due != base or way.way is Way.HOLD)
    word = latest_word(readings, day, way.start)
    denied = word is not None and word.state is State.NOT_DUE
    if late > _grace(aim):
        standing = Standing.OVERDUE
    elif not asked or (denied and aim.nature in RATES):
        standing = Standing.NOT_DUE
    else:
        standing = Standing.NO_DATA
    share = (due - base) / (aim.goal - base) if due is not None and base is not None and aim.goal != base else None
    return Pace(
        aim, way, day, standing, kind, expected=due, expected_share=share, period=newest, overdue_days=late,
        unstarted_months=0 if _begun(aim, way, due, readings, day) else unstarted_months(way.start, day),
        claims_not_due=denied and standing is Standing.NO_DATA,
    )  # fmt: skip
