"""The days of a round: from when it can be filled in, due, late, locked."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from luoshi.calendar.period import Kind, Period
from luoshi.calendar.working_days import WorkingCalendar

Day = datetime.date


@dataclass(frozen=True, slots=True)
class Days:
    """opens  from when it can be filled in; due  the due day; late  the last day on which a report is on time;
    lock  the last day on which one is taken without an opening; uncertain  one of them rests on a year whose holidays
    are not announced."""

    opens: Day
    due: Day
    late: Day
    lock: Day
    uncertain: bool


def days(
    period: Period, due_after: int, due_day: int | None, grace: int, lock_after: int, calendar: WorkingCalendar
) -> Days:
    """The days of a period's round.

    due_after  working days after the period's last day, 0 the last working day in it; due_day  instead of it a day of
    the month in which the period ends, moved to the working day before where it is none (每月25日前)."""
    if due_day is not None:
        wanted = period.last.replace(day=due_day)
        due = wanted if calendar.is_working(wanted) else calendar.add(wanted, -1)
    elif due_after <= 0:
        due = last_working_day(period, calendar)
    else:
        due = calendar.add(period.last, due_after)
    late = calendar.add(due, grace) if grace else due
    lock = max(late, calendar.add(due, lock_after) if lock_after else due)
    opens = min(last_working_day(period, calendar), due)
    if due_day is not None or due_after <= 0:
        opens = max(period.first, calendar.add(due, -2)) if period.kind is not Kind.DAY else period.first
    return Days(opens, due, late, lock, bool(calendar.uncertain(opens, lock)))


def last_working_day(period: Period, calendar: WorkingCalendar) -> Day:
    """The last working day in a period; where it has none (a 旬 inside a long holiday) the one before it."""
    return period.last if calendar.is_working(period.last) else calendar.add(period.last, -1)
