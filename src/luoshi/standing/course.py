"""A year's figures of one target as they came, and how the year's work lay in earlier years."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from luoshi.standing.readings import STRONGEST, Column, Reading
from luoshi.standing.trajectory import Counting, Day, Point, Trajectory, Way, elapsed

ONE = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Course:
    """What stood at the end of which day, from `start` to `due`, in order; of what adds up the sum since the start."""

    start: Day
    due: Day
    points: tuple[Point, ...]

    def until(self, day: Day) -> Course:
        """The same as it was known when that day ended."""
        return Course(self.start, self.due, tuple(p for p in self.points if p.day <= day))

    @property
    def whole(self) -> float | None:
        """What it came to: the figure of its last day; None while that has not come."""
        return self.points[-1].value if self.points and self.points[-1].day >= self.due else None


def course(
    readings: Iterable[Reading], start: Day, due: Day, day: Day = Day.max, columns: Sequence[Column] = STRONGEST
) -> Course:
    """The course by the strongest figure of each period that had ended on `day`."""
    best: dict[Day, tuple[int, float]] = {}
    for reading in readings:
        figure, last = reading.figure, reading.period.last
        if figure is None or reading.column not in columns or not start <= last <= due or last > day:
            continue
        rank = columns.index(reading.column)
        if last not in best or rank <= best[last][0]:
            best[last] = (rank, figure)
    return Course(start, due, tuple(Point(last, best[last][1]) for last in sorted(best)))


def by_month(one: Course) -> Course:
    """Its months' ends alone where there are at least four: what comes every ten days swings with the reporting."""
    ends = tuple(p for p in one.points if (p.day + ONE).day == 1)
    if len(ends) < 4:
        return one
    last = one.points[-1]
    return Course(one.start, one.due, ends if ends[-1] == last else (*ends, last))


def share_passed(one: Course, day: Day, calendar: Counting) -> float:
    """The share of the course's working days that had passed when the day ended."""
    return elapsed(Trajectory(Way.LINEAR, one.start, one.due), day, calendar)


def share_done(past: Sequence[Course], one: Course, day: Day, calendar: Counting) -> float | None:
    """The share of the whole that earlier years had done by the same day, their mean; None where none tells it."""
    shares = [s for s in (_share_of(p, one, day, calendar) for p in past) if s is not None]
    return sum(shares) / len(shares) if shares else None


def _share_of(earlier: Course, one: Course, day: Day, calendar: Counting) -> float | None:
    """What share an earlier year had done by the day that is as many years before; working days lie between figures."""
    whole = earlier.whole
    if whole is None or whole <= 0 or len(earlier.points) < 4:
        return None
    years = one.due.year - earlier.due.year
    then = years_before(day, years)
    place = bisect_right(earlier.points, then, key=lambda p: p.day)
    if place == len(earlier.points):
        return 1.0
    before = earlier.points[place - 1] if place else Point(earlier.start - ONE, 0.0)
    after = earlier.points[place]
    days = calendar.count(before.day + ONE, after.day)
    part = calendar.count(before.day + ONE, then) / days if days else 1.0
    return min(1.0, max(0.0, (before.value + (after.value - before.value) * part) / whole))


def years_before(day: Day, years: int) -> Day:
    """The same day of an earlier year; the end of February stays the end of February."""
    if (day + ONE).day == 1:
        after = day + ONE
        return Day(after.year - years, after.month, 1) - ONE
    return Day(day.year - years, day.month, day.day)
