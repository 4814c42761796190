"""A year as twelve months of weeks, for a page: each day with what it is."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Collection
from dataclasses import dataclass

from luoshi.calendar.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: kind  "off" (a holiday on a weekday), "on" (a weekend day worked), "rest" (an ordinary weekend day, or
    one inside a holiday) or "work"; name  of the holiday; moved  whether it differs from Monday to Friday."""

    day: datetime.date
    kind: str
    name: str
    moved: bool

    @property
    def words(self) -> str:
        """What one who cannot see it hears."""
        said = {"off": "放假", "on": "上班", "rest": "休息", "work": ""}[self.kind]
        weekday = "一二三四五六日"[self.day.weekday()]
        return f"{self.day.month}月{self.day.day}日 周{weekday}" + (f"，{self.name}{said}" if said else "")


def months(
    year: int, calendar_: WorkingCalendar, moved: Collection[datetime.date] | None = None
) -> list[tuple[int, list[list[Cell | None]]]]:
    """For each month its number and its weeks of seven cells from Monday, None outside the month.

    moved  the days that differ from Monday to Friday, where a person has just chosen them instead of the calendar."""
    found = []
    for month in range(1, 13):
        weeks: list[list[Cell | None]] = []
        for week in calendar.Calendar().monthdatescalendar(year, month):
            weeks.append([_cell(day, calendar_, moved) if day.month == month else None for day in week])
        found.append((month, weeks))
    return found


def _cell(day: datetime.date, known: WorkingCalendar, chosen: Collection[datetime.date] | None) -> Cell:
    weekday = day.weekday() < 5
    moved = known.is_working(day) != weekday if chosen is None else day in chosen
    kind = {(True, False): "work", (True, True): "off", (False, False): "rest", (False, True): "on"}[weekday, moved]
    return Cell(day, kind, known.name(day) if kind != "work" else "", moved)
