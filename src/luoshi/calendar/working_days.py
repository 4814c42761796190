"""Working days: Monday to Friday, but for what the State Council moves each year.

Whoever shows a day that rests on a year without an announcement shows `uncertain(...)` beside it.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Day = datetime.date
ONE = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class YearTable:
    """What one notice orders for one year.

    off     days off, weekend days inside a holiday too, each with the holiday's name
    on      weekend days that are worked, each with the holiday for whose sake
    number  文号; title  of the notice. Days may lie a little outside the year (31 December for the New Year)."""

    year: int
    number: str
    title: str
    off: Mapping[Day, str] = field(default_factory=dict)
    on: Mapping[Day, str] = field(default_factory=dict)

    @property
    def moved(self) -> int:
        """By how many working days the year is shorter than its Mondays to Fridays."""
        return sum(day.weekday() < 5 for day in self.off) - sum(day.weekday() >= 5 for day in self.on)


class WorkingCalendar:
    """Which days are worked, by the tables of the years that are announced."""

    def __init__(self, tables: Iterable[YearTable]) -> None:
        self.tables = {t.year: t for t in sorted(tables, key=lambda t: t.year)}
        self.off: dict[Day, str] = {}
        self.on: dict[Day, str] = {}
        for table in self.tables.values():
            self.off |= table.off
            self.on |= table.on
        self._worked: dict[int, list[Day]] = {}

    def announced(self, year: int) -> bool:
        return year in self.tables

    def is_working(self, day: Day) -> bool:
        if day in self.on:
            return True
        return day.weekday() < 5 and day not in self.off

    def name(self, day: Day) -> str:
        """The holiday to which a day off belongs, or for which a weekend day is worked; "" for all other days."""
        return self.on.get(day) or self.off.get(day, "")

    def add(self, day: Day, n: int) -> Day:
        """The n-th working day after `day` (n < 0: before it); for 0 the day itself, or the next working day."""
        if n == 0:
            return day if self.is_working(day) else self.add(day, 1)
        year, left = day.year, abs(n)
        step = 1 if n > 0 else -1
        while True:
            worked = self._days(year)
            if step > 0:
                place = (bisect_right(worked, day) if year == day.year else 0) + left - 1
                if place < len(worked):
                    return worked[place]
                left = place - len(worked) + 1
            else:
                place = (bisect_left(worked, day) if year == day.year else len(worked)) - left
                if place >= 0:
                    return worked[place]
                left = -place
            year += step

    def count(self, first: Day, last: Day) -> int:
        """How many working days lie from `first` to `last`, both included; 0 where last lies before first."""
        if last < first:
            return 0
        whole = sum(len(self._days(year)) for year in range(first.year, last.year + 1))
        before = bisect_left(self._days(first.year), first)
        after = len(self._days(last.year)) - bisect_right(self._days(last.year), last)
        return whole - before - after

    def uncertain(self, first: Day, last: Day | None = None) -> str:
        """The sentence to show beside a day, or a stretch of days, that falls into years not yet announced; "" else."""
        years = range(first.year, (last or first).year + 1)
        open_ones = [f"{year}年" for year in years if year not in self.tables]
        return f"{'、'.join(open_ones)}放假安排尚未公布，以公布后为准" if open_ones else ""

    def _days(self, year: int) -> list[Day]:
        """The working days of a year, in order."""
        if year not in self._worked:
            day, found = Day(year, 1, 1), []
            while day.year == year:
                if self.is_working(day):
                    found.append(day)
                day += ONE
            self._worked[year] = found
        return self._worked[year]
