"""Short ways to say a reading, a way and a light of the year 2026."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from luoshi.calendar.period import Kind, Period
from luoshi.calendar.shipped import shipped
from luoshi.calendar.working_days import WorkingCalendar
from luoshi.standing.aims import Aim
from luoshi.standing.lights import Light, light
from luoshi.standing.pace import Pace, pace
from luoshi.standing.readings import Column, Reading, State
from luoshi.standing.rules import usual
from luoshi.standing.trajectory import Trajectory, Way

CALENDAR = WorkingCalendar(shipped().values())
RULES = usual(2026)


def day(month: int, of: int, year: int = 2026) -> datetime.date:
    return datetime.date(year, month, of)


NEW_YEAR, YEARS_END = day(1, 1), day(12, 31)
LATE_MARCH = day(3, 24)
MID_MARCH = Period(Kind.XUN, 2026, 8)  # 3月中旬


def way(kind: Way = Way.LINEAR, *points: tuple[datetime.date, float], due: datetime.date = YEARS_END) -> Trajectory:
    return Trajectory(kind, NEW_YEAR, due, points)


def month(n: int, year: int = 2026) -> Period:
    return Period(Kind.MONTH, year, n)


def read(
    value: float | None, period: Period = MID_MARCH, column: Column = Column.VERIFIED, state: State = State.VALUE
) -> Reading:
    return Reading(period, column, value, state)


def pace_of(
    aim: Aim,
    readings: float | Sequence[Reading],
    by: Trajectory | None = None,
    on: datetime.date = LATE_MARCH,
    every: Kind = Kind.XUN,
) -> Pace:
    """The pace in the second half of March; a number stands for a verified figure of 3月中旬."""
    given = [read(readings)] if isinstance(readings, int | float) else readings
    return pace(aim, by or way(), given, on, CALENDAR, every)


def light_of(
    aim: Aim,
    readings: float | Sequence[Reading],
    by: Trajectory | None = None,
    on: datetime.date = LATE_MARCH,
    every: Kind = Kind.XUN,
) -> Light:
    return light(pace_of(aim, readings, by, on, every), RULES)
