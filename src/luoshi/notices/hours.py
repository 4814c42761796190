"""When something may go out: on working days by day, never at night, at weekends or on holidays."""

from __future__ import annotations

import datetime

from luoshi.calendar.clock import SHANGHAI
from luoshi.calendar.working_days import WorkingCalendar

MORNING = datetime.time(8, 30)
EVENING = datetime.time(20, 0)


def awake(now: datetime.datetime, known: WorkingCalendar) -> bool:
    """Whether people may be written to at this moment."""
    local = now.astimezone(SHANGHAI)
    return known.is_working(local.date()) and MORNING <= local.time() < EVENING


def next_morning(now: datetime.datetime, known: WorkingCalendar) -> datetime.datetime:
    """This moment if people may be written to, else 8:30 of the next working morning."""
    if awake(now, known):
        return now
    local = now.astimezone(SHANGHAI)
    early = known.is_working(local.date()) and local.time() < MORNING
    return at_morning(local.date() if early else known.add(local.date(), 1))


def at_morning(day: datetime.date) -> datetime.datetime:
    """8:30 of a day: what was told before it goes into that day's digest."""
    return datetime.datetime.combine(day, MORNING, SHANGHAI)
